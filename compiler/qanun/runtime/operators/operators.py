"""The operators of the core: one pure function each, over decided values.

A Fault is raised where the law's own words fail: division by zero, a period that ends before it starts. A
wrong type is a TypeError: the compiler lets none through. Terms stand in `terms`, money in `money`, sets in
`sets`; here all are named.
"""

from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar, cast, overload

from qanun.runtime.faults import PeriodReversed
from qanun.runtime.operators import calendar
from qanun.runtime.values.durations import Days, Hours, Months
from qanun.runtime.values.moments import local_day
from qanun.runtime.values.money import Money
from qanun.runtime.values.numbers import bounded
from qanun.runtime.values.periods import Period

if TYPE_CHECKING:
    from typing import Any, Protocol

    class Ordered(Protocol):
        """What compares with its own kind."""

        def __lt__(self, other: Any, /) -> bool: ...
        def __le__(self, other: Any, /) -> bool: ...


C = TypeVar("C", bound="Ordered")
EventT = TypeVar("EventT", date, datetime)
SizeT = TypeVar("SizeT", int, Fraction, Money)
Quantity = TypeVar("Quantity", int, Fraction, Money, Hours, Days, Months)
Span = TypeVar("Span", Hours, Days, Months)

# --- comparison -------------------------------------------------------------------------------------------


def less(left: C, right: C) -> bool:
    return left < right


def at_most(left: C, right: C) -> bool:
    return left <= right


def greater(left: C, right: C) -> bool:
    return right < left


def at_least(left: C, right: C) -> bool:
    return right <= left


# --- arithmetic -------------------------------------------------------------------------------------------


@overload
def plus(left: datetime, right: Hours) -> datetime: ...
@overload
def plus(left: Quantity, right: Quantity) -> Quantity: ...
def plus(left: object, right: object) -> object:
    """The sum; of a moment and hours, the moment so many hours later."""
    return _combined(left, right, 1)


def total(first: Quantity, *others: Quantity) -> Quantity:
    """The sum of quantities of one kind, added from the left."""
    found: object = first
    for other in others:
        found = _combined(found, other, 1)
    return cast(Quantity, found)


@overload
def minus(left: datetime, right: Hours) -> datetime: ...
@overload
def minus(left: Quantity, right: Quantity) -> Quantity: ...
def minus(left: object, right: object) -> object:
    """The difference; of a moment and hours, the moment so many hours earlier."""
    return _combined(left, right, -1)


def _combined(left: object, right: object, sign: int) -> object:
    match left, right:
        case Money(), Money():
            return left + right if sign == 1 else left - right
        case (int() | Fraction(), int() | Fraction()):
            return bounded(left + right if sign == 1 else left - right)
        case datetime(), Hours():
            return calendar.add_hours(left, right, sign)
        case Hours(), Hours():
            return Hours(bounded(left.count + sign * right.count))
        case Days(), Days():
            return Days(bounded(left.count + sign * right.count))
        case Months(), Months():
            return Months(bounded(left.count + sign * right.count))
        case _:
            raise TypeError(f"{left!r} and {right!r} cannot be added or subtracted")


@overload
def times(left: int, right: int) -> int: ...
@overload
def times(left: Money, right: int | Fraction) -> Money: ...
@overload
def times(left: int | Fraction, right: Money) -> Money: ...
@overload
def times(left: int | Fraction, right: int | Fraction) -> int | Fraction: ...
@overload
def times(left: Span, right: int) -> Span: ...
@overload
def times(left: int, right: Span) -> Span: ...
def times(left: object, right: object) -> object:
    """The product of numbers, of money and a number, or of a duration and an integer."""
    match left, right:
        case (Money(), int() | Fraction()):
            return left * right
        case (int() | Fraction(), int() | Fraction()):
            return bounded(left * right)
        case (Hours(), int()):
            return Hours(bounded(left.count * right))
        case (Days(), int()):
            return Days(bounded(left.count * right))
        case (Months(), int()):
            return Months(bounded(left.count * right))
        case (int() | Fraction(), Money()):
            return right * left
        case (int(), Hours() | Days() | Months()):
            return times(right, left)
        case _:
            raise TypeError(f"{left!r} and {right!r} cannot be multiplied")


@overload
def negated(quantity: Quantity) -> Quantity: ...
@overload
def negated(quantity: object) -> object: ...
def negated(quantity: object) -> object:
    """The opposite of a number, money or a duration."""
    match quantity:
        case int() | Fraction() | Money():
            return -quantity
        case Hours(count):
            return Hours(-count)
        case Days(count):
            return Days(-count)
        case Months(count):
            return Months(-count)
        case _:
            raise TypeError(f"{quantity!r} has no opposite")


def to_number(integer: int) -> Fraction:
    return Fraction(integer)


