"""Tables of cases on the command line: `qanun decide QUESTION cases.parquet --out answers.parquet`."""

import csv
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, ParamSpec, TypeVar

import click
from attrs import frozen

from qanun.tools.cli.cases import need_question, problems
from qanun.tools.cli.exits import Exit
from qanun.tools.cli.printing import say

P = ParamSpec("P")
R = TypeVar("R")
TABLES = (".parquet", ".csv")


@frozen
class TableOptions:
    """What is said of a table beside the question."""

    out: str | None
    limit: int | None
    errors: str | None
    keep: tuple[str, ...]
    unknown: tuple[str, ...]
    null_is: str | None


NO_TABLE = TableOptions(None, None, None, (), (), None)


def table_options(command: Callable[P, R]) -> Callable[P, R]:
    """`--out` and what goes with it."""
    for option in (
        click.option(
            "--null-is",
            type=click.Choice(("none", "unknown")),
            help="What an empty cell means of a fact that may be none.",
        ),
        click.option(
            "--unknown",
            multiple=True,
            metavar="FACT",
            help="A fact of which the table has no column. May be given again.",
        ),
        click.option(
            "--keep",
            multiple=True,
            metavar="COLUMN",
            help="A column that goes with its rows. May be given again.",
        ),
        click.option(
            "--errors",
            metavar="FILE",
            help="Write what is wrong with rows into this file, and answer the others.",
        ),
        click.option("--limit", type=click.IntRange(1), help="Answer the first so many rows."),
        click.option(
            "--out",
            metavar="FILE",
            help="FACTS is a table, Parquet or CSV: write the answers into this Parquet file.",
        ),
    ):
        command = option(command)
    return command


def is_table(facts: str | None) -> bool:
    """Whether the facts are a table of cases."""
    return facts is not None and facts.endswith(TABLES)


def say_table(
    question: str, path: str, as_of: date | datetime | None, readings: dict[str, str], options: TableOptions
) -> Exit:
    """Answer a table; what is written takes its place once it is whole."""
    if options.out is None:
        raise click.UsageError("a table of cases needs --out FILE for its answers")
    if not Path(path).exists():
        raise click.UsageError(f"{path}: there is no such file")
    asked: Any = need_question(question)
    try:
        import pyarrow.parquet as pq

        from qanun.columns.deciding import told
        from qanun.columns.left import MISTAKES
        from qanun.columns.tables import Wishes
    except ImportError as error:
        raise click.UsageError(f"tables need more ({error}): pip install 'qanun[columns]'") from None
    errors: Literal["raise", "column"] = "raise" if options.errors is None else "column"
    wishes = Wishes(as_of, readings, False, errors, options.null_is, options.keep, options.unknown)
    half, wrong = f"{options.out}.part", list[tuple[int, str]]()
    with problems():
        schema, batches = told(asked, path, wishes, options.limit)
        try:
            with pq.ParquetWriter(half, schema) as file:
                for before, batch in _with_progress(batches):
                    file.write_batch(batch)
                    if options.errors is not None:
                        wrong += _wrong(batch.column(MISTAKES).to_pylist(), before)
            if options.errors is not None:
                with Path(options.errors).open("w", encoding="utf-8", newline="") as told_of:
                    csv.writer(told_of).writerows([("row", "mistake"), *wrong])
            os.replace(half, options.out)
        except OSError as error:
            say(f"{error.filename or options.out} cannot be written: {error.strerror or error}", err=True)
            raise click.exceptions.Exit(Exit.UNWRITABLE) from None
        finally:
            Path(half).unlink(missing_ok=True)
    return Exit.FINE


def _wrong(mistakes: Sequence[Sequence[str] | None], before: int) -> list[tuple[int, str]]:
    """What is wrong with rows, each with its number from 1."""
    return [
        (before + place, sentence)
        for place, sentences in enumerate(mistakes, 1)
        for sentence in sentences or ()
    ]


def _with_progress(batches: Iterator[Any]) -> Iterator[tuple[int, Any]]:
    """The same, each with how many rows are before it; on a terminal it says how many are done, and how
    fast."""
    started, rows = time.monotonic(), 0
    shows = sys.stderr.isatty()
    for batch in batches:
        yield rows, batch
        rows += batch.num_rows
        if shows:
            rate = rows / max(time.monotonic() - started, 0.001)
            click.echo(f"\r{rows:,} rows, {rate:,.0f} a second", err=True, nl=False)
    if shows:
        click.echo(err=True)
