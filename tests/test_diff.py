"""Two laws compared: what changes, with which case, and that nothing does. All is worked out by hand."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache

import pytest
from attrs import frozen
from pages_of_law import STATUTES
from planted import HEAD, stay
from qanun.core.rules import Program
from qanun.diagnostics.render import as_text
from qanun.pipeline import compile
from qanun.text import Text
from qanun.verify.compared import comparing as search
from qanun.verify.compared.comparing import Comparing
from qanun.verify.compared.matching import Law, matched
from qanun.verify.compared.model import Change, Kind
from qanun.verify.compared.renaming import renamed
from qanun.verify.compared.said import Comparison

Edit = tuple[str, str]


def compared(before: Law, after: Law) -> Comparison:
    """All that is found of two laws."""
    comparing = Comparing(matched(before, after))
    results = [comparing.compared(name) for name in comparing.subjects]
    found = Comparison("before", "after", comparing, results)
    assert not found.is_wrong
    return found


def changed(found: Comparison) -> dict[str, Sequence[Change]]:
    """The changes by subject; all else is proved to be the same."""
    assert all(one.is_same or one.changes for one in found.results)
    assert not any(one.undecided for one in found.results)
    return {one.subject: one.changes for one in found.results if one.changes}


# --- the statutes and five edited copies ------------------------------------------------------------------


@cache
def statutes(pages: str = "", edited: str = "", *edits: Edit) -> Law:
    """The law of this repository without its cases, or only some of its pages; one of them edited."""
    texts = []
    for path in STATUTES:
        if path.name.endswith(".cases.md") or (pages and path.stem not in pages.split()):
            continue
        content = path.read_text(encoding="utf-8")
        for before, after in edits if path.stem == edited else ():
            assert before in content
            content = content.replace(before, after)
        texts.append(Text(path.name, content))
    outcome = compile(texts)
    assert outcome.value.program is not None, as_text(outcome.errors, colour=False)
    return Law(outcome.value.program)


CITIZENSHIP = "citizenship person"


def test_an_exception_is_dropped() -> None:
    """Who lived here, was a citizen and is stateless now has no right to recovery any more."""
    exception = 'exception used_to_be_citizen to no_recovery "the person used to be a citizen as well"\n'
    edit = (f"{exception}  when person.was_az_citizen\n", "")
    found = compared(statutes(CITIZENSHIP), statutes(CITIZENSHIP, "citizenship", edit))
    ((change,),) = changed(found).values()
    assert list(changed(found)) == ["citizenship.no_recovery"]
    assert change.kinds == (Kind("verdict", "barred", "yes"),)
    assert {name: change.case.facts[name] for name in change.case.known} == {
        "person.is_stateless": True,
        "person.formerly_perm_resident_az": True,
        "person.was_az_citizen": True,
    }
    assert change.before.said[0].source == "Law on citizenship, [sec. 1 of the report]"
    (article,) = found.articles
    assert (article.otherwise, article.answers_change) == (("rules",), True)


def test_a_term_is_lengthened() -> None:
    """Of 48 hours from 31 May, 12 o'clock, 72: they end on 3 June at 12 o'clock in Baku, 8 in UTC."""
    edit = ("within 48 hours after execution_clock_start", "within 72 hours after execution_clock_start")
    found = changed(compared(statutes(), statutes("", "administrative_offences", edit)))
    late, executed = "administrative_offences.late_execution", "administrative_offences.execute_decision"
    assert set(found) == {late, executed}
    ((silent,), later) = found[late], found[executed]
    made = "administrative_offences.decision_to_execute_at"
    assert silent.kinds == (Kind("verdict", "silent", "no"),)
    assert silent.case.facts[made] == datetime(2024, 5, 31, 8, tzinfo=UTC)
    assert silent.case.as_of == datetime(2024, 6, 3, 8, tzinfo=UTC)
    assert {kind for change in later for kind in change.kinds} == {
        Kind("due", "", "later"),
        Kind("state", "breached", "pending"),
        Kind("state", "fulfilled late", "fulfilled"),
    }


def test_a_reading_is_changed() -> None:
    """Where none is chosen, *entitled* now promises success: a duty takes the place of discretion."""
    options = (
        '  - to_ask "they may ask for it; whether citizenship is restored is at discretion"\n',
        '  - to_succeed "whoever asks for it must be given it"\n',
    )
    edit = ("".join(options), "".join(reversed(options)))
    found = compared(statutes(CITIZENSHIP), statutes(CITIZENSHIP, "citizenship", edit))
    kinds = {name: [change.kinds for change in changes] for name, changes in changed(found).items()}
    assert kinds == {
        "citizenship.restore": [(Kind("verdict", "discretion", "barred"),)],
        "citizenship.grant_recovery": [(Kind("verdict", "need_not", "must"),)],
    }
    assert not any(change.case.readings for changes in changed(found).values() for change in changes)
    assert [(one.what, one.name) for one in found.declared] == [("reading", "citizenship.strength")]


def test_an_article_is_reworded() -> None:
    """No answer changes, and no solver is asked."""
    edit = ("The petition is directed to the President", "The petition goes to the President")
    found = compared(statutes(CITIZENSHIP), statutes(CITIZENSHIP, "citizenship", edit))
    assert found.is_proved_same
    assert not any(one.by_solver for one in found.results)
    assert [(one.otherwise, one.answers_change) for one in found.articles] == [(("text",), False)]


def test_a_rule_is_split_in_two() -> None:
    """One ground becomes two, of stateless persons and of others; no answer changes: proved by the solver."""
    head = 'ground used_to_be_citizen of petition "used to be a citizen of Azerbaijan"\n'
    whole = f"{head}  on former_citizen\n  when within_recovery\n"
    one = whole.replace("used_to_be_citizen of", "stateless_now of").replace("recovery\n", "recovery and S\n")
    other = whole.replace("used_to_be_citizen of", "not_stateless of").replace("ry\n", "ry and not S\n")
    edit = (whole, f"{one}\n{other}".replace("S\n", "person.is_stateless\n"))
    found = compared(statutes(CITIZENSHIP), statutes(CITIZENSHIP, "citizenship", edit))
    assert found.is_proved_same
    assert "citizenship.petition" in {one.subject for one in found.results if one.by_solver}
    assert [(one.otherwise, one.answers_change) for one in found.articles] == [(("rules",), False)]


# --- kinds of change, on a small law ----------------------------------------------------------------------

FACTS = """
fact is_guest "the person is a guest"
fact is_child "the person is a child"
fact age : integer "the person's age"
fact asked_on : date "the day on which the person asked"
type payer is one of
  - host "the host"
  - town "the town"
