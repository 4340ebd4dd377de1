"""How wide text stands in a terminal, and text that can do a terminal no harm."""

import unicodedata
from collections.abc import Iterator

TAB = 4
_HARMFUL = frozenset({"Cc", "Cs", "Zl", "Zp", "Co", "Cn"})
_JOINERS = frozenset("\u200c\u200d")


def harmless(text: str) -> str:
    """`text` on one line: a control or a sign that turns the direction of writing is shown as `<U+202E>`."""
    return "".join(map(_shown, text.replace("\t", " ")))


def harmless_lines(text: str) -> str:
    """`text`, each of its lines harmless."""
    return "\n".join(map(harmless, text.split("\n")))


def _shown(character: str) -> str:
    if character.isascii():
        return character if character.isprintable() else f"<U+{ord(character):04X}>"
    category = unicodedata.category(character)
    if category in _HARMFUL or (category == "Cf" and character not in _JOINERS):
        return f"<U+{ord(character):04X}>"
    return character


def width(character: str) -> int:
    """The cells that a harmless character takes: 0 for one that joins the last, 2 for a wide one."""
    if character.isascii():
        return 1
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cells(line: str) -> Iterator[tuple[str, int]]:
    """Each character of a line as it is shown, a tab as blanks to the next stop, with the cells it takes."""
    column = 0
    for character in line:
        if character == "\t":
            wide = TAB - column % TAB
            yield " " * wide, wide
        else:
            shown = _shown(character)
            wide = width(shown) if len(shown) == 1 else len(shown)
            yield shown, wide
        column += wide
