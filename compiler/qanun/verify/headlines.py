"""Outcomes that scenarios reach and that no headline of a question has words for."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from attrs import frozen

from qanun.core.answering import Tried, ready
from qanun.core.rules import Const, Program, Question, Scenario
from qanun.core.scenarios import completed
from qanun.diagnostics.model import Diagnostic, Kind, Related, Severity
from qanun.runtime.answers.answers import Answer
from qanun.runtime.answers.verdicts import Verdict
from qanun.runtime.faults import CaseImpossible
from qanun.runtime.qualified import law_of, within_law
from qanun.runtime.values.states import State
from qanun.text import Text
from qanun.verify.places import place

NO_HEADLINE = Kind(
    code="Q0665",
    title="no headline of `{question}` fits where `{subject}` is {outcome}, as in a scenario",
    why="A short answer begins with the headline; where none fits, it begins with whatever follows from the "
    "first rule, which may not be what matters.",
    remedy="add a `headline` whose condition holds there, or widen that of another",
    severity=Severity.WARNING,
)

ALWAYS = Const(True)
FORGOTTEN = (Verdict.BARRED, Verdict.SILENT, Verdict.IN_CONFLICT)


@frozen
class Unworded:
    """A question, what one of its answers is where no headline fits, and a scenario that reaches it."""

    question: Question
    subject: str
    outcome: str
    scenario: Scenario


def without_headline(program: Program, texts: Sequence[Text]) -> tuple[Diagnostic, ...]:
    """A warning for each outcome of a question that a scenario reaches and for which there are no words."""
    pages = {text.path: text for text in texts}
    return tuple(
        NO_HEADLINE.at(
            place(one.question.site, pages),
            related=(Related(place(one.scenario.site, pages), "reached here"),),
            question=within_law(one.question.name),
            subject=one.subject.removeprefix(f"{law_of(one.question.name)}."),
            outcome=one.outcome,
        )
        for one in unworded(program)
    )


def unworded(program: Program) -> Iterator[Unworded]:
    """For each question with headlines its outcomes without words, each with the first scenario of it."""
    asking: dict[str, list[Scenario]] = {}
    for scenario in program.scenarios:
        for subject in scenario.asked.answers:
            asking.setdefault(subject, []).append(scenario)
    for question in program.questions.values():
        if need_not_fit(question):
            yield from _of(program, question, asking)


def need_not_fit(question: Question) -> bool:
    """Whether a question has headlines, each with a condition."""
    return bool(question.headlines) and all(one.condition != ALWAYS for one in question.headlines)


def _of(program: Program, question: Question, asking: Mapping[str, Sequence[Scenario]]) -> Iterator[Unworded]:
    concerned = [scenario for name in question.answers for scenario in asking.get(name, ())]
    told: set[tuple[str, str]] = set()
    for scenario in dict.fromkeys(concerned):
        tried = _tried(program, question, scenario)
        if tried is None or tried.is_headed or any(one.needs or one.fault for one in tried.answers.values()):
            continue
        for subject, answer in tried.answers.items():
            outcome = easily_forgotten(program, subject, answer)
            if outcome and (subject, outcome) not in told:
                told.add((subject, outcome))
                yield Unworded(question, subject, outcome, scenario)


def _tried(program: Program, question: Question, scenario: Scenario) -> Tried | None:
    """What a question finds of a scenario's case; None where the case says too little or cannot be."""
    if scenario.unsound is not None or (question.needs_as_of and scenario.as_of is None):
        return None
    assert scenario.as_of is None or isinstance(scenario.as_of, datetime)
    chosen = dict(scenario.readings)
    readings = {name: chosen.get(name, program.readings[name].options[0][0]) for name in question.readings}
    asked = ready(program).of(question)
    try:
        return asked.tried(asked.case(completed(program, question, scenario), scenario.as_of, readings))
    except CaseImpossible:
        return None


def easily_forgotten(program: Program, subject: str, answer: Answer[object]) -> str:
    """What an answer is that drafters think of last; nothing where it is something else."""
    if answer.state is State.EXPIRED:
        return "expired"
    said = answer.verdict in FORGOTTEN and program.subjects[subject].kind != "silence"
    return str(answer.verdict).replace("_", " ") if said else ""
