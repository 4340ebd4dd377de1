"""Values as a block of cases writes them: without blanks, `_` in their place, read by the type expected.

`200_AZN`, `1/3`, `14%`, `2012-03-01`, `2012-03-01_10:00` (in the law's zone) or `2012-03-01_10:00_+04:00`,
`48_hours`, `2012-03-01..2012-03-10`, `2012-03-01..` (still running), `fine_200_AZN+arrest_15_days`; a set
`(GE,TR)`, partly known `(GE:yes,TR:no)`, a list `(A,B)`, a record `[born:2001-02-03,resident:yes]` whose
other fields are unknown; `()` is empty, `none` none.
"""

import re
from datetime import date, datetime
from fractions import Fraction

from qanun.core.rules import RecordValue
from qanun.runtime.values.durations import Days, Hours, Months, MonthsAndDays
from qanun.runtime.values.moments import last_instant, parse_moment
from qanun.runtime.values.money import Money
from qanun.runtime.values.penalties import Penalty
from qanun.runtime.values.periods import Period
from qanun.runtime.values.sets import PartialSet
from qanun.runtime.values.unknown import UNKNOWN
from qanun.typed.types import (
    LIMIT,
    DurationType,
    ListType,
    MoneyType,
    OneOfType,
    OrNone,
    RecordType,
    SetType,
    Simple,
    Type,
)

_UNITS = {"hour": (Hours, 1), "day": (Days, 1), "week": (Days, 7), "month": (Months, 1), "year": (Months, 12)}
_DAY = re.compile(r"-?\d{4}-\d\d-\d\d")


def value(text: str, type_: Type, zone: str) -> object:
    """The value that a text writes where a value of the type stands."""
    match type_:
        case OrNone(inner):
            return None if text == "none" else value(text, inner, zone)
        case Simple(name=name):
            return _simple(text, name, zone)
        case MoneyType(currency):
            amount, _, written = text.replace(" ", "_").partition("_")
            assert written == currency, f"{text} is no {type_}"
            return Money(Fraction(amount.replace(",", "")), currency)
        case DurationType():
            return _duration(text)
        case OneOfType(options=options):
            assert text in options, f"{text} is no option of {type_}"
            return text
        case SetType(element):
            return _set(parts(text, "()"), element, zone)
        case ListType(element):
            return tuple(value(part, element, zone) for part in parts(text, "()"))
        case RecordType(name, fields):
            given = dict(part.split(":", 1) for part in parts(text, "[]"))
            assert given.keys() <= dict(fields).keys(), text
            cells = [
                (field, value(given[field], inner, zone) if field in given else UNKNOWN)
                for field, inner in fields
            ]
            return RecordValue(name, tuple(cells))


def moment(text: str, zone: str) -> datetime:
    """An instant; a bare day means its last."""
    if _DAY.fullmatch(text):
        return last_instant(date.fromisoformat(text), zone)
    return parse_moment(text.replace("_", " "), zone)


def parts(text: str, brackets: str) -> list[str]:
    """What stands between brackets, split at the commas that stand in no inner bracket."""
    assert text[0] + text[-1] == brackets, f"{text} lacks its {brackets}"
    found, depth = [""], 0
    for sign in text[1:-1]:
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and depth == 0:
            found.append("")
        else:
            found[-1] += sign
    return found if found != [""] else []


def _simple(text: str, name: str, zone: str) -> object:
    match name:
        case "yes/no":
            return {"yes": True, "no": False}[text]
        case "integer":
            return int(text.replace(",", ""))
        case "number":
            return _number(text)
        case "date":
            return date.fromisoformat(text)
        case "moment":
            return parse_moment(text.replace("_", " "), zone)
        case LIMIT.name:
            return date.fromisoformat(text) if _DAY.fullmatch(text) else moment(text, zone)
        case "period":
            start, _, end = text.partition("..")
            return Period(date.fromisoformat(start), date.fromisoformat(end) if end else None)
        case "penalty":
            first, *others = [_penalty(part) for part in text.split("+")]
            return Penalty(first.kind, first.amount, tuple(others))
        case _:
            return text.replace("_", " ") if name == "text" else text


def _number(text: str) -> Fraction:
    plain = text.replace(",", "")
    return Fraction(plain[:-1]) / 100 if plain.endswith("%") else Fraction(plain)


def _duration(text: str) -> Hours | Days | Months | MonthsAndDays:
    count, _, unit = text.partition("_")
    made, size = _UNITS[unit.removesuffix("s")]
    length = Fraction(count) * size
    return made(length.numerator if length.denominator == 1 else length)


def _penalty(text: str) -> Penalty:
    found = re.fullmatch(r"([^\d]+)_(\d.*)", text)
    assert found is not None, f"{text} is no penalty"
    kind, amount = found.groups()
    if amount[-3:].isupper():
        return Penalty(kind, value(amount, MoneyType(amount[-3:]), ""))
    return Penalty(kind, _duration(amount))


def _set(members: list[str], element: Type, zone: str) -> frozenset[object] | PartialSet:
    if members and all(":" in member for member in members):
        pairs = [member.rsplit(":", 1) for member in members]
        return PartialSet(tuple((value(member, element, zone), there == "yes") for member, there in pairs))
    return frozenset(value(member, element, zone) for member in members)
