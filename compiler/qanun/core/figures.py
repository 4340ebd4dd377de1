"""Parameters, as a choice by the day; tables, as definitions about what is looked up.

Of a table `T` arise `T`, about its key, and `T:bands`, the sum over its bands of the part of the key in each
times what the band says.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce

from attrs import evolve

from qanun.core.builder import Builder, both, on_days
from qanun.core.evaluation import without_case
from qanun.core.names import Aspect
from qanun.core.rules import (
    Apply,
    Const,
    DatedValue,
    Expr,
    If,
    Local,
    NoVersion,
    Parameter,
)
from qanun.core.subjects import simple_subject
from qanun.core.translate import Setting, translate
from qanun.document.days import said
from qanun.document.model import InForce
from qanun.resolved.model import Declaration
from qanun.runtime.operators.operator_rows import OPERATORS
from qanun.runtime.values.money import Money
from qanun.syntax import tree
from qanun.typed.figures import values_by_day
from qanun.typed.types import INTEGER, NUMBER, MoneyType, Type


def lower_parameter(declaration: Declaration, item: tree.Parameter, builder: Builder) -> Parameter:
    """The value of the day asked about; on a day of none a fault that names the days. Gives its history."""
    at = builder.setting(declaration)
    values = [(days, translate(value.value, at), value) for days, value in values_by_day(item)]
    none = NoVersion(declaration.name, said([days for days, *_ in values]))
    body = _of_the_day([(days, value) for days, value, _ in values], none, at.zone)
    body = builder.versioned(declaration, body)
    builder.define(declaration, "parameter", body, type_=builder.type_of(declaration))
    history = tuple(
        DatedValue(days.start, days.end, value, " ".join(written.value.span.words.split()))
        for days, value, written in values
    )
    subject = simple_subject(declaration, "parameter", builder)
    builder.subjects[declaration.name] = subject
    return Parameter(subject.name, subject.label, subject.type, history, subject.provisions, subject.site)


def _of_the_day(values: Sequence[tuple[InForce, Expr]], none: Expr, zone: str) -> Expr:
    """The value whose days hold the day asked about; values in order, many of them halved."""
    if len(values) > AT_A_TIME:
        half = len(values) // 2
        since = InForce(values[half][0].start, None)
        early, late = (_of_the_day(part, none, zone) for part in (values[:half], values[half:]))
        return If(both(on_days(since, zone)), late, early)
    body = none
    for days, value in values:
        body = If(both(on_days(days, zone)), value, body)
    return body


AT_A_TIME = 16
"""So many choices may stand one within the other; more are halved, or evaluation would go too deep."""


# --- tables -----------------------------------------------------------------------------------------------


def lower_table(declaration: Declaration, item: tree.Table, builder: Builder) -> None:
    """What the band says in which the key lies, its upper bound included; and the sum over the bands."""
    at = builder.setting(declaration)
    word = key_of(declaration, builder)
    key, type_ = Local(word), builder.type_of(declaration)
    known = builder.typed.keys.get(declaration)
    if known is None:
        return  # nobody asks it
    values = [translate(band.value, at) for band in item.bands]
    bounds = [_bound(band.high, known, at) for band in item.bands[:-1] if band.high is not None]
    _about(declaration, _looked_up(key, bounds, values), word, type_, builder)
    total = _by_bands(key, known, type_, bounds, values)
    builder.subjects[declaration.name] = simple_subject(declaration, "table", builder)
    if total is not None:
        sum_, made = total
        _about(declaration, sum_, word, made, builder, Aspect.BANDS)


def key_of(table: Declaration, builder: Builder) -> str:
    """What people call the amount that is looked up: of all versions of a table as in the first."""
    item = builder.typed.resolved.head_of.get(table, table).item
    assert isinstance(item, tree.Table)
    return item.key


def _looked_up(key: Local, bounds: Sequence[object], values: Sequence[Expr]) -> Expr:
    """The value of the first band whose bound is not exceeded."""
    if len(bounds) > AT_A_TIME:
        half = len(bounds) // 2
        low = _looked_up(key, bounds[:half], values[: half + 1])
        high = _looked_up(key, bounds[half + 1 :], values[half + 1 :])
        return If(Apply("<=", (key, Const(bounds[half]))), low, high)
    body = values[-1]
    for bound, value in zip(reversed(bounds), reversed(values[:-1]), strict=True):
        body = If(Apply("<=", (key, Const(bound))), value, body)
    return body


def _added(parts: Sequence[Expr]) -> Expr:
    """The sum of parts."""
    if len(parts) > AT_A_TIME:
        half = len(parts) // 2
        return Apply("+", (_added(parts[:half]), _added(parts[half:])))
    return reduce(lambda one, other: Apply("+", (one, other)), parts)


def _about(
    declaration: Declaration,
    body: Expr,
    key: str,
    type_: Type,
    builder: Builder,
    aspect: Aspect = Aspect.ITSELF,
) -> None:
    body = builder.versioned(declaration, body)
    ref = builder.define(declaration, "table", body, aspect, type_=type_)
    builder.definitions[ref.name] = evolve(
        builder.definitions[ref.name], things=(Local(key, builder.typed.keys[declaration]),)
    )
    builder.keys[ref.name] = builder.typed.keys[declaration]


def _bound(node: tree.Expression, key: Type | None, at: Setting) -> object:
    value = without_case(translate(node, at))
    return Fraction(value) if key == NUMBER and isinstance(value, int) else value


def _by_bands(
    key: Local, known: Type | None, type_: Type, bounds: list[object], values: list[Expr]
) -> tuple[Expr, Type] | None:
    """The sum and its type; None for keys and values that do not multiply."""
    paid = next((one for one in (known, type_) if isinstance(one, MoneyType)), None)
    if {known, type_} - {INTEGER, NUMBER, paid} or (isinstance(known, MoneyType) and known == type_):
        return None
    made: Type = paid or (INTEGER if known == type_ == INTEGER else NUMBER)
    amount = _number(key, known, made)
    start = Money(Fraction(0), known.currency) if isinstance(known, MoneyType) else _plain_zero(made)
    nothing = Const(Money(Fraction(0), paid.currency) if paid is not None else _plain_zero(made))
    low: Expr = Const(start)
    parts: list[Expr] = []
    for bound, value in zip([*bounds, None], values, strict=True):
        upper = low
        up_to: Expr = amount
        if bound is not None:
            upper = Const(_not_below(bound if made == INTEGER else _fraction(bound), start))
            up_to = Apply("smaller of", (amount, upper))
        part = up_to if low == Const(start) else Apply("-", (up_to, low))
        share = Apply("*", (part, _number(value, type_, made)))
        parts.append(If(Apply("<=", (amount, low)), nothing, share))
        low = upper
    return _added(parts), made


def _number(expr: Expr, type_: Type | None, made: Type) -> Expr:
    """An integer as a number, where the result is none."""
    return Apply("to number", (expr,)) if type_ == INTEGER and made != INTEGER else expr


def _plain_zero(made: Type) -> object:
    return 0 if made == INTEGER else Fraction(0)


def _fraction(bound: object) -> object:
    return Fraction(bound) if isinstance(bound, int) else bound


def _not_below(bound: object, zero: object) -> object:
    return OPERATORS["larger of"](bound, zero)
