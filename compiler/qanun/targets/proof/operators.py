"""The operators of the core as formulas, each as its function in the runtime says it of values."""

from collections.abc import Sequence
from typing import Literal, assert_never

import z3

from qanun.core.explicit.total import FaultName
from qanun.runtime.operators.calendar import Rounding
from qanun.runtime.operators.operator_rows import OperatorName
from qanun.targets.proof import clocks, days, limits, numbers, spans
from qanun.targets.proof.ledger import Ledger
from qanun.targets.proof.logic import (
    NO,
    Amount,
    Formula,
    NotLowered,
    count,
    every,
    exact,
    integer,
    is_value,
    negated,
    some,
)
from qanun.targets.proof.terms import (
    DATE,
    INTEGER,
    MOMENT,
    NONE,
    YES_NO,
    Absent,
    Collection,
    Scalar,
    Sort,
    Span,
    Term,
    alike,
    amount,
    bare,
    choice,
    contains,
    equal,
    is_none,
)

FIRST_ORDINAL, LAST_ORDINAL = 1, 3_652_059
"""The first and the last day of the calendar of the runtime."""
MOMENTS = (
    clocks.ticks(clocks.START.replace(year=2, month=1, day=1)),
    clocks.ticks(clocks.START.replace(year=9999, month=1, day=1)),
)

DAYS, MONTHS, HOURS = Sort("days"), Sort("months"), Sort("hours")


OfMonth = Literal[
    "year of",
    "month of",
    "day of",
    "first day of month",
    "last day of month",
    "first day of year",
    "last day of year",
]
OfDays = (
    Literal[
        "date plus",
        "date minus",
        "days between",
        "hours between",
        "date of",
        "weekday of",
        "age of",
        "end of day",
    ]
    | OfMonth
)
OfTerm = Literal[
    "happened", "limit after", "limit at", "limit passed", "in time", "limit value", "later limit"
]
OfPeriod = Literal["period", "start of", "end of period", "contains", "overlap", "clipped to"]


def truth(formula: Formula) -> Scalar:
    return Scalar(YES_NO, formula)


def applied(
    ledger: Ledger, operator: OperatorName, operands: Sequence[Term], fixed: Sequence[object]
) -> Term:
    """An operator on its operands; `fixed` has of each the value that the law writes there, else None."""
    match operator:
        case "=":
            return truth(equal(operands[0], operands[1]))
        case "!=":
            return truth(negated(equal(operands[0], operands[1])))
        case "<" | "<=" | ">" | ">=":
            return truth(_compared(operator, operands[0], operands[1]))
        case "+" | "-" | "*" | "/" | "ratio" | "negate" | "to number" | "rounded":
            return numbers.reckoned(operator, operands, fixed)
        case "larger of" | "smaller of" | "later of" | "earlier of":
            return _chosen(operator, operands[0], operands[1])
        case "is none":
            return truth(is_none(operands[0]))
        case "has member" | "is empty" | "count of" | "in common" | "together with":
            return _of_many(operator, operands)
        case (
            "happened"
            | "limit after"
            | "limit at"
            | "limit passed"
            | "in time"
            | "limit value"
            | "later limit"
        ):
            return _of_term(ledger, operator, operands, fixed)
        case "period" | "start of" | "end of period" | "contains" | "overlap" | "clipped to":
            return _of_period(operator, operands)
        case "days in" | "full months in" | "full years in" | "years before":
            return _length(ledger, operator, operands, fixed)
        case "calendar months of" | "calendar years of":
            raise NotLowered("the calendar months or years of a period")
        case "allows":
            raise NotLowered("whether a range of punishment allows a penalty")
        case (
            "date plus"
            | "date minus"
            | "days between"
            | "hours between"
            | "date of"
            | "year of"
            | "month of"
            | "day of"
            | "weekday of"
            | "age of"
            | "first day of month"
            | "last day of month"
            | "first day of year"
            | "last day of year"
            | "end of day"
        ):
            return _of_days(ledger, operator, operands, fixed)
        case never:
            assert_never(never)


