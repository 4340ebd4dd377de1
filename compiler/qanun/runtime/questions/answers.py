"""What a question answers: one shape everywhere, and how it is made from the outcomes of definitions."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar

from attrs import field, fields, frozen

from qanun.runtime.faults import Fault
from qanun.runtime.outcomes.undecided import Faulty, NotKnown, Pulled, Quiet, Undecided, merge
from qanun.runtime.questions.resting import LATER, Basis, Resting, Rests
from qanun.runtime.questions.verdicts import Verdict as Verdict
from qanun.runtime.values.limits import Limit
from qanun.runtime.values.penalties import Penalties
from qanun.runtime.values.pydantic_hooks import PydanticHooks
from qanun.runtime.values.sets import PartialSet
from qanun.runtime.values.states import State
from qanun.runtime.values.unknown import UNKNOWN, Unknown

if TYPE_CHECKING:
    from qanun.runtime.values.spec import Answered

T = TypeVar("T", covariant=True)


@frozen
class Answer(Rests, Generic[T]):
    """The answer about one rule or norm. It has no truth value: ask for its `verdict` or `value`.

    `value`: the rule's value; of a norm, whether it applies; UNKNOWN where facts are missing (of a set
    a PartialSet, if some members are certain), None where there is none (silent, in conflict, a fault).
    Of a rule about each thing of a list it is a tuple with an answer for each, in the list's order; `needs`
    and `fault` are then those of all.
    `state`, `due`, `end`, `penalties`: None where the norm has no such clause or does not apply, UNKNOWN
    where facts are missing. `due` and `end` are a day, which counts to its end, or a moment.
    `authority`: names of the bodies whose task it is; () is nobody named. `weighing`: what they are to weigh.
    `exercised`: "exercised", "exercised without power", None where no exercise is recorded, UNKNOWN where
    facts are missing.
    `barred_by`, `conflicts_with`, `silent_by`: names of the exceptions and norms, rules, silences.
    `needs`: the facts still needed, the most decisive first.
    `grounds`, `provisions`, `readings`: what the answer rests on. `fault`: what is wrong with the law here.

    Of an answer that `decide` gives, what it rests on is found when it is first asked for: until then it
    holds its case in memory. A copy, a pickle and JSON have what it rests on, and no case.
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
    exercised: str | Unknown | None = None
    barred_by: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    provisions: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    conflicts_with: tuple[str, ...] = ()
    silent_by: tuple[str, ...] = ()
    fault: Fault | None = None

    def __bool__(self) -> object:
        raise TypeError(
            f"the answer about {self.subject} is neither true nor false; "
            f"ask `.verdict` (here {self.verdict.value}) or `.value`"
        )

    def to_json(self) -> dict[str, object]:
        """As plain JSON data: what is unknown is absent, null is none."""
        from qanun.runtime.questions.answer_writing import answer_to_json

        return answer_to_json(self)


@frozen(kw_only=True)
class Answers(PydanticHooks):
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

    def __bool__(self) -> object:
        raise TypeError(
            f"the answers to {self.QUESTION} are neither true nor false; ask one of them for its `.verdict`"
        )

    def each(self) -> tuple[Answer[object], ...]:
        """Every answer, in the question's order."""
        return tuple(getattr(self, answered.name) for answered in self.ANSWERED)

    def to_json(self) -> dict[str, object]:
        """As plain JSON data, without loss."""
        from qanun.runtime.questions.answer_writing import answers_to_json

        return answers_to_json(self)

    @classmethod
    def from_json(cls, data: Mapping[str, object] | str | bytes) -> Self:
        """Back from `to_json`, or its JSON text; FactsRefused, with all mistakes, for another shape."""
        from qanun.runtime.questions.answer_wire import answers_from_json

        return answers_from_json(cls, data, Answer)

    @classmethod
    def json_schema(cls, refs: str = "") -> dict[str, object]:
        """The JSON Schema (draft 2020-12) of `to_json`; `refs` as of the facts."""
        from qanun.runtime.questions.schema import answers_schema

        return answers_schema(cls, refs)


# --- from outcomes to an answer ---------------------------------------------------------------------------

APPLIES = {
    "obligation": Verdict.MUST,
    "prohibition": Verdict.MUST_NOT,
    "permission": Verdict.MAY,
    "right": Verdict.MAY,
    "power": Verdict.DISCRETION,
    "silence": Verdict.SILENT,
}
"""The verdict of a subject of each kind that applies; of other kinds, yes."""

ONLY_IF_APPLIES = ("due", "end", "penalties", "authority")
"""What an answer does not bear where the norm surely does not apply."""

