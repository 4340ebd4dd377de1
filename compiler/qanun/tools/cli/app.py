"""The commands, each loaded when it is called; how a run ends, whatever happens."""

import errno
import gc
import os
import sys
from importlib import import_module
from io import StringIO, TextIOWrapper

import click

from qanun.diagnostics.cells import harmless, harmless_lines
from qanun.tools.cli.exits import Exit
from qanun.version import __version__

COMMANDS = {
    "new": "Start a project that compiles, tests and makes a book.",
    "check": "Look for mistakes in the statutes.",
    "fmt": "Lay the rules out in the one way.",
    "build": "Write the generated code.",
    "test": "Run the scenarios, try the claims, and say what no scenario reaches.",
    "verify": "Prove what holds in every case, or show a case in which it does not.",
    "diff": "Say which answers an amendment changes, each with a smallest case, or that none does.",
    "decide": "Answer a question for a case in a JSON file.",
    "ask": "Answer a question in an interview.",
    "serve": "Answer questions of the law over HTTP.",
    "schema": "Print the JSON Schema of a question's facts or answers.",
    "accept": "Accept the rules as true to the text that they stand under.",
    "core": "Show what the compiler made of the law.",
    "lsp": "Serve an editor in the language server protocol.",
    "import": "Make a page of law of a text: plain, Markdown or Akoma Ntoso.",
    "explain": "Explain a diagnostic by its code.",
}
"""Every command and what it does; the command `check` is `qanun.tools.cli.check.command`."""

_EPILOG = "\b\nExit codes:\n" + "\n".join(f"  {code.value:<4}{code.meaning}" for code in Exit)


_NO_ROOM = (errno.ENOSPC, errno.EFBIG, errno.EIO, errno.EDQUOT)


class ReaderGone(Exception):
    """Whoever read the output stopped reading."""


class LazyGroup(click.Group):
    """A group that lists its commands without loading them."""

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except (ReaderGone, BrokenPipeError):
            raise ReaderGone from None

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = "import_" if name == "import" else name
        command = import_module(f"qanun.tools.cli.{module}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = arguments[0] if arguments else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            from difflib import get_close_matches

            near = get_close_matches(name, COMMANDS, n=1)
            hint = f" Did you mean `{near[0]}`?" if near else ""
            raise click.UsageError(f"There is no command `{name}`.{hint}", context)
        return super().resolve_command(context, arguments)


@click.group(cls=LazyGroup, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="qanun %(version)s")
@click.pass_context
def qanun(context: click.Context) -> None:
    """Qanun: law as software that people can check.

    \b
    Examples:
      qanun check
      qanun decide criminal_code.crossing docs/examples/criminal_code.crossing.json
      qanun ask crossing
    """
    if os.environ.get("NO_COLOR"):
        context.color = False


def run(arguments: list[str] | None = None) -> int:
    """Run a command; the exit code. No input, and no reader that stops reading, gives a traceback."""
    gc.set_threshold(200_000, 50, 100)  # a command makes much and drops little before it ends
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # what the terminal's encoding lacks
    try:
        result = qanun.main(arguments, prog_name="qanun", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        told = StringIO()
        error.show(told)
        click.echo(harmless_lines(told.getvalue()), nl=False, err=True)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("", err=True)
        return Exit.INTERRUPTED
    except (ReaderGone, BrokenPipeError):
        _write_no_more()
        return Exit.BROKEN_PIPE
    except OSError as error:
        if error.errno not in _NO_ROOM:
            return _bug(error)
        _write_no_more()
        click.echo(f"the output cannot be written: {error.strerror}", err=True)
        return Exit.UNWRITABLE
    except Exception as error:
        return _bug(error)
    return result if isinstance(result, int) else Exit.FINE


def _write_no_more() -> None:
    """What is still to be written goes nowhere, so that the end of the process brings no second complaint."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _bug(error: Exception) -> Exit:
    """Nothing that a user writes may raise; if it does all the same, say so in one sentence."""
    if os.environ.get("QANUN_TRACEBACK"):
        raise error
    told = f"{type(error).__name__}: {error}"
    click.echo(f"this is a bug of Qanun, not a mistake of yours: {harmless(told)}", err=True)
    click.echo("please report it with the page of law; QANUN_TRACEBACK=1 tells where it is", err=True)
    return Exit.BUG
