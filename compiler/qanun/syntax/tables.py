"""The parser's tables: made from the grammar by Lark; they come with the package as text, `tables.json`."""

import hashlib
import json
from collections.abc import Iterable
from functools import cache, cached_property
from importlib.resources import files

from attrs import frozen

SOFT = frozenset(
    (
        "integer", "number", "date", "moment", "period", "text", "country", "penalty", "money", "duration",
        "stated", "noticed", "must", "need_not", "must_not", "may", "discretion", "silent", "unknown",
        "fault", "gap", "conflict", "above",
    )
)  # fmt: skip
"""Words that mean something only where no name can stand; elsewhere they are free to be names."""

STARTS = ("start", "headline_value")
FILE = "tables.json"
_FORMAT = 2


@frozen(eq=False)
class Production:
    """One rule of the grammar: what it makes of its parts.

    `kept` are the places of the parts that the tree keeps; of those in `opened` it keeps the children.
    `passes`: where only one is kept in the end, it stands for the whole. `through`: so it is in every case.
    """

    origin: str
    size: int
    data: str
    kept: tuple[int, ...]
    opened: frozenset[int]
    passes: bool
    through: bool


Row = dict[str, int]
"""What follows in a state: a terminal or rule leads to another state (0 and more), or a terminal completes
production `-1 - n`."""


@frozen(eq=False, slots=False)
class Tables:
    """The states, the productions, and the words that terminals stand for."""

    states: tuple[Row, ...]
    productions: tuple[Production, ...]
    begins: dict[str, int]
    ends: dict[str, int]
    written: dict[str, str]

    @cached_property
    def phrases(self) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
        """The words and phrases that begin with a word, the longest first, with their terminals."""
        found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name, words in self.written.items():
            if words[0].isalpha():
                found.setdefault(words.split()[0], []).append((tuple(words.split()), name))
        return {first: tuple(sorted(ways, key=lambda way: -len(way[0]))) for first, ways in found.items()}

    @cached_property
    def signs(self) -> dict[str, str]:
        """The terminal of each sign."""
        return {words: name for name, words in self.written.items() if not words[0].isalpha()}

    @cached_property
    def reserved(self) -> frozenset[str]:
        """The words that can be no name."""
        return frozenset(words for words in self.written.values() if words.isidentifier()) - SOFT


@cache
def tables() -> Tables:
    """The tables of the grammar; Lark makes them where those of the package are of another grammar."""
    return read(_packaged(FILE)) or made()


def made() -> Tables:
    """The tables, made anew. Only this needs Lark."""
    from qanun.syntax.building import built

    return built(_grammar())


def read(text: str) -> Tables | None:
    """The tables from the text of `saved`; None where it is damaged or of another grammar."""
    digest, _, body = text.partition("\n")
    if digest != _digest(body):
        return None
    states, productions, begins, ends, written = json.loads(body)
    made_of = (
        Production(origin, size, data, tuple(places), frozenset(opened), passes, through)
        for origin, size, data, places, opened, passes, through in productions
    )
    return Tables(tuple(states), tuple(made_of), begins, ends, written)


def saved(one: Tables) -> str:
    """Tables as text, for `read`: a state or production a line, after a fingerprint of it and the grammar."""
    productions = (
        (p.origin, p.size, p.data, p.kept, sorted(p.opened), p.passes, p.through) for p in one.productions
    )
    parts = [_lines(one.states), _lines(productions), *map(_line, (one.begins, one.ends, one.written))]
    body = "[" + ",\n".join(parts) + "]\n"
    return f"{_digest(body)}\n{body}"


def _lines(rows: Iterable[object]) -> str:
    return "[" + ",\n".join(map(_line, rows)) + "]"


def _line(row: object) -> str:
    return json.dumps(row, separators=(",", ":"))


def _digest(body: str) -> str:
    return hashlib.sha256("\0".join((str(_FORMAT), _grammar(), body)).encode()).hexdigest()


def _grammar() -> str:
    return _packaged("grammar.lark")


def _packaged(name: str) -> str:
    """A file that comes with the package; nothing where it is not there."""
    file = files("qanun.syntax").joinpath(name)
    return file.read_text(encoding="utf-8") if file.is_file() else ""
