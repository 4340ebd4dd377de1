"""Values, facts and answers as plain JSON data, and back without loss.

Numbers that are no integers, money, dates, moments and durations are texts: `1/3`, `200.50 AZN`,
`2012-03-01`, `2012-03-01T06:00:00+00:00`, `48 hours`. What is absent is unknown, null is none. A set is a
list, or where only a part of it is known an object of members with true or false. Reading collects all
mistakes, each with its JSON pointer.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

from qanun.runtime.faults import FactsRefused, Mistake
from qanun.runtime.values import json_values
from qanun.runtime.values.checking import expected, partial_set, right, shown
from qanun.runtime.values.durations import Days, Hours, Months, MonthsAndDays
from qanun.runtime.values.facts import AnyCase, CaseRecord, unfamiliar
from qanun.runtime.values.json_text import below, parse
from qanun.runtime.values.json_values import LARGEST, Misread
from qanun.runtime.values.money import Money
from qanun.runtime.values.numbers import decimal_text
from qanun.runtime.values.penalties import Measure, Penalty
from qanun.runtime.values.periods import Period
from qanun.runtime.values.sets import PartialSet
from qanun.runtime.values.spec import DATE, Kind
from qanun.runtime.values.unknown import UNKNOWN

if TYPE_CHECKING:
    from typing import TypeVar

    CaseT = TypeVar("CaseT", bound=AnyCase)

# --- out --------------------------------------------------------------------------------------------------


def to_json(value: object) -> object:
    """A decided value as JSON data. UNKNOWN has none: what is unknown is left out."""
    match value:
        case None | bool():
            return value
        case int():
            return value if -LARGEST <= value <= LARGEST else str(value)
        case Enum():
            return str(value.value)
        case str():
            return value
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case Fraction() | Money() | Hours() | Days() | Months() | MonthsAndDays():
            return measure_text(value)
        case frozenset():
            return sorted((to_json(member) for member in value), key=str)
        case PartialSet():
            return {str(to_json(member)): there for member, there in value.members}
        case tuple():
            return [to_json(part) for part in value]
        case Period():
            return {"from": value.start.isoformat(), "to": to_json(value.end)}
        case Penalty():
            return penalty_to_json(value)
        case CaseRecord():
            return case_to_json(value)
        case _:
            raise TypeError(f"{value!r} has no place in JSON data")


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
    plain: dict[str, object] = {"kind": penalty.kind, "amount": measure_text(penalty.amount)}
    if penalty.also:
        plain["also"] = [penalty_to_json(part) for part in penalty.also]
    return plain


def case_to_json(case: AnyCase) -> dict[str, object]:
    """A case or record; what is unknown is absent."""
    values = ((fact.key, getattr(case, fact.name)) for fact in case.FACTS)
    return {key: to_json(value) for key, value in values if value is not UNKNOWN}


# --- in ---------------------------------------------------------------------------------------------------


def case_from_json(cls: "type[CaseT]", data: Mapping[str, object] | str | bytes) -> "CaseT":
    """The case that the data, or a JSON text, describe; FactsRefused, with all mistakes, else."""
    mistakes: list[Mistake] = []
    plain = parse(data, mistakes) if isinstance(data, str | bytes) else data
    values = {} if mistakes and plain is None else _fields(cls, plain, "", mistakes)
    if mistakes:
        raise FactsRefused(tuple(mistakes), cls.__name__)
    return cls(**values)


def _fields(cls: type[AnyCase], data: object, path: str, mistakes: list[Mistake]) -> dict[str, object]:
    if not isinstance(data, Mapping):
        mistakes.append(Mistake(path, f"expected an object with facts, not {_cut(data)}"))
        return {}
    facts = {fact.key: fact for fact in cls.FACTS}
    values: dict[str, object] = {}
    for key, item in data.items():
        fact = facts.get(key)
        if fact is None:
            mistakes.append(unfamiliar(str(key), facts, below(path, key), mistakes))
        else:
            values[fact.name] = from_json(item, fact.kind, fact.or_none, below(path, key), mistakes)
    return values


def from_json(data: object, kind: Kind, or_none: bool, path: str, mistakes: list[Mistake]) -> object:
    """The value of a kind that JSON data describe. A mistake is added to the list, and UNKNOWN returned."""
    if data is None:
        if not or_none:
            mistakes.append(Mistake(path, f"cannot be null (none); {in_json(kind)}, or leave it out"))
        return None
    before = len(mistakes)
    match kind.word:
        case "record":
            value = _record(data, kind, path, mistakes)
        case "list":
            value = _list(data, kind, path, mistakes)
        case "set":
            value = _set(data, kind, path, mistakes)
        case "period":
            value = _period(data, kind, path, mistakes)
        case "penalty":
            value = _penalty(data, kind, path, mistakes)
        case _:
            value = _simple(data, kind, path, mistakes)
    return value if len(mistakes) == before else UNKNOWN


def _simple(data: object, kind: Kind, path: str, mistakes: list[Mistake]) -> object:
    try:
        value = json_values.READERS[kind.word](data, kind)
    except Misread:
        mistakes.append(Mistake(path, f"{in_json(kind)}, not {_cut(data)}"))
    except ValueError as error:
        mistakes.append(Mistake(path, str(error)))
    else:
        return right(value, kind, False, path, mistakes)
    return UNKNOWN


def _record(data: object, kind: Kind, path: str, mistakes: list[Mistake]) -> object:
    assert kind.record is not None
    before = len(mistakes)
    values = _fields(kind.record, data, path, mistakes)
    return kind.record(**values) if len(mistakes) == before else UNKNOWN


def _list(data: object, kind: Kind, path: str, mistakes: list[Mistake]) -> object:
    assert kind.element is not None
    if not isinstance(data, list | tuple):
        mistakes.append(Mistake(path, f"expected a list, not {_cut(data)}"))
        return UNKNOWN
    element = kind.element
    return tuple(
        from_json(item, element, False, below(path, place), mistakes) for place, item in enumerate(data)
    )


def _set(data: object, kind: Kind, path: str, mistakes: list[Mistake]) -> object:
    assert kind.element is not None
    element = kind.element
    if isinstance(data, Mapping):
        known: list[tuple[object, object]] = []
        for member, there in data.items():
            read = from_json(member, element, False, below(path, member), mistakes)
            if not isinstance(there, bool):
                mistakes.append(Mistake(below(path, member), f"expected true or false, not {_cut(there)}"))
            elif read is not UNKNOWN:
                known.append((read, there))
        return partial_set(known, kind, path, mistakes)
    if not isinstance(data, list | tuple):
        mistakes.append(Mistake(path, f"{in_json(kind)}, not {_cut(data)}"))
        return UNKNOWN
    return frozenset(
        from_json(item, element, False, below(path, place), mistakes) for place, item in enumerate(data)
    )


def _period(data: object, kind: Kind, path: str, mistakes: list[Mistake]) -> object:
    try:
        found = json_values.parts(data, {"from", "to"}, {"from", "to"})
    except Misread:
        mistakes.append(Mistake(path, f"{in_json(kind)}, not {_cut(data)}"))
        return UNKNOWN
    start = from_json(found["from"], DATE, False, below(path, "from"), mistakes)
    end = from_json(found["to"], DATE, True, below(path, "to"), mistakes)
    if not isinstance(start, date) or not isinstance(end, date | None):
        return UNKNOWN
    try:
        return Period(start, end)
    except ValueError as error:
        mistakes.append(Mistake(path, str(error)))
        return UNKNOWN


def _penalty(data: object, kind: Kind, path: str, mistakes: list[Mistake], *, alone: bool = False) -> object:
    """A penalty, with those imposed together with it unless it is to stand `alone`."""
    try:
        needed = {"kind", "amount"}
        found = json_values.parts(data, needed, needed if alone else {*needed, "also"})
        name = json_values.text(found["kind"], kind)
        amount = json_values.measure(found["amount"])
        others = json_values.sequence(found.get("also", []))
    except Misread:
        mistakes.append(Mistake(path, f"{in_json(kind)}, not {_cut(data)}"))
        return UNKNOWN
    except ValueError as error:
        mistakes.append(Mistake(path, str(error)))
        return UNKNOWN
    also = [
        _penalty(other, kind, below(below(path, "also"), place), mistakes, alone=True)
        for place, other in enumerate(others)
    ]
    return Penalty(name, amount, tuple(other for other in also if isinstance(other, Penalty)))


IN_JSON = {
    "yes/no": "expected true or false",
    "integer": "expected a whole number",
    "number": 'expected a number as text, like "0.14" or "1/3"',
    "money": 'expected an amount as text, like "200.50 {unit}"',
    "duration": 'expected a duration as text, like "48 {unit}"',
    "date": 'expected a date as text, like "2012-03-01"',
    "moment": 'expected a moment as text, like "2012-03-01T10:00:00+04:00"',
    "period": 'expected a period, like {{"from": "2012-03-01", "to": null}}',
    "penalty": 'expected a penalty, like {{"kind": "fine", "amount": "300 AZN"}}',
    "set": "expected a list, or an object of members with true or false",
}


def in_json(kind: Kind) -> str:
    """What JSON data of the kind look like."""
    words = IN_JSON.get(kind.word)
    return expected(kind) if words is None else words.format(unit=kind.unit)


def _cut(data: object) -> str:
    """The beginning of JSON data."""
    from json import dumps

    def write(data: object) -> str:
        return str(data) if isinstance(data, Decimal) else dumps(data, default=str, ensure_ascii=False)

    return shown(data, write)
