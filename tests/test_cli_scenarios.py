"""Whether an answer is as a scenario expects, and what scenarios reach."""

from datetime import UTC, date, datetime
from functools import partial

import pytest
from qanun import pipeline
from qanun.core.rules import Expectation, Program, Site
from qanun.runtime.answers.answers import Answer, Verdict
from qanun.runtime.faults import Conflict, Gap
from qanun.runtime.values.states import State
from qanun.runtime.values.unknown import UNKNOWN
from qanun.text import Text
from qanun.verify.coverage import coverage
from qanun.verify.scenarios import holds, run_all, said

HERE = Site("law.md", 1)


def expects(
    how: str, *targets: str, word: str | None = None, value: object = None, aspect: str = "answer"
) -> Expectation:
    anchor = "law#1" if how == "rests on" else None
    return Expectation(how, "law.n", aspect, word, value, targets, anchor, HERE)


says = partial(Answer[object], "law.n", "n")

PENDING = says(Verdict.MUST, value=True, state=State.PENDING, due=date(2012, 3, 3), provisions=("law#1",))
BARRED = says(Verdict.BARRED, value=False, state=State.BARRED, barred_by=("law.e",), grounds=("law.n.a",))
UNSURE = says(Verdict.UNKNOWN, value=UNKNOWN, state=UNKNOWN, needs=("law.f", "law.g"))
SILENT = says(Verdict.SILENT, silent_by=("law.s",))
OPEN = says(Verdict.DISCRETION, value=True, authority=("court",))
TORN = says(Verdict.IN_CONFLICT, conflicts_with=("law.m",))


@pytest.mark.parametrize(
    ("expectation", "answer", "as_expected"),
    [
        (expects("state", word="pending"), PENDING, True),
        (expects("state", word="breached"), PENDING, False),
        (expects("state", word="barred"), BARRED, True),
        (expects("state", word="not applicable"), BARRED, False),
        (expects("state", word="unknown"), UNSURE, True),
        (expects("state", word="pending"), UNSURE, False),
        (expects("state", word="silent"), SILENT, True),
        (expects("state", word="in conflict"), TORN, True),
        (expects("verdict", word="yes"), PENDING, True),
        (expects("verdict", word="no"), PENDING, False),
        (expects("verdict", word="no"), BARRED, True),
        (expects("verdict", word="yes"), UNSURE, False),
        (expects("verdict", word="no"), UNSURE, False),
        (expects("verdict", word="no"), SILENT, False),
        (expects("verdict", word="must"), PENDING, True),
        (expects("value", value=date(2012, 3, 3), aspect="due"), PENDING, True),
        (expects("value", value=date(2012, 3, 4), aspect="due"), PENDING, False),
        (expects("value", value=datetime(2012, 3, 3, tzinfo=UTC), aspect="due"), PENDING, False),
        (expects("value", value=date(2012, 3, 3), aspect="due"), BARRED, False),
        (expects("value", value=1), says(Verdict.YES, value=True), False),
        (expects("value", value="host"), says(Verdict.VALUE, value="host"), True),
        (expects("value", value=frozenset({"AZ"})), says(Verdict.VALUE, value=frozenset({"AZ"})), True),
        (expects("barred by", "law.e"), BARRED, True),
        (expects("barred by", "law.x"), BARRED, False),
        (expects("in conflict with", "law.m"), TORN, True),
        (expects("in conflict with", "law.x"), TORN, False),
        (expects("silent by", "law.s"), SILENT, True),
        (expects("silent by", "law.s"), TORN, False),
        (expects("unknown needs", "law.g"), UNSURE, True),
        (expects("unknown needs", "law.g", "law.h"), UNSURE, False),
        (expects("unknown needs", "law.g"), PENDING, False),
        (expects("has ground", "law.n.a"), BARRED, True),
        (expects("has ground", "law.n.b"), BARRED, False),
        (expects("has no ground", "law.n.b"), BARRED, True),
        (expects("has no ground", "law.n.a"), BARRED, False),
        (expects("authority", "court"), OPEN, True),
        (expects("authority", "office"), OPEN, False),
        (expects("authority"), OPEN, False),
        (expects("bullet", "law.n.a", word="yes"), BARRED, True),
        (expects("bullet", "law.n.a", word="no"), BARRED, False),
        (expects("rests on"), PENDING, True),
        (expects("rests on"), BARRED, False),
        (expects("conflict"), says(Verdict.FAULT, fault=Conflict(())), True),
        (expects("gap"), says(Verdict.FAULT, fault=Conflict(())), False),
        (expects("gap"), says(Verdict.FAULT, fault=Gap(())), True),
        (expects("conflict"), TORN, False),
    ],
)
def test_an_answer_is_as_expected(
    expectation: Expectation, answer: Answer[object], as_expected: bool
) -> None:
    """Each way of expecting, met and missed."""
    assert holds(expectation, answer) is as_expected


PAGE = """\
---
law: Parking Order
jurisdiction: Example
module: parking
in_force: not stated
time_zone: UTC
rounding: down
source: written for this test
---

# Parking Order

## Article 1. Residents

> **1.1** Nobody parks in the old town except residents.

```qanun
party driver "whoever parks"
fact parked "the person parked"
fact is_resident "the person is a resident"

offence illegal_parking "illegal parking"
  on driver
  when parked

exception resident to illegal_parking "a resident"
  when is_resident
```
"""


def program(scenarios: str) -> Program:
    outcome = pipeline.compile([Text("parking.md", PAGE + f"\n```qanun\n{scenarios}```\n")])
    assert outcome.errors == ()
    assert outcome.value.program is not None
    return outcome.value.program