def _compared(operator: str, one: Term, other: Term) -> Formula:
    left, right = bare(one), bare(other)
    if not isinstance(left, Scalar) or not isinstance(right, Scalar):
        raise NotLowered("a comparison of what is no number, day or moment")
    a, b, _ = alike(left, right)
    return {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[operator]


def _chosen(operator: str, one: Term, other: Term) -> Term:
    """The larger or the smaller one. Of days none is an open end, later than any."""
    if operator == "earlier of":
        if isinstance(one, Absent) or isinstance(other, Absent):
            return other if isinstance(one, Absent) else one
        first = some((is_none(other), every((negated(is_none(one)), _compared("<=", one, other)))))
        return choice(first, one, other)
    if operator == "later of":
        if isinstance(one, Absent) or isinstance(other, Absent):
            return NONE
        open_ = some((is_none(one), is_none(other)))
        return choice(open_, NONE, choice(_compared(">=", one, other), bare(one), bare(other)))
    sign = "<=" if operator == "larger of" else ">="
    return choice(_compared(sign, one, other), other, one)


def _of_many(operator: str, operands: Sequence[Term]) -> Term:
    found = bare(operands[0])
    if not isinstance(found, Collection):
        raise NotLowered("what is no set or list in the place of one")
    if operator == "has member":
        return truth(contains(found, operands[1]))
    if operator == "is empty":
        return truth(negated(some(there for there, _ in found.members)))
    if operator == "count of":
        return Scalar(INTEGER, count(there for there, _ in (found if found.ordered else once(found)).members))
    other = bare(operands[1])
    assert isinstance(other, Collection)
    if operator == "together with":
        return Collection((*found.members, *other.members), True)
    both = ((every((there, contains(other, value))), value) for there, value in found.members)
    return Collection(tuple(both), False)


def once(members: Collection) -> Collection:
    """A set each of whose members stands in it once."""
    found: list[tuple[Formula, Term]] = []
    for there, value in members.members:
        again = some(every((before, equal(value, other))) for before, other in found)
        found.append((every((there, negated(again))), value))
    return Collection(tuple(found), members.ordered)


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise NotLowered("a zone or a rounding that the law does not write out")


def _rounding(value: object) -> Rounding:
    return "up" if _text(value) == "up" else "down"


def _of_days(ledger: Ledger, operator: OfDays, operands: Sequence[Term], fixed: Sequence[object]) -> Term:
    match operator:
        case "date of":
            return Scalar(DATE, limits.day_of(ledger, operands[0], _text(fixed[1])))
        case "hours between":
            apart = z3.ToReal(amount(operands[1]) - amount(operands[0]))
            return Scalar(HOURS, apart / exact(clocks.HOUR))
        case "days between":
            return Scalar(DAYS, amount(operands[1]) - amount(operands[0]))
        case "date plus" | "date minus":
            return Scalar(DATE, _moved(ledger, operator, operands, fixed))
        case "end of day":
            return Scalar(MOMENT, clocks.last_instant(ledger, amount(operands[0]), _text(fixed[1])))
        case "weekday of":
            return Scalar(INTEGER, (amount(operands[0]) - 1) % 7 + 1)
        case "age of":
            birth, day = amount(operands[0]), amount(operands[1])
            return Scalar(INTEGER, days.age(ledger, birth, day, _rounding(fixed[2])))
        case (
            "year of"
            | "month of"
            | "day of"
            | "first day of month"
            | "last day of month"
            | "first day of year"
            | "last day of year"
        ):
            return _of_month(ledger, operator, amount(operands[0]))
        case never:
            assert_never(never)


def _of_month(ledger: Ledger, operator: OfMonth, day: Amount) -> Term:
    found = days.parts(ledger, day)
    match operator:
        case "year of":
            return Scalar(INTEGER, found.calendar_year)
        case "month of":
            return Scalar(INTEGER, found.calendar_month)
        case "day of":
            return Scalar(INTEGER, found.place + 1)
        case "first day of month":
            return Scalar(DATE, found.first)
        case "last day of month":
            return Scalar(DATE, found.first + found.length - 1)
        case "first day of year":
            return Scalar(DATE, days.year_start(ledger, day))
        case "last day of year":
            return Scalar(DATE, days.year_end(ledger, day))
        case never:
            assert_never(never)


def _moved(ledger: Ledger, operator: str, operands: Sequence[Term], fixed: Sequence[object]) -> Amount:
    day, length = amount(operands[0]), bare(operands[1])
    sign = 1 if operator == "date plus" else -1
    if not isinstance(length, Scalar):
        raise NotLowered("months and days added to a day at once")
    if length.sort == DAYS:
        return day + sign * length.term
    return days.add_months(ledger, day, sign * length.term, _rounding(fixed[2]))


def _of_term(ledger: Ledger, operator: OfTerm, operands: Sequence[Term], fixed: Sequence[object]) -> Term:
    match operator:
        case "happened":
            return limits.happened(ledger, operands[0], operands[1], _text(fixed[2]))
        case "limit after":
            return limits.after(ledger, operands[0], operands[1], _text(fixed[2]), _rounding(fixed[3]))
        case "limit at":
            return limits.at(operands[0], fixed[1] is True)
        case "limit passed":
            return truth(limits.passed(ledger, operands[0], operands[1], _text(fixed[2])))
        case "in time":
            return truth(limits.in_time(ledger, operands[0], operands[1], _text(fixed[2])))
        case "limit value":
            return limits.value(operands[0])
        case "later limit":
            return limits.later(ledger, operands[0], operands[1], _text(fixed[2]))
        case never:
            assert_never(never)


def _of_period(operator: OfPeriod, operands: Sequence[Term]) -> Term:
    if operator == "period":
        end = operands[1]
        last = integer(LAST_ORDINAL) if isinstance(end, Absent) else amount(end)
        return Span(amount(operands[0]), is_none(end), last)
    if operator == "clipped to":
        return spans.clipped(operands[0], spans.span(operands[1]))
    found = spans.span(operands[0])
    match operator:
        case "start of":
            return Scalar(DATE, found.start)
        case "end of period":
            return spans.end_of(found)
        case "contains":
            return truth(spans.contains(found, amount(operands[1])))
        case "overlap":
            return truth(spans.overlap(found, spans.span(operands[1])))
        case never:
            assert_never(never)


def _length(ledger: Ledger, operator: str, operands: Sequence[Term], fixed: Sequence[object]) -> Term:
    if operator == "days in":
        return Scalar(DAYS, spans.days_in(operands[0]))
    if operator == "years before":
        number = amount(operands[0])
        if not is_value(number) or not 0 <= number.as_long() <= spans.MANY:
            raise NotLowered("years before a day, of which the law does not write how many, or very many")
        return spans.years_before(ledger, number.as_long(), amount(operands[1]), _rounding(fixed[2]))
    months = spans.full_months(ledger, spans.span(operands[0]), _rounding(fixed[1]))
    return Scalar(MONTHS, months if operator == "full months in" else months / 12 * 12)


def fails(ledger: Ledger, operator: OperatorName, operands: Sequence[Term], fault: FaultName) -> Formula:
    """That an operator comes to no value, and this stands in its place."""
    match fault:
        case "NumberTooLong":
            return NO
        case "DivisionByZero":
            return amount(operands[1]) == 0
        case "StepNotAboveZero":
            return amount(operands[2]) <= 0 if len(operands) > 2 else NO
        case "PeriodReversed":
            end = operands[1]
            if isinstance(end, Absent):
                return NO
            return every((negated(is_none(end)), amount(end) < amount(operands[0])))
        case "PeriodOpen":
            return spans.is_open(operands[0])
        case "NotComparable":
            raise NotLowered("whether a range of punishment can be compared with a penalty")
        case "OutOfCalendar":
            return _out_of_calendar(operator, operands)
        case never:
            assert_never(never)


def _out_of_calendar(operator: OperatorName, operands: Sequence[Term]) -> Formula:
    """That a day, or a moment, lies outside the calendar of the runtime. Of days that are taken apart into
    months it never does within the years of which formulas speak."""
    if operator in ("+", "-"):
        moved = amount(numbers.reckoned(operator, operands, (None, None)))
        return some((moved < MOMENTS[0], moved >= MOMENTS[1]))
    if operator in ("date plus", "date minus"):
        day, length = amount(operands[0]), bare(operands[1])
        if isinstance(length, Scalar) and length.sort == DAYS:
            moved = day + length.term if operator == "date plus" else day - length.term
            return some((moved < FIRST_ORDINAL, moved > LAST_ORDINAL))
    if operator == "limit after":
        return _limit_out(operands)
    return NO


def _limit_out(operands: Sequence[Term]) -> Formula:
    length, event = bare(operands[0]), operands[1]
    if isinstance(event, Absent) or not isinstance(length, Scalar) or not isinstance(bare(event), Scalar):
        return NO
    if length.sort == DAYS and limits.is_day(event):
        moved = amount(event) + length.term
        return every((negated(is_none(event)), some((moved < FIRST_ORDINAL, moved > LAST_ORDINAL))))
    if length.sort == DAYS and not is_value(length.term):
        raise NotLowered("a term of any number of days from a moment")
    if length.sort == HOURS:
        moved = amount(event) + limits.hours(length.term)
        return every((negated(is_none(event)), some((moved < MOMENTS[0], moved >= MOMENTS[1]))))
    return NO
