"""What was found of one case: its answers are made of it when they are asked for."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from qanun.runtime.answers.answers import MISSING, PUT, Answer
from qanun.runtime.answers.makers import BASIS, Maker, Outcomes, named
from qanun.runtime.answers.making import Choice, Making

Values = tuple[Sequence[object] | None, Sequence[Outcomes | Sequence[Outcomes]]]
"""What generated code finds of a case: the parts of the headline; for each subject the values of its aspects,
or of one about each thing of a list such values for each."""


class Found:
    """What was found of a case: `values` by generated code, or `rows` by the general evaluation (a `Row` for
    each subject, or a `Listed`).

    It holds the case, where it is given `facts`, until somebody asks what an answer rests on.
    """

    __slots__ = ("_choice", "_facts", "_headline", "_make", "_moment", "_rows", "_values")

    def __init__(
        self,
        make: Making,
        moment: datetime | None,
        choice: Choice,
        headline: Sequence[object] | None,
        facts: Any = None,
        values: Sequence[Any] = (),
        rows: Sequence[Any] = (),
    ) -> None:
        self._make = make
        self._moment = moment
        self._choice = choice
        self._headline = headline
        self._facts = facts
        self._values = values
        self._rows = rows

    def make(self, later: Any, name: str, place: int | None = None, number: int | None = None) -> object:
        """A part of the answers; or of the one at a place, of one about each thing that about one of them."""
        if place is None:
            made = self._part(name)
            if made is not MISSING:
                PUT(later, name, made)
            return made
        maker = self._make.makers[place]
        if name in BASIS:
            return named(later, name, self._rests(maker, place, number))
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
            return maker.of_row(self._rows[place])
        values = self._values[place]
        if not maker.each:
            return maker.plain(values, (self, place))
        answers = [maker.plain(one, (self, place, number)) for number, one in enumerate(values)]
        return maker.of_each((), answers, (self, place))

    def rows(self) -> Sequence[Any]:
        """What the general evaluation finds of the case; from then on the case is gone."""
        facts = self._facts  # read first: another thread lets it go after it has set what was found
        if not self._rows:
            self._rows = self._make.evaluate(facts, self._moment, self._choice).rows
            self._facts = None
        return self._rows

    def _sentence(self, answer: Any, maker: Maker, place: int, number: int | None) -> str:
        row: Any = self.rows()[place]
        if number is None:
            return maker.say(answer, () if maker.each else row[0])
        return maker.say(answer, row[2][number][0], number, row[0])

    def _rests(self, maker: Maker, place: int, number: int | None) -> tuple[tuple[str, ...], ...]:
        row: Any = self.rows()[place]
        if number is not None:
            row = row[2][number]
        return maker.rests(row[1], 0 if maker.each and number is None else row[2])
