"""Constants of the law in columns."""

import json
from datetime import UTC, date, datetime
from fractions import Fraction

from qanun.columns import calls, plan
from qanun.columns.found import Bits, Found, yes_no
from qanun.columns.plan import BOOLEAN, DATE, VARCHAR
from qanun.columns.sorts import DAY, MOMENT, NOTHING, TEXT, NotInColumns, Sort, SortName
from qanun.runtime.values.durations import Days, Hours, Months
from qanun.runtime.values.limits import Limit
from qanun.runtime.values.money import Money
from qanun.runtime.values.penalties import Penalties, Penalty
from qanun.runtime.values.periods import Period


def constant(value: object, bits: Bits) -> Found:
    """A value of the runtime. What only the law writes, and no operator here takes apart, is a text."""
    zero, fixed = bits.mask(0), (value,)
    match value:
        case None:
            return Found((plan.null(BOOLEAN),), NOTHING, zero, may_be_none=True, fixed=fixed)
        case bool():
            return yes_no(plan.literal(value), bits)
        case str():
            return Found((plan.literal(str(value)),), TEXT, zero, fixed=fixed)
        case int():
            return _number("integer", Fraction(value), "", value, bits)
        case Fraction():
            return _number("number", value, "", value, bits)
        case Money():
            return _number("money", value.amount, value.currency, value, bits)
        case Hours():
            return _number("hours", Fraction(value.count), "", value, bits)
        case Days():
            return _number("days", Fraction(value.count), "", value, bits)
        case Months():
            return _number("months", Fraction(value.count), "", value, bits)
        case datetime():
            at = plan.literal(value.astimezone(UTC).replace(tzinfo=None))
            return Found((at,), MOMENT, zero, fixed=fixed)
        case date():
            return Found((plan.literal(value),), DAY, zero, fixed=fixed)
        case Period(start, end):
            last = plan.null(DATE) if end is None else plan.literal(end)
            return Found((plan.literal(start), last), Sort("period"), zero, fixed=fixed)
        case Limit(at, included):
            inner = constant(at, bits)
            sort = Sort("limit", inner.sort.name)
            return Found((inner.value, plan.literal(included)), sort, zero, fixed=fixed)
        case frozenset() if all(isinstance(one, str) for one in value):
            members = sorted(str(one) for one in value)
            listed = calls.listed([plan.literal(one) for one in members], VARCHAR)
            return Found((listed,), Sort("set"), zero, fixed=fixed)
        case Penalties() | Penalty():
            return Found((plan.literal(repr(value)),), Sort("text", "penalties"), zero, fixed=fixed)
        case tuple() if all(isinstance(one, str) for one in value):
            return Found((plan.literal(json.dumps(value)),), Sort("text", "bodies"), zero, fixed=fixed)
        case other:
            raise NotInColumns(f"the constant {other}")


def _number(name: SortName, amount: Fraction, of: str, value: object, bits: Bits) -> Found:
    sort = Sort(name, of, amount.denominator, abs(amount.numerator))
    return Found((plan.literal(amount.numerator, sort.type),), sort, bits.mask(0), fixed=(value,))
