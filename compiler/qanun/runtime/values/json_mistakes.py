"""What is wrong with JSON data that no reader takes: all mistakes, each with its JSON pointer."""

from collections.abc import Collection, Mapping
from decimal import Decimal

from qanun.runtime.faults import Mistake
from qanun.runtime.nearest import guess
from qanun.runtime.values.checking import expected, shown, unfamiliar
from qanun.runtime.values.countries import COUNTRIES
from qanun.runtime.values.json_text import below
from qanun.runtime.values.json_values import (
    READERS,
    NoSuchOption,
    day,
    measure,
    parts,
    sequence,
    whole_text,
)
from qanun.runtime.values.periods import Period
from qanun.runtime.values.spec import DATE, HasFacts, Kind

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


def in_case(
    cls: type[HasFacts],
    data: object,
    path: str,
    mistakes: list[Mistake],
    beside: Collection[type[HasFacts]] = (),
) -> None:
    """Add what is wrong with a case or record. Facts that only classes `beside` have are not looked at."""
    if not isinstance(data, Mapping):
        mistakes.append(Mistake(path, f"expected an object with facts, not {_cut(data)}"))
        return
    facts = {fact.key: fact for fact in cls.FACTS}
    others = {fact.key for other in beside for fact in other.FACTS}
    for key, item in data.items():
        fact = facts.get(key)
        if fact is not None:
            in_value(item, fact.kind, fact.or_none, below(path, key), mistakes)
        elif key not in others:
            mistakes.append(unfamiliar(str(key), [*facts, *others], below(path, key), mistakes))


def in_value(data: object, kind: Kind, or_none: bool, path: str, mistakes: list[Mistake]) -> None:
    """Add what is wrong with the value of a kind."""
    if data is None:
        if not or_none:
            mistakes.append(Mistake(path, f"cannot be null (none); {in_json(kind)}, or leave it out"))
        return
    match kind.word:
        case "record":
            assert kind.record is not None
            in_case(kind.record, data, path, mistakes)
        case "list":
            _in_list(data, kind, path, mistakes)
        case "set":
            _in_set(data, kind, path, mistakes)
        case "period":
            _in_period(data, kind, path, mistakes)
        case "penalty":
            _in_penalty(data, kind, path, mistakes)
        case _:
            _in_simple(data, kind, path, mistakes)


def _in_simple(data: object, kind: Kind, path: str, mistakes: list[Mistake]) -> None:
    try:
        READERS[kind.word](kind)(data)
    except NoSuchOption as error:
        mistakes.append(_no_option(error, kind, path, mistakes))
    except ValueError as error:
        mistakes.append(_said(error, data, kind, path))


def _no_option(error: NoSuchOption, kind: Kind, path: str, mistakes: list[Mistake]) -> Mistake:
    near = guess(error.written, error.options, mistakes)
    if kind.word != "country":
        return Mistake(path, f"{expected(kind)}, not {shown(error.written)}", near)
    upper = error.written.upper()
    sentence = f"{shown(error.written)} is not a country of ISO 3166-1"
    return Mistake(path, sentence, upper if upper in COUNTRIES else near)


def _said(error: ValueError, data: object, kind: Kind, path: str) -> Mistake:
    return Mistake(path, str(error) or f"{in_json(kind)}, not {_cut(data)}")


def _in_list(data: object, kind: Kind, path: str, mistakes: list[Mistake]) -> None:
    assert kind.element is not None
    if not isinstance(data, list | tuple):
        mistakes.append(Mistake(path, f"expected a list, not {_cut(data)}"))
        return
    for place, item in enumerate(data):
        in_value(item, kind.element, False, below(path, place), mistakes)


def _in_set(data: object, kind: Kind, path: str, mistakes: list[Mistake]) -> None:
    assert kind.element is not None
    if isinstance(data, Mapping):
        for member, there in data.items():
            in_value(member, kind.element, False, below(path, member), mistakes)
            if not isinstance(there, bool):
                mistakes.append(Mistake(below(path, member), f"expected true or false, not {_cut(there)}"))
    elif isinstance(data, list | tuple):
        _in_list(data, kind, path, mistakes)
    else:
        mistakes.append(Mistake(path, f"{in_json(kind)}, not {_cut(data)}"))


def _in_period(data: object, kind: Kind, path: str, mistakes: list[Mistake]) -> None:
    before = len(mistakes)
    try:
        found = parts(data, {"from", "to"}, {"from", "to"})
        in_value(found["from"], DATE, False, below(path, "from"), mistakes)
        in_value(found["to"], DATE, True, below(path, "to"), mistakes)
        if len(mistakes) == before:
            Period(day(found["from"]), None if found["to"] is None else day(found["to"]))
    except ValueError as error:
        mistakes.append(_said(error, data, kind, path))


def _in_penalty(data: object, kind: Kind, path: str, mistakes: list[Mistake], *, alone: bool = False) -> None:
    """A penalty, with those imposed together with it unless it is to stand `alone`."""
    try:
        needed = {"kind", "amount"}
        found = parts(data, needed, needed if alone else {*needed, "also"})
        whole_text(found["kind"])
        measure(found["amount"])
        others = sequence(found.get("also", []))
    except ValueError as error:
        mistakes.append(_said(error, data, kind, path))
        return
    for place, other in enumerate(others):
        _in_penalty(other, kind, below(below(path, "also"), place), mistakes, alone=True)


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
