"""Days, moments, periods and ends of terms in columns."""

from datetime import date
from typing import Any

from attrs import evolve

from qanun.columns import ages, calls, clocks, plan, sums
from qanun.columns.found import Found, joined_bits, joined_names
from qanun.columns.operands import Operands
from qanun.columns.plan import BIGINT, BOOLEAN, DATE, FALSE, TIMESTAMP, TRUE, Expr
from qanun.columns.sorts import DAY, MOMENT, YES_NO, NotInColumns, Sort

EARLIEST, LATEST = plan.literal(date.min), plan.literal(date.max)
FAR = 4_000_000
"""More days, or months, than any calendar has."""


def number(name: Any, given: Expr) -> Expr:
    return plan.call(name, given, type_=BIGINT)


def outside(day: Expr) -> Expr:
    """Whether a day lies in no calendar."""
    return plan.some(plan.compared("<", day, EARLIEST), plan.compared("<", LATEST, day))


def _small(count: Expr) -> Expr:
    """A count that the calendar can take; one farther off leads out of it all the same."""
    size = plan.literal(FAR, count.type)
    far, near = plan.compared("<", size, count), plan.compared("<", count, plan.literal(-FAR, count.type))
    if plan.is_literal(count):
        return plan.literal(max(-FAR, min(FAR, count.value)))
    return plan.cast(
        plan.choice((far, size), (near, plan.literal(-FAR, count.type)), otherwise=count), BIGINT
    )


def days_later(day: Expr, count: Expr) -> Expr:
    return calls.plus_days(day, _small(count))


def months_later(day: Expr, count: Expr, rounding: str) -> Expr:
    """The same day of a later month: its last where it has no such day, or the first of the next."""
    small = plan.Expr("cast", (_small(count),), "INTEGER")
    later = calls.plus_interval(day, plan.call("to_months", small, type_=plan.INTERVAL))
    if rounding == "down":
        return later
    short = plan.compared("<", number("day", later), number("day", day))
    return plan.choice((short, calls.plus_days(later, plan.literal(1))), otherwise=later)


def moved(given: Operands) -> Found:
    day, length = given.parts[:2]
    if day.sort != DAY or length.sort.name not in ("days", "months"):
        raise NotInColumns(f"{given.operator!r} of {day.sort.name} and {length.sort.name}")
    count = length.value
    if given.operator == "date minus":
        count = sums.less(plan.literal(0, count.type), count)
    if length.sort.name == "days":
        found = days_later(day.value, count)
    else:
        found = months_later(day.value, count, given.fixed(2))
    found = given.share(found)
    return given.made(found, sort=DAY, fails=_leaves(found))


def _leaves(day: Expr) -> Expr:
    """Whether a day leaves the calendar: never NULL."""
    return plan.every(plan.is_there(day), outside(day))


def days_between(given: Operands) -> Found:
    start, end = given.parts
    return given.made(calls.days_from(start.value, end.value), sort=Sort("days", most=FAR))


def hours_between(given: Operands) -> Found:
    start, end = (plan.call("epoch_us", one.value, type_=BIGINT) for one in given.parts)
    return given.made(sums.less(end, start), sort=Sort("hours", per=3_600_000_000, most=2**60))


def _day_of(event: Found, zone: str) -> Expr:
    return event.value if event.sort == DAY else clocks.local_day(event.value, zone)


def date_of(given: Operands) -> Found:
    return given.made(given.share(_day_of(given.parts[0], given.fixed(1))), sort=DAY)


def part_of_day(name: Any, most: int) -> Any:
    def said(given: Operands) -> Found:
        return given.made(number(name, given.parts[0].value), sort=Sort("integer", most=most))

    return said


def age(given: Operands) -> Found:
    born, day = given.parts[:2]
    years = ages.age(born.value, day.value, given.fixed(2), given.share)
    return given.made(years, sort=Sort("integer", most=ages.OLDEST))


