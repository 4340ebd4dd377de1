"""Lines -> entries, and in each entry the marks that stand for its indentation.

A line belongs to the nearest line above that is indented less. Bullets in one column are a list; what is
written deeper than a bullet belongs to it. What `else`, `where` and `satisfies` begin ends with its line and
the deeper lines below it, or at the bracket.
"""

import re
from collections.abc import Iterator, Sequence

from attrs import define, field, frozen

from qanun.diagnostics.model import Diagnostic, Fix
from qanun.document.words import STARTERS
from qanun.syntax import kinds, turn_kinds
from qanun.syntax.scan import Lexeme, Line
from qanun.text import Span, Text

CONTINUING = frozenset(
    (
        "and", "or", "then", "else", "implies", "is", "contains", "in", "between", "overlap", "overlaps",
        "allows", "where", "satisfies", "but", "+", "*", "/", "=", "!=", "<", "<=", ">", ">=", ")",
    )
)  # fmt: skip
CLAUSES = frozenset(
    (
        "when", "on", "by", "towards", "of", "is", "within", "until", "before", "no", "punishable",
        "weighing", "exercised", "fulfilled", "breached", "also", "in_force", "otherwise", "judged", "who",
        "answers", "headline", "given", "under", "because", "stated", "noticed", "as",
        "you", "help",
        "asks", "opens",
    )
)  # fmt: skip
REACHING = frozenset(("else", "where", "satisfies"))
_VALUED = {
    "rule": "the rule",
    "ground": "the ground",
    "fills": "what fills the value",
    "exception": "the exception",
}
"""The entries that may have a value beside a condition."""


@frozen
class Entry:
    """The lines of one entry of a block, and what was found wrong when they were gathered."""

    lines: tuple[Line, ...]
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def start(self) -> int:
        return self.lines[0].lexemes[0].start

    @property
    def end(self) -> int:
        return self.lines[-1].lexemes[-1].end


def cut(text: Text, lines: Sequence[Line], article: str) -> tuple[Entry, ...]:
    """The entries of a block. A line at its edge begins one, unless it can only continue the one above.

    A line that can only begin an entry begins one wherever it stands; where that is not the edge, it is told.
    """
    entries: list[Entry] = []
    base = _edge(lines)
    for line in lines:
        first = line.lexemes[0]
        if line.indent > base and _only_starts(line):
            entries.append(Entry((line,), (_indented(text, line, base, article),)))
        elif line.indent > base and entries:
            _extend(entries, line)
        elif entries and not _starts(line) and _belongs_above(first):
            spot = Span(text, first.start, first.end)
            fix = Fix(Span(text, first.start, first.start), "  ", "indent the line")
            found = kinds.NOT_INDENTED.at(spot, article=article, fix=fix)
            _extend(entries, Line(line.start, base + 2, line.lexemes), found)
        elif entries and not _starts(line) and not _starts(entries[-1].lines[0]):
            _extend(entries, line)  # one mistake, one entry
        else:
            entries.append(Entry((line,)))
    return tuple(entries)


FIRST_ROW = ("is", "the", "first", "row", "that", "fits")


def is_above_table(entry: Entry) -> bool:
    """Whether an entry says what the columns of the table below its block are."""
    words = [lexeme.text for line in entry.lines for lexeme in line.lexemes if lexeme.kind == "word"]
    if words[:1] == ["rule"]:
        return any(tuple(words[at : at + 6]) == FIRST_ROW for at in range(len(words)))
    return words[:1] == ["cases"]


def _extend(entries: list[Entry], line: Line, *found: Diagnostic) -> None:
    last = entries[-1]
    entries[-1] = Entry((*last.lines, line), (*last.diagnostics, *found))


def _edge(lines: Sequence[Line]) -> int:
    """The column at which the entries of a block begin."""
    return min((line.indent for line in lines if _starts(line)), default=lines[0].indent if lines else 0)


def _only_starts(line: Line) -> bool:
    """Whether a line can only be the first of an entry: no clause goes on with such words."""
    first, *more = line.lexemes
    if first.kind != "word" or first.text not in STARTERS or not more:
        return False
    names = more[0].kind == "word" and more[0].text not in CONTINUING | CLAUSES
    return names or more[0].kind == ("string" if first.text in ("scenario", "cases", "claim") else "letter")


