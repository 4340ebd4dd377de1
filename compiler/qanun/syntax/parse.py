"""Document -> Page: every rule block, read entry by entry."""

import re

from qanun.diagnostics.grouped import grouped
from qanun.diagnostics.model import Diagnostic, Outcome
from qanun.document.model import Block, Document
from qanun.syntax import kinds, tree
from qanun.syntax.entries import read_entry
from qanun.syntax.items import ItemMaker
from qanun.syntax.layout import STARTERS, Entry, cut
from qanun.syntax.parsed import Token, Tree
from qanun.syntax.scan import Scanner, Slip
from qanun.text import Span, Text

_NAMELESS = ("always", "not")
_DECLARED = re.compile(
    r"^[ \t>]*(?:-|" + "|".join(sorted(STARTERS)) + r")[ \t]+(?:\(\w+\)[ \t]*)?(\w+)", re.MULTILINE
)
_HABITS = (kinds.TAB, kinds.ODD_BLANK, kinds.SMART_QUOTES, kinds.WRONG_SIGN, kinds.WRONG_BULLET)
"""Slips that somebody who makes them makes throughout a block."""
DEPTH = 120  # levels of a parse tree; what is nested deeper is refused


def parse(document: Document) -> Outcome[tree.Page]:
    """Read every rule block; an entry that cannot be read is reported and left out, the others stand."""
    items: list[tree.AnyItem] = []
    left_out = [document.front_matter.module] if document.front_matter.module != document.module else []
    told: list[Diagnostic] = []
    for block in document.blocks:
        found: list[Diagnostic] = []
        if block.off_margin:
            left_out += _DECLARED.findall(block.span.words)
            continue
        article = block.article.name if block.article else ""
        scanned = Scanner(block.span, article).scan()
        entries = cut(document.text, scanned.lines, article)
        ends = [entry.lines[0].start for entry in entries[1:]] + [block.span.end]
        unplaced = list(scanned.slips)
        for entry, end in zip(entries, ends, strict=False):
            slips = [slip for slip in unplaced if slip.diagnostic.span.start < end]
            unplaced = unplaced[len(slips) :]
            item, said = _item(document.text, block, entry, slips)
            found += said
            if item is None:
                left_out += _names(entry)
            else:
                items.append(item)
        found += [slip.diagnostic for slip in unplaced]
        told += grouped(found, _same_slip)
    return Outcome(tree.Page(document, tuple(items), tuple(left_out)), tuple(told))


def _same_slip(found: Diagnostic) -> object:
    """What a slip has in common with others of one block that are told with it; None: it stands alone."""
    if found.kind is kinds.COMMA_BLANK:
        return found.span.line
    if found.kind in _HABITS and found.fix is not None:
        return found.values.get("written"), found.fix.replacement
    return None


def _item(
    text: Text, block: Block, entry: Entry, slips: list[Slip]
) -> tuple[tree.AnyItem | None, list[Diagnostic]]:
    article = block.article.name if block.article else ""
    told = tuple(slip.diagnostic for slip in slips)
    if any(slip.fatal for slip in slips):
        return None, list(told)
    read = read_entry(text, entry, article, slips=told)
    if read.tree is None:
        return None, list(read.diagnostics)
    if _too_deep(read.tree):
        span = Span(text, entry.start, entry.end)
        return None, [*read.diagnostics, kinds.TOO_DEEP.at(span, article=article)]
    maker = ItemMaker(text, block)
    item = maker.item(_inner(read.tree))
    broken = any(found.kind is not kinds.MIXED for found in maker.diagnostics)
    return None if broken else item, [*read.diagnostics, *maker.diagnostics]


def _inner(read: Tree[Token]) -> Tree[Token]:
    """The entry itself, without the rule that lists all kinds."""
    return next(child for child in read.children if isinstance(child, Tree))


def _too_deep(read: Tree[Token]) -> bool:
    level = [read]
    for _ in range(DEPTH):
        level = [child for each in level for child in each.children if isinstance(child, Tree)]
    return bool(level)


def _names(entry: Entry) -> list[str]:
    """The names that an entry would have declared, so that later passes need not miss them."""
    found: list[str] = []
    for line in entry.lines:
        first, *more = [lexeme for lexeme in line.lexemes if lexeme.kind != "letter"] or [line.lexemes[0]]
        declares = first.kind == "bullet" if line is not entry.lines[0] else first.text not in _NAMELESS
        if declares and more and more[0].kind == "word" and more[0].text != "prevails":
            found.append(more[0].text.rpartition(".")[2])
    return found
