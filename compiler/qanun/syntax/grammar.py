"""The grammar of a rule block as Lark understands it, and the words that it knows.

Lark takes most of a second to understand the grammar. So it is kept, as Lark saves it, and loaded later.
It is made anew where the grammar, Lark or Python is another, or where what was kept is damaged.
"""

import hashlib
import pickle
import sys
from collections.abc import Iterator
from functools import cache, cached_property
from importlib.resources import files
from importlib.util import cache_from_source
from io import BytesIO
from pathlib import Path
from typing import Any

import lark
from attrs import frozen
from lark import Lark
from lark.lexer import Lexer, PatternStr

from qanun import disk

SOFT = frozenset(
    (
        "integer", "number", "date", "moment", "period", "text", "country", "penalty", "money", "duration",
        "stated", "noticed", "must", "need_not", "must_not", "may", "discretion", "silent", "unknown",
        "fault", "gap", "conflict", "above", "as", "but", "you", "help",
    )
)  # fmt: skip
"""Words that mean something only where no name can stand; elsewhere they are free to be names."""

STARTS = (
    "start", "headline_value", "cell_given", "cell_under", "cell_then", "cell_because", "cell_test",
    "cell_value",
)  # fmt: skip


class Scanned(Lexer):
    """Stands where Lark's own lexer would: entries are fed token by token, as `syntax/scan.py` cut them."""

    __future_interface__ = 2

    def __init__(self, lexer_conf: object) -> None:
        del lexer_conf

    def lex(self, lexer_state: object, parser_state: object) -> Any:
        raise TypeError("the tokens of an entry are fed one by one, not read from text")


@frozen(eq=False, slots=False)
class Grammar:
    """Lark with the grammar, and the words that its terminals stand for."""

    lark: Lark

    @cached_property
    def written(self) -> dict[str, str]:
        """The words or sign of each terminal that has fixed ones."""
        named = (
            (str(t.name), t.pattern.value) for t in self.lark.terminals if isinstance(t.pattern, PatternStr)
        )
        return dict(sorted(named))

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
def grammar() -> Grammar:
    """The grammar of this version: loaded where it was kept, else made and kept."""
    text = files("qanun.syntax").joinpath("grammar.lark").read_text(encoding="utf-8")
    name = f"grammar-{_fingerprint(text)}.lark"
    folders = tuple(_folders())
    for folder in folders:
        kept = loaded(disk.read_own(folder / name))
        if kept is not None:
            return Grammar(kept)
    made = understood(text)
    content = saved(made)
    any(disk.keep_own(folder / name, content) for folder in folders)
    return Grammar(made)


def understood(text: str) -> Lark:
    """Lark's own view of a grammar; one that has conflicts raises."""
    return Lark(
        text,
        parser="lalr",
        lexer=Scanned,
        strict=True,
        start=list(STARTS),
        maybe_placeholders=False,
        propagate_positions=True,
    )


def saved(made: Lark) -> bytes:
    """A fingerprint of what follows, and what `Lark.save` writes."""
    body = BytesIO()
    made.save(body)
    return _digest(body.getvalue()) + body.getvalue()


def loaded(content: bytes | None) -> Lark | None:
    """What `saved` wrote; None where it is not whole."""
    if content is None or content[:_DIGEST] != _digest(content[_DIGEST:]):
        return None
    try:
        return Lark.load(BytesIO(content[_DIGEST:]))
    except (pickle.UnpicklingError, AttributeError, ImportError, KeyError, TypeError, ValueError):
        return None


def _folders() -> Iterator[Path]:
    """Where it may be kept: with Python's own compiled files, else in the user's folder of caches."""
    if not sys.dont_write_bytecode and sys.implementation.cache_tag is not None:
        yield Path(cache_from_source(__file__)).parent
    user = disk.user_cache()
    if user is not None:
        yield user / "grammar"


def _fingerprint(text: str) -> str:
    made_by = (text, lark.__version__, sys.version, Path(__file__).name, *STARTS)
    return hashlib.sha256("\0".join(made_by).encode()).hexdigest()[:16]


def _digest(body: bytes) -> bytes:
    return hashlib.sha256(body).digest()


_DIGEST = len(_digest(b""))
