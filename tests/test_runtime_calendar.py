"""The calendar and the clock: worked out by hand from a calendar of 2012 and the clock changes of Baku."""

from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from qanun.document import schema
from qanun.runtime.faults import OutOfCalendar, PeriodOpen
from qanun.runtime.operators import calendar, operators
from qanun.runtime.values import moments
from qanun.runtime.values.durations import Days, Hours
from qanun.runtime.values.periods import Period

BAKU = "Asia/Baku"
WINTER = timezone(timedelta(hours=4))
SUMMER = timezone(timedelta(hours=5))


def utc(year: int, month: int, day: int, *clock: int) -> datetime:
    hour, minute, second, micro = (*clock, 0, 0, 0, 0)[:4]
    return datetime(year, month, day, hour, minute, second, micro, tzinfo=UTC)


def test_what_is_no_zone_is_said_alike() -> None:
    """The front matter and the runtime, which share no code, leave out the same files of the zones."""
    assert moments.OF_A_MACHINE.pattern == schema.OF_A_MACHINE.pattern
    assert moments.OF_A_MACHINE.flags == schema.OF_A_MACHINE.flags


class TestMoments:
    def test_a_local_time_is_an_instant(self) -> None:
        """In March 2012 before the clock change Baku is four hours ahead of UTC, in summer five."""
        assert moments.parse_moment("2012-03-01 10:00 Asia/Baku") == utc(2012, 3, 1, 6)
        assert moments.parse_moment("2012-07-01 10:00 Asia/Baku") == utc(2012, 7, 1, 5)

    @pytest.mark.parametrize(
        "text",
        [
            "2012-03-01 10:00 +04:00",
            "2012-03-01T10:00+04:00",
            "2012-03-01T10:00:00+04:00",
            "2012-03-01T06:00:00+00:00",
            "2012-03-01T06:00:00Z",
            "2012-03-01 10:00:00.000000 Asia/Baku",
        ],
    )
    def test_each_way_of_writing_means_the_same(self, text: str) -> None:
        """An offset, a zone, seconds or none: one instant, held in UTC."""
        moment = moments.parse_moment(text)
        assert moment == utc(2012, 3, 1, 6)
        assert moment.tzinfo is UTC

    def test_a_zone_may_come_beside_the_text(self) -> None:
        """A time without zone stands in the zone that is given with it, an offset goes before it."""
        assert moments.parse_moment("2012-03-01 10:00", BAKU) == utc(2012, 3, 1, 6)
        assert moments.parse_moment("2012-03-01T10:00+01:00", BAKU) == utc(2012, 3, 1, 9)

    def test_before_1970_a_zone_is_not_enough(self) -> None:
        """From 1970 on a zone says what its clocks showed; before, an offset or UTC must."""
        assert moments.parse_moment("1970-01-01 04:00 Asia/Baku") == utc(1970, 1, 1)
        assert moments.parse_moment("1965-01-01 04:00 +04:00") == utc(1965, 1, 1)
        assert moments.parse_moment("1965-01-01 00:00 UTC") == utc(1965, 1, 1)

    def test_a_skipped_time_needs_its_offset(self) -> None:
        """On 25 March 2012 the clocks of Baku went from 04:00 to 05:00: there was no 04:30."""
        with pytest.raises(ValueError, match=r"is skipped: the clocks go from \+04:00 to \+05:00"):
            moments.parse_moment("2012-03-25 04:30 Asia/Baku")
        assert moments.parse_moment("2012-03-25 03:59 Asia/Baku") == utc(2012, 3, 24, 23, 59)
        assert moments.parse_moment("2012-03-25 05:00 Asia/Baku") == utc(2012, 3, 25, 0)

    def test_a_repeated_time_needs_its_offset(self) -> None:
        """On 28 October 2012 the clocks went back from 05:00 to 04:00: 04:30 came twice."""
        with pytest.raises(ValueError, match=r"comes twice, at \+05:00 and at \+04:00"):
            moments.parse_moment("2012-10-28 04:30 Asia/Baku")
        assert moments.parse_moment("2012-10-28 04:30 +05:00") == utc(2012, 10, 27, 23, 30)
        assert moments.parse_moment("2012-10-28 04:30 +04:00") == utc(2012, 10, 28, 0, 30)

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("2012-03-01", "is no moment"),
            ("2012-03-01 10:00", "is no moment"),
            ("2012-02-30 10:00 Asia/Baku", "there is no day 2012-02-30"),
            ("1 March 2012 10:00 Asia/Baku", "is no moment"),
            ("2012-03-01 25:00 Asia/Baku", "is no time of the day"),
            ("2012-03-01 10 Asia/Baku", "is no time of the day"),
            ("2012-03-01 10:00 Asia/Bakuu", "no time zone 'Asia/Bakuu'"),
            ("2012-03-01 10:00 +4:00", "is no offset"),
            ("2012-03-01 10:00 +25:00", "is no offset"),
            ("0001-01-01 00:00 Asia/Baku", "outside the years"),
            ("9999-12-31 23:00 -12:00", "outside the years"),
            ("", "is no moment"),
            ("2012-03-01 10:00 ../../etc/passwd", "no time zone"),
            ("1969-12-31 23:59 Asia/Baku", "lies before 1970"),
            ("2012-03-01 10:00 +0٤:00", "is no offset"),
            ("2012-03-01 10:00 localtime", "no time zone"),
            ("2012-03-01 10:00 right/UTC", "no time zone"),
            ("2012-03-01 10:00 posix/Europe/Berlin", "no time zone"),
        ],
    )
    def test_what_is_no_moment_is_refused_with_a_sentence(self, text: str, sentence: str) -> None:
        """Each says what is wrong and how it is written."""
        with pytest.raises(ValueError, match=sentence):
            moments.parse_moment(text)

    def test_a_date_as_of_means_its_last_instant(self) -> None:
        """1 March 2012 ends in Baku a microsecond before 20:00 UTC."""
        assert moments.instant(date(2012, 3, 1), BAKU) == utc(2012, 3, 1, 19, 59, 59, 999_999)
        assert moments.instant(datetime(2012, 3, 1, 10, tzinfo=WINTER), BAKU) == utc(2012, 3, 1, 6)
        with pytest.raises(ValueError, match="has no time zone"):
            moments.instant(datetime(2012, 3, 1, 10), BAKU)
        with pytest.raises(ValueError, match="outside the years"):
            moments.instant(date(9999, 12, 31), BAKU)

    def test_a_day_begins_and_ends_by_its_clock(self) -> None:
        """25 March 2012 has 23 hours in Baku, 28 October 25."""
        for day, hours in ((date(2012, 3, 25), 23), (date(2012, 10, 28), 25), (date(2012, 3, 1), 24)):
            start, end = moments.start_of_day(day, BAKU), moments.last_instant(day, BAKU)
            assert end - start == timedelta(hours=hours) - timedelta(microseconds=1)

    def test_what_is_kept_of_a_day_is_of_its_zone_and_its_instant(self) -> None:
        """Asked again, in other zones, and of an hour that comes twice: the end of it in Berlin on 28 October
        2012 is first 00:59 UTC, still the 27th an hour west of Greenwich, and then 01:59, the 28th."""
        for _ in range(2):
            end = moments.last_instant(date(2012, 3, 1), BAKU)
            assert end == utc(2012, 3, 1, 19, 59, 59, 999_999)
            assert moments.local_day(end, BAKU) == moments.local_day(end, "UTC") == date(2012, 3, 1)
            assert moments.local_day(end, "+05:00") == date(2012, 3, 2)
            assert moments.last_instant(date(2012, 3, 1), "UTC") == utc(2012, 3, 1, 23, 59, 59, 999_999)
        berlin = moments.zone_named("Europe/Berlin")
        first, second = (datetime(2012, 10, 28, 2, 59, 59, 999_999, berlin, fold=fold) for fold in (0, 1))
        assert moments.local_day(first, "-01:00") == date(2012, 10, 27)
        assert moments.local_day(second, "-01:00") == date(2012, 10, 28)

    def test_an_instant_falls_on_the_day_of_its_zone(self) -> None:
        """20:00 UTC is midnight in Baku: the next day has begun."""
        assert moments.local_day(utc(2012, 3, 1, 19, 59), BAKU) == date(2012, 3, 1)
        assert moments.local_day(utc(2012, 3, 1, 20), BAKU) == date(2012, 3, 2)
        assert moments.local_day(date(2012, 3, 1), BAKU) == date(2012, 3, 1)


