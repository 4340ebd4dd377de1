"""Collisions within one thing: between grounds of a rule, or exceptions that replace one clause of a thing.

Such a collision is met where the values are brought together: both sides stand by themselves there, and the
value is in conflict where both do. Elsewhere each side is in conflict as a condition.
"""

from qanun.resolved.model import Declaration, Resolved
from qanun.syntax import tree


def sides(collision: tree.Collision, resolved: Resolved) -> list[Declaration]:
    """What a collision names; one where the other side is a provision."""
    names = [collision.left] + ([] if isinstance(collision.right, str) else [collision.right])
    return list(resolved.targets(names))


def is_within(collision: tree.Collision, resolved: Resolved) -> bool:
    """Whether both sides give a value to one thing."""
    found = sides(collision, resolved)
    if len(found) < 2:
        return False
    one, other = (_gives(side, resolved) for side in found)
    return not one.isdisjoint(other)


def stands_apart(side: Declaration, resolved: Resolved) -> bool:
    """Whether a collision within one thing names this side."""
    return any(is_within(collision, resolved) for collision in resolved.collisions_of.get(side, ()))


def _gives(side: Declaration, resolved: Resolved) -> set[tuple[Declaration, type[tree.Clause]]]:
    """The clauses of which things a ground or an exception gives the value."""
    if isinstance(side.item, tree.Ground):
        assert side.owner is not None
        clause = tree.Value if side.item.clauses.determined is None else tree.Determined
        return {(side.owner, clause)} if side.owner.kind == "rule" else set()
    if not isinstance(side.item, tree.Exception_):
        return set()
    return {
        (target, type(clause))
        for target in resolved.targets(side.item.to)
        for clause in side.item.clauses.written
        if isinstance(clause, tree.Replaceable)
    }
