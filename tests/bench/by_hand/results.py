"""What functions written by hand give back: the values of each answer, and nothing of what they rest on."""

from datetime import date
from typing import Any

from qanun.runtime.answers.answers import Verdict
from qanun.runtime.values.states import State


class Result:
    """One answer."""

    __slots__ = ("due", "penalties", "state", "value", "verdict")

    def __init__(
        self,
        value: object,
        verdict: Verdict = Verdict.VALUE,
        state: State | None = None,
        due: date | None = None,
        penalties: object = None,
    ) -> None:
        self.value = value
        self.verdict = verdict
        self.state = state
        self.due = due
        self.penalties = penalties


class Results:
    """The answers to a question, in its order, and its headline."""

    __slots__ = ("answers", "headline")

    def __init__(self, *answers: Result, headline: str | None = None) -> None:
        self.answers = answers
        self.headline = headline


def status(holds: bool, verdict: Verdict = Verdict.YES) -> Result:
    """The answer about a norm without terms: whether it applies, and the verdict if it does."""
    if holds:
        return Result(True, verdict, State.IN_FORCE)
    return Result(False, Verdict.NO, State.NOT_APPLICABLE)


def differing(answers: Any, results: Results) -> str:
    """What the answers of a question say otherwise than the results; nothing where all is the same."""
    if answers.headline != results.headline:
        return f"the headline {answers.headline!r}, by hand {results.headline!r}"
    for answer, result in zip(answers.each(), results.answers, strict=True):
        for name in Result.__slots__:
            found, expected = getattr(answer, name), getattr(result, name)
            if found != expected or type(found) is not type(expected):
                return f"{name} of {answer.subject}: {found!r}, by hand {expected!r}"
    return ""
