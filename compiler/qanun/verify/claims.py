"""Claims about every fully known case, tried on random cases: a refutation is certain, a pass is not a
proof."""

from collections.abc import Mapping
from datetime import datetime
from random import Random

from attrs import frozen

from qanun.core.evaluation import Conditions, Settling, case_of
from qanun.core.rules import Claim, Program
from qanun.runtime.faults import CaseImpossible
from qanun.verify.cases import Pool


@frozen
class Refutation:
    """A case in which a claim does not hold."""

    claim: Claim
    facts: Mapping[str, object]
    as_of: datetime
    readings: Mapping[str, str]


def refute(program: Program, claim: Claim, cases: int = 500, seed: int = 2012) -> Refutation | None:
    """A fully known case, under any readings that the claim does not fix, in which it is no; None if none
    was met."""
    pool = Pool(program, claim.asked, Random(f"{seed} {claim.title}"))
    settling = Settling(program, claim.asked)
    conditions = Conditions(program, claim.asked, (claim.condition,))
    for _ in range(cases):
        drawn = pool.draw()
        readings = drawn.readings | dict(claim.readings)
        try:
            settled = settling.settled(case_of(drawn.facts, drawn.as_of, readings))
        except CaseImpossible:
            continue
        facts = {**drawn.facts, **settled}
        if conditions.outcomes(case_of(facts, drawn.as_of, readings))[0] is False:
            return Refutation(claim, facts, drawn.as_of, readings)
    return None
