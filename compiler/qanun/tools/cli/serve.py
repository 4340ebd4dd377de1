"""`qanun serve`."""

import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from attrs import evolve, fields

from qanun import project
from qanun.diagnostics import render
from qanun.service.companion import NOTHING, Companion
from qanun.service.limits import Limits
from qanun.service.settings import LOOPBACK, Settings, digests
from qanun.tools.cli.exits import Exit
from qanun.tools.cli.printing import need_project, say
from qanun.tools.shelf import Shelf

if TYPE_CHECKING:
    from qanun.service.served import Served

NEEDED = 'to serve the law starlette and uvicorn are needed: pip install "qanun[service]"'
NEEDED_FOR_ASSISTANTS = 'for assistants mcp is needed: pip install "qanun[assistants]"'
STALE = "the law is not served: its generated package is not what the statutes say; run `qanun build`"
NOT_ALONE = (
    "beyond this machine anybody could ask: say --tokens FILE, or behind a proxy --user-header NAME, "
    "or --anybody"
)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65_535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes.")
@click.option("--package", help="Serve this installed package instead of the project of the working folder.")
@click.option("--place", default="", metavar="PATH", help="The path below which a proxy has it: /laws.")
@click.option("--allow-host", "hosts", multiple=True, help="Also answer for this host; `*`: for any.")
@click.option(
    "--tokens",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file of tokens, one a line: who asks has to have one.",
)
@click.option("--user-header", default="", metavar="NAME", help="A header by which the proxy says who asks.")
@click.option("--anybody", is_flag=True, help="Beyond this machine, too, anybody may ask.")
@click.option("--limit", "limits", multiple=True, metavar="NAME=NUMBER", help="A limit; `list` shows all.")
@click.option("--mcp", "assistants", is_flag=True, help="Also answer assistants, at /mcp.")
@click.option("--stdio", is_flag=True, help="Answer one assistant (MCP) on the standard streams instead.")
@click.option("--quiet", is_flag=True, help="Write no line for each request.")
def command(
    host: str,
    port: int,
    workers: int,
    package: str | None,
    place: str,
    hosts: tuple[str, ...],
    tokens: Path | None,
    user_header: str,
    anybody: bool,
    limits: tuple[str, ...],
    assistants: bool,
    stdio: bool,
    quiet: bool,
) -> int:
    """Answer questions of the law over HTTP, on this machine; a page to try it is at its address.

    Stops on SIGTERM when what is under way is answered; SIGHUP takes what is generated or installed by then,
    without a break. Nothing of a case is stored, or written into the log.

    \b
    Examples:
      qanun serve
      qanun serve --workers 4 --place /laws --allow-host laws.example
      qanun serve --package qanun_azerbaijan --host 0.0.0.0 --tokens tokens.txt
    """
    if find_spec("starlette") is None or find_spec("uvicorn") is None:
        raise click.UsageError(NEEDED)
    if limits == ("list",):
        return _list()
    if host not in ("127.0.0.1", "::1", "localhost") and not (tokens or user_header or anybody):
        raise click.UsageError(NOT_ALONE)
    any_host = "*" in hosts or (not hosts and host not in ("127.0.0.1", "::1", "localhost"))
    settings = Settings(
        package=package or "",
        place=place,
        hosts=() if any_host else (*LOOPBACK, *hosts),
        tokens=_tokens(tokens),
        user_header=user_header,
        workers=workers,
        logged=not quiet,
        assistants=assistants,
        limits=_limits(limits),
    )
    told = _of_package(settings) if package else _of_project(settings)
    first = told()
    if first is None:
        return Exit.LAW
    if assistants or stdio:
        over_streams = _over_streams()
    if stdio:
        over_streams(_served(first))
        return Exit.FINE
    return _serve(host, port, first, told)


def _serve(
    host: str, port: int, first: tuple[Settings, str], told: Callable[[], tuple[Settings, str] | None]
) -> int:
    """Listen, say where, and serve until it is told to stop."""
    from qanun.service import supervisor

    settings = first[0]
    try:
        listening = supervisor.listen(host, port, settings.limits.connections)
    except OSError as error:
        raise click.UsageError(f"{host}:{port} cannot be listened on: {project.reason(error)}") from None
    shown = f"[{host}]" if ":" in host else host
    say(f"The law is served at http://{shown}:{listening.getsockname()[1]}{settings.place.rstrip('/')}/")
    sys.stdout.flush()
    failed = supervisor.Supervisor(listening, first, told).run()
    return Exit.LAW if failed else Exit.FINE


def _over_streams() -> "Callable[[Served], None]":
    """What answers an assistant on the standard streams."""
    try:
        from qanun.service.protocol import over_streams
    except ImportError:
        raise click.UsageError(NEEDED_FOR_ASSISTANTS) from None
    return over_streams


def _served(told: tuple[Settings, str]) -> "Served":
    """The law that was told of, in this process."""
    from qanun.service.served import Served

    settings, companion = told
    sys.path[:0] = settings.folders
    return Served(settings.package, Companion.from_text(companion))


def _of_package(settings: Settings) -> Callable[[], tuple[Settings, str] | None]:
    """What workers are told of an installed package."""

    def told() -> tuple[Settings, str] | None:
        try:
            found = find_spec(settings.package)
        except (ImportError, ValueError):
            found = None
        if found is None:
            say(f"there is no package {settings.package} to be imported", err=True)
            return None
        return settings, NOTHING.as_text()

    return told


def _of_project(settings: Settings) -> Callable[[], tuple[Settings, str] | None]:
    """What workers are told of the project of the working folder; looked at again at each reload."""
    found = need_project()

    def told() -> tuple[Settings, str] | None:
        from qanun.tools.serving import servable

        law = servable(found, Shelf.of_user())
        if law.companion is None:
            click.echo(render.as_text(law.diagnostics, colour=False), nl=False, err=True)
            say(STALE, err=True)
            return None
        folders = (str(found.generated), *sys.path)
        return evolve(settings, package=found.package, folders=folders), law.companion.as_text()

    return told


def _tokens(path: Path | None) -> tuple[str, ...]:
    """The fingerprints of the tokens of a file."""
    if path is None:
        return ()
    read = project.read_file(path)
    if read.value is None:
        raise click.UsageError("; ".join(f"{path}: {one.message}" for one in read.diagnostics))
    lines = [line.strip() for line in read.value.content.splitlines()]
    tokens = [line for line in lines if line and not line.startswith("#")]
    if not tokens or any(len(token) < 16 for token in tokens):
        raise click.UsageError(f"{path}: a token a line, each of 16 characters at least")
    return digests(tokens)


def _limits(given: tuple[str, ...]) -> Limits:
    """The limits, some of which are said."""
    chosen: dict[str, Any] = {}
    for words in given:
        name, _, number = words.partition("=")
        known = {one.name: one.type for one in fields(Limits)}
        if name not in known:
            raise click.UsageError(f"there is no limit `{name}`; there are {', '.join(known)}")
        try:
            value = float(number) if known[name] in (float, "float") else int(number)
        except ValueError:
            value = 0
        if not value > 0:
            raise click.UsageError(f"the limit `{name}` is a number above 0, not {number!r}")
        chosen[name] = value
    return Limits(**chosen)


def _list() -> int:
    """All limits, with what they are where nothing is said."""
    for one in fields(Limits):
        say(f"{one.name}={one.default:g}" if isinstance(one.default, float) else f"{one.name}={one.default}")
    return Exit.FINE
