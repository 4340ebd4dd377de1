"""The words of a rule block as an editor or a page colours them. The keywords are those of the grammar."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import ClassVar

from pygments.lexer import Lexer
from pygments.token import (
    Comment,
    Keyword,
    Literal,
    Name,
    Number,
    Operator,
    Punctuation,
    String,
    Token,
    Whitespace,
)

_PIECE = re.compile(
    r"""
      (?P<comment>\#[^\n]*)
    | (?P<string>"(?:[^"\\\n]|\\.)*"?)
    | (?P<moment>\d{4}-\d\d-\d\d(?:[ ]\d\d:\d\d(?::\d\d)?[ ](?:[A-Za-z_]+(?:/[\w+-]+)+|UTC|[+-]\d\d:\d\d))?)
    | (?P<anchor>[^\W\d]*\w*\#[\w.@()-]+)
    | (?P<number>\d[\d,]*(?:\.\d+)?)
    | (?P<letter>(?<=-[ ])\((?:\w{1,5})\))
    | (?P<word>[^\W\d]\w*(?:\.\w+)*(?:/no)?)
    | (?P<operator>!=|<=|>=|[=<>+*/%-])
    | (?P<punctuation>[(),:])
    | (?P<blank>\s+)
    | (?P<other>.)
    """,
    re.VERBOSE,
)
_TOKENS = {
    "comment": Comment.Single,
    "string": String.Double,
    "moment": Literal.Date,
    "anchor": Name.Label,
    "number": Number,
    "letter": Name.Label,
    "operator": Operator,
    "punctuation": Punctuation,
    "blank": Whitespace,
    "other": Token.Text,
}
_OPENING = frozenset(
    [
        "authority",
        "party",
        "act",
        "fact",
        "always",
        "type",
        "record",
        "define",
        "rule",
        "parameter",
        "table",
        "obligation",
        "prohibition",
        "permission",
        "right",
        "power",
        "offence",
        "status",
        "ground",
        "fills",
        "exception",
        "options",
        "silence",
        "reading",
        "collision",
        "question",
        "situation",
        "background",
        "scenario",
        "cases",
        "claim",
    ]
)


@cache
def keywords() -> frozenset[str]:
    """Every word that the grammar writes in quotes."""
    grammar = files("qanun.syntax").joinpath("grammar.lark").read_text(encoding="utf-8")
    rules = re.sub(r"//[^\n]*", "", grammar)
    quoted = re.findall(r'"((?:[^"\\]|\\.)*)"', rules)
    return frozenset(word for text in quoted for word in re.findall(r"[a-z_]+", text))


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """The text cut into pieces with their kinds: the names in `_PIECE`, keyword, opening (the keyword that
    begins an entry) and name. Together they are the text."""
    start = True
    for found in _PIECE.finditer(text):
        kind = found.lastgroup or "other"
        words = found[0]
        if kind == "word":
            kind = (
                "name" if words not in keywords() else "opening" if start and words in _OPENING else "keyword"
            )
        yield kind, words
        start = "\n" in words and words.endswith("\n") if kind == "blank" else False


class QanunLexer(Lexer):  # type: ignore[misc]
    """Qanun's rule blocks for Pygments."""

    name = "Qanun"
    aliases: ClassVar[list[str]] = ["qanun"]
    filenames: ClassVar[list[str]] = []
    url = ""

    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, object, str]]:
        """Each piece with its place and its token."""
        at = 0
        for kind, words in pieces(text):
            token = {"keyword": Keyword, "opening": Keyword.Declaration, "name": Name}.get(kind) or _TOKENS[
                kind
            ]
            yield at, token, words
            at += len(words)
