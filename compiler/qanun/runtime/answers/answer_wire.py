"""Answers from JSON data, as `answer_writing` writes them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from qanun.runtime.answers.answer_writing import OPEN
from qanun.runtime.answers.coherence import astray
from qanun.runtime.answers.verdicts import Verdict
from qanun.runtime.faults import FAULTS, FactsRefused, Fault, Mistake
from qanun.runtime.nearest import guess
from qanun.runtime.values.json_reading import value_from_json
from qanun.runtime.values.json_text import below, parse
from qanun.runtime.values.json_values import Misread, day_or_moment, measure, moment, parts, sequence
from qanun.runtime.values.penalties import Penalties, PenaltyRange
from qanun.runtime.values.sets import PartialSet
from qanun.runtime.values.spec import Answered, Kind
from qanun.runtime.values.states import State
from qanun.runtime.values.unknown import UNKNOWN

AnswersT = TypeVar("AnswersT")

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
PARTS = ("subject", "label", "verdict", "fault", "sentence", *OPEN, *LISTS)
"""The fields of an answer."""
EXERCISED = ("exercised", "exercised without power")


class _Reader:
    """Takes an object's parts by name, and collects what is wrong, with paths.

    Every part is there, but for those that may be unknown (`open`); no other is.
    """

    def __init__(
        self,
        data: object,
        path: str,
        mistakes: list[Mistake],
        names: Iterable[str],
        open: Sequence[str] = (),
    ) -> None:
        self.path = path
        self.mistakes = mistakes
        self.data: Mapping[str, object] = {}
        self.whole = isinstance(data, Mapping)
        if not isinstance(data, Mapping):
            self.wrong("", "expected an object")
            return
        self.data = data
        known = list(names)
        for name in data:
            if name not in known:
                near = guess(str(name), known, mistakes)
                mistakes.append(Mistake(self.at(name), "is not part of an answer", near))
        for name in known:
            if name not in data and name not in open:
                self.wrong(name, "is missing")

    def at(self, name: str) -> str:
        return below(self.path, name) if name else self.path

    def wrong(self, name: str, sentence: str) -> None:
        self.mistakes.append(Mistake(self.at(name), sentence))

    def text(self, name: str) -> str:
        value = self.data.get(name, "")
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

    def day(self, name: str, read: Callable[[object], date | datetime] = day_or_moment) -> object:
        """A date or a moment; UNKNOWN where it is absent."""
        value = self.data.get(name, UNKNOWN)
        if value is None or value is UNKNOWN:
            return value
        try:
            return read(value)
        except ValueError as error:
            self.wrong(name, str(error) or "expected a day or a moment")
            return None

    def member(self, name: str, options: type[StrEnum]) -> object:
        """An option; UNKNOWN where it is absent, None where it is null."""
        value = self.data.get(name, UNKNOWN)
        if value is None or value is UNKNOWN:
            return value
        if isinstance(value, str) and value in [option.value for option in options]:
            return options(value)
        self.wrong(name, f"expected one of {', '.join(option.value for option in options)}")
        return None

    def members(self, name: str, options: type[StrEnum]) -> tuple[StrEnum, ...]:
        """A list of options."""
        texts = self.texts(name)
        known = [option.value for option in options]
        for place, text in enumerate(texts):
            if text not in known:
                near = guess(text, known, self.mistakes)
                at = below(self.at(name), str(place))
                self.mistakes.append(Mistake(at, f"expected one of {', '.join(known)}", near))
        return tuple(options(text) for text in texts if text in known)


def answer_from_json(
    make: Callable[..., Any], data: object, answered: Answered, path: str, mistakes: list[Mistake]
) -> object:
    """One answer, which `make` makes of its parts; mistakes are added to the list, and None is returned."""
    before = len(mistakes)
    reader = _Reader(data, path, mistakes, PARTS, (*OPEN, "sentence"))
    if not reader.whole:
        return None
    verdict = reader.member("verdict", Verdict)
    if verdict is None and len(mistakes) == before:
        reader.wrong("verdict", "expected a verdict")
    if reader.data.get("subject", answered.subject) != answered.subject:
        reader.wrong("subject", f"expected {answered.subject}")
    if reader.data.get("exercised") not in (None, *EXERCISED):
        reader.wrong("exercised", f"expected null, {' or '.join(EXERCISED)}")
    value: object = UNKNOWN
    if "value" in reader.data and answered.each:
        value = _each(make, reader, answered)
    elif "value" in reader.data:
        value = value_from_json(reader.data["value"], answered.kind, reader.at("value"), mistakes)
        if verdict is Verdict.UNKNOWN and isinstance(reader.data["value"], Mapping):
            value = _in_part(value, answered.kind)
    read = {
        "subject": answered.subject,
        "label": reader.text("label"),
        "verdict": verdict,
        "value": value,
        "state": reader.member("state", State),
        "due": reader.day("due"),
        "end": reader.day("end"),
        "penalties": _penalties(reader),
        "exercised": reader.data.get("exercised", UNKNOWN),
        "fault": _fault(reader),
        "sentence": reader.text("sentence"),
        **{name: reader.texts(name) for name in LISTS},
    }
    if answered.bodies is not None:
        read["authority"] = reader.members("authority", answered.bodies)
    if len(mistakes) > before:
        return None
    answer = make(**read)
    for part in astray(answer, answered.each):
        reader.wrong(part, f"does not go with the verdict {answer.verdict.value}")
    return answer


def _in_part(value: object, kind: Kind) -> object:
    """A set of which an answer tells some members: these may be all options, and the whole unknown yet."""
    if not isinstance(value, frozenset) or kind.element is None or kind.element.options is None:
        return value
    return PartialSet(tuple((option, option in value) for option in kind.element.options))


def _each(make: Callable[..., Any], reader: _Reader, answered: Answered) -> object:
    """The answers about the things of a list."""
    data = reader.data["value"]
    if data is None:
        return None
    if not isinstance(data, list | tuple):
        reader.wrong("value", "expected a list of answers")
        return None
    one = Answered(
        answered.name,
        answered.subject,
        answered.label,
        answered.kind,
        or_none=answered.or_none,
        bodies=answered.bodies,
    )
    at = reader.at("value")
    return tuple(
        answer_from_json(make, part, one, below(at, str(place)), reader.mistakes)
        for place, part in enumerate(data)
    )


def _penalties(reader: _Reader) -> object:
    if "penalties" not in reader.data:
        return UNKNOWN
    data = reader.data["penalties"]
    if data is None:
        return None
    try:
        alternatives = sequence(data)
        return Penalties(tuple(tuple(_range(limits) for limits in sequence(a)) for a in alternatives))
    except ValueError:
        reader.wrong("penalties", "expected alternatives, each a list of kind, low and high")
        return None


def _range(data: object) -> PenaltyRange:
    names = {"kind", "low", "high"}
    found = parts(data, names, names)
    kind, low, high = found["kind"], found["low"], found["high"]
    if not isinstance(kind, str):
        raise Misread
    return PenaltyRange(kind, None if low is None else measure(low), measure(high))


def _fault(reader: _Reader) -> Fault | None:
    data = reader.data.get("fault")
    if data is None:
        return None
    if isinstance(data, Mapping) and isinstance(data.get("kind"), str) and data["kind"] in FAULTS:
        kind = FAULTS[data["kind"]]
        if set(data) == {"kind", "message", *kind.__match_args__}:
            found = {name: _tupled(data[name]) for name in ("message", *kind.__match_args__)}
            if all(_fits(name, part) for name, part in found.items()):
                return kind(*(found[name] for name in kind.__match_args__))
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


def _tupled(data: object, depth: int = 3) -> object:
    """Lists as tuples, as deep as a fault has them."""
    if depth and isinstance(data, list | tuple):
        return tuple(_tupled(part, depth - 1) for part in data)
    return data


def answers_from_json(
    cls: type[AnswersT], data: Mapping[str, object] | str | bytes, one: Callable[..., Any]
) -> AnswersT:
    """All answers of a question, each made by `one`; FactsRefused, with all mistakes, for another shape."""
    mistakes: list[Mistake] = []
    plain = parse(data, mistakes) if isinstance(data, str | bytes) else data
    read = {} if mistakes and plain is None else _answers(cls, plain, mistakes, one)
    if mistakes:
        raise FactsRefused(tuple(dict.fromkeys(mistakes)), cls.__name__)
    return cls(**read)


def _answers(cls: Any, data: object, mistakes: list[Mistake], one: Callable[..., Any]) -> dict[str, Any]:
    names = ("question", "as_of", "readings", "fingerprint", "headline", "answers")
    reader = _Reader(data, "", mistakes, names)
    if not reader.whole:
        return {}
    if reader.data.get("question", cls.QUESTION) != cls.QUESTION:
        reader.wrong("question", f"expected {cls.QUESTION}")
    answers = reader.data.get("answers", {})
    inner = _Reader(answers, "/answers", mistakes, [a.name for a in cls.ANSWERED])
    read: dict[str, object] = {
        a.name: answer_from_json(one, inner.data[a.name], a, inner.at(a.name), mistakes)
        for a in cls.ANSWERED
        if a.name in inner.data
    }
    return {
        **read,
        "as_of": reader.day("as_of", moment),
        "readings": _readings(reader),
        "fingerprint": reader.text("fingerprint"),
        "headline": reader.text_or_none("headline"),
    }


def _readings(reader: _Reader) -> tuple[tuple[str, str], ...]:
    data = reader.data.get("readings", {})
    if isinstance(data, Mapping) and all(isinstance(option, str) for option in data.values()):
        return tuple((str(name), str(option)) for name, option in data.items())
    reader.wrong("readings", "expected an object of readings with their options")
    return ()
