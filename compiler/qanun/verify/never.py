"""Exceptions that can never bite: their conditions contradict those of what they except from."""

from collections.abc import Iterator

from qanun.core.evaluate import Case, Thing, evaluate
from qanun.core.questions import NO_CONSTRAINTS, asked_of
from qanun.core.rules import (
    All,
    Apply,
    Const,
    Definition,
    Expr,
    FactOf,
    FieldOf,
    Local,
    Not,
    Program,
    Reading,
    Ref,
    Site,
)
from qanun.core.walk import walk
from qanun.runtime.undecided import NotKnown


def never_biting(program: Program) -> Iterator[Definition]:
    """The exceptions that are no in every case in which what they except from
    is opened.

    Found from the facts that the conditions fix each by itself (`x`, `not x`, `x is option`), so what is
    found is
    certain, and a contradiction in arithmetic is not found.
    """
    for definition in program.definitions.values():
        if definition.role == "exception":
            bites = program.definitions[f"{definition.name}:bites"]
            if _contradicts(bites.body, bites.locals, program):
                yield definition


def _contradicts(condition: Expr, things: tuple[str, ...], program: Program) -> bool:
    fixed: dict[Expr, object] = {}
    for asked, value in _fixed(condition, True, program):
        if fixed.setdefault(asked, value) != value:
            return True
    question = asked_of("", (condition,), program.definitions, NO_CONSTRAINTS, Site("", 0))
    if question.readings or question.needs_as_of or any(isinstance(n, Reading) for n in walk(condition)):
        return False
    facts = {asked.name: value for asked, value in fixed.items() if isinstance(asked, FactOf)}
    case = Case(program, question, facts, None, {}, dict.fromkeys(things, NO_THING))
    return evaluate(condition, case).value is False


NO_THING = Thing(NotKnown(0, 0, 0), 0)
"""A thing of which nothing is known."""


def _fixed(condition: Expr, holds: bool, program: Program) -> Iterator[tuple[Expr, object]]:
    """The facts, and the fields of the thing that the condition is about, which must have one value for it to
    hold (or, with `holds` false, to fail)."""
    match condition:
        case FactOf() | FieldOf(Local()):
            yield condition, holds
        case Not(part):
            yield from _fixed(part, not holds, program)
        case All(parts) if holds:
            for part in parts:
                yield from _fixed(part, True, program)
        case Ref(name, about) if all(isinstance(thing, Local) for thing in about):
            yield from _fixed(program.definitions[name].body, holds, program)
        case Apply("=", (FactOf() | FieldOf(Local()) as asked, Const(value))) if holds:
            yield asked, value
