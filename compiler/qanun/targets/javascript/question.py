"""What a question's script registers: the slice of the core that it needs, and what is said of it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from qanun.core import rules
from qanun.core.encoded import Data, encoded
from qanun.core.rules import Definition, Expr, Program, Question, Subject
from qanun.core.walk import walk
from qanun.targets.javascript.kinds import kind
from qanun.targets.python import indexes
from qanun.targets.python.module import class_names
from qanun.targets.python.plan import Plan, aspects, constrained, plan, record_fields, short
from qanun.targets.python.tables import at_fault, place, words
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

FORM = 2
"""The form of the data; `runtime_js/question.js` reads the same."""


def question_data(program: Program, question: Question) -> dict[str, Data]:
    """All that the runtime needs to answer a question and to explain its answers."""
    ready = plan(program, question, ())
    definitions = _definitions(ready)
    places = {name: place for place, name in enumerate(question.facts)}
    law = program.laws[question.name.partition(".")[0]]
    return {
        "form": FORM,
        "name": question.name,
        "label": question.label,
        "fingerprint": program.fingerprint,
        "zone": law.time_zone,
        "notice": indexes.notice(law, ready.bits, program),
        "needs_as_of": question.needs_as_of,
        "facts": [_fact(name, ready) for name in question.facts],
        "constrained": [places[name] for name in constrained(ready)],
        "readings": [_reading(name, program) for name in question.readings],
        "records": [_record(type_, program) for type_ in _records(ready)],
        "words": _pairs(words(ready)),
        "bits": list(ready.bits),
        "provisions": _provisions(ready),
        "needed": len(ready.needed),
        "definitions": [_definition(definition) for definition in definitions],
        "others": _others(ready, definitions),
        "rules": [_rule(program.subjects[name]) for name in at_fault(ready)],
        "subjects": [_subject(subject, ready) for subject in ready.subjects],
        "headlines": [
            {
                "condition": encoded(headline.condition),
                "parts": [p if isinstance(p, str) else encoded(p) for p in headline.parts],
            }
            for headline in question.headlines
        ],
        "constraints": [
            {
                "condition": encoded(constraint.condition),
                "sentence": constraint.sentence,
                "site": place(constraint.site),
            }
            for constraint in question.constraints
        ],
    }


def _pairs(mapping: Mapping[str, str]) -> Data:
    return [[name, text] for name, text in mapping.items()]


def _definitions(ready: Plan) -> tuple[Definition, ...]:
    """Those that answers and headlines need, then those that only `always` needs, each after its own."""
    rest = (name for name in ready.question.order if name not in ready.needed)
    return tuple(ready.program.definitions[name] for name in (*ready.needed, *rest))


def _definition(definition: Definition) -> Data:
    return [
        definition.name,
        definition.role,
        definition.label,
        list(definition.provisions),
        place(definition.site),
        list(definition.locals),
        encoded(definition.body),
    ]


def _others(ready: Plan, listed: Iterable[Definition]) -> Data:
    """Definitions that are named but not needed: rules that pull apart, silences, what cases are called."""
    program = ready.program
    named: dict[str, None] = {}
    for name in ready.question.order:
        for node in walk(program.definitions[name].body):
            named.update(dict.fromkeys(_names_in(node)))
    for subject in ready.subjects:
        named.update(dict.fromkeys((*subject.barring, *(name.subject for name in subject.barring))))
    laws = {name.partition(".")[0] for name in ready.question.order}
    known: dict[str, Definition] = {
        definition.name: definition
        for module, definitions in indexes.definitions(program).items()
        if module in laws
        for definition in definitions
    }
    told = {definition.name for definition in listed}
    others = [known[name] for name in named if name in known and name not in told]
    return [[d.name, d.role, d.label, list(d.provisions)] for d in others]


def _names_in(expr: Expr) -> Iterator[str]:
    match expr:
        case rules.Agree(cases=parts) | rules.SetOf(members=parts):
            yield from (part.name for part in parts)
        case rules.Silent(silence):
            yield silence
        case rules.InConflict(others):
            yield from others
        case rules.Gap(_, candidates):
            yield from candidates
        case rules.Const() | rules.FactOf() | rules.Reading() | rules.AsOf() | rules.Ref() | rules.Local():
            pass
        case rules.FieldOf() | rules.All() | rules.Any() | rules.Not() | rules.If() | rules.Apply():
            pass
        case rules.HowMany() | rules.Over() | rules.NoVersion():
            pass
        case never:
            assert_never(never)


# --- what is said of a question -----------------------------------------------------------------------------


def _fact(name: str, ready: Plan) -> Data:
    fact = ready.program.facts[name]
    spec = _spec(ready.facts[name], short(name), fact.label, fact.type, ready.program)
    return {**spec, "fact": name, "judged_by": None if fact.judged_by is None else list(fact.judged_by)}


def _spec(name: str, key: str, label: str, type_: Type, program: Program) -> dict[str, Data]:
    labels = {one: dict(options) for one, (_, _, options) in program.types.items()}
    return {
        "name": name,
        "key": key,
        "label": label,
        "kind": kind(type_, program.authorities, labels),
        "or_none": isinstance(type_, OrNone),
    }


def _records(ready: Plan) -> list[RecordType]:
    """The records in the facts of a question, each once."""
    found: dict[str, RecordType] = {}
    for name in ready.question.facts:
        for type_ in _within(ready.program.facts[name].type):
            if isinstance(type_, RecordType):
                found.setdefault(type_.name, type_)
    return list(found.values())


def _within(type_: Type) -> Iterator[Type]:
    yield type_
    match type_:
        case OrNone(inner) | SetType(inner) | ListType(inner):
            yield from _within(inner)
        case RecordType(_, fields):
            for _, inner in fields:
                yield from _within(inner)
        case Simple() | MoneyType() | DurationType() | OneOfType():
            pass
        case never:
            assert_never(never)


def _record(type_: RecordType, program: Program) -> Data:
    """A record: how Python calls it, what people call one of its kind, its fields."""
    called = class_names(program)[type_.name]
    _, label, labels = program.types[type_.name]
    known, attributes = dict(labels), record_fields(type_)
    fields: list[Data] = [
        {**_spec(attributes[name], name, known.get(name, name), inner, program), "judged_by": None}
        for name, inner in type_.fields
    ]
    return {
        "name": type_.name,
        "class": called,
        "called": re.sub(r"(?<=[a-z])(?=[A-Z])", " ", called).lower(),
        "label": label,
        "fields": fields,
    }


def _reading(name: str, program: Program) -> Data:
    reading = program.readings[name]
    options: Data = [list(option) for option in reading.options]
    return {"name": name, "label": reading.label, "options": options, "because": reading.because}


def _provisions(ready: Plan) -> Data:
    """The provisions that the definitions state, by the page."""
    known = indexes.provisions(ready.program)
    found: list[Data] = []
    for anchor in ready.bits:
        if anchor in known:
            _, law, provision = known[anchor]
            text = " ".join(provision.text.split())
            found.append({"anchor": anchor, "citation": law.citation(provision), "text": text})
    return found


def _rule(subject: Subject) -> Data:
    return [subject.name, list(subject.provisions), place(subject.site)]


def _subject(subject: Subject, ready: Plan) -> Data:
    found: dict[str, Data] = {
        "attribute": ready.answers[subject.name],
        "name": subject.name,
        "kind": subject.kind,
        "label": subject.label,
        "provisions": list(subject.provisions),
        "aspects": {**aspects(subject)},
        "grounds": list(subject.grounds),
        "exceptions": list(subject.exceptions),
        "carved": {name: list(opened) for name, opened in subject.carved},
        "barring": list(subject.barring),
        "weighing": list(subject.weighing),
    }
    if subject.about is not None and subject.about.items is not None:
        items = encoded(subject.about.items)
        found["about"] = {"local": subject.about.local, "items": items}
    return found
