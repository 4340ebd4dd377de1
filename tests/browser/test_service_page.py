"""The page on which somebody tries the service, read and used in a browser."""

import asyncio
import socket
import threading
from collections.abc import Iterator

import pytest
from browsing import NARROW, WIDE
from conftest import Visiting
from playwright.sync_api import expect
from qanun.service.app import Service
from qanun.service.served import Served
from qanun.service.server import server_of
from qanun.service.settings import Settings

SETTINGS = Settings("qanun_azerbaijan")
CROSSING = "criminal_code.crossing"
CASE = """{
  "crossed_guarded_border": true,
  "lacked_required_documents": true,
  "came_to_seek_political_asylum": false
}"""


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    """The address of a service, run in a thread."""
    server = server_of(Service(Served(SETTINGS.package), SETTINGS), SETTINGS.limits)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([listening])))
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        server.should_exit = True
        thread.join()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_case_is_answered_on_the_page(service: str, visit: Visiting, width: int) -> None:
    """Without a complaint of the console, and never wider than the window, whatever it shows."""
    page = visit(service, width=width).open("")
    expect(page.locator("#told")).not_to_be_empty()
    page.locator("#question").select_option(CROSSING)
    expect(page.locator("#answer")).to_contain_text("crossed_guarded_border: ")
    page.locator("#facts").fill(CASE)
    page.get_by_role("button", name="Decide").click()
    expect(page.locator("#answer")).to_contain_text("An offence: illegal crossing of the state border")
    expect(page.locator("#curl")).to_contain_text(f"{service}questions/{CROSSING}/decide")
    page.locator("summary").click()
    page.get_by_role("button", name="Explain").click()
    expect(page.locator("#answer")).to_contain_text("✓")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("#facts").fill('{"crossed_guarded_border": true}')
    page.get_by_role("button", name="What to ask next?").click()
    expect(page.locator("#answer")).to_contain_text('"name": "lacked_required_documents"')
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
