"""Lengths of time: hours, days, months; each compares only with its own kind."""

from fractions import Fraction
from typing import Self

from attrs import frozen

from qanun.runtime.values.numbers import show_number


class Counted:
    """What compares by its count, and only with its own kind."""

    __slots__ = ()

    count: int | Fraction

    def __lt__(self, other: Self) -> bool:
        return self.count < other.count if other.__class__ is self.__class__ else NotImplemented

    def __le__(self, other: Self) -> bool:
        return self.count <= other.count if other.__class__ is self.__class__ else NotImplemented

    def __gt__(self, other: Self) -> bool:
        return self.count > other.count if other.__class__ is self.__class__ else NotImplemented

    def __ge__(self, other: Self) -> bool:
        return self.count >= other.count if other.__class__ is self.__class__ else NotImplemented


@frozen
class Hours(Counted):
    """A duration in hours, exact. Compares only with hours."""

    count: int | Fraction


@frozen
class Days(Counted):
    """A duration in days (a week is 7). Compares only with days."""

    count: int


@frozen
class Months(Counted):
    """A duration in months (a year is 12). Compares only with months."""

    count: int


@frozen
class MonthsAndDays:
    """A length in months and days, both above 0, as a penalty may have: five years and one day."""

    months: int
    days: int


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
