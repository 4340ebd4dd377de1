"""Evaluates a question in any case, also where something is unknown, and traces how it was found."""

from __future__ import annotations

from _thread import allocate_lock
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial, reduce
from operator import or_
from typing import Any

from attrs import frozen

from qanun.runtime.evaluation.answering import Answering
from qanun.runtime.evaluation.core import Core
from qanun.runtime.evaluation.diagrams import Diagram, Late
from qanun.runtime.evaluation.lists import Loop
from qanun.runtime.evaluation.reader import Reader
from qanun.runtime.evaluation.steps import Case
from qanun.runtime.evaluation.tables import Subject, Table
from qanun.runtime.evaluation.tape import Mask, Registers, Step, Thing
from qanun.runtime.evaluation.trace import Traced
from qanun.runtime.outcomes.kleene import Finding
from qanun.runtime.outcomes.undecided import NotKnown, Undecided


@frozen
class OfEach:
    """What is found of each thing of a list for an answer about them: definitions by name."""

    subject: str
    items: int
    names: tuple[str, ...]
    through: Mask
    loop: Loop
    answering: Answering


class Rows(Sequence[tuple[Any, int, Any]]):
    """What was found of each subject: its outcomes, what they rest on, and which grounds hold; of one about
    each thing the list, what all rests on, and such a row for each.

    Where facts are missing its diagram is asked, once somebody asks for the row. `open`: whether they are.
    """

    __slots__ = ("_case", "_evaluator", "_found", "_r", "_waiting")

    def __init__(
        self, evaluator: Evaluator, found: list[tuple[Any, int, Any]], r: Registers, case: Case
    ) -> None:
        self._evaluator = evaluator
        self._found = found
        self._r = r
        self._case = case
        self._waiting = {
            place
            for place, ((outcomes, _, of), one) in enumerate(zip(found, evaluator.answered, strict=True))
            if (
                _is_open(outcomes)
                if isinstance(one, Answering)
                else any(_is_open(outcomes) for outcomes, _, _ in of)
            )
        }

    @property
    def open(self) -> bool:
        return bool(self._waiting)

    @property
    def step_by_step(self) -> Sequence[tuple[Any, int, Any]]:
        """The rows as they were found, of which no diagram has been asked: to be read before any row is."""
        return tuple(self._found)

    def put(self, place: int, row: tuple[Any, int, Any]) -> None:
        """A row in the place of one that was read, of which more is certain."""
        self._found[place] = row

    def __len__(self) -> int:
        return len(self._found)

    def __getitem__(self, place: Any) -> Any:
        if place in self._waiting:
            self._found[place] = self._evaluator.exactly(place, self._found[place], self._r, self._case)
            self._waiting.discard(place)
        return self._found[place]


def _is_open(outcomes: Sequence[object]) -> bool:
    return any(outcome.__class__ is NotKnown for outcome in outcomes)


def _lacks(row: tuple[Any, int, Any], number: int | None) -> int:
    """For want of what a row is not known wholly."""
    first, _, rest = row
    if isinstance(rest, int):
        return missing(first)
    things = rest if number is None else rest[number : number + 1]
    return union((missing((first,)), *(missing(outcomes) for outcomes, _, _ in things)))


def missing(outcomes: Iterable[object]) -> int:
    """For want of what some outcomes are unknown."""
    return union(outcome.all for outcome in outcomes if isinstance(outcome, NotKnown))


def union(masks: Iterable[int]) -> int:
    """All bits of some masks."""
    return reduce(or_, masks, 0)


class Evaluated:
    """What was found of a case: rows; the parts of the headline, whether no earlier one could be it, and for
    want of what it is not known."""

    __slots__ = ("_lacks", "headline", "rows", "sure")

    def __init__(self, rows: Rows, headline: Sequence[object] | None, sure: bool, lacks: int) -> None:
        self.rows = rows
        self.headline = headline
        self.sure = sure
        self._lacks = lacks

    def lacks(self, place: int | None, number: int | None) -> int:
        """For want of what the headline or an answer is not known wholly, or the answer at a place; of one
        about each thing of a list that about all of them, or about the one at `number`."""
        if place is not None:
            return _lacks(self.rows[place], number)
        return union((self._lacks, *(_lacks(row, None) for row in self.rows)))


class Trace:
    """How it was found: definitions by name; of subjects about the things of a list, the list and for each
    thing its own. `read` gives the definitions, and is asked once somebody wants one."""

    def __init__(
        self,
        read: Callable[[], Iterable[tuple[str, Traced]]],
        of_each: Mapping[str, tuple[Traced, list[Mapping[str, Traced]]]],
    ) -> None:
        self._read = read
        self.of_each = of_each

    @cached_property
    def definitions(self) -> Mapping[str, Traced]:
        return dict(self._read())

    def __reduce__(self) -> tuple[type[Trace], tuple[object, ...]]:
        return Trace, (self.definitions.items, self.of_each)


