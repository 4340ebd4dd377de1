"""Rules that are decided by the first row of a table that fits."""

from qanun.diagnostics.model import Related
from qanun.document.days import is_empty, meet
from qanun.resolved.model import Declaration
from qanun.resolved.versions import own_days
from qanun.resolved.walk import every
from qanun.syntax import tree
from qanun.text import Span
from qanun.typed import row_kinds
from qanun.typed.context import Context


def check_ground_beside_rows(ground: Declaration, context: Context) -> None:
    """Report a ground that stands beside the rows of a table."""
    item, owner = ground.item, ground.owner
    if (
        owner is None
        or not isinstance(item, tree.Ground)
        or item.is_row
        or item.clauses.determined is not None
    ):
        return
    for rule in context.resolved.versions.get(owner, (owner,)):
        first = rule.item.clauses.first_row if isinstance(rule.item, tree.Rule) else None
        if first is not None and _meet(ground, rule):
            where = (Related(first.span, "the rows are all its grounds"),)
            context.report(row_kinds.GROUND_BESIDE_ROWS, item.name.span, related=where, rule=owner.short)
            return


def _meet(ground: Declaration, rule: Declaration) -> bool:
    """Whether on some day both are law."""
    one, other = own_days(ground.item), own_days(rule.item)
    return one is None or other is None or not is_empty(meet(one, other))


def cell_of(node: tree.Node, item: tree.AnyItem) -> Span:
    """Where a mistake in a node is told: in a column of a table, at the cell that asks for it."""
    if not isinstance(item, tree.Ground) or not item.is_row or node.span.start >= item.span.start:
        return node.span
    tests = [one for one in every(item) if one.span.start >= item.span.start and node in set(every(one))]
    return tests[-1].span if tests else node.span
