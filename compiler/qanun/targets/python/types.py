"""The type of a core expression, where a target must know it."""

from collections.abc import Mapping

from qanun.core import rules
from qanun.core.rules import Definition, Expr, Program
from qanun.runtime.values import Days, Hours, Limit, Money, Months, MonthsAndDays, Period
from qanun.typed import types
from qanun.typed.operators import OPERATORS, result
from qanun.typed.types import DurationType, ListType, MoneyType, OrNone, RecordType, SetType, Simple, Type

PENALTIES = Simple("penalties")
STATE = Simple("state")
BODIES = Simple("bodies")
EVENT = Simple("event")
"""A day or a moment, whichever the event of a term is."""


def type_of_definition(definition: Definition) -> Type:
    """The type of a definition's value, also of those that only answers see."""
    match definition.role:
        case "penalties":
            return OrNone(PENALTIES)
        case "state" if definition.type == types.TEXT:
            return OrNone(STATE)
        case "authority" if definition.type == types.TEXT:
            return BODIES
        case _:
            return definition.type


def type_of(expr: Expr, program: Program, things: Mapping[str, Type]) -> Type | None:
    """The type of an expression; `things` has those of its locals. None where it has none of its own."""
    match expr:
        case rules.Const(value):
            return type_of_value(value)
        case rules.FactOf(name):
            return program.facts[name].type
        case rules.Reading():
            return types.TEXT
        case rules.AsOf():
            return types.MOMENT
        case rules.Ref(name):
            return type_of_definition(program.definitions[name])
        case rules.Local(name):
            return things.get(name)
        case rules.FieldOf(record, name):
            outer = type_of(record, program, things)
            inner = None if outer is None else bare(outer)
            return dict(inner.fields).get(name) if isinstance(inner, RecordType) else None
        case rules.If(_, then, otherwise):
            return joined(type_of(then, program, things), type_of(otherwise, program, things))
        case rules.Agree(_, cases, otherwise):
            found = type_of(otherwise, program, things)
            for case in cases:
                found = joined(found, type_of(case.value, program, things))
            return found
        case rules.Apply(operator, operands):
            return type_of_applied(operator, [type_of(part, program, things) for part in operands])
        case rules.HowMany():
            return types.INTEGER
        case rules.Over(kind, local, items, _, body, _):
            return _type_of_over(kind, local, items, body, program, things)
        case rules.SetOf(members):
            element = None
            for member in members:
                element = joined(element, type_of(member.value, program, things))
            return None if element is None else SetType(element)
        case rules.All() | rules.Any() | rules.Not():
            return types.YES_NO
        case rules.Silent() | rules.InConflict() | rules.Gap() | rules.NoVersion():
            return None


def _type_of_over(
    kind: str, local: str, items: Expr, body: Expr, program: Program, things: Mapping[str, Type]
) -> Type | None:
    if kind in ("some", "every"):
        return types.YES_NO
    if kind == "count":
        return types.INTEGER
    return type_of(body, program, {**things, **thing(local, items, program, things)})


def thing(local: str, items: Expr, program: Program, things: Mapping[str, Type]) -> dict[str, Type]:
    """The type of the things of a list."""
    listed = type_of(items, program, things)
    return {local: listed.element} if isinstance(listed, ListType) else {}


def joined(one: Type | None, other: Type | None) -> Type | None:
    """The type of what is one or the other."""
    if one is None or other is None or one == other:
        return one or other
    if one == types.NOTHING or other == types.NOTHING:
        rest = other if one == types.NOTHING else one
        return rest if isinstance(rest, OrNone) else OrNone(rest)
    return one if isinstance(one, OrNone) else other if isinstance(other, OrNone) else one


def type_of_applied(operator: str, operands: list[Type | None]) -> Type | None:
    """The type of an operator's result, as if no operand were none where it may not be."""
    if any(operand is None for operand in operands):
        return types.YES_NO if operator in TRUTHS else None
    known = [operand for operand in operands if operand is not None]
    if operator == "/":
        known = known[:2]  # a third one says how the law writes the divisor
    if operator in ("limit value", "happened"):
        return OrNone(EVENT)
    return result(operator, known) or result(operator, [bare(operand) for operand in known])


TRUTHS = frozenset(
    name for name, row in OPERATORS.items() if all(made == types.YES_NO for _, made in row.forms)
)


def bare(type_: Type) -> Type:
    """The type without `or none`."""
    return type_.inner if isinstance(type_, OrNone) else type_


def type_of_value(value: object) -> Type | None:
    """The type of a constant."""
    from datetime import date, datetime
    from fractions import Fraction

    match value:
        case None:
            return types.NOTHING
        case bool():
            return types.YES_NO
        case int():
            return types.INTEGER
        case Fraction():
            return types.NUMBER
        case str():
            return types.TEXT
        case datetime():
            return types.MOMENT
        case date():
            return types.DATE
        case Money(_, currency):
            return MoneyType(currency)
        case Hours() | Days() | Months():
            return DurationType(type(value).__name__.lower())
        case MonthsAndDays():
            return types.MIXED_DURATION
        case Period():
            return types.PERIOD
        case Limit():
            return types.LIMIT
        case _:
            return None
