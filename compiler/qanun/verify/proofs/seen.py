"""Puts a case that the solver found to the general evaluation, which has the last word."""

from collections.abc import Iterable

from attrs import define, field

from qanun.core.evaluation import Conditions, Settling, case_of
from qanun.core.rules import Program
from qanun.runtime.faults import CaseImpossible, Conflict, Fault, Gap, NoVersion, NumberTooLong, OutOfCalendar
from qanun.runtime.outcomes.undecided import Faulty, NotKnown, Pulled, Quiet
from qanun.verify.proofs.model import Part, Sought, Witness
from qanun.verify.proofs.wordless import is_so


@define(eq=False)
class Seeing:
    """What is sought, ready to be evaluated."""

    program: Program
    sought: Sought
    conditions: Conditions = field(init=False)
    settling: Settling = field(init=False)

    def __attrs_post_init__(self) -> None:
        things = tuple(thing.name for thing in self.sought.things)
        exprs = [one for one in (self.sought.expr, self.sought.where) if one is not None]
        if self.sought.outcome is not None:
            exprs = [one.condition for one in self.sought.question.headlines]
        self.conditions = Conditions(self.program, self.sought.question, exprs, things)
        self.settling = Settling(self.program, self.sought.question)

    def holds(self, witness: Witness, known: Iterable[str] | None = None) -> bool:
        """Whether the case is as it is sought, if only these of its facts are known."""
        names = witness.facts if known is None else known
        facts = {name: witness.facts[name] for name in names}
        try:
            settled = self.settling.settled(case_of(facts, witness.as_of, witness.readings))
        except CaseImpossible:
            return False
        sought, case = self.sought, case_of({**settled, **facts}, witness.as_of, witness.readings)
        found = self.conditions.outcomes(case, witness.things)
        if sought.outcome is not None:
            headed = any(one is True or isinstance(one, NotKnown) for one in found)
            return not headed and is_so(self.program, sought.question, case, sought.name, sought.outcome)
        outcome, *where = found
        return is_part(outcome, sought.part) and all(one is True for one in where)


def is_part(outcome: object, part: Part) -> bool:
    """Whether an outcome is what is sought."""
    if part == "yes":
        return outcome is True
    if not isinstance(outcome, Faulty):
        return part == "no value" and isinstance(outcome, Pulled | Quiet)
    if part == "no value":
        return not all(isinstance(fault, OutOfCalendar | NumberTooLong) for fault in outcome.faults)
    return any(part == part_of(fault) for fault in outcome.faults)


def part_of(fault: Fault) -> Part:
    """What kind of fault it is."""
    if isinstance(fault, NoVersion):
        return "no version"
    return "conflict" if isinstance(fault, Conflict) else "gap" if isinstance(fault, Gap) else "fault"
