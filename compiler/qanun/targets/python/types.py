"""The type of a core expression, as generated Python has it."""

from collections.abc import Container

from qanun.core import typing
from qanun.core.rules import Expr
from qanun.typed.types import BROKEN, NEVER, TEXT, OneOfType, OrNone, SetType, Type


def type_of(expr: Expr, classes: Container[str]) -> Type | None:
    """The type of an expression; None where it never comes to a value. `classes` are the types that have one:
    the options of a reading are texts."""
    found = typing.type_of(expr)
    return None if found in (BROKEN, NEVER) else _written(found, classes)


def _written(type_: Type, classes: Container[str]) -> Type:
    if isinstance(type_, OrNone):
        return OrNone(_written(type_.inner, classes))
    if isinstance(type_, SetType):
        return SetType(_written(type_.element, classes))
    return TEXT if isinstance(type_, OneOfType) and type_.name not in classes else type_
