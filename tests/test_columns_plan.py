"""The plan of columns: what it leaves out changes nothing, and what it spells out is exact."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import product
from random import Random

import duckdb
import pyarrow as pa
import pytest
from qanun.columns import ages, calls, clocks, plan, sums, trees
from qanun.columns.printing import sql
from qanun.runtime.operators.calendar import age
from qanun.runtime.values.moments import last_instant
from seeds import seeded


def test_a_plan_compares_only_what_is_alike() -> None:
    """A day with a moment, a text with a number: DuckDB compares them without a word."""
    day, moment = plan.literal(date(2012, 3, 1)), plan.literal(datetime(2012, 3, 1))
    with pytest.raises(TypeError):
        plan.compared("<", day, moment)
    with pytest.raises(TypeError):
        plan.compared("=", plan.literal(1), plan.literal("1"))


def _twice(random: Random, depth: int, type_: str) -> tuple[plan.Expr, plan.Expr]:
    """A random expression, as it is made, and with all that is left out of it then."""
    if not depth or random.random() < 0.1:
        if type_ == plan.BOOLEAN:
            one = random.choice([plan.column(name, plan.BOOLEAN) for name in "ab"])
        else:
            one = random.choice([plan.column(name, plan.BIGINT) for name in "xy"])
            one = random.choice([one, one, plan.literal(random.choice((0, 1)))])
        return one, one
    if type_ == plan.BIGINT and random.random() < 0.4:
        (a, c), (b, d) = (_twice(random, depth - 1, plan.BIGINT) for _ in range(2))
        return sums.added(a, b), plan.Expr("+", (c, d), plan.BIGINT)
    if random.random() < 0.5:
        parts = [
            _twice(random, depth - 1, each) for each in (plan.BOOLEAN, type_, plan.BOOLEAN, type_, type_)
        ]
        if random.random() < 0.4:
            parts[2] = plan.negated(parts[0][0]), plan.Expr("not", (parts[0][1],), plan.BOOLEAN)
        if random.random() < 0.4:
            parts[4] = plan.null(type_), plan.null(type_)
        when, first, then, second, last = (made for made, _ in parts)
        made = plan.choice((when, first), (then, second), otherwise=last)
        return made, plan.Expr("case", tuple(plain for _, plain in parts), type_)
    if type_ == plan.BIGINT:
        return _twice(random, depth - 1, type_)
    kind = random.choice(("and", "or", "not", "null", "less"))
    of = plan.BIGINT if kind == "less" else plan.BOOLEAN
    if kind == "null":
        of = random.choice((plan.BIGINT, plan.BOOLEAN))
    (a, c), (b, d) = (_twice(random, depth - 1, of) for _ in range(2))
    match kind:
        case "and":
            return plan.every(a, b), plan.Expr("and", (c, d), plan.BOOLEAN)
        case "or":
            return plan.some(a, b), plan.Expr("or", (c, d), plan.BOOLEAN)
        case "not":
            return plan.negated(a), plan.Expr("not", (c,), plan.BOOLEAN)
        case "null":
            return plan.is_null(a), plan.Expr("is null", (c,), plan.BOOLEAN)
        case _:
            return plan.compared("<", a, b), plan.Expr("<", (c, d), plan.BOOLEAN)


def test_what_is_left_out_of_a_plan_changes_nothing() -> None:
    """In every combination of yes, no, numbers and NULL."""
    random = Random(seeded("plans"))
    pairs = [_twice(random, 3, random.choice((plan.BOOLEAN, plan.BIGINT))) for _ in range(100)]
    assert sum(made.size < plain.size for made, plain in pairs) > 30
    assert _unlike("TRUE", pairs) == []


def _unlike(where: str, pairs: list[tuple[plan.Expr, plan.Expr]]) -> list[str]:
    """Of pairs of expressions about two numbers and two yes or no, those that are not the same in some row:
    `w` is `a and b`, and `v` is chosen by it."""
    asked = ", ".join(f"bool_and({sql(one)} IS NOT DISTINCT FROM {sql(other)})" for one, other in pairs)
    rows = product(*[("TRUE", "FALSE", "NULL")] * 2, *[("0", "1", "NULL")] * 2)
    values = ", ".join(f"({', '.join(row)})" for row in rows)
    given = f"(VALUES {values}) t(a, b, x, y)"
    table = f"SELECT *, a AND b AS w, CASE WHEN a AND b THEN x ELSE y END AS v FROM {given}"
    (found,) = duckdb.sql(f"SELECT {asked} FROM ({table}) WHERE {where}").fetchall()
    return [sql(one) for (one, _), same in zip(pairs, found, strict=True) if not same]


def test_what_is_left_out_where_a_condition_is_yes_changes_nothing_there() -> None:
    """Of columns that are chosen by it, of its parts, and of what asks whether these are NULL."""
    a, b = (plan.column(name, plan.BOOLEAN) for name in "ab")
    x, y = (plan.column(name, plan.BIGINT) for name in "xy")
    w = plan.column("w", plan.BOOLEAN, made=plan.every(a, b))
    v = plan.column("v", plan.BIGINT, made=plan.choice((w, x), otherwise=y))
    random = Random(seeded("where yes"))
    made = [_twice(random, 3, random.choice((plan.BOOLEAN, plan.BIGINT)))[1] for _ in range(100)]
    given = [trees.replaced(one, {x: v, a: random.choice((a, w))}) for one in made]
    then = [trees.where_yes(one, w) for one in given]
    assert sum(less.size < more.size for less, more in zip(then, given, strict=True)) > 30
    assert not any(v in trees.parts_of(one) for one in then)
    assert _unlike("w", list(zip(given, then, strict=True))) == []


def test_names_and_texts_stay_what_they_are() -> None:
    """Quotes in them end nothing."""
    hostile = """a"b'c; DROP TABLE cases"""
    expr = plan.compared("=", plan.column(hostile, plan.VARCHAR), plan.literal(hostile))
    table = pa.table({hostile: [hostile, "x"]})
    found = duckdb.connect().from_arrow(table).query("t", f"SELECT {sql(expr)} FROM t").fetchall()
    assert found == [(True,), (False,)]


