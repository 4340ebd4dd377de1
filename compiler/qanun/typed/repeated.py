"""Conditions, and members of a list, that stand twice among those they are joined with."""

from collections.abc import Sequence

from qanun.diagnostics.model import Related
from qanun.resolved.walk import every, unbracketed
from qanun.syntax import tree
from qanun.typed import value_kinds
from qanun.typed.context import Context
from qanun.typed.types import BROKEN


def check_repeated(item: tree.AnyItem, context: Context) -> None:
    """Warn of each part that says in the same words what one before it says."""
    if isinstance(item, tree.Situation | tree.Background | tree.Scenario | tree.Cases):
        return
    cells = _cells(item)
    for node in every(item):
        if node is cells:
            continue
        if isinstance(node, tree.Joined) and node.word != "implies":
            _told_twice(node.parts, "conditions", context)
        elif isinstance(node, tree.Bullets):
            _told_twice([bullet.value for bullet in node.bullets], "bullets", context)
        elif isinstance(node, tree.Several):
            _told_twice(node.items, "members", context)


def check_words(fact: tree.Fact, context: Context) -> None:
    """Warn of words that say to somebody what the label says already."""
    for word, said in (("you", fact.you), ("help", fact.help)):
        if said is not None and said.text == fact.label:
            context.report(value_kinds.SAID_ALREADY, said.span, word=word, fact=fact.name)


def _cells(item: tree.AnyItem) -> tree.Expression | None:
    """What joins the cells of a row, which say the same words of different columns."""
    if not isinstance(item, tree.Ground) or not item.is_row:
        return None
    joined = item.clauses.when
    return joined if isinstance(joined, tree.Joined) and "|" in joined.span.words else None


def _told_twice(parts: Sequence[tree.Expression], called: str, context: Context) -> None:
    first: dict[str, tree.Expression] = {}
    for inner in map(unbracketed, parts):
        if context.typed.types.get(inner, BROKEN) == BROKEN:
            continue
        words = " ".join(inner.span.words.split())
        before = first.setdefault(words, inner)
        if before is not inner:
            related = (Related(before.span, "the first is here"),)
            context.report(value_kinds.REPEATED, inner.span, related=related, what=words, parts=called)
