"""What may stand at a place of a rule block: words of the language, and names that fit there."""

import re
from collections.abc import Iterator

from attrs import frozen

from qanun.document.model import Block
from qanun.document.words import STARTERS
from qanun.editor.places import Places
from qanun.editor.wanted import Wanted, wanted
from qanun.resolved.model import Declaration
from qanun.syntax.entries import inner
from qanun.syntax.grammar import grammar
from qanun.syntax.items import ItemMaker
from qanun.syntax.layout import Arranger, cut
from qanun.syntax.read import Reader
from qanun.syntax.scan import Scanner
from qanun.syntax.tree import AnyItem
from qanun.text import Text
from qanun.typed.types import OneOfType, OrNone, RecordType, Type

HERE = "written_here"
"""A name in the place of what is being written."""
_WRITTEN = re.compile(r"[\w.]*\Z")
_OUTSIDE = frozenset(
    {"option", "member", "limb", "ground", "background", "question", "situation", "exception"}
)
"""What stands in an expression only below another name, or never."""


@frozen
class Suggestion:
    """Words that may stand in the place of those from `start` on. `fits`: also by kind and type.

    `what` is word, entry, or what a declaration declares; `label` are its words.
    """

    words: str
    what: str
    start: int
    fits: bool = True
    label: str | None = None


def complete(places: Places, block: Block, offset: int) -> list[Suggestion]:
    """What may stand at a place of a rule block, what fits best first.

    The block is as it stands now; what is known of names may be as it was some keys ago.
    """
    text = block.span.text
    written = _WRITTEN.search(text.content[block.span.start : offset])
    assert written is not None
    start = block.span.start + written.start()
    if _in_words(text, start):
        return []
    beginning = _Beginning(block, start)
    if beginning.at < 0:
        return []  # it stands in what is no word of an entry
    record = _fields(places, block, written[0], start)
    found = (
        record
        if record is not None
        else [*_names(places, block, beginning, written[0]), *_words(beginning, start)]
    )
    fitting = [one for one in found if _begins(one.words, written[0])]
    return sorted(
        fitting,
        key=lambda one: (not one.fits, one.what in ("word", "entry"), one.words.count("."), one.words),
    )


def _begins(words: str, written: str) -> bool:
    """Whether words, or their last part, begin as what is written."""
    return words.startswith(written) or words.rpartition(".")[2].startswith(written)


def _in_words(text: Text, offset: int) -> bool:
    """Whether a place lies in a comment or in a text in quotes."""
    line = text.line_of(offset)
    before = text.content[text.line_starts[line - 1] : offset]
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', "", before)
    return '"' in bare or re.search(r"(?:^|\s)#\s", bare) is not None


class _Beginning:
    """The entry that is being written, up to the place, put to the parser."""

    def __init__(self, block: Block, start: int) -> None:
        text = block.span.text
        self.block = block
        self.start = start
        self.text = Text(text.path, text.content[:start] + HERE)
        span = self.text.span(block.span.start, start + len(HERE))
        entries = cut(self.text, Scanner(span, "").scan().lines, "")
        self.entry = entries[-1]
        self.pieces = tuple(Arranger(self.text, self.entry, "").pieces())
        places = (n for n, one in enumerate(self.pieces) if one.start == start and one.text == HERE)
        self.at = next(places, -1)
        self.starts = self.at == 0

    def reader(self, last: int) -> Reader:
        """What reads the pieces before `last`."""
        return Reader(self.text, self.pieces[:last], "", "start")

    def item(self) -> AnyItem | None:
        """The entry with a name in the place; None where it would not be whole."""
        tree = Reader(self.text, self.pieces, "", "start").read()
        if tree is None:
            return None
        maker = ItemMaker(self.text, self.block)
        return maker.item(inner(tree))

    def next(self) -> tuple[Reader, str]:
        """The parser at the place; and the words just before it that begin a phrase of the language."""
        for back in range(4):
            last = self.at - back
            if last < 0:
                break
            begun = self.pieces[last : self.at]
            reader = self.reader(last)
            if reader.take() and all(one.kind in ("word", "IS_CLAUSE") for one in begun):
                return reader, " ".join(one.text for one in begun)
        reader = self.reader(0)
        reader.take()
        return reader, "\0"


def _words(beginning: _Beginning, start: int) -> Iterator[Suggestion]:
    """The words of the language that the parser can take; at the edge, those that begin an entry."""
    if beginning.starts:
        yield from (Suggestion(word, "entry", start) for word in sorted(STARTERS - {"not"}))
        yield Suggestion("not encoded", "entry", start)
        return
    reader, begun = beginning.next()
    for terminal, words in grammar().written.items():
        if not words[0].isalpha() or not reader.can_take(terminal):
            continue
        if begun and not words.startswith(f"{begun} "):
            continue
        yield Suggestion(words[len(begun) :].strip(), "word", start)
    if not begun and reader.can_take("IS_CLAUSE"):
        yield Suggestion("is", "word", start)


def _names(places: Places, block: Block, beginning: _Beginning, written: str) -> Iterator[Suggestion]:
    """The names that may stand there, where a name may; those that fit by kind and type first."""
    start = beginning.start
    if beginning.starts:
        return
    reader, begun = beginning.next()
    if begun or not reader.can_take("NAME"):
        return
    item = beginning.item()
    want = Wanted() if item is None else wanted(item, HERE, places.known.typed, _module(places, block))
    if want.new:
        return
    module = _module(places, block)
    yield from _options(want.type, start)
    known = places.known.typed.resolved.declarations
    for one in known.values():
        if one.kind in want.kinds if want.kinds else one.kind not in _OUTSIDE:
            if "@" in one.name:
                continue
            words = one.name.removeprefix(f"{module}.")
            type_ = places.known.typed.declared.get(one)
            yield Suggestion(words, one.kind, start, want.fits(type_), one.label)
    elsewhere = places.known.elsewhere
    for other in elsewhere.begin(written, known.keys()) if elsewhere is not None and written else ():
        if other.kind in want.kinds if want.kinds else other.kind not in _OUTSIDE:
            fits = not want.types or other.type in want.types
            yield Suggestion(other.name, other.kind, start, fits and want.type is None, other.label)


def _module(places: Places, block: Block) -> str:
    page = places.known.page(block.span.text.path)
    return "" if page is None else page.document.module


def _options(type_: Type | None, start: int) -> Iterator[Suggestion]:
    """The options of what is compared or set."""
    inner_type = type_.inner if isinstance(type_, OrNone) else type_
    if isinstance(inner_type, OneOfType):
        yield from (Suggestion(option, "option", start) for option in inner_type.options)


def _fields(places: Places, block: Block, written: str, start: int) -> list[Suggestion] | None:
    """The fields of the record before the dot; None where there is no dot behind a record."""
    before, dot, _ = written.rpartition(".")
    if not dot:
        return None
    offset = start + len(before)
    place = places.at(block.span.text.path, offset)
    type_: Type | None = None
    if place is not None and isinstance(place.target, Declaration):
        type_ = places.known.typed.declared.get(place.target)
    record = type_.inner if isinstance(type_, OrNone) else type_
    if not isinstance(record, RecordType):
        return None
    return [Suggestion(f"{before}.{name}", "field", start) for name, _ in record.fields]
