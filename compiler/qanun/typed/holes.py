"""Rows of a decision table that never decide, and cases that no row fits, as far as types tell."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from attrs import frozen

from qanun.resolved.dependencies import defeats
from qanun.resolved.model import Declaration, Local
from qanun.resolved.reach import facts_of
from qanun.resolved.walk import every
from qanun.syntax import tree
from qanun.typed import row_kinds
from qanun.typed.boxes import Box, left_over
from qanun.typed.context import Context
from qanun.typed.ranges import Ranges
from qanun.typed.regions import Column, column_of
from qanun.typed.types import BROKEN, YES_NO

_SHOWN = 2
_MANY = "there are too many combinations"


@frozen
class _Row:
    """A row. `box` is what it fits at most; `is_sure`: it fits all of that, and nothing takes it away."""

    declaration: Declaration
    box: Box
    is_sure: bool


@frozen
class _Table:
    columns: tuple[Column, ...]
    rows: tuple[_Row, ...]

    @property
    def whole(self) -> Box:
        return tuple(column.whole for column in self.columns)


def check_holes(rule: Declaration, context: Context, ranges: Ranges) -> None:
    """Warn of rows of a rule's table that never decide, and of cases that no row fits."""
    table = _table(rule, context, ranges)
    if table is None:
        return
    for at, row in enumerate(table.rows):
        above = [one for one in table.rows[:at] if one.is_sure]
        if left_over(row.box, [one.box for one in above]) == []:
            alone = next((one for one in above if left_over(row.box, [one.box]) == []), None)
            said = "those above it together fit" if alone is None else f"`{alone.declaration.short}` fits"
            context.report(row_kinds.ROW_NEVER_FIRST, row.declaration.span, above=said)
    if _says_what_follows(rule, context):
        return
    _holes(rule, table, context)


def _holes(rule: Declaration, table: _Table, context: Context) -> None:
    boxes, sure = [row.box for row in table.rows], [row.box for row in table.rows if row.is_sure]
    certain, possible = left_over(table.whole, boxes), left_over(table.whole, sure)
    if certain is None or possible is None:
        why = _MANY
    elif certain and (linked := _linked(rule, table, context)):
        why = linked
    elif certain:
        where = "; or ".join(_said(box, table) for box in certain[:_SHOWN])
        more = "; and elsewhere" if len(certain) > _SHOWN else ""
        context.report(row_kinds.NO_ROW_FITS, rule.span, where=where + more)
        return
    elif possible:
        taken = any(_can_be_taken_away(row.declaration, context) for row in table.rows)
        why = "a row can be taken away" if taken else "a cell asks for more than fixed values"
    else:
        return
    context.report(row_kinds.PERHAPS_NO_ROW_FITS, rule.span, why=why)


def _table(rule: Declaration, context: Context, ranges: Ranges) -> _Table | None:
    """The table of a rule; None where it has none, or has mistakes."""
    assert isinstance(rule.item, tree.Rule)
    first, rows = rule.item.clauses.first_row, context.resolved.rows_of(rule)
    if first is None or not rows or context.resolved.may_say_more(rule):
        return None
    if not context.typed.broken.isdisjoint((rule, *rows)):
        return None
    tests = [dict(_tests(row)) for row in rows]
    columns = []
    for at, asked in enumerate(first.columns):
        type_ = context.typed.types.get(asked, BROKEN)
        columns.append(column_of(asked, type_, [one[at] for one in tests if at in one], ranges))
    made = []
    for row, own in zip(rows, tests, strict=True):
        found = [column.fits(own[at]) if at in own else column.whole for at, column in enumerate(columns)]
        box = tuple(column.whole if one is None else one for one, column in zip(found, columns, strict=True))
        made.append(_Row(row, box, None not in found and not _can_be_taken_away(row, context)))
    return _Table(tuple(columns), tuple(made))


def _tests(row: Declaration) -> Iterator[tuple[int, tree.Expression]]:
    """What a row asks of each column that it asks about."""
    assert isinstance(row.item, tree.Ground)
    columns, when = row.item.columns, row.item.clauses.when
    if when is not None and len(columns) == 1:
        yield columns[0], when
    elif isinstance(when, tree.Joined):
        yield from zip(columns, when.parts, strict=True)


def _can_be_taken_away(row: Declaration, context: Context) -> bool:
    resolved = context.resolved
    return row in resolved.priorities_over or any(map(defeats, resolved.exceptions_to.get(row, ())))


def _says_what_follows(rule: Declaration, context: Context) -> bool:
    """Whether it is said what follows where no row fits."""
    assert isinstance(rule.item, tree.Rule)
    resolved = context.resolved
    silent = not resolved.silences_on.keys().isdisjoint((rule, resolved.head_of.get(rule, rule)))
    yes_no = context.declared(rule) == YES_NO
    return silent or yes_no or rule.item.clauses.otherwise is not None


# --- columns that do not vary freely ------------------------------------------------------------------------


def _linked(rule: Declaration, table: _Table, context: Context) -> str:
    """Why combinations of its columns may be impossible; "" where each can be anything beside the others."""
    assert isinstance(rule.item, tree.Rule)
    first = rule.item.clauses.first_row
    asked = [_asked_in(column, context) for column in (first.columns if first is not None else ())]
    for one, other in combinations(asked, 2):
        if any(_overlap(a, b) for a, b in product(one, other)):
            return "two columns ask about one thing"
    facts = {one for own in asked for one, *_ in own}
    constraints = [item for page in context.resolved.pages for item in page.items]
    if any(isinstance(one, tree.Always) and facts & _facts_in(one, context) for one in constraints):
        return "an `always` speaks of its columns"
    return ""


_Asked = tuple[object, ...]
"""A fact, with the fields that are asked of it."""


def _overlap(one: _Asked, other: _Asked) -> bool:
    """Whether one is the other, or a field of it."""
    return all(a == b for a, b in zip(one, other, strict=False))


def _asked_in(column: tree.Expression, context: Context) -> set[_Asked]:
    """The facts, fields and days that a column rests on."""
    found: set[_Asked] = set()
    for node in every(column):
        if isinstance(node, tree.Today | tree.AsOf):
            found.add(("as_of",))
        if not isinstance(node, tree.Refer) or (meaning := context.resolved.meaning.get(node.name)) is None:
            continue
        if isinstance(meaning.target, Local) or meaning.target.kind == "fact":
            found.add((meaning.target, *meaning.fields))
        else:
            found |= {(fact,) for fact in facts_of(context.resolved, [meaning.target])}
    return found


def _facts_in(always: tree.Always, context: Context) -> set[object]:
    resolved = context.resolved
    named = [resolved.target(node.name) for node in every(always) if isinstance(node, tree.Refer)]
    return {*facts_of(resolved, [one for one in named if one is not None])}


def _said(box: Sequence[int], table: _Table) -> str:
    """A combination in words: what is anything is left out."""
    parts = [
        f"`{' '.join(column.span.words.split())}` is {column.said(mask)}"
        for column, mask in zip(table.columns, box, strict=True)
        if mask != column.whole
    ]
    return " and ".join(parts)