# --- dates ------------------------------------------------------------------------------------------------


def date_plus(day: date, length: Months | Days, rounding: calendar.Rounding) -> date:
    """The day so many months or days later."""
    if isinstance(length, Months):
        return calendar.add_months(day, length.count, rounding)
    return calendar.add_days(day, length.count)


def date_minus(day: date, length: Months | Days, rounding: calendar.Rounding) -> date:
    """The day so many months or days earlier."""
    if isinstance(length, Months):
        return calendar.add_months(day, -length.count, rounding)
    return calendar.add_days(day, -length.count)


def days_between(start: date, end: date) -> Days:
    """The days from one date to another; below 0 where the second is earlier."""
    return Days((end - start).days)


def date_of(moment: datetime, zone: str) -> date:
    """The day on which a moment falls in a zone."""
    return local_day(moment, zone)


def year_of(day: date) -> int:
    return day.year


def month_of(day: date) -> int:
    """1 for January."""
    return day.month


def day_of(day: date) -> int:
    return day.day


def weekday_of(day: date) -> int:
    """1 for Monday to 7 for Sunday."""
    return day.isoweekday()


def age_of(birth: date, day: date, rounding: calendar.Rounding) -> int:
    """The full years of life on a day."""
    return calendar.age(birth, day, rounding)


def first_day_of_month(day: date) -> date:
    return day.replace(day=1)


def last_day_of_month(day: date) -> date:
    return day.replace(day=calendar.days_in_month(day.year, day.month))


def first_day_of_year(day: date) -> date:
    return date(day.year, 1, 1)


def last_day_of_year(day: date) -> date:
    return date(day.year, 12, 31)


def later_of(left: EventT | None, right: EventT | None) -> EventT | None:
    """The later one; none is an open end, later than any."""
    return None if left is None or right is None else max(left, right)


def earlier_of(left: EventT | None, right: EventT | None) -> EventT | None:
    """The earlier one; none is an open end, later than any."""
    if left is None or right is None:
        return right if left is None else left
    return min(left, right)


def larger_of(left: SizeT, right: SizeT) -> SizeT:
    return right if left < right else left


def smaller_of(left: SizeT, right: SizeT) -> SizeT:
    return right if right < left else left


def is_none(value: object) -> bool:
    return value is None


# --- periods ----------------------------------------------------------------------------------------------


def period(start: date, end: date | None) -> Period:
    """The days from `start` to `end`, both included; a PeriodReversed fault where `end` lies before."""
    if end is not None and end < start:
        raise PeriodReversed(start.isoformat(), end.isoformat())
    return Period(start, end)


def start_of(span: Period) -> date:
    return span.start


def end_of(span: Period) -> date | None:
    """The period's last day, none while it is still running."""
    return span.end


def contains(span: Period, day: date) -> bool:
    """Whether the day lies in the period, its first and last day included."""
    return span.start <= day and (span.end is None or day <= span.end)


def overlap(left: Period, right: Period) -> bool:
    """Whether they have a day in common."""
    return calendar.clip(left, right) is not None


@overload
def clipped_to(spans: Period, to: Period) -> Period | None: ...
@overload
def clipped_to(spans: tuple[Period, ...], to: Period) -> tuple[Period, ...]: ...
def clipped_to(spans: Period | tuple[Period, ...], to: Period) -> Period | tuple[Period, ...] | None:
    """The part of the period that lies in the other, or none; of several, the parts that there are."""
    if isinstance(spans, Period):
        return calendar.clip(spans, to)
    parts = (calendar.clip(span, to) for span in spans)
    return tuple(part for part in parts if part is not None)


def days_in(spans: Period | tuple[Period, ...]) -> Days:
    """The days in a period, or in several, each counted once. A PeriodOpen fault where one has no end."""
    return Days(calendar.days_covered((spans,) if isinstance(spans, Period) else spans))


def full_months_in(span: Period, rounding: calendar.Rounding = "down") -> Months:
    """The full months in a period, both ends included. A PeriodOpen fault where it has no end."""
    return Months(calendar.months_covered(span, rounding))


def full_years_in(span: Period, rounding: calendar.Rounding = "down") -> Months:
    """The full years in a period, as months (12 each). A PeriodOpen fault where it has no end."""
    return Months(calendar.months_covered(span, rounding) // 12 * 12)


def years_before(count: int, day: date, rounding: calendar.Rounding = "down") -> tuple[Period, ...]:
    """The years before a day: the k-th from `day` − k years to `day` − (k−1) years − 1 day."""
    bounds = [calendar.add_months(day, -12 * back, rounding) for back in range(count + 1)]
    return tuple(Period(bounds[k], calendar.add_days(bounds[k - 1], -1)) for k in range(1, count + 1))
