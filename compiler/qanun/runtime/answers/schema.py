"""JSON Schemas (draft 2020-12) of answers: what they accept is what `answer_wire` reads."""

from typing import Any

from qanun.runtime.answers.answer_wire import EXERCISED, LISTS
from qanun.runtime.answers.answer_writing import OPEN
from qanun.runtime.answers.verdicts import Verdict
from qanun.runtime.faults import FAULTS
from qanun.runtime.values.json_schema import HERE, TEXT, TEXTS, Schema, Schemas, closed, document, or_null
from qanun.runtime.values.spec import Answered, authority
from qanun.runtime.values.states import State

NONE = "There is none. What is unknown is not null: it is left out."


def answers_schema(cls: Any, refs: str = "") -> Schema:
    """The schema of all answers of a question."""
    schemas = Schemas(refs or HERE)
    answers = {one.name: {"description": one.label, **_answer(one, schemas)} for one in cls.ANSWERED}
    properties: dict[str, Schema] = {
        "question": {"const": cls.QUESTION},
        "as_of": or_null(schemas.simple("moment"), "The answers do not depend on the day."),
        "readings": {"type": "object", "additionalProperties": TEXT},
        "fingerprint": TEXT,
        "headline": or_null(TEXT, "There is none."),
        "answers": closed(answers, answers),
    }
    return document(cls, closed(properties, properties), schemas.definitions, refs)


def _answer(answered: Answered, schemas: Schemas) -> Schema:
    """An answer; of a rule about each thing of a list its value is a list of answers."""
    value = schemas.kind(answered.kind)
    if answered.each:
        value = {"type": "array", "items": _of(answered, value, schemas)}
    return _of(answered, value, schemas)


def _of(answered: Answered, value: Schema, schemas: Schemas) -> Schema:
    """An answer of this value: what every answer has, and what this one has."""
    own: dict[str, Schema] = {"subject": {"const": answered.subject}, "value": or_null(value, NONE)}
    if answered.bodies is not None:
        own["authority"] = {"type": "array", "items": schemas.kind(authority(answered.bodies))}
    return {
        **schemas.refer("answer", lambda: _any_answer(schemas)),
        "type": "object",
        "properties": own,
        "required": ["subject"],
        "unevaluatedProperties": False,
    }


def _any_answer(schemas: Schemas) -> Schema:
    """What every answer has. What may be unknown (`OPEN`) may be absent."""
    day: Schema = {"anyOf": [schemas.simple("date"), schemas.simple("moment")]}
    measure = schemas.simple("measure")
    low = or_null(measure, "Up to the high end.")
    limits = closed({"kind": TEXT, "low": low, "high": measure}, ("kind", "low", "high"))
    penalties: Schema = {"type": "array", "items": {"type": "array", "items": limits}}
    properties: dict[str, Schema] = {
        "label": TEXT,
        "sentence": TEXT,
        "verdict": {"type": "string", "enum": [verdict.value for verdict in Verdict]},
        "state": or_null({"type": "string", "enum": [state.value for state in State]}, NONE),
        "due": or_null(day, NONE),
        "end": or_null(day, NONE),
        "penalties": or_null(penalties, NONE),
        "exercised": or_null({"type": "string", "enum": [*EXERCISED]}, "No exercise is recorded."),
        "fault": or_null(schemas.refer("fault", _fault), "The law is at no fault here."),
        **dict.fromkeys(LISTS, TEXTS),
    }
    return {
        "type": "object",
        "properties": properties,
        "required": sorted(set(properties) - {*OPEN, "sentence"}),
    }


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
        of_kind.append(closed(properties, properties))
    return {"oneOf": of_kind}
