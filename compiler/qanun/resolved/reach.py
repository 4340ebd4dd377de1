"""Everything that an answer can depend on."""

from collections.abc import Iterable, Iterator

from qanun.resolved.dependencies import Aspect, Dependencies, aspect
from qanun.resolved.model import Declaration, Resolved


def reach(resolved: Resolved, answers: Iterable[Declaration]) -> tuple[Declaration, ...]:
    """The answers and all that they rest on, collisions included, in the order in which it is first met."""
    return tuple(dict.fromkeys(met_from(resolved, answers)))


def met_from(resolved: Resolved, answers: Iterable[Declaration]) -> Iterator[Declaration]:
    """The answers and all that they rest on, one after another; some more than once."""
    dependencies = Dependencies(resolved)
    met: set[Aspect] = set()
    ahead = [aspect(one, "whole") for one in reversed(list(answers))]
    while ahead:
        at = ahead.pop()
        if at in met:
            continue
        met.add(at)
        yield at.of
        ahead += [edge.to for edge in reversed(dependencies.of(at)) if edge.to not in met]


def facts_of(resolved: Resolved, answers: Iterable[Declaration]) -> tuple[Declaration, ...]:
    """The facts that the answers can depend on."""
    return tuple(one for one in reach(resolved, answers) if one.kind == "fact")
