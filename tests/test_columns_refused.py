"""Tables of cases that are refused: by their columns before anything runs, by their rows all together."""

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from in_memory import loaded
from qanun.columns import deciding
from qanun.columns.frames import columns_of_relation
from qanun.columns.general import General
from qanun.columns.showing import example
from qanun.columns.tables import Wishes, looked_at
from qanun.pipeline import compile
from qanun.runtime.faults import AsOfMissing, FactsRefused
from qanun.text import Text
from qanun_azerbaijan import expulsion_rules as rules
from qanun_azerbaijan import questions

LAW = """---
law: Act on the Library
jurisdiction: Germany
module: library
in_force: not stated
time_zone: Europe/Berlin
rounding: down
currency: EUR
source: written for this test
---

# Act on the Library

## Article 1. Lending

> **1.1** The words of the law.

```qanun
type sort is one of
  - adult
  - child
fact income : money "the income"
fact books : integer "how many books"
fact share : number "the share"
fact born : date "the day of birth"
fact asked_at : moment "when it was asked"
fact kind : sort "the sort of reader"
fact is_member "is a member"
fact left_on : date or none "the day of leaving"
fact waited : duration in days "how long it took"
record loan "a loan"
  - fee : money "its fee"
fact loans : list of loan "the loans"
always books >= 0 "nobody borrows fewer than no books"

right borrow "borrow" on nobody named
  when is_member and income > 10 EUR and books < 5 and share < 1 and born < 2010-01-01
    and age of born on date of asked_at >= 5 and kind is adult and left_on is none
    and waited < 5 days and (count of one in loans where one.fee < 3 EUR) < 2

question lending "What holds?"
  answers borrow
```
"""


@cache
def lending() -> Any:
    outcome = compile([Text("library.md", LAW)])
    assert outcome.value.program is not None, [(one.kind.code, one.values) for one in outcome.diagnostics]
    return loaded(outcome.value.program, "library_law").question("library.lending")


MONEY, DAY = pa.decimal128(15, 2), date(2012, 3, 1)
LOAN = pa.struct([("fee", MONEY)])
ROW: dict[str, tuple[Any, Any]] = {
    "income": (Decimal(20), MONEY),
    "books": (1, pa.int64()),
    "share": (Decimal("0.5"), pa.decimal128(18, 4)),
    "born": (DAY, pa.date32()),
    "asked_at": (datetime(2012, 3, 1, tzinfo=UTC), pa.timestamp("us", "UTC")),
    "kind": ("adult", pa.string()),
    "is_member": (True, pa.bool_()),
    "left_on": (None, pa.date32()),
    "left_on_is_none": (True, pa.bool_()),
    "waited": (2, pa.int64()),
    "loans": ([{"fee": Decimal(1)}], pa.list_(LOAN)),
}


def one_row(*without: str, **columns: Any) -> Any:
    """A table of one row of all facts, some columns left out or of another value and type."""
    given = {**ROW, **columns}
    kept = {name: pa.array([value], type_) for name, (value, type_) in given.items() if name not in without}
    return pa.table(kept)


def refused(cases: Any, question: Any, **more: Any) -> list[str]:
    with pytest.raises(FactsRefused) as error:
        question.decide_many(cases, **more)
    return [str(mistake) for mistake in error.value.mistakes]


TERM = rules.term_of_departure


def term(**given: list[object]) -> tuple[Any, list[str]]:
    """A table of some facts, and those that no row states."""
    types = {
        "departed_at": pa.timestamp("us", "UTC"),
        "is_az_citizen": pa.bool_(),
        "departed_at_is_none": pa.bool_(),
    }
    table = pa.table({name: pa.array(values, types[name]) for name, values in given.items()})
    return table, [fact.name for fact in TERM.facts.FACTS if fact.name not in given]


def test_null_is_never_guessed() -> None:
    """Of a fact that may be none NULL means nothing until somebody says what."""
    table, unknown = term(departed_at=[None], is_az_citizen=[True])
    day = date(2012, 3, 3)
    (mistake,) = refused(table, TERM, as_of=day, unknown=unknown)
    assert mistake == (
        "departed_at: NULL may mean none, or that nobody knows; "
        "add the column departed_at_is_none, or say null_is="
    )
    TERM.decide_many(table, as_of=day, unknown=unknown, null_is="none")
    table, unknown = term(
        departed_at=[None, None], is_az_citizen=[True, True], departed_at_is_none=[True, None]
    )
    TERM.decide_many(table, as_of=day, unknown=unknown)


