"""What was found of one case: its answers are made of it when they are asked for."""

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import datetime
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, Any

from qanun.runtime.answers.answers import MISSING, PUT, Answer, Verdict
from qanun.runtime.answers.completing import told_at_once, told_one_by_one
from qanun.runtime.answers.deciding import Without
from qanun.runtime.answers.makers import BASIS, Maker, Outcomes, named
from qanun.runtime.answers.making import Choice, Making
from qanun.runtime.answers.sentences import Sentences
from qanun.runtime.evaluation.tables import Table
from qanun.runtime.faults import CaseImpossible
from qanun.runtime.values.spec import Fact, HasFacts

if TYPE_CHECKING:
    from qanun.runtime.evaluation.evaluator import Evaluated
    from qanun.runtime.evaluation.steps import Case
    from qanun.runtime.evaluation.turning import Otherwise

Values = tuple[Sequence[object] | None, Sequence[Outcomes | Sequence[Outcomes]]]
"""What generated code finds of a case: the parts of the headline; for each subject the values of its aspects,
or of one about each thing of a list such values for each."""

NOTHING: Mapping[str, str] = {}


class Found:
    """What was found of a case: `values` by generated code, or all of it by the general evaluation, which is
    asked for a case without either when somebody wants it. `undecided`: of which answers a solver could not
    tell whether they are open, and why; None where none was asked. `solved` are those that it made certain,
    with all on which they rest, by place and number.

    It holds the case, `facts`: what an answer rests on, and why it is so, is found of it when somebody asks.
    """

    __slots__ = (
        *("_choice", "_evaluated", "_facts", "_further", "_headline", "_make", "_moment", "_values"),
        *("solved", "undecided"),
    )

    def __init__(
        self,
        make: Making,
        moment: datetime | None,
        choice: Choice,
        facts: Any,
        evaluated: "Evaluated | None" = None,
        values: Values = (None, ()),
    ) -> None:
        self._make = make
        self._moment = moment
        self._choice = choice
        self._facts = facts
        self._evaluated = evaluated
        self._further: Sequence[Found] | None = None
        self.undecided: Mapping[str, str] | None = None
        self.solved: set[tuple[int, int | None]] = set()
        self._headline, self._values = values if evaluated is None else (evaluated.headline, ())

    def make(self, later: Any, name: str, place: int | None = None, number: int | None = None) -> object:
        """A part of the answers; or of the one at a place, of one about each thing that about one of them."""
        if place is None:
            made = self._part(name)
            if made is not MISSING:
                PUT(later, name, made)
            return made
        maker = self._make.makers[place]
        if name in BASIS:
            return named(later, name, self._rests(later, maker, place, number))
        if name == "sentence":
            return self._sentence(later, maker, place, number)
        return maker.fill(later, name)

    def _part(self, name: str) -> object:
        place = self._make.places.get(name)
        if place is not None:
            return self._answer(place)
        match name:
            case "headline":
                return self._make.said(self._headline)
            case "as_of":
                return self._moment
            case "readings":
                return self._choice.pairs
            case "fingerprint":
                return self._make.fingerprint
            case _:
                return MISSING

    def _answer(self, place: int) -> Answer[Any]:
        maker = self._make.makers[place]
        if not self._values:
            return maker.of_row(self.evaluated.rows[place], (self, place))
        values = self._values[place]
        if not maker.each:
            return maker.plain(values, (self, place))
        answers = [maker.plain(one, (self, place, number)) for number, one in enumerate(values)]
        return maker.of_each((), answers, (self, place))

    @property
    def evaluated(self) -> "Evaluated":
        """What the general evaluation finds of the case."""
        if self._evaluated is None:
            self._evaluated = self._make.evaluate(self._facts, self._moment, self._choice)
        return self._evaluated

    def _sentence(self, answer: Any, maker: Maker, place: int, number: int | None) -> str:
        row: Any = self.evaluated.rows[place]
        if number is None:
            return maker.say(answer, () if maker.each else row[0])
        return maker.say(answer, row[2][number][0], number, row[0])

    def _rests(
        self, answer: Any, maker: Maker, place: int, number: int | None
    ) -> tuple[tuple[str, ...], ...]:
        row: Any = self.evaluated.rows[place]
        if number is not None:
            row = row[2][number]
        holds = 0 if maker.each and number is None else row[1] & row[2]
        return maker.rests(row[1] | self._in_any_case(answer, place, number), holds)

    def _in_any_case(self, answer: Any, place: int, number: int | None) -> int:
        """On what an answer that is certain though facts are missing rests however they are told: on all that
        it rests on wherever more is told."""
        if (place, number) in self.solved:
            return 0
        if self._further is None:
            self._further = tuple(self._told_further())
        if not self._further or answer.verdict is Verdict.UNKNOWN or answer.needs:
            return 0
        rows: list[Any] = [found.evaluated.rows[place] for found in self._further]
        if number is not None:
            rows = [row[2][number] for row in rows if number < len(row[2])]
        return reduce(and_, [basis for _, basis, _ in rows]) if rows else 0

    def _told_further(self) -> "Iterator[Found]":
        facts, always = self._facts, self._make.always
        if not isinstance(facts, HasFacts) or facts.is_complete:
            return
        for much in (False, True):
            found = self._with(told_at_once(facts, much), self._choice)
            if found is None and always is not None:
                told = told_one_by_one(facts, always.facts, much, self._can_be)
                found = None if told is None else self._with(told, self._choice)
            if found is not None:
                yield found

    def _can_be(self, facts: Any) -> bool:
        try:
            self._make.case(facts, self._moment, self._choice)
        except CaseImpossible:
            return False
        return True

    # --- the case, for those who ask why ------------------------------------------------------------------

    @property
    def facts(self) -> Any:
        """The case itself."""
        return self._facts

    @property
    def law(self) -> str:
        """The title of the law that was asked."""
        return self._make.law

    @property
    def table(self) -> Table:
        return self._make.table

    @property
    def sentences(self) -> Sentences:
        return self._make.sentences

    @property
    def chosen(self) -> Mapping[str, str]:
        return self._choice.options

    @property
    def stated(self) -> Mapping[str, tuple[str, object]]:
        """The facts given: by attribute its label and its value."""
        labels = {fact.name: fact.label for fact in self._facts.FACTS}
        return {name: (labels[name], value) for name, value in self._facts.known().items()}

    @property
    def headline(self) -> str | None:
        return self._make.said(self._headline)

    @property
    def answers(self) -> Sequence[Answer[Any]]:
        return [maker.of_row(row) for maker, row in zip(self._make.makers, self.evaluated.rows, strict=True)]

    def told(self, certain: bool) -> Sequence[Answer[Any]]:
        """All answers; unless `certain`, of what was found step by step, without diagrams."""
        if self._values:
            return [self._answer(place) for place in range(len(self._make.makers))]
        rows = self.evaluated.rows if certain else self.evaluated.rows.step_by_step
        return [maker.of_row(row) for maker, row in zip(self._make.makers, rows, strict=True)]

    @property
    def sure(self) -> bool:
        """Whether no earlier headline could still be the one."""
        return self.evaluated.sure

    def again(
        self, without: frozenset[str] = frozenset(), readings: Mapping[str, str] = NOTHING
    ) -> "Found | None":
        """What the case comes to without some facts, or under other readings; None where it cannot be so."""
        return self._instead(Without(self._facts, without) if without else self._facts, readings)

    def instead(self, facts: Any) -> "Found | None":
        """What other facts come to; None where they cannot be so."""
        return self._instead(facts, NOTHING)

    def turning(
        self, readings: Mapping[str, str], place: int | None = None, number: int | None = None
    ) -> Set[str]:
        """The readings on which it turns, besides these, what the case comes to, or the answer at a place: it
        is the same under each option of every other.

        Those on which it rests what always holds come first.
        """
        if left := self._make.settling - readings.keys():
            return left
        case = self._with(self._facts, Choice(tuple(readings.items())))
        if case is None:
            return frozenset()
        return self._make.evaluator.reader.lacking(case.evaluated.lacks(place, number))

    def _instead(self, facts: Any, readings: Mapping[str, str]) -> "Found | None":
        options = {**self._choice.options, **readings}
        return self._with(facts, Choice(tuple(options.items())) if readings else self._choice)

    def _with(self, facts: Any, choice: Choice) -> "Found | None":
        try:
            evaluated = self._make.evaluate(facts, self._moment, choice)
        except CaseImpossible:
            return None
        return Found(self._make, self._moment, choice, facts, evaluated)

    def at(self, place: int, number: int | None) -> Answer[Any] | None:
        """The answer at a place; of one about each thing of a list that about one of them, None where it is
        not there."""
        whole: Any = self._answer(place)
        things = whole.value
        if number is None:
            return whole  # type: ignore[no-any-return]
        return things[number] if isinstance(things, tuple) and number < len(things) else None

    def otherwise(self, place: int, number: int | None) -> "Otherwise":
        """The case, to be tried otherwise, by what the answer at a place turns on."""
        return self._make.otherwise(place, number, self._facts, self._moment, self._choice)

    def specs(self) -> Mapping[str, Fact]:
        """What is declared of each fact, by its attribute."""
        return {fact.name: fact for fact in self._facts.FACTS}

    def silences(self) -> Sequence[str]:
        """What the law leaves open here and was not asked for."""
        return self._make.open_points.of(self.case)

    @property
    def case(self) -> "Case":
        """The case, with what `always` settles of it."""
        return self._make.case(self._facts, self._moment, self._choice)
