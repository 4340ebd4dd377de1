"""`qanun accept`."""

from pathlib import Path

import click

from qanun import project
from qanun.document.fingerprint import accept
from qanun.tools.cli.exits import Exit
from qanun.tools.cli.printing import need_project, report, say
from qanun.tools.loading import load


@click.command()
def command() -> int:
    """Accept the rules as true to the text that they stand under.

    Notes the fingerprint of each provision's text. If the text changes later and its rule does not,
    `qanun check` calls the rule stale, until somebody has read both and accepts again.

    \b
    Example:
      qanun accept
    """
    found = need_project()
    loaded = load(Path.cwd())
    if loaded.compiled is None:
        return report(loaded.diagnostics)
    outcome = project.write_accepted(found, accept(loaded.compiled.documents))
    changed = "written" if outcome.value else "is up to date"
    if outcome.diagnostics:
        return report(outcome.diagnostics)
    say(f"{found.shown(found.statutes / project.ACCEPTED)} {changed}")
    return Exit.FINE
