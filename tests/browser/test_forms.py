"""The form on the pages of the questions, used as a reader uses it, in a real browser."""

import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from conftest import Visiting
from playwright.sync_api import Page, expect

EXAMPLES = Path(__file__).parent.parent.parent / "docs" / "examples"
NOON = "2012-03-05 12:00 Asia/Baku"


def address(question: str, facts: dict[str, object], as_of: str | None = None) -> str:
    """The page of a question with a case behind its `#`."""
    case: dict[str, object] = {"facts": facts} | ({"as_of": as_of} if as_of else {})
    return f"questions/{question}.html#case={quote(json.dumps(case), safe='')}"


def example(question: str) -> dict[str, object]:
    """The facts of the example of a question."""
    facts: dict[str, object] = json.loads((EXAMPLES / f"{question}.json").read_text(encoding="utf-8"))
    return facts


def form(page: Page) -> str:
    """What the form says."""
    found = page.locator(".qanun-form")
    expect(found.locator(".qanun-answering")).to_be_visible()
    return found.inner_text()


def asked(page: Page) -> str:
    """What the form asks now."""
    return page.locator(".qanun-next h3").inner_text()


def press(page: Page, words: str) -> None:
    """Answer what is asked."""
    page.locator(".qanun-next").get_by_role("button", name=words, exact=True).click()


def test_a_half_filled_case_firms_up_as_it_is_answered(visit: Visiting, site: str) -> None:
    """A citizen without documents: nothing is certain, then the offence is, with its penalty; had there been
    no crossing, there would be no offence."""
    page = visit(site).open("questions/criminal_code.crossing.html")
    assert "crossed the guarded state border" in asked(page)
    press(page, "Yes")
    assert "Not certain yet" in form(page)
    press(page, "Yes")
    assert "citizen of Azerbaijan" in asked(page)
    press(page, "Yes")
    said = form(page)
    assert "Not certain yet" not in said
    assert "; the penalty is a fine of 200 to 500 AZN, or imprisonment for 2 to 5 years" in said
    page.get_by_role("button", name="What would change this?").first.click()
    change = page.locator(".qanun-changes li", has_text="crossed the guarded state border").first
    change.get_by_role("button", name="Try it").click()
    expect(page.locator(".qanun-bar")).to_contain_text("No offence")
    expect(page.locator(".qanun-stated")).to_contain_text("guarded state border of Azerbaijan: no")


def test_what_is_not_known_may_stay_so(visit: Visiting, served_site: str) -> None:
    """A crossing that is not known leaves the answer open, and it is not asked again."""
    page = visit(served_site).open("questions/criminal_code.crossing.html")
    first = asked(page)
    press(page, "I do not know")
    assert asked(page) != first
    assert "Not certain yet" in form(page)


def test_an_exception_is_explained_and_its_provision_is_a_link(visit: Visiting, site: str) -> None:
    """Who comes to seek asylum commits no offence; the note of article 318 is a link away, the words that
    decided are marked, and other questions take the case with them."""
    facts = example("criminal_code.crossing")
    page = visit(site).open(address("criminal_code.crossing", facts))
    assert "No offence: the person came to seek political asylum" in form(page)
    carried = page.locator("#also + ul a").first.get_attribute("href") or ""
    assert "#case=" in carried
    page.locator(".qanun-answers .qanun-answer a").first.click()
    expect(page.locator('.qanun-lit[id="318.note"]')).to_be_visible()
    page.get_by_role("button", name="Back to the answer").click()
    assert "No offence: the person came to seek political asylum" in form(page)
    page.get_by_text("Why, and why not otherwise").first.click()
    link = page.locator('.qanun-form a[href$="article-318.html#318.note"]').first
    link.click()
    page.wait_for_url("**/law/criminal_code/article-318.html#318.note")
    assert page.locator('[id="318.note"]').is_visible()


def test_an_exception_in_another_law_bars_the_expulsion(visit: Visiting, site: str) -> None:
    """A recognised victim of trafficking is not expelled administratively in the year after recognition."""
    facts = example("administrative_offences.administrative_expulsion")
    facts |= {"recognised_as_victim": True, "recognised_on": "2012-01-10", "became_victim_on": "2011-06-01"}
    question = "administrative_offences.administrative_expulsion"
    page = visit(site).open(address(question, facts, NOON))
    said = form(page)
    assert "Barred" in said
    assert "expel the person administratively in the year after recognition as a victim" in said
    page.get_by_text("Why, and why not otherwise").first.click()
    assert page.locator('.qanun-form a[href*="law/trafficking/article-20.html"]').count() > 0


