"""How exact answers are where facts are missing, by trying every way in which they can be told.

    python tests/bench/bench_certain.py --cases 312 --seed 15
    python tests/bench/bench_certain.py --only yes/no --most 12 --cases 2000 --javascript
    python tests/bench/bench_certain.py --only meeting --most 4 --cases 20 --solver

Of each question half-filled cases are drawn: all is known but some facts, options, members of sets, and days
and amounts that are compared with fixed bounds, at most `--most`, at most `--ways` to fill them. With `--only
yes/no` facts that are yes or no alone are missing; with `--only meeting` also days that meet days, and what
things of lists are, of which some values are tried. Every completion of these is answered; then it is counted
which answers were called unknown though all completions give the same, which facts were named as needed
though the others that were named tell the answer without it, where those that were named do not tell it, and
which answers were given as settled and are not. With `--solver` half-filled cases are explored with
`certain=True`.
"""

import argparse
import itertools
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import javascript
from agreement import Laws, typed_value
from bench.holes import Filling, Hole, Holes, Kinds, filled
from in_memory import loaded
from pages_of_law import STATUTES, program_of
from qanun.core.rules import Program, Question
from qanun.pipeline import compile
from qanun.runtime.answers.answer_writing import answer_to_json
from qanun.runtime.answers.answers import Answer, Verdict
from qanun.runtime.faults import CaseImpossible, FactsRefused
from qanun.runtime.values.unknown import UNKNOWN
from qanun.text import Text
from qanun.verify.cases import Drawn

PARTS = ("state", "due", "end", "penalties", "authority")
MOST_TURNS = 5
"""So often a case is drawn for each that is counted: some break what always holds."""
EXAMPLES = Path(__file__).parents[2] / "docs" / "examples" / "statutes"
Ways = Mapping[tuple[object, ...], tuple[object, ...]]
"""What an answer comes to, by what is in the holes."""


