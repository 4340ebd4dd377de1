"""The Austrian income tax of 2016 to 2018, as one would write it."""

from datetime import date
from fractions import Fraction
from typing import Any

from qanun.runtime.values.money import Money

from by_hand.results import Result, Results, status

FIRST_DAY, LAST_DAY = date(2016, 1, 1), date(2018, 12, 31)
BANDS = (
    (11_000, 18_000, Fraction(1, 4)),
    (18_000, 31_000, Fraction(35, 100)),
    (31_000, 60_000, Fraction(42, 100)),
    (60_000, 90_000, Fraction(48, 100)),
    (90_000, 1_000_000, Fraction(1, 2)),
)
TOP, TOP_RATE = 1_000_000, Fraction(55, 100)
HALF = Fraction(1, 2)


def by_bands(income: Fraction) -> Fraction:
    """The tax before credits."""
    tax = Fraction(0)
    for above, up_to, rate in BANDS:
        if income <= above:
            return tax
        tax += (min(income, up_to) - above) * rate
    return tax + (income - TOP) * TOP_RATE if income > TOP else tax


def by_hand(facts: Any, today: date) -> Results:
    """The tax, the income to be taxed, and whether the taxpayer is the sole earner."""
    if not FIRST_DAY <= today <= LAST_DAY:
        raise ValueError("the law is not in force")
    earned = facts.partner_income.amount
    if earned < 0:
        raise ValueError("the partner's income is not negative")
    allowances = credited = 0
    for child in facts.children:
        if child.months_credited > 6:
            credited += 1
            if child.resident:
                allowances += 300 if child.other_parent_claims else 440
    taxable = max(Fraction(0), facts.income.amount - allowances)
    tax = by_bands(taxable)
    sole_earner = facts.has_partner and credited >= 1 and earned <= 6_000
    if sole_earner:
        tax -= 494 if credited == 1 else 669 + 220 * (credited - 2)
    if facts.is_employed:
        tax -= 400
    whole = int(tax + HALF) if tax > 0 else 0
    return Results(Result(Money(whole, "EUR")), Result(Money(taxable, "EUR")), status(sole_earner))
