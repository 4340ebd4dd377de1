"""Facts are checked at the door, all mistakes at once, and go to JSON and back without loss."""

import copy
import json
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any, cast
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from qanun.runtime.faults import FactsRefused, Mistake
from qanun.runtime.values.durations import Days, Hours, Months
from qanun.runtime.values.facts import RESERVED
from qanun.runtime.values.money import Money
from qanun.runtime.values.penalties import Penalty
from qanun.runtime.values.periods import Period
from qanun.runtime.values.sets import PartialSet
from qanun.runtime.values.unknown import UNKNOWN
from runtime_case import Authority, EveryFacts, Payer, Stay

STAY = Stay(days=Period(date(2012, 3, 1), None), lawful=True, child_born=None)
FULL = EveryFacts(
    crossed=True,
    members=3,
    share=Fraction(1, 3),
    fee=Money("200.50", "AZN"),
    born=date(1990, 5, 10),
    served_at=datetime(2012, 3, 1, 10, tzinfo=ZoneInfo("Asia/Baku")),
    wait=Hours(48),
    notice=Days(7),
    term=Months(18),
    ban=Period(date(2012, 3, 1), date(2017, 2, 28)),
    name="Əli",
    citizenship="IR",
    decided_by=Authority.COURT,
    payer=Payer.HOST,
    imposed=Penalty("fine", Money(300, "AZN"), (Penalty("imprisonment", Months(24)),)),
    citizenships=frozenset({"IR", "RU"}),
    payers=frozenset({Payer.HOST}),
    last_stay=STAY,
    stays=(STAY, Stay(days=Period(date(2010, 1, 1), date(2010, 12, 31)), lawful=False, child_born=None)),
    class_=False,
)
FULL_JSON = {
    "crossed": True,
    "members": 3,
    "share": "1/3",
    "fee": "200.5 AZN",
    "born": "1990-05-10",
    "served_at": "2012-03-01T06:00:00+00:00",
    "wait": "48 hours",
    "notice": "7 days",
    "term": "18 months",
    "ban": {"from": "2012-03-01", "to": "2017-02-28"},
    "name": "Əli",
    "citizenship": "IR",
    "decided_by": "court",
    "payer": "host",
    "imposed": {
        "kind": "fine",
        "amount": "300 AZN",
        "also": [{"kind": "imprisonment", "amount": "24 months"}],
    },
    "citizenships": ["IR", "RU"],
    "payers": ["host"],
    "last_stay": {"days": {"from": "2012-03-01", "to": None}, "lawful": True, "child_born": None},
    "stays": [
        {"days": {"from": "2012-03-01", "to": None}, "lawful": True, "child_born": None},
        {"days": {"from": "2010-01-01", "to": "2010-12-31"}, "lawful": False, "child_born": None},
    ],
    "class": False,
}
PART = EveryFacts(
    born=None, citizenships=PartialSet((("RU", False), ("IR", True))), stays=(Stay(lawful=True), Stay())
)
PART_JSON = {"born": None, "citizenships": {"IR": True, "RU": False}, "stays": [{"lawful": True}, {}]}
VALIDATOR = Draft202012Validator(EveryFacts.json_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
build: Callable[..., EveryFacts] = EveryFacts


def mistakes(make: Callable[[], object]) -> list[str]:
    with pytest.raises(FactsRefused) as caught:
        make()
    return [str(mistake) for mistake in caught.value.mistakes]


class TestConstruction:
    def test_what_is_not_given_is_unknown(self) -> None:
        """Unknown and none are never the same."""
        facts = EveryFacts(born=None)
        assert facts.crossed is UNKNOWN
        assert facts.born is None
        assert facts != EveryFacts()

    def test_near_misses_are_set_right(self) -> None:
        """A moment is held in UTC; lists, sets, integers and options' texts become what they mean."""
        facts = build(
            served_at=datetime(2012, 3, 1, 10, tzinfo=ZoneInfo("Asia/Baku")),
            share=2,
            payer="host",
            stays=[STAY],
            citizenships={"IR"},
            payers={"host": True, "person": False},
        )
        assert facts.served_at == datetime(2012, 3, 1, 6, tzinfo=UTC)
        assert isinstance(facts.served_at, datetime)
        assert facts.served_at.tzinfo is UTC
        assert facts.share == Fraction(2)
        assert type(facts.share) is Fraction
        assert facts.payer is Payer.HOST
        assert facts.stays == (STAY,)
        assert facts.citizenships == frozenset({"IR"})
        assert facts.payers == frozenset({Payer.HOST})

    def test_all_mistakes_are_named_at_once(self) -> None:
        """Misspelt names with the nearest right one, wrong types with what was expected."""
        assert mistakes(
            lambda: build(
                crosed=True,
                crossed="yes",
                members=True,
                share=0.5,
                fee=Money(1, "EUR"),
                born=datetime(2012, 3, 1, tzinfo=UTC),
                served_at=datetime(2012, 3, 1, 10),
                wait=Days(2),
                citizenship="az",
                payer="hosst",
                citizenships={"IR", "XX"},
                last_stay=True,
                stays=STAY,
                term=None,
            )
        ) == [
            "crosed: there is no such fact; did you mean crossed?",
            "crossed: expected True or False, not 'yes'",
            "members: expected an integer, not True",
            "share: expected an exact number: an integer or a Fraction, not 0.5",
            "fee: expected Money in AZN, not Money('1', 'EUR')",
            "born: 2012-03-01 00:00:00+00:00 is a moment; expected a date, without a time",
            "served_at: 2012-03-01 10:00:00 has no time zone",
            "wait: expected a duration in hours, not Days(count=2)",
            "citizenship: 'az' is not a country of ISO 3166-1; did you mean AZ?",
            "payer: expected one of person, host, not 'hosst'; did you mean host?",
            "citizenships: 'XX' is not a country of ISO 3166-1",
            "last_stay: expected a Stay, not True",
            "stays: expected a list, not Stay(days=Period(start=datetime.date(2012, 3, 1), end=Non...",
            "term: cannot be none; expected a duration in months, or leave it unknown",
        ]

    @pytest.mark.parametrize(
        "wrong",
        [
            {"notice": Days(10**1000)},
            {"imposed": Penalty("fine", Money("0.001", "AZN"))},
            {"imposed": Penalty(cast("str", 3), Days(1))},
            {"imposed": Penalty("fine", Days(1), (Penalty("fine", Days(10**1000)),))},
            {"stays": [Stay(lawful=True), 1]},
        ],
        ids=str,
    )
    def test_a_value_with_unsound_parts_is_refused(self, wrong: dict[str, Any]) -> None:
        """Of more digits than one reckons with; what nobody can pay; a kind that is no word."""
        (mistake,) = mistakes(lambda: build(**wrong))
        assert ": expected a" in mistake

    def test_what_cannot_be_written_is_refused_all_the_same(self) -> None:
        """Values without end, without bottom or of thousands of digits."""
        round_and_round: list[object] = []
        round_and_round.append(round_and_round)
        deep: list[object] = []
        for _ in range(100_000):
            deep = [deep]
        for value in (round_and_round, deep, 10**10_000, {(1, 2): 3}):
            assert mistakes(lambda value=value: build(crossed=value))
            assert mistakes(lambda value=value: EveryFacts.from_json({"crossed": value}))

    def test_the_docstring_names_the_facts(self) -> None:
        """`help` of the class tells what each is."""
        assert "\nborn: date of birth\n" in (EveryFacts.__doc__ or "")

    def test_facts_are_given_by_name(self) -> None:
        """Thirty yes/no facts in a row cannot be told apart by their place."""
        assert mistakes(lambda: build(True)) == ["True: every fact is given by its name"]

    def test_a_moment_lies_within_the_calendar(self) -> None:
        """At its very ends a zone could not say what day it is."""
        (mistake,) = mistakes(lambda: build(served_at=datetime.max.replace(tzinfo=UTC)))
        assert "outside the years 2 to 9998" in mistake

    def test_is_complete(self) -> None:
        """Only where nothing is unknown, down to records' fields and sets' members."""
        assert FULL.is_complete
        assert STAY.is_complete
        assert not EveryFacts().is_complete
        assert not Stay(lawful=True).is_complete
        for change in (
            {"crossed": UNKNOWN},
            {"last_stay": Stay(lawful=True)},
            {"stays": (STAY, Stay())},
            {"citizenships": PartialSet((("IR", True),))},
        ):
            assert not FULL.with_(**change).is_complete
        assert FULL.with_(last_stay=None, stays=()).is_complete

    def test_facts_are_values(self) -> None:
        """They compare, hash, pickle and copy; a change makes others, and is checked."""
        for facts in (FULL, PART, EveryFacts()):
            twin = pickle.loads(pickle.dumps(facts))
            assert twin == facts == copy.deepcopy(facts)
            assert hash(twin) == hash(facts)
            assert twin.is_complete is facts.is_complete
        changed = FULL.with_(crossed=False)
        assert changed.crossed is False
        assert changed == attrs.evolve(FULL, crossed=False)
        assert changed != FULL
        changeable: Any = FULL
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            changeable.crossed = False
        assert mistakes(lambda: FULL.with_(crosed=True))[0].startswith("crosed: there is no such fact")
        with pytest.raises(TypeError):
            bool(FULL)

    def test_an_unknown_value_has_no_truth(self) -> None:
        """Neither yes nor no: to ask it is a mistake of the program."""
        with pytest.raises(TypeError):
            bool(UNKNOWN)
        assert pickle.loads(pickle.dumps(UNKNOWN)) is UNKNOWN

    def test_reserved_names(self) -> None:
        """Whatever the base class offers cannot be a field's name."""
        offered = {name for name in dir(EveryFacts) if not name.startswith("_")}
        assert offered - {fact.name for fact in EveryFacts.FACTS} == RESERVED


class TestJson:
    @pytest.mark.parametrize(("facts", "data"), [(FULL, FULL_JSON), (PART, PART_JSON), (EveryFacts(), {})])
    def test_to_json_and_back(self, facts: EveryFacts, data: dict[str, object]) -> None:
        """Nothing is lost, through real JSON text, and the schema allows it."""
        assert facts.to_json() == data
        read = json.loads(json.dumps(data))
        assert EveryFacts.from_json(read) == facts
        VALIDATOR.validate(read)

    @pytest.mark.parametrize("written", ["1.000 AZN", "0.005 AZN", "1/3 AZN", "1/2 AZN"])
    def test_money_in_parts_of_a_coin(self, written: str) -> None:
        """An amount has at most the decimals of its currency: 1.000 may be a thousand."""
        with pytest.raises(FactsRefused, match="/fee: an amount in AZN has at most 2 decimals"):
            EveryFacts.from_json({"fee": written})
        penalty = {"kind": "fine", "amount": written}
        with pytest.raises(FactsRefused, match="/imposed: an amount in AZN has at most 2 decimals"):
            EveryFacts.from_json({"imposed": penalty})

    def test_money_in_parts_of_a_coin_in_python(self) -> None:
        """Facts that are made of values are held to the same."""
        with pytest.raises(FactsRefused, match="fee: an amount in AZN has at most 2 decimals"):
            EveryFacts(fee=Money(Fraction(1, 3), "AZN"))
        with pytest.raises(FactsRefused, match="imposed: expected a Penalty"):
            EveryFacts(imposed=Penalty("fine", Money(Fraction(1, 3), "AZN")))

    @pytest.mark.parametrize(
        ("key", "data", "value"),
        [
            ("members", "12", 12),
            ("share", 2, Fraction(2)),
            ("share", "-0.14", Fraction(-7, 50)),
            ("fee", "0.5 AZN", Money(Fraction(1, 2), "AZN")),
            ("wait", "1/3 hours", Hours(Fraction(1, 3))),
            ("wait", "1 hour", Hours(1)),
            ("notice", "2 weeks", Days(14)),
            ("term", "2 years", Months(24)),
            ("served_at", "2012-03-01T06:00:00Z", datetime(2012, 3, 1, 6, tzinfo=UTC)),
            ("members", 3.0, 3),
            ("share", 2.0, Fraction(2)),
            ("members", "-9007199254740993", -9007199254740993),
            ("served_at", None, None),
            ("payers", {"host": True, "person": True}, frozenset({Payer.HOST, Payer.PERSON})),
            ("payers", {"host": True}, PartialSet(((Payer.HOST, True),))),
        ],
    )
    def test_other_ways_of_writing(self, key: str, data: object, value: object) -> None:
        """What means the same is read as the same."""
        assert getattr(EveryFacts.from_json({key: data}), key) == value

    @pytest.mark.parametrize(
        ("data", "expected"),
        [
            ({"crosed": True}, "/crosed: there is no such fact; did you mean crossed?"),
            ({"class_": True}, "/class_: there is no such fact; did you mean class?"),
            ({"crossed": "true"}, '/crossed: expected true or false, not "true"'),
            ({"crossed": None}, "/crossed: cannot be null (none); expected true or false, or leave it out"),
            ({"members": 1.5}, "/members: expected a whole number, not 1.5"),
            ({"members": 2**53}, "/members: write a whole number beyond 9007199254740991 as text"),
            ({"members": float("nan")}, "/members: expected a whole number, not NaN"),
            ({"share": float("inf")}, "/share: write a whole number beyond 9007199254740991 as text"),
            ({"share": float("nan")}, '/share: expected a number as text, like "0.14" or "1/3", not NaN'),
            ({"members": True}, "/members: expected a whole number, not true"),
            ({"share": 0.5}, '/share: write 0.5 as text, like "0.5", so that no digit is lost'),
            ({"share": "1/0"}, '/share: expected a number as text, like "0.14" or "1/3", not "1/0"'),
            ({"share": "1e3"}, '/share: expected a number as text, like "0.14" or "1/3", not "1e3"'),
            ({"fee": 200}, '/fee: expected an amount as text, like "200.50 AZN", not 200'),
            ({"fee": "200 EUR"}, "/fee: 200 EUR is not in AZN; currencies do not mix"),
            ({"born": "2011-02-29"}, "/born: there is no day 2011-02-29"),
            ({"born": "1.3.2012"}, "/born: '1.3.2012' is no date; write it like 2012-03-01"),
            (
                {"served_at": "2012-03-01"},
                "/served_at: '2012-03-01' is no moment; write it with its offset, like 2012-03-01T10:00:00",
            ),
            (
                {"served_at": "2012-03-01T10:00:00"},
                "/served_at: '2012-03-01T10:00:00' is no moment; write it with",
            ),
            (
                {"served_at": "2012-03-01 10:00 Asia/Baku"},
                "/served_at: '2012-03-01 10:00 Asia/Baku' is no moment",
            ),
            ({"name": "\ud800"}, "/name: holds half of a character"),
            ({"born": "2012-W09-4"}, "/born: '2012-W09-4' is no date; write it like 2012-03-01"),
            ({"wait": "2 days"}, "/wait: 2 days is not counted in hours; the units do not mix"),
            ({"notice": "1.5 days"}, "/notice: days are counted whole"),
            ({"ban": {"from": "2012-03-02", "to": "2012-03-01"}}, "/ban: a period that starts on 2012-03-02"),
            ({"ban": {"from": "2012-03-02"}}, "/ban: expected a period, like"),
            ({"citizenship": "XX"}, "/citizenship: 'XX' is not a country"),
            (
                {"decided_by": "cort"},
                "/decided_by: expected one of court, ministry, not 'cort'; did you mean",
            ),
            ({"imposed": {"kind": "fine"}}, "/imposed: expected a penalty, like"),
            (
                {"citizenships": "IR"},
                '/citizenships: expected a list, or an object of members with true or false, not "IR"',
            ),
            ({"citizenships": ["IR", 3]}, "/citizenships/1: expected the two letters of a country"),
            ({"citizenships": {"IR": "yes"}}, '/citizenships/IR: expected true or false, not "yes"'),
            ({"last_stay": []}, "/last_stay: expected an object with facts, not []"),
            ({"stays": {}}, "/stays: expected a list, not {}"),
            (
                {"stays": [{}, {"lawfull": True}]},
                "/stays/1/lawfull: there is no such fact; did you mean lawful?",
            ),
            ({"stays": [{"lawful": 1}]}, "/stays/0/lawful: expected true or false, not 1"),
        ],
    )
    def test_what_is_refused(self, data: dict[str, object], expected: str) -> None:
        """Each with its path, and what was expected there."""
        (mistake,) = mistakes(lambda: EveryFacts.from_json(data))
        assert mistake.startswith(expected)

    def test_all_mistakes_at_once(self) -> None:
        """In the order in which the data have them."""
        data = {"crosed": 1, "members": "x", "stays": [{"lawful": 1}, {"x": 1}]}
        with pytest.raises(FactsRefused) as caught:
            EveryFacts.from_json(data)
        paths = [mistake.path for mistake in caught.value.mistakes]
        assert paths == ["/crosed", "/members", "/stays/0/lawful", "/stays/1/x"]
        assert caught.value.mistakes[0] == Mistake("/crosed", "there is no such fact", "crossed")
        assert str(caught.value).startswith("EveryFacts: refused, 4 mistakes:\n  /crosed: ")

    def test_a_class_made_of_another_reads_too(self) -> None:
        """It gives its own."""

        class Mine(EveryFacts):
            pass

        facts = Mine.from_json({"crossed": True})
        assert (type(facts), facts.crossed, facts.is_complete) == (Mine, True, False)

    def test_a_document_for_several_questions(self) -> None:
        """Facts of other classes are left aside where they are named; nobody's fact is still refused."""
        data = {"crossed": True, "lawful": 1, "days": None}
        for whole in (data, json.dumps(data)):
            assert EveryFacts.from_json(whole, beside=[Stay]) == EveryFacts(crossed=True)
            assert EveryFacts.unused_in(whole) == ("lawful", "days")
            alone = mistakes(lambda whole=whole: EveryFacts.from_json(whole))
            assert [text.partition(":")[0] for text in alone] == ["/lawful", "/days"]
            assert len(mistakes(lambda whole=whole: Stay.from_json(whole, beside=[EveryFacts]))) == 2
        misspelt = {"lawfull": True, "crosed": True, "members": "x"}
        assert mistakes(lambda: EveryFacts.from_json(misspelt, beside=[Stay])) == [
            "/lawfull: there is no such fact; did you mean lawful?",
            "/crosed: there is no such fact; did you mean crossed?",
            '/members: expected a whole number, not "x"',
        ]
        twice = '{"crossed": true, "lawful": true, "lawful": true}'
        assert mistakes(lambda: EveryFacts.from_json(twice, beside=[Stay])) == ["/lawful: is stated twice"]
        assert mistakes(lambda: EveryFacts.unused_in("[1]")) == ["expected an object with facts"]
        assert mistakes(lambda: EveryFacts.unused_in("{")) != []

    def test_data_of_another_shape(self) -> None:
        """A list is no case; no input gives another exception."""
        read: Callable[..., object] = EveryFacts.from_json
        for data in ([], None, 3, "x"):
            assert len(mistakes(lambda data=data: read(data))) == 1


ANY_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(
        ["2012-03-01", "1/3", "2 days", "200 AZN", "IR", "host", "2012-03-01T10:00+04:00", "1 "]
    )
    | st.sampled_from(
        ["0001-01-01T00:00+04:00", "²", "٣", "9 months 9 days", "-", ".", "1/", "1.2.3", "T+04:00"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["kind", "amount", "also", "from", "to", "lawful", "days", "IR"]), inner
        )
    ),
    max_leaves=8,
)


