"""What a program may ask of a question of a generated law, and what it is told when it asks wrongly."""

import copy
import inspect
import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from attrs import evolve
from qanun.runtime.faults import FactsRefused
from qanun_azerbaijan import criminal_code as cc
from qanun_azerbaijan import departure_entry as departure
from qanun_azerbaijan import expulsion_rules as rules

CROSSED = cc.CrossingFacts(
    crossed_guarded_border=True, lacked_required_documents=True, came_to_seek_political_asylum=False
)
ASKED: tuple[Callable[..., Any], ...] = (cc.crossing.decide, cc.crossing.explore, cc.crossing.explain)
DATED: tuple[Callable[..., Any], ...] = (
    rules.term_of_departure.decide,
    rules.term_of_departure.explore,
    rules.term_of_departure.explain,
)


@pytest.mark.parametrize("ask", ASKED)
@pytest.mark.parametrize("facts", [None, {"crossed_guarded_border": True}, rules.TermOfDepartureFacts()])
def test_other_facts_than_its_own_are_refused(ask: Callable[..., Any], facts: object) -> None:
    """In the same words by every way of asking."""
    with pytest.raises(TypeError, match="takes CrossingFacts"):
        ask(facts)


@pytest.mark.parametrize("ask", DATED)
@pytest.mark.parametrize("as_of", ["2012-03-03", 20120303, True])
def test_as_of_is_a_date_or_a_moment(ask: Callable[..., Any], as_of: object) -> None:
    """A text is none."""
    with pytest.raises(TypeError, match="as_of is a date"):
        ask(rules.TermOfDepartureFacts(), as_of=as_of)


@pytest.mark.parametrize("ask", ASKED)
def test_readings_are_names_with_options(ask: Callable[..., Any]) -> None:
    """Whatever else comes is refused: another shape as such, and all wrong names and options at once."""
    for readings in ("fine_or_prison", [("fine_or_prison", "cumulative")]):
        with pytest.raises(TypeError, match="a mapping of names to options"):
            ask(CROSSED, readings=readings)
    with pytest.raises(FactsRefused) as caught:
        ask(CROSSED, readings={"fine_or_prisn": "cumulative", 1: 2, "fine_or_prison": "cumulativ"})
    assert [mistake.nearest for mistake in caught.value.mistakes] == ["fine_or_prison", None, "cumulative"]


def test_help_tells_what_is_asked() -> None:
    """Of a question its words and its classes, not those of all questions."""
    told = inspect.getdoc(cc.crossing) or ""
    assert told.startswith(cc.crossing.label)
    assert "CrossingFacts" in told
    assert "CrossingAnswers" in told


def test_an_uncertain_silence_is_not_told_as_certain() -> None:
    """Whether there is a ban is unknown here: its silences are said to follow only if there is one."""
    lines = departure.ban_on_entry.explain(departure.BanOnEntryFacts()).as_text().splitlines()
    silent = [line.strip() for line in lines if "the law is silent" in line]
    assert silent
    assert all(line.startswith("if so, the law is silent: ") for line in silent)


def test_explanations_are_values() -> None:
    """They compare, hash, pickle and copy; one of another case is another."""
    explained = cc.crossing.explain(CROSSED)
    for twin in (
        cc.crossing.explain(CROSSED),
        copy.copy(explained),
        copy.deepcopy(explained),
        pickle.loads(pickle.dumps(explained)),
    ):
        assert twin == explained
        assert hash(twin) == hash(explained)
    assert cc.crossing.explain(CROSSED.with_(bypassed_checkpoint=True)) != explained
    assert cc.crossing.explain(CROSSED, as_of=date(2012, 3, 3)) != explained


KNOWN = cc.CrossingFacts(
    crossed_guarded_border=True,
    lacked_required_documents=True,
    bypassed_checkpoint=False,
    is_az_citizen=False,
    came_to_seek_political_asylum=False,
    acts_contain_another_offence=False,
)


def test_what_an_answer_rests_on_is_found_later() -> None:
    """The plain function answers here. Bullet (a) holds, the note bars nothing; whether both penalties can be
    imposed stands under the whole of 318.1, its bullets with it."""
    answers = cc.crossing.decide(KNOWN)
    assert cc.crossing.known is not None
    offence = answers.illegal_crossing
    assert offence.grounds == ("criminal_code.illegal_crossing.a",)
    assert offence.provisions == tuple(f"criminal_code#318.{part}" for part in ("1", "1.a", "1.b", "note"))
    assert offence.readings == ("criminal_code.fine_or_prison",)
    assert offence.barred_by == ()


def test_what_bars_is_told_where_it_bars() -> None:
    """Whatever was asked for first. The note is about who crossed: nobody else is barred by it."""
    sought = KNOWN.with_(came_to_seek_political_asylum=True)
    for facts, barred_by in (
        (sought, ("criminal_code.asylum_seeker",)),
        (sought.with_(crossed_guarded_border=False), ()),
    ):
        for first in ("grounds", "barred_by", "provisions"):
            offence = cc.crossing.decide(facts).illegal_crossing
            getattr(offence, first)
            assert offence.barred_by == barred_by
            assert not offence.value


def test_there_are_no_other_parts() -> None:
    """Of answers that are not made yet, and of those that were made whole."""
    answers = cc.crossing.decide(KNOWN)
    for whole in (answers, type(answers).from_json(answers.to_json())):
        for one in (whole, whole.illegal_crossing):
            with pytest.raises(AttributeError, match="no attribute 'verdicts'"):
                _ = one.verdicts


def test_copies_and_pickles_have_what_an_answer_rests_on_and_not_the_case() -> None:
    expected = cc.crossing.decide(KNOWN)
    assert b"CrossingFacts" not in pickle.dumps(cc.crossing.decide(KNOWN))
    for twin in (copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one)), evolve):
        offence = twin(cc.crossing.decide(KNOWN).illegal_crossing)
        assert offence.provisions == expected.illegal_crossing.provisions
        assert twin(cc.crossing.decide(KNOWN)) == expected
        assert hash(twin(cc.crossing.decide(KNOWN))) == hash(expected)


def test_threads_may_share_an_answer() -> None:
    """All ask the same new answers at once for what they rest on."""
    expected = cc.crossing.decide(KNOWN)
    assert expected.illegal_crossing.provisions
    with ThreadPoolExecutor(8) as pool:
        for _ in range(200):
            answers = cc.crossing.decide(KNOWN)
            ready = Barrier(8)

            def ask(answers: Any = answers, ready: Barrier = ready) -> object:
                ready.wait()
                return [(one.provisions, one.grounds, one.readings) for one in answers.each()]

            found = [task.result() for task in [pool.submit(ask) for _ in range(8)]]
            assert found == [[(one.provisions, one.grounds, one.readings) for one in expected.each()]] * 8


def test_a_question_pickles_as_its_name() -> None:
    """It is the same object after, and nothing of a case goes with it."""
    cc.crossing.decide(KNOWN)
    assert pickle.loads(pickle.dumps(cc.crossing)) is cc.crossing
    assert len(pickle.dumps(cc.crossing)) < 200
