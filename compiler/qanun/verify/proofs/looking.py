"""Asks the solver for the cases that are sought."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from random import Random

import z3
from attrs import define, evolve, field

from qanun.core.explicit.definitions import Explicit, explicit
from qanun.core.explicit.forms import for_some
from qanun.core.explicit.operators import faults_of
from qanun.core.explicit.outcomes import of_each
from qanun.core.explicit.total import Total
from qanun.core.names import Name
from qanun.core.rules import Apply, Definition, Expr, Local, Over, Program, Ref, Site
from qanun.core.typing import type_of
from qanun.core.walk import walk
from qanun.runtime.values.numbers import DIGITS
from qanun.targets.proof import clocks, days
from qanun.targets.proof.facts import MOST, Found
from qanun.targets.proof.logic import Formula, NotLowered, every, negated, some
from qanun.targets.proof.lowering import Lowering
from qanun.targets.proof.terms import Term
from qanun.typed.types import (
    DATE,
    MOMENT,
    PERIOD,
    YES_NO,
    ListType,
    MoneyType,
    OneOfType,
    OrNone,
    SetType,
    Type,
    within,
)
from qanun.verify.cases import Whole
from qanun.verify.proofs.model import GOOD, Never, NotReproduced, Part, Result, Sought, Undecided, Witness
from qanun.verify.proofs.seen import Seeing
from qanun.verify.proofs.smallest import Small, Variable, asked, vector

STEPS_A_SECOND = 40_000_000
"""So many steps of the solver take about a second. Steps are counted, not time, so that no two runs
differ."""
DAYS = (
    f"all days lie between {days.FIRST} and {days.LAST}, all moments in the years {clocks.START.year} to "
    f"{clocks.STOP.year - 1}; days and moments that are reckoned, too: that one leaves them is not looked for"
)
LISTS = f"lists, and sets of what has no written options, have at most {MOST} members"
NUMBERS = f"numbers that are reckoned have at most {DIGITS} digits: that one is longer is not looked for"
COINS = "amounts of money that a case states are whole numbers of the smallest coin"
DRAWN = 30
"""So many cases are drawn of what should have one, before the solver is asked."""
FAULTS: dict[str, Part] = {
    "Conflict": "conflict",
    "Gap": "gap",
    "DivisionByZero": "fault",
    "PeriodReversed": "fault",
    "PeriodOpen": "fault",
    "StepNotAboveZero": "fault",
}
"""The faults that are sought, by the names of their marks."""


@define(eq=False)
class Looking:
    """Formulas of a program for all that is sought in it. `seconds` are those that one question may take."""

    program: Program
    sought: Sequence[Sought]
    seconds: float = 10.0
    names: dict[tuple[Expr, tuple[Local, ...]], Name] = field(factory=dict)

    @cached_property
    def extended(self) -> Program:
        """The program, and a definition of each condition that is sought or always holds."""
        more: dict[str, Definition] = {}
        for one in self.sought:
            self._add(more, one.expr, one.things)
            for constraint in one.question.constraints:
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

    def look(self, sought: Sought) -> Result:
        """What was found of one."""
        assert self.extended is not None
        try:
            return self._look(sought)
        except NotLowered as reason:
            return Result(sought, Undecided(f"it rests on {reason}, which has no formula"))

    def _look(self, sought: Sought) -> Result:
        drawn = self._drawn(sought) if sought.kind in GOOD else None
        if drawn is not None:
            return Result(sought, drawn)
        made, needed = self.lowering.ledger.noting(lambda: self._formulas(sought))
        wanted, variables, left_out = made
        bounds = self._bounds(sought)
        if z3.is_false(wanted):
            return Result(sought, Never(), bounds)
        steps = int(self.seconds * STEPS_A_SECOND)
        conditions = vector((wanted, *self.lowering.ledger.holding(needed)))
        answer, model = asked(conditions, steps)
        if answer == z3.unsat:
            return Result(sought, Never(), bounds)
        if answer == z3.unknown:
            return Result(sought, Undecided("the solver came to no end in its time"), bounds)
        small = Small(conditions, list(variables.values()), model, steps)
        if sought.kind not in GOOD:
            small.shrink()
        return Result(sought, self._witness(sought, small, variables, left_out), bounds)

    def _drawn(self, sought: Sought) -> Witness | None:
        """A case of which some should be found, where drawing a few meets one."""
        pool, seeing = Whole(self.program, sought.question, Random(2012)), Seeing(self.program, sought)
        for _ in range(DRAWN):
            drawn = pool.draw()
            things = tuple(pool.value(thing.type) for thing in sought.things)
            readings = {**drawn.readings, **dict(sought.readings)}
            witness = Witness(drawn.facts, tuple(drawn.facts), drawn.as_of, readings, things)
            if seeing.holds(witness):
                return witness
        return None

    def _formulas(self, sought: Sought) -> tuple[Formula, dict[str, Variable], str]:
        """What is sought, the variables of its case, and why there is no formula of some fact."""
        question = sought.question
        parts = [self._condition(sought)]
        for constraint in question.constraints:
            always = self.names[constraint.condition, ()]
            outcome = self.explicit[always].outcome
            assert outcome.no is not None
            parts.append(negated(self.lowering.truth(outcome.no, always)))
        parts += [self._reads(reading, option) for reading, option in sought.readings]
        facts = self.lowering.facts
        variables: dict[str, Variable] = {}
        left_out = ""
        for name in question.facts:
            try:
                variables[name] = Variable(facts.fact(name))
            except NotLowered as reason:
                left_out = str(reason)
        fixed = {reading for reading, _ in sought.readings}
        for name in question.readings:
            if name not in fixed:
                variables[f"{name}?"] = Variable(facts.reading(name))
        if question.needs_as_of:
            variables["as_of?"] = Variable(facts.as_of())
        for thing in sought.things:
            variables[f"{thing.name}!"] = Variable(self._thing(thing))
        return every(parts), variables, left_out

    def _thing(self, thing: Local) -> Term:
        return self.lowering.ledger.once(
            ("thing", thing.name, thing.type),
            lambda: self.lowering.facts.variable(f"thing {thing.name} {thing.type}", thing.type),
        )

    def _reads(self, reading: str, option: str) -> Formula:
        place = self.program.readings[reading].type.options.index(option)
        return self.lowering.facts.reading(reading).term == place

    def _condition(self, sought: Sought) -> Formula:
        """That the expression comes to what is sought."""
        name = self.names[sought.expr, sought.things]
        locals_ = {thing.name: self._thing(thing) for thing in sought.things}
        outcome = self.explicit[name].outcome
        if sought.part == "no value":
            return some(self.lowering.truth(one, name, locals_) for one in outcome.lack.kinds)
        if sought.part != "yes":
            return some(self.lowering.truth(one, name, locals_) for one in self._marked(sought, name))
        return self.lowering.truth(outcome.yes, name, locals_)

    def _marked(self, sought: Sought, name: Name) -> Iterator[Total]:
        """When the expression, a definition, comes to a fault that it makes itself."""
        assert isinstance(sought.expr, Ref)
        made = str(sought.expr.name)
        for mark in self.explicit[name].outcome.lack.there:
            kind = FAULTS.get(mark.name.partition(" ")[0], "")
            own = mark.place == made if kind == "fault" else mark.place == sought.expr.name.subject
            if kind == sought.part and own:
                yield of_each(mark, mark.when, for_some)

    def _bounds(self, sought: Sought) -> tuple[str, ...]:
        """Of which cases what is proved is proved."""
        question, program = sought.question, self.program
        types = [program.facts[name].type for name in question.facts] + [one.type for one in sought.things]
        parts = [part for type_ in types for part in within(type_)]
        found = []
        can_fail = set(self._can_fail(sought))
        days_ = question.needs_as_of or any(part in (DATE, MOMENT, PERIOD) for part in parts)
        if days_ or "OutOfCalendar" in can_fail:
            found.append(DAYS)
        if any(isinstance(part, ListType) or _is_open_set(part) for part in parts):
            found.append(LISTS)
        if any(isinstance(part, MoneyType) for part in parts):
            found.append(COINS)
        if "NumberTooLong" in can_fail:
            found.append(NUMBERS)
        return (*found, *sought.unlooked)

    def _can_fail(self, sought: Sought) -> Iterator[str]:
        """The faults of operators on which it rests, that cases within its bounds do not meet."""
        exprs = [sought.expr, *(self.program.definitions[name].body for name in sought.question.order)]
        for node in (node for expr in exprs for node in walk(expr)):
            if isinstance(node, Apply) and node.operator != "as of":
                of_moment = type_of(node.operands[0]) in (MOMENT, OrNone(MOMENT))
                yield from (fault for fault, _ in faults_of(node.operator, of_moment))
            if isinstance(node, Over) and node.kind == "sum":
                yield "NumberTooLong"

    def _witness(
        self, sought: Sought, small: Small, variables: Mapping[str, Variable], left_out: str
    ) -> Witness | NotReproduced | Undecided:
        """The case that was found, as it reproduces with as few facts as are enough."""
        whole = self._read(sought, small, variables)
        seeing = Seeing(self.program, sought)
        if not seeing.holds(whole):
            return (
                Undecided(f"it rests on {left_out}, which have no formula")
                if left_out
                else NotReproduced(whole)
            )
        if sought.kind in GOOD:
            return whole
        usual_ones = [name for name in whole.facts if small.holds(variables[name].usual)]
        order = [*reversed(usual_ones), *(name for name in reversed(whole.known) if name not in usual_ones)]
        known = list(whole.known)
        for name in order:
            fewer = [one for one in known if one != name]
            if seeing.holds(whole, fewer):
                known = fewer
        return evolve(whole, known=tuple(known))

    def _read(self, sought: Sought, small: Small, variables: Mapping[str, Variable]) -> Witness:
        program, found = self.program, Found(small.model, self.lowering.symbols)
        facts = {
            name: found.value(variables[name].term, program.facts[name].type)
            for name in sought.question.facts
            if name in variables
        }
        chosen = dict(sought.readings)
        readings = {
            name: chosen.get(name)
            or str(found.value(variables[f"{name}?"].term, program.readings[name].type))
            for name in sought.question.readings
        }
        as_of = found.value(variables["as_of?"].term, MOMENT) if "as_of?" in variables else None
        assert as_of is None or isinstance(as_of, datetime)
        things = tuple(found.value(self._thing(thing), thing.type) for thing in sought.things)
        return Witness(facts, tuple(facts), as_of, readings, things, small.is_smallest)


def _is_open_set(type_: Type) -> bool:
    return isinstance(type_, SetType) and not isinstance(type_.element, OneOfType)
