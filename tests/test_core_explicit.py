"""The explicit form of each definition says what the reference finds, in every case and without doubt."""

import os
from datetime import datetime
from functools import cache
from pathlib import Path
from random import Random

import pytest
from explicit_agreement import agree
from explicit_reading import Reader
from pages_of_law import EXAMPLES, SPEC, STATUTES, program_of
from programs_at_random import BATCH, batch
from qanun.core.explicit import total
from qanun.core.explicit.definitions import Explicit, explicit
from qanun.core.explicit.walk import every_part
from qanun.core.rules import Const, FactOf, Program
from qanun.core.scenarios import completed
from qanun.core.walk import walk
from qanun.runtime.faults import Fault
from qanun.typed.types import INTEGER, YES_NO
from qanun.verify.cases import Pool
from qanun.verify.scenarios import chosen_readings, lacks_day
from seeds import seeded
from test_spec import _case, worked

PROGRAMS = max(BATCH, int(os.environ.get("QANUN_PROGRAMS", "100")) // 50)
"""A fiftieth of those of `test_random_programs`: to write and to read all takes longer than to answer."""

CASES = 4
ROOT = Path(__file__).parent.parent
LAWS = [STATUTES, *((page,) for page in (*SPEC, *EXAMPLES))]


@cache
def said(pages: tuple[Path, ...]) -> tuple[Program, Explicit]:
    """The program of some pages, and its explicit form."""
    program = program_of(*pages)
    return program, explicit(program)


every_law = pytest.mark.parametrize("pages", LAWS, ids=lambda pages: pages[0].stem)


@every_law
def test_every_definition_is_said(pages: tuple[Path, ...]) -> None:
    """Of every definition of the statutes, the examples and the pages of the language there is one."""
    program, found = said(pages)
    assert found.keys() == program.definitions.keys()


@every_law
def test_it_stays_as_long_as_the_core_is(pages: tuple[Path, ...]) -> None:
    """What is shared is said once: all that is said of a law grows as its core does."""
    program, found = said(pages)
    core = sum(len(list(walk(one.body))) for one in program.definitions.values())
    made = 0
    for one in found.values():
        roots = [part.expr for part in (*one.parts.values(), *one.shared.values())]
        made += len({part for root in roots for part in every_part(root)})
    assert made <= 60 * core  # 54 times of two short lists of options, 2 to 12 times of all other pages


def test_no_two_runs_differ() -> None:
    """The same program has the same explicit form."""
    program, found = said((ROOT / "tests" / "spec" / "sets.md",))
    again = explicit(program)
    assert {name: (dict(one.parts), one.shared) for name, one in found.items()} == {
        name: (dict(one.parts), one.shared) for name, one in again.items()
    }


@every_law
def test_scenarios(pages: tuple[Path, ...]) -> None:
    """In every scenario the explicit form says what the reference finds."""
    program, found = said(pages)
    for scenario in program.scenarios:
        if scenario.unsound is None and not lacks_day(scenario):
            facts = completed(program, scenario.asked, scenario)
            as_of = scenario.as_of
            assert as_of is None or isinstance(as_of, datetime)
            agree(program, scenario.asked, found, facts, as_of, chosen_readings(program, scenario))


@pytest.mark.parametrize("page", SPEC, ids=lambda page: page.stem)
def test_cases_worked_by_hand(page: Path) -> None:
    """In every case of the pages of the language, too."""
    program, found = said((page,))
    for case in worked(page):
        one = _case(case)
        agree(
            program,
            program.questions[f"{page.stem}.{case.question}"],
            found,
            one.facts,
            one.as_of,
            one.readings,
        )


@every_law
def test_random_cases(pages: tuple[Path, ...]) -> None:
    """And in random cases of every question, with none, few or many facts missing."""
    program, found = said(pages)
    for question in program.questions.values():
        at_random(program, question.name, found, Random(seeded(f"explicit {question.name}")))


@pytest.mark.parametrize("number", range(-(-PROGRAMS // BATCH)))
def test_random_programs(number: int) -> None:
    """And in random programs, of whatever the core can say."""
    for program in batch(seeded("explicit"), number):
        (question,) = program.questions
        found = explicit(program)
        assert found.keys() == program.definitions.keys()
        at_random(program, question, found, Random(seeded(f"explicit {number}")))


def at_random(program: Program, name: str, found: Explicit, random: Random) -> None:
    question = program.questions[name]
    pool = Pool(program, question, random)
    for _ in range(CASES):
        drawn = pool.draw(random.choice((0.0, 0.1, 0.3, 0.6)))
        agree(program, question, found, drawn.facts, drawn.as_of, drawn.readings)


# --- the reader of these tests is strict --------------------------------------------------------------------


NUMBER = FactOf("law.number", INTEGER)
YES = FactOf("law.yes", YES_NO)


@pytest.mark.parametrize(
    "expr",
    [
        total.Not(YES),
        total.All((Const(True), YES)),
        total.Apply("is none", (NUMBER,)),
        total.Apply("/", (Const(1), Const(0), Const("so much"))),
        total.Apply("<", (Const(None), Const(1))),
        total.Not(Const(1)),
    ],
)
def test_the_reader_refuses_what_has_no_value(expr: total.Total) -> None:
    """So an expression that needs what the case does not state could not pass the tests above."""
    with pytest.raises((AssertionError, Fault)):
        Reader({}, {}, None, {}).read(expr)


def test_guards_are_read_first() -> None:
    """What stands behind a guard that says no is not asked for."""
    guarded = total.All((total.Stated(YES), YES))
    assert Reader({}, {}, None, {}).read(guarded) is False
    assert Reader({}, {"law.yes": True}, None, {}).read(guarded) is True
