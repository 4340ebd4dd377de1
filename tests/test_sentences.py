"""Every outcome as one full sentence: its bearer, its act, its state, its time."""

from datetime import date, datetime
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest
from qanun.core.answering import ready
from qanun.core.rules import SUBJECT_KINDS, Program
from qanun.core.rules import Subject as CoreSubject
from qanun.pipeline import compile
from qanun.runtime.answers.answers import Answer, Verdict
from qanun.runtime.answers.sentences import NORMS, Sentences, thing_called
from qanun.runtime.answers.wording import SENTENCES
from qanun.runtime.evaluation.tables import Bearer, Subject, Table
from qanun.runtime.values.states import State
from qanun.text import Text
from qanun.verify.scenarios import run
from test_target_javascript import PAGES, program_of

READING_ROOM = """---
law: Reading room
module: room
jurisdiction: Utopia
in_force: not stated
time_zone: Europe/Berlin
rounding: down
source: none
---

# Reading room

## Article 1. All

> **1.** Text.

```qanun
authority council "the council"
party visitor "the visitor"

fact has_book "the person has a book"
fact took_book_on : date or none "when the book was taken"
fact returned_on : date or none "when the book was returned"
fact talked "the visitor talked"
fact excluded_on : date or none "when the visitor was excluded"
fact made_noise "the visitor made noise"
fact is_ill "the visitor is ill"
fact is_old "the visitor is old"
fact found_member : yes/no or none "what the council found"

obligation give_back "give the book back"
  on visitor
  when has_book
  within 28 days after took_book_on
  fulfilled by returned_on

exception illness to give_back "illness"
  when is_ill

obligation dust "dust the shelves"
  on nobody named
  when has_book

prohibition talk "talk"
  on visitor
  when has_book
  breached by talked

prohibition enter "enter the reading room"
  on nobody named
  when excluded_on is not none
  until 10 days after excluded_on

permission come "come in" on visitor when has_book
right borrow "borrow books" when has_book
power exclude "exclude the visitor" by council when made_noise
  weighing
    - made_noise "how loud it was"
offence noise "noise in the reading room"
  on visitor
  when made_noise
  punishable by fine 5 EUR to 20 EUR
status honorary "is an honorary reader" on visitor when is_old
status exempt "is exempt" on nobody named when made_noise
silence who_pays "nothing says who pays" when made_noise
status member "is a member" on visitor when is_old
ground by_council of member as determined by council in found_member
define quiet : yes/no "the room is quiet" is not made_noise
define fee : money in EUR "the fee" is (if has_book then 5 EUR else 0 EUR)

question all "What is to be done?"
  answers give_back, dust, talk, enter, come, borrow, exclude, noise, honorary,
    exempt, member, who_pays, quiet, fee
```
"""


@pytest.fixture(scope="module")
def room() -> Program:
    outcome = compile([Text("room.md", READING_ROOM)])
    assert outcome.value.program is not None, [str(one) for one in outcome.diagnostics]
    return outcome.value.program


DAY = {"has_book": True, "took_book_on": date(2024, 3, 1), "returned_on": None}
FULL = {
    **DAY,
    "talked": False,
    "excluded_on": date(2024, 2, 1),
    "made_noise": True,
    "found_member": False,
}


ENTER = "The time for which it is forbidden to enter the reading room"
ON_TIME = f"""
give_back | The visitor must give the book back by 29 March 2024; there is still time for it.
dust | Somebody whom the law does not name must dust the shelves.
talk | The visitor must not talk.
enter | {ENTER} is over; it lasted until 11 February 2024.
come | The visitor may come in.
borrow | There is a right to borrow books.
exclude | The council may, at discretion, exclude the visitor, weighing how loud it was.
noise | There is an offence by the visitor: noise in the reading room; the penalty is a fine of 5 to 20 EUR.
honorary | The visitor is an honorary reader.
exempt | It is exempt.
member | As the council determined: it is not so that the visitor is a member.
who_pays | Nothing says who pays.
quiet | It is not so: the room is quiet.
fee | The fee: 5 EUR.
"""
LATER = """
give_back | Nothing here obliges the visitor to give the book back; it is barred by “illness”.
dust | Somebody whom the law does not name must dust the shelves.
talk | The visitor must not talk; this has been done all the same.
enter | It is forbidden to enter the reading room until 15 May 2024.
come | The visitor may come in.
borrow | There is a right to borrow books.
exclude | Nothing here gives the council the power to exclude the visitor.
noise | There is no offence by the visitor: noise in the reading room.
honorary | It is not so that the visitor is an honorary reader.
exempt | It is not so that it is exempt.
member | As the council determined: the visitor is a member.
who_pays | This does not arise here: nothing says who pays.
quiet | The room is quiet.
fee | The fee: 5 EUR.
"""
OPEN, NEEDED = "It is not certain whether", "; still needed:"
ILL = "“the visitor is ill”, “when the book was returned” and 1 more"
BOOK = "“the person has a book”"
NOISE = "“the visitor made noise”"
NOBODY_KNOWS = f"""
give_back | {OPEN} the visitor must give the book back{NEEDED} {BOOK}, {ILL}.
dust | {OPEN} somebody must dust the shelves{NEEDED} {BOOK}.
talk | {OPEN} the visitor must not talk{NEEDED} {BOOK} and “the visitor talked”.
enter | {OPEN} it is forbidden to enter the reading room{NEEDED} “when the visitor was excluded”.
come | {OPEN} the visitor may come in{NEEDED} {BOOK}.
borrow | {OPEN} there is a right to borrow books{NEEDED} {BOOK}.
exclude | {OPEN} the council may, at discretion, exclude the visitor{NEEDED} {NOISE}.
noise | {OPEN} there is an offence by the visitor: noise in the reading room{NEEDED} {NOISE}.
honorary | {OPEN} the visitor is an honorary reader{NEEDED} “the visitor is old”.
exempt | {OPEN} it is exempt{NEEDED} {NOISE}.
member | {OPEN} the visitor is a member{NEEDED} “the visitor is old” and “what the council found”.
who_pays | {OPEN} this arises here: nothing says who pays{NEEDED} {NOISE}.
quiet | {OPEN} it is so: the room is quiet{NEEDED} {NOISE}.
fee | It is not certain yet: the fee{NEEDED} {BOOK}.
"""


