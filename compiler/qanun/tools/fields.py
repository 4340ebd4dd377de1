"""What a person may type for a fact, and the JSON value that it stands for."""

import re
from datetime import date

from attrs import frozen

from qanun.runtime.spec import Fact, Kind
from qanun.tools.moments import read_as_of

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

YES = ("yes", "y", "true")
NO = ("no", "n", "false")


class Misread(ValueError):
    """What was typed is no value of the field; the message says what is."""


@frozen
class Field:
    """One thing to ask for.

    `kind` is yes/no, integer, option, date, moment, text, record, list, set or choices (a set of options).
    A record has `parts`, a list or a set one part; an option has a name and a label.
    """

    name: str
    label: str
    kind: str
    options: tuple[tuple[str, str], ...] = ()
    parts: "tuple[Field, ...]" = ()
    or_none: bool = False
    example: str = ""

    @property
    def hint(self) -> str:
        """What may be typed, in a few words."""
        words = _HINTS.get(self.kind, "")
        if self.kind == "option":
            words = ", ".join(name for name, _ in self.options)
        elif self.kind == "text":
            words = f"like {self.example}" if self.example else "a text"
        return f"{words}, or none" if self.or_none else words

    def read(self, words: str) -> Json:
        """The JSON value of what was typed for a field without parts; `Misread` says what is expected."""
        words = words.strip()
        if self.or_none and words.lower() == "none":
            return None
        value = _READERS[self.kind](self, words)
        if value is None:
            raise Misread(f"please answer with {self.hint}")
        return value


_HINTS = {
    "yes/no": "yes or no",
    "integer": "a whole number",
    "date": "a day, like 2012-03-01",
    "moment": "a moment with its zone, like 2012-03-01 10:00 Asia/Baku",
}


def field_of(fact: Fact) -> Field:
    """How a fact, or a field of a record, is asked for."""
    label = fact.label or fact.name.replace("_", " ")
    return _field(fact.key, label, fact.kind, fact.or_none)


def _field(name: str, label: str, kind: Kind, or_none: bool = False) -> Field:
    """The field of one kind of value."""
    if kind.options is not None:
        options = tuple((str(option), str(getattr(option, "label", ""))) for option in kind.options)
        return Field(name, label, "option", options, or_none=or_none)
    if kind.record is not None:
        return Field(name, label, "record", parts=tuple(map(field_of, kind.record.FACTS)), or_none=or_none)
    if kind.element is not None:
        element = _field(name, label, kind.element)
        if kind.word == "set" and element.options:
            return Field(name, label, "choices", element.options, or_none=or_none)
        return Field(name, label, kind.word, parts=(element,), or_none=or_none)
    if kind.word in _READERS:
        return Field(name, label, kind.word, or_none=or_none)
    return Field(name, label, "text", or_none=or_none, example=_example(kind))


def _example(kind: Kind) -> str:
    """What a value of this kind looks like."""
    if kind.word == "duration":
        return f"3 {kind.unit}"
    return {"money": f"250.50 {kind.unit}", "number": "0.14 or 1/3", "country": "AZ"}.get(kind.word, "")


def _yes_no(_: Field, words: str) -> Json:
    lower = words.lower()
    return True if lower in YES else False if lower in NO else None


def _integer(_: Field, words: str) -> Json:
    plain = re.sub(r"(?<=\d)[ ,_](?=\d{3}\b)", "", words)
    return int(plain) if re.fullmatch(r"[+-]?[0-9]{1,30}", plain) else None


def _option(field: Field, words: str) -> Json:
    """By its name, by its label, or by its place in the list."""
    lower = words.lower()
    for place, (name, label) in enumerate(field.options, 1):
        if lower in (name.lower(), label.lower() or name.lower(), str(place)):
            return name
    return None


def _date(_: Field, words: str) -> Json:
    try:
        return date.fromisoformat(words).isoformat() if len(words) == 10 else None
    except ValueError:
        return None


def _moment(_: Field, words: str) -> Json:
    try:
        return None if len(words) == 10 else read_as_of(words).isoformat()
    except ValueError as error:
        raise Misread(str(error)) from None


def _text(_: Field, words: str) -> Json:
    return words or None


_READERS = {
    "yes/no": _yes_no,
    "integer": _integer,
    "option": _option,
    "date": _date,
    "moment": _moment,
    "text": _text,
}
