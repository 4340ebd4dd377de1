"""Circles: things that rest on themselves."""

from collections.abc import Iterable
from itertools import pairwise

from qanun.diagnostics.model import Diagnostic, Related
from qanun.resolved import kinds
from qanun.resolved.dependencies import Aspect, Dependencies, Edge, aspect
from qanun.resolved.depth import too_deep
from qanun.resolved.model import Declaration, Resolved
from qanun.resolved.walk import clauses_of
from qanun.syntax import tree
from qanun.text import Span

_SHOWN = 4
"""So many names of a circle are shown where it begins, and where it comes back."""


def report_cycles(resolved: Resolved) -> tuple[list[Diagnostic], set[Declaration]]:
    """Each circle once with its whole path, what rests on too much; and everything that is in one of them."""
    dependencies = Dependencies(resolved)
    edges: dict[Aspect, list[Edge]] = {}
    roots = [aspect(one, "whole") for one in resolved.declarations.values()]
    diagnostics = []
    caught: set[Declaration] = set()
    order = _components(roots, dependencies, edges)
    for group in order:
        path = _shortest_circle(group, edges)
        if path and not {edge.to.of for edge in path} <= caught:
            diagnostics.append(_diagnostic(path, resolved))
            caught.update(one.of for one in group)
    deep, all_deep = too_deep([one for group in order for one in group if one.of not in caught], edges)
    return [*diagnostics, *deep], caught | all_deep


def _hard(at: Aspect, dependencies: Dependencies, edges: dict[Aspect, list[Edge]]) -> list[Edge]:
    if at not in edges:
        edges[at] = [edge for edge in dependencies.of(at) if not edge.soft]
    return edges[at]


def _components(
    roots: Iterable[Aspect], dependencies: Dependencies, edges: dict[Aspect, list[Edge]]
) -> list[list[Aspect]]:
    """The strongly connected groups (Tarjan, without recursion), in the order in which they are closed."""
    index: dict[Aspect, int] = {}
    low: dict[Aspect, int] = {}
    stack: list[Aspect] = []
    on_stack: set[Aspect] = set()
    groups: list[list[Aspect]] = []
    for root in roots:
        if root in index:
            continue
        work = [(root, iter(_hard(root, dependencies, edges)))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            at, rest = work[-1]
            edge = next(rest, None)
            if edge is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[at])
                if low[at] == index[at]:
                    groups.append(_popped(at, stack, on_stack))
            elif edge.to not in index:
                index[edge.to] = low[edge.to] = len(index)
                stack.append(edge.to)
                on_stack.add(edge.to)
                work.append((edge.to, iter(_hard(edge.to, dependencies, edges))))
            elif edge.to in on_stack:
                low[at] = min(low[at], index[edge.to])
    return groups


def _popped(at: Aspect, stack: list[Aspect], on_stack: set[Aspect]) -> list[Aspect]:
    group = []
    while True:
        one = stack.pop()
        on_stack.discard(one)
        group.append(one)
        if one == at:
            return group[::-1]


def _shortest_circle(group: list[Aspect], edges: dict[Aspect, list[Edge]]) -> list[Edge]:
    """The shortest way from the group's first member back to itself; empty where there is none."""
    first, inside = group[0], set(group)
    came_by: dict[Aspect, tuple[Aspect, Edge]] = {}
    front = [first]
    while front:
        ahead = []
        for at in front:
            for edge in edges[at]:
                if edge.to == first:
                    return [*_way(first, at, came_by), edge]
                if edge.to in inside and edge.to not in came_by:
                    came_by[edge.to] = (at, edge)
                    ahead.append(edge.to)
        front = ahead
    return []


def _way(first: Aspect, at: Aspect, came_by: dict[Aspect, tuple[Aspect, Edge]]) -> list[Edge]:
    way: list[Edge] = []
    while at != first:
        at, edge = came_by[at]
        way.append(edge)
    return way[::-1]


def _on_itself(one: Declaration, span: Span, resolved: Resolved) -> tuple[str, Span]:
    """In words how something rests on itself, and where that is written."""
    item = one.item
    if any(_encloses(collision.span, span) for collision in resolved.collisions_of.get(one, ())):
        return "rests on itself", span
    if isinstance(item, tree.Exception_):
        named = (name for name in item.to if name.parts[-1] == one.short)
        return "is an exception to itself", next((name.span for name in named), span)
    return ("rests on itself" if _encloses(item.span, span) else "prevails over itself"), span


def _encloses(whole: Span, span: Span) -> bool:
    return whole.text is span.text and whole.start <= span.start < whole.end


def _path(names: list[str]) -> str:
    """A circle in words; of a long one how it begins and ends, and how many stand between."""
    shown = [f"`{name}`" for name in names]
    left = len(shown) - 2 * _SHOWN
    if left > 1:
        shown[_SHOWN:-_SHOWN] = [f"… ({left} more) …"]
    return " → ".join(shown)


def _diagnostic(path: list[Edge], resolved: Resolved) -> Diagnostic:
    steps = [path[-1].to.of]
    laws = len({edge.to.of.module for edge in path}) > 1
    related: list[Related] = []
    for edge in path:
        if edge.to.of is not steps[-1] or len(path) == 1:
            if len(related) < _SHOWN:
                names = [one.name if laws else one.short for one in (steps[-1], edge.to.of)]
                related.append(Related(edge.span, f"`{names[0]}` rests on `{names[1]}`"))
            steps.append(edge.to.of)
    words = _path([one.name if laws else one.short for one in steps])
    block = getattr(steps[0].item, "block", None)
    article = block.article.name if block is not None and block.article is not None else ""
    if len(steps) == 2:
        how, span = _on_itself(steps[0], path[0].span, resolved)
        return kinds.ON_ITSELF.at(span, article=article, name=steps[0].short, how=how)
    remedy = _remedy(steps, resolved)
    return kinds.CYCLE.at(steps[0].span, article=article, related=tuple(related), path=words, remedy=remedy)


def _remedy(steps: list[Declaration], resolved: Resolved) -> str:
    """What breaks a circle: a silence asks whether its rule is empty; a norm for the fact that records it."""
    for one in steps:
        on = resolved.target(one.item.on) if isinstance(one.item, tree.Silence) else None
        if on is not None and on in steps:
            return f"that `{on.short}` says nothing, its silence asks with `{on.short} is empty`"
    for asking, asked in pairwise(steps):
        fact = _record(asked)
        if asking.is_norm and fact is not None:
            return f"let `{asking.short}` ask for the fact that records `{asked.short}`, which is `{fact}`"
    if all(one.is_norm for one in steps):
        return "let one of the norms say in words of its own, by facts, when it applies"
    return "a record of what was done (a fact) often stands where a rule was named"


def _record(norm: Declaration) -> tree.Name | None:
    """The fact by which a norm is fulfilled or breached."""
    clauses = clauses_of(norm.item)
    if clauses is None:
        return None
    return clauses.fulfilled_by or clauses.breached_by
