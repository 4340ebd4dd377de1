"""The penalty for late building work, as one would write it: a term, its day and its state, and money."""

from datetime import date
from fractions import Fraction
from typing import Any

from qanun.runtime.answers.answers import Verdict
from qanun.runtime.values.money import Money
from qanun.runtime.values.states import State

from by_hand.results import Result, Results, status

MOST_A_DAY, MOST_IN_ALL = Fraction(3, 1000), Fraction(1, 20)
NOTHING = Fraction(0)
HALF = Fraction(1, 2)


def to_cents(amount: Fraction) -> Fraction:
    """Half a cent is rounded away from nothing."""
    cents = int(abs(amount) * 100 + HALF)
    return Fraction(cents if amount >= 0 else -cents, 100)


def finished(facts: Any, today: date) -> State:
    """How the obligation to finish the work stands."""
    done = facts.finished_on
    if done is None or done > today:
        return State.BREACHED if today > facts.agreed_day else State.PENDING
    return State.FULFILLED if done <= facts.agreed_day else State.FULFILLED_LATE


def by_hand(facts: Any, today: date) -> Results:
    """Whether the work is finished, the penalty, what is void, the court's power, and what is owed."""
    if facts.working_days_late < 0 or facts.daily_rate < 0 or (facts.cap_rate or 0) < 0:
        raise ValueError("days and shares are not negative")
    state = finished(facts, today)
    cap = facts.cap_rate
    void = facts.in_standard_terms and (facts.daily_rate > MOST_A_DAY or cap is None or cap > MOST_IN_ALL)
    lost = facts.accepted_on is not None and not facts.reserved
    amount = NOTHING
    late = state is State.BREACHED or state is State.FULFILLED_LATE
    if late and not (facts.not_answerable or void or lost):
        price = facts.contract_sum.amount
        amount = to_cents(price * facts.daily_rate * facts.working_days_late)
        if cap is not None:
            amount = min(amount, to_cents(price * cap))
    if amount <= 0:
        reduce = Result(False, Verdict.NO, State.NOT_APPLICABLE)
    elif facts.is_merchant:
        reduce = Result(False, Verdict.BARRED, State.BARRED)
    else:
        reduce = Result(True, Verdict.DISCRETION, State.IN_FORCE)
    penalty = owed = Money(amount, "EUR")
    if reduce.value and facts.reduced_to is not None and facts.reduced_to.amount < amount:
        owed = facts.reduced_to
    return Results(
        Result(True, Verdict.MUST, state, facts.agreed_day),
        Result(penalty),
        status(void),
        reduce,
        Result(owed),
    )
