"""A table of cases, looked at before anything runs: its columns, and what a caller says of them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal

from attrs import frozen

from qanun.columns.asking import Question
from qanun.columns.query import Asked, Column
from qanun.columns.sorts import none_of
from qanun.columns.types import Type, why_not
from qanun.runtime.faults import AsOfMissing, FactsRefused, Mistake
from qanun.runtime.nearest import guess
from qanun.runtime.values.spec import Fact


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
    workers: int | None = None
    """So many processes answer rows that are left, at most; as many as there are cores where None."""
    lists: Mapping[str, tuple[Any, str]] | None = None
    """Lists of records that stand in tables of their own: each with the column that is the key of both."""


def looked_at(question: Question, columns: Sequence[tuple[str, Type]], wishes: Wishes) -> Asked:
    """What is asked of a table; FactsRefused, with all that is wrong with it, before anything runs."""
    mistakes: list[Mistake] = []
    there = dict(columns)
    for name in dict.fromkeys(name for name, _ in columns if sum(one == name for one, _ in columns) > 1):
        mistakes.append(Mistake(name, "there are two columns of this name"))
    as_of = _as_of(question, there, wishes, mistakes)
    readings = _readings(question, there, wishes, mistakes)
    others = {one.name for one in (as_of, *readings.values()) if isinstance(one, Column)}
    others |= {key for _, key in (wishes.lists or {}).values()}
    nulls = _nulls(question, there, wishes, mistakes)
    specs = {fact.name: fact for fact in question.facts.FACTS}
    marks = {none_of(fact.name): fact for fact in specs.values() if fact.or_none}
    for name, type_ in there.items():
        if name in specs:
            why = why_not(specs[name].kind, type_)
            mistakes += [] if why is None else [Mistake(name, why)]
        elif name in marks:
            mistakes += _of_mark(name, marks[name], type_, there)
        elif name not in others and name not in wishes.keep:
            what = "no fact is called so; what is only to go with the rows, name in keep="
            mistakes.append(Mistake(name, what, guess(name, (*specs, *marks), mistakes)))
    mistakes += _lacking(specs, there, wishes, mistakes)
    if mistakes:
        raise FactsRefused(tuple(mistakes), "the table")
    return Asked(question, there, as_of, readings, nulls, tuple(wishes.keep), wishes.certain, wishes.reasons)


def _of_mark(name: str, fact: Fact, type_: Type, there: Mapping[str, Type]) -> list[Mistake]:
    """What is wrong with a column that says whether a fact is none."""
    found: list[Mistake] = []
    if type_.name != "BOOLEAN":
        what = f"{type_} does not tell whether {fact.name} is none; make it BOOLEAN"
        found.append(Mistake(name, what))
    if fact.name not in there:
        what = f"it tells whether {fact.name} is none, of which there is no column"
        found.append(Mistake(name, what))
    return found


def _lacking(
    specs: Mapping[str, Fact], there: Mapping[str, Type], wishes: Wishes, mistakes: list[Mistake]
) -> list[Mistake]:
    """The columns that are named, or needed, and not there."""
    found = [
        Mistake(name, "there is no column; a fact that no row states, name in unknown=")
        for name in specs
        if name not in there and name not in wishes.unknown
    ]
    for name in wishes.unknown:
        if name in there:
            found.append(Mistake(name, "it is named in unknown=, and there is a column of it"))
        elif name not in specs:
            what = "no fact is called so that unknown= could name"
            found.append(Mistake(name, what, guess(name, tuple(specs), mistakes)))
    for name in wishes.keep:
        if name not in there:
            what = "there is no column to keep"
            found.append(Mistake(name, what, guess(name, tuple(there), mistakes)))
    return found


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
    found: dict[str, str | Column] = dict(question.making.choice(plain).options)
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
