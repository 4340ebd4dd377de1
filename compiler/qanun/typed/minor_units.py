"""Whether money stays in the smallest unit of its currency where it becomes the value of a rule."""

from collections.abc import Iterator
from fractions import Fraction
from typing import assert_never

from qanun.resolved.walk import every
from qanun.runtime.values.currencies import minor_unit
from qanun.runtime.values.numbers import show_number
from qanun.syntax import tree
from qanun.typed import kinds, value_kinds
from qanun.typed.agree import strip
from qanun.typed.context import Context
from qanun.typed.types import BROKEN, INTEGER, PERIOD, ListType, MoneyType


def check_money(item: tree.AnyItem, context: Context) -> None:
    """Money is rounded once: where it becomes the value that an item states."""
    for node in every(item):
        if isinstance(node, tree.PenaltyAmount):
            for _, amount in node.parts:
                check_value(amount, context)
    ends: set[tree.Expression] = set()
    for value in _stated(item):
        ends.update(_ends(value, context))
        check_value(value, context)
    for node in dict.fromkeys(context.rounded):
        if node not in ends and _is_money(node, context):
            context.report(kinds.ROUNDED_EARLY, node.span, what=_words(node))


def check_value(value: tree.Expression, context: Context) -> None:
    """Report the operation by which a stated amount can leave the smallest unit of its currency."""
    found = strip(context.typed.types.get(value, BROKEN))
    place = _leaves(value, found.currency, context) if isinstance(found, MoneyType) else None
    if place is None or not isinstance(found, MoneyType):
        return
    unit = f"{show_number(minor_unit(found.currency))} {found.currency}"
    kind = value_kinds.NO_SUCH_COIN if isinstance(place, tree.MoneyAmount) else kinds.LEAVES_MINOR_UNIT
    context.report(kind, place.span, what=_words(place), unit=unit)


def _stated(item: tree.AnyItem) -> Iterator[tree.Expression]:
    """The values that an item states."""
    match item:
        case tree.Define(value=value):
            yield value
        case tree.Rule(clauses=clauses) | tree.Ground(clauses=clauses) | tree.Exception_(clauses=clauses):
            yield from (one for one in (clauses.value, clauses.otherwise) if one is not None)
            yield from _penalties(clauses)
        case tree.Norm(clauses=clauses):
            yield from _penalties(clauses)
        case tree.Options(members=parts) | tree.Parameter(values=parts) | tree.Table(bands=parts):
            yield from (part.value for part in parts)
        case (
            tree.Situation(givens=givens)
            | tree.Background(givens=givens)
            | tree.Scenario(givens=givens)
            | tree.Cases(givens=givens)
        ):
            for given in givens:
                yield from () if given.value is None else (given.value,)
                for row in given.rows:
                    yield from () if row.value is None else (row.value,)
                    yield from (value for _, value in row.cells)
        case (
            tree.Authority()
            | tree.Party()
            | tree.Act()
            | tree.Fact()
            | tree.Always()
            | tree.OneOf()
            | tree.Record()
            | tree.Priority()
            | tree.Collision()
            | tree.Silence()
            | tree.Reading()
            | tree.Question()
            | tree.Claim()
            | tree.NotEncoded()
        ):
            return
        case never:
            assert_never(never)


def _penalties(clauses: tree.Clauses) -> Iterator[tree.Expression]:
    """The least and the most of each penalty."""
    for alternative in clauses.punishable.alternatives if clauses.punishable is not None else ():
        for one in alternative:
            yield from (bound for bound in (one.low, one.high) if bound is not None)


def _ends(value: tree.Expression, context: Context) -> Iterator[tree.Expression]:
    """The expressions that may be the value as they are.

    What is summed over periods is among them: no rule can be about a period, so the amount of each has no
    name of its own.
    """
    yield value
    match value:
        case tree.Bracketed(inner=inner):
            yield from _ends(inner, context)
        case tree.Choice(then=then, otherwise=otherwise):
            yield from (*_ends(then, context), *_ends(otherwise, context))
        case tree.Match(cases=cases):
            for case in cases:
                yield from _ends(case.value, context)
        case tree.Phrase(word="larger" | "smaller", arguments=arguments):
            for argument in arguments:
                yield from _ends(argument, context)
        case tree.AsOfDay(inner=inner):
            yield from _ends(inner, context)
        case tree.Quantified(kind="sum", over=over, body=body) if body is not None:
            if context.typed.types.get(over) == ListType(PERIOD):
                yield from _ends(body, context)
        case _:
            return


