"""Which definitions are functions of their own, in the module of their law, and what these take.

A definition that several questions need, and that takes more lines than a call of it, is written once. What
is shorter, or needed once, stands in the function of its question.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeGuard

from attrs import frozen

from qanun.core import rules
from qanun.core.names import Name
from qanun.core.question.plan import aspects, headline_parts, reached
from qanun.core.resting import references
from qanun.core.rules import Definition, Expr, Program, Question
from qanun.core.walk import children, walk
from qanun.targets.python.alone import values_alone

Operand = rules.FactOf | rules.Reading | rules.AsOf | rules.Ref | rules.Apply
"""What a function takes: a fact, a reading, the moment, the value of another definition, or the day of
the moment (no other operator is applied outside)."""


@frozen(eq=False)
class Function:
    """A definition as a function: the module of its law, the class in it in which it stands, and its name.

    `operands` is what it takes, in the order in which it asks for them.
    """

    definition: Definition
    law: str
    namespace: str
    name: str
    operands: tuple[Operand, ...]


Functions = Mapping[Name, Function]
"""Those of a program, by the name of the definition."""


def operands(expr: Expr) -> tuple[Operand, ...]:
    """What an expression asks for that stands outside of it, each once."""
    found: dict[Operand, None] = {}
    ahead = [expr]
    while ahead:
        one = ahead.pop()
        if _is_operand(one):
            found[one] = None
        else:
            ahead += reversed(children(one))
    return tuple(found)


def _is_operand(expr: Expr) -> TypeGuard[Operand]:
    if isinstance(expr, rules.Ref):
        return not expr.about
    return isinstance(expr, rules.FactOf | rules.Reading | rules.AsOf) or is_day(expr)


def is_day(expr: Expr) -> bool:
    """Whether it is the day of the moment, somewhere."""
    return isinstance(expr, rules.Apply) and expr.operator == "date of" and expr.operands[0] == rules.AsOf()


def needed(program: Program, question: Question) -> list[Definition]:
    """The definitions that answers, headlines and constraints rest on, each after its own."""
    program = values_alone(program)
    roots = [name for subject in question.answers for name in aspects(program.subjects[subject]).values()]
    exprs = [constraint.condition for constraint in question.constraints]
    names = reached(program, question, roots, [*exprs, *headline_parts(question)])
    return [program.definitions[name] for name in names]


def exprs_of(question: Question, definitions: Iterable[Definition]) -> list[Expr]:
    """All that is to be found for a question."""
    exprs = [definition.body for definition in definitions]
    exprs += [constraint.condition for constraint in question.constraints]
    return exprs + headline_parts(question)


def unasked(definitions: Iterable[Definition], exprs: Iterable[Expr]) -> list[Definition]:
    """The definitions that nothing but answers asks for."""
    asked_for = {name for expr in exprs for name in references(expr)}
    return [definition for definition in definitions if definition.name not in asked_for]


def of_several(program: Program, questions: Iterable[Question]) -> list[Definition]:
    """The definitions that several questions need and that are a value in each, in the program's order."""
    times: Counter[Name] = Counter()
    outcomes: set[Name] = set()
    for question in questions:
        if any(program.subjects[name].about is not None for name in question.answers):
            continue  # it has no function
        found = needed(program, question)
        times.update(definition.name for definition in found)
        last = unasked(found, exprs_of(question, found))
        outcomes |= {definition.name for definition in last if can_be_undecided(definition.body)}
    return [
        one
        for one in values_alone(program).definitions.values()
        if times[one.name] > 1 and one.name not in outcomes and not one.things and not _asks_of_things(one)
    ]


def can_be_undecided(expr: Expr) -> bool:
    """Whether it may be silent or in conflict by itself."""
    return any(isinstance(node, rules.Silent | rules.InConflict) for node in walk(expr))


def _asks_of_things(definition: Definition) -> bool:
    return any(isinstance(node, rules.Ref) and node.about for node in walk(definition.body))
