"""A law in numbered lines: headings of articles, paragraphs, items of lists, notes."""

import re
from collections.abc import Iterable, Iterator, Sequence

from attrs import define, evolve, field, frozen

from qanun.document.headings import Heading, Mistaken, read_heading
from qanun.importing.model import Found, Group, Mark, Note, Piece, Unit, Unplaced, Words

FOREIGN = "it looks like the heading of an article in a word that the settings do not name (`articles`)"
UNREAD = "it looks like the heading of an article, in a form that a page of law does not have"
BEFORE = "it stands before the first article"
_LONG_TITLE = 160
_GROUP = re.compile(
    r"(?:chapter|part|title|book|division|annex|schedule|appendix|fəsil|bölmə|hissə|глава|раздел|часть)"
    r"\s+(?:\d+|[IVXLC]+|[A-Z])\b.*",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?P<label>\d+[^\W\d_]{0,2}(?:[.\-]\d+[^\W\d_]{0,2})+\.?|\d{1,3}[.)]|\(\w{1,4}\)|[^\W\d_]{1,2}\)|[a-zа-я]\."
    r"|[-–—•*·])(?:\s+(?P<rest>.*)|$)"
)
_NOTE = re.compile(r"\[\^?(?P<name>\w{1,20})\](?::\s*|\s+)(?P<words>\S.*)")
_MARK = re.compile(r"\[\^?(\w{1,20})\]")
_NUMBERED = ("number", "bracketed number", "dotted 1")
"""The forms of the labels of paragraphs; a paragraph without one goes on with the paragraph above it."""
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


@frozen
class Line:
    """A line of a text without blanks at its edges.

    `apart`: a blank line stands above it. `heading`: the text itself marks it as one, or as none; None where
    it cannot. `depth`: how many lists it stands in.
    """

    number: int
    words: str
    apart: bool = False
    heading: bool | None = None
    depth: int = 0


def plain_lines(content: str) -> Iterator[Line]:
    """The lines of a plain text."""
    apart = True
    for number, line in enumerate(content.splitlines(), 1):
        words = " ".join(line.split())
        if words:
            yield Line(number, words, apart)
        apart = not words


def labelled(words: str) -> bool:
    """Whether words begin with the label of a provision or item."""
    return _LABEL.fullmatch(words) is not None


def read_lines(lines: Iterable[Line], articles: Sequence[str] = ()) -> Found:
    """What is found in lines. `articles` are words that open an article beside the English ones."""
    reading = _Reading(tuple(articles))
    given = list(lines)
    notes, left = _notes(given)
    reading.marks = frozenset(note.name for note in notes)
    if left and _is_title(left[0], articles) and all(one.apart for one in left[1:2]):
        reading.title = left.pop(0).words
    for line in left:
        reading.take(line)
    reading.close()
    return Found(reading.title, tuple(reading.parts), notes, tuple(reading.unplaced))


def _notes(lines: Sequence[Line]) -> tuple[tuple[Note, ...], list[Line]]:
    """The notes, each a line that begins with a mark that stands elsewhere, too; and the other lines."""
    found: dict[str, Note] = {}
    rest = []
    used = {name for line in lines for name in _MARK.findall(line.words[1:])}
    for line in lines:
        note = _NOTE.fullmatch(line.words)
        if note is not None and note["name"] in used and note["name"] not in found:
            found[note["name"]] = Note(note["name"], note["words"], line.number)
        else:
            rest.append(line)
    return tuple(found.values()), rest


@define(eq=False)
class _Open:
    """A provision while its lines are read. `kind` is the form of its label."""

    label: str | None
    kind: str
    line: int
    words: list[str]
    below: list["_Open"] = field(factory=list)


