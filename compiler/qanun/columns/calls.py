"""What DuckDB is asked of days, records, lists and amounts, each with its types."""

from collections.abc import Iterable, Sequence
from typing import Literal

from qanun.columns.plan import BIGINT, BOOLEAN, DATE, INTERVAL, TIMESTAMP, Expr, quoted


def plus_days(day: Expr, count: Expr) -> Expr:
    """A day so many days later; the count is small."""
    assert day.type == DATE
    return Expr("+", (day, Expr("cast", (count,), "INTEGER")), DATE)


def plus_interval(at: Expr, length: Expr) -> Expr:
    """A day or moment some time later; of a day, the day."""
    assert length.type == INTERVAL
    later = Expr("+", (at, length), TIMESTAMP)
    return later if at.type == TIMESTAMP else Expr("cast", (later,), DATE)


def days_from(start: Expr, end: Expr) -> Expr:
    assert start.type == end.type == DATE
    return Expr("-", (end, start), BIGINT)


def field_of(record: Expr, name: str, type_: str) -> Expr:
    return Expr("field", (record,), type_, name)


def struct(**parts: Expr) -> Expr:
    return Expr(
        "struct", tuple(parts.values()), struct_type({n: p.type for n, p in parts.items()}), tuple(parts)
    )


def struct_type(parts: "dict[str, str]") -> str:
    return f"STRUCT({', '.join(f'{quoted(name)} {type_}' for name, type_ in parts.items())})"


def listed(parts: Iterable[Expr], element: str) -> Expr:
    return Expr("list", tuple(parts), f"{element}[]")


def among(text: Expr, options: Sequence[str]) -> Expr:
    """Whether a text is one of these."""
    return Expr("in", (text,), BOOLEAN, tuple(options))


def scaled(decimal: Expr, places: int) -> Expr:
    """A decimal number that is not large as a count of its smallest parts."""
    return Expr("scaled", (decimal,), BIGINT, places)


def decimal(count: Expr, places: int, most: int) -> Expr:
    """A count of smallest parts, `most` of them, as a decimal number."""
    digits = len(str(most))
    width = (18 if digits + places <= 18 else 38) - places
    return Expr("decimal", (count,), f"DECIMAL({18 if most < 10**18 else 38},{places})", (places, width))


def zoned(moment: Expr) -> Expr:
    """A moment in UTC as DuckDB shows it to others, with its zone."""
    return Expr("zoned", (moment,), "TIMESTAMP WITH TIME ZONE")


OfEach = Literal["list_transform", "list_filter"]


def of_each(name: OfEach, items: Expr, thing: str, body: Expr) -> Expr:
    """What is said of each thing of a list, or those of which it is yes."""
    inner = Expr("lambda", (body,), body.type, thing)
    return Expr(name, (items, inner), items.type if name == "list_filter" else f"{body.type}[]")
