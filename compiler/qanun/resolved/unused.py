"""Facts, definitions, readings and types on which nothing rests, and backgrounds of no case."""

from collections.abc import Iterable, Iterator, Mapping

from qanun.diagnostics.model import Diagnostic
from qanun.resolved import kinds
from qanun.resolved.declare import Placed, Table
from qanun.resolved.model import Declaration, Local, Meaning
from qanun.resolved.walk import every
from qanun.syntax import tree

_WATCHED = {"fact", "define", "parameter", "table", "reading", "one_of", "record", "background"}
_TELLING = (tree.Background, tree.Scenario, tree.Cases, tree.Claim)


def report_unused(
    table: Table, meaning: dict[tree.Name, Meaning], heads: Iterable[Local]
) -> list[Diagnostic]:
    """A warning for each such declaration that only scenarios and claims name, or nothing.

    A list of things that a rule is about (`heads`) is used by whoever asks for the answer about each.
    """
    used = {one for placed in table.placed for one in rested_on(placed, table.by_node, meaning)}
    used |= {version for version, head in table.head_of.items() if head in used}
    lists = lists_by_record(table.declarations.values(), meaning)
    used |= {fact for record in records_of(heads, meaning) for fact in lists.get(record, ())}
    return [
        never_used(placed, one)
        for placed in table.placed
        if (one := watched(placed, table.by_node)) is not None and one not in used
    ]


def rested_on(
    placed: Placed, by_node: Mapping[tree.Node, Declaration], meaning: Mapping[tree.Name, Meaning]
) -> Iterator[Declaration]:
    """What an item rests on beside itself; for one that only tells of a case, what that starts from."""
    if isinstance(placed.item, _TELLING):
        start = placed.item.background if isinstance(placed.item, tree.Scenario | tree.Cases) else None
        found = meaning.get(start) if start is not None else None
        if found is not None and isinstance(found.target, Declaration):
            yield found.target
        return
    own = by_node.get(placed.item)
    for node in every(placed.item):
        found = meaning.get(node) if isinstance(node, tree.Name) else None
        if found is not None and isinstance(found.target, Declaration) and found.target is not own:
            yield found.target


def records_of(heads: Iterable[Local], meaning: Mapping[tree.Name, Meaning]) -> set[Declaration | Local]:
    """The records of the things that rules are about without naming a list of them."""
    return {meaning[one.node.name].target for one in heads if isinstance(one.node, tree.OfEach)}


def lists_by_record(
    declarations: Iterable[Declaration], meaning: Mapping[tree.Name, Meaning]
) -> dict[Declaration | Local, list[Declaration]]:
    """The facts that are lists of the things of each record."""
    lists: dict[Declaration | Local, list[Declaration]] = {}
    for fact in declarations:
        if isinstance(fact.item, tree.Fact) and fact.item.type is not None:
            element = fact.item.type.element
            found = meaning.get(element.name) if element is not None and element.name is not None else None
            if found is not None:
                lists.setdefault(found.target, []).append(fact)
    return lists


def watched(placed: Placed, by_node: Mapping[tree.Node, Declaration]) -> Declaration | None:
    """The fact or definition that an item declares."""
    one = by_node.get(placed.item)
    return one if one is not None and one.kind in _WATCHED else None


def never_used(placed: Placed, one: Declaration) -> Diagnostic:
    """The warning for what an item declares."""
    kind = kinds.NO_CASE if one.kind == "background" else kinds.NEVER_USED
    return kind.at(one.span, article=placed.article, name=one.short)
