"""`qanun decide`."""

from datetime import date, datetime
from typing import Any

import click

from qanun.runtime.answers.answers import Answers
from qanun.tools.cli.about import say_about
from qanun.tools.cli.cases import complete_question, content_of, need_question, problems
from qanun.tools.cli.exits import Exit
from qanun.tools.cli.options import as_of_option, reading_option
from qanun.tools.cli.printing import say, say_json
from qanun.tools.cli.receipts import keep, receipt_option, say_again
from qanun.tools.cli.tables import NO_TABLE, TableOptions, is_table, say_table, table_options
from qanun.tools.cli.what_if import changes_as_text, readings_as_text, what_if_as_data
from qanun.tools.questions import Explanation, Question


@click.command()
@click.argument("question", metavar="[QUESTION]", required=False, shell_complete=complete_question)
@click.argument("facts", type=click.Path(allow_dash=True), required=False)
@as_of_option
@reading_option
@click.option(
    "--beside",
    multiple=True,
    metavar="QUESTION",
    shell_complete=complete_question,
    help="FACTS may also state what this question asks, which is left aside. May be given again.",
)
@click.option(
    "--full", is_flag=True, help="Explain the answer: what decided, and a line for each other rule."
)
@click.option("--whole", is_flag=True, help="Explain it with every condition of every rule.")
@click.option("--json", "as_json", is_flag=True, help="The answers as JSON, without the explanation.")
@click.option("--explore", is_flag=True, help="Answer what is certain although facts are missing.")
@click.option(
    "--situation", metavar="NAME", help="Without QUESTION: put the case to the questions of this situation."
)
@click.option("--what-if", is_flag=True, help="Say, too, which facts and readings would have it otherwise.")
@receipt_option
@table_options
@click.option(
    "--again", metavar="FILE", help="Answer the receipt in FILE again: is it still so, what changed?"
)
def command(
    question: str | None,
    facts: str | None,
    as_of: date | datetime | None,
    readings: tuple[tuple[str, str], ...],
    beside: tuple[str, ...],
    situation: str | None,
    receipt: str | None,
    again: str | None,
    **how: Any,
) -> int:
    """Answer QUESTION for the case in the JSON file FACTS (`-`: standard input), shortly.

    Without QUESTION all questions of all laws are put to the case: what follows for sure, what if nothing
    else is so, what may follow, what is not said, deadlines, and which facts to find out first.

    What follows, the facts that decided it, how else the law can be read, and what it leaves open; with
    --full every condition that decided, with what it turned out to be and its provision.

    A fact that FACTS does not name is unknown; `null` is none. A fact that is not of QUESTION is refused,
    unless it is one of a question that --beside names: those are left aside, and listed on standard error.

    \b
    Examples:
      qanun decide criminal_code.crossing docs/examples/criminal_code.crossing.json
      qanun decide crossing docs/examples/criminal_code.crossing.json --full --receipt crossing.receipt.json
      qanun decide crossing - --json < docs/examples/criminal_code.crossing.json
      qanun decide crossing docs/examples/criminal_code.crossing.json --reading fine_or_prison=cumulative
      qanun decide docs/examples/situations/sentenced.json --as-of 2012-03-05
      echo '{}' | qanun decide term_of_departure - --explore --as-of "2012-03-03 10:00 Asia/Baku"
      qanun decide --again crossing.receipt.json
      qanun decide crossing cases.parquet --out answers.parquet --keep id --errors wrong.csv

    FACTS may also be a table of cases, Parquet or CSV: then --out names the file of their answers. What is
    stopped goes on where it was when the same is asked again.

    Exits with 3 if facts are missing, 4 if the law itself fails on it, 1 if a receipt is answered otherwise.
    """
    table = TableOptions(**{name: how.pop(name) for name in TableOptions.__match_args__})
    if question is not None and is_table(facts):
        return say_table(question, facts or "", as_of, dict(readings), table)
    if table != NO_TABLE:
        raise click.UsageError(
            "--out and what goes with it need a QUESTION and a table: a Parquet or CSV file"
        )
    if again is not None or question is None:
        return say_again(again, others=(question, facts, as_of, readings, beside, situation, receipt))
    if facts is None:
        given = {f"--{name.replace('_', '-')}": how[name] for name in ("whole", "explore", "what_if")}
        given |= {"--beside": beside, "--receipt": receipt}
        return say_about(question, situation, as_of, dict(readings), given, how["full"], how["as_json"])
    if situation is not None:
        raise click.UsageError("--situation narrows all questions: say it without a question")
    return _decided(need_question(question), facts, as_of, dict(readings), beside, receipt, **how)


def _decided(
    asked: Question,
    facts: str,
    as_of: date | datetime | None,
    readings: dict[str, str],
    beside: tuple[str, ...],
    receipt: str | None,
    *,
    full: bool,
    whole: bool,
    as_json: bool,
    explore: bool,
    what_if: bool,
) -> int:
    """One case, answered in words or as JSON."""
    written = content_of(facts)
    with problems():
        case = asked.facts.from_json(written, beside=[need_question(name).facts for name in beside])
        if unused := asked.facts.unused_in(written):
            say(f"left aside: {', '.join(unused)}", err=True)
        options: dict[str, Any] = {"as_of": as_of, "readings": readings}
        answers = (asked.explore if explore else asked.decide)(case, **options)
        if as_json:
            say_json(answers.to_json() | (what_if_as_data(answers) if what_if else {}))
        else:
            _say(answers, asked.explain(case, **options) if full or whole else None, whole, what_if)
        keep(receipt, answers)
    return Exit.FINE


def _say(answers: Answers, explained: Explanation | None, whole: bool, what_if: bool) -> None:
    """The answers in words: explained, or shortly; and what would change them."""
    said = answers.short().as_text() if explained is None else explained.as_text(whole=whole)
    say(said.rstrip("\n"))
    if what_if:
        say(f"\n{changes_as_text(answers)}{readings_as_text(answers)}".rstrip("\n"))
