"""A visit to a page of the book in a real browser, and what it must never do."""

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from attrs import field, frozen
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Route

FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
WIDE = 1440
NARROW = 375
HEIGHTS = {WIDE: 900, NARROW: 812}
SCHEMES = ("light", "dark")
PAGES = {
    "home": "index.html",
    "laws": "law/index.html",
    "law": "law/criminal_code/index.html",
    "article": "law/criminal_code/article-318.html",
    "cases": "law/criminal_code/article-318-cases.html",
    "situations": "situations/index.html",
    "questions": "questions/index.html",
    "question": "questions/criminal_code.crossing.html",
    "register": "registers/deadlines.html",
    "duties": "registers/duties.html",
    "diagnostic": "diagnostics/Q0201.html",
    "statute file": "statutes/correction_facilities.html",
    "guide": "compatibility.html",
}
"""A page of each kind."""


@frozen(eq=False)
class Visit:
    """A reader's look into the book. `complaints`: what the console said of errors; `outside`: every
    request for something that is not part of the book, none of which was let through."""

    page: Page
    site: str
    complaints: list[str] = field(factory=list)
    outside: list[str] = field(factory=list)

    @classmethod
    def of(cls, context: BrowserContext, site: str) -> "Visit":
        """A new tab of `context` in which only what lies below the address `site` can be loaded."""
        visit = cls(context.new_page(), site)
        context.route(lambda url: not url.startswith(site), lambda route: visit._refuse(route))
        visit.page.on("console", lambda message: visit._hear(message))
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        return visit

    def open(self, path: str) -> Page:
        """Go to a page of the book, and wait until all that it names is there."""
        self.page.goto(self.site + path, wait_until="load")
        return self.page

    def _refuse(self, route: Route) -> None:
        self.outside.append(route.request.url)
        route.abort()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.text} ({message.location.get('url')})")

    def assert_quiet(self) -> None:
        """No error, no warning, and nothing asked of others."""
        assert self.complaints == []
        assert self.outside == []


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a plain web server shows a folder, and all that is below it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Silent, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
