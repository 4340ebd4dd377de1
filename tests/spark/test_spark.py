"""Tables of Spark: what the general evaluation says, through the same statement on each partition."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))
from agreement import Laws, generated
from columns_agreement import agree, drawn, laws_of
from pages_of_law import SPEC, program_of
from qanun.columns import partition
from qanun.columns.query import statement
from qanun.columns.spark import decide_many
from qanun.columns.tables import Wishes, looked_at
from qanun.columns.types import Type
from qanun.core.rules import Question
from qanun.runtime.faults import FactsRefused
from qanun_azerbaijan import criminal_code as cc
from qanun_azerbaijan import questions
from seeds import seeded
from test_columns import CROSSING, NEEDS, VERDICTS, crossing, families
from test_columns_page import PAGE, ROOT
from test_columns_refused import TERM, entry, term
from test_docs import fenced

pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::ResourceWarning")
CASES = 8
"""So many random cases of each question."""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Laws, Question]]:
    """Every question of the statutes and of the examples."""
    folder = tmp_path_factory.mktemp("laws")
    every = [laws for pages in ("statutes", "examples") for laws in laws_of(pages, folder)]
    return [(laws, question) for laws in every for question in laws.program.questions.values()]


def test_every_question(spark: Any, asked: list[tuple[Laws, Question]]) -> None:
    """Each once, on random cases with none, few or many facts missing: verdicts, values, states, days and
    needs are those of the general evaluation, whether all is said in columns or not."""

    def many(question: Any, table: Any, wishes: Wishes) -> Any:
        return decide_many(question, spark.createDataFrame(table).coalesce(1), wishes).toArrow()

    assert len(asked) >= 64

    def agrees(laws: Laws, question: Question) -> None:
        cases = drawn(laws, question, Random(seeded(f"spark {question.name}")), CASES)
        agree(laws.question(question.name), cases, many=many)

    with ThreadPoolExecutor(2) as pool:  # while one is read, another is answered
        for _ in pool.map(agrees, *zip(*asked, strict=True)):
            pass


def test_worked_out_by_hand(spark: Any) -> None:
    """Article 318, as in the other kinds of table; of three partitions, one of which is empty."""
    cases = spark.createDataFrame(crossing()).repartition(2).union(spark.createDataFrame(crossing()).limit(0))
    found = cc.crossing.decide_many(cases)
    rows = {one.illegal_crossing_verdict: one.illegal_crossing_needs for one in found.collect()}
    assert rows == dict(zip(VERDICTS, NEEDS, strict=True))


def test_the_same_columns_as_arrow(spark: Any) -> None:
    """The same rows in the same order, names and types, with what goes along, reasons and mistakes: days,
    amounts, moments with their zone, and a name that has a dot."""
    table, unknown = term(
        departed_at=[datetime(2012, 3, 1, 10, tzinfo=UTC), None], departed_at_is_none=[False, None]
    )
    table = table.append_column("a.`b", pa.array([Decimal("1.50"), None], pa.decimal128(9, 2)))
    given: dict[str, Any] = {
        "as_of": date(2012, 3, 3),
        "unknown": unknown,
        "keep": ["a.`b", "departed_at"],
        "reasons": True,
        "errors": "column",
    }
    here = TERM.decide_many(table, **given)
    found = TERM.decide_many(spark.createDataFrame(table).coalesce(1), **given)
    assert found.columns == here.column_names
    assert found.toArrow().to_pylist() == here.to_pylist()
    types = {one.name: one.dataType.simpleString() for one in found.schema}
    assert types["a.`b"] == "decimal(9,2)"
    assert types["departed_at"] == "timestamp"
    assert types["mistakes"] == "array<string>"
    assert {type_ for name, type_ in types.items() if name.endswith("_needs")} == {"array<string>"}


def unreadable(batches: Iterator[Any]) -> Iterator[Any]:
    raise AssertionError("somebody asked for rows")


def test_nothing_runs_before_somebody_asks(spark: Any) -> None:
    """The columns are known of a table whose rows nobody can read, and what is wrong with them is told."""
    schema = ", ".join(f"{name} BOOLEAN" for name in CROSSING)
    cases = spark.createDataFrame(crossing()).mapInArrow(unreadable, schema)
    assert "illegal_crossing_needs" in cc.crossing.decide_many(cases).columns
    wrong = cases.withColumnRenamed("bypassed_checkpoint", "bypased_checkpoint").withColumn(
        "is_az_citizen", cases.is_az_citizen.cast("string")
    )
    with pytest.raises(FactsRefused) as refused:
        cc.crossing.decide_many(wrong)
    assert [one.path for one in refused.value.mistakes] == [
        "bypased_checkpoint",
        "is_az_citizen",
        "bypassed_checkpoint",
    ]
    twice = cases.select("*", "is_az_citizen")
    with pytest.raises(FactsRefused, match="there are two columns of this name"):
        cc.crossing.decide_many(twice)
    amounts = cases.selectExpr("CAST(1 AS DOUBLE) AS income", "TIMESTAMP_NTZ '2012-03-01' AS departed_at")
    with pytest.raises(FactsRefused, match="make it TIMESTAMP WITH TIME ZONE"):
        TERM.decide_many(amounts, as_of=date(2012, 3, 3), null_is="none", keep=["income"])


def test_wrong_rows(spark: Any) -> None:
    """They are told by the executor that meets them, or stand in a column."""
    question: Any = questions["departure_entry.entry"]
    table, unknown = entry(is_az_citizen=[True, True], is_stateless=[False, True])
    given: dict[str, Any] = {"as_of": date(2012, 3, 3), "unknown": unknown}
    cases = spark.createDataFrame(table).coalesce(1)
    found = question.decide_many(cases, errors="column", **given).toArrow()["mistakes"].to_pylist()
    assert found == question.decide_many(table, errors="column", **given)["mistakes"].to_pylist()
    with pytest.raises(Exception, match=r"a row of partition 0 of the table: refused, 1 mistake:\s+row 2: "):
        question.decide_many(cases, **given).collect()


def test_lists(spark: Any, tmp_path: Path) -> None:
    """In tables of their own they are refused at once; grouped, they are a column. Two children come to 32 %
    of 406.21 EUR."""
    question = families(tmp_path)
    cases = spark.createDataFrame(pa.table({"id": [1]}))
    columns = {
        "id": [1, 1],
        "born": [date(2012, 5, 5), date(2007, 5, 5)],
        "dependent": [True, True],
        "alternates": [False, False],
    }
    children = spark.createDataFrame(pa.table(columns))
    given: dict[str, Any] = {"as_of": date(2014, 5, 1), "keep": ["id"]}
    with pytest.raises(TypeError, match="group it by its key first"):
        question.decide_many(cases, lists={"children": (children, "id")}, **given)
    children.createOrReplaceTempView("children")
    listed = spark.sql(*said("sql"))
    found = question.decide_many(cases.join(listed, "id"), **given).collect()
    assert [(one.id, Decimal(one.monthly_value)) for one in found] == [(1, Decimal("129.99"))]


def said(word: str) -> list[str]:
    """What the page about tables shows of Spark."""
    return [one.content for one in fenced(PAGE) if one.section == "Spark" and one.word == word]


def test_the_page_is_so(spark: Any, tmp_path: Path) -> None:
    """Its program, about a made-up population of families."""
    file = tmp_path / "families.parquet"
    drawing = [sys.executable, str(ROOT / "docs" / "examples" / "families.py"), str(file)]
    subprocess.run([*drawing, "--families", "300"], check=True)
    question = families(tmp_path)
    found = question.decide_many(file, as_of=date(2014, 5, 1), keep=["id", "region", "income"])
    (program,) = said("python")
    for name in ("families.parquet", "answers.parquet"):
        program = program.replace(name, str(tmp_path / name))
    exec(program, {"family_allowances": question, "found": found, "date": date})
    answers = pq.read_table(tmp_path / "answers.parquet").sort_by("id").drop_columns(["mistakes"])
    assert answers.to_pylist() == found.to_arrow_table().sort_by("id").to_pylist()


def test_rows_without_columns(spark: Any, tmp_path: Path) -> None:
    """As many answers as rows, also where these say nothing: a fee is twice the wage of its day."""
    program = program_of(next(page for page in SPEC if page.stem == "parameters"))
    fees = generated(program, tmp_path, "rows_of_spark").question("parameters.fees")
    cases = spark.range(3).select()
    found = fees.decide_many(cases, as_of=date(2012, 5, 1)).collect()
    assert [Decimal(one.fee_value) for one in found] == [187, 187, 187]


def test_executors_without_the_law(spark: Any, tmp_path: Path) -> None:
    """One sentence says what they lack; nothing is answered by another law than that of who asks."""
    asked = looked_at(cc.crossing, [(name, Type("BOOLEAN")) for name in CROSSING], Wishes())
    sent = partition.sent(partition.Job(asked, statement(asked), pa.schema([]), Wishes()))
    version, fingerprint, data = sent
    assert partition.received(sent).asked.question is cc.crossing
    with pytest.raises(RuntimeError, match=rf"has qanun {version}; who asks has qanun 0\.0\.0 "):
        partition.received(("0.0.0", fingerprint, data))
    with pytest.raises(RuntimeError, match="has qanun_azerbaijan of other statutes"):
        partition.received((version, "another", data))
    program = program_of(next(page for page in SPEC if page.stem == "parameters"))
    wages = generated(program, tmp_path, "law_that_goes").question("parameters.wages")
    cases = spark.createDataFrame(pa.table({"urgent": [True]}))
    found = wages.decide_many(cases, as_of=date(2012, 5, 1), unknown=["salary"])
    shutil.rmtree(tmp_path / "law_that_goes")
    with pytest.raises(Exception, match="an executor of Spark has no package law_that_goes: install it"):
        found.collect()


def test_only_its_own_tables(spark: Any) -> None:
    """A table of pandas on Spark is no DataFrame of pyspark.sql."""
    with pytest.raises(TypeError, match=r"a DataFrame of pyspark\.sql, not Column"):
        cc.crossing.decide_many(spark.range(1).id)
