"""Days on which a rule is law, and versions of one rule."""

from collections.abc import Sequence

from qanun.diagnostics.model import Related
from qanun.document.days import is_empty, meet
from qanun.document.model import InForce
from qanun.resolved.lookup import spoken as spoken_kind
from qanun.resolved.model import Declaration
from qanun.resolved.versions import ADDED, own_days
from qanun.syntax import tree
from qanun.typed import dated_kinds
from qanun.typed.agree import spoken
from qanun.typed.figures import check_days, looked_up
from qanun.typed.inference import Inference
from qanun.typed.model import type_of_thing
from qanun.typed.types import BROKEN, NOTHING, Type


def check_own_days(item: tree.AnyItem, with_: Inference) -> None:
    """They do not end before they begin; those of an exception meet those of what it carves out of."""
    days = own_days(item)
    if days is None:
        return
    context = with_.context
    declaration = context.resolved.by_node.get(item)
    if is_empty(days) and declaration not in context.resolved.head_of:
        context.report(
            dated_kinds.DAYS_REVERSED, _place(item).span, what="this", start=days.start, end=days.end
        )
    elif isinstance(item, tree.Exception_) and not is_empty(days):
        _meets(item, days, with_)


def _meets(item: tree.Exception_, days: InForce, with_: Inference) -> None:
    resolved = with_.context.resolved
    for name in item.to:
        target = resolved.target(name)
        if target is None:
            continue
        versions = resolved.versions.get(target, (target,))
        ranges = [own_days(version.item) for version in versions]
        if any(one is None or not is_empty(meet(one, days)) for one in ranges):
            continue
        related = tuple(Related(version.span, "law on other days") for version in versions)
        place = _place(item).span
        with_.context.report(
            dated_kinds.DAYS_APART, place, related=related, name=item.name, target=target.short
        )


def _place(item: tree.AnyItem) -> tree.Node:
    clauses = getattr(item, "clauses", None)
    written = clauses.in_force if clauses is not None else getattr(item, "in_force", None)
    return written if isinstance(written, tree.InForceClause) else item


def _asked_about(version: Declaration, with_: Inference) -> Type:
    """The type of the thing or the amount that a version is about; nothing of one that is about none."""
    thing = with_.context.resolved.about.get(version)
    return NOTHING if thing is None else type_of_thing(thing, with_.context.typed)


def check_versions(head: Declaration, versions: Sequence[Declaration], with_: Inference) -> None:
    """All of one kind and type; none on the day of another; holes are told."""
    context = with_.context
    first, *others = versions
    for one in others:
        found, wanted = spoken_kind(one.kind), spoken_kind(first.kind)
        if one.kind == first.kind:
            types = [context.declared(version) or BROKEN for version in (one, first)]
            about = ""
            if one.kind == "table" and types[0] == types[1]:
                types, about = [looked_up(version, with_) for version in (one, first)], "asked about "
            elif types[0] == types[1]:
                types, about = [_asked_about(version, with_) for version in (one, first)], "asked about "
            if types[0] == types[1] or BROKEN in types:
                continue
            found, wanted = (f"{about}{spoken(type_)}" for type_ in types)
        related = (Related(first.span, "the first version"),)
        context.report(
            dated_kinds.VERSIONS_DIFFER, one.span, related=related, name=head.short, one=found, other=wanted
        )
        return
    written = [(days, one.span) for one in versions if (days := own_days(one.item)) is not None]
    check_days(head.short, "version", written, with_, gaps=not isinstance(head.item, ADDED))