def _indented(text: Text, line: Line, base: int, article: str) -> Diagnostic:
    first = line.lexemes[0]
    fix = Fix(Span(text, line.start, first.start), " " * base, "put it at the left edge")
    spot = Span(text, first.start, first.end)
    return kinds.ENTRY_INDENTED.at(spot, article=article, fix=fix, word=first.text)


def _starts(line: Line) -> bool:
    words = [lexeme.text for lexeme in line.lexemes[:3]]
    if line.lexemes[0].kind != "word":
        return False
    return (
        words[0].lower() in STARTERS or words[:2] == ["not", "encoded"] or words[1:3] == ["prevails", "over"]
    )


def _belongs_above(first: Lexeme) -> bool:
    return first.kind != "word" or first.text in CONTINUING or first.text in CLAUSES


def _has_value(entry: Entry) -> bool:
    """Whether an `is` of the entry surely gives its value."""
    head, *others = entry.lines
    words = [lexeme.text for lexeme in head.lexemes if lexeme.kind == "word"]
    if "is" in words[: words.index("when") if "when" in words else None]:
        return True
    edge = min((line.indent for line in others), default=0)
    return any(line.lexemes[0].text == "is" and line.indent == edge for line in others)


@frozen
class Piece:
    """A lexeme, or a mark of the layout. `first`: it begins its line.

    The kind of a mark is OPEN, CLOSE, BULLET, SEP or END; that of an `is` that begins a clause is IS_CLAUSE.
    """

    kind: str
    text: str
    start: int
    end: int
    first: bool = False


@define
class _Frame:
    """A list of bullets, a bracket, or the whole entry.

    `reaches` are the columns of the lines on which a reach began, with its word where it is not the first.
    """

    kind: str
    indent: int
    place: Lexeme
    reaches: list[tuple[int, str]] = field(factory=list)


