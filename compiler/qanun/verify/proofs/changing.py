"""Whether facts and readings change anything: tried first, then place by place asked of a solver."""

import z3
from attrs import evolve

from qanun.core.explicit.parts import asked_of
from qanun.core.rules import Ref
from qanun.targets.proof.logic import Formula, NotLowered
from qanun.verify.proofs.bounds import bounds
from qanun.verify.proofs.effects import Trying, differ, was_met
from qanun.verify.proofs.formulas import Formulas
from qanun.verify.proofs.model import (
    MET,
    Found,
    Never,
    NotReproduced,
    Place,
    Result,
    Sought,
    Undecided,
    Witness,
)
from qanun.verify.proofs.pairs import Said, Twin, alike, differing, said
from qanun.verify.proofs.smallest import Variable, asked, vector


def looked(formulas: Formulas, sought: Sought) -> Result:
    """What was found of one."""
    if was_met(formulas.program, sought):
        return Result(sought, MET)
    within: dict[str, None] = {}
    undecided: Undecided | None = None
    for place in sought.places:
        found = _pair(formulas, sought, place)
        if isinstance(found, Witness | NotReproduced):
            return Result(sought, found)
        if isinstance(found, Undecided):
            undecided = found
        there = evolve(sought, question=place.question, things=place.things)
        within |= dict.fromkeys(bounds(formulas.program, there))
    return Result(sought, undecided or Never(), tuple(within))


def _pair(formulas: Formulas, sought: Sought, place: Place) -> Found:
    """Two cases that differ in it alone, and are answered otherwise in a place."""
    ledger = formulas.lowering.ledger
    try:
        (parts, always), needed = ledger.noting(lambda: _of_place(formulas, place))
        (variables, left_out), more = ledger.noting(
            lambda: formulas.variables(place.question, (), place.things)
        )
    except NotLowered as reason:
        return Undecided(f"it rests on {reason}, which has no formula")
    varied = sought.name if sought.name in formulas.program.facts else f"{sought.name}?"
    if varied not in variables:
        return Undecided(f"it rests on {left_out}, which have no formula")
    holding = ledger.holding(needed | more)
    twin = Twin((*always, *holding, *(formula for one in parts for formula in one.formulas)))
    wanted = differing(parts, twin)
    if z3.is_false(wanted):
        return Never()
    same = alike((one.term for name, one in variables.items() if name != varied), twin)
    conditions = vector((wanted, *always, *holding, *map(twin.of, holding), *same))
    answer, model = asked(conditions, formulas.steps)
    if answer == z3.unsat:
        return Never()
    if answer == z3.unknown:
        return Undecided("the solver came to no end in its time")
    changed = {**variables, varied: Variable(twin.term(variables[varied].term))}
    one, other = (formulas.read(place.question, place.things, {}, model, of) for of in (variables, changed))
    trying = Trying(formulas.program, place)
    if differ(trying.outcomes(one), trying.outcomes(other)):
        return MET
    return Undecided(f"it rests on {left_out}, which have no formula") if left_out else NotReproduced(one)


def _of_place(formulas: Formulas, place: Place) -> tuple[list[Said], list[Formula]]:
    """What each expression of a place comes to, and what always holds."""
    parts = []
    for expr in place.exprs:
        name = expr.name if isinstance(expr, Ref) else formulas.names[expr, place.things]
        explicit = formulas.explicit[name]
        outcome = asked_of(explicit, place.things) if isinstance(expr, Ref) else explicit.outcome
        parts.append(said(formulas.lowering, outcome, name, formulas.locals(place.things)))
    return parts, list(formulas.always(place.question))
