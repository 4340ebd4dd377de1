"""Sets and lists in columns."""

from attrs import evolve

from qanun.columns import plan
from qanun.columns.amounts import equality
from qanun.columns.found import Found, conjunction, disjunction, joined_bits, joined_names
from qanun.columns.operands import Operands
from qanun.columns.plan import BIGINT, BOOLEAN, Expr
from qanun.columns.sorts import YES_NO, NotInColumns, Sort

LONGEST = 10_000
"""The longest list, and the largest set, that is looked at in columns."""


def has_member(given: Operands) -> Found:
    one, member = given.parts
    if one.members is not None:
        told = []
        for value, inside in one.members:
            is_same = equality(evolve(given, operator="=", parts=(value, member)))
            told.append(conjunction([inside, is_same], given.bits))
        return _of_all_told(disjunction(told, given.bits), one, member)
    _whole(given)
    found = plan.call("list_contains", one.value, member.value, type_=BOOLEAN)
    return given.made(_if_all(found, one.value, member.value), sort=YES_NO)


def _of_all_told(found: Found, one: Found, member: Found) -> Found:
    """Of a set that is known whole nothing is told without the member, also where the set is empty."""
    if not member.bits:
        return found
    untold = plan.every(one.decided, member.open)
    value = plan.choice((untold, plan.null(BOOLEAN)), otherwise=found.value)
    mask = plan.choice((untold, member.mask), otherwise=found.mask)
    both = (found, member)
    return evolve(
        found, parts=(value,), mask=mask, bits=joined_bits(both), names=joined_names(both), fixed=None
    )


def _whole(given: Operands) -> None:
    """Of a set that may be known in part more is told than can be said here."""
    for part in given.parts:
        if part.open_set and part.bits:
            raise NotInColumns(f"{given.operator!r} of a set that may be known in part")


def is_empty(given: Operands) -> Found:
    (one,) = given.parts
    if one.members is not None:
        inside = disjunction([there for _, there in one.members], given.bits)
        value = plan.negated(inside.value)
        return evolve(inside, parts=(value,), fixed=None)
    _whole(given)
    return given.made(plan.compared("=", _length(one), plan.literal(0)), sort=YES_NO)


def _length(one: Found) -> Expr:
    return plan.cast(plan.call("len", one.value, type_=BIGINT), BIGINT)


def count(given: Operands) -> Found:
    (one,) = given.parts
    _whole(given)
    return given.made(_length(one), sort=Sort("integer", most=LONGEST))


def in_common(given: Operands) -> Found:
    one, other = given.parts
    _whole(given)
    both = plan.call("list_intersect", one.value, other.value, type_=one.sort.type)
    found = plan.call("list_sort", both, type_=one.sort.type)
    return given.made(_if_all(found, one.value, other.value), sort=one.sort)


def joined(given: Operands) -> Found:
    one, other = given.parts
    if one.sort != other.sort:
        raise NotInColumns("two lists of different sorts as one")
    found = plan.call("list_concat", one.value, other.value, type_=one.value.type)
    return given.made(_if_all(found, one.value, other.value), sort=one.sort)


def _if_all(value: Expr, *needed: Expr) -> Expr:
    """A value that is NULL where something that it needs is: functions of lists take NULL for an empty
    one."""
    missing = plan.some(*(plan.is_null(one) for one in needed))
    return plan.choice((missing, plan.null(value.type)), otherwise=value)
