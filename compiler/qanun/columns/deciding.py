"""Many cases at once: a table in, a table of answers out."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Literal

import pyarrow as pa
from attrs import frozen

from qanun.columns.asking import Question
from qanun.columns.found import none_of
from qanun.columns.frames import connected, opened
from qanun.columns.general import REASONS, General, answer_cells, as_decimal, as_text, refusal
from qanun.columns.query import CASE, WAY, Asked, Column, Statement, statement
from qanun.columns.types import Type, columns_of, why_not
from qanun.runtime.faults import AsOfMissing, CaseImpossible, FactsRefused, Mistake
from qanun.runtime.nearest import guess

TOLD = 1_000
"""So many mistakes are told one by one."""
MISTAKES = "mistakes"


@frozen
class Wishes:
    """What a caller chose beside the cases."""

    as_of: date | datetime | str | None = None
    readings: Mapping[str, str] | None = None
    reasons: bool = False
    errors: Literal["raise", "column"] = "raise"
    null_is: Mapping[str, str] | str | None = None
    keep: Sequence[str] = ()
    unknown: Sequence[str] = ()
    certain: bool = False


def decide_many(question: Question, cases: Any, wishes: Wishes) -> Any:
    """The answers to a table of cases, as a table of the same kind."""
    usual = {name: type_ for fact in question.facts.FACTS for name, type_ in columns_of(fact)}
    source = opened(cases, usual)
    asked = looked_at(question, source.columns, wishes)
    said = statement(asked)
    if source.lazily and said.whole and not wishes.reasons:
        return source.lazy(said.text)
    reader = source.asked(said.text)
    schema = schema_of(asked, reader.schema, wishes)
    table = pa.Table.from_batches(answered(asked, said, reader, schema, wishes), schema)
    if source.lazily:
        return connected().from_arrow(table)
    return source.back(table)


def told(
    question: Question, cases: Any, wishes: Wishes, limit: int | None = None
) -> tuple[Any, Iterator[Any]]:
    """The columns of the answers, and these, some rows at a time: memory does not grow with the table."""
    source = opened(cases, {name: type_ for fact in question.facts.FACTS for name, type_ in columns_of(fact)})
    asked = looked_at(question, source.columns, wishes)
    said = statement(asked, "cases" if limit is None else f"(SELECT * FROM cases LIMIT {int(limit)})")
    reader = source.asked(said.text)
    schema = schema_of(asked, reader.schema, wishes)
    return schema, answered(asked, said, reader, schema, wishes)


# --- the table --------------------------------------------------------------------------------------------


def looked_at(question: Question, columns: Sequence[tuple[str, Type]], wishes: Wishes) -> Asked:
    """What is asked of a table; FactsRefused, with all that is wrong with it, before anything runs."""
    mistakes: list[Mistake] = []
    there = dict(columns)
    for name in {name for name, _ in columns if sum(one == name for one, _ in columns) > 1}:
        mistakes.append(Mistake(name, "there are two columns of this name"))
    as_of = _as_of(question, there, wishes, mistakes)
    readings = _readings(question, there, wishes, mistakes)
    others = {one.name for one in (as_of, *readings.values()) if isinstance(one, Column)}
    nulls = _nulls(question, there, wishes, mistakes)
    specs = {fact.name: fact for fact in question.facts.FACTS}
    marks = {none_of(fact.name): fact for fact in specs.values() if fact.or_none}
    known = (*specs, *marks)
    for name, type_ in there.items():
        if name in specs:
            why = why_not(specs[name].kind, type_)
            if why is not None:
                mistakes.append(Mistake(name, why))
        elif name in marks:
            if type_.name != "BOOLEAN":
                mistakes.append(
                    Mistake(
                        name, f"{type_} does not tell whether {marks[name].name} is none; make it BOOLEAN"
                    )
                )
            if marks[name].name not in there:
                mistakes.append(
                    Mistake(name, f"it tells whether {marks[name].name} is none, of which there is no column")
                )
        elif name not in others and name not in wishes.keep:
            mistakes.append(
                Mistake(
                    name,
                    "no fact is called so; what is only to go with the rows, name in keep=",
                    guess(name, known, mistakes),
                )
            )
    for name in specs:
        if name not in there and name not in wishes.unknown:
            mistakes.append(Mistake(name, "there is no column; a fact that no row states, name in unknown="))
    for name in wishes.keep:
        if name not in there:
            mistakes.append(Mistake(name, "there is no column to keep", guess(name, tuple(there), mistakes)))
    if mistakes:
        raise FactsRefused(tuple(mistakes), "the table")
    return Asked(question, there, as_of, readings, nulls, tuple(wishes.keep), wishes.certain, wishes.reasons)


def _as_of(
    question: Question, there: Mapping[str, Type], wishes: Wishes, mistakes: list[Mistake]
) -> datetime | Column | None:
    as_of = wishes.as_of
    if as_of is None:
        if question.needs_as_of:
            raise AsOfMissing(f"{question.module}.{question.name}")
        return None
    if not isinstance(as_of, str):
        return question.making.moment(as_of)
    if as_of not in there:
        mistakes.append(
            Mistake(as_of, "there is no such column to say as of when", guess(as_of, tuple(there), mistakes))
        )
    elif there[as_of].name not in ("DATE", "TIMESTAMP WITH TIME ZONE"):
        mistakes.append(Mistake(as_of, f"{there[as_of]} is no day, and no moment with its zone"))
    return Column(as_of)


def _readings(
    question: Question, there: Mapping[str, Type], wishes: Wishes, mistakes: list[Mistake]
) -> dict[str, str | Column]:
    """The options: those chosen for all; of a column named `@NAME` each row's own."""
    chosen = wishes.readings or {}
    plain = {name: option for name, option in chosen.items() if not option.startswith("@")}
    found: dict[str, str | Column] = dict(question._choice(plain).options)
    for name, option in chosen.items():
        if option.startswith("@"):
            full = [one for one in found if name in (one, one.rpartition(".")[2])]
            column = option[1:]
            if not full:
                mistakes.append(
                    Mistake(
                        name, "the question rests on no such reading", guess(name, tuple(found), mistakes)
                    )
                )
            elif there.get(column, Type("")).name not in ("VARCHAR", "ENUM"):
                mistakes.append(Mistake(column, f"there is no column of texts to choose the reading {name}"))
            else:
                found[full[0]] = Column(column)
    return found


