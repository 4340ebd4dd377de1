"""What a generated class says of its fields: kinds of values, facts, and the answers of a question.

Plain classes with cheap constructors: a generated law makes some hundreds of them at import.
"""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from qanun.runtime.values.durations import Days, Hours, Months
from qanun.runtime.values.penalties import Penalty
from qanun.runtime.values.periods import Period


class HasFacts:
    """What has the facts that its class says: the facts of a question, a record."""

    __slots__ = ("is_complete",)

    FACTS: "ClassVar[tuple[Fact, ...]]" = ()

    is_complete: bool
    """Whether nothing in it is unknown, down to the fields of its records and the members of its sets."""


set_complete = HasFacts.__dict__["is_complete"].__set__
"""Says of what is being made whether it is complete."""


class Kind:
    """A kind of value. `word` is the language's own word for it.

    `unit` is a currency or a unit of duration; `options` the StrEnum of a one-of type or of the authorities,
    `labels` how people read them, in order;
    `record` the class of a record; `element` the kind inside a set or list. `plain` are the Python types of
    which every instance is a right value as it stands; what is not plain is looked at more closely.
    `read` reads it from JSON data, and is prepared when it first does.
    """

    __slots__ = ("element", "labels", "options", "plain", "read", "record", "unit", "word")

    def __init__(
        self,
        word: str,
        plain: tuple[type, ...] = (),
        *,
        unit: str = "",
        options: type[StrEnum] | None = None,
        labels: tuple[str, ...] = (),
        record: type[HasFacts] | None = None,
        element: "Kind | None" = None,
    ) -> None:
        self.word = word
        self.plain = plain
        self.unit = unit
        self.options = options
        self.labels = labels
        self.record = record
        self.element = element
        self.read: Callable[[object], object] | None = None


YES_NO = Kind("yes/no", (bool,))
INTEGER = Kind("integer", (int,))
NUMBER = Kind("number", (Fraction,))
DATE = Kind("date", (date,))
MOMENT = Kind("moment")
PERIOD = Kind("period", (Period,))
TEXT = Kind("text", (str,))
COUNTRY = Kind("country")
PENALTY = Kind("penalty", (Penalty,))
HOURS = Kind("duration", (Hours,), unit="hours")
DAYS = Kind("duration", (Days,), unit="days")
MONTHS = Kind("duration", (Months,), unit="months")


def money(currency: str) -> Kind:
    """Money of one currency."""
    return Kind("money", unit=currency)


def one_of(options: type[StrEnum], labels: tuple[str, ...] = ()) -> Kind:
    """A one-of type; its options are the members of the StrEnum, `labels` how people read them, in order."""
    return Kind("one of", (options,), options=options, labels=labels)


def authority(authorities: type[StrEnum], labels: tuple[str, ...] = ()) -> Kind:
    """A body that acts; the StrEnum has all that are declared, `labels` how people read them, in order."""
    return Kind("authority", (authorities,), options=authorities, labels=labels)


def record(kind: type[HasFacts]) -> Kind:
    """A record."""
    return Kind("record", record=kind)


def set_of(element: Kind) -> Kind:
    """A set, complete (frozenset) or partly known (PartialSet)."""
    return Kind("set", element=element)


def list_of(element: Kind) -> Kind:
    """A list of records or periods: a tuple."""
    return Kind("list", element=element)


class Fact:
    """A field of a facts class or record. `name` is the attribute, `key` the name in JSON and in the law.

    `you` is the label as it is said to the person concerned, `help` what helps to answer; empty where the
    law's page has none.
    """

    __slots__ = ("help", "judged_by", "key", "kind", "label", "name", "or_none", "you")

    def __init__(
        self,
        name: str,
        label: str,
        kind: Kind = YES_NO,
        *,
        or_none: bool = False,
        key: str = "",
        judged_by: tuple[str, ...] | None = None,
        you: str = "",
        help: str = "",
    ) -> None:
        self.name = name
        self.label = label
        self.kind = kind
        self.or_none = or_none
        self.key = key or name
        self.judged_by = judged_by
        self.you = you
        self.help = help


class Answered:
    """A field of an answers class: the attribute, the subject's qualified name, the kind of its value.

    `each`: the answer's value is a tuple of answers, one for each thing of a list. `bodies` are the
    authorities, where the law says whose task it is.
    """

    __slots__ = ("bodies", "each", "kind", "label", "name", "or_none", "subject")

    def __init__(
        self,
        name: str,
        subject: str,
        label: str,
        kind: Kind = YES_NO,
        *,
        or_none: bool = False,
        each: bool = False,
        bodies: type[StrEnum] | None = None,
    ) -> None:
        self.name = name
        self.subject = subject
        self.label = label
        self.kind = kind
        self.or_none = or_none
        self.each = each
        self.bodies = bodies


fact = Fact
answered = Answered
