"""The words of an entry -> its lines.

A line begins at a word where the drafter broke the line and the break says something: before a clause, a
bullet, a label, a word or sign with which a line goes on, behind a comma. Other breaks are closed. A line
that is too long is broken where it binds least. How deep a line stands follows from the parse tree alone.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from attrs import define, field

from qanun.syntax.format_breaks import Breaks
from qanun.syntax.format_words import Node, Word

WIDTH = 100
"""Columns that a line should not pass; a quotation that is longer may."""

INDENT = 2


def lines_of(words: Sequence[Word], broken: frozenset[int]) -> tuple[str, ...]:
    """The lines of an entry; `broken` are the words before which the drafter broke the line, by number."""
    breaks = Breaks(words)
    starts = breaks.kept(broken)
    while True:
        laid = _Laid(words, breaks, sorted(starts))
        found = laid.clauses_within() or laid.too_long()
        if not found:
            return tuple(laid.written())
        starts |= found


@define
class _Laid:
    """An entry with a line break before each of `starts`."""

    words: Sequence[Word]
    breaks: Breaks
    starts: list[int]
    anchors: dict[int, Node] = field(init=False)
    depths: dict[int, int] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        self.anchors = {start: self.breaks.anchor(start) for start in self.starts[1:]}
        broken = set(self.anchors.values())
        for start in self.starts:
            self.depths[start] = self._depth(start, broken)

    # --- further breaks -----------------------------------------------------------------------------------

    def clauses_within(self) -> set[int]:
        """Clauses in mid-line that run on over a further line: each then begins its own."""
        begins = set(self.starts)
        return {
            number
            for number in range(1, len(self.words))
            if number not in begins
            and self.breaks.is_clause(number)
            and self._has_start(number + 1, self.words[number].node.end)
        }

    def too_long(self) -> set[int]:
        """Further breaks in each line that is too long."""
        found: set[int] = set()
        for start, end in self._ranges():
            if not self._fits(start, end):
                found |= self._loosest(start, end)
        return found

    def _loosest(self, start: int, end: int) -> set[int]:
        """Where a line that is too long is broken: at the clauses, else where it binds least."""
        ways = [number for number in range(start + 1, end) if self.breaks.may_break(start, number)]
        if not ways:
            return set()
        owner = min((self.breaks.owner(number) for number in ways), key=lambda node: node.depth)
        there = [number for number in ways if self.breaks.owner(number) is owner]
        if self.words[there[0] - 1].text == ",":
            return {max((number for number in there if self._fits(start, number)), default=there[0])}
        clauses = {number for number in there if self.breaks.is_clause(number)}
        return clauses or {n for n in there if self.words[n].kind != "string"} or set(there)

    def _fits(self, start: int, end: int) -> bool:
        return INDENT * self.depths[start] + len(self._joined(start, end)) <= WIDTH

    def _has_start(self, low: int, high: int) -> bool:
        """Whether a line begins at one of these words."""
        return bisect_left(self.starts, low) < bisect_left(self.starts, high)

    # --- how deep a line stands ---------------------------------------------------------------------------

    def _depth(self, start: int, broken: set[Node]) -> int:
        """One deeper than the line on which begins what this line continues.

        And one deeper for everything wider that begins on that line and runs on as well.
        """
        if start == 0:
            return 0
        node = self.anchors[start]
        if node.parent is None:
            return 1
        line = self._line(node.first)
        if self.words[start].kind != "bullet" and node.first == line and self.breaks.hangs(line) is not None:
            return self.depths[line]
        wider = {above for above in self._above(node) if above in broken and above.first >= line}
        return self.depths[line] + 1 + len(wider)

    def _above(self, node: Node) -> Iterator[Node]:
        """The nodes round one within its clause, chains as a whole."""
        above = node.parent
        while above is not None and above.parent is not None:
            if (whole := self.breaks.spine(above)) is not node:
                yield whole
            above = above.parent

    def _line(self, number: int) -> int:
        """The word that begins the line on which a word stands."""
        return self.starts[bisect_right(self.starts, number) - 1]

    # --- the text -----------------------------------------------------------------------------------------

    def _ranges(self) -> Iterator[tuple[int, int]]:
        yield from zip(self.starts, [*self.starts[1:], len(self.words)], strict=True)

    def written(self) -> Iterator[str]:
        """Each line, with the comments that stand above and behind it."""
        for start, end in self._ranges():
            margin = " " * (INDENT * self.depths[start])
            yield from (margin + comment for comment in self.words[start].above)
            behind = self.words[end - 1].behind
            yield margin + self._joined(start, end) + (f"  {behind}" if behind else "")

    def _joined(self, start: int, end: int) -> str:
        words = [self.words[start].text]
        for number in range(start + 1, end):
            words += [self._between(number), self.words[number].text]
        return "".join(words)

    def _between(self, number: int) -> str:
        before, word = self.words[number - 1], self.words[number]
        if word.kind == "sign" and word.text in (",", ")"):
            return ""
        if before.kind == "sign" and (before.text == "(" or before.node.rule == "negative"):
            return ""
        return " "