fact paid_by : payer "who pays"
record stay "a stay"
  - begins_on : date "its first day"
  - ends_on : date "its last day"
fact stays : list of stay "the stays"
"""
RULES = """
right borrow "borrow books" on nobody named
  when age >= 6
exception guest to borrow "guests" when is_guest
rule fee : money "the fee"
  otherwise 10 EUR
ground child of fee is 2 EUR when is_child
obligation give_back "give the book back" on nobody named
  when age >= 6
  within 1 month after asked_on
define long of stay : yes/no "a long stay"
  is days in (period from stay.begins_on to stay.ends_on) > 9 days
question lending "May the person borrow?"
  answers borrow, fee, give_back, long
"""


@cache
def law(rules: str = RULES, facts: str = FACTS) -> Program:
    outcome = compile([Text("law.md", f"{HEAD}```qanun\n{facts}{rules}\n```\n")])
    assert outcome.value.program is not None, as_text(outcome.errors, colour=False)
    return outcome.value.program


@frozen
class Amended:
    """What is put in the place of what, and the changes: of which subject, in what, in which case."""

    edit: Edit
    subject: str
    kinds: tuple[Kind, ...]
    facts: dict[str, object]


AMENDED = {
    "an exception is dropped": Amended(
        ('exception guest to borrow "guests" when is_guest\n', ""),
        "borrow",
        (Kind("verdict", "barred", "may"),),
        {"age": 6, "is_guest": True},
    ),
    "an age is raised": Amended(
        (
            'right borrow "borrow books" on nobody named\n  when age >= 6',
            'right borrow "borrow books" on nobody named\n  when age >= 7',
        ),
        "borrow",
        (Kind("verdict", "may", "no"),),
        {"age": 6, "is_guest": False},
    ),
    "a fee is raised": Amended(("2 EUR", "3 EUR"), "fee", (Kind("value", "", "larger"),), {"is_child": True}),
    "a second ground contradicts": Amended(
        ("2 EUR when is_child", "2 EUR when is_child\nground guest_fee of fee is 3 EUR when is_guest"),
        "fee",
        (Kind("verdict", "value", "fault"),),
        {"is_child": True, "is_guest": True},
    ),
    "a silence is declared": Amended(
        ("question", 'silence fee_of_guests on fee "nothing says what guests pay" when is_guest\nquestion'),
        "fee",
        (Kind("verdict", "value", "silent"),),
        {"is_child": False, "is_guest": True},
    ),
    "a case can no longer be": Amended(
        ("question", 'always not (is_guest and age > 90) "no guest is so old"\nquestion'),
        "borrow",
        (Kind("case", "answered", "refused"),),
        {"is_guest": True, "age": 91},
    ),
    "a list is measured otherwise": Amended(
        ("> 9 days", "> 8 days"),
        "long",
        (Kind("verdict", "no", "yes"),),
        {"stays": (stay(date(2024, 6, 3), date(2024, 6, 11)),)},
    ),
}


@pytest.mark.parametrize("amended", AMENDED.values(), ids=list(AMENDED))
def test_what_an_amendment_changes(amended: Amended) -> None:
    """One smallest case of the kind that the amendment is made for; all else is as before."""
    found = changed(compared(Law(law()), Law(law(RULES.replace(*amended.edit)))))
    assert f"law.{amended.subject}" in found
    change = next(one for one in found[f"law.{amended.subject}"] if one.kinds == amended.kinds)
    known = {name.removeprefix("law."): change.case.facts[name] for name in change.case.known}
    assert known == amended.facts
    assert change.case.is_smallest


def test_other_names_are_no_change() -> None:
    """A fact and a rule under other names answer the same; of what is not said to be renamed one came, one
    went."""
    other = RULES.replace("is_guest", "visits").replace("fee :", "charge :").replace("of fee", "of charge")
    rules = other.replace("fee,", "charge,")
    later = law(rules, FACTS.replace("is_guest", "visits"))
    names = {"law.is_guest": "law.visits", "law.fee": "law.charge"}
    found = compared(Law(renamed(law(), names)), Law(later))
    assert found.is_proved_same
    assert found.declared == ()
    told = {(one.name, one.how) for one in compared(Law(law()), Law(later)).declared}
    assert told >= {("law.visits", "came"), ("law.is_guest", "went")}


def test_a_whole_law_under_another_name() -> None:
    """All that belongs to it goes with it, but for a fact that has a new name of its own."""
    moved = HEAD.replace("module: law", "module: act")
    outcome = compile(
        [Text("act.md", f"{moved}```qanun\n{FACTS}{RULES}\n```\n".replace("is_guest", "visits"))]
    )
    assert outcome.value.program is not None
    names = {"law": "act", "law.is_guest": "act.visits"}
    found = compared(Law(renamed(law(), names)), Law(outcome.value.program))
    assert (found.is_proved_same, len(found.results)) == (True, 4)


PAID = """
rule share : number "the share"
  otherwise 1
