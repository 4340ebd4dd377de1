"""Years of the calendar, as one reckons them by hand."""

from datetime import date


def years_later(day: date, years: int) -> date:
    """The same day so many years later; for 29 February, in other years, the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)


def age(born: date, today: date) -> int:
    """Full years of life; who was born on 29 February has the birthday on the 28th in other years."""
    years = today.year - born.year
    return years if years_later(born, years) <= today else years - 1


def days_covered(stays: object, first: date, last: date) -> int:
    """How many days of the time from `first` to `last` lie in at least one of the periods."""
    covered, reached = 0, first.toordinal() - 1
    end_of_all = last.toordinal()
    for start, end in sorted(
        (stay.start.toordinal(), end_of_all if stay.end is None else stay.end.toordinal()) for stay in stays
    ):
        start, end = max(start, reached + 1), min(end, end_of_all)
        if end >= start:
            covered += end - start + 1
            reached = end
    return covered
