"""`qanun test`."""

from collections.abc import Sequence
from pathlib import Path

import click

from qanun.core.rules import Program
from qanun.diagnostics.cells import harmless
from qanun.diagnostics.model import Diagnostic
from qanun.diagnostics.render import as_text
from qanun.project import Project
from qanun.tools.cli.exits import Exit
from qanun.tools.cli.printing import colour_wanted, need_project, report, say, say_json, style
from qanun.tools.conformity import conformity
from qanun.tools.loading import load
from qanun.tools.questions import questions
from qanun.verify.coverage import Coverage, coverage
from qanun.verify.findings import refuted_claims
from qanun.verify.headlines import without_headline
from qanun.verify.scenarios import Result, place_of, run_all


@click.command()
@click.option("--strict", is_flag=True, help="Fail too if a ground, exception or provision is not reached.")
@click.option("--json", "as_json", is_flag=True, help="Results and coverage as JSON.")
@click.option("--only", metavar="WORDS", default="", help="Only scenarios with these words in title or page.")
@click.option(
    "--python", is_flag=True, help="Compare the generated Python with the core, evaluated in memory, too."
)
@click.option("-v", "--verbose", is_flag=True, help="List every scenario, and what reaches each ground.")
def command(strict: bool, as_json: bool, only: str, python: bool, verbose: bool) -> int:
    """Run the scenarios of the statutes, try their claims, and say what the scenarios do not reach.

    A ground, bullet, exception or norm is reached when it holds in one scenario and is kept from holding in
    another; what has no conditions is excused. A claim is tried on random cases. It also says for which
    outcome that a scenario reaches a question has headlines and none that fits.

    \b
    Examples:
      qanun test
      qanun test --only "political asylum" -v
      qanun test --strict

    Exits with 1 if a scenario fails or a claim is refuted, or with --strict if something is not reached.
    """
    found = need_project()
    loaded = load(Path.cwd())
    program = loaded.program
    if program is None:
        return report(loaded.diagnostics) or Exit.LAW
    stale = report([one for one in loaded.diagnostics if one.is_error], err=True)
    results = run_all(program)
    reached = coverage(program, results)
    shown = [r for r in results if only.lower() in f"{r.scenario.title} {r.scenario.module}".lower()]
    if as_json:
        say_json(_plain(shown, reached))
    else:
        _show(shown, verbose)
        if not only:
            _show_coverage(reached, verbose)
    wordless = () if only else without_headline(program, loaded.texts)
    click.echo(as_text(wordless, colour_wanted()), nl=False, err=True)
    refuted = () if only else refuted_claims(program, loaded.texts)
    _tell_claims(0 if only else len(program.claims), refuted)
    agree = not python or _agree(found, program)
    complete = bool(only) or not strict or (reached.complete and not wordless)
    return (
        Exit.FINE
        if agree and complete and not refuted and not stale and all(result.passed for result in shown)
        else Exit.LAW
    )


def _tell_claims(tried: int, refuted: Sequence[Diagnostic]) -> None:
    """Each refuted claim with its case."""
    if tried:
        click.echo(as_text(refuted, colour_wanted()), nl=False, err=True)
        say(f"claims tried on random cases: {tried}, refuted: {len(refuted)}", err=True)


def _agree(found: Project, program: Program) -> bool:
    """Whether the generated Python says what the core says, evaluated in memory; tells every difference."""
    compiled = questions(found)
    if any(name not in compiled for name in program.questions):
        say("the generated Python lacks questions of these pages; run `qanun build` first", err=True)
        return False
    made = conformity(program, compiled)
    for sentence in made.differing:
        say(f"  {sentence}", err=True)
    found_out = f"{len(made.differing)} differences from the core"
    say(f"put to the generated Python {made.compared} times: {found_out}", err=True)
    return not made.differing


def _show(results: Sequence[Result], verbose: bool) -> None:
    for result in results:
        name = place_of(result.scenario)
        if verbose or not result.passed:
            click.echo(f"{'passed' if result.passed else style('FAILED', bold=True)}  {harmless(name)}")
        for failure in result.failures:
            say(f"  {failure}")
        for reading in result.unsettled:
            place = f"{result.scenario.site.path}:{result.scenario.site.line}"
            say(f"  {place}: the reading {reading} can change this; choose an option with `under`")
    failed = sum(not result.passed for result in results)
    say(f"{len(results)} scenarios: {len(results) - failed} passed, {failed} failed")


def _show_coverage(reached: Coverage, verbose: bool) -> None:
    for row in reached.rows if verbose else reached.uncovered:
        state = "excused" if row.excused else f"holds in {row.applied}, kept from it in {row.kept_off}"
        say(f"  {row.site.path}:{row.site.line}: {row.kind} {row.name}: {state}")
    for anchor in reached.unreached:
        say(f"  {anchor}: no scenario rests on this provision")
    excused = [row.name for row in reached.rows if row.excused]
    covered = len(reached.rows) - len(reached.uncovered)
    provisions = len(reached.provisions) - len(reached.unreached)
    say(f"reached both ways: {covered} of {len(reached.rows)} norms, grounds, bullets and exceptions")
    if excused:
        say(f"  of these excused, having no conditions: {', '.join(excused)}")
    say(f"rested on: {provisions} of {len(reached.provisions)} provisions that a rule states")


def _plain(results: Sequence[Result], reached: Coverage) -> dict[str, object]:
    return {
        "scenarios": [
            {
                "module": r.scenario.module,
                "title": r.scenario.title,
                "path": r.scenario.site.path,
                "line": r.scenario.site.line,
                "passed": r.passed,
                "failures": list(r.failures),
                "unsettled_readings": list(r.unsettled),
            }
            for r in results
        ],
        "reached": [
            {
                "name": row.name,
                "kind": row.kind,
                "provisions": list(row.provisions),
                "path": row.site.path,
                "line": row.site.line,
                "applied": row.applied,
                "kept_off": row.kept_off,
                "excused": row.excused,
            }
            for row in reached.rows
        ],
        "provisions": dict(reached.provisions),
    }
