"""Each kind of page in a real browser: quiet, within the screen, in both schemes, open to everybody."""

import re
from collections.abc import Callable
from importlib.resources import files

import pytest
from browsing import NARROW, PAGES, SCHEMES, WIDE, Visit
from playwright.sync_api import Page

Visiting = Callable[..., Visit]
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
GRAVE = ("serious", "critical")
SPACIOUS = ("registers/coverage.html", "registers/concordance.html", "language.html", "sheet.html")
"""Pages with tables and code that need much room."""


def test_no_page_complains_or_asks_others(visit: Visiting, folder_site: str) -> None:
    """Opened from a folder; served, all of them are visited below, and `visit` looks after that."""
    seen = visit(folder_site)
    for path in PAGES.values():
        seen.open(path)
        assert (path, seen.complaints, seen.outside) == (path, [], [])


def test_what_is_not_of_the_book_is_noticed(visit: Visiting, served_site: str) -> None:
    """A visit does tell of an error in the console and of a request for something else."""
    seen = visit(served_site)
    page = seen.open(PAGES["home"])
    with page.expect_console_message(lambda message: message.text == "refused"):
        page.evaluate("fetch('https://elsewhere.example/x').catch(() => console.error('refused'))")
    assert seen.outside == ["https://elsewhere.example/x"]
    assert any("refused" in one for one in seen.complaints)
    seen.complaints.clear()
    seen.outside.clear()


def faults(page: Page) -> list[str]:
    """What axe finds that keeps somebody from reading a page."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['impact']}: {one['id']} at {node['target']}: {node['html'][:200]}"
        for one in found["violations"]
        if one["impact"] in GRAVE
        for node in one["nodes"][:3]
    ]


@pytest.mark.parametrize(("width", "scheme"), list(zip((WIDE, NARROW), SCHEMES, strict=True)))
def test_everybody_can_read_it(visit: Visiting, served_site: str, width: int, scheme: str) -> None:
    """Wide and light, narrow and dark, all unfolded: axe finds nothing serious or critical, and no
    page is wider than the screen: what is wider, a table or a picture, scrolls within itself."""
    seen = visit(served_site, width=width, scheme=scheme)
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    for path in (*PAGES.values(), *SPACIOUS):
        page = seen.open(path)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        assert (path, page.evaluate(wide)) == (path, 0)
        assert (path, faults(page) if path not in SPACIOUS else []) == (path, [])


def test_axe_finds_a_fault_where_there_is_one(visit: Visiting, served_site: str) -> None:
    """A picture without words for those who do not see it."""
    page = visit(served_site).open(PAGES["home"])
    page.evaluate("document.querySelector('article').append(document.createElement('img'))")
    assert [one.split(" at ")[0] for one in faults(page)] == ["critical: image-alt"]


def boxes(page: Page) -> tuple[dict[str, float], dict[str, float]]:
    """Where the text of Article 318 and the first rule beside it stand."""
    text = page.locator(".qanun-row .qanun-text").first.bounding_box()
    rule = page.locator(".qanun-row .qanun-rules").first.bounding_box()
    assert text is not None
    assert rule is not None
    return {**text}, {**rule}


def test_text_stands_beside_its_rule_where_there_is_room(visit: Visiting, served_site: str) -> None:
    """Two columns on a wide screen that begin at the same height, one on a narrow one."""
    text, rule = boxes(visit(served_site, width=WIDE).open(PAGES["article"]))
    assert rule["x"] >= text["x"] + text["width"]
    assert abs(rule["y"] - text["y"]) < 2
    text, rule = boxes(visit(served_site, width=NARROW).open(PAGES["article"]))
    assert rule["x"] == text["x"]
    assert rule["y"] >= text["y"] + text["height"]


def shade(page: Page, what: str) -> int:
    """How light a colour of the page is, from 0 to 765."""
    said = str(page.evaluate("(what) => getComputedStyle(document.body)[what]", what))
    return sum(int(number) for number in re.findall(r"\d+", said)[:3])


def test_the_book_follows_the_scheme_of_the_reader(visit: Visiting, served_site: str) -> None:
    """Dark ground and light letters in the dark scheme, the other way round in the light one."""
    told = {}
    for scheme in SCHEMES:
        page = visit(served_site, scheme=scheme).open(PAGES["article"])
        told[scheme] = (shade(page, "backgroundColor"), shade(page, "color"))
    assert told["light"][0] > 700 > 300 > told["light"][1]
    assert told["dark"][0] < 300 < 450 < told["dark"][1]


def test_the_way_past_the_navigation_leads_to_the_text(visit: Visiting, served_site: str) -> None:
    """The first link for those who use no mouse goes to the top of the page's own text."""
    page = visit(served_site).open(PAGES["article"])
    target = page.locator(".md-skip").get_attribute("href")
    assert target is not None
    assert page.locator(f"[id='{target.removeprefix('#')}']").evaluate("(one) => one.tagName") == "H1"


def test_the_book_is_readable_without_javascript(visit: Visiting, served_site: str) -> None:
    """Text, rules, relations; a case with its whole explanation, to be unfolded; how else to ask."""
    seen = visit(served_site, script=False)
    page = seen.open(PAGES["article"])
    for part in ("h1", ".qanun-provision", ".qanun-english", ".qanun-code", ".qanun-relations"):
        assert page.locator(part).first.is_visible(), part
    page = seen.open(PAGES["cases"])
    row = page.locator("details", has_text="In full").first
    case = row.locator(".qanun-case").first
    assert not case.locator("dl").first.is_visible()
    row.locator("summary").first.click()
    assert case.locator("dl").first.is_visible()
    why = case.locator("details", has_text="Why, and why not otherwise").first
    assert not why.locator("li").first.is_visible()
    why.locator("summary").first.click()
    assert why.locator("li").first.is_visible()
    page = seen.open(PAGES["question"])
    assert page.get_by_text("qanun ask criminal_code.crossing").first.is_visible()
    page.locator(".qanun-standing a").first.click()
    assert page.locator("h1").inner_text() == "Criminal Code"


def test_the_sheet_is_printed_on_two_sides(visit: Visiting, served_site: str) -> None:
    """Of an A4 sheet, and nothing of it lies beyond the edge of its column."""
    page = visit(served_site).open("sheet.html")
    printed = page.pdf(prefer_css_page_size=True)
    sides = re.findall(rb"/Type\s*/Page\b", printed)
    assert len(sides) == 2
    assert re.findall(rb"/MediaBox\s*\[0 0 (\d+)[.\d]* (\d+)", printed)[:1] == [(b"594", b"841")]
    page.emulate_media(media="print")
    beyond = "(one) => one.scrollWidth > one.clientWidth"
    blocks = page.locator(".qanun-sheet pre")
    assert [n for n in range(blocks.count()) if blocks.nth(n).evaluate(beyond)] == []
