"""`qanun build`."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from qanun import project
from qanun.diagnostics.cells import harmless
from qanun.targets.python.interface import Change, changes
from qanun.tools.cli.exits import Exit
from qanun.tools.cli.printing import need_project, report, say
from qanun.tools.loading import generated_files, left_to_general, load


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; fail if a generated file is stale.")
@click.option(
    "--explain", is_flag=True, help="Write nothing; tell which questions have no plain function, and why."
)
def command(check: bool, explain: bool) -> int:
    """Write the generated code, and tell what its callers must know of the changes.

    \b
    Examples:
      qanun build
      qanun build --check        # in continuous integration
      qanun build --explain      # which questions are not plain Python, and why

    Exits with 1 if the statutes have an error, or with --check if a generated file is not what they say.
    """
    found = need_project()
    loaded = load(Path.cwd())
    code = report(loaded.diagnostics)
    if loaded.program is None or code:
        return Exit.LAW
    if explain:
        _explain(left_to_general(found, loaded.program), len(loaded.program.questions))
        return Exit.FINE
    files = generated_files(found, loaded.program)
    if check:
        stale = project.check_generated(found, files)
        if stale:
            return report(stale)
        say(f"{len(files)} generated files are what the statutes say")
        return Exit.FINE
    before = project.read_generated(found)
    outcome = project.write_generated(found, files)
    if outcome.diagnostics:
        return report(outcome.diagnostics)
    written = outcome.value
    touched = {*written.changed, *written.removed}
    for name in written.changed:
        say(f"wrote {found.shown(found.generated / name)}")
    for name in written.removed:
        say(f"removed {found.shown(found.generated / name)}")
    say(f"{len(written.changed)} written, {len(written.unchanged)} unchanged")
    _tell(changes({name: text for name, text in before.items() if name in touched}, files))
    return Exit.FINE


def _explain(left: Mapping[str, tuple[str, str]], questions: int) -> None:
    """Which questions the general evaluation answers alone: the definition for which, and why."""
    for question, (definition, why) in left.items():
        say(f"{question}: {definition or 'it'} {why}")
    say(f"{questions - len(left)} of {questions} questions are plain functions where every fact is known")


def _tell(found: Sequence[Change]) -> None:
    """What callers of the generated code must change, and what is new to them."""
    for title, breaking in (("code that uses the law must change:", True), ("new to it:", False)):
        told = [change for change in found if change.breaking is breaking]
        if told:
            say(title)
        for change in told:
            say(f"  {harmless(str(change))}")
