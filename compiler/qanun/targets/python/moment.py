"""What the moment that is asked about decides once for a case: the day, and whether the law is in force."""

from collections.abc import Collection, Iterable

from qanun.core import rules
from qanun.core.rules import Definition, Expr
from qanun.core.walk import children, rebuilt, walk
from qanun.targets.python.pieces import spread
from qanun.targets.python.statements import UNDECIDED, plainer

YES, NO = rules.Const(True), rules.Const(False)


def conditions(needed: Iterable[Definition], final: Collection[Definition]) -> tuple[Expr, ...]:
    """What must be so of the moment lest a definition has no value, and the general evaluation answers.
    `final` are the definitions that may be silent or in conflict."""
    found: dict[Expr, None] = {}
    for definition in needed:
        body = plainer(definition.body)
        if definition.things or not isinstance(body, rules.If) or not isinstance(body.otherwise, UNDECIDED):
            continue
        said = isinstance(body.otherwise, rules.Silent | rules.InConflict) and definition in final
        if not said and _of_the_moment(body.condition):
            found.update(dict.fromkeys(spread([body.condition], True)))
    return tuple(found)


def _of_the_moment(expr: Expr) -> bool:
    """Whether it depends on nothing but the moment."""
    if isinstance(expr, rules.All | rules.Any | rules.Not | rules.Apply):
        return all(_of_the_moment(part) for part in children(expr))
    return isinstance(expr, rules.AsOf | rules.Const)


def days(exprs: Iterable[Expr]) -> tuple[Expr, ...]:
    """The day of the moment, in each zone in which a rule asks for it."""
    asked = (node for expr in exprs for node in walk(expr) if isinstance(node, rules.Apply))
    of_now = (one for one in asked if one.operator == "date of" and one.operands[0] == rules.AsOf())
    return tuple(dict.fromkeys(of_now))


def settled(expr: Expr, sure: frozenset[Expr]) -> Expr:
    """The expression where `sure` are known to hold."""
    if expr in sure:
        return YES
    expr = plainer(rebuilt(expr, lambda part: settled(part, sure)))
    if isinstance(expr, rules.If) and expr.condition in (YES, NO):
        return expr.then if expr.condition == YES else expr.otherwise
    if isinstance(expr, rules.Not) and expr.part in (YES, NO):
        return NO if expr.part == YES else YES
    if isinstance(expr, rules.All):
        return _joined(rules.All, expr.parts, YES, NO)
    if isinstance(expr, rules.Any):
        return _joined(rules.Any, expr.parts, NO, YES)
    return expr


def _joined(
    kind: type[rules.All] | type[rules.Any], parts: tuple[Expr, ...], nothing: Expr, decisive: Expr
) -> Expr:
    """Parts without those that decide nothing; the one that decides all."""
    left = tuple(part for part in parts if part != nothing)
    if decisive in left:
        return decisive
    if not left:
        return nothing
    return left[0] if len(left) == 1 else kind(left)
