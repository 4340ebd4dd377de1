"""Cases in columns: the same answers as the general evaluation, and what is refused."""

import json
import os
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, cast

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from agreement import Laws, generated
from columns_agreement import agree, agree_on_programs, drawn, of_scenarios, table, way_of
from pages_of_law import EXAMPLES, SPEC, STATUTES, program_of
from qanun.columns import crew
from qanun.columns.deciding import NOT_IN_COLUMNS
from qanun.columns.reform_page import as_html, as_text
from qanun.columns.reforms import Side, reform
from qanun.runtime.faults import FactsRefused
from qanun.tools.cli.app import run
from qanun_azerbaijan import criminal_code as cc
from qanun_azerbaijan import expulsion_rules as rules
from qanun_azerbaijan import questions
from seeds import seeded
from test_cli_diff import AMENDED, PAGE, project

CASES = int(os.environ.get("QANUN_COLUMNS", "60"))
"""How many random cases of each question are tried; by hand, more: `tests/columns_agreement.py`."""

NAMES = sorted(f"{question.module}.{question.name}" for question in questions)
WHOLLY = 48
"""So many questions are said wholly in columns, at least."""


@cache
def laws() -> Laws:
    return Laws(program_of(*STATUTES), "qanun_azerbaijan")


@pytest.mark.parametrize("name", NAMES)
def test_random_cases(name: str) -> None:
    """Random cases of every question, with none, few or many facts missing: half of them of one day, half
    beside the cases of its scenarios."""
    random = Random(seeded(f"columns {name}"))
    question = laws().program.questions[name]
    cases, stated = drawn(laws(), question, random, CASES), of_scenarios(laws(), question)
    if random.random() < 0.5:
        agree(laws().question(name), cases, one_day=True)
        cases = []
    if cases or stated:
        agree(laws().question(name), cases + stated)


def test_which_way_each_question_goes() -> None:
    """What is left to other evaluations stands in the documentation, with the cause."""
    page = (Path(__file__).parent.parent / "docs" / "tables.md").read_text(encoding="utf-8")
    ways = {question: way_of(question) for question in questions}
    for question, way in ways.items():
        assert f"| `{question.module}.{question.name}` | {way} |\n" in page
    assert sum(way == "in columns" for way in ways.values()) >= WHOLLY


# --- tables ------------------------------------------------------------------------------------------------

CROSSING = {
    "crossed_guarded_border": [True, True, None, False],
    "lacked_required_documents": [True, None, False, None],
    "bypassed_checkpoint": [None, None, False, None],
    "is_az_citizen": [None, True, None, None],
    "came_to_seek_political_asylum": [False, None, None, None],
    "acts_contain_another_offence": [None, True, None, None],
}
VERDICTS = ["yes", "unknown", "no", "no"]
NEEDS = [[], ["lacked_required_documents", "bypassed_checkpoint"], [], []]
"""By article 318: a citizen is no asylum seeker; nobody who lacked no papers and bypassed nothing is
punished."""


def crossing() -> Any:
    return pa.table({name: pa.array(values, pa.bool_()) for name, values in CROSSING.items()})


def told(found: Any) -> tuple[list[str], list[list[str]]]:
    table = found.to_arrow_table() if hasattr(found, "to_arrow_table") else pa.table(found)
    verdicts = table["illegal_crossing_verdict"].to_pylist()
    needs = [list(one) for one in table["illegal_crossing_needs"].to_pylist()]
    return verdicts, needs


def test_the_same_kind_comes_out(tmp_path: Path) -> None:
    """Of Arrow, Polars, pandas, DuckDB, and of files; lazily where the table is lazy."""
    table = crossing()
    pq.write_table(table, tmp_path / "cases.parquet")
    frame = pl.from_arrow(table)
    assert isinstance(frame, pl.DataFrame)
    frame.write_csv(tmp_path / "cases.csv")
    relation = duckdb.connect().from_arrow(table)
    kinds: list[tuple[Any, type]] = [
        (table, pa.Table),
        (table.to_reader(), pa.RecordBatchReader),
        (frame, pl.DataFrame),
        (frame.lazy(), pl.LazyFrame),
        (table.to_pandas(), pd.DataFrame),
        (relation, duckdb.DuckDBPyRelation),
        (tmp_path / "cases.parquet", duckdb.DuckDBPyRelation),
        (str(tmp_path / "cases.csv"), duckdb.DuckDBPyRelation),
    ]
    for cases, kind in kinds:
        found = cc.crossing.decide_many(cases)
        assert isinstance(found, kind), kind
        if isinstance(found, pl.LazyFrame):
            found = found.collect()
        if isinstance(found, pa.RecordBatchReader):
            found = found.read_all()
        if isinstance(found, pd.DataFrame):
            found = pa.Table.from_pandas(found)
        assert told(found) == (VERDICTS, NEEDS), kind


