"""Answers under all readings: which choices have them otherwise, and that they hold under all."""

import copy
from itertools import product
from random import Random
from typing import Any

import javascript
import pytest
from agreement import Laws, typed_value
from in_memory import loaded
from programs_at_random import batch, small_diagrams
from qanun.core.rules import Question
from qanun.pipeline import compile
from qanun.runtime import CaseGone, CaseImpossible, Verdict
from qanun.runtime.answers.deciding import signature
from qanun.text import Text
from qanun.verify.cases import Pool
from qanun_azerbaijan import criminal_code as cc
from random_programs import together

OFFENCE = cc.CrossingFacts(
    bypassed_checkpoint=True, crossed_guarded_border=True, came_to_seek_political_asylum=False
)
NAME = "criminal_code.fine_or_prison"


def test_one_that_turns_on_a_reading() -> None:
    """Whether fine and imprisonment come together is read in two ways: the penalty is another then."""
    under = cc.crossing.decide(OFFENCE).illegal_crossing.under_readings()
    assert (under.holds, under.is_whole) == (False, True)
    stands, other = under.found
    assert [[(one.reading, one.option) for one in reads] for reads in other.reads] == [[(NAME, "cumulative")]]
    assert (stands.verdict, other.verdict) == (Verdict.YES, Verdict.YES)
    assert stands.penalties != other.penalties
    told = under.as_text().splitlines()
    assert told[0] == stands.sentence
    assert len(told) == 2
    assert told[1].startswith("  - Can the fine and the imprisonment be imposed together? “")
    assert told[1].endswith(other.sentence)


def test_as_the_case_takes_them_comes_first() -> None:
    under = cc.crossing.decide(OFFENCE, readings={NAME: "cumulative"}).illegal_crossing.under_readings()
    assert [[one.option for one in reads] for reads in under.found[0].reads] == [["cumulative"]]
    assert [[one.option for one in reads] for reads in under.found[1].reads] == [["exclusive"]]


def test_one_that_holds_under_all() -> None:
    """Whoever commits the offence is liable, whatever the penalty."""
    under = cc.crossing.decide(OFFENCE).criminally_liable.under_readings()
    assert under.holds
    (stands,) = under.found
    assert stands.reads == ()
    assert under.as_text() == f"{stands.sentence}\n  - it holds under all readings\n"


def test_what_is_not_certain_does_not_hold() -> None:
    under = cc.crossing.explore(cc.CrossingFacts()).criminally_liable.under_readings()
    assert (under.holds, len(under.found)) == (False, 1)


def test_as_data() -> None:
    data = cc.crossing.decide(OFFENCE).illegal_crossing.under_readings().as_dict()
    assert data["holds"] is False
    _, other = data["found"]  # type: ignore[misc]
    assert other["reads"][0][0]["option"] == "cumulative"


def test_a_copy_has_no_case() -> None:
    with pytest.raises(CaseGone):
        copy.copy(cc.crossing.decide(OFFENCE).criminally_liable).under_readings()


LISTS = """---
law: Act on Whose Children
jurisdiction: Example Town
module: whose
in_force: not stated
time_zone: Europe/Berlin
rounding: down
currency: EUR
source: written for this test
---

# Act on Whose Children

## Article 1. Fees

> **1.1** The words of the law.

```qanun
record child "a child"
  - years : integer "the age"
fact own : list of child "the person's own children"
fact others : list of child "the others in the household"
reading counting "Whose children count?"
  - theirs "the person's own"
  - those "the others"
define counted : list of child is if counting is theirs then own else others
rule fee of child in counted : integer
ground small of fee is 2 when child.years < 6
ground large of fee is 3 when child.years >= 6

question all "What fee?"
  answers fee
```
"""


def test_a_list_that_is_another_under_a_reading() -> None:
    """The first child is another then, of 9 years, and there is no second; in Python and in JavaScript. What
    would change each is found, too."""
    program = compile([Text("whose.md", LISTS)]).value.program
    assert program is not None
    laws = loaded(program, "whose_law")
    question, child = laws.question("whose.all"), laws.module("whose").Child
    facts = question.facts(own=[child(years=3), child(years=7)], others=[child(years=9)])
    answers = question.explore(facts).fee.value
    under = [one.under_readings() for one in answers]
    assert [(one.holds, one.is_whole) for one in under] == [(False, True), (False, False)]
    assert [one.value for one in under[0].found] == [2, 3]
    assert [[one.value for one in under[1].found]] == [[3]]
    changes = [one.changes() for one in answers]
    assert [[(one.altered[0].now, one.value) for one in each.found] for each in changes] == [
        [(6, 3)],
        [(5, 2)],
    ]
    request = javascript.Request("whose.all", facts.to_json(), None, {})
    for method, told in (("underReadings", under), ("changes", changes)):
        assert javascript.call(program, request, method) == {"fee": [one.as_dict() for one in told]}
    assert not question.explore(facts).short().holds


