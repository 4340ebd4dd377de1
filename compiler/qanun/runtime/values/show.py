"""Any value as people read it: in explanations, in the interview, on pages. For programs `json_writing`."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from fractions import Fraction

from qanun.runtime.values.durations import Days, Hours, Months, MonthsAndDays, show_duration
from qanun.runtime.values.limits import Limit, show_limit
from qanun.runtime.values.moments import show_event
from qanun.runtime.values.money import Money, show_money
from qanun.runtime.values.numbers import show_number
from qanun.runtime.values.penalties import (
    Penalties,
    Penalty,
    PenaltyRange,
    show_penalties,
    show_penalty,
    show_range,
)
from qanun.runtime.values.periods import Period, show_period
from qanun.runtime.values.sets import PartialSet
from qanun.runtime.values.spec import HasFacts
from qanun.runtime.values.unknown import Unknown
from qanun.runtime.values.words import listed

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
        case date():
            return show_event(value, zone)
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
            return show_period(value)
        case Limit():
            return show_limit(value, zone)
        case Penalty():
            return show_penalty(value)
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
    if not isinstance(value, HasFacts):
        return str(value)
    parts = [f"{fact.label} {show(getattr(value, fact.name), zone, labels)}" for fact in value.FACTS]
    return "; ".join(parts)


def _show_partial(value: PartialSet, zone: str, labels: Labels) -> str:
    inside = [show(member, zone, labels) for member, there in value.members if there]
    outside = [show(member, zone, labels) for member, there in value.members if not there]
    parts = [listed(inside, "and")] if inside else []
    parts += [f"not {listed(outside, 'or')}"] if outside else []
    return "; ".join([*parts, "others unknown"])