@settings(max_examples=500, deadline=None)
@given(data=st.dictionaries(st.sampled_from([fact.key for fact in EveryFacts.FACTS]), ANY_JSON))
def test_any_json_is_read_or_refused(data: dict[str, object]) -> None:
    """Whatever comes in is read as facts that go out and in again as the same, or it is refused."""
    try:
        facts = EveryFacts.from_json(data)
    except FactsRefused:
        return
    written = facts.to_json()
    assert EveryFacts.from_json(json.loads(json.dumps(written))) == facts
    VALIDATOR.validate(written)


DIGITS = st.text("0123456789", min_size=1, max_size=21)


@settings(max_examples=300, deadline=None)
@given(whole=DIGITS, part=st.none() | DIGITS, sign=st.sampled_from(["", "-"]))
def test_digits_are_read_exactly(whole: str, part: str | None, sign: str) -> None:
    """However many there are; of money no more than the currency has coins for."""
    written = f"{sign}{whole}" if part is None else f"{sign}{whole}.{part}"
    assert EveryFacts.from_json({"share": written}).share == Fraction(written)
    money = {"fee": f"{written} AZN"}
    if part is None or len(part) <= 2:
        assert EveryFacts.from_json(money).fee == Money(Fraction(written), "AZN")
    else:
        assert mistakes(lambda: EveryFacts.from_json(money)) == [
            "/fee: an amount in AZN has at most 2 decimals"
        ]


