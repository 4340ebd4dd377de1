"""Many cases at once: a table in, a table of answers out."""

from collections import deque
from collections.abc import Callable, Container, Iterator, Mapping
from json import dumps
from typing import Any

import pyarrow as pa
from attrs import define, field

from qanun.columns.asking import Question
from qanun.columns.cells import REASONS
from qanun.columns.children import with_lists
from qanun.columns.crew import Crew
from qanun.columns.frames import Source, connected, opened
from qanun.columns.general import General
from qanun.columns.left import MISTAKES, Left
from qanun.columns.query import CASE, WAY, Asked, Statement, statement
from qanun.columns.showing import usual_columns
from qanun.columns.tables import Wishes, looked_at
from qanun.columns.types import columns_of
from qanun.runtime.faults import FactsRefused, Mistake

TOLD = 1_000
"""So many mistakes are told one by one."""
AHEAD = 2
"""So many batches are begun before the one that is waited for."""
NOT_IN_COLUMNS = b"qanun.not_in_columns"
"""What Arrow has beside the columns of answers: definitions that rows were left for, with the causes."""


def decide_many(question: Question, cases: Any, wishes: Wishes) -> Any:
    """The answers to a table of cases, as a table of the same kind."""
    source = _source(question, cases, wishes)
    asked = looked_at(question, source.columns, wishes)
    said = statement(asked)
    if source.lazily and said.whole:
        return source.lazy(said.text)
    reader = source.asked(said.text)
    schema = schema_of(asked, said, reader.schema, wishes)
    table = pa.Table.from_batches(answered(asked, said, reader, schema, wishes), schema)
    if source.lazily:
        return connected().from_arrow(table)
    return source.back(table)


def told(
    question: Question,
    cases: Any,
    wishes: Wishes,
    limit: int | None = None,
    only: Container[str] | None = None,
    skip: int = 0,
) -> tuple[Any, Iterator[Any]]:
    """The columns of the answers, and these, some rows at a time: memory does not grow with the table. `only`
    the columns of these names are looked at; the first `skip` rows are left out."""
    source = _source(question, cases, wishes)
    columns = [(name, type_) for name, type_ in source.columns if only is None or name in only]
    asked = looked_at(question, columns, wishes)
    some = "" if limit is None else f" LIMIT {max(0, limit - skip)}"
    said = statement(asked, f"(SELECT * FROM cases{some} OFFSET {skip})" if some or skip else "cases")
    reader = source.asked(said.text)
    schema = schema_of(asked, said, reader.schema, wishes)
    return schema, answered(asked, said, reader, schema, wishes)


def _source(question: Question, cases: Any, wishes: Wishes) -> Source:
    """A table of cases, with lists that stand in tables of their own."""
    usual = {name: type_ for fact in question.facts.FACTS for name, type_ in columns_of(fact)}
    return with_lists(cases, wishes.lists, usual) if wishes.lists else opened(cases, usual)


def left_of(question: Question) -> Mapping[str, str]:
    """The definitions that a question leaves to other evaluations, of a table of the usual columns."""
    columns, as_of = usual_columns(question, None)
    return statement(looked_at(question, columns, Wishes(as_of=as_of))).causes


# --- the rows ---------------------------------------------------------------------------------------------


def schema_of(asked: Asked, said: Statement, given: Any, wishes: Wishes) -> Any:
    """The columns of the answers, as Arrow has them, from those that DuckDB gives."""
    fields = [given.field(name) for name in given.names if name not in (WAY, CASE)]
    if wishes.reasons:
        for answered_ in asked.question.answers_type.ANSWERED:
            fields += [pa.field(f"{answered_.name}_{name}", pa.list_(pa.string())) for name in REASONS]
    if wishes.errors == "column":
        fields.append(pa.field(MISTAKES, pa.list_(pa.string())))
    return pa.schema(fields, {NOT_IN_COLUMNS: dumps(dict(said.causes)).encode()})


def answered(asked: Asked, said: Statement, found: Any, schema: Any, wishes: Wishes) -> Iterator[Any]:
    """The answers, some rows at a time: those of columns, and of the rows that are left those of other
    evaluations."""
    outcomes = [
        (*said.outcomes[one.name], *(f"{one.name}_{name}" for name in REASONS if wishes.reasons))
        for one in asked.question.answers_type.ANSWERED
    ]
    filled = pa.schema([schema.field(name) for names in outcomes for name in names])
    rows = _Rows(schema, wishes)
    with Crew(Left(General(asked), filled, outcomes), wishes.workers) as crew:
        waiting: deque[tuple[Any, list[int], Callable[[], Iterator[Any]]]] = deque()
        for batch in found:
            left: list[int] = []
            if WAY in batch.schema.names:
                left = [at for at, is_left in enumerate(batch.column(WAY).to_pylist()) if is_left]
            answers = crew.answered(batch.column(CASE).take(pa.array(left))) if left else lambda: iter(())
            names = [name for name in batch.schema.names if name not in (WAY, CASE)]
            waiting.append((pa.Table.from_batches([batch.select(names)]), left, answers))
            if len(waiting) > AHEAD:
                yield from rows.whole(*waiting.popleft())
        while waiting:
            yield from rows.whole(*waiting.popleft())
    rows.refuse()


@define(eq=False)
class _Rows:
    """Puts what was made of rows that were left into their places; gathers what is wrong with rows."""

    schema: Any
    wishes: Wishes
    mistakes: list[Mistake] = field(factory=list)
    before: int = 0
    wrong: int = 0

    def whole(self, table: Any, left: list[int], answers: Callable[[], Iterator[Any]]) -> Iterator[Any]:
        """A batch of rows, whole."""
        batches = list(answers())
        made = pa.Table.from_batches(batches) if batches else None
        if made is not None and self.wishes.errors == "raise":
            self._gather(left, made[MISTAKES].to_pylist())
        self.before += table.num_rows
        rows = table.num_rows
        places = list(range(rows))
        for number, at in enumerate(left):
            places[at] = rows + number
        order = pa.array(places)
        columns = [self._column(table, made, one, order) for one in self.schema]
        yield from pa.Table.from_arrays(columns, schema=self.schema).to_batches()

    def _column(self, table: Any, made: Any, one: Any, order: Any) -> Any:
        own = table[one.name] if one.name in table.column_names else pa.nulls(table.num_rows, one.type)
        if made is None or one.name not in made.column_names:
            return own
        chunks = own.chunks if isinstance(own, pa.ChunkedArray) else [own]
        return pa.chunked_array([*chunks, *made[one.name].chunks], one.type).take(order)

    def _gather(self, left: list[int], wrong: list[list[str] | None]) -> None:
        for at, sentences in zip(left, wrong, strict=True):
            if sentences is not None:
                self.wrong += 1
                room = max(0, TOLD - len(self.mistakes))
                self.mistakes += [Mistake(f"row {self.before + at + 1}", one) for one in sentences[:room]]

    def refuse(self) -> None:
        """Raise what is wrong with rows."""
        if self.mistakes:
            of = f"{self.wrong} rows of the table" if self.wrong > 1 else "a row of the table"
            raise FactsRefused(tuple(self.mistakes), of)
