"""The short answer: what decided, how else the law can be read, what it leaves open; and the full one."""

import copy
import pickle
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from qanun.runtime import UNKNOWN, CaseGone, Short, Verdict
from qanun.runtime.answers.deciding import decisive, same_headline
from qanun.runtime.answers.few_words import Section, counted, laid_out, words_in
from qanun.runtime.explaining.display import InOrder, all_lines
from qanun.runtime.explaining.nodes import MET, UNMET, Node
from qanun.tools.moments import read_as_of
from qanun_azerbaijan import criminal_code as cc
from qanun_azerbaijan import expulsion_rules as rules
from qanun_azerbaijan import questions

EXAMPLES = sorted((Path(__file__).parent.parent / "docs" / "examples").glob("*.json"))
LONGEST_BEFORE = 8_091
"""So many words the longest explanation of an example had when every line was shown."""


@frozen
class Example:
    """An example case, put to its question."""

    question: Any
    facts: Any
    options: dict[str, Any]

    def explored(self, **changes: Any) -> Any:
        """The answers, with other facts or readings."""
        readings = changes.pop("readings", None)
        facts = self.facts.with_(**changes) if changes else self.facts
        return self.question.explore(facts, readings=readings, **self.options)


@cache
def example(path: Path) -> Example:
    question: Any = questions[path.stem]
    words = shlex.split(path.with_suffix(".txt").read_text(encoding="utf-8").partition("\n")[0])
    as_of = {"as_of": read_as_of(words[words.index("--as-of") + 1])} if "--as-of" in words else {}
    return Example(question, question.facts.from_json(path.read_text(encoding="utf-8")), as_of)


@cache
def short_of(path: Path) -> Short:
    found = example(path).explored().short()
    assert isinstance(found, Short)
    return found


def said(answers: Any) -> list[tuple[object, ...]]:
    """What answers say, whatever they rest on."""
    return [(one.verdict, one.value, one.state, one.due, one.end, one.penalties) for one in answers.each()]


def shown(short: Short, answers: Any) -> list[tuple[object, ...]]:
    """What those answers say that the short answer names."""
    names = {one.name for one in (*short.follows, *short.open)}
    every = zip(answers.each(), said(answers), strict=True)
    return [one for answer, one in every if answer.subject in names]


# --- why --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_without_any_of_the_facts_that_decided_it_would_not_be_certain(path: Path) -> None:
    """With those facts alone the headline, or what is said, is what it is; without one it need not be."""
    case, short = example(path), short_of(path)
    stated = case.facts.known()
    why = [reason.fact for reason in short.why]
    assert why
    assert set(why) <= set(stated)
    alone = dict.fromkeys(stated.keys() - set(why), UNKNOWN)
    answers = case.explored(**alone)
    by_headline = answers.headline == short.headline is not None
    assert by_headline or shown(short, answers) == shown(short, case.explored())
    for fact in why:
        other = case.explored(**alone, **{fact: UNKNOWN})
        open_now = any(one.needs for one in other.each())
        if other.headline == short.headline and not open_now and shown(short, other) == shown(short, answers):
            assert isinstance(
                stated[fact], bool
            )  # another headline goes before it, where the fact is otherwise
            assert case.explored(**alone, **{fact: not stated[fact]}).headline != short.headline


def test_a_fact_that_changes_nothing_is_no_reason() -> None:
    """A bar of article 52 is one whatever the other bars are: of the stays only is said what bars."""
    short = short_of(next(path for path in EXAMPLES if path.stem == "criminal_code.sentencing_to_expulsion"))
    facts = {reason.fact for reason in short.why}
    assert "dependants" in facts
    assert not facts & {"stays", "marriages_to_citizens", "has_refugee_status", "has_political_asylum"}


class Few:
    """A case that comes to the same with certain facts, whatever the others are."""

    headline, sure = "so", True
    answers = ()

    def __init__(self, stated: str, *enough: str) -> None:
        self.stated, self.enough = stated, enough

    def again(self, without: frozenset[str] = frozenset(), reading: object = None) -> Any:
        kept = set(self.stated) - without
        same = any(kept >= set(one) for one in self.enough)
        return self if same else type("Other", (), {"headline": None, "sure": False, "answers": ()})()


