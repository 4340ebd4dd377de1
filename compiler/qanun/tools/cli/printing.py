"""What commands print, and the exit codes that follow from it."""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from qanun import project
from qanun.diagnostics import render
from qanun.diagnostics.cells import harmless, harmless_lines
from qanun.diagnostics.model import Diagnostic
from qanun.project import Project
from qanun.tools.cli.exits import Exit
from qanun.version import __version__

FORMATS = ("text", "json", "sarif", "github")


def colour_wanted() -> bool:
    """Colour only on a terminal, and not where NO_COLOR is set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def style(words: str, *, bold: bool | None = None, dim: bool | None = None) -> str:
    """The words set off, where colour is wanted."""
    return click.style(words, bold=bold, dim=dim) if colour_wanted() else words


def say(words: str, *, err: bool = False) -> None:
    """Print lines; nothing that a law or a case holds reaches the terminal as a control character."""
    click.echo(harmless_lines(words), err=err)


def say_exactly(words: str) -> None:
    """Print lines for another program to read: as they are, but for a terminal without control characters."""
    click.echo(harmless_lines(words) if sys.stdout.isatty() else words, nl=False)


def say_json(data: object) -> None:
    """Print JSON data, letters as they are, control characters as JSON escapes them."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    click.echo("\n".join("".join(map(_escaped, line)) for line in text.split("\n")))


def progress(words: str) -> None:
    """One line that is written over, on a terminal alone; "" takes it away."""
    if sys.stderr.isatty():
        click.echo(f"\r{words[:79]:<79}" if words else f"\r{' ' * 79}\r", nl=False, err=True)


def _escaped(character: str) -> str:
    return character if harmless(character) == character else json.dumps(character)[1:-1]


def report(
    diagnostics: Sequence[Diagnostic],
    form: str = "text",
    *,
    counted: bool = False,
    looked_at: str = "",
    err: bool = False,
) -> Exit:
    """Print diagnostics in one of FORMATS, as text also their number; the exit code that they mean.

    `looked_at` says how much law there is in which none was found.
    `err`: on the error stream, because the output is for something else.
    """
    match form:
        case "json":
            click.echo(render.as_json(diagnostics), nl=False)
        case "sarif":
            click.echo(render.as_sarif(diagnostics, __version__), nl=False)
        case "github":
            click.echo(render.as_github(diagnostics), nl=False)
        case _:
            click.echo(render.as_text(diagnostics, colour_wanted(), counted, looked_at), nl=False, err=err)
    if any(d.kind in project.UNWRITTEN for d in diagnostics):
        return Exit.UNWRITABLE
    return Exit.LAW if any(d.is_error for d in diagnostics) else Exit.FINE


def need_project() -> Project:
    """The project of the working folder; without one the command ends as called wrongly."""
    try:
        here = Path.cwd()
    except OSError:
        raise click.UsageError("the working folder is not there any more") from None
    located = project.locate(here)
    if located.value is None:
        click.echo(render.as_text(located.diagnostics, colour=False), nl=False, err=True)
        raise click.exceptions.Exit(Exit.USAGE)
    return located.value
