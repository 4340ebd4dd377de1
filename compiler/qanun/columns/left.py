"""Rows that columns leave, some at a time: a table of cases in, a table of their answers out."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pyarrow as pa
from attrs import define, field

from qanun.columns.cells import answer_cells, as_decimal, as_text, refusal
from qanun.columns.general import General, Row
from qanun.runtime.faults import CaseImpossible, FactsRefused

MISTAKES = "mistakes"
ALIKE = 20_000
"""Of so many cases the answers are kept while a table is answered: rows alike are asked about once."""

Cells = tuple[Sequence[object], list[str] | None]
"""An answer's cells, and what is wrong with a row that is refused."""


@define(eq=False)
class Left:
    """`schema` has the columns that answers fill; `outcomes` those of each, in order."""

    general: General
    schema: Any
    outcomes: Sequence[tuple[str, ...]]
    _known: dict[str, Cells] = field(factory=dict)

    def answered(self, cases: Any) -> Any:
        """The answers of rows (an array of structs), and in a last column what is wrong with them."""
        rows = [self._cells(case) for case in cases.to_pylist()]
        columns: list[Any] = []
        for place, one in enumerate(self.schema):
            columns.append(pa.array([cells[place] for cells, _ in rows], one.type))
        columns.append(pa.array([wrong for _, wrong in rows], pa.list_(pa.string())))
        return pa.RecordBatch.from_arrays(columns, [*self.schema.names, MISTAKES])

    def _cells(self, case: Row) -> Cells:
        said = repr(case)
        known = self._known.get(said)
        if known is None:
            known = self._made(case)
            if len(self._known) < ALIKE:
                self._known[said] = known
        return known

    def _made(self, case: Row) -> Cells:
        nothing = [None] * len(self.schema)
        question = self.general.asked.question
        order = tuple(fact.name for fact in question.facts.FACTS)
        try:
            answers = self.general.answers(case)
        except (FactsRefused, CaseImpossible) as refused:
            return nothing, refusal(refused)
        found: list[object] = []
        wrong: list[str] = []
        specs = zip(answers, question.answers_type.ANSWERED, self.outcomes, strict=True)
        for answer, answered, names in specs:
            for name, cell in zip(names, answer_cells(answer, answered, names, order), strict=True):
                fitting = _fitting(cell, self.schema.field(name).type)
                if fitting is TOO_LARGE:
                    wrong.append(f"{name}: {cell} is larger than its column holds")
                found.append(fitting)
        return (nothing, wrong) if wrong else (found, None)


TOO_LARGE = object()


def _fitting(cell: object, type_: Any) -> object:
    """A cell as its column has it; TOO_LARGE for a number that the column does not hold."""
    if pa.types.is_string(type_):
        return as_text(cell)
    if pa.types.is_decimal(type_):
        exact = as_decimal(cell) if isinstance(cell, Fraction | int) else None
        if exact is not None and abs(exact) >= Decimal(10) ** (type_.precision - type_.scale):
            return TOO_LARGE
        return exact
    if pa.types.is_integer(type_) and isinstance(cell, int) and abs(cell) >= 2 ** (type_.bit_width - 1):
        return TOO_LARGE
    return cell
