"""One cell of a table of cases, read as if it stood behind the name of its column in a scenario."""

from collections.abc import Sequence

from attrs import evolve, frozen
from lark import Token, Tree

from qanun.diagnostics.model import Diagnostic
from qanun.document.model import Block
from qanun.syntax import kinds, tree
from qanun.syntax.entries import inner, too_deep
from qanun.syntax.explain import explain
from qanun.syntax.expressions import tokens, trees
from qanun.syntax.items import ItemMaker
from qanun.syntax.layout import Arranger, Entry
from qanun.syntax.parser import place
from qanun.syntax.read import Reader
from qanun.syntax.scan import Lexeme, Line, Scanner
from qanun.text import Span, Text

_VALUES = ("numeral", "day", "instant", "string")


@frozen
class _Read:
    """The tree of some words, None where they make none; what is wrong, and how far they could be read.

    `refused` did not take the words: it can explain why, which takes longer than reading.
    """

    tree: "Tree[Token] | None"
    said: tuple[Diagnostic, ...]
    at: int
    refused: Reader | None = None


class Cell:
    """Reads one cell. `name` are the words of its column; what cannot stand is kept in `diagnostics`."""

    def __init__(self, block: Block, name: Sequence[Lexeme], cell: Span) -> None:
        self.block = block
        self.article = block.article.name if block.article else ""
        self.name = tuple(name)
        self.cell = cell
        self.text: Text = cell.text
        self.maker = ItemMaker(self.text, block)
        self.diagnostics: list[Diagnostic] = []
        scanner = Scanner(cell, self.article)
        self.words = scanner.behind(name)
        self.fatal = any(slip.fatal for slip in scanner.slips)
        self.diagnostics += [slip.diagnostic for slip in scanner.slips]

    def given(self) -> list[tree.Given]:
        """What the cell gives of a fact, of a field of one, or as the day."""
        is_state = [word.text for word in self.words] in (["unknown"], ["empty"])
        join = self._put("word", "is") if is_state else self._put("sign", "=")
        read = self._sure((*self.name, join, *self.words), "cell_given")
        return [evolve(self.maker.given(inner(read)), span=self.cell)] if read is not None else []

    def under(self) -> list[tree.Under]:
        """The option of a reading."""
        read = self._sure((*self.name, self._put("word", "is"), *self.words), "cell_under")
        return [evolve(self.maker.under(inner(read)), span=self.cell)] if read is not None else []

    def because(self) -> list[str]:
        """The provisions on which the case rests."""
        read = self._sure(self.words, "cell_because")
        return [str(token) for token in tokens(read, "ANCHOR")] if read is not None else []

    def expected(self) -> list[tree.Expect]:
        """What is expected, one thing or several joined by `and`; an `and` within a value joins none."""
        made: list[tree.Expect] = []
        rest = list(self.words)
        while not self.fatal:
            ends = [number for number, word in enumerate(rest) if (word.kind, word.text) == ("word", "and")]
            tried = [self._expectation(rest[:end]) for end in (*ends, len(rest))]
            whole = next((number for number, one in enumerate(tried) if one.tree is not None), None)
            if whole is None:
                self._keep(max(tried, key=lambda one: one.at))
                break
            self._keep(tried[whole])
            read = tried[whole].tree
            assert read is not None
            expect = self.maker.expect(inner(read))
            test = None if expect.test is None else evolve(expect.test, span=self.cell)
            made.append(evolve(expect, span=self.cell, test=test))
            if whole == len(ends):
                break
            rest = rest[ends[whole] + 1 :]
        return made

    def all_said(self) -> list[Diagnostic]:
        """Everything that is wrong in the cell."""
        self.maker.all_read()
        return [*self.diagnostics, *self.maker.diagnostics]

    def _put(self, kind: str, word: str) -> Lexeme:
        """A word that nobody wrote, before the cell."""
        return Lexeme(kind, word, self.cell.start, self.cell.start)

    def _unfinished(self, before: str, expected: str) -> Diagnostic:
        span = self.cell.text.span(self.cell.end, self.cell.end)
        return kinds.UNFINISHED.at(span, article=self.article, before=before, expected=expected)

    def _expectation(self, words: Sequence[Lexeme]) -> _Read:
        """One expectation. A value alone, or a state, is what the name is."""
        if not words:
            said = self._unfinished("`and`", "what else is expected")
            return _Read(None, (said,), said.span.start)
        with_is = (*self.name, self._put("word", "is"), *words)
        if words[0].kind in _VALUES:
            return self._read(with_is, "cell_then")
        read = self._read((*self.name, *words), "cell_then")
        goes_on = read.tree is not None and place(trees(inner(read.tree))[0])[1] > self.name[-1].end
        if goes_on or (read.tree is None and read.at <= words[0].start):
            return self._read(with_is, "cell_then")
        return read

    def _sure(self, words: Sequence[Lexeme], start: str) -> "Tree[Token] | None":
        """The tree of words; what is wrong with them is kept."""
        if self.fatal:
            return None
        if not words:
            self.diagnostics.append(self._unfinished("the end of the cell", "what it says"))
            return None
        read = self._read(words, start)
        self._keep(read)
        return read.tree

    def _read(self, words: Sequence[Lexeme], start: str) -> _Read:
        entry = Entry((Line(words[0].start, 0, tuple(words)),))
        arranger = Arranger(self.text, entry, self.article)
        reader = Reader(self.text, tuple(arranger.pieces()), self.article, start)
        read = reader.read()
        said = [*arranger.diagnostics, *reader.diagnostics]
        refused = reader if read is None and not said else None
        if read is not None and too_deep(read):
            said.append(kinds.TOO_DEEP.at(self.cell, article=self.article))
            read = None
        stuck = reader.stuck
        return _Read(read, tuple(said), stuck.start if stuck is not None else self.cell.end, refused)

    def _keep(self, read: _Read) -> None:
        """Keep what is wrong with words; only of those that are meant is it found out."""
        self.diagnostics += read.said
        if read.refused is not None:
            self.diagnostics.append(self._with_fix_in_cell(explain(read.refused)))

    def _with_fix_in_cell(self, told: Diagnostic) -> Diagnostic:
        """The report, without a fix that would change anything beside the cell."""
        places = told.fix.places if told.fix is not None else ()
        inside = all(self.cell.start <= place.start and place.end <= self.cell.end for place in places)
        return told if inside else evolve(told, fix=None)
