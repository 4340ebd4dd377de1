"""The rows of a table of which the first that fits decides a rule -> grounds of the rule."""

import re

from qanun.document.model import Block
from qanun.syntax import decision_kinds, kinds, tree
from qanun.syntax.cells import Cell
from qanun.syntax.copies import copied
from qanun.syntax.fits import Fit
from qanun.syntax.scan import Lexeme
from qanun.syntax.table_rows import Spoken, TableRows, line, unescaped
from qanun.text import Span

_SPOKEN = Spoken(
    "this rule",
    "`is the first row that fits`",
    "row",
    "the title or number of the row",
    "the rule of the table",
)
MOST = 100  # rows of one table: each is asked within those above it
_APART = re.compile(r"\W+")


class DecisionRows(TableRows):
    """Makes a ground of each row of the table below a block: it holds where its cells fit.

    That no row above it fits is for later passes, as with versions and exceptions: `Ground.is_row`.
    """

    def __init__(self, rule: tree.Rule, first_row: tree.FirstRow, block: Block) -> None:
        states = [first_row.states] if first_row.states is not None else []
        columns = [*(column.span for column in first_row.columns), rule.name.span, *states]
        super().__init__(rule.span, block, columns, _SPOKEN)
        self.rule = rule
        self.first_row = first_row
        self.named: dict[str, Span] = {}

    def read(self) -> tuple[tree.Ground, ...]:
        """A ground for each row that can be read, in their order."""
        rows = self.sound_rows()
        if len(rows) > MOST:
            self.report(decision_kinds.TOO_MANY_ROWS, line(rows[MOST]), count=str(len(rows)), most=str(MOST))
            return ()
        count = len(self.first_row.columns)
        asks = [any(row[at + 1].words == "none" for row in rows) for at in range(count)]
        return tuple(made for row in rows if (made := self._row(row, asks)) is not None)

    def _row(self, cells: tuple[Span, ...], asks: list[bool]) -> tree.Ground | None:
        """One row; of each column `asks` says whether a cell of it asks for none."""
        before = len(self.diagnostics)
        title, place = unescaped(cells[0].words), cells[0]
        name = self._name(title, place)
        count = len(self.first_row.columns)
        read = [
            (at, self._test(column, cell, may_be_none))
            for at, (column, cell, may_be_none) in enumerate(
                zip(self.first_row.columns, cells[1 : count + 1], asks, strict=True)
            )
            if cell.words
        ]
        columns = tuple(at for at, _ in read)
        tests = [test for _, test in read if test is not None]
        clauses: list[tree.Clause] = [self._value(cells[count + 1])]
        if tests:
            clauses.append(tree.When(line(cells[1 : count + 1]), _together(tests, cells)))
        if self.rule.clauses.in_force is not None:
            clauses.append(self.rule.clauses.in_force)
        if self.first_row.states is not None and cells[-1].words:
            clauses.append(self._states(cells[-1]))
        if len(self.diagnostics) > before:
            return None
        label = f"row {title}" if name.isdecimal() else title
        own = tree.Name(place, (name,))
        whole = line(cells)
        return tree.Ground(
            whole,
            self.block,
            own,
            copied(self.rule.name),
            label,
            tree.Clauses(whole, clauses),
            columns,
        )

    def _name(self, title: str, place: Span) -> str:
        """The name of a row: the words of its title joined by underscores, in small letters."""
        name = _APART.sub("_", title.lower()).strip("_")
        if not title:
            return ""
        if not name:
            self.report(decision_kinds.NO_NAME, place)
        elif self.named.setdefault(name, place) is not place:
            self.report(decision_kinds.ROW_TWICE, place, name=name, line=str(self.named[name].line))
        return name

    def _test(self, column: tree.Expression, cell: Span, may_be_none: bool) -> tree.Expression | None:
        test = Fit(self.block, cell)
        found = test.condition(column, may_be_none)
        self.diagnostics += test.all_said()
        return found

    def _value(self, cell: Span) -> tree.Value:
        if not cell.words:
            self.report(kinds.NO_PART, cell, kind="this row", part="its value")
            return tree.Value(cell, tree.NoneLiteral(cell))
        read = Fit(self.block, cell)
        value = read.value()
        self.diagnostics += read.all_said()
        return tree.Value(cell, value if value is not None else tree.NoneLiteral(cell))

    def _states(self, cell: Span) -> tree.AlsoStates:
        read = Cell(self.block, (Lexeme("word", "states", cell.start, cell.start),), cell)
        anchors = read.because()
        self.diagnostics += read.all_said()
        return tree.AlsoStates(cell, tuple(anchors))


def _together(tests: list[tree.Expression], cells: tuple[Span, ...]) -> tree.Expression:
    """All tests of a row as one condition."""
    if len(tests) == 1:
        return tests[0]
    return tree.Joined(line(cells), "and", tuple(tests))
