"""How mistakes of types are told: what was tried of what, and what to write instead."""

from collections.abc import Sequence
from typing import assert_never

from qanun.diagnostics.model import Fix
from qanun.resolved.walk import unbracketed
from qanun.syntax import tree
from qanun.typed.agree import spoken, strip
from qanun.typed.types import (
    DATE,
    INTEGER,
    MOMENT,
    NUMBER,
    TEXT,
    YES_NO,
    DurationType,
    ListType,
    MoneyType,
    OneOfType,
    OrNone,
    RecordType,
    SetType,
    Simple,
    Type,
)

_DONE = {
    "+": "added to",
    "-": "lessened by",
    "*": "multiplied by",
    "/": "divided by",
    "contains": "asked whether it contains",
    "in": "looked for in",
    "overlap": "asked whether it overlaps",
    "clipped to": "clipped to",
    "in common with": "held against",
    "together with": "joined in one list with",
    "rounded to": "rounded to",
    "allows": "asked whether it allows",
}
Written = Sequence[tuple[tree.Expression, Type]]


def joined(operator: str) -> str:
    """What an operator does with its two sides, after "cannot be"."""
    return _DONE.get(operator, "compared with")


def instead(operator: str, written: Written) -> tuple[str, Fix | None]:
    """What to write in the place of two that do not belong together, or of one that belongs nowhere; and the
    change where it is sure."""
    if len(written) == 1:
        return "give it a number", None
    (left, one), (right, other) = written[0], written[1]
    for node, type_, text in ((right, strip(one), strip(other)), (left, strip(other), strip(one))):
        literal = unbracketed(node)
        if text == TEXT and isinstance(literal, tree.TextLiteral):
            if isinstance(type_, OneOfType) and literal.value in type_.options:
                return _without_quotes(node, literal.value)
            if type_ == YES_NO and literal.value in ("yes", "no"):
                return _without_quotes(node, literal.value)
    types = {strip(one), strip(other)}
    if operator == "is" and strip(one) == YES_NO:
        return f"if it is the value of the rule, give it on a line of its own: `is {right.span.words}`", None
    if counted := _counted(left, one, right, other) or _counted(right, other, left, one):
        return counted
    if operator in "+-" and types & {INTEGER, NUMBER}:
        if DATE in types:
            return "say what is counted: `6 days`, `6 months`", None
        if MOMENT in types:
            return "say what is counted: `6 hours`", None
    if strip(one) == strip(other) and operator in ("=", "!=", "is", "in"):
        return "ask what they hold: `count of`, or `every x in … satisfies …`", None
    money = next((type_ for type_ in types if isinstance(type_, MoneyType)), None)
    if money is not None and types & {INTEGER, NUMBER}:
        return f"write both in {money.currency}, or both as plain numbers", None
    if types == {DATE, MOMENT}:
        return "write `date of` before the moment", None
    return "make both of one kind", None


_UNIT_OF = {"full years in": "years", "full months in": "months", "days in": "days"}


def _counted(
    node: tree.Expression, type_: Type, literal: tree.Expression, other: Type
) -> tuple[str, Fix | None] | None:
    """What to write in the place of `18 years` beside an age, or of `2` beside what is counted in a unit."""
    inner, against = unbracketed(node), unbracketed(literal)
    if strip(type_) == INTEGER and isinstance(other, DurationType):
        if not (isinstance(inner, tree.Phrase) and inner.word == "age"):
            return None
        years = against.parts if isinstance(against, tree.DurationText) else ()
        if len(years) == 1 and years[0][1] == "years":
            meant = str(years[0][0])
            fix = Fix(literal.span, meant, f"write `{meant}`")
            return f"an age is a number of full years: write `{meant}`", fix
        return "an age is a number of full years, such as `18`", None
    if isinstance(type_, DurationType) and strip(other) == INTEGER and isinstance(against, tree.Number):
        word = inner.word if isinstance(inner, tree.Phrase) else ""
        days = isinstance(inner, tree.Arithmetic) and type_.unit != "months"
        unit = _UNIT_OF.get(word) or (type_.unit if days else None)
        if unit is not None:
            meant = f"{literal.span.words} {unit}"
            return f"say what is counted: `{meant}`", Fix(literal.span, meant, f"write `{meant}`")
        return f"say what is counted, such as `{literal.span.words} {type_.unit}`", None
    return None


def _without_quotes(node: tree.Expression, word: str) -> tuple[str, Fix]:
    return f"write it without quotes: `{word}`", Fix(node.span, word, f"write `{word}`")


def one_unit(operands: Sequence[tree.Expression]) -> str:
    """What to write instead of days between two dates set against months or years, as for an age."""
    for operand in map(unbracketed, operands):
        if isinstance(operand, tree.Arithmetic) and operand.operator == "-":
            later, earlier = operand.left.span.words, operand.right.span.words
            days = f"`{earlier} + 18 years <= {later}`"
            return f"compare two days, such as {days}, or ask for `age of {earlier} on {later}`"
    return "state both in one unit, or count both from a day"


def wanted_here(node: tree.Expression, wanted: Type) -> tuple[str, Fix | None]:
    """What to write where a value of this type is needed, and the change where it is sure."""
    number = isinstance(unbracketed(node), tree.Number)
    match strip(wanted):
        case MoneyType(currency=currency) if number:
            meant = f"{node.span.words} {currency}"
            return f"write the currency behind it: `{meant}`", Fix(node.span, meant, f"write `{meant}`")
        case MoneyType(currency=currency):
            return f"write a sum, such as `200 {currency}`", None
        case DurationType(unit=unit) if number:
            meant = f"{node.span.words} {unit}"
            return f"write what is counted: `{meant}`", Fix(node.span, meant, f"write `{meant}`")
        case DurationType(unit=unit):
            return f"write a duration, such as `30 {unit}`", None
        case Simple() as simple:
            return f"write {_EXAMPLES.get(simple, spoken(wanted))}", None
        case SetType() | ListType() | OneOfType() | RecordType() | OrNone():
            return f"write {spoken(wanted)}", None
        case never:
            assert_never(never)


_EXAMPLES = {
    DATE: "a date, such as `2012-03-01`",
    MOMENT: "a moment, such as `2012-03-01 10:00 Asia/Baku`",
    YES_NO: "a condition",
}