CASES = {
    "while there is time": (
        ON_TIME,
        "2024-03-10",
        {**FULL, "is_ill": False, "is_old": True},
    ),
    "later": (
        LATER,
        "2024-05-10",
        {
            **DAY,
            "talked": True,
            "excluded_on": date(2024, 5, 5),
            "made_noise": False,
            "is_ill": True,
            "is_old": False,
            "found_member": True,
        },
    ),
    "nothing known": (NOBODY_KNOWS, "2024-05-10", {}),
}


@pytest.mark.parametrize("name", CASES)
def test_each_outcome_is_a_sentence(name: str, room: Program) -> None:
    expected, day, facts = CASES[name]
    asked = ready(room).of(room.questions["room.all"])
    known = {f"room.{fact}": value for fact, value in facts.items()}
    tried = asked.tried(asked.case(known, datetime.fromisoformat(f"{day}T10:00+01:00"), {}))
    found = [f"{subject.partition('.')[2]} | {one.sentence}" for subject, one in tried.answers.items()]
    assert found == expected.strip().splitlines()


BARS = """fact is_ill "the visitor is ill"
fact has_ticket "the visitor has a ticket"
fact is_closed "the house is closed"
prohibition keep_out "enter the house" on visitor when is_ill
permission enter "enter the house" on visitor when has_ticket
keep_out prevails over enter
obligation go "leave the house" on visitor when is_closed
power stay "let the visitor stay" by council when is_closed
collision go with stay "both are said"
question who_enters "May the visitor enter?"
  answers enter
question who_goes "Must the visitor go?"
  answers go, stay
"""
NO_ENTRY = "Nothing here allows the visitor to enter the house"
BARRED = f"{NO_ENTRY}; it is barred by the rule that it is forbidden to enter the house."
COLLIDE = "Two rules collide: the {} and the {}."
GO, STAY = "obligation to leave the house", "power to let the visitor stay"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("who_enters", [BARRED]),
        ("who_goes", [COLLIDE.format(GO, STAY), COLLIDE.format(STAY, GO)]),
    ],
)
def test_a_norm_that_bars_or_collides_is_named_by_its_kind(question: str, said: list[str]) -> None:
    """Also one for which the question does not ask; two norms may have one label."""
    head, _, _ = READING_ROOM.partition("fact has_book")
    program = compile([Text("room.md", f"{head}{BARS}```\n")]).value.program
    assert program is not None
    asked = ready(program).of(program.questions[f"room.{question}"])
    facts = dict.fromkeys(("room.is_ill", "room.has_ticket", "room.is_closed"), True)
    tried = asked.tried(asked.case(facts, None, {}))
    assert [one.sentence for one in tried.answers.values()] == said


# --- the whole table ----------------------------------------------------------------------------------------

POSITIVE = {
    "obligation": Verdict.MUST,
    "prohibition": Verdict.MUST_NOT,
    "permission": Verdict.MAY,
    "right": Verdict.MAY,
    "power": Verdict.DISCRETION,
    "silence": Verdict.SILENT,
}
"""The verdict of what applies; of other kinds yes."""
EVERYWHERE = (Verdict.BARRED, Verdict.SILENT, Verdict.IN_CONFLICT, Verdict.UNKNOWN, Verdict.FAULT)
BEARERS: tuple[Bearer | None, ...] = (None, ((), ()), (("the visitor",), ("the council",)))
NO_TABLE = Table(
    entries={}, subjects=(), readings=(), bits=(), provisions=(), sites={}, words={}, zone="", notice=""
)


