"""`qanun core`."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from qanun.core.show import show_named, show_program
from qanun.diagnostics.nearest import nearest
from qanun.tools.cli.cases import need_question
from qanun.tools.cli.exits import Exit
from qanun.tools.cli.options import as_of_option
from qanun.tools.cli.printing import need_project, report
from qanun.tools.loading import load


@click.command()
@click.argument("name", required=False)
@click.option("--sql", is_flag=True, help="Of a question: the SQL that answers a table of cases.")
@as_of_option
def command(name: str | None, sql: bool, as_of: date | datetime | None) -> int:
    """Show what the compiler made of the law: the core, as a developer reads it.

    NAME is a law, a question, a rule or a definition, such as `criminal_code.crossing`; without it, all.

    \b
    Examples:
      qanun core criminal_code.illegal_crossing
      qanun core criminal_code.crossing
      qanun core criminal_code.crossing --sql
      qanun core
    """
    if sql:
        if name is None:
            raise click.UsageError("--sql is of a QUESTION")
        from qanun.columns.showing import shown as sql_of

        asked: Any = need_question(name)
        click.echo(sql_of(asked, as_of), nl=False)
        return Exit.FINE
    if as_of is not None:
        raise click.UsageError("--as-of goes with --sql")
    need_project()
    loaded = load(Path.cwd())
    program = loaded.program
    if program is None:
        return report(loaded.diagnostics)
    shown = show_program(program) if name is None else show_named(program, name)
    if shown is None:
        known = [*program.laws, *program.questions, *program.subjects, *program.definitions]
        near = nearest(name or "", known)
        hint = f"; did you mean `{near}`?" if near else ""
        raise click.UsageError(f"nothing in the core is called `{name}`{hint}")
    click.echo(shown, nl=False)
    return Exit.FINE
