"""Answers of which every part is decided, made with as little ado as can be."""

from typing import Any

from qanun.runtime.outcomes.undecided import Undecided
from qanun.runtime.questions.answers import APPLIES, Draft, Verdict, bodies
from qanun.runtime.questions.tables import Subject
from qanun.runtime.values.limits import Limit
from qanun.runtime.values.sets import PartialSet
from qanun.runtime.values.states import State

OPEN = (Undecided, PartialSet)
"""The outcomes that are not decided, or not wholly."""


class Decided:
    """Makes the answers about one subject, as `answers.assemble` does of any outcomes."""

    __slots__ = (
        *("_authority", "_due", "_end", "_exercised", "_expires", "_label", "_no", "_penalties", "_silent"),
        *("_state", "_subject", "_weighing", "_yes"),
    )

    def __init__(self, subject: Subject) -> None:
        place = {aspect: place for place, aspect in enumerate(subject.aspects)}
        assert place["answer"] == 0  # so that 0 stands for an aspect that the subject has not
        self._state = place.get("state", 0)
        self._due = place.get("due", 0)
        self._end = place.get("end", 0)
        self._penalties = place.get("penalties", 0)
        self._authority = place.get("authority", 0)
        self._exercised = place.get("exercised", 0)
        self._subject = subject.name
        self._label = subject.label
        self._weighing = subject.weighing
        self._expires = subject.kind != "obligation"
        self._no = Verdict.NO if self._expires else Verdict.NEED_NOT
        self._yes = APPLIES.get(subject.kind, Verdict.YES)
        self._silent = (subject.name,) if self._yes is Verdict.SILENT else ()

    def __call__(self, outcomes: tuple[Any, ...]) -> Any:
        """The answer, without its basis yet; None where a part is undecided."""
        value = outcomes[0]
        for outcome in outcomes:
            if isinstance(outcome, OPEN):
                return None
        made: Any = object.__new__(Draft)
        made.subject = self._subject
        made.label = self._label
        made.value = value
        made.needs = made.conflicts_with = made.silent_by = made.authority = made.weighing = ()
        made.fault = made.due = made.end = made.penalties = None
        made.state = state = outcomes[self._state] if self._state else None
        made.exercised = outcomes[self._exercised] if self._exercised else None
        if value is False:
            made.verdict = Verdict.BARRED if state is State.BARRED else self._no
            return made
        made.weighing = self._weighing
        if self._due:
            made.due = _day(outcomes[self._due])
        if self._end:
            made.end = _day(outcomes[self._end])
        if self._penalties:
            made.penalties = outcomes[self._penalties]
        if self._authority:
            made.authority = bodies(outcomes[self._authority])
        if value is not True:
            made.verdict = Verdict.VALUE
        elif state is State.EXPIRED and self._expires:
            made.verdict = Verdict.NO
        else:
            made.verdict = self._yes
            made.silent_by = self._silent
        return made


def _day(limit: Limit | None) -> object:
    return None if limit is None else limit.at
