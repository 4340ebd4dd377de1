"""Outcomes that are not values: unknown, a fault, in conflict, silent; and how they pass through an operator.

Of several, the strongest remains, in this order: what a missing fact can still change is never answered as
settled. The classes are plain ones, not attrs, because `explore` makes very many of them.
"""

from collections.abc import Iterable
from typing import ClassVar

from qanun.runtime.faults import Fault


class Undecided:
    """Base of the four. Compared by value; treat as immutable. The strongest has the lowest `strength`."""

    __slots__: tuple[str, ...] = ()
    strength: ClassVar[int]

    def key(self) -> tuple[object, ...]:
        """All that is compared."""
        return tuple(getattr(self, name) for name in self.__slots__)

    def __eq__(self, other: object) -> bool:
        return (
            other.__class__ is self.__class__ and isinstance(other, Undecided) and other.key() == self.key()
        )

    def __hash__(self) -> int:
        return hash((self.__class__, self.key()))

    def __bool__(self) -> bool:
        raise TypeError(f"{self!r} is neither yes nor no")

    def __repr__(self) -> str:
        pairs = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
        return f"{type(self).__name__}({pairs})"


class NotKnown(Undecided):
    """Facts are missing. The sets of facts are bit masks over the question's facts (bit 0 is the first).

    `yes` and `no`: the facts that alone could make it yes, or no (for other values: settle it).
    `all`: every fact that it still depends on. `partial`, of an answer, is what is certain already of a
    set, as a PartialSet.
    """

    __slots__ = ("all", "no", "partial", "yes")
    strength = 0

    def __init__(self, yes: int, no: int, all: int, partial: object = None) -> None:
        self.yes = yes
        self.no = no
        self.all = all
        self.partial = partial

    def key(self) -> tuple[object, ...]:
        return (self.yes, self.no, self.all, self.partial)


class Faulty(Undecided):
    """A fault stands in the place of the value. `faults` are sorted and without duplicates."""

    __slots__ = ("faults",)
    strength = 1

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults


class Pulled(Undecided):
    """In conflict: `others` are the names of the rules it pulls apart with, sorted."""

    __slots__ = ("others",)
    strength = 2

    def __init__(self, others: tuple[str, ...]) -> None:
        self.others = others


class Quiet(Undecided):
    """The law gives no answer: `silences` are the names of the silences, sorted."""

    __slots__ = ("silences",)
    strength = 3

    def __init__(self, silences: tuple[str, ...]) -> None:
        self.silences = silences


def unknown_fact(bit: int) -> NotKnown:
    """The outcome of a missing fact, of which `bit` is the mask."""
    return NotKnown(bit, bit, bit)


def merge(items: Iterable[object]) -> Undecided:
    """What remains of the undecided ones among `items` in an operator that needs all of them.

    The strongest kind wins. Of unknowns: all = the union; yes = no = what alone could settle each of them.
    Of the others: the union, sorted. At least one item is undecided, else a ValueError.
    """
    strongest: list[Undecided] = []
    for item in items:
        if isinstance(item, Undecided):
            if not strongest or item.strength < strongest[0].strength:
                strongest = [item]
            elif item.strength == strongest[0].strength:
                strongest.append(item)
    if not strongest:
        raise ValueError("nothing is undecided here")
    return _joined(strongest)


def _joined(parts: list[Undecided]) -> Undecided:
    """Parts of one kind as one."""
    alone, every = -1, 0
    faults: set[Fault] = set()
    names: set[str] = set()
    for part in parts:
        match part:
            case NotKnown():
                alone &= part.yes | part.no
                every |= part.all
            case Faulty():
                faults.update(part.faults)
            case Pulled():
                names.update(part.others)
            case Quiet():
                names.update(part.silences)
            case other:
                raise TypeError(f"{other!r} is no outcome")
    match parts[0]:
        case NotKnown():
            return NotKnown(alone, alone, every)
        case Faulty():
            return Faulty(tuple(sorted(faults, key=Fault.sort_key)))
        case Pulled():
            return Pulled(tuple(sorted(names)))
        case Quiet():
            return Quiet(tuple(sorted(names)))
        case other:
            raise TypeError(f"{other!r} is no outcome")
