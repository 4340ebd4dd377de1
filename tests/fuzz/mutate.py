"""One input made of another by a few changes that a careless or hostile hand could make."""

import re
from collections.abc import Callable, Sequence
from random import Random

from .vocabulary import NUMBERS, SIGNS

_WORD = re.compile(r"\w+(?:\.\w+)*|\S")
_NUMERAL = re.compile(r"\d[\d,.]*")
LONGEST = 40_000
"""Inputs are cut at this many characters; longer ones have tests of their own."""

Change = Callable[[str, "Material"], str]


class Material:
    """What changes draw from: chance, words, and other inputs."""

    def __init__(self, chance: Random, words: Sequence[str], others: Sequence[str]) -> None:
        self.chance = chance
        self.words = words
        self.others = others

    def place(self, text: str) -> int:
        return self.chance.randint(0, len(text))

    def stretch(self, text: str, longest: int) -> tuple[int, int]:
        start = self.place(text)
        return start, min(len(text), start + self.chance.randint(1, longest))

    def word_in(self, text: str) -> tuple[int, int]:
        """A word near a random place."""
        found = _WORD.search(text, self.place(text)) or _WORD.search(text)
        return found.span() if found else (0, 0)


def mutated(text: str, material: Material) -> str:
    """The input with one to four changes; one alone half of the time."""
    count = material.chance.choice((1, 1, 1, 2, 3, 4))
    for _ in range(count):
        text = material.chance.choice(_CHANGES)(text, material)
    return text[:LONGEST]


def put_sign(text: str, material: Material) -> str:
    at = material.place(text)
    return text[:at] + material.chance.choice(SIGNS) + text[at:]


def replace_sign(text: str, material: Material) -> str:
    start, end = material.stretch(text, 2)
    return text[:start] + material.chance.choice(SIGNS) + text[end:]


def cut(text: str, material: Material) -> str:
    start, end = material.stretch(text, material.chance.choice((1, 3, 30)))
    return text[:start] + text[end:]


def cut_off(text: str, material: Material) -> str:
    return text[: material.place(text)]


def put_word(text: str, material: Material) -> str:
    start, _ = material.word_in(text)
    return text[:start] + material.chance.choice(material.words) + " " + text[start:]


def replace_word(text: str, material: Material) -> str:
    start, end = material.word_in(text)
    return text[:start] + material.chance.choice(material.words) + text[end:]


def swap_words(text: str, material: Material) -> str:
    """A word in the place of another: names meet where they do not belong."""
    start, end = material.word_in(text)
    first, last = material.word_in(text)
    return text[:start] + text[first:last] + text[end:]


def replace_number(text: str, material: Material) -> str:
    found = _NUMERAL.search(text, material.place(text)) or _NUMERAL.search(text)
    if found is None:
        return put_word(text, material)
    return text[: found.start()] + material.chance.choice(NUMBERS) + text[found.end() :]


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True) or [""]


def drop_line(text: str, material: Material) -> str:
    lines = _lines(text)
    del lines[material.chance.randrange(len(lines))]
    return "".join(lines)


def double_lines(text: str, material: Material) -> str:
    lines = _lines(text)
    start = material.chance.randrange(len(lines))
    some = lines[start : start + material.chance.randint(1, 6)]
    at = material.chance.randrange(len(lines))
    return "".join([*lines[:at], *some, *lines[at:]])


def indent_line(text: str, material: Material) -> str:
    lines = _lines(text)
    at = material.chance.randrange(len(lines))
    step = material.chance.choice(("  ", " ", "\t", "> ", "- ", "", "\u00a0"))
    lines[at] = step + (lines[at] if step else lines[at].lstrip(" "))
    return "".join(lines)


def join_lines(text: str, material: Material) -> str:
    lines = _lines(text)
    at = material.chance.randrange(len(lines))
    lines[at] = lines[at].rstrip("\r\n") + " "
    return "".join(lines)


def repeat(text: str, material: Material) -> str:
    """A piece many times over: brackets, bullets, quotes, words."""
    start, end = material.stretch(text, material.chance.choice((1, 4, 40)))
    times = material.chance.choice((2, 5, 50, 200))
    return text[:start] + text[start:end] * times + text[end:]


def splice(text: str, material: Material) -> str:
    """Some lines of another input."""
    other = _lines(material.chance.choice(material.others))
    start = material.chance.randrange(len(other))
    some = other[start : start + material.chance.randint(1, 12)]
    lines = _lines(text)
    at = material.chance.randrange(len(lines) + 1)
    return "".join([*lines[:at], *some, *lines[at:]])


def end_lines_otherwise(text: str, material: Material) -> str:
    return text.replace("\n", material.chance.choice(("\r\n", "\r", "\u2028", "\x0b")))


_CHANGES: tuple[Change, ...] = (
    put_sign,
    put_sign,
    replace_sign,
    cut,
    cut,
    cut_off,
    put_word,
    put_word,
    replace_word,
    replace_word,
    replace_word,
    swap_words,
    swap_words,
    swap_words,
    replace_number,
    drop_line,
    double_lines,
    double_lines,
    indent_line,
    join_lines,
    repeat,
    splice,
    splice,
    end_lines_otherwise,
)
