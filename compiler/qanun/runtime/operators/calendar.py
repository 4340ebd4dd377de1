"""Days, months and years of the calendar; moments and the clock of a time zone.

A moment is an aware datetime; arithmetic is done in UTC, so that an hour is an hour across clock changes. A
local time that the clocks skip or repeat needs its offset.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from fractions import Fraction
from functools import cache

from qanun.runtime.faults import OutOfCalendar, PeriodOpen
from qanun.runtime.values.values import Hours, Period

ONE_DAY = timedelta(days=1)
YEARS = range(2, 9999)
"""The years in which moments may lie: so that every zone can say what day it is."""

LEAP_CYCLE = 400
"""After so many years the calendar is the same again."""

MICROSECONDS_AN_HOUR = 3_600_000_000


# --- zones ------------------------------------------------------------------------------------------------


@cache
def zone_named(name: str) -> tzinfo:
    """The time zone `Asia/Baku` or the offset `+04:00`. A ValueError where there is none of this name."""
    if name[:1] in ("+", "-"):
        return _offset(name)
    from zoneinfo import ZoneInfo

    try:
        if not OF_A_MACHINE.match(name):
            return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        pass
    raise ValueError(f"there is no time zone {name!r}")


OF_A_MACHINE = re.compile(r"(localtime|posixrules|Factory)$|(posix|right|SystemV)/", re.IGNORECASE)
"""Files beside the zones that say how one machine is set, or count leap seconds: no zone of any place."""


def clocks_are_known(year: int, zone: str) -> bool:
    """Whether every table of time zones says the same of the clocks of a zone in a year."""
    return year >= FIRST_YEAR_OF_ZONES or zone[:1] in ("+", "-") or zone == "UTC" or zone.startswith("Etc/")


FIRST_YEAR_OF_ZONES = 1970
"""What clocks showed before is no part of what the makers of the zone tables promise."""


def _offset(text: str) -> tzinfo:
    hours, _, minutes = text[1:].partition(":")
    digits = hours + minutes
    well_formed = len(hours) == 2 and len(minutes) == 2 and digits.isascii() and digits.isdecimal()
    if not well_formed or int(hours) > 23 or int(minutes) > 59:
        raise ValueError(f"{text!r} is no offset; write it like +04:00")
    length = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-length if text[0] == "-" else length)


def at_local(local: datetime, zone: str) -> datetime:
    """The instant, in UTC, of a naive local time. A ValueError where the clocks skip or repeat it."""
    known, shown = zone_named(zone), local.isoformat(" ", "minutes")
    if local.year not in YEARS:
        raise ValueError(f"{shown} lies outside the years 2 to 9998")
    if not clocks_are_known(local.year, zone):
        raise ValueError(
            f"{shown} in {zone} lies before {FIRST_YEAR_OF_ZONES}, when tables of its clocks differ; "
            "write the offset in place of the zone"
        )
    early = local.replace(tzinfo=known, fold=0)
    late = local.replace(tzinfo=known, fold=1)
    if early.utcoffset() == late.utcoffset():
        return early.astimezone(UTC)
    first, second = offset_text(early), offset_text(late)
    if early.astimezone(UTC).astimezone(known).replace(tzinfo=None) == local:
        what = f"comes twice, at {first} and at {second}"
    else:
        what = f"is skipped: the clocks go from {first} to {second}"
    raise ValueError(
        f"{local.isoformat(' ', 'minutes')} in {zone} {what}; write the offset in place of the zone"
    )


def offset_text(moment: datetime) -> str:
    """The offset of an aware moment, `+04:00`."""
    return moment.isoformat()[-6:]


def parse_moment(text: str, zone: str = "") -> datetime:
    """The instant, in UTC, of `2012-03-01 10:00 Asia/Baku`, `2012-03-01T10:00+04:00`, or a local time in
    `zone`.

    A ValueError, with a sentence, where there is no such day, time, zone or offset, where both zone and
    offset are missing, and where the clocks skip or repeat the local time.
    """
    words = (f"{text[:10]} {text[11:]}" if text[10:11] == "T" else text).split()
    if len(words) == 2 and words[1][-6:-5] in ("+", "-"):
        words = [words[0], words[1][:-6], words[1][-6:]]
    if len(words) == 2 and words[1].endswith("Z"):
        words = [words[0], words[1][:-1], "+00:00"]
    if len(words) == 2 and zone:
        words.append(zone)
    if len(words) != 3:
        raise ValueError(f"{text!r} is no moment; write it like 2012-03-01 10:00 Asia/Baku")
    day = parse_date(words[0])
    try:
        clock = time.fromisoformat(words[1])
    except ValueError:
        raise ValueError(f"{words[1]!r} is no time of the day; write it like 10:00") from None
    if ":" not in words[1] or clock.tzinfo is not None:
        raise ValueError(f"{words[1]!r} is no time of the day; write it like 10:00")
    return at_local(datetime.combine(day, clock), words[2])


def parse_date(text: str) -> date:
    """The day `2012-03-01`. A ValueError, with a sentence, where it is none."""
    try:
        if len(text) == 10:
            return date.fromisoformat(text)
    except ValueError:
        if text[4:5] == text[7:8] == "-" and (text[:4] + text[5:7] + text[8:]).isdecimal():
            raise ValueError(f"there is no day {text}") from None
    raise ValueError(f"{text!r} is no date; write it like 2012-03-01")


def start_of_day(day: date, zone: str) -> datetime:
    """The first instant of a day, in UTC."""
    return _on_day(day, time(), zone)


def last_instant(day: date, zone: str) -> datetime:
    """The last instant of a day, in UTC: a microsecond before the next day begins."""
    return _on_day(day, time(23, 59, 59, 999_999, fold=1), zone)


def _on_day(day: date, clock: time, zone: str) -> datetime:
    if day.year not in YEARS:
        raise OutOfCalendar(f"a moment on {day}")
    return datetime.combine(day, clock, zone_named(zone)).astimezone(UTC)


def local_day(event: date | datetime, zone: str) -> date:
    """The day on which an event falls in a zone; a date is its own."""
    if isinstance(event, datetime):
        return event.astimezone(zone_named(zone)).date()
    return event


def instant(as_of: date | datetime, zone: str) -> datetime:
    """The moment itself, in UTC; of a date its last instant.

    A ValueError where a moment has no zone, and before the year 2 or after the year 9998; a TypeError for
    anything else.
    """
    if not isinstance(as_of, date):
        raise TypeError(f"as_of is a date, or a datetime with its zone, not {as_of!r}")
    if as_of.year not in YEARS:
        raise ValueError(f"{as_of} lies outside the years 2 to 9998")
    if not isinstance(as_of, datetime):
        return last_instant(as_of, zone)
    if as_of.tzinfo is None:
        raise ValueError(f"{as_of} has no time zone")
    return as_of.astimezone(UTC)


# --- arithmetic -------------------------------------------------------------------------------------------


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
        return day + timedelta(days=count)
    except OverflowError:
        raise OutOfCalendar(f"{day} and {count} days") from None


def add_months(day: date, count: int, rounding: str) -> date:
    """The same day of the month so many months later. Where that month has no such day: its last day
    (`rounding` "down"), or the first of the next month ("up").
    """
    years, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not 1 <= years <= 9999:
        raise OutOfCalendar(f"{day} and {count} months")
    length = days_in_month(years, month + 1)
    if day.day <= length:
        return date(years, month + 1, day.day)
    end = date(years, month + 1, length)
    return end if rounding == "down" else add_days(end, 1)


def days_in_month(year: int, month: int) -> int:
    """How many days a month has."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def full_months(start: date, end: date, rounding: str) -> int:
    """The largest n for which `start` + n months is not later than `end`; below 0 where `end` is before
    `start`.
    """
    count = (end.year - start.year) * 12 + end.month - start.month
    return count if add_months(start, count, rounding) <= end else count - 1


