"""Values as a program meets them: their texts, what they are made of, what is refused."""

import copy
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from qanun import runtime
from qanun.runtime import (
    UNKNOWN,
    Days,
    Hours,
    Money,
    Months,
    MonthsAndDays,
    PartialSet,
    Penalties,
    Penalty,
    PenaltyRange,
    Period,
)
from qanun.runtime.values.limits import Limit

MARCH = date(2012, 3, 1)
SHOWN: dict[str, object] = {
    "200 AZN": Money(200, "AZN"),
    "0.50 AZN": Money("0.5", "AZN"),
    "1,200.50 AZN": Money("1200.50", "AZN"),
    "-3 AZN": Money(-3, "AZN"),
    "1/3 AZN": Money(Fraction(1, 3), "AZN"),
    "30 days": Days(30),
    "1 day": Days(1),
    "48 hours": Hours(48),
    "0.5 hours": Hours(Fraction(1, 2)),
    "1 year 6 months": Months(18),
    "5 years 1 day": MonthsAndDays(60, 1),
    "1 March 2012 to 2 April 2012": Period(MARCH, date(2012, 4, 2)),
    "from 1 March 2012, still running": Period(MARCH, None),
    "a fine of 200 to 500 AZN": PenaltyRange("fine", Money(200, "AZN"), Money(500, "AZN")),
    "a fine of 300 AZN and imprisonment for 2 years": Penalty(
        "fine", Money(300, "AZN"), (Penalty("imprisonment", Months(24)),)
    ),
    "a fine of up to 500 AZN, or arrest for 5 days": Penalties(
        (
            (PenaltyRange("fine", None, Money(500, "AZN")),),
            (PenaltyRange("arrest", Days(5), Days(5)),),
        )
    ),
    "1 March 2012": Limit(MARCH),
    "before 1 March 2012 at 10:00 (UTC)": Limit(datetime(2012, 3, 1, 10, tzinfo=UTC), included=False),
    "unknown": UNKNOWN,
}
NAMES = {**vars(runtime), **{name: getattr(runtime, name) for name in runtime.__all__}}
NAMES |= {"Fraction": Fraction, "Limit": Limit, "datetime": __import__("datetime")}


@pytest.mark.parametrize("text", SHOWN)
def test_a_text_is_what_people_read(text: str) -> None:
    """In an f-string too; and the repr, evaluated, is the value again."""
    value = SHOWN[text]
    assert str(value) == f"{value}" == text
    assert eval(repr(value), dict(NAMES)) == value


@pytest.mark.parametrize("value", SHOWN.values(), ids=str)
def test_a_copy_is_equal(value: object) -> None:
    """A pickle too."""
    assert copy.deepcopy(value) == value
    assert pickle.loads(pickle.dumps(value)) == value
    assert hash(copy.copy(value)) == hash(value)


