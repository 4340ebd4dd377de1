"""What a person may type for a fact, and the JSON value that it stands for."""

import re
from collections.abc import Mapping

from attrs import evolve, field, frozen

from qanun.runtime.faults import Mistake
from qanun.runtime.values.json_mistakes import in_value
from qanun.runtime.values.moments import parse_date, parse_moment
from qanun.runtime.values.spec import Fact, Kind

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

YES = ("yes", "y", "true")
NO = ("no", "n", "false")
LONGEST_PENALTY = 200
"""Signs in which any penalty can be said."""
NONE_OF_THEM = ("none of them", "none", "no", "nothing")
_RUNNING = ("", "now", "none", "still")


class Misread(ValueError):
    """What was typed is no value of the field; the message says what is."""


@frozen
class Field:
    """One thing to ask for.

    `kind` is a kind of the runtime (yes/no, integer, date, money …), or option, records (a list of records),
    several (a set or list of what is typed in one line), or choices (a set of `options`). A record has
    `parts`, records and several have one part; an option has a name and a label. `or_none`: it may be none.
    `unit` is a currency or a unit of duration, `zone` that of times without one. `value` is the kind of value
    that it stands for, if that of a fact. `first` are the options that matter now, where not all of them do.
    `help` is what helps to answer.
    """

    name: str
    label: str
    kind: str
    options: tuple[tuple[str, str], ...] = ()
    parts: "tuple[Field, ...]" = ()
    or_none: bool = False
    unit: str = ""
    zone: str = ""
    value: Kind | None = field(default=None, eq=False)
    first: tuple[str, ...] = ()
    help: str = ""

    @property
    def hint(self) -> str:
        """What may be typed, in a few words."""
        if self.kind == "several":
            each = _HINTS.get(self.parts[0].kind, "a text").format(unit=self.parts[0].unit)
            words = f"each: {each}; with `{_BETWEEN[self._texts][0]} ` between, or `none of them`"
        else:
            words = _HINTS.get(self.kind, "a text").format(unit=self.unit)
        return f"{words}, or none" if self.or_none else words

    @property
    def offered(self) -> tuple[tuple[str, str], ...]:
        """The options in the order in which they are shown: those that matter now before the others."""
        return tuple(
            sorted(self.options, key=lambda option: bool(self.first) and option[0] not in self.first)
        )

    @property
    def _texts(self) -> bool:
        return self.parts[0].kind == "text"

    def read(self, words: str) -> Json:
        """The JSON value of what was typed for a field without parts; `Misread` says what is expected."""
        words = words.strip()
        if self.or_none and words.lower() == "none":
            return None
        value = _READERS.get(self.kind, _text)(self, words)
        if value is None:
            raise Misread(f"please answer with {self.hint}")
        self._check(value)
        return value

    def _check(self, value: Json) -> None:
        """What the facts would refuse later is refused here, before more is asked."""
        mistakes: list[Mistake] = []
        if self.value is not None:
            in_value(value, self.value, self.or_none, "", mistakes)
        for mistake in mistakes:
            nearest = f"; did you mean {mistake.nearest}?" if mistake.nearest else ""
            expected = mistake.sentence.startswith("expected")
            raise Misread(f"please answer with {self.hint}" if expected else mistake.sentence + nearest)


_BETWEEN = {True: (";", r"\s*;\s*"), False: (",", r"\s*;\s*|\s*,(?!\d)\s*")}
"""What stands between several, as it is told and as it is read; a text may have commas of its own."""
_HINTS = {
    "yes/no": "yes or no",
    "option": "a number or a name of the list",
    "choices": "each that holds, by number or name, with commas between; `?` behind one that is not certain; "
    "or `none of them`",
    "integer": "a whole number",
    "number": "a number, like 0.14 or 1/3",
    "date": "a day, like 2012-03-01",
    "moment": "a day and time, like 2012-03-01 10:00",
    "period": "two days, like 2010-05-01 to 2012-03-01, or to now",
    "money": "an amount, like 250.50 {unit}",
    "duration": "a duration, like 3 {unit}",
    "country": "the two letters of a country, like AZ",
    "penalty": "a penalty, like fine 300 AZN, or imprisonment 3 years 6 months",
}


def field_of(
    fact: Fact, labels: Mapping[str, str] | None = None, zone: str = "", *, you: bool = False
) -> Field:
    """How a fact, or a field of a record, is asked for; `you`: of the person concerned. `labels` says how
    options are read."""
    label = (you and fact.you) or fact.label or fact.name.replace("_", " ")
    asked = _field(Field(fact.key, label, "text", zone=zone), fact.kind, labels or {})
    return evolve(asked, or_none=fact.or_none, help=fact.help)


