"""`qanun new`."""

from pathlib import Path

import click

from qanun import pipeline, project
from qanun.text import Text
from qanun.tools.cli.exits import Exit
from qanun.tools.cli.printing import say
from qanun.tools.starter import CHECKS, Named, package_name, starter

_STANDARD = Named("")


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--package", metavar="NAME", help="The Python package to generate.  [default: the folder's name]"
)
@click.option(
    "--module", metavar="NAME", default=_STANDARD.module, show_default=True, help="The page's name."
)
@click.option("--law", metavar="TITLE", default=_STANDARD.law, show_default=True, help="The law's title.")
@click.option("--jurisdiction", metavar="WORDS", default=_STANDARD.jurisdiction, show_default=True)
@click.option("--time-zone", "zone", metavar="ZONE", default=_STANDARD.zone, show_default=True)
@click.option("--currency", metavar="CODE", default=_STANDARD.currency, show_default=True)
def command(
    folder: Path, package: str | None, module: str, law: str, jurisdiction: str, zone: str, currency: str
) -> int:
    """Start a project in FOLDER: a page of law with scenarios, a workflow that checks each change, a book.

    \b
    Examples:
      qanun new my-laws
      qanun new my-laws --law "Parking Order" --module parking --time-zone Asia/Baku --currency AZN
    """
    own = package_name(folder.resolve().name) if package is None else package
    files = starter(_checked(Named(own, module, law, jurisdiction, zone, currency)))
    try:
        in_the_way = project.write_new(folder, files)
    except OSError as error:
        raise click.UsageError(f"{folder} cannot be written: {project.reason(error)}") from None
    if in_the_way:
        raise click.UsageError(f"nothing was written: {folder} already has {', '.join(in_the_way)}")
    say(f"{folder} is ready. Next:\n  cd {folder}\n  qanun build\n  qanun test")
    return Exit.FINE


def _checked(named: Named) -> Named:
    """The names, where a project can bear them; else called wrongly."""
    for part, wrong in CHECKS.items():
        sentence = wrong(getattr(named, part))
        if sentence:
            raise click.UsageError(f"--{part.replace('zone', 'time-zone')}: {sentence}")
    pages = [Text(path, text) for path, text in starter(named).items() if path.startswith("statutes/")]
    for mistake in pipeline.compile(pages).errors:
        raise click.UsageError(f"the page of law would have a mistake: {mistake.message}")
    return named
