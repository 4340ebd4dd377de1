"""The operators of the core: one row each, with the types of the operands and of the result.

A rule's text never names a row; the type checker chooses it from the types (`date - date` is "days between").
"""

from collections.abc import Sequence
from typing import Literal, assert_never

from attrs import frozen

from qanun.runtime.operators.operator_rows import OPERATOR_NAMES, OperatorName
from qanun.typed import types
from qanun.typed.types import (
    BROKEN,
    DATE,
    INTEGER,
    LIMIT,
    MOMENT,
    NEVER,
    NOTHING,
    NUMBER,
    PENALTIES,
    PENALTY,
    PERIOD,
    TEXT,
    YES_NO,
    DurationType,
    ListType,
    MoneyType,
    OneOfType,
    OrNone,
    RecordType,
    SetType,
    Simple,
    Type,
)

HOURS, DAYS, MONTHS = DurationType("hours"), DurationType("days"), DurationType("months")


Class = Literal[
    "value", "value that is compared", "ordered", "counted", "paid", "instant", "counted or spanned", "list"
]


@frozen
class Any:
    """Any one type of a class; each time it stands in a row it is the same type."""

    word: Class


@frozen
class Maybe:
    """A type, or none."""

    inner: "Pattern"


@frozen
class Members:
    """A set of a type."""

    element: "Pattern"


@frozen
class Things:
    """A list, of whatever it is."""


Pattern = Type | Any | Maybe | Members | Things

VALUE, ORDERED, COUNTED, PAID, INSTANT = (
    Any("value"),
    Any("ordered"),
    Any("counted"),
    Any("paid"),
    Any("instant"),
)
ALIKE = Any("value that is compared")
SPANNED, ELEMENT, LISTED = Any("counted or spanned"), Any("value"), Any("list")


def _in_class(word: Class, type_: Type) -> bool:
    span = isinstance(type_, DurationType) and type_ != types.MIXED_DURATION
    counted = type_ in (INTEGER, NUMBER) or isinstance(type_, MoneyType)
    match word:
        case "value":
            return not isinstance(type_, OrNone) and type_ not in (NOTHING, types.MIXED_DURATION)
        case "value that is compared":
            return _in_class("value", type_) and not _lists_records(type_)
        case "ordered":
            return counted or span or type_ in (DATE, MOMENT)
        case "counted":
            return counted
        case "paid":
            return isinstance(type_, MoneyType)
        case "instant":
            return type_ in (DATE, MOMENT)
        case "counted or spanned":
            return counted or span
        case "list":
            return isinstance(type_, ListType)
        case never:
            assert_never(never)


def _lists_records(type_: Type) -> bool:
    """Whether a list of records is in it: of these it is asked what they hold, not if they are alike."""
    inner = type_.inner if isinstance(type_, OrNone) else type_
    if isinstance(inner, ListType):
        return isinstance(inner.element, RecordType)
    return isinstance(inner, RecordType) and any(_lists_records(field) for _, field in inner.fields)


@frozen
class Operator:
    """A row: its name, and each way in which operands may stand, with the result.

    `book` is how the book says what a drafter wrote in words; None: he writes a sign, or never writes it.
    What it does, how it takes none and how explanations say it is in `runtime.operator_rows`.
    """

    name: OperatorName
    forms: tuple[tuple[tuple[Pattern, ...], Pattern], ...]
    book: str | None = None


def _row(
    name: OperatorName, *forms: tuple[tuple[Pattern, ...], Pattern], book: str | None = None
) -> Operator:
    return Operator(name, forms, book)


_PERIODS = ListType(PERIOD)
_EVENT = Maybe(INSTANT)
_LENGTHS = (HOURS, DAYS, MONTHS, types.MIXED_DURATION)

