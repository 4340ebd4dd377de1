"""Registers and pictures in a browser: filtered, sorted, a card a row; what leads to what is lit."""

from collections.abc import Callable

from browsing import NARROW, PAGES, WIDE, Visit
from playwright.sync_api import Page, expect

Visiting = Callable[..., Visit]
ROW = ".qanun-register tbody tr:not(.qanun-of)"


def lengths(page: Page) -> list[str]:
    """The second cell of each row that is seen and has words there, from above."""
    cells = page.locator(f"{ROW}:visible td:nth-child(2)").all_inner_texts()
    return [cell for cell in cells if cell]


def test_a_register_is_filtered_and_sorted(visit: Visiting, folder_site: str) -> None:
    """By words of a row or its law; by what a cell is worth, and the other way round; and as it was."""
    page = visit(folder_site, width=WIDE).open(PAGES["register"])
    written = lengths(page)
    page.get_by_role("button", name="Length").click()
    assert lengths(page)[:3] == ["48 hours", "the term of departure", "7 days"]
    assert page.locator(".qanun-of").first.is_hidden()
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("Length")
    page.get_by_role("button", name="Length").click()
    assert lengths(page)[:3] == ["7 days", "48 hours", "the term of departure"]
    page.get_by_label("Order").select_option("as in the law")
    assert lengths(page) == written
    page.get_by_label("Show only").fill("IMMIGRATION ruling")
    expect(page.locator(f"{ROW}:visible")).to_have_count(1)
    expect(page.get_by_role("status")).to_have_text("1 of 11")
    assert page.locator(".qanun-of:visible").all_inner_texts() == ["Law on immigration"]
    page.get_by_label("Show only").fill("zebra")
    expect(page.get_by_role("status")).to_have_text("No row has “zebra”.")


def test_a_row_is_a_card_on_a_telephone(visit: Visiting, folder_site: str) -> None:
    """All of it within the screen, each cell below the head of its column; without a script a plain table."""
    page = visit(folder_site, width=NARROW).open("registers/silences.html")
    card = page.locator(ROW).first
    box = card.bounding_box()
    assert box is not None
    assert 0 < box["x"] < box["x"] + box["width"] < NARROW
    head = "(one) => getComputedStyle(one, '::before').content"
    assert card.locator("td").nth(1).evaluate(head) == '"When"'
    page = visit(folder_site, width=NARROW, script=False).open("registers/silences.html")
    assert page.locator("thead").is_visible()
    assert page.locator(ROW).first.locator("td").count() == 4


def test_a_picture_scrolls_and_lights_up_what_leads_to_what(visit: Visiting, folder_site: str) -> None:
    """As large on a telephone as elsewhere; a box with the focus lights up, and what its lines touch."""
    page = visit(folder_site, width=NARROW).open("law/expulsion_rules/index.html")
    picture = page.locator(".q-picture")
    box = picture.bounding_box()
    assert box is not None
    assert f"{box['width']:.0f}" == picture.get_attribute("width")
    link = picture.get_by_role("link", name="Paragraph 17")
    link.focus()
    lit = {one.partition(".")[0] for one in page.locator(".q-box.q-lit text").all_text_contents()}
    assert lit >= {"Paragraph 17", "Paragraph 20"}
    assert "Paragraph 12" not in lit
    link.evaluate("(one) => one.blur()")
    expect(page.locator(".q-lit")).to_have_count(0)
