"""A law as it was found elsewhere: articles with their provisions, and what could not be placed."""

from attrs import field, frozen


@frozen
class Mark:
    """The place of a note in a text."""

    note: str


Words = tuple[str | Mark, ...]
"""Running text with the marks of its notes; a line end between two paragraphs."""


@frozen
class Note:
    """A footnote: what the marks of this name stand for."""

    name: str
    words: str
    line: int


@frozen(eq=False)
class Piece:
    """A provision: its label as written (None: it has none), its text, the items in it.

    `line` is that of the source. `paragraph`: within another, it is no item, but goes on with the text of
    that one.
    """

    label: str | None
    words: Words
    line: int
    below: tuple["Piece", ...] = ()
    paragraph: bool = False


@frozen(eq=False)
class Unit:
    """An article: its heading as a page of law has it, and its provisions."""

    heading: str
    line: int
    pieces: tuple[Piece, ...] = ()


@frozen(eq=False)
class Group:
    """The heading of a part, a chapter and the like."""

    words: str
    line: int


@frozen
class Unplaced:
    """Words of the source that are no part of an article that a page of law can hold, and why."""

    line: int
    words: str
    why: str


@frozen(eq=False)
class Found:
    """What was found in a text, in its order. `title` is None where none is seen."""

    title: str | None
    parts: tuple[Unit | Group, ...]
    notes: tuple[Note, ...] = ()
    unplaced: tuple[Unplaced, ...] = field(default=())


def plain(words: Words) -> str:
    """Running text without the marks of notes."""
    return " ".join("".join(one for one in words if isinstance(one, str)).split())


def every(pieces: tuple[Piece, ...]) -> list[Piece]:
    """Pieces and all that is in them, outer before inner."""
    return [one for piece in pieces for one in (piece, *every(piece.below))]
