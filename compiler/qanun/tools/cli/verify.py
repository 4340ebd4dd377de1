"""`qanun verify`."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from qanun.core.rules import Program
from qanun.diagnostics.nearest import nearest
from qanun.text import Text
from qanun.tools.cli.exits import Exit
from qanun.tools.cli.printing import need_project, progress, report, say, say_exactly, say_json
from qanun.tools.cli.proposing import say_proposed
from qanun.tools.loading import load
from qanun.tools.proved import Proving, record
from qanun.tools.shelf import Shelf
from qanun.verify.proofs import said, sarif
from qanun.verify.proofs.baseline import gone, known, new
from qanun.verify.proofs.model import NotReproduced, Result, told_once
from qanun.verify.proofs.record import PROOFS
from qanun.version import __version__

SECONDS = 5.0
FORMATS = ("text", "json", "sarif")


@click.command()
@click.argument("laws", nargs=-1, metavar="[LAW]...")
@click.option(
    "--seconds", default=SECONDS, show_default=True, help="About so long the solver tries one thing to prove."
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--json", "form", flag_value="json", help="Every result as JSON, with its case.")
@click.option(
    "--baseline",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What --json printed before: of its findings none fails any more.",
)
@click.option(
    "--keep", is_flag=True, help=f"Write what was found beside the statutes ({PROOFS}), for the book."
)
@click.option(
    "--scenarios",
    "propose",
    is_flag=True,
    help="Instead propose cases for what no scenario reaches; then questions can be named, too.",
)
def command(
    laws: tuple[str, ...], seconds: float, form: str, baseline: Path | None, keep: bool, propose: bool
) -> int:
    """Prove what holds in every case, or show a case in which it does not.

    It decides claims; whether grounds can conflict, or a rule has a gap; whether norms can collide
    undeclared; which conditions never hold, or always, and which exceptions never bite. Every case that it
    shows was put to the law once more. What it cannot decide it lists, with the cause. It needs z3: `pip
    install "qanun[proof]"`.

    \b
    Examples:
      qanun verify
      qanun verify criminal_code extradition
      qanun verify --json > known.json
      qanun verify --baseline known.json
      qanun verify --format sarif > qanun.sarif
      qanun verify --keep
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
    if laws and (keep or baseline is not None):
        raise click.UsageError(f"{'--keep' if keep else '--baseline'} is about all laws: name none")
    before = _known(baseline)
    found = Proving(program, str(project.statutes), Shelf.of_user(), seconds)
    try:
        whole = found.results(frozenset(laws), progress)
    except ImportError:
        raise click.UsageError('to prove something z3 is needed: pip install "qanun[proof]"') from None
    results = list(told_once(whole))
    _show(loaded.texts, program, results, form, before)
    if any(isinstance(result.found, NotReproduced) for result in results):
        return Exit.BUG
    if keep and (wrote := record(project, program, whole).diagnostics):
        return report(wrote, err=True)
    return Exit.LAW if new(results, before or ()) else Exit.FINE


def _known(baseline: Path | None) -> frozenset[str] | None:
    """The findings that are known, by id; None where no file says any."""
    if baseline is None:
        return None
    try:
        return known(baseline.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise click.UsageError(f"{baseline}: {error}") from None


def _show(
    texts: Sequence[Text],
    program: Program,
    results: Sequence[Result],
    form: str,
    before: frozenset[str] | None,
) -> None:
    if form == "json":
        say_json(said.as_data(program, results))
    elif form == "sarif":
        say_exactly(sarif.as_sarif(program, results, texts, __version__, before))
    else:
        shown = [one for one in results if not (one.is_finding and one.sought.id in (before or ()))]
        for line in (*said.findings(program, shown), *_compared(results, before), *said.summary(results)):
            say(line)


def _compared(results: Sequence[Result], before: frozenset[str] | None) -> Iterator[str]:
    """How many findings were known, and which of them are none any more."""
    if before is not None:
        away = gone(results, before)
        yield f"known before, and still so: {len(before) - len(away)}"
        yield from (f"known before, and not found any more: {one}" for one in away)
