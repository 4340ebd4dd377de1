"""Outcomes that scenarios reach and that no headline has words for."""

from pathlib import Path

import pytest
from pages_of_law import statutes
from qanun.pipeline import compile
from qanun.text import Text
from qanun.verify.headlines import without_headline

ROOT = Path(__file__).parent.parent
FRONT = """---
law: Library Order
jurisdiction: Example Town
module: library
in_force: not stated
time_zone: Europe/Berlin
rounding: down
source: written for this test
---

# Library Order

## Article 1

> **1** Whoever has a card may borrow.

"""
RULES = """fact has_card "the person has a card"
fact owes_fee "the person owes a fee"
fact banned_until : date or none "the last day of the ban"
right borrow "borrow books" on nobody named when has_card
exception debts to borrow "a fee is owed" when owes_fee
prohibition keep_out "enter" on nobody named when banned_until is not none
  until banned_until
silence children "nothing is said of children" when has_card stated
question lending "May the person borrow?"
  answers borrow, keep_out, children
"""
MAY = '  headline "May borrow" when borrow is in force\n'
OWES = """scenario "who owes a fee"
  given has_card, owes_fee
    as_of = 2012-03-01
    all others no
  then borrow barred by debts
"""
OVER = """scenario "the ban is over"
  given banned_until = 2012-02-01
    as_of = 2012-03-01
    all others no
  then keep_out is expired
"""
CARD = """scenario "with a card"
  given has_card
    as_of = 2012-03-01
    all others no
  then borrow is in force
"""
BORROW = """question only "May the person borrow?"
  answers borrow
  headline "A fee is owed" when borrow is barred
"""
PARTLY = """scenario "nobody knows whether a card is there"
  given banned_until = 2012-02-01, owes_fee
    as_of = 2012-03-01
  then keep_out is expired
"""
"""Here it is not certain what becomes of `borrow`: a headline may still come to fit."""


def found(rules: str) -> list[tuple[object, object, object]]:
    """The question, the rule and its outcome of each warning."""
    outcome = compile([Text("library.md", f"{FRONT}```qanun\n{rules}```\n")])
    assert outcome.value.program is not None, outcome.diagnostics
    said = without_headline(outcome.value.program, outcome.value.texts)
    return [tuple(one.values[name] for name in ("question", "subject", "outcome")) for one in said]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("rest", "told"),
    [
        (MAY + CARD, []),
        (MAY + OWES, [("lending", "borrow", "barred")]),
        (MAY + OWES + OWES.replace("who owes", "once more, who owes"), [("lending", "borrow", "barred")]),
        (MAY + OWES + OVER, [("lending", "borrow", "barred"), ("lending", "keep_out", "expired")]),
        (MAY + '  headline "A fee is owed" when borrow is barred\n' + OWES, []),
        (MAY + PARTLY, []),
        # a scenario that asks for all that the question answers, and no more
        (BORROW + OWES, []),
        (OWES, []),  # a question without headlines is answered by its sentences
    ],
)
def test_what_is_reached_and_has_no_words(rest: str, told: list[tuple[str, str, str]]) -> None:
    """Barred, expired, silent or in conflict, once each; what plainly applies or is uncertain is not."""
    assert found(RULES + rest) == told


def test_the_law_here_has_words_for_all_that_its_scenarios_reach() -> None:
    """Also where two rules collide."""
    found = statutes()
    assert found.program is not None
    assert without_headline(found.program, found.texts) == ()
