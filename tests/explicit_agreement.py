"""Explicit expressions, read strictly, beside what the reference finds."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from attrs import evolve
from explicit_reading import Reader
from qanun.core import rules
from qanun.core.explicit.answers import VerdictKind, verdicts
from qanun.core.explicit.definitions import Explicit
from qanun.core.explicit.outcomes import KINDS
from qanun.core.names import Name
from qanun.core.rules import Program, Question, Subject
from qanun.core.show import show_definition
from qanun.runtime.answers.answers import Answer, Verdict
from qanun.runtime.faults import CaseImpossible
from qanun.runtime.outcomes.undecided import Faulty, NotKnown, Pulled, Quiet
from reference.answering import answer, narrowed, of_each
from reference.evaluate import Case, evaluate
from reference.findings import Finding

UNDECIDED = {NotKnown: "unknown", Faulty: "fault", Pulled: "in conflict", Quiet: "silent"}

SAID: dict[Verdict, VerdictKind] = {
    Verdict.YES: "yes",
    Verdict.MUST: "yes",
    Verdict.MUST_NOT: "yes",
    Verdict.MAY: "yes",
    Verdict.DISCRETION: "yes",
    Verdict.NO: "no",
    Verdict.NEED_NOT: "no",
    Verdict.VALUE: "value",
    Verdict.BARRED: "barred",
    Verdict.SILENT: "silent",
    Verdict.IN_CONFLICT: "in conflict",
    Verdict.UNKNOWN: "unknown",
    Verdict.FAULT: "fault",
}


def agree(
    program: Program,
    question: Question,
    explicit: Explicit,
    facts: Mapping[str, object],
    as_of: datetime | None,
    readings: Mapping[str, str],
) -> int:
    """The explicit form of every definition and subject of a question says what the reference finds.

    How many definitions were compared. A case that cannot be says nothing.
    """
    chosen = {name: program.readings[name].options[0][0] for name in question.readings} | dict(readings)
    try:
        settled = narrowed(program, question, facts, as_of, chosen)
    except CaseImpossible:
        return 0
    case = Case(program, question, settled, as_of, chosen)
    reader = Reader(explicit, settled, as_of, chosen)
    alone = [name for name in question.order if not program.definitions[name].things]
    for name in alone:
        with shown(show_definition(program.definitions[name]), reader):
            _definition(name, evaluate(rules.Ref(name), case), reader)
    whole = evolve(program, questions={question.name: question})
    for name, given in answer(whole, question.name, facts, as_of, chosen).items():
        with shown(name, reader):
            _subject(program.subjects[name], given, explicit, case, reader)
    return len(alone)


@contextmanager
def shown(what: str, reader: Reader) -> Iterator[None]:
    """A disagreement shows the case, and what it is about."""
    try:
        yield
    except BaseException as error:
        error.add_note(f"{what}\n{reader.facts}\n{reader.as_of} {reader.readings}")
        raise


def _definition(name: Name, found: Finding, reader: Reader) -> None:
    definition = reader.definitions[name]
    inner = evolve(reader, shared=definition.shared, read_before={})
    outcome = definition.outcome
    kinds = [kind for kind in KINDS if inner.yes_or_no(outcome.kind(kind))]
    known = inner.yes_or_no(outcome.known)
    assert [*kinds, *["a value"] * known] == [UNDECIDED.get(type(found.value), "a value")]
    if known:
        assert inner.read(outcome.value) == found.value
    if outcome.no is not None:
        told = inner.yes_or_no(outcome.yes), inner.yes_or_no(outcome.no)
        assert told == (found.value is True, found.value is False)
    if isinstance(found.value, Pulled | Quiet):
        named = found.value.others if isinstance(found.value, Pulled) else found.value.silences
        marks = [mark for mark in outcome.lack.marks if mark.kind == kinds[0]]
        assert {mark.name for mark in marks if inner.yes_or_no(mark.when)} == set(named)


def _subject(subject: Subject, given: Answer[object], explicit: Explicit, case: Case, reader: Reader) -> None:
    """Exactly one verdict of a subject holds, the one of the answer; so of each thing that it is about."""
    found = verdicts(subject, explicit)
    each = given.value if subject.about is not None and isinstance(given.value, tuple) else (given,)
    if subject.about is not None and not isinstance(given.value, tuple):
        return  # the list itself is undecided
    for thing, said in zip(of_each(subject, case), each, strict=True):
        about = {name: local.value for name, local in thing.locals.items()}
        inner = evolve(reader, locals=about, read_before={})
        assert isinstance(said, Answer)
        held = [verdict for verdict, when in found.when.items() if inner.yes_or_no(when)]
        assert held == [SAID[said.verdict]], f"{held}, not {said.verdict}"
        if said.verdict is Verdict.VALUE:
            assert inner.read(found.value) == said.value
        if said.verdict is Verdict.SILENT and subject.kind != "silence":
            assert {one for one, when in found.silences if inner.yes_or_no(when)} == set(said.silent_by)
        if said.verdict is Verdict.IN_CONFLICT:
            assert {one for one, when in found.others if inner.yes_or_no(when)} == set(said.conflicts_with)
