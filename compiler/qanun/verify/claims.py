"""Claims about every fully known case, tried on random cases: a refutation is certain, a pass is not a
proof."""

from collections.abc import Mapping
from datetime import datetime
from random import Random

from attrs import frozen

from qanun.core.answering import narrowed
from qanun.core.evaluate import Case, evaluate
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
    for _ in range(cases):
        drawn = pool.draw()
        readings = drawn.readings | dict(claim.readings)
        try:
            facts = narrowed(program, claim.asked, drawn.facts, drawn.as_of, readings)
        except CaseImpossible:
            continue
        case = Case(program, claim.asked, facts, drawn.as_of, readings)
        if evaluate(claim.condition, case).value is False:
            return Refutation(claim, facts, drawn.as_of, readings)
    return None
