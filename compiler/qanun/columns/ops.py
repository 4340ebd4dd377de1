"""What DuckDB may be asked to do: nothing else has a place in a plan."""

from typing import Literal, get_args

Infix = Literal[
    "and",
    "or",
    "=",
    "<>",
    "<",
    "<=",
    "+",
    "-",
    "*",
    "//",
    "%",
    "|",
    "&",
]
Special = Literal[
    "column",
    "literal",
    "local",
    "said",
    "not",
    "is null",
    "is not null",
    "same",
    "case",
    "cast",
    "field",
    "struct",
    "list",
    "lambda",
    "in",
    "scaled",
    "decimal",
    "zoned",
    "age",
    "end of day",
    "local day",
]
Function = Literal[
    "abs",
    "year",
    "month",
    "day",
    "isodow",
    "make_date",
    "last_day",
    "to_months",
    "to_microseconds",
    "epoch_us",
    "make_timestamp",
    "len",
    "coalesce",
    "list_contains",
    "list_extract",
    "list_transform",
    "list_filter",
    "list_sort",
    "list_distinct",
    "list_intersect",
    "list_concat",
    "list_sum",
    "list_max",
    "list_min",
    "list_bit_or",
    "list_has_any",
]
Op = Infix | Special | Function
INFIX: frozenset[str] = frozenset(get_args(Infix))
FUNCTIONS: frozenset[str] = frozenset(get_args(Function))
"""What is called by its name. DuckDB has each of them, and each gives NULL for NULL, but for `coalesce`
and functions of two lists."""
