"""Answers as plain JSON data, without loss. What is unknown is absent, null is none."""

from datetime import UTC
from typing import Any

from qanun.runtime.faults import Fault
from qanun.runtime.values.json_writing import measure_text, to_json
from qanun.runtime.values.penalties import Penalties, PenaltyRange
from qanun.runtime.values.unknown import UNKNOWN

OPEN = ("value", "state", "due", "end", "penalties", "exercised")
"""The fields of an answer that may be unknown: they are absent then. Every other is always there."""


def answer_to_json(answer: Any) -> dict[str, object]:
    """One answer, part after part as its class has them."""
    plain = {
        "subject": answer.subject,
        "label": answer.label,
        "verdict": answer.verdict._value_,
        "value": _value(answer.value),
        "state": _part(answer.state),
        "due": _part(answer.due),
        "end": _part(answer.end),
        "penalties": _penalties(answer.penalties),
        "authority": [to_json(body) for body in answer.authority],
        "weighing": [*answer.weighing],
        "exercised": answer.exercised,
        "barred_by": [*answer.barred_by],
        "needs": [*answer.needs],
        "grounds": [*answer.grounds],
        "provisions": [*answer.provisions],
        "readings": [*answer.readings],
        "conflicts_with": [*answer.conflicts_with],
        "silent_by": [*answer.silent_by],
        "fault": None if answer.fault is None else fault_to_json(answer.fault),
        "sentence": answer.sentence,
    }
    for name in OPEN:
        if plain[name] is UNKNOWN:
            del plain[name]
    return plain


def said_to_json(said: Any) -> dict[str, object]:
    """What an answer, or something like it, says: whatever it rests on."""
    plain = {
        "verdict": said.verdict._value_,
        "value": _value(said.value),
        "state": _part(said.state),
        "due": _part(said.due),
        "end": _part(said.end),
        "penalties": _penalties(said.penalties),
        "sentence": said.sentence,
    }
    return {name: part for name, part in plain.items() if part is not UNKNOWN}


def _value(value: Any) -> object:
    """A value; of a rule about each thing of a list the answers about them."""
    if value.__class__ is tuple and value and hasattr(value[0], "verdict"):
        return [answer_to_json(one) for one in value]
    return _part(value)


def _part(value: object) -> object:
    return value if value is None or value is UNKNOWN else to_json(value)


def _penalties(penalties: Penalties | Any) -> object:
    if not isinstance(penalties, Penalties):
        return penalties
    return [[_range_to_json(limits) for limits in part] for part in penalties.alternatives]


def _range_to_json(limits: PenaltyRange) -> dict[str, object]:
    low = None if limits.low is None else measure_text(limits.low)
    return {"kind": limits.kind, "low": low, "high": measure_text(limits.high)}


def fault_to_json(fault: Fault) -> dict[str, object]:
    """Its kind, its message, and its data by name."""
    data = zip(fault.__match_args__, fault.args, strict=True)
    return {
        "kind": type(fault).__name__,
        "message": str(fault),
        **{name: _listed(value) for name, value in data},
    }


def _listed(value: object) -> object:
    return [_listed(part) for part in value] if isinstance(value, tuple) else value


def answers_to_json(answers: Any) -> dict[str, object]:
    """All answers of a question, with what they were asked for."""
    return {
        "question": answers.QUESTION,
        "as_of": None if answers.as_of is None else answers.as_of.astimezone(UTC).isoformat(),
        "readings": dict(answers.readings),
        "fingerprint": answers.fingerprint,
        "headline": answers.headline,
        "answers": {one.name: answer_to_json(getattr(answers, one.name)) for one in answers.ANSWERED},
    }
