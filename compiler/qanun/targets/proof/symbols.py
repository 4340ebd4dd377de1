"""Words as numbers: options, countries, authorities, texts; and values of the runtime as terms, and back."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from attrs import define, field

from qanun.core.rules import RecordValue
from qanun.runtime.values.countries import NAMES
from qanun.runtime.values.durations import Days, Hours, Months, MonthsAndDays
from qanun.runtime.values.limits import Limit
from qanun.runtime.values.money import Money
from qanun.runtime.values.periods import Period
from qanun.runtime.values.states import State
from qanun.targets.proof import clocks, operators
from qanun.targets.proof.logic import NO, YES, Formula, NotLowered, exact, integer
from qanun.targets.proof.terms import (
    DATE,
    INTEGER,
    MOMENT,
    NONE,
    NUMBER,
    YES_NO,
    Collection,
    End,
    Made,
    Mixed,
    Scalar,
    Sort,
    Span,
    Term,
)
from qanun.typed.types import AUTHORITY, COUNTRY, STATE, ListType, OneOfType, OrNone, RecordType, Type

COUNTRIES: Sequence[str] = sorted(NAMES)
STATES: Sequence[State] = tuple(State)
FIXED = Sort("fixed")


@define(eq=False)
class Symbols:
    """Which number stands for which word. `authorities` are all there are; texts, and what only the law
    writes, get theirs as they are met. `options` are those of one-of types that formulas of several laws
    share: of all these laws."""

    authorities: Sequence[str]
    options: Mapping[str, Sequence[str]] = field(factory=dict)
    texts: dict[str, int] = field(factory=dict)
    fixed: dict[Any, int] = field(factory=dict)

    def word(self, text: str, type_: Type) -> Scalar:
        """An option, a country, an authority or a text."""
        bare = type_.inner if isinstance(type_, OrNone) else type_
        if isinstance(bare, OneOfType):
            options = self.options.get(bare.name, bare.options)
            return Scalar(Sort("option", bare.name), integer(options.index(text)))
        if isinstance(text, State) or bare == STATE:
            return Scalar(Sort("state"), integer(STATES.index(State(text))))
        if bare == COUNTRY:
            return Scalar(Sort("country"), integer(COUNTRIES.index(text)))
        if bare == AUTHORITY:
            return Scalar(Sort("authority"), integer(self.authorities.index(text)))
        return Scalar(Sort("text"), integer(self.texts.setdefault(text, len(self.texts))))

    def term(self, value: object, type_: Type) -> Term:
        """A value that the law writes out."""
        match value:
            case None:
                return NONE
            case bool():
                return Scalar(YES_NO, YES if value else NO)
            case str():
                return self.word(value, type_)
            case int():
                return Scalar(INTEGER, integer(value))
            case Fraction():
                return Scalar(NUMBER, exact(value))
            case Money():
                return Scalar(Sort("money", value.currency), exact(value.amount))
            case datetime():
                return Scalar(MOMENT, integer(clocks.ticks(value)))
            case date():
                return Scalar(DATE, integer(value.toordinal()))
            case Hours(count):
                return Scalar(Sort("hours"), exact(count))
            case Days(count):
                return Scalar(Sort("days"), integer(count))
            case Months(count):
                return Scalar(Sort("months"), integer(count))
            case MonthsAndDays(months, days):
                return Mixed(months, days)
            case Period(start, end):
                last = operators.LAST_ORDINAL if end is None else end.toordinal()
                return Span(integer(start.toordinal()), YES if end is None else NO, integer(last))
            case Limit(at, included):
                return self._end(at, YES if included else NO)
            case RecordValue(_, cells):
                assert isinstance(type_, RecordType)
                types = dict(type_.fields)
                return Made({name: self.term(one, types[name]) for name, one in cells})
            case tuple() if isinstance(type_, ListType):
                return Collection(tuple((YES, self.term(one, type_.element)) for one in value), True)
            case frozenset():
                return self._set(value, type_)
            case _:
                return self._written(value)

    def _set(self, value: "frozenset[object]", type_: Type) -> Collection:
        element = getattr(type_, "element", STATE)
        return Collection(tuple((YES, self.term(one, element)) for one in sorted(value, key=str)), False)

    def _end(self, at: date | datetime, included: Formula) -> End:
        if isinstance(at, datetime):
            return End(YES, integer(0), integer(clocks.ticks(at)), included)
        return End(NO, integer(at.toordinal()), integer(0), included)

    def _written(self, value: object) -> Scalar:
        """What is only the same or not: penalties, names of bodies."""
        try:
            return Scalar(FIXED, integer(self.fixed.setdefault(value, len(self.fixed))))
        except TypeError:
            raise NotLowered(f"a value of the kind {type(value).__name__}") from None

    def text_of(self, number: int) -> str:
        """The text that a number stands for; one that the law does not name for another."""
        known = next((text for text, found in self.texts.items() if found == number), None)
        return f"another text {number}" if known is None else known
