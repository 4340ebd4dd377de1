"""`qanun schema`."""

import json
from pathlib import Path

import click

from qanun import project
from qanun.tools.cli.cases import complete_question, need_question
from qanun.tools.cli.exits import Exit
from qanun.tools.cli.printing import need_project, say
from qanun.tools.questions import Question, questions


@click.command()
@click.argument("question", required=False, shell_complete=complete_question)
@click.option("--answers", is_flag=True, help="The schema of the answers instead.")
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the schemas of every question (or of QUESTION) into this folder, two files each.",
)
def command(question: str | None, answers: bool, into: Path | None) -> int:
    """Print the JSON Schema (draft 2020-12) of QUESTION's facts, or of its answers.

    \b
    Examples:
      qanun schema criminal_code.crossing
      qanun schema crossing --answers
      qanun schema --into schemas
    """
    if question is None and into is None:
        raise click.UsageError("say which QUESTION, or with --into a folder for the schemas of all")
    asked = {question: need_question(question)} if question is not None else questions(need_project())
    if into is None:
        (one,) = asked.values()
        click.echo(_written(one, answers), nl=False)
        return Exit.FINE
    files = {
        f"{one.module}.{one.name}.{word}.json": _written(one, word == "answers")
        for one in asked.values()
        for word in ("facts", "answers")
    }
    try:
        project.write_schemas(into, files)
    except OSError as error:
        raise click.UsageError(f"{into} cannot be written: {project.reason(error)}") from None
    say(f"{len(files)} schemas are in {into}")
    return Exit.FINE


def _written(asked: Question, answers: bool) -> str:
    schema = asked.answers_type.json_schema() if answers else asked.facts.json_schema()
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
