"""Criminal Code 318 of Azerbaijan, as one would write it."""

from typing import Any

from qanun.runtime.answers.answers import Verdict
from qanun.runtime.values.durations import Months
from qanun.runtime.values.money import Money
from qanun.runtime.values.penalties import Penalties, PenaltyRange
from qanun.runtime.values.states import State

from by_hand.results import Result, Results, status

FINE = PenaltyRange("fine", Money(200, "AZN"), Money(500, "AZN"))
PRISON = PenaltyRange("imprisonment", Months(24), Months(60))
ONE_OF_BOTH = Penalties(((FINE,), (PRISON,)))
OR_TOGETHER = Penalties(((FINE,), (PRISON,), (FINE, PRISON)))


def by_hand(facts: Any, reading: str = "exclusive") -> Results:
    """The offence, and the liability for it."""
    done = facts.crossed_guarded_border and (facts.lacked_required_documents or facts.bypassed_checkpoint)
    if not done:
        offence = Result(False, Verdict.NO, State.NOT_APPLICABLE)
        headline = "No offence under this article"
    elif (
        not facts.is_az_citizen
        and facts.came_to_seek_political_asylum
        and not facts.acts_contain_another_offence
    ):
        offence = Result(False, Verdict.BARRED, State.BARRED)
        headline = "No offence: the person came to seek political asylum"
    else:
        punished = OR_TOGETHER if reading == "cumulative" else ONE_OF_BOTH
        offence = Result(True, Verdict.YES, State.IN_FORCE, None, punished)
        headline = "An offence: illegal crossing of the state border"
    return Results(offence, status(offence.value is True), headline=headline)
