"""The operators: one function each, at their boundaries. Expected values are worked out by hand."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from qanun.runtime.faults import DivisionByZero, NotComparable, OutOfCalendar, PeriodOpen, PeriodReversed
from qanun.runtime.operators.operator_rows import OPERATORS
from qanun.runtime.values.durations import Days, Hours, Months
from qanun.runtime.values.limits import Limit
from qanun.runtime.values.moments import parse_moment
from qanun.runtime.values.money import Money
from qanun.runtime.values.penalties import Penalties, Penalty, PenaltyRange
from qanun.runtime.values.periods import Period

BAKU = "Asia/Baku"


def baku(text: str) -> datetime:
    return parse_moment(text, BAKU)


def day(text: str) -> date:
    return date.fromisoformat(text)


def span(start: str, end: str | None) -> Period:
    return Period(day(start), None if end is None else day(end))


AZN, EUR = Money(Fraction(200), "AZN"), Money(Fraction(200), "EUR")
THIRD = Fraction(1, 3)


class TestComparison:
    @pytest.mark.parametrize(
        ("operator", "left", "right", "result"),
        [
            ("=", 1, Fraction(1), True),
            ("=", None, None, True),
            ("=", None, day("2012-03-01"), False),
            ("=", Months(12), Months(12), True),
            ("=", Days(2), Hours(48), False),
            ("!=", "host", "state", True),
            ("=", frozenset({"AZ"}), frozenset({"AZ"}), True),
            ("<", 1, 2, True),
            ("<", 2, 2, False),
            ("<=", Fraction(1, 2), Fraction(1, 2), True),
            (">", Days(8), Days(7), True),
            (">=", Months(12), Months(12), True),
            ("<", baku("2012-03-01 10:00"), baku("2012-03-01 10:01"), True),
            (">=", AZN, Money(Fraction(200), "AZN"), True),
            (">", AZN, Money(Fraction("199.99"), "AZN"), True),
        ],
    )
    def test_comparison(self, operator: str, left: object, right: object, result: object) -> None:
        """Equality is of values; a partly known set is equal, or not, or it is open."""
        assert OPERATORS[operator](left, right) is result

    def test_units_and_currencies_do_not_mix(self) -> None:
        """The compiler lets none of these through; the runtime refuses them all the same."""
        for left, right in ((AZN, EUR), (Days(2), Hours(48)), (Months(1), Days(30))):
            with pytest.raises(TypeError):
                OPERATORS["<"](left, right)


class TestArithmetic:
    @pytest.mark.parametrize(
        ("operator", "left", "right", "result"),
        [
            ("+", 1, 2, 3),
            ("+", Fraction(1, 3), Fraction(2, 3), Fraction(1)),
            ("+", AZN, Money(Fraction("0.50"), "AZN"), Money(Fraction("200.50"), "AZN")),
            ("-", AZN, Money(Fraction(201), "AZN"), Money(Fraction(-1), "AZN")),
            ("+", Hours(48), Hours(24), Hours(72)),
            ("-", Days(7), Days(8), Days(-1)),
            ("+", Months(12), Months(1), Months(13)),
            ("+", baku("2012-03-24 10:00"), Hours(48), baku("2012-03-26 11:00")),
            ("-", baku("2012-03-26 11:00"), Hours(48), baku("2012-03-24 10:00")),
            ("*", 3, 4, 12),
            ("*", THIRD, Fraction(3), Fraction(1)),
            ("*", AZN, Fraction(14, 100), Money(Fraction(28), "AZN")),
            ("*", Fraction(1, 2), AZN, Money(Fraction(100), "AZN")),
            ("/", 1, 3, THIRD),
            ("/", Fraction(1), Fraction(4), Fraction(1, 4)),
            ("/", AZN, Fraction(3), Money(Fraction(200, 3), "AZN")),
            ("/", AZN, Money(Fraction(50), "AZN"), Fraction(4)),
        ],
    )
    def test_arithmetic(self, operator: str, left: object, right: object, result: object) -> None:
        """Exact: a third times three is one; 48 hours are 48 hours across a clock change."""
        assert OPERATORS[operator](left, right) == result

    def test_opposites(self) -> None:
        """Of numbers, money and durations."""
        opposites = [(5, -5), (THIRD, -THIRD), (AZN, Money(Fraction(-200), "AZN"))]
        opposites += [(Hours(1), Hours(-1)), (Days(2), Days(-2)), (Months(3), Months(-3))]
        for value, opposite in opposites:
            assert OPERATORS["negate"](value) == opposite

    def test_division_by_zero_is_a_fault(self) -> None:
        """Of a number by a number, and of money by either."""
        for left, right in ((1, 0), (AZN, Fraction(0)), (AZN, Money(Fraction(0), "AZN"))):
            with pytest.raises(DivisionByZero):
                OPERATORS["/"](left, right)

    def test_what_does_not_mix_is_refused(self) -> None:
        """Money of two currencies, money with numbers, money with money, different durations."""
        cases = [("+", AZN, EUR), ("+", AZN, 1), ("*", AZN, AZN), ("/", AZN, EUR), ("+", Days(1), Hours(1))]
        for operator, left, right in cases:
            with pytest.raises(TypeError):
                OPERATORS[operator](left, right)

    def test_no_float_comes_in(self) -> None:
        """A float has lost digits before it came."""
        make: Callable[..., Money] = Money
        for value in (0.1, True):
            with pytest.raises(TypeError):
                OPERATORS["+"](AZN, make(value, "AZN"))
        assert Money("200.50", "AZN").amount == Fraction(401, 2)

    @pytest.mark.parametrize(
        ("value", "mode", "step", "result"),
        [
            (Fraction("2.5"), "half away from zero", 1, 3),
            (Fraction("-2.5"), "half away from zero", 1, -3),
            (Fraction("2.4"), "half away from zero", 1, 2),
            (Fraction("2.1"), "up", 1, 3),
            (Fraction("-2.1"), "up", 1, -2),
            (Fraction("2.9"), "down", 1, 2),
            (Fraction("-2.1"), "down", 1, -3),
            (Fraction(2), "up", 1, 2),
            (Fraction(17), "down", 10, 10),
            (Fraction("2.345"), "half away from zero", Fraction("0.01"), Fraction("2.35")),
        ],
    )
    def test_rounding_of_numbers(
        self, value: Fraction, mode: str, step: int | Fraction, result: int | Fraction
    ) -> None:
        """To whole numbers an integer comes out; up is towards the larger, down towards the smaller."""
        rounded = OPERATORS["rounded"](value, mode, step)
        assert rounded == result
        assert type(rounded) is type(result)

    def test_rounding_of_money(self) -> None:
        """A third of 200 manats is 66.67 or 66.66, in whole manats 67 or 66."""
        share = Money(Fraction(200, 3), "AZN")
        coin = Money(Fraction("0.01"), "AZN")
        assert OPERATORS["rounded"](share, "up", coin) == Money("66.67", "AZN")
        assert OPERATORS["rounded"](share, "down", coin) == Money("66.66", "AZN")
        assert OPERATORS["rounded"](share, "half away from zero", 1) == Money(67, "AZN")
        with pytest.raises(TypeError):
            OPERATORS["rounded"](share, "up", Money(1, "EUR"))


class TestDates:
    @pytest.mark.parametrize(
        ("operator", "operands", "result"),
        [
            ("date plus", (day("2011-01-31"), Months(1), "down"), day("2011-02-28")),
            ("date plus", (day("2011-01-31"), Months(1), "up"), day("2011-03-01")),
            ("date plus", (day("2012-02-28"), Days(1), "down"), day("2012-02-29")),
            ("date minus", (day("2012-03-31"), Months(1), "down"), day("2012-02-29")),
            ("date minus", (day("2012-03-31"), Months(1), "up"), day("2012-03-01")),
            ("date minus", (day("2012-03-01"), Days(1), "down"), day("2012-02-29")),
            ("days between", (day("2012-02-28"), day("2012-03-01")), Days(2)),
            ("days between", (day("2012-03-01"), day("2012-02-28")), Days(-2)),
            ("hours between", (baku("2012-03-24 10:00"), baku("2012-03-26 10:00")), Hours(47)),
            ("date of", (baku("2012-03-01 00:00"), BAKU), day("2012-03-01")),
            ("date of", (baku("2012-03-01 00:00"), "UTC"), day("2012-02-29")),
            ("year of", (day("2012-03-01"),), 2012),
            ("month of", (day("2012-03-01"),), 3),
            ("day of", (day("2012-03-01"),), 1),
            ("weekday of", (day("2012-03-01"),), 4),
            ("weekday of", (day("2012-03-04"),), 7),
            ("age of", (day("1992-02-29"), day("2010-02-28"), "down"), 18),
            ("age of", (day("1992-02-29"), day("2010-02-28"), "up"), 17),
            ("first day of month", (day("2012-02-15"),), day("2012-02-01")),
            ("last day of month", (day("2012-02-15"),), day("2012-02-29")),
            ("last day of month", (day("2011-02-15"),), day("2011-02-28")),
            ("last day of month", (day("2012-12-31"),), day("2012-12-31")),
            ("first day of year", (day("2012-02-15"),), day("2012-01-01")),
            ("last day of year", (day("2012-02-15"),), day("2012-12-31")),
            ("end of day", (day("2012-03-01"), BAKU), datetime(2012, 3, 1, 19, 59, 59, 999_999, UTC)),
            ("later of", (day("2012-03-01"), day("2012-03-02")), day("2012-03-02")),
            ("later of", (day("2012-03-01"), None), None),
            ("earlier of", (day("2012-03-01"), None), day("2012-03-01")),
            ("earlier of", (None, day("2012-03-01")), day("2012-03-01")),
            ("earlier of", (None, None), None),
            ("larger of", (AZN, Money(201, "AZN")), Money(201, "AZN")),
            ("smaller of", (Fraction(1, 2), THIRD), THIRD),
            ("is none", (None,), True),
            ("is none", (False,), False),
            ("to number", (3,), Fraction(3)),
        ],
    )
    def test_dates(self, operator: str, operands: tuple[object, ...], result: object) -> None:
        """2012 is a leap year; an open end, none, is later than any day."""
        assert OPERATORS[operator](*operands) == result

    def test_one_month_two_days(self) -> None:
        """Months first: 30 January 2012 to 29 February, then to 2 March. Days first it would be 1 March."""
        plus = OPERATORS["date plus"]
        assert plus(plus(day("2012-01-30"), Months(1), "down"), Days(2), "down") == day("2012-03-02")
        assert plus(plus(day("2012-01-30"), Days(2), "down"), Months(1), "down") == day("2012-03-01")


class TestPeriods:
    MARCH = span("2012-03-01", "2012-03-31")

    @pytest.mark.parametrize(
        ("operator", "operands", "result"),
        [
            ("start of", (MARCH,), day("2012-03-01")),
            ("end of period", (MARCH,), day("2012-03-31")),
            ("end of period", (span("2012-03-01", None),), None),
            ("contains", (MARCH, day("2012-03-01")), True),
            ("contains", (MARCH, day("2012-03-31")), True),
            ("contains", (MARCH, day("2012-04-01")), False),
            ("contains", (MARCH, day("2012-02-29")), False),
            ("contains", (span("2012-03-01", None), day("2999-01-01")), True),
            ("overlap", (MARCH, span("2012-03-31", None)), True),
            ("overlap", (MARCH, span("2012-04-01", None)), False),
            ("overlap", (span("2012-01-01", None), span("2013-01-01", None)), True),
            ("clipped to", (span("2012-03-15", None), MARCH), span("2012-03-15", "2012-03-31")),
            ("clipped to", (span("2012-04-01", None), MARCH), None),
            (
                "clipped to",
                (
                    (span("2012-04-01", None), span("2012-03-15", "2012-04-02"), span("2012-01-01", None)),
                    MARCH,
                ),
                (span("2012-03-15", "2012-03-31"), MARCH),
            ),
            ("clipped to", ((), MARCH), ()),
            ("days in", (MARCH,), Days(31)),
            ("days in", ((MARCH, span("2012-03-20", "2012-04-02")),), Days(33)),
            ("days in", ((),), Days(0)),
            ("full months in", (MARCH, "down"), Months(1)),
            ("full months in", (span("2012-03-02", "2012-04-30"), "down"), Months(1)),
            ("full years in", (span("2007-03-01", "2012-02-29"), "down"), Months(60)),
            ("full years in", (span("2007-03-01", "2012-02-28"), "down"), Months(48)),
            ("clipped to", ((span("2012-02-01", None), span("2012-04-01", None)), MARCH), (MARCH,)),
            ("calendar months of", (MARCH,), (MARCH,)),
            (
                "calendar months of",
                (span("2012-02-29", "2012-04-01"),),
                (span("2012-02-29", "2012-02-29"), MARCH, span("2012-04-01", "2012-04-01")),
            ),
            (
                "calendar years of",
                (span("2011-12-31", "2013-01-01"),),
                (
                    span("2011-12-31", "2011-12-31"),
                    span("2012-01-01", "2012-12-31"),
                    span("2013-01-01", "2013-01-01"),
                ),
            ),
            ("together with", ((MARCH,), (MARCH, MARCH)), (MARCH, MARCH, MARCH)),
            ("period", (day("2012-03-01"), day("2012-03-01")), span("2012-03-01", "2012-03-01")),
            ("period", (day("2012-03-01"), None), span("2012-03-01", None)),
        ],
    )
    def test_periods(self, operator: str, operands: tuple[object, ...], result: object) -> None:
        """The first and the last day belong to the period; none is an open end."""
        assert OPERATORS[operator](*operands) == result

    def test_years_before_a_day(self) -> None:
        """The two years before 10 March 2012, the last one first; none overlaps, none leaves a gap."""
        assert OPERATORS["years before"](2, day("2012-03-10")) == (
            span("2011-03-10", "2012-03-09"),
            span("2010-03-10", "2011-03-09"),
        )
        assert OPERATORS["years before"](2, day("2012-02-29"), "down") == (
            span("2011-02-28", "2012-02-28"),
            span("2010-02-28", "2011-02-27"),
        )
        assert OPERATORS["years before"](0, day("2012-03-10")) == ()

    def test_faults_of_periods(self) -> None:
        """One that ends before it starts; the length of one that has no end."""
        with pytest.raises(PeriodReversed) as reversed_:
            OPERATORS["period"](day("2012-03-02"), day("2012-03-01"))
        assert reversed_.value == PeriodReversed("2012-03-02", "2012-03-01")
        for operator in ("days in", "full months in", "full years in"):
            with pytest.raises(PeriodOpen):
                OPERATORS[operator](span("2012-03-01", None))


class TestSets:
    WHOLE = frozenset({"AZ", "RU"})
    EMPTY: frozenset[str] = frozenset()

    @pytest.mark.parametrize(
        ("operator", "operands", "result"),
        [
            ("has member", (WHOLE, "AZ"), True),
            ("has member", (WHOLE, "IR"), False),
            ("is empty", (EMPTY,), True),
            ("is empty", ((),), True),
            ("count of", (WHOLE,), 2),
            ("count of", (("a", "a"),), 2),
            ("in common", (WHOLE, frozenset({"AZ", "IR"})), frozenset({"AZ"})),
        ],
    )
    def test_sets(self, operator: str, operands: tuple[object, ...], result: object) -> None:
        """Of sets that are known; those of which something is open stand in `tests/spec/sets.md`."""
        assert OPERATORS[operator](*operands) == result


class TestTerms:
    SERVED = baku("2012-03-01 10:00")

    @pytest.mark.parametrize(
        ("length", "event", "limit"),
        [
            (Hours(48), SERVED, Limit(baku("2012-03-03 10:00"))),
            (Hours(48), baku("2012-03-24 10:00"), Limit(baku("2012-03-26 11:00"))),
            (Days(7), SERVED, Limit(day("2012-03-08"))),
            (Days(1), baku("2012-02-28 23:59"), Limit(day("2012-02-29"))),
            (Days(7), day("2012-12-28"), Limit(day("2013-01-04"))),
            (Months(1), day("2012-01-31"), Limit(day("2012-02-29"))),
            (Months(12), baku("2012-02-29 10:00"), Limit(day("2013-02-28"))),
            (Months(12), None, None),
        ],
    )
    def test_the_end_of_a_term(self, length: object, event: object, limit: object) -> None:
        """Hours from moment to moment; of days and months the day of the event does not count."""
        assert OPERATORS["limit after"](length, event, BAKU, "down") == limit

    def test_the_end_of_a_month_may_be_rounded_up(self) -> None:
        """A month from 31 January 2012 then runs to 1 March."""
        after = OPERATORS["limit after"]
        assert after(Months(1), day("2012-01-31"), BAKU, "up") == Limit(day("2012-03-01"))

    def test_hours_do_not_run_from_a_day(self) -> None:
        """The compiler refuses it; so does the runtime."""
        with pytest.raises(TypeError):
            OPERATORS["limit after"](Hours(48), day("2012-03-01"), BAKU, "down")

    @pytest.mark.parametrize(
        ("limit", "as_of", "passed"),
        [
            (None, baku("2999-01-01 00:00"), False),
            (Limit(baku("2012-03-03 10:00")), baku("2012-03-03 10:00"), False),
            (Limit(baku("2012-03-03 10:00")), baku("2012-03-03 10:00:00.000001"), True),
            (Limit(baku("2012-03-03 10:00"), False), baku("2012-03-03 10:00"), True),
            (Limit(baku("2012-03-03 10:00"), False), baku("2012-03-03 09:59:59.999999"), False),
            (Limit(day("2012-03-08")), baku("2012-03-08 23:59:59.999999"), False),
            (Limit(day("2012-03-08")), baku("2012-03-09 00:00"), True),
            (Limit(day("2012-03-08"), False), baku("2012-03-08 00:00"), True),
            (Limit(day("2012-03-08"), False), baku("2012-03-07 23:59:59.999999"), False),
            (Limit(day("2012-03-08")), day("2012-03-08"), False),
            (Limit(day("2012-03-08")), day("2012-03-09"), True),
            (Limit(baku("2012-03-03 10:00")), day("2012-03-03"), True),
        ],
    )
    def test_when_a_term_is_over(self, limit: Limit | None, as_of: object, passed: bool) -> None:
        """The last day counts to its end in the zone of the law; before E leaves E out."""
        assert OPERATORS["limit passed"](limit, as_of, BAKU) is passed

    @pytest.mark.parametrize(
        ("limit", "event", "result"),
        [
            (None, baku("2999-01-01 00:00"), True),
            (Limit(baku("2012-03-03 10:00")), baku("2012-03-03 10:00"), True),
            (Limit(baku("2012-03-03 10:00")), baku("2012-03-03 10:01"), False),
            (Limit(baku("2012-03-03 10:00"), False), baku("2012-03-03 10:00"), False),
            (Limit(day("2012-03-08")), baku("2012-03-08 23:59"), True),
            (Limit(day("2012-03-08")), baku("2012-03-09 00:00"), False),
            (Limit(day("2012-03-08"), False), baku("2012-03-08 00:00"), False),
            (Limit(day("2012-03-08")), day("2012-03-08"), True),
            (Limit(day("2012-03-08")), day("2012-03-09"), False),
            (Limit(day("2012-03-08"), False), day("2012-03-08"), False),
            (Limit(baku("2012-03-03 10:00")), day("2012-03-03"), True),
            (Limit(baku("2012-03-03 10:00")), day("2012-03-04"), False),
        ],
    )
    def test_what_comes_in_time(self, limit: Limit | None, event: object, result: bool) -> None:
        """Performance before the start is in time as well; of what is known by its day, the day counts."""
        assert OPERATORS["in time"](limit, event, BAKU) is result

    @pytest.mark.parametrize(
        ("event", "as_of", "result"),
        [
            (None, baku("2012-03-01 10:00"), None),
            (SERVED, baku("2012-03-01 10:00"), SERVED),
            (SERVED, baku("2012-03-01 09:59"), None),
            (SERVED, day("2012-03-01"), SERVED),
            (day("2012-03-01"), baku("2012-03-01 00:00"), day("2012-03-01")),
            (day("2012-03-02"), baku("2012-03-01 23:59"), None),
            (day("2012-03-01"), baku("2012-02-29 23:59"), None),
        ],
    )
    def test_what_has_happened(self, event: object, as_of: object, result: object) -> None:
        """What is later than `as_of` counts as none; a day has come as soon as it begins in the zone."""
        assert OPERATORS["happened"](event, as_of, BAKU) == result

    def test_limits_at_an_event(self) -> None:
        """No later than E includes it, before a day ends with the day before; without E the end is open."""
        assert OPERATORS["limit at"](day("2012-03-01"), True) == Limit(day("2012-03-01"), True)
        assert OPERATORS["limit at"](day("2012-03-01"), False) == Limit(day("2012-02-29"), True)
        noon = baku("2012-03-01 12:00")
        assert OPERATORS["limit at"](noon, False) == Limit(noon, False)
        with pytest.raises(OutOfCalendar):
            OPERATORS["limit at"](day("0001-01-01"), False)
        assert OPERATORS["limit at"](None, True) is None
        assert OPERATORS["limit value"](Limit(day("2012-03-01"), False)) == day("2012-03-01")
        assert OPERATORS["limit value"](None) is None

    def test_the_later_of_two_limits(self) -> None:
        """A day reaches to its end, before a day to its start; an open end is later than any."""
        later = OPERATORS["later limit"]
        on_first, before_first = Limit(day("2012-03-01")), Limit(day("2012-03-01"), False)
        noon = Limit(baku("2012-03-01 12:00"))
        midnight = Limit(baku("2012-03-02 00:00"))
        assert later(on_first, before_first, BAKU) == on_first
        assert later(noon, on_first, BAKU) == on_first
        assert later(noon, before_first, BAKU) == noon
        assert later(on_first, midnight, BAKU) == midnight
        assert later(on_first, None, BAKU) is None
        assert later(noon, Limit(baku("2012-03-01 12:00"), False), BAKU) == noon


class TestPenalties:
    CROSSING = Penalties(
        (
            (PenaltyRange("fine", Money(200, "AZN"), Money(500, "AZN")),),
            (PenaltyRange("imprisonment", Months(24), Months(60)),),
        )
    )
    BOTH = Penalties(
        (
            (
                PenaltyRange("imprisonment", None, Months(36)),
                PenaltyRange("fine", Money(100, "AZN"), Money(100, "AZN")),
            ),
        )
    )

    @pytest.mark.parametrize(
        ("penalty", "allowed"),
        [
            (Penalty("fine", Money(200, "AZN")), True),
            (Penalty("fine", Money(500, "AZN")), True),
            (Penalty("fine", Money("199.99", "AZN")), False),
            (Penalty("fine", Money("500.01", "AZN")), False),
            (Penalty("imprisonment", Months(24)), True),
            (Penalty("imprisonment", Months(61)), False),
            (Penalty("community_service", Hours(100)), False),
            (Penalty("fine", Money(200, "AZN"), (Penalty("imprisonment", Months(24)),)), False),
        ],
    )
    def test_ranges_and_alternatives(self, penalty: Penalty, allowed: bool) -> None:
        """A fine of 200 to 500 manats or imprisonment for two to five years, and not both."""
        assert OPERATORS["allows"](self.CROSSING, penalty) is allowed

    def test_penalties_that_come_together(self) -> None:
        """Up to three years with a fine of 100 manats: neither alone."""
        prison, fine = Penalty("imprisonment", Months(1)), Penalty("fine", Money(100, "AZN"))
        assert OPERATORS["allows"](self.BOTH, Penalty("fine", fine.amount, (prison,))) is True
        assert OPERATORS["allows"](self.BOTH, Penalty("imprisonment", prison.amount, (fine,))) is True
        assert OPERATORS["allows"](self.BOTH, prison) is False
        assert OPERATORS["allows"](self.BOTH, fine) is False

    def test_other_units_are_a_fault(self) -> None:
        """Whether 900 days lie between two and five years depends on a conversion nobody stated."""
        with pytest.raises(NotComparable, match="2 years and 900 days do not compare"):
            OPERATORS["allows"](self.CROSSING, Penalty("imprisonment", Days(900)))
