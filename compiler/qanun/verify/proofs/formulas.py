"""The formulas of a program for all that is sought in it, and the cases that a solver finds."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from attrs import define, evolve, field

from qanun.core.explicit.definitions import Explicit, explicit
from qanun.core.names import Name
from qanun.core.rules import Definition, Expr, Local, Program, Question, Ref, Site
from qanun.targets.proof.facts import Found
from qanun.targets.proof.logic import Formula, NotLowered, negated
from qanun.targets.proof.lowering import Lowering
from qanun.targets.proof.terms import Term
from qanun.typed.types import MOMENT, YES_NO
from qanun.verify.proofs.model import Sought, Witness
from qanun.verify.proofs.smallest import Variable

STEPS_A_SECOND = 40_000_000
"""So many steps of the solver take about a second. Steps are counted, not time, so that no two runs
differ."""


@define(eq=False)
class Formulas:
    """Made as they are asked for. `steps` are those that one question may take."""

    program: Program
    sought: Sequence[Sought]
    steps: int
    names: dict[tuple[Expr, tuple[Local, ...]], Name] = field(factory=dict)

    @cached_property
    def extended(self) -> Program:
        """The program, and a definition of each condition that is sought or always holds."""
        more: dict[str, Definition] = {}
        for one in self.sought:
            for expr, things in _written(one):
                self._add(more, expr, things)
            for question in (one.question, *(place.question for place in one.places)):
                for constraint in question.constraints:
                    self._add(more, constraint.condition, ())
        return evolve(self.program, definitions=self.program.definitions | more)

    def _add(self, more: dict[str, Definition], expr: Expr, things: tuple[Local, ...]) -> None:
        if (expr, things) not in self.names:
            name = Name(f"what is sought {len(self.names)}")
            self.names[expr, things] = name
            more[name] = Definition(name, "define", "", YES_NO, expr, (), Site("", 0), things)

    @cached_property
    def explicit(self) -> Explicit:
        return explicit(self.extended)

    @cached_property
    def lowering(self) -> Lowering:
        return Lowering(self.extended, self.explicit)

    def holds(self, expr: Expr, things: tuple[Local, ...] = ()) -> Formula:
        """That a condition holds of which there is a definition."""
        name = self.names[expr, things]
        return self.lowering.truth(self.explicit[name].outcome.yes, name, self.locals(things))

    def always(self, question: Question) -> Iterator[Formula]:
        """What holds of every case of a question."""
        for constraint in question.constraints:
            always = self.names[constraint.condition, ()]
            outcome = self.explicit[always].outcome
            assert outcome.no is not None
            yield negated(self.lowering.truth(outcome.no, always))

    def variables(
        self, question: Question, fixed: Collection[str], things: Sequence[Local]
    ) -> tuple[dict[str, Variable], str]:
        """The variables of a case, but for readings that are fixed; and why some fact has no formula."""
        facts, left_out = self.lowering.facts, ""
        variables: dict[str, Variable] = {}
        for name in question.facts:
            try:
                variables[name] = Variable(facts.fact(name))
            except NotLowered as reason:
                left_out = str(reason)
        for name in question.readings:
            if name not in fixed:
                variables[f"{name}?"] = Variable(facts.reading(name))
        if question.needs_as_of:
            variables["as_of?"] = Variable(facts.as_of())
        for thing in things:
            variables[f"{thing.name}!"] = Variable(self.thing(thing))
        return variables, left_out

    def locals(self, things: Sequence[Local]) -> dict[str, Term]:
        """What these locals stand for."""
        return {thing.name: self.thing(thing) for thing in things}

    def thing(self, thing: Local) -> Term:
        """One of the things that a case is about."""
        return self.lowering.ledger.once(
            ("thing", thing.name, thing.type),
            lambda: self.lowering.facts.variable(f"thing {thing.name} {thing.type}", thing.type),
        )

    def reads(self, reading: str, option: str) -> Formula:
        """That an option is chosen."""
        place = self.program.readings[reading].type.options.index(option)
        return self.lowering.facts.reading(reading).term == place

    def read(
        self,
        question: Question,
        of: Sequence[Local],
        chosen: Mapping[str, str],
        model: Any,
        variables: Mapping[str, Variable],
    ) -> Witness:
        """The case of a model, of these things and readings."""
        program, found = self.program, Found(model, self.lowering.symbols)
        facts = {
            name: found.value(variables[name].term, program.facts[name].type)
            for name in question.facts
            if name in variables
        }
        readings = {
            name: chosen.get(name)
            or str(found.value(variables[f"{name}?"].term, program.readings[name].type))
            for name in question.readings
        }
        as_of = found.value(variables["as_of?"].term, MOMENT) if "as_of?" in variables else None
        assert as_of is None or isinstance(as_of, datetime)
        things = tuple(found.value(self.thing(thing), thing.type) for thing in of)
        return Witness(facts, tuple(facts), as_of, readings, things)


def _written(sought: Sought) -> Iterator[tuple[Expr, tuple[Local, ...]]]:
    """The expressions of which there has to be a definition."""
    for place in sought.places:
        yield from ((expr, place.things) for expr in place.exprs if not isinstance(expr, Ref))
    if sought.outcome is not None:
        yield from ((one.condition, ()) for one in sought.question.headlines)
    elif not sought.places:
        yield sought.expr, sought.things
    if sought.where is not None:
        yield sought.where, sought.things