def test_the_law_may_be_silent(visit: Visiting, site: str) -> None:
    """There is neither a procedure for voluntary return nor help with it, and the form says so."""
    page = visit(site).open(address("report.voluntary_return", example("report.voluntary_return"), NOON))
    said = form(page)
    assert "The law provides neither a procedure for voluntary return nor help with it" in said
    assert "The law leaves 2 points open" in said
    assert page.locator(".qanun-left").inner_text().count("No answer in the law") == 2


def test_another_reading_gives_another_answer(visit: Visiting, served_site: str) -> None:
    """Fine and imprisonment at once are not within the range, unless the article is read cumulatively."""
    facts = example("criminal_code.crossing") | {
        "came_to_seek_political_asylum": False,
        "imposed": {
            "kind": "fine",
            "amount": "300 AZN",
            "also": [{"kind": "imprisonment", "amount": "3 years"}],
        },
    }
    page = visit(served_site).open(address("criminal_code.crossing_penalty", facts))
    before = form(page)
    page.locator("details", has_text="How the law is read").first.locator("summary").first.click()
    page.get_by_label("also both at once").check()
    after = form(page)
    assert before != after
    assert "also both at once" in after


def test_replies_live_in_the_address(visit: Visiting, site: str) -> None:
    """They survive reload, a provision and the way back; a button copies the address, another clears all."""
    page = visit(site).open("questions/criminal_code.crossing.html")
    press(page, "Yes")
    path, _, fragment = page.url.partition("#")
    assert path.endswith("questions/criminal_code.crossing.html")
    assert "crossed_guarded_border" in fragment
    page.reload(wait_until="load")
    assert "crossed without the required documents" in asked(page)
    page.locator(".qanun-answers a").first.click()
    page.wait_for_url("**/law/criminal_code/article-318.html*")
    page.go_back(wait_until="load")
    assert "crossed without the required documents" in asked(page)
    page.get_by_role("button", name="Copy the address of this case").click()
    assert page.get_by_label("The address of this case").input_value() == page.url
    page.get_by_role("button", name="Clear all").click()
    assert "crossed_guarded_border" not in page.url
    assert "crossed the guarded state border" in asked(page)


def test_the_verdict_is_always_on_a_small_screen(visit: Visiting, served_site: str) -> None:
    """After every reply the verdict, or *not certain yet*, stands on a screen of 375 by 667 points, with what
    is asked next; after the last reply it has the focus."""
    page = visit(served_site, width=375).open(address("criminal_code.crossing", {}))
    page.set_viewport_size({"width": 375, "height": 667})
    verdict = page.locator(".qanun-bar")
    for reply in ("Yes", "No", "Yes", "No", "No"):
        page.locator(".qanun-next").get_by_role("button", name=reply, exact=True).click()
        expect(verdict).to_be_in_viewport(ratio=1)
        if page.locator(".qanun-next h3").count():
            expect(page.locator(".qanun-next h3")).to_be_in_viewport(ratio=1)
    assert "An offence" in verdict.inner_text()
    assert page.evaluate("() => document.activeElement.className") == "qanun-headline"
    page.mouse.wheel(0, 600)
    expect(verdict).to_be_in_viewport(ratio=1)


def test_a_case_prints_on_one_page(visit: Visiting, served_site: str) -> None:
    """The case, the answer and its law."""
    page = visit(served_site).open(address("criminal_code.crossing", example("criminal_code.crossing")))
    expect(page.locator(".qanun-decisive")).to_be_visible()
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf())) == 1


def test_the_form_stores_nothing(visit: Visiting, served_site: str) -> None:
    """What is answered is in no storage of the browser."""
    page = visit(served_site).open("questions/criminal_code.crossing.html")
    press(page, "Yes")
    stored = page.evaluate("() => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    assert "crossed" not in stored


@pytest.mark.parametrize("width", [375, 1440])
def test_the_form_can_be_used_with_the_keyboard(visit: Visiting, served_site: str, width: int) -> None:
    """A button that has the focus is pressed with Enter; then the next question stands there."""
    page = visit(served_site, width=width).open("questions/criminal_code.crossing.html")
    before = asked(page)
    page.locator(".qanun-next").get_by_role("button", name="Yes", exact=True).focus()
    page.keyboard.press("Enter")
    assert asked(page) != before
