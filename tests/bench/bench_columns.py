"""Rows a second of questions in columns, in memory and from Parquet, one thread and two, against SQL by
hand.

python tests/bench/bench_columns.py --rows 1000000 --turns 3

The tables are made up; a tenth of the cells is unknown, and nothing is, in turn. By hand the same output
columns are made: once so that what is unknown is kept, without saying which facts are missing, and once as
if nothing were unknown. Rows a second of the processor's time of one thread; of two threads of the
clock's.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
from attrs import frozen

sys.path.insert(0, str(Path(__file__).parents[1]))

from agreement import generated
from pages_of_law import EXAMPLES, program_of
from qanun.columns.frames import type_of
from qanun.columns.query import statement
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
OPENED = "crossed_guarded_border AND (lacked_required_documents OR bypassed_checkpoint)"
ASYLUM = "NOT is_az_citizen AND came_to_seek_political_asylum AND NOT acts_contain_another_offence"
CROSSING_BY_HAND = f"""
SELECT
  CASE WHEN applies IS NULL THEN 'unknown' WHEN applies THEN 'yes'
    WHEN opened THEN 'barred' ELSE 'no' END AS verdict,
  applies AS value, CASE WHEN NOT opened THEN 'not applicable' WHEN opened AND asylum THEN 'barred'
    WHEN opened AND NOT asylum THEN 'in force' END AS state,
  CASE WHEN applies IS NULL THEN 'unknown' WHEN applies THEN 'yes' ELSE 'no' END AS liable,
  applies AS liable_value,
  CASE WHEN applies THEN 'in force' WHEN NOT applies THEN 'not applicable' END AS liable_state
FROM (SELECT opened, asylum, opened AND NOT asylum AS applies
  FROM (SELECT {OPENED} AS opened,
    {ASYLUM} AS asylum FROM cases))"""
CROSSING_WITHOUT = f"""
SELECT CASE WHEN opened AND NOT asylum THEN 'yes' WHEN opened THEN 'barred' ELSE 'no' END AS verdict,
  opened AND NOT asylum AS value,
  CASE WHEN NOT opened THEN 'not applicable' WHEN asylum THEN 'barred' ELSE 'in force' END AS state,
  CASE WHEN opened AND NOT asylum THEN 'yes' ELSE 'no' END AS liable, opened AND NOT asylum AS liable_value,
  CASE WHEN opened AND NOT asylum THEN 'in force' ELSE 'not applicable' END AS liable_state
FROM (SELECT {OPENED} AS opened, {ASYLUM} AS asylum FROM cases)"""


def asked(bench: Bench, connection: Any, source: str) -> str:
    """The statement of a question about a table."""
    relation = connection.sql(f"SELECT * FROM {source} LIMIT 0")
    columns = [(name, type_of(one)) for name, one in zip(relation.columns, relation.types, strict=True)]
    unknown = [fact.name for fact in bench.question.facts.FACTS if fact.name not in dict(columns)]
    wishes = Wishes(as_of=bench.as_of, unknown=unknown, null_is="unknown")
    return statement(looked_at(bench.question, columns, wishes), source).text


def seconds(run: Callable[[], None], clock: Callable[[], float], turns: int) -> float:
    """The least of several turns."""
    least = float("inf")
    for _ in range(turns):
        started = clock()
        run()
        least = min(least, clock() - started)
    return least


def rate(connection: Any, text: str, threads: int, rows: int, turns: int) -> str:
    """Millions of rows a second, as Arrow has them; none is kept."""
    connection.execute(f"SET threads = {threads}")

    def run() -> None:
        for _ in connection.sql(text).to_arrow_reader(100_000):
            pass

    clock = time.process_time if threads == 1 else time.perf_counter
    return f"{rows / seconds(run, clock, turns) / 1e6:.2f}"


def measure(bench: Bench, rows: int, turns: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for share in (10, 0):
            connection = duckdb.connect()
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
            for way, text in ways.items():
                if text:
                    found = [rate(connection, text, threads, rows, turns) for threads in (1, 2)]
                    print(
                        f"| {bench.name} | {share} % unknown | {way} | {found[0]} | {found[1]} |", flush=True
                    )


TAX = """
SELECT CAST(unknown((i * 7919) % 25000000, i) * CAST(0.01 AS DECIMAL(3, 2)) AS DECIMAL(15, 2))
  AS taxable_income
