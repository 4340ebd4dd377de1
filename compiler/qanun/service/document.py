"""The OpenAPI 3.1 document, made of the table of operations and of what the questions say of themselves."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from qanun.runtime.qualified import law_of
from qanun.runtime.values import json_values
from qanun.service.asking import ORDERS
from qanun.service.components import Components
from qanun.service.operations import OPERATIONS, Operation, Parameter
from qanun.service.problems import TITLES
from qanun.service.requests import HTML, JSON, MARKDOWN, NDJSON, PROBLEM, READING, TEXT, reading_parameters
from qanun.service.served import Served
from qanun.service.shapes import full, many, or_null, ref

PLACE = "#/components/responses/"
_OF_BODIES = ("body-too-slow", "body-too-large", "not-json", "facts-refused", "impossible-case")
_OF_ALL = ("not-authorised", "not-acceptable", "other-host", "wrong-parameter", "failed", "busy")


def document(served: Served, place: str = "", only: Collection[str] = ()) -> dict[str, object]:
    """The document; `place` is the path below which the service stands. `only`: of these questions alone."""
    components = Components(served)
    names = [name for name in served.questions.labels if not only or name in only]
    paths: dict[str, dict[str, object]] = {}
    for operation in OPERATIONS:
        for path, question in _paths(names, operation):
            paths.setdefault(path, {})[operation.method.lower()] = _operation(
                served, operation, question, components
            )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"Laws as a service: {served.package}",
            "version": served.fingerprint,
            "summary": "Answers cases of law, and says why.",
            "description": ABOUT,
        },
        "servers": [{"url": place or "/"}],
        "tags": [
            {"name": "service", "description": "The service itself."},
            {"name": "laws", "description": "What there is."},
            {"name": "cases", "description": "Cases of all laws."},
            *(
                {"name": law, "description": served.laws[law].title}
                for law in dict.fromkeys(map(law_of, names))
            ),
        ],
        "security": [{}, {"token": []}],
        "paths": paths,
        "components": {
            "schemas": components.schemas,
            "responses": {
                str(status): _problem(status) for status in sorted({s for s, _ in TITLES.values()})
            },
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


ABOUT = """\
A case is JSON: facts by name. A fact that is left out is unknown; null states that there is none. Every
answer has a `verdict`, a `sentence` that says it, and the provisions on which it rests; what the law itself
leaves open, or contradicts, is an answer too. Nothing of a case is stored. Not legal advice.

