"""What amounts of money are counted in."""

from qanun.runtime.values.currencies import decimals
from qanun.runtime.values.numbers import LONG

MOST_KEPT = 64
"""So many splits of a currency's smallest unit are kept: the rates of a law, not all that cases state."""


class Coin:
    """The part of a unit of a currency that one counts in: 1/100 of a euro, or finer. Never changed.

    `parts` of it make a unit. `is_short` tells whether they are so few that nobody needs ask.
    """

    __slots__ = ("_splits", "currency", "is_short", "parts")

    def __init__(self, currency: str, parts: int, splits: "dict[int, Coin] | None" = None) -> None:
        self.currency = currency
        self.parts = parts
        self.is_short = parts < LONG
        self._splits = splits

    def split(self, by: int) -> "Coin":
        """A coin of which `by` make this one."""
        kept = self._splits
        if kept is None:
            return Coin(self.currency, self.parts * by)
        found = kept.get(by)
        if found is None:
            found = Coin(self.currency, self.parts * by)
            if len(kept) < MOST_KEPT:
                kept[by] = found
        return found


SMALLEST: dict[str, Coin] = {}
"""The smallest units of the currencies that have been met."""


def smallest_coin(currency: str) -> Coin:
    """The smallest unit of a currency, as the standard has it: one object for each currency."""
    found = SMALLEST.get(currency)
    if found is None:
        found = SMALLEST.setdefault(currency, Coin(currency, 10 ** decimals(currency), {}))
    return found


def coin_for(denominator: int, currency: str) -> Coin:
    """What an amount with this denominator is counted in: the smallest unit, if that is fine enough."""
    smallest = smallest_coin(currency)
    return smallest if smallest.parts % denominator == 0 else Coin(currency, denominator)
