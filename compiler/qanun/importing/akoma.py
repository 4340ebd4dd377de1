"""A law in Akoma Ntoso (OASIS LegalDocML): its `act`, or whatever stands in its place."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as xml

from attrs import define, field

from qanun.document.headings import Heading, read_heading
from qanun.importing.model import Found, Group, Mark, Note, Piece, Unit, Unplaced, Words

_BODIES = ("body", "mainBody")
_ARTICLES = ("article", "section", "paragraph", "rule")
"""What an article can be: the first of these that a document has."""
_GROUPS = (
    "alinea",
    "book",
    "chapter",
    "division",
    "part",
    "subchapter",
    "subdivision",
    "subpart",
    "subtitle",
    "title",
    "tome",
)
_RUNNING = (
    "p",
    "content",
    "intro",
    "wrapUp",
    "blockList",
    "listIntroduction",
    "listWrapUp",
    "listConclusion",
)


class NotAkomaNtoso(ValueError):
    """A text that is no XML, or has no law in it; the message says why."""


def read_akoma(content: str, articles: tuple[str, ...] = ()) -> Found:
    """What is found in a document. NotAkomaNtoso where there is no law in it.

    A document type is refused: with one, a short text can stand for a very long one.
    """
    if re.search(r"<!DOCTYPE", content, re.IGNORECASE):
        raise NotAkomaNtoso(
            "it has a document type, which can make a short text a very long one: take it out"
        )
    try:
        root = xml.fromstring(content.encode())
    except xml.ParseError as error:
        raise NotAkomaNtoso(f"it is no XML that can be read: {error}") from None
    if _deep(root):
        raise NotAkomaNtoso(f"its elements stand more than {_DEEPEST} deep in one another")
    body = next((one for one in root.iter() if _name(one) in _BODIES), None)
    if body is None:
        raise NotAkomaNtoso("it has no `body`")
    kind = next((kind for kind in _ARTICLES if any(_name(one) == kind for one in body.iter())), None)
    reading = _Reading(kind, articles)
    reading.within(body)
    for one in root.iter():
        if _name(one) in ("preface", "preamble", "conclusions", "attachments"):
            reading.beside(one)
    return Found(reading.title, tuple(reading.parts), tuple(reading.notes), tuple(reading.unplaced))


_DEEPEST = 200


def _deep(root: xml.Element) -> bool:
    """Whether elements stand too deep in one another to be read."""
    level = [root]
    for _ in range(_DEEPEST):
        level = [child for element in level for child in element]
    return bool(level)


def _name(element: xml.Element) -> str:
    return str(element.tag).rpartition("}")[2]


@define(eq=False)
class _Reading:
    """`count` elements with text were read: it stands for the line, which XML readers do not tell."""

    article: str | None
    articles: tuple[str, ...]
    title: str | None = None
    parts: list[Unit | Group] = field(factory=list)
    notes: list[Note] = field(factory=list)
    unplaced: list[Unplaced] = field(factory=list)
    count: int = 0

    def within(self, element: xml.Element) -> None:
        """Read what stands in the body, or in a part of it that is no article."""
        for child in element:
            name = _name(child)
            if name == self.article:
                self._unit(child)
            elif name in ("num", "heading", "subheading"):
                continue
            elif len(child) and any(_name(one) == self.article for one in child.iter()):
                self._group(child)
                self.within(child)
            else:
                self._leave(child, f"it is a `{name}` outside any article")

    def beside(self, element: xml.Element) -> None:
        """What stands before and behind the body: the title, and what is not placed."""
        for child in element:
            if self.title is None and (
                _name(child) == "longTitle" or any(_name(one) == "docTitle" for one in child.iter())
            ):
                self.title = _flat(child) or None
            else:
                self._leave(child, f"it stands in the `{_name(element)}`")

    def _group(self, element: xml.Element) -> None:
        words = " ".join(filter(None, (_of(element, "num"), _of(element, "heading"))))
        if words:
            self.parts.append(Group(words, self._counted()))

    def _unit(self, element: xml.Element) -> None:
        number, title = _of(element, "num"), _of(element, "heading")
        line = self._counted()
        heading = self._heading(number)
        if heading is None:
            self._leave(element, f"`{number}` is no number of an article")
            return
        pieces = tuple(self._pieces(element))
        self.parts.append(Unit(f"{heading}. {title}" if title else heading, line, pieces))

    def _heading(self, number: str) -> str | None:
        """The heading that the number of an article makes: `Article 5` of `5.`; `[Section 2]` as it is."""
        bare = number.rstrip(".: ")
        for words in (bare, f"{'Section' if self.article == 'section' else 'Article'} {bare}"):
            found = read_heading(words, self.articles)
            if isinstance(found, Heading) and not found.title:
                return words
        return None

    def _pieces(self, element: xml.Element) -> Iterator[Piece]:
        """The provisions in an element: its own text, and a piece for whatever in it has a number."""
        for child in element:
            name = _name(child)
            if name in ("num", "heading", "subheading"):
                continue
            if name in _RUNNING:
                yield from self._running(child)
            elif name in ("list", "hcontainer") and child.find("{*}num") is None:
                yield from self._pieces(child)
            elif any(_name(one) in ("num", "content", "p") for one in child):
                yield self._piece(child)
            else:
                self._leave(child, f"it is a `{name}`")

    def _piece(self, element: xml.Element) -> Piece:
        line = self._counted()
        label = _of(element, "num").rstrip(". ") or None
        inside = list(self._pieces(element))
        heading = _of(element, "heading")
        own: Words = (heading,) if heading else ()
        while inside and inside[0].paragraph:
            own = (*own, *(("\n",) if own else ()), *inside.pop(0).words)
        return Piece(label, own, line, tuple(inside))

    def _running(self, element: xml.Element) -> Iterator[Piece]:
        """A paragraph for each `p`, and the items of a list in it."""
        if _name(element) == "p" or not len(element):
            words = tuple(self._words(element))
            if "".join(one if isinstance(one, str) else "-" for one in words).strip():
                yield Piece(None, words, self._counted(), paragraph=True)
            return
        yield from self._pieces(element)

    def _words(self, element: xml.Element) -> Iterator[str | Mark]:
        """The text of an element with the marks of the notes in it."""
        yield _one_line(element.text)
        for child in element:
            if _name(child) == "authorialNote":
                name = f"n{len(self.notes) + 1}"
                self.notes.append(Note(name, _flat(child), self._counted()))
                yield Mark(name)
            else:
                yield from self._words(child)
            yield _one_line(child.tail)

    def _leave(self, element: xml.Element, why: str) -> None:
        words = _flat(element)
        if words:
            self.unplaced.append(Unplaced(self._counted(), words, why))

    def _counted(self) -> int:
        self.count += 1
        return self.count


def _one_line(words: str | None) -> str:
    """Text as it stands in a paragraph, where the end of a line is a blank."""
    return re.sub(r"\s+", " ", words or "")


def _of(element: xml.Element, name: str) -> str:
    """The words of a child of this name; none where there is none."""
    child = element.find(f"{{*}}{name}")
    return "" if child is None else _flat(child)


def _flat(element: xml.Element) -> str:
    return " ".join(" ".join(element.itertext()).split())
