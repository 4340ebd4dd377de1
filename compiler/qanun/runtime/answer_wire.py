"""Answers as plain JSON data, and back without loss. What is unknown is absent, null is none."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from attrs import fields

from qanun.runtime import wire
from qanun.runtime.answers import Answer, Answers, Verdict
from qanun.runtime.calendar import parse_date, parse_moment
from qanun.runtime.faults import FAULTS, FactsRefused, Fault, Mistake
from qanun.runtime.nearest import nearest
from qanun.runtime.spec import Kind
from qanun.runtime.values import UNKNOWN, Penalties, PenaltyRange, State

if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")
    AnswersT = TypeVar("AnswersT", bound=Answers)

LISTS = (
    "authority",
    "weighing",
    "barred_by",
    "needs",
    "grounds",
    "provisions",
    "readings",
    "conflicts_with",
    "silent_by",
)
"""The fields of an answer that are tuples of texts."""

# --- out --------------------------------------------------------------------------------------------------


def answer_to_json(answer: Answer[object]) -> dict[str, object]:
    """One answer."""
    plain: dict[str, object] = {}
    for attribute in fields(Answer):
        value = getattr(answer, attribute.name)
        if value is not UNKNOWN:
            plain[attribute.name] = _part_to_json(value)
    return plain


def _part_to_json(value: object) -> object:
    match value:
        case Penalties():
            return [[_range_to_json(limits) for limits in part] for part in value.alternatives]
        case Fault():
            return fault_to_json(value)
        case _:
            return wire.to_json(value)


def _range_to_json(limits: PenaltyRange) -> dict[str, object]:
    low = None if limits.low is None else wire.measure_text(limits.low)
    return {"kind": limits.kind, "low": low, "high": wire.measure_text(limits.high)}


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


def answers_to_json(answers: Answers) -> dict[str, object]:
    """All answers of a question, with what they were asked for."""
    return {
        "question": answers.QUESTION,
        "as_of": None if answers.as_of is None else answers.as_of.astimezone(UTC).isoformat(),
        "readings": dict(answers.readings),
        "fingerprint": answers.fingerprint,
        "headline": answers.headline,
        "answers": {a.name: answer_to_json(getattr(answers, a.name)) for a in answers.ANSWERED},
    }


# --- in ---------------------------------------------------------------------------------------------------


class _Reader:
    """Takes an object's parts by name, and collects what is wrong, with paths."""

    def __init__(self, data: object, path: str, mistakes: list[Mistake], names: Iterable[str]) -> None:
        self.path = path
        self.mistakes = mistakes
        self.data: Mapping[str, object] = {}
        if not isinstance(data, Mapping):
            self.wrong("", "expected an object")
            return
        self.data = data
        known = list(names)
        for name in data:
            if name not in known:
                mistakes.append(Mistake(self.at(name), "is not part of an answer", nearest(str(name), known)))

    def at(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path and name else self.path or name or "answers"

    def wrong(self, name: str, sentence: str) -> None:
        self.mistakes.append(Mistake(self.at(name), sentence))

    def text(self, name: str) -> str:
        value = self.data.get(name)
        if isinstance(value, str):
            return value
        self.wrong(name, "expected a text")
        return ""

    def text_or_none(self, name: str) -> str | None:
        return None if self.data.get(name) is None else self.text(name)

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.data.get(name, [])
        if isinstance(value, list | tuple) and all(isinstance(part, str) for part in value):
            return tuple(value)
        self.wrong(name, "expected a list of texts")
        return ()

    def moment(self, name: str) -> datetime | None:
        words = self.text_or_none(name)
        try:
            return None if words is None else parse_moment(words)
        except ValueError as error:
            self.wrong(name, str(error))
            return None

    def day(self, name: str) -> object:
        """A date or a moment; UNKNOWN where it is absent."""
        if name not in self.data:
            return UNKNOWN
        words = self.text_or_none(name)
        try:
            return None if words is None else parse_date(words) if len(words) == 10 else parse_moment(words)
        except ValueError as error:
            self.wrong(name, str(error))
            return None

    def member(self, name: str, options: type[StrEnum]) -> object:
        """An option; UNKNOWN where it is absent, None where it is null."""
        if name not in self.data:
            return UNKNOWN
        value = self.data[name]
        if value is None:
            return None
        if isinstance(value, str) and value in [option.value for option in options]:
            return options(value)
        self.wrong(name, f"expected one of {', '.join(option.value for option in options)}")
        return None


def answer_from_json(data: object, kind: Kind, or_none: bool, path: str, mistakes: list[Mistake]) -> object:
    """One answer, its value of this kind; mistakes are added to the list, and None is returned."""
    before = len(mistakes)
    reader = _Reader(data, path, mistakes, (attribute.name for attribute in fields(Answer)))
    if not isinstance(data, Mapping):
        return None
    verdict = reader.member("verdict", Verdict)
    if not isinstance(verdict, Verdict) and len(mistakes) == before:
        reader.wrong("verdict", "expected a verdict")
    value: object = UNKNOWN
    if "value" in reader.data:
        value = wire.from_json(reader.data["value"], kind, True, reader.at("value"), mistakes)
    parts = {
        "subject": reader.text("subject"),
        "label": reader.text("label"),
        "verdict": verdict,
        "value": value,
        "state": reader.member("state", State),
        "due": reader.day("due"),
        "end": reader.day("end"),
        "penalties": _penalties(reader),
        "exercised": reader.text_or_none("exercised"),
        "fault": _fault(reader),
        **{name: reader.texts(name) for name in LISTS},
    }
    return made(Answer, parts) if len(mistakes) == before else None


def _penalties(reader: _Reader) -> object:
    if "penalties" not in reader.data:
        return UNKNOWN
    data = reader.data["penalties"]
    if data is None:
        return None
    try:
        alternatives = wire.sequence(data)
        return Penalties(tuple(tuple(_range(limits) for limits in wire.sequence(a)) for a in alternatives))
    except ValueError:
        reader.wrong("penalties", "expected alternatives, each a list of kind, low and high")
        return None


def _range(data: object) -> PenaltyRange:
    if not isinstance(data, Mapping) or set(data) != {"kind", "low", "high"}:
        raise wire.Misread
    kind, low, high = data["kind"], data["low"], data["high"]
    if not isinstance(kind, str):
        raise wire.Misread
    return PenaltyRange(kind, None if low is None else wire.measure(low), wire.measure(high))


def _fault(reader: _Reader) -> Fault | None:
    data = reader.data.get("fault")
    if data is None:
        return None
    if isinstance(data, Mapping) and isinstance(data.get("kind"), str) and data["kind"] in FAULTS:
        kind = FAULTS[data["kind"]]
        if set(data) == {"kind", "message", *kind.__match_args__}:
            parts = {name: _tupled(data[name]) for name in kind.__match_args__}
            if all(_fits(name, part) for name, part in parts.items()):
                return kind(*parts.values())
    reader.wrong("fault", f"expected a fault: its kind, one of {', '.join(FAULTS)}, its message and data")
    return None


def _fits(name: str, part: object) -> bool:
    """Whether a part of a fault is of its type."""
    match name:
        case "grounds":
            return isinstance(part, tuple) and all(
                isinstance(ground, tuple)
                and len(ground) == 3
                and isinstance(ground[0], str)
                and isinstance(ground[1], str)
                and _are_texts(ground[2])
                for ground in part
            )
        case "provisions" | "candidates":
            return _are_texts(part)
        case _:
            return isinstance(part, str)


def _are_texts(part: object) -> bool:
    return isinstance(part, tuple) and all(isinstance(text, str) for text in part)


def _tupled(data: object) -> object:
    return tuple(_tupled(part) for part in data) if isinstance(data, list | tuple) else data


def answers_from_json(cls: "type[AnswersT]", data: Mapping[str, object]) -> "AnswersT":
    """All answers of a question; FactsRefused, with all mistakes, where the data are not of that shape."""
    mistakes: list[Mistake] = []
    if not isinstance(data, Mapping):
        raise FactsRefused((Mistake(cls.__name__, "expected an object"),), cls.__name__)
    names = ("question", "as_of", "readings", "fingerprint", "headline", "answers")
    reader = _Reader(data, "", mistakes, names)
    question = reader.text("question")
    if question not in ("", cls.QUESTION):
        reader.wrong("question", f"expected {cls.QUESTION}, not {question}")
    inner = _Reader(reader.data.get("answers"), "answers", mistakes, (a.name for a in cls.ANSWERED))
    parts: dict[str, object] = {
        a.name: answer_from_json(inner.data.get(a.name), a.kind, a.or_none, inner.at(a.name), mistakes)
        for a in cls.ANSWERED
    }
    parts |= {
        "as_of": reader.moment("as_of"),
        "readings": _readings(reader),
        "fingerprint": reader.text("fingerprint"),
        "headline": reader.text_or_none("headline"),
    }
    if mistakes:
        raise FactsRefused(tuple(mistakes), cls.__name__)
    return made(cls, parts)


def made(cls: "type[T]", parts: Mapping[str, object]) -> "T":
    """An instance of a class from parts that have been checked, by name."""
    make: Callable[..., T] = cls
    return make(**parts)


def _readings(reader: _Reader) -> tuple[tuple[str, str], ...]:
    data = reader.data.get("readings")
    if isinstance(data, Mapping) and all(isinstance(option, str) for option in data.values()):
        return tuple((str(name), str(option)) for name, option in data.items())
    reader.wrong("readings", "expected an object of readings with their options")
    return ()