def test_what_is_not_refused() -> None:
    """The table that others are made from is answered."""
    assert lending().decide_many(one_row())["borrow_verdict"].to_pylist() == ["no"]  # born on the day


WRONG = """
income DOUBLE: a DOUBLE keeps no exact numbers; make it DECIMAL(15,2)
income BIGINT: a whole number leaves open whether units or coins are meant; make it DECIMAL(15,2)
income VARCHAR: VARCHAR is no type for money; make it DECIMAL(15,2)
share FLOAT: a FLOAT keeps no exact numbers; make it DECIMAL(18,4)
books DOUBLE: a DOUBLE keeps no exact numbers; make it BIGINT
books DECIMAL(5,0): DECIMAL(5,0) is no type for an integer; make it BIGINT
books VARCHAR: VARCHAR is no type for an integer; make it BIGINT
books BOOLEAN: BOOLEAN is no type for an integer; make it BIGINT
born BIGINT: BIGINT is no type for a date; make it DATE
born VARCHAR: VARCHAR is no type for a date; make it DATE
born TIMESTAMP: TIMESTAMP is no type for a date; make it DATE
born TIMESTAMP WITH TIME ZONE: TIMESTAMP WITH TIME ZONE is no type for a date; make it DATE
asked_at TIMESTAMP: a time without a zone is no moment; make it TIMESTAMP WITH TIME ZONE
asked_at TIMESTAMP_NS: a time without a zone is no moment; make it TIMESTAMP WITH TIME ZONE
asked_at DATE: DATE is no type for a moment; make it TIMESTAMP WITH TIME ZONE
kind BIGINT: BIGINT is no type for one of several options; make it VARCHAR
is_member TINYINT: TINYINT is no type for yes or no; make it BOOLEAN
is_member VARCHAR: VARCHAR is no type for yes or no; make it BOOLEAN
left_on_is_none VARCHAR: VARCHAR does not tell whether left_on is none; make it BOOLEAN
waited INTERVAL: INTERVAL is no type for a duration; make it BIGINT, counting days
waited DOUBLE: a DOUBLE keeps no exact numbers; make it BIGINT
loans BIGINT[]: BIGINT is no type for a record; make it STRUCT("fee" DECIMAL(15,2))
loans STRUCT(fee DOUBLE)[]: fee: a DOUBLE keeps no exact numbers; make it DECIMAL(15,2)
loans STRUCT(due DATE)[]: the record has no field fee
loans STRUCT(fee DECIMAL(15,2), paid BOOLEAN)[]: the record has no such field as paid
"""


@pytest.mark.parametrize("errors", ["raise", "column"])
@pytest.mark.parametrize("line", WRONG.strip().splitlines(), ids=lambda line: line.partition(":")[0])
def test_columns_are_refused_before_anything_runs(
    line: str, errors: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is to become of wrong rows."""
    monkeypatch.setattr(deciding, "statement", None)
    given, _, said = line.partition(": ")
    column, _, type_ = given.partition(" ")
    made = duckdb.connect().sql(f"SELECT CAST(NULL AS {type_}) AS x").to_arrow_table()
    place = list(ROW).index(column)
    assert refused(one_row().set_column(place, column, made["x"]), lending(), errors=errors) == [
        f"{column}: {said}"
    ]


def test_names_of_columns_are_looked_at_before_anything_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Missing, misspelt, twice; and a fact that may be none, of which NULL would be guessed."""
    monkeypatch.setattr(deciding, "statement", None)
    table = one_row("books", "left_on_is_none", book=(1, pa.int64()))
    twice = pa.Table.from_arrays([*table.columns, pa.array([1])], [*table.column_names, "book"])
    assert refused(twice, lending()) == [
        "book: there are two columns of this name",
        "left_on: NULL may mean none, or that nobody knows; add the column left_on_is_none, or say null_is=",
        "book: no fact is called so; what is only to go with the rows, name in keep=; did you mean books?",
        "books: there is no column; a fact that no row states, name in unknown=",
    ]


WRONG_ROWS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "always": ({"books": (-1, pa.int64())}, ["nobody borrows fewer than no books"]),
    "no such option": ({"kind": ("adlut", pa.string())}, ["adlut", "adult"]),
    "parts of a coin": (
        {"income": (Decimal("1.005"), pa.decimal128(15, 3))},
        ["income: 1.005: an amount in EUR has at most 2 decimals"],
    ),
    "none, with a value": ({"left_on": (DAY, pa.date32())}, ["left_on_is_none says that it is none"]),
    "no loan": ({"loans": ([None], pa.list_(LOAN))}, ["loans"]),
}


