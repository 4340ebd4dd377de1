"""Rules about each thing of a list: over several laws, in circles, mistaken, and explained."""

import json
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import javascript
import pytest
from agree_at_random import compare
from agreement import Case, check, generated
from jsonschema import Draft202012Validator
from qanun.core.invariants import violations
from qanun.core.rules import Program
from qanun.diagnostics.render import as_text
from qanun.pipeline import compile
from qanun.runtime.faults import Conflict, FactsRefused, MissingFacts
from qanun.runtime.values.money import Money
from qanun.runtime.values.unknown import UNKNOWN, Unknown
from qanun.text import Text
from qanun.verify.scenarios import run_all
from reference.answering import answer

HEAD = """\
---
law: {module}
jurisdiction: nowhere
module: {module}
in_force: not stated
time_zone: Asia/Baku
rounding: down
currency: AZN
source: written for this test
---

```qanun
"""
CHILD = """\
record child "a child"
  - born : date "date of birth"
  - disabled : yes/no "has a disability"
fact children : list of child "the children"
"""
ALLOWANCE = (
    CHILD
    + """\
rule allowance of child : money "the allowance"
  is 50 AZN
  when not child.disabled
  otherwise 0 AZN
define total : money is sum of allowance of c for c in children
question benefit "What is paid?"
  answers total
"""
)
EXPECTS = (
    ALLOWANCE.replace("answers total", "answers total, allowance")
    + """\
scenario "one"
  given children =
      - born = 2001-01-01, disabled = no
  then {}
"""
)


def page(module: str, rules: str) -> Text:
    return Text(f"{module}.md", HEAD.format(module=module) + rules + "```\n")


def program(*pages: Text) -> Program:
    outcome = compile(list(pages))
    assert outcome.value.program is not None, as_text(outcome.errors, colour=False)
    return outcome.value.program


def codes(rules: str) -> list[str]:
    return [found.kind.code for found in compile([page("family", rules)]).errors]


def test_an_exception_in_another_law() -> None:
    """An exception in another law sees the thing of the rule that it carves out of and bites for it."""
    other = """\
exception double to family.allowance is 100 AZN when child.born < 2000-01-01
define paid : money is sum of family.allowance of c for c in family.children
define old : integer is count of c in family.children where double of c
question all_in_all "What is paid in all?"
  answers paid, old
scenario "one of two"
  given family.children =
      - born = 1999-12-31, disabled = no
      - born = 2000-01-01, disabled = no
  then paid = 150 AZN
    and old = 1
"""
    found = program(page("family", ALLOWANCE), page("other", other))
    assert list(violations(found)) == []
    assert [result.failures for result in run_all(found)] == [()]


def test_a_priority_between_two_rules_about_the_same_record() -> None:
    """One norm prevails over another for the thing for which both apply, and for no other."""
    rules = (
        CHILD
        + """\
right swim of child
prohibition deep of child on nobody named when child.disabled
prohibition cold on nobody named when winter
fact winter "it is winter"
deep prevails over swim when child.born >= 2000-01-01
cold prevails over swim
define swimming : integer is count of c in children where swim of c
question pool "Who may swim?"
  answers swimming
scenario "in summer"
  given winter = no
    children =
      - born = 1999-01-01, disabled = yes
      - born = 2001-01-01, disabled = yes
      - born = 2001-01-01, disabled = no
  then swimming = 2
scenario "in winter"
  given winter
    children =
      - born = 2001-01-01, disabled = no
  then swimming = 0
"""
    )
    assert [result.failures for result in run_all(program(page("family", rules)))] == [(), ()]


def test_a_collision_of_one_thing() -> None:
    """Two rules pull apart for the things for which both apply: what is said of these is in conflict."""
    rules = (
        CHILD
        + """\
right swim of child
prohibition deep of child on nobody named when child.disabled
collision swim with deep "nothing says which prevails"
define all_may : yes/no is every c in children satisfies swim of c
question pool "May all swim?"
  answers all_may
scenario "one of two"
  given children =
      - disabled = no
      - disabled = yes
  then all_may in conflict with deep
scenario "none"
  given children =
      - disabled = no
  then all_may
"""
    )
    assert [result.failures for result in run_all(program(page("family", rules)))] == [(), ()]


def test_what_rests_on_itself_for_another_thing_is_a_circle() -> None:
    """The share of one child rests on the shares of all, and so on its own."""
    rules = (
        CHILD
        + """\
define share of child : integer is 1 + (sum of share of c for c in children)
define first : integer is sum of share of c for c in children
question q "What?"
  answers first
"""
    )
    assert codes(rules) == ["Q0262"]


