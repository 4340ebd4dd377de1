"""Asks the solver for the cases that are sought."""

from collections.abc import Iterator, Mapping, Sequence

import z3
from attrs import define, evolve, field

from qanun.core.explicit.forms import for_some
from qanun.core.explicit.outcomes import of_each
from qanun.core.explicit.total import Total
from qanun.core.names import Name
from qanun.core.rules import Program, Ref
from qanun.targets.proof.logic import Formula, NotLowered, every, some
from qanun.verify.proofs import changing
from qanun.verify.proofs.bounds import bounds
from qanun.verify.proofs.drawn import Pool, resting_on
from qanun.verify.proofs.formulas import STEPS_A_SECOND, Formulas
from qanun.verify.proofs.model import GOOD, Never, NotReproduced, Part, Result, Sought, Undecided, Witness
from qanun.verify.proofs.seen import Seeing
from qanun.verify.proofs.smallest import Small, Variable, asked, enough, vector
from qanun.verify.proofs.words import Words

DRAWN = 30
"""So many cases are drawn of what should have one, before the solver is asked."""
FAULTS: dict[str, Part] = {
    "Conflict": "conflict",
    "Gap": "gap",
    "DivisionByZero": "fault",
    "PeriodReversed": "fault",
    "PeriodOpen": "fault",
    "StepNotAboveZero": "fault",
    "NoVersion": "no version",
}
"""The faults that are sought, by the names of their marks."""


@define(eq=False)
class Looking:
    """Looks for all that is sought in a program. `seconds` are those that one question may take."""

    program: Program
    sought: Sequence[Sought]
    seconds: float = 10.0
    formulas: Formulas = field(init=False)
    words: Words = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.formulas = Formulas(self.program, self.sought, int(self.seconds * STEPS_A_SECOND))
        self.words = Words(self.formulas)

    def look(self, sought: Sought) -> Result:
        """What was found of one."""
        if sought.places:
            return changing.looked(self.formulas, sought)
        drawn = self._drawn(sought) if sought.kind in GOOD else None
        if drawn is not None:
            return Result(sought, drawn)
        try:
            return self._look(sought)
        except NotLowered as reason:
            return Result(sought, Undecided(f"it rests on {reason}, which has no formula"))

    def _look(self, sought: Sought) -> Result:
        within = bounds(self.program, sought)
        if sought.outcome is not None and self.words.are_enough(sought.question):
            return Result(sought, Never(), within)
        made, needed = self.formulas.lowering.ledger.noting(lambda: self._formulas(sought))
        wanted, variables, left_out = made
        if z3.is_false(wanted):
            return Result(sought, Never(), within)
        conditions = vector((wanted, *self.formulas.lowering.ledger.holding(needed)))
        answer, model = asked(conditions, self.formulas.steps)
        if answer == z3.unsat:
            return Result(sought, Never(), within)
        if answer == z3.unknown:
            return Result(sought, Undecided("the solver came to no end in its time"), within)
        small = Small(conditions, list(variables.values()), model, self.formulas.steps)
        if sought.kind not in GOOD:
            small.shrink()
        return Result(sought, self._witness(sought, small, variables, left_out), within)

    def _drawn(self, sought: Sought) -> Witness | None:
        """A case of which some should be found, where drawing a few meets one."""
        pool, seeing = Pool(self.program, sought.question, sought.things), Seeing(self.program, sought)
        scenarios = resting_on(self.program).get(sought.definition, ()) if sought.definition else ()
        for one in pool.cases(scenarios, DRAWN):
            case = evolve(one, readings={**one.readings, **dict(sought.readings)})
            if seeing.holds(case):
                return case
        return None

    def _formulas(self, sought: Sought) -> tuple[Formula, dict[str, Variable], str]:
        """What is sought, the variables of its case, and why there is no formula of some fact."""
        formulas = self.formulas
        parts = [self._condition(sought), *formulas.always(sought.question)]
        if sought.where is not None:
            parts.append(formulas.holds(sought.where, sought.things))
        parts += [formulas.reads(reading, option) for reading, option in sought.readings]
        fixed = {reading for reading, _ in sought.readings}
        return every(parts), *formulas.variables(sought.question, fixed, sought.things)

    def _condition(self, sought: Sought) -> Formula:
        """That the expression comes to what is sought."""
        if sought.outcome is not None:
            return self.words.lacking(sought.question, sought.name, sought.outcome)
        if sought.part == "yes":
            return self.formulas.holds(sought.expr, sought.things)
        name = self.formulas.names[sought.expr, sought.things]
        outcome, locals_ = self.formulas.explicit[name].outcome, self.formulas.locals(sought.things)
        if sought.part == "no value":
            kinds = [outcome.kind("in conflict"), outcome.kind("silent"), *self._failing(name)]
        else:
            kinds = list(self._marked(sought, name))
        return some(self.formulas.lowering.truth(one, name, locals_) for one in kinds)

    def _failing(self, name: Name) -> Iterator[Total]:
        """When a definition comes to a fault that is sought, whatever makes it."""
        for mark in self.formulas.explicit[name].outcome.lack.there:
            if mark.name.partition(" ")[0] in FAULTS:
                yield of_each(mark, mark.when, for_some)

    def _marked(self, sought: Sought, name: Name) -> Iterator[Total]:
        """When the expression, a definition, comes to a fault that it makes itself."""
        assert isinstance(sought.expr, Ref)
        made = str(sought.expr.name)
        for mark in self.formulas.explicit[name].outcome.lack.there:
            kind = FAULTS.get(mark.name.partition(" ")[0], "")
            own = mark.place == made if kind == "fault" else mark.place == sought.expr.name.subject
            if kind == sought.part and own:
                yield of_each(mark, mark.when, for_some)

    def _witness(
        self, sought: Sought, small: Small, variables: Mapping[str, Variable], left_out: str
    ) -> Witness | NotReproduced | Undecided:
        """The case that was found, as it reproduces with as few facts as are enough."""
        question, chosen = sought.question, dict(sought.readings)
        whole = self.formulas.read(question, sought.things, chosen, small.model, variables)
        whole = evolve(whole, is_smallest=small.is_smallest)
        seeing = Seeing(self.program, sought)
        if not seeing.holds(whole):
            return (
                Undecided(f"it rests on {left_out}, which have no formula")
                if left_out
                else NotReproduced(whole)
            )
        if sought.kind in GOOD:
            return whole
        usual = [name for name in whole.facts if small.holds(variables[name].usual)]
        return evolve(whole, known=enough(whole.known, usual, lambda fewer: seeing.holds(whole, fewer)))