class Evaluator:
    """All that a question finds, read once. `data` is what its law's file says of it."""

    def __init__(self, core: Core, table: Table, data: Mapping[str, Any]) -> None:
        self.reader = reader = Reader(core, table, data["facts"])
        self._needed: list[str] = data["definitions"]
        for name in self._needed:
            reader.define(name)
        self._headlines = [
            (reader.read(condition, {}), [self._part(part) for part in parts])
            for condition, parts in data["headlines"]
        ]
        self._core = core
        self._diagrams: dict[str, Diagram | None] = {}
        self.answered: list[Answering | OfEach] = [
            Answering(subject, table, reader.definitions)
            if subject.each is None
            else self._of_each(subject, core, table)
            for subject in table.subjects
        ]
        self._own = len(reader.tape.main.pairs)
        self._asking = allocate_lock()

    def _part(self, part: Any) -> str | int:
        return part if isinstance(part, str) else self.reader.read(part, {})

    def _of_each(self, subject: Subject, core: Core, table: Table) -> OfEach:
        local, expr = core.about(subject.name)
        opening = [name for opened in subject.carved.values() for name in opened]
        listed = (*subject.grounds, *subject.exceptions, *subject.barring, *opening)
        known = self.reader.functions
        names = tuple(dict.fromkeys((*subject.aspects.values(), *(name for name in listed if name in known))))
        reader = self.reader

        def inside(one: Thing) -> tuple[int, ...]:
            return reader.all([["ref", name, [["local", local]]] for name in names], {local: one})

        through = reader.sources(expr, {})
        loop = Loop(reader.tape, 1, through, inside)
        answering = Answering(subject, table, {name: at for at, name in enumerate(names)})
        return OfEach(subject.name, reader.read(expr, {}), names, through, loop, answering)

    # --- a case -------------------------------------------------------------------------------------------

    def find(self, case: Case) -> Evaluated:
        """What is found of a case."""
        return self.found(self.run(case), case)

    @property
    def steps(self) -> Sequence[Step]:
        """Those that every case takes, in order; diagrams want more."""
        return self.reader.tape.main.steps[: self._own]

    def run(self, case: Case) -> Registers:
        """All that is found of a case, by register."""
        r = self.reader.opened(case)
        self.reader.tape.main.run(r, self._own)
        return r

    def found(self, r: Registers, case: Case) -> Evaluated:
        """What answers are made of, and the headline."""
        rows = [
            one(r)
            if isinstance(one, Answering)
            else _about_each(one, r[one.items], one.loop.rows(r, _listed(r[one.items])))
            for one in self.answered
        ]
        return Evaluated(Rows(self, rows, r, case), *self._said(r))

    def exactly(
        self, place: int, row: tuple[Any, int, Any], r: Registers, case: Case
    ) -> tuple[Any, int, Any]:
        """A row in which something is unknown, as exactly as the subject's diagram tells."""
        with self._asking:  # of two threads the second finds the diagram read
            one = self.answered[place]
            diagram = self._diagram(one)
            if diagram is None:
                return row
            if len(r) < len(self.reader.tape.template):
                r += self.reader.opened(case)[len(r) :]
            outcomes, basis, holds = row
            if isinstance(one, Answering):
                return diagram.told(r, outcomes), basis, holds
            return (
                outcomes,
                basis,
                [
                    (diagram.told(r, told, thing) if _is_open(told) else told, rests, held)
                    for thing, (told, rests, held) in zip(outcomes, holds, strict=True)
                ],
            )

    def _diagram(self, one: Answering | OfEach) -> Diagram | None:
        """A subject's diagram, read when it is first asked for."""
        if one.subject not in self._diagrams:
            data = self._core.diagram(one.subject, self.reader.places.keys())
            if data is None:
                self._diagrams[one.subject] = None
            else:
                through, answering = (one.through, one.answering) if isinstance(one, OfEach) else (None, one)
                late = Late(self.reader.tape, self._own, through)
                self._diagrams[one.subject] = Diagram(self.reader, late, data, answering.asked)
        return self._diagrams[one.subject]

    def trace(self, case: Case) -> tuple[Evaluated, Trace]:
        """What is found of a case, and how."""
        reader = self.reader
        r = reader.opened(case)
        t = reader.tape.traces(r)
        reader.tape.main.trace(r, t, self._own)
        found: list[tuple[Any, int, Any]] = []
        each: dict[str, tuple[Traced, list[Mapping[str, Traced]]]] = {}
        for one in self.answered:
            if isinstance(one, Answering):
                found.append(one(r))
                continue
            items = r[one.items]
            rows = one.loop.traced(r, t, _listed(items), one.subject)
            each[one.subject] = (t[one.items], [dict(zip(one.names, row, strict=True)) for row in rows])
            findings = [tuple([traced.finding for traced in row]) for row in rows]
            found.append(_about_each(one, items, findings))
        return Evaluated(Rows(self, found, r, case), *self._said(r)), Trace(partial(self._traced, t), each)

    def _traced(self, t: list[Any]) -> Iterable[tuple[str, Traced]]:
        """Each definition's trace; of one about things that for which it was asked last."""
        definitions, functions = self.reader.definitions, self.reader.functions
        for name in self._needed:
            traced = t[definitions[name] if name in definitions else functions[name].result]
            if traced is not None:
                yield name, traced

    def _said(self, r: Registers) -> tuple[tuple[object, ...] | None, bool, int]:
        """The parts of the first headline whose condition surely holds and whose parts are known; whether
        those before it surely do not hold; for want of what that is unknown."""
        sure, open_ = True, 0
        for condition, parts in self._headlines:
            holds = r[condition][0]
            values = tuple([part if isinstance(part, str) else r[part][0] for part in parts])
            if holds is True and not any(isinstance(value, Undecided) for value in values):
                return values, sure, open_
            sure = sure and holds is False
            open_ |= missing((holds, *values)) if holds is not False else 0
        return None, sure, open_


def _about_each(one: OfEach, items: Finding, rows: Sequence[Sequence[Finding]]) -> tuple[Any, int, Any]:
    """What is found of all things of a list: the list, what all rests on, what is found of each."""
    found = [one.answering(row) for row in rows]
    basis = items[1]
    for _, rests, _ in found:
        basis |= rests
    return items[0], basis, found


def _listed(items: Finding) -> tuple[object, ...]:
    """The things of a list; none where it is undecided."""
    return items[0] if isinstance(items[0], tuple) else ()
