"""The answers of a question in a case, from a program in memory: no package of it need be generated."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property, lru_cache, partial
from typing import Any

from qanun.core.encoded import encoded
from qanun.core.evaluation import Facts, Kept, Readings, asked, case_of, memory_of, settling_of
from qanun.core.names import Name
from qanun.core.question.named import provisions_named
from qanun.core.question.plan import aspects, barring, planned
from qanun.core.question.words import place, shows_countries, words
from qanun.core.rules import Bearer, Program, Question
from qanun.core.rules import Subject as CoreSubject
from qanun.runtime.answers.answers import Answer
from qanun.runtime.answers.makers import Maker
from qanun.runtime.evaluation.evaluator import Evaluator, OfEach
from qanun.runtime.evaluation.steps import Case
from qanun.runtime.evaluation.tables import Reading, Subject
from qanun.runtime.evaluation.tape import Registers, Step
from qanun.runtime.qualified import law_of
from qanun.runtime.values.countries import NAMES
from qanun.runtime.values.spec import Answered
from qanun.runtime.values.states import State
from qanun.typed.types import YES_NO

COUNTED = frozenset({"ground", "limb", "exception", "applies"})
"""Roles of what a scenario can reach: grounds, bullets, exceptions, norms."""


class Asked:
    """A question of a program, made ready."""

    def __init__(self, program: Program, question: Question) -> None:
        plan = planned(program, question)
        memory = memory_of(program)
        self.program = program
        self.question = question
        self.needed = plan.needed
        self._settling = settling_of(program).of(question)
        self.table = table = memory.table_of(question, (*plan.needed, *plan.bits), provisions_named(plan))
        table.subjects = tuple([_subject(program.subjects[name]) for name in question.answers])
        table.readings = {name: Reading(name, "", (), "") for name in question.readings}
        table.words = {**NAMES, **words(plan)} if shows_countries(plan) else words(plan)
        table.zone = _zone(program, question)
        self.mask = table.bits
        self.makers = [
            Maker(one, Answered(one.name, one.name, one.label), table, question.facts, program.facts)
            for one in table.subjects
        ]
        headlines = [
            (encoded(one.condition), [part if isinstance(part, str) else encoded(part) for part in one.parts])
            for one in question.headlines
        ]
        data = {"facts": asked(question), "definitions": plan.needed, "headlines": headlines}
        self.evaluator = Evaluator(memory, table, data)
        self._resting: dict[int, Sequence[Step]] = {}
        self._about_each = any(isinstance(one, OfEach) for one in self.evaluator.answered)
        self._said = frozenset(self._places())

    def _places(self) -> Iterator[int]:
        """The registers of what answers are made of, and of the states that norms can be in."""
        found = self.evaluator.reader.definitions
        for subject in (self.program.subjects[name] for name in self.question.answers):
            states = (Name(subject.name, state) for state in State)
            carved = (name for _, opened in subject.carved for name in opened)
            parts = (*aspects(subject).values(), *subject.grounds, *subject.exceptions, *subject.barring)
            yield from (found[name] for name in (*parts, *carved, *states) if name in found)

    def case(self, facts: Facts, as_of: datetime | None, readings: Readings) -> Case:
        """A case with what `always` settles of it. CaseImpossible where it cannot be."""
        case = case_of(facts, as_of, readings)
        case.settled = self._settling.settled(case)
        return case

    def tried(self, case: Case) -> "Tried":
        """What is found of a case."""
        return Tried(self, self.evaluator.run(case), case)

    def under(self, tried: "Tried", case: Case, reading: str, option: str) -> "Tried":
        """What is found of a case that was tried, under another option of a reading. CaseImpossible where it
        cannot be then."""
        readings = {**case.readings, reading: option}
        if self._settling.rests_on(reading):
            other = Case(case.facts, {}, case.as_of, readings)
            other.settled = self._settling.settled(other)
            return self.tried(other)
        other = Case(case.facts, case.settled, case.as_of, readings)
        if tried.is_open:
            return self.tried(other)
        registers = self._otherwise(tried.registers, reading, option)
        return tried if registers is None else Tried(self, registers, other)

    def _otherwise(self, before: Registers, reading: str, option: str) -> Registers | None:
        """All that is found where a reading has another option; None where nothing comes out otherwise."""
        at = self.evaluator.reader.readings.get(reading)
        if at is None:
            return None
        registers = before.copy()
        _, basis, told = before[at]
        registers[at] = (option, basis, told)
        for memo in self.evaluator.reader.tape.emptied:
            registers[memo] = {}
        changed = {at}
        for step in self._resting_on(at):
            if step.follow is not None or not changed.isdisjoint(step.parts):
                found = step.run(registers)
                if found != before[step.at]:
                    registers[step.at] = found
                    changed.add(step.at)
        return None if changed.isdisjoint(self._said) and not self._about_each else registers

    def _resting_on(self, register: int) -> Sequence[Step]:
        """The steps that can come out otherwise where a register holds something else, in order."""
        if register not in self._resting:
            reached, found = {register}, []
            for step in self.evaluator.steps:
                if step.follow is not None or not reached.isdisjoint(step.parts):
                    reached.add(step.at)
                    found.append(step)
            self._resting[register] = found
        return self._resting[register]


class Tried:
    """What was found of a case: the answers, and more where it is asked for."""

    def __init__(self, asked: Asked, registers: Registers, case: Case) -> None:
        self._asked = asked
        self.registers = registers
        found = asked.evaluator.found(registers, case)
        rows = found.rows
        self.is_open = rows.open
        """Whether something was unknown step by step."""
        self.is_headed = found.headline is not None
        """Whether a headline surely holds."""
        self._rows = rows

    @cached_property
    def answers(self) -> Mapping[str, Answer[Any]]:
        """The answers by subject, made when they are asked for."""
        makers = zip(self._asked.question.answers, self._asked.makers, self._rows, strict=True)
        return {name: maker.of_row(row) for name, maker, row in makers}

    def value(self, definition: Name) -> object:
        """The value of a definition that is about no thing, or the outcome in its place; None where the
        answers do not rest on it."""
        at = self._asked.evaluator.reader.definitions.get(definition)
        return None if at is None else self.registers[at][0]

    def held(self) -> dict[str, frozenset[bool]]:
        """Of each ground, bullet, exception and norm on which the answers rest, whether it held; of one about
        things what it was of each."""
        reader, basis = self._asked.evaluator.reader, self._basis()
        decided: dict[str, set[bool]] = {}
        for name in self._asked.needed:
            if self._asked.mask[name] & basis and self._asked.program.definitions[name].role in COUNTED:
                at = reader.definitions.get(name)
                memo = self.registers[reader.functions[name].memo].values() if at is None else ()
                found = memo if at is None else (self.registers[at],)
                values = {finding[0] for finding in found if isinstance(finding[0], bool)}
                if values:
                    decided[name] = values
        return {name: frozenset(values) for name, values in sorted(decided.items())}

    def _basis(self) -> int:
        """All on which what the answers say rests, but whose task it is and what records it."""
        reader, r = self._asked.evaluator.reader, self.registers
        basis = 0
        for name, one in zip(self._asked.question.answers, self._asked.evaluator.answered, strict=True):
            subject = self._asked.program.subjects[name]
            parts = (subject.answer, subject.state, subject.due, subject.end, subject.penalties)
            names = [part for part in parts if part is not None]
            if isinstance(one, OfEach):
                listed = r[one.items][0]
                rows = one.loop.rows(r, listed) if isinstance(listed, tuple) else []
                basis |= _joined(row[one.names.index(part)] for row in rows for part in names)
            else:
                basis |= _joined(r[reader.definitions[part]] for part in names)
        return basis


def _joined(findings: Iterable[Sequence[Any]]) -> int:
    basis = 0
    for finding in findings:
        basis |= finding[1]
    return basis


@lru_cache(maxsize=1)
def ready(program: Program) -> Kept[Asked]:
    """The questions of a program, made ready."""
    return Kept(partial(Asked, program))


def _zone(program: Program, question: Question) -> str:
    """The time zone of the law whose rules are asked about; a scenario's question is of no law itself."""
    law = next((program.laws[law_of(name)] for name in question.answers), None)
    return "" if law is None else law.time_zone


def _subject(found: CoreSubject) -> Subject:
    """A subject, as the runtime has it."""
    return Subject(
        found.name,
        found.name,
        found.kind,
        found.label,
        place=place(found.site),
        aspects=dict(aspects(found)),
        provisions=found.provisions,
        opened=found.opened,
        grounds=found.grounds,
        exceptions=found.exceptions,
        barring=barring(found),
        silences=found.silences,
        weighing=found.weighing,
        carved=dict(found.carved),
        bearer=None if found.bearer is None else _bearer(found.bearer),
        bearers={ground: _bearer(one) for ground, one in found.bearers},
        determined=dict(found.determined),
        valued=found.type != YES_NO,
        each=None if found.about is None or found.about.items is None else found.about.local,
    )


def _bearer(bearer: Bearer) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return bearer.parties, bearer.bodies
