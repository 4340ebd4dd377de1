"""What is found of an expression, and how it passes through and, or and not: strong Kleene logic, with what
each result rests on."""

from __future__ import annotations

from collections.abc import Iterable

from qanun.runtime.outcomes.undecided import NotKnown, Undecided, merge
from qanun.runtime.outcomes.unnamed import Unnamed


class OpenSet:
    """A set of which something is undecided, as one yes or no for each member.

    `members` are values, each with whether it is in the set; `rest` is whether any other value is.
    """

    __slots__ = ("members", "rest")

    def __init__(self, members: tuple[tuple[Finding, Finding], ...], rest: Finding) -> None:
        self.members = members
        self.rest = rest

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OpenSet) and (self.members, self.rest) == (other.members, other.rest)

    def resting(self, basis: int) -> OpenSet:
        """The same, resting on more."""
        members = tuple((value, (there, mask | basis, more)) for value, (there, mask, more) in self.members)
        there, mask, more = self.rest
        return OpenSet(members, (there, mask | basis, more))


Bounds = tuple[int, int | None]
Told = Bounds | OpenSet | Unnamed | None
Finding = tuple[object, int, Told]
"""A value or an undecided outcome; the mask of what it rests on; and what is told of an undecided one: the
bounds of an integer (without an upper one: None), the members of a set, or that a fact has another value."""


def all_of(parts: tuple[Finding, ...]) -> Finding:
    """No if a part is no (resting on each such part); yes if all are (resting on all); else undecided."""
    held = failed = 0
    no = False
    doubtful: list[Finding] | None = None
    for part in parts:
        value = part[0]
        if value is True:
            held |= part[1]
        elif value is False:
            no = True
            failed |= part[1]
        elif doubtful is None:
            doubtful = [part]
        else:
            doubtful.append(part)
    if no:
        return (False, failed, None)
    if doubtful is None:
        return (True, held, None)
    return doubtful[0] if len(doubtful) == 1 else _doubted(doubtful, False)


def any_of(parts: tuple[Finding, ...]) -> Finding:
    """The mirror of `all_of`: yes if a part is yes, no if all are no."""
    held = failed = 0
    yes = False
    doubtful: list[Finding] | None = None
    for part in parts:
        value = part[0]
        if value is False:
            failed |= part[1]
        elif value is True:
            yes = True
            held |= part[1]
        elif doubtful is None:
            doubtful = [part]
        else:
            doubtful.append(part)
    if yes:
        return (True, held, None)
    if doubtful is None:
        return (False, failed, None)
    return doubtful[0] if len(doubtful) == 1 else _doubted(doubtful, True)


def _doubted(parts: list[Finding], either: bool) -> Finding:
    """What remains of undecided parts; `either`: one yes would do."""
    basis = every = either_way = 0
    alone = -1
    unknown = False
    for value, mask, _ in parts:
        basis |= mask
        if value.__class__ is NotKnown:
            assert isinstance(value, NotKnown)
            unknown = True
            every |= value.all
            if either:
                alone &= value.no
                either_way |= value.yes
            else:
                alone &= value.yes
                either_way |= value.no
    if not unknown:
        return (merge(value for value, _, _ in parts), basis, None)
    if either:
        return (NotKnown(either_way, alone, every), basis, None)
    return (NotKnown(alone, either_way, every), basis, None)


def opposite(part: Finding) -> Finding:
    """Yes for no, no for yes; what is undecided stays so."""
    value, basis, _ = part
    if value is True:
        return (False, basis, None)
    if value is False:
        return (True, basis, None)
    if isinstance(value, NotKnown):
        if value.yes == value.no and part[2] is None:
            return part
        return (NotKnown(value.no, value.yes, value.all), basis, None)
    return part


def merged(values: Iterable[object]) -> Undecided:
    """`merge`, with a short way for what is mostly met: nothing worse than missing facts."""
    alone, every = -1, 0
    unknown = False
    values = tuple(values)
    for value in values:
        if isinstance(value, NotKnown):
            unknown = True
            alone &= value.yes | value.no
            every |= value.all
    return NotKnown(alone, alone, every) if unknown else merge(values)


def counted(parts: tuple[Finding, ...]) -> Finding:
    """How many are yes: exact where all are decided, else undecided between bounds."""
    basis = low = 0
    doubtful: list[object] = []
    for value, mask, _ in parts:
        basis |= mask
        if value is True:
            low += 1
        elif value is not False:
            doubtful.append(value)
    if not doubtful:
        return (low, basis, None)
    return (merged(doubtful), basis, (low, low + len(doubtful)))


def remaining(parts: list[Finding]) -> Finding:
    """What remains of parts of which some are undecided."""
    undecided = [part for part in parts if isinstance(part[0], Undecided)]
    basis = 0
    for part in undecided:
        basis |= part[1]
    return (merged(part[0] for part in undecided), basis, None)


def masks(parts: list[Finding]) -> int:
    """All that the parts rest on."""
    basis = 0
    for part in parts:
        basis |= part[1]
    return basis
