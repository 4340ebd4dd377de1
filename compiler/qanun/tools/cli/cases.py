"""Asking a question of the law on the command line: the question, the facts, what can go wrong."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from qanun import project
from qanun.disk import LARGEST
from qanun.project import Project
from qanun.runtime.faults import AsOfMissing, Fault, MissingFacts, Problem
from qanun.tools.cli.exits import Exit
from qanun.tools.cli.printing import need_project, say
from qanun.tools.interview import Refused
from qanun.tools.questions import NoQuestion, Question, find, is_older, questions

OLDER = (
    "warning: the statutes have changed since the code was generated, and the answer is by the old ones: "
    "run `qanun build`"
)


def need_question(name: str) -> Question:
    """The question of that name in the project of the working folder; else called wrongly.

    Warns where the statutes are others than those from which its code was generated.
    """
    found = need_project()
    try:
        asked = find(found, name)
    except NoQuestion as error:
        raise click.UsageError(str(error)) from None
    except (ImportError, SyntaxError, AttributeError) as error:
        raise click.UsageError(f"the generated code cannot be loaded ({error}): run `qanun build`") from None
    warn_if_older(found)
    return asked


def warn_if_older(found: Project) -> None:
    """Says so where the statutes are others than those from which the code was generated."""
    if is_older(found):
        click.echo(OLDER, err=True)


def complete_question(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    """The questions that a name begun on the command line can still become."""
    found = project.locate(Path.cwd()).value
    if found is None:
        return []
    known = questions(found)
    return [CompletionItem(name, help=asked.label) for name, asked in known.items() if begun in name]


def complete_reading(context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
    """The readings of the question named before, each with its options."""
    found = project.locate(Path.cwd()).value
    # an option that still lacks its value keeps click from telling the arguments before it apart
    name = context.params.get("question") or next(iter(context.args), None)
    if found is None or not isinstance(name, str):
        return []
    try:
        readings = find(found, name).making.table.readings.values()
    except NoQuestion:
        return []
    offered = [
        (f"{reading.name.rpartition('.')[2]}={option}", f"{reading.label} {label}")
        for reading in readings
        for option, label in reading.options
    ]
    return [CompletionItem(value, help=told) for value, told in offered if value.startswith(begun)]


def content_of(path: str) -> str:
    """The text of the file, or of standard input for `-`; a byte-order mark is no part of it."""
    if path == "-":
        try:
            data = sys.stdin.buffer.read(LARGEST + 1)
            if len(data) > LARGEST:
                raise click.UsageError("standard input is too large")
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise click.UsageError(f"standard input is not UTF-8: {error.reason}") from None
    outcome = project.read_file(Path(path))
    if outcome.value is None:
        raise click.UsageError("; ".join(f"{path}: {found.message}" for found in outcome.diagnostics))
    return outcome.value.content


@contextmanager
def problems() -> Iterator[None]:
    """Ends the command with the exit code that a problem of the case or of the law means."""
    try:
        yield
    except MissingFacts as error:
        say(str(error), err=True)
        raise click.exceptions.Exit(Exit.MISSING) from None
    except Fault as error:
        say(f"the law gives no one answer: {error}", err=True)
        raise click.exceptions.Exit(Exit.FAULT) from None
    except AsOfMissing as error:
        raise click.UsageError(f"{error.question} depends on the day: say --as-of") from None
    except (Problem, Refused) as error:
        raise click.UsageError(str(error)) from None
