"""Simple values as JSON data write them: one reader a kind, prepared once.

A whole number is a JSON number or a text; every other number, money, durations, days and moments are texts.
A JSON number is taken only up to 2**53 - 1, which every reader of JSON holds exactly (RFC 7493).

What a reader gives is a right value of its kind and needs no further check. It tries the usual spelling
first, in which most values come; every other goes by the patterns, which say what is meant.
"""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from qanun.runtime.values.coins import smallest_coin
from qanun.runtime.values.countries import COUNTRIES
from qanun.runtime.values.currencies import DECIMALS, decimals, too_fine
from qanun.runtime.values.durations import Days, Hours, Months, MonthsAndDays
from qanun.runtime.values.moments import YEARS, parse_date, parse_moment
from qanun.runtime.values.money import Money, money_of
from qanun.runtime.values.numbers import DIGITS, NumberT, in_bounds, lowest
from qanun.runtime.values.penalties import Measure
from qanun.runtime.values.spec import Kind

LARGEST = 2**53 - 1
LONGEST = 4 * DIGITS
"""The most characters of a number, an amount or a duration: as a decimal it may have thrice its digits."""

DATE = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9]"
MOMENT = rf"{DATE}T{CLOCK}:[0-5][0-9](\.[0-9]{{1,6}})?(Z|[+-]{CLOCK})"
WHOLE = r"-?[0-9]+"
NUMBER = rf"{WHOLE}(\.[0-9]+|/0*[1-9][0-9]*)?"
COUNTED = {
    "hours": rf"{NUMBER} hours?",
    "days": rf"{WHOLE} (days?|weeks?)",
    "months": rf"{WHOLE} (months?|years?)",
}
LENGTH = rf"{NUMBER} hours?|{WHOLE} (days?|weeks?|months?|years?)|{COUNTED['months']} {COUNTED['days']}"
MEASURE = rf"{NUMBER} [A-Z]{{3}}|{LENGTH}"
_OTHERS = {places: "|".join(c for c in sorted(DECIMALS) if DECIMALS[c] == places) for places in (0, 3, 4)}
AMOUNT = "|".join(
    (
        rf"{WHOLE} ({_OTHERS[0]})",
        rf"{WHOLE}(\.[0-9]{{1,3}})? ({_OTHERS[3]})",
        rf"{WHOLE}(\.[0-9]{{1,4}})? ({_OTHERS[4]})",
        rf"{WHOLE}(\.[0-9]{{1,2}})? (?!{'|'.join(sorted(DECIMALS))})[A-Z]{{3}}",
    )
)
"""Patterns of texts; the reader and the schema both rest on them."""

UNITS: dict[str, tuple[str, int]] = {
    "hour": ("hours", 1),
    "day": ("days", 1),
    "week": ("days", 7),
    "month": ("months", 1),
    "year": ("months", 12),
}
SHORT = 18
"""So many digits are surely no number that is too long."""

TENS = [10**places for places in range(SHORT)]

Read = Callable[[object], object]
"""Gives the value that JSON data describe, or raises Misread, or a ValueError that says what is wrong."""


class Misread(ValueError):
    """JSON data that are no value of the kind; the text, if any, says what is wrong."""


class NoSuchOption(Misread):
    """A text that is none of the `options`, among which is the one that was meant."""

    def __init__(self, written: str, options: Collection[str]) -> None:
        super().__init__(written)
        self.written = written
        self.options = options


def _text(data: object, pattern: str = "") -> str:
    """The text, if the whole of it fits the pattern; Misread for anything else."""
    if not isinstance(data, str) or (pattern and (len(data) > LONGEST or not re.fullmatch(pattern, data))):
        raise Misread
    return data


def _short(number: NumberT) -> NumberT:
    if not in_bounds(number):
        raise ValueError(f"a number has at most {DIGITS} digits")
    return number


def _usual(digits: str, places: int) -> tuple[int, int] | None:
    """A short text of digits with at most so many decimals: the digits, and how many are decimals. None for
    any other text.
    """
    whole, point, part = digits.partition(".")
    if not digits.isascii() or len(digits) > SHORT or not whole.isdigit():
        return None
    if not point:
        return int(whole), 0
    return (int(whole + part), len(part)) if len(part) <= places and part.isdigit() else None


# --- numbers ----------------------------------------------------------------------------------------------


def yes_no(data: object) -> bool:
    """`true` or `false`."""
    if not isinstance(data, bool):
        raise Misread
    return data


def integer(data: object) -> int:
    """A whole number, as a number or a text."""
    if type(data) is int and -LARGEST <= data <= LARGEST:
        return data
    return _short(int(_text(data, WHOLE))) if isinstance(data, str) else _whole(data)


def number(data: object) -> Fraction:
    """A number as text, or a whole one as a number."""
    if isinstance(data, str):
        usual = _usual(data, SHORT)
        return exact_number(data) if usual is None else lowest(usual[0], TENS[usual[1]])
    try:
        return Fraction(_whole(data))
    except Misread:
        if isinstance(data, float | Decimal) and data == data:
            raise ValueError(f'write {data} as text, like "{data}", so that no digit is lost') from None
        raise


def _whole(data: object) -> int:
    if isinstance(data, bool) or not isinstance(data, int | float | Decimal) or data != data:
        raise Misread
    if not -LARGEST <= data <= LARGEST:
        raise ValueError("write a whole number beyond 9007199254740991 as text, so that no digit is lost")
    if data != int(data):
        raise Misread
    return int(data)


def exact_number(data: object) -> Fraction:
    """The number that a text spells: `-12`, `0.14`, `1/3`. Misread for anything else."""
    return _short(Fraction(_text(data, NUMBER)))


# --- money and durations ----------------------------------------------------------------------------------


