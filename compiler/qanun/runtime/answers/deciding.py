"""Which of the facts given decided, and what a case would come to otherwise."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from qanun.runtime.answers.verdicts import Verdict
from qanun.runtime.values.unknown import UNKNOWN

OPEN = frozenset((Verdict.UNKNOWN, Verdict.FAULT))
"""The verdicts that leave an answer open."""
Same = Callable[["Outcome"], bool]
"""Whether a case comes to the same."""


class Outcome(Protocol):
    """What a case comes to. `sure`: no earlier headline could still be the one."""

    headline: str | None
    sure: bool
    answers: Sequence[Any]


class Tries(Protocol):
    """A case that can be put again without some of its facts, or under other readings."""

    def again(self, without: frozenset[str] = ..., reading: tuple[str, str] | None = ...) -> Outcome | None:
        """What it comes to; None where it cannot be so."""
        ...


class Without:
    """A case without some of its facts: they are unknown."""

    def __init__(self, facts: object, left_out: frozenset[str]) -> None:
        self._facts = facts
        self._left_out = left_out

    def __getattr__(self, name: str) -> object:
        return UNKNOWN if name in self._left_out else getattr(self._facts, name)


def decisive(case: Tries, stated: Sequence[str], same: Same) -> tuple[str, ...]:
    """An irreducible set of facts under which a case still comes to the same: without any one of them it does
    not. Facts are left out one after the other, from the last and from the first; the shorter set counts."""
    found = min((_kept(case, order, same) for order in (stated[::-1], stated)), key=len)
    return tuple(name for name in stated if name in found)


def _kept(case: Tries, order: Sequence[str], same: Same) -> set[str]:
    kept = set(order)
    for name in order:
        outcome = case.again(frozenset(order) - kept | {name})
        if outcome is not None and same(outcome):
            kept.remove(name)
    return kept


def same_headline(base: Outcome) -> Same:
    """That the headline is surely the same."""
    return lambda other: other.sure and other.headline == base.headline


def same_answers(base: Outcome, places: Sequence[int]) -> Same:
    """That the answers at these places say the same."""
    said = [signature(base.answers[place]) for place in places]
    return lambda other: [signature(other.answers[place]) for place in places] == said


def signature(answer: Any) -> tuple[object, ...]:
    """What an answer says, whatever it rests on."""
    value = answer.value
    if isinstance(value, tuple) and value and hasattr(value[0], "verdict"):
        value = tuple(signature(one) for one in value)
    return answer.verdict, value, answer.state, answer.due, answer.end, answer.penalties
