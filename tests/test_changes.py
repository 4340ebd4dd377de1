"""What would change an answer: the smallest sets of stated facts that, were they otherwise, turn it.

The worked cases follow from the rules by hand; random programs are tried with every change of yes/no facts.
"""

import copy
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from random import Random
from typing import Any

import pytest
from agreement import Laws, generated, typed_value
from in_memory import loaded
from programs_at_random import batch, small_diagrams
from qanun.core.rules import Program, Question
from qanun.pipeline import compile
from qanun.runtime import UNKNOWN, Answer, CaseGone, CaseImpossible, State
from qanun.runtime.answers.answers import Verdict
from qanun.runtime.answers.deciding import signature
from qanun.text import Text
from qanun.typed.types import YES_NO
from qanun.verify.cases import Pool
from random_programs import together

LAW = """---
law: Act on the Baths
jurisdiction: Example Town
module: baths
in_force: not stated
time_zone: Europe/Berlin
rounding: down
currency: EUR
source: written for this test
---

# Act on the Baths

## Article 1. Entry

> **1.1** The words of the law.

```qanun
fact age : integer "the age"
fact is_member "is a member"
fact is_guest "is a guest"
fact is_banned "is banned"
fact came : date "the day of coming"
fact paid : money or none "what was paid"
fact kind : pass_kind "the kind of pass"
fact courses : set of course "the courses passed"
fact children : list of child "the children"
fact carer : child "the carer"
type pass_kind "a kind of pass" is one of
  - day
  - month
  - year
type course "a course" is one of
  - diving
  - rescue
record child "a child"
  - name : text "the name"
  - years : integer "the age"
  - swims : yes/no "swims"
always is_member != is_guest "a member is no guest, and everybody else is"

right enter "enter" on nobody named when age >= 18 or is_member
exception banned to enter when is_banned
right dive "dive" on nobody named when diving in courses and rescue in courses
right stay "stay" on nobody named when came < 2026-05-01 and not is_banned
rule price : money
ground full of price is 10 EUR when age >= 65 or age < 6
ground half of price is 5 EUR when age >= 6 and age < 65
right leave "leave" on nobody named when paid is not none and paid >= 5 EUR
right play "play" on nobody named when some c in children satisfies (c.swims and c.years < 12)
right bring "bring" on nobody named when carer.years >= 18
right climb of child "climb" on nobody named when child.years >= 10 or is_member
right lounge "lounge" on nobody named when is_guest
right both "do both" on nobody named when is_banned and kind is year

question all "What holds?"
  answers enter, dive, stay, price, leave, play, bring, climb, lounge, both
```
"""


@cache
def baths() -> Program:
    """The program of the page above."""
    outcome = compile([Text("baths.md", LAW)])
    assert outcome.value.program is not None, [(one.kind.code, one.values) for one in outcome.diagnostics]
    return outcome.value.program


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Laws:
    return generated(baths(), tmp_path_factory.mktemp("baths"), "baths_law")


CASE: dict[str, Any] = {
    "age": 20,
    "is_member": False,
    "is_guest": True,
    "is_banned": False,
    "came": "2026-04-20",
    "paid": "7 EUR",
    "kind": "month",
    "courses": ["diving"],
    "children": [
        {"name": "Anna", "years": 14, "swims": True},
        {"name": "Ben", "years": 8, "swims": False},
    ],
    "carer": {"name": "Cem", "years": 30, "swims": True},
}
"""Somebody of twenty who came as a guest."""

LEFT_OPEN = "play"
"""What asks for several facts of a thing at once, one of them an age: there may be more."""

Told = list[tuple[dict[str, Any], str]]
"""What would be otherwise, by the words of its place, and the verdict or value that then stands."""

