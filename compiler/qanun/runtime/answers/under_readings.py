"""An answer under all readings: which choices of them have it otherwise, or that it holds under all."""

from collections.abc import Callable, Iterator, Mapping, Set
from typing import Any, Generic, Protocol

from attrs import asdict, frozen

from qanun.runtime.answers.answer_writing import said_to_json
from qanun.runtime.answers.deciding import OPEN, signature
from qanun.runtime.answers.instead import Instead, Value, parts_of
from qanun.runtime.answers.wording import SENTENCES
from qanun.runtime.evaluation.tables import Reading, Table
from qanun.runtime.values.unknown import Unknown

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


@frozen(kw_only=True)
class Under(Instead[Value | Unknown], Generic[Value]):
    """What an answer is under some readings. `reads`: the choices under which it is that, whatever the other
    readings are; none of them where it rests on no reading."""

    reads: tuple[tuple[Read, ...], ...]


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


class Reads(Protocol):
    """A case that can be put again under other readings."""

    @property
    def table(self) -> Table: ...

    @property
    def chosen(self) -> Mapping[str, str]:
        """The option of each reading."""
        ...

    def again(self, *, readings: Mapping[str, str]) -> Any:
        """The case under these readings; None where it cannot be so then."""
        ...


class CaseOf(Reads, Protocol):
    """A case as it was answered."""

    def turning(
        self, readings: Mapping[str, str], place: int | None = None, number: int | None = None
    ) -> Set[str]:
        """The readings on which it turns what the answer at a place is, besides these."""
        ...

    def at(self, place: int, number: int | None) -> Any:
        """The answer at a place; of one about each thing of a list that about one of them, None where it is
        not there."""
        ...


def under_readings(case: CaseOf, place: int, number: int | None = None) -> UnderReadings[Any]:
    """The answer at a place of a case under all readings."""

    def seen(other: CaseOf) -> Seen | None:
        answer = other.at(place, number)
        return None if answer is None else (signature(answer), answer)

    choices = Choices(case, seen, lambda readings: case.turning(readings, place, number))
    every: dict[object, tuple[Any, list[Mapping[str, str]]]] = {}
    for said, answer, reads in choices.ways({}):
        every.setdefault(said, (answer, []))[1].append(reads)
    before = signature(case.at(place, number))
    found = sorted(every.items(), key=lambda pair: pair[0] != before)
    return UnderReadings(
        tuple(
            Under(reads=tuple(choices.read(one) for one in reads if one), **parts_of(answer))
            for _, (answer, reads) in found
        ),
        choices.is_whole and len(found) == 1 and found[0][1][0].verdict not in OPEN,
        choices.is_whole,
    )


Seen = tuple[object, Any]
"""What a case says, and by what it is said."""
Way = tuple[object, Any, Mapping[str, str]]
"""What a case says, by what it is said, and the choices under which it says that."""
Turning = Callable[[Mapping[str, str]], Set[str]]
"""The readings on which it turns what a case says, where some are chosen: of no other it makes a difference
how it is taken."""


class Choices:
    """Goes through the readings on which it turns what a case says, as it turns out under those that are
    chosen. `seen` tells what a case says, None where it has not what is asked about."""

    def __init__(self, case: Reads, seen: Callable[[Any], Seen | None], turning: Turning) -> None:
        self._case = case
        self._seen = seen
        self._turning = turning
        self._readings: Mapping[str, Reading] = case.table.readings
        self._left = MOST_TRIED
        self._missed = False

    @property
    def is_whole(self) -> bool:
        """Whether all were gone through so far, and each says something."""
        return self._left >= 0 and not self._missed

    def ways(self, fixed: Mapping[str, str]) -> list[Way]:
        """What it says under all choices in which these are so: first as they are taken in the case. Choices
        that make no difference are left out."""
        self._left -= 1
        if self._left < 0:
            return []
        turning = self._turning(fixed)
        free = next((name for name in self._readings if name in turning), None)
        if free is None:
            return self._way(fixed)
        found = [way for option in self._options(free) for way in self.ways({**fixed, free: option})]
        return [(*found[0][:2], fixed)] if len({said for said, _, _ in found}) == 1 else found

    def _way(self, fixed: Mapping[str, str]) -> list[Way]:
        case = self._case.again(readings=fixed)
        if case is None:
            return []
        seen = self._seen(case)
        self._missed = self._missed or seen is None
        return [] if seen is None else [(*seen, fixed)]

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
