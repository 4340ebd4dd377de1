"""`qanun ask`."""

import sys
from datetime import date, datetime
from zoneinfo import ZoneInfo

import click

from qanun.diagnostics.cells import harmless
from qanun.runtime.faults import AsOfMissing
from qanun.tools.cli.asked import complete_asked, meaning, say_situations, what_is_asked
from qanun.tools.cli.cases import problems
from qanun.tools.cli.exits import Exit
from qanun.tools.cli.options import as_of_option, reading_option
from qanun.tools.cli.printing import style
from qanun.tools.cli.receipts import keep, receipt_option
from qanun.tools.fields import Field
from qanun.tools.interview import Interview, Prompt
from qanun.tools.moments import read_as_of

_HELP = "Type your answer, `unknown`, `?` for why it is asked, `back`, or `quit`."
_TODAY = ("", "today")
_QUIT = ("quit", "exit", "q")


@click.command()
@click.argument("question", metavar="[QUESTION | SITUATION]", required=False, shell_complete=complete_asked)
@as_of_option
@reading_option
@click.option("--full", is_flag=True, help="End with the whole explanation, not with the short answer.")
@click.option(
    "--you", is_flag=True, help="Whoever answers is the person concerned: ask them about themselves."
)
@click.option(
    "--soonest", is_flag=True, help="Ask first what ends the interview soonest on average, of one question."
)
@receipt_option
def command(
    question: str | None,
    as_of: date | datetime | None,
    readings: tuple[tuple[str, str], ...],
    full: bool,
    you: bool,
    soonest: bool,
    receipt: str | None,
) -> int:
    """Answer QUESTION in an interview: one thing at a time, and only what can still matter.

    Of a SITUATION all its questions are answered, and each fact is asked for once. Without either, the
    situations and questions are listed.

    To each you may also say `unknown`, `?` (why do you ask), `back` or `quit`.

    \b
    Examples:
      qanun ask victim_of_trafficking
      qanun ask crossing
      qanun ask expulsion_rules.term_of_departure --as-of "2012-03-03 10:00 Asia/Baku"

    Exits with 3 if the answer is still unknown at the end, 4 if the law itself fails on the case.
    """
    if question is None:
        say_situations()
        return Exit.FINE
    asked = what_is_asked(question)
    if receipt is not None and asked.count > 1:
        raise click.UsageError("a receipt keeps the answer to one question: ask each by its name")
    if soonest and asked.count > 1:
        raise click.UsageError("`--soonest` orders what one question asks: ask each by its name")
    click.echo(style(harmless(asked.label), bold=True))
    click.echo(_HELP)
    chosen = dict(readings)
    with problems():
        try:
            interview = Interview(asked.case(as_of, chosen, you, soonest))
        except AsOfMissing:
            as_of = _ask_as_of(asked.zone)
            interview = Interview(asked.case(as_of, chosen, you, soonest))
        if not _hold(interview):
            return Exit.FINE
        every = asked.conclude(interview, as_of, chosen, full)
        keep(receipt, every[0])
        return meaning(every)


def _ask_as_of(zone: str) -> date | datetime:
    """The day or moment for which the question is asked; most people mean today, in the zone of the law."""
    while True:
        click.echo("\n" + style("For which day or moment do you ask?", bold=True))
        words = _read("  (Enter: today; or like 2012-03-01, or 2012-03-01 10:00 Asia/Baku) ")
        if words.lower() in _QUIT:
            raise click.exceptions.Exit(Exit.FINE)
        if words.lower() in _TODAY:
            today = datetime.now(ZoneInfo(zone)).date()
            click.echo(f"  {today.isoformat()}")
            return today
        try:
            return read_as_of(words)
        except ValueError as error:
            click.echo(f"  {harmless(str(error))}")


def _hold(interview: Interview) -> bool:
    """Ask until nothing more can matter; False if the person quits."""
    while interview.prompt is not None:
        _show(interview.prompt)
        words = _read("  > ")
        if words.lower() in _QUIT:
            return False
        said = interview.reply(words)
        for line in said.splitlines():
            click.echo(f"  {harmless(line)}")
    return True


def _show(prompt: Prompt) -> None:
    label = harmless(prompt.label[:1].upper() + prompt.label[1:])
    end = "?" if prompt.field.kind == "yes/no" else ":"
    click.echo("\n" + style(label if label.endswith("?") else label + end, bold=True))
    if prompt.field.help:
        click.echo(f"  {harmless(prompt.field.help)}")
    _show_options(prompt.field)
    click.echo(style(harmless(f"  ({prompt.field.hint})"), dim=True))
    if prompt.problem:
        click.echo(f"  {harmless(prompt.problem)}")


def _show_options(field: Field) -> None:
    """The options by their labels, numbered; those that make no difference now in one line."""
    numbered = [
        f"{place}  {harmless(words or name.replace('_', ' '))}"
        for place, (name, words) in enumerate(field.offered, 1)
    ]
    first = len(field.first) or len(numbered)
    for line in numbered[:first]:
        click.echo(f"  {line}")
    if numbered[first:]:
        click.echo(f"  Others, which make no difference as far as is known: {'; '.join(numbered[first:])}")


def _read(prompt: str) -> str:
    """One typed line; the end of the input ends the interview as Ctrl-C does."""
    click.echo(prompt, nl=False)
    line = sys.stdin.readline()
    if not line:
        raise click.Abort
    return line.strip()