_ROWS = (
    _row("=", ((Maybe(ALIKE), Maybe(ALIKE)), YES_NO)),
    _row("!=", ((Maybe(ALIKE), Maybe(ALIKE)), YES_NO)),
    _row("<", ((ORDERED, ORDERED), YES_NO)),
    _row("<=", ((ORDERED, ORDERED), YES_NO)),
    _row(">", ((ORDERED, ORDERED), YES_NO)),
    _row(">=", ((ORDERED, ORDERED), YES_NO)),
    _row("+", ((SPANNED, SPANNED), SPANNED), ((MOMENT, HOURS), MOMENT)),
    _row("-", ((SPANNED, SPANNED), SPANNED), ((MOMENT, HOURS), MOMENT)),
    _row(
        "*",
        ((INTEGER, INTEGER), INTEGER),
        ((NUMBER, NUMBER), NUMBER),
        ((PAID, NUMBER), PAID),
        ((NUMBER, PAID), PAID),
        ((PAID, INTEGER), PAID),
        ((INTEGER, PAID), PAID),
        *(((unit, INTEGER), unit) for unit in (HOURS, DAYS, MONTHS)),
        *(((INTEGER, unit), unit) for unit in (HOURS, DAYS, MONTHS)),
    ),
    _row("/", ((NUMBER, NUMBER), NUMBER), ((PAID, NUMBER), PAID), ((PAID, PAID), NUMBER)),
    _row("ratio", *(((unit, unit, TEXT), NUMBER) for unit in (HOURS, DAYS, MONTHS))),
    _row("negate", ((SPANNED,), SPANNED)),
    _row("date plus", ((DATE, MONTHS, TEXT), DATE), ((DATE, DAYS, TEXT), DATE)),
    _row("date minus", ((DATE, MONTHS, TEXT), DATE), ((DATE, DAYS, TEXT), DATE)),
    _row("days between", ((DATE, DATE), DAYS)),
    _row("hours between", ((MOMENT, MOMENT), HOURS)),
    _row("date of", ((MOMENT, TEXT), DATE), book="the day of {0}"),
    _row("year of", ((DATE,), INTEGER), book="the year of {0}"),
    _row("month of", ((DATE,), INTEGER), book="the month of {0}"),
    _row("day of", ((DATE,), INTEGER), book="the day of {0}"),
    _row("weekday of", ((DATE,), INTEGER), book="the weekday of {0}"),
    _row("age of", ((DATE, DATE, TEXT), INTEGER), book="the age on {1} of somebody born on {0}"),
    _row("first day of month", ((DATE,), DATE), book="the first day of month {0}"),
    _row("last day of month", ((DATE,), DATE), book="the last day of month {0}"),
    _row("first day of year", ((DATE,), DATE), book="the first day of year {0}"),
    _row("last day of year", ((DATE,), DATE), book="the last day of year {0}"),
    _row("end of day", ((DATE, TEXT), MOMENT), book="the end of day {0}"),
    _row("start of", ((PERIOD,), DATE), book="the first day of {0}"),
    _row("end of period", ((PERIOD,), Maybe(DATE)), book="the end of {0}"),
    _row("later of", ((INSTANT, INSTANT), INSTANT), ((_EVENT, _EVENT), _EVENT), book="the later of {0}"),
    _row(
        "earlier of",
        ((INSTANT, _EVENT), INSTANT),
        ((_EVENT, INSTANT), INSTANT),
        ((_EVENT, _EVENT), _EVENT),
        book="the earlier of {0}",
    ),
    _row("larger of", ((COUNTED, COUNTED), COUNTED), book="the larger of {0}"),
    _row("smaller of", ((COUNTED, COUNTED), COUNTED), book="the smaller of {0}"),
    _row("is none", ((Maybe(VALUE),), YES_NO)),
    _row("contains", ((PERIOD, DATE), YES_NO)),
    _row("overlap", ((PERIOD, PERIOD), YES_NO)),
    _row(
        "clipped to",
        ((PERIOD, PERIOD), Maybe(PERIOD)),
        ((_PERIODS, PERIOD), _PERIODS),
        book="{0}, as far as it falls within {1},",
    ),
    _row("days in", ((PERIOD,), DAYS), ((_PERIODS,), DAYS), book="the days in {0}"),
    _row("full months in", ((PERIOD, TEXT), MONTHS), book="the full months in {0}"),
    _row("full years in", ((PERIOD, TEXT), MONTHS), book="the full years in {0}"),
    _row("period", ((DATE, Maybe(DATE)), PERIOD), book="the period from {0} to {1}"),
    _row("years before", ((INTEGER, DATE, TEXT), _PERIODS), book="the {0} years before {1}"),
    _row("calendar months of", ((PERIOD,), _PERIODS), book="the calendar months of {0}"),
    _row("calendar years of", ((PERIOD,), _PERIODS), book="the calendar years of {0}"),
    _row("has member", ((Members(ELEMENT), ELEMENT), YES_NO)),
    _row("is empty", ((Members(ELEMENT),), YES_NO), ((Things(),), YES_NO)),
    _row("count of", ((Members(ELEMENT),), INTEGER), ((Things(),), INTEGER), book="the number of {0}"),
    _row(
        "in common",
        ((Members(ELEMENT), Members(ELEMENT)), Members(ELEMENT)),
        book="what {0} and {1} have in common",
    ),
    _row("together with", ((LISTED, LISTED), LISTED), book="{0} together with {1}"),
    _row(
        "rounded",
        ((NUMBER, TEXT, INTEGER), INTEGER),
        ((NUMBER, TEXT, NUMBER), NUMBER),
        ((PAID, TEXT, INTEGER), PAID),
        ((PAID, TEXT, PAID), PAID),
    ),
    _row("to number", ((INTEGER,), NUMBER)),
    _row("allows", ((Maybe(PENALTIES), PENALTY), YES_NO)),
    _row("happened", ((_EVENT, MOMENT, TEXT), _EVENT)),
    _row("limit after", *(((unit, _EVENT, TEXT, TEXT), Maybe(LIMIT)) for unit in _LENGTHS)),
    _row("limit at", ((_EVENT, YES_NO), Maybe(LIMIT))),
    _row("limit passed", ((Maybe(LIMIT), MOMENT, TEXT), YES_NO)),
    _row("in time", ((Maybe(LIMIT), INSTANT, TEXT), YES_NO)),
    _row("limit value", ((Maybe(LIMIT),), Maybe(INSTANT))),
    _row("later limit", ((Maybe(LIMIT), Maybe(LIMIT), TEXT), Maybe(LIMIT))),
)

