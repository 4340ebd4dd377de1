"""A page of law with its rule blocks laid out in the one way, everything else byte for byte as it is."""

import re

from attrs import frozen

from qanun.document.model import Block, Document
from qanun.syntax.format_lines import INDENT, lines_of
from qanun.syntax.format_tables import table_of
from qanun.syntax.format_words import Gap, gap, outline, read_whole, words_of
from qanun.syntax.layout import Entry, cut
from qanun.syntax.scan import Scanner
from qanun.text import Span, Text

_LONE_RETURN = re.compile(r"\r(?!\n)")
_CLOSING_FENCE = re.compile(r"`{3,}|~{3,}")


@frozen(eq=False)
class Formatted:
    """The whole text, and the blocks that were left as they are because they cannot be read."""

    content: str
    left: tuple[Block, ...]


def format_page(document: Document) -> Formatted:
    """The page with each of its blocks laid out. A block with a mistake of syntax is left as it is.

    The result means what the page meant, and formatting it again changes nothing.
    """
    content, pieces, at = document.text.content, [], 0
    left = []
    for block in document.blocks:
        span = block.span
        laid = None if block.off_margin else format_block(span)
        if laid is None:
            left.append(block)
            continue
        pieces += [content[at : span.start], laid]
        at = span.end
        if (below := table_of(block)) is not None:
            place, lines = below
            pieces += [content[at : place.start], lines]
            at = place.end
    return Formatted("".join([*pieces, content[at:]]), tuple(left))


def format_block(span: Span) -> str | None:
    """The lines of a rule block laid out; None where they cannot be read, or are no closed block's."""
    words = span.words
    if not words.strip():
        return words
    if not _CLOSING_FENCE.match(span.text.content, span.end) or _LONE_RETURN.search(words):
        return None
    lines = _lines(span)
    if lines is None:
        return None
    end = "\r\n" if "\r\n" in words else "\n"
    return "".join(line + end for line in lines)


def _entries(span: Span) -> tuple[Entry, ...] | None:
    """The entries of a block; None where a slip of the pen or a line out of place is among them."""
    scanned = Scanner(span, "").scan()
    entries = cut(span.text, scanned.lines, "")
    return None if scanned.slips or any(entry.diagnostics for entry in entries) else entries


def _lines(span: Span) -> list[str] | None:
    entries = _entries(span)
    if entries is None:
        return None
    lines: list[str] = []
    at, behind = span.start, False
    for entry in entries:
        between = gap(span.text.content[at : entry.start], at_line_start=not behind)
        laid = _laid(span.text, entry)
        if between is None or laid is None:
            return None
        _put_gap(lines, between, entry.lines[0].indent)
        lines += laid
        at, behind = entry.end, True
    last = gap(span.text.content[at : span.end], at_line_start=not behind)
    if last is None:
        return None
    _put_gap(lines, last, entries[0].lines[0].indent if entries else 0)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _put_gap(lines: list[str], between: Gap, base: int) -> None:
    """What stands between two entries: comments, and one empty line where there are any."""
    if between.behind:
        lines[-1] += f"  {between.behind}"
    for line in between.lines:
        if line is not None:
            column, comment = line
            lines.append(" " * (INDENT if column > base and lines else 0) + comment)
        elif lines and lines[-1]:
            lines.append("")


def _laid(text: Text, entry: Entry) -> tuple[str, ...] | None:
    """The lines of an entry; None where it cannot be read.

    What was laid out is read again: it must be what it was.
    """
    words = words_of(text, entry)
    if words is None:
        return None
    counted, broken = 0, set()
    for line in entry.lines:
        broken.add(counted)
        counted += len(line.lexemes)
    lines = lines_of(words, frozenset(broken - {0}))
    return lines if _same(text, entry, lines) else None


def _same(text: Text, entry: Entry, lines: tuple[str, ...]) -> bool:
    """Whether lines read as one entry, and as the same one."""
    laid = Text(text.path, "".join(line + "\n" for line in lines))
    entries = _entries(laid.span(0, len(laid.content)))
    if entries is None or len(entries) != 1:
        return False
    before, after = read_whole(text, entry), read_whole(laid, entries[0])
    return before is not None and after is not None and outline(before) == outline(after)
