"""Values, facts and answers as plain JSON data, and back without loss.

Numbers that are no integers, money, dates, moments and durations are texts: `1/3`, `200.50 AZN`,
`2012-03-01`, `2012-03-01T06:00:00+00:00`, `48 hours`. What is absent is unknown, null is none. A set is a
list, or where only a part of it is known an object of members with true or false. Reading collects all
mistakes, each with its path.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

from qanun.runtime.calendar import parse_date, parse_moment
from qanun.runtime.checking import expected, partial_set, right, shown
from qanun.runtime.facts import AnyCase, CaseRecord, unfamiliar
from qanun.runtime.faults import FactsRefused, Mistake
from qanun.runtime.show import decimal_text
from qanun.runtime.spec import Kind
from qanun.runtime.values import (
    UNKNOWN,
    Days,
    Hours,
    Measure,
    Money,
    Months,
    MonthsAndDays,
    PartialSet,
    Penalty,
    Period,
)

if TYPE_CHECKING:
    from typing import TypeVar

    CaseT = TypeVar("CaseT", bound=AnyCase)

# --- out --------------------------------------------------------------------------------------------------


def to_json(value: object) -> object:
    """A decided value as JSON data. UNKNOWN has none: what is unknown is left out."""
    match value:
        case None | bool() | int():
            return value
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


class Misread(ValueError):
    """JSON data that are no value of the kind; the text says what is wrong."""


def case_from_json(cls: "type[CaseT]", data: Mapping[str, object]) -> "CaseT":
    """The case that the data describe; FactsRefused, with all mistakes, where they do not."""
    mistakes: list[Mistake] = []
    values = _fields(cls, data, "", mistakes)
    if mistakes:
        raise FactsRefused(tuple(mistakes), cls.__name__)
    return cls(**values)


def _fields(cls: type[AnyCase], data: object, path: str, mistakes: list[Mistake]) -> dict[str, object]:
    if not isinstance(data, Mapping):
        mistakes.append(Mistake(path or cls.__name__, f"expected an object with facts, not {_cut(data)}"))
        return {}
    facts = {fact.key: fact for fact in cls.FACTS}
    values: dict[str, object] = {}
    for key, item in data.items():
        where = f"{path}.{key}" if path else str(key)
        fact = facts.get(key)
        if fact is None:
            mistakes.append(unfamiliar(str(key), list(facts), where))
        else:
            values[fact.name] = from_json(item, fact.kind, fact.or_none, where, mistakes)
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
        case _:
            value = _simple(data, kind, path, mistakes)
    return value if len(mistakes) == before else UNKNOWN


def _simple(data: object, kind: Kind, path: str, mistakes: list[Mistake]) -> object:
    try:
        value = _READERS[kind.word](data, kind)
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
    return tuple(from_json(item, element, False, f"{path}[{i}]", mistakes) for i, item in enumerate(data))


def _set(data: object, kind: Kind, path: str, mistakes: list[Mistake]) -> object:
    assert kind.element is not None
    element = kind.element
    if isinstance(data, Mapping):
        members = [
            (from_json(member, element, False, f"{path}.{member}", mistakes), there)
            for member, there in data.items()
        ]
        known = [(member, there) for member, there in members if member is not UNKNOWN]
        return partial_set(known, kind, path, mistakes)
    if not isinstance(data, list | tuple):
        mistakes.append(Mistake(path, f"{in_json(kind)}, not {_cut(data)}"))
        return UNKNOWN
    return frozenset(from_json(item, element, False, f"{path}[{i}]", mistakes) for i, item in enumerate(data))


IN_JSON = {
    "yes/no": "expected true or false",
    "integer": "expected a whole number",
    "number": 'expected a number as text, like "0.14" or "1/3"',
    "money": 'expected an amount as text, like "200.50 {unit}"',
    "duration": 'expected a duration as text, like "48 {unit}"',
    "date": 'expected a date as text, like "2012-03-01"',
    "moment": 'expected a moment as text, like "2012-03-01T10:00+04:00"',
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

    return shown(data, lambda data: dumps(data, default=str, ensure_ascii=False))


# --- readers of one kind each -----------------------------------------------------------------------------


def _yes_no(data: object, _: Kind) -> bool:
    if not isinstance(data, bool):
        raise Misread
    return data


def _integer(data: object, _: Kind) -> int:
    if isinstance(data, int) and not isinstance(data, bool):
        return data
    if isinstance(data, str) and data.removeprefix("-").isdecimal() and data.isascii() and len(data) < 1000:
        return int(data)
    raise Misread


def _number(data: object, _: Kind) -> Fraction:
    if isinstance(data, float):
        raise ValueError(f"write {data!r} as text, so that no digit is lost")
    if isinstance(data, int) and not isinstance(data, bool):
        return Fraction(data)
    return exact_number(data)


def exact_number(data: object) -> Fraction:
    """The number that a text spells: `-12`, `0.14`, `1/3`. Misread for anything else."""
    if not isinstance(data, str) or len(data) > 1000 or not data.isascii():
        raise Misread
    digits = data.removeprefix("-")
    whole, slash, divisor = digits.partition("/")
    if slash:
        if not (whole.isdecimal() and divisor.isdecimal()) or int(divisor) == 0:
            raise Misread
    elif not all(part.isdecimal() for part in digits.split(".", 1)):
        raise Misread
    return Fraction(data)


def _amount(data: object) -> tuple[Fraction, str]:
    """The number and the word after it."""
    if not isinstance(data, str):
        raise Misread
    digits, _, unit = data.partition(" ")
    return exact_number(digits), unit


def _money(data: object, kind: Kind) -> Money:
    amount, currency = _amount(data)
    if currency != kind.unit and len(currency) == 3 and currency.isupper():
        raise ValueError(f"{data} is not in {kind.unit}; currencies do not mix")
    if currency != kind.unit:
        raise Misread
    return Money(amount, currency)


UNITS: dict[str, tuple[str, int]] = {
    "hour": ("hours", 1),
    "day": ("days", 1),
    "week": ("days", 7),
    "month": ("months", 1),
    "year": ("months", 12),
}


def _duration(data: object, kind: Kind) -> Measure:
    count, word = _amount(data)
    unit, factor = UNITS.get(word.removesuffix("s"), ("", 0))
    if not unit:
        raise Misread
    if unit != kind.unit:
        raise ValueError(f"{data} is not counted in {kind.unit}; the units do not mix")
    return _length(count * factor, unit)


def _length(count: Fraction, unit: str) -> Hours | Days | Months:
    if unit == "hours":
        return Hours(int(count) if count.denominator == 1 else count)
    if count.denominator != 1:
        raise ValueError(f"{unit} are counted whole")
    return Days(int(count)) if unit == "days" else Months(int(count))


def measure(data: object) -> Measure:
    """Money or a duration, as the word after the number says."""
    if isinstance(data, str) and data.count(" ") == 3:
        first, unit, second, other = data.split(" ")
        months, days = measure(f"{first} {unit}"), measure(f"{second} {other}")
        if not isinstance(months, Months) or not isinstance(days, Days):
            raise Misread
        return MonthsAndDays(months.count, days.count)
    count, word = _amount(data)
    unit, factor = UNITS.get(word.removesuffix("s"), ("", 0))
    if unit:
        return _length(count * factor, unit)
    if len(word) != 3 or not word.isupper():
        raise Misread
    return Money(count, word)


def sequence(data: object) -> list[object]:
    """The parts of a list; Misread for anything else."""
    if not isinstance(data, list | tuple):
        raise Misread
    return list(data)


def _text(data: object, _: Kind) -> str:
    if not isinstance(data, str):
        raise Misread
    return data


def _date(data: object, _: Kind) -> date:
    if not isinstance(data, str):
        raise Misread
    return parse_date(data)


def _moment(data: object, _: Kind) -> datetime:
    if not isinstance(data, str):
        raise Misread
    return parse_moment(data)


def _period(data: object, kind: Kind) -> Period:
    if not isinstance(data, Mapping) or set(data) != {"from", "to"}:
        raise Misread
    end = data["to"]
    return Period(_date(data["from"], kind), None if end is None else _date(end, kind))


def _penalty(data: object, kind: Kind) -> Penalty:
    if not isinstance(data, Mapping) or not {"kind", "amount"} <= set(data) <= {"kind", "amount", "also"}:
        raise Misread
    parts = tuple(_penalty(part, kind) for part in sequence(data.get("also", [])))
    return Penalty(_text(data["kind"], kind), measure(data["amount"]), parts)


_READERS: dict[str, Callable[[object, Kind], object]] = {
    "yes/no": _yes_no,
    "integer": _integer,
    "number": _number,
    "money": _money,
    "duration": _duration,
    "date": _date,
    "moment": _moment,
    "period": _period,
    "text": _text,
    "country": _text,
    "authority": _text,
    "one of": _text,
    "penalty": _penalty,
}
