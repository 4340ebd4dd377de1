"""The answers of a question in a case, from a program in memory: no package of it need be generated."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from qanun.core.evaluation import Facts, Readings, Settling, asked, case_of, memory_of
from qanun.core.names import Name
from qanun.core.question.plan import aspects, barring, planned
from qanun.core.question.words import place
from qanun.core.rules import Program, Question
from qanun.core.rules import Subject as CoreSubject
from qanun.runtime.evaluation.evaluator import Evaluator, OfEach
from qanun.runtime.evaluation.steps import Case
from qanun.runtime.evaluation.tape import Registers
from qanun.runtime.questions.answers import Answer
from qanun.runtime.questions.makers import Maker
from qanun.runtime.questions.tables import Reading, Subject
from qanun.runtime.values.spec import Answered

KEPT = 64
"""So many questions are kept ready at a time."""

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
        self._settling = Settling(program, question)
        table = memory.table_of(question, dict.fromkeys((*plan.needed, *plan.bits)))
        table.subjects = tuple([_subject(program.subjects[name]) for name in question.answers])
        table.readings = {name: Reading(name, "", (), "") for name in question.readings}
        self.mask = table.bits
        self.makers = [
            Maker(one, Answered(one.name, one.name, one.label), table, question.facts)
            for one in table.subjects
        ]
        data = {"facts": asked(question), "definitions": plan.needed, "headlines": ()}
        self.evaluator = Evaluator(memory, table, data)

    def case(self, facts: Facts, as_of: datetime | None, readings: Readings) -> Case:
        """A case with what `always` settles of it. CaseImpossible where it cannot be."""
        case = case_of(facts, as_of, readings)
        case.settled = self._settling.settled(case)
        return case

    def tried(self, case: Case) -> "Tried":
        """What is found of a case."""
        return Tried(self, self.evaluator.run(case))


class Tried:
    """What was found of a case: the answers, by subject, and more where it is asked for."""

    def __init__(self, asked: Asked, registers: Registers) -> None:
        self._asked = asked
        self._registers = registers
        rows = asked.evaluator.found(registers).rows
        self.answers: Mapping[str, Answer[Any]] = {
            name: maker.of_row(row)
            for name, maker, row in zip(asked.question.answers, asked.makers, rows, strict=True)
        }

    def value(self, definition: Name) -> object:
        """The value of a definition that is about no thing, or the outcome in its place; None where the
        answers do not rest on it."""
        at = self._asked.evaluator.reader.definitions.get(definition)
        return None if at is None else self._registers[at][0]

    def held(self) -> dict[str, frozenset[bool]]:
        """Of each ground, bullet, exception and norm on which the answers rest, whether it held; of one about
        things what it was of each."""
        reader, basis = self._asked.evaluator.reader, self._basis()
        decided: dict[str, set[bool]] = {}
        for name in self._asked.needed:
            if self._asked.mask[name] & basis and self._asked.program.definitions[name].role in COUNTED:
                at = reader.definitions.get(name)
                memo = self._registers[reader.functions[name].memo].values() if at is None else ()
                found = memo if at is None else (self._registers[at],)
                values = {finding[0] for finding in found if isinstance(finding[0], bool)}
                if values:
                    decided[name] = values
        return {name: frozenset(values) for name, values in sorted(decided.items())}

    def _basis(self) -> int:
        """All on which what the answers say rests, but whose task it is and what records it."""
        reader, r = self._asked.evaluator.reader, self._registers
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


def made_ready(program: Program, question: Question) -> Asked:
    """A question made ready; those of one program that answer the same are made ready once."""
    kept = _kept(program)
    key = (question.answers, question.facts)
    if key not in kept:
        if len(kept) >= KEPT:
            kept.clear()
        kept[key] = Asked(program, question)
    return kept[key]


@lru_cache(maxsize=1)
def _kept(program: Program) -> dict[tuple[tuple[str, ...], tuple[str, ...]], Asked]:
    """The questions of the program at hand that are ready."""
    return {}


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
        each=None if found.about is None or found.about.items is None else found.about.local,
    )
