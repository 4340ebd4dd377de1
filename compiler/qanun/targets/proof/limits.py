"""Terms and their ends as formulas, as `runtime.operators.terms` says them."""

import z3

from qanun.runtime.operators.calendar import Rounding
from qanun.targets.proof import clocks, days
from qanun.targets.proof.ledger import Ledger
from qanun.targets.proof.logic import (
    NO,
    YES,
    Amount,
    Formula,
    NotLowered,
    either,
    every,
    integer,
    negated,
    some,
)
from qanun.targets.proof.terms import (
    DATE,
    MOMENT,
    NONE,
    Absent,
    End,
    Maybe,
    Mixed,
    Scalar,
    Term,
    bare,
    choice,
    is_none,
)


def end(term: Term) -> End:
    found = bare(term)
    if isinstance(found, End):
        return found
    raise NotLowered("what is no end of a term in the place of one")


def day_of(ledger: Ledger, term: Term, zone: str) -> Amount:
    """The day of a day or a moment."""
    found = bare(term)
    if isinstance(found, Scalar) and found.sort == DATE:
        return found.term
    return clocks.local_day(ledger, moment(term), zone)


def moment(term: Term) -> Amount:
    found = bare(term)
    if isinstance(found, Scalar) and found.sort == MOMENT:
        return found.term
    raise NotLowered("a day in the place of a moment")


def is_day(term: Term) -> bool:
    found = bare(term)
    return isinstance(found, Scalar) and found.sort == DATE


def _where(event: Term, made: End) -> Term:
    """The end of what runs from an event; an open one where that has not happened."""
    return choice(is_none(event), NONE, made)


def _on_day(day: Amount) -> End:
    return End(NO, day, integer(0), YES)


def happened(ledger: Ledger, event: Term, as_of: Term, zone: str) -> Term:
    if isinstance(event, Absent):
        return event
    if is_day(event):
        come = day_of(ledger, event, zone) <= day_of(ledger, as_of, zone)
    else:
        come = moment(event) <= moment(as_of)
    return Maybe(some((is_none(event), negated(come))), bare(event))


def after(ledger: Ledger, length: Term, event: Term, zone: str, rounding: Rounding) -> Term:
    if isinstance(event, Absent):
        return NONE
    found = bare(length)
    if isinstance(found, Mixed):
        month = days.add_months(ledger, day_of(ledger, event, zone), integer(found.months), rounding)
        return _where(event, _on_day(month + found.days))
    if not isinstance(found, Scalar):
        raise NotLowered("a term of no length")
    if found.sort.name == "hours":
        at = moment(event) + hours(found.term)
        return _where(event, End(YES, integer(0), at, YES))
    if found.sort.name == "days":
        return _where(event, _on_day(day_of(ledger, event, zone) + found.term))
    if found.sort.name == "months":
        day = days.add_months(ledger, day_of(ledger, event, zone), found.term, rounding)
        return _where(event, _on_day(day))
    raise NotLowered(f"a term in {found.sort.name}")


def hours(length: Amount) -> Amount:
    """Microseconds of an exact number of hours; a part of one is dropped. Of each branch by itself, so that
    none is left of what a case states or the law writes: a solver has no end of parts of so small numbers."""
    if z3.is_app_of(length, z3.Z3_OP_ITE):
        condition, then, otherwise = length.children()
        return either(condition, hours(then), hours(otherwise))
    return z3.simplify(z3.ToInt(length * clocks.HOUR))


def at(event: Term, included: bool) -> Term:
    if isinstance(event, Absent):
        return NONE
    if not is_day(event):
        return _where(event, End(YES, integer(0), moment(event), YES if included else NO))
    day = bare(event)
    assert isinstance(day, Scalar)
    return _where(event, _on_day(day.term if included else day.term - 1))


def passed(ledger: Ledger, limit: Term, as_of: Term, zone: str) -> Formula:
    if isinstance(limit, Absent):
        return NO
    found, now, today = end(limit), moment(as_of), day_of(ledger, as_of, zone)
    out = negated(found.included)
    moment_over = some((now > found.moment, every((now == found.moment, out))))
    day_over = some((today > found.day, every((today == found.day, out))))
    return every((negated(is_none(limit)), either(found.by_moment, moment_over, day_over)))


def in_time(ledger: Ledger, limit: Term, event: Term, zone: str) -> Formula:
    if isinstance(event, Absent):
        return NO
    there = negated(is_none(event))
    if isinstance(limit, Absent):
        return there
    found = end(limit)
    day = day_of(ledger, event, zone)
    on_day = some((day < found.day, every((day == found.day, found.included))))
    if is_day(event):
        by_moment: Formula = (
            NO if found.by_moment.eq(NO) else day <= clocks.local_day(ledger, found.moment, zone)
        )
    else:
        now = moment(event)
        by_moment = some((now < found.moment, every((now == found.moment, found.included))))
    return every((there, some((is_none(limit), either(found.by_moment, by_moment, on_day)))))


def value(limit: Term) -> Term:
    """The day or the moment at which a term ends."""
    if isinstance(limit, Absent):
        return NONE
    found = end(limit)
    if found.by_moment.eq(NO):
        return choice(is_none(limit), NONE, Scalar(DATE, found.day))
    if found.by_moment.eq(YES):
        return choice(is_none(limit), NONE, Scalar(MOMENT, found.moment))
    raise NotLowered("an end that is a day in some cases and a moment in others")


def later(ledger: Ledger, one: Term, other: Term, zone: str) -> Term:
    if isinstance(one, Absent) or isinstance(other, Absent):
        return NONE
    left, right = end(one), end(other)
    (reach, inside), (far, in_too) = _reach(ledger, left, zone), _reach(ledger, right, zone)
    further = some((far > reach, every((far == reach, in_too, negated(inside)))))
    found = choice(further, right, left)
    return choice(some((is_none(one), is_none(other))), NONE, found)


def _reach(ledger: Ledger, limit: End, zone: str) -> tuple[Amount, Formula]:
    """The instant up to which there is time, and whether that is itself in."""
    by_moment = limit.moment, limit.included
    if limit.by_moment.eq(YES):
        return by_moment
    next_day = either(limit.included, limit.day + 1, limit.day)
    start = clocks.start_of_day(ledger, next_day, zone)
    return either(limit.by_moment, limit.moment, start), every((limit.by_moment, limit.included))
