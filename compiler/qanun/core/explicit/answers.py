"""What a question answers of a subject, as total expressions: one verdict in every case."""

from typing import Literal, get_args

from attrs import frozen

from qanun.core.explicit.definitions import Explicit
from qanun.core.explicit.forms import NO, every, negated, neither, some
from qanun.core.explicit.outcomes import KINDS, Kind, Lack, Outcome, is_none, merged
from qanun.core.explicit.parts import asked_of
from qanun.core.explicit.total import Apply, Total
from qanun.core.names import Name
from qanun.core.rules import Const, Local, Subject
from qanun.runtime.values.states import State
from qanun.typed.types import STATE, YES_NO, OrNone, Type

VerdictKind = Literal["yes", "no", "value", "barred", "silent", "in conflict", "fault", "unknown"]
"""What there is to answer: `yes` also of what must or may be, of a norm that applies."""


@frozen(eq=False)
class Verdicts:
    """When each is the verdict, of a subject that is about a thing as `Local`. Exactly one of them holds.

    `value` is the value where that is the verdict. `silences` and `others` are those by which it is silent,
    and with which it is in conflict, each with its condition, if that is what its answer comes to.
    """

    when: dict[VerdictKind, Total]
    value: Total
    silences: tuple[tuple[str, Total], ...]
    others: tuple[tuple[str, Total], ...]


def verdicts(subject: Subject, explicit: Explicit) -> Verdicts:
    """The verdicts of a subject."""
    answer = _of(subject.answer, subject, explicit)
    state = _of(subject.state, subject, explicit)
    names = (subject.state, subject.due, subject.end, subject.penalties, subject.authority)
    parts = [found for name in names if (found := _of(name, subject, explicit)) is not None]
    assert answer is not None
    yes, no, value = _decided(answer, subject.type)
    timed = _timed(subject, state, _of(subject.end, subject, explicit))
    lacking = merged([part.lack for part in parts])
    when: dict[VerdictKind, Total] = dict.fromkeys(get_args(VerdictKind), NO)
    for kind in KINDS:
        when[kind] = some(answer.kind(kind), every(yes, _of_parts(kind, lacking, timed)))
    expired = _is(state, State.EXPIRED) if subject.kind != "obligation" else NO
    barred = _is(state, State.BARRED)
    applies = every(yes, neither(when[kind] for kind in KINDS))
    when["value"] = value
    when["no"] = some(every(no, negated(barred)), every(applies, expired))
    when["barred"] = every(no, barred)
    if subject.kind == "silence":
        when["silent"] = some(when["silent"], every(applies, negated(expired)))
    else:
        when["yes"] = every(applies, negated(expired))
    marks = [*answer.lack.there, *lacking.there]
    return Verdicts(
        when,
        answer.value,
        tuple((mark.name, mark.when) for mark in marks if mark.kind == "silent"),
        tuple((mark.name, mark.when) for mark in marks if mark.kind == "in conflict"),
    )


def _of(name: Name | None, subject: Subject, explicit: Explicit) -> Outcome | None:
    if name is None:
        return None
    about = () if subject.about is None else (Local(subject.about.local, subject.about.type),)
    return asked_of(explicit[name], about)


def _decided(answer: Outcome, type_: Type) -> tuple[Total, Total, Total]:
    """When it is yes, when it is no, when it has another value."""
    if answer.no is not None:
        return answer.yes, answer.no, NO
    if type_ != OrNone(YES_NO):
        return NO, NO, answer.known
    there = every(answer.known, negated(is_none(answer)))
    return (
        every(there, answer.value),
        every(there, negated(answer.value)),
        every(answer.known, is_none(answer)),
    )


def _timed(subject: Subject, state: Outcome | None, end: Outcome | None) -> Lack:
    """What stands in the place of a state that tells whether the time is over."""
    if state is None or end is None or subject.kind == "obligation":
        return Lack()
    return state.lack.where(negated(every(end.known, is_none(end))))


def _of_parts(kind: Kind, lacking: Lack, timed: Lack) -> Total:
    """When a part of what applies makes its verdict one of this kind.

    That a part is unknown does not, but where it is the state that tells whether the time is over.
    """
    if kind == "unknown":
        return timed.of(kind)
    return some(lacking.of(kind), every(lacking.of("unknown"), timed.of(kind)))


def _is(state: Outcome | None, one: State) -> Total:
    if state is None:
        return NO
    return every(state.known, negated(is_none(state)), Apply("=", (state.value, Const(one, STATE))))
