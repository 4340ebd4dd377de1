"""Comparison, arithmetic and the built-in phrases."""

from collections.abc import Callable
from fractions import Fraction

from qanun.resolved.walk import unbracketed
from qanun.runtime.operators.operator_rows import OperatorName
from qanun.syntax import tree
from qanun.typed import kinds, value_kinds
from qanun.typed.agree import may_be_none, spoken, strip
from qanun.typed.amounts import amount_of
from qanun.typed.inference import Inference
from qanun.typed.literals import commas_in_list
from qanun.typed.operators import DAYS, HOURS, MONTHS, OPERATORS, operator
from qanun.typed.types import (
    BROKEN,
    DATE,
    INTEGER,
    MIXED_DURATION,
    MOMENT,
    NUMBER,
    PERIOD,
    TEXT,
    YES_NO,
    DurationType,
    ListType,
    MoneyType,
    OrNone,
    SetType,
    Type,
)


def compare(node: tree.Compare, with_: Inference) -> Type:
    """yes/no, with the row that compares."""
    match node.operator:
        case "in" if isinstance(node.right, tree.Several):
            _in_several(node, node.right, with_)
        case "in" | "contains":
            _membership(node, with_)
        case "overlap":
            for side in (node.left, node.right):
                with_.require(side, PERIOD)
            with_.context.typed.operators[node] = "overlap"
        case "=" | "!=" if isinstance(node.right, tree.NoneLiteral):
            asked_for_none(node.left, with_)
            with_.infer(node.right)
            with_.context.typed.operators[node] = node.operator
        case operator:
            left, right = _pair(node.left, node.right, with_)
            if with_.apply(node, operator, (node.left, node.right), (left, right)) is None:
                with_.no_row(node, operator, (node.left, node.right), (left, right))
    return YES_NO


def asked_for_none(subject: tree.Expression, with_: Inference) -> None:
    """Infer what is asked whether it is none; what never is none is reported."""
    known, with_.context.known = with_.context.known, frozenset()
    found = with_.infer(subject)
    with_.context.known = known
    if not may_be_none(found) and found != BROKEN:
        words = subject.span.words
        with_.context.report(kinds.NEVER_NONE, subject.span, what=words, type=str(found))


def same(node: tree.Is, left: tree.Expression, right: tree.Expression, with_: Inference) -> None:
    """`X is V`: both of one type."""
    found = _pair(left, right, with_)
    if with_.apply(node, "=", (left, right), found) is None:
        with_.no_row(node, "is", (left, right), found)


def _pair(left: tree.Expression, right: tree.Expression, with_: Inference) -> tuple[Type, Type]:
    """The types of two that belong together; a bare word is read by the type of the other."""
    if _is_bare(left, with_) and not _is_bare(right, with_):
        second = with_.infer(right)
        return with_.infer(left, strip(second)), second
    first = with_.infer(left)
    return first, with_.infer(right, strip(first))


def _is_bare(node: tree.Expression, with_: Inference) -> bool:
    inner = unbracketed(node)
    return isinstance(inner, tree.Refer) and inner.name in with_.context.resolved.unresolved


def _in_several(node: tree.Compare, several: tree.Several, with_: Inference) -> None:
    left = with_.infer(node.left)
    commas_in_list(several.items, with_.context)
    for item in several.items:
        found = with_.infer(item, strip(left))
        if with_.apply(node, "=", (node.left, item), (left, found)) is None:
            with_.no_row(item, "in", (node.left, item), (left, found))
    with_.context.set_type(several, BROKEN if left == BROKEN else SetType(strip(left)))
    with_.context.typed.operators[node] = "="


def _membership(node: tree.Compare, with_: Inference) -> None:
    group, member = (node.left, node.right) if node.operator == "contains" else (node.right, node.left)
    whole = with_.definite(group)
    if isinstance(whole, SetType):
        with_.require(member, whole.element)
        with_.context.typed.operators[node] = "has member"
    elif whole == PERIOD and node.operator == "contains":
        with_.require(member, DATE)
        with_.context.typed.operators[node] = "contains"
    elif whole != BROKEN:
        found = with_.infer(member)
        with_.no_row(node, node.operator, (node.left, node.right), _in_order(node, whole, found))


def _in_order(node: tree.Compare, whole: Type, member: Type) -> tuple[Type, Type]:
    return (whole, member) if node.operator == "contains" else (member, whole)