class TestSchema:
    def test_it_is_a_schema_of_the_draft(self) -> None:
        """With the labels of the facts, and the record's fields once."""
        schema = EveryFacts.json_schema()
        Draft202012Validator.check_schema(schema)
        assert schema["$id"] == "runtime_case.EveryFacts"
        assert schema["properties"]["payer"] == {"description": "who pays", "$ref": "#/$defs/Payer"}
        assert schema["$defs"]["Payer"] == {
            "type": "string",
            "oneOf": [
                {"const": "person", "description": "the person"},
                {"const": "host", "description": "the host"},
            ],
        }
        none = "None. What is unknown is not null: it is left out."
        assert schema["properties"]["last_stay"] == {
            "description": "the last stay",
            "anyOf": [{"$ref": "#/$defs/Stay"}, {"type": "null", "description": none}],
        }

    def test_two_of_one_name_stay_apart(self) -> None:
        """An option type that bears labels in one place and none in another is two definitions."""
        schema = EveryFacts.json_schema()
        assert schema["properties"]["payers"]["anyOf"][0]["items"] == {"$ref": "#/$defs/Payer_"}
        assert schema["$defs"]["Payer_"] == {"type": "string", "enum": ["person", "host"]}

    def test_it_becomes_a_part_of_another_document(self) -> None:
        """Whole, by its `$id`; or with references that begin where it is put, and no `$id` then."""
        within: Any = EveryFacts.json_schema("#/$defs/facts/$defs/")
        assert "$id" not in within
        for part in (EveryFacts.json_schema(), within):
            validator = Draft202012Validator({"$defs": {"facts": part}, "$ref": "#/$defs/facts"})
            assert validator.is_valid(FULL_JSON)
            assert not validator.is_valid({**FULL_JSON, "stays": [{"lawful": 1}]})
        assert within["properties"]["born"]["anyOf"][0] == {"$ref": "#/$defs/facts/$defs/date"}

    @pytest.mark.parametrize(
        "data",
        [
            {"crosed": True},
            {"crossed": None},
            {"share": "1/0"},
            {"fee": "200 EUR"},
            {"wait": "2 days"},
            {"payer": "hosst"},
            {"stays": [{"lawfull": True}]},
            {"ban": {"from": "2012-03-01"}},
        ],
    )
    def test_it_refuses_what_is_refused(self, data: dict[str, object]) -> None:
        """What the runtime refuses, the schema refuses too, as far as a schema can say it."""
        assert not VALIDATOR.is_valid(data)
        mistakes(lambda: EveryFacts.from_json(data))
