"""Values and facts as plain JSON data, without loss.

Numbers that are no integers, money, dates, moments and durations are texts: `1/3`, `200.50 AZN`,
`2012-03-01`, `2012-03-01T06:00:00+00:00`, `48 hours`. What is absent is unknown, null is none. A set is a
list, or where only a part of it is known an object of members with true or false.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import Enum
from fractions import Fraction
from typing import Any

from qanun.runtime.values.durations import Days, Hours, Months, MonthsAndDays
from qanun.runtime.values.json_values import LARGEST
from qanun.runtime.values.money import Money
from qanun.runtime.values.numbers import decimal_text
from qanun.runtime.values.penalties import Measure, Penalty
from qanun.runtime.values.periods import Period
from qanun.runtime.values.sets import PartialSet
from qanun.runtime.values.spec import HasFacts
from qanun.runtime.values.unknown import UNKNOWN


def to_json(value: object) -> object:
    """A decided value as JSON data. UNKNOWN has none: what is unknown is left out."""
    write = WRITERS.get(value.__class__)
    return _other(value) if write is None else write(value)


def _other(value: object) -> object:
    """Of a class that stands in no table: a member of an enumeration, a record, one derived from another."""
    if isinstance(value, HasFacts):
        return case_to_json(value)
    if isinstance(value, Enum) and value is not UNKNOWN:
        return str(value.value)
    for base in type(value).__mro__:
        if base in WRITERS:
            return WRITERS[base](value)
    raise TypeError(f"{value!r} has no place in JSON data")


def _same(value: Any) -> Any:
    return value


def _listed(values: tuple[object, ...]) -> list[object]:
    return [to_json(part) for part in values]


def measure_text(value: Fraction | Measure) -> str:
    """`1/3`, `200.50 AZN`, `48 hours`, `7 days`, `18 months`, `60 months 1 days`."""
    match value:
        case Fraction():
            return number_text(value)
        case Money(amount, currency):
            return f"{number_text(amount)} {currency}"
        case Hours(count):
            return f"{number_text(Fraction(count))} hours"
        case Days(count):
            return f"{count} days"
        case Months(count):
            return f"{count} months"
        case MonthsAndDays(months, days):
            return f"{months} months {days} days"


def number_text(number: Fraction) -> str:
    """`0.14`, or `1/3` where decimals have no end."""
    return decimal_text(number) or f"{number.numerator}/{number.denominator}"


def penalty_to_json(penalty: Penalty) -> dict[str, object]:
    """Its kind and amount, and those imposed with it."""
    plain: dict[str, object] = {"kind": penalty.kind, "amount": measure_text(penalty.amount)}
    if penalty.also:
        plain["also"] = [penalty_to_json(part) for part in penalty.also]
    return plain


def case_to_json(case: HasFacts) -> dict[str, object]:
    """A case or record; what is unknown is absent."""
    values = ((fact.key, getattr(case, fact.name)) for fact in case.FACTS)
    return {key: to_json(value) for key, value in values if value is not UNKNOWN}


WRITERS: dict[type, Callable[[Any], object]] = {
    type(None): _same,
    bool: _same,
    str: _same,
    int: lambda number: number if -LARGEST <= number <= LARGEST else str(number),
    Fraction: number_text,
    date: date.isoformat,
    datetime: lambda moment: moment.astimezone(UTC).isoformat(),
    **dict.fromkeys((Money, Hours, Days, Months, MonthsAndDays), measure_text),
    frozenset: lambda members: sorted(map(to_json, members), key=str),
    PartialSet: lambda partial: {str(to_json(member)): there for member, there in partial.members},
    tuple: _listed,
    Period: lambda period: {"from": period.start.isoformat(), "to": to_json(period.end)},
    Penalty: penalty_to_json,
}
"""How the values of each class are written."""