def answer(verdict: Verdict, **parts: Any) -> Any:
    """What sentences are made of."""
    names = ("barred_by", "conflicts_with", "silent_by", "needs", "authority", "weighing", "grounds")
    none = dict.fromkeys(("state", "due", "end", "penalties", "exercised", "fault", "value"))
    return SimpleNamespace(verdict=verdict, **{**none, **dict.fromkeys(names, ()), **parts})


@pytest.mark.parametrize("kind", SUBJECT_KINDS)
def test_every_outcome_has_its_words(kind: str) -> None:
    """Whatever the verdict and the state: one sentence, nothing left in braces, and whose it is."""
    no = Verdict.NEED_NOT if kind == "obligation" else Verdict.NO
    verdicts = {POSITIVE.get(kind, Verdict.YES), no, *EVERYWHERE}
    if kind not in NORMS and kind not in ("silence", "party"):
        verdicts.add(Verdict.VALUE)
    for verdict, state, bearer in product(verdicts, (None, *State), BEARERS):
        valued = verdict is Verdict.VALUE
        subject = Subject("", "s", kind, "leave", place="", aspects={}, bearer=bearer, valued=valued)
        said = Sentences(NO_TABLE, {}).of(subject, answer(verdict, state=state))
        assert said[0].isupper()
        assert said.endswith(".")
        assert "{" not in said
        assert said.count(".") == 1
        if kind in NORMS and bearer and any(bearer) and verdict not in (Verdict.IN_CONFLICT, Verdict.FAULT):
            assert "he visitor or the council" in said


def test_every_sentence_is_one_that_can_be_said() -> None:
    """Each of the table belongs to a kind that there is, and to what such a kind can come out as."""
    heads = {name.partition(".")[0] for name in SENTENCES} - {word for word in SENTENCES if "." not in word}
    parts = {"term", "record", "state", "named", "change", "readings"}
    assert heads - parts <= set(SUBJECT_KINDS)
    for kind in NORMS:
        ids = {name.removeprefix(f"{kind}.") for name in SENTENCES if name.startswith(f"{kind}.")}
        no = "need_not" if kind == "obligation" else "no"
        said = (POSITIVE.get(kind, Verdict.YES).value, no, "claim")
        forms = ("", ".nobody", ".predicate") if kind == "status" else ("", ".nobody")
        assert ids == {f"{word}{form}" for word in said for form in forms}


# --- what the laws reach ------------------------------------------------------------------------------------


def named(subject: CoreSubject, grounds: tuple[str, ...]) -> set[str]:
    """Everybody whom a norm names: the grounds that hold, else its head; where none holds, any of them."""
    own = dict(subject.bearers)
    holding = [ground for ground in grounds if ground in subject.grounds]
    bearers = [own[ground] for ground in holding if ground in own]
    if not bearers:
        bearers = [subject.bearer] if subject.bearer else [] if holding else [*own.values()]
    return {label for bearer in bearers for label in (*bearer.parties, *bearer.bodies)}


@pytest.mark.parametrize("page", PAGES)
def test_what_scenarios_reach_is_said_with_its_bearer(page: str) -> None:
    """Of every kind, verdict and state that the scenarios of a page come to."""
    program = program_of(page)
    reached = set()
    for scenario in program.scenarios:
        for name, one in run(program, scenario).answers.items():
            subject = program.subjects[name]
            every = one.value if subject.about is not None and isinstance(one.value, tuple) else (one,)
            for found in every:
                assert isinstance(found, Answer)
                reached.add((subject.kind, found.verdict, found.state))
                check(subject, found, program)
    assert len(reached) > 30 or page != "statutes"


def check(subject: CoreSubject, found: Answer[Any], program: Program) -> None:
    said = found.sentence
    assert said[0] == said[0].upper(), said
    assert said[-1] in ".?!", said
    assert "{" not in said
    bodies = {program.authorities.get(str(body), str(body)) for body in found.authority}
    whose = named(subject, found.grounds) | bodies
    if subject.kind in NORMS and whose and found.verdict not in (Verdict.IN_CONFLICT, Verdict.FAULT):
        assert any(label in said or label[:1].upper() + label[1:] in said for label in whose), said
        assert "nobody" not in said
        assert "anybody" not in said


# --- things of a list ---------------------------------------------------------------------------------------


def test_a_thing_is_called_by_its_place_in_words() -> None:
    assert thing_called("child", 2, None) == "the second child"
    assert thing_called("stay", 12, None) == "the twelfth stay"
    assert thing_called("stay", 13, None) == "stay 13"