def test_columns_that_go_along() -> None:
    """A key goes with its row; facts that no row states are named."""
    table = crossing().append_column("id", pa.array([7, 8, 9, 10])).drop_columns(["is_az_citizen"])
    found = cc.crossing.decide_many(table, keep=["id"], unknown=["is_az_citizen"])
    assert found["id"].to_pylist() == [7, 8, 9, 10]
    assert found["illegal_crossing_verdict"].to_pylist() == VERDICTS


def test_reasons() -> None:
    """What each answer rests on."""
    found = cc.crossing.decide_many(crossing(), reasons=True)
    assert found["illegal_crossing_provisions"].to_pylist()[0][:2] == [
        "criminal_code#318.1",
        "criminal_code#318.1.a",
    ]
    assert found["illegal_crossing_verdict"].to_pylist() == VERDICTS


def test_what_is_certain_though_facts_are_missing() -> None:
    """Step by step, facts that belong together are lost; the general evaluation is asked where that is
    wished."""
    random = Random(seeded("certain columns"))
    for name in ("criminal_code.crossing", "departure_entry.entry", "report.returning"):
        cases = drawn(laws(), laws().program.questions[name], random, 60)
        agree(laws().question(name), cases, certain=True)
        agree(laws().question(name), cases[:20], reasons=True)


