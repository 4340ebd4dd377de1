"""The search of the book, in a browser, from a folder of files and from a server below a path.

What it finds is tried without a browser, in `tests/test_book_search.py`.
"""

from collections.abc import Callable

from browsing import PAGES, Visit

Visiting = Callable[..., Visit]
BAR = "law/criminal_code/article-52.html#52.5.b"
FOUND = """(goal) => {
    const links = document.querySelectorAll(".md-search-result__item:first-child [href]");
    const unmarked = (link) => Object.assign(new URL(link.href), { search: "" }).href;
    return [...links].find((link) => unmarked(link) === goal)?.href;
}"""
"""The link to a place on the page that was found first, whatever is to be marked there."""


def test_what_is_typed_is_found_shown_and_led_to(visit: Visiting, site: str) -> None:
    """Letter by letter, another word for it; the line of the law; and the place, with its words marked."""
    page = visit(site).open(PAGES["cases"])
    page.locator("input[name=query]").click()
    page.locator("input[name=query]").press_sequentially("my wife")
    link = page.wait_for_function(FOUND, arg=site + BAR)
    assert "person who is married to a citizen" in page.locator(".md-search-result__item").first.inner_text()
    page.goto(str(link.json_value()))
    assert page.locator("[id='52.5.b'] mark").first.inner_text() == "married"


def test_what_is_nowhere_is_said_to_be_nowhere(visit: Visiting, folder_site: str) -> None:
    """In words that say what to do; a search in the address is made at once, and Enter follows the best."""
    page = visit(folder_site).open("law/index.html?q=zebra")
    page.get_by_text("Nothing was found. Try fewer or other words.").wait_for()
    page.locator("input[name=query]").fill("deadline")
    page.locator("input[name=query]").press("Shift")
    page.wait_for_function(FOUND, arg=f"{folder_site}registers/deadlines.html")
    page.locator("input[name=query]").press("Enter")
    page.wait_for_url("**/registers/deadlines.html*")
