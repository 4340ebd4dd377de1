"""How the core's operators are spelled in plain Python: natively where values are alike, else by name."""

from collections.abc import Sequence

from qanun.runtime.operators.operator_rows import OPERATORS, OperatorName
from qanun.targets.python.layout import Call, Code, Item
from qanun.targets.python.module import Module
from qanun.typed import types
from qanun.typed.types import DurationType, MoneyType, Type

COMPARE, ARITHMETIC, ATOM = 3, 4, 5
"""How tightly a piece of code binds; below them `not` 2, `and` 1, `or` 0, a conditional -1."""

COMPARISONS = {"<": "<", "<=": "<=", ">": ">", ">=": ">="}
REVERSED = {"==": "!=", "!=": "==", "is": "is not", "is not": "is", "in": "not in", "not in": "in"}
MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
"""The comparisons with their sides exchanged: a constant stands on the right."""

UNIONS = frozenset(("/", "rounded"))
"""Functions of numbers and money whose result Python's types do not tell apart."""

OPTIONAL = frozenset(("later of", "earlier of"))
"""Functions that give none only where an operand is none."""


PARTS = {"start of": "start", "end of period": "end", "year of": "year", "month of": "month", "day of": "day"}
"""Operators that read a part of what a name, or a field, stands for."""


def native(operator: OperatorName, kinds: Sequence[Type | None]) -> str | None:
    """The Python operator for two operands of these types, or None where it takes a function."""
    if len(kinds) != 2 or None in kinds or kinds[0] != kinds[1]:
        return None
    kind = kinds[0]
    plain = kind in (types.INTEGER, types.NUMBER) or isinstance(kind, MoneyType)
    if operator in COMPARISONS and (
        plain or isinstance(kind, DurationType) or kind in (types.DATE, types.MOMENT)
    ):
        return COMPARISONS[operator]
    return operator if operator in ("+", "-") and isinstance(kind, MoneyType) else None


def chained(call: Code) -> Code:
    """A sum of a sum as one call, which type checkers see through however long it is."""
    match call:
        case Call(name, (Item(Call(inner, parts)), last)):
            longer = f"{name.rpartition('.')[0]}.total"
            return Call(longer, (*parts, last)) if inner in (name, longer) else call
        case _:
            return call


def function(operator: OperatorName, operands: Sequence[Code], module: Module) -> Code:
    """The call of the runtime's function for an operator; a part by its name alone."""
    first = operands[0]
    if operator in PARTS and isinstance(first, str) and first.replace(".", "_").isidentifier():
        return f"{first}.{PARTS[operator]}"
    made = OPERATORS[operator]
    room, _, file = made.__module__.rpartition(".")
    if operator == "days in" and isinstance(first, Call) and first.head.endswith(".clipped_to"):
        return Call(f"{module.use(room, file)}.days_within", first.items)
    return Call(f"{module.use(room, file)}.{made.__name__}", tuple(operands))
