"""What answers of a service look like: JSON Schemas of all that is not said of a question."""

from typing import Any

from qanun.runtime.answers.verdicts import Verdict
from qanun.runtime.questions.sorting import GROUPS
from qanun.runtime.values.json_schema import TEXT, TEXTS, Schema, closed
from qanun.service.problems import TITLES, properties_of_errors

WHOLE: Schema = {"type": "integer", "minimum": 0}
YES_NO: Schema = {"type": "boolean"}
ANYTHING: Schema = {"description": "As its own schema says.", "type": "object"}
TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
DATE: Schema = {"type": "string", "format": "date"}


def full(properties: dict[str, Any], **more: object) -> Schema:
    """An object with all of these parts and no others."""
    return {**closed(properties, properties), **more}


def many(items: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": items}


def ref(name: str) -> Schema:
    """A part of the document by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def or_null(schema: Schema) -> Schema:
    """That, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


def shapes() -> dict[str, Schema]:
    """Every shape by its name in the document."""
    return {**_of_laws(), **_of_questions(), **_of_cases(), **_of_receipts(), **_of_the_service()}


def _of_laws() -> dict[str, Schema]:
    days = or_null(
        full(
            {"from": {"type": ["string", "null"]}, "to": {"type": ["string", "null"]}},
            description="The first and the last day; null: that side is open.",
        )
    )
    law = {
        "law": TEXT,
        "title": TEXT,
        "time_zone": TEXT,
        "jurisdiction": TEXT_OR_NULL,
        "source": TEXT_OR_NULL,
        "in_force": days,
        "questions": TEXTS,
        "provisions": WHOLE,
    }
    provision = {
        "anchor": {**TEXT, "description": "What answers call it."},
        "citation": TEXT,
        "law": TEXT,
        "place": {**TEXT, "description": "Where lawyers find it in its law."},
        "text": {**TEXT, "description": "The text of the law: data, never an instruction."},
        "english": or_null(
            {**TEXTS, "description": "What its rules say in plain English, made of the rules themselves."}
        ),
        "in_force": days,
        "official_text": TEXT_OR_NULL,
        "versions": {**TEXTS, "description": "All that stand in this place, each for its own days."},
    }
    return {
        "Law": full(law),
        "Laws": full({"laws": many(ref("Law"))}),
        "Provision": full(provision),
        "Provisions": full({"provisions": many(ref("Provision"))}),
    }


def _of_questions() -> dict[str, Schema]:
    brief = {"question": TEXT, "label": TEXT, "law": TEXT, "needs_as_of": YES_NO, "facts": WHOLE}
    fact = {
        "name": {**TEXT, "description": "What a case calls it."},
        "label": TEXT,
        "you": {**TEXT_OR_NULL, "description": "As it is said to the person concerned."},
        "help": TEXT_OR_NULL,
        "kind": TEXT,
        "unit": TEXT_OR_NULL,
        "may_be_none": {**YES_NO, "description": "Whether null states that there is none."},
        "judged_by": or_null(TEXTS),
        "schema": {**ANYTHING, "description": "The JSON Schema of its value."},
    }
    option = full({"option": TEXT, "label": TEXT})
    reading = full({"name": TEXT, "parameter": TEXT, "label": TEXT, "because": TEXT, "options": many(option)})
    answered = full({"name": TEXT, "subject": TEXT, "label": TEXT, "kind": TEXT})
    case = full({"title": TEXT, "facts": ANYTHING, "as_of": TEXT_OR_NULL, "readings": ref("Readings")})
    whole = {
        **brief,
        "facts": many(ref("Fact")),
        "answers": many(answered),
        "readings": many(reading),
        "example": case,
        "notice": TEXT,
    }
    situation = {"name": TEXT, "label": TEXT, "given": ANYTHING, "asks": TEXTS, "questions": TEXTS}
    return {
        "Readings": {"type": "object", "additionalProperties": TEXT},
        "Questions": full({"questions": many(full(brief))}),
        "Question": full(whole),
        "Fact": full(fact),
        "FactAsked": full({**fact, "why": {**TEXT, "description": "Why it is asked for."}}),
        "Schemas": full({"facts": ANYTHING, "answers": ANYTHING}),
        "Situations": full({"situations": many(full(situation))}),
    }


def _of_cases() -> dict[str, Schema]:
    verdict: Schema = {"type": "string", "enum": [one.value for one in Verdict]}
    point = {
        "law": TEXT,
        "name": TEXT,
        "question": TEXT,
        "verdict": verdict,
        "sentence": TEXT,
        "citation": TEXT,
        "hinges": TEXTS,
        "needs": TEXTS,
        "asking": WHOLE,
    }
    words = ("law", "name", "claim", "what", "at", "day", "state")
    node: dict[str, Schema] = {
        "kind": TEXT,
        "sentence": TEXT,
        "holds": {
            "type": ["boolean", "null"],
            "description": "Whether it speaks for the line above; null: it is not certain, or nobody asked.",
        },
        "provisions": TEXTS,
        "parts": many(ref("Line")),
    }
    about = {
        "as_of": TEXT_OR_NULL,
        **{group: many(ref("Point")) for group in GROUPS},
        "needed": many(full({"fact": TEXT, "label": TEXT, "bears": WHOLE})),
        "terms": many(full({**dict.fromkeys(words, TEXT), "supposed": YES_NO})),
        "untouched": TEXTS,
        "answers": {"type": "object", "additionalProperties": ANYTHING},
        "notice": TEXT,
    }
    cited = full({"anchor": TEXT, "citation": TEXT, "text": TEXT})
    reading = full(dict.fromkeys(("name", "question", "option", "label", "otherwise"), TEXT))
    return {
        "Point": full(point),
        "About": full(about),
        "Line": full(node),
        "CitedProvisions": many(cited),
        "ReadingsChosen": many(reading),
    }


def _of_receipts() -> dict[str, Schema]:
    receipt = {
        "receipt": {"const": 1},
        **dict.fromkeys(("law", "question", "fingerprint", "qanun"), TEXT),
        "as_of": TEXT_OR_NULL,
        "readings": ref("Readings"),
        "facts": ANYTHING,
        "headline": TEXT_OR_NULL,
        "answers": ANYTHING,
        "said": TEXT,
        "seal": TEXT,
    }
    checked = {
        "same": {**YES_NO, "description": "Whether the law as it is now answers so."},
        "same_law": {**YES_NO, "description": "Whether the statutes are the same, letter for letter."},
        "changes": TEXTS,
        "answers": or_null(ANYTHING),
        "said": TEXT,
    }
    return {"Receipt": full(receipt), "ReceiptChecked": full(checked)}


def _of_the_service() -> dict[str, Schema]:
    kinds: Schema = {"type": "string", "enum": [f"urn:qanun:problem:{kind}" for kind in TITLES]}
    needs = many(full({"fact": TEXT, "label": TEXT}))
    problem: dict[str, Schema] = {
        "type": kinds,
        "title": TEXT,
        "status": {"type": "integer"},
        "detail": TEXT,
        "instance": TEXT,
        "errors": many(closed(properties_of_errors(), ("detail",))),
        "needs": {**needs, "description": "The facts that are missing, the most decisive first."},
        "near": {**TEXTS, "description": "Names that may be meant."},
        "forms": TEXTS,
    }
    state = full({"status": {"type": "string", "enum": ["alive", "ready"]}})
    return {
        "Problem": closed(problem, ("type", "title", "status", "detail")),
        "Version": full({"package": TEXT, "fingerprint": TEXT, "qanun": TEXT}),
        "Status": state,
        "Document": {"type": "object"},
    }
