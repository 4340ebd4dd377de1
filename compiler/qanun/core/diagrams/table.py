"""Decision diagrams with any leaves: nodes that are equal are one.

A diagram is a number. A node asks one atom, and has a diagram for yes, for no, and, where the atom may come
to neither (a fault, say), for that. Atoms are numbers too; along every way down they rise.
"""

from collections.abc import Callable, Hashable, Sequence
from typing import Final

NEVER: Final = -1
"""In the place of the third way of an atom that is always yes or no."""


class TooLarge(Exception):
    """A diagram has more nodes, or an expression in it more parts, than are kept: how many."""


class Diagrams:
    """The nodes and leaves of several diagrams. `limit`: how many nodes there may be."""

    def __init__(self, limit: int) -> None:
        self.rows: list[tuple[int, int, int, int] | None] = []
        self.leaves: dict[int, Hashable] = {}
        self._nodes: dict[tuple[int, int, int, int], int] = {}
        self._leaves: dict[Hashable, int] = {}
        self._limit = limit

    def leaf(self, key: Hashable) -> int:
        found = self._leaves.get(key)
        if found is None:
            found = self._leaves[key] = len(self.rows)
            self.leaves[found] = key
            self.rows.append(None)
        return found

    def node(self, atom: int, yes: int, no: int, neither: int = NEVER) -> int:
        """A node of which all atoms below are greater; one that changes nothing is what is below it."""
        if yes == no and neither in (NEVER, yes):
            return yes
        row = (atom, yes, no, neither)
        found = self._nodes.get(row)
        if found is None:
            if len(self.rows) >= self._limit:
                raise TooLarge(f"more than {self._limit:,} nodes")
            found = self._nodes[row] = len(self.rows)
            self.rows.append(row)
        return found

    def combined(self, parts: Sequence[int], at_leaves: Callable[[tuple[Hashable, ...]], int]) -> int:
        """What becomes of several: `at_leaves` tells the diagram of their leaves together."""
        known: dict[tuple[int, ...], int] = {}
        rows, leaves = self.rows, self.leaves

        def of(ways: tuple[int, ...]) -> int:
            found = known.get(ways)
            if found is None:
                asking = [row[0] for way in ways if (row := rows[way]) is not None]
                if asking:
                    found = below(ways, min(asking))
                else:
                    found = at_leaves(tuple([leaves[way] for way in ways]))
                known[ways] = found
            return found

        def below(ways: tuple[int, ...], atom: int) -> int:
            yes, no, neither = [], [], []
            for way in ways:
                row = rows[way]
                if row is None or row[0] != atom:
                    row = (atom, way, way, way)
                yes.append(row[1])
                no.append(row[2])
                neither.append(row[3])
            found_yes, found_no = of(tuple(yes)), of(tuple(no))
            found_neither = NEVER if NEVER in neither else of(tuple(neither))
            return self.placed(atom, found_yes, found_no, found_neither)

        return of(tuple(parts))

    def placed(self, atom: int, yes: int, no: int, neither: int) -> int:
        """A node whose ways may ask atoms that come before it."""
        ways = (yes, no) if neither == NEVER else (yes, no, neither)
        before = [row[0] for way in ways if (row := self.rows[way]) is not None and row[0] <= atom]
        if not before:
            return self.node(atom, yes, no, neither)
        return self._sorted(atom, (yes, no, neither), {})

    def _sorted(self, atom: int, key: tuple[int, int, int], known: dict[tuple[int, int, int], int]) -> int:
        yes, no, neither = key
        if key in known:
            return known[key]
        ways = [way for way in key if way != NEVER]
        first = min((row[0] for way in ways if (row := self.rows[way]) is not None), default=atom + 1)
        if first > atom:
            found = self.node(atom, yes, no, neither)
        elif first == atom:
            found = self.node(
                atom,
                self._way(yes, atom, 1),
                self._way(no, atom, 2),
                NEVER if neither == NEVER else self._way(neither, atom, 3),
            )
        else:
            three = [self._way(way, first, 3) for way in ways]
            found = self.node(
                first,
                self._sorted(atom, self._ways(key, first, 1), known),
                self._sorted(atom, self._ways(key, first, 2), known),
                NEVER if NEVER in three else self._sorted(atom, self._ways(key, first, 3), known),
            )
        known[key] = found
        return found

    def _asks(self, way: int, atom: int) -> bool:
        row = self.rows[way]
        return row is not None and row[0] == atom

    def _ways(self, key: tuple[int, int, int], atom: int, place: int) -> tuple[int, int, int]:
        yes, no, neither = (NEVER if way == NEVER else self._way(way, atom, place) for way in key)
        return yes, no, neither

    def _way(self, diagram: int, atom: int, place: int) -> int:
        row = self.rows[diagram]
        return row[place] if row is not None and row[0] == atom else diagram

    def under(self, diagram: int) -> list[int]:
        """The diagram's nodes and leaves, each after those below it."""
        found: dict[int, None] = {}
        waiting = [(diagram, False)]
        while waiting:
            one, ready = waiting.pop()
            row = self.rows[one]
            if ready or row is None:
                found[one] = None
            elif one not in found:
                waiting.append((one, True))
                waiting += [(way, False) for way in row[1:] if way != NEVER]
        return list(found)
