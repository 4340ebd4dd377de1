"""Operators: each needs all its operands, but where bounds decide a comparison of undecided integers."""

from collections.abc import Callable, Sequence

from attrs import evolve

from qanun.core.explicit.forms import NO, every, negated, neither, some
from qanun.core.explicit.outcomes import (
    Bounds,
    Lack,
    Mark,
    Outcome,
    bounds,
    is_none,
    merged,
    only,
    refused,
    together,
    truth,
)
from qanun.core.explicit.total import Apply, Fails, FaultName, Total
from qanun.runtime.operators.operator_rows import ROW_OF, OperatorName

Faults = tuple[tuple[FaultName, tuple[int, ...]], ...]
"""Faults, each with the places of the operands that it tells of."""

_NO_DAY: Faults = (("OutOfCalendar", (0, 1)),)
_LONG: Faults = (("NumberTooLong", ()),)
FAULTS: dict[OperatorName, Faults] = {
    "+": (*_LONG, *_NO_DAY),
    "-": (*_LONG, *_NO_DAY),
    "*": _LONG,
    "/": (*_LONG, ("DivisionByZero", (2,))),
    "ratio": (*_LONG, ("DivisionByZero", (2,))),
    "rounded": (("StepNotAboveZero", (2,)),),
    "period": (("PeriodReversed", (0, 1)),),
    "days in": (("PeriodOpen", (0,)),),
    "full months in": (("PeriodOpen", (0,)),),
    "full years in": (("PeriodOpen", (0,)),),
    "calendar months of": (("PeriodOpen", (0,)),),
    "calendar years of": (("PeriodOpen", (0,)),),
    "allows": (("NotComparable", (0, 1)),),
    "date plus": _NO_DAY,
    "date minus": _NO_DAY,
    "age of": _NO_DAY,
    "end of day": (("OutOfCalendar", (0,)),),
    "years before": _NO_DAY,
    "limit after": _NO_DAY,
    "limit at": (("OutOfCalendar", (0,)),),
    "later limit": _NO_DAY,
}
"""The operators that come to no value for some operands, and what then stands in its place."""


def faults_of(operator: OperatorName, of_moment: bool) -> Faults:
    """Only a sum or difference of a moment can leave the calendar, and nothing else of one can fail."""
    found = FAULTS.get(operator, ())
    if operator in ("+", "-"):
        return _NO_DAY if of_moment else _LONG
    return found


def applied(operator: OperatorName, operands: Sequence[Outcome], is_truth: bool, of_moment: bool) -> Outcome:
    """An operator on its operands; `is_truth`: it comes to yes or no; `of_moment`: the first is a moment."""
    values = tuple(operand.value for operand in operands)
    known = every(*(operand.known for operand in operands))
    row = ROW_OF[operator]
    nones = (is_none(o) for n, o in enumerate(operands) if not row.takes_none(n, len(operands)))
    absent = some(*nones)
    made = Apply(operator, values)
    there = every(known, negated(absent))
    lacking = [merged([operand.lack for operand in operands]), only("fault", every(known, absent))]
    fails: list[Total] = []
    for fault, places in faults_of(operator, of_moment):
        fails.append(Fails(made, fault))
        told = tuple(values[place] for place in places if place < len(values))
        failing = every(there, fails[-1])
        lacking.append(only("fault", failing, Mark("fault", fault, failing, told=told)))
    there = every(there, neither(fails))
    if is_truth:
        found = truth(every(there, made), every(there, negated(made)), together(lacking))
        return _by_bounds(operator, operands, found)
    found = Outcome(there, made, together(lacking))
    return evolve(found, bounds=_added(*operands)) if operator == "+" and len(operands) == 2 else found


def _added(left: Outcome, right: Outcome) -> Bounds | None:
    """The bounds of a sum."""
    one, other = bounds(left), bounds(right)
    if one is None or other is None or (left.bounds is None and right.bounds is None):
        return None
    return Bounds(
        every(negated(every(left.known, right.known)), one.present, other.present),
        Apply("+", (one.low, other.low)),
        every(one.ended, other.ended),
        Apply("+", (one.high, other.high)),
    )


def _by_bounds(operator: OperatorName, operands: Sequence[Outcome], found: Outcome) -> Outcome:
    """The same, decided also where the bounds of an undecided integer decide it."""
    if operator not in _BOUNDED or all(operand.bounds is None for operand in operands):
        return found
    one, other = bounds(operands[0]), bounds(operands[1])
    if one is None or other is None:
        return found
    both = every(one.present, other.present)
    yes, no = (every(both, part) for part in _BOUNDED[operator](one, other))
    lacking: Lack = found.lack.where(negated(some(yes, no)))
    return truth(some(found.yes, yes), some(refused(found), no), lacking)


def _before(one: Bounds, other: Bounds, sign: OperatorName) -> Total:
    """That all of one lie before all of the other."""
    return every(one.ended, Apply(sign, (one.high, other.low)))


_BOUNDED: dict[OperatorName, Callable[[Bounds, Bounds], tuple[Total, Total]]] = {
    "<": lambda one, other: (_before(one, other, "<"), _before(other, one, "<=")),
    "<=": lambda one, other: (_before(one, other, "<="), _before(other, one, "<")),
    ">": lambda one, other: (_before(other, one, "<"), _before(one, other, "<=")),
    ">=": lambda one, other: (_before(other, one, "<="), _before(one, other, "<")),
    "=": lambda one, other: (NO, some(_before(one, other, "<"), _before(other, one, "<"))),
    "!=": lambda one, other: (some(_before(one, other, "<"), _before(other, one, "<")), NO),
}
"""When the bounds say yes, and when no."""
