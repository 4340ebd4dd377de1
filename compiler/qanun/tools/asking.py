"""A question of a generated law as the interview asks it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from qanun.runtime.answers import Answer, Answers
from qanun.runtime.faults import CaseImpossible, FactsRefused
from qanun.runtime.spec import Fact
from qanun.tools.fields import Field, Json, field_of
from qanun.tools.interview import Need, Refused
from qanun.tools.questions import Facts, Question


class AskedCase:
    """The case of an interview: a question, the day it is asked for, and the readings."""

    def __init__(
        self, question: Question, as_of: date | datetime | None, readings: Mapping[str, str]
    ) -> None:
        self._question = question
        self._as_of = as_of
        self._readings = dict(readings)
        self._facts: dict[str, Fact] = {}
        for fact in question.facts.FACTS:
            self._facts[fact.name] = fact
            self._facts[fact.key] = fact

    def needs(self, known: dict[str, Json]) -> Sequence[Need]:
        """What can still change an answer, most decisive first; `Refused` where the facts cannot be so."""
        answers = self._explored(known)
        waiting: dict[str, list[Answer[object]]] = {}
        for answer in answers.each():
            for name in answer.needs:
                waiting.setdefault(self._facts[name].key, []).append(answer)
        first = _first_needs(answers)
        names = sorted(waiting, key=lambda name: self._facts[name].key not in first)
        return tuple(Need(name, self._why(name, waiting[name])) for name in names)

    def field(self, name: str) -> Field:
        """How a fact is asked for."""
        table = self._question.making.table
        return field_of(self._facts[name], table.words, table.zone)

    def facts(self, known: dict[str, Json]) -> Facts:
        """The facts object for what is known."""
        return self._question.facts.from_json(known)

    def _explored(self, known: dict[str, Json]) -> Answers:
        try:
            return self._question.explore(self.facts(known), as_of=self._as_of, readings=self._readings)
        except FactsRefused as error:
            raise Refused("; ".join(str(mistake) for mistake in error.mistakes)) from None
        except CaseImpossible as error:
            raise Refused(str(error)) from None

    def _why(self, name: str, answers: Sequence[Answer[object]]) -> str:
        """Why a fact is asked for, in a sentence or two."""
        fact = self._facts[name]
        about = ", ".join(f"“{answer.label or answer.subject}”" for answer in answers)
        sentences = [f"it can still change the answer about {about}"]
        cited = sorted({place for answer in answers for place in answer.provisions})
        if cited:
            sentences.append(f"see {', '.join(cited)}")
        if fact.judged_by:
            sentences.append(f"it is for {' or '.join(fact.judged_by)} to judge")
        elif fact.judged_by is not None:
            sentences.append("the law leaves it to judgement, and does not say whose")
        return "; ".join(sentences)


def _first_needs(answers: Answers) -> frozenset[str]:
    """The fact that each answer needs most."""
    return frozenset(answer.needs[0] for answer in answers.each() if answer.needs)
