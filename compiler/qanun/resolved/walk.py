"""Walking the tree: the nodes directly below a node, and the names that an expression refers to."""

from collections.abc import Iterator
from typing import Literal as Words
from typing import cast, get_args, get_origin, get_type_hints

import attrs

from qanun.syntax import tree


def below(node: tree.Node) -> list[tree.Node]:
    """The nodes directly in a node, in the order of its fields."""
    found: list[tree.Node] = []
    for name in fields_with(tree.Node, type(node)):
        value = getattr(node, name)
        if isinstance(value, tree.Node):
            found.append(value)
        elif value.__class__ is tuple:
            _add(value, found)
    return found


def inside(node: tree.Plain | tree.Quantified) -> list[tree.Inner]:
    """The same of a node that names nothing itself. TypeError where it does: who asks would not see it."""
    found = below(node)
    for part in found:
        if not isinstance(part, tree.Inner):
            raise TypeError(f"{type(node).__name__} holds a {type(part).__name__}, which nobody looks up")
    return cast("list[tree.Inner]", found)


_FIELDS: dict[tuple[type, type], tuple[str, ...]] = {}


def fields_with(wanted: type, kind: type[tree.Node]) -> tuple[str, ...]:
    """The names of a node's fields in which something of a class can stand, by what they are declared to
    hold."""
    if (wanted, kind) not in _FIELDS:
        hints = get_type_hints(kind)
        names = (part.name for part in attrs.fields(kind))
        _FIELDS[wanted, kind] = tuple(name for name in names if _can_hold(wanted, hints[name]))
    return _FIELDS[wanted, kind]


def _can_hold(wanted: type, hint: object) -> bool:
    """Whether a value of a type is of a class, or may have something of it inside."""
    if get_origin(hint) is Words:
        return wanted is str
    inner = get_args(hint)
    if inner:
        return any(_can_hold(wanted, part) for part in inner if part is not ...)
    return not isinstance(hint, type) or issubclass(hint, wanted) or issubclass(wanted, hint)


def _add(values: tuple[object, ...], found: list[tree.Node]) -> None:
    for one in values:
        if isinstance(one, tree.Node):
            found.append(one)
        elif isinstance(one, tuple):
            _add(one, found)


def every(node: tree.Node) -> Iterator[tree.AnyNode]:
    """The node and all nodes in it, outermost first, in written order."""
    ahead = [node]
    while ahead:
        one = ahead.pop()
        yield cast("tree.AnyNode", one)
        ahead += reversed(below(one))


def lettered(condition: tree.Node | None) -> Iterator[tree.Bullet]:
    """The bullets with a letter in a condition that stand in no other lettered bullet, nor speak of each
    thing of a list."""
    if condition is None or isinstance(condition, tree.Quantified):
        return
    for part in below(condition):
        if isinstance(part, tree.Bullet) and part.letter is not None:
            yield part
        else:
            yield from lettered(part)


def unbracketed(expression: tree.Expression) -> tree.Expression:
    """The expression without the brackets around it."""
    while isinstance(expression, tree.Bracketed):
        expression = expression.inner
    return expression


def asked_name(expression: tree.Expression) -> tree.Name | None:
    """The name of the rule that is asked: of `residence` and of `residence of c`, in brackets or not."""
    inner = unbracketed(expression)
    if isinstance(inner, tree.OfOne):
        inner = inner.subject
    return inner.name if isinstance(inner, tree.Refer) else None


def clauses_of(item: object) -> tree.Clauses | None:
    """The clauses of a rule, norm, ground or exception; None for anything else."""
    if isinstance(item, (tree.Rule, tree.Norm, tree.Ground, tree.Exception_)):
        return item.clauses
    return None