def edge(given: Operands) -> Found:
    day = given.parts[0].value
    one, year = plan.literal(1), number("year", day)
    match given.operator:
        case "first day of month":
            found = plan.call("make_date", year, number("month", day), one, type_=DATE)
        case "last day of month":
            found = plan.call("last_day", day, type_=DATE)
        case "first day of year":
            found = plan.call("make_date", year, one, one, type_=DATE)
        case "last day of year":
            found = plan.call("make_date", year, plan.literal(12), plan.literal(31), type_=DATE)
        case other:
            raise NotInColumns(repr(other))
    return given.made(found, sort=DAY)


def end_of_day(given: Operands) -> Found:
    day = given.parts[0].value
    low, high = plan.literal(date(2, 1, 1)), plan.literal(date(9998, 12, 31))
    fails = plan.every(
        plan.is_there(day), plan.some(plan.compared("<", day, low), plan.compared("<", high, day))
    )
    day = given.share(plan.choice((fails, plan.null(DATE)), otherwise=day))
    return given.made(clocks.end_of_day(day, given.fixed(1)), sort=MOMENT, fails=fails, lost=True)


def later(given: Operands) -> Found:
    """None is an open end, later than any."""
    one, other = given.parts
    if "nothing" in (one.sort.name, other.sort.name) or one.sort != other.sort:
        raise NotInColumns(f"the later of {one.sort.name} and {other.sort.name}")
    null = plan.null(one.sort.type)
    one_first = plan.compared("<=", one.value, other.value)
    other_first = plan.compared("<", other.value, one.value)
    if given.operator == "later of":
        value = plan.choice((one_first, other.value), (other_first, one.value), otherwise=null)
    else:
        alone = ((one.none, other.value), (other.none, one.value))
        value = plan.choice(*alone, (one_first, one.value), (other_first, other.value), otherwise=null)
    if one.may_be_none or other.may_be_none:
        return given.made(value, sort=one.sort, may_be_none=True)
    return given.made(value, sort=one.sort)


# --- periods ----------------------------------------------------------------------------------------------

PERIOD = Sort("period")


def period(given: Operands) -> Found:
    start, end = given.parts
    last = plan.null(DATE) if end.sort.name == "nothing" else end.value
    missing = plan.every(end.open) if end.bits else FALSE
    first = (
        plan.choice((missing, plan.null(DATE)), otherwise=start.value) if missing != FALSE else start.value
    )
    reversed_ = plan.every(
        plan.is_there(last), plan.is_there(start.value), plan.compared("<", last, start.value)
    )
    return given.made(first, last, sort=PERIOD, fails=reversed_)


def start_of(given: Operands) -> Found:
    return given.made(given.parts[0].parts[0], sort=DAY)


def end_of(given: Operands) -> Found:
    return given.made(given.parts[0].parts[1], sort=DAY, may_be_none=True)


def contains(given: Operands) -> Found:
    span, day = given.parts
    start, end = span.parts
    before_end = plan.some(plan.is_null(end), plan.compared("<=", day.value, end))
    return given.made(
        plan.every(plan.compared("<=", start, day.value), _if_all(before_end, start, day.value)), sort=YES_NO
    )


def _if_all(value: Expr, *needed: Expr) -> Expr:
    """A yes or no that is NULL where something that it needs is."""
    missing = plan.some(*(plan.is_null(one) for one in needed))
    return plan.choice((missing, plan.null(BOOLEAN)), otherwise=value)


def overlap(given: Operands) -> Found:
    (a, b), (c, d) = (one.parts for one in given.parts)
    one = plan.some(plan.is_null(d), plan.compared("<=", a, d))
    other = plan.some(plan.is_null(b), plan.compared("<=", c, b))
    return given.made(_if_all(plan.every(one, other), a, c), sort=YES_NO)


def clipped(given: Operands) -> Found:
    one, other = given.parts
    if one.sort != PERIOD:
        raise NotInColumns("several periods clipped to another")
    (a, b), (c, d) = one.parts, other.parts
    start = plan.choice((plan.compared("<", a, c), c), otherwise=a)
    end = plan.choice((plan.some(plan.is_null(b), plan.compared("<", d, b)), d), otherwise=b)
    empty = plan.every(plan.is_there(end), plan.compared("<", end, start))
    none = plan.null(DATE)
    parts = (plan.choice((empty, none), otherwise=start), plan.choice((empty, none), otherwise=end))
    return given.made(*parts, sort=PERIOD, may_be_none=True)


