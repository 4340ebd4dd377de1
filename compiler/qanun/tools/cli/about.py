"""What `qanun decide FACTS` prints: one case put to all questions, or to those of a situation."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import click

from qanun.tools.cli.cases import content_of, problems, warn_if_older
from qanun.tools.cli.exits import Exit
from qanun.tools.cli.printing import need_project, say, say_json
from qanun.tools.questions import NoQuestion, catalogue


def say_about(
    path: str,
    situation: str | None,
    as_of: date | datetime | None,
    readings: Mapping[str, str],
    of_a_question: Mapping[str, object],
    full: bool,
    as_json: bool,
) -> Exit:
    """Print what the laws say about the case in a file. `of_a_question`: options that need one.

    Without `as_of` it is asked for today, and that is said.
    """
    found = need_project()
    try:
        known = catalogue(found)
    except NoQuestion as error:
        raise click.UsageError(str(error)) from None
    if path in known and not Path(path).exists():
        raise click.UsageError(f"`{path}` is a question: say the file of facts, too")
    if wrong := [name for name, said in of_a_question.items() if said]:
        need = "needs" if len(wrong) == 1 else "need"
        raise click.UsageError(f"{' and '.join(wrong)} {need} a question")
    written = content_of(path)
    warn_if_older(found)
    if as_of is None:
        as_of = date.today()
        click.echo(f"asked for today, {as_of}; --as-of says another day", err=True)
    with problems():
        about = known.about(written, as_of=as_of, readings=readings, situation=situation)
        if as_json:
            say_json(about.as_dict())
        else:
            say(about.as_text(full=full).rstrip("\n"))
    return Exit.FINE
