"""Ranges of days, both ends included, either of them open."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from qanun.document.model import InForce

RANGE = re.compile(
    r"(?:from\s+)?(?P<start>\S+)\s+(?:to|until)\s+(?P<end>\S+)|from\s+(?P<since>\S+)|until\s+(?P<till>\S+)"
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

ALWAYS = InForce(None, None)
ONE_DAY = timedelta(days=1)


def day(words: str | None) -> date | None:
    """The day that is written `2012-03-01`; None for anything else."""
    try:
        return date.fromisoformat(words) if words and _DAY.fullmatch(words) else None
    except ValueError:
        return None


def range_of(words: str) -> InForce | None:
    """The days written `2012-01-01 to 2012-12-31`, `from …` or `until …`; None where they are no range."""
    match = RANGE.fullmatch(" ".join(words.split()))
    if match is None:
        return None
    first, last = match["start"] or match["since"], match["end"] or match["till"]
    days = InForce(day(first), day(last))
    mistaken = (first is not None and days.start is None) or (last is not None and days.end is None)
    return None if mistaken or is_empty(days) else days


def is_empty(days: InForce) -> bool:
    """Whether the range ends before it starts."""
    return days.start is not None and days.end is not None and days.end < days.start


def meet(one: InForce, other: InForce) -> InForce:
    """The days of both ranges; an empty range where there are none."""
    starts = [day for day in (one.start, other.start) if day is not None]
    ends = [day for day in (one.end, other.end) if day is not None]
    return InForce(max(starts, default=None), min(ends, default=None))


def in_order(days: InForce) -> date:
    """By what ranges are sorted: the first day."""
    return date.min if days.start is None else days.start


def holes(ranges: Sequence[InForce]) -> list[InForce]:
    """The days between the first and the last range that lie in none; the ranges are in order."""
    found: list[InForce] = []
    reached = ranges[0].end if ranges else None
    for days in ranges[1:]:
        if reached is None or reached == date.max:
            break
        if days.start is not None and days.start > reached + ONE_DAY:
            found.append(InForce(reached + ONE_DAY, days.start - ONE_DAY))
        reached = None if days.end is None else max(reached, days.end)
    return found


def said(ranges: Sequence[InForce]) -> str:
    """The ranges in words: `2012-01-01 to 2012-12-31`, `from 2013-01-01`, `until 2011-12-31`."""
    return ", ".join(_said(days) for days in ranges)


def _said(days: InForce) -> str:
    if days.start is None:
        return "always" if days.end is None else f"until {days.end}"
    if days.end is None:
        return f"from {days.start}"
    return f"{days.start} to {days.end}" if days.start != days.end else str(days.start)