def between(node: tree.Between, with_: Inference) -> Type:
    """yes/no; the row "<=" is applied twice."""
    subject = with_.infer(node.subject)
    for end in (node.low, node.high):
        found = with_.infer(end)
        operands, types_ = (node.subject, end), (subject, found)
        if with_.apply(node, "<=", operands, types_) is None:
            with_.no_row(node, "between", operands, types_)
            break
    return YES_NO


# --- arithmetic -------------------------------------------------------------------------------------------


def arithmetic(node: tree.Arithmetic, with_: Inference) -> Type:
    """The type of the result, with the row that the operands choose."""
    left, right = with_.definite(node.left), with_.definite(node.right)
    if BROKEN in (left, right):
        return BROKEN
    if node.operator in "+-":
        moved = _calendar(node, left, right, with_)
        if moved is not None:
            return moved
    if MIXED_DURATION in (left, right):
        mixed = node.left if left == MIXED_DURATION else node.right
        return with_.context.report(kinds.MIXED_UNITS, mixed.span, duration=f"`{mixed.span.words}`")
    if node.operator == "/" and left == right and left in (HOURS, DAYS, MONTHS):
        with_.context.typed.operators[node] = "ratio"
        return NUMBER
    made = with_.apply(node, node.operator, (node.left, node.right), (left, right))
    if made is None:
        return with_.no_row(node, node.operator, (node.left, node.right), (left, right))
    return made


def _calendar(node: tree.Arithmetic, left: Type, right: Type, with_: Inference) -> Type | None:
    """Days of the calendar and moments; None where neither is there."""
    typed, plus = with_.context.typed, node.operator == "+"
    if not plus and (left, right) in ((DATE, DATE), (MOMENT, MOMENT)):
        typed.operators[node] = "days between" if left == DATE else "hours between"
        return DAYS if left == DATE else HOURS
    start, length, duration = left, right, node.right
    if plus and right == DATE and isinstance(left, DurationType):
        start, length, duration = right, left, node.left
    if not isinstance(length, DurationType) or start not in (DATE, MOMENT):
        return None
    if start == MOMENT:
        if length == HOURS:
            return None
        return with_.context.report(kinds.DAYS_TO_MOMENT, node.span, duration=spoken(length))
    if length == HOURS:
        return with_.context.report(kinds.HOURS_TO_DATE, node.span)
    if length == MIXED_DURATION and not isinstance(unbracketed(duration), tree.DurationText):
        return with_.context.report(kinds.MIXED_UNITS, duration.span, duration=f"`{duration.span.words}`")
    typed.operators[node] = "date plus" if plus else "date minus"
    return DATE


def negative(node: tree.Negative, with_: Inference) -> Type:
    """The type of what is negated."""
    found = with_.definite(node.part)
    made = with_.apply(node, "negate", (node.part,), (found,))
    if made is None:
        return with_.context.report(
            kinds.WRONG_TYPE, node.span, found=spoken(found), wanted="a number, a sum of money or a duration"
        )
    return made


def rounded(node: tree.Rounded, with_: Inference) -> Type:
    """Money stays money; a number takes the type of the step, which is a whole one where none is written."""
    found = with_.definite(node.inner)
    step = INTEGER if node.step is None else with_.definite(node.step)
    if found == INTEGER:
        found = NUMBER
        with_.context.typed.to_number.add(node.inner)
    operands = (node.inner,) if node.step is None else (node.inner, node.step)
    with_.context.rounded.append(node)
    made = with_.apply(node, "rounded", operands, (found, TEXT, step))
    if made is None:
        return with_.no_row(node, "rounded to", operands, (found, step))
    written = None if node.step is None else amount_of(node.step)
    if node.step is not None and isinstance(written, Fraction) and written <= 0:
        return with_.context.report(
            value_kinds.STEP_NOT_ABOVE_ZERO, node.step.span, step=node.step.span.words
        )
    return made


# --- phrases ----------------------------------------------------------------------------------------------


Simplest = tuple[OperatorName, tuple[Type, ...], Type]


def _simple() -> dict[str, Simplest]:
    """The phrases that say just a row: its name, what it wants of the drafter, what it makes.

    The texts among a row's operands (the law's time zone, its rounding) are added by lowering.
    """
    found: dict[str, Simplest] = {}
    for row in OPERATORS.values():
        operands, made = row.forms[0]
        plain = tuple(one for one in operands if isinstance(one, Type) and one != TEXT)
        if (
            len(row.forms) == 1
            and isinstance(made, Type)
            and len(plain) == len(operands) - operands.count(TEXT)
        ):
            found[row.name] = (row.name, plain, made)
    return found


