"""The plan of a question in columns: a small typed tree of what DuckDB may be asked, and how it is
printed.

Only what has a place here can be said: functions stand in a list, each with its types looked at where it
is made. So no text is pasted together, and nothing is passed on that means something else there:
`greatest` and `least` leave NULL out, `/` gives floats, a day compares with a moment, and none of them is
in the list.
"""

from collections.abc import Iterable, Mapping, Sequence
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


@frozen(cache_hash=True)
class Expr:
    """One expression. `value` is that of a literal, the name of a column, local or field, of what is said
    of a thing both names. `type` is DuckDB's."""

    op: Op
    args: "tuple[Expr, ...]"
    type: str
    value: Any = None
    size: int = field(init=False, eq=False, repr=False)

    things: frozenset[str] = field(init=False, eq=False, repr=False)
    """The things of lists of which it speaks, by the names of their locals."""

    @size.default
    def _size(self) -> int:
        return 1 + sum(arg.size for arg in self.args)

    @things.default
    def _things(self) -> frozenset[str]:
        if self.op == "local":
            return frozenset((self.value,))
        if self.op == "said":
            return frozenset((self.value[0],))
        found = frozenset[str]().union(*(arg.things for arg in self.args))
        return found - {self.value} if self.op == "lambda" else found


def column(name: str, type_: str) -> Expr:
    return Expr("column", (), type_, name)


def local(name: str, type_: str) -> Expr:
    return Expr("local", (), type_, name)


def said(thing: str, name: str, type_: str) -> Expr:
    """What is said of a thing of a list, by the name that `loops` gave it."""
    return Expr("said", (), type_, (thing, name))


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
    if part.op == "not":
        return is_null(part.args[0])
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
    kept: list[tuple[Expr, Expr]] = []
    for condition, value in pairs:
        assert condition.type == BOOLEAN
        if condition == FALSE or is_null_literal(condition):
            continue
        if condition == TRUE:
            otherwise = value
            break
        kept.append((condition, value))
    while kept and kept[-1][1] == otherwise:
        kept.pop()
    if not kept:
        return otherwise
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


def never_null(expr: Expr) -> bool:
    """Whether a yes or no always has a value."""
    if expr.op in ("is null", "is not null", "same"):
        return True
    if expr.op in ("and", "or", "not"):
        return all(map(never_null, expr.args))
    if expr.op == "case":
        return all(map(never_null, (*expr.args[1::2], expr.args[-1])))
    return is_literal(expr)


def added(one: Expr, other: Expr) -> Expr:
    return _arithmetic("+", one, other)


def _arithmetic(op: Literal["+", "-", "*", "//", "%"], one: Expr, other: Expr) -> Expr:
    one, other = alike(one, other)
    assert one.type in (BIGINT, HUGEINT), one.type
    if is_literal(one) and is_literal(other) and op in "+-*":
        a, b = one.value, other.value
        return literal({"+": a + b, "-": a - b, "*": a * b}[op], one.type)
    if op == "*" and other.value == 1 and is_literal(other):
        return one
    if op == "*" and one.value == 1 and is_literal(one):
        return other
    if op in "+-" and is_literal(other) and other.value == 0:
        return one
    if op == "+" and is_literal(one) and one.value == 0:
        return other
    return Expr(op, (one, other), one.type)


def less(one: Expr, other: Expr) -> Expr:
    return _arithmetic("-", one, other)


def times(one: Expr, other: Expr) -> Expr:
    return _arithmetic("*", one, other)


def floored(one: Expr, by: "int | Expr") -> Expr:
    """How many whole times `by`, which is above 0, goes into a whole number, rounded down, also below 0."""
    if by in (1, literal(1, one.type)):
        return one
    size = literal(by, one.type) if isinstance(by, int) else by
    rest = Expr("%", (_arithmetic("+", Expr("%", (one, size), one.type), size), size), one.type)
    return Expr("//", (Expr("-", (one, rest), one.type), size), one.type)


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


def plus_days(day: Expr, count: Expr) -> Expr:
    """A day so many days later; the count is small."""
    assert day.type == DATE
    return Expr("+", (day, Expr("cast", (count,), "INTEGER")), DATE)


def plus_interval(at: Expr, length: Expr) -> Expr:
    """A day or moment some time later; of a day, the day."""
    assert length.type == INTERVAL
    later = Expr("+", (at, length), TIMESTAMP)
    return later if at.type == TIMESTAMP else Expr("cast", (later,), DATE)


def days_from(start: Expr, end: Expr) -> Expr:
    assert start.type == end.type == DATE
    return Expr("-", (end, start), BIGINT)


def field_of(record: Expr, name: str, type_: str) -> Expr:
    return Expr("field", (record,), type_, name)


def struct(**parts: Expr) -> Expr:
    return Expr(
        "struct", tuple(parts.values()), struct_type({n: p.type for n, p in parts.items()}), tuple(parts)
    )


def struct_type(parts: "dict[str, str]") -> str:
    return f"STRUCT({', '.join(f'{quoted(name)} {type_}' for name, type_ in parts.items())})"


def listed(parts: Iterable[Expr], element: str) -> Expr:
    return Expr("list", tuple(parts), f"{element}[]")


def among(text: Expr, options: Sequence[str]) -> Expr:
    """Whether a text is one of these."""
    return Expr("in", (text,), BOOLEAN, tuple(options))


def scaled(decimal: Expr, places: int) -> Expr:
    """A decimal number that is not large as a count of its smallest parts."""
    return Expr("scaled", (decimal,), BIGINT, places)


def decimal(count: Expr, places: int, most: int) -> Expr:
    """A count of smallest parts, `most` of them, as a decimal number."""
    return Expr("decimal", (count,), f"DECIMAL({18 if most < 10**18 else 38},{places})", places)


def zoned(moment: Expr) -> Expr:
    """A moment in UTC as DuckDB shows it to others, with its zone."""
    return Expr("zoned", (moment,), "TIMESTAMP WITH TIME ZONE")


OfEach = Literal["list_transform", "list_filter"]


def of_each(name: OfEach, items: Expr, thing: str, body: Expr) -> Expr:
    """What is said of each thing of a list, or those of which it is yes."""
    inner = Expr("lambda", (body,), body.type, thing)
    return Expr(name, (items, inner), items.type if name == "list_filter" else f"{body.type}[]")


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def parts_of(expr: Expr) -> list[Expr]:
    """An expression and all inside it, each once."""
    found: dict[int, Expr] = {}
    ahead = [expr]
    while ahead:
        one = ahead.pop()
        if id(one) not in found:
            found[id(one)] = one
            ahead += one.args
    return list(found.values())


def columns_of(expr: Expr) -> set[str]:
    """The columns that an expression names."""
    return {one.value for one in parts_of(expr) if one.op == "column"}


def replaced(expr: Expr, by: Mapping[Expr, Expr]) -> Expr:
    """The same, with others in the place of some expressions."""
    known: dict[Expr, Expr] = {}

    def of(one: Expr) -> Expr:
        if one in by:
            return by[one]
        if not one.args:
            return one
        if one not in known:
            args = tuple(of(arg) for arg in one.args)
            known[one] = one if args == one.args else Expr(one.op, args, one.type, one.value)
        return known[one]

    return of(expr)