WORKED: list[tuple[str, dict[str, Any], Told]] = [
    # from eighteen on one may enter, unless banned; that a guest would be a member as well cannot be
    ("enter", {}, [({"age": "17"}, "no"), ({"is_banned": "yes"}, "barred")]),
    # at seventeen a member may: then one is no guest any more, by what holds always
    ("enter", {"age": 17}, [({"age": "18"}, "may"), ({"is_member": "yes", "is_guest": "no"}, "may")]),
    # the same where it was not said whether it is a guest
    ("enter", {"age": 17, "is_guest": ...}, [({"age": "18"}, "may"), ({"is_member": "yes"}, "may")]),
    # a member may at any age; who is none may or may not
    ("enter", {"age": ..., "is_member": True, "is_guest": False}, [({"is_banned": "yes"}, "barred")]),
    # it is not known whether one may enter: then nothing stands that could be otherwise
    ("enter", {"age": ...}, []),
    ("dive", {}, [({"courses": "diving and rescue"}, "may")]),
    ("dive", {"courses": []}, [({"courses": "diving and rescue"}, "may")]),
    # April is before 1 May
    ("stay", {}, [({"is_banned": "yes"}, "no"), ({"came": "1 May 2026"}, "no")]),
    ("stay", {"came": "2026-05-08"}, [({"came": "30 April 2026"}, "may")]),
    # of the ages at which one pays in full five is nearer to twenty than sixty-five
    ("price", {}, [({"age": "5"}, "10 EUR")]),
    ("price", {"age": 60}, [({"age": "65"}, "10 EUR")]),
    ("leave", {}, [({"paid": "4.99 EUR"}, "no")]),
    ("leave", {"paid": None}, [({"paid": "5 EUR"}, "may")]),
    ("play", {}, [({"children 1 years": "11"}, "may"), ({"children 2 swims": "yes"}, "may")]),
    ("bring", {}, [({"carer years": "17"}, "no")]),
    ("both", {}, [({"is_banned": "yes", "kind": "year"}, "may")]),
]


def case_of(laws: Laws, changes: dict[str, Any]) -> Any:
    """The facts of the case, some of them otherwise; `...`: not stated."""
    told = {name: value for name, value in (CASE | changes).items() if value is not ...}
    return laws.question("baths.all").facts.from_json(told)


def told(changes: Any) -> Told:
    """Changes, as they are worked out by hand."""
    return [
        (
            {
                " ".join(map(str, filter(None, (one.fact, one.number, one.field)))): now(one)
                for one in change.altered
            },
            str(change.value) if change.verdict is Verdict.VALUE else change.verdict.value,
        )
        for change in changes.found
    ]


def now(altered: Any) -> str:
    """What it would be, as people read it."""
    found: str = altered.words.partition(" were ")[2].partition(" (it is ")[0]
    return found


@pytest.mark.parametrize(("name", "given", "expected"), WORKED)
def test_a_worked_case(laws: Laws, name: str, given: dict[str, Any], expected: Told) -> None:
    answers = laws.question("baths.all").explore(case_of(laws, given))
    changes = getattr(answers, name).changes()
    assert sorted(told(changes), key=str) == sorted(expected, key=str)
    assert changes.is_whole == (name != LEFT_OPEN)
    sizes = [len(change.altered) for change in changes.found]
    assert sizes == sorted(sizes)


def test_of_each_thing_of_a_list(laws: Laws) -> None:
    """Anna is fourteen, Ben eight; from ten on one may climb, and who is a member is no guest."""
    anna, ben = laws.question("baths.all").decide(case_of(laws, {})).climb.value
    assert told(anna.changes()) == [({"children 1 years": "9"}, "no")]
    assert told(ben.changes()) == [
        ({"children 2 years": "10"}, "may"),
        ({"is_member": "yes", "is_guest": "no"}, "may"),
    ]
    assert anna.changes().is_whole


def test_of_the_list_as_a_whole_what_is_of_few_values_is_tried(laws: Laws) -> None:
    """And it is said that there may be more."""
    whole = laws.question("baths.all").decide(case_of(laws, {})).climb.changes()
    assert {frozenset(one.fact for one in change.altered) for change in whole.found} == {
        frozenset(("is_member", "is_guest"))
    }
    assert not whole.is_whole


def test_what_would_change_it_in_words(laws: Laws) -> None:
    answers = laws.question("baths.all").decide(case_of(laws, {}))
    assert answers.play.changes().as_text() == (
        "Nothing here gives anybody a right to play.\n"
        "  - if “the age” of the first entry “Anna” in “the children” were 11 (it is 14): "
        "There is a right to play.\n"
        "  - if “swims” of the second entry “Ben” in “the children” were yes (it is no): "
        "There is a right to play.\n"
        "  - there may be more: not every change was tried\n"
    )
    assert str(answers.both.changes().found[0]) == (
        "if “is banned” were yes (it is no) and “the kind of pass” were year (it is month): "
        "There is a right to do both."
    )


def test_what_was_and_what_would_be_are_values(laws: Laws) -> None:
    """Of the kind of the fact; as JSON they are plain."""
    changes = laws.question("baths.all").decide(case_of(laws, {})).dive.changes()
    (change,) = changes.found
    (altered,) = change.altered
    course = laws.module("baths").Course
    assert (altered.was, altered.now) == ({course.DIVING}, {course.DIVING, course.RESCUE})
    assert (change.value, change.state) == (True, State.IN_FORCE)
    (data,) = changes.as_dict()["found"]
    assert data["altered"][0]["now"] == ["diving", "rescue"]


