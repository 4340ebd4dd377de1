"""One entry: its lines -> a parse tree. At most one thing that can't be read is reported."""

from attrs import frozen

from qanun.diagnostics.model import Diagnostic
from qanun.syntax.explain import explain
from qanun.syntax.layout import Arranger, Entry
from qanun.syntax.parsed import Token, Tree
from qanun.syntax.read import Reader
from qanun.text import Text


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
    return EntryRead(tree, tuple(found))