def _nulls(
    question: Question, there: Mapping[str, Type], wishes: Wishes, mistakes: list[Mistake]
) -> dict[str, str]:
    """What NULL means of each fact that may be none and has no column beside it to say so."""
    found: dict[str, str] = {}
    for fact in question.facts.FACTS:
        if not fact.or_none or fact.name not in there or none_of(fact.name) in there:
            continue
        said = wishes.null_is if isinstance(wishes.null_is, str) else (wishes.null_is or {}).get(fact.name)
        if said not in ("none", "unknown"):
            mark = none_of(fact.name)
            what = f"NULL may mean none, or that nobody knows; add the column {mark}, or say null_is="
            mistakes.append(Mistake(fact.name, what))
        else:
            found[fact.name] = said
    return found


# --- the rows ---------------------------------------------------------------------------------------------


def schema_of(asked: Asked, given: Any, wishes: Wishes) -> Any:
    """The columns of the answers, as Arrow has them, from those that DuckDB gives."""
    fields = [given.field(name) for name in given.names if name not in (WAY, CASE)]
    if wishes.reasons:
        for answered_ in asked.question.answers_type.ANSWERED:
            fields += [pa.field(f"{answered_.name}_{name}", pa.list_(pa.string())) for name in REASONS]
    if wishes.errors == "column":
        fields.append(pa.field(MISTAKES, pa.list_(pa.string())))
    return pa.schema(fields)


