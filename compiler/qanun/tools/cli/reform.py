"""`qanun diff --cases cases.parquet`: what changes in a table of cases."""

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module, invalidate_caches
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click
from attrs import frozen

from qanun import disk, project
from qanun.core.rules import Program
from qanun.diagnostics.nearest import nearest
from qanun.targets import TARGETS
from qanun.tools.cli.cases import complete_question, need_question, problems
from qanun.tools.cli.exits import Exit
from qanun.tools.cli.options import AsOf
from qanun.tools.cli.printing import say, say_exactly

if TYPE_CHECKING:
    from qanun.columns.reforms import Reform

P = ParamSpec("P")
R = TypeVar("R")
TWICE = "say OLD and NEW, or a reading or --as-of twice: so that there is something to compare"


@frozen
class CasesOptions:
    """What is said of a table of cases that both sides answer."""

    cases: str | None
    question: str | None
    by: tuple[str, ...]
    keep: tuple[str, ...]
    as_of: tuple[date | datetime, ...]
    unknown: tuple[str, ...]
    null_is: str | None


NO_CASES = CasesOptions(None, None, (), (), (), (), None)


def cases_options(command: Callable[P, R]) -> Callable[P, R]:
    """`--cases` and what goes with it."""
    for option in (
        click.option(
            "--null-is",
            type=click.Choice(("none", "unknown")),
            help="With --cases: what an empty cell means of a fact that may be none.",
        ),
        click.option(
            "--unknown",
            multiple=True,
            metavar="FACT",
            help="With --cases: a fact of which the table has no column. May be given again.",
        ),
        click.option(
            "--as-of",
            type=AsOf(),
            multiple=True,
            metavar="MOMENT",
            help="With --cases: the day; twice, to compare two days.",
        ),
        click.option(
            "--keep",
            multiple=True,
            metavar="COLUMN",
            help="With --cases: a column that goes with its rows. May be given again.",
        ),
        click.option(
            "--by",
            multiple=True,
            metavar="COLUMN",
            help="With --cases: count by the values of this column. May be given again.",
        ),
        click.option(
            "--question",
            metavar="QUESTION",
            shell_complete=complete_question,
            help="With --cases: the question that both sides are asked.",
        ),
        click.option(
            "--cases",
            metavar="FILE",
            help="Count what changes in a table of cases, Parquet or CSV, and ask no solver.",
        ),
    ):
        command = option(command)
    return command


def split_readings(
    readings: Sequence[tuple[str, str]], of_two: bool
) -> tuple[dict[str, str], dict[str, str]]:
    """The options for each side: of a reading that is named once the same for both."""
    if any(number > (1 if of_two else 2) for number in Counter(name for name, _ in readings).values()):
        raise click.UsageError("say a reading twice at most, and between two laws once")
    sides: tuple[dict[str, str], dict[str, str]] = ({}, {})
    for name, option in readings:
        for side in sides[1:] if name in sides[0] else sides:
            side[name] = option
    return sides


def split_days(
    days: Sequence[date | datetime],
) -> tuple[date | datetime | None, date | datetime | None]:
    """The day for each side."""
    if len(days) > 2:
        raise click.UsageError("say --as-of twice at most")
    return (days[0], days[-1]) if days else (None, None)


@frozen(eq=False)
class Asked:
    """A question of one side, and what the side is called."""

    name: str
    question: Any


@contextmanager
def of_laws(
    names: Sequence[str], programs: Sequence[Program], called: Mapping[str, str], asked: str
) -> Iterator[tuple[Asked, Asked]]:
    """The question of two laws, whose code stands in a folder while it is asked. `called`: what the earlier
    law calls otherwise."""
    from qanun.verify.compared.renaming import renamed

    with tempfile.TemporaryDirectory() as folder:
        sys.path.insert(0, folder)
        try:
            mark = Path(folder).name
            before = _generated(renamed(programs[0], called), folder, f"earlier_law_{mark}", asked)
            after = _generated(programs[1], folder, f"later_law_{mark}", asked)
            yield Asked(names[0], before), Asked(names[1], after)
        finally:
            sys.path.remove(folder)


