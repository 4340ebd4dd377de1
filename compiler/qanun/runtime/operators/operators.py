"""The operators of the core: one pure function each, over decided values.

A Fault is raised where the law's own words fail: division by zero, a period that ends before it starts. A
wrong type is a TypeError: the compiler lets none through. Terms stand in `terms`, money in `money`, sets in
`sets`; here all are named.
"""

from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeVar, cast, overload

from qanun.runtime.faults import DivisionByZero, PeriodReversed
from qanun.runtime.operators import calendar
from qanun.runtime.values.durations import Days, Hours, Months, days_of
from qanun.runtime.values.money import Money, money_of, scaled
from qanun.runtime.values.numbers import LONG, bounded, quotient, ratio
from qanun.runtime.values.periods import Period, period_of

if TYPE_CHECKING:
    from typing import Protocol

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
def plus(left: Any, right: Any) -> object:
    """The sum; of a moment and hours, the moment so many hours later."""
    kind = left.__class__
    if kind is right.__class__:
        if kind is Money:
            return left + right
        if kind is int:
            found = left + right
            return found if -LONG < found < LONG else bounded(found)
        if kind is Fraction:
            above, more = left._numerator, right._numerator
            if not above and -LONG < more < LONG:  # a sum begins with nothing
                return right
            if not more and -LONG < above < LONG:
                return left
            below, parts = left._denominator, right._denominator
            return ratio(above * parts + more * below, below * parts)
        if kind is Days:
            found = left.count + right.count
            return days_of(found if -LONG < found < LONG else bounded(found))
    return _combined(left, right, 1)


def total(first: Quantity, *others: Quantity) -> Quantity:
    """The sum of quantities of one kind, added from the left."""
    found: Any = first
    for other in others:
        found = plus(found, other)
    return cast(Quantity, found)


@overload
def minus(left: datetime, right: Hours) -> datetime: ...
@overload
def minus(left: Quantity, right: Quantity) -> Quantity: ...
def minus(left: Any, right: Any) -> object:
    """The difference; of a moment and hours, the moment so many hours earlier."""
    kind = left.__class__
    if kind is right.__class__:
        if kind is Money:
            return left - right
        if kind is int:
            found = left - right
            return found if -LONG < found < LONG else bounded(found)
        if kind is Fraction:
            below, parts = left._denominator, right._denominator
            return ratio(left._numerator * parts - right._numerator * below, below * parts)
        if kind is Days:
            found = left.count - right.count
            return days_of(found if -LONG < found < LONG else bounded(found))
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
def times(left: Fraction, right: int | Fraction) -> Fraction: ...
@overload
def times(left: int, right: Fraction) -> Fraction: ...
@overload
def times(left: int | Fraction, right: int | Fraction) -> int | Fraction: ...
@overload
def times(left: Span, right: int) -> Span: ...
@overload
def times(left: int, right: Span) -> Span: ...
def times(left: Any, right: Any) -> object:
    """The product of numbers, of money and a number, or of a duration and an integer."""
    kind, other = left.__class__, right.__class__
    if other is Fraction:
        if kind is Money:
            return scaled(left, right._numerator, right._denominator)
        if kind is Fraction:
            if not left._numerator:
                return left
            return ratio(left._numerator * right._numerator, left._denominator * right._denominator)
    elif other is int:
        if kind is Money:
            return money_of(left.count * right, left.coin)
        if kind is int:
            return bounded(left * right)
    return _product(left, right)


def _product(left: object, right: object) -> object:
    """Of what is not the usual."""
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


def length_ratio(left: Span, right: Span, divisor_text: str = "") -> Fraction:
    """How many times one length of time is as long as another of its kind. A DivisionByZero fault, which
    names the divisor, where that is 0."""
    if left.__class__ is not right.__class__:
        raise TypeError(f"{left!r} and {right!r} are of different kinds")
    if right.count == 0:
        raise DivisionByZero(divisor_text)
    (above, below), (more, parts) = left.count.as_integer_ratio(), right.count.as_integer_ratio()
    return quotient(above * parts, below * more)


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


