"""What `needs` promises: a fact that nobody has told, and that an answer does not name, changes nothing.

In random cases of every page of tests/spec, of the statutes and of random programs, such a fact is told. What
`always` concludes from a fact is left aside: it may settle others.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest
from programs_at_random import batch
from qanun.core.questions import NO_CONSTRAINTS, asked_of
from qanun.core.rules import Program, Question
from qanun.runtime.answers.answers import Answer
from qanun.runtime.faults import CaseImpossible
from qanun.runtime.values.sets import PartialSet
from qanun.runtime.values.unknown import UNKNOWN
from qanun.verify.cases import Drawn, Pool
from reference.answering import answer
from seeds import seeded
from test_agreement import PROGRAM
from test_spec import PAGES, program_of

CASES = 12
MISSING = (0.2, 0.5, 0.9)
"""How many of a case's facts are unknown."""


def unbound(program: Program, question: Question) -> list[str]:
    """The facts of which no `always` of the question speaks."""
    bound = set[str]()
    for one in question.constraints:
        bound.update(asked_of("", (one.condition,), program.definitions, NO_CONSTRAINTS, one.site).facts)
    return [fact for fact in question.facts if fact not in bound]


def told(one: Answer[Any]) -> tuple[object, ...]:
    """All that `needs` answers for: of what surely does not apply, or has no value, only that."""
    if one.value is False or one.value is None:
        return (one.value, one.fault, one.conflicts_with, one.silent_by)
    if isinstance(one.value, tuple) and one.value and isinstance(one.value[0], Answer):
        return tuple(told(each) for each in one.value)
    value = one.value
    if value is UNKNOWN or isinstance(value, PartialSet):  # of an open set, what is surely in it
        value = value.inside if isinstance(value, PartialSet) else frozenset()
    return (one.verdict, value, one.state, one.due, one.end, one.penalties, one.authority, one.fault)


def answers(
    program: Program, question: Question, drawn: Drawn, facts: Mapping[str, object]
) -> dict[str, Answer[Any]] | None:
    try:
        return answer(program, question.name, facts, drawn.as_of, drawn.readings)
    except CaseImpossible:
        return None


def changes(program: Program, question: Question, random: Random) -> Iterator[str]:
    """What a fact changed that was not among the needs, in words."""
    pool, free = Pool(program, question, random), unbound(program, question)
    for _ in range(CASES):
        drawn = pool.draw(random.choice(MISSING))
        before = answers(program, question, drawn, drawn.facts)
        missing = [fact for fact in free if fact not in drawn.facts]
        if before is None or not missing:
            continue
        fact = random.choice(missing)
        value = pool.value(program.facts[fact].type)
        after = answers(program, question, drawn, {**drawn.facts, fact: value})
        assert after is not None
        for name, one in before.items():
            if fact not in one.needs and told(one) != told(after[name]):
                yield f"{fact} = {value} changes {one} to {after[name]} in {drawn}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_on_the_pages_of_the_language(page: Path) -> None:
    program = program_of(page)
    random = Random(seeded(page.stem))
    assert [c for one in program.questions.values() for c in changes(program, one, random)] == []


@pytest.mark.parametrize("name", PROGRAM.questions)
def test_on_the_statutes(name: str) -> None:
    assert list(changes(PROGRAM, PROGRAM.questions[name], Random(seeded(name)))) == []


@pytest.mark.parametrize("number", range(3))
def test_on_random_programs(number: int) -> None:
    random = Random(seeded(f"needs {number}"))
    for program in batch(seeded("needs"), number):
        for question in program.questions.values():
            assert list(changes(program, question, random)) == []
