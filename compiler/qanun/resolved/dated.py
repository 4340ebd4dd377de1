"""What the day asked about can decide."""

from typing import assert_never

from qanun.resolved.dependencies import Aspect, Dependencies
from qanun.resolved.model import Declaration, Resolved
from qanun.resolved.versions import outer, own_days
from qanun.resolved.walk import below, clauses_of
from qanun.syntax import tree

_TIMED = frozenset(("state", "whole", "unsilenced"))


def depends_on_day(expression: tree.Expression, resolved: Resolved) -> bool:
    """Whether an expression may be one thing on one day and another on the next."""
    if _asks(expression):
        return True
    dependencies = Dependencies(resolved)
    seen: set[Aspect] = set()
    ahead = [edge.to for edge in dependencies.named(expression)]
    while ahead:
        at = ahead.pop()
        if at in seen:
            continue
        seen.add(at)
        if _is_dated(at, resolved):
            return True
        ahead += [edge.to for edge in dependencies.of(at)]
    return False


def _asks(node: tree.Node) -> bool:
    """Whether it names the day itself; what is as of another day rests on that day alone."""
    if isinstance(node, tree.Today | tree.AsOf):
        return True
    if isinstance(node, tree.AsOfDay):
        return _asks(node.day)
    return any(_asks(part) for part in below(node))


def _is_dated(at: Aspect, resolved: Resolved) -> bool:
    declaration = at.of
    if declaration.kind in ("parameter", "reading", "option", "fact"):
        return declaration.kind == "parameter"
    if has_days(declaration, resolved) or _asks(declaration.item):
        return True
    clauses = clauses_of(declaration.item)
    if clauses is None or at.word not in _TIMED:
        return False
    return any(_tells_the_time(clause) for clause in clauses.written)


def _tells_the_time(clause: tree.Clause) -> bool:
    """Whether what it says of a norm is so on one day and not on another."""
    match clause:
        case tree.Within() | tree.Until() | tree.FulfilledBy() | tree.ExercisedBy() | tree.BreachedBy():
            return True
        case tree.InForceClause():
            return True
        case tree.On() | tree.By() | tree.Towards() | tree.OfAct() | tree.When() | tree.Value():
            return False  # what is asked in them is seen by `_asks`
        case tree.FirstRow() | tree.Otherwise() | tree.Punishable() | tree.Weighing():
            return False
        case tree.Determined() | tree.AlsoStates():
            return False
        case never:
            assert_never(never)


def has_days(declaration: Declaration, resolved: Resolved) -> bool:
    """Whether it, or its law, is law on certain days."""
    if own_days(outer(declaration).item) is not None:
        return True
    pages = (page for page in resolved.pages if page.document.module == declaration.module)
    return any(page.document.front_matter.in_force is not None for page in pages)
