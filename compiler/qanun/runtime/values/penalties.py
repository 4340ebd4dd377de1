"""Penalties: what an offence is punished with, and what was imposed on somebody; how people read them."""

from attrs import field, frozen

from qanun.runtime.values.durations import Days, Hours, Months, MonthsAndDays, show_duration
from qanun.runtime.values.money import Money, show_money
from qanun.runtime.values.words import listed

Measure = Money | Hours | Days | Months | MonthsAndDays


def _measure(_: object, __: object, amount: Measure) -> None:
    if not isinstance(amount, Measure):
        raise TypeError(f"{amount!r} is no measure of a penalty; write Money, Hours, Days or Months")


def _measure_or_none(of: object, field: object, amount: Measure | None) -> None:
    if amount is not None:
        _measure(of, field, amount)


def _imposed_alone(_: object, __: object, also: "tuple[Penalty, ...]") -> None:
    if not isinstance(also, tuple) or any(not isinstance(one, Penalty) or one.also for one in also):
        raise TypeError(f"{also!r} is no tuple of penalties, each of them alone")


@frozen
class PenaltyRange:
    """One kind of penalty from `low` (None: up to) to `high`, both included: a fine of 200 to 500 AZN."""

    kind: str
    low: Measure | None = field(validator=_measure_or_none)
    high: Measure = field(validator=_measure)

    def __str__(self) -> str:
        return show_range(self)


@frozen
class Penalties:
    """What an offence is punished with: one of the alternatives; the ranges inside one come together."""

    alternatives: tuple[tuple[PenaltyRange, ...], ...]

    def __str__(self) -> str:
        return show_penalties(self)


@frozen
class Penalty:
    """A penalty as imposed on somebody; `also` are those imposed together with it, each alone."""

    kind: str
    amount: Measure = field(validator=_measure)
    also: "tuple[Penalty, ...]" = field(default=(), validator=_imposed_alone)

    def __str__(self) -> str:
        return show_penalty(self)


def show_measure(measure: Measure) -> str:
    """`300 AZN`, `2 years`."""
    return show_money(measure) if isinstance(measure, Money) else show_duration(measure)


def show_range(limits: PenaltyRange) -> str:
    """`a fine of 200 to 500 AZN`, `imprisonment for 2 to 5 years`, `a fine of up to 500 AZN`."""
    low, high = limits.low, limits.high
    if low is None:
        amount = f"up to {show_measure(high)}"
    elif low == high:
        amount = show_measure(high)
    else:
        amount = f"{_without_unit(show_measure(low), show_measure(high))} to {show_measure(high)}"
    return _of_kind(limits.kind, isinstance(high, Money), amount)


def _of_kind(kind: str, paid: bool, amount: str) -> str:
    words = kind.replace("_", " ")
    if words == "fine":
        words = "a fine"
    return f"{words} of {amount}" if paid else f"{words} for {amount}"


def _without_unit(low: str, high: str) -> str:
    """`2` of `2 years`, where the other end is in years too and so needs no second word."""
    number, _, unit = low.partition(" ")
    other = high.partition(" ")[2]
    return number if unit.rstrip("s") == other.rstrip("s") else low


def show_penalty(penalty: Penalty) -> str:
    """`a fine of 300 AZN and imprisonment for 2 years`: with what is imposed together with it."""
    parts = (penalty, *penalty.also)
    return listed(
        [_of_kind(part.kind, isinstance(part.amount, Money), show_measure(part.amount)) for part in parts],
        "and",
    )


def show_penalties(penalties: Penalties) -> str:
    """`a fine of 200 to 500 AZN, or imprisonment for 2 to 5 years`."""
    return ", or ".join(
        listed([show_range(limits) for limits in alternative], "and")
        for alternative in penalties.alternatives
    )
