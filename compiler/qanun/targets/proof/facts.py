"""The facts of a case as formulas; and the case that a solver found."""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any, assert_never

import z3
from attrs import define, field, frozen

from qanun.core.rules import Program, RecordValue
from qanun.runtime.values.currencies import minor_unit
from qanun.runtime.values.durations import Days, Hours, Months
from qanun.runtime.values.money import Money
from qanun.runtime.values.periods import Period
from qanun.targets.proof import clocks, days
from qanun.targets.proof.ledger import Ledger
from qanun.targets.proof.logic import Amount, Formula, NotLowered, every, exact, integer, negated
from qanun.targets.proof.symbols import COUNTRIES, Symbols
from qanun.targets.proof.terms import (
    DATE,
    INTEGER,
    MOMENT,
    NUMBER,
    YES_NO,
    Absent,
    Collection,
    End,
    Made,
    Maybe,
    Mixed,
    Scalar,
    Sort,
    Span,
    Term,
    equal,
    is_none,
)
from qanun.typed.types import (
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

MOST = 3
"""So many things a list has at most, and so many members a set of what has no written options."""

_WHOLE: Mapping[str, Callable[[int], object]] = {
    "integer": int,
    "date": date.fromordinal,
    "moment": clocks.moment_of,
    "days": Days,
    "months": Months,
}
"""What a whole number stands for."""


@define(eq=False)
class Facts:
    """The formulas of facts, readings and the moment, made as they are asked for."""

    program: Program
    ledger: Ledger
    symbols: Symbols
    bounded: set[str] = field(factory=set)
    """The facts of which only some cases are looked at: lists, sets of what has no written options."""

    def fact(self, name: str) -> Term:
        return self.ledger.once(("fact", name), lambda: self.variable(name, self.program.facts[name].type))

    def reading(self, name: str) -> Scalar:
        """The option that is chosen, as one of a one-of type of the same name."""
        type_ = self.program.readings[name].type

        def make() -> Term:
            return self.variable(name, type_)

        found = self.ledger.once(("reading", name), make)
        assert isinstance(found, Scalar)
        return found

    def as_of(self) -> Scalar:
        def make() -> Scalar:
            moment = z3.Int("as of")
            self.ledger.require(clocks.in_window(moment))
            return Scalar(MOMENT, moment)

        return self.ledger.once("as of", make)

    def variable(self, name: str, type_: Type) -> Term:
        """Any value of a type."""
        match type_:
            case OrNone(inner):
                found = self.variable(name, inner)
                assert not isinstance(found, Maybe | Absent)
                return Maybe(z3.Bool(f"{name} is none"), found)
            case OneOfType(of, options):
                return self._word(name, Sort("option", of), len(options))
            case MoneyType(currency):
                return Scalar(Sort("money", currency), z3.ToReal(z3.Int(name)) * exact(minor_unit(currency)))
            case DurationType(unit):
                return self._duration(name, unit)
            case SetType(OneOfType(of, options)):
                sort = Sort("option", of)
                there = [z3.Bool(f"{name} has {option}") for option in options]
                return Collection(
                    tuple((one, Scalar(sort, integer(n))) for n, one in enumerate(there)), False
                )
            case SetType(element) | ListType(element):
                return self._collection(name, element, isinstance(type_, ListType))
            case RecordType(_, fields):
                return Made({field: self.variable(f"{name}.{field}", inner) for field, inner in fields})
            case Simple(of):
                return self._simple(name, of)

    def _simple(self, name: str, of: str) -> Term:
        if of == "yes/no":
            return Scalar(YES_NO, z3.Bool(name))
        if of == "integer":
            return Scalar(INTEGER, z3.Int(name))
        if of == "number":
            return Scalar(NUMBER, z3.Real(name))
        if of == "date":
            return Scalar(DATE, self._within(z3.Int(name), days.in_window))
        if of == "moment":
            return Scalar(MOMENT, self._within(z3.Int(name), clocks.in_window))
        if of == "period":
            return self._period(name)
        if of == "country":
            return self._word(name, Sort("country"), len(COUNTRIES))
        if of == "authority":
            return self._word(name, Sort("authority"), len(self.symbols.authorities))
        if of == "text":
            return self._word(name, Sort("text"), None)
        raise NotLowered(f"facts of the type {of}")

    def _within(self, number: Amount, window: Callable[[Amount], Formula]) -> Amount:
        self.ledger.require(window(number))
        return number

    def _word(self, name: str, sort: Sort, options: int | None) -> Scalar:
        number = z3.Int(name)
        self.ledger.require(number >= 0)
        if options is not None:
            self.ledger.require(number < options)
        return Scalar(sort, number)

    def _duration(self, name: str, unit: str) -> Scalar:
        if unit == "hours":
            return Scalar(Sort("hours"), z3.ToReal(z3.Int(name)) * exact(Fraction(1, clocks.HOUR)))
        if unit == "days":
            return Scalar(Sort("days"), z3.Int(name))
        if unit == "months":
            return Scalar(Sort("months"), z3.Int(name))
        raise NotLowered(f"facts that are a duration in {unit}")

    def _period(self, name: str) -> Span:
        start, running, last = z3.Int(f"{name} from"), z3.Bool(f"{name} runs"), z3.Int(f"{name} to")
        self.ledger.require(z3.And(days.in_window(start), days.in_window(last), start <= last))
        return Span(start, running, last)

    def _collection(self, name: str, element: Type, ordered: bool) -> Collection:
        self.bounded.add(name)
        there = [z3.Bool(f"{name} has {place + 1}") for place in range(MOST)]
        for one, following in pairwise(there):
            self.ledger.require(z3.Implies(following, one))
        values = [self.variable(f"{name} {place + 1}", element) for place in range(MOST)]
        return Collection(tuple(zip(there, values, strict=True)), ordered)


@frozen(eq=False)
class Found:
    """A case that a solver found, read with the formulas of its facts."""

    model: Any
    symbols: Symbols

    def value(self, term: Term, type_: Type) -> object:
        """The value of the runtime; a record as `RecordValue`."""
        if isinstance(type_, OrNone):
            if isinstance(term, Absent) or (isinstance(term, Maybe) and self.holds(term.absent)):
                return None
            type_ = type_.inner
        found = term.inner if isinstance(term, Maybe) else term
        match found:
            case Scalar():
                return self._scalar(found, type_)
            case Made(fields):
                assert isinstance(type_, RecordType)
                cells = tuple((name, self.value(fields[name], inner)) for name, inner in type_.fields)
                return RecordValue(type_.name, cells)
            case Collection(members):
                assert isinstance(type_, SetType | ListType)
                there = [self.value(one, type_.element) for here, one in members if self.holds(here)]
                return tuple(there) if isinstance(type_, ListType) else frozenset(there)
            case Span(start, running, last):
                end = None if self.holds(running) else date.fromordinal(self.number(last))
                return Period(date.fromordinal(self.number(start)), end)
            case End() | Mixed() | Absent():
                raise NotLowered(f"a value of the type {type_}")
            case never:
                assert_never(never)

    def holds(self, formula: Formula) -> bool:
        return bool(z3.is_true(self.model.eval(formula, model_completion=True)))

    def number(self, formula: Any) -> int:
        return int(self.model.eval(formula, model_completion=True).as_long())

    def _exact(self, formula: Any) -> Fraction:
        found = self.model.eval(formula, model_completion=True)
        if not z3.is_rational_value(found):
            raise NotLowered("a number that is no fraction")
        return Fraction(found.numerator_as_long(), found.denominator_as_long())

    def _scalar(self, found: Scalar, type_: Type) -> object:
        match found.sort.name:
            case "yes/no":
                return self.holds(found.term)
            case "number":
                return self._exact(found.term)
            case "money":
                return Money(self._exact(found.term), found.sort.of)
            case "hours":
                count = self._exact(found.term)
                return Hours(int(count) if count.denominator == 1 else count)
            case "option":
                assert isinstance(type_, OneOfType)
                return type_.options[self.number(found.term)]
            case "country":
                return COUNTRIES[self.number(found.term)]
            case "authority":
                return self.symbols.authorities[self.number(found.term)]
            case "text":
                return self.symbols.text_of(self.number(found.term))
            case "integer" | "date" | "moment" | "days" | "months":
                return _WHOLE[found.sort.name](self.number(found.term))
            case "state" | "fixed":
                raise NotLowered(f"a value of the type {type_}")
            case never:
                assert_never(never)


def fixed_to(term: Term, value: object, symbols: Symbols, type_: Type) -> Formula:
    """That a fact has this value."""
    if isinstance(type_, OrNone):
        if value is None:
            return is_none(term)
        inner = term.inner if isinstance(term, Maybe) else term
        return every((negated(is_none(term)), fixed_to(inner, value, symbols, type_.inner)))
    match term:
        case Made(fields):
            assert isinstance(type_, RecordType)
            types = dict(type_.fields)
            return every(
                fixed_to(one, getattr(value, f"of {n}"), symbols, types[n]) for n, one in fields.items()
            )
        case Collection(members, True):
            assert isinstance(value, tuple)
            assert isinstance(type_, ListType)
            size = every(here if n < len(value) else negated(here) for n, (here, _) in enumerate(members))
            pairs = zip(members, value, strict=False)
            return every((size, *(fixed_to(one, said, symbols, type_.element) for (_, one), said in pairs)))
        case Scalar() | Collection() | Span() | End() | Mixed() | Absent() | Maybe():
            return equal(term, symbols.term(value, type_))
        case never:
            assert_never(never)
