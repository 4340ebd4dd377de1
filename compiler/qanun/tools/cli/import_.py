"""`qanun import`."""

from pathlib import Path

import click
from attrs import evolve

from qanun import project
from qanun.importing.akoma import NotAkomaNtoso, read_akoma
from qanun.importing.lines import plain_lines, read_lines
from qanun.importing.markdown import markdown_lines
from qanun.importing.model import Found, Unit
from qanun.importing.page import Front, Imported, written
from qanun.text import Text
from qanun.tools.cli.exits import Exit
from qanun.tools.cli.printing import need_project, report, say, say_exactly
from qanun.tools.starter import CHECKS

FORMATS = {".xml": "akoma", ".akn": "akoma", ".md": "markdown", ".markdown": "markdown"}
"""How a file is read, by its ending; any other as plain text."""


@click.command()
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--module", metavar="NAME", help="The page's name.  [default: the file's]")
@click.option("--law", metavar="TITLE", help="The law's title.  [default: as found in the file]")
@click.option("--jurisdiction", metavar="WORDS", required=True, help="Whose law it is.")
@click.option("--source", "taken_from", metavar="WORDS", required=True, help="Where the text is taken from.")
@click.option("--time-zone", "zone", metavar="ZONE", required=True, help="Where days begin and end.")
@click.option("--rounding", type=click.Choice(["down", "up"]), required=True, help="31 January and a month.")
@click.option("--in-force", metavar="DAYS", default="not stated", show_default=True)
@click.option("--currency", metavar="CODE", help="What plain `money` means on the page.")
@click.option("--format", "form", type=click.Choice(["plain", "markdown", "akoma"]), help="How FILE is read.")
@click.option("--print", "shown", is_flag=True, help="Print the page and write nothing.")
def command(
    source: Path,
    module: str | None,
    law: str | None,
    jurisdiction: str,
    taken_from: str,
    zone: str,
    rounding: str,
    in_force: str,
    currency: str | None,
    form: str | None,
    shown: bool,
) -> int:
    """Make a page of law of a text: FILE is plain text, Markdown or Akoma Ntoso XML.

    Articles, paragraphs, items and notes become provisions and footnotes; below each article stands a block
    that says `not encoded yet`, which `qanun check` counts. What could not be placed is told with its line,
    and stands at the end of the page. A page that is there already is left as it is.

    \b
    Example:
      qanun import order.txt --jurisdiction "Example Town" --source "Town Gazette 2012, no. 3" \\
        --time-zone Europe/Berlin --rounding down
    """
    found_project = need_project()
    name = module or source.stem
    read = project.read_file(source)
    if read.value is None:
        return report(read.diagnostics, err=True)
    found = _found(read.value, form or FORMATS.get(source.suffix.casefold(), "plain"), found_project.articles)
    if not any(isinstance(part, Unit) for part in found.parts):
        raise click.UsageError(
            f"no heading of an article is seen in {read.value.path}: `Article 1. Fees`, alone on its line; "
            "words of other languages are named in the settings (`articles`)"
        )
    title = law or found.title
    if title is None:
        raise click.UsageError("no title of the law is seen in the text: say it with --law")
    for part, value in (("module", name), ("law", title), ("jurisdiction", jurisdiction), ("zone", zone)):
        if wrong := CHECKS[part](value):
            raise click.UsageError(f"--{part.replace('zone', 'time-zone')}: {wrong}")
    front = Front(title, jurisdiction, name, taken_from, zone, rounding, in_force, currency)
    try:
        made = written(found, front, found_project.articles)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    if shown:
        say_exactly(made.page)
    else:
        path = found_project.statutes / f"{name}.md"
        if project.write_new(path.parent, {path.name: made.page}):
            raise click.UsageError(f"nothing was written: {found_project.shown(path)} is there already")
        say(f"{found_project.shown(path)}: {_counted(made)}")
    for one in made.unplaced:
        say(f"{source}:{one.line}: not placed, {one.why}: {one.words}", err=True)
    return Exit.FINE


def _found(text: Text, form: str, articles: tuple[str, ...]) -> Found:
    """What is found in a text that is read so."""
    if form == "akoma":
        try:
            return read_akoma(text.content, articles)
        except NotAkomaNtoso as error:
            raise click.UsageError(f"{text.path} is no Akoma Ntoso: {error}") from None
    if form == "markdown":
        lines, unplaced = markdown_lines(text.content)
        found = read_lines(lines, articles)
        return evolve(found, unplaced=(*unplaced, *found.unplaced))
    return read_lines(plain_lines(text.content), articles)


def _counted(made: Imported) -> str:
    """`2 articles, 7 provisions; not encoded yet`."""
    articles = f"{made.articles} article{'s' if made.articles != 1 else ''}"
    provisions = f"{made.provisions} provision{'s' if made.provisions != 1 else ''}"
    left = f"; {len(made.unplaced)} not placed" if made.unplaced else ""
    return f"{articles}, {provisions}, not encoded yet{left}"