def answered(asked: Asked, said: Statement, found: Any, schema: Any, wishes: Wishes) -> Iterator[Any]:
    """The answers, some rows at a time: those of columns, and of the rows that are left those of the
    general evaluation."""
    general = General(asked)
    mistakes: list[Mistake] = []
    before = wrong_rows = 0
    for batch in found:
        table = pa.Table.from_batches([batch])
        left: list[int] = []
        if WAY in table.column_names:
            left = [at for at, is_left in enumerate(table[WAY].to_pylist()) if is_left]
        cases = table[CASE].take(left).to_pylist() if left else []
        table = table.select([name for name in table.column_names if name not in (WAY, CASE)])
        made, wrong = _generally(general, said, cases, wishes)
        if wrong and wishes.errors == "raise":
            wrong_rows += len(wrong)
            for number, sentences in wrong.items():
                room = TOLD - len(mistakes)
                mistakes += [Mistake(f"row {before + left[number] + 1}", one) for one in sentences[:room]]
        before += table.num_rows
        yield from _with(table, schema, left, made, wrong, said, wishes).to_batches()
    if mistakes:
        of = f"{wrong_rows} rows of the table" if wrong_rows > 1 else "a row of the table"
        raise FactsRefused(tuple(mistakes), of)


def _generally(
    general: General, said: Statement, cases: Sequence[Mapping[str, Any]], wishes: Wishes
) -> tuple[dict[str, list[object]], dict[int, list[str]]]:
    """Of rows that are left the cells of each column, and what is wrong with those that are refused."""
    question = general.asked.question
    order = tuple(fact.name for fact in question.facts.FACTS)
    columns = {
        one.name: (*said.outcomes[one.name], *(f"{one.name}_{name}" for name in REASONS if wishes.reasons))
        for one in question.answers_type.ANSWERED
    }
    made: dict[str, list[object]] = {name: [] for names in columns.values() for name in names}
    wrong: dict[int, list[str]] = {}
    for number, case in enumerate(cases):
        try:
            answers = general.answers(case)
        except (FactsRefused, CaseImpossible) as refused:
            wrong[number] = refusal(refused)
            for cells in made.values():
                cells.append(None)
            continue
        for one, answer in zip(question.answers_type.ANSWERED, answers, strict=True):
            names = columns[one.name]
            for name, cell in zip(names, answer_cells(answer, one, names, order), strict=True):
                made[name].append(cell)
    return made, wrong


def _with(
    table: Any,
    schema: Any,
    left: Sequence[int],
    made: Mapping[str, list[object]],
    wrong: Mapping[int, list[str]],
    said: Statement,
    wishes: Wishes,
) -> Any:
    """The rows with what was made of those that were left put in their places."""
    rows = table.num_rows
    places = list(range(rows))
    for number, at in enumerate(left):
        places[at] = rows + number
    columns: list[Any] = []
    for one in schema:
        if one.name == MISTAKES and wishes.errors == "column":
            told: list[object] = [None] * rows
            for number, sentences in wrong.items():
                told[left[number]] = sentences
            columns.append(pa.array(told, one.type))
        elif not left or one.name not in made:
            columns.append(table[one.name])
        else:
            own = (
                table[one.name]
                if one.name in table.column_names
                else pa.chunked_array([pa.nulls(rows, one.type)])
            )
            cells = made[one.name]
            if pa.types.is_string(one.type):
                cells = [as_text(cell) for cell in cells]
            if pa.types.is_decimal(one.type):
                cells = [as_decimal(cell) if isinstance(cell, Fraction | int) else None for cell in cells]
            joined = pa.chunked_array([*own.chunks, pa.array(cells, one.type)], one.type)
            columns.append(joined.take(pa.array(places)))
    return pa.Table.from_arrays(columns, schema=schema)
