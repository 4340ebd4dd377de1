"""Answers: how verdict, state and the rest follow from the outcomes, and how answers travel as JSON."""

import json
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import attrs
import pytest
from jsonschema import Draft202012Validator
from qanun.runtime.answers.answer_wire import answer_from_json
from qanun.runtime.answers.answer_writing import fault_to_json
from qanun.runtime.answers.answers import Answer, State, Verdict
from qanun.runtime.answers.assembling import assemble
from qanun.runtime.faults import Conflict, DivisionByZero, FactsRefused, Gap, Mistake
from qanun.runtime.outcomes.undecided import Faulty, NotKnown, Pulled, Quiet
from qanun.runtime.values import spec
from qanun.runtime.values.durations import Months
from qanun.runtime.values.limits import Limit
from qanun.runtime.values.money import Money
from qanun.runtime.values.penalties import Penalties, PenaltyRange
from qanun.runtime.values.sets import PartialSet
from qanun.runtime.values.unknown import UNKNOWN
from runtime_case import EveryAnswers, Payer

FACTS = ("m.ordered", "m.served_at", "m.left_at")
FINE = Penalties(((PenaltyRange("fine", Money(200, "AZN"), Money(500, "AZN")),),))
DUE = datetime(2012, 3, 26, 6, tzinfo=UTC)
GAP = Gap(("m.g",), "m.r", ("m#1",), "m.md:3")
MISSING = NotKnown(2, 2, 2)


def answered(kind: str, barring: tuple[str, ...] = (), **outcomes: object) -> Answer[Any]:
    return assemble(
        subject="m.r",
        label="the rule",
        kind=kind,
        outcomes=outcomes,
        facts=FACTS,
        grounds=("m.r.a",),
        barring=barring,
        provisions=("m#1",),
        readings=("m.meaning",),
        weighing=("the danger",),
    )


class TestVerdict:
    @pytest.mark.parametrize(
        ("kind", "value", "state", "verdict"),
        [
            ("obligation", True, State.PENDING, Verdict.MUST),
            ("obligation", True, State.BREACHED, Verdict.MUST),
            ("obligation", False, State.NOT_APPLICABLE, Verdict.NEED_NOT),
            ("obligation", False, State.BARRED, Verdict.BARRED),
            ("prohibition", True, State.IN_FORCE, Verdict.MUST_NOT),
            ("prohibition", True, State.BREACHED, Verdict.MUST_NOT),
            ("prohibition", True, State.EXPIRED, Verdict.NO),
            ("prohibition", False, State.BARRED, Verdict.BARRED),
            ("permission", True, State.IN_FORCE, Verdict.MAY),
            ("right", True, State.IN_FORCE, Verdict.MAY),
            ("right", True, State.EXPIRED, Verdict.NO),
            ("right", False, State.NOT_APPLICABLE, Verdict.NO),
            ("power", True, State.IN_FORCE, Verdict.DISCRETION),
            ("power", False, State.BARRED, Verdict.BARRED),
            ("offence", True, State.IN_FORCE, Verdict.YES),
            ("status", True, State.IN_FORCE, Verdict.YES),
            ("status", True, State.EXPIRED, Verdict.NO),
            ("status", False, State.NOT_APPLICABLE, Verdict.NO),
        ],
    )
    def test_of_norms(self, kind: str, value: bool, state: State, verdict: Verdict) -> None:
        """Barred is not the same as not applicable; what has expired is no; an obligation does not expire."""
        answer = answered(kind, ("m.e",), answer=value, state=state)
        assert (answer.verdict, answer.value, answer.state) == (verdict, value, state)
        assert answer.barred_by == (("m.e",) if verdict is Verdict.BARRED else ())

    @pytest.mark.parametrize(
        ("kind", "value", "verdict"),
        [
            ("define", True, Verdict.YES),
            ("rule", False, Verdict.NO),
            ("rule", Payer.HOST, Verdict.VALUE),
            ("define", None, Verdict.VALUE),
            ("define", 0, Verdict.VALUE),
            ("define", 1, Verdict.VALUE),
            ("options", frozenset({"IR"}), Verdict.VALUE),
            ("options", PartialSet((("IR", True),)), Verdict.UNKNOWN),
            ("silence", True, Verdict.SILENT),
            ("silence", False, Verdict.NO),
        ],
    )
    def test_of_rules(self, kind: str, value: object, verdict: Verdict) -> None:
        """Yes and no where it is a yes/no, else the value; none and 0 are values."""
        answer = answered(kind, answer=value)
        assert (answer.verdict, answer.value, answer.state) == (verdict, value, None)

    @pytest.mark.parametrize(
        ("outcome", "verdict", "value"),
        [
            (MISSING, Verdict.UNKNOWN, UNKNOWN),
            (Faulty((GAP,)), Verdict.FAULT, None),
            (Pulled(("m.other",)), Verdict.IN_CONFLICT, None),
            (Quiet(("m.s",)), Verdict.SILENT, None),
        ],
    )
    def test_of_undecided_ones(self, outcome: object, verdict: Verdict, value: object) -> None:
        """What is undecided is the verdict, whatever the kind, with what it is undecided by."""
        for kind in ("obligation", "power", "rule", "define"):
            answer = answered(kind, answer=outcome, state=outcome)
            assert (answer.verdict, answer.value) == (verdict, value)
            assert answer.needs == (("m.served_at",) if verdict is Verdict.UNKNOWN else ())
            assert answer.fault == (GAP if verdict is Verdict.FAULT else None)
            assert answer.conflicts_with == (("m.other",) if verdict is Verdict.IN_CONFLICT else ())
            assert answer.silent_by == (("m.s",) if verdict is Verdict.SILENT else ())


