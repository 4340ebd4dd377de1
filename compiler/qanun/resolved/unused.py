"""Facts, definitions, readings and types on which nothing rests."""

from collections.abc import Iterable

from qanun.diagnostics.model import Diagnostic
from qanun.resolved import kinds
from qanun.resolved.declare import Table
from qanun.resolved.model import Declaration, Local, Meaning
from qanun.resolved.walk import every
from qanun.syntax import tree

_WATCHED = {"fact", "define", "parameter", "table", "reading", "one_of", "record"}
_TELLING = (tree.Scenario, tree.Claim, tree.Always)


def report_unused(
    table: Table, meaning: dict[tree.Name, Meaning], heads: Iterable[Local]
) -> list[Diagnostic]:
    """A warning for each such declaration that only scenarios, claims and `always` name, or nothing.

    A list of things that a rule is about (`heads`) is used by whoever asks for the answer about each.
    """
    records = {meaning[one.node.name].target for one in heads if isinstance(one.node, tree.OfEach)}
    used: set[Declaration] = set()
    for placed in table.placed:
        if isinstance(placed.item, _TELLING):
            continue
        own = table.by_node.get(placed.item)
        for node in every(placed.item):
            found = meaning.get(node) if isinstance(node, tree.Name) else None
            if found is not None and isinstance(found.target, Declaration) and found.target is not own:
                used.add(found.target)
    used |= {version for version, head in table.head_of.items() if head in used}
    for fact in table.declarations.values():
        if isinstance(fact.item, tree.Fact) and fact.item.type is not None and records:
            element = fact.item.type.element
            found = meaning.get(element.name) if element is not None and element.name is not None else None
            if found is not None and found.target in records:
                used.add(fact)
    return [
        kinds.NEVER_USED.at(one.span, article=placed.article, name=one.short)
        for placed in table.placed
        if (one := table.by_node.get(placed.item)) is not None and one.kind in _WATCHED and one not in used
    ]
