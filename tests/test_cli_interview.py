"""The interview, held without a terminal."""

from collections.abc import Sequence
from enum import StrEnum

import pytest
from qanun.runtime.values import spec
from qanun.runtime.values.spec import Fact
from qanun.tools.fields import Field, Json, Misread, field_of
from qanun.tools.interview import Interview, Refused

STAY = Field(
    "stays",
    "stays in the country",
    "records",
    parts=(
        Field(
            "stays",
            "stay",
            "record",
            parts=(Field("since", "first day", "date"), Field("lawful", "lawful", "yes/no")),
        ),
    ),
)
FIELDS = {
    "crossed": Field("crossed", "crossed the border", "yes/no"),
    "papers": Field("papers", "had papers", "yes/no"),
    "asylum": Field("asylum", "sought asylum", "yes/no"),
    "stays": STAY,
}


class Crossing:
    """crossed and not papers, unless asylum. Nobody both has papers and seeks asylum."""

    def needs(self, known: dict[str, Json]) -> Sequence[str]:
        if known.get("papers") and known.get("asylum"):
            raise Refused("who has papers does not seek asylum")
        if known.get("crossed") is False or known.get("papers") is True or known.get("asylum") is True:
            return ()
        return [name for name in ("crossed", "papers", "asylum") if name not in known]

    def why(self, name: str, known: dict[str, Json]) -> str:
        return f"why {name}"

    def field(self, name: str, known: dict[str, Json]) -> Field:
        return FIELDS[name]


class Stays:
    """Only the list of stays matters."""

    def needs(self, known: dict[str, Json]) -> Sequence[str]:
        return () if "stays" in known else ("stays",)

    def why(self, name: str, known: dict[str, Json]) -> str:
        return f"why {name}"

    def field(self, name: str, known: dict[str, Json]) -> Field:
        return FIELDS[name]


def asked(interview: Interview) -> str | None:
    return interview.prompt.fact if interview.prompt else None


def test_only_what_still_matters_is_asked() -> None:
    """Who has not crossed is asked nothing more."""
    interview = Interview(Crossing())
    assert asked(interview) == "crossed"
    assert interview.reply("no") == ""
    assert interview.prompt is None
    assert interview.known == {"crossed": False}


def test_a_whole_interview() -> None:
    """One thing at a time, in the order of the needs."""
    interview = Interview(Crossing())
    for words in ("yes", "N", "y"):
        assert interview.reply(words) == ""
    assert interview.prompt is None
    assert interview.known == {"crossed": True, "papers": False, "asylum": True}


def test_what_cannot_be_read_is_asked_again() -> None:
    """The person is told what may be said."""
    interview = Interview(Crossing())
    assert interview.reply("perhaps") == "please answer with yes or no"
    assert asked(interview) == "crossed"
    assert interview.known == {}


def test_why_is_answered() -> None:
    """`?` tells why, and asks the same again."""
    interview = Interview(Crossing())
    assert interview.reply("?") == "why crossed"
    assert asked(interview) == "crossed"


def test_unknown_is_not_asked_again() -> None:
    """The fact stays unknown, and the interview goes on with what else matters."""
    interview = Interview(Crossing())
    interview.reply("unknown")
    assert asked(interview) == "papers"
    interview.reply("unknown")
    interview.reply("unknown")
    assert interview.prompt is None
    assert interview.known == {}


def test_back_takes_back_one_reply() -> None:
    """Also an *unknown*, and also after the last question."""
    interview = Interview(Crossing())
    assert interview.reply("back") == "this is the first question"
    interview.reply("yes")
    interview.reply("unknown")
    assert asked(interview) == "asylum"
    interview.reply("back")
    assert asked(interview) == "papers"
    interview.reply("back")
    interview.reply("no")
    assert interview.prompt is None
    assert interview.back() == ""
    assert asked(interview) == "crossed"
    assert interview.known == {}


def test_facts_that_cannot_be_are_refused_with_the_reason() -> None:
    """The question is asked again, with the sentence of the `always`."""

    class Late(Crossing):
        def needs(self, known: dict[str, Json]) -> Sequence[str]:
            super().needs(known)
            return [name for name in ("papers", "asylum") if name not in known]

    interview = Interview(Late())
    interview.reply("yes")
    interview.reply("yes")
    assert interview.prompt is not None
    assert (interview.prompt.fact, interview.prompt.problem) == (
        "asylum",
        "who has papers does not seek asylum",
    )
    interview.reply("no")
    assert interview.known == {"papers": True, "asylum": False}


