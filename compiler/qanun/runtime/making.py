"""What a question makes once, at its first use: its table, the makers of its answers, its caches."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qanun.runtime.answers import Answer, assemble
from qanun.runtime.each import each_answered
from qanun.runtime.tables import Subject, Table
from qanun.runtime.undecided import NotKnown
from qanun.runtime.values import Penalties

if TYPE_CHECKING:
    from qanun.runtime.questions import AnyQuestion

CACHED = 4096
"""How many answers and settled cases a question keeps, so that equal ones are made once."""


class Choice:
    """The option chosen for each reading. `pairs` are all, in order; `options` finds one by name."""

    __slots__ = ("options", "pairs")

    def __init__(self, pairs: tuple[tuple[str, str], ...]) -> None:
        self.pairs = pairs
        self.options: Mapping[str, str] = dict(pairs)


class Maker:
    """Makes the answers about one subject; equal ones are made once."""

    __slots__ = ("_made", "_penal", "_rests", "_subject", "_table", "aspects", "facts")

    def __init__(self, subject: Subject, table: Table, facts: tuple[str, ...]) -> None:
        self._subject = subject
        self._table = table
        self._made: dict[tuple[object, ...], Answer[Any]] = {}
        self._rests: dict[tuple[int, int], tuple[tuple[str, ...], ...]] = {}
        self.facts = facts
        self.aspects = tuple(subject.aspects)
        self._penal = self.aspects.index("penalties") if "penalties" in self.aspects else None

    def __call__(self, basis: int, holds: int, *outcomes: object) -> Answer[Any]:
        """The answer that rests on `basis`, where the grounds and exceptions `holds` hold."""
        key = self._key(basis, holds, outcomes)
        answer = self._made.get(key)
        if answer is None:
            if len(self._made) >= CACHED:
                self._made.clear()
                self._rests.clear()
            answer = self._made[key] = self._make(basis, holds, outcomes)
        return answer

    def _key(self, basis: int, holds: int, outcomes: tuple[object, ...]) -> tuple[object, ...]:
        """What tells two answers apart. Penalties are constants of the law, so that their identity does."""
        if self._penal is not None:
            place = self._penal
            penalties = outcomes[place]
            if penalties.__class__ is Penalties:
                outcomes = (*outcomes[:place], id(penalties), *outcomes[place + 1 :])
        if NotKnown in map(type, outcomes):
            plain = tuple(o.key() if isinstance(o, NotKnown) else o for o in outcomes)
            return (basis, holds, "not known", *plain)
        return (basis, holds, *outcomes)

    def _make(self, basis: int, holds: int, outcomes: tuple[object, ...]) -> Answer[Any]:
        subject = self._subject
        rests = self._rests.get((basis, holds))
        if rests is None:
            rests = self._rests[basis, holds] = self._resting(basis, holds)
        grounds, barring, provisions, readings = rests
        return assemble(
            subject=subject.name,
            label=subject.label,
            kind=subject.kind,
            outcomes=dict(zip(self.aspects, outcomes, strict=True)),
            facts=self.facts,
            grounds=grounds,
            barring=barring,
            provisions=provisions,
            readings=readings,
            weighing=subject.weighing,
        )

    def each(self, listed: object, basis: int, answers: Sequence[Answer[Any]]) -> Answer[Any]:
        """The answer about all things of a list (or the outcome in its place), resting on `basis`."""
        subject = self._subject
        _, _, provisions, readings = self._resting(basis, 0)
        return each_answered(
            subject=subject.name,
            label=subject.label,
            listed=listed,
            answers=answers,
            facts=self.facts,
            provisions=provisions,
            readings=readings,
        )

    def _resting(self, basis: int, holds: int) -> tuple[tuple[str, ...], ...]:
        """The grounds, what bars, the provisions and the readings for which bits stand."""
        subject, table = self._subject, self._table
        own = set(subject.provisions)
        return (
            table.among(basis & holds, (*subject.grounds, *subject.exceptions)),
            table.among(basis & holds, subject.barring),
            tuple(anchor for anchor in table.anchors if anchor in own or table.bits[anchor] & basis),
            tuple(name for name in table.readings if table.bits[f"reading {name}"] & basis),
        )


class Making:
    """What a question makes once, at its first use: its table, the makers of its answers, its caches."""

    def __init__(self, question: "AnyQuestion[Any, Any]") -> None:
        self.table = question.table()
        self.bits = {name: 1 << place for place, name in enumerate(question.fact_order)}
        self.makers = tuple(Maker(s, self.table, question.fact_order) for s in self.table.subjects)
        self.defaults = Choice(tuple((r.name, r.default) for r in self.table.readings.values()))
        self.settled: dict[tuple[object, ...], dict[str, object] | str] = {}

    def said(self, *parts: object) -> str:
        """A headline: texts, and values as people read them."""
        from qanun.runtime.show import show

        table = self.table
        return "".join(show(part, table.zone, table.words) for part in parts)
