"""Headlines that say one thing where another could be said as well."""

from datetime import UTC, datetime

from qanun.runtime import Verdict
from qanun_azerbaijan import expulsion_rules as rules


def test_where_seven_days_apply_no_two_terms_of_forty_eight_hours_run() -> None:
    """The court annulled the status and ruled on expulsion: only the seven days of the law on immigration
    are left, though the clocks of both other terms began together."""
    facts = rules.TermOfDepartureFacts.from_json(
        {
            "is_az_citizen": False,
            "has_immigrant_status": False,
            "expulsion_decided_at": "2012-03-01T10:00:00+04:00",
            "expulsion_applied_at": None,
            "decision_to_execute_at": "2012-03-01T10:00:00+04:00",
            "deciding_body": "ministry_of_interior",
            "status_annulled_on": "2012-02-20",
            "expulsion_ruled_on": "2012-03-01",
            "departed_at": None,
            "extension_granted_at": None,
            "expulsion_executed_at": None,
        }
    )
    readings = {
        "term_after_annulment": "seven_days",
        "clocks": "two_clocks",
        "start_of_term": "decision",
        "length_of_term": "fixed",
    }
    asked = datetime(2012, 3, 2, 8, tzinfo=UTC)
    answers = rules.term_of_departure.explore(facts, as_of=asked, readings=readings)
    assert answers.leave_after_decision.verdict is Verdict.BARRED
    assert answers.headline == "The seven days of the law on immigration apply, and not the forty-eight hours"
