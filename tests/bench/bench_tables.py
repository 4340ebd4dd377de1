"""How tables of cases grow: with rows, columns and definitions, in memory, and in Spark.

python tests/bench/bench_tables.py                         # all; 10⁷ rows take some minutes
python tests/bench/bench_tables.py rows --most 1000000
python tests/bench/bench_tables.py spark

From Parquet to Parquet, unknown cells (10 %) and needs kept. Each run is a process of its own; seconds are
the processor's, of the run without its start, so that other work on the machine matters little. Wall-clock
time stands beside them where one is compared with two.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent))
from agreement import Laws, generated
from bench_columns import CHILDREN, CROSSING, TAX
from columns_agreement import drawn, table
from pages_of_law import EXAMPLES, STATUTES, program_of
from qanun.columns import frames
from qanun.columns.deciding import told
from qanun.columns.query import statement
from qanun.columns.tables import Wishes, looked_at
from qanun_azerbaijan import criminal_code, questions

TABLES = {
    "illegal crossing": ("criminal_code.crossing", CROSSING, None),
    "income tax": ("income_tax_by_year", TAX, date(2018, 12, 31)),
    "child benefit": ("child_benefit", CHILDREN, date(2013, 3, 1)),
}
"""What is asked: the question or its page of example, its made-up table, its day."""
TURNS = 3
FILES = 8
"""In so many files a table of Spark stands."""


def question_of(name: str, folder: str) -> Any:
    """The question of a table."""
    asked = TABLES[name][0]
    if asked == "criminal_code.crossing":
        return criminal_code.crossing
    program = program_of(next(page for page in EXAMPLES if page.stem == asked))
    (question,) = program.questions
    return generated(program, Path(folder), f"growth_of_{asked}").question(question)


def make(name: str, rows: int, file: str, also: str = "") -> None:
    """A made-up table, `also` with further columns."""
    connection = duckdb.connect()
    connection.execute("CREATE MACRO unknown(x, n) AS CASE WHEN hash(n) % 100 >= 10 THEN x END")
    made = TABLES[name][1].format(rows=rows)
    connection.execute(f"COPY (SELECT *{also} FROM ({made})) TO '{file}' (FORMAT parquet)")


# --- one run, in a process of its own ---------------------------------------------------------------------


def run(options: argparse.Namespace) -> None:
    """Answer a file into another, and print what it took."""
    with tempfile.TemporaryDirectory() as folder:
        question = question_of(options.table, folder)
        connected = frames.connected
        frames.connected = lambda: with_threads(connected(), options.threads)
        keep = [name for name in pq.read_schema(options.file).names if name.startswith("also ")]
        wishes = Wishes(as_of=TABLES[options.table][2], keep=keep, workers=1)
        before, begun = time.process_time(), time.monotonic()
        schema, batches = told(question, options.file, wishes)
        with pq.ParquetWriter(options.out, schema) as writer:
            for batch in batches:
                writer.write_batch(batch)
        took = {"processor": time.process_time() - before, "seconds": time.monotonic() - begun}
    print(json.dumps(took))


def with_threads(connection: Any, threads: int) -> Any:
    """A database with so many threads."""
    connection.execute("SET threads = ?", [threads])
    return connection


def measured(name: str, file: str, threads: int = 1) -> tuple[float, float, float]:
    """The processor's seconds, those on the clock, and the most memory in megabytes."""
    with tempfile.NamedTemporaryFile() as out, tempfile.TemporaryFile("w+") as said:
        command = [sys.executable, __file__, "run", "--table", name, "--file", file, "--out", out.name]
        child = subprocess.Popen([*command, "--threads", str(threads)], stdout=said)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        assert child.returncode == 0
        said.seek(0)
        took = json.loads(said.read())
    return took["processor"], took["seconds"], used.ru_maxrss / 1024


def best(name: str, file: str, threads: int = 1, turns: int = TURNS) -> tuple[float, float, float]:
    """The least of some turns, each for itself."""
    found = list(zip(*(measured(name, file, threads) for _ in range(turns)), strict=True))
    return min(found[0]), min(found[1]), max(found[2])


# --- rows, columns, definitions ---------------------------------------------------------------------------