_SIMPLE: dict[str, Simplest] = {
    **_simple(),
    "age": ("age of", (DATE, DATE), INTEGER),
    "period": ("period", (DATE, OrNone(DATE)), PERIOD),
}


def phrase(node: tree.Phrase, with_: Inference) -> Type:
    """The type of a built-in phrase, with its row; `due`, `end` and `allows` are not among them."""
    if node.word in _CHOOSING:
        return _chosen(node, with_)
    if node.word in _OTHERS:
        return _OTHERS[node.word](node, with_)
    row, wanted, made = _SIMPLE[node.word]
    for argument, type_ in zip(node.arguments, wanted, strict=True):
        with_.require(argument, type_)
    with_.context.typed.operators[node] = row
    return made


_CHOOSING = {"later", "earlier", "larger", "smaller"}


def _chosen(node: tree.Phrase, with_: Inference) -> Type:
    """The later, earlier, larger or smaller of several."""
    row = f"{node.word} of"
    if len(node.arguments) > 2:
        commas_in_list(node.arguments, with_.context)
    first, *rest = node.arguments
    made = with_.infer(first)
    numbers = [first]
    for argument in rest:
        found = with_.infer(argument)
        joined = with_.apply(node, row, (first, argument), (made, found))
        if joined is None:
            return with_.no_row(node, f"the {row}", (first, argument), (made, found))
        numbers.append(argument)
        made = joined
    if made == NUMBER:
        typed = with_.context.typed
        typed.to_number.update(one for one in numbers if typed.types.get(one) == INTEGER)
    return made


def _counted(node: tree.Phrase, with_: Inference) -> Type:
    return _of_many(node, "count of", "a set or a list", with_)


def _of_many(node: tree.Phrase, row: str, wanted: str, with_: Inference) -> Type:
    (many,) = node.arguments
    found = with_.definite(many)
    made = with_.apply(node, row, node.arguments, (found,))
    if made is None:
        return with_.context.report(kinds.WRONG_TYPE, many.span, found=spoken(found), wanted=wanted)
    return made


def _days_in(node: tree.Phrase, with_: Inference) -> Type:
    return _of_many(node, "days in", "a period or a list of periods", with_)


def _full_in(node: tree.Phrase, with_: Inference) -> Type:
    """Months or years of one period; several have no sum in months."""
    (many,) = node.arguments
    if with_.infer(many) == ListType(PERIOD):
        return with_.context.report(kinds.BROKEN_PERIODS, node.span, what=node.word)
    with_.require(many, PERIOD)
    with_.context.typed.operators[node] = operator(node.word)
    return MONTHS


def _clipped(node: tree.Phrase, with_: Inference) -> Type:
    """The part of a period in another, or none; of a list, what of each lies in it."""
    whole, to = node.arguments
    found = (with_.definite(whole), with_.definite(to))
    made = with_.apply(node, "clipped to", node.arguments, found)
    if made is None:
        return with_.no_row(node, "clipped to", node.arguments, found)
    return made


def _in_common(node: tree.Phrase, with_: Inference) -> Type:
    left, right = (with_.definite(argument) for argument in node.arguments)
    made = with_.apply(node, "in common", node.arguments, (left, right))
    if made is None:
        return with_.no_row(node, "in common with", node.arguments, (left, right))
    return made


def _together(node: tree.Phrase, with_: Inference) -> Type:
    left, right = (with_.definite(argument) for argument in node.arguments)
    made = with_.apply(node, "together with", node.arguments, (left, right))
    if made is None:
        return with_.no_row(node, "together with", node.arguments, (left, right))
    return made


_OTHERS: dict[str, Callable[[tree.Phrase, Inference], Type]] = {
    "count": _counted,
    "days in": _days_in,
    "full months in": _full_in,
    "full years in": _full_in,
    "clipped to": _clipped,
    "in common": _in_common,
    "together with": _together,
}


def is_measured(type_: Type) -> bool:
    """Whether things of the type can be summed: numbers, money, durations of one unit."""
    measured = isinstance(type_, MoneyType | DurationType) and type_ != MIXED_DURATION
    return measured or type_ in (INTEGER, NUMBER, BROKEN)
