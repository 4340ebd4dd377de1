"""Periods of days."""

from datetime import date, datetime

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


@frozen
class Period:
    """The days from `start` to `end`, both included; `end` is None while it is still running.

    A ValueError where `end` lies before `start`, a TypeError for what is no day. As a text it is what people
    read: `1 March 2012 to 2 April 2012`.
    """

    start: date
    end: date | None = field(validator=_in_order)

    def __str__(self) -> str:
        return show_period(self)


def show_period(period: Period) -> str:
    """`1 March 2012 to 2 April 2012`, `from 1 March 2012, still running`."""
    start = show_date(period.start)
    return f"{start} to {show_date(period.end)}" if period.end else f"from {start}, still running"
