"""Puts a case that the solver found to the general evaluation, which has the last word."""

from collections.abc import Iterable, Mapping

from attrs import define, field

from qanun.core.evaluation import Conditions, Settling, case_of
from qanun.core.rules import Program
from qanun.runtime.faults import CaseImpossible, Conflict, Fault, Gap
from qanun.runtime.outcomes.undecided import Faulty, Pulled, Quiet
from qanun.verify.proofs.model import Part, Sought, Witness


@define(eq=False)
class Seeing:
    """What is sought, ready to be evaluated."""

    program: Program
    sought: Sought
    conditions: Conditions = field(init=False)
    settling: Settling = field(init=False)

    def __attrs_post_init__(self) -> None:
        things = tuple(thing.name for thing in self.sought.things)
        self.conditions = Conditions(self.program, self.sought.question, (self.sought.expr,), things)
        self.settling = Settling(self.program, self.sought.question)

    def holds(self, witness: Witness, known: Iterable[str] | None = None) -> bool:
        """Whether the case is as it is sought, if only these of its facts are known."""
        names = witness.facts if known is None else known
        facts = {name: witness.facts[name] for name in names}
        try:
            settled = self.settling.settled(case_of(facts, witness.as_of, witness.readings))
        except CaseImpossible:
            return False
        case = case_of(_all(facts, settled), witness.as_of, witness.readings)
        return is_part(self.conditions.outcomes(case, witness.things)[0], self.sought.part)


def _all(facts: Mapping[str, object], settled: Mapping[str, object]) -> dict[str, object]:
    return {**settled, **facts}


def is_part(outcome: object, part: Part) -> bool:
    """Whether an outcome is what is sought."""
    if part == "yes":
        return outcome is True
    if part == "no value":
        return isinstance(outcome, Faulty | Pulled | Quiet)
    if not isinstance(outcome, Faulty):
        return False
    return any(part == part_of(fault) for fault in outcome.faults)


def part_of(fault: Fault) -> Part:
    """What kind of fault it is."""
    return "conflict" if isinstance(fault, Conflict) else "gap" if isinstance(fault, Gap) else "fault"