def main() -> None:
    """Draw, complete, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=312, help="of each question")
    parser.add_argument("--questions", nargs="*", default=[])
    parser.add_argument("--most", type=int, default=8, help="holes")
    parser.add_argument("--ways", type=int, default=256, help="to fill them")
    parser.add_argument("--only", choices=("yes/no", "bounded", "meeting"), default="bounded")
    parser.add_argument(
        "--javascript", action="store_true", help="it must say the same of each half-filled case"
    )
    parser.add_argument("--basis", action="store_true", help="count also what answers rest on: takes longer")
    parser.add_argument("--solver", action="store_true", help="ask it what is certain")
    parser.add_argument("--seed", type=int, default=15)
    options = parser.parse_args()
    whole: Counter[str] = Counter()
    for laws in (Laws(program_of(*STATUTES), "qanun_azerbaijan"), examples()):
        for question in laws.program.questions.values():
            if options.questions and question.name not in options.questions:
                continue
            random = Random(f"{options.seed} {question.name}")
            kinds = (
                options.only,
                options.most,
                options.ways,
                options.javascript,
                options.basis,
                options.solver,
            )
            trying = Trying(question, laws, random, *kinds)
            counted: Counter[str] = Counter()
            for _ in range(MOST_TURNS * options.cases):
                if counted["cases"] < options.cases:
                    counted += trying.tried()
            whole += counted
            print(f"{question.name:50} {dict(sorted(counted.items()))}", flush=True)
    print(dict(sorted(whole.items())))


def examples() -> Laws:
    """The example statutes, as one package."""
    pages = [Text(page.name, page.read_text(encoding="utf-8")) for page in sorted(EXAMPLES.glob("*.md"))]
    found = compile(pages).value.program
    assert isinstance(found, Program)
    return loaded(found, "example_laws")


class Trying:
    """Half-filled cases of a question, drawn, and completed in every way."""

    def __init__(
        self,
        question: Question,
        laws: Laws,
        random: Random,
        only: Kinds = "bounded",
        most: int = 8,
        ways: int = 256,
        in_javascript: bool = False,
        basis: bool = False,
        solver: bool = False,
    ) -> None:
        self._question = question
        self._laws = laws
        self._asked = laws.question(question.name)
        self._attributes = dict(zip(question.facts, self._asked.fact_order, strict=True))
        self.holes = Holes(laws.program, question, random)
        self._only = only
        self._most = most
        self._ways = ways
        self._in_javascript = in_javascript
        self._basis = basis
        self._solver = solver
        self._undecided = 0

    def tried(self) -> Counter[str]:
        """One half-filled case."""
        drawn, holes = self.holes.draw(self._only, self._most, self._ways)
        found = self.answers(drawn, [(hole, UNKNOWN) for hole in holes])
        if found is None:
            return Counter({"impossible": 1})
        done = {
            way: told
            for way in itertools.product(*(hole.values for hole in holes))
            if (told := self.answers(drawn, list(zip(holes, way, strict=True))))
        }
        counted: Counter[str] = Counter(cases=1, completions=len(done), undecided=self._undecided)
        for number, answer in enumerate(found):
            if self._basis and answer.verdict is not Verdict.UNKNOWN and not answer.needs:
                counted += resting(answer, [told[number] for told in done.values()])
            ways = {way: said(told[number]) for way, told in done.items()}
            counted += judged(answer, ways, [(self._attributes[hole.fact], hole) for hole in holes])
        return counted

    def answers(self, drawn: Drawn, filling: Filling) -> list[Answer[Any]] | None:
        """Those of a case, each thing of a list for itself; None where there is no such case."""
        types = self._laws.program.facts
        told = {
            self._attributes[name]: typed_value(value, types[name].type, self._laws)
            for name, value in filled(drawn.facts, filling).items()
        }
        try:
            facts = self._asked.facts(**told)
            is_open = any(value is UNKNOWN for _, value in filling)
            how = {"certain": True} if self._solver and is_open else {}
            found = self._asked.explore(facts, as_of=drawn.as_of, readings=drawn.readings, **how)
            if how:
                self._undecided = len(found.undecided())
            if self._in_javascript and is_open:
                self._the_same(found, facts, drawn)
        except (CaseImpossible, FactsRefused):
            return None
        return [one for answer in found.each() for one in _each(answer)]

    def _the_same(self, found: Any, facts: Any, drawn: Drawn) -> None:
        """JavaScript says it too."""
        request = javascript.Request(
            self._question.name, facts.to_json(), drawn.as_of.isoformat(), drawn.readings
        )
        expected = javascript.unsaid(answer_to_json(answer) for answer in found.each())
        said = javascript.unsaid(javascript.answer(self._laws.program, request)["answers"].values())
        assert list(map(_placeless, said)) == list(map(_placeless, expected)), (facts, drawn)


def resting(answer: Answer[Any], ways: list[Answer[Any]]) -> Counter[str]:
    """Whether an answer that is certain though facts are missing names the provisions of every completion,
    and none on which no completion rests."""
    bases = [set(one.provisions) for one in ways] or [set(answer.provisions)]
    own = set(answer.provisions)
    return Counter(
        {
            "certain": 1,
            "rests on what no completion does": bool(own - set.union(*bases)),
            "lacks what all rest on": bool(set.intersection(*bases) - own),
            "lacks what some rest on": bool(set.union(*bases) - own),
        }
    )


def _placeless(data: object) -> object:
    """Without the places of pages, which are called otherwise where a program is in memory."""
    if isinstance(data, dict):
        return {name: _placeless(one) for name, one in data.items() if name not in ("site", "message")}
    return [_placeless(one) for one in data] if isinstance(data, list) else data


def _each(answer: Answer[Any]) -> Iterator[Answer[Any]]:
    if isinstance(answer.value, tuple) and all(isinstance(one, Answer) for one in answer.value):
        yield from answer.value
    else:
        yield answer


def judged(answer: Answer[Any], ways: Ways, holes: list[tuple[str, Hole]]) -> Counter[str]:
    """What is wrong with one answer, of all that it can come to. `holes`: each with its fact's attribute."""
    counted: Counter[str] = Counter(answers=1)
    if not ways:
        return counted
    told = set(ways.values())
    if answer.verdict is Verdict.UNKNOWN:
        counted["unknown"] += 1
        counted["unknown, yet certain"] += len(told) == 1
    else:
        counted["settled wrongly"] += _otherwise(answer, told)
    names = [name for name, _ in holes]
    needs = set(answer.needs)
    counted["needs"] += len(needs)
    counted["needs that change nothing"] += sum(
        need in names and _settled(ways, names, needs - {need}) for need in needs
    )
    counted["needs not named"] += bool(needs) and not _settled(ways, names, needs)
    return counted


def _otherwise(answer: Answer[Any], told: set[tuple[object, ...]]) -> bool:
    """Whether it can come to something else. Where a part is still needed, this can be at fault."""
    verdict, value, *_ = said(answer)
    return any(one[1] != value or (one[0] is not verdict and not answer.needs) for one in told)


def _settled(ways: Ways, names: list[str], needs: set[str]) -> bool:
    """Whether these facts alone tell the answer."""
    known: dict[tuple[object, ...], tuple[object, ...]] = {}
    for way, said in ways.items():
        needed = tuple([value for value, name in zip(way, names, strict=True) if name in needs])
        if known.setdefault(needed, said) != said:
            return False
    return True


def said(answer: Answer[Any]) -> tuple[object, ...]:
    """What it comes to. What does not apply is told as that, whether barred or not; nor has it a time."""
    verdict = Verdict.NO if answer.value is False else answer.verdict
    value = sorted(answer.value) if isinstance(answer.value, frozenset) else repr(answer.value)
    parts = [repr(getattr(answer, part)) for part in PARTS] if answer.value is not False else []
    fault = answer.fault and (type(answer.fault), answer.fault.subject)  # which grounds clash is no question
    return verdict, repr(value), (fault, answer.silent_by, answer.conflicts_with), *parts


if __name__ == "__main__":
    main()
