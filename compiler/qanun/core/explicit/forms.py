"""Total expressions in their shortest form: what is always yes or always no is left out."""

from collections.abc import Iterable

from qanun.core.explicit.total import All, Any, Count, If, Not, Over, Total
from qanun.core.rules import Const

YES = Const(True)
NO = Const(False)
NOTHING = Const(None)


def is_yes(expr: Total) -> bool:
    return isinstance(expr, Const) and expr.value is True


def is_no(expr: Total) -> bool:
    return isinstance(expr, Const) and expr.value is False


def every(*parts: Total) -> Total:
    """Yes if all are; they are asked from the left."""
    found: dict[Total, None] = {}
    for part in parts:
        for one in part.parts if isinstance(part, All) else (part,):
            if is_no(one) or negated(one) in found:
                return NO
            if not is_yes(one):
                found[one] = None
    return next(iter(found), YES) if len(found) < 2 else All(tuple(found))


def some(*parts: Total) -> Total:
    """Yes if one is; they are asked from the left."""
    found: dict[Total, None] = {}
    for part in parts:
        for one in part.parts if isinstance(part, Any) else (part,):
            if is_yes(one) or negated(one) in found:
                return YES
            if not is_no(one):
                found[one] = None
    return next(iter(found), NO) if len(found) < 2 else Any(tuple(found))


def negated(part: Total) -> Total:
    if is_yes(part):
        return NO
    if is_no(part):
        return YES
    return part.part if isinstance(part, Not) else Not(part)


def neither(parts: Iterable[Total]) -> Total:
    return negated(some(*parts))


def either(condition: Total, then: Total, otherwise: Total) -> Total:
    """The branch that the condition chooses."""
    if is_yes(condition) or then == otherwise:
        return then
    if is_no(condition):
        return otherwise
    if is_yes(then) and is_no(otherwise):
        return condition
    if is_no(then) and is_yes(otherwise):
        return negated(condition)
    return If(condition, then, otherwise)


def same(one: Total, other: Total) -> Total:
    """That two yes or no are the same."""
    return some(every(one, other), every(negated(one), negated(other)))


def number_of(parts: Iterable[Total]) -> Total:
    """How many are yes."""
    open_ = [part for part in parts if not is_no(part)]
    if all(map(is_yes, open_)):
        return Const(len(open_))
    return Count(tuple(open_))


def for_some(local: str, items: Total, body: Total) -> Total:
    return NO if is_no(body) else Over("some", local, items, YES, body)


def for_every(local: str, items: Total, body: Total) -> Total:
    return YES if is_yes(body) else Over("every", local, items, YES, body)
