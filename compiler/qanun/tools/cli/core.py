"""`qanun core`."""

from pathlib import Path

import click

from qanun.core.show import show_named, show_program
from qanun.diagnostics.nearest import nearest
from qanun.tools.cli.exits import Exit
from qanun.tools.cli.printing import need_project, report
from qanun.tools.loading import load


@click.command()
@click.argument("name", required=False)
def command(name: str | None) -> int:
    """Show what the compiler made of the law: the core, as a developer reads it.

    NAME is a law, a question, a rule or a definition, such as `criminal_code.crossing`; without it, all.

    \b
    Examples:
      qanun core criminal_code.illegal_crossing
      qanun core criminal_code.crossing
      qanun core
    """
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
