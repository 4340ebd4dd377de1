"""One entry: its lines -> a parse tree. At most one thing that can't be read is reported."""

from attrs import evolve, frozen
from lark import Token, Tree

from qanun.diagnostics.model import Diagnostic
from qanun.syntax import kinds
from qanun.syntax.explain import explain
from qanun.syntax.layout import Arranger, Entry, cut
from qanun.syntax.read import Reader
from qanun.syntax.scan import Scanner
from qanun.text import Span, Text

DEPTH = 120  # levels of a parse tree; what is nested deeper is refused


@frozen(eq=False)
class EntryRead:
    """`tree` is None where the entry could not be read."""

    tree: Tree[Token] | None
    diagnostics: tuple[Diagnostic, ...]


def read_entry(
    text: Text, entry: Entry, article: str, *, slips: tuple[Diagnostic, ...] = (), start: str = "start"
) -> EntryRead:
    """Read one entry. Where something was amiss already (`slips`), a failure adds no second report."""
    arranger = Arranger(text, entry, article)
    pieces = tuple(arranger.pieces())
    found = [*slips, *entry.diagnostics, *arranger.diagnostics]
    reader = Reader(text, pieces, article, start)
    tree = reader.read()
    found += reader.diagnostics
    if tree is None and not found:
        found.append(_with_tried_fix(explain(reader), text, entry, article, start))
    if tree is not None and too_deep(tree):
        found.append(kinds.TOO_DEEP.at(Span(text, entry.start, entry.end), article=article))
        tree = None
    return EntryRead(tree, tuple(found))


def _with_tried_fix(told: Diagnostic, text: Text, entry: Entry, article: str, start: str) -> Diagnostic:
    """The report, without its fix where the entry would then make no sense there or just behind it."""
    if told.fix is None or any(place.start < entry.start for place in told.fix.places):
        return told
    within = [place for place in told.fix.places if place.end <= entry.end]
    longer = sum(len(told.fix.replacement) - (place.end - place.start) for place in within)
    mended = Text(text.path, told.fix.applied(text.content))
    end = told.fix.span.start + len(told.fix.replacement)
    scanned = Scanner(mended.span(entry.lines[0].start, entry.end + longer), article).scan()
    again = cut(mended, scanned.lines, article)
    reader = Reader(mended, tuple(Arranger(mended, again[0], article).pieces()), article, start)
    sound = len(again) == 1 and (
        reader.read() is not None
        or (reader.stuck is not None and mended.content[end : reader.stuck.start].strip() != "")
    )
    return told if sound else evolve(told, fix=None)


def too_deep(read: Tree[Token]) -> bool:
    """Whether a tree has more levels than anybody writes."""
    level = [read]
    for _ in range(DEPTH):
        level = [child for each in level for child in each.children if isinstance(child, Tree)]
    return bool(level)


def inner(read: Tree[Token]) -> Tree[Token]:
    """The entry itself, without the rule that lists all kinds."""
    return next(child for child in read.children if isinstance(child, Tree))
