"""The rows of a table of cases -> scenarios."""

from typing import assert_never

from attrs import define, field

from qanun.diagnostics.model import Diagnostic
from qanun.document.model import Block
from qanun.syntax import case_kinds, kinds, tree
from qanun.syntax.cells import Cell
from qanun.syntax.scan import Lexeme, Scanner
from qanun.syntax.table_rows import Spoken, TableRows, line, unescaped
from qanun.text import Span

_CASE = ("case", "cases")
_SPOKEN = Spoken("these cases", "`cases`", "case", "the title of the case", "`cases`")


def table_without_cases(block: Block) -> list[Diagnostic]:
    """The report on a table below a block that names no columns, where its first is called as that of cases
    is."""
    table, article = block.table, block.article.name if block.article else ""
    if table is None or not table.header or table.header[0].words.casefold() not in _CASE:
        return []
    return [case_kinds.TABLE_WITHOUT_CASES.at(line(table.header), article=article)]


@define
class _Said:
    """What the cells of a row say."""

    givens: list[tree.Given] = field(factory=list)
    under: list[tree.Under] = field(factory=list)
    expects: list[tree.Expect] = field(factory=list)
    because: list[str] = field(factory=list)


class Rows(TableRows):
    """Makes the scenarios of the table below a block."""

    def __init__(self, cases: tree.Cases, block: Block) -> None:
        super().__init__(cases.span, block, [column.span for column in cases.columns], _SPOKEN)
        self.cases = cases
        self.names = [self._words(column) for column in cases.columns]

    def _words(self, column: tree.Column) -> tuple[Lexeme, ...]:
        lines = Scanner(column.span, self.article).scan().lines
        return tuple(lexeme for line in lines for lexeme in line.lexemes)

    def read(self) -> tuple[tree.Scenario, ...]:
        """A scenario for each row that can be read."""
        return tuple(made for row in self.sound_rows() if (made := self._row(row)) is not None)

    def _row(self, cells: tuple[Span, ...]) -> tree.Scenario | None:
        before = len(self.diagnostics)
        title, *others = cells
        said = _Said()
        for column, name, cell in zip(self.cases.columns, self.names, others, strict=True):
            if cell.words:
                self._cell(column, Cell(self.block, name, cell), said)
        if len(self.diagnostics) == before and title.words and not said.expects:
            self.report(kinds.NO_PART, line(cells), kind="this row", part="what is expected")
        if len(self.diagnostics) > before or not title.words:
            return None
        return tree.Scenario(
            line(cells),
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
