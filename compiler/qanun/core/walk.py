"""Walks over core expressions: every part of one, and the same with other names."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, get_args, get_type_hints

import attrs

from qanun.core.names import Name
from qanun.core.rules import Case, DeclaredWhen, Expr, Local, Member, Over, Plain, Ref

PART = (Case, DeclaredWhen, Member)
_KINDS = frozenset(get_args(Expr))


def _holds(hint: Any) -> bool:
    """Whether a field of this type can hold an expression."""
    return hint in _KINDS or hint in PART or any(_holds(one) for one in get_args(hint))


_INSIDE = {
    kind: tuple(name for name in kind.__match_args__ if _holds(get_type_hints(kind)[name]))
    for kind in (*_KINDS, *PART)
}
"""The fields of each kind of expression, and of its parts, that expressions stand in."""


def children(expr: Expr) -> list[Expr]:
    """The expressions directly inside one, in the order in which they are written."""
    found: list[Expr] = []
    for name in _INSIDE[type(expr)]:
        _add(getattr(expr, name), found)
    return found


def _add(value: Any, found: list[Expr]) -> None:
    kind = type(value)
    if kind in _KINDS:
        found.append(value)
    elif kind is tuple:
        for item in value:
            _add(item, found)
    elif kind in PART:
        for name in _INSIDE[kind]:
            _add(getattr(value, name), found)


def walk(expr: Expr) -> Iterator[Expr]:
    """An expression and all inside it, outer before inner, left before right."""
    ahead = [expr]
    while ahead:
        one = ahead.pop()
        yield one
        ahead += reversed(children(one))


def rebuilt(expr: Expr, change: Callable[[Expr], Expr]) -> Expr:
    """The same node, each expression directly inside it changed."""
    make: Callable[..., Expr] = type(expr)
    return make(*(_changed(getattr(expr, attribute.name), change) for attribute in attrs.fields(type(expr))))


def _changed(value: object, change: Callable[[Expr], Expr]) -> object:
    if isinstance(value, tuple):
        return tuple(_changed(item, change) for item in value)
    if isinstance(value, PART):
        make: Callable[..., object] = type(value)
        return make(*(_changed(getattr(value, name), change) for name in value.__match_args__))
    return change(value) if isinstance(value, Expr) else value


def substituted(expr: Expr, locals_: Mapping[str, Expr]) -> Expr:
    """The expression with other expressions in the place of locals; these must not speak of locals that the
    expression binds."""
    match expr:
        case Local(name):
            return locals_.get(name, expr)
        case Over(local=local) if local in locals_:
            inner = {name: given for name, given in locals_.items() if name != local}
            return attrs.evolve(
                expr,
                items=substituted(expr.items, locals_),
                where=substituted(expr.where, inner),
                body=substituted(expr.body, inner),
                if_none=None if expr.if_none is None else substituted(expr.if_none, locals_),
            )
        case rest:
            unbound: Plain | Ref | Over = rest
            return rebuilt(unbound, lambda part: substituted(part, locals_))


def free_locals(expr: Expr) -> set[str]:
    """The locals that an expression speaks of and does not bind."""
    match expr:
        case Local(name):
            return {name}
        case Over(local=local, items=items, where=where, body=body, if_none=if_none):
            inside = (free_locals(where) | free_locals(body)) - {local}
            outside = free_locals(items) | (set() if if_none is None else free_locals(if_none))
            return inside | outside
        case rest:
            unbound: Plain | Ref = rest
            return {name for child in children(unbound) for name in free_locals(child)}


def map_refs(expr: Expr, rename: Callable[[Name], Name]) -> Expr:
    """The same expression with every reference to a definition renamed."""
    return map_each(expr, lambda ref: Ref(rename(ref.name), ref.about))


def map_each(expr: Expr, change: Callable[[Ref], Ref]) -> Expr:
    """The same expression with every reference to a definition changed."""
    if isinstance(expr, Ref):
        about = tuple(map_each(part, change) for part in expr.about)
        return change(Ref(expr.name, about))
    return rebuilt(expr, lambda part: map_each(part, change))
