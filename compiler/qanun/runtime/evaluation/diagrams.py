"""Decision diagrams: what an answer can still come to, exactly, where facts are missing.

A subject's diagram tells it in every case of which all is known: its nodes ask atoms (a fact, a comparison, a
quantifier), its leaves are what the parts of the answer come to. The general evaluation finds the atoms of a
case; one that is unknown leaves its ways open. What all ways lead to is certain, and a fact is needed where
it alone tells ways apart that do not lead to the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from qanun.runtime.evaluation.reader import Reader
from qanun.runtime.evaluation.tape import Block, Mask, Registers, Step, Tape, Thing, Things
from qanun.runtime.outcomes.passing import same
from qanun.runtime.outcomes.undecided import NotKnown, Undecided

NO_CASE = -1
"""In the place of a leaf: below a way that no case goes."""
FIRST_LEAF = -2
"""The first leaf; the second is one less."""
THING = "*"
"""The local that stands for the thing of a list of which an answer is: no page can write it."""

Ways = tuple[int, ...]
"""A node: its atom, and what is below it for yes, for no, and if need be for neither. Below are greater
atoms."""


class Diagram:
    """The diagram of one subject. Its leaves are the ways in which the answer can come out: what each of its
    parts is then; the first of them is whether it applies, or its value.

    `asked`: of so many parts, from the first, facts are needed.
    """

    __slots__ = ("_alike", "_asked", "_atoms", "_late", "_leaves", "_nodes", "_parts", "_root")

    def __init__(self, reader: Reader, late: Late, data: Mapping[str, Any], asked: int) -> None:
        self._late = late
        self._asked = asked
        things = late.things
        self._atoms = reader.all(data["atoms"], things)
        self._leaves = [None if expr is None else reader.read(expr, things) for expr in data["leaves"]]
        self._alike: Sequence[int] = data["alike"]
        ends: Sequence[Sequence[int]] = data["ends"]
        possible = [place for place, parts in enumerate(ends) if parts]
        self._parts = [ends[place] for place in possible]
        told = {-1 - place: FIRST_LEAF - number for number, place in enumerate(possible)}
        self._nodes: list[Ways] = [
            (atom, *[at - 1 - way if way >= 0 else told.get(way, NO_CASE) for way in ways])
            for at, (atom, *ways) in enumerate(data["nodes"])
        ]
        self._root = len(self._nodes) - 1 if self._nodes else told.get(-1, NO_CASE)

    def told(self, r: Registers, outcomes: Sequence[object], thing: object = None) -> list[object]:
        """The outcomes of the parts of the answer, of a thing if it is about one: what the diagram tells in
        the place of what is unknown. Which facts are needed is chosen for all parts together."""
        self._late.begin(r, thing)
        whole = self._left(r)
        told = list(outcomes)
        for place, outcome in enumerate(outcomes):
            if isinstance(outcome, NotKnown):
                told[place] = self._part(whole, r, place, outcome)
        open_ = {place: one for place, one in enumerate(told) if isinstance(one, Open)}
        needs = self._needed(r, open_)
        for place, one in open_.items():
            told[place] = one.told(needs[place] or needs.get(0, 0))
        return told

    def _needed(self, r: Registers, open_: Mapping[int, Open]) -> dict[int, int]:
        """The facts that tell each part: of facts that go together as few as tell all parts. What makes no
        difference step by step is left out first."""
        asked: dict[int, int] = {}
        before = 0
        for one in open_.values():
            before |= one.before.all
            for atom in one.left.atoms():
                asked[atom] = _missing(self._late.value(r, self._atoms[atom]))
        order = sorted(asked, key=lambda atom: (bool(asked[atom] & before), -atom))
        narrow([one.left for place, one in open_.items() if place < self._asked], order)
        found: dict[int, int] = {}
        for place, one in open_.items():
            narrow([one.left], order)
            found[place] = 0
            for mask in (*(asked[atom] for atom in one.left.atoms()), *map(_missing, one.values)):
                found[place] |= mask
        return found

    def _part(self, whole: Left, r: Registers, place: int, before: NotKnown) -> object:
        """What a part of the answer comes to, by its place, or that it is open; what is told `before` where
        that is all that can be said."""
        leaves = {self._parts[FIRST_LEAF - one][place] for one in whole.leaves()}
        found = {leaf: self._value(leaf, r, before) for leaf in sorted(leaves)}
        same_as = {leaf: self._first(leaf, found) for leaf in found}
        if len(set(same_as.values())) < 2:
            value = found[min(leaves)] if leaves else before
            told = not isinstance(value, NotKnown) and all(same(value, one) for one in found.values())
            return value if told else before
        if any(value is before for value in found.values()):
            return before
        return Open(self._asking(whole, r, place, same_as), found.values(), before)

    def _asking(self, whole: Left, r: Registers, place: int, same_as: Mapping[int, int]) -> Left:
        """What is left of one part. What does not apply has no other: it is asked for where it may."""

        def leaf(one: int) -> int:
            parts = self._parts[FIRST_LEAF - one]
            answer = self._leaves[parts[0]]
            if place and answer is not None and self._late.value(r, answer) is False:
                return NO_CASE
            return FIRST_LEAF - same_as[parts[place]]

        return whole.told(leaf)

    def _value(self, leaf: int, r: Registers, before: NotKnown) -> object:
        """What a leaf is in the case; what is told `before` where that cannot be told."""
        register = self._leaves[leaf]
        return before if register is None else self._late.value(r, register)

    def _first(self, leaf: int, found: Mapping[int, object]) -> int:
        """The first of the leaves that are the same: alike, or of the same value in this case."""
        value = found[leaf]
        for one, other in found.items():
            if self._alike[one] == self._alike[leaf]:
                return one
            if not isinstance(value, Undecided) and not isinstance(other, Undecided) and same(value, other):
                return one
        return leaf

    def _left(self, r: Registers) -> Left:
        """What is left where the case goes: the nodes of unknown atoms that it can come to."""
        nodes, atoms, value_of = self._nodes, self._atoms, self._late.value
        taken: dict[int, int] = {}
        known: dict[int, int] = {}

        def follow(one: int) -> int:
            """The first node below which nobody knows where the case goes, or the leaf."""
            start = one
            while one >= 0:
                if one in known:
                    one = known[one]
                    break
                row = nodes[one]
                way = taken.get(row[0])
                if way is None:
                    way = taken[row[0]] = _taken(value_of(r, atoms[row[0]]))
                if not 0 < way < len(row):  # an atom that is not foreseen to be neither tells nothing
                    break
                one = row[way]
            known[start] = one
            return one

        root = follow(self._root)
        reached: dict[int, list[int]] = {}
        ahead = [root]
        while ahead:
            one = ahead.pop()
            if one >= 0 and one not in reached:
                below = reached[one] = [follow(way) if way >= 0 else way for way in nodes[one][1:]]
                ahead += below
        left = Left()
        at: dict[int, int] = {}
        for one in sorted(reached):
            at[one] = left.node(nodes[one][0], *[at[way] if way >= 0 else way for way in reached[one]])
        left.root = at.get(root, root)
        return left


def _missing(value: object) -> int:
    """The facts for want of which a value is unknown."""
    return value.all if isinstance(value, NotKnown) else 0


def _taken(value: object) -> int:
    """Where a node goes of whose atom this is found: the place of a way in it; 0 where that is unknown."""
    if value.__class__ is NotKnown:
        return 0
    if value is True:
        return 1
    return 2 if value is False or value is None else 3


class Open:
    """A part of an answer that is not certain: what is left of it, what it can be, what was told before."""

    __slots__ = ("before", "left", "values")

    def __init__(self, left: Left, values: Iterable[object], before: NotKnown) -> None:
        self.left = left
        self.values = values
        self.before = before

    def told(self, needs: int) -> NotKnown:
        """That these facts are needed: what makes no difference step by step makes none."""
        before = self.before
        needs = needs & before.all or before.all
        return NotKnown(before.yes & needs, before.no & needs, needs, before.partial)


class Late:
    """Steps that only diagrams want: each is run when something asks for it. Those that are there when it is
    made have been run.

    `through`: the facts through which each thing of a list is reached that the diagram is about; what is said
    of one is a block of its own, found anew for each.
    """

    __slots__ = ("_block", "_own", "_steps", "_tape", "_thing", "things")

    def __init__(self, tape: Tape, own: int, through: Mask | None = None) -> None:
        self._tape = tape
        self._own = own
        self._block = Block(1)
        self._thing = None if through is None else tape.register(self._block)
        self.things: Things = {}
        if self._thing is not None and through is not None:
            self.things = {THING: Thing(self._thing, through)}
        self._steps: dict[int, Step] = {}

    def begin(self, r: Registers, thing: object) -> None:
        """With a case, and a thing of it."""
        if self._thing is not None:
            for at, _ in self._block.pairs:
                r[at] = None
            r[self._thing] = (thing, 0, None)

    def value(self, r: Registers, at: int) -> object:
        """What is found in a register."""
        if r[at] is None:
            self._run(r, at)
        return r[at][0]

    def _run(self, r: Registers, register: int) -> None:
        if register not in self._steps:
            steps = (*self._tape.main.steps[self._own :], *self._block.steps)
            self._steps = {step.at: step for step in steps}
        ahead = [register]
        while ahead:
            step = self._steps[ahead[-1]]
            parts = step.parts if step.follow is None else self._before(step)
            missing = [part for part in parts if r[part] is None]
            if missing:
                ahead += missing
                continue
            r[ahead.pop()] = step.run(r)

    def _before(self, step: Step) -> Sequence[int]:
        """Of one that does not tell all its parts every step before it."""
        steps = list(self._steps)
        return steps[: steps.index(step.at)]


class Left:
    """A diagram of what is unknown in a case: nodes, each after those below it, and the root."""

    __slots__ = ("_found", "_known", "nodes", "root")

    def __init__(self) -> None:
        self.nodes: list[Ways] = []
        self.root = NO_CASE
        self._known: dict[Ways, int] = {}
        self._found: tuple[int | None, set[int]] = (None, set())

    def node(self, atom: int, *ways: int) -> int:
        """A node; where all ways are the same, what is below it."""
        if ways.count(ways[0]) == len(ways):
            return ways[0]
        row = (atom, *ways)
        found = self._known.get(row)
        if found is None:
            found = self._known[row] = len(self.nodes)
            self.nodes.append(row)
        return found

    def under(self) -> set[int]:
        """What can be reached from the root: nodes, leaves, and where no case goes."""
        root, found = self._found
        if root != self.root:
            found = set()
            ahead = [self.root]
            while ahead:
                one = ahead.pop()
                if one not in found:
                    found.add(one)
                    if one >= 0:
                        ahead += self.nodes[one][1:]
            self._found = self.root, found
        return found

    def told(self, leaf: Callable[[int], int]) -> Left:
        """The same with other leaves."""
        found = Left()
        at: list[int] = []
        for atom, *ways in self.nodes:
            below = [at[way] if way >= 0 else way if way == NO_CASE else leaf(way) for way in ways]
            at.append(found.node(atom, *below))
        found.root = at[self.root]
        return found

    def leaves(self) -> list[int]:
        """The leaves to which a case can go."""
        return [one for one in self.under() if one <= FIRST_LEAF]

    def atoms(self) -> list[int]:
        """The atoms that are asked, in order."""
        return sorted({self.nodes[one][0] for one in self.under() if one >= 0})

    def without(self, atom: int) -> int | None:
        """The root of the same without an atom; None where it makes a difference: where two of its ways can
        be gone that do not lead to the same."""
        known: dict[int, int | None] = {}

        def of(one: int) -> int | None:
            if one < 0 or self.nodes[one][0] > atom:
                return one
            if one not in known:
                first, *ways = self.nodes[one]
                if first == atom:
                    known[one] = self._either(ways)
                else:
                    below = [found for way in ways if (found := of(way)) is not None]
                    known[one] = self.node(first, *below) if len(below) == len(ways) else None
            return known[one]

        return of(self.root)

    def _either(self, ways: Sequence[int]) -> int | None:
        """What several ways lead to, where they can be gone; None where they differ."""
        found: int | None = ways[0]
        for way in ways[1:]:
            found = None if found is None else self._both(found, way, {})
        return found

    def _both(self, one: int, other: int, known: dict[tuple[int, int], int | None]) -> int | None:
        if one == other or other == NO_CASE:
            return one
        if one == NO_CASE:
            return other
        if one < 0 and other < 0:
            return None
        key = (one, other)
        if key not in known:
            atom = min(self.nodes[way][0] for way in key if way >= 0)
            rows = [self.nodes[way][1:] if way >= 0 and self.nodes[way][0] == atom else None for way in key]
            many = max(len(row) for row in rows if row is not None)
            below: list[int] = []
            for place in range(many):
                ways = [way if row is None else row[place] for row, way in zip(rows, key, strict=True)]
                found = self._both(ways[0], ways[1], known)
                if found is None:
                    break
                below.append(found)
            known[key] = self.node(atom, *below) if len(below) == many else None
        return known[key]


def narrow(parts: Sequence[Left], order: Sequence[int]) -> None:
    """Leave out, in this order, each atom that alone never makes a difference to any of several parts:
    wherever more than one of its ways can be gone, they lead to the same."""
    if not any(NO_CASE in left.under() for left in parts):
        return
    for atom in order:
        without = [left.without(atom) for left in parts]
        for left, root in zip(parts, without, strict=True):
            if root is not None and None not in without:
                left.root = root
