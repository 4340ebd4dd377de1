"""Answers under all readings: which choices have them otherwise, and that they hold under all."""

import copy
from itertools import product
from random import Random
from typing import Any

import pytest
from agreement import Laws, typed_value
from in_memory import loaded
from programs_at_random import batch, small_diagrams
from qanun.core.rules import Question
from qanun.runtime import CaseGone, CaseImpossible, Verdict
from qanun.runtime.answers.deciding import signature
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
