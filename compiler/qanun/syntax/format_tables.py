"""The table of cases below a block, with its columns one below the other, where they fit."""

import re
from collections.abc import Sequence

from qanun.document.model import Block, Table
from qanun.document.tables import cells
from qanun.syntax.layout import cut, is_above_table
from qanun.syntax.scan import Scanner
from qanun.text import Span

_BETWEEN = re.compile(r"[`~]{3,}[ \t]*(?:\r\n|\n)(?P<blank>\s*)\Z")
_LEAST = 3  # hyphens of a column
_WIDEST = 200  # signs of a row whose columns stand one below the other: in an editor a longer one is broken


def table_of(block: Block) -> tuple[Span, str] | None:
    """The blanks above a table of cases and the table, and how they should stand; None where there is none.

    A table that cannot be read stays as it is, and so does one that is no table of cases.
    """
    table, text = block.table, block.span.text
    if table is None or not table.sound or not names_columns(block.span):
        return None
    between = _BETWEEN.match(text.content[block.span.end : table.span.start])
    if between is None or any(len(row) != len(table.header) for row in table.rows):
        return None
    end = "\r\n" if "\r\n" in between.group() else "\n"
    start = block.span.end + between.start("blank")
    return text.span(start, table.span.end), end + end.join(_lines(table))


def names_columns(block: Span) -> bool:
    """Whether the last entry of a block says what the columns of a table are."""
    entries = cut(block.text, Scanner(block, "").scan().lines, "")
    return bool(entries) and is_above_table(entries[-1])


def _lines(table: Table) -> list[str]:
    rows = [[cell.words for cell in row] for row in (table.header, *table.rows)]
    widths = [max(_LEAST, *(len(row[column]) for row in rows)) for column in range(len(table.header))]
    if sum(widths) + 3 * len(widths) + 1 > _WIDEST:
        widths = [0] * len(widths)
    header, *others = ([words.ljust(width) for words, width in zip(row, widths, strict=True)] for row in rows)
    return [_joined(header), _rule(table, widths), *map(_joined, others)]


def _joined(words: Sequence[str]) -> str:
    return f"| {' | '.join(words)} |"


def _rule(table: Table, widths: Sequence[int]) -> str:
    """The line below the header, with the colons that say how a column is set."""
    text = table.span.text
    number = table.span.line + 1
    start = text.line_starts[number - 1]
    line = text.line(number)
    inner = text.span(start + len(line) - len(line.lstrip()), start + len(line.rstrip()))
    drawn = []
    for cell, width in zip(cells(inner), widths, strict=True):
        left, right = cell.words.startswith(":"), cell.words.endswith(":")
        drawn.append(f"{':' if left else '-'}{'-' * max(width, 1)}{':' if right else '-'}")
    return f"|{'|'.join(drawn)}|"
