"""What a question answers: one shape everywhere."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Generic, NoReturn, Self, TypeVar

from attrs import field, frozen

from qanun.runtime.faults import Fault
from qanun.runtime.values import UNKNOWN, Penalties, State, Unknown

if TYPE_CHECKING:
    from qanun.runtime.spec import Answered

T = TypeVar("T", covariant=True)


class Verdict(StrEnum):
    """What the law says."""

    YES = "yes"
    NO = "no"
    VALUE = "value"
    MUST = "must"
    NEED_NOT = "need_not"
    MUST_NOT = "must_not"
    MAY = "may"
    DISCRETION = "discretion"
    BARRED = "barred"
    SILENT = "silent"
    IN_CONFLICT = "in_conflict"
    UNKNOWN = "unknown"
    FAULT = "fault"


@frozen
class Answer(Generic[T]):
    """The answer about one rule or norm. It has no truth value: ask for its `verdict` or `value`.

    `value`: the rule's value; of a norm, whether it applies; UNKNOWN where facts are missing (of a set
    a PartialSet, if some members are certain), None where there is none (silent, in conflict, a fault).
    `state`, `due`, `end`, `penalties`: None where the norm has no such clause or does not apply, UNKNOWN
    where facts are missing. `due` and `end` are a day, which counts to its end, or a moment.
    `authority`: names of the bodies whose task it is; () is nobody named. `weighing`: what they are to weigh.
    `exercised`: "exercised", "exercised without power", or None where no exercise is recorded.
    `barred_by`, `conflicts_with`, `silent_by`: names of the exceptions and norms, rules, silences.
    `needs`: the facts still needed, the most decisive first.
    `grounds`, `provisions`, `readings`: what the answer rests on. `fault`: what is wrong with the law here.
    """

    subject: str
    label: str
    verdict: Verdict
    value: T | Unknown | None = None
    state: State | Unknown | None = None
    due: date | datetime | Unknown | None = None
    end: date | datetime | Unknown | None = None
    penalties: Penalties | Unknown | None = None
    authority: tuple[str, ...] = ()
    weighing: tuple[str, ...] = ()
    exercised: str | None = None
    barred_by: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    provisions: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    conflicts_with: tuple[str, ...] = ()
    silent_by: tuple[str, ...] = ()
    fault: Fault | None = None

    def __bool__(self) -> NoReturn:
        raise TypeError(
            f"the answer about {self.subject} is neither true nor false; "
            f"ask `.verdict` (here {self.verdict.value}) or `.value`"
        )

    def to_json(self) -> dict[str, object]:
        """As plain JSON data. `fault`, `due` and the rest are None where there is none."""
        from qanun.runtime.wire import answer_to_json

        return answer_to_json(self)


@frozen(kw_only=True)
class Answers:
    """Base of the answers of a question; a generated class adds one Answer for each subject.

    `readings` are the chosen options of all readings the question can rest on; `fingerprint` that of the
    statutes; `headline` the first line for people, or None.
    """

    as_of: datetime | None
    readings: tuple[tuple[str, str], ...] = ()
    fingerprint: str
    headline: str | None = field(default=None)

    ANSWERED: ClassVar[tuple["Answered", ...]] = ()
    QUESTION: ClassVar[str] = ""

    def each(self) -> tuple[Answer[object], ...]:
        """Every answer, in the question's order."""
        return tuple(getattr(self, answered.name) for answered in self.ANSWERED)

    def to_json(self) -> dict[str, object]:
        """As plain JSON data, without loss."""
        from qanun.runtime.wire import answers_to_json

        return answers_to_json(self)

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Self:
        """Back from `to_json`; FactsRefused, with all mistakes, where the data are not of that shape."""
        from qanun.runtime.wire import answers_from_json

        return answers_from_json(cls, data)

    @classmethod
    def json_schema(cls) -> dict[str, object]:
        """The JSON Schema (draft 2020-12) of `to_json`."""
        from qanun.runtime.schema import answers_schema

        return answers_schema(cls)


__all__ = ["UNKNOWN", "Answer", "Answers", "State", "Verdict"]
