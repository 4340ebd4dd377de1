"""What is true of every program that `lower` makes. A violation is a bug of the compiler, never a user's
mistake."""

from collections.abc import Iterator
from typing import assert_never

from qanun.core.questions import opening
from qanun.core.rules import (
    ASPECTS,
    Agree,
    All,
    Any,
    Apply,
    AsOf,
    Const,
    Definition,
    FactOf,
    FieldOf,
    Gap,
    HowMany,
    If,
    InConflict,
    Local,
    Not,
    NoVersion,
    Over,
    Program,
    Question,
    Reading,
    Ref,
    SetOf,
    Silent,
)
from qanun.core.show import show_expression
from qanun.core.typing import conditions, fits, type_of, type_of_definition
from qanun.core.walk import walk
from qanun.typed.types import BROKEN, NEVER, YES_NO


def violations(program: Program) -> Iterator[str]:
    """A sentence for each invariant that does not hold."""
    for key, definition in program.definitions.items():
        if key != definition.name:
            yield f"{definition.name} is kept as {key}"
    for definition in program.definitions.values():
        yield from _definition(definition, program)
        yield from _types(definition, program)
    for subject in program.subjects.values():
        parts = [subject.definition_of(aspect) for aspect in ASPECTS]
        named = [name for name in (*parts, subject.opened, *opening(subject)) if name is not None]
        for name in (*named, *subject.grounds, *subject.exceptions, *subject.barring, *subject.silences):
            if name not in program.definitions:
                yield f"{subject.name} is made of {name}, which is not defined"
    for question in program.questions.values():
        yield from _question(question, program)


def _definition(definition: Definition, program: Program) -> Iterator[str]:
    anchors = {provision.anchor for law in program.laws.values() for provision in law.provisions}
    for anchor in definition.provisions:
        if anchor not in anchors:
            yield f"{definition.name} states {anchor}, which is no provision"
    bound = {node.local for node in walk(definition.body) if isinstance(node, Over)} | set(definition.locals)
    for node in walk(definition.body):
        match node:
            case Ref(name, _):
                if name not in program.definitions:
                    yield f"{definition.name} refers to {name}, which is not defined"
                elif name.parts != program.definitions[name].name.parts:
                    yield f"{definition.name} refers to {name}, which is called so for another reason"
            case FactOf(name):
                if name not in program.facts:
                    yield f"{definition.name} asks for {name}, which is no fact"
            case Reading(name):
                if name not in program.readings:
                    yield f"{definition.name} rests on {name}, which is no reading"
            case Local(name):
                if name not in bound:
                    yield f"{definition.name} speaks of {name}, which nothing ranges over"
            case Agree(cases=cases):
                missing = [case.name for case in cases if case.name not in program.definitions]
                yield from (f"{definition.name} weighs {name}, which is not defined" for name in missing)
            case (
                Const()
                | AsOf()
                | FieldOf()
                | All()
                | Any()
                | Not()
                | If()
                | Apply()
                | HowMany()
                | Over()
                | SetOf()
            ):
                pass
            case Silent() | InConflict() | Gap() | NoVersion():
                pass
            case never:
                assert_never(never)


def _question(question: Question, program: Program) -> Iterator[str]:
    """Its order has each definition after its own, and it names every fact and reading that they ask for."""
    seen: set[str] = set()
    for name in question.order:
        for node in walk(program.definitions[name].body):
            match node:
                case Ref(other, _) if other not in seen:
                    yield f"{question.name}: {name} comes before {other}"
                case FactOf(fact) if fact not in question.facts:
                    yield f"{question.name}: {name} asks for {fact}, which is not among its facts"
                case Reading(reading) if reading not in question.readings:
                    yield f"{question.name}: {name} rests on {reading}, which is not among its readings"
        seen.add(name)


# --- types ------------------------------------------------------------------------------------------------


def _types(definition: Definition, program: Program) -> Iterator[str]:
    """Each name has the type of what it names, each operator operands that it takes, each condition a yes or
    no, and the definition the type that it states."""
    for node in walk(definition.body):
        match node:
            case FactOf(name, type_) if name in program.facts and type_ != program.facts[name].type:
                yield f"{definition.name} takes {name} for {type_}"
            case Reading(name, type_) if name in program.readings and type_ != program.readings[name].type:
                yield f"{definition.name} takes {name} for {type_}"
            case Ref(name, _, type_) if name in program.definitions:
                if type_ != type_of_definition(program.definitions[name]):
                    yield f"{definition.name} takes {name} for {type_}"
        if type_of(node) == BROKEN:
            yield f"{definition.name} has an expression without a type: {show_expression(node)}"
        for condition in conditions(node):
            if type_of(condition) not in (YES_NO, NEVER):
                yield f"{definition.name} asks whether {show_expression(condition)}, {type_of(condition)}"
    found, stated = type_of(definition.body), type_of_definition(definition)
    if not fits(found, stated):
        yield f"{definition.name} is {stated}, and its body {found}"
