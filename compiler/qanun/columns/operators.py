"""Operators in columns: each by the meaning that `qanun.runtime.operators` has, or not at all."""

from collections.abc import Sequence

from qanun.columns import amounts, days, members, plan
from qanun.columns.agreement import Share
from qanun.columns.constants import constant
from qanun.columns.found import Bits, Found, joined_bits, joined_names, undecided, yes_no
from qanun.columns.operands import Applied, Operands
from qanun.columns.plan import BOOLEAN, FALSE
from qanun.columns.sorts import YES_NO, NotInColumns
from qanun.runtime.faults import Fault
from qanun.runtime.operators.operator_rows import OPERATORS, lacks

TABLE: dict[str, Applied] = {
    "=": amounts.equality,
    "!=": amounts.equality,
    "<": amounts.order,
    "<=": amounts.order,
    ">": amounts.order,
    ">=": amounts.order,
    "+": amounts.sum_of,
    "-": amounts.sum_of,
    "*": amounts.product,
    "/": amounts.quotient,
    "ratio": amounts.quotient,
    "negate": amounts.opposite,
    "to number": amounts.to_number,
    "rounded": amounts.rounded,
    "larger of": amounts.larger,
    "smaller of": amounts.larger,
    "is none": amounts.absence,
    "has member": members.has_member,
    "is empty": members.is_empty,
    "count of": members.count,
    "in common": members.in_common,
    "together with": members.joined,
    "date plus": days.moved,
    "date minus": days.moved,
    "days between": days.days_between,
    "hours between": days.hours_between,
    "date of": days.date_of,
    "year of": days.part_of_day("year", 9999),
    "month of": days.part_of_day("month", 12),
    "day of": days.part_of_day("day", 31),
    "weekday of": days.part_of_day("isodow", 7),
    "age of": days.age,
    "first day of month": days.edge,
    "last day of month": days.edge,
    "first day of year": days.edge,
    "last day of year": days.edge,
    "end of day": days.end_of_day,
    "later of": days.later,
    "earlier of": days.later,
    "period": days.period,
    "start of": days.start_of,
    "end of period": days.end_of,
    "contains": days.contains,
    "overlap": days.overlap,
    "clipped to": days.clipped,
    "days in": days.days_in,
    "full months in": days.months_in,
    "full years in": days.months_in,
    "happened": days.happened,
    "limit after": days.limit_after,
    "limit at": days.limit_at,
    "limit passed": days.limit_passed,
    "in time": days.in_time,
    "limit value": days.limit_value,
    "later limit": days.later_limit,
}
"""What can be said."""


def applied(operator: str, parts: Sequence[Found], bits: Bits, share: Share) -> Found:
    """What an operator comes to."""
    if all(part.fixed is not None for part in parts):
        return _folded(operator, [part.fixed[0] for part in parts if part.fixed is not None], bits)
    if any(part.other_value is not None for part in parts) and operator in ("=", "!=", "is none"):
        return _apart(operator, parts, bits)
    if any(part.sort.name == "nothing" and not part.may_be_none for part in parts):
        return _of_undecided(parts, bits)
    if operator not in TABLE:
        raise NotInColumns(f"the operator {operator!r}")
    try:
        return TABLE[operator](Operands(operator, parts, bits, share))
    except TypeError as wrong:
        raise NotInColumns(f"{operator!r} of {wrong}") from wrong


def _apart(operator: str, parts: Sequence[Found], bits: Bits) -> Found:
    """A fact with none of the values that it is compared with."""
    for place, one in enumerate(parts):
        if one.other_value is None:
            continue
        other = None if operator == "is none" else parts[1 - place]
        if other is None:
            one.other_value.values.append(constant(None, bits))
            return yes_no(FALSE, bits)
        one.other_value.values.append(other)
        value = plan.choice((other.open, plan.null(BOOLEAN)), otherwise=plan.literal(operator == "!="))
        lacking = plan.choice((other.open, plan.either_bits(one.mask, other.mask)), otherwise=bits.mask(0))
        return Found(
            (value,), YES_NO, lacking, joined_bits(parts) if other.bits else 0, names=joined_names(parts)
        )
    raise AssertionError(operator)


def _of_undecided(parts: Sequence[Found], bits: Bits) -> Found:
    """An operand never has a value: all that is lacking stands in the place of it."""
    lacking = plan.either_bits(*(part.mask for part in parts))
    return Found(
        (plan.null(BOOLEAN),), undecided(0, bits).sort, lacking, joined_bits(parts), names=joined_names(parts)
    )


def _folded(operator: str, values: Sequence[object], bits: Bits) -> Found:
    """What does not hang on the case is worked out at once, by the runtime."""
    if lacks(operator, values):
        return undecided(bits.fault, bits, None)
    try:
        return constant(OPERATORS[operator](*values), bits)
    except Fault:
        return undecided(bits.fault, bits, None)