def _generated(program: Program, folder: str, package: str, asked: str) -> Any:
    found = [name for name in program.questions if asked in (name, name.partition(".")[2])]
    if len(found) != 1:
        known = [*program.questions, *(name.partition(".")[2] for name in program.questions)]
        near = nearest(asked, known)
        hint = f"; did you mean `{near}`?" if near and not found else ""
        what = f"several laws have a question `{asked}`" if found else f"there is no question `{asked}`"
        raise click.UsageError(f"{what}{hint}")
    project.write_new(Path(folder), TARGETS["python"](program, package))
    invalidate_caches()
    law, _, name = found[0].partition(".")
    module = import_module(f"{package}.{law}")
    return next(one for one in vars(module).values() if getattr(one, "home", None) and one.name == name)


def of_one_law(options: CasesOptions, readings: Sequence[tuple[str, str]]) -> tuple[Asked, Asked]:
    """The same question twice, under other readings or as of other days."""
    first, second = split_readings(readings, False)
    days = split_days(options.as_of)
    if first == second and days[0] == days[1]:
        raise click.UsageError(TWICE)
    asked = need_question(options.question or "")
    names = []
    for chosen, day, other in ((first, days[0], days[1]), (second, days[1], days[0])):
        told = [f"{name} = {option}" for name, option in chosen.items() if first != second]
        told += [str(day)] if day != other else []
        names.append(", ".join(told))
    return Asked(names[0], asked), Asked(names[1], asked)


def say_reform(
    sides: tuple[Asked, Asked],
    readings: Sequence[tuple[str, str]],
    of_two: bool,
    options: CasesOptions,
    form: str,
    out: str | None,
) -> Exit:
    """Put the table to both sides, and write what changes."""
    try:
        from qanun.columns.reforms import SAME, Side, reform
    except ImportError as error:
        raise click.UsageError(f"tables need more ({error}): pip install 'qanun[columns]'") from None
    chosen, days = split_readings(readings, of_two), split_days(options.as_of)
    before, after = (
        Side(one.name, one.question, day, read) for one, day, read in zip(sides, days, chosen, strict=True)
    )
    with problems():
        try:
            found = reform(
                before,
                after,
                options.cases,
                by=options.by,
                keep=options.keep,
                unknown=options.unknown,
                null_is=options.null_is,
            )
        except FileNotFoundError as error:
            raise click.UsageError(f"{error.filename}: {error.strerror}") from None
    _write(found, form, out)
    same = all(change == SAME for change in found.table["change"].to_pylist())
    return Exit.FINE if same else Exit.LAW


def _write(found: "Reform", form: str, out: str | None) -> None:
    """As text, a page, or data: to standard output or into a file."""
    if form in ("csv", "parquet"):
        content = _table(found, form)
    elif form == "json":
        content = (json.dumps(_data(found), ensure_ascii=False, indent=2) + "\n").encode()
    else:
        from qanun.columns.reform_page import as_html, as_text

        try:
            content = (as_html if form == "html" else as_text)(found).encode()
        except ImportError as error:
            raise click.UsageError(f"pictures need more ({error}): pip install 'qanun[columns]'") from None
    if out is None:
        say_exactly(content.decode())
        return
    try:
        disk.replace(Path(out), content)
    except OSError as error:
        say(f"{out} cannot be written: {project.reason(error)}", err=True)
        raise click.exceptions.Exit(Exit.UNWRITABLE) from None
    say(f"it is in {out}")


def _table(found: "Reform", form: str) -> bytes:
    import pyarrow as pa
    import pyarrow.csv
    import pyarrow.parquet

    sink = pa.BufferOutputStream()
    if form == "csv":
        pyarrow.csv.write_csv(found.table, sink)
    else:
        pyarrow.parquet.write_table(found.table, sink)
    return bytes(sink.getvalue())


def _data(found: "Reform") -> dict[str, object]:
    rows = [
        {name: str(value) if isinstance(value, date | Decimal) else value for name, value in row.items()}
        for row in found.table.to_pylist()
    ]
    sides = {"before": found.before.name, "after": found.after.name}
    return {**sides, "cases": found.cases, "changes": rows, "only_one_answers": list(found.alone)}
