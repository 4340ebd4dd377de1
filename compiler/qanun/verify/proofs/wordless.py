"""Outcomes that are easily forgotten, and for which no headline of their question has words."""

from collections.abc import Iterator

from qanun.core.answering import ready
from qanun.core.explicit.answers import verdicts
from qanun.core.explicit.definitions import Explicit
from qanun.core.explicit.parts import asked_of
from qanun.core.explicit.total import Total
from qanun.core.names import Name
from qanun.core.rules import Program, Question, Subject
from qanun.runtime.evaluation.steps import Case
from qanun.runtime.values.states import State
from qanun.verify.headlines import easily_forgotten, need_not_fit
from qanun.verify.proofs.model import Forgotten


def wordless(program: Program) -> Iterator[tuple[Question, Subject, Forgotten]]:
    """The outcomes of questions of which no headline need fit."""
    for question in program.questions.values():
        if need_not_fit(question):
            yield from ((question, subject, outcome) for subject, outcome in outcomes(program, question))


def outcomes(program: Program, question: Question) -> Iterator[tuple[Subject, Forgotten]]:
    """Those that its answers can have; none of what is asked of each thing of a list."""
    for subject in (program.subjects[name] for name in question.answers):
        if subject.about is None:
            yield from ((subject, outcome) for outcome in _outcomes(program, subject))


def _outcomes(program: Program, subject: Subject) -> Iterator[Forgotten]:
    """Those that its clauses let it have; a silence is meant to be one."""
    if subject.kind == "silence":
        return
    if subject.barring and Name(subject.name, State.BARRED) in program.definitions:
        yield "barred"
    yield from ("silent", "in conflict")
    if subject.end is not None and subject.kind != "obligation":
        yield "expired"


def when(subject: Subject, outcome: Forgotten, explicit: Explicit) -> Total:
    """When a subject has this outcome."""
    if outcome == "expired":
        return asked_of(explicit[Name(subject.name, State.EXPIRED)], ()).yes
    return verdicts(subject, explicit).when[outcome]


def faulty(subject: Subject, explicit: Explicit) -> Total:
    """When the answer of a subject is a fault."""
    return verdicts(subject, explicit).when["fault"]


def is_so(program: Program, question: Question, case: Case, subject: str, outcome: Forgotten) -> bool:
    """Whether a subject has this outcome in a case, and nothing that is asked is unknown or a fault."""
    answers = ready(program).of(question).tried(case).answers
    if any(one.needs or one.fault for one in answers.values()):
        return False
    return easily_forgotten(program, subject, answers[subject]) == outcome
