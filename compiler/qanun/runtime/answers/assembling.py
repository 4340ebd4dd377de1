"""From the outcomes of definitions to an answer, whatever they are."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from qanun.runtime.answers.answers import Answer, Verdict
from qanun.runtime.faults import Fault
from qanun.runtime.outcomes.undecided import Faulty, NotKnown, Pulled, Quiet, Undecided, merge
from qanun.runtime.values.limits import Limit
from qanun.runtime.values.penalties import Penalties
from qanun.runtime.values.sets import PartialSet
from qanun.runtime.values.states import State
from qanun.runtime.values.unknown import UNKNOWN, Unknown

T = TypeVar("T")

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
    grounds: tuple[str, ...] = (),
    barring: tuple[str, ...] = (),
    provisions: tuple[str, ...] = (),
    readings: tuple[str, ...] = (),
    **found: Any,
) -> Answer[Any]:
    """The answer of one subject: what `parts` makes of what was found, and what it rests on.

    `barring`: the exceptions that surely defeat it, and the norms that prevail.
    """
    made = parts(**found)
    bars = barring if made["verdict"] is Verdict.BARRED else ()
    return Answer(**made, barred_by=bars, grounds=grounds, provisions=provisions, readings=readings)


def parts(
    *,
    subject: str,
    label: str,
    kind: str,
    outcomes: Mapping[str, object],
    facts: Sequence[str],
    weighing: tuple[str, ...] = (),
    body: Callable[[str], str] = str,
) -> dict[str, Any]:
    """The parts of one subject's answer, but for what it rests on.

    `outcomes`: a value or an undecided outcome for `answer`, and for each of `state`, `due`, `end` (limits),
    `penalties`, `authority` (a name, or a tuple of them), `exercised` (a text or none) and `expired` (yes/no)
    that the subject has. `facts`: the question's facts in their order, for which the bits of masks stand.
    `body` makes a body of its name.

    Where the value is decided, its verdict stands; but where it applies and its state, due, end, penalties or
    authority is faulty, in conflict or silent, the verdict says so. `needs` are the facts for want of which
    the value is unknown, then those for want of which such a part is; a fault of a part counts where it
    applies. Where it surely does not apply nothing more is needed, even if its state (barred, or not
    applicable) cannot be told; nor is a power's record.
    """
    if not _OUTCOMES.issuperset(outcomes):
        raise ValueError(f"no answer tells {', '.join(sorted(outcomes.keys() - _OUTCOMES))}")
    value = outcomes["answer"]
    others = {
        name: outcome
        for name, outcome in outcomes.items()
        if name not in ("answer", "expired") and not (value is False and name in ONLY_IF_APPLIES)
    }
    undecided = _open(value, others)
    verdict = _verdict(kind, value, others, outcomes)
    return {
        "subject": subject,
        "label": label,
        "verdict": verdict,
        "value": _value(value),
        "state": _told(others.get("state"), State),
        "due": _day(others.get("due")),
        "end": _day(others.get("end")),
        "penalties": _told(others.get("penalties"), Penalties),
        "authority": bodies(others.get("authority"), body),
        "weighing": weighing if value is not False else (),
        "exercised": _told(others.get("exercised"), str),
        "needs": _needs(value, undecided, others, facts),
        "conflicts_with": _names(undecided, Pulled),
        "silent_by": _names(undecided, Quiet) or ((subject,) if verdict is Verdict.SILENT else ()),
        "fault": _fault(undecided),
    }


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


def bodies(outcome: object, body: Callable[[str], str]) -> tuple[str, ...]:
    """The bodies that an outcome names, in order."""
    match outcome:
        case str():
            return (body(outcome),)
        case tuple():
            return tuple([body(name) for name in outcome])
        case frozenset():
            return tuple(sorted([body(name) for name in outcome]))
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