def test_two_rules_that_rest_on_each_others_values_are_a_circle() -> None:
    """Even where one asks of the thing and the other of all."""
    rules = (
        CHILD
        + """\
rule need of child : integer is 5 when grant of child > 0 otherwise 0
rule grant of child : integer is sum of need of c for c in children
question q "What?"
  answers total
define total : integer is sum of grant of c for c in children
"""
    )
    assert codes(rules) == ["Q0207"]


WRONG = {
    "the record is misspelt": (ALLOWANCE.replace("allowance of child", "allowance of chidl"), ["Q0201"]),
    "the field is misspelt": (ALLOWANCE.replace("child.disabled\n", "child.disabeld\n"), ["Q0315"]),
    "no thing is named": (ALLOWANCE.replace("allowance of c for", "allowance for"), ["Q0380"]),
    "a thing of another kind": (
        ALLOWANCE.replace("allowance of c for", "allowance of total_of for"),
        ["Q0201"],
    ),
    "a date is no thing": (ALLOWANCE.replace("allowance of c for", "allowance of c.born for"), ["Q0301"]),
    "the list is of something else": (
        ALLOWANCE.replace("allowance of child", "allowance of child in dates")
        + "fact dates : list of period\ndefine any : yes/no is some d in dates satisfies d contains today\n"
        "question q2 answers any\n",
        ["Q0301"],
    ),
    "a state of no thing": (
        ALLOWANCE
        + "right r of child when child.disabled\ndefine b : yes/no is r is barred\nquestion q2 answers b\n",
        ["Q0380"],
    ),
    "a fact of a thing": (
        ALLOWANCE.replace("not child.disabled", "poor of child") + "fact poor\n",
        ["Q0381"],
    ),
    "a priority over what is about no thing": (
        ALLOWANCE
        + "right r\nprohibition p of child on nobody named\np prevails over r\nquestion q2 answers r\n",
        ["Q0480"],
    ),
    "no list holds them": (
        ALLOWANCE.replace("answers total", "answers total, allowance")
        .replace("fact children : list of child", "fact family : household")
        .replace("in children", "in family.children")
        + 'record household\n  - children : list of child "the children"\n',
        ["Q0580"],
    ),
    "a thing by its place in a rule": (ALLOWANCE.replace("of c for", "of child 1 for"), ["Q0680"]),
    "another thing by its place": (EXPECTS.format("allowance of pupil 1 = 50 AZN"), ["Q0301"]),
    "no thing in a scenario": (EXPECTS.format("allowance = 50 AZN"), ["Q0681"]),
    "the thing said again at a ground": (
        CHILD + "status s of child\nground g of s of child when child.disabled\nquestion q answers s\n",
        ["Q0402"],
    ),
    "no place": (EXPECTS.format("allowance of child 1.5 = 50 AZN"), ["Q0181"]),
}


@pytest.mark.parametrize(("rules", "expected"), WRONG.values(), ids=WRONG)
def test_one_mistake_makes_one_diagnostic(rules: str, expected: list[str]) -> None:
    """What rests on the mistake is not reported again."""
    assert codes(rules) == expected


LEGAL = {
    "a list that is defined": "define late_ones : list of child is children\n"
    "rule fee of child in late_ones : integer is 5 when child.disabled otherwise 0\nquestion q answers fee\n",
    "one of two records": "fact a : child\nfact b : child\n"
    "define w : money is allowance of (if a.disabled then a else b)\nquestion q answers w\n",
    "a record that may be none": "fact one : child or none\n"
    "define w : money is if one is not none then allowance of one else 0 AZN\nquestion q answers w\n",
    "what holds of each": "always every c in children satisfies allowance of c < 100 AZN\n",
    "bullets with letters of each": "status s when some c in children satisfies (any of\n"
    "    - (a) c.disabled\n    - (b) c.born < 2000-01-01)\nquestion q answers s\n",
    "its own silence": "rule h of child : integer is 5 when child.disabled\n"
    "silence s on h when h of child is empty stated\nquestion q answers h\n",
    "a body that the thing names": "authority office\nrecord matter\n  - body : authority\n"
    "fact matters : list of matter\npower decide of matter by matter.body\nquestion q answers decide\n",
    "a thing of the same name inside": "define m : yes/no\n"
    "  is every child in children satisfies allowance of child > 0 AZN\nquestion q answers m\n",
}


