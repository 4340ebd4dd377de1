"""`qanun lsp`."""

import click

from qanun.tools.cli.exits import Exit


@click.command()
def command() -> int:
    """Serve an editor, over the standard streams, in the language server protocol.

    The editor starts it in the folder of a project. It needs pygls: `pip install "qanun[editor]"`.

    \b
    Example, in an editor's settings:
      qanun lsp
    """
    try:
        from qanun.tools.lsp.features import server
    except ImportError:
        raise click.UsageError('to serve an editor pygls is needed: pip install "qanun[editor]"') from None
    server.start_io()
    return Exit.FINE