_NAMES: dict[str, OperatorName] = {name: name for name in OPERATOR_NAMES}

OPERATORS: dict[OperatorName, Operator] = {row.name: row for row in _ROWS}


def operator(written: str) -> OperatorName:
    """The name of an operator that is written so. KeyError: an omission of the compiler."""
    return _NAMES[written]


def result(name: OperatorName, operands: Sequence[Type]) -> Type | None:
    """The type of the operator's result, or None where no row takes these operands."""
    for patterns, made in OPERATORS[name].forms:
        bound: dict[str, Type] = {}
        if len(patterns) == len(operands) and all(
            _fits(pattern, operand, bound) for pattern, operand in zip(patterns, operands, strict=True)
        ):
            return _made(made, bound)
    return None


def _fits(pattern: Pattern, type_: Type, bound: dict[str, Type]) -> bool:
    if type_ in (BROKEN, NEVER):
        return True
    match pattern:
        case Any(word=word):
            return _in_class(word, type_) and bound.setdefault(word, type_) == type_
        case Maybe(inner=inner):
            return type_ == NOTHING or _fits(
                inner, type_.inner if isinstance(type_, OrNone) else type_, bound
            )
        case Members(element=element):
            return isinstance(type_, SetType) and _fits(element, type_.element, bound)
        case Things():
            return isinstance(type_, ListType)
        case Simple() | MoneyType() | DurationType() | OneOfType() | RecordType() | SetType() | ListType():
            return pattern == type_
        case OrNone():
            return pattern == type_
        case never:
            assert_never(never)


def _made(pattern: Pattern, bound: dict[str, Type]) -> Type:
    match pattern:
        case Any(word=word):
            return bound.get(word, BROKEN)
        case Maybe(inner=inner):
            made = _made(inner, bound)
            return made if made == BROKEN else or_none(made)
        case Members(element=element):
            made = _made(element, bound)
            return made if made == BROKEN else SetType(made)
        case Things():
            return BROKEN
        case Simple() | MoneyType() | DurationType() | OneOfType() | RecordType() | SetType() | ListType():
            return pattern
        case OrNone():
            return pattern
        case never:
            assert_never(never)


def or_none(type_: Type) -> Type:
    """`T or none`, never nested."""
    return type_ if isinstance(type_, OrNone) or type_ in (NOTHING, BROKEN) else OrNone(type_)
