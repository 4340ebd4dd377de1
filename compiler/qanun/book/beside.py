"""The items of a provision, each beside what the rule says of it."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import define, field, frozen
from markdown_it.token import Token

from qanun.book.page import Html, join, tag
from qanun.book.sections import Tokens, groups
from qanun.document.anchors import plain, slug

END = Html("\0")
"""Stands in a sentence where its list was, and nothing may follow it."""


@define(eq=False)
class Beside:
    """Takes, of all that is said of a rule, the first list of which each row bears one of `letters`.

    `said` has its rows by their letter.
    """

    letters: frozenset[str]
    said: dict[str, Html] = field(factory=dict)

    def takes(self, letters: Sequence[str | None], rows: Iterable[Html]) -> bool:
        """Whether a list with these letters is the one; then its rows are kept here."""
        found = [slug(one) for one in letters if one is not None]
        if self.said or not found or len(found) < len(letters) or not self.letters.issuperset(found):
            return False
        self.said = dict.fromkeys(found, Html(""))  # lists within its rows are not the one
        self.said = dict(zip(found, rows, strict=True))
        return True


def rows_of(beside: Beside | None, letters: Sequence[str | None], rows: Iterable[Html]) -> Html:
    """A list; its end, where its rows stand beside the items of a provision."""
    if beside is not None and beside.takes(letters, rows):
        return END
    return tag("ul", join(tag("li", row) for row in rows))


@frozen
class Parted:
    """What an entry says around its list: before it, its beginning, its rows, after it."""

    before: tuple[Html, ...]
    head: Html
    rows: dict[str, Html]
    after: tuple[Html, ...]


def parted(sentences: Iterable[Html], beside: Beside) -> Parted | None:
    """Sentences around the list that `beside` took; None where there is none, or words follow it."""
    before: list[Html] = []
    after: list[Html] = []
    head = None
    for sentence in sentences:
        if END in sentence:
            head = sentence.partition(END)
        else:
            (before if head is None else after).append(sentence)
    if head is None or head[2].strip("."):
        return None
    return Parted(tuple(before), head[0], beside.said, tuple(after))


@frozen(eq=False)
class Piece:
    """A paragraph or an item of a quote of the law, as a quote of its own; the letter of an item."""

    tokens: Tokens
    letter: str | None


def pieces(quote: Sequence[Token]) -> Iterator[Piece]:
    """The pieces of a quote whose provisions bear their anchors."""
    opening, *within, closing = quote
    for group in groups(within):
        if group[0].type not in ("bullet_list_open", "ordered_list_open"):
            yield Piece([opening, *group, closing], None)
            continue
        first, *items, last = group
        for item in groups(items):
            anchor = str(item[0].attrGet("id") or "")
            yield Piece([opening, first, *item, last, closing], plain(anchor).rpartition(".")[2] or None)
