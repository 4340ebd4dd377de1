"""The command line. `--version` is answered here, before anything else is loaded."""

import sys


def main() -> None:
    """The `qanun` command: runs what its arguments ask for and exits with one of `exits.Exit`."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from qanun.version import __version__

        print(f"qanun {__version__}")
        return
    try:
        from qanun.tools.cli.app import run
    except ModuleNotFoundError as error:
        sys.exit(f"the command line needs {error.name}; install it with: pip install 'qanun[compiler]'")
    sys.exit(run())
