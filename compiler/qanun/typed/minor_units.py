"""Whether money stays in the smallest unit of its currency where it becomes the value of a rule."""

from collections.abc import Iterator
from fractions import Fraction
from typing import assert_never

from qanun.runtime.currencies import minor_unit
from qanun.runtime.show import show_number
from qanun.syntax import tree
from qanun.typed import kinds
from qanun.typed.agree import strip
from qanun.typed.context import Context
from qanun.typed.types import BROKEN, INTEGER, MoneyType


def check_money(item: tree.AnyItem, context: Context) -> None:
    """Money is rounded once: where it becomes the value that an item states."""
    ends: set[tree.Expression] = set()
    for value in _stated(item):
        ends.update(_ends(value))
        check_value(value, context)
    for node in dict.fromkeys(context.rounded):
        if node not in ends and _is_money(node, context):
            context.report(kinds.ROUNDED_EARLY, node.span, what=_words(node))


def check_value(value: tree.Expression, context: Context) -> None:
    """Report the operation by which a stated amount can leave the smallest unit of its currency."""
    found = strip(context.typed.types.get(value, BROKEN))
    place = _leaves(value, found.currency, context) if isinstance(found, MoneyType) else None
    if place is not None and isinstance(found, MoneyType):
        unit = f"{show_number(minor_unit(found.currency))} {found.currency}"
        context.report(kinds.LEAVES_MINOR_UNIT, place.span, what=_words(place), unit=unit)


def _stated(item: tree.AnyItem) -> Iterator[tree.Expression]:
    """The values that an item states."""
    match item:
        case tree.Define(value=value):
            yield value
        case tree.Rule(clauses=clauses) | tree.Ground(clauses=clauses) | tree.Exception_(clauses=clauses):
            yield from (one for one in (clauses.value, clauses.otherwise) if one is not None)
        case tree.Options(members=members):
            yield from (member.value for member in members)
        case tree.Parameter() | tree.Table():
            return
        case tree.Authority() | tree.Party() | tree.Act() | tree.Fact() | tree.OneOf() | tree.Record():
            return
        case tree.Always() | tree.Norm() | tree.Priority() | tree.Collision() | tree.Silence():
            return
        case tree.Reading() | tree.Question() | tree.Scenario() | tree.Claim() | tree.NotEncoded():
            return
        case never:
            assert_never(never)


def _ends(value: tree.Expression) -> Iterator[tree.Expression]:
    """The expressions that may be the value as they are."""
    yield value
    if isinstance(value, tree.Literal | tree.Condition):
        return
    match value:
        case tree.Bracketed(inner=inner):
            yield from _ends(inner)
        case tree.Choice(then=then, otherwise=otherwise):
            yield from (*_ends(then), *_ends(otherwise))
        case tree.Match(cases=cases):
            for case in cases:
                yield from _ends(case.value)
        case tree.Phrase(word="larger" | "smaller", arguments=arguments):
            for argument in arguments:
                yield from _ends(argument)
        case tree.Phrase() | tree.Refer() | tree.OfOne() | tree.ThingAt() | tree.Today() | tree.AsOf():
            return
        case tree.Arithmetic() | tree.Negative() | tree.Rounded() | tree.Bands() | tree.AsOfDay():
            return
        case tree.Quantified() | tree.Several():
            return
        case never:
            assert_never(never)


def _is_money(node: tree.Expression, context: Context) -> bool:
    return isinstance(strip(context.typed.types.get(node, BROKEN)), MoneyType)


def _words(node: tree.Expression) -> str:
    return " ".join(node.span.words.split())


def _leaves(node: tree.Expression, currency: str, context: Context) -> tree.Expression | None:
    """The first operation in a sum of money whose result may lie between two smallest units; None: none."""
    if isinstance(node, tree.MoneyAmount):
        return node if (Fraction(node.digits) / minor_unit(currency)).denominator != 1 else None
    if isinstance(node, tree.Literal | tree.Condition):
        return None  # never money
    match node:
        case tree.Bracketed(inner=inner) | tree.Negative(part=inner):
            return _leaves(inner, currency, context)
        case tree.Arithmetic():
            return _computed(node, currency, context)
        case tree.Rounded(step=step):
            return None if _is_whole_step(step, currency) else node
        case tree.Choice(then=then, otherwise=otherwise):
            return _first((then, otherwise), currency, context)
        case tree.Match(cases=cases):
            return _first(tuple(case.value for case in cases), currency, context)
        case tree.Quantified(body=body, if_none=if_none):
            return _first(tuple(one for one in (body, if_none) if one is not None), currency, context)
        case tree.Phrase(word="larger" | "smaller", arguments=arguments):
            return _first(arguments, currency, context)
        case tree.Refer() | tree.OfOne() | tree.AsOfDay():
            return None  # a fact, or a value that another rule states in whole units
        case tree.Bands() | tree.Phrase():
            return None
        case tree.ThingAt() | tree.Today() | tree.AsOf() | tree.Several():  # never money
            return None
        case never:
            assert_never(never)


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


def _is_whole_step(step: tree.Expression | None, currency: str) -> bool:
    """Whether multiples of the step are whole units; a step that a rule states is."""
    while isinstance(step, tree.Bracketed):
        step = step.inner
    if isinstance(step, tree.MoneyAmount) or (isinstance(step, tree.Number) and not step.percent):
        return (Fraction(step.digits) / minor_unit(currency)).denominator == 1
    return True
