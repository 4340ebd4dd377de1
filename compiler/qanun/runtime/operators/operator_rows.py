"""The operators of the core, a row each: what it does, how it takes none and the undecided, how it is said.

`typed.operators` adds to each row the types of its operands and how the book says it. Whoever says or does
something of an operator has it from its row; tests name the operator of which one is missing.
"""

from collections.abc import Callable, Sequence
from typing import Literal, get_args

from attrs import frozen

from qanun.runtime.operators import calendar, money, operators, penalties, sets, terms
from qanun.runtime.values import moments, numbers

OperatorName = Literal[
    "=",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "+",
    "-",
    "*",
    "/",
    "ratio",
    "negate",
    "to number",
    "rounded",
    "date plus",
    "date minus",
    "days between",
    "hours between",
    "date of",
    "year of",
    "month of",
    "day of",
    "weekday of",
    "age of",
    "first day of month",
    "last day of month",
    "first day of year",
    "last day of year",
    "end of day",
    "later of",
    "earlier of",
    "larger of",
    "smaller of",
    "is none",
    "period",
    "start of",
    "end of period",
    "contains",
    "overlap",
    "clipped to",
    "days in",
    "full months in",
    "full years in",
    "years before",
    "calendar months of",
    "calendar years of",
    "has member",
    "is empty",
    "count of",
    "in common",
    "together with",
    "allows",
    "happened",
    "limit after",
    "limit at",
    "limit passed",
    "in time",
    "limit value",
    "later limit",
]
OPERATOR_NAMES: tuple[OperatorName, ...] = get_args(OperatorName)


@frozen
class Relation:
    """Words between two operands, and their contrary; others where the operands are days or moments."""

    yes: str
    no: str
    of_days: tuple[str, str] | None = None


@frozen
class Statement:
    """A sentence and its contrary; the numbers stand for the operands."""

    yes: str
    no: str


@frozen
class Between:
    """Words between two operands; what binds less tightly stands in brackets within another."""

    words: str
    binding: int


@frozen
class Phrase:
    """What is made of the operands; the numbers stand for them."""

    words: str


Said = Relation | Statement | Between | Phrase

ALONE = Phrase("{0}")
"""Of what it is made of the first operand is said, and nothing of the operator."""


@frozen
class Row:
    """An operator. The function takes decided values.

    `none`: where none is an operand like others. Elsewhere it is met only where the rule has asked before
    whether it is none, so that what the operator would yield can decide nothing. `bounds`: the bounds of an
    undecided number can decide it, or are passed on; `members`: what is told of an open set can. Of all else
    the operator needs the value.
    """

    name: OperatorName
    function: Callable[..., object]
    said: Said
    none: Literal["nowhere", "last", "anywhere"] = "nowhere"
    bounds: bool = False
    members: bool = False

    def takes_none(self, place: int, of: int) -> bool:
        """Whether none is like any other as the operand at a place, from 0, of so many."""
        match self.none:
            case "anywhere":
                return True
            case "last":
                return place == of - 1
            case "nowhere":
                return False


