"""Which readings a scenario leaves open although they matter: found soon, the same as by trying each."""

from pathlib import Path

import pytest
from attrs import evolve
from pages_of_law import statutes
from qanun.core.rules import Program, Scenario
from qanun.pipeline import compile
from qanun.text import Text
from qanun.verify import findings, scenarios

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def program() -> Program:
    """The laws of the repository."""
    found = statutes().program
    assert found is not None
    return found


def by_trying(program: Program, scenario: Scenario) -> tuple[str, ...]:
    """The readings under another option of which something comes out otherwise than expected."""
    named = {name for name, _ in scenario.readings}
    if scenarios.run(program, scenario).failures:
        return ()
    found = []
    for name in scenario.asked.readings:
        for option, _ in program.readings[name].options if name not in named else ():
            other = evolve(scenario, readings=(*scenario.readings, (name, option)))
            if scenarios.run(program, other).failures:
                found.append(name)
                break
    return tuple(found)


def test_what_is_shared_between_readings_changes_nothing(program: Program) -> None:
    """Of every twenty-fifth scenario, as it is and with no reading named."""
    told = 0
    for scenario in program.scenarios[::25]:
        for one in (scenario, evolve(scenario, readings=())):
            found = scenarios.unsettled(program, one)
            assert found == by_trying(program, one), one.title
            told += bool(found)
    assert told > 0


IMPOSSIBLE = """---
law: L
jurisdiction: T
module: law
in_force: not stated
time_zone: Europe/Berlin
rounding: down
source: x
---

# L

```qanun
fact a "a"
fact b "b"
reading width "how widely is it read?"
  - narrow "narrowly"
  - wide "widely"
always not (a and b) or width is narrow "read widely, not both"
rule r is a and b and (width is narrow or width is wide)
scenario "both"
  given a
    b
  then r
```
"""


def test_a_case_that_cannot_be_under_another_option_is_told() -> None:
    """Narrowly read the scenario comes out; widely read there is no such case: the reading matters."""
    text = Text("law.md", IMPOSSIBLE)
    program = compile([text]).value.program
    assert program is not None
    assert [one.kind.code for one in findings.found_in(program, [text])] == ["Q0664"]
    (result,) = scenarios.run_all(program)
    assert (result.failures, result.unsettled) == ((), ("law.width",))
