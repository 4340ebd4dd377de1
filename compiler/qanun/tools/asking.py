"""A question of a generated law as the interview asks it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from qanun.runtime.answers.answers import Answer, Answers
from qanun.runtime.faults import CaseImpossible, FactsRefused
from qanun.runtime.values.spec import Fact
from qanun.tools.fields import Field, Json, field_of
from qanun.tools.interview import Refused
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

    def needs(self, known: dict[str, Json]) -> Sequence[str]:
        """What can still change an answer, most decisive first; `Refused` where the facts cannot be so."""
        answers = self._explored(known).each()
        first = [answer.needs[0] for answer in answers if answer.needs]
        every = [name for answer in answers for name in answer.needs]
        return tuple(dict.fromkeys(self._facts[name].key for name in (*first, *every)))

    def why(self, name: str, known: dict[str, Json]) -> str:
        """What asks for the fact and what it can still change; of a fact of few values, what each settles."""
        open_now = [a for a in self._explored(known).each() if name in {self._facts[n].key for n in a.needs}]
        explanation = self._question.explain(self.facts(known), as_of=self._as_of, readings=self._readings)
        why = explanation.why_asked(self._facts[name].name)
        sentences = [f"{why[:1].upper()}{why[1:]}."]
        for words, value in self._values(name):
            settled = self._settled(open_now, {**known, name: value})
            if settled:
                sentences.append(f"{words[:1].upper()}{words[1:]} would settle {settled}.")
        judges = self._facts[name].judged_by
        if judges:
            sentences.append(f"It is for {' or '.join(map(self._read, judges))} to judge.")
        elif judges is not None:
            sentences.append("It is a matter of judgement, and the law does not say whose.")
        anchors = dict.fromkeys(anchor for answer in open_now for anchor in answer.provisions)
        if anchors:
            cited = map(self._question.making.table.cited, anchors)
            sentences.append(f"See {'; '.join(cited)}.")
        return "\n".join(sentences)

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

    def _values(self, name: str) -> Sequence[tuple[str, Json]]:
        """The values that a fact of few values can take, each as it is read."""
        field = self.field(name)
        if field.kind == "yes/no":
            return (("yes", True), ("no", False))
        return [(f"“{label or option}”", option) for option, label in field.options]

    def _settled(self, answers: Sequence[Answer[object]], known: dict[str, Json]) -> str:
        """Which of the answers would be certain, and what they would be."""
        try:
            then = {answer.subject: answer for answer in self._explored(known).each()}
        except Refused:
            return ""
        certain = [then[a.subject] for a in answers if not then[a.subject].needs]
        told = []
        for answer in certain:
            told.append(f"“{answer.label or answer.subject}”: {answer.verdict.replace('_', ' ')}")
        return "; ".join(told)

    def _read(self, body: str) -> str:
        """A body by its label."""
        bare = body.rpartition(".")[2]
        return self._question.making.table.words.get(bare, bare.replace("_", " "))
