"""What a question's script registers: the slice of the core that it needs, and what is said of it."""

import re
from collections.abc import Mapping

from qanun.core.diagrams.build import Diagram, diagram_of
from qanun.core.diagrams.encode import encode
from qanun.core.encoded import Data, encoded, told_aspect
from qanun.core.names import Name
from qanun.core.question import index
from qanun.core.question.named import named, provisions_named
from qanun.core.question.open_points import closure, open_points
from qanun.core.question.plan import QuestionPlan, aspects, barring, planned
from qanun.core.question.settled import constrained
from qanun.core.question.words import at_fault, place, records, shows_countries, speaks_of_countries, words
from qanun.core.rules import Bearer, Definition, Program, Question, Subject
from qanun.runtime.citing import place_in_law
from qanun.runtime.qualified import law_of
from qanun.runtime.values.countries import NAMES
from qanun.targets.attributes import Attributes, attributes, class_names, record_fields, short
from qanun.targets.javascript.kinds import kind
from qanun.typed.types import (
    YES_NO,
    OrNone,
    RecordType,
    Type,
)

FORM = 6
"""The form of the data; `runtime_js/question.js` reads the same."""


def question_data(program: Program, question: Question) -> dict[str, Data]:
    """All that the runtime needs to answer a question and to explain its answers."""
    ready, called = planned(program, question), attributes(question)
    definitions = _definitions(ready)
    places = {name: place for place, name in enumerate(question.facts)}
    law = program.laws[law_of(question.name)]
    return {
        "form": FORM,
        "name": question.name,
        "label": question.label,
        "fingerprint": program.fingerprint,
        "zone": law.time_zone,
        "notice": index.notice(law, ready.bits, program),
        "needs_as_of": question.needs_as_of,
        "facts": [_fact(name, called, program) for name in question.facts],
        "constrained": [places[name] for name in constrained(ready)],
        "readings": [_reading(name, program) for name in question.readings],
        "records": [_record(type_, program) for type_ in records(ready)],
        "words": _pairs(words(ready)),
        "countries": {**NAMES} if speaks_of_countries(ready) else {},
        "shows_countries": shows_countries(ready),
        "bits": list(ready.bits),
        "provisions": _provisions(ready),
        "places": _places(ready),
        "silences": [list(point) for point in open_points(program, question)],
        "needed": len(ready.needed),
        "definitions": [_definition(definition, program) for definition in definitions],
        "others": _others(ready),
        "rules": [_rule(program.subjects[name]) for name in at_fault(ready, _only_open(ready))],
        "subjects": [_subject(subject, called, program) for subject in ready.subjects],
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


def _definitions(ready: QuestionPlan) -> tuple[Definition, ...]:
    """Those that answers and headlines need, then those that only `always` needs, each after its own; then
    those that tell what the law leaves open."""
    needed = set(ready.needed)
    rest = (name for name in ready.question.order if name not in needed)
    return tuple(ready.program.definitions[name] for name in (*ready.needed, *rest, *_only_open(ready)))


def _only_open(ready: QuestionPlan) -> list[Name]:
    """The definitions that only tell what the law leaves open."""
    program, asked = ready.program, set(ready.question.order)
    closures = [closure(program, silent) for _, silent in open_points(program, ready.question)]
    rest = frozenset().union(*closures) - asked
    return [one.name for one in program.definitions.values() if one.name in rest]


def _definition(definition: Definition, program: Program) -> Data:
    return [
        definition.name,
        definition.role,
        definition.label,
        list(definition.provisions),
        place(definition.site),
        list(definition.locals),
        encoded(definition.body),
        told_aspect(definition.name, program),
    ]


def _others(ready: QuestionPlan) -> list[Data]:
    """What is named beside them: definitions, and provisions with which something is in conflict."""
    definitions: list[Data] = [
        [d.name, d.role, d.label, list(d.provisions), told_aspect(d.name, ready.program)]
        for d in _beside(ready)
    ]
    provisions: list[Data] = [
        [anchor, "provision", _place_of(anchor, ready.program), [], ""] for anchor in provisions_named(ready)
    ]
    return definitions + provisions


def _beside(ready: QuestionPlan) -> list[Definition]:
    """The definitions that are named beside those that are needed, silences among them."""
    program = ready.program
    silences = [
        program.definitions[program.subjects[name].answer] for name, _ in open_points(program, ready.question)
    ]
    return list(dict.fromkeys((*named(ready), *silences)))


# --- what is said of a question -----------------------------------------------------------------------------


def _fact(name: str, called: Attributes, program: Program) -> Data:
    fact = program.facts[name]
    spec = _spec(called.facts[name], short(name), fact.label, fact.type, program)
    judges: Data = None if fact.judged_by is None else list(fact.judged_by)
    return {**spec, "fact": name, "judged_by": judges, "you": fact.you, "help": fact.help}


def _spec(name: str, key: str, label: str, type_: Type, program: Program) -> dict[str, Data]:
    labels = {one: dict(options) for one, (_, _, options) in program.types.items()}
    return {
        "name": name,
        "key": key,
        "label": label,
        "kind": kind(type_, program.authorities, labels),
        "or_none": isinstance(type_, OrNone),
    }


def _record(type_: RecordType, program: Program) -> Data:
    """A record: how Python calls it, what people call one of its kind, its fields."""
    called = class_names(program)[type_.name]
    _, label, labels = program.types[type_.name]
    known, cells = dict(labels), record_fields(type_)
    fields: list[Data] = [
        {
            **_spec(cells[name], name, known.get(name, name), inner, program),
            "judged_by": None,
            "you": "",
            "help": "",
        }
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


def _provisions(ready: QuestionPlan) -> Data:
    """The provisions that the definitions state, by the page."""
    known = index.provisions(ready.program)
    found: list[Data] = []
    for anchor in ready.bits:
        if anchor in known:
            text = " ".join(known[anchor][2].text.split())
            found.append({"anchor": anchor, "citation": _citation(anchor, ready.program), "text": text})
    return found


def _place_of(anchor: str, program: Program) -> str:
    _, law, provision = index.provisions(program)[anchor]
    return f"{law.title}, {place_in_law(provision.article, provision.number)}"


def _citation(anchor: str, program: Program) -> str:
    _, law, provision = index.provisions(program)[anchor]
    return law.citation(provision)


def _places(ready: QuestionPlan) -> Data:
    """Of each provision its anchor, its law and the place in it as lawyers cite it, and whether the short
    answer cites it; of an article without text its number."""
    known, program = index.provisions(ready.program), ready.program
    cited = {known[one][1].module for one in (*ready.bits, *provisions_named(ready)) if one in known}
    beside = [anchor for one in _beside(ready) for anchor in one.provisions]
    subjects = [anchor for subject in ready.subjects for anchor in subject.provisions]
    found: list[Data] = []
    for anchor in dict.fromkeys((*ready.bits, *subjects, *beside)):
        module, _, number = anchor.partition("#")
        if anchor in known:
            _, law, provision = known[anchor]
            place = place_in_law(provision.article, provision.number)
            found.append([anchor, law.title, place, module in cited])
        elif module in program.laws:
            found.append([anchor, program.laws[module].title, number, False])
    return found


def _rule(subject: Subject) -> Data:
    return [subject.name, list(subject.provisions), place(subject.site)]


def _subject(subject: Subject, called: Attributes, program: Program) -> Data:
    found: dict[str, Data] = {
        "attribute": called.answers[subject.name],
        "name": subject.name,
        "kind": subject.kind,
        "label": subject.label,
        "provisions": list(subject.provisions),
        "aspects": {**aspects(subject)},
        "grounds": list(subject.grounds),
        "exceptions": list(subject.exceptions),
        "carved": {name: list(opened) for name, opened in subject.carved},
        "barring": {**barring(subject)},
        "weighing": list(subject.weighing),
        "valued": subject.type != YES_NO,
        "bearer": None if subject.bearer is None else _bearer(subject.bearer),
        "bearers": {ground: _bearer(bearer) for ground, bearer in subject.bearers},
        "determined": {**dict(subject.determined)},
    }
    if subject.about is not None and subject.about.items is not None:
        items = encoded(subject.about.items)
        found["about"] = {"local": subject.about.local, "items": items}
    made = diagram_of(program, subject)
    if isinstance(made, Diagram):
        found["diagram"] = encode(made)
    return found


def _bearer(bearer: Bearer) -> Data:
    return [list(bearer.parties), list(bearer.bodies)]
