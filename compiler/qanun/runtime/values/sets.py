"""Sets of which not every member is known. What is known whole is a frozenset."""

from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction

from attrs import field, frozen

from qanun.runtime.values.money import Money
from qanun.runtime.values.unknown import UNKNOWN, Unknown

Element = str | date | datetime | int | Fraction | Money


def _ordered(members: Iterable[tuple[Element, bool]]) -> tuple[tuple[Element, bool], ...]:
    return tuple(sorted(dict(members).items(), key=lambda pair: _place(pair[0])))


def _place(member: Element) -> str:
    """By what members are sorted: the same in JavaScript."""
    return repr(member) if isinstance(member, Money) else str(member)


@frozen
class PartialSet:
    """A set of which some members are known to be in it or not, the rest unknown. Members are kept sorted."""

    members: tuple[tuple[Element, bool], ...] = field(converter=_ordered)

    def has(self, member: object) -> bool | Unknown:
        """Whether the member is in the set."""
        for known, inside in self.members:
            if known == member:
                return inside
        return UNKNOWN

    @property
    def inside(self) -> frozenset[Element]:
        """The members that are known to be in it."""
        return frozenset(member for member, inside in self.members if inside)

    @property
    def outside(self) -> frozenset[Element]:
        """The members that are known not to be in it."""
        return frozenset(member for member, inside in self.members if not inside)