class TestParts:
    def test_a_norm_that_applies_has_all_its_parts(self) -> None:
        """Due and end as days or moments, penalties, authority, what is weighed."""
        answer = answered(
            "power",
            answer=True,
            state=State.IN_FORCE,
            due=Limit(DUE),
            end=Limit(date(2012, 3, 8), False),
            penalties=FINE,
            authority=("court", "ministry"),
            exercised="exercised",
        )
        assert (answer.due, answer.end, answer.penalties) == (DUE, date(2012, 3, 8), FINE)
        assert answer.authority == ("court", "ministry")
        assert answer.weighing == ("the danger",)
        assert answer.exercised == "exercised"
        assert (answer.grounds, answer.provisions, answer.readings) == (("m.r.a",), ("m#1",), ("m.meaning",))

    def test_a_norm_that_does_not_apply_has_none(self) -> None:
        """Nothing is due, nothing is punished, nobody has the power."""
        answer = answered(
            "offence",
            answer=False,
            state=State.NOT_APPLICABLE,
            due=Limit(DUE),
            end=MISSING,
            penalties=FINE,
            authority="court",
        )
        assert (answer.due, answer.end, answer.penalties, answer.authority) == (None, None, None, ())
        assert answer.weighing == ()

    def test_an_open_end_is_none(self) -> None:
        """A term whose event has not happened has no end."""
        assert answered("obligation", answer=True, state=State.PENDING, due=None).due is None

    @pytest.mark.parametrize(
        ("told", "exercised"),
        [
            ("exercised", "exercised"),
            ("exercised without power", "exercised without power"),
            (None, None),
            (MISSING, UNKNOWN),
            (Faulty((GAP,)), None),
            (Pulled(("m.x",)), None),
        ],
    )
    def test_exercise_of_a_power(self, told: object, exercised: object) -> None:
        """What is on record is unknown only where a fact is missing, and never needed."""
        answer = answered("power", answer=True, exercised=told)
        assert (answer.exercised, answer.verdict, answer.needs) == (exercised, Verdict.DISCRETION, ())

    @pytest.mark.parametrize("outcome", [Faulty((GAP,)), Pulled(("m.x",)), Quiet(("m.s",))])
    def test_a_state_is_unknown_only_where_a_fact_is_missing(self, outcome: object) -> None:
        """Where the law gives no one answer there is none."""
        assert answered("right", answer=outcome, state=outcome).state is None

    def test_an_unknown_state_leaves_the_verdict(self) -> None:
        """That one must is certain, whether one has is not: the fact is asked for."""
        answer = answered("obligation", answer=True, state=NotKnown(4, 4, 4), due=Limit(DUE))
        assert (answer.verdict, answer.state, answer.due) == (Verdict.MUST, UNKNOWN, DUE)
        assert answer.needs == ("m.left_at",)

    def test_a_sure_no_needs_nothing_more(self) -> None:
        """Whether it is barred or not applicable stays open, but nothing is asked for it."""
        answer = answered("offence", ("m.e",), answer=False, state=MISSING)
        assert (answer.verdict, answer.state, answer.needs) == (Verdict.NO, UNKNOWN, ())
        assert answer.barred_by == ()

    def test_an_unknown_end_leaves_open_whether_it_expired(self) -> None:
        """A right whose end is unknown may be over; an obligation's end is its due, and it stays one."""
        assert answered("right", answer=True, state=MISSING, end=MISSING).verdict is Verdict.UNKNOWN
        assert answered("right", answer=True, state=MISSING, end=None).verdict is Verdict.MAY
        assert answered("right", answer=True, state=MISSING, end=Limit(DUE), expired=False).verdict is (
            Verdict.MAY
        )
        assert answered("obligation", answer=True, state=MISSING, end=MISSING).verdict is Verdict.MUST

    def test_a_fault_in_a_part_is_a_fault_of_the_answer(self) -> None:
        """Penalties that conflict cannot be passed over in silence; missing facts come first."""
        broken = answered("offence", answer=True, state=State.IN_FORCE, penalties=Faulty((GAP,)))
        assert (broken.verdict, broken.fault, broken.value) == (Verdict.FAULT, GAP, True)
        pulled = answered("offence", answer=True, state=State.IN_FORCE, penalties=Pulled(("m.x",)))
        assert (pulled.verdict, pulled.conflicts_with) == (Verdict.IN_CONFLICT, ("m.x",))
        both = answered("offence", answer=True, state=MISSING, penalties=Faulty((GAP,)))
        assert (both.verdict, both.needs, both.fault) == (Verdict.YES, ("m.served_at",), GAP)

    def test_needs_begin_with_what_alone_could_settle(self) -> None:
        """Then the others, each in the order of the question."""
        answer = answered("rule", answer=NotKnown(yes=4, no=0, all=7))
        assert answer.needs == ("m.left_at", "m.ordered", "m.served_at")

    def test_of_several_faults_the_first_in_order(self) -> None:
        """Whatever the order in which they were found."""
        division = DivisionByZero("x", "m.r", (), "m.md:1")
        for faults in ((GAP, division), (division, GAP)):
            assert answered("rule", answer=Faulty(faults)).fault == division

    def test_a_partly_known_set(self) -> None:
        """What is certain of it is shown, and what is needed for the rest."""
        partial = PartialSet((("IR", True),))
        answer = answered("options", answer=NotKnown(1, 1, 1, partial=partial))
        assert (answer.verdict, answer.value, answer.needs) == (Verdict.UNKNOWN, partial, ("m.ordered",))

    def test_an_answer_is_no_truth_value(self) -> None:
        """`if answer:` would hide unknown, silent and barred."""
        with pytest.raises(TypeError, match=r"the answer about m\.r is neither true nor false"):
            bool(answered("rule", answer=True))
        with pytest.raises(TypeError, match="neither true nor false"):
            bool(ANSWERS[0])