def _field(base: Field, kind: Kind, labels: Mapping[str, str]) -> Field:
    """The field of one kind of value, with the name, label and zone of `base`."""
    base = evolve(base, value=kind)
    if kind.options is not None:
        options = tuple((option.value, labels.get(option.value, "")) for option in kind.options)
        return evolve(base, kind="option", options=options)
    if kind.record is not None:
        parts = tuple(field_of(fact, labels, base.zone) for fact in kind.record.FACTS)
        return evolve(base, kind="record", parts=parts)
    if kind.element is not None:
        element = _field(base, kind.element, labels)
        if kind.word == "set" and element.options:
            return evolve(base, kind="choices", options=element.options)
        return evolve(base, kind="records" if element.kind == "record" else "several", parts=(element,))
    return evolve(base, kind=kind.word, unit=kind.unit)


def _yes_no(_: Field, words: str) -> Json:
    lower = words.lower()
    return True if lower in YES else False if lower in NO else None


def _integer(_: Field, words: str) -> Json:
    plain = re.sub(r"(?<=\d)[ ,_](?=\d{3}\b)", "", words)
    return int(plain) if re.fullmatch(r"[+-]?[0-9]{1,30}", plain) else None


def _option(field: Field, words: str) -> Json:
    """By its name, by its label, or by its place in the list as it is shown."""
    lower = words.lower()
    for place, (name, label) in enumerate(field.offered, 1):
        if lower in (name.lower(), label.lower() or name.lower(), str(place)):
            return name
    return None


def _choices(field: Field, words: str) -> Json:
    """Those that hold; where one is not certain, each of the others with whether it holds."""
    if words.lower() in NONE_OF_THEM and _option(field, words) is None:
        return []
    held: list[Json] = []
    uncertain: list[Json] = []
    for one in re.split(r"\s*[,;]\s*", words):
        name = _option(field, one.removesuffix("?").strip())
        if name is None:
            return None
        (uncertain if one.endswith("?") else held).append(name)
    if not uncertain:
        return list(dict.fromkeys(held))
    return {name: name in held for name, _ in field.options if name not in uncertain}


def _several(field: Field, words: str) -> Json:
    """The elements, in order; of a set each once."""
    if words.lower() in NONE_OF_THEM:
        return []
    element = field.parts[0]
    found: list[Json] = []
    for one in re.split(_BETWEEN[field._texts][1], words):
        try:
            found.append(element.read(one))
        except Misread as error:
            raise Misread(f"“{one}”: {error}") from None
    if field.value is not None and field.value.word == "set":
        found = [one for place, one in enumerate(found) if one not in found[:place]]
    return found


def _date(_: Field, words: str) -> Json:
    if not words[:1].isdigit():
        return None
    try:
        return parse_date(words).isoformat()
    except ValueError as error:
        raise Misread(str(error)) from None


def _moment(field: Field, words: str) -> Json:
    if not words[:1].isdigit() or len(words) <= 10:
        return None
    try:
        return parse_moment(words, field.zone).isoformat()
    except ValueError as error:
        raise Misread(str(error)) from None


def _period(field: Field, words: str) -> Json:
    start, _, end = words.partition(" to ")
    last = None if end.strip().lower() in _RUNNING else _date(field, end.strip())
    first = _date(field, start.removesuffix(" to").strip())
    return None if first is None else {"from": first, "to": last}


def _money(field: Field, words: str) -> Json:
    """The currency may be left out: only one fits."""
    digits = re.sub(r"(?<=\d),(?=\d{3}\b)", "", words.removesuffix(field.unit).strip())
    return f"{digits} {field.unit}" if re.fullmatch(r"[0-9]+(\.[0-9]+)?", digits) else None


def _duration(field: Field, words: str) -> Json:
    """The unit may be left out: days where days are asked for."""
    return f"{words} {field.unit}" if re.fullmatch(r"[0-9]+", words) else words or None


def _penalty(_: Field, words: str) -> Json:
    """`fine 300 AZN and imprisonment 1 year 2 months`."""
    parts = [_one_penalty(part) for part in words.split(" and ")]
    found = [part for part in parts if part is not None]
    if len(found) < len(parts):
        return None
    return {**found[0], "also": list(found[1:])} if found[1:] else found[0]


def _one_penalty(words: str) -> dict[str, Json] | None:
    found = re.fullmatch(r"\s*([^\W\d]+)\s+([0-9].*?)\s*", words)
    if found is None or len(words) > LONGEST_PENALTY:
        return None
    months = days = 0
    lengths = re.findall(r"([0-9]+) (year|month|week|day)s?\b", found[2])
    for count, unit in lengths:
        months += int(count) * {"year": 12, "month": 1}.get(unit, 0)
        days += int(count) * {"week": 7, "day": 1}.get(unit, 0)
    written = [f"{months} months"] if months else []
    written += [f"{days} days"] if days else []
    return {"kind": found[1], "amount": " ".join(written) or found[2]}


def _country(_: Field, words: str) -> Json:
    return words.upper() if re.fullmatch(r"[A-Za-z]{2}", words) else None


def _text(_: Field, words: str) -> Json:
    return words or None


_READERS = {
    "yes/no": _yes_no,
    "option": _option,
    "choices": _choices,
    "several": _several,
    "integer": _integer,
    "date": _date,
    "moment": _moment,
    "period": _period,
    "money": _money,
    "duration": _duration,
    "penalty": _penalty,
    "country": _country,
}
