"""What there is to say of a question: how options are read, where things stand, what can be at fault."""

from collections.abc import Iterable

from qanun.core import rules
from qanun.core.names import Name
from qanun.core.question.plan import QuestionPlan
from qanun.core.rules import Site
from qanun.core.walk import walk
from qanun.typed.types import (
    COUNTRY,
    TEXT,
    OneOfType,
    RecordType,
    Type,
    within,
)


def place(site: Site) -> str:
    return f"{site.path}:{site.line}"


def at_fault(plan: QuestionPlan, beside: Iterable[Name] = ()) -> list[str]:
    """The rules that can be at fault for want of one answer, also in definitions that stand beside."""
    found: dict[str, None] = {}
    question = plan.question
    exprs = [plan.program.definitions[name].body for name in (*question.order, *beside)]
    exprs += [constraint.condition for constraint in question.constraints]
    exprs += [p for h in question.headlines for p in (h.condition, *h.parts) if not isinstance(p, str)]
    for expr in exprs:
        for node in walk(expr):
            if isinstance(node, rules.Agree | rules.Gap | rules.NoVersion):
                found[node.subject] = None
    return [name for name in found if name in plan.program.subjects]


def words(plan: QuestionPlan) -> dict[str, str]:
    """How options and bodies are read.

    An option that two types read differently stands as it is written: a value does not say its type.
    """
    program = plan.program
    seen = [program.facts[name].type for name in plan.question.facts]
    seen += [program.definitions[name].type for name in plan.needed]
    read: dict[str, dict[str, None]] = {}
    for type_ in seen:
        for inner in within(type_):
            if isinstance(inner, OneOfType) and inner.name in program.types:
                for option, label in program.types[inner.name][2]:
                    read.setdefault(option, {})[label] = None
    words = {option: next(iter(labels)) for option, labels in read.items() if len(labels) == 1}
    for name, label in program.authorities.items():
        if name not in read:
            words[name] = label
    return words


def shows_countries(plan: QuestionPlan) -> bool:
    """Whether two letters stand for a country wherever they are a value: no fact and no answer is a text."""
    return speaks_of_countries(plan) and TEXT not in _kinds(plan)


def speaks_of_countries(plan: QuestionPlan) -> bool:
    """Whether a fact or an answer is a country, or has one in it."""
    return COUNTRY in _kinds(plan)


def _kinds(plan: QuestionPlan) -> list[Type]:
    """The types of all facts and answers, and what is in them."""
    told = [plan.program.facts[name].type for name in plan.question.facts]
    told += [subject.type for subject in plan.subjects]
    return [inner for type_ in told for inner in within(type_)]


def records(plan: QuestionPlan) -> list[RecordType]:
    """The records in the facts of a question, each once."""
    found: dict[str, RecordType] = {}
    for name in plan.question.facts:
        for type_ in within(plan.program.facts[name].type):
            if isinstance(type_, RecordType):
                found.setdefault(type_.name, type_)
    return list(found.values())
