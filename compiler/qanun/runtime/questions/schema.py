"""JSON Schemas (draft 2020-12) of facts and answers: what they accept is what `wire` and `answer_wire` read.

A schema cannot say of a text which days the calendar has; `format` does, where the validator asserts it. Nor
can it say that a period ends after it starts, that a moment lies in the years 2 to 9998, that a text holds
whole characters, or that a number has at most a thousand digits.
"""

from collections.abc import Iterable

from qanun.runtime.faults import FAULTS
from qanun.runtime.questions.answer_wire import EXERCISED, LISTS, OPEN
from qanun.runtime.questions.answers import Answers, Verdict
from qanun.runtime.values import json_values
from qanun.runtime.values.countries import COUNTRIES
from qanun.runtime.values.spec import Answered, Fact, HasFacts, Kind
from qanun.runtime.values.states import State

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, object]


def _spelled(pattern: str, *examples: str) -> Schema:
    """A text, the whole of which fits the pattern."""
    return {
        "type": "string",
        "pattern": f"^({pattern})$",
        "maxLength": json_values.LONGEST,
        "examples": list(examples),
    }


WHOLE: Schema = {"type": "integer", "minimum": -json_values.LARGEST, "maximum": json_values.LARGEST}
SIMPLE: dict[str, Schema] = {
    "yes/no": {"type": "boolean"},
    "integer": {"anyOf": [WHOLE, _spelled(json_values.WHOLE, "12")]},
    "number": {"anyOf": [_spelled(json_values.NUMBER, "0.14", "1/3"), WHOLE]},
    "date": {**_spelled(json_values.DATE, "2012-03-01"), "format": "date"},
    "moment": {**_spelled(json_values.MOMENT, "2012-03-01T10:00:00+04:00"), "format": "date-time"},
    "text": {"type": "string"},
}
MEASURE = _spelled(f"{json_values.AMOUNT}|{json_values.LENGTH}", "300 AZN", "24 months")
TEXT: Schema = {"type": "string"}
TEXTS: Schema = {"type": "array", "items": TEXT}


def _object(properties: dict[str, Schema], required: Iterable[str] = ()) -> Schema:
    needed = sorted(required)
    closed: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**closed, "required": needed} if needed else closed


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


PERIOD = _object({"from": SIMPLE["date"], "to": _or_null(SIMPLE["date"])}, ("from", "to"))
ALONE: dict[str, Schema] = {"kind": TEXT, "amount": MEASURE}
ALSO: Schema = {"type": "array", "items": _object(ALONE, ALONE)}
PENALTY = _object({**ALONE, "also": ALSO}, ALONE)


def kind_schema(kind: Kind, definitions: dict[str, Schema]) -> Schema:
    """The schema of a decided value; what it refers to is added to `definitions`."""
    match kind.word:
        case "period":
            return PERIOD
        case "penalty":
            return PENALTY
        case "money":
            return _spelled(f"{json_values.coins(kind.unit)} {kind.unit}", f"200.50 {kind.unit}")
        case "duration":
            return _spelled(json_values.COUNTED[kind.unit], f"2 {kind.unit}")
        case "country":
            definitions["country"] = {"type": "string", "enum": sorted(COUNTRIES)}
            return {"$ref": "#/$defs/country"}
        case "one of" | "authority":
            return _options(kind)
        case "record":
            return _record(kind, definitions)
        case "set" | "list":
            return _collection(kind, definitions)
        case _:
            return SIMPLE[kind.word]


def _options(kind: Kind) -> Schema:
    """Options with their labels, or where they bear none as a plain enumeration."""
    assert kind.options is not None
    names = [option.value for option in kind.options]
    if not kind.labels:
        return {"type": "string", "enum": names}
    labelled = zip(names, kind.labels, strict=True)
    return {"type": "string", "oneOf": [{"const": name, "title": label} for name, label in labelled]}


