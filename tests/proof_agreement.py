"""Formulas of a law beside what the general evaluation finds, in cases of which all is known.

Both are asked of every definition of a question, also of those that are said of each thing of a list: of one
thing, which need not be of the case. Formulas are read as Python (`formula_code`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from random import Random
from typing import Any, assert_never

from attrs import define, field, frozen
from formula_code import compiled
from qanun.core.evaluation import Conditions, case_of
from qanun.core.explicit.definitions import Explicit
from qanun.core.explicit.outcomes import KINDS
from qanun.core.names import Name
from qanun.core.rules import Local, Program, Question, Ref
from qanun.core.typing import type_of_definition
from qanun.runtime.outcomes.undecided import Faulty, NotKnown, Pulled, Quiet, Undecided
from qanun.runtime.values.currencies import minor_unit
from qanun.targets.proof import clocks
from qanun.targets.proof.facts import Facts
from qanun.targets.proof.logic import Amount, Formula, NotLowered
from qanun.targets.proof.lowering import Lowering
from qanun.targets.proof.symbols import Symbols
from qanun.targets.proof.terms import (
    DATE,
    MOMENT,
    Absent,
    Collection,
    End,
    Made,
    Maybe,
    Mixed,
    Scalar,
    Span,
    Term,
    amount,
    formulas_in,
)
from qanun.typed.types import AUTHORITY, BODIES, ListType, OneOfType, OrNone, RecordType, SetType, Type
from qanun.typed.types import MOMENT as MOMENT_TYPE
from qanun.verify.cases import ANCHOR, Drawn, Whole

NOON = datetime(ANCHOR.year, ANCHOR.month, ANCHOR.day, 12, tzinfo=UTC)
UNDECIDED = {NotKnown: "unknown", Faulty: "fault", Pulled: "in conflict", Quiet: "silent"}
DRAWN = 20
"""So many cases are drawn at most for each that is compared: formulas speak of some years alone."""

Told = Callable[[Amount], Any]
"""What a formula comes to in a case."""
Things = tuple[Local, ...]


class NoCase(Exception):
    """Formulas do not speak of it: a list is too long."""


@frozen(eq=False)
class Given:
    """What variables are in a case: of a term, which is a value of the runtime."""

    symbols: Symbols
    known: dict[tuple[object, ...], Any]
    values: dict[str, Any] = field(factory=dict)

    def _number(self, value: object, type_: Type) -> Any:
        """What stands for a value among formulas, read once."""
        key = type(value), value, type_
        if key not in self.known:
            (self.known[key],) = compiled([amount(self.symbols.term(value, type_))])({})
        return self.known[key]

    def put(self, term: Term, value: object, type_: Type) -> None:
        """A term is this; what stands where there is nothing is a day of the years that formulas speak of."""
        if isinstance(type_, OrNone):
            type_ = type_.inner
        match term:
            case Maybe(absent, inner):
                self._name(absent, value is None)
                self.put(inner, value, type_)
            case Made(fields):
                assert isinstance(type_, RecordType)
                types = dict(type_.fields)
                for name, one in fields.items():
                    self.put(one, None if value is None else getattr(value, f"of {name}"), types[name])
            case Collection(members, ordered):
                assert isinstance(type_, SetType | ListType)
                self._members(members, ordered, value, type_.element)
            case Span(start, running, last):
                first = ANCHOR if value is None else value.start  # type: ignore[attr-defined]
                end = None if value is None else value.end  # type: ignore[attr-defined]
                self._name(start, first.toordinal())
                self._name(running, value is not None and end is None)
                self._name(last, (end or first).toordinal())
            case Scalar(sort, number) if value is None:
                usual = {DATE: ANCHOR.toordinal(), MOMENT: clocks.ticks(NOON)}
                if sort in usual:
                    self._name(number, usual[sort])
            case Scalar(sort, number):
                found = self._number(value, type_)
                if sort.name == "money":  # so many of the smallest coin
                    number, found = number.arg(0).arg(0), found / minor_unit(sort.of)
                elif sort.name == "hours":  # so many microseconds
                    number, found = number.arg(0).arg(0), found * clocks.HOUR
                self._name(number, found)
            case Absent() | End() | Mixed():
                raise AssertionError("no fact is that")
            case never:
                assert_never(never)

    def _name(self, variable: Formula, value: Any) -> None:
        assert variable.num_args() == 0
        self.values[variable.decl().name()] = value

    def _members(
        self, members: Sequence[tuple[Formula, Term]], ordered: bool, value: Any, element: Type
    ) -> None:
        given = () if value is None else value if ordered else sorted(value, key=str)
        if not ordered and isinstance(element, OneOfType):  # each option has its own place
            for (there, _), option in zip(members, element.options, strict=True):
                self._name(there, option in given)
            return
        if len(given) > len(members):
            raise NoCase
        for place, (there, one) in enumerate(members):
            self._name(there, place < len(given))
            self.put(one, given[place] if place < len(given) else None, element)


def plain(term: Term, told: Told) -> object:
    """What a term comes to, so that the same values are equal."""
    match term:
        case Absent():
            return None
        case Maybe(absent, inner):
            return None if told(absent) else plain(inner, told)
        case Scalar(sort, number):
            return "number" if sort.name == "integer" else sort.name, sort.of, told(number)
        case Made(fields):
            return {name: plain(one, told) for name, one in fields.items()}
        case Collection(members, ordered):
            there = [plain(one, told) for here, one in members if told(here)]
            return there if ordered else [one for at, one in enumerate(there) if one not in there[:at]]
        case Span(start, running, last):
            return told(start), None if told(running) else told(last)
        case End(by_moment, day, moment, included):
            at_moment = told(by_moment)
            return at_moment, told(moment if at_moment else day), told(included)
        case Mixed(months, days):
            return months, days
        case never:
            assert_never(never)


def alike(one: object, other: object) -> bool:
    """Whether two are the same; members of sets in any order."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(part in other for part in one)
    return one == other


