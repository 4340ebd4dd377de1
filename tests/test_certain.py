"""What no missing fact can change is certain, and what a missing fact can change is all that is needed.

The worked cases follow from the rules by hand. The others are half-filled cases of the law, each completed in
every way that there is.
"""

from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import javascript
import pytest
from agreement import Laws, generated
from bench.bench_certain import Trying
from bench.holes import Kinds
from in_memory import loaded
from qanun.core.diagrams.build import Diagram, diagram, left_out, told_of
from qanun.core.diagrams.leaves import OPEN, Leaf
from qanun.core.diagrams.symbolic import Symbolic
from qanun.core.diagrams.table import Diagrams
from qanun.core.rules import Apply, Const, FactOf, InConflict, Member, Program, SetOf
from qanun.pipeline import compile
from qanun.runtime.answers.answers import Verdict
from qanun.runtime.outcomes.undecided import Pulled
from qanun.runtime.values.unknown import UNKNOWN
from qanun.text import Text
from qanun.typed.types import YES_NO
from test_agreement import PROGRAM

LAW = """---
law: Act on the Garden
jurisdiction: Example Town
module: garden
in_force: not stated
time_zone: Europe/Berlin
rounding: down
currency: EUR
source: written for this test
---

# Act on the Garden

## Article 1. Fees

> **1.1** The words of the law.

```qanun
fact is_member "is a member"
fact is_student "is a student"
fact is_guest "is a guest"
fact is_banned "is banned"
fact age : integer "the age"
fact kind : pass_kind "the kind"
type pass_kind "a kind of pass" is one of
  - day
  - month
  - year
always not (is_member and is_guest) "no guest is a member"

rule same_fee : money
ground members of same_fee is 5 EUR when is_member
ground others of same_fee is 5 EUR when not is_member

rule fee_by_kind : integer
ground by_day of fee_by_kind is 1 when kind is day
ground by_month of fee_by_kind is 2 when kind is month or kind is year

define of_age : yes/no is age > 17
define young : yes/no is age < 21
define belongs : yes/no is is_member
right sit "sit" on nobody named when of_age or young
right dig "dig" on nobody named when belongs and is_guest
right swim "swim" on nobody named when is_student or age > 17
right visit "visit" on nobody named when not is_member
exception strangers to visit when not is_guest
silence closing "nothing is said of closing" when is_banned or is_student
prohibition smoke "smoke" on nobody named when is_student
exception outdoors to smoke when is_student
define counted : integer is if is_banned then 3 else 3

question all "What holds?"
  answers same_fee, fee_by_kind, sit, dig, swim, visit, closing, smoke, counted

record child "a child"
  - age : integer "the age of a child"
  - pupil : yes/no "goes to school"
fact children : list of child "the children"
rule place of child : integer
ground pupils of place is 1 when child.pupil
ground others of place is 1 when not child.pupil
define older of child : integer is count of one in children where one.age > child.age
rule swing of child : integer
ground small of swing is 2 when child.age < 6
ground large of swing is 2 when child.age > 4
ground youngest of swing is 2 when older of child > 3
rule toy of child : integer
ground little of toy is 1 when child.age < 6
ground big of toy is 2 when child.age >= 6 and child.pupil
ground large of toy is 2 when child.age >= 6 and not child.pupil

question family "What of each child?"
  answers place, swing, toy

fact is_signed "the order is signed"
fact is_sealed "the order is sealed"
fact is_closed "the garden is closed"
fact ordered_on : date "the day of the order"
always is_sealed or not is_signed "what is signed is sealed"
always is_signed or not is_sealed "what is sealed is signed"
obligation sweep "sweep" on nobody named
  within 2 days after ordered_on
  fulfilled by is_sealed
exception later to sweep when is_signed
  within 5 days after ordered_on
type tool "a tool" is one of
  - spade
  - rake
  - hoe
silence no_tools on tools "nothing is said of tools" when is_closed
options tools : tool
  - spade is spade when is_signed
  - rake is rake when is_sealed
silence choice "nothing is said of which tool comes first" when (count of tools) > 1

question shed "What of the shed?"
  answers sweep, choice
```
"""


