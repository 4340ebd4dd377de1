"""Definitions that rest on definitions that rest on definitions: deeper than programs can follow."""

from collections.abc import Mapping, Sequence

from qanun.diagnostics.model import Diagnostic
from qanun.resolved import kinds
from qanun.resolved.dependencies import Aspect, Edge
from qanun.resolved.model import Declaration
from qanun.resolved.walk import below
from qanun.syntax import tree

DEEPEST = 300
"""So many steps may stand one within the other: those inside each definition, added up along the way."""


def too_deep(
    order: Sequence[Aspect], edges: Mapping[Aspect, Sequence[Edge]]
) -> tuple[list[Diagnostic], set[Declaration]]:
    """A diagnostic for the first declaration that rests on too much, and all of which that is so.

    `order` has what something rests on before it; what stands in a circle is told as a circle.
    """
    reached: dict[Aspect, int] = {}
    steps: dict[Declaration, int] = {}
    found: list[Declaration] = []
    for at in order:
        if at.of not in steps:
            steps[at.of] = _steps(at.of.item)
        below_it = [(reached.get(edge.to, 0), edge.to.of) for edge in edges[at]]
        own = steps[at.of]
        deepest = max((deep + (1 if of is at.of else own) for deep, of in below_it), default=own)
        reached[at] = deepest
        if deepest > DEEPEST and at.of not in found:
            found.append(at.of)
    if not found:
        return [], set()
    first = found[0]
    block = getattr(first.item, "block", None)
    article = block.article.name if block is not None and block.article is not None else ""
    return [kinds.TOO_DEEP.at(first.span, article=article, name=first.short)], set(found)


def _steps(node: tree.Node) -> int:
    """How many nodes stand one within the other."""
    level, steps = [node], 0
    while level:
        level = [part for one in level for part in below(one)]
        steps += 1
    return steps
