"""The smallest sets of what a case states that, were it otherwise, would turn an answer."""

from collections.abc import Callable, Sequence
from itertools import combinations, product
from math import lcm
from typing import Any

from qanun.runtime.evaluation.turning import Otherwise
from qanun.runtime.evaluation.whole import is_whole
from qanun.runtime.faults import FactsRefused
from qanun.runtime.outcomes.undecided import NotKnown

Changed = dict[int, object]
"""What would be instead, by the place of what is stated."""
Turns = Callable[[Changed], bool]
"""Whether the answer comes out otherwise, and certainly so."""

MOST_TRIED = 4_000
"""So many cases are looked at."""
MOST_VISITED = 100_000
"""So many nodes."""
MOST_STATED = 200
"""Of so much that is stated is tried what else it could be."""
MOST_WHOLE = 300
"""So many cases are tried where there is no diagram."""


class Bounded(Exception):
    """The search comes to a bound."""


class Search:
    """Goes through a diagram, from its first atom, once for each number of changes. Only ways are gone that
    can still end elsewhere with so many."""

    def __init__(self, otherwise: Otherwise, turns: Turns, together: int) -> None:
        self._turning = turning = otherwise.turning
        self._otherwise = otherwise
        self._turns = turns
        self._together = together
        self._visited = 0
        self._found: list[frozenset[int]] = []
        self._now = otherwise.atoms({})
        often = [0] * len(otherwise.stated)
        for on in otherwise.on:
            for place in on:
                often[place] += 1
        most = [max([often[place] for place in on], default=1) for on in otherwise.on]
        self._parts = lcm(*most)
        """The parts of a change, in which is counted what it takes."""
        self._never = (together + 1) * self._parts
        self._cost = [
            0 if tied else self._parts // many for many, tied in zip(most, otherwise.is_tied, strict=True)
        ]
        """Of each atom the least parts of a change that it takes to have it otherwise."""
        self._come_by: set[int] = set()
        """The atoms of which it was asked what they are otherwise."""
        here = self._ends_now()
        self._is_other = [
            said is not None and (said not in here or is_open or bool(beside))
            for said, is_open, beside in zip(turning.ends, turning.is_open, otherwise.beside, strict=True)
        ]
        self._is_sure = len(here - {None}) < 2
        """Whether the diagram tells by itself what stands."""
        self._left = self._still_needed()

    def run(self) -> bool:
        """Whether nothing was left out; each set that turns the answer is told to `turns`."""
        if len(self._otherwise.stated) > MOST_STATED:
            return False
        root = len(self._turning.nodes) - 1
        try:
            for many in range(1, self._together + 1):
                before = self._found.copy()
                self._go((root,), {}, frozenset(), 0, many, before)
        except Bounded:
            return False
        return self._is_sure and is_whole(self._otherwise, sorted(self._come_by))

    # --- the diagram as the case stands -------------------------------------------------------------------

    def _ends_now(self) -> set[object]:
        """What is said where the case goes."""
        found: set[object] = set()
        seen: set[int] = set()
        ahead = [len(self._turning.nodes) - 1]
        while ahead:
            one = ahead.pop()
            if one < 0:
                found.add(self._turning.ends[-1 - one])
            elif one not in seen:
                seen.add(one)
                ahead += self._ways(one, self._now)
        return found

    def _ways(self, node: int, atoms: Sequence[Any]) -> Sequence[int]:
        """The ways that can be gone at a node."""
        atom, *ways = self._turning.nodes[node]
        return going(atoms[atom], ways)

    def _still_needed(self) -> list[int]:
        """For each node the least number of changes, as parts of them, with which one ends elsewhere."""
        found: list[int] = []
        for node, (atom, *ways) in enumerate(self._turning.nodes):
            now = self._ways(node, self._now)
            found.append(
                min(self._below(way, found) + (0 if way in now else self._cost[atom]) for way in ways)
            )
        return found

    def _below(self, way: int, found: Sequence[int]) -> int:
        if way >= 0:
            return found[way]
        return 0 if self._is_other[-1 - way] else self._never

    # --- the search ---------------------------------------------------------------------------------------

    def _go(
        self,
        ahead: tuple[int, ...],
        changed: Changed,
        kept: frozenset[int],
        spent: int,
        many: int,
        before: Sequence[frozenset[int]],
    ) -> None:
        """`ahead`: where one can be. `kept` stays as it is; `spent` are the changes so far, in parts."""
        self._visited += 1
        if self._visited > MOST_VISITED or self._otherwise.tried > MOST_TRIED:
            raise Bounded
        needed = spent + min([self._below(one, self._left) for one in ahead], default=self._never)
        if needed > many * self._parts or any(one <= changed.keys() for one in before):
            return
        inner = [one for one in ahead if one >= 0]
        atom = min([self._turning.nodes[one][0] for one in inner], default=None)
        for place in self._asked(atom, ahead):
            if place not in changed and place not in kept:
                if len(changed) < many:
                    for value in self._otherwise.values(place):
                        self._go(ahead, {**changed, place: value}, kept, spent, many, before)
                self._go(ahead, changed, kept | {place}, spent, many, before)
                return
        if atom is None:
            self._propose(changed, many)
            return
        try:
            atoms = self._otherwise.atoms(changed)
        except FactsRefused:
            return
        there: dict[int, None] = {}
        extra = 0
        for one in ahead:
            if one >= 0 and self._turning.nodes[one][0] == atom:
                now, ways = self._ways(one, self._now), self._ways(one, atoms)
                extra = 0 if set(ways) & set(now) else self._cost[atom]
                there.update(dict.fromkeys(ways))
            else:
                there[one] = None
        possible = tuple([one for one in there if one >= 0 or self._turning.ends[-1 - one] is not None])
        self._go(possible, changed, kept, spent + extra, many, before)

    def _asked(self, atom: int | None, ahead: Sequence[int]) -> Sequence[int]:
        """What is stated and makes a difference there: to an atom, else to what is said at the ends."""
        if atom is not None:
            self._come_by.add(atom)
            return self._otherwise.on[atom]
        return [place for one in ahead for place in self._otherwise.beside[-1 - one]]

    def _propose(self, changed: Changed, many: int) -> None:
        if len(changed) < many:
            return
        self._otherwise.tried += 1
        if self._turns(changed):
            self._found.append(frozenset(changed))


def going(outcome: object, ways: Sequence[int]) -> Sequence[int]:
    """The ways that can be gone where an atom is so."""
    if outcome is True:
        return ways[:1]
    if outcome is False or outcome is None:
        return ways[1:2]
    if isinstance(outcome, NotKnown) or len(ways) < 3:
        return ways
    return ways[2:]


def by_trying(otherwise: Otherwise, turns: Turns, together: int) -> bool:
    """The same without a diagram: what is of few values is tried, one and two at a time. It is never the
    whole of it."""
    found: list[frozenset[int]] = []
    left = MOST_WHOLE
    for many in range(1, min(together, 2) + 1):
        before = found.copy()
        for places in combinations(range(len(otherwise.stated)), many):
            if any(one <= set(places) for one in before):
                continue
            for values in product(*(otherwise.values(place) for place in places)):
                left -= 1
                if left < 0:
                    return False
                if turns(dict(zip(places, values, strict=True))):
                    found.append(frozenset(places))
    return False
