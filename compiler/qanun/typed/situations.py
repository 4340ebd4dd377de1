"""Situations: what they state, what is asked first, and that one of their questions asks for it."""

from collections.abc import Iterable, Iterator

from qanun.diagnostics.model import Related
from qanun.resolved.model import Declaration
from qanun.resolved.reach import reach
from qanun.resolved.walk import every
from qanun.syntax import tree
from qanun.typed import norm_kinds
from qanun.typed.expressions import Checker
from qanun.typed.model import type_of_thing
from qanun.typed.scenarios import check_givens


def check_situation(item: tree.Situation, checker: Checker) -> None:
    """Each value of the type of its fact; each fact and each question named once; none of the facts idle."""
    check_givens(item.givens, checker)
    stated = [given.name for given in item.givens if given.name is not None]
    _once(stated, item.asks, checker)
    _once((), item.opens, checker)
    resolved = checker.context.resolved
    questions = [resolved.target(name) for name in item.opens]
    if not questions or None in questions:
        return
    met = reach(resolved, _named_in(questions, checker))
    if resolved.may_say_more(*met) or not resolved.broken.isdisjoint(met):
        return
    asked = {one for one in met if one.kind == "fact"}
    for name in (*stated, *item.asks):
        target = resolved.target(name)
        if target is not None and target not in asked:
            checker.context.report(norm_kinds.ASKED_BY_NONE, name.span, name=name)


def _once(known: Iterable[tree.Name], names: Iterable[tree.Name], checker: Checker) -> None:
    """Report each name of what was named before."""
    first: dict[Declaration, tree.Name] = {}
    for name in known:
        if (target := checker.context.resolved.target(name)) is not None:
            first.setdefault(target, name)
    for name in names:
        target = checker.context.resolved.target(name)
        if target is not None and (before := first.setdefault(target, name)) is not name:
            related = (Related(before.span, "first named here"),)
            checker.context.report(norm_kinds.NAMED_TWICE, name.span, related=related, name=name)


def _named_in(questions: Iterable[Declaration | None], checker: Checker) -> Iterator[Declaration]:
    """What questions name, and the lists of the things of which they ask."""
    resolved, typed = checker.context.resolved, checker.context.typed
    for question in questions:
        for node in every(question.item) if question is not None else ():
            target = resolved.target(node) if isinstance(node, tree.Name) else None
            if target is None or target is question:
                continue
            yield target
            if (thing := resolved.about.get(target)) is not None:
                yield from typed.lists_of(type_of_thing(thing, typed))
