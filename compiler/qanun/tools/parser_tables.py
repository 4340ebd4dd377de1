"""Writes the parser's tables beside the grammar: `make grammar`, after a change to it."""

from pathlib import Path

from qanun.syntax import tables

PLACE = Path(tables.__file__).with_name(tables.FILE)


def main() -> None:
    """The tables as Lark makes them of the grammar as it stands."""
    PLACE.write_text(tables.saved(tables.made()), encoding="utf-8")


if __name__ == "__main__":
    main()
