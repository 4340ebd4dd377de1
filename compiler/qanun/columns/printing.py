"""Prints what DuckDB is asked; whatever stands within another expression has its brackets."""

from datetime import date, datetime

from qanun.columns import ages, clocks
from qanun.columns.ops import FUNCTIONS, INFIX
from qanun.columns.plan import BIGINT, Expr, quoted


def text_literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def sql(expr: Expr) -> str:
    """The expression in DuckDB's SQL; whatever stands within another has its brackets."""
    if expr.op in INFIX:
        return "(" + f" {expr.op.upper()} ".join(map(sql, expr.args)) + ")"
    if expr.op in FUNCTIONS:
        return f"{expr.op}({', '.join(map(sql, expr.args))})"
    match expr.op:
        case "column" | "local":
            return quoted(expr.value)
        case "literal":
            return _literal(expr)
        case "not":
            return f"(NOT {sql(expr.args[0])})"
        case "is null" | "is not null":
            return f"({sql(expr.args[0])} {expr.op.upper()})"
        case "same":
            return f"({sql(expr.args[0])} IS NOT DISTINCT FROM {sql(expr.args[1])})"
        case "case":
            *pairs, last = [sql(arg) for arg in expr.args]
            whens = " ".join(f"WHEN {a} THEN {b}" for a, b in zip(pairs[::2], pairs[1::2], strict=True))
            return f"CASE {whens} ELSE {last} END"
        case "cast":
            return f"CAST({sql(expr.args[0])} AS {expr.type})"
        case "field":
            return f"struct_extract({sql(expr.args[0])}, {text_literal(expr.value)})"
        case "struct":
            inner = ", ".join(
                f"{text_literal(n)}: {sql(a)}" for n, a in zip(expr.value, expr.args, strict=True)
            )
            return f"{{{inner}}}"
        case "list":
            return f"CAST([{', '.join(map(sql, expr.args))}] AS {expr.type})"
        case "in":
            return f"({sql(expr.args[0])} IN ({', '.join(map(text_literal, expr.value))}))"
        case "zoned":
            return f"make_timestamptz(epoch_us({sql(expr.args[0])}))"
        case "decimal":
            places, width = expr.value
            whole = f"CAST({sql(expr.args[0])} AS DECIMAL({width}, 0))"
            if places:
                whole = f"({whole} * CAST(0.{'0' * (places - 1)}1 AS DECIMAL({places}, {places})))"
            made = f"DECIMAL({width + places},{places})"  # of a number times one with so many digits
            return whole if made == expr.type else f"CAST({whole} AS {expr.type})"
        case "scaled":
            inner = f"CAST({sql(expr.args[0])} AS DECIMAL({17 - expr.value}, {expr.value}))"
            return f"CAST({inner} * CAST({10**expr.value} AS DECIMAL({expr.value + 1}, 0)) AS BIGINT)"
        case "age":
            return sql(ages.spelled(expr))
        case "end of day" | "local day":
            return sql(clocks.spelled(expr))
        case "lambda":
            return f"lambda {quoted(expr.value)}: {sql(expr.args[0])}"
        case other:
            raise TypeError(f"nobody prints {other}")


def _literal(expr: Expr) -> str:
    match expr.value:
        case None:
            return f"CAST(NULL AS {expr.type})"
        case bool():
            return "TRUE" if expr.value else "FALSE"
        case int():
            return (
                str(expr.value)
                if expr.type == BIGINT and abs(expr.value) < 2**31
                else f"CAST({expr.value} AS {expr.type})"
            )
        case str():
            return text_literal(expr.value)
        case datetime():
            return f"TIMESTAMP '{expr.value.isoformat(' ')}'"
        case date():
            return f"DATE '{expr.value.isoformat()}'"
        case other:
            raise TypeError(f"{other!r} is no constant of a plan")