UNDECIDED = {
    NotKnown: Verdict.UNKNOWN,
    Faulty: Verdict.FAULT,
    Pulled: Verdict.IN_CONFLICT,
    Quiet: Verdict.SILENT,
}


def assemble(
    *,
    subject: str,
    label: str,
    kind: str,
    outcomes: Mapping[str, object],
    facts: Sequence[str],
    grounds: tuple[str, ...] = (),
    barring: tuple[str, ...] = (),
    provisions: tuple[str, ...] = (),
    readings: tuple[str, ...] = (),
    weighing: tuple[str, ...] = (),
) -> Answer[Any]:
    """The answer of one subject.

    `outcomes`: a value or an undecided outcome for `answer`, and for each of `state`, `due`, `end` (limits),
    `penalties`, `authority` (a name, or a tuple of them), `exercised` (a text or none) and `expired` (yes/no)
    that the subject has. `facts`: the question's facts in their order, for which the bits of masks stand.
    `barring`: the exceptions that surely defeat it, and the norms that prevail. The rest is what it rests on.

    Where the value is decided, its verdict stands; but where it applies and its state, due, end, penalties or
    authority is faulty, in conflict or silent, the verdict says so. `needs` are the facts for want of which
    the value is unknown, then those for want of which such a part is; a fault of a part counts where it
    applies. Where it surely does not apply nothing more is needed, even if its state (barred, or not
    applicable) cannot be told; nor is a power's record.
    """
    if not _OUTCOMES.issuperset(outcomes):
        raise ValueError(f"no answer tells {', '.join(sorted(outcomes.keys() - _OUTCOMES))}")
    value = outcomes["answer"]
    parts = {
        name: outcome
        for name, outcome in outcomes.items()
        if name not in ("answer", "expired") and not (value is False and name in ONLY_IF_APPLIES)
    }
    undecided = _open(value, parts)
    verdict = _verdict(kind, value, parts, outcomes)
    return Answer(
        subject=subject,
        label=label,
        verdict=verdict,
        value=_value(value),
        state=_told(parts.get("state"), State),
        due=_day(parts.get("due")),
        end=_day(parts.get("end")),
        penalties=_told(parts.get("penalties"), Penalties),
        authority=bodies(parts.get("authority")),
        weighing=weighing if value is not False else (),
        exercised=_told(parts.get("exercised"), str),
        barred_by=barring if verdict is Verdict.BARRED else (),
        needs=_needs(value, undecided, parts, facts),
        grounds=grounds,
        provisions=provisions,
        readings=readings,
        conflicts_with=_names(undecided, Pulled),
        silent_by=_names(undecided, Quiet) or ((subject,) if verdict is Verdict.SILENT else ()),
        fault=_fault(undecided),
    )


class Draft(Answer[Any]):
    """An answer while it is made: its parts can be set, and those that are its basis left out.

    Python sets a part without a detour only where both ways of changing one are its own.
    """

    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__


def made(answer: Any, basis: Basis) -> Answer[Any]:
    """The answer, done, with its basis. `basis` has what bars it also where that is not its verdict."""
    grounds, barring, answer.provisions, answer.readings = basis
    answer.grounds = grounds
    answer.barred_by = barring if answer.verdict is Verdict.BARRED else ()
    answer.__class__ = Answer
    done: Answer[Any] = answer
    return done


def made_later(answer: Any, resting: Resting, place: int) -> Answer[Any]:
    """The answer, done; its basis is found where a part of it is asked for."""
    answer._resting, answer._place = resting, place
    if answer.verdict is not Verdict.BARRED:
        answer.barred_by = ()
    answer.__class__ = Answer
    done: Answer[Any] = answer
    return done


def opened(answer: Answer[Any]) -> Any:
    """A copy that can be made anew, without its basis."""
    found: Any = object.__new__(Draft)
    for name in _SETTLED:
        setattr(found, name, getattr(answer, name))
    return found


_SETTLED = tuple(part.name for part in fields(Answer) if part.name not in LATER)


_OUTCOMES = frozenset(("answer", "state", "due", "end", "penalties", "authority", "exercised", "expired"))


def _open(value: object, parts: Mapping[str, object]) -> list[Undecided]:
    """What keeps the answer open: the value, or where it applies any part but a power's record."""
    if value is False:
        return []
    considered = (value,) if isinstance(value, Undecided) else _asked(parts)
    return [outcome for outcome in considered if isinstance(outcome, Undecided)]


