"""Which of the facts given decided, and what a case would come to otherwise."""

from collections.abc import Callable, Mapping, Sequence, Set
from itertools import combinations
from typing import Any, Protocol

from qanun.runtime.answers.verdicts import Verdict
from qanun.runtime.values.unknown import UNKNOWN

OPEN = frozenset((Verdict.UNKNOWN, Verdict.FAULT))
"""The verdicts that leave an answer open."""
Same = Callable[["Outcome"], bool]
"""Whether a case comes to the same."""


class Outcome(Protocol):
    """What a case comes to. `sure`: no earlier headline could still be the one."""

    @property
    def headline(self) -> str | None: ...

    @property
    def sure(self) -> bool: ...

    @property
    def answers(self) -> Sequence[Any]: ...


class Tries(Protocol):
    """A case that can be put again without some of its facts, or under other readings."""

    def again(self, without: frozenset[str] = ..., readings: Mapping[str, str] = ...) -> Outcome | None:
        """What it comes to; None where it cannot be so."""
        ...


class Without:
    """A case without some of its facts: they are unknown."""

    def __init__(self, facts: object, left_out: frozenset[str]) -> None:
        self._facts = facts
        self._left_out = left_out

    def __getattr__(self, name: str) -> object:
        return UNKNOWN if name in self._left_out else getattr(self._facts, name)


SURELY = 12
"""Of so many facts the smallest set is found; of more an irreducible one."""
Enough = Callable[[Set[str]], bool]
"""Whether these facts alone make a case come to the same. More facts are enough where fewer are."""


def decisive(case: Tries, stated: Sequence[str], same: Same) -> tuple[str, ...]:
    """A set of facts under which a case still comes to the same: of up to `SURELY` a smallest one, of more
    one of which none can be left out."""

    def enough(kept: Set[str]) -> bool:
        outcome = case.again(frozenset(stated) - kept)
        return outcome is not None and same(outcome)

    found = min((_irreducible(order, enough) for order in (stated[::-1], stated)), key=len)
    if len(stated) <= SURELY:
        found = _smallest(stated, found, enough)
    return tuple(name for name in stated if name in found)


def _irreducible(order: Sequence[str], enough: Enough) -> set[str]:
    """Facts are left out one after the other."""
    kept = set(order)
    for name in order:
        if enough(kept - {name}):
            kept.remove(name)
    return kept


def _smallest(stated: Sequence[str], known: set[str], enough: Enough) -> set[str]:
    """A smallest set. Whatever is enough has one of the facts that are missing where it is not enough: of
    each such case, as few missing as may be, until all can be met no more by fewer than are `known`."""
    every = set(stated)
    to_meet = [{name} for name in stated if name in known and not enough(every - {name})]
    size = len(to_meet)
    while size < len(known):
        found = _meeting(stated, size, to_meet)
        if found is None:
            size += 1
        elif enough(found):
            return found
        else:
            to_meet.append(every - _lacking(stated, found, enough))
    return known


def _meeting(stated: Sequence[str], size: int, to_meet: Sequence[set[str]]) -> set[str] | None:
    """The first so many facts that have one of each of some sets."""
    for chosen in combinations(stated, size):
        found = set(chosen)
        if all(found & one for one in to_meet):
            return found
    return None


def _lacking(stated: Sequence[str], found: set[str], enough: Enough) -> set[str]:
    """As many facts as can be added and are not enough."""
    whole = set(found)
    for name in stated:
        if name not in whole and not enough(whole | {name}):
            whole.add(name)
    return whole


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
