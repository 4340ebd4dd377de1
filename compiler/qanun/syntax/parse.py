"""Document -> Page: every rule block, read entry by entry."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise, takewhile
from typing import TypeGuard

from attrs import evolve, frozen

from qanun.diagnostics.grouped import grouped
from qanun.diagnostics.model import Diagnostic, Outcome
from qanun.document.model import Block, Document
from qanun.document.words import STARTERS
from qanun.syntax import case_kinds, kinds, slip_kinds, tree, turn_kinds
from qanun.syntax.beginning import beginning
from qanun.syntax.decision_rows import DecisionRows
from qanun.syntax.entries import inner, read_entry
from qanun.syntax.grammar import grammar
from qanun.syntax.items import ItemMaker
from qanun.syntax.layout import Entry, cut, is_above_table
from qanun.syntax.rows import Rows, table_without_cases
from qanun.syntax.scan import Lexeme, Scanner, Slip
from qanun.syntax.stated import law_among_cases, text_and_rules
from qanun.syntax.table_rows import TableRows
from qanun.text import Text

_NAMELESS = ("always", "not")
_NAMED = STARTERS - {"always", "collision", "scenario", "cases", "claim"}
_CASES = ("scenario", "cases")
_DECLARED = re.compile(
    r"^[ \t>]*(?:-|" + "|".join(sorted(STARTERS)) + r")[ \t]+(?:\(\w+\)[ \t]*)?(\w+)", re.MULTILINE
)
_WORD = re.compile(r"[^\W\d]\w*(?:\.\w+)*")
_HUNG_ON = re.compile(
    r"\b(?:to|of|over|with|fills|collision|silence\s+\w+\s+on)\s+((?:[^\W\d][\w.]*(?:\s*,\s*)?)+)"
)
_HABITS = (
    kinds.TAB,
    kinds.ENTRY_INDENTED,
    kinds.ODD_BLANK,
    kinds.SMART_QUOTES,
    kinds.WRONG_SIGN,
    kinds.WRONG_BULLET,
    slip_kinds.BULLET_END,
)
"""Slips that somebody who makes them makes throughout a block."""
_DOUBTFUL = (kinds.DOUBTFUL_IS, kinds.AFTER_BULLETS)
"""Mistakes that leave it open what an entry says."""
_STUCK = (kinds.UNREADABLE, kinds.UNFINISHED, kinds.UNKNOWN_CLAUSE)
MOST = 20  # mistakes in one entry that are told; whoever mends them sees the next


@frozen(eq=False)
class BlockRead:
    """What was read of one block; `left_out`, `unread` and `partial` are as in `tree.Page`."""

    items: tuple[tree.AnyItem, ...]
    left_out: tuple[str, ...] = ()
    unread: tuple[frozenset[str], ...] = ()
    told: tuple[Diagnostic, ...] = ()
    partial: tuple[tree.AnyItem, ...] = ()


def parse(document: Document, reads: Callable[[Block], BlockRead] | None = None) -> Outcome[tree.Page]:
    """Read every rule block; an entry that cannot be read is reported and left out, the others stand.

    Whoever has read blocks before `reads` them.
    """
    found = [(block, (reads or read_block)(block)) for block in document.blocks]
    module = document.front_matter.module
    left_out = [module] if module != document.module else []
    left_out += [name for _, one in found for name in one.left_out]
    items = [item for _, one in found for item in one.items]
    unread = tuple((block, words) for block, one in found for words in one.unread)
    told = _keywords_once([each for _, one in found for each in one.told])
    partial = frozenset(item for _, one in found for item in one.partial)
    read = [item for item in items if item not in partial]
    law = [item for item in read if item.block.span.text is document.text]
    told = [*told, *text_and_rules(document, law), *law_among_cases(document, read)]
    return Outcome(tree.Page(document, tuple(items), tuple(left_out), unread, partial), tuple(told))


def read_block(block: Block) -> BlockRead:
    """Read the entries of one block, and the table below it."""
    if block.off_margin:
        words = block.span.words
        return BlockRead((), tuple(_DECLARED.findall(words)), (_words_in(words),))
    items: list[tree.AnyItem] = []
    left_out: list[str] = []
    unread: list[frozenset[str]] = []
    partial: list[tree.AnyItem] = []
    found: list[Diagnostic] = []
    article = _article(block)
    scanned = Scanner(block.span, article).scan()
    entries = cut(block.span.text, scanned.lines, article)
    ends = [entry.lines[0].start for entry in entries[1:]] + [block.span.end]
    moved = {e.lines[0].start for e in entries for d in e.diagnostics if d.kind is kinds.ENTRY_INDENTED}
    unplaced = [slip for slip in scanned.slips if not _of_edge(slip, moved)]
    for entry, end in zip(entries, ends, strict=False):
        slips = [slip for slip in unplaced if slip.diagnostic.span.start < end]
        unplaced = unplaced[len(slips) :]
        if _is_prose(entry):
            found.append(_prose(block.span.text, entry, article))
            continue
        item, said = _item(block, entry, slips)
        found += _bearable(said)
        if item is None:
            left_out += _names(entry)
            unread.append(_words_in(block.span.text.content[entry.start : entry.end]))
            partial += beginning(block, entry, said)
        else:
            items.append(item)
    found += [slip.diagnostic for slip in unplaced]
    below = _rows(block, entries, items)
    if below:
        above = [str(item.name) for item in items if _has_table(item, block)]
        left_out += above
        unread.append(frozenset(above))
    told = grouped([*found, *below], _same_slip)
    every = sorted((*items, *partial), key=lambda item: item.span.start) if partial else items
    return BlockRead(tuple(every), tuple(left_out), tuple(unread), tuple(told), tuple(partial))


def _words_in(written: str) -> frozenset[str]:
    """The names, with their dots, of what an entry that cannot be read may add something to."""
    found = [words for match in _HUNG_ON.finditer(written) for words in _WORD.findall(match[1])]
    above = written.split(maxsplit=1)[:1] if re.search(r"\bprevails\b", written) else []
    return frozenset((*found, *above))


def _rows(block: Block, entries: Sequence[Entry], items: list[tree.AnyItem]) -> list[Diagnostic]:
    """Read the table below a block: behind the last entry, if it is of a table, come its rows."""
    readers = [reader for item in items if (reader := _reader(item, block)) is not None]
    if not any(is_above_table(entry) for entry in entries):
        return table_without_cases(block)
    for reader in readers:
        behind = next((entry for entry in entries if entry.start > reader.entry.start), None)
        if behind is not None:
            place = block.span.text.span(behind.start, behind.lines[0].lexemes[0].end)
            word = reader.spoken.last
            return [case_kinds.CASES_NOT_LAST.at(place, article=_article(block), word=word)]
    if not readers:
        return []  # it could not be read, which is told
    items += readers[0].read()
    return readers[0].diagnostics


def _has_table(item: tree.AnyItem, block: Block) -> TypeGuard[tree.Rule]:
    """Whether it is a rule that the table below this block decides."""
    return isinstance(item, tree.Rule) and item.block is block and item.clauses.first_row is not None


def _reader(item: tree.AnyItem, block: Block) -> TableRows | None:
    """What reads the table of which an entry names the columns."""
    if isinstance(item, tree.Cases) and item.block is block:
        return Rows(item, block)
    if isinstance(item, tree.Rule) and item.block is block and item.clauses.first_row is not None:
        return DecisionRows(item, item.clauses.first_row, block)
    return None


def _article(block: Block) -> str:
    return block.article.name if block.article else ""


def _of_edge(slip: Slip, moved: set[int]) -> bool:
    """Whether a slip is the indentation of an entry that is to be moved to the edge anyhow."""
    return slip.diagnostic.kind in (kinds.TAB, kinds.ODD_BLANK) and slip.diagnostic.span.start in moved


def _keywords_once(told: list[Diagnostic]) -> list[Diagnostic]:
    """Where a word of the language was declared as a name, the places that use the name are told with it."""
    declared = {one.values["word"]: one for one in told if one.kind is kinds.KEYWORD_AS_NAME and one.fix}
    if not declared:
        return told
    same = [
        evolve(first, span=one.span, fix=evolve(first.fix, span=one.span) if first.fix else None)
        if (one.kind in _STUCK or (one.kind is kinds.KEYWORD_AS_NAME and one.fix is None))
        and (first := declared.get(one.span.words)) is not None
        else one
        for one in told
    ]
    return grouped(same, lambda one: one.values["word"] if one.kind is kinds.KEYWORD_AS_NAME else None)


def _same_slip(found: Diagnostic) -> object:
    """What a slip has in common with others of one block that are told with it; None: it stands alone."""
    if found.kind is kinds.COMMA_BLANK:
        return found.span.line
    if found.kind is turn_kinds.BULLET_LABEL and found.fix is not None:
        return found.fix.replacement if found.fix.replacement.endswith("(") else None
    if found.kind in _HABITS and found.fix is not None:
        return found.values.get("written"), found.fix.replacement
    return None


def _is_prose(entry: Entry) -> bool:
    """Whether an entry begins like a sentence: with a capital and some more words."""
    words = list(takewhile(lambda one: one.kind == "word" or one.text == ",", entry.lines[0].lexemes))
    first = entry.lines[0].lexemes[0].text
    return len(words) > 3 and first[:1].isupper() and first.lower() not in STARTERS and first.isalpha()


def _prose(text: Text, entry: Entry, article: str) -> Diagnostic:
    line = text.span(entry.start, entry.start).line
    words = text.line(line).rstrip()
    start = text.line_starts[line - 1]
    return kinds.PROSE.at(text.span(entry.start, start + len(words)), article=article)


def _bearable(said: Sequence[Diagnostic]) -> list[Diagnostic]:
    """What is told of one entry: of what is no habit, so much as somebody would read."""
    single = [found for found in said if found.kind not in _HABITS]
    beyond = set(map(id, single[MOST:]))
    return [found for found in said if id(found) not in beyond]


def _item(block: Block, entry: Entry, slips: list[Slip]) -> tuple[tree.AnyItem | None, list[Diagnostic]]:
    text, article = block.span.text, _article(block)
    told = tuple(slip.diagnostic for slip in slips)
    if len(_bearable(told)) < len(told) or any(slip.fatal for slip in slips):
        return None, list(told)
    read = read_entry(text, entry, article, slips=told)
    if read.tree is None or any(found.kind in _DOUBTFUL for found in read.diagnostics):
        return None, list(read.diagnostics)
    maker = ItemMaker(text, block)
    item = maker.item(inner(read.tree))
    broken = any(found.kind is not kinds.MIXED for found in maker.diagnostics)
    return None if broken else item, [*read.diagnostics, *maker.diagnostics]


def _may_be_name(lexeme: Lexeme) -> bool:
    return lexeme.kind == "word" and lexeme.text not in grammar().reserved


def _names(entry: Entry) -> list[str]:
    """The names that an entry would have declared, or started from, so that later passes need not miss
    them."""
    lexemes = [lexeme for line in entry.lines for lexeme in line.lexemes]
    found = [two.text for one, two in pairwise(lexemes) if one.text == "as" and lexemes[0].text in _CASES]
    for line in entry.lines:
        first, *more = [lexeme for lexeme in line.lexemes if lexeme.kind != "letter"] or [line.lexemes[0]]
        declares = first.kind == "bullet" if line is not entry.lines[0] else first.text not in _NAMELESS
        if line is entry.lines[0] and first.text in _NAMED and [one.kind for one in more[:1]] == ["string"]:
            found.append("")
        if declares and more and more[0].kind == "word" and more[0].text != "prevails":
            found.append(more[0].text.rpartition(".")[2])
            if first.text == "type":
                found += [lexeme.text for lexeme in more if lexeme.kind == "word"]
            if line is entry.lines[0]:
                named = takewhile(_may_be_name, more[:5])
                words = [lexeme.text for lexeme in named]
                found += ["_".join(words[:count]) for count in range(2, len(words) + 1)]
    return found
