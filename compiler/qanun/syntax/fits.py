"""A cell of a decision table: what its column must be for the row to fit, read as the end of a condition."""

import re
from collections.abc import Iterator, Sequence

from qanun.diagnostics.model import Fix
from qanun.document.model import Block
from qanun.syntax import decision_kinds, tree
from qanun.syntax.cells import Cell
from qanun.syntax.copies import copied
from qanun.syntax.entries import inner
from qanun.syntax.scan import Lexeme
from qanun.text import Span

_BOUNDS = {
    ("under",): "<",
    ("before",): "<",
    ("over",): ">",
    ("above",): ">",
    ("after",): ">",
    ("from",): ">=",
    ("at", "least"): ">=",
    ("at", "most"): "<=",
    ("up", "to"): "<=",
}
"""What a bound in words means."""
_SIGNS = ("=", "!=", "<", "<=", ">", ">=")
_ENDS = ("between", "in", "contains", "overlap", "overlaps", "allows")
"""The words with which the end of a condition begins that is read as it is."""
_BEGINNINGS = frozenset((*_SIGNS, *_ENDS, *(words[0] for words in _BOUNDS), "not", "none"))
Words = Sequence[Lexeme]


class Fit(Cell):
    """Reads one cell. What cannot stand is kept in `diagnostics`."""

    def __init__(self, block: Block, cell: Span) -> None:
        super().__init__(block, (Lexeme("word", "it", cell.start, cell.start),), cell)

    def condition(self, column: tree.Expression, may_be_none: bool) -> tree.Expression | None:
        """When the column fits. One that may be none fits a bound or a value only where it is not none."""
        if self.fatal or self._is_turn():
            return None
        return self._joined("or", [self._way(words, column, may_be_none) for words in _ways(self.words)])

    def _is_turn(self) -> bool:
        """Whether the cell is written as one would on paper, `18-64`, which is told with what is meant."""
        meant = meant_by(self.words)
        if meant is None:
            return False
        place = _place(self.words, self.cell)
        fix = Fix(place, meant, f"write `{meant}`")
        told = decision_kinds.CELL_TURN.at(
            place, article=self.article, fix=fix, written=place.words, meant=meant
        )
        self.diagnostics.append(told)
        return True

    def value(self) -> tree.Expression | None:
        """The value that a row gives."""
        read = self._sure(self.words, "cell_value")
        return self.maker.expression(inner(read)) if read is not None else None

    def _way(self, words: Words, column: tree.Expression, may_be_none: bool) -> tree.Expression | None:
        """One of several ways to fit: tests joined by `and`."""
        tests = [self._test(part, column, may_be_none) for part in _tests(words)]
        return self._joined("and", tests, _place(words, self.cell))

    def _joined(
        self, word: tree.Junction, parts: Sequence[tree.Expression | None], place: Span | None = None
    ) -> tree.Expression | None:
        """The parts as one condition; None where one of them could not be read."""
        found = tuple(part for part in parts if part is not None)
        if len(found) < len(parts):
            return None
        return found[0] if len(found) == 1 else tree.Joined(place or self.cell, word, found)

    def _test(self, words: Words, column: tree.Expression, may_be_none: bool) -> tree.Expression | None:
        said, place = [word.text for word in words], _place(words, self.cell)
        if not words:
            self.diagnostics.append(self._unfinished("`or`", "what else fits"))
            return None
        if said in (["yes"], ["no"]):
            own = copied(column)
            asked = own if isinstance(own, tree.Refer) else tree.Bracketed(own.span, own)
            return asked if said == ["yes"] else tree.Not(place, asked)
        read = self._sure((*self.name, *self._end(words)), "cell_test")
        if read is None:
            return None
        made = self.maker.expression(inner(read))
        test = copied(made, lambda node: copied(column) if self._is_subject(node) else None)
        if not may_be_none or said in (["none"], ["not", "none"]):
            return test
        unwritten = self.cell.text.span(place.start, place.start)
        given = tree.Is(unwritten, copied(column), True, tree.NoneLiteral(unwritten))
        return tree.Joined(place, "and", (given, test))

    def _is_subject(self, node: tree.Node) -> bool:
        """Whether it is the word that was put in the place of the column."""
        return isinstance(node, tree.Refer) and (node.span.start, node.span.end) == (self.cell.start,) * 2

    def _end(self, words: Words) -> Words:
        """The end of a condition that the words stand for."""
        said = [word.text for word in words]
        if said[:1] == ["none"] or (said[:1] == ["not"] and said[1:2] != ["in"]):
            return (self._put("word", "is"), *words)
        if said[:1] == ["not"] or (said and said[0] in (*_SIGNS, *_ENDS)):
            return words
        for bound, sign in _BOUNDS.items():
            if tuple(said[: len(bound)]) == bound:
                return _bounded(sign, words[len(bound) :], words[0])
        return (self._put("sign", "="), *words)


