"""`qanun explain`."""

import click

from qanun.diagnostics.pages import explain
from qanun.tools.cli.exits import Exit
from qanun.tools.cli.printing import say
from qanun.tools.kinds import kinds


@click.command()
@click.argument("code", required=False)
def command(code: str | None) -> int:
    """Explain a diagnostic by its code; without one, list them all.

    \b
    Examples:
      qanun explain Q0201
      qanun explain
    """
    known = kinds()
    if code is None:
        for kind in known.values():
            say(f"{kind.code}  {kind.severity.value:<8} {kind.title}")
        return Exit.FINE
    page = explain(code.upper())
    if page is None:
        raise click.UsageError(f"there is no diagnostic `{code}`; `qanun explain` lists them all")
    say(page.rstrip("\n"))
    return Exit.FINE
