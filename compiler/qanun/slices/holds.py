"""How much law a check has looked at, for who reads that it found no mistake."""

from collections.abc import Iterable

from qanun.syntax import tree
from qanun.syntax.tree import Page

STATES = (tree.Norm, tree.Rule, tree.Options, tree.Parameter, tree.Table)
"""What states law by itself; grounds and exceptions belong to one of these."""

Holds = tuple[int, int, int]
"""Of a page: its provisions, those of them that are said to have no rule, its rules and norms."""


def held(page: Page) -> Holds:
    """How much a page holds."""
    without = {
        provision
        for item in page.items
        if isinstance(item, tree.NotEncoded)
        for provision in item.block.provisions
    }
    rules = sum(isinstance(item, STATES) for item in page.items)
    return len(page.document.provisions), len(without), rules


def in_words(pages: Iterable[Holds]) -> str:
    """`2 laws, 9 provisions (1 not encoded) and 7 rules`."""
    known = tuple(pages)
    provisions, without, rules = (sum(page[place] for page in known) for place in range(3))
    apart = f" ({without} not encoded)" if without else ""
    return (
        f"{_count(len(known), 'law')}, {_count(provisions, 'provision')}{apart} and {_count(rules, 'rule')}"
    )


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
