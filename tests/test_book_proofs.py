"""What the book says is proved: what was kept of the law as it is now, and nothing else."""

import re
import subprocess
import sys
from functools import cache

import pytest
from planted import HEAD, PEOPLE
from qanun.book.book import pages
from qanun.book.edition import Edition
from qanun.pipeline import Compiled, compile
from qanun.text import Text
from qanun.verify.proofs.looking import Looking
from qanun.verify.proofs.record import read, written
from qanun.verify.proofs.sought import Searched

RULES = """
rule fee : money "the fee"
ground young of fee is 2 EUR when age < 18
ground grown of fee is 3 EUR when age > 18
right borrow "borrow books" on nobody named when is_pupil or is_guest
claim "a fee is two euros or more"
  fee >= 2 EUR
claim "who borrows is a pupil"
  borrow implies is_pupil
claim "a guest may borrow"
  is_guest implies borrow
reading age_meant "Which age is meant?"
  - at_noon "that at noon"
  - at_night "that at midnight"
  because "the article says neither"
right visit "visit" on nobody named when is_child and age_meant is at_noon
claim "children visit"
  under age_meant is at_noon
  is_child implies visit
"""
DAY, LATER = "2026-11-29", "2026-12-01"
ROW, CELL = re.compile(r"<tr>(<td.*?)</tr>", re.DOTALL), re.compile(r"<td[^>]*>(.*?)</td>", re.DOTALL)


def law(rules: str) -> Compiled:
    """A law of one article."""
    text = f"{HEAD}## Article 1. All\n\n> **1.1** All of it.\n\n```qanun\n{PEOPLE}{rules}\n```\n"
    compiled = compile([Text("law.md", text)]).value
    assert compiled.program is not None
    return compiled


@cache
def kept(rules: str, day: str, before: str = "") -> str:
    """The file that `qanun verify --keep` writes of a law on a day."""
    program = law(rules).program
    assert program is not None
    sought = list(Searched(program).all())
    looking = Looking(program, sought)
    return written(program, [looking.look(one) for one in sought], "qanun 1 with z3 2", day, before)


def book_of(rules: str, file: str) -> dict[str, str]:
    compiled = law(rules)
    assert compiled.program is not None
    edition = Edition.of(compiled, compiled.program, proofs=read(compiled.program, file))
    return {page.path: page.body for page in pages(edition)}


def rows(table: str) -> list[list[str]]:
    """The words of each row; a column in which nothing stands is not there."""
    return [[re.sub(r"<[^>]+>", "", cell) for cell in CELL.findall(row)] for row in ROW.findall(table)]


def claims(rules: str, file: str) -> dict[str, list[str]]:
    """What the page says of each claim: what was found, since when, and what shows it."""
    return {title: said for title, *said in rows(book_of(rules, file)["registers/proofs.html"])}


def test_claims_are_published_whichever_way_they_went() -> None:
    """Proved; proved where the law answers, with the case in which it does not; refuted, with the case."""
    found = claims(RULES, kept(RULES, DAY))
    assert found["a guest may borrow"] == ["proved in every case", DAY, ""]
    assert found["children visit"][0] == (
        "proved in every case, where the law is read so: Which age is meant? that at noon"
    )
    words, _, shown = found["a fee is two euros or more"]
    assert words == "proved wherever the law gives an answer; here it gives none"
    assert shown == "  given age = 18\n  then fee gap"
    words, _, shown = found["who borrows is a pupil"]
    assert words == "does not hold"
    assert shown == "  given not is_pupil\n    is_guest\n  then borrow may"


def test_open_problems_stand_first() -> None:
    """The claim that has no value in some case, and no other."""
    page = book_of(RULES, kept(RULES, DAY))["registers/proofs.html"]
    _, first, *_ = page.split("<tbody>")
    assert 'id="open"' in first
    assert [title for title, *_ in rows(first)] == ["a fee is two euros or more"]


def test_what_has_changed_since_is_not_called_proved() -> None:
    """The rule of one claim is another one now, the rest is as it was."""
    found = claims(RULES.replace("is_pupil or is_guest", "is_guest"), kept(RULES, DAY))
    assert found["a guest may borrow"] == ["not looked at since it changed", "", ""]
    assert found["a fee is two euros or more"][1] == DAY


@pytest.mark.parametrize("file", ["", "[]", "{", '{"results": {"claim: law, a guest may borrow": 3}}'])
def test_of_a_file_that_is_none_nothing_is_believed(file: str) -> None:
    found = claims(RULES, file)
    for claim in ("a fee is two euros or more", "who borrows is a pupil", "a guest may borrow"):
        assert found[claim] == ["not looked at since it changed"]


def test_a_result_that_stays_keeps_its_day() -> None:
    """Written again later, only what was found anew is of the later day."""
    edited = RULES.replace("is_pupil or is_guest", "is_guest or is_pupil")
    found = claims(edited, kept(edited, LATER, kept(RULES, DAY)))
    assert found["a fee is two euros or more"][1] == DAY
    assert found["a guest may borrow"][1] == LATER


def test_a_rule_says_what_was_proved_of_it() -> None:
    """On its card, in the words of its kind; of the fee that it has a gap nothing is said."""
    page = book_of(RULES, kept(RULES, DAY))["law/law/article-1.html"]
    cards = [card for card in page.split("<section") if "<dt>Proved</dt>" in card]
    said = {
        name: re.sub(r"<[^>]+>", "", card.split("<dt>Proved</dt>")[1].split("</dd>")[0])
        for card in cards
        for name in re.findall(r'data-anchor="([^"]+)"', card)
    }
    assert said["law.fee"] == "its grounds never conflict; it can apply"
    assert said["law.borrow"] == "it can apply; it need not apply"
    assert "Proved in every case." in page


def test_the_book_needs_no_solver() -> None:
    """Nothing that it reads or makes loads z3."""
    code = "import sys, qanun.tools.published, qanun.verify.proofs.record\nassert 'z3' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