def test_a_search_says_where_it_ends(laws: Laws) -> None:
    """By the number of facts nothing is left out that is asked for; by the number of changes it may be."""
    enter = laws.question("baths.all").decide(case_of(laws, {"age": 17})).enter
    alone = enter.changes(together=1)
    assert (told(alone), alone.is_whole) == ([({"age": "18"}, "may")], True)
    first = enter.changes(most=1)
    assert (len(first.found), first.is_whole) == (1, False)
    assert first.as_text().endswith("  - there may be more: not every change was tried\n")
    with pytest.raises(ValueError, match="at least one"):
        enter.changes(together=0)


def test_nothing_would_change_what_always_holds(laws: Laws) -> None:
    both = laws.question("baths.all").decide(case_of(laws, {})).both
    assert (
        both.changes(together=1)
        .as_text()
        .endswith("  - no change of 1 of the facts, or of fewer, would have it otherwise\n")
    )


def test_a_copy_has_no_case(laws: Laws) -> None:
    enter = laws.question("baths.all").decide(case_of(laws, {})).enter
    with pytest.raises(CaseGone):
        copy.copy(enter).changes()


# --- every change of yes/no facts -------------------------------------------------------------------------


def test_they_are_the_smallest() -> None:
    """Of random programs: each set of up to two yes/no facts that turns an answer, and of which no part does,
    is found; and what is found turns it, and no part of it does."""
    programs = batch("changes", 0)
    random = Random("changes")
    compared = 0
    with small_diagrams():
        laws = loaded(together(programs), "changed_laws")
        for program in programs:
            (question,) = program.questions.values()
            compared += sum(compare(question, laws, random) for _ in range(8))
    assert compared > 25


def compare(question: Question, laws: Laws, random: Random) -> int:
    """How many changes were compared, in a random case."""
    drawn = Pool(laws.program, question, random).draw(random.choice((0.0, 0.0, 0.3)))
    asked = laws.question(question.name)
    attributes = dict(zip(question.facts, asked.fact_order, strict=True))
    facts = {
        attributes[name]: typed_value(value, laws.program.facts[name].type, laws)
        for name, value in drawn.facts.items()
    }
    flips = [attributes[one] for one in drawn.facts if laws.program.facts[one].type == YES_NO]
    flips = [one for one in flips if isinstance(facts[one], bool)][:7]

    def answered(flipped: tuple[str, ...]) -> Any:
        told = facts | {one: not facts[one] for one in flipped}
        try:
            return asked.explore(asked.facts(**told), as_of=drawn.as_of, readings=drawn.readings).each()
        except CaseImpossible:
            return None

    before = answered(())
    if before is None:
        return 0
    compared = 0
    after = {one: answered(one) for many in (1, 2) for one in combinations(flips, many)}
    singles = {one: dict(single(found)) for one, found in after.items() if found}
    for place, answer in single(before):
        turning = [frozenset(one) for one, found in singles.items() if turns(answer, found[place])]
        smallest = [one for one in turning if not any(other < one for other in turning)]
        changes = answer.changes(together=2, most=200)
        found = {frozenset(one.fact for one in change.altered) for change in changes.found}
        if answer.verdict in (Verdict.UNKNOWN, Verdict.FAULT):
            assert found == set()
            continue
        if changes.is_whole:
            for one in smallest:
                assert any(other <= one for other in found), (question.name, answer.subject, one, found)
        compared += len(smallest)
        for one in found:
            if one <= set(flips):
                assert one in smallest, (question.name, answer.subject, one)
    return compared


def single(answers: Any) -> Iterator[tuple[tuple[int, ...], Any]]:
    """Answers by their places; of one about each thing of a list those about them, too."""
    for place, answer in enumerate(answers):
        yield (place,), answer
        if isinstance(answer.value, tuple) and answer.value and isinstance(answer.value[0], Answer):
            yield from (((place, number), one) for number, one in enumerate(answer.value))


def turns(answer: Any, then: Any) -> bool:
    """Whether something that it says is known of both, and otherwise."""
    pairs = list(zip(signature(answer), signature(then), strict=True))
    if pairs[1] == (False, False):
        del pairs[0]  # whether it is barred is known if the state is
    differs = any(one != other and UNKNOWN not in (one, other) for one, other in pairs)
    return differs and then.verdict not in (Verdict.UNKNOWN, Verdict.FAULT)
