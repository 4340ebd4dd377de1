"""Periods as formulas, and lists of them."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from qanun.runtime.operators.calendar import Rounding
from qanun.targets.proof import days
from qanun.targets.proof.ledger import Ledger
from qanun.targets.proof.logic import (
    NO,
    Amount,
    Formula,
    NotLowered,
    either,
    every,
    integer,
    larger,
    negated,
    smaller,
    some,
    total,
)
from qanun.targets.proof.terms import DATE, Bare, Collection, Maybe, Scalar, Span, Term, bare

MANY = 6
"""Of so many periods it can be said which days lie in at least one."""


def span(term: Term) -> Span:
    found = bare(term)
    if isinstance(found, Span):
        return found
    raise NotLowered("what is no period in the place of one")


def end_of(period: Span) -> Term:
    return Maybe(period.running, Scalar(DATE, period.last))


def contains(period: Span, day: Amount) -> Formula:
    return every((period.start <= day, some((period.running, day <= period.last))))


def overlap(one: Span, other: Span) -> Formula:
    return every(
        (
            some((other.running, one.start <= other.last)),
            some((one.running, other.start <= one.last)),
        )
    )


def common(one: Span, other: Span) -> tuple[Formula, Span]:
    """The days in both, and whether there are any."""
    start = larger(one.start, other.start)
    last = either(one.running, other.last, either(other.running, one.last, smaller(one.last, other.last)))
    running = every((one.running, other.running))
    return some((running, start <= last)), Span(start, running, last)


def clipped(term: Term, to: Span) -> Term:
    """The part of a period in another, or none; of several those parts that there are."""
    found = bare(term)
    if isinstance(found, Collection):
        parts = [(there, *common(span(one), to)) for there, one in found.members]
        return Collection(tuple((every((there, has)), part) for there, has, part in parts), True)
    has, part = common(span(found), to)
    return Maybe(negated(has), part)


def is_open(term: Term) -> Formula:
    """That a period, or one of several, has no end."""
    return some(every((there, one.running)) for there, one in _several(bare(term)))


def _several(found: Bare) -> Iterator[tuple[Formula, Span]]:
    if isinstance(found, Collection):
        yield from ((there, span(one)) for there, one in found.members)
    else:
        yield negated(NO), span(found)


def days_in(term: Term) -> Amount:
    """The days in at least one period, each counted once, where all have an end."""
    found = list(_several(bare(term)))
    if len(found) > MANY:
        raise NotLowered(f"the days in more than {MANY} periods")
    counted = [
        _shared(chosen, size) for size in range(1, len(found) + 1) for chosen in combinations(found, size)
    ]
    return total(counted) if counted else integer(0)


def _shared(chosen: Sequence[tuple[Formula, Span]], size: int) -> Amount:
    """The days in all of these, taken away where an even number of them share it."""
    there, (first, *others) = every(one for one, _ in chosen), [one for _, one in chosen]
    start, last = first.start, first.last
    for other in others:
        start, last = larger(start, other.start), smaller(last, other.last)
    has = every((there, start <= last))
    length = last - start + 1
    return either(has, length if size % 2 else -length, integer(0))


def full_months(ledger: Ledger, period: Span, rounding: Rounding) -> Amount:
    """The full months in a period, both its days included."""
    return days.full_months(ledger, period.start, period.last + 1, rounding)


def years_before(ledger: Ledger, count: int, day: Amount, rounding: Rounding) -> Collection:
    """So many years before a day."""
    bounds = [days.add_months(ledger, day, integer(-12 * back), rounding) for back in range(count + 1)]
    years = (Span(bounds[k], NO, bounds[k - 1] - 1) for k in range(1, count + 1))
    return Collection(tuple((negated(NO), year) for year in years), True)
