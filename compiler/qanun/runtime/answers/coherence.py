"""Which parts of an answer can't stand together: nothing that the law says ever has them so."""

from collections.abc import Iterator
from typing import Any

from qanun.runtime.answers.verdicts import Verdict
from qanun.runtime.values.sets import PartialSet
from qanun.runtime.values.states import State
from qanun.runtime.values.unknown import UNKNOWN

DENIED = (Verdict.NEED_NOT, Verdict.BARRED)
"""Nothing applies."""
APPLIED = (Verdict.YES, Verdict.MUST, Verdict.MUST_NOT, Verdict.MAY, Verdict.DISCRETION)
REASONS = {
    Verdict.FAULT: "fault",
    Verdict.IN_CONFLICT: "conflicts_with",
    Verdict.SILENT: "silent_by",
}
"""There is no value, for a reason that this part tells; or a norm applies, and this is so of a part of it."""
ONLY_WHERE_IT_APPLIES = ("needs", *REASONS.values(), "due", "end", "penalties", "authority")


def astray(answer: Any, each: bool = False) -> Iterator[str]:
    """The parts that do not go with the verdict. `each`: the answer is about the things of a list."""
    verdict, value = answer.verdict, answer.value
    if not _fits(verdict, value, each):
        yield "value"
    elif not each:
        yield from _of_one(answer)
    if answer.barred_by and verdict is not Verdict.BARRED:
        yield "barred_by"


def _of_one(answer: Any) -> Iterator[str]:
    verdict, value = answer.verdict, answer.value
    if (answer.state is State.BARRED and value is True) or (
        verdict is Verdict.BARRED and answer.state is not State.BARRED
    ):
        yield "state"
    if value is False:
        yield from (part for part in ONLY_WHERE_IT_APPLIES if getattr(answer, part) not in (None, ()))
    elif value is not True:
        yield from (
            part
            for reason, part in REASONS.items()
            if (reason is verdict) != (getattr(answer, part) not in (None, ()))
        )
        if answer.needs and verdict is not Verdict.UNKNOWN:
            yield "needs"
    elif verdict not in REASONS and verdict is not Verdict.UNKNOWN and not _is_open(answer):
        yield from (part for part in ("needs", *REASONS.values()) if getattr(answer, part) not in (None, ()))


def _fits(verdict: Verdict, value: object, each: bool) -> bool:
    """Whether a value can stand beside a verdict."""
    applies = value is True and not each
    if verdict is Verdict.UNKNOWN:  # also where it applies unless its time is over, which is unknown
        return applies or value is UNKNOWN or isinstance(value, PartialSet)
    if value is UNKNOWN or isinstance(value, PartialSet):
        return False
    if verdict is Verdict.VALUE:
        return isinstance(value, tuple) if each else not isinstance(value, bool)
    if verdict in REASONS:
        return applies or value is None
    if verdict in APPLIED:
        return applies
    return not each and (value is False or (applies and verdict not in DENIED))  # `no` once its time is over


def _is_open(answer: Any) -> bool:
    """Whether a part that facts could settle is unknown; nobody is named then where it is who acts."""
    return UNKNOWN in (answer.state, answer.due, answer.end, answer.penalties) or not answer.authority
