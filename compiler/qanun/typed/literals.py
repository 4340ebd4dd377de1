"""Moments and durations as written: whether there is such a thing, and its type."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, tzinfo

from qanun.diagnostics.nearest import nearest
from qanun.document.currencies import CODES
from qanun.resolved.kinds import hint
from qanun.runtime.values.moments import FIRST_YEAR_OF_ZONES, YEARS, clocks_are_known, zone_named
from qanun.syntax import tree
from qanun.text import Span
from qanun.typed import kinds, value_kinds
from qanun.typed.context import Context
from qanun.typed.types import MIXED_DURATION, MOMENT, DurationType, MoneyType, Type

_UNITS = {"hours": "hours", "days": "days", "weeks": "days", "months": "months", "years": "months"}


def moment_type(node: tree.MomentText, context: Context) -> Type:
    """moment, where the day, the clock and the zone exist and the clocks show this time exactly once."""
    text = f"{node.iso_date} {node.clock} {node.zone}"
    day, clock, zone = _day(node.iso_date), _clock(node.clock), _zone(node.zone)
    if day is None or clock is None:
        fault, remedy = "no time of the calendar", "correct the day or the time"
    elif zone is None:
        fault, remedy = "in a time zone that does not exist", "write a zone such as `Asia/Baku`, or an offset"
    elif day.year not in YEARS:
        fault = f"outside the years {YEARS[0]} to {YEARS[-1]}, in which moments lie"
        remedy = "write a moment of these years; for what has no end, `none`"
    elif not clocks_are_known(day.year, node.zone):
        fault = f"before {FIRST_YEAR_OF_ZONES}, when tables of the clocks of a zone differ"
        remedy = "write the offset in place of the zone, such as `+04:00`"
    else:
        fault = _clock_change(datetime.combine(day, clock), zone)
        remedy = "write the offset in place of the zone, such as `+04:00`"
    if fault:
        return context.report(kinds.NO_SUCH_DAY, node.span, text=text, fault=fault, remedy=remedy)
    return MOMENT


def money_type(code: str, span: Span, context: Context) -> Type:
    """Money of a currency that there is; `span` ends with its code."""
    if code in CODES:
        return MoneyType(code)
    near = nearest(code, CODES)
    place = span.text.span(span.end - len(code), span.end) if span.words.endswith(code) else span
    return context.report(value_kinds.NO_CURRENCY_CODE, place, code=code, nearest=hint(near))


def commas_in_list(items: Sequence[tree.Expression], context: Context) -> None:
    """Report a number with a comma for its thousands that may be two members of the list in which it stands.

    `1,000` is none: no number is written `000`.
    """
    for item in items if len(items) > 1 else ():
        if isinstance(item, tree.Number) and re.fullmatch(r"\d+(,[1-9]\d\d)+", item.span.words):
            written = item.span.words
            whole, apart = written.replace(",", ""), written.replace(",", ", ")
            context.report(value_kinds.COMMA_IN_LIST, item.span, written=written, whole=whole, apart=apart)
            return


def duration_type(node: tree.DurationText, context: Context) -> Type:
    """The duration's unit; months with days are a duration that only moves a date."""
    units = {_UNITS[unit] for _, unit in node.parts}
    if len(units) == 1:
        return DurationType(units.pop())
    if units == {"months", "days"}:
        return MIXED_DURATION
    words = " ".join(node.span.words.split())
    return context.report(kinds.MIXED_UNITS, node.span, duration=f"`{words}`")


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def _clock(text: str) -> time | None:
    try:
        return time.fromisoformat(text)
    except ValueError:
        return None


def _zone(text: str) -> tzinfo | None:
    if text in ("Z", "UTC"):
        return UTC
    try:
        return zone_named(text)
    except ValueError:
        return None


def _clock_change(local: datetime, zone: tzinfo) -> str:
    """What is wrong with a local time that the clocks skip or show twice; nothing where all is well."""
    early, late = local.replace(tzinfo=zone, fold=0), local.replace(tzinfo=zone, fold=1)
    if early.utcoffset() == late.utcoffset():
        return ""
    shown = early.astimezone(UTC).astimezone(zone).replace(tzinfo=None)
    return "a time that comes twice" if shown == local else "a time that the clocks skip"
