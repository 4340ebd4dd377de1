"""Days and moments: zones and what their clocks show; how people read them.

A moment is an aware datetime. A local time that the clocks skip or repeat needs its offset.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache, lru_cache

from qanun.runtime.faults import OutOfCalendar

Event = date | datetime

YEARS = range(2, 9999)
"""The years in which moments may lie: so that every zone can say what day it is."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


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
    return _end(day, zone)


LAST = time(23, 59, 59, 999_999, fold=1)
DAYS_KEPT = 1024
"""Of so many days it is kept when they end in a zone: cases are asked about few days, and each several times
which day it is."""


@lru_cache(DAYS_KEPT)
def _end(day: date, zone: str) -> datetime:
    return _on_day(day, LAST, zone)


def _on_day(day: date, clock: time, zone: str) -> datetime:
    if day.year not in YEARS:
        raise OutOfCalendar(f"a moment on {day}")
    return datetime.combine(day, clock, zone_named(zone)).astimezone(UTC)


def local_day(event: date | datetime, zone: str) -> date:
    """The day on which an event falls in a zone; a date is its own."""
    if not isinstance(event, datetime):
        return event
    if event.microsecond == LAST.microsecond and event.tzinfo is UTC:
        return _ended(event, zone)
    return event.astimezone(zone_named(zone)).date()


@lru_cache(DAYS_KEPT)
def _ended(moment: datetime, zone: str) -> date:
    """The day of a moment that is likely the end of one. Moments in UTC are the same if they are equal."""
    return moment.astimezone(zone_named(zone)).date()


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


# --- words ------------------------------------------------------------------------------------------------


def show_date(day: date) -> str:
    """`1 March 2012`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def show_moment(moment: datetime, zone: str = "") -> str:
    """`1 March 2012 at 10:00 (Asia/Baku)`. Where the clocks repeat the time, its offset is added.

    The last instant of a day is its end: `the end of 1 March 2012 (Asia/Baku)`.
    """
    local = moment.astimezone(zone_named(zone)) if zone else moment.astimezone(UTC)
    name = zone or "UTC"
    if (local.hour, local.minute, local.second, local.microsecond) == (23, 59, 59, 999_999):
        return f"the end of {show_date(local)} ({name})"
    clock = f"{local:%H:%M}"
    if local.second or local.microsecond:
        clock += f":{local:%S}"
    if local.microsecond:
        clock += f".{local:%f}".rstrip("0")
    if local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset():
        name = f"{name}, {offset_text(local)}"
    return f"{show_date(local)} at {clock} ({name})"


def show_event(event: Event, zone: str = "") -> str:
    """A day or a moment."""
    return show_moment(event, zone) if isinstance(event, datetime) else show_date(event)
