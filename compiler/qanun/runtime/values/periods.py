"""Periods of days."""

from datetime import date

from attrs import field, frozen

from qanun.runtime.values.moments import show_date


def _ends_after_start(period: "Period", _: object, end: date | None) -> None:
    if end is not None and end < period.start:
        raise ValueError(f"a period that starts on {period.start} cannot end on {end}")


@frozen
class Period:
    """The days from `start` to `end`, both included; `end` is None while it is still running.

    A ValueError where `end` lies before `start`.
    """

    start: date
    end: date | None = field(validator=_ends_after_start)


def show_period(period: Period) -> str:
    """`1 March 2012 to 2 April 2012`, `from 1 March 2012, still running`."""
    start = show_date(period.start)
    return f"{start} to {show_date(period.end)}" if period.end else f"from {start}, still running"