def _record(kind: Kind, definitions: dict[str, Schema]) -> Schema:
    assert kind.record is not None
    name = kind.record.__name__
    if name not in definitions:
        definitions[name] = {}
        definitions[name] = _fields(kind.record, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _collection(kind: Kind, definitions: dict[str, Schema]) -> Schema:
    """A list; a set also as an object of members with true or false, where only a part of it is known."""
    assert kind.element is not None
    items = kind_schema(kind.element, definitions)
    if kind.word == "list":
        return {"type": "array", "items": items}
    told: Schema = {"type": "boolean"}
    partial: Schema = {"type": "object", "propertyNames": items, "additionalProperties": told}
    return {"anyOf": [{"type": "array", "items": items}, partial]}


def _fact(fact: Fact, definitions: dict[str, Schema]) -> Schema:
    schema = kind_schema(fact.kind, definitions)
    return {"title": fact.label, **(_or_null(schema) if fact.or_none else schema)}


def _fields(cls: type[HasFacts], definitions: dict[str, Schema]) -> Schema:
    return _object({fact.key: _fact(fact, definitions) for fact in cls.FACTS})


def case_schema(cls: type[HasFacts]) -> Schema:
    """The schema of a case: every fact may be absent, which is unknown."""
    definitions: dict[str, Schema] = {}
    schema: Schema = {"$schema": DIALECT, "title": cls.__name__, **_fields(cls, definitions)}
    return {**schema, "$defs": definitions} if definitions else schema


# --- answers ----------------------------------------------------------------------------------------------


def _fault() -> Schema:
    """A fault: its kind, its message, and its data."""
    of_kind = []
    for name, fault in FAULTS.items():
        properties: dict[str, Schema] = {"kind": {"const": name}, "message": TEXT}
        for field in fault.__match_args__:
            properties[field] = TEXTS if field in ("provisions", "candidates") else TEXT
        if "grounds" in properties:
            ground: Schema = {"type": "array", "prefixItems": [TEXT, TEXT, TEXTS], "items": False}
            properties["grounds"] = {"type": "array", "items": {**ground, "minItems": 3}}
        of_kind.append(_object(properties, properties))
    return {"oneOf": of_kind}


def _answer(answered: Answered, definitions: dict[str, Schema]) -> Schema:
    """An answer; of a rule about each thing of a list its value is a list of answers."""
    value = kind_schema(answered.kind, definitions)
    if answered.each:
        value = {"type": "array", "items": _of(answered, value, definitions)}
    return _of(answered, value, definitions)


def _of(answered: Answered, value: Schema, definitions: dict[str, Schema]) -> Schema:
    """An answer of this value. What may be unknown (`OPEN`) may be absent."""
    day: Schema = {"anyOf": [SIMPLE["date"], SIMPLE["moment"]]}
    limits = _object({"kind": TEXT, "low": _or_null(MEASURE), "high": MEASURE}, ("kind", "low", "high"))
    penalties: Schema = {"type": "array", "items": {"type": "array", "items": limits}}
    properties: dict[str, Schema] = {
        "subject": {"const": answered.subject},
        "label": TEXT,
        "verdict": {"type": "string", "enum": [verdict.value for verdict in Verdict]},
        "value": _or_null(value),
        "state": _or_null({"type": "string", "enum": [state.value for state in State]}),
        "due": _or_null(day),
        "end": _or_null(day),
        "penalties": _or_null(penalties),
        "exercised": {"enum": [*EXERCISED, None]},
        "fault": _or_null({"$ref": "#/$defs/fault"}),
        **dict.fromkeys(LISTS, TEXTS),
    }
    definitions["fault"] = _fault()
    return _object(properties, set(properties) - set(OPEN))


def answers_schema(cls: type[Answers]) -> Schema:
    """The schema of all answers of a question."""
    definitions: dict[str, Schema] = {}
    answers: dict[str, Schema] = {}
    for answered in cls.ANSWERED:
        answers[answered.name] = {"title": answered.label, **_answer(answered, definitions)}
    properties: dict[str, Schema] = {
        "question": {"const": cls.QUESTION},
        "as_of": _or_null(SIMPLE["moment"]),
        "readings": {"type": "object", "additionalProperties": TEXT},
        "fingerprint": TEXT,
        "headline": _or_null(TEXT),
        "answers": _object(answers, answers),
    }
    schema = _object(properties, properties)
    return {"$schema": DIALECT, "title": cls.__name__, **schema, "$defs": definitions}