REFUSED: dict[str, tuple[Callable[[], object], type[Exception]]] = {
    "1.5 is no whole number of months; write an integer, as in Months(3)": (
        lambda: Months(1.5),  # type: ignore[arg-type]
        TypeError,
    ),
    "'3' is no whole number of days; write an integer, as in Days(3)": (
        lambda: Days("3"),  # type: ignore[arg-type]
        TypeError,
    ),
    "True is no whole number of days; write an integer, as in Days(3)": (lambda: Days(True), TypeError),
    "Fraction(1, 2) is no whole number of days; write an integer, as in Days(3)": (
        lambda: MonthsAndDays(1, Fraction(1, 2)),  # type: ignore[arg-type]
        TypeError,
    ),
    "1.5 is no exact number of hours; write an integer or a Fraction, as in Hours(48)": (
        lambda: Hours(1.5),  # type: ignore[arg-type]
        TypeError,
    ),
    "True is no exact number of hours; write an integer or a Fraction, as in Hours(48)": (
        lambda: Hours(True),
        TypeError,
    ),
    "'AZ' is no currency; write its three letters of ISO 4217, like 'AZN'": (
        lambda: Money(1, "AZ"),
        ValueError,
    ),
    "'azn' is no currency; write its three letters of ISO 4217, like 'AZN'": (
        lambda: Money(1, "azn"),
        ValueError,
    ),
    "None is no currency; write its three letters of ISO 4217, like 'AZN'": (
        lambda: Money(1, None),  # type: ignore[arg-type]
        ValueError,
    ),
    "0.1 is a float, and may have lost digits; write it as a text: '0.1'": (
        lambda: Money(0.1, "AZN"),  # type: ignore[arg-type]
        TypeError,
    ),
    "True is no exact number; write it as an integer, a Fraction or a text": (
        lambda: Money(True, "AZN"),
        TypeError,
    ),
    "'much' is no number; write it like '0.50', '1/3' or 200": (lambda: Money("much", "AZN"), ValueError),
    "Decimal('NaN') is no number; write it like '0.50', '1/3' or 200": (
        lambda: Money(Decimal("NaN"), "AZN"),
        ValueError,
    ),
    "'2012-03-01' is no day; a period takes dates, as in date(2012, 3, 1)": (
        lambda: Period("2012-03-01", None),  # type: ignore[arg-type]
        TypeError,
    ),
    "datetime.datetime(2012, 3, 2, 0, 0) is no day; a period takes dates, as in date(2012, 3, 1)": (
        lambda: Period(MARCH, datetime(2012, 3, 2)),
        TypeError,
    ),
    "300 is no measure of a penalty; write Money, Hours, Days or Months": (
        lambda: Penalty("fine", 300),  # type: ignore[arg-type]
        TypeError,
    ),
    "None is no measure of a penalty; write Money, Hours, Days or Months": (
        lambda: PenaltyRange("fine", Days(1), None),  # type: ignore[arg-type]
        TypeError,
    ),
    "'arrest' is no tuple of penalties, each of them alone": (
        lambda: Penalty("fine", Days(1), "arrest"),  # type: ignore[arg-type]
        TypeError,
    ),
    "a period that starts on 2012-03-01 cannot end on 2012-02-29": (
        lambda: Period(MARCH, date(2012, 2, 29)),
        ValueError,
    ),
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_what_is_no_such_value_is_refused(sentence: str) -> None:
    """With a sentence that says what to write."""
    make, kind = REFUSED[sentence]
    with pytest.raises(kind) as caught:
        make()
    assert str(caught.value) == sentence


def test_what_plainly_means_the_same_is_taken() -> None:
    """A text, a decimal, a fraction, an integer of one's own class."""

    class Count(int):
        pass

    assert Money("200.50", "AZN") == Money(Decimal("200.5"), "AZN") == Money(Fraction(401, 2), "AZN")
    assert type(Days(Count(3)).count) is int
    assert Days(Count(3)) == Days(3)
    assert Hours(Fraction(3, 2)).count == Fraction(3, 2)


def test_sums_are_money_of_the_same_currency() -> None:
    """What operators make is as what the constructor makes; currencies never mix."""
    assert Money(1, "AZN") + Money("0.5", "AZN") == Money("1.5", "AZN")
    assert -(Money(3, "AZN") - Money(1, "AZN")) * 2 == Money(-4, "AZN")
    assert hash(Money(1, "AZN") + Money(1, "AZN")) == hash(Money(2, "AZN"))
    with pytest.raises(TypeError, match="of different currencies"):
        Money(1, "AZN") + Money(1, "EUR")


def test_members_of_a_partial_set_keep_their_order() -> None:
    """As they are written for machines."""
    known = PartialSet([(Money(1200, "AZN"), True), (Money(200, "AZN"), False), (Money(13, "AZN"), True)])
    assert [str(member) for member, _ in known.members] == ["1,200 AZN", "13 AZN", "200 AZN"]
