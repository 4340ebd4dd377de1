"""Writes the grammars by which VS Code colours rule blocks, with the words and patterns of Qanun's lexer."""

import json
import re
from pathlib import Path

from qanun.book import lexer

HERE = Path(__file__).parent / "syntaxes"
SCOPES = {
    "comment": "comment.line.number-sign.qanun",
    "string": "string.quoted.double.qanun",
    "moment": "constant.numeric.date.qanun",
    "anchor": "entity.name.label.qanun",
    "number": "constant.numeric.qanun",
    "letter": "entity.name.label.qanun",
    "opening": "keyword.control.qanun",
    "keyword": "keyword.other.qanun",
    "word": "variable.other.qanun",
    "operator": "keyword.operator.qanun",
}
"""What themes call each kind of piece; the rest has no colour."""


def patterns() -> dict[str, str]:
    """A pattern for each kind, in the order in which they are tried."""
    lines = (line.strip().removeprefix("|").strip() for line in lexer._PIECE.pattern.splitlines())
    own = dict(found.groups() for line in lines if (found := re.fullmatch(r"\(\?P<(\w+)>(.*)\)", line)))
    keywords = sorted(lexer.keywords(), reverse=True)
    opening = sorted(lexer._OPENING, reverse=True)
    behind = r"(?![\w])(?!\.\w)(?!/no)"
    made = {}
    for kind, pattern in own.items():
        if kind == "word":
            made["opening"] = f"^(?:{'|'.join(opening)}){behind}"
            made["keyword"] = f"(?:{'|'.join(keywords)}){behind}"
        if kind in SCOPES:
            made[kind] = pattern
    return made


def block() -> dict[str, object]:
    """The grammar of a rule block."""
    found = [{"name": SCOPES[kind], "match": pattern} for kind, pattern in patterns().items()]
    return {"name": "Qanun", "scopeName": "source.qanun", "patterns": found}


def fences() -> dict[str, object]:
    """The grammar of Markdown with rule blocks in fences."""
    mark = {"name": "punctuation.definition.markdown"}
    inner = {
        "begin": r"(^|\G)(\s*)(.*)",
        "while": r"(^|\G)(?!\s*([`~]{3,})\s*$)",
        "contentName": "meta.embedded.block.qanun",
        "patterns": [{"include": "source.qanun"}],
    }
    fence = {
        "name": "markup.fenced_code.block.markdown",
        "begin": r"(^|\G)(\s*)(`{3,}|~{3,})\s*(qanun)(\s[^`]*)?$",
        "end": r"(^|\G)(\2|\s{0,3})(\3)\s*$",
        "beginCaptures": {"3": mark, "4": {"name": "fenced_code.block.language.markdown"}},
        "endCaptures": {"3": mark},
        "patterns": [inner],
    }
    return {
        "scopeName": "markdown.qanun.codeblock",
        "injectionSelector": "L:text.html.markdown",
        "patterns": [fence],
    }


def written() -> dict[Path, str]:
    """The files, and what stands in them."""
    made = {"qanun.tmLanguage.json": block(), "markdown.tmLanguage.json": fences()}
    return {HERE / name: json.dumps(grammar, indent=2) + "\n" for name, grammar in made.items()}


if __name__ == "__main__":
    for path, content in written().items():
        path.write_text(content, encoding="utf-8")