class TestHours:
    def test_forty_eight_hours_across_the_spring_change(self) -> None:
        """From 24 March 2012 10:00 they end on 26 March at 11:00: an hour was skipped."""
        start = moments.parse_moment("2012-03-24 10:00 Asia/Baku")
        end = calendar.add_hours(start, Hours(48))
        assert end.astimezone(SUMMER) == datetime(2012, 3, 26, 11, tzinfo=SUMMER)
        assert calendar.hours_between(start, end) == Hours(48)

    def test_forty_eight_hours_across_the_autumn_change(self) -> None:
        """From 27 October 2012 10:00 they end on 29 October at 09:00: an hour came twice."""
        start = moments.parse_moment("2012-10-27 10:00 Asia/Baku")
        assert calendar.add_hours(start, Hours(48)) == moments.parse_moment("2012-10-29 09:00 Asia/Baku")

    def test_hours_are_exact(self) -> None:
        """Twenty minutes are a third of an hour; a part of a microsecond is dropped."""
        start = utc(2012, 3, 1)
        assert calendar.hours_between(start, utc(2012, 3, 1, 0, 20)) == Hours(Fraction(1, 3))
        assert calendar.add_hours(start, Hours(Fraction(1, 3))) == utc(2012, 3, 1, 0, 20)
        assert calendar.hours_between(utc(2012, 3, 2), start) == Hours(-24)
        assert isinstance(calendar.hours_between(start, utc(2012, 3, 1, 5)).count, int)

    def test_hours_do_not_leave_the_calendar(self) -> None:
        """A million years of hours is a fault, not a crash."""
        for count in (10**10, -(10**10), 10**30):
            with pytest.raises(OutOfCalendar):
                calendar.add_hours(utc(2012, 3, 1), Hours(count))