@cache
def garden() -> Program:
    """The program of the page above."""
    outcome = compile([Text("garden.md", LAW)])
    assert outcome.value.program is not None, [(one.kind.code, one.values) for one in outcome.diagnostics]
    return outcome.value.program


@pytest.fixture(scope="module")
def asked(laws: Laws) -> Any:
    """The question, in generated Python."""
    return laws.question("garden.all")


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Laws:
    """The package of the page above."""
    return generated(garden(), tmp_path_factory.mktemp("garden"), "garden_law")


WORKED: list[tuple[dict[str, Any], str, object, tuple[str, ...]]] = [
    # whoever it is pays 5 EUR: by one ground or by the other
    ({}, "same_fee", Verdict.VALUE, ()),
    # over 17 or under 21 is everybody; a member who is a guest there is not
    ({}, "sit", Verdict.MAY, ()),
    ({}, "dig", Verdict.NO, ()),
    # the exception takes all that the rule gives
    ({}, "smoke", Verdict.NO, ()),
    ({}, "counted", Verdict.VALUE, ()),
    # a student may in any case; of anybody else the age tells, and of neither it is open
    ({"is_student": True}, "swim", Verdict.MAY, ()),
    ({"is_student": False}, "swim", Verdict.UNKNOWN, ("age",)),
    ({}, "swim", Verdict.UNKNOWN, ("is_student", "age")),
    # a guest is no member; whether the right is barred to the others or none of theirs makes no difference
    ({}, "visit", Verdict.UNKNOWN, ("is_guest",)),
    ({"is_banned": True}, "closing", Verdict.SILENT, ()),
    ({"is_banned": False}, "closing", Verdict.UNKNOWN, ("is_student",)),
    ({}, "fee_by_kind", Verdict.UNKNOWN, ("kind",)),
]


@pytest.mark.parametrize(("given", "name", "verdict", "needs"), WORKED)
def test_a_worked_case(
    asked: Any, given: dict[str, Any], name: str, verdict: Verdict, needs: tuple[str, ...]
) -> None:
    """In generated Python and in JavaScript."""
    facts = asked.facts(**given)
    answer = getattr(asked.explore(facts), name)
    assert (answer.verdict, set(answer.needs)) == (verdict, set(needs))
    request = javascript.Request("garden.all", facts.to_json(), None, {})
    found = javascript.answer(garden(), request)["answers"][name]
    assert (found["verdict"], set(found.get("needs", ()))) == (verdict.value, set(needs))


OF_EACH: list[tuple[dict[str, Any], str, object, tuple[str, ...]]] = [
    # a pupil or not, the place is 1; under 6 or over 4 is every age
    ({}, "place", 1, ()),
    ({}, "swing", 2, ()),
    # at 7 a child has the second toy, at school or not
    ({"age": 7}, "toy", 2, ()),
    ({"age": 3}, "toy", 1, ()),
    ({"pupil": True}, "toy", UNKNOWN, ("children",)),
]


@pytest.mark.parametrize(("given", "name", "value", "needs"), OF_EACH)
def test_what_is_certain_of_a_thing(
    laws: Laws, given: dict[str, Any], name: str, value: object, needs: tuple[str, ...]
) -> None:
    """Of each of two children, one of whom is wholly known; in generated Python and in JavaScript."""
    family = laws.module("garden").family
    module = laws.module("garden")
    facts = family.facts(children=[module.Child(age=1, pupil=True), module.Child(**given)])
    (known, answer) = getattr(family.explore(facts), name).value
    assert known.value is not None
    assert (answer.value, set(answer.needs)) == (value, set(needs))
    request = javascript.Request("garden.family", facts.to_json(), None, {})
    _, found = javascript.answer(garden(), request)["answers"][name]["value"]
    assert (found.get("value", UNKNOWN), set(found.get("needs", ()))) == (value, set(needs))


