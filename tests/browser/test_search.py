"""The search of the book, in a browser, from a folder of files and from a server below a path."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from browsing import PAGES, Visit
from playwright.sync_api import Page

pytestmark = pytest.mark.xdist_group("book")
Visiting = Callable[..., Visit]

ASKED = {
    "by its text": ("crosses the guarded state border", "law/criminal_code/article-318.html#318.1"),
    "by its number": ("318", "law/criminal_code/article-318.html"),
    "by its short number": ("art. 318", "law/criminal_code/article-318.html"),
    "an article that several laws have": ("art. 12", "law/departure_entry/article-12.html"),
    "a fact": (
        "the person went round the checkpoint",
        "law/criminal_code/article-318.html#rule-bypassed_checkpoint",
    ),
    "a question": (
        "Is the crossing of the border an offence, and how is it punished?",
        "questions/criminal_code.crossing.html",
    ),
}


def without_marks(page: Page, address: str, site: str) -> str:
    """An address within the book, without the words to be marked on its page."""
    return str(
        page.evaluate("(a) => { const u = new URL(a); u.search = ''; return u.href }", address)
    ).removeprefix(site)


@pytest.mark.parametrize("kind", ASKED)
def test_a_thing_is_found(visit: Visiting, site: str, kind: str) -> None:
    """On one of the first three pages found, by what a reader would type; and the link leads there."""
    words, place = ASKED[kind]
    page = visit(site).open(PAGES["cases"])
    page.locator("input[name=query]").click()
    page.locator("input[name=query]").press_sequentially(words)
    found = page.locator(
        f".md-search-result__item:nth-child(-n + 3) a[href*='{quote(place.partition('#')[0])}']"
    )
    found.first.wait_for(state="attached")
    addresses = found.evaluate_all("(all) => all.map((one) => one.href)")
    places = [without_marks(page, one, site) for one in addresses]
    assert place in places
    page.goto(addresses[places.index(place)])
    anchor = place.partition("#")[2]
    assert not anchor or page.locator(f"[id='{anchor}']").count() == 1