def _asked(parts: Mapping[str, object]) -> tuple[object, ...]:
    """The outcomes of all parts but a power's record, which nobody need tell."""
    return tuple(outcome for name, outcome in parts.items() if name != "exercised")


# --- the verdict ------------------------------------------------------------------------------------------


def _verdict(
    kind: str, value: object, parts: Mapping[str, object], outcomes: Mapping[str, object]
) -> Verdict:
    if isinstance(value, Undecided):
        return UNDECIDED[type(value)]
    if isinstance(value, PartialSet):
        return Verdict.UNKNOWN
    state = parts.get("state")
    if value is False:
        if state == State.BARRED:
            return Verdict.BARRED
        return Verdict.NEED_NOT if kind == "obligation" else Verdict.NO
    if value is not True:
        return Verdict.VALUE
    return _verdict_if_applies(kind, parts, outcomes)


def _verdict_if_applies(kind: str, parts: Mapping[str, object], outcomes: Mapping[str, object]) -> Verdict:
    undecided = _open(True, parts)
    strongest = merge(undecided) if undecided else None
    if strongest is not None and not isinstance(strongest, NotKnown):
        return UNDECIDED[type(strongest)]
    if kind != "obligation":
        expired = _expired(parts, outcomes)
        if isinstance(expired, Undecided):
            return UNDECIDED[type(expired)]
        if expired:
            return Verdict.NO
    return APPLIES.get(kind, Verdict.YES)


def _expired(parts: Mapping[str, object], outcomes: Mapping[str, object]) -> bool | Undecided:
    """Whether its time is over: as told, else as its state says, else undecided where it has an end."""
    told = outcomes.get("expired")
    if isinstance(told, bool | Undecided):
        return told
    state = parts.get("state")
    if not isinstance(state, Undecided):
        return state == State.EXPIRED
    return state if parts.get("end") is not None else False


# --- the parts of the answer ------------------------------------------------------------------------------


def _told(outcome: object, kind: type[T]) -> T | Unknown | None:
    """A part of its kind; UNKNOWN where facts are missing, None where there is none."""
    if isinstance(outcome, kind):
        return outcome
    return UNKNOWN if isinstance(outcome, NotKnown) else None


def _value(outcome: object) -> object:
    """UNKNOWN where facts are missing (of a set: what is certain of it); None where there is no value."""
    if isinstance(outcome, NotKnown):
        return UNKNOWN if outcome.partial is None else outcome.partial
    return None if isinstance(outcome, Undecided) else outcome


def _day(outcome: object) -> date | datetime | Unknown | None:
    limit = _told(outcome, Limit)
    return limit.at if isinstance(limit, Limit) else limit


def bodies(outcome: object) -> tuple[str, ...]:
    match outcome:
        case str():
            return (str(outcome),)
        case tuple():
            return tuple(str(name) for name in outcome)
        case frozenset():
            return tuple(sorted(str(name) for name in outcome))
        case _:
            return ()


def _needs(
    value: object, undecided: Sequence[Undecided], parts: Mapping[str, object], facts: Sequence[str]
) -> tuple[str, ...]:
    """The facts still needed: those that alone could settle the value (or else a part), then the others.

    Behind those of an unknown value stand those that only a part needs.
    """
    alone = every = after = 0
    for outcome in undecided:
        if isinstance(outcome, NotKnown):
            every |= outcome.all
            if outcome is value or not isinstance(value, NotKnown):
                alone |= outcome.yes | outcome.no
    if isinstance(value, NotKnown):
        for part in _asked(parts):
            after |= part.all if isinstance(part, NotKnown) else 0
    return names_of(alone & every, facts) + names_of(every & ~alone, facts) + names_of(after & ~every, facts)


def names_of(mask: int, facts: Sequence[str]) -> tuple[str, ...]:
    """The facts for which the bits of a mask stand, in order."""
    found: list[str] = []
    while mask:
        lowest = mask & -mask
        found.append(facts[lowest.bit_length() - 1])
        mask ^= lowest
    return tuple(found)


def _names(undecided: Sequence[Undecided], kind: type[Pulled] | type[Quiet]) -> tuple[str, ...]:
    found: set[str] = set()
    for outcome in undecided:
        if isinstance(outcome, kind):
            found.update(outcome.others if isinstance(outcome, Pulled) else outcome.silences)
    return tuple(sorted(found))


def _fault(undecided: Sequence[Undecided]) -> Fault | None:
    """The first of the faults, in their fixed order."""
    faults = [fault for outcome in undecided if isinstance(outcome, Faulty) for fault in outcome.faults]
    return min(faults, key=Fault.sort_key) if faults else None