class TestMonths:
    @pytest.mark.parametrize(
        ("day", "count", "down", "up"),
        [
            (date(2011, 1, 31), 1, date(2011, 2, 28), date(2011, 3, 1)),
            (date(2012, 1, 31), 1, date(2012, 2, 29), date(2012, 3, 1)),
            (date(2012, 1, 30), 1, date(2012, 2, 29), date(2012, 3, 1)),
            (date(2012, 1, 29), 1, date(2012, 2, 29), date(2012, 2, 29)),
            (date(2012, 3, 31), 1, date(2012, 4, 30), date(2012, 5, 1)),
            (date(2012, 3, 31), -1, date(2012, 2, 29), date(2012, 3, 1)),
            (date(2012, 2, 29), 12, date(2013, 2, 28), date(2013, 3, 1)),
            (date(2012, 2, 29), 48, date(2016, 2, 29), date(2016, 2, 29)),
            (date(2012, 2, 29), -12, date(2011, 2, 28), date(2011, 3, 1)),
            (date(2011, 12, 31), 2, date(2012, 2, 29), date(2012, 3, 1)),
            (date(2012, 12, 15), 1, date(2013, 1, 15), date(2013, 1, 15)),
            (date(2012, 1, 15), -1, date(2011, 12, 15), date(2011, 12, 15)),
            (date(1899, 12, 31), 2, date(1900, 2, 28), date(1900, 3, 1)),
            (date(1999, 12, 31), 2, date(2000, 2, 29), date(2000, 3, 1)),
        ],
    )
    def test_months_are_rounded_at_the_end_of_a_month(
        self, day: date, count: int, down: date, up: date
    ) -> None:
        """Down is the month's last day, up the first of the next."""
        assert calendar.add_months(day, count, "down") == down
        assert calendar.add_months(day, count, "up") == up

    def test_months_and_days_do_not_leave_the_calendar(self) -> None:
        """Before the year 1 and after 9999 there is no day."""
        for count in (12 * 9000, -12 * 3000):
            with pytest.raises(OutOfCalendar):
                calendar.add_months(date(2012, 3, 1), count, "down")
        with pytest.raises(OutOfCalendar):
            calendar.add_months(date(9999, 10, 31), 1, "up") and calendar.add_days(date(9999, 12, 31), 1)
        with pytest.raises(OutOfCalendar):
            calendar.add_days(date(2012, 3, 1), 10**12)
        with pytest.raises(OutOfCalendar):
            moments.last_instant(date(9999, 12, 31), BAKU)

    @pytest.mark.parametrize(
        ("birth", "day", "down", "up"),
        [
            (date(1990, 5, 10), date(2008, 5, 9), 17, 17),
            (date(1990, 5, 10), date(2008, 5, 10), 18, 18),
            (date(1992, 2, 29), date(2010, 2, 27), 17, 17),
            (date(1992, 2, 29), date(2010, 2, 28), 18, 17),
            (date(1992, 2, 29), date(2010, 3, 1), 18, 18),
            (date(1992, 2, 29), date(2012, 2, 28), 19, 19),
            (date(1992, 2, 29), date(2012, 2, 29), 20, 20),
            (date(2012, 3, 1), date(2012, 3, 1), 0, 0),
            (date(2012, 3, 1), date(2012, 2, 29), -1, -1),
        ],
    )
    def test_age_is_full_years(self, birth: date, day: date, down: int, up: int) -> None:
        """A birthday on 29 February is in common years the 28th (down) or 1 March (up)."""
        assert calendar.age(birth, day, "down") == down
        assert calendar.age(birth, day, "up") == up


