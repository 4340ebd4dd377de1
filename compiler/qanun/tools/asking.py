"""A question of a generated law as the interview asks it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from attrs import evolve

from qanun.runtime.answers.answers import Answer, Answers
from qanun.runtime.answers.deciding import signature
from qanun.runtime.faults import CaseImpossible, FactsRefused
from qanun.runtime.values.spec import Fact
from qanun.runtime.values.words import listed
from qanun.tools.fields import Field, Json, field_of
from qanun.tools.interview import Refused
from qanun.tools.questions import Facts, Question

FEW = 4
"""So many options are shown whether they matter or not."""


class AskedCase:
    """The case of an interview: a question, the day it is asked for, and the readings."""

    def __init__(
        self,
        question: Question,
        as_of: date | datetime | None,
        readings: Mapping[str, str],
        *,
        you: bool = False,
        soonest: bool = False,
    ) -> None:
        """`you`: whoever is asked is the person concerned. `soonest`: asked for first is what ends the
        interview soonest on average, not what a reader of the rules meets first."""
        self._you = you
        self._soonest = soonest
        self._question = question
        self._as_of = as_of
        self._readings = dict(readings)
        self._facts: dict[str, Fact] = {}
        for fact in question.facts.FACTS:
            self._facts[fact.name] = fact
            self._facts[fact.key] = fact

    def needs(self, known: dict[str, Json]) -> Sequence[str]:
        """What can still change an answer, in the order of asking; `Refused` where that cannot be."""
        with _refusals():
            explanation = self._question.explain(
                self.facts(known), as_of=self._as_of, readings=self._readings
            )
        needs = explanation.soonest if self._soonest else explanation.needs
        return tuple(self._facts[name].key for name in needs)

    def why(self, name: str, known: dict[str, Json]) -> str:
        """What asks for the fact and what it can still change; of a fact of few values, what each settles."""
        open_now = [a for a in self._explored(known).each() if name in {self._facts[n].key for n in a.needs}]
        explanation = self._question.explain(self.facts(known), as_of=self._as_of, readings=self._readings)
        why = explanation.why_asked(self._facts[name].name)
        sentences = [f"{why[:1].upper()}{why[1:]}."]
        settling: dict[str, list[str]] = {}
        for words, value in self._values(name):
            settling.setdefault(self._settled(open_now, {**known, name: value}), []).append(words)
        for settled, values in settling.items():
            if settled:
                said = listed(values, "or")
                sentences.append(f"{said[:1].upper()}{said[1:]} would settle {settled}.")
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

    def field(self, name: str, known: Mapping[str, Json] = {}) -> Field:
        """How a fact is asked for, with the options that matter beside what is known before the others."""
        table = self._question.making.table
        asked = field_of(self._facts[name], table.words, table.zone, you=self._you)
        if asked.kind == "option" and len(asked.options) > FEW:
            return evolve(asked, first=self._mattering(asked, known))
        return asked

    def _mattering(self, asked: Field, known: Mapping[str, Json]) -> tuple[str, ...]:
        """The options of which not one is as good as another, whatever the answers rest on; none where they
        all are, or none is."""
        alike: dict[object, list[str]] = {}
        for option, _ in asked.options:
            try:
                answers = self._explored({**known, asked.name: option})
            except Refused:
                continue
            said = [(signature(a), a.needs, a.conflicts_with, a.silent_by, a.fault) for a in answers.each()]
            alike.setdefault((answers.headline, *said), []).append(option)
        same = max(alike.values(), key=len, default=[])
        left = [option for group in alike.values() if group is not same for option in group]
        return tuple(left) if len(same) > 1 else ()

    def facts(self, known: dict[str, Json]) -> Facts:
        """The facts object for what is known."""
        return self._question.facts.from_json(known)

    def _explored(self, known: dict[str, Json]) -> Answers:
        with _refusals():
            return self._question.explore(self.facts(known), as_of=self._as_of, readings=self._readings)

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


@contextmanager
def _refusals() -> Iterator[None]:
    """Says of facts that cannot be so, why."""
    try:
        yield
    except FactsRefused as error:
        raise Refused("; ".join(str(mistake) for mistake in error.mistakes)) from None
    except CaseImpossible as error:
        raise Refused(str(error)) from None
