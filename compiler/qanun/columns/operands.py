"""What an operator is applied to in columns, and how what is undecided passes through it."""

from collections.abc import Callable, Sequence
from typing import Any

from attrs import frozen

from qanun.columns import plan
from qanun.columns.agreement import Share
from qanun.columns.found import Bits, Found, joined_bits, joined_names, masked
from qanun.columns.plan import FALSE, Expr
from qanun.columns.sorts import NotInColumns, Sort
from qanun.runtime.operators.operator_rows import ROW_OF


@frozen(eq=False)
class Operands:
    """What an operator is applied to, and what is needed to say so."""

    operator: str
    parts: Sequence[Found]
    bits: Bits
    share: Share

    def fixed(self, place: int) -> Any:
        """An operand that does not hang on the case."""
        found = self.parts[place].fixed
        if found is None:
            raise NotInColumns(f"{self.operator!r} with what only the case tells")
        return found[0]

    def made(
        self,
        *values: Expr,
        sort: Sort,
        fails: Expr = FALSE,
        may_be_none: bool = False,
        lost: bool = False,
    ) -> Found:
        """What has a value where all operands have, unless it fails; `lost`: it is NULL then already."""
        row = ROW_OF[self.operator]
        lacking_none = [
            part
            for place, part in enumerate(self.parts)
            if part.may_be_none and not row.takes_none(place, len(self.parts))
        ]
        can_fail = fails != FALSE or bool(lacking_none)
        if fails != FALSE and not lost:
            values = tuple(plan.choice((fails, plan.null(v.type)), otherwise=v) for v in values)
        bits, parts = self.bits, self.parts
        if may_be_none:
            return self._perhaps_none(values, sort, fails, lacking_none)
        first, *others = values
        if joined_bits(parts) or can_fail:
            first = self.share(first)
        mask = masked(first, parts)
        more = 0
        if can_fail:
            lacking = plan.either_bits(*(part.mask for part in parts))
            zero = plan.literal(0, lacking.type)
            fault = bits.mask(bits.fault)
            undecided_ = plan.compared("<>", lacking, zero)
            mask = plan.choice((plan.is_there(first), zero), (undecided_, lacking), otherwise=fault)
            more = bits.fault
        names = None if more else joined_names(parts)
        return Found((first, *others), sort, mask, joined_bits(parts) | more, names=names)

    def _perhaps_none(
        self, values: Sequence[Expr], sort: Sort, fails: Expr, lacking_none: Sequence[Found]
    ) -> Found:
        """What may be none where all operands have a value: whether it has is for the operands to tell."""
        bits, parts = self.bits, self.parts
        open_ = plan.some(*(part.open for part in parts))
        absent = plan.some(fails, *(part.none for part in lacking_none))
        lacking = plan.either_bits(*(part.mask for part in parts))
        missing = plan.some(open_, absent)
        kept = tuple(plan.choice((missing, plan.null(v.type)), otherwise=v) for v in values)
        mask = plan.choice((open_, lacking), (absent, bits.mask(bits.fault)), otherwise=bits.mask(0))
        more = bits.fault if absent != FALSE else 0
        names = None if more else joined_names(parts)
        return Found(kept, sort, mask, joined_bits(parts) | more, True, names)


Applied = Callable[[Operands], Found]
