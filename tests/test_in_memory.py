"""A program in memory is answered as the reference answers it, without a package of it being generated.

What is compared is what checks rest on: answers in random cases of every page, of the statutes and of random
programs, with facts missing; what `always` settles; what single conditions come out as; what scenarios reach.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from random import Random

import pytest
from agreement import told_otherwise
from programs_at_random import batch
from qanun.core import rules
from qanun.core.answering import ready
from qanun.core.evaluation import Conditions, case_of
from qanun.core.names import Name
from qanun.core.rules import Program, Question, Scenario
from qanun.core.scenarios import completed
from qanun.runtime.faults import CaseImpossible
from qanun.verify.cases import Pool
from qanun.verify.scenarios import chosen_readings, run
from reference.answering import answer, in_scope, narrowed, of_each
from reference.evaluate import Case, evaluate
from seeds import seeded
from test_agreement import PROGRAM
from test_spec import PAGES, program_of

CASES = 12
MISSING = (0.0, 0.0, 0.2, 0.5, 0.9)
"""How many of a case's facts are unknown."""


def by_reference(program: Program, question: Question, case: Case) -> object:
    """The answers and what is settled; of a case that cannot be, what is said of it."""
    given = (case.facts, case.as_of, case.readings)
    try:
        settled = narrowed(program, question, *given)
        return {**settled}, dict(answer(program, question.name, *given))
    except CaseImpossible as error:
        return str(error)


def in_memory(program: Program, question: Question, case: Case) -> object:
    """The same from the program in memory."""
    made = ready(program).of(question)
    try:
        settled = made.case(case.facts, case.as_of, case.readings)
    except CaseImpossible as error:
        return str(error)
    return {**case.facts, **settled.settled}, dict(made.tried(settled).answers)


def under_others(program: Program, question: Question, case: Case) -> Iterator[object]:
    """The options of readings under which a case that was tried comes out otherwise than if it is tried
    anew."""
    made = ready(program).of(question)
    try:
        settled = made.case(case.facts, case.as_of, case.readings)
    except CaseImpossible:
        return
    tried = made.tried(settled)
    for reading in question.readings:
        for option, _ in program.readings[reading].options:
            readings = {**case.readings, reading: option}
            anew = in_memory(program, question, Case(program, question, case.facts, case.as_of, readings))
            try:
                found: object = dict(made.under(tried, settled, reading, option).answers)
            except CaseImpossible as error:
                found = str(error)
            if found != (anew[1] if isinstance(anew, tuple) else anew):
                yield case, reading, option, found, anew


def agree(expected: object, found: object) -> bool:
    """Whether what the reference settles is found."""
    if not (isinstance(expected, tuple) and isinstance(found, tuple)):
        return expected == found
    (settled, answers), (settled_too, answers_too) = expected, found
    return settled == settled_too and not any(
        told_otherwise(answers_too[name], one) for name, one in answers.items()
    )


def told(value: object) -> tuple[bool, object]:
    """A value so that yes is not 1."""
    return isinstance(value, bool), value


def differences(program: Program, question: Question, random: Random) -> Iterator[object]:
    """The cases that are answered otherwise, or in which a definition comes out otherwise."""
    pool = Pool(program, question, random)
    names = [name for name in question.order if not program.definitions[name].locals]
    conditions = Conditions(program, question, [rules.Ref(name) for name in names])
    for _ in range(CASES):
        drawn = pool.draw(random.choice(MISSING))
        case = Case(program, question, drawn.facts, drawn.as_of, drawn.readings)
        if not agree(by_reference(program, question, case), in_memory(program, question, case)):
            yield drawn
        yield from under_others(program, question, case)
        found = conditions.outcomes(case_of(drawn.facts, drawn.as_of, drawn.readings))
        expected = [evaluate(rules.Ref(name), case).value for name in names]
        if list(map(told, found)) != list(map(told, expected)):
            yield drawn, names, found, expected


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_on_the_pages_of_the_language(page: Path) -> None:
    program = program_of(page)
    random = Random(seeded(page.stem))
    assert [found for one in program.questions.values() for found in differences(program, one, random)] == []


@pytest.mark.parametrize("name", PROGRAM.questions)
def test_on_the_statutes(name: str) -> None:
    assert list(differences(PROGRAM, PROGRAM.questions[name], Random(seeded(name)))) == []


@pytest.mark.parametrize("number", range(3))
def test_on_random_programs(number: int) -> None:
    random = Random(seeded(f"memory {number}"))
    for program in batch(seeded("memory"), number):
        for question in program.questions.values():
            assert list(differences(program, question, random)) == []


def reached(program: Program, scenario: Scenario) -> dict[Name, frozenset[bool]]:
    """By the reference, what `Result.decided` tells."""
    as_of, asked = scenario.as_of, scenario.asked
    assert as_of is None or isinstance(as_of, datetime)
    readings = chosen_readings(program, scenario)
    facts = narrowed(program, asked, completed(program, asked, scenario), as_of, readings)
    case = Case(program, asked, facts, as_of, readings)
    basis: set[str] = set()
    for subject in (program.subjects[name] for name in asked.answers):
        for definition in (subject.answer, subject.state, subject.due, subject.end, subject.penalties):
            if definition is not None:
                for one in of_each(subject, case):
                    basis |= evaluate(rules.Ref(definition, in_scope(subject)), one).basis
    decided: dict[Name, set[bool]] = {}
    for (name, *_), finding in case.known.items():
        definition = program.definitions[name]
        counted = name in basis and definition.role in ("ground", "limb", "exception", "applies")
        if counted and isinstance(finding.value, bool):
            decided.setdefault(definition.name, set()).add(finding.value)
    return {name: frozenset(values) for name, values in decided.items()}


def test_what_scenarios_reach() -> None:
    """Of each scenario of the statutes: the grounds, bullets, exceptions and norms, and whether each held."""
    tried = [one for one in PROGRAM.scenarios if one.unsound is None]
    assert len(tried) > 500
    assert [one.title for one in tried if run(PROGRAM, one).decided != reached(PROGRAM, one)] == []
