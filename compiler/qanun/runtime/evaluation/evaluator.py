"""Evaluates a question in any case, also where something is unknown, and traces how it was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from attrs import frozen

from qanun.runtime.evaluation.lists import Loop
from qanun.runtime.evaluation.reader import Reader
from qanun.runtime.evaluation.steps import Case
from qanun.runtime.evaluation.tape import Registers, Thing
from qanun.runtime.evaluation.trace import Traced
from qanun.runtime.kleene import Finding
from qanun.runtime.tables import Subject

if TYPE_CHECKING:
    from qanun.runtime.evaluation.core import Core
    from qanun.runtime.tables import Table


@frozen
class OfEach:
    """What is found of each thing of a list for an answer about them: definitions by name."""

    subject: str
    items: int
    names: tuple[str, ...]
    loop: Loop


@frozen
class Found:
    """What was found of a case: of definitions by name; of subjects about the things of a list, the list and
    for each thing its own; the headlines with their conditions."""

    definitions: Mapping[str, Finding]
    of_each: Mapping[str, tuple[Finding, list[Mapping[str, Finding]]]]
    headlines: list[tuple[Finding, tuple[str | Finding, ...]]]


@frozen
class Trace:
    """How it was found, in the same order."""

    definitions: Mapping[str, Traced]
    of_each: Mapping[str, tuple[Traced, list[Mapping[str, Traced]]]]


class Evaluator:
    """All that a question finds, read once. `data` is what its law's file says of it."""

    def __init__(self, core: Core, table: Table, data: Mapping[str, Any]) -> None:
        self._reader = reader = Reader(core, table, data["facts"])
        self._needed: list[str] = data["definitions"]
        for name in self._needed:
            reader.define(name)
        self._headlines = [
            (reader.read(condition, {}), [self._part(part) for part in parts])
            for condition, parts in data["headlines"]
        ]
        self._each = [self._of_each(s, core, set(self._needed)) for s in table.subjects if s.each is not None]

    def _part(self, part: Any) -> str | int:
        return part if isinstance(part, str) else self._reader.read(part, {})

    def _of_each(self, subject: Subject, core: Core, needed: set[str]) -> OfEach:
        local, expr = core.about(subject.name)
        opening = [name for opened in subject.carved.values() for name in opened]
        listed = (*subject.grounds, *subject.exceptions, *subject.barring, *opening)
        names = dict.fromkeys((*subject.aspects.values(), *(name for name in listed if name in needed)))
        reader = self._reader

        def inside(one: Thing) -> tuple[int, ...]:
            return reader.all([["ref", name, [["local", local]]] for name in names], {local: one})

        loop = Loop(reader.tape, 1, reader.sources(expr, {}), inside)
        return OfEach(subject.name, reader.read(expr, {}), tuple(names), loop)

    # --- a case -------------------------------------------------------------------------------------------

    def find(self, case: Case) -> Found:
        """What is found of a case."""
        r = self._reader.opened(case)
        self._reader.tape.main.run(r)
        each: dict[str, tuple[Finding, list[Mapping[str, Finding]]]] = {}
        for one in self._each:
            rows = one.loop.rows(r, _listed(r[one.items]))
            each[one.subject] = (r[one.items], [dict(zip(one.names, row, strict=True)) for row in rows])
        return self._found(r, each)

    def trace(self, case: Case) -> tuple[Found, Trace]:
        """What is found of a case, and how."""
        reader = self._reader
        r = reader.opened(case)
        t = reader.tape.traces(r)
        reader.tape.main.trace(r, t)
        each: dict[str, tuple[Traced, list[Mapping[str, Traced]]]] = {}
        for one in self._each:
            rows = one.loop.traced(r, t, _listed(r[one.items]), one.subject)
            each[one.subject] = (t[one.items], [dict(zip(one.names, row, strict=True)) for row in rows])
        findings: dict[str, tuple[Finding, list[Mapping[str, Finding]]]] = {
            subject: (items.finding, [{name: traced.finding for name, traced in row.items()} for row in rows])
            for subject, (items, rows) in each.items()
        }
        return self._found(r, findings), Trace(dict(self._traced(t)), each)

    def _traced(self, t: list[Any]) -> Iterable[tuple[str, Traced]]:
        """Each definition's trace; of one about things that for which it was asked last."""
        definitions, functions = self._reader.definitions, self._reader.functions
        for name in self._needed:
            traced = t[definitions[name] if name in definitions else functions[name].result]
            if traced is not None:
                yield name, traced

    def _found(self, r: Registers, each: Mapping[str, tuple[Finding, list[Mapping[str, Finding]]]]) -> Found:
        headlines: list[tuple[Finding, tuple[str | Finding, ...]]] = [
            (r[condition], tuple([part if isinstance(part, str) else r[part] for part in parts]))
            for condition, parts in self._headlines
        ]
        return Found({n: r[at] for n, at in self._reader.definitions.items()}, each, headlines)


class Always:
    """What always holds of the cases of a question."""

    def __init__(self, core: Core, table: Table, data: Mapping[str, Any]) -> None:
        self._reader = reader = Reader(core, table, data["facts"])
        for name in data["always"]:
            reader.define(name)
        self._conditions = [
            (sentence, reader.read(condition, {})) for sentence, _, condition in data["constraints"]
        ]

    @property
    def sentences(self) -> Iterable[str]:
        """All sentences, in the order of the pages."""
        return dict.fromkeys(sentence for sentence, _ in self._conditions)

    def broken(self, case: Case) -> list[str]:
        """The sentences that the case certainly breaks."""
        r = self._reader.opened(case)
        self._reader.tape.main.run(r)
        return [sentence for sentence, at in self._conditions if r[at][0] is False]


def _listed(items: Finding) -> tuple[object, ...]:
    """The things of a list; none where it is undecided."""
    return items[0] if isinstance(items[0], tuple) else ()
