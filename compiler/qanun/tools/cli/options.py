"""Options that several commands share."""

from collections.abc import Callable
from datetime import date, datetime
from typing import ParamSpec, TypeVar

import click

from qanun.tools.cli.cases import complete_reading
from qanun.tools.moments import read_as_of

P = ParamSpec("P")
R = TypeVar("R")


class AsOf(click.ParamType[date | datetime]):
    """A day, or a moment with its zone."""

    name = "day or moment"

    def convert(
        self, value: object, parameter: click.Parameter | None, context: click.Context | None
    ) -> date | datetime:
        if isinstance(value, date):
            return value
        try:
            return read_as_of(str(value))
        except ValueError as error:
            self.fail(str(error), parameter, context)


class Reading(click.ParamType[tuple[str, str]]):
    """NAME=OPTION."""

    name = "name=option"

    def convert(
        self, value: object, parameter: click.Parameter | None, context: click.Context | None
    ) -> tuple[str, str]:
        name, equals, option = str(value).partition("=")
        if not (name.strip() and equals and option.strip()):
            self.fail(f"`{value}` is not of the form NAME=OPTION", parameter, context)
        return name.strip(), option.strip()


def as_of_option(command: Callable[P, R]) -> Callable[P, R]:
    """`--as-of`."""
    return click.option(
        "--as-of",
        type=AsOf(),
        metavar="MOMENT",
        help="The day or moment for which the question is asked: 2012-03-01, '2012-03-01 10:00 Asia/Baku'.",
    )(command)


def reading_option(command: Callable[P, R]) -> Callable[P, R]:
    """`--reading`, repeatable."""
    return click.option(
        "--reading",
        "readings",
        type=Reading(),
        shell_complete=complete_reading,
        multiple=True,
        metavar="NAME=OPTION",
        help="Read an ambiguous rule in this way; may be given several times.",
    )(command)
