"""How a person writes a day or a moment."""

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo


def read_as_of(words: str) -> date | datetime:
    """`2012-03-01`, `2012-03-01 10:00 Asia/Baku` or `2012-03-01T10:00+04:00`; else a ValueError."""
    words = words.strip()
    if len(words) == 10:
        try:
            return date.fromisoformat(words)
        except ValueError:
            raise ValueError(f"`{words}` is not a day; write it like 2012-03-01") from None
    head, _, zone = words.rpartition(" ")
    try:
        moment = datetime.fromisoformat(head if head and not zone[:1].isdigit() else words)
    except ValueError:
        raise ValueError(f"`{words}` is neither a day like 2012-03-01 nor a moment") from None
    if moment.tzinfo is not None:
        return moment
    if not head or zone[:1].isdigit():
        raise ValueError(f"`{words}` has no zone; write it like 2012-03-01 10:00 Asia/Baku")
    return _in_zone(moment, zone)


def _in_zone(moment: datetime, zone: str) -> datetime:
    """The local time in a zone (a name or an offset); one that is skipped or comes twice is a ValueError."""
    if zone[:1] in "+-":
        sign = -1 if zone[0] == "-" else 1
        hours, _, minutes = zone[1:].partition(":")
        if not (hours.isdigit() and (minutes or "0").isdigit()):
            raise ValueError(f"`{zone}` is not an offset like +04:00")
        offset = timedelta(hours=int(hours), minutes=int(minutes or 0)) * sign
        return moment.replace(tzinfo=timezone(offset))
    try:
        known = ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise ValueError(f"there is no time zone `{zone}`") from None
    early, late = (moment.replace(tzinfo=known, fold=fold) for fold in (0, 1))
    if early.utcoffset() != late.utcoffset():
        raise ValueError(f"the clocks change at this time in {zone}; write the offset, like +04:00")
    return early
