"""The search of the book, in a browser, from a folder of files and from a server below a path."""

from collections.abc import Callable

from browsing import PAGES, Visit

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


FOUND = """(goal) => {
    const links = document.querySelectorAll(".md-search-result__item:nth-child(-n + 3) a[href]");
    const unmarked = (link) => Object.assign(new URL(link.href), { search: "" }).href;
    return [...links].find((link) => unmarked(link) === goal)?.href;
}"""
"""The link on one of the first three pages found that leads to a place, whatever is to be marked there."""


def test_each_thing_is_found(visit: Visiting, site: str) -> None:
    """On one of the first three pages found, by what a reader would type; and the link leads there."""
    seen = visit(site)
    for kind, (words, place) in ASKED.items():
        page = seen.open(PAGES["cases"])
        page.locator("input[name=query]").click()
        page.locator("input[name=query]").press_sequentially(words)
        found = page.wait_for_function(FOUND, arg=site + place)
        page.goto(str(found.json_value()))
        anchor = place.partition("#")[2]
        assert not anchor or page.locator(f"[id='{anchor}']").count() == 1, kind