def of_rows(most: int) -> None:
    """Rows, with one thread and two."""
    print("| question | rows | million rows a second | two threads | on the clock | peak MB |")
    for name in TABLES:
        rows = 100_000
        while rows <= most:
            with tempfile.NamedTemporaryFile(suffix=".parquet") as file:
                make(name, rows, file.name)
                turns = 1 if rows > 1_000_000 else TURNS
                one, two = (best(name, file.name, threads, turns) for threads in (1, 2))
            rates = [rows / 1e6 / each for each in (one[0], two[0], two[1])]
            said = " | ".join(f"{rate:.2f}" for rate in rates)
            print(f"| {name} | {rows:,} | {said} | {max(one[2], two[2]):.0f} |", flush=True)
            rows *= 10


def of_columns() -> None:
    """Columns that only go along, a whole number, a text and a day in turn."""
    print("| columns that go along | million rows a second | peak MB |")
    kinds = ("{0} % 100000", "'text ' || {0} % 1000", "DATE '2012-01-01' + CAST({0} % 4000 AS INTEGER)")
    for count in (0, 10, 50, 200):
        also = [
            f', {kinds[at % 3].format(f"hash(row_number() OVER () + {at})")} AS "also {at}"'
            for at in range(count)
        ]
        with tempfile.NamedTemporaryFile(suffix=".parquet") as file:
            make("illegal crossing", 300_000, file.name, "".join(also))
            processor, _, megabytes = best("illegal crossing", file.name)
        print(f"| {count} | {0.3 / processor:.2f} | {megabytes:.0f} |", flush=True)