@pytest.mark.parametrize(("columns", "words"), WRONG_ROWS.values(), ids=WRONG_ROWS)
def test_rows_are_refused_each_with_its_sentence(columns: dict[str, Any], words: list[str]) -> None:
    """Raised with their numbers; or in a column, beside the answers of the others."""
    right = {name: (ROW[name][0], type_) for name, (_, type_) in columns.items()}
    table = pa.concat_tables([one_row(**right), one_row(**columns)])
    (raised,) = refused(table, lending())
    found = lending().decide_many(table, errors="column")
    first, (mistake,) = found["mistakes"].to_pylist()
    assert first is None
    assert found["borrow_verdict"].to_pylist() == ["no", None]
    for word in words:
        assert word in mistake
        assert word in raised
    assert raised.startswith("row 2")


def test_numbers_out_of_range_are_answered_or_refused() -> None:
    """A count that its column holds is answered however large; none is cut."""
    most = 2**63 - 1
    found = lending().decide_many(one_row(books=(most, pa.int64())))
    assert found["borrow_verdict"].to_pylist() == ["no"]
    found = lending().decide_many(one_row(books=(2**64 - 1, pa.uint64())))
    assert found["borrow_verdict"].to_pylist() == ["no"]


def test_a_row_without_its_day_or_its_reading_is_refused() -> None:
    """A day that a row ought to state, and does not, is no day."""
    question: Any = questions["criminal_code.crossing_penalty"]
    (reading,) = question.readings
    unknown = [fact.name for fact in question.facts.FACTS]
    table = pa.table({"read": ["exclusive", None, "exclusiv"]})
    said = refused(table, question, unknown=unknown, readings={reading: "@read"})
    assert [one.split(":")[0] for one in said] == ["row 2", "row 3"]
    table, unknown = term(is_az_citizen=[True, True])
    table = table.append_column("day", pa.array([DAY, None]))
    (mistake,) = refused(table, TERM, unknown=unknown, as_of="day")
    assert mistake.startswith("row 2: day: the day is missing")


def test_every_example_is_accepted() -> None:
    """What `qanun schema QUESTION --columns --example` writes is a table of the question, and its rows are
    cases."""
    day = date(2012, 3, 3)
    for question in [*questions, lending()]:
        table = example(question)
        columns = columns_of_relation(duckdb.from_arrow(table))
        general = General(looked_at(question, columns, Wishes(as_of=day if question.needs_as_of else None)))
        stated, nothing = table.to_pylist()
        assert any(value is not None for value in stated.values()) or not columns
        for row in (stated, nothing):
            assert len(general.answers(row)) == len(question.answers_type.ANSWERED)


def test_the_day_is_asked_for() -> None:
    table, unknown = term(is_az_citizen=[True])
    with pytest.raises(AsOfMissing):
        TERM.decide_many(table, unknown=unknown)


def entry(**given: Any) -> tuple[Any, list[str]]:
    question = questions["departure_entry.entry"]
    return pa.table(given), [fact.name for fact in question.facts.FACTS if fact.name not in given]


def test_wrong_rows_are_told_together() -> None:
    """Each with its row, column, value and the nearest right name; or in a column beside the right ones."""
    question: Any = questions["departure_entry.entry"]
    table, unknown = entry(
        is_az_citizen=[False, True, True, False],
        is_stateless=[False, False, True, False],
        residence_permit=["permanent", "permanant", None, "temporary"],
        residence_permit_is_none=[False, None, None, True],
    )
    told = refused(table, question, as_of=date(2012, 3, 3), unknown=unknown)
    assert [one.split(":")[0] for one in told] == ["row 2", "row 3", "row 4"]
    assert "'permanant'" in told[0]
    assert "permanent" in told[0]
    assert "residence_permit_is_none says that it is none" in told[2]
    found = question.decide_many(table, as_of=date(2012, 3, 3), unknown=unknown, errors="column")
    mistakes = found["mistakes"].to_pylist()
    assert mistakes[0] is None
    assert [one and len(one) for one in mistakes] == [None, 1, 1, 1]
    assert "citizen" in mistakes[2][0]  # the sentence that the row breaks: no citizen is stateless