DOORS = """---
law: Act on Strict Doors
jurisdiction: Example Town
module: doors
in_force: not stated
time_zone: Europe/Berlin
rounding: down
currency: EUR
source: written for this test
---

# Act on Strict Doors

## Article 1. Doors

> **1.1** The words of the law.

```qanun
fact is_member "is a member"
fact is_late "is late"
fact is_loud "is loud"
reading what "What is strict?"
  - each "every door"
  - front "the front door"
  because "doors were meant"
define strict : yes/no is what is each
right enter "enter" on nobody named
  when (is_member and strict) or (strict and not is_member)
right go "go" on nobody named when is_late
right stay "stay" on nobody named when is_late
reading first "Which goes first?"
  - undecided "the law does not say"
  - going "to go"
collision go with stay "not said" when first is undecided
go prevails over stay when first is going
define both : yes/no is go and strict
rule fee : integer
ground one of fee is 1 when is_late
ground two of fee is 2 when is_loud and not strict
question doors "What of doors?"
  answers enter, both, fee
```
"""
STRICT = "What is strict? “the front door”"
TURNED = [
    # a member or not may enter, but only where the doors are strict
    ("enter", [("may", []), ("no", [STRICT])]),
    # to go is in conflict until it goes first; where the doors are not strict, that makes no difference
    (
        "both",
        [
            ("in_conflict", []),
            ("yes", ["What is strict? “every door”; Which goes first? “to go”"]),
            ("no", [STRICT]),
        ],
    ),
    # of the loud the second ground holds too where the doors are not strict, and gives another fee
    ("fee", [("value", []), ("fault", [STRICT])]),
]


def test_what_stands_beside_what_decides() -> None:
    """An answer can turn on a reading on which only that rests which decides nothing here: beside
    a missing fact, beside a conflict, in a ground that does not hold. In Python and in JavaScript."""
    program = compile([Text("doors.md", DOORS)]).value.program
    assert program is not None
    question = loaded(program, "doors_law").question("doors.doors")
    facts = question.facts(is_late=True, is_loud=True)
    answers = question.explore(facts)
    told = {name: getattr(answers, name).under_readings() for name, _ in TURNED}
    for name, expected in TURNED:
        found = [
            (one.verdict.value, ["; ".join(map(str, reads)) for reads in one.reads])
            for one in told[name].found
        ]
        assert [found[0][0], *found[1:]] == [expected[0][0], *expected[1:]]
        assert (told[name].holds, told[name].is_whole) == (False, True)
    short = answers.short()
    assert not short.holds
    assert [(one.reading, one.option) for one in short.readings] == [
        ("doors.what", "front"),
        ("doors.first", "going"),
    ]
    request = javascript.Request("doors.doors", facts.to_json(), None, {})
    said = {name: one.as_dict() for name, one in told.items()}
    assert javascript.call(program, request, "underReadings") == said
    assert javascript.call(program, request, "short") == short.as_dict()


def test_as_every_choice_says() -> None:
    """Of random programs: under every choice of all readings it is what is told of that choice."""
    programs = batch("readings", 0)
    random = Random("readings")
    compared = 0
    with small_diagrams():
        laws = loaded(together(programs), "read_laws")
        for program in programs:
            (question,) = program.questions.values()
            compared += sum(compare(question, laws, random) for _ in range(8))
    assert compared > 20


def compare(question: Question, laws: Laws, random: Random) -> int:
    """How many answers turned on a reading, in a random case."""
    drawn = Pool(laws.program, question, random).draw(random.choice((0.0, 0.3)))
    asked = laws.question(question.name)
    attributes = dict(zip(question.facts, asked.fact_order, strict=True))
    facts = asked.facts(
        **{
            attributes[name]: typed_value(value, laws.program.facts[name].type, laws)
            for name, value in drawn.facts.items()
        }
    )

    def answered(readings: dict[str, str]) -> Any:
        try:
            return asked.explore(facts, as_of=drawn.as_of, readings=readings).each()
        except CaseImpossible:
            return None

    names = list(asked.readings)
    options = [[option for option, _ in asked.readings[name].options] for name in names]
    before = answered(dict(drawn.readings))
    if before is None:
        return 0
    told = [answer.under_readings() for answer in before]
    for choice in product(*options):
        readings = dict(zip(names, choice, strict=True))
        now = answered(readings)
        for under, answer in zip(told, now or (), strict=now is not None):
            assert under.is_whole
            fitting = [one for one in under.found if fits(one, readings)]
            assert [signature(one) for one in fitting] == [signature(answer)]
    return sum(len(under.found) > 1 for under in told)


def fits(under: Any, readings: dict[str, str]) -> bool:
    """Whether it is told of this choice."""
    ways = [{one.reading: one.option for one in reads} for reads in under.reads]
    return not ways or any(way.items() <= readings.items() for way in ways)