def test_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A table to begin with, its answers in a file beside what is wrong with rows, and the SQL."""
    monkeypatch.chdir(Path(__file__).parent.parent)
    cases, answers, wrong = (
        str(tmp_path / name) for name in ("cases.parquet", "answers.parquet", "wrong.csv")
    )
    assert run(["schema", "entry", "--columns", "--example", cases]) == 0
    assert "residence_permit_is_none" in capsys.readouterr().out
    asked = ["decide", "entry", cases, "--as-of", "2012-03-03"]
    assert run(asked) == 2  # without --out
    assert run([*asked, "--out", answers, "--errors", wrong]) == 0
    assert pq.read_table(answers).num_rows == 2
    assert Path(wrong).read_text().startswith("row,mistake")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["answers.parquet", "cases.parquet", "wrong.csv"]
    capsys.readouterr()
    assert run(["core", "crossing", "--sql"]) == 0
    assert "/* Criminal Code, art. 318" in capsys.readouterr().out


def test_rows_that_are_left_are_answered_by_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """What columns do not say of a penalty, processes say as this one does, with what it rests on."""
    name = "criminal_code.crossing_penalty"
    question: Any = questions[name]
    cases = table(question, drawn(laws(), laws().program.questions[name], Random(seeded("left")), 90))
    readings = {name: f"@reading {name}" for name in question.readings}
    given: dict[str, Any] = {"readings": readings, "keep": ["as of"], "reasons": True, "errors": "column"}
    here = question.decide_many(cases, workers=1, **given)
    monkeypatch.setattr(crew, "SOON", 0.0)
    monkeypatch.setattr(crew, "PIECE", 40)
    assert question.decide_many(cases, workers=2, **given).equals(here)
    first = question.answers_type.ANSWERED[0].name
    assert any(here[f"{first}_provisions"].to_pylist())
    left = question.not_in_columns()
    assert list(left) == ["criminal_code.penalty_within_range"]
    assert json.loads(here.schema.metadata[NOT_IN_COLUMNS]) == left


def test_a_process_that_fails_is_told() -> None:
    """Nothing is answered for rows that nobody looked at."""
    worker = crew.Worker(cast(Any, "no question"))
    with pytest.raises(RuntimeError, match="AttributeError"):
        worker.answered(pa.array([{"a": 1}]))
    worker.end()


def test_a_question_without_facts_answers_rows_without_columns(tmp_path: Path) -> None:
    """As many answers as rows, also where these say nothing: a fee is twice the wage of its day."""
    program = program_of(next(page for page in SPEC if page.stem == "parameters"))
    fees = generated(program, tmp_path, "rows_without_columns").question("parameters.fees")
    for cases in (pd.DataFrame(index=range(3)), pa.table({})):
        found = fees.decide_many(cases, as_of=date(2012, 5, 1))
        assert list(found["fee_value"]) == [187] * len(cases)
    days = pa.table({"day": pa.array([date(2012, 2, 29), date(2012, 3, 1), date(2013, 1, 1)])})
    found = fees.decide_many(days, as_of="day").to_pydict()
    assert found["fee_verdict"] == ["fault", "value", "value"]
    assert found["fee_value"] == [None, 187, 210]
    assert found["limit_value"] == [30, 30, 30]


def test_hours_may_be_fractions(tmp_path: Path) -> None:
    """Who waited 48 hours and a half waited longer than two days, whichever way that is told."""
    program = program_of(next(page for page in SPEC if page.stem == "durations"))
    comparison = generated(program, tmp_path, "fractions_of_hours").question("durations.comparison")
    waited = pa.array([Decimal("47.5"), Decimal(48), Decimal("48.5"), None], pa.decimal128(10, 3))
    unknown = ["worked", "sentenced"]
    for reasons in (False, True):
        found = comparison.decide_many(pa.table({"waited": waited}), unknown=unknown, reasons=reasons)
        assert found["within_two_days_verdict"].to_pylist() == ["yes", "yes", "no", "unknown"]


def test_random_programs() -> None:
    """Whatever the language can say, columns say as the general evaluation does."""
    agree_on_programs(seeded("programs in columns"), 0)


# --- a reform ---------------------------------------------------------------------------------------------


def test_what_a_reform_does(tmp_path: Path) -> None:
    """The least wage was 93.50, from 2013 on 105: of 90, 100 and 110 only then the second is too low."""
    program = program_of(next(page for page in SPEC if page.stem == "parameters"))
    wages = generated(program, tmp_path, "wages_of_two_years").question("parameters.wages")
    cases = pa.table(
        {
            "salary": pa.array([Decimal(90), Decimal(100), Decimal(110)], pa.decimal128(15, 2)),
            "urgent": [False, False, None],
            "region": ["a", "a", "b"],
        }
    )
    sides = [Side(str(year), wages, date(year, 5, 1)) for year in (2012, 2013)]
    found = reform(*sides, cases, by=["region"])
    assert [tuple(row.values()) for row in found.table.to_pylist()] == [
        ("minimum_wage", "a", "more", 2, 187, 210, 23),
        ("minimum_wage", "b", "more", 1, Decimal("93.5"), 105, Decimal("11.5")),
        ("too_low", "a", "no → yes", 1, None, None, None),
        ("too_low", "a", "same", 1, None, None, None),
        ("too_low", "b", "same", 1, None, None, None),
        ("excused", "a", "no → yes", 1, None, None, None),
        ("excused", "a", "same", 1, None, None, None),
        ("excused", "b", "same", 1, None, None, None),
    ]
    assert found.outcomes[0].steps == [(Decimal("11.50"), 3)]
    assert "  more: 3 of 3 cases (100.0 %), 34.50 AZN in all, 11.50 AZN a case\n" in as_text(found)
    page = as_html(found)
    assert page.count("<svg ") == page.count("<figure>") == 3  # of each outcome its groups
    assert "<script" not in page
    assert set(re.findall(r"https?://[^\"]*", page)) == {"http://www.w3.org/2000/svg"}
    with pytest.raises(FactsRefused, match="regoin: there is no such column; did you mean region"):
        reform(*sides, cases, by=["regoin"], keep=["region"])


def test_a_reform_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who is six may no longer borrow: of the ages 5, 6, 7 and one that nobody knows one changes."""
    project(tmp_path / "before", PAGE)
    monkeypatch.chdir(project(tmp_path / "now", AMENDED))
    Path("cases.csv").write_text("age,town\n5,A\n6,A\n7,B\n,B\n")
    asked = ["diff", "../before", ".", "--cases", "cases.csv", "--by", "town"]
    assert run([*asked, "--question", "lending", "--format", "json"]) == 1
    rows = json.loads(capsys.readouterr().out)["changes"]
    borrow = [(row["town"], row["change"], row["cases"]) for row in rows if row["outcome"] == "borrow"]
    assert borrow == [("A", "may → no", 1), ("A", "same", 1), ("B", "same", 2)]
    same = ["diff", ".", ".", "--cases", "cases.csv", "--keep", "town", "--question", "lending"]
    assert run([*same, "--format", "csv", "--out", "same.csv"]) == 0
    assert Path("same.csv").read_text().splitlines()[1] == '"borrow","same",4,,,'
    for wrong, said in {
        ("--cases", "cases.csv"): "say both --cases FILE and the --question",
        ("--cases", "cases.csv", "--question", "lendin"): "did you mean `lending`?",
        ("--cases", "case.csv", "--question", "lending"): "case.csv: there is no such table",
        ("--format", "csv"): "--format csv is a table of cases",
        (
            "--cases",
            "cases.csv",
            "--question",
            "lending",
            "--keep",
            "town",
            "--format",
            "csv",
        ): "needs --out FILE",
    }.items():
        assert run(["diff", "../before", ".", *wrong]) == 2
        assert said in capsys.readouterr().err