def _is_money(node: tree.Expression, context: Context) -> bool:
    return isinstance(strip(context.typed.types.get(node, BROKEN)), MoneyType)


def _words(node: tree.Expression) -> str:
    return " ".join(node.span.words.split())


def _leaves(node: tree.Expression, currency: str, context: Context) -> tree.Expression | None:
    """The first operation in a sum of money whose result may lie between two smallest units; None: none.

    What is asked of a fact, a rule, a parameter or a table is in whole units: the case is refused or the
    statement reported where it is not.
    """
    match node:
        case tree.Bracketed(inner=inner) | tree.Negative(part=inner) | tree.AsOfDay(inner=inner):
            return _leaves(inner, currency, context)
        case tree.MoneyAmount(digits=digits):
            return node if (Fraction(digits) / minor_unit(currency)).denominator != 1 else None
        case tree.Arithmetic():
            return _computed(node, currency, context)
        case tree.Rounded(step=step):
            return node if step is not None and _finer(step, currency, context) else None
        case tree.Choice(then=then, otherwise=otherwise):
            return _first((then, otherwise), currency, context)
        case tree.Match(cases=cases):
            return _first(tuple(case.value for case in cases), currency, context)
        case tree.Quantified(body=body, if_none=if_none):
            return _first(tuple(one for one in (body, if_none) if one is not None), currency, context)
        case tree.Phrase(arguments=arguments):
            return _first(arguments, currency, context)
        case tree.Bands(amount=amount, table=table):
            whole = _in_whole_units(amount, table, context)
            return _leaves(amount, currency, context) if whole else node
        case tree.Refer() | tree.OfOne() | tree.NoneLiteral() | tree.Number():
            return None
        case rest:
            _no_money: _NoMoney = rest
            return None


_NoMoney = tree.Condition | tree.Literal | tree.Today | tree.AsOf | tree.Several | tree.ThingAt


def _in_whole_units(amount: tree.Expression, table: tree.Name, context: Context) -> bool:
    """Whether the parts of an amount, times what the bands say, are whole: one of both is of integers."""
    target = context.resolved.target(table)
    if target is None or not isinstance(target.item, tree.Table):
        return True  # a mistake that is told elsewhere
    key, value = context.typed.keys.get(target, BROKEN), context.declared(target)
    if isinstance(key, MoneyType):
        tables = [one.item for one in context.resolved.versions.get(target, (target,))]
        bands = [band for table in tables if isinstance(table, tree.Table) for band in table.bands]
        bounds = [bound for band in bands for bound in (band.low, band.high) if bound is not None]
        return value == INTEGER and all(_leaves(one, key.currency, context) is None for one in bounds)
    return strip(context.typed.types.get(amount, BROKEN)) == INTEGER or BROKEN in (key, value)


def _first(parts: tuple[tree.Expression, ...], currency: str, context: Context) -> tree.Expression | None:
    found = (_leaves(part, currency, context) for part in parts)
    return next((place for place in found if place is not None), None)


def _computed(node: tree.Arithmetic, currency: str, context: Context) -> tree.Expression | None:
    """Sums of whole units are whole, as is their product with an integer; no other product or quotient."""
    inner = _first((node.left, node.right), currency, context)
    if inner is not None or node.operator in "+-":
        return inner
    types = (context.typed.types.get(node.left), context.typed.types.get(node.right))
    return None if node.operator == "*" and INTEGER in types else node


def _finer(step: tree.Expression, currency: str, context: Context) -> bool:
    """Whether a multiple of the step may lie between two smallest units."""
    is_money = isinstance(strip(context.typed.types.get(step, BROKEN)), MoneyType)
    return is_money and _leaves(step, currency, context) is not None
