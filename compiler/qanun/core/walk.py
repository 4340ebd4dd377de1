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
    return map_each(expr, lambda ref: Ref(rename(ref.name), ref.about))


def map_each(expr: Expr, change: Callable[[Ref], Ref]) -> Expr:
    """The same expression with every reference to a definition changed."""
    if isinstance(expr, Ref):
        about = tuple(map_each(part, change) for part in expr.about)
        return change(Ref(expr.name, about))
    make: Callable[..., Expr] = type(expr)
    return make(*(_changed(getattr(expr, attribute.name), change) for attribute in attrs.fields(type(expr))))


def _changed(value: object, change: Callable[[Ref], Ref]) -> object:
    if isinstance(value, tuple):
        return tuple(_changed(item, change) for item in value)
    if isinstance(value, PART):
        condition, body = map_each(value.condition, change), map_each(value.value, change)
        return attrs.evolve(value, condition=condition, value=body)
    return map_each(value, change) if isinstance(value, Expr) else value
