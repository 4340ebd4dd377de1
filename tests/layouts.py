"""Other layouts of a rule block that is laid out in the one way: they mean the same."""

import re
from itertools import pairwise
from typing import Protocol, TypeVar

from hypothesis import strategies as st
from qanun.syntax.scan import Lexeme, Scanner
from qanun.text import Text

T = TypeVar("T")


class Draw(Protocol):
    def __call__(self, strategy: st.SearchStrategy[T], /) -> T: ...


_BREAK_AFTER = frozenset(("=", "!=", "<", "<=", ">", ">=", "+", "*", "/", "(", ":"))
_COMMENT = re.compile(r'^((?:[^"#]|"(?:[^"\\]|\\.)*")*?)  (#.*)$')


def with_comments(block: str, draw: Draw) -> str:
    """The block with comments on lines of their own and behind others."""
    lines: list[str] = []
    for line in block.splitlines():
        if line and draw(st.integers(0, 7)) == 0:
            margin = " " * (len(line) - len(line.lstrip())) if draw(st.booleans()) else ""
            lines.append(f"{margin}# why")
        commented = line + ("  # because" if line and draw(st.integers(0, 7)) == 0 else "")
        lines.append(line if "#" in line else commented)
    return "".join(line + "\n" for line in lines)


def relaid(block: str, draw: Draw) -> str:
    """The block with other indentation, blanks, empty lines, and line breaks where they say nothing.

    What a bullet goes on with stands below its words, and not below the blank behind its mark.
    """
    steps = [0]
    lines: list[str] = []
    bullets: set[int] = set()
    for line in block.splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        if line and depth == 0:
            steps = [0, *(draw(st.integers(1, 5)) for _ in range(20))]
        bullets = {above for above in bullets if above < depth}
        margin = " " * sum(max(steps[one], 2 if one - 1 in bullets else 0) for one in range(depth + 1))
        if line.lstrip().startswith("- "):
            bullets.add(depth)
        if not line:
            lines += [draw(st.sampled_from(["", "   "])) for _ in range(draw(st.integers(1, 3)))]
        elif line.lstrip().startswith("#"):
            lines.append(margin + line.lstrip())
        else:
            if depth and draw(st.integers(0, 9)) == 0:
                lines.append(draw(st.sampled_from(["", "  "])))
            lines += _relaid(line.lstrip(), margin, draw)
    return "".join(line + "\n" for line in lines)


def broken_everywhere(block: str) -> str:
    """The block with a line break at every place where it says nothing."""
    lines: list[str] = []
    for line in block.splitlines():
        words = line.lstrip()
        margin = line.removesuffix(words)
        lines.append(margin)
        at = 0
        for before, lexeme in pairwise(() if words.startswith("#") else _lexemes(words)):
            if _says_nothing(before, lexeme):
                lines[-1] += words[at : before.end]
                lines.append(margin + " " * 20)
                at = lexeme.start
        lines[-1] += words[at:]
    return "".join(line + "\n" for line in lines)


def _lexemes(line: str) -> tuple[Lexeme, ...]:
    text = Text("line.md", line)
    return tuple(
        lexeme for found in Scanner(text.span(0, len(line)), "").scan().lines for lexeme in found.lexemes
    )


def _says_nothing(before: Lexeme, lexeme: Lexeme) -> bool:
    """Whether a line break between two lexemes says nothing."""
    return before.text in _BREAK_AFTER and lexeme.text not in (")", "(")


def _relaid(line: str, margin: str, draw: Draw) -> list[str]:
    comment = ""
    if found := _COMMENT.match(line):
        line, comment = found[1], " " * draw(st.integers(1, 4)) + found[2]
    lexemes = _lexemes(line)
    lines = [margin]
    for number, lexeme in enumerate(lexemes):
        words = line[lexeme.start : lexeme.end]
        before = lexemes[number - 1] if number else None
        if before is not None:
            gap = line[before.end : lexeme.start]
            if _says_nothing(before, lexeme) and draw(st.integers(0, 9)) == 0:
                lines.append(margin + " " * (20 + draw(st.integers(0, 3))))
            elif gap or lexeme.text in (",", ")") or before.text == "(":
                lines[-1] += " " * draw(st.integers(1 if gap else 0, 3))
        lines[-1] += words
    return [*(one + " " * draw(st.sampled_from([0, 0, 2])) for one in lines[:-1]), lines[-1] + comment]
