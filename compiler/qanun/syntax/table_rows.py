"""The table below a block: its shape against what the entry above it says of its columns."""

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence

from attrs import evolve, frozen

from qanun.diagnostics.model import Diagnostic, Kind
from qanun.document.model import Block
from qanun.syntax import case_kinds, tree
from qanun.text import Span

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def unescaped(words: str) -> str:
    """The words of a cell as they are read: a backslash keeps a sign from being Markdown's."""
    return _ESCAPED.sub(r"\1", words)


def line(cells: Sequence[Span]) -> Span:
    """The place of some cells of one row."""
    return cells[0].to(cells[-1])


@frozen
class Spoken:
    """The words in which a kind of table is spoken of: the entry above and the word for it, a row, the first
    column, and the entry as one of its block."""

    entry: str
    word: str
    row: str
    first: str
    last: str


def _called(column: Span) -> tuple[str, str]:
    """A column's name in words: whole, and without the law or the record to which it belongs."""
    words = " ".join(column.words.casefold().replace("_", " ").split())
    return words, words.rpartition(".")[2]


class TableRows(ABC):
    """Reads the shape of the table below a block. What cannot stand is kept in `diagnostics`.

    `columns` are the places at which the entry names the columns behind the first.
    """

    def __init__(self, entry: Span, block: Block, columns: Sequence[Span], spoken: Spoken) -> None:
        self.entry = entry
        self.block = block
        self.article = block.article.name if block.article else ""
        self.columns = tuple(columns)
        self.spoken = spoken
        self.diagnostics: list[Diagnostic] = []

    @abstractmethod
    def read(self) -> Sequence[tree.Scenario | tree.Ground]:
        """What is made of the rows that can be read, in their order."""

    def sound_rows(self) -> tuple[tuple[Span, ...], ...]:
        """The cells of each row that has as many as there are columns, and a title; none where the table is
        none."""
        table, entry = self.block.table, self.entry
        wanted = len(self.columns) + 1
        if table is None:
            first = entry.text.span(entry.start, entry.start + len(entry.words.split("\n")[0].rstrip()))
            self.report(case_kinds.NO_TABLE, first)
        elif not table.sound:
            self.report(case_kinds.NOT_A_TABLE, line(table.header))
        elif len(table.header) != wanted:
            named = ", ".join(f"`{' '.join(column.words.split())}`" for column in self.columns)
            counts = {"count": str(len(table.header)), "wanted": str(wanted)}
            self.report(case_kinds.OTHER_COLUMNS, line(table.header), named=named, **counts)
        elif not table.rows:
            self.report(case_kinds.NO_ROWS, line(table.header))
        else:
            if self._are_above(table.header[1:]):
                return tuple(row for row in table.rows if self._is_whole(row, line(table.header)))
        return ()

    def _are_above(self, header: Sequence[Span]) -> bool:
        """Whether no head names another column than its own; the first that does is told."""
        named = [_called(column) for column in self.columns]
        for head, column, own in zip(header, self.columns, named, strict=True):
            words = " ".join(unescaped(head.words).casefold().replace("_", " ").split())
            if words not in own and any(words in other for other in named):
                self.report(case_kinds.OTHER_HEAD, head, column=" ".join(column.words.split()))
                return False
        return True

    def _is_whole(self, cells: tuple[Span, ...], header: Span) -> bool:
        """Whether a row has a cell for each column. One that is but a bar has no place of its own."""
        wanted = len(self.columns) + 1
        if len(cells) != wanted:
            place = line(cells) if cells else header
            self.report(case_kinds.OTHER_CELLS, place, count=str(len(cells)), wanted=str(wanted))
            return False
        if not cells[0].words:
            self.report(case_kinds.NO_TITLE, line(cells))
        return True

    def report(self, kind: Kind, span: Span, /, **values: str) -> None:
        """Keep a report on the table."""
        spoken = {"entry": self.spoken.entry, "word": self.spoken.word, "row": self.spoken.row}
        spoken |= {"first": self.spoken.first}
        found = evolve(kind.at(span, article=self.article), values={**spoken, **values})
        self.diagnostics.append(found)
