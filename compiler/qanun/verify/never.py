"""Exceptions that can never bite: their conditions contradict those of what they except from."""

from collections.abc import Iterator

from qanun.core.evaluate import Case, evaluate
from qanun.core.questions import NO_CONSTRAINTS, asked_of
from qanun.core.rules import All, Apply, Const, Definition, Expr, FactOf, Not, Program, Reading, Ref, Site
from qanun.core.walk import walk


def never_biting(program: Program) -> Iterator[Definition]:
    """The exceptions that are no in every case in which what they except from
    is opened.

    Found from the facts that the conditions fix each by itself (`x`, `not x`, `x is option`), so what is
    found is
    certain, and a contradiction in arithmetic is not found.
    """
    for definition in program.definitions.values():
        if definition.role == "exception":
            bites = program.definitions[f"{definition.name}:bites"].body
            if _contradicts(bites, program):
                yield definition


def _contradicts(condition: Expr, program: Program) -> bool:
    fixed: dict[str, object] = {}
    for name, value in _fixed(condition, True, program):
        if fixed.setdefault(name, value) != value:
            return True
    question = asked_of("", (condition,), program.definitions, NO_CONSTRAINTS, Site("", 0))
    if question.readings or question.needs_as_of or any(isinstance(n, Reading) for n in walk(condition)):
        return False
    facts = {name: value for name, value in fixed.items() if name in question.facts}
    return evaluate(condition, Case(program, question, facts, None, {})).value is False


def _fixed(condition: Expr, holds: bool, program: Program) -> Iterator[tuple[str, object]]:
    """The facts that must have one value for the condition to hold (or, with `holds` false, to fail)."""
    match condition:
        case FactOf(name):
            yield name, holds
        case Not(part):
            yield from _fixed(part, not holds, program)
        case All(parts) if holds:
            for part in parts:
                yield from _fixed(part, True, program)
        case Ref(name, ()):
            yield from _fixed(program.definitions[name].body, holds, program)
        case Apply("=", (FactOf(name), Const(value))) if holds:
            yield name, value
