"""The answer about a rule that is about each thing of a list: one answer for each, in the list's order."""

from collections.abc import Sequence
from typing import Any

from qanun.runtime.answers.answers import Answer, Verdict
from qanun.runtime.answers.assembling import UNDECIDED, names_of
from qanun.runtime.faults import Fault
from qanun.runtime.outcomes.undecided import Faulty, NotKnown, Pulled, Quiet, Undecided
from qanun.runtime.values.unknown import UNKNOWN


def each_answered(
    *, provisions: tuple[str, ...], readings: tuple[str, ...], **found: Any
) -> Answer[tuple[Answer[Any], ...]]:
    """The answer whose value is an answer for each thing: the parts that `of_each` makes of what was found,
    and all that any of the answers rests on."""
    return Answer(**of_each(**found), provisions=provisions, readings=readings)


def of_each(
    *, subject: str, label: str, listed: object, answers: Sequence[Answer[Any]], facts: Sequence[str]
) -> dict[str, Any]:
    """The parts of an answer whose value is an answer for each thing, but for what it rests on.

    `listed` is the list, or the undecided outcome in its place: then there are no `answers`, and the verdict
    says why. `needs` are the facts that the list or any of the answers still needs, `fault` the first of
    theirs.
    """
    undecided = listed if isinstance(listed, Undecided) else None
    return {
        "subject": subject,
        "label": label,
        "verdict": Verdict.VALUE if undecided is None else UNDECIDED[type(undecided)],
        "value": tuple(answers) if undecided is None else UNKNOWN if isinstance(listed, NotKnown) else None,
        "needs": _needs(undecided, answers, facts),
        "conflicts_with": undecided.others if isinstance(undecided, Pulled) else (),
        "silent_by": undecided.silences if isinstance(undecided, Quiet) else (),
        "fault": _fault(undecided, answers),
    }


def _needs(
    undecided: Undecided | None, answers: Sequence[Answer[Any]], facts: Sequence[str]
) -> tuple[str, ...]:
    """The facts that are needed, those first that some answer needs most."""
    if isinstance(undecided, NotKnown):
        return names_of(undecided.all, facts)
    place: dict[str, int] = {}
    for answer in answers:
        for number, name in enumerate(answer.needs):
            place[name] = min(number, place.get(name, number))
    return tuple(sorted(place, key=lambda name: (place[name], facts.index(name))))


def _fault(undecided: Undecided | None, answers: Sequence[Answer[Any]]) -> Fault | None:
    """The first of the faults, in their fixed order."""
    faults = [answer.fault for answer in answers if answer.fault is not None]
    if isinstance(undecided, Faulty):
        faults += undecided.faults
    return min(faults, key=Fault.sort_key) if faults else None
