"""What is proved, and what is found, of small laws with one mistake each and of one without."""

import subprocess
import sys
from collections.abc import Sequence

import pytest
from planted import CLEAN, PLANTED, Planted, page
from qanun.core.rules import Program
from qanun.pipeline import compile
from qanun.text import Text
from qanun.verify.proofs.cases import lines
from qanun.verify.proofs.looking import Looking
from qanun.verify.proofs.model import Result, Witness
from qanun.verify.proofs.sought import Searched
from qanun.verify.scenarios import run_all

SAID_BY_A_SCENARIO = ("conflict", "gap", "undeclared collision")


def compiled(rules: str) -> Program:
    outcome = compile([Text("law.md", page(rules))])
    assert outcome.value.program is not None, outcome.diagnostics
    return outcome.value.program


def results(program: Program) -> Sequence[Result]:
    sought = list(Searched(program).all())
    looking = Looking(program, sought)
    return [looking.look(one) for one in sought]


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted[0])
def test_a_planted_mistake_is_found(planted: Planted) -> None:
    """Each mistake is found where it is, with the case that was worked out by hand."""
    _, rules, kind, name, facts = planted
    found = [one for one in results(compiled(rules)) if one.is_finding and one.sought.kind == kind]
    named = {one.sought.name: one.found for one in found}
    assert list(named) == [name]
    if facts is not None:
        witness = named[name]
        assert isinstance(witness, Witness)
        assert {one: witness.facts[one] for one in witness.known} == {
            f"law.{one}": value for one, value in facts.items()
        }
        assert witness.is_smallest


@pytest.mark.parametrize(
    "planted", [one for one in PLANTED if one[2] in SAID_BY_A_SCENARIO], ids=lambda planted: planted[0]
)
def test_the_case_is_a_scenario(planted: Planted) -> None:
    """What is shown of a case can be put on the page of the law, and its scenario passes there."""
    _, rules, kind, _, _ = planted
    program = compiled(rules)
    (found,) = [one for one in results(program) if one.is_finding and one.sought.kind == kind]
    assert isinstance(found.found, Witness)
    shown = "\n".join(lines(program, found.sought, found.found))
    with_case = compiled(f'{rules}\nscenario "what was found"\n{shown}\n')
    (tried,) = run_all(with_case)
    assert tried.failures == ()


def test_a_clean_law_gives_no_alarm() -> None:
    """Of a law without a mistake nothing is found, and all is decided."""
    found = results(compiled(CLEAN))
    assert [(one.sought.kind, one.sought.name) for one in found if not one.is_proved] == []
    kinds = {one.sought.kind for one in found}
    assert kinds >= {"claim", "conflict", "gap", "undeclared collision", "never holds", "always holds"}


def test_no_solver_is_loaded_unasked() -> None:
    """Neither the compiler nor what else verifies loads z3."""
    code = (
        "import sys, qanun.pipeline, qanun.verify.findings, qanun.tools.cli.verify, qanun.tools.cli.check\n"
        "import qanun.verify.proofs.sought\n"
        "assert 'z3' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
