"""The limitation of claims in Germany, as one would write it."""

import calendar
from datetime import date, timedelta
from typing import Any

from qanun.runtime.answers.answers import Verdict
from qanun.runtime.values.durations import Days

from by_hand.calendar import days_covered, years_later
from by_hand.results import Result, Results, status

ONE_DAY = timedelta(days=1)


def three_months_later(day: date) -> date:
    """The same day three months later, or the last of that month."""
    years, month = divmod(day.month + 2, 12)
    length = calendar.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, length))


def begins(facts: Any) -> date | None:
    """The day with whose end the term begins."""
    if facts.known_on is None:
        return None
    end = date(max(facts.arose_on, facts.known_on).year, 12, 31)
    acknowledged = facts.acknowledged_on
    return acknowledged if acknowledged is not None and acknowledged > end else end


def by_hand(facts: Any, today: date) -> Results:
    """Whether the debtor may refuse, when the term began, and what of it has run."""
    if any(one not in facts.suspensions for one in facts.negotiations):
        raise ValueError("negotiations suspend the term")
    begun = begins(facts)
    run = term = 0
    if begun is not None:
        term = (years_later(begun, 3) - begun).days
        first, last = begun + ONE_DAY, today - ONE_DAY
        if first <= last:
            run = (last - begun).days - days_covered(facts.suspensions, first, last)
    over = begun is not None and run >= term
    may_refuse = (over or today > years_later(facts.arose_on, 10)) and not any(
        one.end is None or today <= three_months_later(one.end) for one in facts.negotiations
    )
    return Results(
        status(may_refuse, Verdict.MAY),
        Result(begun),
        Result(Days(run)),
        Result(Days(term)),
    )