class Arranger:
    """Gives the pieces of one entry in order, with the marks between them."""

    def __init__(self, text: Text, entry: Entry, article: str) -> None:
        self.text = text
        self.entry = entry
        self.article = article
        self.frames = [_Frame("entry", -1, entry.lines[0].lexemes[0])]
        self.open_lines: list[int] = []
        self.line = entry.lines[0]
        self.last = entry.start
        self.diagnostics: list[Diagnostic] = []

    def pieces(self) -> Iterator[Piece]:
        for number, line in enumerate(self.entry.lines):
            self.line = line
            while self.open_lines and self.open_lines[-1] >= line.indent:
                self.open_lines.pop()
            if number:
                yield from self._line_marks(line)
            top_level = len(self.open_lines) == 1
            self.open_lines.append(line.indent)
            for index, lexeme in enumerate(line.lexemes):
                yield from self._lexeme(lexeme, line.indent, index == 0, top_level)
        while len(self.frames) > 1:
            yield from self._leave(self.frames.pop())

    def _mark(self, kind: str) -> Piece:
        return Piece(kind, "", self.last, self.last)

    def _line_marks(self, line: Line) -> Iterator[Piece]:
        first, indent = line.lexemes[0], line.indent
        bullet = first.kind == "bullet"
        continuing = first.text in CONTINUING and first.kind != "string"
        if continuing and not self._doubtful_is(line) and first.text != ")":
            self._judge_after_bullets(first, indent)
        left = 0
        while (top := self.frames[-1]).kind == "list" and (
            indent < top.indent or (indent == top.indent and not bullet)
        ):
            left += 1
            yield self._mark("CLOSE")
            self.frames.pop()
        if bullet:
            yield from self._bullet(first, indent, left)
            return
        reaches = [reach for reach in top.reaches if reach[0] >= indent]
        if first.text not in ("then", "else"):
            top.reaches = [reach for reach in top.reaches if reach[0] < indent]
            if continuing:
                self._judge(top, first)
                yield from (self._mark("END") for _ in reaches)
        if not continuing and len(self.open_lines) > 1 and top.kind != "bracket":
            yield self._mark("SEP")

    def _doubtful_is(self, line: Line) -> bool:
        """Whether a line begins with an `is` that only its column keeps from being the value; it is told."""
        first, head = line.lexemes[0], self.entry.lines[0].lexemes[0].text
        outside = not any(f.kind == "bracket" or line.indent > f.indent + 1 for f in self.frames[1:])
        if first.text != "is" or not self.open_lines[1:] or not outside or head not in _VALUED:
            return False
        if _has_value(self.entry):
            return False
        span = Span(self.text, first.start, first.end)
        self.diagnostics.append(kinds.DOUBTFUL_IS.at(span, article=self.article, owner=_VALUED[head]))
        return True

    def _judge_after_bullets(self, first: Lexeme, indent: int) -> None:
        """A line in the column of a list's hyphens, or one further, that goes on with the list or a bullet.

        Left of the hyphens it goes on with the list; under the words of the last bullet, with that.
        """
        column = next((f.indent for f in reversed(self.frames) if f.kind != "list" or f.indent <= indent), -1)
        listed = [frame.indent for frame in self.frames if frame.kind == "list"]
        if column not in listed or indent - column > 1:
            return
        left = column - 2
        outer = max((other for other in listed if other < column), default=self.entry.lines[0].indent - 1)
        place = Span(self.text, first.start - indent, first.start)
        plain = first.text in ("and", "or") and indent == column and left > outer + 1
        fix = Fix(place, " " * left, "put it left of the bullets") if plain else None
        span = Span(self.text, first.start, first.end)
        self.diagnostics.append(kinds.AFTER_BULLETS.at(span, article=self.article, fix=fix, word=first.text))

    def _judge(self, top: _Frame, first: Lexeme) -> None:
        """A deeper line that goes on with `and` could belong to the reach above it, or to the whole."""
        unclear = [word for _, word in top.reaches if word]
        if unclear and first.text not in REACHING:
            span = Span(self.text, first.start, first.end)
            self.diagnostics.append(kinds.NEEDS_BRACKETS.at(span, article=self.article, word=unclear[-1]))

    def _bullet(self, bullet: Lexeme, indent: int, left: int) -> Iterator[Piece]:
        top = self.frames[-1]
        if top.kind == "list" and top.indent == indent:
            top.reaches.clear()
        else:
            if left:
                span = Span(self.text, bullet.start, bullet.end)
                self.diagnostics.append(kinds.BULLETS_ASTRAY.at(span, article=self.article))
            yield Piece("OPEN", "", bullet.start, bullet.start)
            self.frames.append(_Frame("list", indent, bullet))

    def _lexeme(self, lexeme: Lexeme, indent: int, first: bool, top_level: bool) -> Iterator[Piece]:
        kind = lexeme.kind
        if kind == "bullet":
            kind = "BULLET"
        elif kind == "word" and lexeme.text == "is" and first and top_level:
            kind = "IS_CLAUSE"
        elif kind == "word" and lexeme.text in REACHING:
            self.frames[-1].reaches.append((indent, "" if first else lexeme.text))
        elif lexeme.text == "(" and kind == "sign":
            self.frames.append(_Frame("bracket", indent, lexeme))
        elif lexeme.text == ")" and kind == "sign":
            if not self._is_open(lexeme):
                return
            while self.frames.pop().kind != "bracket":
                yield self._mark("CLOSE")
        self.last = lexeme.end
        yield Piece(kind, lexeme.text, lexeme.start, lexeme.end, first)

    def _is_open(self, lexeme: Lexeme) -> bool:
        """Whether the bracket closes one; else it is reported and left out."""
        if any(frame.kind == "bracket" for frame in self.frames):
            return True
        label = self._label_before(lexeme)
        if label is not None:
            span, meant = Span(self.text, label.start, lexeme.end), f"- ({label.text})"
            fix = Fix(Span(self.text, label.start, label.start), "- (", f"write `{meant}`")
            found = turn_kinds.BULLET_LABEL.at(
                span, article=self.article, fix=fix, written=span.words, meant=meant
            )
            self.diagnostics.append(found)
            return False
        span = Span(self.text, lexeme.start, lexeme.end)
        self.diagnostics.append(kinds.CLOSED_BRACKET.at(span, article=self.article))
        return False

    def _label_before(self, closing: Lexeme) -> Lexeme | None:
        """The letter or number that begins the line, where `)` follows it: a label without its hyphen."""
        first, *rest = self.line.lexemes
        if not rest or rest[0] is not closing or self.line is self.entry.lines[0]:
            return None
        short = re.fullmatch(r"[^\W\d_]|[ivx]+|\d+", first.text)
        return first if short and first.kind in ("word", "numeral") else None

    def _leave(self, frame: _Frame) -> Iterator[Piece]:
        if frame.kind == "list":
            yield self._mark("CLOSE")
        elif not self.diagnostics:
            span = Span(self.text, frame.place.start, frame.place.end)
            self.diagnostics.append(kinds.OPEN_BRACKET.at(span, article=self.article))
