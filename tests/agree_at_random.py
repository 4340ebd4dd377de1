"""Many random cases of every question, put to the reference and to every target: run by hand.

    python tests/agree_at_random.py --cases 200000 --seed 2012

`cases` is the number over all questions together; each gets its share. It ends with the first disagreement.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from agreement import Case, Laws, check, generated, typed_value
from pages_of_law import STATUTES, program_of
from qanun.core.rules import Question
from qanun.verify.cases import Pool


def main() -> None:
    """Draw, compare, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=2012)
    options = parser.parse_args()
    compiled = program_of(*STATUTES)
    with tempfile.TemporaryDirectory() as folder:
        laws = generated(compiled, Path(folder), "agreeing_at_random")
        share = -(-options.cases // len(compiled.questions))
        for question in compiled.questions.values():
            started = time.monotonic()
            compare(question, laws, Random(f"{options.seed} {question.name}"), share, check)
            print(f"{question.name}: {share} cases agree ({time.monotonic() - started:.0f} s)", flush=True)


def compare(
    question: Question, laws: Laws, random: Random, count: int, agree: Callable[[Case, Question, Laws], None]
) -> None:
    """Put `count` random cases, with none, few or many facts missing, to all evaluations."""
    pool = Pool(laws.program, question, random)
    for _ in range(count):
        drawn = pool.draw(random.choice((0.0, 0.0, 0.1, 0.3, 0.6)))
        facts = {
            name: typed_value(value, laws.program.facts[name].type, laws)
            for name, value in drawn.facts.items()
        }
        agree(Case(facts, drawn.as_of, drawn.readings), question, laws)


if __name__ == "__main__":
    main()