@pytest.mark.parametrize(
    ("stated", "enough", "why"),
    [
        # left out from the last stays abc, from the first efg; bd is shorter
        ("abcdefg", ("abc", "efg", "bd"), "bd"),
        # two of two that are disjoint: the first by the order of the facts
        ("abcd", ("cd", "ab"), "ab"),
        # each of them is in every set
        ("abcdef", ("ace",), "ace"),
        # one alone, though pairs stand before and behind it
        ("abcde", ("ab", "c", "de"), "c"),
        ("abc", ("",), ""),
        # of thirteen one of which none can be left out
        ("abcdefghijklm", ("abc", "klm", "bd"), "abc"),
    ],
)
def test_the_smallest_set_of_up_to_twelve_facts(stated: str, enough: tuple[str, ...], why: str) -> None:
    """And of more one that cannot be made smaller."""
    case = Few(stated, *enough)
    found = decisive(case, tuple(stated), same_headline(case))
    assert "".join(found) == why


# --- readings -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_it_turns_on_just_those_readings_whose_other_option_changes_it(path: Path) -> None:
    case, short = example(path), short_of(path)
    before = case.explored()
    named = {(one.reading, one.option) for one in short.readings}
    for name, reading in case.question.readings.items():
        for option, _ in reading.options[1:]:
            after = case.explored(readings={name: option})
            changed = after.headline not in (before.headline, None) or shown(short, after) != shown(
                short, before
            )
            assert ((name, option) in named) is changed, (name, option)


# --- what is open, and what is not named --------------------------------------------------------------------


def test_silences_are_named_that_nobody_asked_for() -> None:
    """The question about the certificate does not ask who issues it; the law does not say."""
    short = short_of(next(path for path in EXAMPLES if path.stem == "return_certificate.certificate"))
    assert [one.name for one in short.open] == [
        "return_certificate.issuing_body",
        "return_certificate.validity",
        "return_certificate.duty_to_issue",
        "return_certificate.refusal",
    ]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_nothing_is_said_twice_or_lost(path: Path) -> None:
    """Every answer is in one of the parts, and silences that nobody asked for beside them."""
    short, answers = short_of(path), example(path).explored()
    asked = {one.subject for one in answers.each()}
    parts = ({one.name for one in short.follows}, set(short.aside), {one.name for one in short.open})
    assert set.union(*parts) >= asked
    assert sum(len(part) for part in parts) == len(set.union(*parts))
    for one in answers.each():
        if one.subject in short.aside:
            nothing = one.verdict in (Verdict.NO, Verdict.NEED_NOT) or not one.value
            assert nothing
    assert short.headline is None or short.headline != example(path).question.label


# --- as a text ----------------------------------------------------------------------------------------------


def words(text: str) -> int:
    return len(re.findall(r"\S*\w\S*", text))


def test_few_words_are_shared_out_in_turns() -> None:
    """Of two sections of lines with fifty words each the first line of both, and how many are left out."""
    line = "word " * 50
    sections = (
        Section("One", [(line,), (line,), (line,)]),
        Section("Two", [(line, "few words"), (line, "few")]),
    )
    text = laid_out("Head", sections, ["Last."])
    assert text.splitlines() == [
        *("Head.", "", "One", f"  - {line}", "  - and two more", ""),
        *("Two", f"  - {line}", "  - few", "", "Last."),
    ]
    assert words_in([text]) == words(text) <= 150


def test_what_a_section_leaves_out_is_said_in_its_own_words() -> None:
    """How many, what they are and where to see them, and the words for that are kept free."""
    lines = [("a fact: yes",)] * 80
    text = laid_out(None, [Section("Why", lines, more="more that decided (see --full)")], [])
    shown = text.count("a fact: yes")
    assert text.splitlines()[-2] == f"  - and {counted(80 - shown)} more that decided (see --full)"
    assert shown == (150 - 1 - 7) // 3  # one word of heading, seven kept free, three a line
    assert words(text) <= 150


def test_a_section_that_has_no_room_says_how_much_it_has() -> None:
    text = laid_out(None, [Section("One", [("word " * 200,), ("word",)])], [])
    assert text == "One\n  - two, not named here\n\n"


def test_of_little_that_is_known_it_says_what_is_needed() -> None:
    short = rules.term_of_departure.explore(
        rules.TermOfDepartureFacts(), as_of=read_as_of("2012-03-03")
    ).short()
    assert (short.headline, short.why) == (None, ())
    assert all("It is not certain" in one.sentence for one in short.follows)
    assert words(short.as_text()) <= 150


