"""Walks over total expressions."""

from collections.abc import Callable, Iterator
from typing import Any, get_args

from attrs import evolve

from qanun.core.explicit.total import Member, Over, SetOf, Total
from qanun.core.rules import Local

_KINDS = frozenset(get_args(Total))


def children(expr: Total) -> Iterator[Total]:
    """The expressions directly inside one."""
    for name in expr.__match_args__:
        yield from _within(getattr(expr, name))


def _within(value: Any) -> Iterator[Total]:
    kind = type(value)
    if kind is tuple:
        for item in value:
            yield from _within(item)
    elif kind is Member:
        for name in value.__match_args__:
            yield from _within(getattr(value, name))
    elif kind in _KINDS:
        yield value


def rebuilt(expr: Total, change: Callable[[Total], Total]) -> Total:
    """The same node, each expression directly inside it changed."""
    make: Callable[..., Total] = type(expr)
    return make(*(_changed(getattr(expr, name), change) for name in expr.__match_args__))


def _changed(value: Any, change: Callable[[Total], Total]) -> Any:
    kind = type(value)
    if kind is tuple:
        return tuple(_changed(item, change) for item in value)
    if kind is Member:
        return Member(*(_changed(getattr(value, name), change) for name in value.__match_args__))
    return change(value) if kind in _KINDS else value


def free_locals(expr: Total) -> frozenset[str]:
    """The locals that an expression speaks of and does not bind."""
    if isinstance(expr, Local):
        return frozenset((expr.name,))
    if isinstance(expr, Over):
        inside = free_locals(expr.where) | free_locals(expr.body)
        outside = free_locals(expr.items) | (
            frozenset() if expr.nothing is None else free_locals(expr.nothing)
        )
        return (inside - {expr.local}) | outside
    if isinstance(expr, SetOf):
        return frozenset(name for member in expr.members for name in _free_in(member))
    return frozenset(name for part in children(expr) for name in free_locals(part))


def _free_in(member: Member) -> frozenset[str]:
    outside = frozenset[str]() if member.items is None else free_locals(member.items)
    return ((free_locals(member.condition) | free_locals(member.value)) - {member.local}) | outside


def every_part(expr: Total) -> Iterator[Total]:
    """An expression and all inside it, each once, outer before inner."""
    ahead, seen = [expr], set[Total]()
    while ahead:
        one = ahead.pop()
        if one not in seen:
            seen.add(one)
            yield one
            ahead.extend(children(one))


def speaks_of(expr: Total, local: str) -> bool:
    """Whether a local is named in an expression."""
    return local in free_locals(expr)


def replaced(expr: Total, local: str, thing: Total) -> Total:
    """An expression with another in the place of a local; that must not speak of locals which it binds."""
    if isinstance(expr, Local):
        return thing if expr.name == local else expr
    if local not in free_locals(expr):
        return expr
    if isinstance(expr, Over) and expr.local not in free_locals(thing):
        inside = local != expr.local
        return evolve(
            expr,
            items=replaced(expr.items, local, thing),
            where=replaced(expr.where, local, thing) if inside else expr.where,
            body=replaced(expr.body, local, thing) if inside else expr.body,
            nothing=None if expr.nothing is None else replaced(expr.nothing, local, thing),
        )
    if isinstance(expr, Over | SetOf):
        raise TypeError(f"{expr} binds locals")
    return rebuilt(expr, lambda part: replaced(part, local, thing))