def refused(cases: Any, question: Any, **more: Any) -> list[str]:
    with pytest.raises(FactsRefused) as error:
        question.decide_many(cases, **more)
    return [str(mistake) for mistake in error.value.mistakes]


def families(tmp_path: Path) -> Any:
    program = program_of(next(page for page in EXAMPLES if page.stem == "family_allowance"))
    return generated(program, tmp_path, "families_with_lists").question("family_allowance.family_allowances")


def test_lists_in_tables_of_their_own(tmp_path: Path) -> None:
    """Two children come to 32 % of 406.21 EUR, three to 73 %, one to nothing; a child has one family."""
    asked = families(tmp_path)
    cases = pa.table({"id": [4, 1, 3, 2]})
    columns = {
        "id": [3, 1, 3, 2, 3, 1],
        "born": [date(2005 + number, 5, 5) for number in range(6)],
        "dependent": [True] * 6,
        "alternates": [False] * 6,
    }
    children = pa.table(columns)
    pq.write_table(children, tmp_path / "children.parquet")
    given: dict[str, Any] = {"as_of": date(2014, 5, 1), "keep": ["id"]}
    for kind in (children, str(tmp_path / "children.parquet")):
        found = asked.decide_many(cases, lists={"children": (kind, "id")}, **given)
        assert found["id"].to_pylist() == [4, 1, 3, 2]
        paid = [0, Decimal("129.99"), Decimal("296.53"), 0]
        assert [Decimal(one) for one in found["monthly_value"].to_pylist()] == paid
    for wrong, said in (
        (children.set_column(0, "id", pa.array([3, 1, 3, 2, 3, 9])), "1 rows have a key that no case has"),
        (children.rename_columns(["ids", *children.column_names[1:]]), "did you mean ids?"),
        (children.drop_columns(["born"]), "the record has no field born"),
    ):
        (mistake,) = refused(cases, asked, lists={"children": (wrong, "id")}, **given)
        assert said in mistake
    twice = pa.table({"id": [1, 1, 2, 3]})
    (mistake,) = refused(twice, asked, lists={"children": (children, "id")}, **given)
    assert "two cases have the key 1" in mistake


def test_what_is_stopped_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The rows that were answered are not answered again, unless something else is asked."""
    monkeypatch.chdir(Path(__file__).parent.parent)
    cases, answers = str(tmp_path / "cases.parquet"), str(tmp_path / "answers.parquet")
    pq.write_table(crossing(), cases)
    asked = ["decide", "crossing", cases, "--out", answers]

    def stopped(batches: Any, *_: Any) -> Any:
        yield next(batches).slice(0, 3)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("qanun.tools.cli.tables._with_progress", stopped)
        assert run(asked) == 130
    assert "stopped after 3 rows" in capsys.readouterr().err
    assert not Path(answers).exists()
    seen: list[int] = []

    def counted(batches: Any, *_: Any) -> Any:
        for batch in batches:
            seen.append(batch.num_rows)
            yield batch

    monkeypatch.setattr("qanun.tools.cli.tables._with_progress", counted)
    assert run(asked) == 0
    assert seen == [1]
    assert told(pq.read_table(answers)) == (VERDICTS, NEEDS)
    assert run([*asked, "--limit", "2", "--reasons"]) == 0
    assert seen == [1, 2]
    assert pq.read_table(answers)["illegal_crossing_provisions"].to_pylist()[0]
    assert run([*asked, "--keep", "nobody"]) == 2
    assert sorted(one.name for one in tmp_path.iterdir()) == ["answers.parquet", "cases.parquet"]


def term(**given: list[object]) -> tuple[Any, list[str]]:
    """A table of some facts, and those that no row states."""
    types = {
        "departed_at": pa.timestamp("us", "UTC"),
        "is_az_citizen": pa.bool_(),
        "departed_at_is_none": pa.bool_(),
    }
    table = pa.table({name: pa.array(values, types[name]) for name, values in given.items()})
    return table, [fact.name for fact in rules.term_of_departure.facts.FACTS if fact.name not in given]


def test_moments_are_in_utc() -> None:
    """Whatever the zone in which a table has them."""
    at = datetime(2012, 3, 1, 10, tzinfo=UTC)
    table, unknown = term(departed_at=[at], is_az_citizen=[True])
    shifted = table.set_column(0, "departed_at", table["departed_at"].cast(pa.timestamp("us", "Asia/Baku")))
    answers = [
        rules.term_of_departure.decide_many(one, as_of=date(2012, 3, 3), unknown=unknown, null_is="none")
        for one in (table, shifted)
    ]
    assert answers[0].to_pylist() == answers[1].to_pylist()