@define(eq=False)
class _Reading:
    articles: tuple[str, ...]
    title: str | None = None
    marks: frozenset[str] = frozenset()
    parts: list[Unit | Group] = field(factory=list)
    unplaced: list[Unplaced] = field(factory=list)
    heading: tuple[str, int] | None = None
    why: str = BEFORE
    top: list[_Open] = field(factory=list)
    open: list[_Open] = field(factory=list)
    untitled: bool = False

    def take(self, line: Line) -> None:
        """Read the next line."""
        if line.heading is not False and (found := _heading(line, self.articles)) is not None:
            self.close()
            self._begin(found, line)
        elif line.heading or (line.apart and self._is_group(line)):
            self._group(line)
        elif self.untitled and _may_be_title(line) and self.heading is not None:
            self.heading = f"{self.heading[0]}. {line.words}", self.heading[1]
            self.untitled = False
        elif self.heading is None:
            self.unplaced.append(Unplaced(line.number, line.words, self.why))
        else:
            self._provision(line)

    def close(self) -> None:
        """The article that is open ends here."""
        if self.heading is not None:
            pieces = tuple(_piece(one, self.marks) for one in self.top)
            self.parts.append(Unit(self.heading[0], self.heading[1], pieces))
        self.heading, self.top, self.open, self.untitled = None, [], [], False

    def _begin(self, found: "_Opening | Mistaken", line: Line) -> None:
        if isinstance(found, Mistaken):
            self.why = FOREIGN if found.word else UNREAD
            self.unplaced.append(Unplaced(line.number, line.words, self.why))
            return
        self.heading = found.heading, line.number
        self.untitled = not found.titled and not found.text
        if found.text:
            self._provision(evolve(line, words=found.text, apart=True))

    def _is_group(self, line: Line) -> bool:
        return _GROUP.fullmatch(line.words) is not None and len(line.words) <= _LONG_TITLE

    def _group(self, line: Line) -> None:
        self.close()
        if self.title is None and not self.parts:
            self.title = line.words
        else:
            self.parts.append(Group(line.words, line.number))
        self.why = "it stands between a heading and an article"

    def _provision(self, line: Line) -> None:
        self.untitled = False
        found = _LABEL.fullmatch(line.words)
        if found is None or (not line.apart and not line.depth and self._breaks_the_row(found["label"])):
            if self.open and not line.apart:
                self.open[-1].words.append(line.words)
            elif self.open and self.open[-1].kind in _NUMBERED:
                self.open[-1].words += ["\n", line.words]
            else:
                self._add(_Open(None, "", line.number, [line.words]), [])
            return
        label = found["label"]
        kind = self._kind(label, line.depth)
        shown = None if kind.startswith("dash") else label.rstrip(".")
        made = _Open(shown, kind, line.number, [found["rest"] or ""])
        kinds = [one.kind for one in self.open]
        if kind in kinds:
            self._add(made, self.open[: kinds.index(kind)])
        elif kind in _NUMBERED and not any(kinds):
            self._add(made, [])
        else:
            self._add(made, self.open)

    def _add(self, made: _Open, above: Sequence[_Open]) -> None:
        (above[-1].below if above else self.top).append(made)
        self.open = [*above, made]

    def _breaks_the_row(self, label: str) -> bool:
        """Whether a line goes on with an unfinished one and begins with a number that does not come next."""
        unfinished = bool(self.open) and not self.open[-1].words[-1].endswith((".", ";", ":", ","))
        if not unfinished or re.fullmatch(r"\d+\.", label) is None:
            return False
        last = self._last("number")
        return last is None or int(label[:-1]) != int(last) + 1

    def _kind(self, label: str, depth: int) -> str:
        """The form of a label; labels of one form are of one level."""
        bare = label.strip("().").casefold()
        if label in "-–—•*·":
            return f"dash {depth}"
        if bare.isdigit():
            return (
                "number" if label.endswith(".") else "item number" if label[0] != "(" else "bracketed number"
            )
        if bare[0].isdigit():
            return f"dotted {len(re.findall(r'[.-]', bare))}"
        roman = self._last("roman")
        after = roman.strip("().").casefold() if roman else ""
        if bare in _ROMAN and (
            _ROMAN.index(bare) == _ROMAN.index(after) + 1 if after in _ROMAN else bare == "i"
        ):
            before = self._last("letter")
            if before is None or before.strip("().").casefold() != "h":
                return "roman"
        return "letter"

    def _last(self, kind: str) -> str | None:
        """The label of the provision of a form that is open."""
        return next((one.label for one in reversed(self.open) if one.kind == kind), None)


def _piece(one: _Open, marks: frozenset[str]) -> Piece:
    words = marked(" ".join(one.words), marks)
    return Piece(one.label, words, one.line, tuple(_piece(each, marks) for each in one.below))


def marked(words: str, marks: frozenset[str]) -> Words:
    """Running text in which the marks of known notes are such."""
    parts: list[str | Mark] = []
    end = 0
    for found in _MARK.finditer(words):
        if found[1] in marks:
            parts += [words[end : found.start()], Mark(found[1])]
            end = found.end()
    return (*parts, words[end:])


@frozen
class _Opening:
    """The heading with which an article opens, whether it has a title, and the text behind it on its line."""

    heading: str
    titled: bool
    text: str = ""


def _heading(line: Line, articles: Sequence[str]) -> _Opening | Mistaken | None:
    """What a line opens, if it stands alone as a heading does: running text can begin with an article."""
    words = line.words.strip("#*_ ") if line.heading is None else line.words
    found = read_heading(words, articles)
    if found is None or isinstance(found, Mistaken):
        alone = line.heading or (
            line.apart and len(words) <= _LONG_TITLE and not words.endswith((".", ";", ","))
        )
        return found if alone else None
    if line.heading:
        return _Opening(words, bool(found.title))
    return _opening(words, found)


def _opening(words: str, found: Heading) -> _Opening | None:
    """An article's number with what is behind it on its line: its title, or its text."""
    if not found.title:
        return _Opening(words, titled=False)
    at = words.rfind(found.title)
    number, behind = words[:at], words[at:]
    if not re.search(r"[.:–—\-]\s*$", number) and not behind[:1].isupper():
        return None
    if behind.endswith((".", ";", ":")) and len(behind.split()) > 7:
        return _Opening(number.rstrip(" .:–—-"), titled=False, text=behind)
    return _Opening(words, titled=True)


def _is_title(line: Line, articles: Sequence[str]) -> bool:
    """Whether the first line of a text can be the title of the law."""
    return line.heading is None and _may_be_title(line) and _heading(line, articles) is None


def _may_be_title(line: Line) -> bool:
    """Whether a line below an article's number can be its title."""
    short = len(line.words) <= _LONG_TITLE and not line.words.endswith((".", ";", ",", ":"))
    return short and _LABEL.fullmatch(line.words) is None and line.words[:1].isupper()
