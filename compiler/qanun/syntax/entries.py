"""One entry: its lines -> a parse tree. At most one thing that can't be read is reported."""

from attrs import frozen
from lark import Token, Tree

from qanun.diagnostics.model import Diagnostic
from qanun.syntax import kinds
from qanun.syntax.explain import explain
from qanun.syntax.layout import Arranger, Entry
from qanun.syntax.read import Reader
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
        found.append(explain(reader))
    if tree is not None and _too_deep(tree):
        found.append(kinds.TOO_DEEP.at(Span(text, entry.start, entry.end), article=article))
        tree = None
    return EntryRead(tree, tuple(found))


def _too_deep(read: Tree[Token]) -> bool:
    level = [read]
    for _ in range(DEPTH):
        level = [child for each in level for child in each.children if isinstance(child, Tree)]
    return bool(level)
