"""What an expression of the core comes to in columns: a value, and one mask of what stands in its place.

Where there is a value, or it is none, the mask is 0. Else the value is NULL, and the bits of the mask are
the facts that are missing, whether there is a fault, a conflict, a silence; and `other`, where this cannot
be said in columns, so that the answer of a row that depends on it is left to the general evaluation.
"""

from collections.abc import Callable, Sequence
from typing import Literal

from attrs import evolve, frozen

from qanun.columns import plan
from qanun.columns.plan import BIGINT, BOOLEAN, DATE, FALSE, HUGEINT, TIMESTAMP, TRUE, VARCHAR, Expr

SortName = Literal[
    "yes/no",
    "integer",
    "number",
    "money",
    "date",
    "moment",
    "hours",
    "days",
    "months",
    "text",
    "period",
    "limit",
    "record",
    "list",
    "set",
    "nothing",
]
NUMBERS = frozenset({"integer", "number", "money", "hours", "days", "months"})


class NotInColumns(Exception):
    """What is not said in columns, and why."""


@frozen
class Sort:
    """What columns stand for. Options, countries, bodies, states and what only the law writes are texts.

    A number is a count of parts, `per` of which are one; `of` is the currency, or the Python class; `most`
    is the greatest count, above or below 0. A period is two days, its end and whether it is running; a
    limit is where it ends and whether that is in time.
    """

    name: SortName
    of: str = ""
    per: int = 1
    most: int = 0
    element: "Sort | None" = None
    shape: "object | None" = None
    """Of a record, as the table has it."""

    @property
    def type(self) -> str:
        """The type of its one column."""
        match self.name:
            case "yes/no":
                return BOOLEAN
            case "date":
                return DATE
            case "moment":
                return TIMESTAMP
            case "text":
                return VARCHAR
            case "set":
                return f"{VARCHAR}[]"
            case "integer" | "number" | "money" | "hours" | "days" | "months":
                return number_type(self.most)
            case "period" | "limit" | "nothing" | "record" | "list":
                raise NotInColumns(f"a {self.name} in one column")


def none_of(name: str) -> str:
    """The column that says that a fact is none."""
    return f"{name}_is_none"


def parts_of(name: str, sort: Sort) -> list[tuple[str, str]]:
    """The columns of a value inside, each with its type."""
    if sort.name == "period":
        return [(name, DATE), (f"{name} to", DATE)]
    if sort.name == "limit":
        return [(name, DATE if sort.of == "date" else TIMESTAMP), (f"{name} included", BOOLEAN)]
    if sort.name == "nothing":
        return [(name, BOOLEAN)]
    return [(name, sort.type)]


def number_type(most: int) -> str:
    """The type that holds whole numbers up to this."""
    if most < 2**62:
        return BIGINT
    if most < 2**126:
        return HUGEINT
    raise NotInColumns("numbers so large")


YES_NO, TEXT, DAY, MOMENT = Sort("yes/no"), Sort("text"), Sort("date"), Sort("moment")
NOTHING = Sort("nothing")


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
        low = plan.added(low, plan.choice((part.value, one), otherwise=zero))
        possible = plan.some(part.value, part.open)
        high = plan.added(high, plan.choice((possible, one), otherwise=zero))
    sort = Sort("integer", most=len(asked))
    open_ = plan.some(*(part.open for part in asked))
    if open_ == FALSE:
        return Found((low,), sort, bits.mask(0))
    value = plan.choice((open_, plan.null(BIGINT)), otherwise=low)
    mask = plan.either_bits(*(part.mask for part in asked if part.bits))
    return Found((value,), sort, mask, joined_bits(asked), names=joined_names(asked), low=low, high=high)


# --- numbers ----------------------------------------------------------------------------------------------


def in_parts(found: Found, per: int) -> Expr:
    """A number as a count of finer parts."""
    return in_parts_of(found.value, found.sort, per)


def in_parts_of(value: Expr, sort: Sort, per: int) -> Expr:
    factor = per // sort.per
    type_ = number_type(sort.most * factor)
    if plan.is_null_literal(value):
        return plan.null(type_)
    return plan.times(plan.cast(value, type_), plan.literal(factor, type_))


# --- one sort for several ---------------------------------------------------------------------------------


def together(parts: Sequence[Found]) -> list[Found]:
    """Several as of one sort, so that one may stand in the place of another."""
    typed = [part for part in parts if part.sort.name != "nothing"]
    if not typed:
        return list(parts)
    sort = typed[0].sort
    for part in typed[1:]:
        sort = common(sort, part.sort)
    return [as_sort(part, sort) for part in parts]