LEAVE: Answer[bool] = Answer(
    "rules.leave",
    "leave",
    Verdict.MUST,
    True,
    State.PENDING,
    DUE,
    UNKNOWN,
    Penalties(
        (
            (
                PenaltyRange("fine", None, Money(Fraction("500.5"), "AZN")),
                PenaltyRange("imprisonment", Months(24), Months(60)),
            ),
            (PenaltyRange("fine", Money(1, "AZN"), Money(1, "AZN")),),
        )
    ),
    ("court",),
    ("the family",),
    "exercised without power",
    (),
    ("rules.f",),
    ("rules.leave.a",),
    ("rules#1", "rules#2"),
    ("rules.meaning",),
    ("rules.other",),
    ("rules.silence",),
    Conflict((("rules.a", "1", ("rules#1",)), ("rules.b", "2", ())), "rules.leave", ("rules#1",), "r.md:1"),
)
BEARER: Answer[Payer] = Answer("rules.bearer", "who pays", Verdict.VALUE, Payer.HOST)
BARRED: Answer[bool] = Answer(
    "rules.leave", "leave", Verdict.BARRED, False, State.BARRED, barred_by=("rules.e",)
)
OPEN: Answer[frozenset[str]] = Answer(
    "rules.destination",
    "where to",
    Verdict.UNKNOWN,
    UNKNOWN,
    UNKNOWN,
    UNKNOWN,
    UNKNOWN,
    UNKNOWN,
    needs=("rules.f",),
)
WHOLE: Answer[frozenset[str]] = Answer("rules.destination", "where to", Verdict.VALUE, frozenset({"IR"}))
ANSWERS = [
    EveryAnswers(
        as_of=DUE,
        readings=(("rules.meaning", "narrow"),),
        fingerprint="sha256:12",
        headline="must leave",
        leave=LEAVE,
        bearer=BEARER,
        destination=OPEN,
    ),
    EveryAnswers(as_of=None, fingerprint="", leave=LEAVE, bearer=BEARER, destination=WHOLE),
    EveryAnswers(as_of=None, fingerprint="", leave=BARRED, bearer=BEARER, destination=WHOLE),
]
VALIDATOR = Draft202012Validator(EveryAnswers.json_schema())


