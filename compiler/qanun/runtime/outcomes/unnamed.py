"""A fact with none of the values that it is compared with: so is found whether `always` leaves it another."""

from collections.abc import Sequence

from qanun.runtime.outcomes.undecided import Undecided


class Unnamed:
    """Any value but those that the fact is compared with, which are collected in `named`."""

    __slots__ = ("named",)

    def __init__(self) -> None:
        self.named: list[object] = []


def compared(operator: str, values: Sequence[object], told: Sequence[object]) -> bool | None:
    """What an operator makes of operands of which one is `Unnamed`; None where that does not settle it."""
    if operator not in ("=", "!=", "is none"):
        return None
    for place, one in enumerate(told):
        other = None if operator == "is none" else values[1 - place]
        if isinstance(one, Unnamed) and not isinstance(other, Undecided):
            one.named.append(other)
            return operator == "!="
    return None


def distinct(values: Sequence[object]) -> list[object]:
    """The values, each once."""
    found: list[object] = []
    for value in values:
        if value not in found:
            found.append(value)
    return found
