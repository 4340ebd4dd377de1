"""A condition in which `and` and `or` stand side by side: both ways to read it, and which the lines tell."""

from itertools import pairwise

from lark import Token

from qanun.diagnostics.model import Fix
from qanun.syntax import tree
from qanun.text import Span, Text


def groups_of(
    parts: tuple[tree.Expression, ...], joins: list[Token], inner: str
) -> list[list[tree.Expression]]:
    """The parts of a condition, together where `inner` joins them."""
    groups = [[parts[0]]]
    for token, part in zip(joins, parts[1:], strict=True):
        if str(token) == inner:
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def with_brackets(
    whole: Span, groups: list[list[tree.Expression]], spans: list[Span], inner: tree.Junction
) -> Fix:
    """The change that puts brackets round the parts joined by a word."""
    gaps = [whole.text.content[a.end : b.start] for a, b in pairwise(spans)]
    pieces = [f"({s.words})" if len(g) > 1 else s.words for s, g in zip(spans, groups, strict=True)]
    mended = pieces[0] + "".join(gap + piece for gap, piece in zip(gaps, pieces[1:], strict=True))
    return Fix(whole, mended, f"put brackets round the parts joined by `{inner}`")


def bracketed(parts: tuple[tree.Expression, ...], joins: list[Token], inner: str) -> str:
    """The words of a condition in one line, with brackets round what `inner` joins; long ones cut."""
    short = [
        part.span.words if len(part.span.words) <= 40 and "\n" not in part.span.words else "…"
        for part in parts
    ]
    words = dict(zip(parts, short, strict=True))
    pieces = [f" {inner} ".join(words[part] for part in group) for group in groups_of(parts, joins, inner)]
    other = "and" if inner == "or" else "or"
    counts = [len(group) for group in groups_of(parts, joins, inner)]
    whole = [f"({piece})" if count > 1 else piece for piece, count in zip(pieces, counts, strict=True)]
    return f" {other} ".join(whole)


def inner_word(text: Text, joins: list[Token]) -> tree.Junction | None:
    """The word that binds within lines where the other begins each; None where the lines do not tell."""
    starting: set[str] = set()
    within: set[str] = set()
    for token in joins:
        span = Span(text, token.start_pos or 0, token.end_pos or 0)
        before = text.content[text.line_starts[span.line - 1] : span.start]
        (within if before.strip() else starting).add(str(token))
    if len(starting) != 1 or len(within) != 1 or starting == within:
        return None
    return tree.among(tree.JUNCTIONS, within.pop())
