"""A situation as the interview asks it: each fact once, for all questions that it opens."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import cast

from qanun.runtime.questions.directory import Directory, Situation
from qanun.tools.asking import AskedCase
from qanun.tools.fields import Field, Json
from qanun.tools.questions import Facts, Question


class SituationCase:
    """The case of an interview about all questions of a situation, for a day and under readings.

    Facts are called as in a case of all laws: bare where one law alone has one of that name.
    """

    def __init__(
        self,
        situation: Situation,
        questions: Sequence[Question],
        directory: Directory,
        as_of: date | datetime | None,
        readings: Mapping[str, str],
        *,
        you: bool = False,
    ) -> None:
        """`readings` by qualified name, as `directory` finds them; `you`: the person concerned is asked."""
        self._situation = situation
        self._parts = [_Part(question, directory, as_of, readings, you) for question in questions]

    def needs(self, known: dict[str, Json]) -> Sequence[str]:
        """What can still change an answer: what the situation asks first, then question by question."""
        stated = self.known(known)
        every = list(dict.fromkeys(need for part in self._parts for need in part.needs(stated)))
        first = [fact for fact in self._situation.asks if fact in every]
        return tuple(dict.fromkeys([*first, *every]))

    def why(self, name: str, known: dict[str, Json]) -> str:
        """Why the first question asks for it that does."""
        stated = self.known(known)
        part = next((one for one in self._parts if name in one.needs(stated)), self._first(name))
        return part.why(name, stated)

    def field(self, name: str, known: Mapping[str, Json] = {}) -> Field:
        """How a fact is asked for."""
        return self._first(name).field(name, self.known(known))

    def known(self, replies: Mapping[str, Json]) -> dict[str, Json]:
        """What the situation states and what was replied."""
        given = cast("Mapping[str, Json]", self._situation.given)
        return {**given, **replies}

    def facts_of(self, question: Question, replies: Mapping[str, Json]) -> Facts:
        """The facts of one of the questions."""
        part = next(one for one in self._parts if one.question is question)
        return part.asked.facts(part.own(self.known(replies)))

    def _first(self, name: str) -> "_Part":
        """The first question that has a fact."""
        return next(part for part in self._parts if name in part.keys)


class _Part:
    """One of the questions: `keys` has what it calls each fact itself."""

    def __init__(
        self,
        question: Question,
        directory: Directory,
        as_of: date | datetime | None,
        readings: Mapping[str, str],
        you: bool,
    ) -> None:
        own = directory.facts_of(f"{question.module}.{question.name}")
        self.keys = {directory.written(fact): key for key, fact in own.items()}
        self._written = {key: name for name, key in self.keys.items()}
        self.question = question
        self.asked = AskedCase(question, as_of, readings_of(question, readings), you=you)

    def own(self, known: Mapping[str, Json]) -> dict[str, Json]:
        """What is known, of this question's facts, in its own words."""
        return {self.keys[name]: value for name, value in known.items() if name in self.keys}

    def needs(self, known: Mapping[str, Json]) -> Sequence[str]:
        return [self._written[key] for key in self.asked.needs(self.own(known))]

    def why(self, name: str, known: Mapping[str, Json]) -> str:
        return self.asked.why(self.keys[name], self.own(known))

    def field(self, name: str, known: Mapping[str, Json]) -> Field:
        return self.asked.field(self.keys[name], self.own(known))


def readings_of(question: Question, readings: Mapping[str, str]) -> dict[str, str]:
    """Those of the readings on which a question can rest."""
    own = question.making.table.readings
    return {name: option for name, option in readings.items() if name in own}
