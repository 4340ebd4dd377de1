"""The facts to which `always` can leave one value."""

from typing import assert_never

from qanun.core.question.plan import QuestionPlan
from qanun.core.rules import FactOf, Program, Ref
from qanun.core.walk import walk
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


def constrained(plan: QuestionPlan) -> list[str]:
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


def few(type_: Type) -> tuple[object, ...]:
    """The values that a fact of few values can take: of yes/no and one-of facts all, of others none."""
    match type_:
        case Simple("yes/no"):
            return (True, False)
        case OneOfType(_, options):
            return options
        case Simple() | MoneyType() | DurationType() | RecordType() | SetType() | ListType() | OrNone():
            return ()
        case never:
            assert_never(never)
