"""How many years old: by one number of each day, and, beside a fixed number of years, by one day.

Asking DuckDB for the year, the month and the day of each thing of a list takes longer than all else that is
said of it. Years are counted from March, so that the day that some years lack is a year's last.
"""

from datetime import date
from typing import Literal

from qanun.columns import calls, plan
from qanun.columns.agreement import Share
from qanun.columns.plan import BIGINT, DATE, INTERVAL, Expr

MARCH = plan.literal(date(2000, 3, 1))
SINCE_NO_YEAR = 730_485
"""Days from the March of a year before the first to that of 2000: of five times 400 years."""
A_YEAR = 1_000
"""More than a year has days: a day's number is the year's, so many times, and the day within it."""
OLDEST = 10_000
"""More years than the calendar has."""


def _times(one: Expr, by: int) -> Expr:
    return plan.times(plan.literal(by), one)


def _plus(one: Expr, more: int) -> Expr:
    return plan.added(one, plan.literal(more))


def number_of(day: Expr) -> Expr:
    """The number of a day: its year from March to February, a thousand times, and the day within it."""
    days = _plus(calls.days_from(MARCH, day), SINCE_NO_YEAR)
    centuries = plan.whole(_plus(_times(days, 4), 3), 146_097)
    as_if_all_leap = plan.added(days, plan.whole(_plus(_times(centuries, 3), 3), 4))
    quarters = _plus(_times(as_if_all_leap, 4), 3)
    within = plan.whole(Expr("%", (quarters, plan.literal(1461)), BIGINT), 4)
    return plan.added(_times(plan.whole(quarters, 1461), A_YEAR), within)


def age(born: Expr, day: Expr, rounding: str, share: Share) -> Expr:
    """Full years from a day to another, below 0 where it is later. `rounding` "down": who was born on 29
    February is a year older on the last of a February without one."""
    assert born.type == day.type == DATE
    number = share(number_of(day))
    if rounding == "down":
        short = plan.compared("=", Expr("%", (number, plan.literal(A_YEAR)), BIGINT), plan.literal(364))
        one = plan.choice((plan.every(_is_last(day), short), plan.literal(1)), otherwise=plan.literal(0))
        number = share(plan.added(number, one))
    return Expr("age", (born, day, number), BIGINT, rounding)


def _is_last(day: Expr) -> Expr:
    return plan.compared("=", day, plan.call("last_day", day, type_=DATE))


def spelled(aged: Expr) -> Expr:
    """The same, as a count."""
    born, _, number = aged.args
    apart = plan.less(_plus(number, OLDEST * A_YEAR), number_of(born))
    return plan.less(plan.whole(apart, A_YEAR), plan.literal(OLDEST))


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
    _, day, _ = aged.args
    months = Expr("cast", (plan.literal(-12 * max(-OLDEST, min(OLDEST, years))),), "INTEGER")
    found = calls.plus_interval(day, plan.call("to_months", months, type_=INTERVAL))
    if aged.value == "down":
        found = plan.choice((_is_last(day), plan.call("last_day", found, type_=DATE)), otherwise=found)
    return share(found)
