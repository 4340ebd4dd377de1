"""The book in headless Chromium: from a folder of files, and from a web server below a path of its own.

A test asks for `visit` and gets a `Visit` from it; at its end every visit must have been quiet.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsing import FLAGS, HEIGHTS, WIDE, Visit, served
from find_chromium import MISSING, there, use_own_node
from playwright.sync_api import Browser, expect, sync_playwright

Visiting = Callable[..., Visit]
PATIENCE = 300_000
"""Milliseconds until a test gives up waiting for what must come: the machine may be as busy as it likes."""
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests. Where there is none, every test fails and says how to install it."""
    path = there()
    if path is None:
        pytest.fail(MISSING, pytrace=False)
    use_own_node()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(FLAGS), timeout=PATIENCE)
        yield started
        started.close()


@pytest.fixture(scope="session")
def folder_site(book: Path) -> str:
    """The address of the book as a folder of files."""
    return f"{book.as_uri()}/"


@pytest.fixture(scope="session")
def served_site(book: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the book on a web server, where it is not the whole of the site."""
    root = tmp_path_factory.mktemp("served")
    (root / "law" / "of").mkdir(parents=True)
    (root / "law" / "of" / "azerbaijan").symlink_to(book)
    with served(root) as address:
        yield f"{address}law/of/azerbaijan/"


@pytest.fixture(params=["folder_site", "served_site"], ids=["folder", "served"])
def site(request: pytest.FixtureRequest) -> str:
    """The book in both ways in which it is read."""
    address = request.getfixturevalue(request.param)
    assert isinstance(address, str)
    return address


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visiting]:
    """Begins a visit: `visit(site, width=375, scheme="dark", script=False)`."""
    visits: list[Visit] = []

    def begin(site: str, width: int = WIDE, scheme: str = "light", script: bool = True) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHTS[width]},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=script,
        )
        context.set_default_timeout(PATIENCE)
        visits.append(Visit.of(context, site))
        return visits[-1]

    yield begin
    for one in visits:
        one.page.context.close()
    for one in visits:
        one.assert_quiet()