def of_definitions(laws: Laws) -> None:
    """Questions that are said wholly in columns, from the smallest statement to the largest."""
    print(
        "| question | facts | outcomes | SQL, kB | made in s | planned in s | million rows a second | each |"
    )
    random = Random(7)
    found: list[tuple[int, Any, Any]] = []
    for question in questions:
        if not question.not_in_columns():
            cases = drawn(laws, laws.program.questions[f"{question.module}.{question.name}"], random, 1_000)
            whole = table(question, cases)
            given = whole.drop_columns(["as of", *(f"reading {name}" for name in question.readings)])
            columns = frames.opened(given, {}).columns
            asked = looked_at(question, columns, Wishes(as_of=cases[0].as_of))
            found.append((len(statement(asked).text), question, (asked, given)))
    found.sort(key=lambda one: one[0])
    for place in range(0, len(found), max(1, len(found) // 8)):
        of_question(*found[place])
    of_question(*found[-1])


def of_question(size: int, question: Any, given: Any) -> None:
    """How fast one is made, planned and answered."""
    asked, cases = given
    before = time.process_time()
    said = statement(asked)
    made = time.process_time() - before
    connection = with_threads(frames.connected(), 1)
    connection.register("few", cases)
    connection.execute("CREATE TABLE cases AS SELECT few.* FROM few, range(100)")
    planned, took = [], []
    for _ in range(TURNS):
        before = time.process_time()
        reader = connection.sql(f"SELECT * FROM ({said.text}) LIMIT 0").to_arrow_reader(100_000)
        reader.read_all()
        planned.append(time.process_time() - before)
        before = time.process_time()
        for _ in connection.sql(said.text).to_arrow_reader(100_000):
            pass
        took.append(time.process_time() - before)
    rows = cases.num_rows * 100
    facts, outcomes = len(question.facts.FACTS), len(question.answers_type.ANSWERED)
    rate = rows / 1e6 / max(1e-9, min(took) - min(planned))
    print(
        f"| `{question.module}.{question.name}` | {facts} | {outcomes} | {size / 1000:.0f} | {made:.2f} | "
        f"{min(planned):.2f} | {rate:.2f} | {rate * outcomes:.2f} |",
        flush=True,
    )


# --- Spark ------------------------------------------------------------------------------------------------


def tree(root: int) -> Iterator[tuple[int, str]]:
    """The processes below one, with their names."""
    parents: dict[int, list[tuple[int, str]]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except OSError:
                continue
            name = stat[stat.index("(") + 1 : stat.rindex(")")]
            parents.setdefault(int(stat[stat.rindex(")") + 2 :].split()[1]), []).append(
                (int(entry.name), name)
            )
    waiting = [root]
    while waiting:
        for pid, name in parents.get(waiting.pop(), []):
            waiting.append(pid)
            yield pid, name


def used(root: int) -> dict[str, tuple[float, float]]:
    """Of Java and of Python below this process: the processor's seconds so far, the most megabytes of one."""
    found = {"java": (0.0, 0.0), "python": (0.0, 0.0)}
    for pid, name in tree(root):
        kind = "java" if "java" in name else "python"
        try:
            parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            most = next(
                line
                for line in Path(f"/proc/{pid}/status").read_text().splitlines()
                if line.startswith("VmHWM")
            )
        except (OSError, StopIteration):
            continue
        seconds = (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")
        before, peak = found[kind]
        found[kind] = (before + seconds, max(peak, int(most.split()[1]) / 1024))
    return found


def spark_run(options: argparse.Namespace) -> None:
    """The tables of a folder in one session, the first turn of each not counted."""
    import warnings

    warnings.simplefilter("ignore")
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(f"local[{options.threads}]").config("spark.ui.enabled", "false")
    spark = builder.config("spark.driver.memory", "2g").getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    with tempfile.TemporaryDirectory() as folder:
        for name in TABLES:
            question = question_of(name, folder)
            source = f"{options.file}/{name}"
            rows = spark.read.parquet(source).count()
            turns = []
            for _ in range(TURNS + 1):
                before, begun = used(os.getpid()), time.monotonic()
                found = question.decide_many(spark.read.parquet(source), as_of=TABLES[name][2])
                found.write.mode("overwrite").parquet(f"{folder}/out")
                after = used(os.getpid())
                took = [after[kind][0] - before[kind][0] for kind in ("java", "python")]
                turns.append((*took, time.monotonic() - begun))
            java, python, seconds = (min(column) for column in zip(*turns[1:], strict=True))
            peak = used(os.getpid())["python"][1]
            print(
                f"| {name} | {options.threads} | {rows:,} | {java:.1f} | {python:.1f} | {seconds:.1f} | "
                f"{rows / 1e6 / (java + python):.2f} | {rows / 1e6 / seconds:.2f} | {peak:.0f} |",
                flush=True,
            )


def of_spark(rows: int) -> None:
    """One task at a time and two, beside DuckDB alone with one thread and two."""
    print("| question | way | rows | Java, s | Python, s | clock, s | million a second | clock | MB a task |")
    with tempfile.TemporaryDirectory() as folder:
        for name in TABLES:
            whole = f"{folder}/{name}.parquet"
            make(name, rows, whole)
            Path(f"{folder}/{name}").mkdir()
            for at in range(FILES):
                first, count = rows // FILES * at, rows // FILES
                part = f"SELECT * FROM '{whole}' LIMIT {count} OFFSET {first}"
                duckdb.sql(f"COPY ({part}) TO '{folder}/{name}/{at}.parquet' (FORMAT parquet)")
            for threads in (1, 2):
                processor, seconds, megabytes = best(name, whole, threads)
                print(
                    f"| {name} | DuckDB alone, {threads} | {rows:,} | | {processor:.1f} | {seconds:.1f} | "
                    f"{rows / 1e6 / processor:.2f} | {rows / 1e6 / seconds:.2f} | {megabytes:.0f} |",
                    flush=True,
                )
        for threads in (1, 2):
            command = [sys.executable, __file__, "spark-run", "--file", folder, "--threads", str(threads)]
            subprocess.run(command, check=True, stderr=subprocess.DEVNULL)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="?", default="all")
    parser.add_argument("--most", type=int, default=10_000_000)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--table")
    parser.add_argument("--file")
    parser.add_argument("--out")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    if options.what in ("run", "spark-run"):
        (run if options.what == "run" else spark_run)(options)
        return
    parts: dict[str, Callable[[], None]] = {
        "rows": lambda: of_rows(options.most),
        "columns": of_columns,
        "definitions": lambda: of_definitions(Laws(program_of(*STATUTES), "qanun_azerbaijan")),
        "spark": lambda: of_spark(options.rows),
    }
    for name, part in parts.items():
        if options.what in ("all", name):
            print(f"\n{name}", flush=True)
            part()


if __name__ == "__main__":
    main()
