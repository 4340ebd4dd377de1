"""What a case would come to if nothing else were so: every fact that is not stated is no, none or empty."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from qanun.runtime.answers.answers import Answer
from qanun.runtime.answers.found import Found
from qanun.runtime.answers.making import Choice, Making
from qanun.runtime.evaluation.steps import Case
from qanun.runtime.faults import CaseImpossible
from qanun.runtime.values.facts import CaseFacts
from qanun.runtime.values.spec import Fact
from qanun.runtime.values.unknown import UNKNOWN

NOTHING: Mapping[str, object] = {}


class With:
    """A case with values for some facts that it leaves unknown."""

    def __init__(self, facts: object, supposed: Mapping[str, object]) -> None:
        self._facts = facts
        self._supposed = supposed

    def __getattr__(self, name: str) -> object:
        return self._supposed[name] if name in self._supposed else getattr(self._facts, name)


class Asked:
    """A question as it is asked: for a moment, under readings."""

    def __init__(self, make: Making, moment: datetime | None, choice: Choice) -> None:
        self.make = make
        self.table = make.table
        self.sentences = make.sentences
        self._moment = moment
        self._choice = choice

    def found(self, facts: Any) -> Found:
        """What a case comes to. CaseImpossible where the facts break an `always`."""
        evaluated = self.make.evaluate(facts, self._moment, self._choice)
        return Found(self.make, self._moment, self._choice, facts, evaluated)

    def if_nothing_else(self, facts: CaseFacts, but: Iterable[str] = ()) -> list[Answer[Any]] | None:
        """The answers where nothing is so but what the case states, and the facts `but`, which stay open.

        None where that cannot be.
        """
        try:
            return [*self.found(With(facts, self._supposed(facts, frozenset(but)))).answers]
        except CaseImpossible:
            return None

    def _supposed(self, facts: CaseFacts, but: frozenset[str]) -> Mapping[str, object]:
        """A value for each fact that is not stated, in the question's order: it yields to `always`."""
        supposed: dict[str, object] = {}
        always = self.make.always
        fixed = always.facts if always is not None else frozenset()
        for fact in facts.FACTS:
            value = nothing(fact)
            if value is UNKNOWN or fact.name in but or getattr(facts, fact.name) is not UNKNOWN:
                continue
            supposed[fact.name] = value
            if always is not None and fact.name in fixed and always.is_broken(self._case(facts, supposed)):
                del supposed[fact.name]
        return supposed

    def _case(self, facts: CaseFacts, supposed: Mapping[str, object]) -> Case:
        return Case(With(facts, supposed), NOTHING, self._moment, self._choice.options)


def nothing(fact: Fact) -> object:
    """No, none or empty; UNKNOWN of a fact that is always something."""
    if fact.or_none:
        return None
    match fact.kind.word:
        case "yes/no":
            return False
        case "set":
            return frozenset()
        case "list":
            return ()
        case _:
            return UNKNOWN
