"""What clocks of a zone show, as formulas. A moment is its microseconds since the first instant of the year
1, in UTC."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import z3

from qanun.runtime.values.moments import LAST as LAST_CLOCK
from qanun.runtime.values.moments import zone_named
from qanun.targets.proof.ledger import Ledger
from qanun.targets.proof.logic import Amount, Formula, either, integer

SECOND = 1_000_000
HOUR = 3600 * SECOND
DAY = 24 * HOUR
START, STOP = datetime(1970, 1, 2, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
"""Between them all moments lie: before, the tables of zones differ."""
_ORIGIN = datetime(1, 1, 1, tzinfo=UTC)


def ticks(moment: datetime) -> int:
    """The number of a moment. That of the first instant of the day with ordinal n is (n - 1) days, in UTC."""
    return (moment - _ORIGIN) // timedelta(microseconds=1)


def moment_of(number: int) -> datetime:
    return _ORIGIN + timedelta(microseconds=number)


def in_window(moment: Amount) -> Formula:
    return z3.And(moment >= ticks(START), moment < ticks(STOP))


Steps = Sequence[tuple[int, int]]
"""From which number on (the first: from ever) which value holds, in order."""


@cache
def _offsets(zone: str) -> Steps:
    """From which moment on clocks are ahead of UTC by so many microseconds."""
    known = zone_named(zone)

    def ahead(number: int) -> int:
        offset = moment_of(number).astimezone(known).utcoffset()
        assert offset is not None
        return offset // timedelta(microseconds=1)

    return tuple(_steps(ahead, ticks(START), ticks(STOP), DAY))


@cache
def _shifts(zone: str, clock: time) -> Steps:
    """From which day on, by ordinal, a time of the day comes so many microseconds later in UTC than there."""
    known = zone_named(zone)

    def shift(ordinal: int) -> int:
        day = date.fromordinal(ordinal)
        return ticks(datetime.combine(day, clock, known).astimezone(UTC)) - ticks(
            datetime.combine(day, clock.replace(fold=0), UTC)
        )

    return tuple(_steps(shift, START.toordinal(), STOP.toordinal(), 1))


def _steps(value: Callable[[int], int], start: int, stop: int, width: int) -> Iterator[tuple[int, int]]:
    """Where a value changes, if it does so at most once in a width."""
    before = value(start)
    yield start, before
    for at in range(start + width, stop, width):
        found = value(at)
        if found != before:
            low, high = at - width, at
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if value(middle) == before else (low, middle)
            yield high, found
            before = found


def _read(steps: Steps, at: Amount) -> Amount:
    """The value that holds at a number; found by halves, so that few comparisons stand above one another."""
    if len(steps) == 1:
        return integer(steps[0][1])
    half = len(steps) // 2
    return either(at < steps[half][0], _read(steps[:half], at), _read(steps[half:], at))


def local_day(ledger: Ledger, moment: Amount, zone: str) -> Amount:
    """The ordinal of the day on which a moment falls in a zone."""

    ledger.require(in_window(moment))
    return (moment + _read(_offsets(zone), moment)) / DAY + 1


def start_of_day(ledger: Ledger, day: Amount, zone: str) -> Amount:
    """The first instant of a day."""
    ledger.require(_day_in_window(day))
    return DAY * (day - 1) + _read(_shifts(zone, time()), day)


def last_instant(ledger: Ledger, day: Amount, zone: str) -> Amount:
    """The last instant of a day."""
    ledger.require(_day_in_window(day))
    return DAY * day - 1 + _read(_shifts(zone, LAST_CLOCK), day)


def _day_in_window(day: Amount) -> Formula:
    return z3.And(day >= START.toordinal(), day < STOP.toordinal())
