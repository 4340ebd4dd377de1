"""The plan of a question in columns: a small typed tree of what DuckDB may be asked, and how it is
printed.

Only what has a place here can be said: functions stand in a list, each with its types looked at where it
is made. So no text is pasted together, and nothing is passed on that means something else there:
`greatest` and `least` leave NULL out, `/` gives floats, a day compares with a moment, and none of them is
in the list.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Literal

from attrs import field, frozen

from qanun.columns.ops import FUNCTIONS, Op

BOOLEAN, BIGINT, HUGEINT, DATE, TIMESTAMP, VARCHAR = (
    "BOOLEAN",
    "BIGINT",
    "HUGEINT",
    "DATE",
    "TIMESTAMP",
    "VARCHAR",
)
INTERVAL = "INTERVAL"


SPELLED = frozenset({"age", "end of day", "local day"})
"""What is one thing in a plan, and long where it is spelled out."""
LONG = 20


@frozen(cache_hash=True)
class Expr:
    """One expression. `value` is that of a literal, the name of a column, local or field, of what is said
    of a thing both names. `type` is DuckDB's."""

    op: Op
    args: "tuple[Expr, ...]"
    type: str
    value: Any = None
    nulls: "Expr | None" = field(default=None, eq=False, repr=False)
    """Of a column when it is NULL, if that is told by little."""
    options: frozenset[str] | None = field(default=None, eq=False, repr=False)
    """Of a column of texts those that it can have, if that is known."""
    made: "Expr | None" = field(default=None, eq=False, repr=False)
    """Of a column, and of what is said of a thing, what it was made of."""
    size: int = field(init=False, eq=False, repr=False)

    things: frozenset[str] = field(init=False, eq=False, repr=False)
    """The things of lists of which it speaks, by the names of their locals."""

    @size.default
    def _size(self) -> int:
        return (LONG if self.op in SPELLED else 1) + sum(arg.size for arg in self.args)

    @things.default
    def _things(self) -> frozenset[str]:
        if self.op == "local":
            return frozenset((self.value,))
        if self.op == "said":
            return frozenset((self.value[0],))
        found = frozenset[str]().union(*(arg.things for arg in self.args))
        return found - {self.value} if self.op == "lambda" else found


def column(
    name: str,
    type_: str,
    nulls: Expr | None = None,
    options: frozenset[str] | None = None,
    made: Expr | None = None,
) -> Expr:
    return Expr("column", (), type_, name, nulls, options, made)


def made_of(expr: Expr) -> Expr:
    """What a column was made of; anything else is itself."""
    return expr if expr.made is None else expr.made


def options_of(expr: Expr) -> frozenset[str] | None:
    """The texts that an expression can have; None where that is not known."""
    if expr.type != VARCHAR:
        return None
    if expr.op == "literal":
        return frozenset() if expr.value is None else frozenset((expr.value,))
    if expr.op != "case":
        return expr.options
    found = [options_of(one) for one in (*expr.args[1::2], expr.args[-1])]
    known = [one for one in found if one is not None]
    return frozenset[str]().union(*known) if len(known) == len(found) else None


def local(name: str, type_: str) -> Expr:
    return Expr("local", (), type_, name)


def said(thing: str, name: str, made: Expr) -> Expr:
    """What is said of a thing of a list, by the name that `loops` gave it."""
    return Expr("said", (), made.type, (thing, name), made=made)


def literal(value: bool | int | str | date | datetime, type_: str = "") -> Expr:
    """A constant: yes or no, a whole number, a text, a day, a moment in UTC without its zone."""
    if not type_:
        type_ = _type_of(value)
    return Expr("literal", (), type_, value)


def _type_of(value: object) -> str:
    match value:
        case bool():
            return BOOLEAN
        case int():
            return BIGINT if abs(value) < 2**62 else HUGEINT
        case str():
            return VARCHAR
        case datetime():
            return TIMESTAMP
        case date():
            return DATE
        case other:
            raise TypeError(f"{other!r} is no constant of a plan")


