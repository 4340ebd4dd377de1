"""`qanun fmt`."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from qanun import project
from qanun.diagnostics.model import Diagnostic
from qanun.text import Text
from qanun.tools.cli.exits import Exit
from qanun.tools.cli.printing import need_project, report, say, say_exactly
from qanun.tools.formatting import Laid, laid_out, pages_in

_STDIN = Path("-")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--check", is_flag=True, help="Write nothing; fail if a page is not laid out so.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
def command(paths: tuple[Path, ...], check: bool, diff: bool) -> int:
    """Lay the rules out in the one way.

    Only what stands in rule blocks changes, and never what it means. A block that cannot be read is left as
    it is. PATHS are files, folders, or `-` for the standard input; without any, the project's statutes.

    \b
    Examples:
      qanun fmt
      qanun fmt --check
      qanun fmt --diff docs/tutorial.md
      qanun fmt - <page.md

    Exits with 0 if all is laid out, 1 if a page is not (with --check) or a block cannot be read.
    """
    if paths == (_STDIN,):
        return _filter(check, diff)
    texts, unread = _texts(paths)
    pages = [laid_out(text) for text, _ in texts]
    code = max(report(unread), *(_say(page) for page in pages), Exit.FINE)
    changed = [(page, path) for page, (_, path) in zip(pages, texts, strict=True) if page.changed]
    if diff:
        for page, _ in changed:
            say_exactly(page.diff)
    elif check:
        for page, _ in changed:
            say(f"{page.text.path} is not laid out")
    else:
        written, changed = _write(changed)
        code = max(code, written)
    count = f"{len(changed)} of {len(pages)} page{'s' if len(pages) != 1 else ''}"
    click.echo(f"{count} {'would change' if check or diff else 'changed'}", err=diff)
    return max(code, Exit.LAW) if check and changed else code


def _texts(paths: Sequence[Path]) -> tuple[list[tuple[Text, Path]], tuple[Diagnostic, ...]]:
    """The pages to lay out with their files, and what is to be said of those that cannot be read."""
    if paths:
        files = [(path, str(path)) for path in pages_in(paths)]
    else:
        found = need_project()
        files = [(path, found.shown(path)) for path in project.statute_files(found)]
    texts: list[tuple[Text, Path]] = []
    said: tuple[Diagnostic, ...] = ()
    for path, shown in files:
        outcome = project.read_page(path, shown)
        said += outcome.diagnostics
        if outcome.value is not None:
            texts.append((outcome.value, path))
    return texts, said


def _write(pages: Sequence[tuple[Laid, Path]]) -> tuple[Exit, list[tuple[Laid, Path]]]:
    """Write pages; the exit code, and the pages that are written now."""
    code = Exit.FINE
    written = []
    for page, path in pages:
        outcome = project.write_page(path, page.text.path, page.content, page.text.content)
        code = max(code, report(outcome.diagnostics))
        if outcome.value:
            say(f"{page.text.path} laid out")
            written.append((page, path))
    return code, written


def _filter(check: bool, diff: bool) -> int:
    """The standard input laid out on the standard output."""
    outcome = project.decoded(sys.stdin.buffer.read(), "<stdin>")
    if outcome.value is None:
        return report(outcome.diagnostics, err=True)
    page = laid_out(outcome.value)
    code = _say(page)
    if diff:
        say_exactly(page.diff)
    elif not check:
        sys.stdout.buffer.write(page.content.encode())
    return max(code, Exit.LAW) if check and page.changed else code


def _say(page: Laid) -> Exit:
    """Say on the error stream which blocks were left as they are, and why."""
    if not page.left:
        return Exit.FINE
    report(page.mistakes, err=True)
    for block in page.left:
        say(f"{block.span}: this block is left as it is, because it cannot be read", err=True)
    return Exit.LAW
