"""Values as people read them: in explanations, in the interview, on pages. For programs there is `wire`."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from fractions import Fraction

from qanun.runtime.operators.calendar import offset_text, zone_named
from qanun.runtime.values.values import (
    Days,
    Hours,
    Limit,
    Money,
    Months,
    MonthsAndDays,
    PartialSet,
    Penalties,
    Penalty,
    PenaltyRange,
    Period,
    Unknown,
)

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

Labels = Mapping[str, str]
NO_LABELS: Labels = {}


def show(value: object, zone: str = "", labels: Labels = NO_LABELS) -> str:
    """A value in words. Moments stand in `zone`; `labels` says how options and bodies are read."""
    match value:
        case None:
            return "none"
        case bool():
            return "yes" if value else "no"
        case Unknown():
            return "unknown"
        case datetime():
            return show_moment(value, zone)
        case date():
            return show_date(value)
        case int() | Fraction():
            return show_number(value)
        case Money():
            return show_money(value)
        case Hours() | Days() | Months() | MonthsAndDays():
            return show_duration(value)
        case Enum():
            return labels.get(str(value.value), str(value.value))
        case str():
            return labels.get(value, value)
        case _:
            return _show_compound(value, zone, labels)


def _show_compound(value: object, zone: str, labels: Labels) -> str:
    match value:
        case Period():
            start = show_date(value.start)
            return f"{start} to {show_date(value.end)}" if value.end else f"from {start}, still running"
        case Limit():
            return show(value.at, zone) if value.included else f"before {show(value.at, zone)}"
        case Penalty():
            return listed([show_penalty(part) for part in (value, *value.also)], "and")
        case PenaltyRange():
            return show_range(value)
        case Penalties():
            return show_penalties(value)
        case frozenset():
            return listed(sorted(show(member, zone, labels) for member in value), "and") or "none of them"
        case PartialSet():
            return _show_partial(value, zone, labels)
        case tuple():
            return listed([show(part, zone, labels) for part in value], "and") or "none"
        case _:
            return _show_record(value, zone, labels)


def _show_record(value: object, zone: str, labels: Labels) -> str:
    from qanun.runtime.values.facts import CaseRecord

    if not isinstance(value, CaseRecord):
        return str(value)
    parts = [f"{fact.label} {show(getattr(value, fact.name), zone, labels)}" for fact in value.FACTS]
    return "; ".join(parts)


def _show_partial(value: PartialSet, zone: str, labels: Labels) -> str:
    inside = [show(member, zone, labels) for member, there in value.members if there]
    outside = [show(member, zone, labels) for member, there in value.members if not there]
    parts = [listed(inside, "and")] if inside else []
    parts += [f"not {listed(outside, 'or')}"] if outside else []
    return "; ".join([*parts, "others unknown"])


def listed(words: "list[str]", last: str) -> str:
    """`a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def show_date(day: date) -> str:
    """`1 March 2012`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def show_moment(moment: datetime, zone: str = "") -> str:
    """`1 March 2012 at 10:00 (Asia/Baku)`. Where the clocks repeat the time, its offset is added.

    The last instant of a day is its end: `the end of 1 March 2012 (Asia/Baku)`.
    """
    local = moment.astimezone(zone_named(zone)) if zone else moment.astimezone(UTC)
    name = zone or "UTC"
    if (local.hour, local.minute, local.second, local.microsecond) == (23, 59, 59, 999_999):
        return f"the end of {show_date(local)} ({name})"
    clock = f"{local:%H:%M}"
    if local.second or local.microsecond:
        clock += f":{local:%S}"
    if local.microsecond:
        clock += f".{local:%f}".rstrip("0")
    if local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset():
        name = f"{name}, {offset_text(local)}"
    return f"{show_date(local)} at {clock} ({name})"


def show_number(number: int | Fraction) -> str:
    """`2,500`, `0.14`; what decimals cannot say, as a fraction: `1/3`."""
    number = Fraction(number)
    text = decimal_text(number)
    if text is None:
        return f"{number.numerator:,}/{number.denominator:,}"
    whole, point, digits = text.partition(".")
    return f"{int(whole):,}{point}{digits}" if len(whole) > 3 else text


def decimal_text(number: Fraction) -> str | None:
    """Exact decimal digits, `200.5`; None where there is no end to them."""
    rest, places = number.denominator, 0
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest //= prime
            power += 1
        places = max(places, power)
    if rest != 1:
        return None
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    sign = "-" if number < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else sign + digits


def show_money(money: Money) -> str:
    """`200 AZN`, `1,200.50 AZN`."""
    text = show_number(money.amount)
    if "/" not in text and "." in text and len(text.rpartition(".")[2]) == 1:
        text += "0"
    return f"{text} {money.currency}"


def show_duration(length: Hours | Days | Months | MonthsAndDays) -> str:
    """`48 hours`, `1 day`, `2 years`, `1 year 6 months`."""
    match length:
        case Hours(count):
            return _counted(count, "hour")
        case Days(count):
            return _counted(count, "day")
        case MonthsAndDays(months, days):
            return f"{show_duration(Months(months))} {_counted(days, 'day')}"
        case Months(count):
            years, months = divmod(abs(count), 12)
            sign = "-" if count < 0 else ""
            parts = [_counted(years, "year")] if years else []
            parts += [_counted(months, "month")] if months or not years else []
            return sign + " ".join(parts)


def _counted(count: int | Fraction, unit: str) -> str:
    return f"{show_number(count)} {unit}" if count in (1, -1) else f"{show_number(count)} {unit}s"


def show_range(limits: PenaltyRange) -> str:
    """`a fine of 200 to 500 AZN`, `imprisonment for 2 to 5 years`, `a fine of up to 500 AZN`."""
    low, high = limits.low, limits.high
    if low is None:
        amount = f"up to {show(high)}"
    elif low == high:
        amount = show(high)
    else:
        amount = f"{_without_unit(show(low), show(high))} to {show(high)}"
    return _of_kind(limits.kind, isinstance(high, Money), amount)


def _of_kind(kind: str, paid: bool, amount: str) -> str:
    words = kind.replace("_", " ")
    if words == "fine":
        words = "a fine"
    return f"{words} of {amount}" if paid else f"{words} for {amount}"


def _without_unit(low: str, high: str) -> str:
    """`2` of `2 years`, where the other end is in years too and so needs no second word."""
    number, _, unit = low.partition(" ")
    other = high.partition(" ")[2]
    return number if unit.rstrip("s") == other.rstrip("s") else low


def show_penalty(penalty: Penalty) -> str:
    """`a fine of 300 AZN`; without what is imposed together with it."""
    return _of_kind(penalty.kind, isinstance(penalty.amount, Money), show(penalty.amount))


def show_penalties(penalties: Penalties) -> str:
    """`a fine of 200 to 500 AZN, or imprisonment for 2 to 5 years`."""
    return ", or ".join(
        listed([show_range(limits) for limits in alternative], "and")
        for alternative in penalties.alternatives
    )
