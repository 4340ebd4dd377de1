"""Presence before naturalisation in the United Kingdom, as one would write it."""

from datetime import timedelta
from typing import Any

from qanun.runtime.answers.answers import Verdict
from qanun.runtime.values.durations import Days

from by_hand.calendar import days_covered, years_later
from by_hand.results import Result, Results, status

ONE_DAY = timedelta(days=1)


def by_hand(facts: Any) -> Results:
    """What is fulfilled, the power to disregard the rest, and the days of absence."""
    last = facts.applied_on
    first = years_later(last, -5) + ONE_DAY
    lately = years_later(last, -1) + ONE_DAY
    absent = (last - first).days + 1 - days_covered(facts.stays, first, last)
    absent_lately = (last - lately).days + 1 - days_covered(facts.stays, lately, last)
    there = any(stay.start <= first and (stay.end is None or first <= stay.end) for stay in facts.stays)
    present = there and absent <= 450 and absent_lately <= 90
    lawful = (facts.restricted_on is None or facts.restricted_on < lately) and (
        facts.in_breach_on is None or facts.in_breach_on < first
    )
    disregard = there and not (present and lawful)
    return Results(
        status((present and lawful) or (disregard and facts.treated_as_fulfilled)),
        status(present),
        status(lawful),
        status(disregard, Verdict.DISCRETION),
        Result(Days(absent)),
        Result(Days(absent_lately)),
    )
