"""A page of law of what was found elsewhere: its articles quoted, below each a block without a rule yet.

What the page cannot hold as it is, such as a second article of one number, is moved until the page compiles:
a label into its text, an article among what could not be placed. Nothing is lost.
"""

import re
from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from qanun.document.headings import Heading, read_heading
from qanun.document.schema import in_yaml
from qanun.importing.model import Found, Group, Mark, Piece, Unit, Unplaced, Words, every, plain
from qanun.pipeline import compile
from qanun.text import Text

NOT_YET = "not encoded yet"
_HIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_SIGNS = re.compile(r"([\\`*_\[\]<>&~|{}^!])")
_OPENS = re.compile(r"^(\s*)(?:([#+=\-]+)|(\d{1,9})([.)])|(\())")
_LAST = 40
"""The longest label that a page of law reads."""


@frozen
class Front:
    """What a page says of itself, each as it is written there."""

    law: str
    jurisdiction: str
    module: str
    source: str
    time_zone: str
    rounding: str
    in_force: str = "not stated"
    currency: str | None = None


@frozen
class Imported:
    """A page, and what of the source could not be placed: it stands at the page's end, too."""

    page: str
    articles: int
    provisions: int
    unplaced: tuple[Unplaced, ...]


@frozen(eq=False)
class _Line:
    """A line of the page, and of what it is."""

    words: str
    of: Piece | Unit | None = None


def written(found: Found, front: Front, articles: Sequence[str] = ()) -> Imported:
    """The page of what was found. ValueError with what is wrong where no page can have such front matter."""
    while True:
        lines = list(_page(found, front, articles))
        text = Text(f"{front.module}.md", "".join(f"{line.words}\n" for line in lines))
        read = compile([text], articles=articles)
        wrong = {one.span.line: one for one in read.errors}
        at = {number: lines[number - 1].of for number in wrong}
        moved = {of: wrong[number].message for number, of in at.items() if of is not None}
        if not wrong:
            units = [part for part in found.parts if isinstance(part, Unit)]
            count = sum(len(document.provisions) for document in read.value.documents)
            return Imported(text.content, len(units), count, found.unplaced)
        if not moved:
            raise ValueError(next(iter(wrong.values())).message)
        found = _without(found, moved)


def _without(found: Found, moved: dict[Piece | Unit, str]) -> Found:
    """The same with the labels of pieces in their text, and with units among what could not be placed."""
    unplaced = list(found.unplaced)
    parts: list[Unit | Group] = []
    for part in found.parts:
        if isinstance(part, Unit) and part in moved:
            unplaced.append(Unplaced(part.line, part.heading, moved[part]))
            unplaced += [
                Unplaced(one.line, _shown(one), f"it stands below {part.heading}")
                for one in every(part.pieces)
            ]
        elif isinstance(part, Unit):
            for one in every(part.pieces):
                if one in moved:
                    unplaced.append(
                        Unplaced(one.line, one.label or plain(one.words), f"as a label: {moved[one]}")
                    )
            parts.append(evolve(part, pieces=tuple(_unlabelled(one, moved) for one in part.pieces)))
        else:
            parts.append(part)
    return evolve(found, parts=tuple(parts), unplaced=tuple(unplaced))


def _shown(piece: Piece) -> str:
    return f"{piece.label or ''} {plain(piece.words)}".strip()


def _unlabelled(piece: Piece, moved: dict[Piece | Unit, str]) -> Piece:
    below = tuple(_unlabelled(one, moved) for one in piece.below)
    if piece in moved:
        return Piece(None, (f"{piece.label or ''} ", *piece.words), piece.line, below)
    return piece if below == piece.below else evolve(piece, below=below)


# --- the page ---------------------------------------------------------------------------------------------