class TestAnyDays:
    """Drawn: what is counted is what the words say, whatever the month and the year."""

    DAYS = st.dates(date(1896, 1, 1), date(2104, 12, 31))
    ENDS = st.builds(lambda first: first - timedelta(days=1), DAYS.map(lambda day: day.replace(day=1)))
    ANY = st.one_of(DAYS, ENDS, st.sampled_from((date(1992, 2, 29), date(2012, 2, 29), date(1900, 2, 28))))
    ROUNDING = st.sampled_from(("down", "up"))

    @given(ANY, ANY, ROUNDING)
    def test_full_months_are_the_most_that_fit(
        self, start: date, end: date, rounding: calendar.Rounding
    ) -> None:
        """One more would end later than the end."""
        count = calendar.full_months(start, end, rounding)
        assert calendar.add_months(start, count, rounding) <= end
        assert end < calendar.add_months(start, count + 1, rounding)

    @given(ANY, ANY, ROUNDING)
    def test_an_age_is_of_birthdays(self, birth: date, day: date, rounding: calendar.Rounding) -> None:
        """The last has come, the next has not."""
        years = calendar.age(birth, day, rounding)
        assert calendar.add_months(birth, years * 12, rounding) <= day
        assert day < calendar.add_months(birth, years * 12 + 12, rounding)

    @given(ANY, st.integers(-2000, 2000), ROUNDING)
    def test_months_later_is_the_same_day_or_the_end(
        self, day: date, count: int, rounding: calendar.Rounding
    ) -> None:
        """The month is right; its day is the same, or there is none such and it is the last or the next."""
        later = calendar.add_months(day, count, rounding)
        months = (later.year - day.year) * 12 + later.month - day.month
        if later.day == day.day:
            assert months == count
        elif rounding == "down":
            assert (months, (later + timedelta(days=1)).day) == (count, 1)
            assert later.day < day.day
        else:
            assert (months, later.day) == (count + 1, 1)
            assert (later - timedelta(days=1)).day < day.day

    @given(st.lists(st.tuples(ANY, ANY), max_size=6), ANY, ANY)
    def test_days_in_pieces_are_days(self, pairs: list[tuple[date, date]], one: date, other: date) -> None:
        """Counted one by one, as a set of days."""
        spans = tuple(Period(min(pair), max(pair)) for pair in pairs)
        to = Period(min(one, other), max(one, other))
        days = {day for span in spans for day in range(span.start.toordinal(), _end(span) + 1)}
        inside = days & set(range(to.start.toordinal(), _end(to) + 1))
        assert calendar.days_covered(spans) == len(days)
        assert operators.days_in(operators.clipped_to(spans, to)) == Days(len(inside))
        assert operators.days_within(spans, to) == Days(len(inside))
        for span in spans:
            assert operators.overlap(span, to) is (operators.clipped_to(span, to) is not None)