_AMOUNT = r"\d[\d,.]*(?: %| [A-Z]{3}| [a-z]+)?|\d{4}-\d\d-\d\d"
_TURNS = (
    (re.compile(rf"({_AMOUNT}) (?:-|to) ({_AMOUNT})"), r"from \1 to \2"),
    (re.compile(rf"({_AMOUNT}) (?:\+|or more|or over|or older|and over|and more)"), r"at least \1"),
    (re.compile(rf"({_AMOUNT}) (?:or less|or under|or younger|and under)"), r"at most \1"),
    (re.compile(r"(\w[\w.]*) , (\w[\w.]*)"), r"\1 or \2"),
    (re.compile(r"([^\W\d][\w.]*) / ([^\W\d][\w.]*)"), r"\1 or \2"),
)
"""How people write bounds and several values, and how a cell says them."""


def meant_by(words: Words) -> str | None:
    """What is meant by words that are no cell of a table here; None where they may be one."""
    written = " ".join(word.text for word in words)
    found = ((turn.fullmatch(written), meant) for turn, meant in _TURNS)
    return next((match.expand(meant) for match, meant in found if match is not None), None)


def _bounded(sign: str, rest: Words, first: Lexeme) -> Words:
    """`from A to B` is from the one to the other, both included; every other bound is one comparison."""
    to = next((at for at, word in enumerate(rest) if (word.kind, word.text) == ("word", "to")), None)
    if first.text == "from" and to is not None:
        both = Lexeme("word", "and", rest[to].start, rest[to].end)
        between = Lexeme("word", "between", first.start, first.end)
        return (between, *rest[:to], both, *rest[to + 1 :])
    return (Lexeme("sign", sign, first.start, first.end), *rest)


def _ways(words: Words) -> Iterator[Words]:
    """What stands between the `or` that are in no brackets."""
    return _cut(words, [at for at in _outside(words) if words[at].text == "or"])


def _tests(words: Words) -> Iterator[Words]:
    """What stands between each `and` behind which a test begins; any other belongs to a test."""
    joins = [at for at in _outside(words) if words[at].text == "and"]
    return _cut(words, [at for at in joins if words[at + 1 : at + 2] and words[at + 1].text in _BEGINNINGS])


def _outside(words: Words) -> Iterator[int]:
    """The numbers of the words that stand in no brackets and no quotes."""
    depth = 0
    for at, word in enumerate(words):
        depth += {"(": 1, ")": -1}.get(word.text, 0) if word.kind == "sign" else 0
        if depth == 0 and word.kind == "word":
            yield at


def _cut(words: Words, joins: Sequence[int]) -> Iterator[Words]:
    start = 0
    for at in (*joins, len(words)):
        yield words[start:at]
        start = at + 1


def _place(words: Words, cell: Span) -> Span:
    return cell.text.span(words[0].start, words[-1].end) if words else cell
