"""Rounding of numbers and money, and division. Exact throughout."""

from fractions import Fraction
from typing import Literal, assert_never

from qanun.runtime.faults import DivisionByZero, StepNotAboveZero
from qanun.runtime.values.money import Money, money_of
from qanun.runtime.values.numbers import bounded
from qanun.runtime.values.show import show

Mode = Literal["up", "down", "half away from zero"]


def round_to(number: int | Fraction, mode: Mode, step: int | Fraction) -> Fraction:
    """The multiple of `step` that the mode chooses: "up" (the next larger), "down" (the next smaller), "half
    away from zero" (the nearest; of two equally near the one farther from 0). The step is above 0.
    """
    above, below = number.numerator * step.denominator, number.denominator * step.numerator
    match mode:
        case "up":
            count = -(-above // below)
        case "down":
            count = above // below
        case "half away from zero":
            count = (2 * abs(above) + below) // (2 * below) * (1 if above >= 0 else -1)
        case never:
            assert_never(never)
    return Fraction(count * step.numerator, step.denominator)


def rounded(
    value: int | Fraction | Money, mode: Mode, step: int | Fraction | Money = 1
) -> int | Fraction | Money:
    """A number to a multiple of the step, an integer where the step is one; money to one of an amount.

    A StepNotAboveZero fault where the step is 0 or below.
    """
    size = step.amount if isinstance(step, Money) else step
    if size <= 0:
        raise StepNotAboveZero(show(step))
    if isinstance(value, Money):
        if isinstance(step, Money) and step.currency != value.currency:
            raise TypeError(f"{value!r} cannot be rounded to {step!r}")
        return money_of(round_to(value.amount, mode, size), value.currency)
    result = round_to(value, mode, size)
    return int(result) if isinstance(step, int) else result


def divided(
    left: int | Fraction | Money, right: int | Fraction | Money, divisor_text: str = ""
) -> Fraction | Money:
    """A number; of money by a number, money. A DivisionByZero fault, which names the divisor, where it is
    0."""
    divisor = Fraction(right.amount if isinstance(right, Money) else right)
    if divisor == 0:
        raise DivisionByZero(divisor_text)
    if not isinstance(left, Money):
        return bounded(Fraction(left) / divisor)
    if isinstance(right, Money):
        if right.currency != left.currency:
            raise TypeError(f"{left!r} and {right!r} are of different currencies")
        return bounded(left.amount / divisor)
    return money_of(bounded(left.amount / divisor), left.currency)
