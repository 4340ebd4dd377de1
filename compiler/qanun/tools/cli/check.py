"""`qanun check`."""

import time

import click

from qanun import project
from qanun.tools import checked
from qanun.tools.cli.exits import Exit
from qanun.tools.cli.printing import FORMATS, need_project, report
from qanun.tools.shelf import Shelf

_PAUSE = 0.3  # seconds between two looks at the files


@click.command()
@click.option("--watch", is_flag=True, help="Check again whenever a page changes, until Ctrl-C.")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
def command(watch: bool, strict: bool, form: str) -> int:
    """Look for mistakes in the statutes.

    \b
    Examples:
      qanun check
      qanun check --watch
      qanun check --format sarif > qanun.sarif

    Exits with 0 if there is no error, 1 if there is one.
    """
    need_project()
    if not watch:
        return _check(form, strict)
    while True:
        seen = project.snapshot(need_project())
        click.clear()
        _check(form, strict)
        while project.snapshot(need_project()) == seen:
            time.sleep(_PAUSE)


def _check(form: str, strict: bool) -> int:
    said = checked.check(need_project(), Shelf.of_user())
    code = report(said.diagnostics, form, counted=True, looked_at=said.looked_at)
    return Exit.LAW if strict and said.diagnostics else code