ground of_host of share is 1/2 when paid_by is host
question paying "What share?"
  answers share
"""


def test_an_option_more() -> None:
    """A case that only the later law can be told is no change; that there is an option more is told."""
    more = FACTS.replace('  - host "the host"', '  - state "the state"\n  - host "the host"')
    rules = f"{PAID}ground of_state of share is 1/3 when paid_by is state\n"
    found = compared(Law(law(PAID)), Law(law(rules, more)))
    assert found.is_proved_same
    assert [(one.name, one.how) for one in found.declared] == [("law.paid_by", "can be state now")]


def test_a_fact_of_another_type_is_another_fact() -> None:
    """Nothing can be the same in both; so the answers differ where the two facts do."""
    days = FACTS.replace("fact age : integer", "fact age : duration in days")
    aged = 'define grown : yes/no "is grown" is age >= 18\nquestion growing "Grown?"\n  answers grown\n'
    found = compared(Law(law(aged)), Law(law(aged.replace("18", "18 days"), days)))
    kinds = {change.kinds for change in changed(found)["law.grown"]}
    assert kinds == {(Kind("verdict", "yes", "no"),), (Kind("verdict", "no", "yes"),)}
    assert [one.how for one in found.declared] == ["was integer, is duration in days: compared as two facts"]


def test_two_readings_of_one_law() -> None:
    """The law under one option, and under the other one."""
    read = """
reading grown_up "When?"
  - at_18 "at eighteen"
  - at_21 "at twenty-one"
  because "the text does not say"
define grown : yes/no "is grown"
  is match grown_up
    - at_18 : age >= 18
    - at_21 : age >= 21
question growing "Grown?"
  answers grown
"""
    sides = [Law(law(read), {"law.grown_up": option}) for option in ("at_18", "at_21")]
    ((change,),) = changed(compared(*sides)).values()
    assert change.kinds == (Kind("verdict", "yes", "no"),)
    assert change.case.facts == {"law.age": 18}


def test_what_has_no_formula_is_not_decided() -> None:
    """Nothing is said to be the same that cannot be proved."""
    fined = """
fact imposed : penalty or none "what was imposed"
define is_fined : yes/no "a fine was imposed" is imposed is not none and age > 6
question fining "Fined?"
  answers is_fined
"""
    found = compared(Law(law(fined)), Law(law(fined.replace("age > 6", "(age >= 7 or is_child)"))))
    (one,) = found.results
    assert not one.is_same
    assert [cause for cause in one.undecided if "penalty" in cause]


def test_a_case_that_the_evaluation_answers_alike_is_a_mistake_of_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is told as one, and not as a change of the law."""
    monkeypatch.setattr(search, "of_answers", lambda *_: frozenset())
    comparing = Comparing(matched(Law(law()), Law(law(RULES.replace("2 EUR", "3 EUR")))))
    (one,) = [found for found in map(comparing.compared, comparing.subjects) if not found.is_same]
    assert (one.changes, [change.kinds for change in one.wrong]) == ((), [(Kind("value", "", "larger"),)])
