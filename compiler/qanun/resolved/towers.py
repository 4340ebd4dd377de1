"""Exceptions to exceptions to exceptions: so many that nobody can tell any more what holds."""

from qanun.diagnostics.model import Diagnostic
from qanun.resolved import kinds
from qanun.resolved.model import Declaration, Resolved

HIGHEST = 30
"""So many exceptions may stand one upon the other."""


def report_towers(
    resolved: Resolved, in_circles: set[Declaration]
) -> tuple[list[Diagnostic], set[Declaration]]:
    """A diagnostic for the first exception that stands too high, and all that stand there or higher.

    What stands in a circle is told as a circle: it has no height.
    """
    above = {
        target: [one for one in found if one not in in_circles]
        for target, found in resolved.exceptions_to.items()
    }
    level = {one for target, found in above.items() if target.kind != "exception" for one in found}
    for _ in range(HIGHEST):
        level = {one for target in level for one in above.get(target, ())}
    if not level:
        return [], set()
    too_high: set[Declaration] = set()
    ahead = list(level)
    while ahead:
        one = ahead.pop()
        if one not in too_high:
            too_high.add(one)
            ahead += above.get(one, ())
    first = min(level, key=lambda one: (one.span.text.path, one.span.start))
    block = getattr(first.item, "block", None)
    article = block.article.name if block is not None and block.article is not None else ""
    return [kinds.EXCEPTION_TOWER.at(first.span, article=article, name=first.short)], too_high
