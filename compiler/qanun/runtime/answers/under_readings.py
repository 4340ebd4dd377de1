"""An answer under all readings: which choices of them have it otherwise, or that it holds under all."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Generic, Protocol

from attrs import asdict, frozen

from qanun.runtime.answers.answer_writing import said_to_json
from qanun.runtime.answers.deciding import OPEN, signature
from qanun.runtime.answers.verdicts import Verdict
from qanun.runtime.answers.wording import SENTENCES
from qanun.runtime.evaluation.tables import Reading, Table
from qanun.runtime.type_variables import TypeVar
from qanun.runtime.values.penalties import Penalties
from qanun.runtime.values.states import State
from qanun.runtime.values.unknown import Unknown

Value = TypeVar("Value", covariant=True)

MOST_TRIED = 256
"""So many choices of readings are put to the law."""


@frozen
class Read:
    """A reading and how it is taken: its qualified name, what it asks, the option, and its label."""

    reading: str
    question: str
    option: str
    label: str

    def __str__(self) -> str:
        return f"{self.question} “{self.label}”"


@frozen
class Under(Generic[Value]):
    """What an answer is under some readings. `reads`: the choices under which it is that, whatever the other
    readings are; none of them where it rests on no reading."""

    reads: tuple[tuple[Read, ...], ...]
    verdict: Verdict
    value: Value | Unknown
    state: State | Unknown | None
    due: date | datetime | Unknown | None
    end: date | datetime | Unknown | None
    penalties: Penalties | Unknown | None
    sentence: str


@frozen
class UnderReadings(Generic[Value]):
    """An answer under all readings: first as it stands, then each other that it can be.

    `holds`: whether it is proved that it is the same under all of them, and certain. `is_whole`: whether all
    choices were looked at on which it rests.
    """

    found: tuple[Under[Value], ...]
    holds: bool
    is_whole: bool

    def as_text(self) -> str:
        """As lines, below what stands."""
        first, *others = self.found
        lines = [
            f"  - {'; '.join(str(one) for one in reads)}: {other.sentence}"
            for other in others
            for reads in other.reads
        ]
        if self.holds:
            lines.append(f"  - {SENTENCES['readings.all']}")
        if not self.is_whole:
            lines.append(f"  - {SENTENCES['readings.more']}")
        return "\n".join([first.sentence, *lines]) + "\n"

    def as_dict(self) -> dict[str, object]:
        """As plain JSON data."""
        return {
            "found": [
                {"reads": [[asdict(one) for one in reads] for reads in under.reads], **said_to_json(under)}
                for under in self.found
            ],
            "holds": self.holds,
            "is_whole": self.is_whole,
        }

    def __str__(self) -> str:
        return self.as_text()


class CaseOf(Protocol):
    """A case as it was answered."""

    @property
    def table(self) -> Table: ...

    @property
    def chosen(self) -> Mapping[str, str]:
        """The option of each reading."""
        ...

    @property
    def settling(self) -> frozenset[str]:
        """The readings on which it rests what always holds."""
        ...

    def at(self, place: int, number: int | None) -> Any:
        """The answer at a place; of one about each thing of a list that about one of them."""
        ...

    def under(self, readings: Mapping[str, str]) -> "CaseOf | None":
        """The case under these readings; None where it cannot be so then."""
        ...


def under_readings(case: CaseOf, place: int, number: int | None = None) -> UnderReadings[Any]:
    """The answer at a place of a case under all readings."""
    tried = _Tried(case, place, number)
    every: dict[tuple[object, ...], tuple[Any, list[Mapping[str, str]]]] = {}
    for said, answer, reads in tried.ways({}):
        every.setdefault(said, (answer, []))[1].append(reads)
    before = signature(case.at(place, number))
    found = sorted(every.items(), key=lambda pair: pair[0] != before)
    is_whole = tried.left >= 0
    return UnderReadings(
        tuple(_under(answer, [tried.read(one) for one in reads]) for _, (answer, reads) in found),
        is_whole and len(found) == 1 and found[0][1][0].verdict not in OPEN,
        is_whole,
    )


def _under(answer: Any, reads: Sequence[tuple[Read, ...]]) -> Under[Any]:
    return Under(
        reads=tuple(one for one in reads if one),
        verdict=answer.verdict,
        value=answer.value,
        state=answer.state,
        due=answer.due,
        end=answer.end,
        penalties=answer.penalties,
        sentence=answer.sentence,
    )


Way = tuple[tuple[object, ...], Any, Mapping[str, str]]
"""What an answer says, the answer, and the choices under which it is that."""


class _Tried:
    """Goes through the readings on which the answer rests, as it turns out under those that are chosen: what
    it does not rest on cannot change it."""

    def __init__(self, case: CaseOf, place: int, number: int | None) -> None:
        self._case = case
        self._place = place
        self._number = number
        self._readings: Mapping[str, Reading] = case.table.readings
        self.left = MOST_TRIED

    def ways(self, fixed: Mapping[str, str]) -> list[Way]:
        """What it is under all choices in which these are so: first as they are taken in the case. Choices
        that make no difference are left out."""
        self.left -= 1
        if self.left < 0:
            return []
        case = self._case.under({**self._case.chosen, **fixed})
        answer = None if case is None else case.at(self._place, self._number)
        rests = self._case.settling | frozenset(() if answer is None else answer.readings)
        free = next((name for name in self._readings if name in rests and name not in fixed), None)
        if free is None:
            return [] if answer is None else [(signature(answer), answer, fixed)]
        found = [way for option in self._options(free) for way in self.ways({**fixed, free: option})]
        if len({said for said, _, _ in found}) == 1:
            return [(found[0][0], found[0][1], fixed)]
        return found

    def _options(self, name: str) -> Iterator[str]:
        """The options of a reading, that of the case first."""
        taken = self._case.chosen[name]
        yield taken
        yield from (option for option, _ in self._readings[name].options if option != taken)

    def read(self, chosen: Mapping[str, str]) -> tuple[Read, ...]:
        """Choices, with what they ask."""
        return tuple(
            Read(name, reading.label, option, dict(reading.options)[option])
            for name, option in chosen.items()
            for reading in (self._readings[name],)
        )
