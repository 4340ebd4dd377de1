"""The rows of a table of cases -> scenarios."""

import re
from collections.abc import Sequence
from typing import assert_never

from attrs import define, evolve, field

from qanun.diagnostics.model import Diagnostic, Kind
from qanun.document.model import Block
from qanun.syntax import case_kinds, kinds, tree
from qanun.syntax.cells import Cell
from qanun.syntax.scan import Lexeme, Scanner
from qanun.text import Span

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_CASE = ("case", "cases")


def table_without_cases(block: Block) -> list[Diagnostic]:
    """The report on a table below a block that names no columns, where its first is called as that of cases
    is."""
    table, article = block.table, block.article.name if block.article else ""
    if table is None or not table.header or table.header[0].words.casefold() not in _CASE:
        return []
    return [case_kinds.TABLE_WITHOUT_CASES.at(_line(table.header), article=article)]


def unescaped(words: str) -> str:
    """The words of a cell as they are read: a backslash keeps a sign from being Markdown's."""
    return _ESCAPED.sub(r"\1", words)


def _line(cells: Sequence[Span]) -> Span:
    return cells[0].to(cells[-1])


def _called(column: tree.Column) -> tuple[str, str]:
    """A column's name in words: whole, and without the law or the record to which it belongs."""
    words = " ".join(column.span.words.casefold().replace("_", " ").split())
    return words, words.rpartition(".")[2]


@define
class _Said:
    """What the cells of a row say."""

    givens: list[tree.Given] = field(factory=list)
    under: list[tree.Under] = field(factory=list)
    expects: list[tree.Expect] = field(factory=list)
    because: list[str] = field(factory=list)


class Rows:
    """Makes the scenarios of the table below a block. What cannot stand is kept in `diagnostics`."""

    def __init__(self, cases: tree.Cases, block: Block) -> None:
        self.cases = cases
        self.block = block
        self.article = block.article.name if block.article else ""
        self.diagnostics: list[Diagnostic] = []
        self.names = [self._words(column) for column in cases.columns]

    def _words(self, column: tree.Column) -> tuple[Lexeme, ...]:
        lines = Scanner(column.span, self.article).scan().lines
        return tuple(lexeme for line in lines for lexeme in line.lexemes)

    def read(self) -> tuple[tree.Scenario, ...]:
        """A scenario for each row that can be read."""
        table, head = self.block.table, self.cases.span
        wanted = len(self.cases.columns) + 1
        if table is None:
            first = head.text.span(head.start, head.start + len(head.words.split("\n")[0].rstrip()))
            self._report(case_kinds.NO_TABLE, first)
        elif not table.sound:
            self._report(case_kinds.NOT_A_TABLE, _line(table.header))
        elif len(table.header) != wanted:
            named = ", ".join(f"`{' '.join(column.span.words.split())}`" for column in self.cases.columns)
            counts = {"count": str(len(table.header)), "wanted": str(wanted)}
            self._report(case_kinds.OTHER_COLUMNS, _line(table.header), named=named, **counts)
        elif not table.rows:
            self._report(case_kinds.NO_ROWS, _line(table.header))
        else:
            self._heads(table.header[1:])
            return tuple(made for row in table.rows if (made := self._row(row)) is not None)
        return ()

    def _heads(self, header: Sequence[Span]) -> None:
        """Report the first head that names another column than that above which it stands."""
        named = [_called(column) for column in self.cases.columns]
        for head, column, own in zip(header, self.cases.columns, named, strict=True):
            words = " ".join(unescaped(head.words).casefold().replace("_", " ").split())
            if words not in own and any(words in other for other in named):
                self._report(case_kinds.OTHER_HEAD, head, column=" ".join(column.span.words.split()))
                return

    def _report(self, kind: Kind, span: Span, /, **values: str) -> None:
        self.diagnostics.append(evolve(kind.at(span, article=self.article), values=values))

    def _row(self, cells: tuple[Span, ...]) -> tree.Scenario | None:
        wanted, before = len(self.cases.columns) + 1, len(self.diagnostics)
        if len(cells) != wanted:
            self._report(case_kinds.OTHER_CELLS, _line(cells), count=str(len(cells)), wanted=str(wanted))
            return None
        title, *others = cells
        if not title.words:
            self._report(case_kinds.NO_TITLE, _line(cells))
        said = _Said()
        for column, name, cell in zip(self.cases.columns, self.names, others, strict=True):
            if cell.words:
                self._cell(column, Cell(self.block, name, cell), said)
        if len(self.diagnostics) == before and not said.expects:
            self._report(kinds.NO_PART, _line(cells), kind="this row", part="what is expected")
        if len(self.diagnostics) > before:
            return None
        return tree.Scenario(
            _line(cells),
            self.block,
            unescaped(title.words),
            self.cases.background,
            (*self.cases.givens, *said.givens),
            (*self.cases.under, *said.under),
            tuple(said.expects),
            (*self.cases.because, *said.because),
        )

    def _cell(self, column: tree.Column, cell: Cell, said: _Said) -> None:
        """Keep what one cell says."""
        match column.kind:
            case "given" | "as_of":
                said.givens += cell.given()
            case "under":
                said.under += cell.under()
            case "then":
                said.expects += cell.expected()
            case "because":
                said.because += cell.because()
            case never:
                assert_never(never)
        self.diagnostics += cell.all_said()