def common(one: Sort, other: Sort) -> Sort:
    """The sort that holds both."""
    from math import lcm

    if one == other:
        return one
    if one.name in NUMBERS and other.name in NUMBERS:
        if one.name != other.name and {one.name, other.name} != {"integer", "number"}:
            raise NotInColumns(f"{one.name} beside {other.name}")
        per = lcm(one.per, other.per)
        most = max(one.most * (per // one.per), other.most * (per // other.per))
        name = one.name if one.name == other.name else "number"
        return Sort(name, one.of, per, most)
    raise NotInColumns(f"{one.name} {one.of} beside {other.name} {other.of}")


def as_sort(part: Found, sort: Sort) -> Found:
    if part.sort == sort:
        return part
    if part.sort.name == "nothing":
        nulls = tuple(plan.null(type_) for _, type_ in parts_of("", sort))
        return evolve(part, parts=nulls, sort=sort)
    value = plan.cast(in_parts(part, sort.per), sort.type)
    return evolve(part, parts=(value,), sort=sort)


def equal(one: Found, other: Found) -> Expr:
    """Whether two that are decided are the same; none like any other. Never NULL."""
    one, other = together([one, other])
    if one.sort.name in ("record", "list"):
        raise NotInColumns(f"whether two {one.sort.name}s are the same")
    return plan.every(*(plan.same(a, b) for a, b in zip(one.parts, other.parts, strict=True)))


def chosen(condition: Found, then: Found, otherwise: Found, bits: Bits) -> Found:
    """The branch that the condition chooses; where it is undecided, the value on which both agree."""
    asked = truth(condition, bits)
    if plan.is_literal(asked.value):
        return then if asked.value.value else otherwise
    then, otherwise = together([then, otherwise])
    yes = asked.value
    if not asked.bits:
        return _plainly(yes, then, otherwise)
    both = plan.every(then.decided, otherwise.decided, equal(then, otherwise))
    no = plan.negated(yes)
    parts = tuple(
        plan.choice((yes, a), (no, b), (both, a), otherwise=plan.null(a.type))
        for a, b in zip(then.parts, otherwise.parts, strict=True)
    )
    lacking = plan.either_bits(asked.mask, *(p.mask for p in (then, otherwise) if p.bits))
    alike, surely = _alike(then, otherwise, bits)
    mask = plan.choice(
        (yes, then.mask), (no, otherwise.mask), (both, bits.mask(0)), (alike, surely), otherwise=lacking
    )
    found = (asked, then, otherwise)
    low, high = _spanned(asked, then, otherwise)
    return Found(
        parts,
        then.sort,
        mask,
        joined_bits(found) | (bits.other if alike != FALSE else 0),
        then.may_be_none or otherwise.may_be_none,
        None if alike != FALSE else joined_names(found),
        low=low,
        high=high,
        open_set=then.sort.name == "set",
    )


def _plainly(yes: Expr, then: Found, otherwise: Found) -> Found:
    parts = tuple(
        plan.choice((yes, a), otherwise=b) for a, b in zip(then.parts, otherwise.parts, strict=True)
    )
    low: Expr | None = None
    high: Expr | None = None
    if then.low is not None or otherwise.low is not None:
        (a, b), (c, d) = _range(then), _range(otherwise)
        if a is not None and b is not None and c is not None and d is not None:
            low, high = plan.choice((yes, a), otherwise=c), plan.choice((yes, b), otherwise=d)
    return Found(
        parts,
        then.sort,
        plan.choice((yes, then.mask), otherwise=otherwise.mask),
        then.bits | otherwise.bits,
        then.may_be_none or otherwise.may_be_none,
        joined_names((then, otherwise)),
        low=low,
        high=high,
        open_set=then.open_set or otherwise.open_set,
    )


def _alike(then: Found, otherwise: Found, bits: Bits) -> tuple[Expr, Expr]:
    """Whether the same may stand in the place of both, which is not that facts are missing; and what does
    then."""
    sure = bits.fault | bits.conflict | bits.silent | bits.other
    if not then.bits & sure or not otherwise.bits & sure:
        return FALSE, bits.mask(0)
    both = plan.every(
        *(plan.every(p.open, plan.negated(plan.has_bits(p.mask, bits.needs))) for p in (then, otherwise))
    )
    one = then.names is not None and then.names == otherwise.names and len(then.names) == 1
    kinds = (then.bits | otherwise.bits) & ~bits.needs
    if one and kinds in (bits.silent, bits.conflict):
        return both, bits.mask(kinds)
    return both, bits.mask(bits.other)


def _range(found: Found) -> tuple[Expr | None, Expr | None]:
    """The bounds of an integer: of a decided one, itself twice. NULL where there are none."""
    if found.sort.name != "integer":
        return None, None
    if found.low is None or found.high is None:
        return found.value, found.value
    return (
        plan.choice((plan.is_there(found.value), found.value), otherwise=found.low),
        plan.choice((plan.is_there(found.value), found.value), otherwise=found.high),
    )


bounds = _range


def _spanned(condition: Found, then: Found, otherwise: Found) -> tuple[Expr | None, Expr | None]:
    (a, b), (c, d) = _range(then), _range(otherwise)
    if a is None or b is None or c is None or d is None or then.sort.name != "integer":
        return None, None
    yes, no = condition.value, plan.negated(condition.value)
    least = plan.choice(
        (plan.compared("<=", a, c), a), (plan.compared("<", c, a), c), otherwise=plan.null(a.type)
    )
    largest = plan.choice(
        (plan.compared("<=", d, b), b), (plan.compared("<", b, d), d), otherwise=plan.null(b.type)
    )
    return plan.choice((yes, a), (no, c), otherwise=least), plan.choice((yes, b), (no, d), otherwise=largest)
