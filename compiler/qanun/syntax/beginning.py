"""What stands before the mistake in an entry that cannot be read: its name, and the clauses above."""

from collections.abc import Iterator, Sequence

from attrs import evolve

from qanun.diagnostics.model import Diagnostic
from qanun.document.model import Block
from qanun.syntax.entries import inner, too_deep
from qanun.syntax.items import ItemMaker
from qanun.syntax.layout import Arranger, Entry
from qanun.syntax.read import Reader
from qanun.syntax.tree import AnyItem

_TRIED = 4
"""Lines above the mistake that may belong to what it breaks, as the head of a list does to its bullets."""


def beginning(block: Block, entry: Entry, said: Sequence[Diagnostic]) -> list[AnyItem]:
    """The longest beginning of an entry that is one by itself, up to its first mistake; none where it has no
    name yet."""
    wrong = min((one.span.start for one in said if one.is_error), default=entry.end)
    for part in _parts(entry, wrong):
        item = _read(block, part)
        if item is not None:
            return [item]
    return []


def _parts(entry: Entry, wrong: int) -> Iterator[Entry]:
    """The entry up to the line with the mistake, then shorter; of the first line its words up to there."""
    above = sum(line.lexemes[-1].end <= wrong for line in entry.lines)
    for count in dict.fromkeys((*range(above, max(0, above - _TRIED), -1), *((1,) if above else ()))):
        if count < len(entry.lines):
            yield Entry(entry.lines[:count])
    first = entry.lines[0]
    here = sum(one.end <= wrong for one in first.lexemes)
    for count in dict.fromkeys((min(here, len(first.lexemes)), 3, 2)):
        if 2 <= count < len(first.lexemes) or (count == len(first.lexemes) and len(entry.lines) > 1):
            yield Entry((evolve(first, lexemes=first.lexemes[:count]),))


def _read(block: Block, part: Entry) -> AnyItem | None:
    text = block.span.text
    arranger = Arranger(text, part, "")
    pieces = tuple(arranger.pieces())
    read = Reader(text, pieces, "", "start").read() if pieces and not arranger.diagnostics else None
    if read is None or too_deep(read):
        return None
    maker = ItemMaker(text, block)
    item = maker.item(inner(read))
    return None if maker.diagnostics else item
