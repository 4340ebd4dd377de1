"""A facts class with a field of every kind, and answers, written as the compiler writes them."""

from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from attrs import frozen
from qanun.runtime.answers.answers import Answer, Answers
from qanun.runtime.values import spec
from qanun.runtime.values.durations import Days, Hours, Months
from qanun.runtime.values.facts import CaseFacts, CaseRecord
from qanun.runtime.values.money import Money
from qanun.runtime.values.penalties import Penalty
from qanun.runtime.values.periods import Period
from qanun.runtime.values.sets import PartialSet
from qanun.runtime.values.unknown import UNKNOWN, Unknown


class Payer(StrEnum):
    PERSON = "person"
    HOST = "host"


class Authority(StrEnum):
    COURT = "court"
    MINISTRY = "ministry"


@frozen(kw_only=True)
class Stay(CaseRecord):
    """A stay in the country."""

    days: Period | Unknown = UNKNOWN
    lawful: bool | Unknown = UNKNOWN
    child_born: date | Unknown | None = UNKNOWN

    FACTS: ClassVar[tuple[spec.Fact, ...]] = (
        spec.Fact("days", "the days of the stay", spec.PERIOD),
        spec.Fact("lawful", "the stay was lawful"),
        spec.Fact("child_born", "date of birth of a child", spec.DATE, or_none=True),
    )


@frozen(kw_only=True)
class EveryFacts(CaseFacts):
    """What is known of a case."""

    crossed: bool | Unknown = UNKNOWN
    members: int | Unknown = UNKNOWN
    share: Fraction | Unknown = UNKNOWN
    fee: Money | Unknown = UNKNOWN
    born: date | Unknown | None = UNKNOWN
    served_at: datetime | Unknown | None = UNKNOWN
    wait: Hours | Unknown = UNKNOWN
    notice: Days | Unknown = UNKNOWN
    term: Months | Unknown = UNKNOWN
    ban: Period | Unknown = UNKNOWN
    name: str | Unknown = UNKNOWN
    citizenship: str | Unknown = UNKNOWN
    decided_by: Authority | Unknown = UNKNOWN
    payer: Payer | Unknown = UNKNOWN
    imposed: Penalty | Unknown = UNKNOWN
    citizenships: frozenset[str] | PartialSet | Unknown = UNKNOWN
    payers: frozenset[Payer] | PartialSet | Unknown = UNKNOWN
    last_stay: Stay | Unknown | None = UNKNOWN
    stays: tuple[Stay, ...] | Unknown = UNKNOWN
    class_: bool | Unknown = UNKNOWN

    FACTS: ClassVar[tuple[spec.Fact, ...]] = (
        spec.Fact("crossed", "crossed the border"),
        spec.Fact("members", "members of the family", spec.INTEGER),
        spec.Fact("share", "the share", spec.NUMBER),
        spec.Fact("fee", "the fee", spec.money("AZN")),
        spec.Fact("born", "date of birth", spec.DATE, or_none=True),
        spec.Fact("served_at", "when it was served", spec.MOMENT, or_none=True),
        spec.Fact("wait", "how long", spec.HOURS),
        spec.Fact("notice", "notice", spec.DAYS),
        spec.Fact("term", "the term", spec.MONTHS),
        spec.Fact("ban", "the ban", spec.PERIOD),
        spec.Fact("name", "the name", spec.TEXT),
        spec.Fact("citizenship", "the country", spec.COUNTRY),
        spec.Fact("decided_by", "who decided", spec.authority(Authority)),
        spec.Fact("payer", "who pays", spec.one_of(Payer, ("the person", "the host"))),
        spec.Fact("imposed", "the penalty", spec.PENALTY),
        spec.Fact("citizenships", "the countries", spec.set_of(spec.COUNTRY)),
        spec.Fact("payers", "who could pay", spec.set_of(spec.one_of(Payer))),
        spec.Fact("last_stay", "the last stay", spec.record(Stay), or_none=True),
        spec.Fact("stays", "the stays", spec.list_of(spec.record(Stay))),
        spec.Fact("class_", "the class", key="class"),
    )


@frozen(kw_only=True)
class EveryAnswers(Answers):
    """What a question answers."""

    leave: Answer[bool]
    bearer: Answer[Payer]
    destination: Answer[frozenset[str]]

    QUESTION: ClassVar[str] = "rules.every"
    ANSWERED: ClassVar[tuple[spec.Answered, ...]] = (
        spec.Answered("leave", "rules.leave", "leave"),
        spec.Answered("bearer", "rules.bearer", "who pays", spec.one_of(Payer)),
        spec.Answered("destination", "rules.destination", "where to", spec.set_of(spec.COUNTRY)),
    )
