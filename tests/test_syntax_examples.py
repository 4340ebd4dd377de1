"""The examples of the language page, word for word, and hard articles in the notation of today."""

import pytest
from qanun.syntax import tree
from qanun.syntax.parse import parse
from syntax_pages import document, items, outline

CROSSING = """offence illegal_crossing "illegal crossing of the state border"
  on person
  when crossed_guarded_border
    and any of
      - (a) lacked_required_documents
      - (b) bypassed_checkpoint
  punishable by
    fine 200 AZN to 500 AZN
    or imprisonment 2 years to 5 years
"""
ASYLUM = """exception asylum_seeker to illegal_crossing
  when (person.is_foreigner or person.is_stateless)   # without the brackets: a compile error with a quick fix
    and came_to_seek_political_asylum
    and not acts_contain_another_offence
"""
DECLARATIONS = """authority state_migration_service "the State Migration Service"       # a body that acts
party foreigner "a foreigner" who person.is_foreigner     # who belongs to it; `on foreigner` is
act administrative_expulsion "administrative expulsion"    # what norms are about

fact previously_expelled "the person was expelled from Azerbaijan before"      # yes/no by default
fact ruling_served_at : moment or none "when the ruling was handed to the person"
fact evasion_likely "the person is likely to evade expulsion"
  judged by court                                                     # open texture: a human decides
always not (person.is_az_citizen and person.is_stateless) "nobody is both"

type travel_document is one of
  - passport "a passport"
  - return_certificate "a certificate of return"

record dependant
  - born : date "date of birth"
  - citizen : yes/no
"""
TERMS = """obligation leave_after_decision "leave Azerbaijan"
  on foreigner_or_stateless
  when expulsion_decided and not has_immigrant_status
  within 48 hours after ruling_served_at
  fulfilled by departed_at

power extend_term "extend the term of departure" by deciding_body
  when any of
    - documents_delayed
    - urgent_treatment_needed
    - close_relative_gravely_ill_or_died
  exercised by extended_until

exception extended to leave_after_decision
  when extended_until is not none
  no later than extended_until

obligation arrest_and_removal "arrest and remove by force" on nobody named
  when court_ruled_on_removal and evades_departure and leave_after_decision is breached
"""
GROUNDS = """rule cost_bearer : payer "who pays for the expulsion"
ground own_funds of cost_bearer is expelled_person when has_own_funds
ground host of cost_bearer is host when not has_own_funds and has_host
exception host_refuses to cost_bearer.host is state when host_refuses_costs
"""
READING = """reading five_years "How are the five years of residence counted?"
  - continuous "without interruption, up to the day on which the sentence takes effect"  # the default
  - cumulative "all periods added up"
  because "the article speaks of having resided by the time the sentence takes effect"

options destination : country "the countries to which the person may be expelled"       # a set
  - citizenship is citizenship_country when person.is_foreigner
  - former_residence is former_residence_country when person.is_stateless
"""
SCENARIO = """question must_leave "Must the person leave, by when, and what follows?"
  answers leave_after_decision, extend_term, arrest_and_removal
  headline "must leave by {due of leave_after_decision}" when leave_after_decision is pending

scenario "exactly forty-eight hours after service the term has not yet run out"
  given expulsion_decided
    ruling_served_at = 2012-03-01 10:00 Asia/Baku
    as_of = 2012-03-03 10:00 Asia/Baku
    all others no
  under start_of_term is service
  then leave_after_decision is pending
    and due of leave_after_decision = 2012-03-03 10:00 Asia/Baku
  because expulsion_rules#11

claim "nobody in a protected group is sentenced to forced expulsion"
  protected_from_expulsion implies not criminal_code.forced_expulsion
"""


def test_the_first_page() -> None:
    offence, exception = items(CROSSING, ASYLUM)
    assert isinstance(offence, tree.Norm)
    assert outline(offence.clauses) == (
        "clauses(on=bodies([person]), when=and(crossed_guarded_border, "
        "any[a: lacked_required_documents, b: bypassed_checkpoint]), "
        "punishable=penalties([[penalty range(fine, 200 AZN, 500 AZN)], "
        "[penalty range(imprisonment, 2 years, 5 years)]]))"
    )
    assert outline(exception) == (
        "exception(asylum_seeker, [illegal_crossing], clauses(when=and((or(person.is_foreigner, "
        "person.is_stateless)), came_to_seek_political_asylum, not(acts_contain_another_offence))))"
    )


@pytest.mark.parametrize(
    ("block", "count"),
    [(DECLARATIONS, 9), (TERMS, 4), (GROUNDS, 4), (READING, 2), (SCENARIO, 3)],
)
def test_the_other_examples_are_read(block: str, count: int) -> None:
    assert len(items(block)) == count


def test_the_term_of_departure() -> None:
    obligation, power, exception, last = items(TERMS)
    assert outline(obligation) == (
        "norm(obligation, leave_after_decision, leave Azerbaijan, clauses("
        "on=bodies([foreigner_or_stateless]), when=and(expulsion_decided, not(has_immigrant_status)), "
        "term=term(within, 48 hours, ruling_served_at), fulfilled_by=departed_at))"
    )
    assert outline(power) == (
        "norm(power, extend_term, extend the term of departure, clauses(by=bodies([deciding_body]), "
        "when=any[documents_delayed, urgent_treatment_needed, close_relative_gravely_ill_or_died], "
        "exercised_by=extended_until))"
    )
    assert outline(exception) == (
        "exception(extended, [leave_after_decision], clauses(when={extended_until is not none}, "
        "term=term(no later than, extended_until)))"
    )
    assert outline(last) == (
        "norm(obligation, arrest_and_removal, arrest and remove by force, clauses(on=bodies(), "
        "when=and(court_ruled_on_removal, evades_departure, {leave_after_decision is <breached>})))"
    )


