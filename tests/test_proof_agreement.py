"""What formulas say of a case is what the general evaluation finds in it."""

import os
from pathlib import Path

import pytest
from proof_agreement import agreements
from qanun.core.explicit.definitions import explicit
from qanun.pipeline import compile
from qanun.text import Text
from test_spec import PAGES as SPEC

CASES = int(os.environ.get("QANUN_PROOF_CASES", "0"))
"""So many cases of every question; 2,000 before a change of what formulas say is called done. Without a
number one case of each, and of the statutes that of each eighth question alone."""
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
    compared = {name: cases for name, cases, _ in found}
    assert sum(compared.values()) > 0
