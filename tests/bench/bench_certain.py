"""How exact answers are where facts are missing, by trying every way in which they can be told.

    python tests/bench/bench_certain.py --cases 312 --seed 15

Of each question half-filled cases are drawn: all is known but some facts that are yes or no, at most
`--most`. Every completion of these is answered; then it is counted which answers were called unknown though
all completions give the same, which facts were named as needed though none of them ever changes the answer,
and which answers were given as settled and are not.
"""

import argparse
import itertools
import sys
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from agreement import Laws, typed_value
from qanun.core.rules import Question
from qanun.runtime.answers.answers import Answer, Verdict
from qanun.runtime.faults import CaseImpossible
from qanun.runtime.values.unknown import UNKNOWN
from qanun.typed.types import YES_NO
from qanun.verify.cases import Pool
from test_agreement import program

PARTS = ("state", "due", "end", "penalties", "authority")


def main() -> None:
    """Draw, complete, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=312, help="of each question")
    parser.add_argument("--questions", nargs="*", default=[])
    parser.add_argument("--most", type=int, default=8, help="missing facts")
    parser.add_argument("--seed", type=int, default=15)
    options = parser.parse_args()
    laws = Laws(program(), "qanun_azerbaijan")
    whole: Counter[str] = Counter()
    for question in laws.program.questions.values():
        if options.questions and question.name not in options.questions:
            continue
        random = Random(f"{options.seed} {question.name}")
        counted: Counter[str] = Counter()
        for _ in range(options.cases):
            counted += tried(question, laws, random, options.most)
        whole += counted
        print(f"{question.name:50} {dict(sorted(counted.items()))}", flush=True)
    print(dict(sorted(whole.items())))


def tried(question: Question, laws: Laws, random: Random, most: int) -> Counter[str]:
    """One half-filled case, completed in every way."""
    asked = laws.question(question.name)
    drawn = Pool(laws.program, question, random).draw(0.0)
    facts = {
        name: typed_value(value, laws.program.facts[name].type, laws) for name, value in drawn.facts.items()
    }
    open_ = [name for name in facts if laws.program.facts[name].type == YES_NO]
    random.shuffle(open_)
    missing = open_[: random.randint(1, most)]
    attributes = dict(zip(question.facts, asked.fact_order, strict=True))
    given = {attributes[name]: value for name, value in facts.items()}
    left = [attributes[name] for name in missing]

    def answers(values: tuple[object, ...]) -> list[Answer[Any]] | None:
        told = given | dict(zip(left, values, strict=True))
        try:
            return list(asked.explore(asked.facts(**told), as_of=drawn.as_of, readings=drawn.readings).each())
        except CaseImpossible:
            return None

    found = answers((UNKNOWN,) * len(left))
    if found is None:
        return Counter({"impossible": 1})
    ways = {way: done for way in itertools.product((True, False), repeat=len(left)) if (done := answers(way))}
    counted: Counter[str] = Counter()
    for number, answer in enumerate(found):
        counted += judged(answer, {way: done[number] for way, done in ways.items()}, left)
    return counted


def judged(answer: Answer[Any], ways: dict[tuple[bool, ...], Answer[Any]], left: list[str]) -> Counter[str]:
    """What is wrong with one answer, of all that it can come to."""
    counted: Counter[str] = Counter(answers=1)
    if not ways:
        return counted
    comes_to = {way: _said(one) for way, one in ways.items()}
    told = set(comes_to.values())
    if answer.verdict is Verdict.UNKNOWN:
        counted["unknown"] += 1
        counted["unknown, yet certain"] += len(told) == 1
    elif len({one[:2] for one in told} | {_said(answer)[:2]}) > 1:
        counted["settled wrongly"] += 1
    for need in answer.needs:
        counted["needs"] += 1
        counted["needs that change nothing"] += need in left and not _matters(left.index(need), comes_to)
    counted["needs not named"] += sum(
        name not in answer.needs and _matters(place, comes_to) for place, name in enumerate(left)
    )
    return counted


def _matters(place: int, comes_to: dict[tuple[bool, ...], tuple[object, ...]]) -> bool:
    """Whether a fact alone can ever change the answer."""
    for way, said in comes_to.items():
        if way[place]:
            other = comes_to.get((*way[:place], False, *way[place + 1 :]))
            if other is not None and said != other:
                return True
    return False


def _said(answer: Answer[Any]) -> tuple[object, ...]:
    """What it comes to. What does not apply is told as that, whether barred or not; nor has it a time."""
    verdict = Verdict.NO if answer.value is False else answer.verdict
    value = sorted(answer.value) if isinstance(answer.value, frozenset) else repr(answer.value)
    parts = [repr(getattr(answer, part)) for part in PARTS] if answer.value is not False else []
    return verdict, repr(value), (answer.fault, answer.silent_by, answer.conflicts_with), *parts


if __name__ == "__main__":
    main()
