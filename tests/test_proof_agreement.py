"""What formulas say of a case is what the general evaluation finds in it."""

import os
from fractions import Fraction
from pathlib import Path

import pytest
import z3
from formula_code import compiled
from proof_agreement import agreements
from qanun.core.explicit.definitions import explicit
from qanun.pipeline import compile
from qanun.text import Text
from test_spec import PAGES as SPEC

CASES = int(os.environ.get("QANUN_PROOF_CASES", "0"))
"""So many cases of every question; 2,000, in some minutes, before a change of what formulas say is called
done. Without a number one case of each, and of the statutes that of each eighth question alone."""
EACH = 8
ROOT = Path(__file__).parent.parent
STATUTES = sorted((ROOT / "statutes" / "azerbaijan").glob("*.md"))
LAWS = [tuple(STATUTES), *((page,) for page in SPEC)]


@pytest.mark.parametrize("pages", LAWS, ids=lambda pages: pages[0].stem)
def test_in_random_cases(pages: tuple[Path, ...]) -> None:
    """Of every definition of every question: whether it has a value, which, and what stands in its place."""
    program = compile([Text(page.name, page.read_text(encoding="utf-8")) for page in pages]).value.program
    assert program is not None
    questions = list(program.questions.values())
    if not CASES and len(pages) > 1:
        questions = questions[::EACH]
    found = agreements(program, explicit(program), questions, "formulas", CASES or 1)
    assert {cases for _, cases, _ in found} == {CASES or 1}


def test_formulas_are_read_as_the_solver_reads_them() -> None:
    """What is left of a division is never below nothing; a number is made whole downwards."""
    x, y = z3.Int("x"), z3.Real("y")
    formulas = [x / 2, x % 2, x / -2, x % -2, z3.ToInt(y), y / 2, z3.If(x < 0, y, -y) == y, z3.Not(x == 7)]
    values = {"x": -7, "y": Fraction(-7, 2)}
    by_hand = (-4, 1, 4, 1, -4, Fraction(-7, 4), True, True)
    assert compiled(formulas)(values) == by_hand
    put = [(x, z3.IntVal(-7)), (y, z3.RatVal(-7, 2))]
    solved = [z3.simplify(z3.substitute(one, *put)) for one in formulas]
    assert [str(one) for one in solved] == [str(one) for one in by_hand]
