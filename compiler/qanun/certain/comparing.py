"""What a part of an answer comes to, as formulas of a case; that it comes to something else."""

from collections.abc import Mapping, Sequence
from typing import Any

import z3
from attrs import frozen

from qanun.core.explicit.forms import for_some
from qanun.core.explicit.outcomes import of_each
from qanun.core.names import Name
from qanun.runtime.outcomes.undecided import Faulty, Pulled, Quiet
from qanun.targets.proof.logic import NO, Formula, every, negated, some
from qanun.targets.proof.lowering import Lowering
from qanun.targets.proof.terms import Term, equal
from qanun.verify.proofs.pairs import Said, Twin, differing, said

PLACES: Mapping[type, int] = {Faulty: 0, Pulled: 1, Quiet: 2}
"""Where among the kinds of `Said` each stands that is in the place of a value."""


@frozen(eq=False)
class Part:
    """A part of an answer: what is said of it; which fault, which silences, what it pulls apart with; and, of
    what applies or does not, that it does not. `tells`: a fault tells of values, of which no mark speaks."""

    said: Said
    marks: tuple[Formula, ...]
    no: Formula
    tells: bool

    def differs_from(self, outcome: object, model: Any, term: Term | None) -> Formula | None:
        """That it comes to something else than this, which the case of a model comes to; None where formulas
        say something else of that case. `term` is the value, if it is one."""
        kinds = self.said.kinds

        def holds(formula: Formula) -> bool:
            return bool(z3.is_true(model.eval(formula, model_completion=True)))

        found = [holds(kind) for kind in kinds]
        place = PLACES.get(type(outcome))
        if found[:3] != [number == place for number in range(3)]:
            return None
        if self.said.value is None and place is None and found[3:] != [outcome is True, outcome is False]:
            return None
        parts = [negated(one) if holds(one) else one for one in (*kinds, *self.marks)]
        if place is None and self.said.value is not None:
            assert term is not None
            same = equal(self.said.value, term)
            if not holds(same):
                return None
            parts.append(every((kinds[-1], negated(same))))
        return some(parts)

    def differs(self, twin: Twin) -> Formula:
        """That it comes to something else in the second of two cases."""
        marks = [z3.Xor(mark, twin.of(mark)) for mark in self.marks]
        return some((differing([self.said], twin), *marks))

    @property
    def formulas(self) -> Sequence[Formula]:
        """All formulas that say it."""
        return (*self.said.formulas, *self.marks)


def part(lowering: Lowering, name: Name, things: Sequence[Term]) -> Part:
    """What is said of a definition, asked of these things."""
    definition = lowering.explicit[name]
    about = {thing.name: term for thing, term in zip(definition.things, things, strict=True)}
    outcome = definition.outcome
    there = [mark for mark in outcome.lack.there if mark.kind != "unknown"]
    marks = (lowering.truth(of_each(mark, mark.when, for_some), name, about) for mark in there)
    no = NO if outcome.no is None else lowering.truth(outcome.no, name, about)
    tells = any(mark.told or mark.each for mark in there if mark.kind == "fault")
    return Part(said(lowering, outcome, name, about), tuple(marks), no, tells)
