"""Comparison and arithmetic in columns. What is reckoned is whole numbers of parts, which never leave
their type."""

from collections.abc import Sequence
from math import gcd
from typing import Any

from attrs import evolve

from qanun.columns import ages, calls, plan, ratios, sums
from qanun.columns.choosing import bounds, equal, in_parts, together
from qanun.columns.found import Found, joined_bits, masked
from qanun.columns.operands import Operands
from qanun.columns.plan import BOOLEAN, Expr
from qanun.columns.sorts import NUMBERS, YES_NO, NotInColumns, Sort, common, number_type

# --- comparison -------------------------------------------------------------------------------------------


def equality(given: Operands) -> Found:
    one, other = given.parts
    negative = given.operator == "!="
    if one.sort.name == "set" and (one.open_set or other.open_set) and joined_bits(given.parts):
        raise NotInColumns("whether two sets are the same of which one may be known in part")
    if ratios.any_ratio(given) and not one.may_be_none and not other.may_be_none:
        return ratios.compared(given, "<>" if negative else "=", one, other)
    if not one.may_be_none and not other.may_be_none and len(one.parts) == 1 and one.sort.name != "set":
        a, b = _as_one(one, other)
        value = plan.compared("<>" if negative else "=", a, b)
        if plan.is_literal(value):  # of two constants, of which one may stand in the place of the other
            value = plan.choice((plan.some(one.open, other.open), plan.null(BOOLEAN)), otherwise=value)
    else:
        is_same = equal(one, other)
        open_ = plan.some(one.open, other.open)
        value = plan.choice(
            (open_, plan.null(BOOLEAN)), otherwise=plan.negated(is_same) if negative else is_same
        )
    found = given.made(value, sort=YES_NO)
    low, high, least, most = _ranges(one, other)
    if low is None or high is None or least is None or most is None:
        return found
    apart = plan.some(plan.compared("<", high, least), plan.compared("<", most, low))
    return _also(given, found, ((apart, negative),))


def _as_one(one: Found, other: Found) -> tuple[Expr, Expr]:
    one, other = together([one, other])
    return one.value, other.value


def _ranges(one: Found, other: Found) -> tuple[Expr | None, Expr | None, Expr | None, Expr | None]:
    """Of two integers of which one may have bounds."""
    if one.low is None and other.low is None:
        return None, None, None, None
    return (*bounds(one), *bounds(other))


def _also(given: Operands, found: Found, told: Sequence[tuple[Expr, bool]]) -> Found:
    """The same, decided also where bounds decide it."""
    known = found.value
    pairs = [(plan.every(plan.is_there(when), when), plan.literal(said)) for when, said in told]
    value = given.share(plan.choice((plan.is_there(known), known), *pairs, otherwise=plan.null(BOOLEAN)))
    return evolve(found, parts=(value,), mask=masked(value, given.parts))


def order(given: Operands) -> Found:
    one, other = given.parts
    operator = given.operator
    if operator in (">", ">="):
        one, other = other, one
    sign: Any = "<" if operator in ("<", ">") else "<="
    if ratios.any_ratio(given):
        return ratios.compared(given, sign, one, other)
    a, b = _as_one(one, other)
    value = ages.ordered(sign, a, b, given.share) or plan.compared(sign, a, b)
    found = given.made(value, sort=YES_NO)
    low, high, least, most = _ranges(one, other)
    if low is None or high is None or least is None or most is None:
        return found
    against: Any = "<=" if sign == "<" else "<"
    return _also(
        given, found, ((plan.compared(sign, high, least), True), (plan.compared(against, most, low), False))
    )


def absence(given: Operands) -> Found:
    (part,) = given.parts
    if part.open_set and part.bits:
        raise NotInColumns("whether a set is none that may be known in part")
    value = plan.choice((part.open, plan.null(BOOLEAN)), otherwise=part.none)
    return given.made(value, sort=YES_NO)


# --- arithmetic -------------------------------------------------------------------------------------------


