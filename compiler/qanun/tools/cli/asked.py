"""What `qanun ask` is about: one question, or a situation with its questions."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

import click
from click.shell_completion import CompletionItem

from qanun.runtime.answers.answers import Answers
from qanun.runtime.faults import FactsRefused, Fault, Mistake, QuestionUnknown, SituationUnknown
from qanun.runtime.questions.catalogue import Catalogue
from qanun.runtime.questions.directory import Situation
from qanun.tools.asking import AskedCase
from qanun.tools.asking_situation import SituationCase, readings_of
from qanun.tools.cli.cases import complete_question, need_question, warn_if_older
from qanun.tools.cli.exits import Exit
from qanun.tools.cli.printing import need_project, say, style
from qanun.tools.interview import Case, Interview
from qanun.tools.questions import NoQuestion, Question, asked_of, catalogue

Instant = date | datetime


class Asked(Protocol):
    """What an interview is held about."""

    @property
    def label(self) -> str: ...

    @property
    def zone(self) -> str: ...

    @property
    def count(self) -> int:
        """How many questions are answered."""
        ...

    def case(self, as_of: Instant | None, readings: Mapping[str, str], you: bool, soonest: bool) -> Case:
        """What is asked; `you`: of the person concerned; `soonest`, of one question: first what ends the
        interview soonest on average. AsOfMissing where the day matters and is missing."""
        ...

    def conclude(
        self, interview: Interview, as_of: Instant | None, readings: Mapping[str, str], full: bool
    ) -> Sequence[Answers]:
        """Print the answers to each question, short or in full."""
        ...


class OneQuestion:
    """A question."""

    count = 1

    def __init__(self, question: Question) -> None:
        self._question = question
        self.label = question.label or question.name
        self.zone = question.making.table.zone

    def case(self, as_of: Instant | None, readings: Mapping[str, str], you: bool, soonest: bool) -> Case:
        return AskedCase(self._question, as_of, readings, you=you, soonest=soonest)

    def conclude(
        self, interview: Interview, as_of: Instant | None, readings: Mapping[str, str], full: bool
    ) -> Sequence[Answers]:
        facts = self._question.facts.from_json(interview.known)
        answers = self._question.explore(facts, as_of=as_of, readings=readings)
        explained = self._question.explain(facts, as_of=as_of, readings=readings) if full else None
        say("\n" + (explained or answers.short()).as_text().rstrip("\n"))
        return [answers]


class OneSituation:
    """A situation: each of its facts is asked for once, and each of its questions is answered."""

    def __init__(self, situation: Situation, known: Catalogue) -> None:
        self._situation = situation
        self._directory = known.directory
        self._questions = [asked_of(known, name) for name in situation.questions]
        self.label = situation.label
        self.count = len(situation.questions)
        self.zone = self._questions[0].making.table.zone

    def case(
        self, as_of: Instant | None, readings: Mapping[str, str], you: bool, soonest: bool = False
    ) -> SituationCase:
        assert not soonest
        chosen = self._chosen(readings)
        return SituationCase(self._situation, self._questions, self._directory, as_of, chosen, you=you)

    def conclude(
        self, interview: Interview, as_of: Instant | None, readings: Mapping[str, str], full: bool
    ) -> Sequence[Answers]:
        case, chosen = self.case(as_of, readings, False), self._chosen(readings)
        every: list[Answers] = []
        for question in self._questions:
            facts, own = case.facts_of(question, interview.known), readings_of(question, chosen)
            answers = question.explore(facts, as_of=as_of, readings=own)
            explained = question.explain(facts, as_of=as_of, readings=own) if full else None
            click.echo("\n" + style(question.label, bold=True))
            say("\n" + (explained or answers.short()).as_text().rstrip("\n"))
            every.append(answers)
        return every

    def _chosen(self, readings: Mapping[str, str]) -> dict[str, str]:
        """The readings by their qualified names; FactsRefused where no question of any law has one."""
        mistakes: list[Mistake] = []
        found = {self._directory.reading(name, mistakes): option for name, option in readings.items()}
        if mistakes:
            raise FactsRefused(tuple(mistakes), "the readings")
        return {name: option for name, option in found.items() if name is not None}


def what_is_asked(name: str) -> Asked:
    """The situation or the question of a name; a question where both are called so."""
    known = _known()
    if name not in known:
        try:
            situation = known.directory.situation(name)
        except SituationUnknown as unknown:
            _refuse(name, known, unknown)
        else:
            warn_if_older(need_project())
            return OneSituation(situation, known)
    return OneQuestion(need_question(name))


def _refuse(name: str, known: Catalogue, unknown: SituationUnknown) -> None:
    """Ends the command where a situation is meant, or one of several; else a question is looked for."""
    if unknown.several:
        raise click.UsageError(str(unknown))
    try:
        known[name]
    except QuestionUnknown as question:
        if len(unknown.near) == 1 < len(question.near) and not question.several:
            near = known.directory.short(unknown.near[0])
            said = f"there is no question and no situation `{name}`; did you mean `{near}`?"
            raise click.UsageError(said) from None


def say_situations() -> None:
    """Print what may be asked about."""
    known = _known()
    for one in known.situations:
        name = known.directory.short(one.name)
        click.echo(f"  {style(name, bold=True)}  {one.label}")
    click.echo("\n" if known.situations else "", nl=False)
    click.echo(f"`qanun ask NAME` asks about one of these, or answers one of the {len(known)} questions:")
    click.echo("  " + "\n  ".join(known.labels))


def complete_asked(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """The situations and questions that a name begun on the command line can still become."""
    try:
        known = _known()
    except click.UsageError:
        return []
    names = [(known.directory.short(one.name), one.label) for one in known.situations]
    situations = [CompletionItem(name, help=label) for name, label in names if begun in name]
    return [*situations, *complete_question(context, parameter, begun)]


def _known() -> Catalogue:
    try:
        return catalogue(need_project())
    except NoQuestion as error:
        raise click.UsageError(str(error)) from None


def meaning(every: Sequence[Answers]) -> Exit:
    """The exit code that answers mean."""
    answers = [one for answers in every for one in answers.each()]
    if any(isinstance(answer.fault, Fault) for answer in answers):
        return Exit.FAULT
    return Exit.MISSING if any(answer.needs for answer in answers) else Exit.FINE
