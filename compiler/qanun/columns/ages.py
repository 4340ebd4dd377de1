"""How many years old: by one number of each day, and, beside a fixed number of years, by one day.

Asking DuckDB for the year, the month and the day of each thing of a list takes longer than all else that is
said of it. Years are counted from March, so that the day that some years lack is a year's last.
"""

from datetime import date
from typing import Literal

from qanun.columns import calls, plan, sums
from qanun.columns.agreement import Share
from qanun.columns.plan import BIGINT, DATE, FALSE, INTERVAL, Expr

MARCH = plan.literal(date(2000, 3, 1))
SINCE_NO_YEAR = 730_485
"""Days from the March of a year before the first to that of 2000: of five times 400 years."""
A_YEAR = 1_000
"""More than a year has days: a day's number is the year's, so many times, and the day within it."""
OLDEST = 10_000
"""More years than the calendar has."""


def _times(one: Expr, by: int) -> Expr:
    return sums.times(plan.literal(by), one)


def _plus(one: Expr, more: int) -> Expr:
    return sums.added(one, plan.literal(more))


def number_of(day: Expr) -> Expr:
    """The number of a day: its year from March to February, a thousand times, and the day within it."""
    days = _plus(calls.days_from(MARCH, day), SINCE_NO_YEAR)
    centuries = sums.whole(_plus(_times(days, 4), 3), 146_097)
    as_if_all_leap = sums.added(days, sums.whole(_plus(_times(centuries, 3), 3), 4))
    quarters = _plus(_times(as_if_all_leap, 4), 3)
    within = sums.whole(Expr("%", (quarters, plan.literal(1461)), BIGINT), 4)
    return sums.added(_times(sums.whole(quarters, 1461), A_YEAR), within)


def age(born: Expr, day: Expr, rounding: str, share: Share) -> Expr:
    """Full years from a day to another, below 0 where it is later. `rounding` "down": who was born on 29
    February is a year older on the last of a February without one."""
    assert born.type == day.type == DATE
    number = share(number_of(day))
    if rounding == "down":
        short = plan.compared("=", Expr("%", (number, plan.literal(A_YEAR)), BIGINT), plan.literal(364))
        one = plan.choice((plan.every(_is_last(day), short), plan.literal(1)), otherwise=plan.literal(0))
        number = share(sums.added(number, one))
    return Expr("age", (born, day, number), BIGINT, rounding)


def _is_last(day: Expr) -> Expr:
    """Whether it is the last of its month; a day that is made as the first of one never is."""
    made = plan.made_of(day)
    if made.op == "make_date" and made.args[2] == plan.literal(1):
        return FALSE
    return plan.compared("=", day, plan.call("last_day", day, type_=DATE))


def spelled(aged: Expr) -> Expr:
    """The same, as a count."""
    born, _, number = aged.args
    apart = sums.less(_plus(number, OLDEST * A_YEAR), number_of(born))
    return sums.less(sums.whole(apart, A_YEAR), plan.literal(OLDEST))


def ordered(sign: Literal["<", "<="], one: Expr, other: Expr, share: Share) -> Expr | None:
    """An age beside a fixed number of years, told by the day until which who is so old now was born. None
    where none of both is an age, or the other is not fixed."""
    if (aged := plan.made_of(one)).op == "age" and plan.is_literal(other):
        years = other.value if sign == "<" else other.value + 1
        return plan.compared("<", _born_by(aged, years, share), aged.args[0])
    if (aged := plan.made_of(other)).op == "age" and plan.is_literal(one):
        years = one.value + 1 if sign == "<" else one.value
        return plan.compared("<=", aged.args[0], _born_by(aged, years, share))
    return None


def _born_by(aged: Expr, years: int, share: Share) -> Expr:
    """The last day on which who is at least so old on a day was born."""
    months = Expr("cast", (plan.literal(-12 * max(-OLDEST, min(OLDEST, years))),), "INTEGER")

    def before(day: Expr) -> Expr:
        found = calls.plus_interval(day, plan.call("to_months", months, type_=INTERVAL))
        if aged.value == "down":
            found = plan.choice((_is_last(day), plan.call("last_day", found, type_=DATE)), otherwise=found)
        return share(found)

    day = plan.made_of(aged.args[1])
    if day.op == "case" and len(day.args) == 3 and plan.is_null_literal(day.args[2]):
        when, then, nothing = day.args  # as it is of the day without a condition
        return share(plan.choice((when, before(then)), otherwise=nothing))
    return before(aged.args[1])
