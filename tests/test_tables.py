"""The tables that parts of the compiler share have the same rows."""

from agreement import RUNNERS
from qanun.runtime.operators import OPERATORS as FUNCTIONS
from qanun.runtime.operators import TAKES_NONE
from qanun.targets import TARGETS
from qanun.typed.operators import OPERATORS as ROWS


def test_every_operator_has_a_function_and_every_function_a_row() -> None:
    """What the type checker can choose the runtime can do, and the other way round."""
    assert set(ROWS) == set(FUNCTIONS)


def test_only_operators_take_none() -> None:
    """Each name in the table of those that take none is an operator."""
    assert set(FUNCTIONS) >= TAKES_NONE


def test_every_target_has_a_runner() -> None:
    """No target is listed that is not put to the cases of the specification and the scenarios."""
    assert set(RUNNERS) == set(TARGETS)
