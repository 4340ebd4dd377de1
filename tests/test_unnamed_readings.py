"""Which readings a scenario leaves open although they matter: found soon, the same as by trying each."""

from pathlib import Path

import pytest
from attrs import evolve
from qanun.core.rules import Program, Scenario
from qanun.tools.loading import load
from qanun.verify import scenarios

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def program() -> Program:
    """The laws of the repository."""
    found = load(ROOT).program
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
