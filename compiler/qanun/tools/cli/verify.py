"""`qanun verify`."""

from collections.abc import Sequence
from pathlib import Path

import click

from qanun.core.rules import Program
from qanun.diagnostics.nearest import nearest
from qanun.tools.cli.exits import Exit
from qanun.tools.cli.printing import need_project, progress, report, say, say_json
from qanun.tools.cli.proposing import say_proposed
from qanun.tools.loading import load
from qanun.tools.proved import Proving
from qanun.tools.shelf import Shelf
from qanun.verify.proofs.model import NotReproduced, Result, told_once

SECONDS = 5.0


@click.command()
@click.argument("laws", nargs=-1, metavar="[LAW]...")
@click.option(
    "--seconds", default=SECONDS, show_default=True, help="About so long the solver tries one thing to prove."
)
@click.option("--json", "as_json", is_flag=True, help="Every result as JSON, with its case.")
@click.option(
    "--scenarios",
    "propose",
    is_flag=True,
    help="Instead propose cases for what no scenario reaches; then questions can be named, too.",
)
def command(laws: tuple[str, ...], seconds: float, as_json: bool, propose: bool) -> int:
    """Prove what holds in every case, or show a case in which it does not.

    It decides claims; whether grounds can conflict, or a rule has a gap; whether norms can collide
    undeclared; which conditions never hold, or always, and which exceptions never bite. Every case that it
    shows was put to the law once more. What it cannot decide it lists, with the cause. It needs z3: `pip
    install "qanun[proof]"`.

    \b
    Examples:
      qanun verify
      qanun verify criminal_code extradition
      qanun verify --json
      qanun verify --scenarios citizenship > proposed.md

    Exits with 1 if something was found, with 0 if all was proved or is not decided.
    """
    project = need_project()
    loaded = load(Path.cwd())
    program = loaded.program
    if program is None:
        return report(loaded.diagnostics) or Exit.LAW
    if propose:
        return say_proposed(program, laws, seconds)
    for name in laws:
        if name not in program.laws:
            near = nearest(name, list(program.laws))
            raise click.UsageError(f"there is no law `{name}`{f'; did you mean `{near}`?' if near else ''}")
    found = Proving(program, str(project.statutes), Shelf.of_user(), seconds)
    try:
        results = list(told_once(found.results(frozenset(laws), progress)))
    except ImportError:
        raise click.UsageError('to prove something z3 is needed: pip install "qanun[proof]"') from None
    _show(program, results, as_json)
    if any(isinstance(result.found, NotReproduced) for result in results):
        return Exit.BUG
    return Exit.LAW if any(result.is_finding for result in results) else Exit.FINE


def _show(program: Program, results: Sequence[Result], as_json: bool) -> None:
    from qanun.verify.proofs import said

    if as_json:
        say_json(said.as_data(program, results))
        return
    for part in (said.findings(program, results), said.undecided(results), said.summary(results)):
        for line in part:
            say(line)
