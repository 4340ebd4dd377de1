"""`qanun accept`."""

from pathlib import Path

import click

from qanun import project
from qanun.diagnostics.cells import harmless
from qanun.diagnostics.nearest import nearest
from qanun.document import kinds
from qanun.document.fingerprint import accept, accept_some, waiting
from qanun.document.links import anchors_of
from qanun.document.model import Document
from qanun.project import Project
from qanun.text import Text
from qanun.tools.cli.exits import Exit
from qanun.tools.cli.printing import need_project, report, say
from qanun.tools.loading import load

_SHOWN = 20


@click.command()
@click.argument("provisions", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Accept everything as it stands.")
def command(provisions: tuple[str, ...], everything: bool) -> int:
    """Accept the rules as true to the text that they stand under.

    PROVISIONS are those of which you have compared text and rule, such as criminal_code#318.1; its items
    are in it, and the name of an article is all of it. If text or rule changes later, `qanun check`
    calls it stale, until somebody has compared them again and accepts.

    \b
    Examples:
      qanun accept criminal_code#318.1 criminal_code#318.2
      qanun accept --all

    Exits with 1 if the statutes have a mistake, and 2 if there is no such provision.
    """
    found = need_project()
    if everything and provisions:
        raise click.UsageError("name provisions, or say --all")
    loaded = load(Path.cwd())
    mistakes = [one for one in loaded.diagnostics if one.is_error and one.kind not in kinds.STALE]
    if loaded.compiled is None or mistakes:
        return report(mistakes)
    documents = loaded.compiled.documents
    before = project.read_accepted(found).value or Text(found.shown(found.statutes / project.ACCEPTED), "")
    if everything:
        changed = waiting(documents, before)
        return _write(found, accept(documents), f"{len(changed)} accepted anew" if changed else "")
    if not provisions:
        raise click.UsageError(_which(waiting(documents, before)))
    made = accept_some(documents, before, provisions)
    if made.unknown:
        raise click.UsageError(_none_such(made.unknown[0], documents))
    return _write(found, made.content, "\n".join(f"accepted {anchor}" for anchor in made.changed))


def _write(found: Project, content: str, told: str) -> Exit:
    outcome = project.write_beside(found, project.ACCEPTED, content)
    if outcome.diagnostics:
        return report(outcome.diagnostics)
    if told:
        say(told)
    say(f"{found.shown(found.statutes / project.ACCEPTED)} {'written' if outcome.value else 'is up to date'}")
    return Exit.FINE


def _which(waiting: tuple[str, ...]) -> str:
    """What a call without a name is told."""
    if not waiting:
        return "name the provisions that you have compared; none waits for it"
    more = f"\n  and {len(waiting) - _SHOWN} more" if len(waiting) > _SHOWN else ""
    lines = "".join(f"\n  {anchor}" for anchor in waiting[:_SHOWN])
    return f"name the provisions that you have compared, or say --all; these wait for it:{lines}{more}"


def _none_such(name: str, documents: tuple[Document, ...]) -> str:
    """What is said of a name that names no provision with a rule."""
    known = anchors_of(documents)
    if name in known:
        return f"no rule states `{harmless(name)}`"
    near = nearest(name, known)
    hint = f"; did you mean `{near}`?" if near else "; a provision is named like criminal_code#318.1"
    return f"there is no provision `{harmless(name)}`{hint}"
