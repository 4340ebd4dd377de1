"""Rounding of numbers and money, and division. Exact throughout."""

from fractions import Fraction
from typing import Literal, assert_never

from qanun.runtime.faults import DivisionByZero, StepNotAboveZero
from qanun.runtime.values.money import Money, counted, in_one_coin, scaled
from qanun.runtime.values.numbers import lowest, quotient
from qanun.runtime.values.show import show

Mode = Literal["up", "down", "half away from zero"]


def multiples(above: int, below: int, mode: Mode) -> int:
    """How many whole times `below`, which is above 0, goes into `above`: "up" (the next larger), "down" (the
    next smaller), "half away from zero" (the nearest; of two equally near the one farther from 0).
    """
    match mode:
        case "half away from zero":
            count = (2 * abs(above) + below) // (2 * below)
            return count if above >= 0 else -count
        case "up":
            return -(-above // below)
        case "down":
            return above // below
        case never:
            assert_never(never)


def rounded(
    value: int | Fraction | Money, mode: Mode, step: int | Fraction | Money = 1
) -> int | Fraction | Money:
    """A number to a multiple of the step, an integer where the step is one; money to one of an amount.

    A StepNotAboveZero fault where the step is 0 or below.
    """
    if isinstance(value, Money):
        size = step if isinstance(step, Money) else Money(step, value.currency)
        if size.count <= 0:
            raise StepNotAboveZero(show(step))
        one, another, _ = in_one_coin(value, size)
        return counted(multiples(one, another, mode) * size.count, size.coin)
    return _number_rounded(value, mode, step.amount if isinstance(step, Money) else step)


def _number_rounded(value: int | Fraction, mode: Mode, step: int | Fraction) -> int | Fraction:
    if step <= 0:
        raise StepNotAboveZero(show(step))
    numerator, denominator = value.as_integer_ratio()
    part, parts = step.as_integer_ratio()
    count = multiples(numerator * parts, denominator * part, mode)
    return count * step if isinstance(step, int) else lowest(count * part, parts)


def divided(
    left: int | Fraction | Money, right: int | Fraction | Money, divisor_text: str = ""
) -> Fraction | Money:
    """A number; of money by a number, money. A DivisionByZero fault, which names the divisor, where it is
    0."""
    if isinstance(right, Money):
        if right.count == 0:
            raise DivisionByZero(divisor_text)
        if isinstance(left, Money):
            one, another, _ = in_one_coin(left, right)
            return quotient(one, another)
        return divided(left, right.amount)
    numerator, denominator = right.as_integer_ratio()
    if numerator == 0:
        raise DivisionByZero(divisor_text)
    if isinstance(left, Money):
        if numerator < 0:
            numerator, denominator = -numerator, -denominator
        return scaled(left, denominator, numerator)
    above, below = left.as_integer_ratio()
    return quotient(above * denominator, below * numerator)
