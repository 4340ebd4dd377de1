"""Formulas of a law beside what the general evaluation finds, in cases of which all is known."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from random import Random

import z3
from attrs import define, field
from qanun.core.evaluation import Conditions, case_of
from qanun.core.explicit.definitions import Explicit
from qanun.core.explicit.outcomes import KINDS
from qanun.core.names import Name
from qanun.core.rules import Program, Question, Ref
from qanun.core.typing import type_of_definition
from qanun.runtime.outcomes.undecided import Faulty, NotKnown, Pulled, Quiet, Undecided
from qanun.targets.proof import clocks
from qanun.targets.proof.facts import Found, fixed_to
from qanun.targets.proof.logic import Formula, NotLowered, every
from qanun.targets.proof.lowering import Lowering
from qanun.targets.proof.terms import (
    DATE,
    MOMENT,
    Collection,
    Made,
    Maybe,
    Scalar,
    Span,
    Term,
    amount,
    equal,
)
from qanun.typed.types import AUTHORITY, BODIES
from qanun.verify.cases import ANCHOR, Drawn, Whole

NOON = datetime(ANCHOR.year, ANCHOR.month, ANCHOR.day, 12, tzinfo=UTC)
UNDECIDED = {NotKnown: "unknown", Faulty: "fault", Pulled: "in conflict", Quiet: "silent"}


@define(eq=False)
class Agreement:
    """A question, its formulas and its evaluation. `left_out` are the parts that have no formula."""

    program: Program
    question: Question
    lowering: Lowering
    parts: dict[Name, dict[str, Term]] = field(factory=dict)
    left_out: dict[Name, str] = field(factory=dict)
    needed: list[Formula] = field(init=False)
    conditions: Conditions = field(init=False)

    def __attrs_post_init__(self) -> None:
        def make() -> None:
            for name in self.question.order:
                if not self.program.definitions[name].things:
                    self._lower(name)

        _, needed = self.lowering.ledger.noting(make)
        self.needed = self.lowering.ledger.holding(needed)
        names = [Ref(name) for name in self.parts]
        self.conditions = Conditions(self.program, self.question, names)

    def _lower(self, name: Name) -> None:
        outcome = self.lowering.explicit[name].outcome
        exprs = {"has a value": outcome.known, "value": outcome.value}
        exprs |= {kind: outcome.kind(kind) for kind in KINDS}
        if outcome.no is not None:
            exprs["no"] = outcome.no
        try:
            self.parts[name] = {part: self.lowering.term(expr, name) for part, expr in exprs.items()}
        except NotLowered as reason:
            self.left_out[name] = str(reason)

    def compare(self, drawn: Drawn) -> bool:
        """Whether the case is one of those of which formulas speak; an AssertionError where they differ."""
        facts = self.lowering.facts
        stated = [one for name, value in drawn.facts.items() for one in self._stated(name, value)]
        chosen = [
            facts.reading(name).term == self.program.readings[name].type.options.index(option)
            for name, option in drawn.readings.items()
        ]
        solver = z3.Solver()
        solver.add(every((*stated, *chosen, facts.as_of().term == clocks.ticks(drawn.as_of))))
        if solver.check() != z3.sat:  # a list that is too long
            return False
        found = Found(solver.model(), self.lowering.symbols)
        if not all(found.holds(one) for one in self.needed):
            return False
        self._compare(found, drawn)
        return True

    def _stated(self, name: str, value: object) -> list[Formula]:
        try:
            term = self.lowering.facts.fact(name)
        except NotLowered:
            return []
        type_ = self.program.facts[name].type
        return [fixed_to(term, value, self.lowering.symbols, type_), *_unread(term, value)]

    def _compare(self, found: Found, drawn: Drawn) -> None:
        case = case_of(drawn.facts, drawn.as_of, drawn.readings)
        for name, value in zip(self.parts, self.conditions.outcomes(case), strict=True):
            assert self._agrees(found, name, value), f"{name}: the evaluation finds {value!r} in {drawn}"

    def _agrees(self, found: Found, name: Name, value: object) -> bool:
        parts = self.parts[name]
        said = [part for part in ("has a value", *KINDS) if found.holds(amount(parts[part]))]
        if isinstance(value, Undecided):
            return said == [UNDECIDED[type(value)]]
        if said != ["has a value"] or (
            "no" in parts and found.holds(amount(parts["no"])) is not (value is False)
        ):
            return False
        type_ = type_of_definition(self.program.definitions[name])
        if type_ == BODIES and isinstance(value, str):
            type_ = AUTHORITY
        return found.holds(equal(parts["value"], self.lowering.symbols.term(value, type_)))


def _unread(term: Term, value: object) -> Iterator[Formula]:
    """Whatever stands where there is nothing is a day of the years of which formulas speak."""
    match term:
        case Maybe(_, inner):
            yield from _unread(inner, value)
        case Collection(members, True):
            assert value is None or isinstance(value, tuple)
            given = value or ()
            for number, (_, member) in enumerate(members):
                yield from _unread(member, given[number] if number < len(given) else None)
        case Made(fields):
            for name, inner in fields.items():
                yield from _unread(inner, None if value is None else getattr(value, f"of {name}"))
        case Scalar(sort, number) if value is None and sort in (DATE, MOMENT):
            yield number == (ANCHOR.toordinal() if sort == DATE else clocks.ticks(NOON))
        case Span(start, _, last):
            if value is None:
                yield start == ANCHOR.toordinal()
            if value is None or getattr(value, "end", None) is None:
                yield last >= start
                yield last < start + 2
        case _:
            pass


def agreements(
    program: Program, explicit: Explicit, questions: Sequence[Question], seed: str, cases: int
) -> Iterator[tuple[str, int, Mapping[Name, str]]]:
    """For each question: its name, in how many of the cases all was compared, and what has no formula."""
    for question in questions:
        lowering = Lowering(program, explicit)
        one = Agreement(program, question, lowering)
        pool = Whole(program, question, Random(f"{seed} {question.name}"))
        yield question.name, sum(one.compare(pool.draw()) for _ in range(cases)), one.left_out
