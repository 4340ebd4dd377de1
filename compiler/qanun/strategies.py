"""Hypothesis strategies for the cases of a generated law. Only this module and generated strategies need
Hypothesis.

Days, amounts and lengths lie near the boundaries that the law draws: at one of its own constants, or a length
of its own away from a fixed day, and one before and after it. No case breaks an `always`.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

from attrs import frozen
from hypothesis import reject
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from qanun.runtime.questions.questions import AnyQuestion, Instant
from qanun.runtime.values.countries import COUNTRIES
from qanun.runtime.values.currencies import minor_unit
from qanun.runtime.values.durations import Days, Hours, Months
from qanun.runtime.values.facts import CaseFacts, CaseRecord
from qanun.runtime.values.money import Money
from qanun.runtime.values.penalties import Penalty
from qanun.runtime.values.periods import Period
from qanun.runtime.values.sets import PartialSet
from qanun.runtime.values.spec import Fact, Kind
from qanun.runtime.values.unknown import UNKNOWN

C = TypeVar("C", bound=CaseFacts)
R = TypeVar("R", bound=CaseRecord)
E = TypeVar("E", bound=StrEnum)

DAY = date(2012, 3, 1)
"""The day around which days lie where the law names none."""

_NEARBY = (0, 1, -1)
_FEW = ("AZ", "GE", "TR", "RU", "IR")


@frozen
class Near:
    """Where the boundaries of a law lie: the constants of its rules."""

    days: tuple[date, ...] = ()
    lengths: tuple[Hours | Days | Months, ...] = ()
    integers: tuple[int, ...] = ()
    numbers: tuple[Fraction, ...] = ()
    amounts: tuple[Money, ...] = ()
    penalties: tuple[Penalty, ...] = ()


# --- what a generated module offers -----------------------------------------------------------------------


def facts(
    question: AnyQuestion[C, Any],
    near: Near,
    *,
    unknown: bool,
    given: C | None = None,
    as_of: Instant | None = None,
) -> SearchStrategy[C]:
    """Cases of a question. With `unknown`, none, few or many facts are missing; else all are stated.

    What `given` states stays as it is. Constraints are kept as they are on `as_of`.
    """
    return _facts(question, near, unknown, given, as_of)


@st.composite
def _facts(
    draw: st.DrawFn,
    question: AnyQuestion[C, Any],
    near: Near,
    unknown: bool,
    given: C | None,
    as_of: Instant | None,
) -> C:
    missing = draw(st.sampled_from((0, 1, 3, 6))) if unknown else 0
    case = question.facts() if given is None else given
    stated = case.known()
    constrained = set(question.making.constrained)
    for fact in sorted(question.facts.FACTS, key=lambda fact: fact.name not in constrained):
        if fact.name in stated or (missing and draw(st.integers(1, 10)) <= missing):
            continue
        values = stated_values(fact, near, unknown)
        if fact.name not in constrained:
            stated[fact.name] = draw(values)
            continue
        case = _fitting(draw, question, case, fact, values, as_of)
        if getattr(case, fact.name) is UNKNOWN and not unknown:
            reject()
        stated = case.known()
    return question.facts(**stated)


def _fitting(
    draw: st.DrawFn,
    question: AnyQuestion[C, Any],
    case: C,
    fact: Fact,
    values: SearchStrategy[object],
    as_of: Instant | None,
) -> C:
    """The case with a value of the fact that breaks no `always`; as it was, where none is found."""
    if fact.kind.word == "yes/no" and not fact.or_none:
        first = draw(st.booleans())
        candidates: Iterable[object] = (first, not first)
    else:
        candidates = (draw(values) for _ in range(5))
    for value in candidates:
        changed = case.with_(**{fact.name: value})
        if question.allows(changed, as_of=as_of):
            return changed
    return case


def readings(question: AnyQuestion[Any, Any]) -> SearchStrategy[dict[str, str]]:
    """An option for each reading on which the question can rest."""
    return st.fixed_dictionaries(
        {
            name: st.sampled_from([option for option, _ in reading.options])
            for name, reading in question.readings.items()
        }
    )


def record(cls: type[R], near: Near, *, unknown: bool) -> SearchStrategy[R]:
    """Records, with fields missing now and then where `unknown`."""
    fields = {fact.name: _perhaps(stated_values(fact, near, unknown), unknown) for fact in cls.FACTS}

    def make(cells: dict[str, object]) -> R:
        return cls(**{name: value for name, value in cells.items() if value is not UNKNOWN})

    return st.fixed_dictionaries(fields).map(make)


def option(options: type[E]) -> SearchStrategy[E]:
    """One of the options."""
    return st.sampled_from(list(options))


def moments(near: Near) -> SearchStrategy[datetime]:
    """Instants near the boundaries of the law, in UTC."""
    clocks = [time(0), time(6), time(10), time(20), time(23, 59, 59, 999_999)]
    hours = sorted({int(length.count) for length in near.lengths if isinstance(length, Hours)})
    steps = [timedelta()]
    for hour in hours:
        steps += [sign * timedelta(hours=hour) + timedelta(seconds=s) for sign in (1, -1) for s in _NEARBY]
    return st.builds(_moment, days(near), st.sampled_from(clocks), st.sampled_from(steps))


def _moment(day: date, clock: time, step: timedelta) -> datetime:
    return datetime.combine(day, clock, UTC) + step


def days(near: Near) -> SearchStrategy[date]:
    """Days near the boundaries of the law; now and then any day of a lifetime."""
    anchors = [*dict.fromkeys((*near.days, DAY))]
    steps = [0, *(sign * n for length in near.lengths for n in _in_days(length) for sign in (-1, 1))]
    grid = [
        anchor + timedelta(days=step + nearby)
        for anchor in anchors
        for step in dict.fromkeys(steps)
        for nearby in _NEARBY
        if 1 < (anchor + timedelta(days=step)).year < 9998
    ]
    often = st.sampled_from([*dict.fromkeys(grid)])
    return often | often | often | st.dates(date(1920, 1, 1), date(2040, 12, 31))


def _in_days(length: Hours | Days | Months) -> tuple[int, ...]:
    """The days that the length comes to, or may come to."""
    match length:
        case Hours(count):
            return (int(count) // 24,)
        case Days(count):
            return (count,)
        case Months(count):
            return (count * 1461 // 48, count * 1461 // 48 + 1)


# --- values of a kind -------------------------------------------------------------------------------------


def _perhaps(values: SearchStrategy[Any], unknown: bool) -> SearchStrategy[Any]:
    return st.integers(0, 9).flatmap(lambda n: st.just(UNKNOWN) if n == 9 else values) if unknown else values


def stated_values(fact: Fact, near: Near, unknown: bool) -> SearchStrategy[Any]:
    """The values that a fact can have; records and sets may be partly known where `unknown`."""
    found = kind_values(fact.kind, near, unknown)
    return found | st.none() if fact.or_none else found


def kind_values(kind: Kind, near: Near, unknown: bool) -> SearchStrategy[Any]:
    """The values of a kind."""
    match kind.word:
        case "record":
            assert kind.record is not None
            return record(kind.record, near, unknown=unknown)
        case "list":
            assert kind.element is not None
            return st.lists(kind_values(kind.element, near, unknown), max_size=3).map(tuple)
        case "set":
            assert kind.element is not None
            return _sets(kind_values(kind.element, near, unknown), unknown)
        case "one of" | "authority":
            assert kind.options is not None
            return option(kind.options)
        case "money":
            return _amounts(kind.unit, near)
        case "duration":
            return _lengths(kind.unit, near)
        case word:
            return _SIMPLE[word](near)


def _sets(members: SearchStrategy[Any], unknown: bool) -> SearchStrategy[Any]:
    whole = st.frozensets(members, max_size=3)
    if not unknown:
        return whole
    told = st.dictionaries(members, st.booleans(), max_size=3)
    return whole | told.map(lambda known: PartialSet(known.items()))


def _amounts(currency: str, near: Near) -> SearchStrategy[Money]:
    """Whole numbers of the smallest unit, at the constants of the rules and one unit beside them."""
    unit = minor_unit(currency)
    own = [money.amount for money in near.amounts if money.currency == currency] or [Fraction(100)]
    at = [amount // unit + step for amount in (*own, Fraction(0)) for step in _NEARBY]
    coins = st.sampled_from([*dict.fromkeys(at)]) | st.integers(0, 10_000_000)
    return coins.map(lambda count: Money(count * unit, currency))


_UNITS: dict[str, Callable[[int], Hours | Days | Months]] = {"hours": Hours, "days": Days, "months": Months}


def _lengths(unit: str, near: Near) -> SearchStrategy[Hours | Days | Months]:
    make = _UNITS[unit]
    own = [int(length.count) for length in near.lengths if isinstance(length, type(make(0)))]
    counts = sorted({max(0, count + step) for count in (*own, 0, 1) for step in _NEARBY})
    return (st.sampled_from(counts) | st.integers(0, 400)).map(make)


def _whole(near: Near) -> SearchStrategy[int]:
    at = sorted({number + step for number in (*near.integers, 0) for step in _NEARBY})
    return st.sampled_from(at) | st.integers(0, 100)


def _numbers(near: Near) -> SearchStrategy[Fraction]:
    own: Sequence[Fraction] = [*near.numbers, *(Fraction(number) for number in near.integers), Fraction(0)]
    at = [number + Fraction(step, 100) for number in own for step in _NEARBY]
    return st.sampled_from([*dict.fromkeys(at)]) | st.fractions(0, 1000, max_denominator=100)


def _periods(near: Near) -> SearchStrategy[Period]:
    def make(one: date, other: date | None) -> Period:
        return Period(one, other) if other is None or one <= other else Period(other, one)

    return st.builds(make, days(near), days(near) | st.none())


def _penalties(near: Near) -> SearchStrategy[Penalty]:
    return st.sampled_from([*near.penalties, Penalty("fine", Money(100, "USD"))])


_SIMPLE: dict[str, Callable[[Near], SearchStrategy[Any]]] = {
    "yes/no": lambda _: st.booleans(),
    "integer": _whole,
    "number": _numbers,
    "date": days,
    "moment": moments,
    "period": _periods,
    "text": lambda _: st.text(max_size=8),
    "country": lambda _: st.sampled_from(_FEW) | st.sampled_from(sorted(COUNTRIES)),
    "penalty": _penalties,
}
