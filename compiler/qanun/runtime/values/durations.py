"""Lengths of time: hours, days, months; each compares only with its own kind.

As a text each is what people read. What is no whole number of days or months, or no exact one of hours, is a
TypeError.
"""

from fractions import Fraction
from typing import Any, Self

from attrs import field, frozen

from qanun.runtime.values.numbers import show_number, whole


class Counted:
    """What compares by its count, and only with its own kind. It is one of these only while it is made."""

    __slots__ = ("__weakref__", "count")

    count: int | Fraction

    def __str__(self) -> str:
        return show_duration(self)  # type: ignore[arg-type]

    def __lt__(self, other: Self) -> bool:
        return self.count < other.count if other.__class__ is self.__class__ else NotImplemented

    def __le__(self, other: Self) -> bool:
        return self.count <= other.count if other.__class__ is self.__class__ else NotImplemented

    def __gt__(self, other: Self) -> bool:
        return self.count > other.count if other.__class__ is self.__class__ else NotImplemented

    def __ge__(self, other: Self) -> bool:
        return self.count >= other.count if other.__class__ is self.__class__ else NotImplemented


def _hours(count: int | Fraction) -> int | Fraction:
    kind = type(count)
    if kind is int or kind is Fraction:
        return count
    if isinstance(count, int | Fraction) and kind is not bool:
        return int(count) if isinstance(count, int) else Fraction(count)
    raise TypeError(f"{count!r} is no exact number of hours; write an integer or a Fraction, as in Hours(48)")


def _days(count: int) -> int:
    return count if type(count) is int else whole(count, "days")


def _months(count: int) -> int:
    return count if type(count) is int else whole(count, "months")


@frozen
class Hours(Counted):
    """A duration in hours, exact. Compares only with hours."""

    count: int | Fraction = field(converter=_hours)


@frozen
class Days(Counted):
    """A duration in days (a week is 7). Compares only with days."""

    count: int = field(converter=_days)


def days_of(count: int) -> Days:
    """So many days: nothing is looked at again."""
    found: Any = Counted()
    found.count = count
    found.__class__ = Days
    days: Days = found
    return days


@frozen
class Months(Counted):
    """A duration in months (a year is 12). Compares only with months."""

    count: int = field(converter=_months)


@frozen
class MonthsAndDays:
    """A length in months and days, both above 0, as a penalty may have: five years and one day."""

    months: int = field(converter=_months)
    days: int = field(converter=_days)

    def __str__(self) -> str:
        return show_duration(self)


Duration = Hours | Days | Months


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