STRICT = frozenset({"+", "-", "*", "=", "<>", "<", "<=", "|", "&", "abs", "end of day", "local day"})
"""What is NULL exactly where something that it is made of is."""
TOLD_BY_LITTLE = 5
"""So small a condition is written in the place of a question whether something is NULL."""
FAR = 80
"""Larger expressions are not looked into."""

TRUE, FALSE = literal(True), literal(False)


def null(type_: str) -> Expr:
    """Nothing, of a type."""
    return Expr("literal", (), type_, None)


def is_literal(expr: Expr) -> bool:
    return expr.op == "literal" and expr.value is not None


def is_null_literal(expr: Expr) -> bool:
    return expr.op == "literal" and expr.value is None


def every(*parts: Expr) -> Expr:
    """Yes if all are; by SQL's own three values."""
    return _joined("and", parts, FALSE, TRUE)


def some(*parts: Expr) -> Expr:
    return _joined("or", parts, TRUE, FALSE)


def _joined(op: Literal["and", "or"], parts: Sequence[Expr], strong: Expr, weak: Expr) -> Expr:
    found: dict[Expr, None] = {}
    for part in parts:
        assert part.type == BOOLEAN, part
        for one in part.args if part.op == op else (part,):
            if one == strong:
                return strong
            if one != weak:
                found[one] = None
    if not found:
        return weak
    return next(iter(found)) if len(found) == 1 else Expr(op, tuple(found), BOOLEAN)


def negated(part: Expr) -> Expr:
    if part.op == "not":
        return part.args[0]
    if is_literal(part):
        return FALSE if part.value else TRUE
    if is_null_literal(part):
        return part
    turned: dict[str, Op] = {"is null": "is not null", "is not null": "is null"}
    if part.op in turned:
        return Expr(turned[part.op], part.args, BOOLEAN)
    return Expr("not", (part,), BOOLEAN)


def is_null(part: Expr) -> Expr:
    if part.op == "literal":
        return literal(part.value is None)
    if never_null(part):
        return FALSE
    if part.op in ("not", "cast"):
        return is_null(part.args[0])
    if part.nulls is not None:
        return part.nulls
    if made_of(part).op == "age":
        return some(*map(is_null, made_of(part).args[:2]))
    by_literal = part.op in ("//", "%") and bool(part.args[1].value)
    if part.op in STRICT or by_literal:
        return some(*map(is_null, part.args))
    if part.op == "case":
        values = (*part.args[1::2], part.args[-1])
        pairs = zip(part.args[:-1:2], map(is_null, part.args[1:-1:2]), strict=True)
        found = choice(*pairs, otherwise=is_null(values[-1]))
        if found.size <= TOLD_BY_LITTLE:
            return found
    return Expr("is null", (part,), BOOLEAN)


def is_there(part: Expr) -> Expr:
    return negated(is_null(part))


def compared(op: Literal["=", "<>", "<", "<="], one: Expr, other: Expr) -> Expr:
    """Of two of one type: NULL where one is."""
    one, other = alike(one, other)
    if is_literal(other) and one.op == "case" and all(map(is_literal, (*one.args[1::2], one.args[-1]))):
        pairs = zip(one.args[:-1:2], one.args[1:-1:2], strict=True)
        said = [(when, compared(op, value, other)) for when, value in pairs]
        return choice(*said, otherwise=compared(op, one.args[-1], other))
    if is_literal(one) and is_literal(other):
        a: Any = one.value
        b: Any = other.value
        return literal(_compared(op, a, b))
    return Expr(op, (one, other), BOOLEAN)


def _compared(op: Literal["=", "<>", "<", "<="], a: Any, b: Any) -> bool:
    match op:
        case "=":
            return bool(a == b)
        case "<>":
            return bool(a != b)
        case "<":
            return bool(a < b)
        case "<=":
            return bool(a <= b)


