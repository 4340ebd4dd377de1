"""Values as people read them."""

from datetime import date
from fractions import Fraction

import pytest
from qanun.runtime.values.durations import Days, Hours, Months, MonthsAndDays
from qanun.runtime.values.limits import Limit
from qanun.runtime.values.moments import last_instant, parse_moment
from qanun.runtime.values.money import Money
from qanun.runtime.values.penalties import Penalties, Penalty, PenaltyRange
from qanun.runtime.values.periods import Period
from qanun.runtime.values.sets import PartialSet
from qanun.runtime.values.show import show
from qanun.runtime.values.unknown import UNKNOWN
from runtime_case import Payer, Stay

BAKU = "Asia/Baku"


def fine(low: int | None, high: int) -> PenaltyRange:
    return PenaltyRange("fine", None if low is None else Money(low, "AZN"), Money(high, "AZN"))


def prison(low: int, high: int) -> PenaltyRange:
    return PenaltyRange("imprisonment", Months(low), Months(high))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "yes"),
        (False, "no"),
        (None, "none"),
        (UNKNOWN, "unknown"),
        (3, "3"),
        (2500, "2,500"),
        (-2500, "-2,500"),
        (Fraction(1, 3), "1/3"),
        (Fraction(14, 100), "0.14"),
        (Fraction(-1, 4), "-0.25"),
        (Fraction(5001, 2), "2,500.5"),
        (Money(200, "AZN"), "200 AZN"),
        (Money("1200.5", "AZN"), "1,200.50 AZN"),
        (Money("0.055", "AZN"), "0.055 AZN"),
        (Money(Fraction(1, 3), "AZN"), "1/3 AZN"),
        (date(2012, 3, 1), "1 March 2012"),
        (parse_moment("2012-03-01 10:00", BAKU), "1 March 2012 at 10:00 (Asia/Baku)"),
        (parse_moment("2012-07-01 10:00:05", BAKU), "1 July 2012 at 10:00:05 (Asia/Baku)"),
        (parse_moment("2012-10-28T04:30+05:00"), "28 October 2012 at 04:30 (Asia/Baku, +05:00)"),
        (parse_moment("2012-10-28T04:30+04:00"), "28 October 2012 at 04:30 (Asia/Baku, +04:00)"),
        (last_instant(date(2012, 3, 1), BAKU), "the end of 1 March 2012 (Asia/Baku)"),
        (Hours(48), "48 hours"),
        (Hours(1), "1 hour"),
        (Hours(Fraction(1, 2)), "0.5 hours"),
        (Days(7), "7 days"),
        (Days(1), "1 day"),
        (Months(1), "1 month"),
        (Months(0), "0 months"),
        (Months(12), "1 year"),
        (Months(30), "2 years 6 months"),
        (Months(-30), "-2 years 6 months"),
        (MonthsAndDays(60, 1), "5 years 1 day"),
        (Period(date(2012, 3, 1), date(2012, 3, 31)), "1 March 2012 to 31 March 2012"),
        (Period(date(2012, 3, 1), None), "from 1 March 2012, still running"),
        (Limit(date(2012, 3, 1)), "1 March 2012"),
        (Limit(date(2012, 3, 1), False), "before 1 March 2012"),
        ("host", "the host"),
        (Payer.HOST, "the host"),
        (Payer.PERSON, "person"),
        (frozenset({"RU", "IR"}), "IR and RU"),
        (frozenset(), "none of them"),
        (PartialSet((("RU", False), ("IR", True))), "IR; not RU; others unknown"),
        ((Days(1), Days(2), Days(3)), "1 day, 2 days and 3 days"),
        (Stay(lawful=True, child_born=None), "the days of the stay unknown; the stay was lawful yes; "
         "date of birth of a child none"),
        (Penalty("fine", Money(300, "AZN")), "a fine of 300 AZN"),
        (Penalty("fine", Money(300, "AZN"), (Penalty("imprisonment", Months(1)),)),
         "a fine of 300 AZN and imprisonment for 1 month"),
        (Penalties(((fine(200, 500),), (prison(24, 60),))),
         "a fine of 200 to 500 AZN, or imprisonment for 2 to 5 years"),
        (Penalties(((fine(None, 500), prison(6, 60)),)),
         "a fine of up to 500 AZN and imprisonment for 6 months to 5 years"),
        (Penalties(((fine(100, 100),),)), "a fine of 100 AZN"),
        (Penalties(((prison(12, 36),),)), "imprisonment for 1 to 3 years"),
        (Penalties(((prison(6, 18),),)), "imprisonment for 6 months to 1 year 6 months"),
        (Penalties(((PenaltyRange("corrective_labour", Days(1), Days(30)),),)),
         "corrective labour for 1 to 30 days"),
    ],
)  # fmt: skip
def test_show(value: object, words: str) -> None:
    """Dates, moments by the clock of the law's zone, money, durations, penalties: as one would write them."""
    assert show(value, BAKU, {"host": "the host"}) == words


def test_a_moment_without_zone_is_shown_in_utc() -> None:
    """And says so."""
    assert show(parse_moment("2012-03-01 10:00", BAKU)) == "1 March 2012 at 06:00 (UTC)"