TOGETHER: list[tuple[dict[str, Any], str, object, int]] = [
    # by when it is to be done and whether it was are told by either of two facts that go together
    ({}, "sweep", Verdict.MUST, 1),
    # signed and sealed there are two tools, else none: then nothing is said of tools, or none is missed
    ({}, "choice", Verdict.UNKNOWN, 2),
    ({"is_closed": False}, "choice", Verdict.UNKNOWN, 1),
    # it is not said which comes first, or not which there are
    ({"is_closed": True}, "choice", Verdict.UNKNOWN, 1),
    ({"is_closed": False, "is_signed": False}, "choice", Verdict.NO, 0),
]


@pytest.mark.parametrize(("given", "name", "verdict", "count"), TOGETHER)
def test_what_goes_together_is_needed_once(
    laws: Laws, given: dict[str, Any], name: str, verdict: Verdict, count: int
) -> None:
    """Whatever parts of an answer it tells, and also behind a set of which the law says nothing; in generated
    Python and in JavaScript."""
    shed = laws.question("garden.shed")
    facts, day = shed.facts(ordered_on=date(2024, 5, 1), **given), date(2024, 6, 1)
    answer = getattr(shed.explore(facts, as_of=day), name)
    assert (answer.verdict, len(answer.needs)) == (verdict, count)
    request = javascript.Request("garden.shed", facts.to_json(), str(day), {})
    found = javascript.answer(garden(), request)["answers"][name]
    assert found.get("needs", []) == list(answer.needs)


def test_decide_answers_what_is_certain(asked: Any) -> None:
    """Though facts are missing; a value that both ways give is given."""
    assert str(asked.explore(asked.facts()).same_fee.value) == "5 EUR"
    assert asked.explore(asked.facts()).counted.value == 3


POOL = """---
law: Act on the Pool
jurisdiction: Example Town
module: pool
in_force: not stated
time_zone: Europe/Berlin
rounding: down
currency: EUR
source: written for this test
---

# Act on the Pool

## Article 1. The pool

> **1.1** Words.

```qanun
fact is_student "is a student"
fact is_guest "is a guest"
fact is_strict "the keeper is strict"
fact is_open "the pool is open"
fact is_member "is a member"
always not (is_member and is_guest) "no guest is a member"
```

> **1.2** Words.

```qanun
define young : yes/no is is_student or is_guest
```

> **1.3** Words.

```qanun
define fee : integer is if young then 3 else 3
```

> **1.4** Words.

```qanun
define strict : yes/no is is_strict
```

> **1.5** Words.

```qanun
right enter "enter" on nobody named when (is_member and strict) or (strict and not is_member)
```

> **1.6** Words.

```qanun
define both : yes/no is is_member and is_guest
```

> **1.7** Words.

```qanun
right dive "dive" on nobody named when is_open and both
question pool "What of the pool?"
  answers fee, enter, dive
```
"""
RESTS = [
    # young or not, the fee is 3: who pays it was asked whether young
    ({}, "fee", ("1.2", "1.3")),
    # a member enters by the one part, anybody else by the other: the keeper is strict in both
    ({"is_strict": True}, "enter", ("1.4", "1.5")),
    # nobody is member and guest, and so this is a reason for no beside that the pool is closed
    ({"is_open": False}, "dive", ("1.6", "1.7")),
]


@pytest.mark.parametrize(("given", "name", "provisions"), RESTS)
def test_on_what_a_certain_answer_rests(
    given: dict[str, Any], name: str, provisions: tuple[str, ...]
) -> None:
    """On all on which it rests however the missing facts are told, in Python and in JavaScript."""
    question = pool().question("pool.pool")
    facts = question.facts(**given)
    answer = getattr(question.explore(facts), name)
    assert answer.needs == ()
    assert answer.provisions == tuple([f"pool#{one}" for one in provisions])
    request = javascript.Request("pool.pool", facts.to_json(), None, {})
    found = javascript.answer(pool().program, request)["answers"][name]
    assert found["provisions"] == list(answer.provisions)


@cache
def pool() -> Laws:
    """The package of the page above."""
    outcome = compile([Text("pool.md", POOL)])
    assert outcome.value.program is not None, [(one.kind.code, one.values) for one in outcome.diagnostics]
    return loaded(outcome.value.program, "pool_law")


