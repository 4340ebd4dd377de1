"""`qanun build`."""

from collections.abc import Mapping
from pathlib import Path

import click
from attrs import evolve

from qanun import project
from qanun.diagnostics.cells import harmless
from qanun.tools import built
from qanun.tools.cli.exits import Exit
from qanun.tools.cli.printing import need_project, report, say
from qanun.tools.shelf import Shelf


@click.command()
@click.option(
    "--target",
    type=click.Choice(["python", "javascript"]),
    default="python",
    help="What to write: the Python package, or a package of npm with types for TypeScript.",
)
@click.option(
    "--into",
    metavar="FOLDER",
    default="javascript",
    help="With --target javascript: the folder in which the package stands (default: javascript).",
)
@click.option("--check", is_flag=True, help="Write nothing; fail if a generated file is stale.")
@click.option(
    "--explain",
    is_flag=True,
    help="Write nothing; tell which questions have no plain function, which answers no diagram, and why.",
)
def command(target: str, into: str, check: bool, explain: bool) -> int:
    """Write the generated code, and tell what its callers must know of the changes.

    \b
    Examples:
      qanun build
      qanun build --check        # in continuous integration
      qanun build --explain      # what is not plain Python, or not exact, and why
      qanun build --target javascript --into javascript

    Exits with 1 if the statutes have an error, or with --check if a generated file is not what they say.
    """
    found = need_project()
    if explain:
        return _explain()
    if target == "javascript":
        from qanun.tools import packed

        if (folder := packed.folder(found, into)) is None:
            raise click.BadParameter("the folder is outside the project", param_hint="--into")
        found, made = evolve(found, generated=folder), packed.build(found)
    else:
        made = built.build(found, Shelf.of_user())
    code = report(made.diagnostics)
    files = made.files
    if files is None or code:
        return Exit.LAW
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
    if touched:
        _tell({name: text for name, text in before.items() if name in touched}, files)
    return Exit.FINE


def _explain() -> int:
    """Tell which questions the general evaluation answers alone: the definition for which, and why; and which
    answers it tells step by step where facts are missing."""
    from qanun.tools.loading import left_out, left_to_general, load

    loaded = load(Path.cwd())
    if report(loaded.diagnostics) or loaded.program is None or loaded.project is None:
        return Exit.LAW
    left = left_to_general(loaded.project, loaded.program)
    for question, (definition, why) in left.items():
        say(f"{question}: {definition or 'it'} {why}")
    count = len(loaded.program.questions)
    say(f"{count - len(left)} of {count} questions are plain functions where every fact is known")
    without, count = left_out(loaded.program)
    for subject, why in without.items():
        say(f"{subject} has no diagram: {why}")
    say(f"{count - len(without)} of {count} answers are exact where facts are missing")
    return Exit.FINE


def _tell(before: Mapping[str, str], files: Mapping[str, str]) -> None:
    """What callers of the generated code must change, and what is new to them."""
    from qanun.targets.python.interface import changes

    found = changes(before, files)
    for title, breaking in (("code that uses the law must change:", True), ("new to it:", False)):
        told = [change for change in found if change.breaking is breaking]
        if told:
            say(title)
        for change in told:
            say(f"  {harmless(str(change))}")