def _running(span: Found) -> Expr:
    """Whether a period that is known has no end."""
    return plan.every(plan.is_there(span.parts[0]), plan.is_null(span.parts[1]))


def days_in(given: Operands) -> Found:
    (span,) = given.parts
    if span.sort != PERIOD:
        raise NotInColumns("the days in several periods")
    days = sums.added(calls.days_from(*span.parts), plan.literal(1))
    return given.made(days, sort=Sort("days", most=FAR), fails=_running(span))


def months_in(given: Operands) -> Found:
    span = given.parts[0]
    if span.sort != PERIOD:
        raise NotInColumns(f"{given.operator!r} several periods")
    start, last = span.parts
    end = calls.plus_days(
        last, plan.literal(1)
    )  # of the last day of all, one that DuckDB has and Python has not
    count = sums.added(
        sums.times(sums.less(number("year", end), number("year", start)), plan.literal(12)),
        sums.less(number("month", end), number("month", start)),
    )
    reached = plan.compared("<=", number("day", start), number("day", end))
    if given.fixed(1) == "down":
        reached = plan.some(reached, plan.compared("=", end, plan.call("last_day", end, type_=DATE)))
    one_less = sums.less(count, plan.literal(1))
    months = plan.choice((reached, count), (plan.is_there(count), one_less), otherwise=plan.null(BIGINT))
    if given.operator == "full years in":
        months = sums.times(sums.floored(months, 12), plan.literal(12))
    return given.made(months, sort=Sort("months", most=200_000), fails=_running(span))


# --- terms ------------------------------------------------------------------------------------------------


def happened(given: Operands) -> Found:
    event, as_of = given.parts[:2]
    if event.sort.name == "nothing":
        return event
    now = as_of.value if event.sort == MOMENT else given.share(_day_of(as_of, given.fixed(2)))
    value = plan.choice(
        (plan.compared("<=", event.value, now), event.value), otherwise=plan.null(event.sort.type)
    )
    return given.made(value, sort=event.sort, may_be_none=True)


def _limit(given: Operands, at: Expr, included: Expr, fails: Expr = FALSE) -> Found:
    sort = Sort("limit", "date" if at.type == DATE else "moment")
    if any(part.may_be_none for part in given.parts):
        absent = plan.is_null(at)
        inside = plan.choice((absent, plan.null(BOOLEAN)), otherwise=included)
        return given.made(at, inside, sort=sort, fails=fails, may_be_none=True)
    return given.made(at, included, sort=sort, fails=fails)


