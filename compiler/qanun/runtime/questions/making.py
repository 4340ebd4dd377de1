"""What a question makes once, at its first use: its table, the makers of its answers, its caches."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from qanun.runtime.evaluation.core import core_of
from qanun.runtime.outcomes.undecided import NotKnown
from qanun.runtime.questions.answers import Answer, assemble, made, made_later, opened
from qanun.runtime.questions.decided import Decided
from qanun.runtime.questions.each import each_answered
from qanun.runtime.questions.resting import Basis, Resting
from qanun.runtime.questions.tables import Subject, Table
from qanun.runtime.values.sets import PartialSet
from qanun.runtime.values.spec import Kind
from qanun.runtime.values.states import State

if TYPE_CHECKING:
    from qanun.runtime.evaluation.always import Always
    from qanun.runtime.evaluation.evaluator import Evaluator
    from qanun.runtime.questions.questions import AnyQuestion
    from qanun.runtime.values.spec import Answered

CACHED = 4096
"""How many sets of provisions, readings and grounds a subject keeps, so that equal ones are made once."""


class Choice:
    """The option chosen for each reading. `pairs` are all, in order; `options` finds one by name."""

    __slots__ = ("options", "pairs")

    def __init__(self, pairs: tuple[tuple[str, str], ...]) -> None:
        self.pairs = pairs
        self.options: Mapping[str, str] = dict(pairs)


class Maker:
    """Makes the answers about one subject; `place` is its place among the question's."""

    __slots__ = ("_answered", "_decided", "_rests", "_subject", "_table", "aspects", "facts", "place")

    def __init__(
        self, subject: Subject, table: Table, facts: tuple[str, ...], answered: "Answered", place: int
    ) -> None:
        self._subject = subject
        self._table = table
        self._answered = answered
        self._decided = Decided(subject)
        self._rests: dict[tuple[int, int], Basis] = {}
        self.facts = facts
        self.place = place
        self.aspects = tuple(subject.aspects)

    def __call__(self, basis: int, holds: int, *outcomes: object) -> Answer[Any]:
        """The answer that rests on `basis`, where the grounds and exceptions `holds` hold."""
        rests = self._resting(basis, holds)
        answer = self._decided(outcomes)
        return self._assembled(outcomes, rests) if answer is None else made(answer, rests)

    def _assembled(self, outcomes: tuple[object, ...], rests: Basis) -> Answer[Any]:
        subject = self._subject
        grounds, barring, provisions, readings = rests
        return assemble(
            subject=subject.name,
            label=subject.label,
            kind=subject.kind,
            outcomes=dict(zip(self.aspects, outcomes, strict=True)),
            facts=self.facts,
            grounds=grounds,
            barring=barring,
            provisions=provisions,
            readings=readings,
            weighing=subject.weighing,
        )

    def decided(self, resting: Resting, *outcomes: object) -> Answer[Any]:
        """The answer of a case in which every fact is known; what it rests on is found later."""
        answer = self._decided(outcomes)
        if answer is None:
            answer = opened(self._assembled(outcomes, ((), (), (), ())))
        return made_later(answer, resting, self.place)

    def typed(self, outcomes: Iterable[object]) -> Iterator[object]:
        """The outcomes of the aspects, with options and states as members of their classes."""
        for aspect, outcome in zip(self.aspects, outcomes, strict=True):
            if aspect == "state" and isinstance(outcome, str):
                yield State(outcome)
            elif aspect == "answer":
                yield of_kind(outcome, self._answered.kind)
            else:
                yield outcome

    def each(self, listed: object, basis: int, answers: Sequence[Answer[Any]]) -> Answer[Any]:
        """The answer about all things of a list (or the outcome in its place), resting on `basis`."""
        subject = self._subject
        _, _, provisions, readings = self._resting(basis, 0)
        return each_answered(
            subject=subject.name,
            label=subject.label,
            listed=listed,
            answers=answers,
            facts=self.facts,
            provisions=provisions,
            readings=readings,
        )

    def _resting(self, basis: int, holds: int) -> Basis:
        """The grounds, what bars, the provisions and the readings for which bits stand."""
        known = self._rests.get((basis, holds))
        if known is not None:
            return known
        subject, table = self._subject, self._table
        own = set(subject.provisions)
        found = (
            table.among(basis & holds, (*subject.grounds, *subject.exceptions)),
            tuple(subject.barring[name] for name in table.among(basis & holds, subject.barring)),
            tuple(anchor for anchor in table.anchors if anchor in own or table.bits[anchor] & basis),
            tuple(name for name in table.readings if table.bits[name] & basis),
        )
        if len(self._rests) >= CACHED:
            self._rests.clear()
        self._rests[basis, holds] = found
        return found


def of_kind(outcome: object, kind: Kind) -> object:
    """A value with each option as the member of its class; the encoded core has its text."""
    options = kind.options
    if options is not None and isinstance(outcome, str):
        return options(outcome)
    if kind.element is not None and kind.element.options is not None:
        options = kind.element.options
        match outcome:
            case frozenset():
                return frozenset(options(member) for member in outcome)
            case PartialSet(members):
                return PartialSet(tuple((options(str(member)), inside) for member, inside in members))
            case NotKnown(partial=PartialSet()):
                partial = of_kind(outcome.partial, kind)
                return NotKnown(outcome.yes, outcome.no, outcome.all, partial)
            case _:
                pass
    return outcome


class Making:
    """What a question makes once, at its first use: its table, the makers of its answers, its caches, and,
    where they are needed, what evaluates any case and what always holds."""

    def __init__(self, question: "AnyQuestion[Any, Any]") -> None:
        self._question = question
        self._core = core_of(question.home)
        self._data = self._core.question(question.module, question.name)
        self.table = self._core.table(question.module, question.name)
        self.makers = tuple(
            Maker(subject, self.table, question.fact_order, answered, place)
            for place, (subject, answered) in enumerate(
                zip(self.table.subjects, question.answers_type.ANSWERED, strict=True)
            )
        )
        self.defaults = Choice(tuple((r.name, r.default) for r in self.table.readings.values()))
        self.constrained: tuple[str, ...] = tuple(self._data["constrained"])
        """The facts to which `always` can leave one value."""

    @cached_property
    def evaluator(self) -> "Evaluator":
        """The general evaluation."""
        from qanun.runtime.evaluation.evaluator import Evaluator

        return Evaluator(self._core, self.table, self._data, self.makers)

    @cached_property
    def always(self) -> "Always | None":
        """What always holds; None where nothing is said."""
        from qanun.runtime.evaluation.always import Always, few

        if not self._data["constraints"] and not self._data["constrained"]:
            return None
        specs = self._question.fact_specs
        values = {name: few(specs[name]) for name in self.constrained}
        return Always(self._core, self.table, self._data, values)

    def resting(self, *case: object) -> Resting:
        """What the answers of a case rest on, found later: the facts, the moment, the readings."""
        return Resting(self._question.basis, *case)

    def said(self, *parts: object) -> str:
        """A headline: texts, and values as people read them."""
        from qanun.runtime.values.show import show

        table = self.table
        return "".join(show(part, table.zone, table.words) for part in parts)
