"""What a diagram comes to: leaves, each with the expression of the core that says it in a case."""

from fractions import Fraction
from typing import Final

from attrs import field, frozen

from qanun.core.rules import Const, Expr
from qanun.runtime.outcomes.undecided import NotKnown, Undecided


@frozen
class Term:
    """A value that a case tells, by the expression that says it."""

    expr: Expr


def _key(outcome: object) -> object:
    """Of values of different kinds that Python finds equal: each its own."""
    return (
        type(outcome),
        (outcome.numerator, outcome.denominator) if isinstance(outcome, Fraction) else outcome,
    )


@frozen(cache_hash=True)
class Leaf:
    """A value, a `Term`, or an undecided outcome: what stands in the place of a value.

    `NotKnown` here means that it cannot be told before there is a case what it is. `partly`: of a set that is
    undecided for the sake of a member; of others it may be known whether they are in it.
    """

    outcome: object = field(eq=_key)
    expr: Expr = field(eq=False)
    partly: bool = False

    @property
    def is_told(self) -> bool:
        return not isinstance(self.outcome, Term | NotKnown)

    @property
    def is_undecided(self) -> bool:
        return isinstance(self.outcome, Undecided)


YES: Final = Leaf(True, Const(True))
NO: Final = Leaf(False, Const(False))
OPEN: Final = Leaf(NotKnown(1, 1, 1), Const(None))


@frozen(cache_hash=True)
class Together:
    """Several leaves at once: those of the parts of an answer."""

    leaves: tuple[Leaf, ...]


@frozen
class Impossible:
    """There is no such case."""


IMPOSSIBLE: Final = Impossible()
