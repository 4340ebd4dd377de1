"""The values that rules work with. Immutable, compared by value, hashable, picklable; none is a float."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from fractions import Fraction
from typing import Final, Self

from attrs import field, frozen

from qanun.runtime.values.bounds import bounded


class Unknown(Enum):
    """What stands for a fact that nobody has stated yet. Never the same as None, which is *none*."""

    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        raise TypeError("an unknown value is neither yes nor no; ask `is UNKNOWN` first")

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown.UNKNOWN


class State(StrEnum):
    """Where a norm stands at `as_of`."""

    NOT_APPLICABLE = "not applicable"
    BARRED = "barred"
    PENDING = "pending"
    FULFILLED = "fulfilled"
    FULFILLED_LATE = "fulfilled late"
    BREACHED = "breached"
    DONE = "done"
    NOT_DONE = "not done"
    IN_FORCE = "in force"
    EXPIRED = "expired"


def exact(number: "int | str | Decimal | Fraction") -> Fraction:
    """The number as an exact fraction. A float is a TypeError: it has lost digits before it came."""
    if type(number) is Fraction:
        return number
    if isinstance(number, bool) or not isinstance(number, int | str | Decimal | Fraction):
        raise TypeError(f"{number!r} is no exact number; write it as an integer, a Fraction or a text")
    return Fraction(number)


@frozen(repr=False)
class Money:
    """An exact amount of one currency (ISO 4217). Currencies never mix: a TypeError."""

    amount: Fraction = field(converter=exact)
    currency: str

    def _same(self, other: "Money") -> Fraction:
        if not isinstance(other, Money):
            raise TypeError(f"{self!r} is money and {other!r} is not")
        if other.currency != self.currency:
            raise TypeError(f"{self!r} and {other!r} are of different currencies")
        return other.amount

    def __add__(self, other: "Money") -> "Money":
        return Money(bounded(self.amount + self._same(other)), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(bounded(self.amount - self._same(other)), self.currency)

    def __mul__(self, factor: int | Fraction) -> "Money":
        return Money(bounded(self.amount * exact(factor)), self.currency)

    __rmul__ = __mul__

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.amount <= self._same(other)

    def __gt__(self, other: "Money") -> bool:
        return self.amount > self._same(other)

    def __ge__(self, other: "Money") -> bool:
        return self.amount >= self._same(other)

    def __repr__(self) -> str:
        return f"Money({str(self.amount)!r}, {self.currency!r})"


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
Event = date | datetime


def _ends_after_start(period: "Period", _: object, end: date | None) -> None:
    if end is not None and end < period.start:
        raise ValueError(f"a period that starts on {period.start} cannot end on {end}")


@frozen
class Period:
    """The days from `start` to `end`, both included; `end` is None while it is still running.

    A ValueError where `end` lies before `start`.
    """

    start: date
    end: date | None = field(validator=_ends_after_start)


@frozen
class Limit:
    """The end of a term: a day, which counts to its end in the law's time zone, or a moment.

    `included` tells whether the day or moment itself is still in time.
    """

    at: date | datetime
    included: bool = True


Element = str | date | datetime | int | Fraction | Money


def _ordered(members: "Iterable[tuple[Element, bool]]") -> "tuple[tuple[Element, bool], ...]":
    return tuple(sorted(dict(members).items(), key=lambda pair: str(pair[0])))


@frozen
class PartialSet:
    """A set of which some members are known to be in it or not, the rest unknown. Members are kept sorted."""

    members: tuple[tuple[Element, bool], ...] = field(converter=_ordered)

    def has(self, member: object) -> bool | Unknown:
        """Whether the member is in the set."""
        for known, inside in self.members:
            if known == member:
                return inside
        return UNKNOWN

    @property
    def inside(self) -> frozenset[Element]:
        """The members that are known to be in it."""
        return frozenset(member for member, inside in self.members if inside)

    @property
    def outside(self) -> frozenset[Element]:
        """The members that are known not to be in it."""
        return frozenset(member for member, inside in self.members if not inside)


Measure = Money | Hours | Days | Months | MonthsAndDays


@frozen
class PenaltyRange:
    """One kind of penalty from `low` (None: up to) to `high`, both included: a fine of 200 to 500 AZN."""

    kind: str
    low: Measure | None
    high: Measure


@frozen
class Penalties:
    """What an offence is punished with: one of the alternatives; the ranges inside one come together."""

    alternatives: tuple[tuple[PenaltyRange, ...], ...]


@frozen
class Penalty:
    """A penalty as imposed on somebody; `also` are those imposed together with it, each alone."""

    kind: str
    amount: Measure
    also: "tuple[Penalty, ...]" = ()
