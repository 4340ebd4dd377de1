"""Faults and refusals carry data; undecided outcomes and how several of them become one."""

import copy
import pickle

import pytest
from qanun.runtime.faults import (
    AsOfMissing,
    CaseImpossible,
    Conflict,
    DivisionByZero,
    FactsRefused,
    Fault,
    Gap,
    MissingFacts,
    Mistake,
    NotComparable,
    NoVersion,
    OutOfCalendar,
    PeriodOpen,
    PeriodReversed,
    Problem,
    StepNotAboveZero,
)
from qanun.runtime.outcomes.undecided import Faulty, NotKnown, Pulled, Quiet, Undecided, merge, unknown_fact

PLACE = ("rules.bearer", ("rules#17",), "rules.md:42")
CONFLICT = Conflict(
    (("rules.bearer.own", "the person", ("rules#17.a",)), ("rules.bearer.host", "the host", ())), *PLACE
)
PROBLEMS: tuple[Problem, ...] = (
    CONFLICT,
    Gap(("rules.bearer.own", "rules.bearer.host"), *PLACE),
    NoVersion("from 1 March 2012 until 31 December 2013", *PLACE),
    DivisionByZero("members_of_family", *PLACE),
    StepNotAboveZero("0 EUR", *PLACE),
    PeriodReversed("2012-03-02", "2012-03-01", *PLACE),
    PeriodOpen("2012-03-02", *PLACE),
    NotComparable("2 years", "900 days", *PLACE),
    OutOfCalendar("9999-12-31 and 1 days", *PLACE),
    MissingFacts((("served_at", "when the ruling was served"),), "leaving"),
    FactsRefused((Mistake("stays[0].lawful", "expected true or false", None),), "StayFacts"),
    CaseImpossible("nobody is both a citizen and stateless", "person.md:12"),
    AsOfMissing("leaving"),
)


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: type(problem).__name__)
class TestEveryProblem:
    def test_it_is_a_value(self, problem: Problem) -> None:
        """Pickled, copied and raised it stays equal, and only to itself; it cannot be changed."""
        twin = pickle.loads(pickle.dumps(problem))
        assert twin == problem == copy.deepcopy(problem)
        assert hash(twin) == hash(problem)
        assert [other for other in PROBLEMS if other == problem] == [problem]
        with pytest.raises(AttributeError):
            setattr(problem, problem.__match_args__[0], "other")
        with pytest.raises(AttributeError):
            problem.args = ()
        with pytest.raises(type(problem)) as caught:
            raise problem
        assert caught.value is problem
        problem.__traceback__ = None

    def test_its_text_is_a_sentence(self, problem: Problem) -> None:
        """It says more than its name; of a fault also the provision and the line of the statute."""
        text = str(problem)
        assert len(text) > 25
        if isinstance(problem, Fault):
            assert "rules#17" in text
            assert text.endswith("(rules.md:42)")
            assert "rules.bearer" in text
        assert type(problem).__name__ in repr(problem)


def test_a_conflict_names_both_grounds_with_values_and_provisions() -> None:
    """All that a lawyer needs to see where the law contradicts itself."""
    assert str(CONFLICT) == (
        "rules.bearer: grounds of equal rank give different values, and nothing prevails: "
        "rules.bearer.own gives the person [rules#17.a]; rules.bearer.host gives the host [rules#17] "
        "(rules.md:42)"
    )


def test_a_fault_takes_the_place_where_it_arose() -> None:
    """The first place stays: a rule that only uses the faulty one does not take its name."""
    bare = DivisionByZero("members")
    assert str(bare) == "the rule divides by members, which is 0"
    here = bare.located(*PLACE)
    assert here == DivisionByZero("members", *PLACE)
    assert here.located("other.rule", (), "other.md:1") is here


def test_missing_facts_are_named_with_their_labels() -> None:
    """One a line, the most decisive first."""
    missing = MissingFacts((("served_at", "when it was served"), ("left_at", "")), "leaving")
    assert str(missing) == (
        "2 more facts are needed to answer leaving:\n  served_at: when it was served\n  left_at"
    )
    assert missing.names == ("served_at", "left_at")


def test_refusals_are_value_errors() -> None:
    """A caller who knows nothing of the runtime can catch them."""
    for kind in (FactsRefused, CaseImpossible):
        assert issubclass(kind, ValueError)


DIVISION, OPEN = DivisionByZero("x"), PeriodOpen("2012-03-02")


@pytest.mark.parametrize(
    ("parts", "result"),
    [
        ([True, unknown_fact(1)], NotKnown(1, 1, 1)),
        ([unknown_fact(1), unknown_fact(2)], NotKnown(0, 0, 3)),
        ([NotKnown(1, 2, 7), NotKnown(2, 4, 14)], NotKnown(2, 2, 15)),
        ([NotKnown(1, 0, 1, "partial")], NotKnown(1, 1, 1)),
        ([Faulty((DIVISION,)), unknown_fact(4)], NotKnown(4, 4, 4)),
        ([Faulty((OPEN,)), Faulty((DIVISION, OPEN)), 3], Faulty((DIVISION, OPEN))),
        ([Pulled(("b",)), Pulled(("a", "b")), Quiet(("s",))], Pulled(("a", "b"))),
        ([Quiet(("t",)), Quiet(("s",)), None], Quiet(("s", "t"))),
        ([Quiet(("t",)), Pulled(("b",)), Faulty((OPEN,))], Faulty((OPEN,))),
    ],
)
def test_of_several_undecided_the_strongest_remains(parts: list[object], result: Undecided) -> None:
    """Unknown, fault, in conflict, silent; what could settle it alone settles every part."""
    assert merge(parts) == result
    assert merge(reversed(parts)) == result


def test_undecided_outcomes_are_no_truth_values() -> None:
    """They compare and hash by value, and never pass for yes or no."""
    for outcome in (unknown_fact(1), Faulty((OPEN,)), Pulled(("a",)), Quiet(("s",))):
        with pytest.raises(TypeError):
            bool(outcome)
        assert outcome == pickle.loads(pickle.dumps(outcome))
        assert len({outcome, pickle.loads(pickle.dumps(outcome))}) == 1
    assert Pulled(("a",)) != Quiet(("a",))
    with pytest.raises(ValueError, match="nothing is undecided"):
        merge([True, None])
