"""What columns make of a question, for people: its statement, the columns that it takes, a table to begin
with."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa

from qanun.columns.asking import Question
from qanun.columns.general import General
from qanun.columns.query import statement
from qanun.columns.sorts import none_of
from qanun.columns.tables import Wishes, looked_at
from qanun.columns.types import Type, columns_of
from qanun.runtime.faults import CaseImpossible, FactsRefused
from qanun.runtime.values.spec import Fact, Kind

AS_OF = "as_of"
"""The column of the day, where none is given for all."""
AT = date(2012, 3, 3)
"""The day of which an example is a case."""


def usual_columns(
    question: Question, as_of: date | datetime | None
) -> tuple[list[tuple[str, Type]], date | datetime | str | None]:
    """The columns that a table of a question best has; and the day, or the name of the column that has it."""
    columns = [pair for fact in question.facts.FACTS for pair in columns_of(fact)]
    if as_of is None and question.needs_as_of:
        return [*columns, (AS_OF, Type("TIMESTAMP WITH TIME ZONE"))], AS_OF
    return columns, as_of


def shown(question: Question, as_of: date | datetime | None) -> str:
    """The statement of a question about a table `cases` of the usual columns, and what it leaves to other
    evaluations."""
    columns, day = usual_columns(question, as_of)
    said = statement(looked_at(question, columns, Wishes(as_of=day)))
    head = [f"-- {question.module}.{question.name}, about a table `cases`"]
    if said.causes:
        head.append("-- not said in columns; a row that depends on it is answered one by one:")
        head += [f"--   {name}: {cause}" for name, cause in said.causes.items()]
    return "\n".join(head) + f"\n{said.text};\n"


def listed(question: Question) -> str:
    """The columns that a question takes, a line each: name, type, and what it means."""
    rows = [row for fact in question.facts.FACTS for row in _rows(fact)]
    widths = [max(len(row[place]) for row in rows) for place in (0, 1)]
    return "".join(f"{name:{widths[0]}}  {type_:{widths[1]}}  {label}\n" for name, type_, label in rows)


def _rows(fact: Fact) -> list[tuple[str, str, str]]:
    (name, type_), *mark = columns_of(fact)
    label = fact.label
    if fact.kind.options is not None:
        label += f": {', '.join(str(one) for one in fact.kind.options)}"
    if fact.kind.word == "duration":
        label += f", in {fact.kind.unit}"
    return [(name, str(type_), label), *((one, str(given), f"whether {name} is none") for one, given in mark)]


def example(question: Question) -> Any:
    """A table of two rows: one in which every fact is stated that can be beside the others, one in which
    none is."""
    columns, as_of = usual_columns(question, AT)
    general = General(looked_at(question, columns, Wishes(as_of=as_of)))
    row = {name: value for fact in question.facts.FACTS for name, value in _cells(fact)}
    if not _is_case(general, row):
        row = {}
        for fact in question.facts.FACTS:
            fitting = (cells for cells in _choices(fact) if _is_case(general, row | cells))
            row |= next(fitting, {})
    return pa.table({name: pa.array([row.get(name), None], arrow(type_)) for name, type_ in columns})


def _choices(fact: Fact) -> Iterator[dict[str, object]]:
    """What the columns of a fact may state, the fuller first."""
    yield dict(_cells(fact))
    if fact.kind.word == "yes/no":
        yield {fact.name: False}
    if fact.or_none:
        yield {fact.name: None, none_of(fact.name): True}


def _is_case(general: General, row: dict[str, object]) -> bool:
    try:
        general.answers(row)
    except (FactsRefused, CaseImpossible):
        return False
    return True


def arrow(given: Type) -> Any:
    """The type of Arrow for a type of DuckDB."""
    match given.name:
        case "BOOLEAN":
            return pa.bool_()
        case "BIGINT":
            return pa.int64()
        case "DECIMAL":
            return pa.decimal128(given.precision, given.scale)
        case "DATE":
            return pa.date32()
        case "VARCHAR":
            return pa.string()
        case "LIST":
            assert given.element is not None
            return pa.list_(arrow(given.element))
        case "STRUCT":
            return pa.struct([(name, arrow(inner)) for name, inner in given.fields])
        case "TIMESTAMP WITH TIME ZONE":
            return pa.timestamp("us", "UTC")
        case other:
            raise ValueError(other)


def _value(kind: Kind) -> object:
    """A value of a kind, as a column has it."""
    if kind.options is not None:
        return str(next(iter(kind.options)))
    match kind.word:
        case "set" | "list":
            assert kind.element is not None
            return [_value(kind.element)]
        case "record":
            assert kind.record is not None
            return {name: value for fact in kind.record.FACTS for name, value in _cells(fact)}
        case word:
            return _PLAIN[word]


def _cells(fact: Fact) -> Sequence[tuple[str, object]]:
    (name, _), *mark = columns_of(fact)
    return [(name, _value(fact.kind)), *((one, False) for one, _ in mark)]


_PLAIN: dict[str, object] = {
    "yes/no": True,
    "integer": 1,
    "number": Decimal("0.5"),
    "money": Decimal(100),
    "duration": 1,
    "date": date(2012, 3, 1),
    "moment": datetime(2012, 3, 1, 6, tzinfo=UTC),
    "period": {"from": date(2012, 3, 1), "to": date(2012, 3, 31), "is_running": False},
    "text": "",
    "country": "AZ",
    "penalty": '{"kind": "fine", "amount": "300 AZN"}',
}
