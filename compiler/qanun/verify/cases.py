"""Random cases of a question, clustered where the law's boundaries lie; for claims and for comparing
targets."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from random import Random

from attrs import frozen

from qanun.core.rules import Const, Program, Question, RecordValue
from qanun.core.walk import walk
from qanun.runtime.values.currencies import minor_unit
from qanun.runtime.values.durations import Days, Hours, Months
from qanun.runtime.values.money import Money
from qanun.runtime.values.penalties import Penalties, Penalty, PenaltyRange
from qanun.runtime.values.periods import Period
from qanun.runtime.values.unknown import UNKNOWN
from qanun.typed.types import (
    YES_NO,
    DurationType,
    ListType,
    MoneyType,
    OneOfType,
    OrNone,
    RecordType,
    SetType,
    Simple,
    Type,
)

FARTHEST = 1000 * 365
"""The most days between what is drawn and the fixed day."""

ANCHOR = date(2012, 3, 24)
COUNTRIES = ("AZ", "TR", "GE", "RU", "IR")


@frozen
class Drawn:
    """One random case: facts by qualified name (absent: unknown), the moment asked about, the readings."""

    facts: dict[str, object]
    as_of: datetime
    readings: dict[str, str]


class Pool:
    """Values near the constants of a question's rules: at a boundary, one before it and one after it.

    A part of a record is left blank with the probability `blank`.
    """

    def __init__(self, program: Program, question: Question, random: Random, blank: float = 0.1) -> None:
        self.program = program
        self.question = question
        self.random = random
        self.blank = blank
        constants = list(_constants(program, question))
        self.integers = sorted({0, 1, 2, *(c for c in constants if type(c) is int)})
        self.amounts = [c for c in constants if isinstance(c, Money)]
        self.lengths = [c for c in constants if isinstance(c, Hours | Days | Months)]
        self.penalties = [c for c in constants if isinstance(c, Penalties)]

    def draw(self, unknown: float = 0.0) -> Drawn:
        """A case of the question in which each fact is unknown with the probability `unknown`.

        It may break an `always`; whoever evaluates it has to bear CaseImpossible.
        """
        facts = {
            name: self.value(self.program.facts[name].type)
            for name in self.question.facts
            if self.random.random() >= unknown
        }
        readings = {
            name: self.random.choice([option for option, _ in self.program.readings[name].options])
            for name in self.question.readings
        }
        return Drawn(facts, self.moment(), readings)

    def value(self, type_: Type) -> object:
        """A random value of a type."""
        match type_:
            case OrNone(inner):
                return None if self.random.random() < 0.3 else self.value(inner)
            case OneOfType(_, options):
                return self.random.choice(options)
            case MoneyType(currency):
                return Money(self._amount(currency), currency)
            case DurationType(unit):
                kind = {"hours": Hours, "days": Days, "months": Months}[unit]
                return kind(max(0, self._near([length.count for length in self.lengths] or [12])))
            case SetType(element):
                return frozenset(self.value(element) for _ in range(self.random.choice((0, 1, 1, 2))))
            case ListType(element):
                return tuple(self.value(element) for _ in range(self.random.choice((0, 1, 1, 2, 3))))
            case RecordType(name, fields):
                return RecordValue(name, tuple((field, self._cell(inner)) for field, inner in fields))
            case Simple(name):
                return self._simple(name)

    def usual(self, type_: Type) -> object:
        """What most often is so: no, none, nothing in a list; of all else a random value."""
        if type_ == YES_NO or isinstance(type_, OrNone):
            return None if isinstance(type_, OrNone) else False
        if isinstance(type_, SetType | ListType):
            return frozenset() if isinstance(type_, SetType) else ()
        return self.value(type_)

    def _cell(self, type_: Type) -> object:
        return UNKNOWN if self.random.random() < self.blank else self.value(type_)

    def _simple(self, name: str) -> object:
        match name:
            case "yes/no":
                return self.random.random() < 0.5
            case "integer":
                return self._near(self.integers)
            case "number":
                return Fraction(self._near(self.integers), self.random.choice((1, 2, 3)))
            case "date":
                return self.day()
            case "moment":
                return self.moment()
            case "period":
                start = self.day()
                end = None if self.random.random() < 0.3 else self.day()
                return Period(start, end) if end is None or end >= start else Period(end, start)
            case "country":
                return self.random.choice(COUNTRIES)
            case "authority":
                return self.random.choice(sorted(self.program.authorities))
            case "penalty":
                return self._penalty()
            case _:
                return self.random.choice(("a text", "another text", ""))

    def _near(self, values: Sequence[int | Fraction]) -> int:
        return int(self.random.choice(list(values))) + self.random.choice((-1, 0, 0, 1))

    def _amount(self, currency: str) -> Fraction:
        """A whole number of the smallest unit: a constant of the rules, or one unit beside it."""
        unit = minor_unit(currency)
        base = self.random.choice([a.amount for a in self.amounts] or [Fraction(100)])
        return (base // unit + self.random.choice((-1, 0, 0, 1))) * unit

    def day(self) -> date:
        """A date a length of the rules away from one fixed day, or a day off."""
        day = ANCHOR + timedelta(days=self.random.choice((-1, 0, 0, 1)))
        if self.lengths and self.random.random() < 0.7:
            day = _moved(day, self.random.choice(self.lengths), self.random.choice((-1, 1)))
        elif self.random.random() < 0.3:
            day = date(self.random.randrange(1950, 2014), self.random.randrange(1, 13), 28)
        return day

    def moment(self) -> datetime:
        """A moment at the change of the clocks in Baku, a length of the rules away, or a second off."""
        hour = self.random.choice((0, 6, 6, 6, 19, 20, 21))
        day = self.day()
        seconds = self.random.choice((-1, 0, 0, 0, 1))
        return datetime(day.year, day.month, day.day, hour, tzinfo=UTC) + timedelta(seconds=seconds)

    def _penalty(self) -> Penalty:
        ranges = [part for penalties in self.penalties for parts in penalties.alternatives for part in parts]
        if not ranges:
            return Penalty("fine", Money(Fraction(100), "AZN"))
        chosen: PenaltyRange = self.random.choice(ranges)
        amount = self.random.choice([a for a in (chosen.low, chosen.high) if a is not None])
        return Penalty(chosen.kind, amount)


class Whole(Pool):
    """Cases of which all is known: also every field of a record."""

    def draw_near(self, usual: float = 0.7) -> Drawn:
        """A case in which each fact is as usual with this probability: so that few things are so at once."""
        drawn = self.draw()
        facts = {
            name: self.usual(self.program.facts[name].type) if self.random.random() < usual else value
            for name, value in drawn.facts.items()
        }
        return Drawn(facts, drawn.as_of, drawn.readings)

    def _cell(self, type_: Type) -> object:
        return self.value(type_)


def _moved(day: date, length: Hours | Days | Months, sign: int) -> date:
    """The day about so far away; the day itself where that is beyond what a law reckons with."""
    per_day = {Hours: Fraction(1, 24), Days: Fraction(1), Months: Fraction(365, 12)}[type(length)]
    count = int(length.count * per_day)
    return day + sign * timedelta(days=count) if count <= FARTHEST else day


def _constants(program: Program, question: Question) -> Iterator[object]:
    for name in question.order:
        for node in walk(program.definitions[name].body):
            if isinstance(node, Const):
                yield node.value
