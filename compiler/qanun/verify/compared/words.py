"""What was found, in words: a kind of change, a case, an answer."""

from collections.abc import Iterator
from typing import assert_never

from qanun.core.rules import Program, RecordValue
from qanun.runtime.qualified import law_of
from qanun.runtime.values.show import show
from qanun.runtime.values.words import listed
from qanun.typed.types import ListType, OneOfType, OrNone, RecordType, SetType, Type
from qanun.verify.compared.kinds import CAME, EARLIER, LARGER, LATER, OTHER, REFUSED, SMALLER, WENT
from qanun.verify.compared.matching import Matched
from qanun.verify.compared.model import Aspect, Case, Kind, Told

NOUNS: dict[Aspect, str] = {
    "value": "a value",
    "state": "a state",
    "due": "a day by which it is due",
    "end": "a day on which it ends",
    "penalties": "a penalty",
    "authority": "a body whose task it is",
}
HOW: dict[tuple[str, str], str] = {
    ("value", SMALLER): "a smaller value",
    ("value", LARGER): "a larger value",
    ("value", EARLIER): "an earlier day or moment",
    ("value", LATER): "a later day or moment",
    ("value", OTHER): "another value",
    ("due", EARLIER): "due earlier",
    ("due", LATER): "due later",
    ("due", OTHER): "due by another kind of term",
    ("end", EARLIER): "ends earlier",
    ("end", LATER): "ends later",
    ("end", OTHER): "ends by another kind of term",
    ("penalties", OTHER): "another penalty",
    ("authority", OTHER): "another body",
}


def kind_in_words(kind: Kind) -> str:
    """“may” becomes “must not”; due later."""
    match kind.part:
        case "case":
            return "the case is refused now" if kind.after == REFUSED else "the case is no longer refused"
        case "verdict":
            return f"“{_spaced(kind.before)}” becomes “{_spaced(kind.after)}”"
        case "value" | "state" | "due" | "end" | "penalties" | "authority":
            if kind.after in (CAME, WENT):
                return f"{NOUNS[kind.part]} where there was none" if kind.after == CAME else _gone(kind.part)
            if kind.part == "state":
                return f"the state “{kind.before}” becomes “{kind.after}”"
            return HOW[kind.part, kind.after]
        case never:
            assert_never(never)


def _gone(part: Aspect) -> str:
    return f"no longer {NOUNS[part]}"


def _spaced(word: str) -> str:
    return word.replace("_", " ")


def case_in_words(laws: Matched, case: Case, subject: str) -> Iterator[tuple[str, str]]:
    """Each thing that the case states: what it is, and which. What is not so, or is none, stands together."""
    zone = laws.after.program.laws[law_of(subject)].time_zone
    together: dict[str, list[str]] = {}
    for name in case.known:
        fact, value = laws.facts[name], case.facts[name]
        said = value_in_words(value, fact.type, laws, zone)
        if value is False or value is None or value in ((), frozenset()):
            together.setdefault(said, []).append(fact.label)
        else:
            yield fact.label, said
    if case.as_of is not None:
        yield "asked as of", show(case.as_of, zone)
    for name, option in case.readings.items():
        reading = laws.after.program.readings.get(name) or laws.before.program.readings[name]
        yield reading.label, dict(reading.options).get(option, option)
    for said, labels in together.items():
        yield said, "; ".join(labels)


def value_in_words(value: object, type_: Type, laws: Matched, zone: str) -> str:
    """A value as people read it."""
    bare = type_.inner if isinstance(type_, OrNone) else type_
    if isinstance(value, RecordValue) and isinstance(bare, RecordType):
        labels, types = _labels(bare.name, laws), dict(bare.fields)
        cells = (
            f"{labels.get(name, name)} {value_in_words(cell, types[name], laws, zone)}"
            for name, cell in value.cells
        )
        return ", ".join(cells)
    if isinstance(bare, ListType | SetType) and isinstance(value, tuple | frozenset):
        members = [value_in_words(one, bare.element, laws, zone) for one in value]
        ordered = members if isinstance(value, tuple) else sorted(members)
        said = "; ".join(ordered) if isinstance(bare.element, RecordType) else listed(ordered, "and")
        return said or "none"
    if isinstance(bare, OneOfType):
        return show(value, zone, _labels(bare.name, laws))
    return show(value, zone)


def _labels(type_: str, laws: Matched) -> dict[str, str]:
    """What the options of a type, or the fields of a record, are called."""
    found: dict[str, str] = {}
    for program in (laws.before.program, laws.after.program):
        found |= _labels_in(program, type_)
    return found


def _labels_in(program: Program, type_: str) -> dict[str, str]:
    _, _, pairs = program.types.get(type_, (None, "", ()))
    return {name: label for name, label in pairs if label}


def answer_in_words(told: Told) -> str:
    """What a law answers, with its provision."""
    if told.refused:
        return f"The case is refused: {told.refused}"
    return " ".join(
        f"{one.sentence[:-1]} ({one.source})." if one.source else one.sentence for one in told.said
    )
