"""`qanun diff`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qanun import disk, project
from qanun.core.rules import Program
from qanun.diagnostics.nearest import nearest
from qanun.tools.cli.exits import Exit
from qanun.tools.cli.options import Reading
from qanun.tools.cli.printing import need_project, progress, report, say, say_exactly, say_json
from qanun.tools.cli.reform import NO_CASES, CasesOptions, cases_options, of_laws, of_one_law, say_reform
from qanun.tools.loading import load
from qanun.tools.revisions import NoLaw, Side, of_folder, of_revision

if TYPE_CHECKING:
    from qanun.verify.compared.said import Comparison

Fixed = tuple[Mapping[str, str], Mapping[str, str]]
"""The options of readings under which the earlier law is asked, and the later one."""
SECONDS = 5.0


class Renaming(Reading):
    """OLD=NEW."""

    name = "old=new"

    def convert(
        self, value: object, parameter: click.Parameter | None, context: click.Context | None
    ) -> tuple[str, str]:
        old, equals, new = str(value).partition("=")
        if not (old.strip() and equals and new.strip()):
            self.fail(f"`{value}` is not of the form OLD=NEW", parameter, context)
        return old.strip(), new.strip()


@click.command()
@click.argument("old", required=False)
@click.argument("new", required=False)
@click.option(
    "--rename",
    "renamed",
    type=Renaming(),
    multiple=True,
    metavar="OLD=NEW",
    help="What is called OLD in the earlier law is NEW in the later one: a law, fact, question, rule. Again "
    "for more.",
)
@click.option(
    "--reading",
    "readings",
    type=Reading(),
    multiple=True,
    metavar="NAME=OPTION",
    help="Ask both laws under this option. Twice for one reading, without OLD and NEW: compare the two.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "html", "json", "csv", "parquet"]),
    default="text",
    show_default=True,
    help="A page for a terminal, for a repository, for a browser; or data: tables with --cases.",
)
@click.option("--out", metavar="FILE", help="Write it to FILE, whole or not at all.")
@click.option(
    "--seconds", default=SECONDS, show_default=True, help="About so long the solver tries one thing to prove."
)
@cases_options
def command(
    old: str | None,
    new: str | None,
    renamed: tuple[tuple[str, str], ...],
    readings: tuple[tuple[str, str], ...],
    form: str,
    out: str | None,
    seconds: float,
    **of_cases: Any,
) -> int:
    """Say which answers change from OLD to NEW: folders of a project, or git revisions of the one at hand.

    Without NEW the later law is that of the working folder. Of each kind of change (yes to no, an earlier
    deadline, another amount, a new silence) it shows a smallest case, which was put to both laws; that no
    answer changes it says only where that is proved. It needs z3: `pip install "qanun[proof]"`.

    \b
    Examples:
      qanun diff main
      qanun diff v1 v2 --format markdown --out changes.md
      qanun diff ../before . --rename library.has_card=library.holds_card
      qanun diff --reading start_of_term=decision --reading start_of_term=service
      qanun diff before after --cases families.parquet --question allowances --by region --format html

    With --cases both sides answer a table of cases, and what changes is counted, by groups; the page for a
    browser has pictures. It needs no solver.

    Exits with 0 if it is proved that no answer changes, with 1 if one does or not all is decided, with 2 if
    there is nothing to compare: an unknown revision, a law with mistakes.
    """
    options = CasesOptions(**of_cases)
    if options != NO_CASES:
        return _of_cases(old, new, renamed, readings, options, form, out)
    if form in ("csv", "parquet"):
        raise click.UsageError(f"--format {form} is a table of cases: say --cases FILE")
    sides = _sides(old, new)
    programs = [_program(side) for side in sides]
    names = _names(renamed, programs)
    fixed = _fixed(readings, programs, old is not None)
    comparison = _compared(sides, programs, names, fixed, seconds)
    _write(comparison, form, out)
    if comparison.is_wrong:
        return Exit.BUG
    return Exit.FINE if comparison.is_proved_same else Exit.LAW


def _of_cases(
    old: str | None,
    new: str | None,
    renamed: Sequence[tuple[str, str]],
    readings: Sequence[tuple[str, str]],
    options: CasesOptions,
    form: str,
    out: str | None,
) -> int:
    """What changes in a table of cases."""
    if options.cases is None or options.question is None:
        raise click.UsageError("say both --cases FILE and the --question that is asked about it")
    if form in ("csv", "parquet") and out is None:
        raise click.UsageError(f"--format {form} needs --out FILE")
    if form == "markdown":
        raise click.UsageError("what changes in a table is text, html, json, csv or parquet")
    if old is None:
        return say_reform(of_one_law(options, readings), readings, False, options, form, out)
    sides = _sides(old, new)
    programs = [_program(side) for side in sides]
    called = _names(renamed, programs)
    with of_laws([side.name for side in sides], programs, called, options.question) as asked:
        return say_reform(asked, readings, True, options, form, out)


def _sides(old: str | None, new: str | None) -> tuple[Side, Side]:
    try:
        later = Side("the working folder", load(need_project().root)) if new is None else _side(new)
        return (later if old is None else _side(old)), later
    except NoLaw as error:
        raise click.UsageError(str(error)) from None


def _side(name: str) -> Side:
    return of_folder(name) if Path(name).is_dir() else of_revision(name, need_project())


def _program(side: Side) -> Program:
    """The program of a law; one with mistakes ends the command, and they are told."""
    program = side.loaded.program
    mistakes = [one for one in side.loaded.diagnostics if one.is_error]
    if program is None:
        say(f"the law of {side.name} has mistakes:", err=True)
        report(mistakes, err=True)
        raise click.exceptions.Exit(Exit.USAGE)
    return program


def _names(renamed: Sequence[tuple[str, str]], programs: Sequence[Program]) -> dict[str, str]:
    """Names of the earlier law with those of the later one."""
    return {_known(old, programs[0], "earlier"): _known(new, programs[1], "later") for old, new in renamed}


def _known(name: str, program: Program, which: str) -> str:
    """The qualified name, if the law declares it; of a name that no other thing bears, the law may be left
    out."""
    declared = _declared(program)
    found = [one for one in declared if one == name or one.partition(".")[2] == name]
    if name in declared:
        return name
    if len(found) == 1:
        return found[0]
    if found:
        raise click.UsageError(f"`{name}` is several things of the {which} law: {', '.join(sorted(found))}")
    near = nearest(name, [*declared, *(one.partition(".")[2] for one in declared)])
    hint = f"; did you mean `{near}`?" if near else ""
    raise click.UsageError(f"the {which} law declares no `{name}`{hint}")


def _declared(program: Program) -> frozenset[str]:
    asked = (*program.facts, *program.readings, *program.types)
    return frozenset((*program.laws, *asked, *program.subjects, *program.questions))


def _fixed(readings: Sequence[tuple[str, str]], programs: Sequence[Program], of_two: bool) -> Fixed:
    """The options under which each law is asked."""
    times = Counter(name for name, _ in readings)
    if not of_two and (not times or set(times.values()) != {2}):
        raise click.UsageError("say OLD, or two options of a reading: --reading NAME=A --reading NAME=B")
    if of_two and any(number > 1 for number in times.values()):
        raise click.UsageError("between two laws say each reading once")
    fixed: tuple[dict[str, str], dict[str, str]] = ({}, {})
    for name, option in readings:
        known = [_option(name, option, program) for program in programs]
        if of_two:
            for chosen, (reading, of) in zip(fixed, known, strict=True):
                chosen[reading] = of
        else:
            reading, of = known[0]
            fixed[1 if reading in fixed[0] else 0][reading] = of
    return fixed


def _option(name: str, option: str, program: Program) -> tuple[str, str]:
    found = [one for one in program.readings if one == name or one.partition(".")[2] == name]
    if len(found) != 1:
        near = nearest(name, [*program.readings, *(one.partition(".")[2] for one in program.readings)])
        raise click.UsageError(f"there is no reading `{name}`{f'; did you mean `{near}`?' if near else ''}")
    options = program.readings[found[0]].type.options
    if option not in options:
        raise click.UsageError(f"the reading `{name}` is one of: {', '.join(options)}")
    return found[0], option


def _compared(
    sides: tuple[Side, Side],
    programs: Sequence[Program],
    names: Mapping[str, str],
    fixed: Fixed,
    seconds: float,
) -> Comparison:
    """What the solver says of the two laws."""
    try:
        from qanun.verify.compared.comparing import Comparing
    except ImportError:
        raise click.UsageError('to compare laws z3 is needed: pip install "qanun[proof]"') from None
    from qanun.verify.compared.matching import Law, matched
    from qanun.verify.compared.renaming import name_of, renamed
    from qanun.verify.compared.said import Comparison

    before = Law(renamed(programs[0], names), {name_of(name, names): one for name, one in fixed[0].items()})
    comparing = Comparing(matched(before, Law(programs[1], fixed[1])), seconds)
    results = []
    for number, subject in enumerate(comparing.subjects, 1):
        progress(f"{number} of {len(comparing.subjects)}: {subject}")
        results.append(comparing.compared(subject))
    progress("")
    called = [_called(side, readings) for side, readings in zip(sides, fixed, strict=True)]
    return Comparison(called[0], called[1], comparing, results)


def _called(side: Side, readings: Mapping[str, str]) -> str:
    under = ", ".join(f"{name.partition('.')[2]} = {option}" for name, option in readings.items())
    return f"{side.name} ({under})" if under else side.name


def _write(comparison: Comparison, form: str, out: str | None) -> None:
    from qanun.verify.compared.pages import as_html, as_markdown, as_text

    if form == "json" and out is None:
        say_json(comparison.data())
        return
    page = {"text": as_text, "markdown": as_markdown, "html": as_html}.get(form)
    if page is None:
        written = json.dumps(comparison.data(), ensure_ascii=False, indent=2) + "\n"
    else:
        written = page(comparison.page())
    if out is None:
        say_exactly(written)
        return
    try:
        disk.replace(Path(out), written.encode())
    except OSError as error:
        say(f"{out} cannot be written: {project.reason(error)}", err=True)
        raise click.exceptions.Exit(Exit.UNWRITABLE) from None
    say(f"it is in {out}")
