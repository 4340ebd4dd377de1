"""How a person writes the day or moment for which a question is asked."""

from datetime import date, datetime

from qanun.runtime.values.moments import instant, parse_date, parse_moment


def read_as_of(words: str) -> date | datetime:
    """`2012-03-01`, `2012-03-01 10:00 Asia/Baku` or `2012-03-01T10:00+04:00`; else a ValueError."""
    words = words.strip()
    read = parse_date(words) if len(words) <= 10 else parse_moment(words)
    instant(read, "UTC")  # refuses what lies outside the calendar
    return read