def _page(found: Found, front: Front, articles: Sequence[str]) -> Iterator[_Line]:
    yield from map(_Line, _front_matter(front))
    yield from (_Line(""), _Line(f"# {_line(front.law)}"))
    for part in found.parts:
        yield _Line("")
        if isinstance(part, Group):
            yield _Line(f"**{_line(part.words)}**")
        else:
            yield from _unit(part, articles)
    used = {one.note for part in found.parts if isinstance(part, Unit) for one in _marks(part)}
    for note in found.notes:
        if note.name in used:
            yield from (_Line(""), _Line(f"[^{note.name}]: {_line(note.words)}"))
    left = [
        *found.unplaced,
        *(Unplaced(n.line, n.words, "no mark of it is placed") for n in found.notes if n.name not in used),
    ]
    if left:
        yield from (_Line(""), _Line("## What could not be placed"))
        for one in left:
            yield from (_Line(""), _Line(f"Line {one.line}, {_line(one.why)}: {_line(one.words)}"))


def _front_matter(front: Front) -> Iterator[str]:
    yield "---"
    for key in ("law", "jurisdiction", "module", "in_force", "time_zone", "rounding", "currency", "source"):
        value = getattr(front, key)
        if value is not None:
            yield f"{key}: {in_yaml(_clean(value))}"
    yield "---"


def _unit(unit: Unit, articles: Sequence[str]) -> Iterator[_Line]:
    yield _Line(f"## {_line(unit.heading)}", unit)
    if unit.pieces:
        yield _Line("")
        within = _counts_within(unit, articles)
        for number, piece in enumerate(unit.pieces):
            if number:
                yield _Line(">")
            yield from _piece(piece, "> ", "> ", within=within)
        yield from (_Line(""), _Line("```qanun"), _Line(f'not encoded "{NOT_YET}"'), _Line("```"))


def _counts_within(unit: Unit, articles: Sequence[str]) -> bool:
    """Whether one of several paragraphs has its article's number, as 1 in article 1: all get brackets."""
    found = read_heading(unit.heading, articles)
    numbers = [one.label for one in unit.pieces if (one.label or "").isdigit()]
    return isinstance(found, Heading) and found.number in numbers and len(numbers) > 1


def _piece(piece: Piece, first: str, after: str, *, within: bool = False) -> Iterator[_Line]:
    """A provision and the items in it; `first` stands before its first line, `after` before those below."""
    label = _label(f"({piece.label})" if within and (piece.label or "").isdigit() else piece.label or "")
    begins, *more = _running(piece.words)
    line = f"{label} {begins}" if label else _opening(begins)
    yield _Line(f"{first}{line}".rstrip(), piece)
    for words in more:
        yield from (_Line(after.rstrip()), _Line(f"{after}{_opening(words)}", piece))
    for one in piece.below:
        if one.paragraph:
            yield _Line(after.rstrip())
        yield from _piece(
            one, after if one.paragraph else f"{after}- ", after if one.paragraph else f"{after}  "
        )


def _label(label: str) -> str:
    """A label in bold; its square brackets mark what is the page's own."""
    shown = _line(label).replace("\\[", "[").replace("\\]", "]")
    return f"**{shown}**" if shown and len(label) <= _LAST else ""


def _running(words: Words) -> list[str]:
    """The paragraphs of a text."""
    parts = [f"[^{one.note}]" if isinstance(one, Mark) else _escaped(one) for one in words]
    paragraphs = [" ".join(one.split()) for one in "".join(parts).split("\n")]
    return [one for one in paragraphs if one] or [""]


def _marks(unit: Unit) -> Iterator[Mark]:
    for piece in every(unit.pieces):
        yield from (one for one in piece.words if isinstance(one, Mark))


def _clean(words: str) -> str:
    return " ".join(_HIDDEN.sub(" ", words).split())


def _line(words: str) -> str:
    """Words that show on one line."""
    return _escaped(_clean(words))


def _escaped(words: str) -> str:
    """Words as Markdown that shows them and means nothing else."""
    return _SIGNS.sub(r"\\\1", _HIDDEN.sub(" ", words))


def _opening(words: str) -> str:
    """Words at the start of a paragraph: no heading, list or label begins there."""
    found = _OPENS.match(words)
    if found is None:
        return words
    at = found.start(4) if found[4] else found.end(1)
    return f"{words[:at]}\\{words[at:]}"
