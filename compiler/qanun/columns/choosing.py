"""One of several in the place of another, in columns: of one sort, and where a condition chooses."""

from collections.abc import Sequence

from attrs import evolve

from qanun.columns import plan, sums
from qanun.columns.found import Bits, Found, joined_bits, joined_names, truth
from qanun.columns.plan import FALSE, Expr
from qanun.columns.sorts import NotInColumns, Sort, common, number_type, parts_of, ratio_sort


def in_parts(found: Found, per: int) -> Expr:
    """A number as a count of finer parts."""
    return in_parts_of(found.value, found.sort, per)


def in_parts_of(value: Expr, sort: Sort, per: int) -> Expr:
    factor = per // sort.per
    type_ = number_type(sort.most * factor)
    if plan.is_null_literal(value):
        return plan.null(type_)
    return sums.times(plan.cast(value, type_), plan.literal(factor, type_))


def together(parts: Sequence[Found]) -> list[Found]:
    """Several as of one sort, so that one may stand in the place of another."""
    typed = [part for part in parts if part.sort.name != "nothing"]
    if not typed:
        return list(parts)
    sort = typed[0].sort
    for part in typed[1:]:
        sort = common(sort, part.sort)
    return [as_sort(part, sort) for part in parts]


def as_sort(part: Found, sort: Sort) -> Found:
    if part.sort == sort:
        return part
    if part.sort.name == "nothing":
        nulls = tuple(plan.null(type_) for _, type_ in parts_of("", sort))
        return evolve(part, parts=nulls, sort=sort)
    if sort.name == "ratio":
        part = as_ratio(part)
        above = sums.times(
            plan.cast(part.parts[0], number_type(sort.most)), plan.literal(sort.per // part.sort.per)
        )
        types = parts_of("", sort)
        parts = (plan.cast(above, types[0][1]), plan.cast(part.parts[1], types[1][1]))
        return evolve(part, parts=parts, sort=sort)
    value = plan.cast(in_parts(part, sort.per), sort.type)
    return evolve(part, parts=(value,), sort=sort)


def equal(one: Found, other: Found) -> Expr:
    """Whether two that are decided are the same; none like any other. Never NULL."""
    one, other = together([one, other])
    if one.sort.name in ("record", "list"):
        raise NotInColumns(f"whether two {one.sort.name}s are the same")
    if one.sort.name == "ratio":
        return plan.same(*_crossed(one, other))
    return plan.every(*(plan.same(a, b) for a, b in zip(one.parts, other.parts, strict=True)))


def _crossed(one: Found, other: Found) -> tuple[Expr, Expr]:
    """Two ratios of one sort as counts of the same parts; NULL where there is none."""
    type_ = number_type(one.sort.most * one.sort.below)
    (a, b), (c, d) = ((plan.cast(part, type_) for part in found.parts) for found in (one, other))
    return sums.times(a, d), sums.times(c, b)


def as_ratio(found: Found, durations: bool = False) -> Found:
    """A number as a ratio; `durations`: also a duration, as the number of its units."""
    sort = found.sort
    if sort.name == "ratio":
        return found
    if durations and sort.name in ("hours", "days", "months"):
        sort = evolve(sort, name="number", of="")
    return evolve(found, parts=(found.value, plan.literal(1)), sort=ratio_sort(sort))


def chosen(condition: Found, then: Found, otherwise: Found, bits: Bits) -> Found:
    """The branch that the condition chooses; where it is undecided, the value on which both agree."""
    asked = truth(condition, bits)
    if plan.is_literal(asked.value):
        return then if asked.value.value else otherwise
    then, otherwise = together([then, otherwise])
    yes = asked.value
    if not asked.bits:
        return _plainly(yes, then, otherwise)
    both = plan.every(then.decided, otherwise.decided, equal(then, otherwise))
    no = plan.negated(yes)
    parts = tuple(
        plan.choice((yes, a), (no, b), (both, a), otherwise=plan.null(a.type))
        for a, b in zip(then.parts, otherwise.parts, strict=True)
    )
    lacking = plan.either_bits(asked.mask, *(p.mask for p in (then, otherwise) if p.bits))
    alike, surely = _alike(then, otherwise, bits)
    mask = plan.choice(
        (yes, then.mask), (no, otherwise.mask), (both, bits.mask(0)), (alike, surely), otherwise=lacking
    )
    found = (asked, then, otherwise)
    low, high = _spanned(asked, then, otherwise)
    return Found(
        parts,
        then.sort,
        mask,
        joined_bits(found) | (bits.other if alike != FALSE else 0),
        then.may_be_none or otherwise.may_be_none,
        None if alike != FALSE else joined_names(found),
        low=low,
        high=high,
        open_set=then.sort.name == "set",
    )


def _plainly(yes: Expr, then: Found, otherwise: Found) -> Found:
    parts = tuple(
        plan.choice((yes, a), otherwise=b) for a, b in zip(then.parts, otherwise.parts, strict=True)
    )
    low: Expr | None = None
    high: Expr | None = None
    if then.low is not None or otherwise.low is not None:
        (a, b), (c, d) = _range(then), _range(otherwise)
        if a is not None and b is not None and c is not None and d is not None:
            low, high = plan.choice((yes, a), otherwise=c), plan.choice((yes, b), otherwise=d)
    return Found(
        parts,
        then.sort,
        plan.choice((yes, then.mask), otherwise=otherwise.mask),
        then.bits | otherwise.bits,
        then.may_be_none or otherwise.may_be_none,
        joined_names((then, otherwise)),
        low=low,
        high=high,
        open_set=then.open_set or otherwise.open_set,
    )


def _alike(then: Found, otherwise: Found, bits: Bits) -> tuple[Expr, Expr]:
    """Whether the same may stand in the place of both, which is not that facts are missing; and what does
    then."""
    sure = bits.fault | bits.conflict | bits.silent | bits.other
    if not then.bits & sure or not otherwise.bits & sure:
        return FALSE, bits.mask(0)
    both = plan.every(
        *(plan.every(p.open, plan.negated(plan.has_bits(p.mask, bits.needs))) for p in (then, otherwise))
    )
    one = then.names is not None and then.names == otherwise.names and len(then.names) == 1
    kinds = (then.bits | otherwise.bits) & ~bits.needs
    if one and kinds in (bits.silent, bits.conflict):
        return both, bits.mask(kinds)
    return both, bits.mask(bits.other)


def _range(found: Found) -> tuple[Expr | None, Expr | None]:
    """The bounds of an integer: of a decided one, itself twice. NULL where there are none."""
    if found.sort.name != "integer":
        return None, None
    if found.low is None or found.high is None:
        return found.value, found.value
    return (
        plan.choice((plan.is_there(found.value), found.value), otherwise=found.low),
        plan.choice((plan.is_there(found.value), found.value), otherwise=found.high),
    )


bounds = _range


def _spanned(condition: Found, then: Found, otherwise: Found) -> tuple[Expr | None, Expr | None]:
    (a, b), (c, d) = _range(then), _range(otherwise)
    if a is None or b is None or c is None or d is None or then.sort.name != "integer":
        return None, None
    yes, no = condition.value, plan.negated(condition.value)
    least = plan.choice(
        (plan.compared("<=", a, c), a), (plan.compared("<", c, a), c), otherwise=plan.null(a.type)
    )
    largest = plan.choice(
        (plan.compared("<=", d, b), b), (plan.compared("<", b, d), d), otherwise=plan.null(b.type)
    )
    return plan.choice((yes, a), (no, c), otherwise=least), plan.choice((yes, b), (no, d), otherwise=largest)
