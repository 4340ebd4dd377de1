"""The types of the language. Compared by value; no two units, currencies or records mix."""

from collections.abc import Iterator
from typing import assert_never

from attrs import frozen


@frozen
class Simple:
    """yes/no, integer, number, date, moment, period, text, country, authority, penalty, limit.

    `limit` is the end of a term: a date or a moment, whichever the term's event is.
    """

    name: str

    def __str__(self) -> str:
        return self.name


@frozen
class MoneyType:
    currency: str

    def __str__(self) -> str:
        return f"money in {self.currency}"


@frozen
class DurationType:
    """`unit` is hours, days or months (a week is 7 days, a year 12 months)."""

    unit: str

    def __str__(self) -> str:
        return f"duration in {self.unit}"


@frozen
class OneOfType:
    """A one-of type by its qualified name, with its options in order."""

    name: str
    options: tuple[str, ...]

    def __str__(self) -> str:
        return self.name.rpartition(".")[2]


@frozen
class RecordType:
    """A record by its qualified name, with its fields in order."""

    name: str
    fields: tuple[tuple[str, "Type"], ...]

    def __str__(self) -> str:
        return self.name.rpartition(".")[2]


@frozen
class SetType:
    element: "Type"

    def __str__(self) -> str:
        return f"set of {self.element}"


@frozen
class ListType:
    """`element` is a record or a period."""

    element: "Type"

    def __str__(self) -> str:
        return f"list of {self.element}"


@frozen
class OrNone:
    """`T or none`; never nested."""

    inner: "Type"

    def __str__(self) -> str:
        return f"{self.inner} or none"


Type = Simple | MoneyType | DurationType | OneOfType | RecordType | SetType | ListType | OrNone

YES_NO = Simple("yes/no")
INTEGER = Simple("integer")
NUMBER = Simple("number")
DATE = Simple("date")
MOMENT = Simple("moment")
PERIOD = Simple("period")
TEXT = Simple("text")
COUNTRY = Simple("country")
AUTHORITY = Simple("authority")
PENALTY = Simple("penalty")
LIMIT = Simple("limit")
NOTHING = Simple("none")

PENALTIES = Simple("penalties")
STATE = Simple("state")
BODIES = Simple("bodies")
"""What only answers hold: the ranges of a punishment, in which state a norm is, who acts."""

NEVER = Simple("never")
"""What never comes to a value: a gap, a silence, a conflict."""

MIXED_DURATION = DurationType("months and days")
"""`1 month 2 days`: only added to a date or taken from one, or the D of a term."""


BROKEN = Simple("?")
"""What cannot be told because of an earlier mistake; it agrees with everything, is never reported again."""


def within(type_: Type) -> Iterator[Type]:
    """A type and those of its parts."""
    yield type_
    match type_:
        case OrNone(inner) | SetType(inner) | ListType(inner):
            yield from within(inner)
        case RecordType(_, fields):
            for _, inner in fields:
                yield from within(inner)
        case Simple() | MoneyType() | DurationType() | OneOfType():
            pass
        case never:
            assert_never(never)