def _end(span: Period) -> int:
    assert span.end is not None
    return span.end.toordinal()


class TestPeriods:
    def test_each_day_counts_once(self) -> None:
        """1 to 10 and 5 to 20 March are twenty days; 22 March stands alone."""
        march = [
            Period(date(2012, 3, 5), date(2012, 3, 20)),
            Period(date(2012, 3, 22), date(2012, 3, 22)),
            Period(date(2012, 3, 1), date(2012, 3, 10)),
            Period(date(2012, 3, 6), date(2012, 3, 7)),
        ]
        assert calendar.days_covered(march) == 21
        assert calendar.days_covered([]) == 0
        assert calendar.days_covered([Period(date.min, date.max)]) == 3_652_059

    def test_days_within_a_period(self) -> None:
        """Of 1 to 10 March, 5 March to the open end, and 1 April, there lie in 8 to 20 March the 8th to the
        20th: thirteen days. Within what runs on, what runs on has no length; what has ended has.
        """
        ended, other = Period(date(2012, 3, 1), date(2012, 3, 10)), Period(date(2012, 4, 1), date(2012, 4, 1))
        running = Period(date(2012, 3, 5), None)
        to = Period(date(2012, 3, 8), date(2012, 3, 20))
        assert operators.days_within((ended, running, other), to) == Days(13)
        assert operators.days_within((ended, other), to) == Days(3)
        assert operators.days_within((), to) == Days(0)
        since = Period(date(2012, 3, 8), None)
        assert operators.days_within((ended, other), since) == Days(4)
        with pytest.raises(PeriodOpen) as caught:
            operators.days_within((ended, running), since)
        assert caught.value == PeriodOpen("2012-03-08")

    def test_an_open_period_has_no_length(self) -> None:
        """What is still running cannot be counted."""
        with pytest.raises(PeriodOpen):
            calendar.days_covered([Period(date(2012, 3, 1), None)])

    @pytest.mark.parametrize(
        ("start", "end", "rounding", "months"),
        [
            (date(2012, 1, 1), date(2012, 1, 31), "down", 1),
            (date(2012, 1, 1), date(2012, 1, 30), "down", 0),
            (date(2012, 1, 15), date(2012, 2, 14), "down", 1),
            (date(2012, 1, 15), date(2012, 2, 13), "down", 0),
            (date(2011, 1, 31), date(2011, 2, 27), "down", 1),
            (date(2011, 1, 31), date(2011, 2, 27), "up", 0),
            (date(2011, 1, 31), date(2011, 2, 28), "up", 1),
            (date(2008, 2, 29), date(2012, 2, 28), "down", 48),
            (date(2012, 3, 1), date(2012, 3, 1), "down", 0),
        ],
    )
    def test_full_months(self, start: date, end: date, rounding: str, months: int) -> None:
        """Both the first and the last day are in the period."""
        assert calendar.months_covered(Period(start, end), rounding) == months

    def test_clipping(self) -> None:
        """What lies in both; an open end reaches as far as the other."""
        year = Period(date(2012, 1, 1), date(2012, 12, 31))
        running = Period(date(2012, 6, 1), None)
        assert calendar.clip(running, year) == Period(date(2012, 6, 1), date(2012, 12, 31))
        assert calendar.clip(year, running) == Period(date(2012, 6, 1), date(2012, 12, 31))
        assert calendar.clip(running, Period(date(2013, 1, 1), None)) == Period(date(2013, 1, 1), None)
        assert calendar.clip(year, Period(date(2013, 1, 1), None)) is None
        assert calendar.clip(year, Period(date(2012, 12, 31), None)) == Period(
            date(2012, 12, 31), date(2012, 12, 31)
        )


def test_a_zone_may_have_a_t_in_its_name() -> None:
    """Only a T right after the day stands for a blank."""
    assert moments.parse_moment("2012-03-01 10:00 Asia/Tbilisi") == datetime(2012, 3, 1, 6, tzinfo=UTC)
    assert moments.parse_moment("2012-03-01T10:00 UTC") == datetime(2012, 3, 1, 10, tzinfo=UTC)
