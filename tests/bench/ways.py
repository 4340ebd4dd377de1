"""The ways of asking a question that are measured, each over a number of prepared cases."""

import json
from collections.abc import Callable, Iterable
from random import Random
from time import process_time
from typing import Any

from attrs import frozen
from cases import Data, Measured, some


@frozen
class Prepared:
    """A question with cases: the facts, half of them, and what is asked with them."""

    question: Any
    texts: list[str]
    cases: list[tuple[Any, Data]]
    halves: list[tuple[Any, Data]]


def prepared(measured: Measured, seed: object, count: int) -> Prepared:
    """Cases that are made anew, all their parts: nothing that an earlier one left behind is found again."""
    question = measured.question()
    drawn = measured.cases(seed, count)
    random = Random(f"half {seed}")
    texts = [json.dumps(data) for data, _ in drawn]
    return Prepared(
        question,
        texts,
        [(question.facts.from_json(data), asked) for data, asked in drawn],
        [(question.facts.from_json(some(data, random)), asked) for data, asked in drawn],
    )


def decide(on: Prepared) -> object:
    ask = on.question.decide
    for facts, asked in on.cases:
        ask(facts, **asked)
    return None


def decide_and_read(on: Prepared) -> object:
    ask = on.question.decide
    for facts, asked in on.cases:
        answers = ask(facts, **asked)
        [(answer.verdict, answer.value) for answer in answers.each()], answers.headline
    return None


def decide_and_provisions(on: Prepared) -> object:
    ask = on.question.decide
    for facts, asked in on.cases:
        for answer in ask(facts, **asked).each():
            len(answer.provisions)  # found when it is first asked for
    return None


def explore_and_needs(on: Prepared) -> object:
    ask = on.question.explore
    for facts, asked in on.halves:
        [(answer.verdict, answer.needs) for answer in ask(facts, **asked).each()]
    return None


def explore_half(on: Prepared) -> object:
    ask = on.question.explore
    for facts, asked in on.halves:
        ask(facts, **asked)
    return None


def explain(on: Prepared) -> object:
    ask = on.question.explain
    for facts, asked in on.cases:
        ask(facts, **asked)
    return None


def explain_as_text(on: Prepared) -> object:
    ask = on.question.explain
    for facts, asked in on.cases:
        ask(facts, **asked).as_text()
    return None


WAYS: dict[str, Callable[[Prepared], object]] = {
    "decide": decide,
    "decide, and all verdicts and values": decide_and_read,
    "decide, and all provisions": decide_and_provisions,
    "explore, half the facts": explore_half,
    "explore, and all verdicts and needs": explore_and_needs,
    "explain": explain,
    "explain, as text": explain_as_text,
}
QUICK = ("decide", "decide, and all verdicts and values")
SLOW = tuple(way for way in WAYS if way not in QUICK)
"""Those that take much longer than a function written by hand."""


def seconds(call: Callable[[], object]) -> float:
    """The processor's seconds for one call: what else the machine does in between does not count."""
    start = process_time()
    call()
    return process_time() - start


def least(calls: Iterable[Callable[[], object]], rounds: int) -> list[float]:
    """The least time of each call; they take turns, so that what else the machine does meets all alike."""
    every = list(calls)
    found = [seconds(call) for call in every]
    for _ in range(rounds - 1):
        found = [min(before, seconds(call)) for before, call in zip(found, every, strict=True)]
    return found