def test_a_copy_has_no_case_to_say_why() -> None:
    answers = cc.crossing.explore(cc.CrossingFacts(crossed_guarded_border=False))
    assert answers.short().why[0].fact == "crossed_guarded_border"
    for other in (copy.copy(answers), pickle.loads(pickle.dumps(answers))):
        with pytest.raises(CaseGone, match=r"criminal_code\.crossing"):
            other.short()
    with pytest.raises(CaseGone):
        cc.CrossingAnswers.from_json(answers.to_json()).short()


# --- the explanation ----------------------------------------------------------------------------------------


def trees(text: str) -> Iterator[list[str]]:
    """The lines of each answer of an explanation, its own first."""
    body = text.partition("\n\n")[2].partition("\nReadings chosen\n")[0].partition("\nProvisions\n")[0]
    lines = [line for line in body.splitlines() if line]
    starts = [place for place, line in enumerate(lines) if not line.startswith(" ")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield lines[start:end]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_what_decided_comes_first(path: Path) -> None:
    """On every level of what is shown, lines that speak as the answer came out come before others."""
    case = example(path)
    explanation = case.question.explain(case.facts, **case.options)
    text = explanation.as_text()
    assert words(text) <= words(explanation.as_text(whole=True))
    assert words(text) <= LONGEST_BEFORE // 2
    verdicts = {f"{node.sentence}": node for node in explanation.nodes}
    for tree in trees(text):
        top = [line[2:] for line in tree[1:] if not line.startswith("   ")]
        marks = [line[0] for line in top if line[0] in "✓✗?"]
        deciding = verdicts[tree[0]].deciding
        if deciding in marks and len(tree) > 1:
            last = max(place for place, mark in enumerate(marks) if mark == deciding)
            assert set(marks[: last + 1]) == {deciding}, tree[0]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_trees_have_what_decided_first_on_every_level(path: Path) -> None:
    """As programs and the form see them: below each line none comes before one that decided it."""
    case = example(path)
    explanation = case.question.explain(case.facts, **case.options)
    for line in (line for node in explanation.nodes for line in node.walk()):
        decided = [part.mark in (line.deciding, "") for part in line.parts if not part.late]
        if line.deciding and any(part.mark == line.deciding for part in line.parts if not part.late):
            assert decided == sorted(decided, reverse=True), line.sentence
    unfolded = [line.key for node in explanation.nodes for line in node.walk() if line.key and line.parts]
    assert len(unfolded) == len(set(unfolded))


def named(sentence: str, *parts: Node, mark: str = MET, key: str = "") -> Node:
    """A line about a definition, as reasons make it: it is what its parts of the mark ✓ make it."""
    node = Node("define", sentence, (), parts, mark, MET)
    node.key = key or None
    return node


def test_a_definition_is_unfolded_where_it_is_met_first_in_the_new_order() -> None:
    """It was unfolded in what spoke against, which comes last now; what waited for its depth stays last."""
    resident = named("resident: yes", named("lives here: yes"), key="resident")
    against = named("is banned: no", resident, mark=UNMET)
    speaks_for = named("resident: yes (as above)", key="resident")
    waited = named("put off: yes")
    waited.late = True
    elsewhere = named("the duty: yes (as above)", key="duty")
    tree = named("may borrow", against, speaks_for, elsewhere, waited)
    assert [(depth, sentence) for depth, _, sentence in all_lines([InOrder([tree]).tree(tree)])] == [
        (0, "may borrow"),
        (1, "resident: yes"),
        (2, "lives here: yes"),
        (1, "the duty: yes (as above)"),
        (1, "is banned: no"),
        (2, "resident: yes (as above)"),
        (1, "put off: yes"),
    ]


def test_every_line_can_still_be_had() -> None:
    path = next(path for path in EXAMPLES if path.stem == "criminal_code.sentencing_to_expulsion")
    case = example(path)
    explanation = case.question.explain(case.facts, **case.options)
    lines = [line for node in explanation.nodes for line in node.walk()]
    whole = explanation.as_text(whole=True)
    assert all(line.sentence in whole for line in lines)
    assert "the first stay: the stay was lawful: yes" in whole
    assert "the first stay: the stay was lawful: yes" not in explanation.as_text()
    first = next(trees(explanation.as_text()))
    assert first[1].startswith(
        "  ✗ against: exception “the person has underage dependants”: its conditions are met"
    )
