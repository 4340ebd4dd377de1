"""Chance, and names: some of them mean something to a target."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from attrs import define, field
from qanun.runtime.operators.operator_rows import OPERATORS
from qanun.syntax.grammar import grammar
from qanun.targets.names import RESERVED

T = TypeVar("T")

OPERATOR_NAMES = tuple(sorted({function.__name__ for function in OPERATORS.values()}))
_MEANINGFUL = (
    *OPERATOR_NAMES,
    *("all", "any", "sum", "len", "max", "min", "set", "list", "tuple", "bool", "int", "next", "iter", "str"),
    *("class", "lambda", "def", "import", "self", "cls", "pass", "global", "del", "try", "as_of", "facts"),
    *("date", "datetime", "period", "money", "Money", "Fraction", "UNKNOWN", "Answer", "answer", "readings"),
    *("evaluate", "explore", "decide", "explain", "question", "name", "value", "item", "key", "headline"),
    *("constructor", "prototype", "this", "var", "let", "new", "typeof", "function", "toString", "__proto__"),
)
_GENERATED = ("make", "rests", "known", "crossing", "spec", "choice", "quiet", "undecided", "found", "result")
"""What generated functions call things of their own."""
ODD_NAMES = tuple(
    name
    for name in dict.fromkeys((*_MEANINGFUL, *_GENERATED, *sorted(RESERVED)))
    if name not in grammar().reserved
)
"""Names that mean something to a target, or to what generated code imports; the language may use them."""


@define
class Draws:
    """Draws for one law in the making; `odd` are the odd names that are taken."""

    random: Random
    module: str
    count: int = field(default=0, kw_only=True)
    odd: set[str] = field(factory=set, kw_only=True)

    def chance(self, percent: int) -> bool:
        return self.random.randrange(100) < percent

    def pick(self, options: Sequence[T]) -> T:
        return options[self.random.randrange(len(options))]

    def fresh(self, word: str) -> str:
        """A name of its own; now and then one that means something to a target."""
        self.count += 1
        odd = self.pick(ODD_NAMES)
        if not self.chance(12) or odd in self.odd:
            return f"{word}_{self.count}"
        self.odd.add(odd)
        return odd

    def words(self, usual: tuple[str, ...]) -> tuple[str, ...]:
        """The names of options or fields; some may be odd ones."""
        odd = self.random.sample(ODD_NAMES, len(usual))
        return tuple(other if self.chance(12) else word for word, other in zip(usual, odd, strict=True))

    def fresh_number(self) -> int:
        self.count += 1
        return self.count
