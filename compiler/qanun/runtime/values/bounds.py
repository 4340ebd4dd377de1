"""How long a number may be. No law means a longer one, and reckoning with ever longer ones never ends."""

from fractions import Fraction
from typing import TypeVar

from qanun.runtime.faults import NumberTooLong

DIGITS = 1000
"""The most digits that the numerator or the denominator of a number has."""

_LIMIT: int = 10**DIGITS

NumberT = TypeVar("NumberT", int, Fraction, "int | Fraction")


def in_bounds(number: int | Fraction) -> bool:
    """Whether a number is short enough to be reckoned with and written out."""
    return -_LIMIT < number.numerator < _LIMIT and number.denominator < _LIMIT


def bounded(number: NumberT) -> NumberT:
    """The number; a NumberTooLong fault where it is out of bounds."""
    if not in_bounds(number):
        raise NumberTooLong
    return number