class TestJson:
    @pytest.mark.parametrize("answers", ANSWERS)
    def test_to_json_and_back(self, answers: EveryAnswers) -> None:
        """Nothing is lost, through real JSON text, and the schema allows it."""
        Draft202012Validator.check_schema(EveryAnswers.json_schema())
        data = json.loads(json.dumps(answers.to_json()))
        VALIDATOR.validate(data)
        assert EveryAnswers.from_json(data) == answers
        assert pickle.loads(pickle.dumps(answers)) == answers
        assert hash(pickle.loads(pickle.dumps(answers))) == hash(answers)

    def test_every_part_is_written(self) -> None:
        """Those of the class, in its order."""
        whole: Answer[bool] = Answer("rules.leave", "leave", Verdict.YES, True)
        assert list(whole.to_json()) == [part.name for part in attrs.fields(Answer)]

    def test_every_fault_travels(self) -> None:
        """With its kind and its message."""
        for fault in (GAP, DivisionByZero("x", "m.r", (), "m.md:1")):
            answer: Answer[bool] = Answer("rules.leave", "leave", Verdict.FAULT, fault=fault)
            data = {**ANSWERS[1].to_json()}
            data["answers"] = {**data["answers"], "leave": answer.to_json()}
            VALIDATOR.validate(data)
            assert EveryAnswers.from_json(data).leave == answer
            assert answer.to_json()["fault"]["message"] == str(fault)

    def test_a_set_of_which_each_option_is_told_may_be_unknown_yet(self) -> None:
        """What a step says of the whole stands, whatever it says of its members."""
        answered = spec.answered("payers", "rules.payers", "who pay", kind=spec.set_of(spec.one_of(Payer)))
        partial = PartialSet(tuple((payer, payer is Payer.HOST) for payer in Payer))
        answer: Answer[frozenset[Payer]] = Answer(
            "rules.payers", "who pay", Verdict.UNKNOWN, partial, needs=("rules.f",)
        )
        mistakes: list[Mistake] = []
        assert answer_from_json(Answer, answer.to_json(), answered, "", mistakes) == answer
        assert mistakes == []

    def test_what_is_unknown_is_absent(self) -> None:
        """As with facts: absent is unknown, null is none."""
        data = OPEN.to_json()
        assert not {"value", "state", "due", "end", "penalties"} & set(data)
        assert BEARER.to_json()["value"] == "host"
        assert BEARER.to_json()["due"] is None

    def test_a_fault_of_another_shape_is_refused(self) -> None:
        """Its parts are texts, or tuples of them."""
        fault = fault_to_json(DivisionByZero("x", "m.r", (), "m.md:1"))
        for wrong in ({"divisor": {}}, {"subject": None}, {"provisions": "m#1"}, {"provisions": [1]}):
            data = {**ANSWERS[1].to_json()}
            leave = {**LEAVE.to_json(), "fault": {**fault, **wrong}}
            data["answers"] = {**data["answers"], "leave": leave}
            with pytest.raises(FactsRefused) as caught:
                EveryAnswers.from_json(data)
            assert [mistake.path for mistake in caught.value.mistakes] == ["/answers/leave/fault"]

    @pytest.mark.parametrize(
        ("answer", "change", "expected"),
        [
            ("leave", {"barred_by": ["rules.e"]}, ["barred_by"]),
            ("leave", {"verdict": "unknown", "value": False}, ["value"]),
            ("leave", {"verdict": "may", "value": False}, ["value"]),
            ("leave", {"verdict": "barred"}, ["value"]),
            ("leave", {"state": "barred"}, ["state"]),
            ("leave", {"end": None}, ["needs", "fault", "conflicts_with", "silent_by"]),
            ("bearer", {"verdict": "unknown"}, ["value"]),
            ("bearer", {"needs": ["rules.f"]}, ["needs"]),
            ("bearer", {"conflicts_with": ["rules.other"]}, ["conflicts_with"]),
            ("bearer", {"verdict": "silent", "value": None}, ["silent_by"]),
            ("bearer", {"verdict": "fault", "value": None}, ["fault"]),
            ("bearer", {"verdict": "no", "value": None}, ["value"]),
            ("destination", {"verdict": "value"}, ["value"]),
        ],
    )
    def test_parts_that_do_not_go_together_are_refused(
        self, answer: str, change: dict[str, object], expected: list[str]
    ) -> None:
        """Nobody can have been told so: somebody changed it since."""
        data = ANSWERS[0].to_json()
        data["answers"] = {**data["answers"], answer: {**data["answers"][answer], **change}}
        with pytest.raises(FactsRefused) as caught:
            EveryAnswers.from_json(data)
        assert [m.path for m in caught.value.mistakes] == [f"/answers/{answer}/{part}" for part in expected]
        assert all("does not go with the verdict" in m.sentence for m in caught.value.mistakes)

    def test_what_is_barred_needs_nothing_more(self) -> None:
        """And is in the state that the verdict tells."""
        data = ANSWERS[2].to_json()
        data["answers"] = {**data["answers"], "leave": {**BARRED.to_json(), "needs": ["f"], "state": None}}
        with pytest.raises(FactsRefused) as caught:
            EveryAnswers.from_json(data)
        paths = [mistake.path for mistake in caught.value.mistakes]
        assert paths == ["/answers/leave/state", "/answers/leave/needs"]

    def test_data_that_are_no_object_are_one_mistake(self) -> None:
        """Not one for each part that is missing."""
        read: Callable[..., object] = EveryAnswers.from_json
        with pytest.raises(FactsRefused) as caught:
            read([])
        assert len(caught.value.mistakes) == 1

    def test_all_mistakes_are_named(self) -> None:
        """Each with its JSON pointer; what is missing before what is wrong."""
        data = ANSWERS[0].to_json()
        leave = {**LEAVE.to_json(), "verdict": "maybe", "due": "soon", "groundz": [], "penalties": 3}
        data["answers"] = {"leave": leave, "bearer": {**BEARER.to_json(), "value": "hosst"}}
        with pytest.raises(FactsRefused) as caught:
            EveryAnswers.from_json(data)
        assert [mistake.path for mistake in caught.value.mistakes] == [
            "/answers/destination",
            "/answers/leave/groundz",
            "/answers/leave/verdict",
            "/answers/leave/due",
            "/answers/leave/penalties",
            "/answers/bearer/value",
        ]

    def test_each_lists_the_answers_in_order(self) -> None:
        """As the question names them."""
        assert ANSWERS[0].each() == (LEAVE, BEARER, OPEN)
