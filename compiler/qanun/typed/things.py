"""What is about a thing: the list that holds it, and that what hangs together speaks of the same thing."""

from qanun.diagnostics.model import Related
from qanun.resolved.model import Declaration
from qanun.resolved.things import about_of
from qanun.syntax import tree
from qanun.typed import norm_kinds
from qanun.typed.context import Context
from qanun.typed.expressions import Checker
from qanun.typed.model import type_of_thing
from qanun.typed.types import BROKEN, ListType, Type


def check_things(item: tree.AnyItem, checker: Checker) -> None:
    """The list is one of the record; exceptions, priorities and collisions stay with one thing."""
    about = about_of(item)
    if isinstance(about, tree.OfEach) and about.within is not None:
        record = checker.context.resolved.target(about.name)
        element = checker.context.typed.declared.get(record, BROKEN) if record is not None else BROKEN
        if element != BROKEN:
            checker.require(about.within, ListType(element))
    if isinstance(item, tree.Exception_):
        first, *others = item.to
        for other in others:
            _same(first, other, checker, both=True)
    elif isinstance(item, tree.Priority):
        for loser in item.losers:
            _same(loser, item.winner, checker, both=False)
    elif isinstance(item, tree.Collision) and isinstance(item.right, tree.Name):
        _same(item.left, item.right, checker, both=True)


def answered_list(name: tree.Name, checker: Checker) -> Declaration | None:
    """The list that holds the things about which an answer is asked; more or less than one is reported."""
    context = checker.context
    target = context.resolved.target(name)
    thing = context.resolved.about.get(target) if target is not None else None
    if thing is not None and isinstance(thing.node, tree.OfAmount):
        context.report(norm_kinds.OF_NO_AMOUNT, name.span, name=name)
        return None
    if thing is None or not isinstance(thing.node, tree.OfEach) or target in context.typed.broken:
        return None
    if thing.node.within is not None:
        return context.resolved.target(thing.node.within.name)
    type_ = type_of_thing(thing, context.typed)
    lists = context.typed.lists_of(type_)
    if len(lists) == 1:
        (only,) = lists
        return only
    if type_ != BROKEN and not _may_have_lists(thing.node, context):
        shown = " and ".join(f"`{one.short}`" for one in lists)
        said = f"{shown} could be meant" if lists else f"no fact is a list of `{thing.name}`"
        related = tuple(Related(one.span, "one") for one in lists)
        context.report(
            norm_kinds.OF_WHICH_LIST, name.span, related=related, name=name, thing=thing.name, lists=said
        )
    return None


def _may_have_lists(thing: tree.OfEach, context: Context) -> bool:
    """Whether an entry that could not be read may be a list of the things."""
    record = context.resolved.target(thing.name)
    return record is not None and context.resolved.may_say_more(record)


def _same(one: tree.Name, other: tree.Name, checker: Checker, *, both: bool) -> None:
    """Report two that speak of different things; without `both`, the other may be about none."""
    first, second = _thing(one, checker), _thing(other, checker)
    if first == second or BROKEN in (first, second) or (second is None and not both):
        return
    resolved = checker.context.resolved
    targets = [target for name in (one, other) if (target := resolved.target(name)) is not None]
    related = tuple(Related(target.span, _said(target, checker)) for target in targets)
    checker.context.report(norm_kinds.OTHER_THING, other.span, related=related, one=one, other=other)


def _thing(name: tree.Name, checker: Checker) -> Type | None:
    target = checker.context.resolved.target(name)
    thing = checker.context.resolved.about.get(target) if target is not None else None
    if target is None:
        return BROKEN
    return None if thing is None else type_of_thing(thing, checker.context.typed)


def _said(target: Declaration, checker: Checker) -> str:
    thing = checker.context.resolved.about.get(target)
    return "about no thing of a list" if thing is None else f"about each `{thing.name}`"
