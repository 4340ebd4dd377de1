"""`qanun new`."""

from pathlib import Path

import click

from qanun import project
from qanun.tools.cli.exits import Exit
from qanun.tools.cli.printing import say
from qanun.tools.starter import package_name, starter


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path) -> int:
    """Start a project in FOLDER: a page of law that compiles, with scenarios that pass.

    \b
    Example:
      qanun new my-laws
    """
    package = package_name(folder.resolve().name)
    try:
        in_the_way = project.write_new(folder, starter(package))
    except OSError as error:
        raise click.UsageError(f"{folder} cannot be written: {error.strerror}") from None
    if in_the_way:
        raise click.UsageError(f"nothing was written: {folder} already has {', '.join(in_the_way)}")
    say(f"{folder} is ready. Next:\n  cd {folder}\n  qanun build\n  qanun test")
    return Exit.FINE
