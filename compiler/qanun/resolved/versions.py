"""On which days an item is law, and the versions of a rule that bear one name."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from qanun.document.model import InForce
from qanun.resolved.model import Declaration, Resolved
from qanun.syntax import tree

DATED = (
    tree.Define,
    tree.Rule,
    tree.Norm,
    tree.Options,
    tree.Ground,
    tree.Exception_,
    tree.Silence,
    tree.Priority,
    tree.Collision,
    tree.Parameter,
    tree.Table,
    tree.Always,
)
"""What can be law on certain days; a party can, if it says who belongs to it."""

ADDED = (tree.Ground, tree.Exception_, tree.Silence)
"""What adds something to a rule, and is absent on a day on which it is not law."""

VERSIONED = (
    tree.Define,
    tree.Rule,
    tree.Norm,
    tree.Options,
    tree.Parameter,
    tree.Table,
    tree.Party,
    tree.Exception_,
    tree.Silence,
)
"""What may stand several times on a page under one name, each for its own days; grounds may below a rule."""


def own_days(item: object) -> InForce | None:
    """The days that an item itself states, or the heading of the article in which it stands."""
    clauses = getattr(item, "clauses", None)
    written = clauses.in_force if clauses is not None else getattr(item, "in_force", None)
    if not isinstance(written, tree.InForceClause):
        article = item.block.article if isinstance(item, tree.Item) and is_law(item) else None
        return None if article is None else article.in_force
    return InForce(_day(written.start), _day(written.end))


def is_law(item: tree.Item) -> bool:
    """Whether it says what the law is; the rest is words of the language, and what asks."""
    return isinstance(item, DATED) or (isinstance(item, tree.Party) and item.who is not None)


def expires(declaration: Declaration, resolved: Resolved) -> bool:
    """Whether it is a norm that can have run out: no duty, and itself, a version or a ground of it has an
    `until`."""
    if not declaration.is_norm or declaration.kind == "obligation":
        return False
    versions = resolved.versions.get(declaration, (declaration,))
    grounds = [ground for one in versions for ground in resolved.grounds_of.get(one, ())]
    items = (one.item for one in (*versions, *grounds))
    return any(isinstance(item, tree.Norm | tree.Ground) and item.clauses.until is not None for item in items)


def outer(declaration: Declaration) -> Declaration:
    """The item's declaration in whose text a bullet or member stands."""
    while not isinstance(declaration.item, tree.Item):
        assert declaration.owner is not None
        declaration = declaration.owner
    return declaration


def ruled_by(declaration: Declaration) -> Declaration:
    """The rule to which a ground, or a bullet of it or of one of its grounds, belongs."""
    while declaration.kind in ("limb", "ground") and declaration.owner is not None:
        declaration = declaration.owner
    return declaration


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


def several(items: Iterable[tree.AnyItem]) -> set[str]:
    """The names that several items of a page bear, each for its own days."""
    counted = Counter(
        str(item.name) for item in items if isinstance(item, VERSIONED) and own_days(item) is not None
    )
    return {name for name, count in counted.items() if count > 1}


def marked(name: str, days: InForce, taken: Iterable[str]) -> str:
    """The name of a version: the rule's, with its first day (or, where that is open, its last)."""
    found = f"{name}@{days.start or f'until-{days.end}'}"
    number, free = 2, found
    while free in taken:
        free = f"{found}-{number}"
        number += 1
    return free
