"""Walks over core expressions: every part of one, and the same with other names."""

from collections.abc import Callable, Iterator

import attrs

from qanun.core.rules import Case, Expr, Member, Ref

PART = (Case, Member)


def children(expr: Expr) -> Iterator[Expr]:
    """The expressions directly inside one, in the order in which they are written."""
    for attribute in attrs.fields(type(expr)):
        value = getattr(expr, attribute.name)
        yield from _within(value)


def _within(value: object) -> Iterator[Expr]:
    if isinstance(value, tuple):
        for item in value:
            yield from _within(item)
    elif isinstance(value, PART):
        yield value.condition
        yield value.value
    elif isinstance(value, Expr):
        yield value


def walk(expr: Expr) -> Iterator[Expr]:
    """An expression and all inside it, outer before inner, left before right."""
    yield expr
    for child in children(expr):
        yield from walk(child)


def map_refs(expr: Expr, rename: Callable[[str], str]) -> Expr:
    """The same expression with every reference to a definition renamed."""
    if isinstance(expr, Ref):
        return Ref(rename(expr.name), expr.about)
    make: Callable[..., Expr] = type(expr)
    return make(*(_renamed(getattr(expr, attribute.name), rename) for attribute in attrs.fields(type(expr))))


def _renamed(value: object, rename: Callable[[str], str]) -> object:
    if isinstance(value, tuple):
        return tuple(_renamed(item, rename) for item in value)
    if isinstance(value, PART):
        condition, body = map_refs(value.condition, rename), map_refs(value.value, rename)
        return attrs.evolve(value, condition=condition, value=body)
    return map_refs(value, rename) if isinstance(value, Expr) else value
