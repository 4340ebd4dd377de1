"""Reckoning with days, months and years of the calendar, with moments and periods.

Arithmetic is done in UTC, so that an hour is an hour across clock changes.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Literal

from qanun.runtime.faults import OutOfCalendar, PeriodOpen
from qanun.runtime.values.durations import Hours
from qanun.runtime.values.moments import YEARS
from qanun.runtime.values.periods import Period, period_of

Rounding = Literal["down", "up"]
"""What becomes of a day that a month has not: the last one that it has, or the first of the next."""

ONE_DAY = timedelta(days=1)

LEAP_CYCLE = 400
"""After so many years the calendar is the same again."""

MICROSECONDS_AN_HOUR = 3_600_000_000


def add_hours(moment: datetime, hours: Hours, sign: int = 1) -> datetime:
    """The moment so many hours later (`sign` -1: earlier), in UTC; a part of a microsecond is dropped."""
    ticks = sign * hours.count * MICROSECONDS_AN_HOUR
    try:
        result = moment.astimezone(UTC) + timedelta(microseconds=int(ticks // 1))
    except OverflowError:
        result = datetime.max
    if result.year not in YEARS:
        raise OutOfCalendar(f"{moment} and {hours.count} hours")
    return result


def hours_between(start: datetime, end: datetime) -> Hours:
    """The exact hours from one moment to another: an integer where they are whole."""
    length = end.astimezone(UTC) - start.astimezone(UTC)
    ticks = (length.days * 86_400 + length.seconds) * 1_000_000 + length.microseconds
    count = Fraction(ticks, MICROSECONDS_AN_HOUR)
    return Hours(count.numerator if count.denominator == 1 else count)


def add_days(day: date, count: int) -> date:
    """The day so many days later."""
    try:
        return date.fromordinal(day.toordinal() + count)
    except (OverflowError, ValueError):
        raise OutOfCalendar(f"{day} and {count} days") from None


EVERY_MONTH_HAS = 28
"""So many days has each month."""


def add_months(day: date, count: int, rounding: Rounding) -> date:
    """The same day of the month so many months later. Where that month has no such day: its last day
    (`rounding` "down"), or the first of the next month ("up").
    """
    years, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not 1 <= years <= 9999:
        raise OutOfCalendar(f"{day} and {count} months")
    of_month = day.day
    if of_month <= EVERY_MONTH_HAS:
        return date(years, month + 1, of_month)
    length = days_in_month(years, month + 1)
    if of_month <= length:
        return date(years, month + 1, of_month)
    return date(years, month + 1, length) if rounding == "down" else date(years, month + 2, 1)


def days_in_month(year: int, month: int) -> int:
    """How many days a month has."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def full_months(start: date, end: date, rounding: Rounding) -> int:
    """The largest n for which `start` + n months is not later than `end`; below 0 where `end` is before
    `start`.
    """
    count = (end.year - start.year) * 12 + end.month - start.month
    if start.day <= end.day:
        return count
    ends_its_month = rounding == "down" and end.day == days_in_month(end.year, end.month)
    return count if ends_its_month else count - 1


def age(birth: date, day: date, rounding: Rounding) -> int:
    """The full years of life on a day. In other years a birthday on 29 February is the 28th or 1 March."""
    years, months, days = day.year - birth.year, day.month - birth.month, day.day - birth.day
    if months > 0 or (months == 0 and days >= 0):
        return years
    ends_its_month = rounding == "down" and months == 0 and day.day == days_in_month(day.year, day.month)
    return years if ends_its_month else years - 1


# --- periods ----------------------------------------------------------------------------------------------


def closed(period: Period) -> date:
    """The last day of a period; a PeriodOpen fault where it has none yet."""
    if period.end is None:
        raise PeriodOpen(period.start.isoformat())
    return period.end


def days_covered(periods: Iterable[Period]) -> int:
    """How many days lie in at least one of the periods; each counts once. A PeriodOpen fault where one has no
    end."""
    return _covered([(one.start.toordinal(), closed(one).toordinal()) for one in periods])


def days_covered_within(periods: Iterable[Period], to: Period) -> int:
    """How many days of another period lie in at least one of the periods. A PeriodOpen fault where both run
    on."""
    first, last = to.start, to.end
    pieces: list[tuple[int, int]] = []
    for one in periods:
        start, end = one.start, one.end
        if start < first:
            start = first
        if end is None or (last is not None and last < end):
            end = last
        if end is None:
            raise PeriodOpen(start.isoformat())
        if start <= end:
            pieces.append((start.toordinal(), end.toordinal()))
    return _covered(pieces)


def _covered(pieces: list[tuple[int, int]]) -> int:
    """How many days lie in at least one of the pieces, each from one ordinal to another."""
    pieces.sort()
    covered = reached = 0
    for start, end in pieces:
        if end > reached:
            covered += end - max(start - 1, reached)
            reached = end
    return covered


def cut(period: Period, last: Callable[[date], date]) -> tuple[Period, ...]:
    """The pieces of a period, in order; `last` tells the last day of the piece in which a day lies. A
    PeriodOpen fault where it has no end."""
    start, end = period.start, closed(period)
    found = []
    while (piece := last(start)) < end:
        found.append(Period(start, piece))
        start = piece + ONE_DAY
    return (*found, Period(start, end))


def months_covered(period: Period, rounding: Rounding) -> int:
    """The full months in a period, both its days included: 1 January to 31 January is one."""
    start, end = period.start, closed(period)
    if end == date.max:  # the day after it lies in no calendar: reckoned a leap cycle of 400 years earlier
        early = date(end.year - LEAP_CYCLE, end.month, end.day) + ONE_DAY
        return LEAP_CYCLE * 12 + full_months(start, early, rounding)
    return full_months(start, add_days(end, 1), rounding)


def clip(period: Period, to: Period) -> Period | None:
    """The days that lie in both, or None where there is none."""
    start, end, last = period.start, period.end, to.end
    if start < to.start:
        start = to.start
    if end is None or (last is not None and last < end):
        end = last
    return None if end is not None and end < start else period_of(start, end)
