"""Evaluates a program that is in memory, by the general evaluation of the runtime: its core is encoded as for
a package's files, definition by definition as they are asked for."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from datetime import datetime
from functools import lru_cache, partial
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from qanun.core.diagrams.build import Diagram, diagram
from qanun.core.diagrams.encode import encode
from qanun.core.encoded import encoded, told_aspect
from qanun.core.question import index
from qanun.core.question.plan import QuestionPlan, reached
from qanun.core.question.settled import constrained, few
from qanun.core.question.words import place
from qanun.core.rules import Const, Expr, Law, Program, ProvisionText, Question
from qanun.runtime.evaluation.always import Always
from qanun.runtime.evaluation.core import Core, Definition
from qanun.runtime.evaluation.reader import Reader
from qanun.runtime.evaluation.steps import Case
from qanun.runtime.evaluation.tables import Entry, Provision, Table
from qanun.runtime.evaluation.tape import NO_FACTS, Thing
from qanun.runtime.values.unknown import UNKNOWN

Made = TypeVar("Made")
Facts = Mapping[str, object]
"""What is known of a case, by the qualified name of the fact; what is absent is unknown."""
Readings = Mapping[str, str]
"""The option chosen for each reading."""

NO_PROGRAM = Program({}, {}, {}, {}, {}, (), {}, {}, {}, (), (), "")


class Memory(Core):
    """The core of a program, in the place of that of a package."""

    def __init__(self, program: Program) -> None:
        super().__init__("")
        self.program = program
        self.entries = Entries(program)
        self._definitions: dict[str, Definition] = {}
        self._diagrams: dict[tuple[str, frozenset[str]], Mapping[str, Any] | None] = {}

    def definition(self, name: str) -> Definition:
        if name not in self._definitions:
            found = self.program.definitions[name]
            self._definitions[name] = Definition(self.entries[name], list(found.locals), encoded(found.body))
        return self._definitions[name]

    def rule(self, subject: str) -> tuple[tuple[str, ...], str]:
        found = self.program.subjects[subject]
        return found.provisions, place(found.site)

    def about(self, subject: str) -> tuple[str, list[Any]]:
        about = self.program.subjects[subject].about
        assert about is not None
        assert about.items is not None
        return about.local, encoded(about.items)

    def diagram(self, subject: str, facts: Set[str]) -> Mapping[str, Any] | None:
        key = subject, frozenset(facts)
        if key not in self._diagrams:
            made = diagram(self.program, self.program.subjects[subject], facts)
            self._diagrams[key] = encode(made) if isinstance(made, Diagram) else None
        return self._diagrams[key]

    def table_of(self, question: Question, bits: Iterable[str], cited: Iterable[str] = ()) -> Table:
        """What there is to say of a question; an answer rests on some of `bits`, and cites others."""
        named = list(dict.fromkeys((*bits, *question.readings)))
        pages = index.provisions(self.program)
        return Table(
            entries=self.entries,
            subjects=(),
            readings=(),
            bits=named,
            provisions=[_provision(*pages[one]) for one in dict.fromkeys((*named, *cited)) if one in pages],
            sites={c.sentence: place(c.site) for c in question.constraints},
            words={},
            zone="",
            notice="",
        )


def _provision(place: int, law: Law, provision: ProvisionText) -> Provision:
    """A provision as it is cited, without its text."""
    return Provision(provision.anchor, law.title, provision.article, provision.number, "")


class Entries(dict[str, Entry]):
    """What there is to say of definitions, found where it is asked for."""

    def __init__(self, program: Program) -> None:
        super().__init__()
        self._program = program

    def __missing__(self, name: str) -> Entry:
        one = self._program.definitions[name]
        told = told_aspect(one.name, self._program)
        found = self[name] = Entry(name, one.role, one.label, one.provisions, place(one.site), told)
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._program.definitions


@lru_cache(maxsize=2)  # a law and an earlier one with which it is compared
def memory_of(program: Program) -> Memory:
    """The core of the program at hand, made once."""
    return Memory(program)


class Stated:
    """What a case states, as the general evaluation asks for it: each fact is an attribute."""

    def __init__(self, facts: Facts) -> None:
        self.__dict__.update(facts)

    def __getattr__(self, name: str) -> object:
        return UNKNOWN


def case_of(
    facts: Facts, as_of: datetime | None, readings: Readings, settled: Facts = MappingProxyType({})
) -> Case:
    """A case, as the general evaluation takes it."""
    return Case(Stated(facts), settled, as_of, readings)


class Conditions:
    """Expressions about cases of a question, read once. `things` are the locals of which they speak."""

    def __init__(
        self, program: Program, question: Question, exprs: Sequence[Expr], things: Sequence[str] = ()
    ) -> None:
        memory = memory_of(program)
        self._reader = reader = Reader(memory, memory.table_of(question, ()), asked(question))
        self._things = [reader.tape.register(reader.tape.main) for _ in things]
        for name in reached(program, question, (), exprs):
            reader.define(name)
        spoken_of = {local: Thing(at, NO_FACTS) for local, at in zip(things, self._things, strict=True)}
        self._at = reader.all([encoded(expr) for expr in exprs], spoken_of)

    def outcomes(self, case: Case, things: Sequence[object] = ()) -> list[object]:
        """The value of each, or the undecided outcome; of these things, which no fact leads to."""
        registers = self._reader.opened(case)
        for at, thing in zip(self._things, things, strict=True):
            registers[at] = (thing, 0, None)
        self._reader.tape.main.run(registers)
        return [registers[at][0] for at in self._at]


def asked(question: Question) -> list[tuple[str, str]]:
    """The facts of a question, in order: each is its own attribute."""
    return [(name, name) for name in question.facts]


def without_case(expr: Expr) -> object:
    """The value of an expression that asks for no fact, reading, moment or definition, or its fault."""
    if isinstance(expr, Const):
        return expr.value
    reader = Reader(_NOTHING, _NO_TABLE, ())
    at = reader.read(encoded(expr), {})
    registers = reader.tape.opened()
    reader.tape.main.run(registers)
    return registers[at][0]


_NOTHING = Memory(NO_PROGRAM)
_NO_TABLE = Table(
    entries={}, subjects=(), readings=(), bits=(), provisions=(), sites={}, words={}, zone="", notice=""
)


class Settling:
    """What `always` leaves of the cases of a question. `facts` are those of which it speaks."""

    def __init__(self, program: Program, question: Question) -> None:
        conditions = [constraint.condition for constraint in question.constraints]
        rows = [(c.sentence, encoded(c.condition)) for c in question.constraints]
        names = constrained(QuestionPlan(program, question, (), {}))
        memory = memory_of(program)
        data = {
            "facts": asked(question),
            "always": reached(program, question, (), conditions),
            "constraints": rows,
            "constrained": names,
        }
        values = {name: few(program.facts[name].type) for name in names}
        table = memory.table_of(question, ())
        self._always = Always(memory, table, data, values) if names or rows else None
        self.facts = frozenset(self._always.reader.facts) if self._always is not None else frozenset()

    def settled(self, case: Case) -> dict[str, object]:
        """The values of unknown facts to which it leaves but one. CaseImpossible where the case breaks it, or
        it leaves a fact none."""
        return {} if self._always is None else dict(self._always.settle(case))

    def is_broken(self, case: Case) -> bool:
        """Whether the case, as it is stated, breaks what always holds."""
        return self._always is not None and self._always.is_broken(case)

    def rests_on(self, reading: str) -> bool:
        """Whether another option of a reading can settle other facts."""
        return self._always is not None and reading in self._always.reader.readings


KEPT = 64
"""So many questions are kept ready at a time."""


class Kept(Generic[Made]):
    """What is made ready for questions of a program: once for those that answer the same so."""

    def __init__(self, make: Callable[[Question], Made]) -> None:
        self._make = make
        self._made: dict[tuple[object, ...], Made] = {}

    def of(self, question: Question) -> Made:
        """What is made ready for a question."""
        key = (question.answers, question.facts, question.name if question.headlines else "")
        if key not in self._made:
            if len(self._made) >= KEPT:
                self._made.clear()
            self._made[key] = self._make(question)
        return self._made[key]


@lru_cache(maxsize=2)
def settling_of(program: Program) -> Kept[Settling]:
    """What `always` leaves of the cases of the questions of a program."""
    return Kept(partial(Settling, program))
