"""What is proved, and what is found, of small laws with one mistake each and of one without."""

import json
import subprocess
import sys
from collections.abc import Sequence
from functools import cache

import pytest
from planted import CLEAN, PLANTED, Planted, page
from qanun.core.rules import Program
from qanun.pipeline import compile
from qanun.text import Text
from qanun.verify.proofs import said
from qanun.verify.proofs.bounds import COINS, DAYS, NUMBERS
from qanun.verify.proofs.cases import lines
from qanun.verify.proofs.kept import as_plain, from_plain
from qanun.verify.proofs.looking import Looking
from qanun.verify.proofs.model import Result, Witness, told_once
from qanun.verify.proofs.sought import MANY_DAYS, Searched
from qanun.verify.scenarios import run_all

CLAIMS = {
    "a claim that one case refutes": "borrow may",
    "a claim that is wrong at the bound": "grown yes",
    "a claim that the end of a month refutes": "back = 2024-05-30",
    "a claim that a leap day refutes": "anniversary = 2025-02-28",
    "a claim about days that a leap year refutes": "length = 366 days",
    "a claim that rounding refutes": "tax = 0 EUR",
    "a claim about a list that its second member refutes": "eldest_young yes\n    and all_young no",
}
"""What the law says, worked out by hand, in the case that refutes a claim about it."""
SAID_BY_A_SCENARIO = ("conflict", "gap", "fault", "undeclared collision")


@cache
def compiled(rules: str) -> Program:
    outcome = compile([Text("law.md", page(rules))])
    assert outcome.value.program is not None, outcome.diagnostics
    return outcome.value.program


@cache
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
    "planted",
    [one for one in PLANTED if one[2] in (*SAID_BY_A_SCENARIO, "claim")],
    ids=lambda planted: planted[0],
)
def test_the_case_is_a_scenario(planted: Planted) -> None:
    """What is shown of a case can be put on the page of the law, and its scenario passes there."""
    title, rules, kind, _, _ = planted
    program = compiled(rules)
    (found,) = [one for one in results(program) if one.is_finding and one.sought.kind == kind]
    assert isinstance(found.found, Witness)
    shown = "\n".join(lines(program, found.sought, found.found))
    if kind == "claim":  # of which no scenario can say that it does not hold
        assert shown.endswith(f"\n  then {CLAIMS[title]}")
    with_case = compiled(f'{rules}\nscenario "what was found"\n{shown}\n')
    (tried,) = run_all(with_case)
    assert tried.failures == ()


@pytest.mark.parametrize("rules", [CLEAN, *(one[1] for one in PLANTED)])
def test_a_result_is_kept_as_it_is(rules: str) -> None:
    """What is read again is what was written, with its case and its bounds."""
    program, before = compiled(rules), results(compiled(rules))
    written = [json.loads(json.dumps(as_plain(one))) for one in before]
    again = [from_plain(one.sought, plain) for one, plain in zip(before, written, strict=True)]
    assert said.as_data(program, again) == said.as_data(program, before)


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


BANDS = """
rule fee : money "the fee"
ground young of fee is 2 EUR when age < 18
ground grown of fee is 3 EUR when age > 18
claim "a fee is two euros or more"
  fee >= 2 EUR
"""


def test_a_claim_that_has_no_value_is_noted() -> None:
    """It is never no; but no band has the age of eighteen. That is told with its case, and is no mistake."""
    (noted,) = [one for one in results(compiled(BANDS)) if one.is_noted]
    assert (noted.sought.kind, noted.sought.name) == ("claim without a value", "a fee is two euros or more")
    assert isinstance(noted.found, Witness)
    assert [noted.found.facts[one] for one in noted.found.known] == [18]
    assert not noted.is_finding


RECKONED = """
fact length : duration in days "how long"
define last : date "the last day" is 2024-06-03 + length
define is_late : yes/no "late" is last > 2024-07-01
define is_rich : yes/no "rich" is income * 2 > 100 EUR
define is_any : yes/no "of some kind" is is_child or is_guest
"""


def test_what_is_not_looked_for_is_said() -> None:
    """Of each result: that a day that is reckoned leaves the calendar, that a number grows too long."""
    bounds = {one.sought.name: one.bounds for one in results(compiled(RECKONED)) if one.bounds}
    assert bounds == {"law.is_late": (DAYS,), "law.is_rich": (COINS, NUMBERS)}


AS_OF = """
fact children : integer "the number of children"
fact act_on : date "the day of the act"
record visit "a visit"
  - day : date "its day"
fact visits : list of visit "the visits"
rule fee : money "the fee"
ground old of fee is 2 EUR when today <= 2020-01-01
ground new of fee is 3 EUR when today >= 2020-01-01
table grade of amount : number
  - up to 100 EUR : 1
  - above : 2
define fee_then : money is fee as of act_on
define dear : yes/no is some v in visits satisfies fee as of v.day > 2 EUR
define grade_now : number is grade of (income / children)
"""


def test_what_is_asked_of_one_thing_or_as_of_another_day() -> None:
    """A fault in what a table is asked for is found. A conflict of the rule itself is told once; of what is
    asked as of many days the result of the rule says that it is not looked at."""
    all_ = results(compiled(AS_OF))
    assert sum(one.is_finding and one.sought.kind == "conflict" for one in all_) == 2
    found = list(told_once(all_))
    told = {(one.sought.kind, one.sought.definition) for one in found if one.is_finding}
    assert {kind for kind, _ in told} == {"conflict", "fault"}
    assert [str(name) for kind, name in told if kind == "conflict"] == ["law.fee"]
    (fee,) = [one for one in found if one.sought.kind == "conflict" and not one.sought.is_instance]
    assert MANY_DAYS in fee.bounds
