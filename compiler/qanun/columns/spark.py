"""Many cases in a table of Spark: DuckDB runs the same statement on each of its partitions.

Nothing here imports pyspark: what is asked of it are methods of the table that somebody gives.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pyarrow as pa
from attrs import evolve

from qanun.columns.asking import Question
from qanun.columns.deciding import schema_of
from qanun.columns.frames import connected
from qanun.columns.partition import Job, Sent, sent
from qanun.columns.plan import quoted
from qanun.columns.query import Statement, statement
from qanun.columns.spark_types import columns_in, columns_out, plain
from qanun.columns.tables import Wishes, looked_at
from qanun.columns.types import Type

NO_LISTS = (
    "the rows of a table of Spark have no order, so a list that stands in a table of its own has none: "
    "group it by its key first, sorted, into a column of arrays of structs, and join that to the cases, in "
    "the place of lists="
)


def decide_many(question: Question, cases: Any, wishes: Wishes) -> Any:
    """The answers to a table of Spark, as one that is worked out when somebody asks. What is wrong with the
    table is told at once, what is wrong with a row by the executor that meets it, or in its column."""
    if not hasattr(type(cases), "mapInArrow"):
        raise TypeError(f"cases in Spark are a DataFrame of pyspark.sql, not {type(cases).__name__}")
    if wishes.lists:
        raise TypeError(NO_LISTS)
    wishes = evolve(wishes, workers=wishes.workers or 1)
    columns = columns_in(cases.schema)
    asked = looked_at(question, columns, wishes)
    said = statement(asked)
    schema = schema_of(asked, said, _without_rows(columns, said), wishes)
    schema = pa.schema([(one.name, plain(one.type)) for one in schema])
    job = sent(Job(asked, said, schema, wishes))
    if columns:  # mapInArrow does not find what has a dot in its name
        numbered = cases.toDF(*(f"column {place}" for place in range(len(columns))))
    else:  # and loses rows that have none
        numbered = cases.selectExpr("1 AS row")
    return numbered.mapInArrow(_on_executors(job, _paths(cases)), columns_out(schema))


def _without_rows(columns: list[tuple[str, Type]], said: Statement) -> Any:
    """The columns that DuckDB gives, as Arrow has them; nothing is planned here."""
    with connected() as connection:
        _nothing(connection, ((name, str(type_)) for name, type_ in columns)).create_view("cases")
        found = connection.sql(said.text)
        given = _nothing(connection, zip(found.columns, map(str, found.types), strict=True))
        return given.to_arrow_reader().schema


def _nothing(connection: Any, columns: Iterable[tuple[str, str]]) -> Any:
    """A table of columns, without rows."""
    given = [f"CAST(NULL AS {type_}) AS {quoted(name)}" for name, type_ in columns] or ["NULL"]
    return connection.sql(f"SELECT {', '.join(given)} LIMIT 0")


def _paths(cases: Any) -> list[str]:
    """Where executors on this machine find packages, beside their own places."""
    if type(cases).__module__.startswith("pyspark.sql.connect"):
        return []
    return list(sys.path) if cases.sparkSession.sparkContext.master.startswith("local") else []


def _on_executors(job: Sent, paths: list[str]) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """What each executor runs; sent as it stands, so that one without qanun can still say so."""

    def over(batches: Iterator[Any]) -> Iterator[Any]:
        import sys

        from pyspark import TaskContext

        sys.path += [path for path in paths if path not in sys.path]
        try:
            from qanun.columns.partition import answers

            yield from answers(job, batches, TaskContext.get().partitionId())
        except ModuleNotFoundError as missing:
            raise ModuleNotFoundError(
                f"an executor of Spark has no package {missing.name}: install it on all of them; one of "
                "a law can also go along, by spark-submit --py-files or SparkContext.addPyFile",
                name=missing.name,
            ) from None

    return over
