"""Rules about each thing of a list: over several laws, in circles, mistaken, and explained."""

import pytest
from qanun.core.invariants import violations
from qanun.core.rules import Program
from qanun.diagnostics.render import as_text
from qanun.pipeline import compile
from qanun.text import Text
from qanun.verify.scenarios import run_all

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
    assert codes(rules) == ["Q0207"]


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
    "a question cannot answer it": (
        ALLOWANCE.replace("answers total", "answers total, allowance"),
        ["Q0580"],
    ),
}


@pytest.mark.parametrize(("rules", "expected"), WRONG.values(), ids=WRONG)
def test_one_mistake_makes_one_diagnostic(rules: str, expected: list[str]) -> None:
    """What rests on the mistake is not reported again."""
    assert codes(rules) == expected
