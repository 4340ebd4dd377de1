"""The generated strategies give cases that their questions take, near the boundaries of the law."""

import subprocess
import sys
from datetime import date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from agreement import generated
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from qanun import strategies
from qanun.pipeline import compile
from qanun.runtime.faults import CaseImpossible, Fault
from qanun.runtime.questions.questions import AnyQuestion, DatedQuestion
from qanun.runtime.values.durations import Days, Months
from qanun.runtime.values.facts import CaseFacts
from qanun.runtime.values.money import Money
from qanun.runtime.values.states import State
from qanun.runtime.values.unknown import UNKNOWN
from qanun.text import Text
from qanun_azerbaijan import criminal_code, expulsion_rules
from qanun_azerbaijan.strategies import criminal_code as cases
from qanun_azerbaijan.strategies import expulsion_rules as terms
from runtime_case import EveryFacts

LAWS = ("criminal_code", "departure_entry", "expulsion_rules")
QUESTIONS = [
    (name, question, import_module(f"qanun_azerbaijan.strategies.{law}"))
    for law in LAWS
    for name, question in vars(import_module(f"qanun_azerbaijan.{law}")).items()
    if isinstance(question, AnyQuestion)
]
FEW = settings(max_examples=40, deadline=None, database=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize(("name", "question", "module"), QUESTIONS, ids=[name for name, _, _ in QUESTIONS])
def test_cases_of_every_question(name: str, question: AnyQuestion[Any, Any], module: ModuleType) -> None:
    """Fully known cases are decided; cases with facts missing are possible, and travel through JSON."""
    facts_of = getattr(module, f"{name}_facts")
    dated = isinstance(question, DatedQuestion)
    moments = getattr(module, f"{name}_as_of")() if dated else st.none()

    @FEW
    @given(facts_of(unknown=False), moments)
    def known(facts: CaseFacts, as_of: datetime | None) -> None:
        assert facts.is_complete
        asked: Any = question
        options = {"as_of": as_of} if dated else {}
        answers = asked.explore(facts, **options)
        assert not any(answer.needs for answer in answers.each())
        try:
            assert asked.decide(facts, **options) == answers
        except Fault:
            assert any(answer.fault is not None for answer in answers.each())

    @FEW
    @given(facts_of(), moments)
    def partly(facts: CaseFacts, as_of: datetime | None) -> None:
        asked: Any = question
        asked.explore(facts, **({"as_of": as_of} if dated else {}))
        assert type(facts).from_json(facts.to_json()) == facts

    known()
    partly()


@FEW
@given(cases.sentencing_to_expulsion_facts(given=criminal_code.SentencingToExpulsionFacts(is_stateless=True)))
def test_what_is_given_stays(facts: criminal_code.SentencingToExpulsionFacts) -> None:
    """And what always holds is kept beside it: nobody stateless is a citizen."""
    assert facts.is_stateless is True
    assert facts.is_az_citizen is not True


def test_cases_that_no_always_allows_are_not_made() -> None:
    """Given facts that cannot both be true there is no case."""
    impossible = criminal_code.SentencingToExpulsionFacts(is_stateless=True, is_az_citizen=True)
    assert not criminal_code.sentencing_to_expulsion.allows(impossible)
    with pytest.raises(CaseImpossible):
        criminal_code.sentencing_to_expulsion.explore(impossible)


@pytest.mark.parametrize("state", [State.PENDING, State.BREACHED, State.FULFILLED, State.FULFILLED_LATE])
def test_cases_reach_both_sides_of_a_term(state: State) -> None:
    """Of a foreigner without a status, the duty to leave comes to be in each of its states."""
    ordinary = expulsion_rules.TermOfDepartureFacts(
        is_az_citizen=False, has_immigrant_status=False, extension_granted_at=None, extended_until=None
    )
    found = find(
        st.tuples(
            terms.term_of_departure_facts(unknown=False, given=ordinary), terms.term_of_departure_as_of()
        ),
        lambda case: (
            expulsion_rules.term_of_departure.explore(case[0], as_of=case[1]).leave_after_decision.state
            is state
        ),
        settings=settings(
            max_examples=1000,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert found[0].is_complete


DAILY = """\
---
law: Daily Act
jurisdiction: Example
module: daily_act
in_force: not stated
time_zone: UTC
rounding: down
source: written for this test
---

# Daily Act

## Article 1. Babies

> **1** Babies are welcome.

```qanun
fact born : date "the day of birth"
always born <= today "nobody is born tomorrow"
status welcome "welcome" when age of born on today < 2
question babies "Is the baby welcome?" answers welcome
```
"""


def test_a_constraint_on_the_day_needs_the_day(tmp_path: Path) -> None:
    """The strategy takes the day, and keeps the constraint as it is on that day."""
    program = compile([Text("daily_act.md", DAILY)]).value.program
    assert program is not None
    generated(program, tmp_path, "daily_laws")
    facts_of = import_module("daily_laws.strategies.daily_act").babies_facts
    today = date(2012, 3, 1)
    with pytest.raises(TypeError):
        facts_of()

    @FEW
    @given(facts_of(as_of=today, unknown=False))
    def born(facts: Any) -> None:
        assert facts.born <= today

    born()


NEAR = strategies.Near(
    days=(date(2020, 2, 29),), lengths=(Days(30), Months(12)), amounts=(Money(250, "AZN"),), integers=(18,)
)


def reached(values: st.SearchStrategy[Any], wanted: set[object]) -> set[object]:
    """Those of the wanted values that some hundred examples reach."""
    seen: set[object] = set()

    @settings(max_examples=600, deadline=None, database=None, derandomize=True)
    @given(values)
    def note(value: object) -> None:
        seen.add(value)

    note()
    return wanted & seen


def test_days_lie_at_the_boundaries() -> None:
    """A constant of the law, a length away from it, and the days beside."""
    leap = date(2020, 2, 29)
    wanted: set[object] = {leap, leap + timedelta(1), leap + timedelta(30), leap + timedelta(31)}
    assert reached(strategies.days(NEAR), wanted) == wanted


def test_amounts_and_counts_lie_at_the_boundaries() -> None:
    """The amount and a hundredth beside; the count and one beside."""
    money: set[object] = {Money(amount, "AZN") for amount in ("249.99", "250", "250.01")}
    specs = {fact.name: fact for fact in EveryFacts.FACTS}
    assert reached(strategies.stated_values(specs["fee"], NEAR, False), money) == money
    counts: set[object] = {17, 18, 19}
    assert reached(strategies.stated_values(specs["members"], NEAR, False), counts) == counts


@pytest.mark.parametrize("fact", EveryFacts.FACTS, ids=lambda fact: fact.name)
def test_values_of_every_kind_are_taken(fact: Any) -> None:
    """By the constructor of the facts, whether parts may be missing or not; none and unknown are met."""
    specs = (fact,)

    @FEW
    @given(st.booleans().flatmap(lambda unknown: strategies.stated_values(specs[0], NEAR, unknown)))
    def taken(value: object) -> None:
        facts: Any = EveryFacts
        assert getattr(facts(**{fact.name: value}), fact.name) is not UNKNOWN

    taken()


def test_no_law_loads_hypothesis() -> None:
    """Only who imports the strategies needs it."""
    program = "import sys, qanun_azerbaijan.criminal_code as c; c.crossing.making"
    program += "; print('hypothesis' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