def same(one: Expr, other: Expr) -> Expr:
    """Whether two are the same, NULL like any other: never NULL."""
    one, other = alike(one, other)
    if one == other:
        return TRUE
    if is_literal(one) and is_literal(other):
        return literal(one.value == other.value)
    if is_null_literal(other):
        return is_null(one)
    if is_null_literal(one):
        return is_null(other)
    for text, asked in ((one, other), (other, one)):
        options = options_of(asked)
        if is_literal(text) and options is not None and text.value not in options:
            return FALSE
    return Expr("same", (one, other), BOOLEAN)


def alike(one: Expr, other: Expr) -> tuple[Expr, Expr]:
    """Two of one type, whole numbers widened. A TypeError for what is of two types: nothing is cast
    unasked."""
    if one.type == other.type:
        return one, other
    if {one.type, other.type} == {BIGINT, HUGEINT}:
        return cast(one, HUGEINT), cast(other, HUGEINT)
    raise TypeError(f"{one.type} beside {other.type}")


def cast(part: Expr, type_: str) -> Expr:
    if part.type == type_:
        return part
    if part.op == "literal":
        return Expr("literal", (), type_, part.value)
    return Expr("cast", (part,), type_)


def choice(*pairs: tuple[Expr, Expr], otherwise: Expr) -> Expr:
    """The value of the first condition that is yes."""
    kept, otherwise = _reached(pairs, otherwise)
    while kept and kept[-1][1] in (otherwise, assumed(otherwise, _where(kept[-1][0]))):
        kept.pop()
    kept, otherwise = _of_both(kept, otherwise)
    if not kept:
        return otherwise
    if len(kept) == 1 and kept[0][0].op == "is not null":
        kept, otherwise = [(negated(kept[0][0]), otherwise)], kept[0][1]
    if otherwise.type == BOOLEAN and len(kept) == 1 and never_null(kept[0][0]):
        if (kept[0][1], otherwise) == (TRUE, FALSE):
            return kept[0][0]
        if (kept[0][1], otherwise) == (FALSE, TRUE):
            return negated(kept[0][0])
    type_ = otherwise.type
    for _, value in kept:
        if value.type != type_ and {value.type, type_} == {BIGINT, HUGEINT}:
            type_ = HUGEINT
        assert value.type == type_ or {value.type, type_} == {BIGINT, HUGEINT}, f"{value.type} beside {type_}"
    flat = [part for condition, value in kept for part in (condition, cast(value, type_))]
    return Expr("case", (*flat, cast(otherwise, type_)), type_)


Known = dict[Expr, Expr]
"""Conditions of which it is known whether they hold."""


def _reached(pairs: Sequence[tuple[Expr, Expr]], otherwise: Expr) -> tuple[list[tuple[Expr, Expr]], Expr]:
    """The pairs that are ever reached, each with what is known where it is."""
    kept: list[tuple[Expr, Expr]] = []
    known: dict[Expr, Expr] = {}
    for condition, value in pairs:
        assert condition.type == BOOLEAN
        asked = assumed(condition, known)
        if asked == FALSE or is_null_literal(asked):
            continue
        if asked == TRUE:
            return kept, assumed(value, known)
        kept.append((asked, assumed(value, known | _where(asked))))
        if never_null(asked):
            known |= _whole({asked: FALSE})
        elif any(one == negated(asked) for one, _ in kept):
            known |= _whole(dict.fromkeys((is_null(asked),), TRUE))
    return kept, assumed(otherwise, known)


def _where(condition: Expr) -> Known:
    """What is known of NULL where a condition is yes."""
    there = dict.fromkeys(_nothings(condition, False), FALSE)
    return _whole(there | dict.fromkeys(_nothings(condition, True), TRUE))