An interview: post `{}` to `next` of a question, put the fact that it asks for into the case, post that again,
until `done` is true; `decide` answers the case then.
"""


def _paths(names: Iterable[str], operation: Operation) -> Iterator[tuple[str, str | None]]:
    """The paths of an operation: one of each question where it is about one."""
    if operation.of_question:
        for name in names:
            yield operation.path.replace("{question}", name), name
    else:
        yield operation.path, None


def _operation(
    served: Served, operation: Operation, question: str | None, components: Components
) -> dict[str, object]:
    """An operation of a question, or of none."""
    found: dict[str, object] = {
        "operationId": f"{operation.name}_{question.replace('.', '_')}" if question else operation.name,
        "summary": served.questions.labels[question] if question else operation.said,
        "tags": [law_of(question) if question else _tag(operation)],
        "parameters": [*_in_path(served, operation), *_in_query(served, operation, question)],
    }
    if question:
        found["description"] = operation.said
    if operation.takes:
        found["requestBody"] = {"required": True, "content": _body(served, operation, question, components)}
    statuses = sorted({TITLES[kind][0] for kind in _refusals(operation)})
    responses = {str(status): {"$ref": f"{PLACE}{status}"} for status in statuses}
    found["responses"] = {"200": _answer(operation, question, components), **responses}
    if operation.anybody:
        found["security"] = [{}]
    return found


def _tag(operation: Operation) -> str:
    if operation.takes:
        return "cases"
    return "service" if operation.name in ("version", "health", "ready", "metrics", "document") else "laws"


def _refusals(operation: Operation) -> Iterator[str]:
    """The kinds of problems that an operation can have."""
    yield from _OF_ALL
    if operation.takes:
        yield from _OF_BODIES
    if "{" in operation.path:
        yield "not-found"


# --- what it takes ----------------------------------------------------------------------------------------


def _in_path(served: Served, operation: Operation) -> Iterator[dict[str, object]]:
    if "{law}" in operation.path:
        yield _parameter("law", "path", "A law.", {"type": "string", "enum": list(served.laws)})
    if "{provision}" in operation.path:
        schema = {"type": "string", "pattern": "^[^/]+$", "examples": [_some_provision(served)]}
        yield _parameter("provision", "path", "What stands behind `#` in its anchor.", schema)


def _some_provision(served: Served) -> str:
    return next((anchor.partition("#")[2] for anchor in served.provisions), "1")


def _in_query(served: Served, operation: Operation, question: str | None) -> Iterator[dict[str, object]]:
    for one in operation.parameters:
        if one.name == READING:
            asked = served.questions[question] if question is not None else None
            known = reading_parameters(asked) if asked is not None else served.reading_parameters
            for name, parameter in known.items():
                label = f"{asked.readings[parameter.reading].label} " if asked is not None else ""
                yield _parameter(
                    name, "query", f"{label}{one.said}", {"type": "string", "enum": list(parameter.options)}
                )
            continue
        schema = _schema_of(served, one, question)
        if schema is not None:
            needed = one.name == "as_of" and question is not None and served.questions[question].needs_as_of
            found = _parameter(one.name, "query", one.said, schema, needed)
            if needed and question is not None:
                found["example"] = served.example(question).as_of
            yield found


def _parameter(
    name: str, place: str, said: str, schema: Mapping[str, object], needed: bool = False
) -> dict[str, object]:
    return {
        "name": name,
        "in": place,
        "description": said,
        "required": needed or place == "path",
        "schema": schema,
    }


def _schema_of(served: Served, one: Parameter, question: str | None) -> dict[str, object] | None:
    """The schema of a parameter; None where it has nothing to say for a question."""
    match one.name:
        case "as_of":
            return AS_OF
        case "on":
            return {"type": "string", "format": "date", "pattern": f"^({json_values.DATE})$"}
        case "aside" if question is not None:
            keys = [fact.key for fact in served.questions[question].facts.FACTS]
            return {"type": "array", "items": {"type": "string", "enum": keys}} if keys else None
        case "situation":
            names = served.situation_names
            return {"type": "string", "enum": list(names)} if names else None
        case "order":
            return {"type": "string", "enum": list(ORDERS), "default": ORDERS[0]}
        case "whole" | "full":
            return {"type": "boolean", "default": False}
        case "question":
            return {"type": "array", "items": {"type": "string", "enum": list(served.questions.labels)}}
        case "search":
            return {"type": "string", "maxLength": 500}
        case name:
            raise AssertionError(name)


_YEARS = "(?!0001|9999)"
"""Those of which every zone can say what day it is."""
AS_OF: dict[str, object] = {
    "anyOf": [
        {"type": "string", "format": "date", "pattern": f"^{_YEARS}({json_values.DATE})$"},
        {"type": "string", "format": "date-time", "pattern": f"^{_YEARS}({json_values.MOMENT})$"},
    ]
}


def _body(
    served: Served, operation: Operation, question: str | None, components: Components
) -> dict[str, object]:
    """The body, with a case that works."""
    if question is None:
        if operation.takes == "receipt":
            return {JSON: {"schema": ref("Receipt")}}
        examples = {"nothing": {"summary": "nothing is known", "value": {}}}
        return {JSON: {"schema": components.case(), "examples": examples}}
    example = served.example(question)
    if operation.takes == "lines":
        said = {"type": "string", "description": "A case a line, each as `decide` takes it."}
        return {NDJSON: {"schema": said}}
    examples = {"case": {"summary": example.title, "value": example.facts}}
    return {JSON: {"schema": components.facts(question), "examples": examples}}


# --- what it gives ----------------------------------------------------------------------------------------


def _answer(operation: Operation, question: str | None, components: Components) -> dict[str, object]:
    """The answer in each form."""
    content: dict[str, object] = {}
    for form in operation.forms:
        if form == JSON:
            content[form] = {"schema": _shape(operation.gives, question, components)}
        else:
            content[form] = {"schema": {"type": "string", "description": _WORDS[form]}}
    return {"description": operation.said, "content": content}


_WORDS = {
    TEXT: "As lines.",
    MARKDOWN: "As Markdown.",
    HTML: "As a page.",
    NDJSON: "For each case a line of JSON, `{line, answers}` or `{line, problem}`.",
}


def _shape(gives: str, question: str | None, components: Components) -> dict[str, object]:
    if question is None or not gives.startswith("@"):
        return ref(gives)
    answers = components.answers(question)
    match gives:
        case "@answers":
            return answers
        case "@next":
            return full(
                {
                    "done": {"type": "boolean", "description": "Whether nothing more can change an answer."},
                    "fact": or_null(ref("FactAsked")),
                    "left": many({"type": "string"}),
                    "headline": {"type": ["string", "null"]},
                    "answers": answers,
                }
            )
        case "@explanation":
            text = {"type": "string"}
            return full(
                {
                    "question": text,
                    "label": text,
                    "headline": {"type": ["string", "null"]},
                    "answers": answers,
                    "explanation": many(ref("Line")),
                    "readings": ref("ReadingsChosen"),
                    "provisions": ref("CitedProvisions"),
                    "notice": text,
                }
            )
        case other:
            raise AssertionError(other)


def _problem(status: int) -> dict[str, Any]:
    titles = [title for code, title in TITLES.values() if code == status]
    return {"description": "; ".join(titles), "content": {PROBLEM: {"schema": ref("Problem")}}}
