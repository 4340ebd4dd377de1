"""How TypeScript writes types of the law, as JSON data have their values."""

import json
import re
from collections.abc import Iterable, Mapping

from attrs import frozen

from qanun.typed.types import (
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

SIMPLE = {
    "yes/no": "boolean",
    "integer": "Whole",
    "number": "Exact",
    "text": "string",
    "date": "Day",
    "moment": "Moment",
    "country": "Country",
    "authority": "Authority",
    "period": "Period",
    "penalty": "Penalty",
}
_PLAIN = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")


@frozen
class Written:
    """A type as it is written, and what it is put together of: names of the runtime, types of laws."""

    text: str
    uses: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()

    def within(self, before: str, after: str, *uses: str) -> "Written":
        """The same with something round it."""
        return Written(f"{before}{self.text}{after}", self.uses | {*uses}, self.types)


def written(type_: Type, called: Mapping[str, str]) -> Written:
    """A type; `called` has the name of each type that laws declare, as it is spelled here."""
    match type_:
        case OrNone(inner):
            return written(inner, called).within("", " | null")
        case Simple(name):
            word = SIMPLE[name]
            return Written(word, frozenset() if word.islower() else frozenset({word}))
        case MoneyType(currency):
            return Written(f"Money<{quoted(currency)}>", frozenset({"Money"}))
        case DurationType(unit):
            return Written(unit.capitalize(), frozenset({unit.capitalize()}))
        case OneOfType(name) | RecordType(name):
            return Written(called[name], types=frozenset({name}))
        case SetType(element):
            return written(element, called).within("SetOf<", ">", "SetOf")
        case ListType(element):
            one = written(element, called)
            return one.within("readonly (", ")[]") if "|" in one.text else one.within("readonly ", "[]")


def union(options: Iterable[str]) -> str:
    """One of some texts."""
    return " | ".join(map(quoted, options)) or "never"


def quoted(text: str) -> str:
    """A text as both languages write it, in ASCII."""
    return json.dumps(text)


def key(text: str) -> str:
    """The name of a property."""
    return text if _PLAIN.fullmatch(text) else quoted(text)


def comment(*lines: str) -> str:
    """What is said of what follows, on one line: no text of a law can end it."""
    said = ". ".join(" ".join(line.split()) for line in lines if line.strip())
    return f"/** {said.replace('*/', '*∕')} */"