def _nothings(condition: Expr, missing: bool) -> Iterable[Expr]:
    """What is surely NULL (`missing`), or surely is not, where a condition is yes."""
    if never_null(condition):
        parts = condition.args if condition.op == "and" else (condition,)
        if missing:
            return [one for one in parts if one.op == "is null"]
        return [negated(one) for one in parts if one.op == "is not null"]
    if missing or condition.op in ("and", "or"):
        return []
    found = is_null(condition)
    return [one for one in (found.args if found.op == "or" else (found,)) if one.op == "is null"]


def _whole(known: Known) -> dict[Expr, Expr]:
    """The same, with the opposite of each; only what is told of NULL."""
    atoms = {one: said for one, said in known.items() if one.op in ("is null", "is not null")}
    return atoms | {negated(one): negated(said) for one, said in atoms.items()}


def assumed(expr: Expr, known: Known) -> Expr:
    """The same where some conditions are known."""
    if not known or expr.size > FAR:
        return expr
    if expr in known:
        return known[expr]
    if expr.op not in ("and", "or", "not", "|", "case", "is null", "is not null"):
        return expr
    args = [assumed(one, known) for one in expr.args]
    if expr.op == "is null":
        return is_null(args[0])
    if expr.op == "is not null":
        return is_there(args[0])
    if expr.op == "case":
        return choice(*zip(args[:-1:2], args[1:-1:2], strict=True), otherwise=args[-1])
    if expr.op == "not":
        return negated(args[0])
    if expr.op == "|":
        return either_bits(*args)
    return every(*args) if expr.op == "and" else some(*args)


def _of_both(kept: list[tuple[Expr, Expr]], otherwise: Expr) -> tuple[list[tuple[Expr, Expr]], Expr]:
    """What a condition and its opposite say alike, or say as what is otherwise does."""
    if len(kept) < 2 or kept[-1][0] != negated(kept[-2][0]):
        return kept, otherwise
    (condition, first), (_, second) = kept[-2:]
    missing = is_null(condition)
    if first == second and missing.size <= TOLD_BY_LITTLE:
        return ([*kept[:-2], (missing, otherwise)] if missing != FALSE else kept[:-2]), first
    lost = _whole({missing: TRUE})
    if is_null_literal(otherwise) and assumed(is_null(second), lost) == TRUE:
        return [*kept[:-2], (condition, first)], second
    if is_null_literal(otherwise) and assumed(is_null(first), lost) == TRUE:
        return [*kept[:-2], (kept[-1][0], second)], first
    return kept, otherwise


def never_null(expr: Expr) -> bool:
    """Whether a yes or no always has a value."""
    if expr.op in ("is null", "is not null", "same"):
        return True
    if expr.op in ("and", "or", "not"):
        return all(map(never_null, expr.args))
    if expr.op == "case":
        return all(map(never_null, (*expr.args[1::2], expr.args[-1])))
    return is_literal(expr)


def either_bits(*parts: Expr) -> Expr:
    """All bits of several masks."""
    found: dict[Expr, None] = {}
    fixed = 0
    type_ = parts[0].type if parts else BIGINT
    for part in parts:
        for one in part.args if part.op == "|" else (part,):
            if is_literal(one):
                fixed |= one.value
            else:
                found[one] = None
    kept = list(found)
    if fixed or not kept:
        kept.append(literal(fixed, type_))
    return kept[0] if len(kept) == 1 else Expr("|", tuple(kept), type_)


def both_bits(mask: Expr, bits: int) -> Expr:
    if is_literal(mask):
        return literal(mask.value & bits, mask.type)
    return Expr("&", (mask, literal(bits, mask.type)), mask.type)


def has_bits(mask: Expr, bits: int) -> Expr:
    """Whether a mask has any of these."""
    return compared("<>", both_bits(mask, bits), literal(0, mask.type))


def call(name: Op, *args: Expr, type_: str) -> Expr:
    """A function of the list."""
    assert name in FUNCTIONS, name
    return Expr(name, args, type_)


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
