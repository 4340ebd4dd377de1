"""Rows a second of questions in columns, in memory and from Parquet, one thread and two, against SQL by
hand.

python tests/bench/bench_columns.py --rows 1000000 --turns 3

The tables are made up; a tenth of the cells is unknown, and nothing is, in turn. By hand the same columns are
made, with the same in every row, needs included; and once more as if nothing were unknown. Rows a second of
the processor's time of one thread, of the clock's of two; and how many times ours that is.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
from attrs import frozen

sys.path.insert(0, str(Path(__file__).parents[1]))

from agreement import generated
from by_hand import sql
from pages_of_law import EXAMPLES, program_of
from qanun.columns.frames import connected, type_of
from qanun.columns.query import CASE, WAY, statement
from qanun.columns.tables import Wishes, looked_at
from qanun_azerbaijan import criminal_code


@frozen
class Bench:
    """A question, a made-up table of it as SQL over `range`, where `unknown(x)` leaves out some cells; and
    SQL by hand."""

    name: str
    question: Any
    table: str
    as_of: date | None
    with_unknowns: str
    without: str


CROSSING = """
SELECT unknown(i % 10 < 7, i) AS crossed_guarded_border,
  unknown(i % 3 = 0, i + 1) AS lacked_required_documents,
  unknown(i % 4 = 0, i + 2) AS bypassed_checkpoint, unknown(i % 2 = 0, i + 3) AS is_az_citizen,
  unknown(i % 5 = 0, i + 4) AS came_to_seek_political_asylum,
  unknown(i % 7 = 0, i + 5) AS acts_contain_another_offence
FROM range({rows}) AS t(i)"""


def asked(bench: Bench, connection: Any, source: str) -> str:
    """The statement of a question about a table."""
    relation = connection.sql(f"SELECT * FROM {source} LIMIT 0")
    columns = [(name, type_of(one)) for name, one in zip(relation.columns, relation.types, strict=True)]
    unknown = [fact.name for fact in bench.question.facts.FACTS if fact.name not in dict(columns)]
    wishes = Wishes(as_of=bench.as_of, unknown=unknown, null_is="unknown")
    return statement(looked_at(bench.question, columns, wishes), source).text


def same(connection: Any, text: str, by_hand: str) -> None:
    """What was written by hand has the same in every row of the first."""
    ours, theirs = (
        pa.Table.from_batches([connection.sql(one).to_arrow_reader(20_000).read_next_batch()])
        for one in (text, by_hand)
    )
    names = [name for name in ours.column_names if name not in (WAY, CASE)]
    assert sorted(names) == sorted(theirs.column_names)
    assert [name for name in names if ours[name].to_pylist() != theirs[name].to_pylist()] == []


def rates(connection: Any, texts: Sequence[str], threads: int, rows: int, turns: int) -> list[float]:
    """Millions of rows a second, as Arrow has them; none is kept. The statements take turns, and of each the
    best turn counts."""
    connection.execute(f"SET threads = {threads}")
    clock = time.process_time if threads == 1 else time.perf_counter
    least = [float("inf")] * len(texts)
    for _ in range(turns):
        for place, text in enumerate(texts):
            started = clock()
            for _ in connection.sql(text).to_arrow_reader(100_000):
                pass
            least[place] = min(least[place], clock() - started)
    return [rows / one / 1e6 for one in least]


def measure(bench: Bench, rows: int, turns: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for share in (10, 0):
            connection = connected()
            left_out = f"CASE WHEN hash(n) % 100 >= {share} THEN x END"
            connection.execute(f"CREATE MACRO unknown(x, n) AS {left_out}")
            connection.execute(f"CREATE TABLE cases AS {bench.table.format(rows=rows)}")
            file = f"{folder}/{share}.parquet"
            connection.execute(f"COPY cases TO '{file}' (FORMAT parquet)")
            ways = {
                "in memory": asked(bench, connection, "cases"),
                "from Parquet": asked(bench, connection, f"'{file}'"),
                "by hand, unknown kept": bench.with_unknowns,
                "by hand, nothing unknown": bench.without,
            }
            same(connection, ways["in memory"], bench.with_unknowns)
            for threads in (1, 2):
                found = rates(connection, list(ways.values()), threads, rows, turns)
                for way, one in zip(ways, found, strict=True):
                    ratio = one / found[0]
                    print(
                        f"| {bench.name} | {share} % unknown | {way} | {threads} | {one:.2f} | {ratio:.2f} |",
                        flush=True,
                    )


TAX = """
SELECT CAST(unknown((i * 7919) % 25000000, i) * CAST(0.01 AS DECIMAL(3, 2)) AS DECIMAL(15, 2))
  AS taxable_income
FROM range({rows}) AS t(i)"""
CHILDREN = """
SELECT unknown(i % 9 > 0, i) AS resident_parent, CAST(NULL AS DATE) AS applied_on, TRUE AS applied_on_is_none,
  DATE '2013-03-01' AS month, CAST(NULL AS DATE) AS changed_on, TRUE AS changed_on_is_none,
  CAST(NULL AS DATE) AS told_on, TRUE AS told_on_is_none,
  unknown(list_transform(range(i % 4), lambda k: {{
    'born': DATE '1990-01-01' + CAST((i * 37 + k * 1500) % 8000 AS INTEGER),
    'in_household': (i + k) % 5 > 0,
    'in_training': (i + k) % 3 = 0, 'seeks_work': (i + k) % 7 = 0}}), i + 1) AS children
FROM range({rows}) AS t(i)"""


def _example(name: str, pages: Mapping[str, Path], folder: str) -> Any:
    """The question of an example."""
    program = program_of(pages[name])
    (question,) = program.questions
    return generated(program, Path(folder), f"bench_of_{name}").question(question)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--turns", type=int, default=3)
    options = parser.parse_args()
    pages = {page.stem: page for page in EXAMPLES}
    with tempfile.TemporaryDirectory() as folder:
        tax, benefit = (_example(name, pages, folder) for name in ("income_tax_by_year", "child_benefit"))
        for bench in (
            Bench(
                "illegal crossing", criminal_code.crossing, CROSSING, None, sql.CROSSING, sql.CROSSING_WITHOUT
            ),
            Bench("income tax", tax, TAX, date(2018, 12, 31), sql.TAX, sql.TAX_WITHOUT),
            Bench("child benefit", benefit, CHILDREN, date(2013, 3, 1), sql.CHILDREN, sql.CHILDREN_WITHOUT),
        ):
            measure(bench, options.rows, options.turns)


if __name__ == "__main__":
    main()
