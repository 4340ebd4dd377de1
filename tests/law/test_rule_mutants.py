"""The pages' own cases notice faults in the rules: a sample of those that `rule_mutants.py` plants."""

import random

import pytest
import test_norms_scenarios as inventory
from qanun.core.rules import Program
from rule_faults import Fault
from rule_mutants import Check, caught_by, checks, every_fault, with_conditions_once


@pytest.fixture(scope="module")
def program() -> Program:
    return with_conditions_once(inventory.program())


@pytest.fixture(scope="module")
def all_checks(program: Program) -> list[Check]:
    return checks(program)


@pytest.fixture(scope="module")
def faults(program: Program) -> list[Fault]:
    return list(every_fault(program, [module for module in program.laws if module != "inventory"]))


def test_every_case_comes_out_in_the_rearranged_law(program: Program, all_checks: list[Check]) -> None:
    """Each written condition in one definition: that is the same law."""
    assert [check.name for check in all_checks if not check.passes(program)] == []


def test_a_sample_of_faults_is_caught(program: Program, all_checks: list[Check], faults: list[Fault]) -> None:
    """Nineteen of twenty, drawn at random, always the same."""
    drawn = random.Random(1).sample(faults, 100)
    survivors = [fault for fault in drawn if caught_by(program, fault, all_checks) is None]
    assert len(survivors) <= 5, [f"{fault.name}: {fault.said}" for fault in survivors]


def test_a_fault_that_no_case_rests_on_survives(
    program: Program, all_checks: list[Check], faults: list[Fault]
) -> None:
    """What is caught is caught by cases: without those of the Criminal Code its faults are not noticed."""
    offence = next(fault for fault in faults if fault.name == "criminal_code.illegal_crossing:opened")
    elsewhere = [check for check in all_checks if not offence.concerns(check.rests_on)]
    assert caught_by(program, offence, all_checks) is not None
    assert caught_by(program, offence, elsewhere) is None
