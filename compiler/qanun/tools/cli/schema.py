"""`qanun schema`."""

import json
from pathlib import Path
from typing import Any

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
@click.option("--columns", is_flag=True, help="The columns that a table of cases of QUESTION has instead.")
@click.option(
    "--example",
    type=click.Path(dir_okay=False, path_type=Path),
    help="With --columns: write a table to begin with into this Parquet file.",
)
def command(
    question: str | None, answers: bool, into: Path | None, columns: bool, example: Path | None
) -> int:
    """Print the JSON Schema (draft 2020-12) of QUESTION's facts, or of its answers.

    \b
    Examples:
      qanun schema criminal_code.crossing
      qanun schema crossing --answers
      qanun schema --into schemas
      qanun schema crossing --columns --example cases.parquet
    """
    if columns or example is not None:
        return _columns(question, example)
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


def _columns(question: str | None, into: Path | None) -> int:
    if question is None:
        raise click.UsageError("--columns is of a QUESTION")
    import pyarrow.parquet as pq

    from qanun.columns.showing import example, listed

    asked: Any = need_question(question)
    click.echo(listed(asked), nl=False)
    if into is not None:
        try:
            pq.write_table(example(asked), into)
        except OSError as error:
            raise click.UsageError(f"{into} cannot be written: {project.reason(error)}") from None
    return Exit.FINE


def _written(asked: Question, answers: bool) -> str:
    schema = asked.answers_type.json_schema() if answers else asked.facts.json_schema()
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
