"""Constants of the law, read from the encoded core."""

from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from qanun.runtime.values.durations import Days, Hours, Months, MonthsAndDays
from qanun.runtime.values.limits import Limit
from qanun.runtime.values.money import Money
from qanun.runtime.values.penalties import Measure, Penalties, Penalty, PenaltyRange
from qanun.runtime.values.periods import Period


def constant(data: Any) -> object:
    """The value: yes, no, none and texts stand as they are, others below the name of their kind."""
    if not isinstance(data, dict):
        return data
    ((kind, part),) = data.items()
    return _KINDS[kind](part)


def _measure(text: str) -> Measure:
    """`200.50 AZN`, `48 hours`, `60 months 1 days`."""
    match text.split(" "):
        case [months, _, days, _]:
            return MonthsAndDays(int(months), int(days))
        case [count, "hours"]:
            hours = Fraction(count)
            return Hours(int(hours) if hours.denominator == 1 else hours)
        case [count, "days"]:
            return Days(int(count))
        case [count, "months"]:
            return Months(int(count))
        case [amount, currency]:
            return Money(Fraction(amount), currency)
        case _:
            raise ValueError(f"{text!r} is no measure")


def _range(data: Any) -> PenaltyRange:
    kind, low, high = data
    return PenaltyRange(kind, None if low is None else _measure(low), _measure(high))


def _penalties(data: Any) -> Penalties:
    return Penalties(tuple(tuple(_range(limits) for limits in ranges) for ranges in data))


def _penalty(data: Any) -> Penalty:
    kind, amount, also = data
    return Penalty(kind, _measure(amount), tuple(_penalty(part["penalty"]) for part in also))


def _period(data: Any) -> Period:
    start, end = data
    return Period(date.fromisoformat(start), None if end is None else date.fromisoformat(end))


def _limit(data: Any) -> Limit:
    at, included = data
    end = constant(at)
    assert isinstance(end, date)
    return Limit(end, included)


_KINDS: dict[str, Callable[[Any], object]] = {
    "integer": int,
    "number": Fraction,
    "measure": _measure,
    "moment": datetime.fromisoformat,
    "date": date.fromisoformat,
    "period": _period,
    "limit": _limit,
    "list": lambda data: tuple(constant(part) for part in data),
    "set": lambda data: frozenset(constant(part) for part in data),
    "penalties": _penalties,
    "penalty": _penalty,
}
