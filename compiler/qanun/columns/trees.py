"""What stands in an expression, and others in its place."""

from collections.abc import Mapping

from qanun.columns import plan
from qanun.columns.plan import Expr


def parts_of(expr: Expr) -> list[Expr]:
    """An expression and all inside it, each once."""
    found: dict[int, Expr] = {}
    ahead = [expr]
    while ahead:
        one = ahead.pop()
        if id(one) not in found:
            found[id(one)] = one
            ahead += one.args
    return list(found.values())


def columns_of(expr: Expr) -> set[str]:
    """The columns that an expression names."""
    return {one.value for one in parts_of(expr) if one.op == "column"}


def replaced(expr: Expr, by: Mapping[Expr, Expr]) -> Expr:
    """The same, with others in the place of some expressions."""
    known: dict[Expr, Expr] = {}

    def of(one: Expr) -> Expr:
        if one in by:
            return by[one]
        if not one.args:
            return one
        if one not in known:
            args = tuple(of(arg) for arg in one.args)
            known[one] = one if args == one.args else Expr(one.op, args, one.type, one.value)
        return known[one]

    return of(expr)


def where_yes(expr: Expr, condition: Expr) -> Expr:
    """The same where a condition is yes: columns that are chosen by it are what they are then."""
    chosen = {
        column: made.args[1]
        for column in parts_of(expr)
        if column.op == "column" and (made := plan.made_of(column)).op == "case" and made.args[0] == condition
    }
    asked = plan.made_of(condition)
    parts = asked.args if asked.op == "and" else ()
    return plan.assumed(replaced(expr, chosen), dict.fromkeys((condition, *parts), plan.TRUE))
