"""Whole numbers in a plan: sums, products, and divisions that round down."""

from typing import Literal

from qanun.columns.plan import BIGINT, HUGEINT, Expr, alike, is_literal, literal


def added(one: Expr, other: Expr) -> Expr:
    return _arithmetic("+", one, other)


def _arithmetic(op: Literal["+", "-", "*", "//", "%"], one: Expr, other: Expr) -> Expr:
    one, other = alike(one, other)
    assert one.type in (BIGINT, HUGEINT), one.type
    if is_literal(one) and is_literal(other) and op in "+-*":
        a, b = one.value, other.value
        return literal({"+": a + b, "-": a - b, "*": a * b}[op], one.type)
    if op == "*" and other.value == 1 and is_literal(other):
        return one
    if op == "*" and one.value == 1 and is_literal(one):
        return other
    if op in "+-" and is_literal(other) and other.value == 0:
        return one
    if op == "+" and is_literal(one) and one.value == 0:
        return other
    return Expr(op, (one, other), one.type)


def less(one: Expr, other: Expr) -> Expr:
    return _arithmetic("-", one, other)


def times(one: Expr, other: Expr) -> Expr:
    return _arithmetic("*", one, other)


def floored(one: Expr, by: "int | Expr", most: int | None = None) -> Expr:
    """How many whole times `by`, which is above 0, goes into a whole number, rounded down, also below 0; into
    one that lies between `most` and as much below 0, by one division."""
    if by in (1, literal(1, one.type)):
        return one
    size = literal(by, one.type) if isinstance(by, int) else by
    if most is not None and is_literal(size) and 3 * most < 2**62 and size.value <= most:
        more = most // size.value + 1
        above = _arithmetic("+", one, literal(more * size.value, one.type))
        return _arithmetic("-", Expr("//", (above, size), one.type), literal(more, one.type))
    rest = Expr("%", (_arithmetic("+", Expr("%", (one, size), one.type), size), size), one.type)
    return Expr("//", (Expr("-", (one, rest), one.type), size), one.type)


def whole(one: Expr, by: int) -> Expr:
    """How many whole times a number goes into one that is not below 0."""
    return one if by == 1 else Expr("//", (one, literal(by, one.type)), one.type)
