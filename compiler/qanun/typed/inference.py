"""What the parts of the type checker share: infer a type, require one, apply an operator."""

from abc import ABC, abstractmethod
from collections.abc import Sequence

from attrs import define

from qanun.diagnostics.nearest import nearest
from qanun.diagnostics.spelling import respelt
from qanun.resolved.declare import Placed
from qanun.resolved.kinds import hint
from qanun.resolved.states import state_advice
from qanun.resolved.walk import asked_name
from qanun.syntax import tree
from qanun.typed import kinds
from qanun.typed.agree import agrees, may_be_none, spoken, strip
from qanun.typed.context import Context
from qanun.typed.operators import operator, result
from qanun.typed.references import listed
from qanun.typed.rows import cell_of
from qanun.typed.types import (
    BROKEN,
    INTEGER,
    MIXED_DURATION,
    NUMBER,
    YES_NO,
    DurationType,
    MoneyType,
    OneOfType,
    Type,
)
from qanun.typed.wording import instead, joined, one_unit, wanted_here


@define(eq=False)
class Inference(ABC):
    """Finds the types of expressions and writes them into the tables of its context."""

    context: Context

    @abstractmethod
    def infer(self, node: tree.Expression, expected: Type | None = None) -> Type:
        """The type of an expression. `expected` helps to read bare words; the caller judges the result."""

    @abstractmethod
    def aside(self, placed: Placed) -> "Inference":
        """The same in the place of another item, whose mistakes are not reported from here."""

    def require(self, node: tree.Expression, wanted: Type) -> Type:
        """Infer, and report what does not agree with `wanted`."""
        found = self.infer(node, wanted)
        if agrees(found, wanted):
            if found == INTEGER and strip(wanted) == NUMBER:
                self.context.typed.to_number.add(node)
            return found
        if may_be_none(found) and agrees(strip(found), wanted):
            return self.is_maybe_none(node)
        return self.mismatch(node, found, wanted)

    def condition(self, node: tree.Expression) -> None:
        """Require a yes or no."""
        found = self.infer(node, YES_NO)
        if agrees(strip(found), YES_NO):
            if may_be_none(found):
                self.is_maybe_none(node)
            return
        self.context.report(kinds.WRONG_TYPE, node.span, found=spoken(found), wanted="a condition")

    def definite(self, node: tree.Expression, expected: Type | None = None) -> Type:
        """Infer, and report what may be none."""
        found = self.infer(node, expected)
        return self.is_maybe_none(node) if may_be_none(found) else found

    def is_maybe_none(self, node: tree.Expression) -> Type:
        place = cell_of(node, self.context.placed.item)
        return self.context.report(kinds.MAY_BE_NONE, place, what=node.span.words)

    def mismatch(self, node: tree.Expression, found: Type, wanted: Type) -> Type:
        """Report the one type where another is needed, in the words of its kind."""
        one, other = strip(found), strip(wanted)
        if one == MIXED_DURATION:
            return self.context.report(kinds.MIXED_UNITS, node.span, duration=f"`{node.span.words}`")
        if isinstance(one, DurationType) and isinstance(other, DurationType):
            return self.context.report(kinds.UNITS, node.span, left=spoken(one), right=spoken(other))
        if isinstance(one, MoneyType) and isinstance(other, MoneyType):
            return self.context.report(kinds.CURRENCIES, node.span, left=one, right=other)
        remedy, fix = wanted_here(node, wanted)
        return self.context.report(
            kinds.WRONG_TYPE, node.span, fix=fix, found=spoken(found), wanted=spoken(wanted), remedy=remedy
        )

    def apply(
        self, node: tree.Expression, written: str, operands: Sequence[tree.Expression], found: Sequence[Type]
    ) -> Type | None:
        """Choose a row for a node, integers made numbers where only then it fits; None: it does not."""
        row = operator(written)
        made = result(row, found)
        if made is None and NUMBER not in found and row not in ("/", "*"):
            return None
        if made is None:
            widened = [NUMBER if one == INTEGER else one for one in found]
            made = result(row, widened)
            if made is None:
                return None
            self.context.typed.to_number.update(
                operand for operand, one in zip(operands, found, strict=True) if one == INTEGER
            )
        self.context.typed.operators[node] = row
        return made

    def amount(self, kind: str, node: tree.Expression, found: Type, mixed: bool = False) -> bool:
        """Whether a fine is money and any other penalty a duration; months with days only if `mixed`."""
        if found == MIXED_DURATION and not mixed:
            self.mismatch(node, found, found)
            return False
        fits = isinstance(found, MoneyType if kind == "fine" else DurationType)
        if not fits and found != BROKEN:
            wanted = "a sum of money" if kind == "fine" else "a duration"
            self.context.report(kinds.WRONG_TYPE, node.span, found=spoken(found), wanted=wanted)
        return fits

    def no_row(
        self, node: tree.Expression, shown: str, operands: Sequence[tree.Expression], found: Sequence[Type]
    ) -> Type:
        """Report why two operands cannot be joined; one that is not written has a type and no operand."""
        if BROKEN in found:
            return BROKEN
        left, right = found[0], found[1]
        written = tuple(zip(operands, found[: len(operands)], strict=True))
        for operand, one in written:
            if one == MIXED_DURATION:
                return self.mismatch(operand, one, one)
            if may_be_none(one) and shown not in ("=", "!="):
                return self.is_maybe_none(operand)
        one, other = strip(left), strip(right)
        if isinstance(one, DurationType) and isinstance(other, DurationType) and one != other:
            remedy = one_unit(operands)
            return self.context.report(
                kinds.UNITS, node.span, left=spoken(one), right=spoken(other), remedy=remedy
            )
        if isinstance(one, MoneyType) and isinstance(other, MoneyType) and one != other:
            return self.context.report(kinds.CURRENCIES, node.span, left=one, right=other)
        remedy, fix = instead(shown, written)
        if shown == "is" and (advice := self._no_state(operands)):
            remedy, fix = advice, None
        return self.context.report(
            kinds.OPERANDS,
            node.span,
            fix=fix,
            done=joined(shown),
            left=spoken(left),
            right=spoken(right),
            remedy=remedy,
        )

    def _no_state(self, operands: Sequence[tree.Expression]) -> str:
        """What to ask of a norm instead of whether it is a value; nothing where it is no norm."""
        asked, word = (asked_name(operand) for operand in operands[:2])
        norm = self.context.resolved.target(asked)
        return "" if norm is None or not norm.is_norm or word is None else state_advice(str(word), norm)[0]

    def option(self, name: tree.Name, of: Type) -> str | None:
        """The option of a one-of type that a name stands for; another is reported."""
        type_ = strip(of)
        target = self.context.resolved.target(name)
        if not isinstance(type_, OneOfType):
            return None
        word = target.short if target is not None else name.parts[-1]
        other = target is not None and self.context.declared(target) != type_
        if word in type_.options and not other:
            self.context.typed.values[name] = word
            return word
        if target is not None or len(name.parts) == 1:
            near = nearest(word, type_.options)
            fix = respelt(name.span, word, near, type_.options)
            self.context.report(
                kinds.NO_OPTION,
                name.span,
                fix=fix,
                name=name,
                type=f"`{type_}`",
                options=listed(type_),
                nearest=hint(near),
            )
        return None
