"""Days of the calendar as formulas. A day is its ordinal.

A day is taken apart into its month, counted from March 1900, and its place in it: so February is the last
month of a year, and of four years one has 29 days. That is the calendar from 1 March 1900 to 28 February
2100; whatever is taken apart lies there.
"""

from collections.abc import Sequence
from datetime import date
from itertools import accumulate

import z3
from attrs import frozen

from qanun.runtime.operators.calendar import Rounding
from qanun.targets.proof.ledger import Ledger
from qanun.targets.proof.logic import Amount, Formula, either, every, integer, is_value, some, total

FIRST, LAST = date(1900, 3, 1), date(2100, 2, 28)
"""The days between which all days lie of which the months are reckoned with."""

YEAR = 365
FOUR_YEARS = 4 * YEAR + 1
CYCLES = 50
LENGTHS = (31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28)
"""From March to February."""
BEFORE = (0, *accumulate(LENGTHS))
JANUARY = 10


@frozen(eq=False)
class Parts:
    """A day: the fours of years since March 1900, the year of these (0 to 3), the month from March (0 to 11),
    the place of the day in it from 0, how many days that has, and its first day's ordinal."""

    cycle: Amount
    year: Amount
    month: Amount
    place: Amount
    length: Amount
    first: Amount

    @property
    def months(self) -> Amount:
        """Months since March 1900."""
        return 48 * self.cycle + 12 * self.year + self.month

    @property
    def calendar_year(self) -> Amount:
        turned = either(self.month >= JANUARY, integer(1), integer(0))
        return FIRST.year + 4 * self.cycle + self.year + turned

    @property
    def calendar_month(self) -> Amount:
        return either(self.month >= JANUARY, self.month - (JANUARY - 1), self.month + 3)


def _stairs(at: Amount, start: int, steps: Sequence[tuple[int, int]]) -> Amount:
    """A number that grows, or shrinks, by so much from each step on. Only bounds of one number decide it,
    so a solver need not guess."""
    more = [either(at >= step, integer(by), integer(0)) for step, by in steps if by]
    return start + total(more)


def _divided(ledger: Ledger, number: Amount, by: int) -> tuple[Amount, Amount]:
    """How many times, in the years of which formulas speak, and what is left."""
    ledger.require(z3.And(number >= 0, number < CYCLES * by))
    times = number / by
    return times, number - by * times


def _of_month(cycle: Amount, year: Amount, month: Amount, place: Amount | None = None) -> Parts:
    """A day of a month by its place, or the first one."""
    before = _stairs(month, 0, [(number, LENGTHS[number - 1]) for number in range(1, 12)])
    changes = [(number, LENGTHS[number] - LENGTHS[number - 1]) for number in range(1, 12)]
    leap = either(z3.And(month >= 11, year >= 3), integer(1), integer(0))
    first = FIRST.toordinal() + FOUR_YEARS * cycle + YEAR * year + before
    there = integer(0) if place is None else place
    return Parts(cycle, year, month, there, _stairs(month, LENGTHS[0], changes) + leap, first)


def parts(ledger: Ledger, day: Amount) -> Parts:
    """A day taken apart."""

    def make() -> Parts:
        if is_value(day) and FIRST.toordinal() <= day.as_long() <= LAST.toordinal():
            return _written(date.fromordinal(day.as_long()))
        cycle, rest = _divided(ledger, day - FIRST.toordinal(), FOUR_YEARS)
        year = _stairs(rest, 0, [(YEAR * number, 1) for number in (1, 2, 3)])
        of_year = rest - YEAR * year
        month = _stairs(of_year, 0, [(BEFORE[number], 1) for number in range(1, 12)])
        before = _stairs(of_year, 0, [(BEFORE[number], LENGTHS[number - 1]) for number in range(1, 12)])
        return _of_month(cycle, year, month, of_year - before)

    return ledger.once(("day", day.get_id()), make, day)


def _written(day: date) -> Parts:
    months = (day.year - FIRST.year) * 12 + day.month - FIRST.month
    length = LENGTHS[months % 12] + (months % 48 == 47)
    first = day.replace(day=1).toordinal()
    numbers = (months // 48, months // 12 % 4, months % 12, day.day - 1, length, first)
    return Parts(*map(integer, numbers))


def add_months(ledger: Ledger, day: Amount, count: Amount, rounding: Rounding) -> Amount:
    """The same day of the month so many months later; where that month lacks it, its last day ("down") or the
    first of the next ("up")."""
    return ledger.once(
        ("months", day.get_id(), count.get_id(), rounding),
        lambda: _added(ledger, day, count, rounding),
        day,
        count,
    )


def _added(ledger: Ledger, day: Amount, count: Amount, rounding: Rounding) -> Amount:
    from_ = parts(ledger, day)
    to = _later(ledger, from_, z3.simplify(count))
    lacking = to.length - 1 if rounding == "down" else to.length
    return to.first + either(from_.place < to.length, from_.place, lacking)


def _later(ledger: Ledger, day: Parts, count: Amount) -> Parts:
    """The month so many months later. Of whole years the month stays."""
    if is_value(count) and count.as_long() % 12 == 0:
        years = 4 * day.cycle + day.year + count.as_long() // 12
        cycle, year = _divided(ledger, years, 4)
        return _of_month(cycle, year, day.month)
    cycle, rest = _divided(ledger, day.months + count, 48)
    year = _stairs(rest, 0, [(12 * number, 1) for number in (1, 2, 3)])
    return _of_month(cycle, year, rest - 12 * year)


def full_months(ledger: Ledger, start: Amount, end: Amount, rounding: Rounding) -> Amount:
    """The largest n for which `start` + n months is not later than `end`."""
    one, other = parts(ledger, start), parts(ledger, end)
    count = other.months - one.months
    full = [one.place <= other.place]
    if rounding == "down":
        full.append(other.place == other.length - 1)
    return either(some(full), count, count - 1)


def age(ledger: Ledger, birth: Amount, day: Amount, rounding: Rounding) -> Amount:
    """The full years of life on a day."""
    one, other = parts(ledger, birth), parts(ledger, day)
    years = other.calendar_year - one.calendar_year
    month, birth_month = other.calendar_month, one.calendar_month
    same = month == birth_month
    had = [month > birth_month, every((same, other.place >= one.place))]
    if rounding == "down":
        had.append(every((same, other.place == other.length - 1)))
    return either(some(had), years, years - 1)


def in_window(day: Amount) -> Formula:
    return z3.And(day >= FIRST.toordinal(), day <= LAST.toordinal())


def year_start(ledger: Ledger, day: Amount) -> Amount:
    """The first day of the calendar year of a day."""
    found = parts(ledger, day)
    here = FIRST.toordinal() + FOUR_YEARS * found.cycle + YEAR * found.year
    march_is_after = YEAR - BEFORE[JANUARY]  # days from 1 January to 1 March but for a leap day
    leap = either(found.year == 0, integer(1), integer(0))
    before = here - (march_is_after + either(found.cycle > 0, leap, integer(0)))
    return either(found.month >= JANUARY, here + BEFORE[JANUARY], before)


def year_end(ledger: Ledger, day: Amount) -> Amount:
    """The last day of the calendar year of a day."""
    found = parts(ledger, day)
    here = FIRST.toordinal() + FOUR_YEARS * found.cycle + YEAR * found.year
    later = integer(BEFORE[JANUARY] + YEAR - 1) + either(found.year == 3, integer(1), integer(0))
    return here + either(found.month >= JANUARY, later, integer(BEFORE[JANUARY] - 1))