def limit_after(given: Operands) -> Found:
    length, event = given.parts[:2]
    if event.sort.name == "nothing":  # no end; but while the length is undecided nothing is known
        if not length.bits:
            return event
        both = (length, event)
        lacking = plan.either_bits(*(part.mask for part in both))
        return evolve(event, mask=lacking, bits=joined_bits(both), names=joined_names(both), fixed=None)
    if length.sort.name == "hours":
        ticks = int(given.fixed(0).count * 3_600_000_000 // 1)
        interval = plan.call("to_microseconds", plan.literal(ticks), type_=plan.INTERVAL)
        return _limit(given, calls.plus_interval(event.value, interval), TRUE)
    day = given.share(_day_of(event, given.fixed(2)))
    if length.sort.name == "days":
        at = days_later(day, length.value)
    elif length.sort.name == "months":
        at = months_later(day, length.value, given.fixed(3))
    else:
        raise NotInColumns(f"a term of {length.sort.name}")
    at = given.share(at)
    return _limit(given, at, TRUE, _leaves(at))


def limit_at(given: Operands) -> Found:
    event = given.parts[0]
    if event.sort.name == "nothing":
        return event
    inside = given.fixed(1)
    if event.sort == DAY and not inside:
        at = days_later(event.value, plan.literal(-1))
        return _limit(given, at, TRUE, _leaves(at))
    return _limit(given, event.value, plan.literal(inside))


def limit_passed(given: Operands) -> Found:
    limit, as_of = given.parts[:2]
    if limit.sort.name == "nothing":
        return given.made(_with_open_end(limit, FALSE, FALSE, as_of), sort=YES_NO)
    at, included = limit.parts
    now = as_of.value if at.type == TIMESTAMP else given.share(_day_of(as_of, given.fixed(2)))
    over = plan.some(
        plan.compared("<", at, now), plan.every(plan.compared("=", now, at), plan.negated(included))
    )
    return given.made(_with_open_end(limit, over, FALSE, as_of), sort=YES_NO)


def _with_open_end(limit: Found, value: Expr, if_none: Expr, *others: Found) -> Expr:
    """A yes or no of a term that may have no end."""
    missing = plan.some(limit.open, *(one.open for one in others))
    return plan.choice((missing, plan.null(BOOLEAN)), (limit.none, if_none), otherwise=value)


def in_time(given: Operands) -> Found:
    limit, event = given.parts[:2]
    if event.sort.name == "nothing" or limit.sort.name == "nothing":
        raise NotInColumns("whether something came in time that has not happened")
    at, included = limit.parts
    if at.type == TIMESTAMP and event.sort == MOMENT:
        early = plan.compared("<", event.value, at)
        inside = plan.some(early, plan.every(plan.compared("=", event.value, at), included))
    else:
        day = given.share(_day_of(event, given.fixed(2)))
        last = at if at.type == DATE else given.share(clocks.local_day(at, given.fixed(2)))
        counts = TRUE if at.type == TIMESTAMP else included
        inside = plan.some(plan.compared("<", day, last), plan.every(plan.compared("=", day, last), counts))
    missing = plan.some(limit.open, event.open)
    value = plan.choice(
        (missing, plan.null(BOOLEAN)), (event.none, FALSE), (limit.none, TRUE), otherwise=inside
    )
    return given.made(value, sort=YES_NO)


def limit_value(given: Operands) -> Found:
    (limit,) = given.parts
    if limit.sort.name == "nothing":
        return limit
    sort = DAY if limit.parts[0].type == DATE else MOMENT
    return given.made(limit.parts[0], sort=sort, may_be_none=limit.may_be_none)


def later_limit(given: Operands) -> Found:
    one, other = given.parts[:2]
    if one.sort != other.sort or one.sort.name == "nothing":
        raise NotInColumns("the later of two ends of different kinds")
    reach, other_reach = _reach(given, one), _reach(given, other)
    later = plan.compared("<", reach, other_reach)
    fails = FALSE
    if one.sort.of == "date":
        low, high = plan.literal(date(2, 1, 1)), plan.literal(date(9998, 12, 31))
        fails = plan.some(
            *(
                plan.every(
                    plan.is_there(at), plan.some(plan.compared("<", at, low), plan.compared("<", high, at))
                )
                for at in (reach, other_reach)
            ),
        )
        fails = plan.every(plan.is_there(reach), plan.is_there(other_reach), fails)
    missing = plan.some(plan.is_null(reach), plan.is_null(other_reach))
    pairs = zip(one.parts, other.parts, strict=True)
    parts = [plan.choice((missing, plan.null(a.type)), (later, b), otherwise=a) for a, b in pairs]
    return given.made(*parts, sort=one.sort, fails=fails, may_be_none=one.may_be_none or other.may_be_none)


def _reach(given: Operands, limit: Found) -> Expr:
    """The first day, or moment, that is no longer in time; of moments, those that are not in are not told
    apart."""
    at, included = limit.parts
    if limit.sort.of == "date":
        return given.share(
            calls.plus_days(at, plan.choice((included, plan.literal(1)), otherwise=plan.literal(0)))
        )
    if included != TRUE:
        raise NotInColumns("the later of two moments of which one may not be in time")
    return at
