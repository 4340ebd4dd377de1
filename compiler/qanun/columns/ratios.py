"""Numbers whose denominator the case tells, in columns: a count of parts, and by how many it is divided.

The second is above 0 wherever the first has a value. Bounds of both are known, so that what is reckoned
stays in its type; a number that grows beyond that is not said in columns.
"""

from math import lcm
from typing import Literal

from attrs import evolve

from qanun.columns import plan, sums
from qanun.columns.choosing import as_ratio
from qanun.columns.found import Bits, Found
from qanun.columns.operands import Operands
from qanun.columns.plan import FALSE, Expr
from qanun.columns.sorts import YES_NO, Sort, number_type

PLACES = 6
"""An answer with more digits is left to other evaluations."""


def any_ratio(given: Operands) -> bool:
    """Whether the case tells the denominator of an operand."""
    return any(part.sort.name == "ratio" for part in given.parts[:2])


def _product(most: int, *factors: Expr) -> Expr:
    """What is at most so much."""
    type_ = number_type(most)
    first, *others = (plan.cast(one, type_) for one in factors)
    for one in others:
        first = sums.times(first, one)
    return first


def _made(given: Operands, above: Expr, below: Expr, sort: Sort, fails: Expr = FALSE) -> Found:
    return given.made(above, plan.cast(below, number_type(sort.below)), sort=sort, fails=fails)


def product(given: Operands) -> Found:
    one, other = map(as_ratio, given.parts)
    a, b = one.sort, other.sort
    sort = Sort("ratio", a.of or b.of, a.per * b.per, a.most * b.most, below=a.below * b.below)
    above = _product(sort.most, one.parts[0], other.parts[0])
    return _made(given, above, _product(sort.below, one.parts[1], other.parts[1]), sort)


def sum_of(given: Operands) -> Found:
    one, other = map(as_ratio, given.parts)
    a, b = one.sort, other.sort
    per = lcm(a.per, b.per)
    below = a.below * b.below
    terms = []
    most = 0
    for this, that in ((one, other), (other, one)):
        times = per // this.sort.per
        bound = this.sort.most * times * that.sort.below
        terms.append((this.parts[0], that.parts[1], times))
        most += bound
    first, second = (_product(most, above, others, plan.literal(times)) for above, others, times in terms)
    made = sums.added(first, second) if given.operator == "+" else sums.less(first, second)
    sort = Sort("ratio", a.of, per, most, below=below)
    return _made(given, made, _product(below, one.parts[1], other.parts[1]), sort)


def quotient(given: Operands) -> Found:
    """A fault where it is divided by 0."""
    one, by = as_ratio(given.parts[0], True), as_ratio(given.parts[1], True)
    a, b = one.sort, by.sort
    money = "" if b.of else a.of
    sort = Sort("ratio", money, a.per, a.most * b.below * b.per, below=max(1, a.below * b.most))
    zero = plan.literal(0, by.parts[0].type)
    under, over = plan.compared("<", by.parts[0], zero), plan.compared("<=", zero, by.parts[0])
    nobody = plan.null(plan.BIGINT)
    sign = plan.choice((under, plan.literal(-1)), (over, plan.literal(1)), otherwise=nobody)
    above = _product(sort.most, one.parts[0], by.parts[1], plan.literal(b.per), sign)
    below = _product(sort.below, one.parts[1], plan.call("abs", by.parts[0], type_=by.parts[0].type))
    nothing = plan.compared("=", by.parts[0], zero)
    return _made(given, above, below, sort, plan.every(plan.is_there(nothing), nothing))


def compared(given: Operands, op: Literal["=", "<>", "<", "<="], one: Found, other: Found) -> Found:
    """Of two, of which the case tells the denominator of one at least."""
    one, other = as_ratio(one), as_ratio(other)
    first, second = crossed(one, other)
    return given.made(plan.compared(op, first, second), sort=YES_NO)


def crossed(one: Found, other: Found) -> tuple[Expr, Expr]:
    """Two as counts of the same parts."""
    a, b = one.sort, other.sort
    most = max(a.most * b.per * b.below, b.most * a.per * a.below)
    return (
        _product(most, one.parts[0], other.parts[1], plan.literal(b.per)),
        _product(most, other.parts[0], one.parts[1], plan.literal(a.per)),
    )


def opposite(given: Operands) -> Found:
    (one,) = given.parts
    above, below = one.parts
    return given.made(sums.less(plan.literal(0, above.type), above), below, sort=one.sort)


def same_ratio(given: Operands) -> Found:
    """Money as a number has the same count of parts."""
    (one,) = given.parts
    return given.made(*one.parts, sort=evolve(one.sort, of=""))


def as_number(found: Found, bits: Bits) -> Found:
    """The same as a count of parts of a fixed size; `other` where it has more digits than these tell."""
    above, below = found.parts
    sort = found.sort
    most = sort.most * 10**PLACES
    size = _product(max(most, sort.below * sort.per), below, plan.literal(sort.per))
    count = sums.times(plan.cast(above, size.type), plan.literal(10**PLACES, size.type))
    rest = plan.Expr("%", (count, size), size.type)
    longer = plan.compared("<>", rest, plan.literal(0, size.type))
    value = plan.choice((longer, plan.null(size.type)), otherwise=sums.floored(count, size))
    exact = plan.cast(value, number_type(most))
    far = plan.every(plan.is_there(longer), longer)
    made = Sort("money" if sort.of else "number", sort.of, 10**PLACES, most)
    mask = plan.choice((far, bits.mask(bits.other)), otherwise=found.mask)
    return evolve(found, parts=(exact,), sort=made, mask=mask, bits=found.bits | bits.other, names=None)


def rounded_count(found: Found, step: tuple[int, int], most: int) -> tuple[Expr, Expr]:
    """A ratio as a count to be divided by a size, which is above 0: how many steps it has."""
    above, below = step
    sort = found.sort
    type_most = max(most, sort.below * sort.per * above * 2)
    count = _product(type_most, found.parts[0], plan.literal(below))
    return count, _product(type_most, found.parts[1], plan.literal(sort.per * above))