@pytest.mark.parametrize(
    ("value", "by", "times"), [(7, 2, 3), (-7, 2, -4), (-8, 2, -4), (0, 5, 0), (-1, 100, -1)]
)
def test_division_rounds_down(value: int, by: int, times: int) -> None:
    """Also below 0, where DuckDB's own rounds towards it."""
    text = sql(sums.floored(plan.column("x", plan.BIGINT), by))
    assert duckdb.connect().sql(f"SELECT {text} FROM (SELECT CAST({value} AS BIGINT) AS x)").fetchall() == [
        (times,)
    ]


def test_amounts_are_exact() -> None:
    """So many coins in, so many out."""
    raw = calls.scaled(plan.column("x", "DECIMAL(15,2)"), 2)
    text = sql(calls.decimal(raw, 2, 10**15))
    found = duckdb.connect().sql(
        f"SELECT {text} FROM (SELECT CAST('-1234567890123.45' AS DECIMAL(15,2)) AS x)"
    )
    assert found.fetchall() == [(Decimal("-1234567890123.45"),)]


AROUND = [
    date(year, month, day)
    for year in (1899, 1900, 2000, 2003, 2004)
    for month, day in ((1, 31), (2, 27), (2, 28), (3, 1), (4, 30), (12, 31))
] + [date(2000, 2, 29), date(2004, 2, 29)]


@pytest.mark.parametrize("rounding", ["down", "up"])
def test_ages_around_a_day_that_some_years_lack(rounding: str) -> None:
    """As the runtime counts them, also of who is not yet born; and beside a fixed number of years."""
    born, day = plan.column("born", plan.DATE), plan.column("day", plan.DATE)
    aged = ages.age(born, day, rounding, lambda expr: expr)
    four = plan.literal(4)
    compared = [
        ages.ordered("<", aged, four, lambda expr: expr),
        ages.ordered("<=", aged, four, lambda expr: expr),
        ages.ordered("<", four, aged, lambda expr: expr),
        ages.ordered("<=", four, aged, lambda expr: expr),
    ]
    texts = [sql(one) for one in (aged, *compared) if one is not None]
    assert len(texts) == 5
    days = [*AROUND, date(2007, 2, 28), date(2008, 2, 28), date(2008, 2, 29), date(2008, 3, 1)]
    pairs = list(product([*days, date.min, date.max], days))
    table = pa.table({"born": [one for one, _ in pairs], "day": [other for _, other in pairs]})
    found = duckdb.connect().from_arrow(table).query("t", f"SELECT {', '.join(texts)} FROM t").fetchall()
    for (one, other), row in zip(pairs, found, strict=True):
        years = age(one, other, "down" if rounding == "down" else "up")
        assert row == (years, years < 4, years <= 4, years > 4, years >= 4), (one, other)


def test_days_by_the_clocks_of_a_zone() -> None:
    """The day of the last instant of a day is that day, but not of one that clocks left out: Samoa had no 30
    December 2011."""
    day = plan.column("day", plan.DATE)
    assert clocks.local_day(clocks.end_of_day(day, "Europe/Berlin"), "Europe/Berlin") == day
    samoa = "Pacific/Apia"
    moment = clocks.end_of_day(day, samoa)
    days = [date(2011, 12, 28) + timedelta(days=step) for step in range(5)]
    text = f"SELECT {sql(moment)}, {sql(clocks.local_day(moment, samoa))} FROM t"
    found = duckdb.connect().from_arrow(pa.table({"day": days})).query("t", text).fetchall()
    assert [ended for ended, _ in found] == [last_instant(one, samoa).replace(tzinfo=None) for one in days]
    assert [one.day for _, one in found] == [28, 29, 29, 31, 1]
