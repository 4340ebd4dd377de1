"""Tables of cases on the command line: `qanun decide QUESTION cases.parquet --out answers.parquet`."""

import csv
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click
from attrs import frozen

from qanun.runtime.faults import FactsRefused, Mistake
from qanun.tools.cli.cases import need_question, problems
from qanun.tools.cli.exits import Exit
from qanun.tools.cli.printing import say

if TYPE_CHECKING:
    from qanun.tools.pieces import Pieces

P = ParamSpec("P")
R = TypeVar("R")
TABLES = (".parquet", ".csv")
TOLD = 1_000
"""So many mistakes are told one by one."""


@frozen
class TableOptions:
    """What is said of a table beside the question."""

    out: str | None
    limit: int | None
    errors: str | None
    keep: tuple[str, ...]
    unknown: tuple[str, ...]
    null_is: str | None
    lists: tuple[tuple[str, str, str], ...]
    reasons: bool


NO_TABLE = TableOptions(None, None, None, (), (), None, (), False)


class ListTable(click.ParamType[tuple[str, str, str]]):
    """FACT=FILE:KEY."""

    name = "fact=file:key"

    def convert(
        self, value: object, parameter: click.Parameter | None, context: click.Context | None
    ) -> tuple[str, str, str]:
        fact, equals, rest = str(value).partition("=")
        file, colon, key = rest.rpartition(":")
        if not (fact.strip() and equals and file and colon and key):
            self.fail(f"`{value}` is not of the form FACT=FILE:KEY", parameter, context)
        return fact.strip(), file, key


def table_options(command: Callable[P, R]) -> Callable[P, R]:
    """`--out` and what goes with it."""
    for option in (
        click.option(
            "--reasons", is_flag=True, help="Say, too, on what each answer of a table rests: case by case."
        ),
        click.option(
            "--list",
            "lists",
            type=ListTable(),
            multiple=True,
            metavar="FACT=FILE:KEY",
            help="A list of records stands in a table of its own, whose rows have the KEY of their case.",
        ),
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
    """Answer a table. What is written takes its place once it is whole; what was stopped goes on where it was
    when it is asked again."""
    if options.out is None:
        raise click.UsageError("a table of cases needs --out FILE for its answers")
    for file in (path, *(file for _, file, _ in options.lists)):
        if not Path(file).exists():
            raise click.UsageError(f"{file}: there is no such file")
    asked: Any = need_question(question)
    try:
        from qanun.columns.deciding import told
        from qanun.columns.tables import Wishes
        from qanun.tools.pieces import Pieces, rows_of
    except ImportError as error:
        raise click.UsageError(f"tables need more ({error}): pip install 'qanun[columns]'") from None
    lists = {fact: (file, key) for fact, file, key in options.lists}
    wishes = Wishes(
        as_of,
        readings,
        options.reasons,
        "column",
        options.null_is,
        options.keep,
        options.unknown,
        lists=lists or None,
    )
    try:
        files = [path, *(file for file, _ in lists.values())]
        pieces = Pieces.of(
            options.out, [asked.home, asked.name, asked.fingerprint, wishes, options.limit], files
        )
        try:
            with problems():
                schema, batches = told(asked, path, wishes, options.limit, skip=pieces.rows)
                total = min(rows_of(path), options.limit or sys.maxsize)
                pieces.add(schema, _with_progress(batches, pieces.rows, total))
                _end(pieces, options)
        except KeyboardInterrupt:
            say(f"stopped after {pieces.rows:,} rows: the same command goes on there", err=True)
            raise
        finally:
            if not pieces.rows:
                pieces.remove()
    except OSError as error:
        say(f"{error.filename or options.out} cannot be written: {error.strerror or error}", err=True)
        raise click.exceptions.Exit(Exit.UNWRITABLE) from None
    return Exit.FINE


def _end(pieces: "Pieces", options: TableOptions) -> None:
    """Put the pieces together; what is wrong with rows is told in a file, or refuses them all."""
    wrong = pieces.wrong()
    if options.errors is None:
        first = [Mistake(f"row {row}", sentence) for row, sentence in _first(wrong, TOLD)]
        if first:
            pieces.remove()
            raise FactsRefused(tuple(first), "the table")
    else:
        with Path(options.errors).open("w", encoding="utf-8", newline="") as told_of:
            csv.writer(told_of).writerows([("row", "mistake"), *wrong])
    pieces.end(with_mistakes=options.errors is not None)


def _first(rows: Iterator[tuple[int, str]], count: int) -> list[tuple[int, str]]:
    return [row for _, row in zip(range(count), rows, strict=False)]


def _with_progress(batches: Iterator[Any], before: int, total: int) -> Iterator[Any]:
    """The same; on a terminal it says how many rows are done, how fast, and how long the others take."""
    started, rows = time.monotonic(), 0
    shows = sys.stderr.isatty()
    for batch in batches:
        yield batch
        rows += batch.num_rows
        if shows:
            rate = rows / max(time.monotonic() - started, 0.001)
            left = "" if total == sys.maxsize else f", {(total - before - rows) / rate:,.0f} s left"
            click.echo(f"\r{before + rows:,} rows, {rate:,.0f} a second{left}   ", err=True, nl=False)
    if shows:
        click.echo(err=True)