ROWS: tuple[Row, ...] = (
    Row("=", sets.equal, Relation("is", "is not"), none="anywhere", bounds=True, members=True),
    Row("!=", sets.unequal, Relation("is not", "is"), none="anywhere", bounds=True, members=True),
    Row(
        "<",
        operators.less,
        Relation("is less than", "is not less than", of_days=("is before", "is not before")),
        bounds=True,
    ),
    Row(
        "<=",
        operators.at_most,
        Relation("is at most", "is more than", of_days=("is not after", "is after")),
        bounds=True,
    ),
    Row(
        ">",
        operators.greater,
        Relation("is more than", "is at most", of_days=("is after", "is not after")),
        bounds=True,
    ),
    Row(
        ">=",
        operators.at_least,
        Relation("is at least", "is less than", of_days=("is not before", "is before")),
        bounds=True,
    ),
    Row("+", operators.plus, Between("plus", 1), bounds=True),
    Row("-", operators.minus, Between("minus", 1)),
    Row("*", operators.times, Between("times", 2)),
    Row("/", money.divided, Between("divided by", 2)),
    Row("ratio", operators.length_ratio, Between("divided by", 2)),
    Row("negate", operators.negated, Phrase("minus {0}")),
    Row("to number", numbers.whole_number, ALONE),
    Row("rounded", money.rounded, Phrase("rounded {0}")),
    Row("date plus", operators.date_plus, Between("plus", 1)),
    Row("date minus", operators.date_minus, Between("minus", 1)),
    Row("days between", operators.days_between, Phrase("the days from {0} to {1}")),
    Row("hours between", calendar.hours_between, Phrase("the hours from {0} to {1}")),
    Row("date of", moments.local_day, Phrase("the day of {0}")),
    Row("year of", operators.year_of, Phrase("year of {0}")),
    Row("month of", operators.month_of, Phrase("month of {0}")),
    Row("day of", operators.day_of, Phrase("day of {0}")),
    Row("weekday of", operators.weekday_of, Phrase("weekday of {0}")),
    Row("age of", calendar.age, Phrase("the age on {1} of somebody born on {0}")),
    Row("first day of month", operators.first_day_of_month, Phrase("first day of month {0}")),
    Row("last day of month", operators.last_day_of_month, Phrase("last day of month {0}")),
    Row("first day of year", operators.first_day_of_year, Phrase("first day of year {0}")),
    Row("last day of year", operators.last_day_of_year, Phrase("last day of year {0}")),
    Row("end of day", moments.last_instant, Phrase("end of day {0}")),
    Row("later of", operators.later_of, Phrase("the later of {0} and {1}"), none="anywhere"),
    Row("earlier of", operators.earlier_of, Phrase("the earlier of {0} and {1}"), none="anywhere"),
    Row("larger of", operators.larger_of, Phrase("the larger of {0} and {1}")),
    Row("smaller of", operators.smaller_of, Phrase("the smaller of {0} and {1}")),
    Row(
        "is none",
        operators.is_none,
        Statement("{0} is none", "{0} is not none"),
        none="anywhere",
        members=True,
    ),
    Row("period", operators.period, Phrase("the period from {0} to {1}"), none="last"),
    Row("start of", operators.start_of, Phrase("the first day of {0}")),
    Row("end of period", operators.end_of, Phrase("the last day of {0}")),
    Row("contains", operators.contains, Relation("contains", "does not contain")),
    Row("overlap", operators.overlap, Relation("overlaps with", "does not overlap with")),
    Row("clipped to", operators.clipped_to, Between("clipped to", 2)),
    Row("days in", operators.days_in, Phrase("the days in {0}")),
    Row("full months in", operators.full_months_in, Phrase("the full months in {0}")),
    Row("full years in", operators.full_years_in, Phrase("the full years in {0}")),
    Row("years before", operators.years_before, Phrase("the {0} years before {1}")),
    Row("calendar months of", operators.calendar_months_of, Phrase("the calendar months of {0}")),
    Row("calendar years of", operators.calendar_years_of, Phrase("the calendar years of {0}")),
    Row("has member", sets.has_member, Relation("contains", "does not contain"), members=True),
    Row("is empty", sets.is_empty, Statement("nothing is in {0}", "something is in {0}"), members=True),
    Row("count of", sets.count_of, Phrase("the number of {0}"), members=True),
    Row("in common", sets.in_common, Between("in common with", 2), members=True),
    Row("together with", sets.together_with, Between("together with", 2)),
    Row("allows", penalties.allows, Statement("{1} is allowed by {0}", "{1} is not allowed by {0}")),
    Row("happened", terms.happened, ALONE, none="anywhere"),
    Row("limit after", terms.limit_after, Phrase("{0} after {1}"), none="anywhere"),
    Row("limit at", terms.limit_at, ALONE, none="anywhere"),
    Row(
        "limit passed",
        terms.limit_passed,
        Statement("the term is over: {0}", "the term is not over: {0}"),
        none="anywhere",
    ),
    Row(
        "in time",
        terms.in_time,
        Statement("{1} is within the term: {0}", "{1} is not within the term: {0}"),
        none="anywhere",
    ),
    Row("limit value", terms.limit_value, ALONE, none="anywhere"),
    Row("later limit", terms.later_limit, Phrase("later limit {0}"), none="anywhere"),
)

ROW_OF: dict[str, Row] = {row.name: row for row in ROWS}

OPERATORS: dict[str, Callable[..., object]] = {row.name: row.function for row in ROWS}
"""The functions by the names that the core uses."""


def lacks(operator: str, operands: Sequence[object]) -> bool:
    """Whether an operand is none that may not be."""
    match ROW_OF[operator].none:
        case "anywhere":
            return False
        case "last":
            return None in operands[:-1]
        case "nowhere":
            return None in operands
