"""The Markdown table directly below a rule block, cell by cell."""

import re
from collections.abc import Sequence
from itertools import pairwise

from qanun.document.model import Table
from qanun.text import Span

_BAR = re.compile(r"\\.|\|", re.DOTALL)


def looks_like_row(line: str) -> bool:
    """Whether a line begins as the rows of tables are written here: with a bar."""
    return line.lstrip().startswith("|")


def table(lines: Sequence[Span], sound: bool) -> Table:
    """The table of these lines, each without blanks at its edges; `sound` where Markdown takes it for one."""
    header, *rest = lines
    rows = tuple(cells(line) for line in rest[1 if sound else 0 :])
    return Table(header.to(lines[-1]), cells(header), rows, sound)


def cells(line: Span) -> tuple[Span, ...]:
    """The cells of a row, each without blanks at its edges; a bar behind a backslash belongs to its cell."""
    bars = [found.start() for found in _BAR.finditer(line.words) if found.group() == "|"]
    edges = [0, *bars, len(line.words)]
    parts = [(start + (number > 0), end) for number, (start, end) in enumerate(pairwise(edges))]
    if bars[:1] == [0]:
        parts = parts[1:]
    if bars and bars[-1] == len(line.words) - 1:
        parts = parts[:-1]
    return tuple(_stripped(line.text.span(line.start + start, line.start + end)) for start, end in parts)


def _stripped(cell: Span) -> Span:
    words = cell.words
    if not words.strip():
        return cell.text.span(cell.start, cell.start)
    start = cell.start + len(words) - len(words.lstrip())
    return cell.text.span(start, cell.start + len(words.rstrip()))