def test_a_list_is_entered_element_by_element() -> None:
    """Each record field by field; an unknown field is left out; `no` ends the list."""
    interview = Interview(Stays())
    assert interview.prompt is not None
    assert interview.prompt.label == "stays in the country: is there one?"
    for words in ("yes", "2001-02-03", "yes", "yes", "2003-01-01", "unknown"):
        assert interview.reply(words) == ""
    assert interview.prompt.label == "stays in the country: is there another?"
    interview.reply("no")
    assert interview.known == {"stays": [{"since": "2001-02-03", "lawful": True}, {"since": "2003-01-01"}]}


def test_an_empty_list_and_an_unknown_one_are_not_the_same() -> None:
    """No at once is the empty list; unknown at once leaves the fact unknown."""
    interview = Interview(Stays())
    interview.reply("no")
    assert interview.known == {"stays": []}
    interview = Interview(Stays())
    interview.reply("unknown")
    assert interview.known == {}
    assert interview.prompt is None


class Language(StrEnum):
    GERMAN = "german"
    TURKISH = "turkish"
    NONE_AT_ALL = "nothing"


LANGUAGE = spec.one_of(Language, ("German", "Turkish", "no language"))
LANGUAGES = field_of(
    Fact("speaks", "the languages", spec.set_of(LANGUAGE)),
    {"german": "German", "turkish": "Turkish", "nothing": "no language"},
)
COUNTRIES = field_of(Fact("seen", "the countries seen", spec.set_of(spec.COUNTRY)))
STAYS = field_of(Fact("stays", "the stays", spec.list_of(spec.PERIOD)))
OPTION = Field("f", "f", "option", (("host", "the host"), ("state", "")))
MOMENT = Field("f", "f", "moment", zone="Asia/Baku")


@pytest.mark.parametrize(
    ("field", "words", "value"),
    [
        (Field("f", "f", "integer"), "2,500", 2500),
        (Field("f", "f", "integer"), "-3", -3),
        (Field("f", "f", "date"), "2012-03-01", "2012-03-01"),
        (Field("f", "f", "date", or_none=True), "None", None),
        # Baku is four hours ahead of UTC in winter, five in the summers until 2015.
        (MOMENT, "2012-03-03 10:00 Asia/Baku", "2012-03-03T06:00:00+00:00"),
        (MOMENT, "2012-03-03 10:00", "2012-03-03T06:00:00+00:00"),
        (MOMENT, "2012-07-03T10:00+03:00", "2012-07-03T07:00:00+00:00"),
        (OPTION, "The host", "host"),
        (OPTION, "2", "state"),
        (Field("f", "f", "money", unit="AZN"), "1,250.50 AZN", "1250.50 AZN"),
        (Field("f", "f", "money", unit="AZN"), "300", "300 AZN"),
        (Field("f", "f", "period"), "2010-05-01 to 2012-03-01", {"from": "2010-05-01", "to": "2012-03-01"}),
        (Field("f", "f", "period"), "2010-05-01 to now", {"from": "2010-05-01", "to": None}),
        (Field("f", "f", "penalty"), "fine 300 AZN", {"kind": "fine", "amount": "300 AZN"}),
        (
            Field("f", "f", "penalty"),
            "imprisonment 1 year 11 months 2 days and fine 200 AZN",
            {
                "kind": "imprisonment",
                "amount": "23 months 2 days",
                "also": [{"kind": "fine", "amount": "200 AZN"}],
            },
        ),
        (Field("f", "f", "country"), "az", "AZ"),
        # several at once
        (LANGUAGES, "Turkish", ["turkish"]),
        (LANGUAGES, "1, turkish; 1", ["german", "turkish"]),
        (LANGUAGES, "none of them", []),
        (LANGUAGES, "nothing", ["nothing"]),
        (LANGUAGES, "German, 2?", {"german": True, "nothing": False}),
        (COUNTRIES, "tr, GE,tr", ["TR", "GE"]),
        (COUNTRIES, "None of them", []),
        (
            STAYS,
            "2010-05-01 to 2012-03-01, 2012-04-01 to now",
            [{"from": "2010-05-01", "to": "2012-03-01"}, {"from": "2012-04-01", "to": None}],
        ),
        (field_of(Fact("t", "titles", spec.list_of(spec.TEXT))), "Faust; Rose, die", ["Faust", "Rose, die"]),
        (
            field_of(Fact("a", "amounts", spec.list_of(spec.money("EUR")))),
            "1,250 EUR, 3",
            ["1250 EUR", "3 EUR"],
        ),
    ],
)
def test_what_is_typed_is_read(field: Field, words: str, value: Json) -> None:
    """As the JSON value that the facts take."""
    assert field.read(words) == value