@pytest.mark.parametrize("rules", LEGAL.values(), ids=LEGAL)
def test_the_reference_and_python_agree(rules: str, tmp_path: Path) -> None:
    """On random cases, with facts missing, of what may be written about things in less ordinary ways."""
    found = program(page("family", ALLOWANCE + rules))
    assert list(violations(found)) == []
    laws = generated(found, tmp_path, f"legal_{list(LEGAL.values()).index(rules)}")
    for question in found.questions.values():
        compare(question, laws, Random(question.name), 40, check)


# --- in Python --------------------------------------------------------------------------------------------

ENTITLED = (
    CHILD
    + """\
fact refused "the parents refuse"
status dependent of child "is a dependant" when child.born > 2000-01-01
exception no_help to dependent "the parents refuse" when refused and not child.disabled
rule allowance of child : money "the allowance"
ground base of allowance is 50 AZN when dependent of child
ground disability of allowance is 80 AZN when child.disabled
question benefit "What is paid for each child?"
  answers allowance, dependent
"""
)


@pytest.fixture(scope="module")
def benefit(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The generated module of `ENTITLED`."""
    folder = tmp_path_factory.mktemp("things")
    laws = generated(program(page("entitled", ENTITLED)), folder, "things_of_python")
    return laws.module("entitled")


def child(benefit: Any, year: int, disabled: bool | Unknown) -> Any:
    return benefit.Child(born=date(year, 1, 1), disabled=disabled)


def test_decide_answers_for_each(benefit: Any) -> None:
    """One answer for each child in the order of the list, with its own grounds and verdict."""
    facts = benefit.BenefitFacts(
        refused=True, children=(child(benefit, 1990, True), child(benefit, 1999, True))
    )
    answers = benefit.benefit.decide(facts)
    assert [one.value for one in answers.allowance.value] == [Money(Fraction(80), "AZN")] * 2
    assert [one.grounds for one in answers.allowance.value] == [("entitled.allowance.disability",)] * 2
    assert [one.verdict for one in answers.dependent.value] == ["no", "no"]
    assert answers.allowance.verdict == "value"


def test_decide_raises_for_any(benefit: Any) -> None:
    """A fact that one answer needs, and a fault of one, are raised."""
    known, open_ = child(benefit, 2005, False), child(benefit, 2005, UNKNOWN)
    with pytest.raises(MissingFacts) as missing:
        benefit.benefit.decide(benefit.BenefitFacts(refused=False, children=(known, open_)))
    assert missing.value.names == ("children",)
    with pytest.raises(MissingFacts) as missing:
        benefit.benefit.decide(benefit.BenefitFacts(refused=False))
    assert missing.value.names == ("children",)
    both = child(benefit, 2005, True)
    with pytest.raises(Conflict):
        benefit.benefit.decide(benefit.BenefitFacts(refused=False, children=(known, both)))


def test_explore_says_of_each_what_is_open(benefit: Any) -> None:
    """What is unknown of one child leaves the others certain; needs and fault of all are those of any."""
    children = (child(benefit, 2005, False), child(benefit, 2005, UNKNOWN), child(benefit, 2005, True))
    answers = benefit.benefit.explore(benefit.BenefitFacts(refused=False, children=children))
    first, second, third = answers.allowance.value
    assert (first.verdict, first.needs) == ("value", ())
    assert (second.verdict, second.needs) == ("unknown", ("children",))
    assert (third.verdict, type(third.fault)) == ("fault", Conflict)
    assert answers.allowance.needs == ("children",)
    assert isinstance(answers.allowance.fault, Conflict)
    unknown = benefit.benefit.explore(benefit.BenefitFacts(refused=False))
    assert (unknown.allowance.verdict, unknown.allowance.value) == ("unknown", UNKNOWN)
    empty = benefit.benefit.explore(benefit.BenefitFacts(children=()))
    assert (empty.allowance.verdict, empty.allowance.value) == ("value", ())


def test_answers_of_each_in_json(benefit: Any) -> None:
    """They are a list of answers, come back the same, and fit the schema; what is wrong has its place."""
    children = (child(benefit, 2005, False), child(benefit, 2005, UNKNOWN), child(benefit, 2005, True))
    for facts in (
        benefit.BenefitFacts(refused=False, children=children),
        benefit.BenefitFacts(children=()),
        benefit.BenefitFacts(),
    ):
        answers = benefit.benefit.explore(facts)
        plain = json.loads(json.dumps(answers.to_json()))
        assert benefit.BenefitAnswers.from_json(plain) == answers
        Draft202012Validator(benefit.BenefitAnswers.json_schema()).validate(plain)
    plain = benefit.benefit.explore(benefit.BenefitFacts(refused=False, children=children)).to_json()
    plain["answers"]["allowance"]["value"][1]["verdict"] = "perhaps"
    with pytest.raises(FactsRefused) as refused:
        benefit.BenefitAnswers.from_json(plain)
    assert [mistake.path for mistake in refused.value.mistakes] == ["/answers/allowance/value/1/verdict"]


def test_each_thing_is_explained_by_its_place(benefit: Any) -> None:
    """Each child has its own lines; what was told of one is told anew of another."""
    children = (child(benefit, 2005, False), child(benefit, 1990, True))
    facts = benefit.BenefitFacts(refused=True, children=children)
    text = benefit.benefit.explain(facts).as_text()
    assert "the children (2 stated)" in text
    assert "The allowance (the first child): the law is at fault" in text
    assert "The allowance (the second child): 80 AZN" in text
    assert "exception “the parents refuse” (the first child): its conditions are met" in text
    assert "the first child: has a disability: no" in text
    assert "the second child: has a disability: yes" in text


GUESTS = """\
record guest "a guest"
  - late : yes/no "came late"
  - called : text "the name"
fact guests : list of guest "the guests"
rule fine of guest : money "the fine" is 5 AZN when guest.late otherwise 0 AZN
define any_late : yes/no is some g in guests satisfies g.late
question evening answers fine, any_late
"""


def test_a_thing_that_has_a_name_is_called_by_it(tmp_path: Path) -> None:
    """By its first text, where somebody has told it; the place stands beside it, since two may bear one."""
    found = program(page("party", GUESTS))
    module = generated(found, tmp_path, "things_with_names").module("party")
    guests = (module.Guest(late=True, called="Anna"), module.Guest(late=False))
    facts = module.EveningFacts(guests=guests)
    explained = module.evening.explain(facts)
    text = explained.as_text()
    assert "The fine (the first guest “Anna”): 5 AZN" in text
    assert "The fine (the second guest): 0 AZN" in text
    assert "the first guest “Anna”: came late: yes" in text
    assert [one.sentence for one in module.evening.decide(facts).short().follows] == [
        "The first guest “Anna”: the fine: 5 AZN.",
        "The second guest: the fine: 0 AZN.",
        "Any late.",
    ]
    request = javascript.Request("party.evening", facts.to_json(), None, {})
    assert javascript.answer(found, request, explained=True) == explained.as_dict()


TWO_LISTS = """\
record child "a child"
  - ill : yes/no "is ill"
fact swapped "the lists are exchanged"
fact first : list of child "the first list"
fact second : list of child "the second list"
define sick of child in first : yes/no "is sick" is child.ill
define any_sick : yes/no is some c in (if swapped then second else first) satisfies sick of c
question health answers any_sick, sick
"""


def test_a_thing_that_stands_in_several_lists_needs_those_by_which_it_is_asked(tmp_path: Path) -> None:
    """Asked of the first list alone, what a child lacks is to be told there; so say all targets."""
    found = program(page("lists", TWO_LISTS))
    laws = generated(found, tmp_path, "things_in_two_lists")
    child = laws.module("lists").Child
    facts = {"lists.swapped": False, "lists.first": (child(),), "lists.second": ()}
    case = Case(facts, datetime(2012, 3, 1, tzinfo=UTC), {})
    (question,) = found.questions.values()
    asked = answer(found, question.name, facts, case.as_of, {})
    (sick,) = asked["lists.sick"].value
    assert sick.needs == ("lists.first",)
    check(case, question, laws)


def test_what_rests_on_one_another_many_times_is_found_once_of_each(tmp_path: Path) -> None:
    """Twenty rules, each of which asks the one before it three times, take no 3 to the 20th steps."""
    chain = [CHILD, "define r0 of child is child.disabled\n"]
    for number in range(1, 21):
        before = f"r{number - 1} of child"
        chain.append(f"define r{number} of child is {before} and ({before} or not {before})\n")
    chain.append("define any : yes/no is some c in children satisfies r20 of c\nquestion q answers any\n")
    found = program(page("chain", "".join(chain)))
    laws = generated(found, tmp_path, "things_in_a_chain")
    module = laws.module("chain")
    facts = module.QFacts(children=tuple(module.Child(disabled=yes) for yes in (False, True)))
    assert module.q.explore(facts).any_.value is True
    assert answer(found, "chain.q", {"chain.children": facts.children})["chain.any"].value is True
    assert "(as above)" in module.q.explain(facts).as_text()
