"""The parser's tables: made from the grammar by Lark, and kept as text so that they are made but once."""

import hashlib
import json
from functools import cache, cached_property
from importlib.metadata import version
from importlib.resources import files
from typing import Any

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
_FORMAT = 1


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


class _Known:
    """The tables in use, once they are."""

    tables: Tables | None = None


def tables() -> Tables:
    """The tables of the grammar; made at first use where nobody has called `use` with saved ones."""
    if _Known.tables is None:
        _Known.tables = _made()
    return _Known.tables


def key() -> str:
    """The fingerprint of all that the tables are made from: what was saved under another is of no use."""
    parts = (str(_FORMAT), version("lark"), _grammar())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def use(saved: str) -> bool:
    """Take the tables from the text of `saved()`, unless it is damaged; whether any are in use now."""
    try:
        digest, _, body = saved.partition("\n")
        if digest == _digest(body):
            _Known.tables = _read(json.loads(body))
    except (ValueError, TypeError, KeyError):
        pass
    return _Known.tables is not None


def saved() -> str:
    """The tables as text, for `use`."""
    one = tables()
    productions = [
        [p.origin, p.size, p.data, p.kept, sorted(p.opened), p.passes, p.through] for p in one.productions
    ]
    body = json.dumps([one.states, productions, one.begins, one.ends, one.written], separators=(",", ":"))
    return f"{_digest(body)}\n{body}"


def _digest(body: str) -> str:
    return hashlib.sha256((key() + body).encode()).hexdigest()


def _read(kept: Any) -> Tables:
    states, productions, begins, ends, written = kept
    made = (
        Production(origin, size, data, tuple(places), frozenset(opened), passes, through)
        for origin, size, data, places, opened, passes, through in productions
    )
    return Tables(tuple(states), tuple(made), begins, ends, written)


@cache
def _grammar() -> str:
    return files("qanun.syntax").joinpath("grammar.lark").read_text(encoding="utf-8")


def _made() -> Tables:
    """Build the tables. Only this needs Lark."""
    from qanun.syntax.building import built

    return built(_grammar())
