"""The columns that a fact is given in: which types there are, what they stand for, what is wrong in a row.

A table is looked at twice: its columns before anything runs, and its rows while it does. A row in which
something is wrong, or larger than columns hold, is marked, and put to the classes of facts, which say what
is wrong in their own words.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from attrs import frozen

from qanun.columns import calls, clocks, plan
from qanun.columns.members import LONGEST
from qanun.columns.plan import BIGINT, BOOLEAN, DATE, FALSE, TRUE, VARCHAR, Expr
from qanun.columns.sorts import DAY, MOMENT, TEXT, YES_NO, Sort, SortName, none_of
from qanun.runtime.values.countries import COUNTRIES
from qanun.runtime.values.currencies import decimals
from qanun.runtime.values.spec import Answered, Fact, Kind


@frozen
class Type:
    """A type of DuckDB: its name, and what is inside."""

    name: str
    precision: int = 0
    scale: int = 0
    element: "Type | None" = None
    fields: tuple[tuple[str, "Type"], ...] = ()
    written: str = ""

    def __str__(self) -> str:
        if self.written:
            return self.written
        if self.name == "DECIMAL":
            return f"DECIMAL({self.precision},{self.scale})"
        if self.name == "LIST":
            return f"{self.element}[]"
        if self.name == "STRUCT":
            return calls.struct_type({name: str(inner) for name, inner in self.fields})
        return self.name


WHOLE = {
    "TINYINT": 2**7,
    "SMALLINT": 2**15,
    "INTEGER": 2**31,
    "BIGINT": 2**63,
    "HUGEINT": 2**127,
    "UTINYINT": 2**8,
    "USMALLINT": 2**16,
    "UINTEGER": 2**32,
    "UBIGINT": 2**64,
    "UHUGEINT": 2**128,
}
"""Whole numbers, and the greatest count of each."""
DIGITS = 11
WIDEST = 10**DIGITS
"""Numbers with larger counts are left to the general evaluation: so nothing that is reckoned leaves its
type."""
ZONED = "TIMESTAMP WITH TIME ZONE"


def usual(kind: Kind) -> Type:
    """The type in which a kind of value is best given."""
    match kind.word:
        case "yes/no":
            return Type("BOOLEAN")
        case "integer" | "duration":
            return Type("BIGINT")
        case "number":
            return Type("DECIMAL", 18, 4)
        case "money":
            return Type("DECIMAL", 15, decimals(kind.unit))
        case "date":
            return Type("DATE")
        case "moment":
            return Type(ZONED)
        case "period":
            return Type(
                "STRUCT",
                fields=(("from", Type("DATE")), ("to", Type("DATE")), ("is_running", Type("BOOLEAN"))),
            )
        case "set" | "list":
            assert kind.element is not None
            return Type("LIST", element=usual(kind.element))
        case "record":
            assert kind.record is not None
            return Type(
                "STRUCT", fields=tuple(pair for fact in kind.record.FACTS for pair in columns_of(fact))
            )
        case _:
            return Type("VARCHAR")


def answer_type(answered: Answered) -> str:
    """The type of the value of an answer, where columns do not say it: what stands for several values is
    JSON."""
    kind = answered.kind
    if answered.each or kind.word in ("list", "record", "penalty", "number", "money") or kind.unit == "hours":
        return VARCHAR
    return f"{VARCHAR}[]" if kind.word == "set" else str(usual(kind))


def columns_of(fact: Fact) -> list[tuple[str, Type]]:
    """The columns of a fact: its value, and whether it is none."""
    found = [(fact.name, usual(fact.kind))]
    return [*found, (none_of(fact.name), Type("BOOLEAN"))] if fact.or_none else found


def why_not(kind: Kind, given: Type) -> str | None:
    """Why a column of a type cannot hold a kind of value; None where it can."""
    name = given.name
    if name in ("FLOAT", "DOUBLE") and kind.word in ("money", "number", "integer", "duration"):
        return f"a {name} keeps no exact numbers; make it {usual(kind)}"
    match kind.word:
        case "integer" | "duration":
            right = name in WHOLE or (kind.unit == "hours" and name == "DECIMAL" and given.scale <= 8)
        case "number":
            right = name in WHOLE or (name == "DECIMAL" and given.scale <= 8)
        case "money":
            if name in WHOLE:
                return f"a whole number leaves open whether units or coins are meant; make it {usual(kind)}"
            right = name == "DECIMAL" and given.scale <= 8
        case "moment":
            if name.startswith("TIMESTAMP") and name != ZONED:
                return "a time without a zone is no moment; make it TIMESTAMP WITH TIME ZONE"
            right = name == ZONED
        case "set" | "list":
            assert kind.element is not None
            if name == "LIST" and given.element is not None:
                return why_not(kind.element, given.element)
            right = False
        case "record":
            if name == "STRUCT":
                return _why_no_record(kind, given)
            right = False
        case "period":
            right = given == usual(kind)
        case "text" | "one of" | "authority" | "country" | "penalty":
            right = name in ("VARCHAR", "ENUM")
        case _:
            right = given == usual(kind)
    if right:
        return None
    unit = f", counting {kind.unit}" if kind.word == "duration" else ""
    return f"{given} is no type for {_what(kind)}; make it {usual(kind)}{unit}"


WHAT = {
    "yes/no": "yes or no",
    "one of": "one of several options",
    "money": "money",
    "integer": "an integer",
    "authority": "an authority",
}


def _what(kind: Kind) -> str:
    return WHAT.get(kind.word, f"a {kind.word}")


def _why_no_record(kind: Kind, given: Type) -> str | None:
    assert kind.record is not None
    there = dict(given.fields)
    wanted = {name: fact for fact in kind.record.FACTS for name, _ in columns_of(fact)}
    for name, fact in wanted.items():
        if name not in there:
            return f"the record has no field {name}"
        inner = why_not(fact.kind, there[name]) if name == fact.name else _why_no_mark(there[name])
        if inner is not None:
            return f"{name}: {inner}"
    extra = [name for name in there if name not in wanted]
    return f"the record has no such field as {extra[0]}" if extra else None


def _why_no_mark(given: Type) -> str | None:
    return None if given.name == "BOOLEAN" else f"{given} does not tell whether it is none; make it BOOLEAN"


# --- values -----------------------------------------------------------------------------------------------


@frozen(eq=False)
class Shape:
    """A record as a table has it: its fields by their names in the law."""

    facts: Mapping[str, Fact]
    types: Mapping[str, Type]


@frozen(eq=False)
class Value:
    """What a column gives: NULL where nothing is stated. `wrong` rows are refused, `beyond` ones are for
    the general evaluation; neither is ever NULL. `sort` is None of what is not said in columns."""

    parts: tuple[Expr, ...]
    sort: Sort | None
    wrong: Expr = FALSE
    beyond: Expr = FALSE


_LENGTHS: dict[str, SortName] = {"hours": "hours", "days": "days", "months": "months"}


def value_of(raw: Expr, kind: Kind, given: Type) -> Value:
    """What a column of a type gives of a kind of value."""
    match kind.word:
        case "yes/no":
            return Value((raw,), YES_NO)
        case "integer":
            return _whole(raw, given, "integer")
        case "duration" if given.name == "DECIMAL":
            return _decimal(raw, given, "hours", "")
        case "duration":
            return _whole(raw, given, _LENGTHS[kind.unit])
        case "number" if given.name != "DECIMAL":
            return _whole(raw, given, "number")
        case "number":
            return _decimal(raw, given, "number", "")
        case "money":
            return _money(raw, given, kind.unit)
        case "date":
            return Value(
                (raw,),
                DAY,
                _is(plan.some(plan.compared("<", raw, FIRST_DAY), plan.compared("<", LAST_DAY, raw))),
            )
        case "moment":
            return _moment(raw)
        case "period":
            return _period(raw)
        case "text":
            return Value((plan.cast(raw, VARCHAR),), TEXT)
        case "one of" | "authority":
            assert kind.options is not None
            return _option(plan.cast(raw, VARCHAR), [str(one) for one in kind.options])
        case "country":
            return _option(plan.cast(raw, VARCHAR), sorted(COUNTRIES))
        case "set":
            return _set(raw, kind)
        case "list":
            return _list(raw, kind, given)
        case "record":
            return _record(raw, kind, given)
        case _:
            return Value((plan.null(BOOLEAN),), None, beyond=plan.is_there(raw))


FIRST_DAY, LAST_DAY = plan.literal(date.min), plan.literal(date.max)


def _is(condition: Expr) -> Expr:
    """Whether it is so; no where that is not known."""
    if plan.never_null(condition):
        return condition
    return plan.every(plan.is_there(condition), condition)


def _option(raw: Expr, options: list[str]) -> Value:
    return Value((raw,), TEXT, _is(plan.negated(calls.among(raw, options))))


def _whole(raw: Expr, given: Type, name: SortName) -> Value:
    most = WHOLE[given.name]
    sort = Sort(name, most=min(most, WIDEST))
    if most <= WIDEST:
        return Value((plan.cast(raw, BIGINT),), sort)
    return _bounded(raw, WIDEST, sort, lambda value: plan.cast(value, BIGINT))


def _bounded(raw: Expr, most: int, sort: Sort, made: Callable[[Expr], Expr]) -> Value:
    """A number that is looked at in columns as long as it is not too large."""
    high, low = plan.Expr("literal", (), raw.type, most), plan.Expr("literal", (), raw.type, -most)
    far = plan.some(plan.Expr("<", (high, raw), BOOLEAN), plan.Expr("<", (raw, low), BOOLEAN))
    if raw.type.startswith("U"):
        far = plan.Expr("<", (high, raw), BOOLEAN)
    beyond = _is(far)
    return Value((plan.choice((beyond, plan.null(BIGINT)), otherwise=made(raw)),), sort, beyond=beyond)


def _decimal(raw: Expr, given: Type, name: SortName, of: str) -> Value:
    per = 10**given.scale
    units = 10 ** min(given.precision - given.scale, 17 - 2 * given.scale, DIGITS)
    sort = Sort(name, of, per, units * per)

    def made(value: Expr) -> Expr:
        return calls.scaled(value, given.scale) if given.scale else plan.cast(value, BIGINT)

    if given.precision - given.scale <= min(17 - 2 * given.scale, DIGITS):
        return Value((made(raw),), sort)
    return _bounded(raw, units - 1, sort, made)


def _money(raw: Expr, given: Type, currency: str) -> Value:
    found = _decimal(raw, given, "money", currency)
    finer = given.scale - decimals(currency)
    if finer <= 0:
        return found
    rest = plan.Expr("%", (found.parts[0], plan.literal(10**finer)), BIGINT)
    return Value(found.parts, found.sort, _is(plan.compared("<>", rest, plan.literal(0))), found.beyond)


def _moment(raw: Expr) -> Value:
    at = plan.call("make_timestamp", plan.call("epoch_us", raw, type_=BIGINT), type_=plan.TIMESTAMP)
    low, high = plan.literal(datetime(2, 1, 1)), plan.literal(datetime(9999, 1, 1))
    wrong = plan.some(plan.compared("<", at, low), plan.compared("<=", high, at))
    endless = plan.every(plan.is_there(raw), plan.is_null(at))
    return Value((at,), MOMENT, plan.some(endless, _is(wrong)), _is(plan.negated(clocks.is_foreseen(at))))


def _period(raw: Expr) -> Value:
    start, end = calls.field_of(raw, "from", DATE), calls.field_of(raw, "to", DATE)
    runs = _is(calls.field_of(raw, "is_running", BOOLEAN))
    has_end = plan.is_there(end)
    wrong = plan.some(
        plan.every(plan.is_null(start), plan.some(has_end, runs)),
        plan.every(plan.is_there(start), plan.is_null(end), plan.negated(runs)),
        plan.every(has_end, runs),
        _is(plan.compared("<", end, start)),
        *(
            _is(plan.some(plan.compared("<", day, FIRST_DAY), plan.compared("<", LAST_DAY, day)))
            for day in (start, end)
        ),
    )
    return Value((start, end), Sort("period"), wrong)


def _set(raw: Expr, kind: Kind) -> Value:
    assert kind.element is not None
    raw = plan.cast(raw, f"{VARCHAR}[]")
    member = plan.local("member", VARCHAR)
    inner = value_of(member, kind.element, Type("VARCHAR"))
    if inner.sort != TEXT:
        return Value((plan.null(BOOLEAN),), None, beyond=plan.is_there(raw))
    bad = plan.some(plan.is_null(member), inner.wrong)
    values = plan.call("list_sort", plan.call("list_distinct", raw, type_=raw.type), type_=raw.type)
    return Value((values,), Sort("set"), _some_thing(raw, "member", bad), _long(raw))


def _some_thing(items: Expr, thing: str, condition: Expr) -> Expr:
    if condition == FALSE:
        return FALSE
    kept = calls.of_each("list_filter", items, thing, condition)
    return _is(plan.compared("<", plan.literal(0), plan.call("len", kept, type_=BIGINT)))


def _long(items: Expr) -> Expr:
    return _is(plan.compared("<", plan.literal(LONGEST), plan.call("len", items, type_=BIGINT)))


def _list(raw: Expr, kind: Kind, given: Type) -> Value:
    assert kind.element is not None
    assert given.element is not None
    thing = plan.local("thing", str(given.element))
    inner = value_of(thing, kind.element, given.element)
    wrong = _some_thing(raw, "thing", plan.some(plan.is_null(thing), inner.wrong))
    if kind.element.word == "period":  # one that says nothing is no period
        wrong = plan.some(wrong, _some_thing(raw, "thing", plan.is_null(inner.parts[0])))
    beyond = plan.some(_long(raw), _some_thing(raw, "thing", inner.beyond))
    shape = inner.sort
    return (
        Value((raw,), Sort("list", element=shape), wrong, beyond)
        if shape is not None
        else Value((raw,), None, wrong, TRUE)
    )


def _record(raw: Expr, kind: Kind, given: Type) -> Value:
    assert kind.record is not None
    types = dict(given.fields)
    wrong: list[Expr] = []
    beyond: list[Expr] = []
    for fact in kind.record.FACTS:
        inner = value_of(calls.field_of(raw, fact.name, str(types[fact.name])), fact.kind, types[fact.name])
        wrong.append(inner.wrong)
        beyond.append(inner.beyond)
        if fact.or_none:
            mark = _is(calls.field_of(raw, none_of(fact.name), BOOLEAN))
            wrong.append(plan.every(mark, plan.is_there(inner.parts[0])))
    shape = Shape({fact.key: fact for fact in kind.record.FACTS}, types)
    return Value((raw,), Sort("record", shape=shape), plan.some(*wrong), plan.some(*beyond))
