"""What a question answers: one shape everywhere, which is made when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Generic,
    Literal,
    Protocol,
    Self,
    dataclass_transform,
    overload,
)

from attrs import field, frozen

from qanun.runtime.answers.verdicts import Verdict as Verdict
from qanun.runtime.faults import CaseGone, Fault
from qanun.runtime.type_variables import TypeVar
from qanun.runtime.values.penalties import Penalties
from qanun.runtime.values.pydantic_hooks import PydanticHooks
from qanun.runtime.values.sets import PartialSet
from qanun.runtime.values.states import State
from qanun.runtime.values.unknown import Unknown

if TYPE_CHECKING:
    from qanun.runtime.answers.changes import Changes
    from qanun.runtime.answers.receipts import Receipt
    from qanun.runtime.answers.short import Short
    from qanun.runtime.answers.under_readings import UnderReadings
    from qanun.runtime.values.spec import Answered


DecidedVerdict = Literal[
    Verdict.YES,
    Verdict.NO,
    Verdict.VALUE,
    Verdict.MUST,
    Verdict.NEED_NOT,
    Verdict.MUST_NOT,
    Verdict.MAY,
    Verdict.DISCRETION,
    Verdict.BARRED,
    Verdict.SILENT,
    Verdict.IN_CONFLICT,
]
"""The verdicts that `decide` gives; where a fact is missing or the law is at fault it raises."""

Exercised = Literal["exercised", "exercised without power"]


# --- what type checkers know: which parts may be unknown, by the way in which an answer came about --------


class Explored:
    """How `explore` answers: whatever it says may be unknown, and the law may be at fault."""


class Decided(Explored):
    """How `decide` answers: nothing that matters is unknown. It goes wherever an explored answer does."""


Value = TypeVar("Value", covariant=True)
Way = TypeVar("Way", bound=Explored, default=Explored, covariant=True)
Body = TypeVar("Body", bound=StrEnum, default=StrEnum, covariant=True)

if TYPE_CHECKING:
    T = TypeVar("T")
    P = TypeVar("P", covariant=True)

    class Typed(Generic[Value, Way, Body]):
        """Base of answers."""

        __slots__ = ()

    class TypedAnswers(Generic[Way]):
        """Base of the answers of a question."""

        __slots__ = ()

    class Given:
        """The value of an answer."""

        @overload
        def __get__(self, answer: Answer[T, Decided], owner: object, /) -> T: ...
        @overload
        def __get__(
            self, answer: Answer[frozenset[T] | None], owner: object, /
        ) -> frozenset[T] | PartialSet | Unknown | None: ...
        @overload
        def __get__(self, answer: Answer[T], owner: object, /) -> T | Unknown | None: ...
        def __get__(self, answer: Any, owner: object, /) -> Any: ...

    class IsVerdict:
        """The verdict of an answer."""

        @overload
        def __get__(self, answer: Answer[Any, Decided], owner: object, /) -> DecidedVerdict: ...
        @overload
        def __get__(self, answer: Answer[Any], owner: object, /) -> Verdict: ...
        def __get__(self, answer: Any, owner: object, /) -> Any: ...

    class Either(Generic[P]):
        """A part of an answer that is unknown only where it was explored."""

        @overload
        def __get__(self, answer: Answer[Any, Decided], owner: object, /) -> P: ...
        @overload
        def __get__(self, answer: Answer[Any], owner: object, /) -> P | Unknown: ...
        def __get__(self, answer: Any, owner: object, /) -> Any: ...

else:

    class Typed:
        """Base of what is written with types in brackets, which mean nothing when a program runs."""

        __slots__ = ()

        def __class_getitem__(cls, types: object) -> type:
            return cls

    TypedAnswers = Typed
    Given = IsVerdict = Either = object


# --- answers ----------------------------------------------------------------------------------------------


class Makes(Protocol):
    """What makes the parts of something when they are asked for."""

    def make(self, later: Any, name: str, /, *of: Any) -> object:
        """The part of that name, put where it belongs with all that is made with it; `MISSING` if there is
        none."""
        ...


MISSING = object()


class Later:
    """Base of what may be made before its parts are: `_makes` has what makes them when they are asked for,
    and what it is told then."""

    __slots__ = ("_makes",)

    _makes: tuple[Any, ...]

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            """A part that was not made yet."""
            try:
                maker, *told = MAKES(self)
            except AttributeError:  # it was made whole
                made = MISSING
            else:
                made = maker.make(self, name, *told)
            if made is MISSING:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            return made


MAKES = Later.__dict__["_makes"].__get__
PUT = object.__setattr__
"""Sets a part of what is frozen."""


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def _frozen(cls: type[Any]) -> Any:
    """A frozen class of attrs, of which type checkers read the constructor that it declares."""
    return frozen(cls)


@_frozen
class Answer(Later, Typed[Value, Way, Body]):
    """The answer about one rule or norm. It has no truth value: ask for its `verdict` or `value`.

    `value`: the rule's value; of a norm, whether it applies; UNKNOWN where facts are missing (of a set
    a PartialSet, if some members are certain), None where there is none (silent, in conflict, a fault).
    Of a rule about each thing of a list it is a tuple with an answer for each, in the list's order; `needs`
    and `fault` are then those of all.
    `state`, `due`, `end`, `penalties`: None where the norm has no such clause or does not apply, UNKNOWN
    where facts are missing. `due` and `end` are a day, which counts to its end, or a moment.
    `authority`: the bodies whose task it is; () is nobody named. `weighing`: what they are to weigh.
    `exercised`: "exercised", "exercised without power", None where no exercise is recorded, UNKNOWN where
    facts are missing.
    `barred_by`, `conflicts_with`, `silent_by`: names of the exceptions and norms, rules, silences.
    `needs`: the facts still needed, the most decisive first.
    `grounds`, `provisions`, `readings`: what the answer rests on. `fault`: what is wrong with the law here.
    `sentence`: all of it as one English sentence; it says nothing else, so answers are equal whatever it is.

    What it rests on is found when it is first asked for: until then an answer of `decide` holds its case in
    memory. A copy, a pickle and JSON have what it rests on, and not the case.

    For type checkers it is an `Answer[VALUE, WAY, BODY]`: WAY is Decided or Explored, BODY the class of
    authorities.
    """

    subject: str
    label: str
    verdict: IsVerdict
    value: Given = field(default=None)
    state: State | Unknown | None = None
    due: Either[date | datetime | None] = field(default=None)
    end: Either[date | datetime | None] = field(default=None)
    penalties: Either[Penalties | None] = field(default=None)
    authority: tuple[Body, ...] = ()
    weighing: tuple[str, ...] = ()
    exercised: Exercised | Unknown | None = None
    barred_by: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    provisions: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    conflicts_with: tuple[str, ...] = ()
    silent_by: tuple[str, ...] = ()
    fault: Fault | None = None
    sentence: str = field(default="", eq=False)

    if TYPE_CHECKING:
        __attrs_attrs__: ClassVar[Any]

        def __init__(
            self, subject: str, label: str, verdict: Verdict, value: object = None, *parts: Any, **named: Any
        ) -> None: ...

    def __bool__(self) -> object:
        raise TypeError(
            f"the answer about {self.subject} is neither true nor false; "
            f"ask `.verdict` (here {self.verdict.value}) or `.value`"
        )

    def changes(self, *, together: int = 3, most: int = 10) -> Changes[Value]:
        """The smallest sets of stated facts that, were they otherwise, would turn this answer, and to what.

        `together`: so many facts at a time at most; `most`: so many changes at most. CaseGone where the
        answer has no case any more: it was copied, pickled or read from JSON.
        """
        from qanun.runtime.answers.changes import changes_of

        try:
            found, *place = MAKES(self)
        except AttributeError:
            raise CaseGone(self.subject) from None
        return changes_of(self, found, *place, together=together, most=most)

    def under_readings(self) -> UnderReadings[Value]:
        """What this answer is under other choices of readings; or that it holds under all. CaseGone as for
        `changes`."""
        from qanun.runtime.answers.under_readings import under_readings

        try:
            found, *place = MAKES(self)
        except AttributeError:
            raise CaseGone(self.subject) from None
        return under_readings(found, *place)

    def to_json(self) -> dict[str, object]:
        """As plain JSON data: what is unknown is absent, null is none."""
        from qanun.runtime.answers.answer_writing import answer_to_json

        return answer_to_json(self)


@frozen(kw_only=True)
class Answers(Later, TypedAnswers[Way], PydanticHooks):
    """Base of the answers of a question; a generated class adds one Answer for each subject.

    `readings` are the chosen options of all readings the question can rest on; `fingerprint` that of the
    statutes; `headline` the first line for people, or None.

    They hold their case as long as they live, so that `short` can be asked; a copy, a pickle and JSON do not.
    """

    as_of: datetime | None
    readings: tuple[tuple[str, str], ...] = ()
    fingerprint: str
    headline: str | None = field(default=None)

    ANSWERED: ClassVar[tuple[Answered, ...]] = ()
    QUESTION: ClassVar[str] = ""

    def __bool__(self) -> object:
        raise TypeError(
            f"the answers to {self.QUESTION} are neither true nor false; ask one of them for its `.verdict`"
        )

    def each(self) -> tuple[Answer[object, Way], ...]:
        """Every answer, in the question's order."""
        return tuple(getattr(self, answered.name) for answered in self.ANSWERED)

    def short(self) -> Short:
        """The short answer: what follows, why, how else the law can be read, what it leaves open.

        CaseGone where the answers have no case any more: they were copied, pickled or read from JSON.
        """
        from qanun.runtime.answers.short import shortened

        try:
            found, *_ = MAKES(self)
        except AttributeError:
            raise CaseGone(self.QUESTION) from None
        return shortened(found)

    def undecided(self) -> Mapping[str, str]:
        """Of what `explore(…, certain=True)` leaves open: the answers, by attribute, of which nobody knows
        whether a missing fact can change them, and why. CaseGone as for `short`; ValueError where no solver
        was asked.
        """
        try:
            found, *_ = MAKES(self)
        except AttributeError:
            raise CaseGone(self.QUESTION) from None
        told: Mapping[str, str] | None = found.undecided
        if told is None:
            raise ValueError(f"{self.QUESTION} was not asked with certain=True")
        return told

    def receipt(self) -> Receipt:
        """All that it takes to give these answers again: law, day, readings, facts, answers.

        CaseGone as for `short`.
        """
        from qanun.runtime.answers.receipts import receipt_of

        try:
            found, *_ = MAKES(self)
        except AttributeError:
            raise CaseGone(self.QUESTION) from None
        return receipt_of(self, found)

    def to_json(self) -> dict[str, object]:
        """As plain JSON data, without loss."""
        from qanun.runtime.answers.answer_writing import answers_to_json

        return answers_to_json(self)

    @classmethod
    def from_json(cls, data: Mapping[str, object] | str | bytes) -> Self:
        """Back from `to_json`, or its JSON text; FactsRefused, with all mistakes, for another shape."""
        from qanun.runtime.answers.answer_wire import answers_from_json

        return answers_from_json(cls, data, Answer)

    @classmethod
    def json_schema(cls, refs: str = "") -> dict[str, object]:
        """The JSON Schema (draft 2020-12) of `to_json`; `refs` as of the facts."""
        from qanun.runtime.answers.schema import answers_schema

        return answers_schema(cls, refs)
