"""Many random programs, each on random cases, put to the reference and to every target: run by hand.

    python tests/programs_at_random.py --programs 500000 --seed 2012

It ends with the first disagreement. `--seed N` with `--first M` begins at another batch, so that several runs
can share the work.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from random import Random

from agreement import Case, Laws, check, typed_value
from attrs import evolve
from in_memory import loaded
from qanun.core.diagrams import build
from qanun.core.invariants import violations
from qanun.core.rules import Program, Question
from qanun.verify.cases import Pool
from random_programs import random_program, together

BATCH = 20
"""Programs that are generated as one package."""

CASES = 4
"""Random cases of each program, with none, few or many facts missing."""

EXPLAINED = 8
"""Of so many programs one is explained in its first case, which takes as long as to answer them all."""


def batch(seed: object, number: int) -> list[Program]:
    """The programs of a batch, the same each time."""
    return [random_program(Random(f"{seed} {number} {n}"), f"law_{n}") for n in range(BATCH)]


def agree_all(programs: list[Program], random: Random) -> None:
    """Every program is as `lower` would make it, and all evaluations agree on its cases."""
    assert [violation for program in programs for violation in violations(program)] == []
    every = [twinned(program) if number % 2 else program for number, program in enumerate(programs)]
    with small_diagrams():
        laws = loaded(together(every), "random_laws")
        for number, program in enumerate(programs):
            (question,) = program.questions.values()
            agree_on_cases(question, laws, random, explained=number % EXPLAINED == 0)


@contextmanager
def small_diagrams() -> Iterator[None]:
    """Diagrams that would be large are left out: a random program says the same thing in many ways."""
    before, build.MOST = build.MOST, 600
    try:
        yield
    finally:
        build.MOST = before


def twinned(program: Program) -> Program:
    """With a second question that asks the same, so that what both need is written as functions."""
    (question,) = program.questions.values()
    twin = evolve(question, name=f"{question.name}_too")
    return evolve(program, questions={**program.questions, twin.name: twin})


def agree_on_cases(
    question: Question,
    laws: Laws,
    random: Random,
    targets: Sequence[str] = ("python", "javascript"),
    *,
    explained: bool = True,
) -> None:
    """The reference and these targets say the same of some random cases, and explain the first alike
    (`explained`)."""
    pool = Pool(laws.program, question, random)
    for place in range(CASES):
        drawn = pool.draw(random.choice((0.0, 0.0, 0.1, 0.3, 0.6)))
        facts = {
            name: typed_value(value, laws.program.facts[name].type, laws)
            for name, value in drawn.facts.items()
        }
        check(
            Case(facts, drawn.as_of, drawn.readings),
            question,
            laws,
            explained=explained and place == 0,
            targets=targets,
        )


def main() -> None:
    """Make, compare, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=int, default=500_000)
    parser.add_argument("--seed", type=int, default=2012)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    started = time.monotonic()
    batches = -(-options.programs // BATCH)
    for number in range(options.first, options.first + batches):
        try:
            agree_all(batch(options.seed, number), Random(f"{options.seed} {number} cases"))
        except BaseException:
            print(f"batch {number} of seed {options.seed}", file=sys.stderr, flush=True)
            raise
        done = (number - options.first + 1) * BATCH
        if done % 1000 == 0 or done >= options.programs:
            print(f"{done} programs agree ({time.monotonic() - started:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
