"""A copy of an expression, whose nodes are others: what is found out of one is not found out of the other."""

from collections.abc import Callable
from typing import Any, TypeVar

import attrs

from qanun.syntax import tree

One = TypeVar("One", bound=tree.Node)
Instead = Callable[[tree.Node], tree.Node | None]


def copied(node: One, instead: Instead = lambda node: None) -> One:
    """The node and all in it anew; where `instead` gives a node, that stands there."""
    found = instead(node)
    if found is not None:
        return found  # type: ignore[return-value]
    parts: dict[str, Any] = {
        one.name: _copied(getattr(node, one.name), instead) for one in attrs.fields(type(node))
    }
    return attrs.evolve(node, **parts)


def _copied(value: object, instead: Instead) -> object:
    if isinstance(value, tree.Node):
        return copied(value, instead)
    if isinstance(value, tuple):
        return tuple(_copied(one, instead) for one in value)
    return value
