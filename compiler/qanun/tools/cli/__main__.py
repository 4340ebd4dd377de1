"""`python -m qanun.tools.cli` is the `qanun` command."""

from qanun.tools.cli import main

main()