def sum_of(given: Operands) -> Found:
    one, other = given.parts
    if one.sort.name == "moment":
        return _moment_moved(given)
    if ratios.any_ratio(given):
        return ratios.sum_of(given)
    sort = common(one.sort, other.sort)
    most = one.sort.most * (sort.per // one.sort.per) + other.sort.most * (sort.per // other.sort.per)
    made = evolve(sort, most=most)
    a, b = (plan.cast(in_parts(part, sort.per), made.type) for part in (one, other))
    found = given.made(sums.added(a, b) if given.operator == "+" else sums.less(a, b), sort=made)
    low, high, least, largest = _ranges(one, other)
    if (
        given.operator == "+"
        and low is not None
        and high is not None
        and least is not None
        and largest is not None
    ):
        return evolve(found, low=sums.added(low, least), high=sums.added(high, largest))
    return found


def _moment_moved(given: Operands) -> Found:
    one, hours = given.parts
    if hours.sort.name != "hours" or hours.fixed is None:
        raise NotInColumns("a moment moved by hours that only the case tells")
    count: Any = hours.fixed[0]
    ticks = int((count.count if given.operator == "+" else -count.count) * 3_600_000_000 // 1)
    length = plan.call("to_microseconds", plan.literal(ticks), type_=plan.INTERVAL)
    return given.made(calls.plus_interval(one.value, length), sort=one.sort)


def product(given: Operands) -> Found:
    one, other = given.parts
    if ratios.any_ratio(given):
        return ratios.product(given)
    if other.sort.name not in ("integer", "number"):
        one, other = other, one
    if other.sort.name not in ("integer", "number") or one.sort.name not in NUMBERS:
        raise NotInColumns(f"{one.sort.name} times {other.sort.name}")
    name = one.sort.name if one.sort.name != "integer" else other.sort.name
    sort = Sort(name, one.sort.of, one.sort.per * other.sort.per, one.sort.most * other.sort.most)
    value = sums.times(plan.cast(one.value, sort.type), plan.cast(other.value, sort.type))
    return given.made(value, sort=sort)


def quotient(given: Operands) -> Found:
    """By what the law fixes a count of parts; by what the case tells a ratio."""
    one, by = given.parts[:2]
    if by.fixed is None or ratios.any_ratio(given):
        return ratios.quotient(given)
    size: Any = by.fixed[0]
    if by.sort.name == "money":
        if one.sort.name == "money":
            return _divided(given, one, size.amount, "number")
        size = size.amount
    if by.sort.name in ("hours", "days", "months"):
        return _divided(given, one, size.count, "number")
    return _divided(given, one, size, one.sort.name if one.sort.name == "money" else "number")


def _divided(given: Operands, one: Found, size: Any, name: Any) -> Found:
    above, below = size.as_integer_ratio()
    if above == 0:
        return given.made(one.value, sort=one.sort, fails=plan.TRUE)
    if above < 0:
        above, below = -above, -below
    sort = Sort(
        name, one.sort.of if name == "money" else "", one.sort.per * above, one.sort.most * abs(below)
    )
    value = sums.times(plan.cast(one.value, sort.type), plan.literal(below, sort.type))
    return given.made(value, sort=sort)


def opposite(given: Operands) -> Found:
    (one,) = given.parts
    if one.sort.name == "ratio":
        return ratios.opposite(given)
    return given.made(sums.less(plan.literal(0, one.sort.type), one.value), sort=one.sort)


def to_number(given: Operands) -> Found:
    (one,) = given.parts
    if one.sort.name == "ratio":
        return ratios.same_ratio(given)
    return given.made(one.value, sort=evolve(one.sort, name="number"))


def rounded(given: Operands) -> Found:
    one, mode = given.parts[0], given.fixed(1)
    step: Any = given.fixed(2) if len(given.parts) > 2 else 1
    size = getattr(step, "amount", step)
    above, below = size.as_integer_ratio()
    if above <= 0:
        return given.made(one.value, sort=one.sort, fails=plan.TRUE)
    most = 2 * one.sort.most * below + one.sort.per * above
    name = one.sort.name
    if name == "ratio":
        value, size = ratios.rounded_count(one, (above, below), most)
        name = "money" if one.sort.of else "number"
    else:
        type_ = number_type(most)
        shared = gcd(below, one.sort.per * above)
        value = sums.times(plan.cast(one.value, type_), plan.literal(below // shared, type_))
        size = plan.literal(one.sort.per * above // shared, type_)
    count = _multiples(value, size, mode, most)
    if name != "money":
        name = "integer" if type(step) is int else "number"
    sort = Sort(name, one.sort.of, below, (one.sort.most // one.sort.per + 1 + above) * below)
    return given.made(plan.cast(sums.times(count, plan.literal(above, value.type)), sort.type), sort=sort)


def _multiples(value: Expr, size: Expr, mode: str, most: int) -> Expr:
    """How many sizes come closest to a value; it, and twice as much and a size, lie within `most`."""
    zero = plan.literal(0, value.type)
    match mode:
        case "down":
            return sums.floored(value, size, most)
        case "up":
            return sums.less(zero, sums.floored(sums.less(zero, value), size, most))
        case "half away from zero":
            two = plan.literal(2, value.type)
            far = plan.call("abs", value, type_=value.type)
            count = sums.floored(sums.added(sums.times(two, far), size), sums.times(two, size), most)
            return plan.choice((plan.compared("<", value, zero), sums.less(zero, count)), otherwise=count)
        case other:
            raise NotInColumns(f"rounding {other}")


def larger(given: Operands) -> Found:
    one, other = together(given.parts)
    if one.sort.name not in NUMBERS:
        raise NotInColumns(f"the larger of two of the sort {one.sort.name}")
    first, second = (one, other) if given.operator == "smaller of" else (other, one)
    is_first = plan.compared("<=", one.value, other.value)
    pairs = ((is_first, first.value), (plan.negated(is_first), second.value))
    return given.made(plan.choice(*pairs, otherwise=plan.null(one.sort.type)), sort=one.sort)
