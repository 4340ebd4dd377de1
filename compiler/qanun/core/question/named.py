"""Definitions that a question names and does not need: those that pull apart, silences, names of cases."""

from collections.abc import Iterator
from typing import assert_never

from qanun.core import rules
from qanun.core.question import index
from qanun.core.question.plan import QuestionPlan
from qanun.core.rules import Definition, Expr
from qanun.core.walk import walk
from qanun.runtime.qualified import law_of


def named(plan: QuestionPlan) -> list[Definition]:
    """Those of the laws on whose definitions the question rests, in the order of first mention."""
    program = plan.program
    found: dict[str, None] = {}
    for name in plan.question.order:
        for node in walk(program.definitions[name].body):
            found.update(dict.fromkeys(_names_in(node)))
    for subject in plan.subjects:
        found.update(dict.fromkeys((*subject.barring, *(name.subject for name in subject.barring))))
    laws = {law_of(name) for name in plan.question.order}
    known: dict[str, Definition] = {
        definition.name: definition
        for module, definitions in index.definitions(program).items()
        if module in laws
        for definition in definitions
    }
    own = set(plan.question.order)
    return [known[name] for name in found if name in known and name not in own]


def provisions_named(plan: QuestionPlan) -> list[str]:
    """The anchors of the provisions with which something is in conflict."""
    known = index.provisions(plan.program)
    nodes = (node for name in plan.question.order for node in walk(plan.program.definitions[name].body))
    others = (other for node in nodes if isinstance(node, rules.InConflict) for other in node.others)
    return list(dict.fromkeys(other for other in others if other in known))


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
