"""What an expression of the core comes to in columns: a value, and one mask of what stands in its place.

Where there is a value, or it is none, the mask is 0. Else the value is NULL, and the bits of the mask are
the facts that are missing, whether there is a fault, a conflict, a silence; and `other`, where this cannot
be said in columns, so that the answer of a row that depends on it is left to the general evaluation.
"""

from collections.abc import Callable, Sequence

from attrs import evolve, frozen

from qanun.columns import plan, sums
from qanun.columns.plan import BIGINT, BOOLEAN, FALSE, TRUE, Expr
from qanun.columns.sorts import NOTHING, YES_NO, NotInColumns, Sort, number_type


@frozen(eq=False)
class Bits:
    """What the bits of masks stand for."""

    facts: tuple[str, ...]
    """By their attributes, in the order of the question."""

    @property
    def needs(self) -> int:
        return (1 << len(self.facts)) - 1

    @property
    def other(self) -> int:
        return 1 << len(self.facts)

    @property
    def fault(self) -> int:
        return self.other << 1

    @property
    def conflict(self) -> int:
        return self.other << 2

    @property
    def silent(self) -> int:
        return self.other << 3

    @property
    def type(self) -> str:
        return number_type(self.other << 4)

    def mask(self, bits: int) -> Expr:
        return plan.literal(bits, self.type)


class Named:
    """The values with which a fact is compared that has none of them."""

    def __init__(self) -> None:
        self.values: list[Found] = []


@frozen(eq=False)
class Found:
    """`bits` are all that the mask can have. `names` are the silences, or norms that pull apart, that can
    stand in its place; None where these do not tell. `low` and `high`: between what an integer lies
    that is undecided. `members`: of a set each value, with whether it is in it; `open_set`: more may be
    told of the set than that it is undecided. `fixed` is a value of the runtime, in a tuple, that does
    not hang on the case. `other_value`: it has another value than all with which it is compared."""

    parts: tuple[Expr, ...]
    sort: Sort
    mask: Expr
    bits: int = 0
    may_be_none: bool = False
    names: tuple[str, ...] | None = ()
    low: Expr | None = None
    high: Expr | None = None
    members: "tuple[tuple[Found, Found], ...] | None" = None
    open_set: bool = False
    fixed: tuple[object] | None = None
    other_value: "Named | None" = None

    @property
    def value(self) -> Expr:
        """Its one column."""
        if len(self.parts) != 1:
            raise NotInColumns(f"a {self.sort.name} in the place of one value")
        return self.parts[0]

    @property
    def open(self) -> Expr:
        """Whether it is undecided; never NULL."""
        if not self.bits:
            return FALSE
        if not self.may_be_none:
            return plan.is_null(self.parts[0])
        return plan.compared("<>", self.mask, plan.literal(0, self.mask.type))

    @property
    def none(self) -> Expr:
        """Whether it is decided that it is none; never NULL."""
        if not self.may_be_none:
            return FALSE
        if not self.bits:
            return plan.is_null(self.parts[0])
        return plan.every(plan.is_null(self.parts[0]), self.decided)

    @property
    def decided(self) -> Expr:
        return plan.negated(self.open) if self.open != FALSE else TRUE

    def without_more(self) -> "Found":
        """The same, with nothing told of what is undecided."""
        return evolve(self, low=None, high=None, members=None)


def masked(value: Expr, parts: Sequence[Found], more: Expr | None = None) -> Expr:
    """The mask of what has a value as soon as `value` is not NULL: else all that its parts lack."""
    masks = [part.mask for part in parts if part.bits]
    if more is not None:
        masks.append(more)
    if not masks:
        return plan.literal(0, parts[0].mask.type)
    lacking = plan.either_bits(*masks)
    zero = plan.literal(0, lacking.type)
    return plan.choice((plan.is_there(value), zero), otherwise=lacking)


def joined_bits(parts: Sequence[Found]) -> int:
    bits = 0
    for part in parts:
        bits |= part.bits
    return bits


def joined_names(parts: Sequence[Found]) -> tuple[str, ...] | None:
    """Those of parts; None where a part does not tell."""
    found: dict[str, None] = {}
    for part in parts:
        if part.names is None:
            return None
        found.update(dict.fromkeys(part.names))
    return tuple(found)


def truth(part: Found, bits: Bits) -> Found:
    """What is asked for yes or no. One that is none is left to the general evaluation."""
    if part.sort.name == "nothing":
        if not part.may_be_none:
            return evolve(part, sort=YES_NO, parts=(plan.null(BOOLEAN),))
        raise NotInColumns("none in the place of yes or no")
    if part.sort.name != "yes/no":
        raise NotInColumns(f"a {part.sort.name} in the place of yes or no")
    if not part.may_be_none:
        return part
    mask = plan.choice((part.none, bits.mask(bits.other)), otherwise=part.mask)
    return evolve(part, mask=mask, bits=part.bits | bits.other, may_be_none=False, names=None)


def conjunction(parts: Sequence[Found], bits: Bits) -> Found:
    """No if a part is no; yes if all are; else undecided, by all that the undecided parts lack."""
    return _kleene(parts, bits, plan.every, FALSE)


def disjunction(parts: Sequence[Found], bits: Bits) -> Found:
    return _kleene(parts, bits, plan.some, TRUE)


def _kleene(parts: Sequence[Found], bits: Bits, joined: Callable[..., Expr], strong: Expr) -> Found:
    asked = [truth(part, bits) for part in parts]
    if any(part.parts[0] == strong for part in asked):
        return yes_no(strong, bits)
    weak = plan.negated(strong)
    asked = [part for part in asked if part.parts[0] != weak]
    if len(asked) == 1:
        return asked[0]
    value = joined(*(part.value for part in asked))
    if not asked or not joined_bits(asked):
        return yes_no(value, bits)
    return Found((value,), YES_NO, masked(value, asked), joined_bits(asked), names=joined_names(asked))


def negation(part: Found, bits: Bits) -> Found:
    asked = truth(part, bits)
    fixed = None if asked.fixed is None else (not asked.fixed[0],)
    return evolve(asked, parts=(plan.negated(asked.value),), fixed=fixed)


def yes_no(value: Expr, bits: Bits) -> Found:
    """A yes or no that is never undecided."""
    fixed = (value.value,) if plan.is_literal(value) else None
    return Found((value,), YES_NO, bits.mask(0), fixed=fixed)


def undecided(bit: int, bits: Bits, names: tuple[str, ...] | None = ()) -> Found:
    """What never has a value."""
    return Found((plan.null(BOOLEAN),), NOTHING, bits.mask(bit), bit, names=names)


def how_many(parts: Sequence[Found], bits: Bits) -> Found:
    """How many are yes; while some are undecided, between how many."""
    asked = [truth(part, bits) for part in parts]
    one, zero = plan.literal(1), plan.literal(0)
    low = high = zero
    for part in asked:
        low = sums.added(low, plan.choice((part.value, one), otherwise=zero))
        possible = plan.some(part.value, part.open)
        high = sums.added(high, plan.choice((possible, one), otherwise=zero))
    sort = Sort("integer", most=len(asked))
    open_ = plan.some(*(part.open for part in asked))
    if open_ == FALSE:
        return Found((low,), sort, bits.mask(0))
    value = plan.choice((open_, plan.null(BIGINT)), otherwise=low)
    mask = plan.either_bits(*(part.mask for part in asked if part.bits))
    return Found((value,), sort, mask, joined_bits(asked), names=joined_names(asked), low=low, high=high)
