"""The French family allowances of 2010 to 2015, as one would write them."""

from datetime import date
from fractions import Fraction
from typing import Any

from qanun.runtime.answers.answers import Verdict
from qanun.runtime.values.money import Money

from by_hand.calendar import age
from by_hand.results import Result, Results, status

BASES = (
    (date(2014, 4, 1), Fraction("406.21")),
    (date(2013, 4, 1), Fraction("403.79")),
    (date(2012, 4, 1), Fraction("399.00")),
    (date(2011, 1, 1), Fraction("395.04")),
    (date(2010, 1, 1), Fraction("389.20")),
)
LAST_DAY = date(2015, 6, 30)
TWO, MORE, OLDER = Fraction(32, 100), Fraction(41, 100), Fraction(16, 100)
HALF = Fraction(1, 2)


def base_on(today: date) -> Fraction:
    """The monthly base."""
    if today <= LAST_DAY:
        for since, amount in BASES:
            if today >= since:
                return amount
    raise ValueError("the law is not in force")


def is_elder(child: Any, counting: list[Any], twins: str) -> bool:
    """Whether the child is the elder of two that count."""
    if twins == "both":
        return all(child.born <= other.born for other in counting)
    return any(child.born < other.born for other in counting)


def by_hand(facts: Any, today: date, twins: str = "both") -> Results:
    """The right, the allowances for the month, and the coefficient of shared custody."""
    base = base_on(today)
    aged = [(child, age(child.born, today)) for child in facts.children if child.dependent]
    counting = [child for child, years in aged if years < 20]
    number = len(counting)
    if number == 0:
        return Results(status(False), Result(Money(0, "EUR")), Result(Fraction(0)))
    halves = sum(1 if child.alternates else 2 for child in counting)
    coefficient = Fraction(halves, 2 * number)
    if number < 2:
        return Results(status(False), Result(Money(0, "EUR")), Result(coefficient))
    older = 0
    for child, years in aged:
        if 14 <= years < 20 and not (number == 2 and is_elder(child, counting, twins)):
            older += 1 if child.alternates else 2
    share = (TWO + MORE * (number - 2)) * coefficient + OLDER * older / 2
    monthly = Fraction(int(base * share * 100 + HALF), 100)
    return Results(status(True, Verdict.MAY), Result(Money(monthly, "EUR")), Result(coefficient))