# --- dates ------------------------------------------------------------------------------------------------


def date_plus(day: date, length: Months | Days, rounding: calendar.Rounding) -> date:
    """The day so many months or days later."""
    if length.__class__ is Days:
        return calendar.add_days(day, length.count)
    return calendar.add_months(day, length.count, rounding)


def date_minus(day: date, length: Months | Days, rounding: calendar.Rounding) -> date:
    """The day so many months or days earlier."""
    if length.__class__ is Days:
        return calendar.add_days(day, -length.count)
    return calendar.add_months(day, -length.count, rounding)


def days_between(start: date, end: date) -> Days:
    """The days from one date to another; below 0 where the second is earlier."""
    return days_of(end.toordinal() - start.toordinal())


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
    return period_of(start, end)


def start_of(span: Period) -> date:
    return span.start


def end_of(span: Period) -> date | None:
    """The period's last day, none while it is still running."""
    return span.end


def contains(span: Period, day: date) -> bool:
    """Whether the day lies in the period, its first and last day included."""
    end = span.end
    return span.start <= day and (end is None or day <= end)


def overlap(left: Period, right: Period) -> bool:
    """Whether they have a day in common."""
    return (right.end is None or left.start <= right.end) and (left.end is None or right.start <= left.end)


@overload
def clipped_to(spans: Period, to: Period) -> Period | None: ...
@overload
def clipped_to(spans: tuple[Period, ...], to: Period) -> tuple[Period, ...]: ...
def clipped_to(spans: Period | tuple[Period, ...], to: Period) -> Period | tuple[Period, ...] | None:
    """The part of the period that lies in the other, or none; of several, the parts that there are."""
    if isinstance(spans, Period):
        return calendar.clip(spans, to)
    found: list[Period] = []
    for span in spans:
        part = calendar.clip(span, to)
        if part is not None:
            found.append(part)
    return tuple(found)


def days_in(spans: Period | tuple[Period, ...]) -> Days:
    """The days in a period, or in several, each counted once. A PeriodOpen fault where one has no end."""
    if isinstance(spans, Period):
        return days_of(calendar.closed(spans).toordinal() - spans.start.toordinal() + 1)
    return days_of(calendar.days_covered(spans))


def days_within(spans: tuple[Period, ...], to: Period) -> Days:
    """The days in several periods, each clipped to another: no period is made of the parts."""
    return days_of(calendar.days_covered_within(spans, to))


def full_months_in(span: Period, rounding: calendar.Rounding = "down") -> Months:
    """The full months in a period, both ends included. A PeriodOpen fault where it has no end."""
    return Months(calendar.months_covered(span, rounding))


def full_years_in(span: Period, rounding: calendar.Rounding = "down") -> Months:
    """The full years in a period, as months (12 each). A PeriodOpen fault where it has no end."""
    return Months(calendar.months_covered(span, rounding) // 12 * 12)


def calendar_months_of(span: Period) -> tuple[Period, ...]:
    """The calendar months of a period, the first and the last as far as they lie in it. A PeriodOpen fault
    where it has no end."""
    return calendar.cut(span, lambda day: day.replace(day=calendar.days_in_month(day.year, day.month)))


def calendar_years_of(span: Period) -> tuple[Period, ...]:
    """The calendar years of a period, the first and the last as far as they lie in it. A PeriodOpen fault
    where it has no end."""
    return calendar.cut(span, lambda day: day.replace(month=12, day=31))


def years_before(count: int, day: date, rounding: calendar.Rounding = "down") -> tuple[Period, ...]:
    """The years before a day: the k-th from `day` − k years to `day` − (k−1) years − 1 day."""
    bounds = [calendar.add_months(day, -12 * back, rounding) for back in range(count + 1)]
    return tuple(period_of(bounds[k], calendar.add_days(bounds[k - 1], -1)) for k in range(1, count + 1))
