"""Ends of terms."""

from attrs import frozen

from qanun.runtime.values.moments import Event, show_event


@frozen
class Limit:
    """The end of a term: a day, which counts to its end in the law's time zone, or a moment.

    `included` tells whether the day or moment itself is still in time.
    """

    at: Event
    included: bool = True

    def __str__(self) -> str:
        return show_limit(self)


def show_limit(limit: Limit, zone: str = "") -> str:
    """`1 March 2012`, or `before 1 March 2012` where that is no longer in time."""
    at = show_event(limit.at, zone)
    return at if limit.included else f"before {at}"
