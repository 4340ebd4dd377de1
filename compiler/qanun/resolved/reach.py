"""Everything that an answer can depend on."""

from collections.abc import Iterable

from qanun.resolved.dependencies import Aspect, Dependencies, aspect
from qanun.resolved.model import Declaration, Resolved


def reach(resolved: Resolved, answers: Iterable[Declaration]) -> tuple[Declaration, ...]:
    """The answers and all that they rest on, collisions included, in the order in which it is first met."""
    dependencies = Dependencies(resolved)
    met: dict[Aspect, None] = {}
    found: dict[Declaration, None] = {}
    ahead = [aspect(one, "whole") for one in reversed(list(answers))]
    while ahead:
        at = ahead.pop()
        if at in met:
            continue
        met[at] = None
        found.setdefault(at.of)
        ahead += [edge.to for edge in reversed(dependencies.of(at)) if edge.to not in met]
    return tuple(found)


def facts_of(resolved: Resolved, answers: Iterable[Declaration]) -> tuple[Declaration, ...]:
    """The facts that the answers can depend on."""
    return tuple(one for one in reach(resolved, answers) if one.kind == "fact")
