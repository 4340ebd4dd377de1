"""Receipts on the command line: kept beside an answer, and answered again."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from qanun.runtime.answers.answers import Answers
from qanun.tools.cli.cases import content_of, problems, warn_if_older
from qanun.tools.cli.exits import Exit
from qanun.tools.cli.printing import need_project, say
from qanun.tools.questions import NoQuestion, catalogue

P = ParamSpec("P")
R = TypeVar("R")


def receipt_option(command: Callable[P, R]) -> Callable[P, R]:
    """`--receipt`."""
    words = "Keep the answer with all that it was given on in this new file; `qanun decide --again` reads it."
    return click.option("--receipt", metavar="FILE", callback=_free, help=words)(command)


def _free(_: click.Context, __: click.Parameter, path: str | None) -> str | None:
    """The place of a receipt, told before anything is asked if something is there already."""
    if path is not None and Path(path).exists():
        raise click.BadParameter(f"{path} exists already, and a receipt takes the place of nothing")
    return path


def keep(path: str | None, answers: Answers) -> None:
    """Write the receipt of answers, where one is wanted."""
    if path is None:
        return
    try:
        with Path(path).open("x", encoding="utf-8") as file:
            file.write(answers.receipt().as_text())
    except OSError as error:
        say(f"{path} cannot be written: {error.strerror}", err=True)
        raise click.exceptions.Exit(Exit.UNWRITABLE) from None


def say_again(path: str | None, others: Sequence[object]) -> Exit:
    """Say whether the law as it is now answers a receipt so. `others`: what cannot be said beside it."""
    if path is None:
        raise click.UsageError("say a question and its facts, the facts alone, or --again and a receipt")
    if any(others):
        raise click.UsageError("--again takes everything from the receipt: say nothing beside it")
    found = need_project()
    try:
        known = catalogue(found)
    except NoQuestion as error:
        raise click.UsageError(str(error)) from None
    warn_if_older(found)
    with problems():
        again = known.again(content_of(path))
    say(again.as_text())
    return Exit.FINE if again.same else Exit.LAW
