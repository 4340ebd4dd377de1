"""What diagrams cost: `explore` with facts missing, also with each verdict and need read, with and without.

    python tests/bench/bench_exact.py --cases 20 --turns 9

Of each question cases are drawn with half of the facts missing. Processor time, least of so many turns, in
one process; the ratio is that of the sums over all questions, and the worst of them.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from time import process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from agreement import Laws, typed_value
from pages_of_law import STATUTES, program_of
from qanun.runtime.evaluation.evaluator import Evaluator
from qanun.runtime.faults import CaseImpossible, FactsRefused
from qanun.verify.cases import Pool

MISSING = 0.5


def main() -> None:
    """Draw, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=20, help="of each question")
    parser.add_argument("--turns", type=int, default=9)
    parser.add_argument("--questions", nargs="*", default=[])
    parser.add_argument("--seed", type=int, default=15)
    options = parser.parse_args()
    laws = Laws(program_of(*STATUTES), "qanun_azerbaijan")
    ways: dict[str, Callable[[Any], None]] = {"explore": lambda answers: None, "and all read": _read}
    for said, read in ways.items():
        with_, without = 0.0, 0.0
        worst = (0.0, "")
        for name in options.questions or laws.program.questions:
            asking = _asking(laws, name, options.cases, Random(f"{options.seed} {name}"), read)
            exact, plain = _least(asking, options.turns)
            with_, without = with_ + exact, without + plain
            worst = max(worst, (exact / plain, name))
        print(
            f"{said:15} {with_ / without:5.2f} times what it takes without; most {worst[0]:.2f} ({worst[1]})"
        )


def _asking(
    laws: Laws, name: str, count: int, random: Random, read: Callable[[Any], None]
) -> Callable[[], None]:
    """Puts the cases of a question to it."""
    question, asked = laws.program.questions[name], laws.question(name)
    attributes = dict(zip(question.facts, asked.fact_order, strict=True))
    pool = Pool(laws.program, question, random)
    cases: list[tuple[Any, Any, Any]] = []
    while len(cases) < count:
        drawn = pool.draw(MISSING)
        told = {
            attributes[fact]: typed_value(value, laws.program.facts[fact].type, laws)
            for fact, value in drawn.facts.items()
        }
        try:
            facts = asked.facts(**told)
            asked.explore(facts, as_of=drawn.as_of, readings=drawn.readings)
        except (CaseImpossible, FactsRefused):
            continue
        cases.append((facts, drawn.as_of, drawn.readings))

    def ask() -> None:
        for facts, as_of, readings in cases:
            read(asked.explore(facts, as_of=as_of, readings=readings))

    return ask


def _read(answers: Any) -> None:
    for answer in answers.each():
        answer.verdict  # noqa: B018
        answer.needs  # noqa: B018


def _least(ask: Callable[[], None], turns: int) -> tuple[float, float]:
    """With diagrams and without, in turns."""
    exact, plain = [], []
    for _ in range(turns):
        exact.append(_took(ask))
        with _no_diagrams():
            plain.append(_took(ask))
    return min(exact), min(plain)


def _took(ask: Callable[[], None]) -> float:
    before = process_time()
    ask()
    return process_time() - before


@contextmanager
def _no_diagrams() -> Iterator[None]:
    kept = Evaluator.exactly
    Evaluator.exactly = lambda self, place, row, r, case: row  # type: ignore[method-assign]
    try:
        yield
    finally:
        Evaluator.exactly = kept  # type: ignore[method-assign]


if __name__ == "__main__":
    main()
