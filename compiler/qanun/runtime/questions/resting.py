"""What answers rest on, found when it is first asked for."""

from collections.abc import Callable
from typing import TYPE_CHECKING

Basis = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""The grounds that hold, what bars, the provisions, the readings."""

LATER = ("grounds", "barred_by", "provisions", "readings")
"""The parts of an answer that are its basis, in the same order."""


class Resting:
    """What the answers of one case rest on. It holds the case until that is first asked."""

    __slots__ = ("_case", "_find", "_found")

    def __init__(self, find: Callable[..., tuple[Basis, ...]], *case: object) -> None:
        self._find = find
        self._case = case
        self._found: tuple[Basis, ...] = ()

    def of(self, place: int) -> Basis:
        """What the answer at a place among the question's answers rests on."""
        case = self._case  # read first: another thread lets it go after it has set what was found
        if not self._found:
            self._found = self._find(*case)
            self._case = ()
        return self._found[place]


class Rests:
    """Base of what may be made without its basis, which is then found where a part of it is asked for."""

    __slots__ = ("_place", "_resting")

    _resting: Resting | None
    _place: int

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            """A part that was left out; all of the basis are there from now on, and the case is gone."""
            if name not in LATER:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            resting = self._resting
            if resting is not None:  # else another thread has just filled them in
                for part, value in zip(LATER, resting.of(self._place), strict=True):
                    object.__setattr__(self, part, value)
                object.__setattr__(self, "_resting", None)
            return object.__getattribute__(self, name)