def age(birth: date, day: date, rounding: str) -> int:
    """The full years of life on a day. In other years a birthday on 29 February is the 28th or 1 March."""
    years = day.year - birth.year
    return years if add_months(birth, years * 12, rounding) <= day else years - 1


# --- periods ----------------------------------------------------------------------------------------------


def closed(period: Period) -> date:
    """The last day of a period; a PeriodOpen fault where it has none yet."""
    if period.end is None:
        raise PeriodOpen(period.start.isoformat())
    return period.end


def days_covered(periods: Iterable[Period]) -> int:
    """How many days lie in at least one of the periods; each counts once. A PeriodOpen fault where one has no
    end."""
    covered = reached = 0
    for start, end in sorted((one.start.toordinal(), closed(one).toordinal()) for one in periods):
        if end > reached:
            covered += end - max(start - 1, reached)
            reached = end
    return covered


def months_covered(period: Period, rounding: str) -> int:
    """The full months in a period, both its days included: 1 January to 31 January is one."""
    start, end = period.start, closed(period)
    if end == date.max:  # the day after it lies in no calendar: reckoned a leap cycle of 400 years earlier
        early = date(end.year - LEAP_CYCLE, end.month, end.day) + ONE_DAY
        return LEAP_CYCLE * 12 + full_months(start, early, rounding)
    return full_months(start, add_days(end, 1), rounding)


def clip(period: Period, to: Period) -> Period | None:
    """The days that lie in both, or None where there is none."""
    start = max(period.start, to.start)
    ends = [end for end in (period.end, to.end) if end is not None]
    end = min(ends) if ends else None
    return None if end is not None and end < start else Period(start, end)
