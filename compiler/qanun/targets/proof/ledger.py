"""What must hold of the formulas that stand for facts and for days of the calendar, and which formula rests
on which."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from attrs import define, field

from qanun.targets.proof.logic import Formula

Made = TypeVar("Made")


@define(eq=False)
class Ledger:
    """Requirements, by number. What is made by `once` is made once, and whoever asks again needs the same
    ones."""

    requirements: list[Formula] = field(factory=list)
    open: list[set[int]] = field(factory=lambda: [set()])
    made: dict[Hashable, tuple[Any, frozenset[int]]] = field(factory=dict)
    kept: list[Any] = field(factory=list)

    def require(self, condition: Formula) -> None:
        """What holds in every case about which the formulas at hand say something."""
        self.open[-1].add(len(self.requirements))
        self.requirements.append(condition)

    def once(self, key: Hashable, make: Callable[[], Made], *alive: object) -> Made:
        """What was made before under this key, or now. `alive` are kept, so that no other bears their
        number."""
        if key not in self.made:
            found, needed = self.noting(make)
            self.made[key] = found, needed
            self.kept.extend(alive)
        found, needed = self.made[key]
        self.open[-1] |= needed
        return cast(Made, found)

    def noting(self, make: Callable[[], Made]) -> tuple[Made, frozenset[int]]:
        """What is made, and the requirements on which it rests."""
        self.open.append(set())
        try:
            found = make()
        finally:
            needed = frozenset(self.open.pop())
        return found, needed

    def holding(self, needed: frozenset[int]) -> list[Formula]:
        """The requirements of these numbers, in their order."""
        return [self.requirements[number] for number in sorted(needed)]
