"""Numbers: exact, never a float; how long one may be; how people read them.

No law means a longer one than `DIGITS` allows, and reckoning with ever longer ones never ends.
"""

from decimal import Decimal
from fractions import Fraction
from math import gcd
from typing import Any, TypeVar

from qanun.runtime.faults import NumberTooLong

DIGITS = 1000
"""The most digits that the numerator or the denominator of a number has."""

_LIMIT: int = 10**DIGITS
_BELOW: int = -_LIMIT

LONG = 1 << 60
"""An integer between -LONG and this is surely not too long: of ordinary numbers nothing more is asked."""

NumberT = TypeVar("NumberT", int, Fraction, "int | Fraction")

_new = object.__new__


def in_bounds(number: int | Fraction) -> bool:
    """Whether a number is short enough to be reckoned with and written out."""
    numerator, denominator = number.as_integer_ratio()
    return _BELOW < numerator < _LIMIT and denominator < _LIMIT


def bounded(number: NumberT) -> NumberT:
    """The number; a NumberTooLong fault where it is out of bounds."""
    if number.__class__ is int and -LONG < number < LONG:
        return number
    if not in_bounds(number):
        raise NumberTooLong
    return number


def whole_number(integer: int) -> Fraction:
    """The integer as a fraction."""
    found: Any = _new(Fraction)
    found._numerator = integer
    found._denominator = 1
    exactly: Fraction = found
    return exactly


def lowest(numerator: int, denominator: int) -> Fraction:
    """The fraction of two integers, the second above 0, in lowest terms. However long."""
    common = gcd(numerator, denominator)
    found: Any = _new(Fraction)
    found._numerator = numerator // common
    found._denominator = denominator // common
    exactly: Fraction = found
    return exactly


def ratio(numerator: int, denominator: int) -> Fraction:
    """The fraction of two integers, the second above 0; a NumberTooLong fault where it is out of bounds."""
    common = gcd(numerator, denominator)
    if common != 1:
        numerator //= common
        denominator //= common
    if not (-LONG < numerator < LONG and denominator < LONG):
        return bounded(Fraction(numerator, denominator))
    found: Any = _new(Fraction)
    found._numerator = numerator
    found._denominator = denominator
    exactly: Fraction = found
    return exactly


def quotient(numerator: int, denominator: int) -> Fraction:
    """The fraction of two integers, the second not 0; a NumberTooLong fault where it is out of bounds."""
    return ratio(numerator, denominator) if denominator > 0 else ratio(-numerator, -denominator)


def exact(number: "int | str | Decimal | Fraction") -> Fraction:
    """The number as an exact fraction. A float is a TypeError: it has lost digits before it came; a text that
    is no number a ValueError.
    """
    if type(number) is Fraction:
        return number
    if type(number) is int:
        return whole_number(number)
    if isinstance(number, float):
        raise TypeError(f"{number!r} is a float, and may have lost digits; write it as a text: '{number!r}'")
    if isinstance(number, bool) or not isinstance(number, int | str | Decimal | Fraction):
        raise TypeError(f"{number!r} is no exact number; write it as an integer, a Fraction or a text")
    try:
        return Fraction(number)
    except (ValueError, OverflowError, ZeroDivisionError):
        raise ValueError(f"{number!r} is no number; write it like '0.50', '1/3' or 200") from None


def whole(count: int, unit: str) -> int:
    """A count of days, say, as `unit` names them. A TypeError for anything but an integer."""
    if isinstance(count, int) and not isinstance(count, bool):
        return int(count)
    raise TypeError(f"{count!r} is no whole number of {unit}; write an integer, as in {unit.capitalize()}(3)")


def show_number(number: int | Fraction) -> str:
    """`2,500`, `0.14`; what decimals cannot say, as a fraction: `1/3`."""
    if number.denominator == 1:
        return f"{number.numerator:,}"
    text = decimal_text(Fraction(number))
    if text is None:
        return f"{number.numerator:,}/{number.denominator:,}"
    whole, point, digits = text.partition(".")
    return f"{int(whole):,}{point}{digits}" if len(whole) > 3 else text


def decimal_text(number: Fraction) -> str | None:
    """Exact decimal digits, `200.5`; None where there is no end to them."""
    rest, places = number.denominator, 0
    if rest == 1:
        return str(number.numerator)
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest //= prime
            power += 1
        places = max(places, power)
    if rest != 1:
        return None
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    sign = "-" if number < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else sign + digits