def money(kind: Kind) -> Read:
    """`200.50 AZN`."""
    unit, ending, places = kind.unit, f" {kind.unit}", decimals(kind.unit)
    smallest = smallest_coin(unit)

    def read(data: object) -> Money:
        if isinstance(data, str) and data.endswith(ending):
            usual = _usual(data[:-4], places)
            if usual is not None:
                return money_of(usual[0] * TENS[places - usual[1]], smallest)
        digits, _, currency = _text(data, rf"{NUMBER} [A-Z]{{3}}").partition(" ")
        if currency != unit:
            raise ValueError(f"{data} is not in {unit}; currencies do not mix")
        return paid(digits, currency)

    return read


def paid(digits: str, currency: str) -> Money:
    """An amount with no more decimals than the currency has: `1.000 EUR` may be a thousand."""
    if not re.fullmatch(coins(currency), digits):
        raise ValueError(too_fine(currency))
    return Money(exact_number(digits), currency)


def coins(currency: str) -> str:
    """The pattern of an amount of a currency without its code."""
    places = decimals(currency)
    return WHOLE + (rf"(\.[0-9]{{1,{places}}})?" if places else "")


def duration(kind: Kind) -> Read:
    """`48 hours`, `2 weeks`, `18 months`."""

    def read(data: object) -> Hours | Days | Months:
        count, _, word = _text(data, rf"{NUMBER} [a-z]+").partition(" ")
        unit, factor = UNITS.get(word.removesuffix("s"), ("", 0))
        if not unit:
            raise Misread
        if unit != kind.unit:
            raise ValueError(f"{data} is not counted in {kind.unit}; the units do not mix")
        return _length(count, unit, factor)

    return read


def _length(count: str, unit: str, factor: int) -> Hours | Days | Months:
    if unit == "hours":
        hours = exact_number(count)
        return Hours(int(hours) if hours.denominator == 1 else hours)
    if not re.fullmatch(WHOLE, count):
        raise ValueError(f"{unit} are counted whole")
    whole = _short(int(count) * factor)
    return Days(whole) if unit == "days" else Months(whole)


def measure(data: object) -> Measure:
    """Money or a duration, as the word after the number says; also `60 months 1 days`."""
    words = _text(data, MEASURE).split(" ")
    if len(words) == 4:
        months, days = measure(" ".join(words[:2])), measure(" ".join(words[2:]))
        assert isinstance(months, Months)
        assert isinstance(days, Days)
        return MonthsAndDays(months.count, days.count)
    unit, factor = UNITS.get(words[1].removesuffix("s"), ("", 0))
    return _length(words[0], unit, factor) if unit else paid(words[0], words[1])


# --- texts ------------------------------------------------------------------------------------------------


def whole_text(data: object) -> str:
    """Any text of whole characters."""
    found = _text(data)
    if not found.isascii() and any("\ud800" <= character <= "\udfff" for character in found):
        raise ValueError("holds half of a character (a surrogate of UTF-16 without the other)")
    return found


def option(kind: Kind) -> Read:
    """The name of an option or of a body that acts."""
    assert kind.options is not None
    options: dict[object, StrEnum] = {option.value: option for option in kind.options}

    def read(data: object) -> StrEnum:
        name = _text(data)
        found = options.get(name)
        if found is None:
            raise NoSuchOption(name, [str(option) for option in options])
        return found

    return read


def country(data: object) -> str:
    """The two letters of a country."""
    letters = _text(data)
    if letters not in COUNTRIES:
        raise NoSuchOption(letters, COUNTRIES)
    return letters


# --- days and moments -------------------------------------------------------------------------------------


def day(data: object) -> date:
    """`2012-03-01`."""
    if isinstance(data, str) and len(data) == 10 and data[7] == "-":  # else it may be a week: 2012-W09-4
        try:
            return date.fromisoformat(data)
        except ValueError:
            pass
    found = _text(data)
    if not re.fullmatch(DATE, found):
        raise ValueError(f"{found[:40]!r} is no date; write it like 2012-03-01")
    return parse_date(found)


def moment(data: object) -> datetime:
    """`2012-03-01T10:00:00+04:00`."""
    found = _text(data)
    if not re.fullmatch(MOMENT, found):
        raise ValueError(
            f"{found[:40]!r} is no moment; write it with its offset, like 2012-03-01T10:00:00+04:00"
        )
    return parse_moment(found)


def _lasting(data: object) -> datetime:
    """A moment in the years of which every zone can say what day it is."""
    found = moment(data)
    if found.year not in YEARS:
        raise ValueError(f"{found} lies outside the years 2 to 9998")
    return found


def day_or_moment(data: object) -> date | datetime:
    """Either, as its length tells."""
    return day(data) if isinstance(data, str) and len(data) <= 10 else moment(data)


# --- parts ------------------------------------------------------------------------------------------------


def parts(data: object, needed: set[str], allowed: set[str]) -> Mapping[str, object]:
    """An object with these parts; Misread for anything else."""
    if not isinstance(data, Mapping) or not needed <= set(data) <= allowed:
        raise Misread
    return data


def sequence(data: object) -> list[object]:
    """The parts of a list; Misread for anything else."""
    if not isinstance(data, list | tuple):
        raise Misread
    return list(data)


READERS: dict[str, Callable[[Kind], Read]] = {
    "yes/no": lambda _: yes_no,
    "integer": lambda _: integer,
    "number": lambda _: number,
    "money": money,
    "duration": duration,
    "date": lambda _: day,
    "moment": lambda _: _lasting,
    "text": lambda _: whole_text,
    "country": lambda _: country,
    "authority": option,
    "one of": option,
}
"""What prepares the reader of a simple value of each kind."""
