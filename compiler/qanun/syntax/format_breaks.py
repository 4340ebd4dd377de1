"""Where a line may begin in an entry, and what a line that begins there continues."""

from collections.abc import Sequence

from attrs import frozen

from qanun.syntax.format_words import Node, Word
from qanun.syntax.layout import CLAUSES, CONTINUING, REACHING

_BEGIN_CLAUSES = CLAUSES | {"then"}
_NAMES = ("name", "ref")
_BRACKETS = ("bracketed", "several")


@frozen(eq=False)
class Breaks:
    """Questions about the words of one entry, by their numbers."""

    words: Sequence[Word]

    def kept(self, broken: frozenset[int]) -> set[int]:
        """The breaks that comments, bullets and separators need, and the drafter's that say something."""
        starts = {0}
        for number, word in enumerate(self.words[1:], 1):
            needed = word.kind == "bullet" or word.separated or word.above or self.words[number - 1].behind
            if needed or (number in broken and self.may_begin(number)):
                starts.add(number)
        return starts | {
            number
            for number in broken
            if (clause := self.hangs(number)) is not None
            and any(number < start < clause.end for start in starts)
        }

    # --- what may begin a line ----------------------------------------------------------------------------

    def may_begin(self, number: int) -> bool:
        """Whether a line can begin with this word, and it means something that it does."""
        word, before = self.words[number], self.words[number - 1]
        if before.text == "," and before.kind == "sign":
            return True
        if self._is_text(number):
            return False
        if word.kind == "string":
            return before.kind not in ("bullet", "letter") and not self._is_keyword_of(number)
        return self.is_clause(number) or self._goes_on(number) or self._is_sentence(number)

    def may_break(self, start: int, number: int) -> bool:
        """Whether a line that begins at `start` and is too long may be broken before a word."""
        possible = self.may_begin(number) or self._is_text(number)
        return possible and self.words[number].text != "in" and not self._reached(start, number)

    def is_clause(self, number: int) -> bool:
        """Whether a clause of an entry, a bullet or a headline begins here."""
        word, node = self.words[number], self.words[number].node
        if word.kind != "word" or word.text not in _BEGIN_CLAUSES or node.first != number:
            return False
        if node.parent is None or node.rule in _NAMES:
            return False
        return node.parent.parent is None or node.end > number + 1

    def hangs(self, number: int) -> Node | None:
        """The clause whose own words alone stand before this word."""
        node = self.words[number - 1].node
        if not self.is_clause(node.first) or self.owner(number) is not node:
            return None
        return node if all(self.words[own].node is node for own in range(node.first, number)) else None

    def _goes_on(self, number: int) -> bool:
        word = self.words[number]
        if word.kind not in ("word", "sign") or word.text not in CONTINUING or word.text == ")":
            return False
        return word.node.first < number and word.node.parent is not None

    def _is_text(self, number: int) -> bool:
        """Whether a quotation is a value, and no label: before a value a break says nothing."""
        return self.words[number].kind == "string" and self.words[number].node.rule == "text"

    def _is_keyword_of(self, label: int) -> bool:
        """Whether the word before a label belongs to it, as `because` does."""
        before, owner = self.words[label - 1], self.owner(label)
        is_own = before.kind == "word" and before.node is owner
        return is_own and (owner.parent is not None or label == 1)

    def _is_sentence(self, number: int) -> bool:
        """Whether a part of the entry begins here that no word announces: the sentence of a claim."""
        word, before, entry = self.words[number], self.words[number - 1], self.owner(number)
        if entry.parent is not None or word.kind == "sign":
            return False
        return word.node is not entry and before.node is not entry

    def _reached(self, start: int, number: int) -> bool:
        """Whether `else`, `where` or `satisfies` in mid-line reaches over this word.

        A further line could then belong to what it reaches over or to what stands before it.
        """
        node: Node | None = self.owner(number)
        while node is not None and node.rule not in _BRACKETS:
            for other in range(max(start + 1, node.first), number):
                if self.words[other].node is node and self.words[other].text in REACHING:
                    return True
            node = node.parent
        return False

    # --- what a line continues ----------------------------------------------------------------------------

    def anchor(self, start: int) -> Node:
        """What the line that begins here continues: the innermost node begun before, a chain as a whole."""
        if self.words[start].kind != "bullet":
            return self.spine(self.owner(start))
        node = self.words[start].node
        while not any(first <= start for first in node.lists) and node.parent is not None:
            node = node.parent
        first = max((first for first in node.lists if first <= start), default=start)
        while node.first >= first and node.parent is not None:
            node = node.parent
        return node

    def owner(self, number: int) -> Node:
        """The innermost node that holds a word and began before it."""
        node = self.words[number].node
        while node.first >= number and node.parent is not None:
            node = node.parent
        return node

    def spine(self, node: Node) -> Node:
        """The whole of a chain such as `a + b + c` or `if … else if …`."""
        while (above := node.parent) is not None and above.rule == node.rule:
            leads = node.first == above.first
            follows = node is above.children[-1] and self.words[node.first - 1].node is above
            if not leads and not follows:
                break
            node = above
        return node
