"""The pieces of one entry -> a parse tree, or the one thing that kept it from being read."""

from collections.abc import Iterator, Mapping, Sequence

from lark import Token, Tree

from qanun.diagnostics.model import Diagnostic, Fix
from qanun.syntax import kinds, slip_kinds, turn_kinds
from qanun.syntax.grammar import SOFT
from qanun.syntax.layout import Piece
from qanun.syntax.parser import Parser
from qanun.text import Span, Text

UNITS = {
    f"{unit}{plural}": f"{unit}s"
    for unit in ("minute", "hour", "day", "week", "month", "year")
    for plural in ("", "s")
}
_BULLET_ENDS = frozenset((",", ";", "and", "or"))
ELIFS = frozenset(("elif", "elsif", "elseif"))


_MARKS = {
    "letter": "LETTER",
    "numeral": "NUMERAL",
    "day": "DAY",
    "instant": "INSTANT",
    "string": "STRING",
    "anchor": "ANCHOR",
}
_OPTIONAL = frozenset(("SEP", "END"))


class Reader:
    """Feeds one entry to the parser. A word is taken as what can stand there, the longest phrase first."""

    def __init__(self, text: Text, pieces: Sequence[Piece], article: str, start: str) -> None:
        self.text = text
        self.pieces = pieces
        self.article = article
        self.parser = Parser(start)
        self.grammar = self.parser.grammar
        self.diagnostics: list[Diagnostic] = []
        self.at = 0
        self.at_start = start == "start"
        self.in_cell = start.startswith("cell")
        self.before: Piece | None = None
        self.stuck: Piece | None = None

    def read(self) -> "Tree[Token] | None":
        """The tree; None where it could not be read: then `stuck` says where, None being the entry's end."""
        if not self.take() or not self.can_take("$END"):
            return None
        tree = self.parser.finish()
        return tree if isinstance(tree, Tree) else None

    def take(self) -> bool:
        """Feeds all pieces; False where one fits nowhere, which is `stuck`."""
        while self.at < len(self.pieces):
            piece = self.pieces[self.at]
            if self._ends_bullet():
                continue
            terminal, count = self._terminal(piece)
            if terminal:
                self._feed(terminal, count)
            elif piece.kind not in _OPTIONAL:
                if self._slip(piece):
                    continue
                self.stuck = piece
                return False
            self.at += count
        return True

    def _feed(self, terminal: str, count: int) -> None:
        pieces = self.pieces[self.at : self.at + count]
        words = " ".join(piece.text for piece in pieces)
        self.parser.feed(terminal, words, pieces[0].start, pieces[-1].end)
        if terminal not in _OPTIONAL and terminal != "CLOSE":
            self.before = pieces[-1]

    def row(self) -> Mapping[str, object]:
        """What the parser's table knows at this place."""
        return self.parser.row()

    def can_take(self, *terminals: str) -> bool:
        """Whether the entry may go on with these terminals (exactly, not as the merged table guesses)."""
        return self.parser.can_take(*terminals)

    def _terminal(self, piece: Piece) -> tuple[str, int]:
        """The terminal a piece is here, and how many pieces it takes; "" where nothing fits."""
        if piece.kind == "word":
            return self._word(piece)
        if piece.kind == "sign":
            ways = [self.grammar.signs.get(piece.text, "")]
        elif piece.kind == "IS_CLAUSE":
            ways = ["IS_CLAUSE", "IS"]
        else:
            ways = [_MARKS.get(piece.kind, piece.kind)]
        return next((terminal for terminal in ways if self.can_take(terminal)), ""), 1

    def _word(self, piece: Piece) -> tuple[str, int]:
        """What fits here of: a unit, a currency, a phrase or word of the language (the longest), a name."""
        row = self.row()
        for terminal, count in self._ways(piece.text, piece.first):
            if terminal in row and self.can_take(terminal):
                return terminal, count
        return "", 1

    def _ways(self, word: str, first: bool) -> Iterator[tuple[str, int]]:
        if word in UNITS:
            yield "UNIT", 1
        if len(word) == 3 and word.isascii() and word.isupper():
            yield "CURRENCY", 1
        if word == "until" and not first:
            yield "UNTIL_DAY", 1
        if word == "of":
            yield "OF_EACH", 1
            if not first:
                yield "OF_ONE", 1
        following = tuple(piece.text for piece in self._same_line(5))
        if following[:2] == ("count", "of") and following[3:4] == ("in",):
            yield "COUNT_EACH", 2
        for words, terminal in self.grammar.phrases.get(word, ()):
            if following[: len(words)] == words:
                yield terminal, len(words)
        small = word.lower()
        if word not in self.grammar.reserved and (word == small or small not in self.grammar.reserved):
            yield "NAME", 1

    def _same_line(self, count: int) -> list[Piece]:
        """The next words, as far as they stand on one line."""
        found: list[Piece] = []
        for piece in self.pieces[self.at : self.at + count]:
            if piece.kind != "word" or (found and piece.first):
                break
            found.append(piece)
        return found

    def _slip(self, piece: Piece) -> bool:
        """A slip that leaves no doubt is reported and read as meant."""
        span = Span(self.text, piece.start, piece.end)
        small = piece.text.lower()
        if piece.text == "=" and self.can_take("IS"):
            self._report(kinds.ONE_EQUALS.at(span, article=self.article, fix=Fix(span, "is", "write `is`")))
            self._replace(Piece("word", "is", piece.start, piece.end))
        elif piece.text == ":" and (word := self._before_a_colon()):
            fix = Fix(span, "", "remove the colon")
            self._report(kinds.COLON.at(span, article=self.article, fix=fix, word=word))
            self._replace()
        elif small in ELIFS:
            fix = Fix(span, "else if", "write `else if`")
            self._report(kinds.ELIF.at(span, article=self.article, fix=fix, written=piece.text))
            self._replace(
                Piece("word", "else", piece.start, piece.end, piece.first),
                Piece("word", "if", piece.end, piece.end),
            )
        elif small != piece.text and small in self.grammar.reserved:
            fix = Fix(span, small, f"write `{small}`")
            self._report(
                kinds.CAPITAL.at(span, article=self.article, fix=fix, written=piece.text, meant=small)
            )
            self._replace(Piece("word", small, piece.start, piece.end, piece.first))
        else:
            return False
        return True

    def _before_a_colon(self) -> str:
        """The word of the language before a colon; "" where there is none or a name is missing."""
        if self.before is None or self.before.text not in self.grammar.reserved:
            return ""
        behind = self.pieces[self.at + 1 : self.at + 2]
        typed = self.at <= 3 and behind and behind[0].text in (*SOFT, "yes/no", "set", "list")
        return "" if typed else self.before.text

    def _ends_bullet(self) -> bool:
        """Leave out a comma, `and` or `or` with which a bullet ends, as in a statute; it is reported."""
        count = 0
        while self.pieces[self.at + count : self.at + count + 1] and (
            self.pieces[self.at + count].text in _BULLET_ENDS and not self.pieces[self.at + count].first
        ):
            count += 1
        after = self.pieces[self.at + count : self.at + count + 1]
        if not count or not after or after[0].kind not in ("BULLET", "CLOSE") or not self.in_list:
            return False
        start, end = self.pieces[self.at].start, self.pieces[self.at + count - 1].end
        before = self.pieces[self.at - 1].end if self.at else start
        span = Span(self.text, start, end)
        fix = Fix(Span(self.text, before, end), "", "remove it")
        above, joined = self._list_word(), {one.text for one in self.pieces[self.at : self.at + count]}
        if (above, True) in (("all of", "or" in joined), ("any of", "and" in joined)):
            word, other = ("or", "any of") if above == "all of" else ("and", "all of")
            found = turn_kinds.BULLETS_CONTRADICT.at(
                span, article=self.article, word=above, written=word, other=other
            )
            self._report(found)
        else:
            self._report(slip_kinds.BULLET_END.at(span, article=self.article, fix=fix, written=span.words))
        self.pieces = [*self.pieces[: self.at], *self.pieces[self.at + count :]]
        return True

    def _list_word(self) -> str:
        """How the list is joined in which the reader stands: `all of`, `any of` …; "" where nothing says."""
        depth = 0
        for at in range(self.at - 1, 1, -1):
            depth += {"CLOSE": 1, "OPEN": -1}.get(self.pieces[at].kind, 0)
            if depth < 0:
                return " ".join(one.text for one in self.pieces[at - 2 : at])
        return ""

    @property
    def in_list(self) -> bool:
        """Whether a bullet stands above."""
        return any(piece.kind == "BULLET" for piece in self.pieces[: self.at])

    def _report(self, diagnostic: Diagnostic) -> None:
        self.diagnostics.append(diagnostic)

    def _replace(self, *pieces: Piece) -> None:
        self.pieces = [*self.pieces[: self.at], *pieces, *self.pieces[self.at + 1 :]]
