"""Periods of days."""

from datetime import date, datetime
from typing import Any

from attrs import field, frozen

from qanun.runtime.values.moments import show_date


def _in_order(period: "Period", _: object, end: date | None) -> None:
    start = period.start
    if type(start) is not date or (end is not None and type(end) is not date):
        for day in (start, *(() if end is None else (end,))):
            if not isinstance(day, date) or isinstance(day, datetime):
                raise TypeError(f"{day!r} is no day; a period takes dates, as in date(2012, 3, 1)")
    if end is not None and end < start:
        raise ValueError(f"a period that starts on {start} cannot end on {end}")


class _Span:
    """What a period holds, while it is being made."""

    __slots__ = ("__weakref__", "end", "start")


@frozen
class Period(_Span):
    """The days from `start` to `end`, both included; `end` is None while it is still running.

    A ValueError where `end` lies before `start`, a TypeError for what is no day. As a text it is what people
    read: `1 March 2012 to 2 April 2012`.
    """

    start: date
    end: date | None = field(validator=_in_order)

    def __str__(self) -> str:
        return show_period(self)


def period_of(start: date, end: date | None) -> Period:
    """The period between days of which it is known that they come one after the other."""
    found: Any = _Span()
    found.start = start
    found.end = end
    found.__class__ = Period
    period: Period = found
    return period


def show_period(period: Period) -> str:
    """`1 March 2012 to 2 April 2012`, `from 1 March 2012, still running`."""
    start = show_date(period.start)
    return f"{start} to {show_date(period.end)}" if period.end else f"from {start}, still running"
