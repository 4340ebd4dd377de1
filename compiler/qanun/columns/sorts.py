"""What columns stand for: the sorts of values, and the types that hold them."""

from math import lcm
from typing import Literal

from attrs import frozen

from qanun.columns.plan import BIGINT, BOOLEAN, DATE, HUGEINT, TIMESTAMP, VARCHAR

SortName = Literal[
    "yes/no",
    "integer",
    "number",
    "money",
    "date",
    "moment",
    "hours",
    "days",
    "months",
    "text",
    "period",
    "limit",
    "record",
    "list",
    "set",
    "nothing",
    "ratio",
]


NUMBERS = frozenset({"integer", "number", "money", "hours", "days", "months"})


class NotInColumns(Exception):
    """What is not said in columns, and why."""


@frozen
class Sort:
    """What columns stand for. Options, countries, bodies, states and what only the law writes are texts.

    A number is a count of parts, `per` of which are one; `of` is the currency, or the Python class; `most`
    is the greatest count, above or below 0; a ratio is a count and by how many it is divided, at most
    `below`, `of` the currency of money. A period is two days, its end and whether it is running; a
    limit is where it ends and whether that is in time.
    """

    name: SortName
    of: str = ""
    per: int = 1
    most: int = 0
    below: int = 0
    element: "Sort | None" = None
    shape: "object | None" = None
    """Of a record, as the table has it."""

    @property
    def type(self) -> str:
        """The type of its one column."""
        match self.name:
            case "yes/no":
                return BOOLEAN
            case "date":
                return DATE
            case "moment":
                return TIMESTAMP
            case "text":
                return VARCHAR
            case "set":
                return f"{VARCHAR}[]"
            case "integer" | "number" | "money" | "hours" | "days" | "months":
                return number_type(self.most)
            case "period" | "limit" | "nothing" | "record" | "list" | "ratio":
                raise NotInColumns(f"a {self.name} in one column")


def none_of(name: str) -> str:
    """The column that says that a fact is none."""
    return f"{name}_is_none"


def parts_of(name: str, sort: Sort) -> list[tuple[str, str]]:
    """The columns of a value inside, each with its type."""
    if sort.name == "period":
        return [(name, DATE), (f"{name} to", DATE)]
    if sort.name == "limit":
        return [(name, DATE if sort.of == "date" else TIMESTAMP), (f"{name} included", BOOLEAN)]
    if sort.name == "nothing":
        return [(name, BOOLEAN)]
    if sort.name == "ratio":
        return [(name, number_type(sort.most)), (f"{name} by", number_type(sort.below))]
    return [(name, sort.type)]


def number_type(most: int) -> str:
    """The type that holds whole numbers up to this."""
    if most < 2**62:
        return BIGINT
    if most < 2**126:
        return HUGEINT
    raise NotInColumns("numbers so large")


YES_NO, TEXT, DAY, MOMENT = Sort("yes/no"), Sort("text"), Sort("date"), Sort("moment")


NOTHING = Sort("nothing")


def common(one: Sort, other: Sort) -> Sort:
    """The sort that holds both."""
    if one == other:
        return one
    if "ratio" in (one.name, other.name):
        one, other = ratio_sort(one), ratio_sort(other)
        per = lcm(one.per, other.per)
        most = max(one.most * (per // one.per), other.most * (per // other.per))
        return Sort("ratio", one.of or other.of, per, most, max(one.below, other.below))
    if one.name in NUMBERS and other.name in NUMBERS:
        if one.name != other.name and {one.name, other.name} != {"integer", "number"}:
            raise NotInColumns(f"{one.name} beside {other.name}")
        per = lcm(one.per, other.per)
        most = max(one.most * (per // one.per), other.most * (per // other.per))
        name = one.name if one.name == other.name else "number"
        return Sort(name, one.of, per, most)
    raise NotInColumns(f"{one.name} {one.of} beside {other.name} {other.of}")


def ratio_sort(sort: Sort) -> Sort:
    """The sort of a number as a ratio."""
    if sort.name == "ratio":
        return sort
    if sort.name not in ("integer", "number", "money"):
        raise NotInColumns(f"{sort.name} beside what is divided by what the case tells")
    return Sort("ratio", sort.of if sort.name == "money" else "", sort.per, sort.most, 1)
