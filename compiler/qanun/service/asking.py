"""Cases put to the law: decide, explore, explain, interviews, all questions, receipts."""

from collections.abc import Mapping
from typing import Any

from attrs import evolve

from qanun.runtime.faults import AsOfMissing, FactsRefused, Fault
from qanun.runtime.questions.all_laws import about
from qanun.runtime.values.json_schema import case_schema
from qanun.runtime.values.spec import Fact
from qanun.service.explained import as_html
from qanun.service.problems import Problem, clean, of, wrong_parameter
from qanun.service.requests import (
    HTML,
    JSON,
    MARKDOWN,
    TEXT,
    Reply,
    Request,
    as_of,
    encoded,
    is_set,
    option,
    readings,
    said,
    worded,
)
from qanun.service.served import Served

ORDERS = ("law", "soonest")
"""In which order an interview asks: as a reader of the rules meets the facts, or so that it ends soonest."""


def asked(served: Served, request: Request) -> tuple[Any, Any, dict[str, Any]]:
    """The question, the facts of the body, and how it is asked."""
    question = served.question(request.at["question"])
    try:
        facts = question.facts.from_json(request.body)
    except FactsRefused as refused:
        raise _with_parameters(question, request, of(refused)) from None
    return question, facts, _how(question, request)


def _with_parameters(question: Any, request: Request, problem: Problem) -> Problem:
    """What is wrong with the body, and with the parameters beside it."""
    try:
        _how(question, request)
    except Problem as other:
        return evolve(problem, errors=(*problem.errors, *other.errors))
    except AsOfMissing as missing:
        return evolve(problem, errors=(*problem.errors, *of(missing).errors))
    return problem


def _how(question: Any, request: Request) -> dict[str, Any]:
    """The day and the readings."""
    day = as_of(request)
    if day is None and question.needs_as_of:
        raise AsOfMissing(f"{question.module}.{question.name}")
    return {"as_of": day, "readings": readings(request, question)}


def _in_form(answers: Any, form: str) -> Reply:
    """Answers as JSON, or in short."""
    return said(answers.to_json()) if form == JSON else worded(form, answers.short().as_text())


def decide(served: Served, request: Request) -> Reply:
    """The answers; a problem where facts are missing. A fault of the law is an answer."""
    question, facts, how = asked(served, request)
    try:
        return _in_form(question.decide(facts, **how), request.form)
    except Fault:
        return _in_form(question.explore(facts, **how), request.form)


def explore(served: Served, request: Request) -> Reply:
    """The answers as far as they are certain, with the facts that they still need."""
    question, facts, how = asked(served, request)
    return _in_form(question.explore(facts, **how), request.form)


def explain(served: Served, request: Request) -> Reply:
    """Why, and why not otherwise."""
    question, facts, how = asked(served, request)
    whole = is_set(request, "whole")
    explanation = question.explain(facts, **how)
    if request.form == TEXT:
        return worded(TEXT, explanation.as_text(whole=whole))
    if request.form == MARKDOWN:
        return worded(MARKDOWN, explanation.as_markdown(whole=whole))
    if request.form == HTML:
        return worded(HTML, as_html(explanation, whole))
    return said(explanation.as_dict())


def one_of_a_batch(served: Served, request: Request) -> dict[str, object]:
    """What `explore` answers, as data."""
    question, facts, how = asked(served, request)
    found: dict[str, object] = question.explore(facts, **how).to_json()
    return found


# --- interviews -------------------------------------------------------------------------------------------


def ask_next(served: Served, request: Request) -> Reply:
    """What to ask next of a case. The case goes along; nothing is kept of it."""
    question, facts, how = asked(served, request)
    specs = {fact.name: fact for fact in question.facts.FACTS}
    aside = _aside(request, specs)
    explanation = question.explain(facts, **how)
    needs = explanation.soonest if option(request, "order", ORDERS) == "soonest" else explanation.needs
    left = [name for name in needs if specs[name].key not in aside]
    first = None
    if left:
        first = {**fact_as_dict(specs[left[0]], question), "why": explanation.why_asked(left[0])}
    return said(
        {
            "done": not left,
            "fact": first,
            "left": [specs[name].key for name in left],
            "headline": explanation.answers.headline,
            "answers": explanation.answers.to_json(),
        }
    )


def _aside(request: Request, specs: Mapping[str, Fact]) -> set[str]:
    """The facts that nobody can tell, and that are not asked for again."""
    keys = {fact.key for fact in specs.values()}
    aside = set(request.query.get("aside", ()))
    if other := sorted(aside - keys):
        raise wrong_parameter("aside", f"the question asks for no fact {clean(other[0])!r}")
    return aside


def fact_as_dict(fact: Fact, question: Any) -> dict[str, object]:
    """A fact as it is asked for; `schema` says how its value is written."""
    return {
        "name": fact.key,
        "label": fact.label,
        "you": fact.you or None,
        "help": fact.help or None,
        "kind": fact.kind.word,
        "unit": fact.kind.unit or None,
        "may_be_none": fact.or_none,
        "judged_by": None if fact.judged_by is None else list(fact.judged_by),
        "schema": value_schema(question, fact.key),
    }


_SCHEMAS: dict[tuple[str, str], object] = {}
"""What was said of facts, of which a package has some hundreds."""


def value_schema(question: Any, key: str) -> object:
    """The schema of the value of a fact, with what it refers to."""
    place = (f"{question.home}.{question.name}", key)
    if place not in _SCHEMAS:
        whole: Any = case_schema(question.facts)
        own = whole["properties"][key]
        needed = _referred(own, whole.get("$defs", {}))
        _SCHEMAS[place] = {**own, "$defs": needed} if needed else own
    return _SCHEMAS[place]


def _referred(schema: object, definitions: Mapping[str, object]) -> dict[str, object]:
    """The definitions to which a schema refers, and those to which these do."""
    found: dict[str, object] = {}
    waiting = [schema]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            waiting += part.values()
            name = str(part.get("$ref", "")).rpartition("/")[2]
            if name in definitions and name not in found:
                found[name] = definitions[name]
                waiting.append(definitions[name])
        elif isinstance(part, list):
            waiting += part
    return found


# --- all questions, receipts ------------------------------------------------------------------------------


def ask_all(served: Served, request: Request) -> Reply:
    """One case, put to all questions."""
    directory = served.questions.directory
    situation = None
    if "situation" in request.query:
        situation = directory.situation(option(request, "situation", served.situation_names))
    chosen = {
        parameter.reading: option(request, name, parameter.options)
        for name, parameter in served.reading_parameters.items()
        if name in request.query
    }
    found = about(served.questions, directory, request.body, as_of(request), chosen, situation)
    if request.form == TEXT:
        return worded(TEXT, found.as_text(full=is_set(request, "full")))
    return said(found.as_dict())


def receipt(served: Served, request: Request) -> Reply:
    """The answers with all that they were given on, to be kept by whoever asked."""
    question, facts, how = asked(served, request)
    return Reply(JSON, question.explore(facts, **how).receipt().as_text().encode())


def check_receipt(served: Served, request: Request) -> Reply:
    """Whether the law as it is now still answers a receipt so."""
    found = served.questions.again(request.body)
    answers = None if found.answers is None else found.answers.to_json()
    return Reply(
        JSON,
        encoded(
            {
                "same": found.same,
                "same_law": found.same_law,
                "changes": list(found.changes),
                "answers": answers,
                "said": found.as_text(),
            }
        ),
    )
