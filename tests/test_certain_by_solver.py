"""What a solver tells of cases with facts missing, worked out by hand: days, amounts, lists."""

import sys
from datetime import date
from functools import cache
from typing import Any

import pytest
from agreement import Laws
from in_memory import loaded
from qanun.pipeline import compile
from qanun.runtime.answers.answers import Verdict
from qanun.runtime.faults import ReceiptRefused
from qanun.runtime.values.money import Money
from qanun.text import Text

LAW = """---
law: Act on the Pond
jurisdiction: Example Town
module: pond
in_force: not stated
time_zone: Europe/Berlin
rounding: down
currency: EUR
source: written for this test
---

# Act on the Pond

## Article 1. Fishing

> **1.1** The words of the law.

```qanun
fact born : date "the day of birth"
fact asked_on : date "the day of the request"
always born <= asked_on "who asks was born"
fact signed_on : date "the day of the signature"
fact sent_on : date "the day of posting"
always sent_on >= signed_on "what is posted was signed before"
fact income : money "the income"
fact rent : money "the rent"
fact is_member "is a member"
record child "a child"
  - age : integer "the age of a child"
fact children : list of child "the children"
define small : integer is count of one in children where one.age < 6
define big : integer is count of one in children where one.age >= 6

right swim "swim" on nobody named when asked_on >= 2000-01-01 and born < 2020-06-02
right appeal "appeal" on nobody named when sent_on + 14 days > signed_on + 10 days
right borrow "borrow" on nobody named when income > 10 EUR and income + rent < rent + 5 EUR
rule fee : money
ground members of fee is 5 EUR when is_member and sent_on + 1 days > signed_on
ground others of fee is 7 EUR when not (is_member and sent_on + 1 days > signed_on)
right camp "camp" on nobody named when (small + big) >= 3
right tent "tent" on nobody named when small <= (count of children)
rule place of child : integer
ground near of place is 1 when child.age + child.age < child.age + 6
ground far of place is 1 when child.age >= 6 and child.age + child.age >= child.age + 6
```

> **1.2** The words on those who are to be born.

```qanun
define to_be_born : yes/no is born > asked_on
```

> **1.3** The words on diving.

```qanun
right dive "dive" on nobody named when to_be_born or born < 2020-06-02

question all "What holds?"
  answers swim, appeal, borrow, fee, camp, tent, place, dive
```
"""


@cache
def pond() -> Laws:
    outcome = compile([Text("pond.md", LAW)])
    assert outcome.value.program is not None, [(one.kind.code, one.values) for one in outcome.diagnostics]
    return loaded(outcome.value.program, "pond_laws")


@cache
def explored(seconds: float = 2.0, **facts: object) -> Any:
    """The answers, and the same with the solver asked."""
    question = pond().question("pond.all")
    case = question.facts(**facts)
    return question.explore(case), question.explore(case, certain=True, seconds=seconds)


def test_a_day_before_another() -> None:
    """Who asks on 1 June 2020 was born by then, so before the next day."""
    before, now = explored(asked_on=date(2020, 6, 1))
    assert (before.swim.verdict, before.swim.needs) == (Verdict.UNKNOWN, ("born",))
    assert (now.swim.verdict, now.swim.needs) == (Verdict.MAY, ())
    assert now.swim.provisions == ("pond#1.1",)
    _, later = explored(asked_on=date(2020, 6, 2))
    assert (later.swim.verdict, later.swim.needs) == (Verdict.UNKNOWN, ("born",))


def test_two_days_that_meet() -> None:
    """Posted on the day of the signature at the earliest: fourteen days after it is later than ten."""
    before, now = explored()
    assert before.appeal.needs == ("sent_on", "signed_on")
    assert (now.appeal.verdict, now.appeal.needs) == (Verdict.MAY, ())


def test_amounts_that_meet() -> None:
    """More than ten is not less than five, whatever the rent is."""
    before, now = explored()
    assert before.borrow.needs == ("income", "rent")
    assert (now.borrow.verdict, now.borrow.needs) == (Verdict.NO, ())
    _, with_rent = explored(rent=Money(100, "EUR"))
    assert with_rent.borrow.verdict is Verdict.NO


def test_needs_are_those_that_can_change_it() -> None:
    """The days are in order whatever they are, so membership alone tells the fee."""
    before, now = explored()
    assert before.fee.needs == ("is_member", "sent_on", "signed_on")
    assert (now.fee.verdict, now.fee.needs) == (Verdict.UNKNOWN, ("is_member",))
    _, member = explored(is_member=True)
    assert (member.fee.value, member.fee.needs) == (Money(5, "EUR"), ())


def test_a_list_of_known_length() -> None:
    """Three children of whatever age are small or big, and each has its place; two are not three."""
    child = pond().module("pond").Child
    before, now = explored(children=(child(), child(age=4), child()))
    assert (before.camp.verdict, before.camp.needs) == (Verdict.UNKNOWN, ("children",))
    assert (now.camp.verdict, now.camp.needs) == (Verdict.MAY, ())
    assert [one.value for one in now.place.value] == [1, 1, 1]
    assert now.tent.verdict is Verdict.MAY
    _, two = explored(children=(child(), child(age=4)))
    assert two.camp.verdict is Verdict.NO


def test_a_list_of_unknown_length() -> None:
    """Of no list are more small than there are; but only short ones are looked at. Of none nobody camps."""
    _, now = explored()
    assert (now.tent.verdict, now.tent.needs) == (Verdict.UNKNOWN, ("children",))
    assert (now.camp.verdict, now.camp.needs) == (Verdict.UNKNOWN, ("children",))
    assert now.undecided() == {
        "tent": "a list that is not stated can be longer than those that are looked at"
    }


def test_what_it_rests_on_completions_rest_on() -> None:
    """Who asks was born, so nobody dives by what is said of those who are to be born."""
    before, now = explored(asked_on=date(2020, 6, 1))
    assert before.dive.provisions == ("pond#1.2", "pond#1.3")
    assert (now.dive.verdict, now.dive.provisions) == (Verdict.MAY, ("pond#1.3",))


def test_no_time() -> None:
    """What the solver does not come to stays as it was, and the answer says so; nothing gives it again."""
    before, now = explored(seconds=0.00001)
    assert now.appeal == before.appeal
    assert now.undecided()["appeal"] == "the solver came to no end in its time"
    with pytest.raises(ValueError, match="was not asked with certain=True"):
        before.undecided()
    with pytest.raises(ReceiptRefused, match="explore without `certain`"):
        now.receipt()


def test_without_a_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks without it is told what to install; who asks nothing of it needs nothing."""
    question = loaded(pond().program, "pond_without").question("pond.all")
    for name in [name for name in sys.modules if name.startswith("qanun.certain")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "z3", None)
    with pytest.raises(ImportError, match=r'z3 is needed: pip install "qanun\[proof\]"'):
        question.explore(question.facts(), certain=True)
    assert question.explore(question.facts()).swim.verdict is Verdict.UNKNOWN
