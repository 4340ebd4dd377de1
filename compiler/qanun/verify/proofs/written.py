"""Values as a page of law has them."""

from datetime import UTC, date, datetime
from fractions import Fraction

from qanun.runtime.values.durations import Days, Hours, Months
from qanun.runtime.values.json_writing import measure_text, number_text
from qanun.runtime.values.money import Money
from qanun.runtime.values.penalties import Penalty
from qanun.runtime.values.periods import Period
from qanun.typed.types import COUNTRY, TEXT, Type


def written(value: object, type_: Type) -> str:
    """A value that is written on one line."""
    match value:
        case datetime():
            return moment_text(value)
        case date():
            return value.isoformat()
        case Period(start, end):
            return f"period from {start} to {'none' if end is None else end}"
        case Money() | Hours() | Days() | Months():
            return measure_text(value)
        case Penalty():
            return str(value)
        case Fraction():
            return number_text(value)
        case str() if type_ == TEXT or (type_ != COUNTRY and not value.replace("_", "").isalnum()):
            return f'"{value}"'
    return str(value)


def moment_text(moment: datetime) -> str:
    """A moment as a page of law has it."""
    known = moment.astimezone(UTC)
    return f"{known:%Y-%m-%d} {known.time().isoformat('auto')} UTC".replace(":00 UTC", " UTC")