@pytest.mark.parametrize(
    ("field", "words", "told"),
    [
        (Field("f", "f", "integer"), "2.5", "please answer with a whole number"),
        (Field("f", "f", "date"), "2012-02-30", "there is no day 2012-02-30"),
        (Field("f", "f", "date"), "none", "please answer with a day, like 2012-03-01"),
        (OPTION, "3", "please answer with a number or a name of the list"),
        (MOMENT, "no", "please answer with a day and time, like 2012-03-01 10:00"),
        (MOMENT, "2012-03-25 02:30 Europe/Baku", "there is no time zone 'Europe/Baku'"),
        # In Baku the clocks went from 04:00 to 05:00 on 25 March 2012.
        (
            MOMENT,
            "2012-03-25 04:30",
            "2012-03-25 04:30 in Asia/Baku is skipped: the clocks go from +04:00 to +05:00; "
            "write the offset in place of the zone",
        ),
        (Field("f", "f", "money", unit="AZN"), "300 EUR", "please answer with an amount, like 250.50 AZN"),
        (COUNTRIES, "TR, Georgia", "“Georgia”: please answer with the two letters of a country, like AZ"),
        (LANGUAGES, "German, Dutch", f"please answer with {LANGUAGES.hint}"),
        (Field("f", "f", "penalty"), "no", f"please answer with {Field('f', 'f', 'penalty').hint}"),
    ],
)
def test_what_is_typed_wrongly_is_told(field: Field, words: str, told: str) -> None:
    """With what may be typed."""
    with pytest.raises(Misread) as caught:
        field.read(words)
    assert str(caught.value) == told


@pytest.mark.parametrize(
    ("kind", "words", "value"),
    [
        (spec.DAYS, "0", "0 days"),
        (spec.DAYS, "3 days", "3 days"),
        (spec.MONTHS, "2 years", "2 years"),
        (spec.NUMBER, "1/3", "1/3"),
        (spec.DAYS, "some", "please answer with a duration, like 3 days"),
        (spec.DAYS, "2 hours", "2 hours is not counted in days; the units do not mix"),
        (spec.NUMBER, "half", "please answer with a number, like 0.14 or 1/3"),
        (spec.COUNTRY, "xx", "'XX' is not a country of ISO 3166-1"),
        (
            spec.PERIOD,
            "2012-03-02 to 2012-03-01",
            "a period that starts on 2012-03-02 cannot end on 2012-03-01",
        ),
    ],
)
def test_what_the_facts_would_refuse_is_told_at_once(kind: spec.Kind, words: str, value: str) -> None:
    """Not at the end of a list, when all its replies would be lost."""
    asked = field_of(Fact("f", "f", kind))
    try:
        read = asked.read(words)
    except Misread as error:
        read = str(error)
    assert read == value


def test_fields_follow_the_kinds_of_facts() -> None:
    """Durations and money say their unit; a set of a one-of type is asked option by option."""
    assert field_of(Fact("left_on", "the day of leaving", spec.DATE, or_none=True)) == Field(
        "left_on", "the day of leaving", "date", or_none=True
    )
    assert field_of(Fact("term", "the term", spec.DAYS)).hint == "a duration, like 3 days"
    assert field_of(Fact("fee", "the fee", spec.money("AZN"))).hint == "an amount, like 250.50 AZN"
    assert field_of(Fact("is_x", "")).label == "is x"
    assert field_of(Fact("stays", "the stays", spec.list_of(spec.PERIOD))).kind == "several"
    assert field_of(Fact("speaks", "the languages", spec.set_of(LANGUAGE))).kind == "choices"
