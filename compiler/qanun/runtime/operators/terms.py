"""Terms: what has happened by `as_of`, when a term ends, whether it is over, whether something came in time.

A term whose event has not happened has no limit, None: its end is open, and later than any day.
"""

from datetime import date, datetime

from qanun.runtime.operators import calendar
from qanun.runtime.values.durations import Days, Hours, Months, MonthsAndDays
from qanun.runtime.values.limits import Limit
from qanun.runtime.values.moments import instant, local_day, start_of_day


def happened(event: date | datetime | None, as_of: date | datetime, zone: str) -> date | datetime | None:
    """The event, or None where it is later than `as_of`. A day has come as soon as it begins."""
    if event is None:
        return None
    if isinstance(event, datetime):
        return event if event <= instant(as_of, zone) else None
    return event if event <= local_day(as_of, zone) else None


def limit_after(
    length: Hours | Days | Months | MonthsAndDays,
    event: date | datetime | None,
    zone: str,
    rounding: calendar.Rounding,
) -> Limit | None:
    """The end of a term after an event. Hours are exact, from moment to moment, and the last instant is in.
    Days and months follow the calendar: the day of the event does not count, the last day counts to its end.
    Of months with days the months come first, with one rounding, then the days.
    """
    if event is None:
        return None
    match length:
        case Hours():
            if not isinstance(event, datetime):
                raise TypeError("a term in hours runs from a moment, not from a day")
            return Limit(calendar.add_hours(event, length))
        case Days(count):
            return Limit(calendar.add_days(local_day(event, zone), count))
        case Months(count):
            return Limit(calendar.add_months(local_day(event, zone), count, rounding))
        case MonthsAndDays(months, days):
            month = calendar.add_months(local_day(event, zone), months, rounding)
            return Limit(calendar.add_days(month, days))


def limit_at(event: date | datetime | None, included: bool) -> Limit | None:
    """The end of a term that runs up to an event, itself in time or not; before a day it ends with the day
    before."""
    if event is None or included or isinstance(event, datetime):
        return None if event is None else Limit(event, included)
    return Limit(calendar.add_days(event, -1))


def limit_passed(limit: Limit | None, as_of: date | datetime, zone: str) -> bool:
    """Whether the term is over at `as_of`; an open end is never over."""
    if limit is None:
        return False
    now = instant(as_of, zone)
    if isinstance(limit.at, datetime):
        return now > limit.at or (now == limit.at and not limit.included)
    today = local_day(now, zone)
    return today > limit.at or (today == limit.at and not limit.included)


def in_time(limit: Limit | None, event: date | datetime | None, zone: str) -> bool:
    """Whether what happened at the event was in time; what has not happened was not. Of an event known by
    its day,
    the day is compared."""
    if event is None or limit is None:
        return event is not None
    if isinstance(limit.at, datetime) and isinstance(event, datetime):
        return event < limit.at or (event == limit.at and limit.included)
    day, last = local_day(event, zone), local_day(limit.at, zone)
    return day < last or (day == last and (limit.included or isinstance(limit.at, datetime)))


def limit_value(limit: Limit | None) -> date | datetime | None:
    """The day or moment at which the term ends; None where the end is open."""
    return None if limit is None else limit.at


def later_limit(left: Limit | None, right: Limit | None, zone: str) -> Limit | None:
    """The one of two ends that comes later; an open end is later than any."""
    if left is None or right is None:
        return None
    return right if _reach(right, zone) > _reach(left, zone) else left


def _reach(limit: Limit, zone: str) -> tuple[datetime, bool]:
    """The instant up to which there is time, and whether that instant is itself in."""
    if isinstance(limit.at, datetime):
        return limit.at, limit.included
    return start_of_day(calendar.add_days(limit.at, 1) if limit.included else limit.at, zone), False
