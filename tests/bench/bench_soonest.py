"""How few facts an interview could do with on average, and how many it asks for in which order.

    python tests/bench/bench_soonest.py --most 6 --cases 4

Of cases with facts missing that are yes or no or options, every completion is answered. The least possible is
that of the best order of all, which may ask otherwise after each reply; each completion is as likely.
"""

import argparse
import itertools
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from agreement import Laws, typed_value
from bench.bench_certain import Trying, said
from bench.holes import Hole, filled
from pages_of_law import STATUTES, program_of
from qanun.core.rules import Question
from qanun.runtime.values.unknown import UNKNOWN
from qanun.verify.cases import Drawn

State = tuple[tuple[object] | None, ...]
"""What was told of each fact that was missing."""
FEWEST = 3
"""Cases in which fewer are missing are left out."""
TURNS = 4
"""So often a case is drawn for each that counts."""


def main() -> None:
    """Draw, work out, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=6, help="facts that are missing")
    parser.add_argument("--cases", type=int, default=4, help="of each question")
    parser.add_argument("--seed", type=int, default=15)
    options = parser.parse_args()
    laws = Laws(program_of(*STATUTES), "qanun_azerbaijan")
    whole: Counter[str] = Counter()
    for question in laws.program.questions.values():
        trying = Trying(question, laws, Random(f"{options.seed} {question.name}"))
        found: Counter[str] = Counter()
        for _ in range(TURNS * options.cases):
            if found["cases"] < options.cases:
                found += replies(trying, question, laws, options.most)
        whole += found
        print(f"{question.name:50} {dict(found)}", flush=True)
    print(dict(whole))


def replies(trying: Trying, question: Question, laws: Laws, most: int) -> Counter[str]:
    """The replies that are expected of a case in each order; none where nothing turns on what is missing."""
    drawn, every = trying.holes.draw("bounded", most, 2**most, few=30.0)
    holes = [hole for hole in every if hole.member is None and hole.field is None and _is_few(hole)]
    ways: dict[tuple[object, ...], tuple[object, ...]] = {}
    for way in itertools.product(*(hole.values for hole in holes)):
        answers = trying.answers(drawn, list(zip(holes, way, strict=True)))
        if answers:
            ways[way] = tuple(said(answer) for answer in answers)
    if len(holes) < FEWEST or len(set(ways.values())) < 2:
        return Counter()
    asking = Asking(holes, ways, lambda state: _needs(question, laws, drawn, holes, state))
    nothing: State = (None,) * len(holes)
    return Counter(
        {
            "cases": 1,
            "least possible": asking.expected(nothing, asking.best),
            "soonest first": asking.expected(nothing, asking.soonest),
            "order of reading": asking.expected(nothing, asking.reading),
        }  # type: ignore[dict-item]
    )


def _is_few(hole: Hole) -> bool:
    return all(value is None or isinstance(value, bool | str) for value in hole.values)


def _needs(
    question: Question, laws: Laws, drawn: Drawn, holes: Sequence[Hole], state: State
) -> tuple[int, ...]:
    """The places of the facts that are needed, in the order of reading."""
    asked, types = laws.question(question.name), laws.program.facts
    attributes = dict(zip(question.facts, asked.fact_order, strict=True))
    filling = [(hole, UNKNOWN if told is None else told[0]) for hole, told in zip(holes, state, strict=True)]
    told = {
        attributes[name]: typed_value(value, types[name].type, laws)
        for name, value in filled(drawn.facts, filling).items()
    }
    needs = asked.explain(asked.facts(**told), as_of=drawn.as_of, readings=drawn.readings).needs
    places = {attributes[hole.fact]: place for place, hole in enumerate(holes)}
    return tuple(places[name] for name in needs if name in places)


class Asking:
    """Interviews about one case."""

    def __init__(
        self,
        holes: Sequence[Hole],
        ways: dict[tuple[object, ...], tuple[object, ...]],
        needs: Callable[[State], tuple[int, ...]],
    ) -> None:
        self._holes = holes
        self._ways = ways
        self._needs = cache(needs)
        self._least = cache(self._least_of)

    def expected(self, state: State, choose: Callable[[State], int | None]) -> float:
        """The replies that are expected where this chooses what is asked for; None: nothing more."""
        place = choose(state)
        if place is None:
            return 0.0
        return 1 + sum(share * self.expected(then, choose) for share, then in self._replies(state, place))

    def reading(self, state: State) -> int | None:
        return next(iter(self._needs(state)), None)

    def soonest(self, state: State) -> int | None:
        def left(place: int) -> float:
            return sum(share * len(self._needs(then)) for share, then in self._replies(state, place))

        return min(self._needs(state), key=left, default=None)

    def best(self, state: State) -> int | None:
        if len({self._ways[way] for way in self._left(state)}) < 2:
            return None
        return min(
            (place for place, told in enumerate(state) if told is None), key=lambda at: self._after(state, at)
        )

    def _least_of(self, state: State) -> float:
        place = self.best(state)
        return 0.0 if place is None else 1 + self._after(state, place)

    def _after(self, state: State, place: int) -> float:
        return sum(share * self._least(then) for share, then in self._replies(state, place))

    def _left(self, state: State) -> list[tuple[object, ...]]:
        return [
            way
            for way in self._ways
            if all(told is None or told[0] == value for told, value in zip(state, way, strict=True))
        ]

    def _replies(self, state: State, place: int) -> list[tuple[float, State]]:
        """What can be replied, and how likely each is."""
        left = self._left(state)
        found: list[tuple[float, Any]] = []
        for value in self._holes[place].values:
            many = sum(way[place] == value for way in left)
            if many:
                found.append((many / len(left), (*state[:place], (value,), *state[place + 1 :])))
        return found


if __name__ == "__main__":
    main()
