"""What is fixed about a question before its code is written: which definitions, which names, which bits."""

from collections.abc import Iterable
from typing import assert_never

from attrs import define

from qanun.core.names import Name
from qanun.core.questions import opening
from qanun.core.rules import (
    ASPECTS,
    Definition,
    Expr,
    FactOf,
    Local,
    Program,
    Question,
    Ref,
    Subject,
)
from qanun.core.walk import walk
from qanun.runtime.facts import RESERVED as RESERVED_FIELDS
from qanun.targets.python import indexes
from qanun.targets.python.names import ANNOTATING, RESERVED_ANSWERS, Names
from qanun.typed.types import (
    DurationType,
    ListType,
    MoneyType,
    OneOfType,
    OrNone,
    RecordType,
    SetType,
    Simple,
)


def aspects(subject: Subject) -> dict[str, Name]:
    """The definitions that a subject's answer is made of, by aspect."""
    return {aspect: name for aspect in ASPECTS if (name := subject.definition_of(aspect)) is not None}


@define(eq=False)
class Plan:
    """A question, made ready.

    `facts` are the attributes of its facts, `stated` the locals that hold them, `locals` those of its
    definitions. `bits` has what an answer can say that it rests on (grounds and exceptions by name,
    provisions by anchor, readings as "reading NAME"), each with its bit. `needed` are the definitions that
    answers and headlines need.
    """

    program: Program
    question: Question
    facts: dict[str, str]
    stated: dict[str, str]
    locals: dict[Name, str]
    answers: dict[str, str]
    bits: dict[str, int]
    needed: tuple[Name, ...]
    names: Names

    @property
    def subjects(self) -> tuple[Subject, ...]:
        return tuple(self.program.subjects[name] for name in self.question.answers)

    @property
    def definitions(self) -> tuple[Definition, ...]:
        """The definitions that answers and headlines need, each after its own."""
        return tuple(self.program.definitions[name] for name in self.needed)

    def provisions(self, definition: str) -> tuple[str, ...]:
        return self.program.definitions[definition].provisions


def plan(program: Program, question: Question, reserved: Iterable[str]) -> Plan:
    """The plan of a question; `reserved` are the names that its module has."""
    own = Names((*RESERVED_FIELDS, *ANNOTATING))
    facts = {name: own.take(short(name)) for name in question.facts}
    answered = Names((*RESERVED_ANSWERS, *ANNOTATING))
    answers = {name: answered.take(short(name)) for name in question.answers}
    needed = _needed(program, question)
    names = Names((*reserved, "facts", "as_of", "readings", "make", "w", "headline"))
    stated = {name: names.take(short(name)) for name in question.facts}
    found = {name: names.take(short(name)) for name in needed}
    bits = _bits(program, question, needed)
    return Plan(program, question, facts, stated, found, answers, bits, needed, names)


def record_fields(type_: RecordType) -> dict[str, str]:
    """The attribute of each field of a record."""
    names = Names((*RESERVED_FIELDS, *ANNOTATING))
    return {name: names.take(name) for name, _ in type_.fields}


def short(qualified: str) -> str:
    """A name without its law: `criminal_code.illegal_crossing.a` is `illegal_crossing.a`."""
    return qualified.partition(".")[2] or qualified


def _needed(program: Program, question: Question) -> tuple[Name, ...]:
    """The definitions that answers, their opening and headlines rest on, in the question's order."""
    roots = [
        name
        for subject in (program.subjects[name] for name in question.answers)
        for name in (
            *aspects(subject).values(),
            *([subject.opened] if subject.opened else []),
            *opening(subject),
        )
    ]
    exprs = [
        part for h in question.headlines for part in (h.condition, *h.parts) if not isinstance(part, str)
    ]
    exprs += lists(program.subjects[name] for name in question.answers)
    return reached(program, question, roots, exprs)


def lists(subjects: Iterable[Subject]) -> list[Expr]:
    """The lists of the things that subjects are about."""
    return [s.about.items for s in subjects if s.about is not None and s.about.items is not None]


def reached(
    program: Program, question: Question, roots: Iterable[Name], exprs: Iterable[Expr]
) -> tuple[Name, ...]:
    """The definitions on which some definitions and expressions rest, in the question's order."""
    waiting = [*roots, *(name for expr in exprs for name in references(expr))]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += references(program.definitions[name].body)
    return tuple(name for name in question.order if name in seen)


def references(expr: Expr) -> tuple[Name, ...]:
    """The definitions that an expression names."""
    return tuple(node.name for node in walk(expr) if isinstance(node, Ref))


def locals_in(expr: Expr) -> set[str]:
    """The names of the things that an expression speaks of."""
    return {node.name for node in walk(expr) if isinstance(node, Local)}


def _bits(program: Program, question: Question, needed: tuple[Name, ...]) -> dict[str, int]:
    """The bits: grounds, exceptions and what bars; provisions by the page; readings."""
    subjects = [program.subjects[name] for name in question.answers]
    listed = {name for s in subjects for name in (*s.grounds, *s.exceptions, *s.barring)}
    grounds = [name for name in needed if name in listed]
    stated = {anchor for name in needed for anchor in program.definitions[name].provisions}
    stated |= {anchor for subject in subjects for anchor in subject.provisions}
    known = indexes.provisions(program)
    pages = sorted(stated & known.keys(), key=lambda anchor: known[anchor][0])
    readings = [f"reading {name}" for name in question.readings]
    return {name: 1 << number for number, name in enumerate((*grounds, *pages, *readings))}


def constrained(plan: Plan) -> list[str]:
    """The facts to which `always` can leave one value."""
    program, question = plan.program, plan.question
    mentioned: set[str] = set()
    waiting = [constraint.condition for constraint in question.constraints]
    seen: set[str] = set()
    while waiting:
        for node in walk(waiting.pop()):
            if isinstance(node, FactOf):
                mentioned.add(node.name)
            elif isinstance(node, Ref) and node.name not in seen:
                seen.add(node.name)
                waiting.append(program.definitions[node.name].body)
    return [name for name in question.facts if _can_settle(program, name, name in mentioned)]


def _can_settle(program: Program, fact: str, mentioned: bool) -> bool:
    match program.facts[fact].type:
        case OneOfType(_, options):
            return mentioned or len(options) == 1
        case Simple() | MoneyType() | DurationType() | RecordType() | SetType() | ListType() | OrNone():
            return mentioned
        case never:
            assert_never(never)
