"""The table of which the first row that fits decides a rule, as it is written; each row can be linked to."""

from collections.abc import Sequence

from qanun.book import places as at
from qanun.book.edition import Leaf
from qanun.book.page import Html, join, tag
from qanun.resolved.model import Declaration
from qanun.syntax import tree
from qanun.syntax.table_rows import unescaped
from qanun.text import Span


def rows_below(leaf: Leaf, items: Sequence[tree.AnyItem]) -> list[Declaration]:
    """The rows of the table that decides an entry; none of entries that no table decides."""
    found = [leaf.edition.relations.by_item.get(item) for item in items]
    resolved = leaf.edition.compiled.typed.resolved
    return [row for one in found if one is not None for row in resolved.rows_of(one)]


def of_rows(leaf: Leaf, rows: Sequence[Declaration]) -> Html:
    """The table, with a place for each row."""
    first = rows[0].item
    assert isinstance(first, tree.Ground)
    assert first.block.table is not None
    table = first.block.table
    named = {row.span.start: row for row in rows}
    head = join(tag("th", unescaped(cell.words), scope="col") for cell in table.header)
    body = join(_row(leaf, cells, named[cells[0].start]) for cells in table.rows)
    drawn = join([tag("thead", tag("tr", head)), tag("tbody", body)])
    return tag("div", tag("table", drawn), class_="qanun-wide", tabindex="0")


def _row(leaf: Leaf, cells: Sequence[Span], row: Declaration) -> Html:
    title, *others = (unescaped(cell.words) for cell in cells)
    barred = leaf.edition.relations.excepted_by.get(row.name, ())
    marks = join([" (except: ", join((leaf.name(name) for name in barred), ", "), ")"]) if barred else ""
    head = tag("th", join([title, marks]), scope="row")
    return tag("tr", join([head, *(tag("td", cell) for cell in others)]), id=at.rule_id(row.name))
