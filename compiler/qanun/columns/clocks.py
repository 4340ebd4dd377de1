"""Which day it is at a moment in a zone, and when a day ends: by what the zone's clocks were, as the
runtime has it.

DuckDB has zones too, from tables of its own, and asks them slowly; so the plan has the offsets, as a
search among the moments at which they change.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TypeVar

from qanun.columns import calls, plan
from qanun.columns.plan import BIGINT, DATE, TIMESTAMP, Expr
from qanun.runtime.values.moments import last_instant, zone_named

FIRST, LAST = date(1850, 1, 1), date(2200, 12, 31)
"""Moments and days beyond are left to the general evaluation: so no rule of a zone is written out without
end."""
STEP = timedelta(days=3)

T = TypeVar("T", date, datetime)


@lru_cache(16)
def _changes(zone: str) -> tuple[int, tuple[tuple[datetime, int], ...]]:
    """The offset in microseconds at first, and each moment in UTC at which it becomes another."""
    known = zone_named(zone)

    def offset(at: datetime) -> int:
        found = at.replace(tzinfo=UTC).astimezone(known).utcoffset()
        assert found is not None
        return found // timedelta(microseconds=1)

    at, end = datetime(FIRST.year, 1, 1), datetime(LAST.year, 12, 31)
    first = before = offset(at)
    found: list[tuple[datetime, int]] = []
    while at < end:
        after = offset(at + STEP)
        if after != before:
            low, high = at, at + STEP
            while high - low > timedelta(microseconds=1):
                middle = low + (high - low) // 2
                low, high = (middle, high) if offset(middle) == before else (low, middle)
            found.append((high, after))
        at, before = at + STEP, after
    return first, tuple(found)


@lru_cache(16)
def _ends(zone: str) -> tuple[int, tuple[tuple[date, int], ...]]:
    """How far in UTC the last instant of a day lies from the day's first in UTC: at first, and from which
    day another."""

    def length(day: date) -> int:
        end = last_instant(day, zone).replace(tzinfo=None)
        return (end - datetime(day.year, day.month, day.day)) // timedelta(microseconds=1)

    first = before = length(FIRST)
    found: list[tuple[date, int]] = []
    for moment, _ in _changes(zone)[1]:
        for step in range(-2, 4):
            day = moment.date() + timedelta(days=step)
            after = length(day)
            if after != before and (not found or day > found[-1][0]):
                found.append((day, after))
                before = after
    return first, tuple(found)


def _searched(value: Expr, first: int, changes: Sequence[tuple[T, int]], bound: Callable[[T], Expr]) -> Expr:
    """The number that holds at a value: by halves."""
    if not changes:
        return plan.literal(first, BIGINT)
    middle = len(changes) // 2
    at, after = changes[middle]
    before = _searched(value, first, changes[:middle], bound)
    later = _searched(value, after, changes[middle + 1 :], bound)
    return Expr("case", (plan.compared("<", value, bound(at)), before, later), BIGINT)


def _moved(value: Expr, microseconds: Expr) -> Expr:
    return calls.plus_interval(value, plan.call("to_microseconds", microseconds, type_=plan.INTERVAL))


@lru_cache(16)
def _has_each_day(zone: str) -> bool:
    """Whether the last instant of each day falls on it: not where clocks left a day out."""
    known = zone_named(zone)
    days = [moment.date() + timedelta(days=step) for moment, _ in _changes(zone)[1] for step in range(-3, 4)]
    return all(last_instant(day, zone).astimezone(known).date() == day for day in days)


def local_day(moment: Expr, zone: str) -> Expr:
    """The day on which a moment falls; of the last instant of a day, that day."""
    made = plan.made_of(moment)
    if made.op == "end of day" and made.value == zone and _has_each_day(zone):
        return made.args[0]
    if plan.is_literal(moment):
        return plan.literal(moment.value.replace(tzinfo=UTC).astimezone(zone_named(zone)).date())
    return Expr("local day", (moment,), DATE, zone)


def end_of_day(day: Expr, zone: str) -> Expr:
    """The last instant of a day."""
    if plan.is_literal(day):
        return plan.literal(last_instant(day.value, zone).astimezone(UTC).replace(tzinfo=None))
    return Expr("end of day", (day,), TIMESTAMP, zone)


def spelled(by_clock: Expr) -> Expr:
    """The same, by a search among the offsets."""
    (value,), zone = by_clock.args, by_clock.value
    if by_clock.op == "local day":
        first, changes = _changes(zone)
        offset = _searched(value, first, changes, lambda at: plan.literal(at))
        return plan.cast(_moved(value, offset), DATE)
    first, ends = _ends(zone)
    length = _searched(value, first, ends, lambda at: plan.literal(at))
    return _moved(plan.cast(value, TIMESTAMP), length)


def is_foreseen(value: Expr) -> Expr:
    """Whether a day or moment lies where clocks are written out. NULL for NULL."""
    if value.type == DATE:
        return plan.every(
            plan.compared("<=", plan.literal(FIRST), value), plan.compared("<=", value, plan.literal(LAST))
        )
    low, high = (plan.literal(datetime(year, 1, 2)) for year in (FIRST.year, LAST.year))
    return plan.every(plan.compared("<=", low, value), plan.compared("<=", value, high))
