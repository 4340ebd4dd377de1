"""One meaning: on random programs, too, generated Python says what the reference says.

`QANUN_PROGRAMS` is their number: 2,000 in CI; `programs_at_random.py` takes many more by hand.
"""

import os
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from in_memory import loaded
from programs_at_random import BATCH, agree_all, agree_on_cases, batch
from qanun.core import rules
from qanun.core.rules import Expr, Program
from qanun.core.show import show_program
from qanun.core.walk import children, walk
from qanun.typed.operators import OPERATORS
from qanun.typed.types import RecordType
from random_draws import ODD_NAMES
from random_programs import programs
from seeds import seeded

PROGRAMS = int(os.environ.get("QANUN_PROGRAMS", "100"))


@pytest.mark.parametrize("number", range(-(-PROGRAMS // BATCH)))
def test_all_evaluations_agree(number: int) -> None:
    """A batch of programs, each on cases in which facts may be missing."""
    agree_all(batch(seeded("agreement"), number), Random(seeded(f"agreement {number}")))


@given(programs(), st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_agreement_on_what_can_be_made_smaller(program: Program, random: Random) -> None:
    """As above, drawn by Hypothesis, which makes a program that fails as small as it can."""
    (question,) = program.questions.values()
    agree_on_cases(question, loaded(program, "smaller_laws"), random)


def test_programs_have_everything() -> None:
    """Among random programs are all kinds of expressions and all operators."""
    kinds: set[type] = set()
    operators: set[str] = set()
    roles: set[str] = set()
    for number in range(30):
        for program in batch("variety", number):
            for definition in program.definitions.values():
                roles.add(definition.role)
                for expr in walk(definition.body):
                    kinds.add(type(expr))
                    if isinstance(expr, rules.Apply):
                        operators.add(expr.operator)
    assert set(Expr.__args__) <= kinds
    assert set(OPERATORS) <= operators
    assert roles >= {"define", "ground", "limb", "exception", "silence", "applies", "value", "state", "due"}
    assert roles >= {"table", "parameter", "priority", "penalties", "exercised", "end", "authority"}


def test_programs_have_what_is_seldom() -> None:
    """Bands, rules about each thing, versions, variables that hide another, odd names, records compared."""
    found = [program for number in range(10) for program in batch("variety", number)]
    definitions = [one for program in found for one in program.definitions.values()]
    names = {one.name.partition(".")[2] for one in definitions}
    assert {one.locals for one in definitions} >= {(), ("key",), ("as_of",), ("c",), ("amount",)}
    assert any(":bands" in name for name in names)
    assert any("@" in name for name in names)
    assert names & set(ODD_NAMES)
    assert any(program.parameters for program in found)
    assert any(subject.determined for program in found for subject in program.subjects.values())
    assert any(question.headlines for program in found for question in program.questions.values())
    assert any(hides(one.body, set()) for one in definitions)
    assert any(isinstance(fact.type, RecordType) for program in found for fact in program.facts.values())
    assert any(subject.about for program in found for subject in program.subjects.values())


def hides(expr: Expr, outer: set[str]) -> bool:
    """Whether something is ranged over within the reach of another of its name."""
    if isinstance(expr, rules.Over):
        if expr.local in outer:
            return True
        outer = {*outer, expr.local}
    return any(hides(part, outer) for part in children(expr))


def test_the_same_seed_makes_the_same_programs() -> None:
    once, again = (show_program(program) for program in (batch("same", 1)[0], batch("same", 1)[0]))
    assert once == again
