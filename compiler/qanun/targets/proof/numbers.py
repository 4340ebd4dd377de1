"""Numbers, money and lengths of time as formulas. All are exact."""

from collections.abc import Sequence
from typing import Literal, assert_never

import z3

from qanun.targets.proof import limits
from qanun.targets.proof.logic import Amount, NotLowered, as_exact, either, exact, is_value
from qanun.targets.proof.terms import INTEGER, MOMENT, NUMBER, Scalar, Sort, Term, alike, bare

Reckoned = Literal["+", "-", "*", "/", "ratio", "negate", "to number", "rounded"]


def scalar(term: Term) -> Scalar:
    found = bare(term)
    if isinstance(found, Scalar):
        return found
    raise NotLowered("what is no number in the place of one")


def reckoned(operator: Reckoned, operands: Sequence[Term], fixed: Sequence[object]) -> Term:
    """A sum, a difference, a product, a quotient, what is rounded."""
    one = scalar(operands[0])
    match operator:
        case "negate":
            return Scalar(one.sort, -one.term)
        case "to number":
            return Scalar(NUMBER, as_exact(one.term))
        case "rounded":
            return _rounded(one, fixed[1], None if len(operands) < 3 else scalar(operands[2]))
        case "+" | "-":
            return _added(one, scalar(operands[1]), 1 if operator == "+" else -1)
        case "*":
            return _product(one, scalar(operands[1]))
        case "/":
            return _quotient(one, scalar(operands[1]))
        case "ratio":
            return Scalar(NUMBER, as_exact(one.term) / as_exact(scalar(operands[1]).term))
        case never:
            assert_never(never)


def _added(one: Scalar, other: Scalar, sign: int) -> Scalar:
    if one.sort == MOMENT:
        ticks = limits.hours(as_exact(other.term) * sign)
        return Scalar(MOMENT, one.term + ticks)
    left, right, sort = alike(one, other)
    return Scalar(sort, left + right if sign == 1 else left - right)


PLAIN = (INTEGER, NUMBER)


def _product(one: Scalar, other: Scalar) -> Scalar:
    sort = one.sort if other.sort in PLAIN else other.sort
    if one.sort in PLAIN and other.sort in PLAIN:
        left, right, sort = alike(one, other)
        return Scalar(sort, left * right)
    if sort.name in ("money", "hours"):
        return Scalar(sort, as_exact(one.term) * as_exact(other.term))
    return Scalar(sort, one.term * other.term)


def _quotient(one: Scalar, other: Scalar) -> Scalar:
    sort: Sort = NUMBER if one.sort in PLAIN or other.sort.name == "money" else one.sort
    return Scalar(sort, as_exact(one.term) / as_exact(other.term))


def _rounded(one: Scalar, mode: object, step: Scalar | None) -> Scalar:
    """To a multiple of a step that the law writes out."""
    if step is not None and not is_value(step.term):
        raise NotLowered("what is rounded to a multiple that the law does not write out")
    size = exact(1) if step is None else as_exact(step.term)
    parts = as_exact(one.term) / size
    match mode:
        case "down":
            whole: Amount = z3.ToInt(parts)
        case "up":
            whole = -z3.ToInt(-parts)
        case "half away from zero":
            half = exact(1) / exact(2)
            whole = either(parts >= 0, z3.ToInt(parts + half), -z3.ToInt(half - parts))
        case _:
            raise NotLowered("what is rounded in a way that the law does not write out")
    if one.sort.name == "money":
        return Scalar(one.sort, z3.ToReal(whole) * size)
    if step is None or step.term.is_int():
        return Scalar(INTEGER, whole if step is None else whole * step.term)
    return Scalar(NUMBER, z3.ToReal(whole) * size)