@define(eq=False)
class Agreement:
    """A question, its formulas and its evaluation. `left_out` are the parts that have no formula."""

    program: Program
    question: Question
    lowering: Lowering
    parts: dict[Name, dict[str, Term]] = field(factory=dict)
    left_out: dict[Name, str] = field(factory=dict)
    conditions: dict[Things, tuple[list[Name], Conditions]] = field(factory=dict)
    of: Callable[[Mapping[str, Any]], tuple[Any, ...]] = field(init=False)
    places: dict[int, int] = field(init=False)
    needed: int = field(init=False)
    said: dict[tuple[object, ...], object] = field(factory=dict)
    numbers: dict[tuple[object, ...], Any] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        ledger = self.lowering.ledger
        _, needed = ledger.noting(lambda: [self._lower(name) for name in self.question.order])
        by_things: dict[Things, list[Name]] = {}
        for name in self.parts:
            by_things.setdefault(self.program.definitions[name].things, []).append(name)
        for things, names in by_things.items():
            exprs = [Ref(name, things) for name in names]
            locals_ = [thing.name for thing in things]
            self.conditions[things] = names, Conditions(self.program, self.question, exprs, locals_)
        required = ledger.holding(needed)
        terms = [term for parts in self.parts.values() for term in parts.values()]
        formulas = [*required, *(one for term in terms for one in formulas_in(term))]
        self.needed = len(required)
        self.of = compiled(formulas)
        self.places = {one.get_id(): place for place, one in enumerate(formulas)}

    def _lower(self, name: Name) -> None:
        outcome = self.lowering.explicit[name].outcome
        exprs = {"has a value": outcome.known, "value": outcome.value}
        exprs |= {kind: outcome.kind(kind) for kind in KINDS}
        if outcome.no is not None:
            exprs["no"] = outcome.no
        try:
            about = {thing.name: self._thing(thing) for thing in self.program.definitions[name].things}
            self.parts[name] = {part: self.lowering.term(expr, name, about) for part, expr in exprs.items()}
        except NotLowered as reason:
            self.left_out[name] = str(reason)

    def _thing(self, thing: Local) -> Term:
        """A thing of which a definition is asked, whatever it is."""
        facts: Facts = self.lowering.facts
        return self.lowering.ledger.once(
            ("thing", thing), lambda: facts.variable(f"thing {thing.name} {thing.type}", thing.type)
        )

    def compare(self, drawn: Drawn, pool: Whole) -> bool:
        """Whether the case is one of those of which formulas speak; an AssertionError where they differ."""
        things = {thing: pool.value(thing.type) for about in self.conditions for thing in about}
        try:
            given = self._given(drawn, things)
        except NoCase:
            return False
        found = self.of(given.values)
        if not all(found[: self.needed]):
            return False
        case = case_of(drawn.facts, drawn.as_of, drawn.readings)
        for about, (names, conditions) in self.conditions.items():
            values = conditions.outcomes(case, [things[thing] for thing in about])
            for name, value in zip(names, values, strict=True):
                agrees = self._agrees(lambda one: found[self.places[one.get_id()]], name, value)
                assert agrees, f"{name}: the evaluation finds {value!r} in {drawn}, {things}"
        return True

    def _given(self, drawn: Drawn, things: Mapping[Local, object]) -> Given:
        """What variables are in a case."""
        facts, given = self.lowering.facts, Given(self.lowering.symbols, self.numbers)
        for name, value in drawn.facts.items():
            type_ = self.program.facts[name].type
            try:
                term = facts.fact(name)
            except NotLowered:
                continue
            given.put(term, value, type_)
        for name, option in drawn.readings.items():
            given.put(facts.reading(name), option, self.program.readings[name].type)
        given.put(facts.as_of(), drawn.as_of, MOMENT_TYPE)
        for thing, value in things.items():
            given.put(self._thing(thing), value, thing.type)
        return given

    def _agrees(self, told: Told, name: Name, value: object) -> bool:
        parts = self.parts[name]
        said = [part for part in ("has a value", *KINDS) if told(amount(parts[part]))]
        if isinstance(value, Undecided):
            return said == [UNDECIDED[type(value)]]
        if said != ["has a value"] or ("no" in parts and told(amount(parts["no"])) is not (value is False)):
            return False
        type_ = type_of_definition(self.program.definitions[name])
        if type_ == BODIES and isinstance(value, str):
            type_ = AUTHORITY
        return alike(plain(parts["value"], told), self._expected(value, type_))

    def _expected(self, value: object, type_: Type) -> object:
        """What the evaluation finds, as formulas say it."""
        key = type(value), value, type_
        if key not in self.said:
            term = self.lowering.symbols.term(value, type_)
            self.said[key] = plain(term, lambda one: compiled([one])({})[0])
        return self.said[key]


def agreements(
    program: Program, explicit: Explicit, questions: Sequence[Question], seed: str, cases: int
) -> Iterator[tuple[str, int, Mapping[Name, str]]]:
    """For each question: its name, in how many cases all was compared, and what has no formula."""
    for question in questions:
        one = Agreement(program, question, Lowering(program, explicit))
        pool = Whole(program, question, Random(f"{seed} {question.name}"))
        compared = 0
        for _ in range(DRAWN * cases):
            compared += one.compare(pool.draw(), pool)
            if compared == cases:
                break
        yield question.name, compared, one.left_out