OFFENCE = """\
scenario "a visitor commits the offence"
  given parked
    all others no
  then illegal_parking
  because parking#1.1
"""
RESIDENT = """\
scenario "a resident does not"
  given parked
    is_resident
    all others no
  then illegal_parking barred by resident
  because parking#1.1
"""
WRONG = """\
scenario "wrongly: a resident does"
  given parked
    is_resident
  then illegal_parking
  because parking#1.1
"""
OPEN = """\
scenario "wrongly: whoever parks commits the offence"
  given parked
  then illegal_parking
  because parking#1.1
"""


def test_scenarios_pass_and_fail_with_their_place() -> None:
    """A failure tells file and line, what was expected, and what the law says."""
    passed, failed = run_all(program(OFFENCE + WRONG))
    assert passed.failures == ()
    (told,) = failed.failures
    assert told.startswith("parking.md:")
    assert "expected parking.illegal_parking; the law says barred" in told


def test_what_the_law_says_is_in_words() -> None:
    """What is unknown too, and as what was expected is."""
    waiting = says(Verdict.MUST, value=True, state=UNKNOWN, due=date(2012, 3, 3), needs=("law.f",))
    assert said(waiting) == "must; state unknown; due 3 March 2012; needs law.f"
    assert said(says(Verdict.VALUE, value=frozenset({"b", "a"}))) == "value; value a and b"


def test_a_scenario_that_leaves_a_needed_fact_open_fails() -> None:
    """Without `all others no` the other facts are unknown, not no."""
    (result,) = run_all(program(OPEN))
    assert not result.passed
    assert "needs parking.is_resident" in result.failures[0]


def test_coverage_wants_both_ways() -> None:
    """The exception holds in one scenario and is kept from it in the other; the norm too."""
    made = program(OFFENCE)
    half = coverage(made, run_all(made))
    assert [(row.name, row.applied, row.kept_off) for row in half.rows] == [
        ("parking.illegal_parking", 1, 0),
        ("parking.resident", 0, 1),
    ]
    assert not half.complete
    made = program(OFFENCE + RESIDENT)
    whole = coverage(made, run_all(made))
    assert whole.complete
    assert whole.provisions == (("parking#1.1", True),)


def test_a_failing_scenario_covers_nothing() -> None:
    """Only what is right is evidence."""
    made = program(OFFENCE + WRONG)
    reached = coverage(made, run_all(made))
    assert [row.name for row in reached.uncovered] == ["parking.illegal_parking", "parking.resident"]


def test_what_rests_on_its_thing_alone_is_not_excused() -> None:
    """A ground that a field decides, and one that an amount does: each holds of one thing, not of another."""
    rules = """
> **1.2** Who pays, and how much.

```qanun
record car "a car"
  - wide : yes/no "is wide"
fact cars : list of car "the cars"
rule paid of car : integer "what is paid for a car" otherwise 0
ground width of paid is 5 when car.wide
rule doubled of (fee : integer) : integer "twice a fee" otherwise 0
ground any_fee of doubled is fee * 2 when fee > 1
define all_paid : integer is sum of doubled of paid of c for c in cars
question paying "What is paid?"
  answers all_paid

scenario "two cars of which one is wide"
  given cars =
    - wide = yes
    - wide = no
  then all_paid = 10
```
"""
    outcome = pipeline.compile([Text("parking.md", PAGE + rules)])
    assert outcome.value.program is not None
    rows = {row.name: row for row in coverage(outcome.value.program, run_all(outcome.value.program)).rows}
    for name in ("parking.paid.width", "parking.doubled.any_fee"):
        assert not rows[name].excused
        assert rows[name].covered


def test_what_has_no_conditions_is_excused() -> None:
    """Nothing can keep it from holding."""
    page = PAGE + '\n> **1.2** Parking is a right.\n\n```qanun\nright to_park "to park"\n  on driver\n```\n'
    outcome = pipeline.compile([Text("parking.md", page)])
    assert outcome.value.program is not None
    rows = {row.name: row.excused for row in coverage(outcome.value.program, ()).rows}
    assert rows == {"parking.illegal_parking": False, "parking.resident": False, "parking.to_park": True}


TABLE = """
> **1.3** Parking costs nothing for residents, and else 5 USD.

```qanun
rule fee : money in USD "the fee" is the first row that fits is_resident
```

| row       | resident | fee   |
|-----------|----------|-------|
| residents | yes      | 0 USD |
| others    |          | 5 USD |

```qanun
scenario "a resident pays nothing"
  given is_resident
  then fee = 0 USD
"""


def test_a_row_is_kept_off_where_its_cells_do_not_fit() -> None:
    """The last row, which asks nothing, is excused, though the law is in force on certain days only."""
    day, other = "    as_of = 2012-03-01\n", '\nscenario "a guest pays"\n  given not is_resident\n'
    dated = PAGE.replace("in_force: not stated", "in_force: from 2012-01-01")
    one = TABLE.replace("  then fee", f"{day}  then fee")
    for page, kept in ((f"{one}```\n", 0), (f"{one}{other}{day}  then fee = 5 USD\n```\n", 1)):
        made = pipeline.compile([Text("parking.md", dated + page)]).value.program
        assert made is not None
        rows = {row.name: row for row in coverage(made, run_all(made)).rows}
        assert (rows["parking.fee.residents"].applied, rows["parking.fee.residents"].kept_off) == (1, kept)
        assert rows["parking.fee.residents"].covered is bool(kept)
        assert rows["parking.fee.others"].excused
