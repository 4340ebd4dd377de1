"""What `always` sentences imply for the facts of a question, against every way in which the others can be."""

from itertools import product
from random import Random

import pytest
from qanun.core.rules import Program
from qanun.pipeline import compile
from qanun.runtime.faults import CaseImpossible
from qanun.text import Text
from reference.answering import answer
from seeds import seeded

FACTS = ("a", "b", "c", "d", "e")
ASKED = ("a", "b")
HEAD = """---
law: L
jurisdiction: T
module: law
in_force: not stated
time_zone: UTC
rounding: down
source: x
---

"""


def sentence(random: Random, depth: int = 2) -> str:
    """A condition over some of the facts, which Python reads alike."""
    if depth == 0 or random.random() < 0.2:
        return random.choice(("", "not ")) + random.choice(FACTS)
    parts = [f"({sentence(random, depth - 1)})" for _ in range(random.choice((2, 2, 3)))]
    return random.choice((" and ", " or ", " or ")).join(parts)


def is_refused(program: Program, facts: dict[str, object]) -> bool:
    try:
        answer(program, "law.q", facts)
    except CaseImpossible:
        return True
    return False


@pytest.mark.parametrize("number", range(40))
def test_refused_is_what_no_other_facts_allow(number: int) -> None:
    """All of a question's facts told, a case is refused just where no values of the others let it be."""
    random = Random(seeded(f"implied {number}"))
    said = [sentence(random) for _ in range(random.choice((1, 2, 3, 4)))]
    rules = [f'fact {name} "x"' for name in FACTS]
    rules += [f'always {one} "s{at}"' for at, one in enumerate(said)]
    rules += ["define r : yes/no is a and b", 'question q "q"', "  answers r"]
    rules += ["define s : yes/no is c or d or e", 'question all_others "q"', "  answers r, s"]
    page = HEAD + "```qanun\n" + "\n".join(rules) + "\n```\n"
    program = compile([Text("law.md", page)]).value.program
    assert program is not None, page
    assert program.questions["law.q"].facts == ("law.a", "law.b")
    for told in product((True, False), repeat=len(ASKED)):
        possible = any(
            all(eval(one, dict(zip(FACTS, (*told, *others), strict=True))) for one in said)
            for others in product((True, False), repeat=3)
        )
        facts = {f"law.{name}": value for name, value in zip(ASKED, told, strict=True)}
        assert is_refused(program, facts) is not possible, (page, told)
