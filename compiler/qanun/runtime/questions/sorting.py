"""What one question makes of a case, sorted by how sure it is, and whether the case has to do with it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from attrs import frozen

from qanun.runtime.answers.answers import Answer
from qanun.runtime.answers.deciding import OPEN, signature
from qanun.runtime.answers.short import arises, said_of
from qanun.runtime.answers.verdicts import Verdict
from qanun.runtime.evaluation.tables import Subject
from qanun.runtime.questions.directory import Directory
from qanun.runtime.questions.supposing import Asked
from qanun.runtime.values.facts import CaseFacts
from qanun.runtime.values.states import State

CERTAIN = ("certain", "supposed")
"""The groups of what stands in a term, if it has one."""
GROUPS = (*CERTAIN, "possible", "silent", "general", "aside", "open")
"""All groups, the surest first."""
ELSEWHERE = {"supposed": "open", "possible": "open", "silent": "general"}
"""Where a point goes on which no telling fact of the case bears."""


@frozen
class Point:
    """A sentence about one rule: its law, its name, the question that asks for it, what is said, where
    lawyers find it. `hinges`: the facts of which any one alone can change it, all else being no; `needs`:
    those that it still needs, the most decisive first. `asking`: so many questions ask for the rarest fact of
    the case that bears on it; 0 of what is certain."""

    law: str
    name: str
    question: str
    verdict: Verdict
    sentence: str
    citation: str
    hinges: tuple[str, ...]
    needs: tuple[str, ...]
    asking: int

    def __str__(self) -> str:
        return f"{self.sentence[:-1]} ({self.citation})." if self.citation else self.sentence


@frozen
class Term:
    """A day or moment at which something is due, or ends: what the norm says, without its term, and where it
    stands."""

    law: str
    name: str
    claim: str
    what: str
    at: date | datetime
    day: str
    state: str
    supposed: bool

    def __str__(self) -> str:
        state = f" ({self.state})" if self.state else ""
        presumed = "if nothing else is so, " if self.supposed else ""
        return f"{presumed}{'by' if self.what == 'due' else 'until'} {self.day}: {self.claim}{state}"


@frozen
class Sorted:
    """What one question found: points by group, terms, the labels of facts by what a case calls them."""

    groups: Mapping[str, list[Point]]
    terms: Sequence[Term]
    labels: Mapping[str, str]
    zone: str
    notice: str


def sorted_out(
    name: str, asked: Asked, facts: CaseFacts, directory: Directory, telling: Collection[str]
) -> Sorted:
    """What a question makes of a case. CaseImpossible where the facts break an `always`.

    What is not certain is named only if a fact of `telling` (by qualified name) bears on it.
    """
    return _Sorting(name, asked, facts, directory, telling).sort()


class _Sorting:
    """A question while its answers are sorted: `named` has what a case calls each fact, by attribute."""

    def __init__(
        self, name: str, asked: Asked, facts: CaseFacts, directory: Directory, telling: Collection[str]
    ) -> None:
        self._name = name
        self._asked = asked
        self._facts = facts
        self._nobody = type(facts)()
        self._table = asked.make.table
        own = directory.facts_of(name)
        self._stated = tuple(facts.known())
        self._asking = {fact.name: len(directory.facts[own[fact.key]]) for fact in facts.FACTS}
        self._telling = {fact.name for fact in facts.FACTS if own[fact.key] in telling}
        self._worlds: dict[tuple[bool, tuple[str, ...]], Sequence[Answer[Any]] | None] = {}
        self._named = {fact.name: directory.written(own[fact.key]) for fact in facts.FACTS}
        self._labels = {self._named[fact.name]: fact.label for fact in facts.FACTS}
        self._groups: dict[str, list[Point]] = {}
        self._terms: list[Term] = []

    def sort(self) -> Sorted:
        actual = self._asked.found(self._facts)
        answers = [*actual.answers]
        of_nobody = [*self._asked.found(self._nobody).answers]
        left = []
        for place, answer in enumerate(answers):
            if answer.verdict is Verdict.UNKNOWN:
                left.append(place)
            elif not _arises(self._table.subjects[place], answer):
                self._put("aside", place, answer, answer)
            elif signature(answer) == signature(of_nobody[place]):
                self._put("general", place, answer, answer)
            elif answer.verdict is Verdict.SILENT:
                self._put("silent", place, answer, answer)
            else:
                self._put("certain", place, answer, answer)
        if left:
            self._possible(left, answers)
        groups = {name: self._groups.get(name, []) for name in GROUPS}
        return Sorted(groups, self._terms, self._labels, self._table.zone, self._table.notice)

    def _possible(self, left: Sequence[int], answers: Sequence[Answer[Any]]) -> None:
        """What is not certain: it follows if nothing else is so, by one fact more, or by more than that."""
        supposed = self._asked.if_nothing_else(self._facts)
        waiting: list[int] = []
        for place in left:
            then = None if supposed is None else supposed[place]
            if then is None:
                self._put("open", place, answers[place], answers[place])
            elif _holds(self._table.subjects[place], then):
                self._put("supposed", place, then, answers[place])
            elif then.verdict is Verdict.UNKNOWN:
                self._put("possible", place, then, answers[place], then.needs)
            else:
                waiting.append(place)
        self._by_one_more(waiting, answers)

    def _by_one_more(self, waiting: Sequence[int], answers: Sequence[Answer[Any]]) -> None:
        """Of each the facts of which any one alone, all else being no, leaves it open."""
        hinges: dict[int, list[str]] = {place: [] for place in waiting}
        for fact in dict.fromkeys(need for place in waiting for need in answers[place].needs):
            one = self._open(self._facts, (fact,))
            for place in waiting if one is not None else ():
                if one is not None and fact in answers[place].needs and one[place].verdict is Verdict.UNKNOWN:
                    hinges[place].append(fact)
        for place, found in hinges.items():
            then = self._open(self._facts, found) if found else None
            if then is None:
                self._put("open", place, answers[place], answers[place])
            else:
                self._put("possible", place, then[place], answers[place], found)

    def _open(self, facts: CaseFacts, names: Iterable[str]) -> Sequence[Answer[Any]] | None:
        """What follows if nothing else is so, and these facts stay open."""
        key = (facts is self._facts, tuple(names))
        if key not in self._worlds:
            self._worlds[key] = self._asked.if_nothing_else(facts, key[1])
        return self._worlds[key]

    def _rests_on(self, place: int, hinges: Sequence[str]) -> tuple[str, ...]:
        """The facts of the case that bear on it: those that it would need if they were not stated."""
        then = self._open(self._nobody, (*self._stated, *hinges))
        needs = then[place].needs if then is not None else self._stated
        return tuple(fact for fact in self._stated if fact in needs)

    def _put(
        self, group: str, place: int, said: Answer[Any], actual: Answer[Any], hinges: Sequence[str] = ()
    ) -> None:
        subject = self._table.subjects[place]
        rests = self._rests_on(place, hinges) if group in ELSEWHERE else ()
        if group in ELSEWHERE and not self._telling.intersection(rests):
            group, said, hinges = ELSEWHERE[group], actual, ()
        needs = actual.needs if group in ("certain", "supposed", "possible", "open") else ()
        for one in said_of(subject, said, self._asked):
            self._groups.setdefault(group, []).append(
                Point(
                    self._asked.make.title(subject.name),
                    subject.name,
                    self._name,
                    said.verdict,
                    one.sentence,
                    one.citation,
                    tuple(self._named[fact] for fact in hinges),
                    tuple(self._named[fact] for fact in needs),
                    min((self._asking[fact] for fact in rests), default=0),
                )
            )
        if group in CERTAIN:
            self._terms += self._terms_of(subject, said, group == "supposed")

    def _terms_of(self, subject: Subject, said: Answer[Any], supposed: bool) -> Iterator[Term]:
        """The days on which it is due and ends, where it has any; of each thing of a list."""
        each = said.value if subject.each is not None and isinstance(said.value, tuple) else (said,)
        title = self._asked.make.title(subject.name)
        for one in each:
            claim = self._asked.sentences.claim(subject, one)
            for what, at in (("due", one.due), ("ends", one.end)):
                if isinstance(at, date):
                    day = self._asked.sentences.value(at)
                    state = one.state.value if isinstance(one.state, State) else ""
                    yield Term(title, subject.name, claim, what, at, day, state, supposed)


def _arises(subject: Subject, answer: Answer[Any]) -> bool:
    """Whether there is something to say; of a rule about each thing of a list, about any of them. A count
    of nothing says nothing.
    """
    if answer.value.__class__ is int and answer.value == 0:
        return False
    if subject.each is not None and isinstance(answer.value, tuple):
        return any(arises(subject, one) for one in answer.value)
    return arises(subject, answer)


def _holds(subject: Subject, answer: Answer[Any]) -> bool:
    return answer.verdict not in OPEN and _arises(subject, answer)
