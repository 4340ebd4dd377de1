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
    return plan.choice((plan.compared("<", value, bound(at)), before), otherwise=later)


def _moved(value: Expr, microseconds: Expr) -> Expr:
    return calls.plus_interval(value, plan.call("to_microseconds", microseconds, type_=plan.INTERVAL))


def local_day(moment: Expr, zone: str) -> Expr:
    """The day on which a moment falls."""
    first, changes = _changes(zone)
    offset = _searched(moment, first, changes, lambda at: plan.literal(at))
    return plan.cast(_moved(moment, offset), DATE)


def end_of_day(day: Expr, zone: str) -> Expr:
    """The last instant of a day."""
    first, changes = _ends(zone)
    length = _searched(day, first, changes, lambda at: plan.literal(at))
    return _moved(plan.cast(day, TIMESTAMP), length)


def is_foreseen(value: Expr) -> Expr:
    """Whether a day or moment lies where clocks are written out. NULL for NULL."""
    if value.type == DATE:
        return plan.every(
            plan.compared("<=", plan.literal(FIRST), value), plan.compared("<=", value, plan.literal(LAST))
        )
    low, high = (plan.literal(datetime(year, 1, 2)) for year in (FIRST.year, LAST.year))
    return plan.every(plan.compared("<=", low, value), plan.compared("<=", value, high))