FROM range({rows}) AS t(i)"""
TAX_BY_HAND = """
SELECT CASE WHEN x IS NULL THEN 'unknown' ELSE 'value' END AS tax_verdict,
  CASE WHEN x IS NOT NULL THEN CAST(greatest(0, basic - low - middle) AS DECIMAL(18, 2)) END AS tax_value,
  CASE WHEN x IS NULL THEN 'unknown' ELSE 'value' END AS basic_tax_verdict,
  CAST(basic AS DECIMAL(18, 2)) AS basic_tax_value,
  CASE WHEN x IS NULL THEN 'unknown' ELSE 'value' END AS low_offset_verdict,
  CAST(low AS DECIMAL(18, 2)) AS low_offset_value,
  CASE WHEN x IS NULL THEN 'unknown' ELSE 'value' END AS middle_offset_verdict,
  CAST(middle AS DECIMAL(18, 2)) AS middle_offset_value
FROM (SELECT x,
  CASE WHEN x <= 18200 THEN 0 WHEN x <= 37000 THEN floor((x - 18200) * 19) / 100
    WHEN x <= 90000 THEN 3572 + floor((x - 37000) * 32.5) / 100
    WHEN x <= 180000 THEN 20797 + floor((x - 90000) * 37) / 100
    WHEN x > 180000 THEN 54097 + floor((x - 180000) * 45) / 100 END AS basic,
  CASE WHEN x <= 37000 THEN 445 WHEN x < 66667 THEN greatest(0, floor(44500 - (x - 37000) * 1.5) / 100)
    WHEN x >= 66667 THEN 0 END AS low,
  CASE WHEN x <= 37000 THEN 255 WHEN x <= 48000 THEN 255 + floor((x - 37000) * 7.5) / 100
    WHEN x <= 90000 THEN 1080 WHEN x <= 126000 THEN floor(108000 - (x - 90000) * 3) / 100
    WHEN x > 126000 THEN 0 END AS middle
  FROM (SELECT taxable_income AS x FROM cases))"""
CHILDREN_WITHOUT = """
SELECT CASE WHEN c >= 1 THEN 'yes' ELSE 'no' END AS entitled_verdict, c >= 1 AS entitled_value,
  CASE WHEN c >= 1 THEN 'in force' ELSE 'not applicable' END AS entitled_state, 'value' AS benefit_verdict,
  CAST(184 * least(c, 2) + 190 * least(1, greatest(0, c - 2)) + 215 * greatest(0, c - 3)
    AS DECIMAL(18, 2)) AS benefit_value, 'need not' AS tell_verdict, FALSE AS tell_value
FROM (SELECT len(list_filter(children, lambda k: k.in_household AND (k.born > DATE '1995-03-01'
    OR (k.seeks_work AND k.born > DATE '1992-03-01') OR (k.in_training AND k.born > DATE '1988-03-01'))))
  AS c FROM cases)"""
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
                "illegal crossing", criminal_code.crossing, CROSSING, None, CROSSING_BY_HAND, CROSSING_WITHOUT
            ),
            Bench("income tax", tax, TAX, date(2018, 12, 31), TAX_BY_HAND, ""),
            Bench("child benefit", benefit, CHILDREN, date(2013, 3, 1), "", CHILDREN_WITHOUT),
        ):
            measure(bench, options.rows, options.turns)


if __name__ == "__main__":
    main()
