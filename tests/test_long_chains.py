"""Long chains of definitions, norms and exceptions: an answer and an explanation, or one clear error."""

from pathlib import Path

import pytest
from agreement import generated
from qanun.core.answering import answer
from qanun.core.rules import Program
from qanun.diagnostics import Diagnostic
from qanun.pipeline import compile
from qanun.text import Text
from qanun.verify.findings import found_in

LONG = 1000
HEAD = """---
law: Chains
jurisdiction: nowhere
module: chains
in_force: not stated
time_zone: Asia/Baku
rounding: down
source: written for this test
---

# Chains

```qanun
fact start "it starts"
fact number : integer "a number"
"""


def said_of(rules: str) -> tuple[Program | None, tuple[Diagnostic, ...]]:
    """The program of some rules, and all that a check says of them."""
    text = Text("chains.md", f"{HEAD}{rules}```\n")
    outcome = compile([text])
    program = outcome.value.program
    return program, (*outcome.diagnostics, *(() if program is None else found_in(program, (text,))))


def chain(first: str, other: str, answered: str) -> str:
    """Rules each of which rests on the one before; `{0}` is the place, `{1}` the one before."""
    rows = [first, *(other.format(place, place - 1) for place in range(1, LONG))]
    return "\n".join([*rows, f'question asked "What of the last?"\n  answers {answered}', ""])


@pytest.mark.parametrize(
    ("first", "other", "name", "value"),
    [
        ("define d0 : integer is number", "define d{0} : integer is d{1} + 1", f"d{LONG - 1}", LONG + 1),
        ('right d0 "r" when start', 'right d{0} "r" when d{1}', f"d{LONG - 1}", True),
        (
            'right d0 "r" when start',
            'right d{0} "r" when start\nd{1} prevails over d{0}',
            f"d{LONG - 1}",
            False,
        ),
    ],
)
def test_a_chain_is_answered_and_explained(
    first: str, other: str, name: str, value: object, tmp_path: Path
) -> None:
    """By the reference and by generated Python, whose explanation names every link of the chain once."""
    program, said = said_of(chain(first, other, name))
    assert program is not None
    assert {one.kind.code for one in said} <= {"Q0209"}  # a fact that the chain does not use
    facts: dict[str, object] = {"chains.start": True, "chains.number": 2}
    case = {fact: facts[fact] for fact in program.questions["chains.asked"].facts}
    assert answer(program, "chains.asked", case)[f"chains.{name}"].value == value
    question = generated(program, tmp_path, f"long_chain_{tmp_path.name}").question("chains.asked")
    given = question.facts(**{fact.partition(".")[2]: facts[fact] for fact in case})
    assert getattr(question.decide(given), name).value == value
    told = str(question.explain(given))
    assert "(see below)" in told
    if not isinstance(value, bool):
        missing = [
            place for place in range(LONG - 1) if f" d{place}: {place + 2}" not in told.replace(",", "")
        ]
        assert missing == []


def test_a_chain_of_exceptions_is_one_error() -> None:
    """The thirty-first exception that stands upon another is told, and nothing else."""
    rows = ['right r "r" when start', "exception e0 to r when number > 0"]
    rows += [f"exception e{n} to e{n - 1} when number > {n}" for n in range(1, LONG)]
    _, said = said_of("\n".join([*rows, 'question asked "r?"\n  answers r', ""]))
    assert [one.kind.code for one in said] == ["Q0290"]


def test_many_norms_on_one_act_are_told_once_each() -> None:
    """A warning for each right, with the first prohibitions and how many more; not one for each pair."""
    rows = ["act go"]
    rows += [f'right r{n} "r" of go when start' for n in range(60)]
    rows += [f'prohibition p{n} "p" on nobody named of go when start' for n in range(60)]
    _, said = said_of("\n".join(rows) + "\n")
    at_odds = [one for one in said if one.kind.code == "Q0451"]
    assert len(at_odds) == 60
    assert all("likewise with `p1`, `p2`, `p3` and 56 more" in one.message for one in at_odds)
    assert all(len(one.related) == 3 for one in at_odds)