def test_the_scenario() -> None:
    _, scenario, claim = items(SCENARIO)
    assert outline(scenario) == (
        "scenario(exactly forty-eight hours after service the term has not yet run out, "
        "[given(yes, expulsion_decided), given(value, ruling_served_at, 2012-03-01 10:00 Asia/Baku), "
        "given(as_of, 2012-03-03 10:00 Asia/Baku), given(all others no)], [under(start_of_term, service)], "
        "[expect(state, leave_after_decision, pending), "
        "expect(value, due(leave_after_decision), 2012-03-03 10:00 Asia/Baku)], [expulsion_rules#11])"
    )
    assert outline(claim) == (
        "claim(nobody in a protected group is sentenced to forced expulsion, "
        "implies(protected_from_expulsion, not(criminal_code.forced_expulsion)))"
    )


TRAFFICKING = """prohibition year_of_protection "be administratively expelled"
  on nobody named towards person.foreigner_or_stateless
  of administrative_expulsion
  when recognised_victim
  until 1 year after recognised_on

exception while_assisting to year_of_protection
  when assists_investigation
  until the later of (recognised_on + 1 year) and investigation_completed_on

power grant_permit "grant a residence permit"
  by nobody named
  when recognised_victim and permit_applied_on is not none
  weighing
    - (a) cooperation "cooperation with the prosecution"
    - (b) suffering
    - (c) "the time as a victim"

define older_than_ten : yes/no is
  if older is birthday then today > person.birth_date + 10 years else age of person.birth_date on today >= 11

collision expel_unidentified with year_of_protection "the article does not say which sentence prevails"
year_of_protection prevails over expel_unidentified when unidentified_victim is protection

scenario "protected on the last day of the year"
  under older is birthday
  given recognised_victim, person.is_foreigner, identity_establishable, not became_victim_as_child
    recognised_on = 2011-03-01
    as_of = 2012-03-01 23:59 Asia/Baku
  then year_of_protection is in force and grant_permit at discretion
"""
FORCED_EXPULSION = """record residence_stay
  - days : period
  - lawful : yes/no
fact stays : list of residence_stay

exception (a) long_residence to forced_expulsion "had resided five years"
  when match residence_counted
    - continuous : some stay in stays
        satisfies stay.days contains sentence_on and start of stay.days + 5 years <= sentence_on
    - cumulative : (sum of days in s.days for s in stays where s.lawful) >= 1826 days
exception (g) minor_dependants to forced_expulsion
  when some d in dependants satisfies age of d.born on sentence_on < 18
exception (i) disabled to forced_expulsion
  when match disability_limbs
    - offender : disability in (group_1, group_2)
    - dependants : some d in dependants satisfies d.disability in (group_1, group_2)
"""
IMMIGRATION = """obligation annul_status "annul immigrant status"
  on court towards immigrant
  when any of
    - (a) match false_papers
        - both : permit_on_fake_documents and permit_on_false_information
        - either : permit_on_fake_documents or permit_on_false_information
    - (b) security_or_order_requires_annulment
    - (e) absent_over_six_months
  fulfilled by status_annulled_on
obligation remove_by_force "expel by force"
  on nobody named towards immigrant
  when leave_within_seven_days is breached and departed_at is none
leave_within_seven_days prevails over expulsion_rules.leave_after_decision when term is seven_days
"""
COSTS = """rule cost_bearer : payer "who bears the costs of administrative expulsion"
ground own_funds of cost_bearer is the_person when expulsion_is_administrative and has_own_funds
ground personal of cost_bearer is relevant_executive_body
  when expulsion_is_administrative and not has_own_funds and came_or_resided_for_personal_reasons
collision cost_bearer.host with cost_bearer.personal "the article does not rank them"
silence neither_pays on cost_bearer "nobody is named for one without funds, host or personal reasons" noticed
silence nowhere_to_go on destination when destination is empty noticed
power reclaim "claim the costs in court" by nobody named when cost_bearer.host
"""


@pytest.mark.parametrize(
    ("block", "count"), [(TRAFFICKING, 7), (FORCED_EXPULSION, 5), (IMMIGRATION, 3), (COSTS, 7)]
)
def test_hard_articles_are_read(block: str, count: int) -> None:
    assert len(items(block)) == count


def test_the_protection_goes_on_to_the_later_day() -> None:
    exception = items(TRAFFICKING)[1]
    assert outline(exception) == (
        "exception(while_assisting, [year_of_protection], clauses(when=assists_investigation, "
        "until=term(until, later(({recognised_on + 1 years}), investigation_completed_on))))"
    )


def test_without_the_brackets_there_is_a_fix_that_adds_them() -> None:
    """The quick fix that the first page promises: what it makes is read without a mistake."""
    block = ASYLUM.replace("(", "").replace(")", "")
    outcome = parse(document(block))
    (said,) = outcome.diagnostics
    assert said.kind.code == "Q0110"
    assert said.fix is not None
    text = said.fix.span.text.content
    mended = text[: said.fix.span.start] + said.fix.replacement + text[said.fix.span.end :]
    (exception,) = items(mended.split("```qanun\n")[1].removesuffix("```\n"))
    assert outline(exception) == outline(items(ASYLUM)[0])
