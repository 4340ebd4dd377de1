"""Yes and no as formulas, in their shortest form; numbers."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

import z3

Formula = Any
"""A formula of the solver that is yes or no."""
Amount = Any
"""A formula that is a number: an integer, or an exact one."""

YES: Formula = z3.BoolVal(True)
NO: Formula = z3.BoolVal(False)


class NotLowered(Exception):
    """There is no formula for it; the text says for what, in the words of a drafter."""


def every(parts: Iterable[Formula]) -> Formula:
    found: list[Formula] = []
    for part in parts:
        if z3.is_false(part):
            return NO
        if not z3.is_true(part):
            found.append(part)
    return YES if not found else found[0] if len(found) == 1 else z3.And(found)


def some(parts: Iterable[Formula]) -> Formula:
    found: list[Formula] = []
    for part in parts:
        if z3.is_true(part):
            return YES
        if not z3.is_false(part):
            found.append(part)
    return NO if not found else found[0] if len(found) == 1 else z3.Or(found)


def negated(part: Formula) -> Formula:
    if z3.is_true(part):
        return NO
    if z3.is_false(part):
        return YES
    return part.arg(0) if z3.is_not(part) else z3.Not(part)


def either(condition: Formula, then: Any, otherwise: Any) -> Any:
    """The formula that the condition chooses; both are of one sort."""
    if z3.is_true(condition) or then.eq(otherwise):
        return then
    return otherwise if z3.is_false(condition) else z3.If(condition, then, otherwise)


def is_value(term: Amount) -> bool:
    """Whether a number is written out."""
    return bool(z3.is_int_value(term) or z3.is_rational_value(term))


def integer(value: int) -> Amount:
    return z3.IntVal(value)


def exact(value: int | Fraction) -> Amount:
    above, below = value.as_integer_ratio()
    return z3.RatVal(above, below)


def as_exact(term: Amount) -> Amount:
    """An integer as an exact number; such a number itself."""
    if z3.is_int_value(term):
        return exact(term.as_long())
    return z3.ToReal(term) if term.is_int() else term


def larger(one: Amount, other: Amount) -> Amount:
    return either(one < other, other, one)


def smaller(one: Amount, other: Amount) -> Amount:
    return either(other < one, other, one)


def total(parts: Sequence[Amount]) -> Amount:
    """The sum of one part or more."""
    return parts[0] if len(parts) == 1 else z3.Sum(list(parts))


def count(parts: Iterable[Formula]) -> Amount:
    """How many are yes."""
    ones = [either(part, integer(1), integer(0)) for part in parts if not z3.is_false(part)]
    return total(ones) if ones else integer(0)