@pytest.mark.parametrize("name", sorted(PROGRAM.questions))
def test_as_every_completion_says(name: str) -> None:
    """Of half-filled cases of the law nothing is unknown that is certain, and nothing is settled wrongly; no
    fact is needed that changes nothing, and those that are tell the answer; an answer that is certain names
    the provisions on which all completions rest, and none on which no one rests. JavaScript says the same."""
    laws, question = Laws(PROGRAM, "qanun_azerbaijan"), PROGRAM.questions[name]
    counted: Counter[str] = Counter()
    rounds: tuple[tuple[Kinds, int, bool, bool], ...] = (
        ("yes/no", 3, True, False),
        ("bounded", 5, False, False),
        ("bounded", 1, False, True),
    )
    for only, cases, in_javascript, basis in rounds:
        trying = Trying(question, laws, Random(name), only, 6, 64, in_javascript, basis)
        for _ in range(cases):
            counted += trying.tried()
    wrong = (
        *("unknown, yet certain", "settled wrongly", "needs that change nothing", "needs not named"),
        *("rests on what no completion does", "lacks what all rest on"),
    )
    assert not any(counted[one] for one in wrong)


def test_every_subject_has_its_diagram() -> None:
    """All of the law, and those about the things of a list: none is too large."""
    assert (left_out(PROGRAM), left_out(garden())) == ({}, {})


def test_what_nobody_asks_has_one_too() -> None:
    """A table, which is about the values that it is asked for."""
    text = (Path(__file__).parent / "spec" / "tables.md").read_text(encoding="utf-8")
    program = compile([Text("tables.md", text)]).value.program
    assert program is not None
    subject = program.subjects["tables.toll"]
    assert isinstance(diagram(program, subject, told_of(program, subject)), Diagram)


def test_what_is_too_large_has_none() -> None:
    """Then the step-by-step answer stands."""
    subject = garden().subjects["garden.swim"]
    assert isinstance(diagram(garden(), subject, told_of(garden(), subject)), Diagram)
    assert str(diagram(garden(), subject, told_of(garden(), subject), most=2)) == "more than 2 nodes"


# --- nodes --------------------------------------------------------------------------------------------------


def test_a_node_that_changes_nothing_is_none() -> None:
    """And equal nodes are one."""
    found = Diagrams(100)
    yes, no = found.leaf(True), found.leaf(False)
    assert found.node(0, yes, yes) == yes
    assert found.node(1, yes, no) == found.node(1, yes, no)


def test_atoms_rise_however_they_are_put_together() -> None:
    """A node whose ways ask of an atom before it is put below that."""
    found = Diagrams(100)
    yes, no = found.leaf(True), found.leaf(False)
    first = found.node(0, yes, no)
    placed = found.placed(1, first, no, -1)
    assert placed == found.node(0, found.node(1, yes, no), no)


def test_leaves_of_several_are_told_together() -> None:
    """Both: yes where each is."""
    found = Diagrams(100)
    yes, no = found.leaf(True), found.leaf(False)
    one, other = found.node(0, yes, no), found.node(1, yes, no)
    both = found.combined((one, other), lambda ways: found.leaf(all(ways)))
    assert both == found.node(0, other, no)


def test_a_set_is_undecided_whatever_else_is_in_it() -> None:
    """Of one of whose members the law is in conflict. What else is in it that does not tell."""
    found = Diagrams(100)
    conflict, fact = InConflict(("garden.sit",)), FactOf("garden.is_student", YES_NO)
    day, month = (Const(option, garden().facts["garden.kind"].type) for option in ("day", "month"))
    members = (Member("one", conflict, day), Member("other", fact, month))
    symbolic = Symbolic(garden(), found)
    whole = symbolic.of(SetOf(members))
    assert found.leaves[whole] == Leaf(Pulled(("garden.sit",)), conflict, partly=True)
    assert found.leaves[symbolic.of(Apply("has member", (SetOf(members), month)))] == OPEN
