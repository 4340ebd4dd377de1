"""Kinds of penalty that are almost called like another kind."""

from collections.abc import Iterator, Mapping

from qanun.diagnostics.model import Diagnostic, Fix
from qanun.diagnostics.nearest import nearest
from qanun.resolved.declare import Placed
from qanun.resolved.walk import every
from qanun.syntax import tree
from qanun.text import Span
from qanun.typed import value_kinds

USUAL = frozenset(
    word
    for line in (
        "arrest ban community_service confinement corrective_labour deprivation detention disqualification",
        "exclusion expulsion fine house_arrest imprisonment probation restriction_of_liberty suspension",
        "supervision",
    )
    for word in line.split()
)
"""Words by which laws call penalties; others are free."""

LIKE = 0.85


def check_penalty_words(places: list[Placed]) -> Iterator[Diagnostic]:
    """Warn of a word for a penalty that is like a usual one, or like another that is used before it."""
    first: dict[str, Placed] = {}
    written = [(word, span, placed) for placed in places for word, span in _words(placed.item)]
    for word, _, placed in written:
        first.setdefault(word, placed)
    for word, near in _slips(first).items():
        span, placed = next((span, placed) for one, span, placed in written if one == word)
        fix = Fix(span, near, f"write `{near}`")
        yield value_kinds.PENALTY_WORD.at(span, article=placed.article, fix=fix, word=word, near=near)


def _slips(used: Mapping[str, object]) -> Mapping[str, str]:
    known = set(USUAL)
    found = {}
    for word in used:
        near = None if word in known else nearest(word, known, LIKE)
        if near is not None:
            found[word] = near
        known.add(word)
    return found


def _words(item: tree.AnyItem) -> Iterator[tuple[str, Span]]:
    """The words for penalties of an item, with their places."""
    for node in every(item):
        match node:
            case tree.PenaltyRange(kind=kind):
                yield kind, _place(node.span, kind)
            case tree.PenaltyAmount(parts=parts):
                yield from ((kind, _place(node.span, kind)) for kind, _ in parts)
            case _:
                pass


def _place(span: Span, word: str) -> Span:
    start = max(span.words.find(word), 0)
    return span.text.span(span.start + start, span.start + start + len(word))
