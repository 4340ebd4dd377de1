"""Expressions of the tree, spelled out in the core. Rests on the tables of the resolver and the type
checker."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from functools import reduce
from typing import assert_never

from attrs import frozen

from qanun.core.apart import stands_apart
from qanun.core.names import Aspect, BitesOn, Name
from qanun.core.rules import (
    All,
    Any,
    Apply,
    AsOf,
    Const,
    Expr,
    FactOf,
    FieldOf,
    HowMany,
    If,
    Local,
    Member,
    Not,
    Over,
    Reading,
    Ref,
    SetOf,
)
from qanun.core.sameness import same
from qanun.resolved import model
from qanun.resolved.model import Declaration
from qanun.resolved.versions import expires
from qanun.resolved.walk import asked_name
from qanun.runtime.operators.calendar import Rounding
from qanun.runtime.operators.operator_rows import OperatorName
from qanun.runtime.values.durations import Days, Hours, Months, MonthsAndDays
from qanun.runtime.values.moments import parse_moment
from qanun.runtime.values.money import Money
from qanun.runtime.values.penalties import Penalty
from qanun.runtime.values.states import State
from qanun.syntax import tree
from qanun.typed.agree import strip
from qanun.typed.model import Typed
from qanun.typed.types import (
    AUTHORITY,
    BROKEN,
    MOMENT,
    NUMBER,
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

ZONED = frozenset({"date of", "end of day"})
ROUNDED = frozenset({"age of", "date plus", "date minus", "full months in", "full years in", "years before"})
UNITS = {
    "hours": (Hours, 1),
    "days": (Days, 1),
    "weeks": (Days, 7),
    "months": (Months, 1),
    "years": (Months, 12),
}


@frozen(eq=False)
class Setting:
    """Where an expression stands: the tables, the law's calendar, and the rule whose silence it is part
    of."""

    typed: Typed
    zone: str
    rounding: Rounding
    silenced: Declaration | None = None

    def type_of(self, expression: tree.Expression) -> Type | None:
        return self.typed.types.get(expression)


def translate(expression: tree.Expression, at: Setting) -> Expr:
    """The core's expression for one of the tree; every node of the tree has its case."""
    expr = _translate(expression, at)
    return Apply("to number", (expr,)) if expression in at.typed.to_number else expr


def _translate(node: tree.Expression, at: Setting) -> Expr:
    match node:
        case tree.Bracketed(inner=inner):
            return translate(inner, at)
        case tree.Refer(name=name):
            return reference(name, at, at.type_of(node))
        case tree.OfOne(subject=subject, thing=thing):
            asked = reference(subject.name, at)
            assert isinstance(asked, Ref)
            return Ref(asked.name, (translate(thing, at),))
        case tree.Not(part=part):
            return Not(translate(part, at))
        case tree.Joined(word=word, parts=parts):
            return _joined(word, [translate(part, at) for part in parts])
        case tree.Compare():
            return _compare(node, at)
        case tree.Is():
            return _is(node, at)
        case tree.Between(subject=subject, low=low, high=high):
            value = translate(subject, at)
            return All((Apply("<=", (translate(low, at), value)), Apply("<=", (value, translate(high, at)))))
        case tree.Arithmetic():
            return _arithmetic(node, at)
        case tree.Negative(part=part):
            return Apply("negate", (translate(part, at),))
        case tree.Choice(condition=condition, then=then, otherwise=otherwise):
            return If(translate(condition, at), translate(then, at), translate(otherwise, at))
        case tree.Match():
            return _match(node, at)
        case tree.Bullets():
            return _bullets(node, at)
        case tree.Quantified():
            return _quantified(node, at)
        case tree.Phrase():
            return _phrase(node, at)
        case tree.AsOfDay(inner=inner, day=day):
            moment = translate(day, at)
            if at.type_of(day) != MOMENT:
                moment = Apply("end of day", (moment, Const(at.zone)))
            return Apply("as of", (translate(inner, at), moment))
        case tree.Bands(amount=amount, table=table):
            return Ref(Name(_named(table, at), Aspect.BANDS), (translate(amount, at),))
        case tree.Rounded(inner=inner, mode=mode, step=step):
            last = Const(1) if step is None else translate(step, at)
            return Apply("rounded", (translate(inner, at), Const(mode), last))
        case tree.Several(items=items):
            return SetOf(tuple(Member("", Const(True), translate(item, at)) for item in items))
        case tree.Today():
            return Apply("date of", (AsOf(), Const(at.zone)))
        case tree.AsOf():
            return AsOf()
        case tree.ThingAt():
            raise TypeError("a place in a list stands only in what a scenario expects")
        case rest:
            constant: tree.Literal = rest
            return Const(literal(constant, at))


def literal(node: tree.Literal, at: Setting) -> object:
    """The value of a literal."""
    match node:
        case tree.YesNo(value=value):
            return value
        case tree.Number(digits=digits, percent=percent):
            number = Fraction(digits) / 100 if percent else Fraction(digits)
            return int(number) if digits.isdigit() and not percent else number
        case tree.MoneyAmount(digits=digits, currency=currency):
            return Money(Fraction(digits), currency)
        case tree.DateText(iso=iso):
            return date.fromisoformat(iso)
        case tree.MomentText(iso_date=day, clock=clock, zone=zone):
            return parse_moment(f"{day} {clock} {zone}")
        case tree.DurationText(parts=parts):
            return _length(parts)
        case tree.PenaltyAmount(parts=parts):
            (kind, amount), *others = parts
            also = tuple(Penalty(other, measure(length, at)) for other, length in others)
            return Penalty(kind, measure(amount, at), also)
        case tree.TextLiteral(value=text):
            return text
        case tree.NoneLiteral():
            return None
        case never:
            assert_never(never)


def _length(parts: Sequence[tuple[int | Fraction, str]]) -> Hours | Days | Months | MonthsAndDays:
    """`1 year 11 months` is 23 months; months and days stay side by side."""
    hours = sum((Fraction(count) for count, unit in parts if unit == "hours"), Fraction(0))
    days = sum(int(count) * UNITS[unit][1] for count, unit in parts if UNITS[unit][0] is Days)
    months = sum(int(count) * UNITS[unit][1] for count, unit in parts if UNITS[unit][0] is Months)
    if months and days:
        return MonthsAndDays(months, days)
    kind, *_ = (UNITS[unit][0] for _, unit in parts)
    if kind is Hours:
        return Hours(hours.numerator if hours.denominator == 1 else hours)
    return Months(months) if months or kind is Months else Days(days)


def measure(node: tree.Expression, at: Setting) -> Money | Hours | Days | Months | MonthsAndDays:
    assert isinstance(node, tree.Literal)
    value = literal(node, at)
    assert isinstance(value, Money | Hours | Days | Months | MonthsAndDays)
    return value


def reference(name: tree.Name, at: Setting, type_: Type | None = AUTHORITY) -> Expr:
    """What a name stands for: a constant, a fact, a reading, a local, or another definition.

    `type_` is that of the constant, which of names outside expressions is a body.
    """
    if name in at.typed.values:
        return Const(at.typed.values[name], BROKEN if type_ is None else type_)
    meaning = at.typed.resolved.meaning[name]
    if meaning.below is not None and by_letter(meaning.target, at.typed.resolved):
        assert isinstance(meaning.target, Declaration)
        return Ref(Name(meaning.target.name, BitesOn(meaning.below.name)))
    return reduce(FieldOf, meaning.fields, _target(meaning.target, at))


def by_letter(target: Declaration | model.Local, resolved: model.Resolved) -> bool:
    """Whether an exception is known by its letter below several things, of each of which it says another."""
    item = target.item if isinstance(target, Declaration) else None
    return (
        isinstance(item, tree.Exception_) and item.letter is not None and len(resolved.targets(item.to)) > 1
    )


def _target(target: Declaration | model.Local, at: Setting) -> Expr:
    if isinstance(target, model.Local):
        return Local(target.name)
    match target.kind:
        case "fact":
            return FactOf(target.name)
        case "reading":
            return Reading(target.name)
        case "exception":
            return Ref(Name(target.name, Aspect.BITES))
        case "silence":
            return Ref(Name(target.name, Aspect.SILENT))
        case "ground" if stands_apart(target, at.typed.resolved):
            return Ref(Name(target.name, Aspect.SEEN))
        case _ if target is at.silenced:
            return Ref(Name(target.name, Aspect.BEFORE))
        case _:
            return Ref(Name(target.name))


def _named(name: tree.Name, at: Setting) -> str:
    target = at.typed.resolved.target(name)
    assert target is not None
    return target.name


def _joined(word: tree.Junction, parts: Sequence[Expr]) -> Expr:
    match word:
        case "and":
            return All(tuple(parts))
        case "or":
            return Any(tuple(parts))
        case "implies":
            *conditions, consequence = parts
            return reduce(
                lambda then, condition: Any((Not(condition), then)), reversed(conditions), consequence
            )
        case never:
            assert_never(never)


def _compare(node: tree.Compare, at: Setting) -> Expr:
    left = translate(node.left, at)
    if node.operator == "in" and isinstance(node.right, tree.Several):
        return Any(tuple(_same(left, node.left, item, at) for item in node.right.items))
    right = translate(node.right, at)
    if at.typed.operators[node] in ("=", "!="):
        alike = _same(left, node.left, node.right, at)
        if alike != Apply("=", (left, right)):
            return alike if node.operator == "=" else Not(alike)
    operands = (right, left) if node.operator == "in" else (left, right)
    return Apply(at.typed.operators[node], operands)


def _is(node: tree.Is, at: Setting) -> Expr:
    answer = _is_so(node, at)
    return Not(answer) if node.negated else answer


def _is_so(node: tree.Is, at: Setting) -> Expr:
    operator = at.typed.operators.get(node)
    if isinstance(node.what, tree.StateWord) and operator is None:
        subject = translate(node.subject, at)
        assert isinstance(subject, Ref)
        if node.what.word == "empty":
            return _empty_before(subject, at)
        return Ref(subject.name.with_aspect(State(node.what.word)), subject.about)
    subject = translate(node.subject, at)
    if isinstance(node.what, tree.StateWord | tree.NoneLiteral):
        return Apply(operator or "is none", (subject,))
    if isinstance(node.what, tree.YesNo) and isinstance(subject, Ref) and _expires(node.subject, at):
        now = All((subject, Not(Ref(subject.name.with_aspect(State.EXPIRED), subject.about))))
        return now if node.what.value else Not(now)
    return _same(subject, node.subject, node.what, at)


def _expires(subject: tree.Expression, at: Setting) -> bool:
    """Whether it is the name of a norm that can run out: *no* is then said of it too."""
    target = at.typed.resolved.target(asked_name(subject))
    return target is not None and expires(target, at.typed.resolved)


def _same(left: Expr, subject: tree.Expression, other: tree.Expression, at: Setting) -> Expr:
    return same(left, translate(other, at), at.type_of(subject), at.type_of(other))


def _empty_before(subject: Ref, at: Setting) -> Expr:
    """Asked of a rule or options inside its own silence: that nothing of it holds, before the silence."""
    assert at.silenced is not None
    if at.silenced.kind == "options":
        return Apply("is empty", (subject,))
    return Not(Ref(subject.name.with_aspect(Aspect.OPENED), subject.about))


def _arithmetic(node: tree.Arithmetic, at: Setting) -> Expr:
    operator = at.typed.operators[node]
    if operator in ("date plus", "date minus"):
        day, duration = node.left, node.right
        if isinstance(at.type_of(day), DurationType) or isinstance(day, tree.DurationText):
            day, duration = duration, day
        return _moved(operator, translate(day, at), duration, at)
    left, right = translate(node.left, at), translate(node.right, at)
    if operator in ("days between", "hours between"):
        left, right = right, left
    if operator in ("/", "ratio"):
        return Apply(operator, (left, right, Const(" ".join(node.right.span.words.split()))))
    return Apply(operator, (left, right))


def _moved(operator: OperatorName, day: Expr, duration: tree.Expression, at: Setting) -> Expr:
    """A date and a duration: months first, one rounding, then days."""
    while isinstance(duration, tree.Bracketed):
        duration = duration.inner
    length = literal(duration, at) if isinstance(duration, tree.DurationText) else None
    if isinstance(length, MonthsAndDays):
        there = Apply(operator, (day, Const(Months(length.months)), Const(at.rounding)))
        return Apply(operator, (there, Const(Days(length.days)), Const(at.rounding)))
    return Apply(operator, (day, translate(duration, at), Const(at.rounding)))


def _match(node: tree.Match, at: Setting) -> Expr:
    subject, type_ = translate(node.subject, at), strip(at.type_of(node.subject) or BROKEN)
    *others, last = node.cases

    def is_one_of(case: tree.MatchCase) -> Expr:
        tests = tuple(Apply("=", (subject, reference(option, at, type_))) for option in case.options)
        return tests[0] if len(tests) == 1 else Any(tests)

    return reduce(
        lambda rest, case: If(is_one_of(case), translate(case.value, at), rest),
        reversed(others),
        translate(last.value, at),
    )


def _bullets(node: tree.Bullets, at: Setting) -> Expr:
    parts = tuple(_bullet(bullet, at) for bullet in node.bullets)
    match node.word:
        case "all":
            return All(parts)
        case "any":
            return Any(parts)
        case "none":
            return Not(Any(parts))
        case "exactly" | "at least" as word:
            assert node.number is not None
            return Apply("=" if word == "exactly" else ">=", (HowMany(parts), translate(node.number, at)))
        case never:
            assert_never(never)


def _bullet(bullet: tree.Bullet, at: Setting) -> Expr:
    """A lettered bullet of a rule is a definition of its own, so that it can be cited and excepted from."""
    declaration = at.typed.resolved.by_node.get(bullet)
    return translate(bullet.value, at) if declaration is None else Ref(Name(declaration.name))


def _quantified(node: tree.Quantified, at: Setting) -> Expr:
    body = Const(1) if node.body is None else translate(node.body, at)
    where = Const(True) if node.where is None else translate(node.where, at)
    if_none = None if node.if_none is None else translate(node.if_none, at)
    if node.kind == "sum" and node.body is not None:
        if_none = Const(_zero(at.type_of(node.body)))
    return Over(node.kind, node.local, translate(node.over, at), where, body, if_none)


def _zero(type_: Type | None) -> object:
    match type_:
        case MoneyType(currency):
            return Money(Fraction(0), currency)
        case DurationType(unit):
            return UNITS[unit][0](0)
        case Simple() | OneOfType() | RecordType() | SetType() | ListType() | OrNone() | None:
            return Fraction(0) if type_ == NUMBER else 0
        case never:
            assert_never(never)


def _phrase(node: tree.Phrase, at: Setting) -> Expr:
    operands = tuple(translate(argument, at) for argument in node.arguments)
    norm = operands[0]
    if isinstance(norm, Ref) and node not in at.typed.operators:
        if node.word in ("due", "end"):
            limit = Ref(norm.name.with_aspect(Aspect(node.word)), norm.about)
            return If(norm, Apply("limit value", (limit,), at.type_of(node)), Const(None))
        if node.word == "allows":
            penalties = Ref(norm.name.with_aspect(Aspect.PENALTIES), norm.about)
            return All((norm, Apply("allows", (penalties, operands[1]))))
    operator = at.typed.operators[node]
    if operator in ZONED:
        operands = (*operands, Const(at.zone))
    if operator in ROUNDED:
        operands = (*operands, Const(at.rounding))
    if operator in ("later of", "earlier of", "larger of", "smaller of"):
        return reduce(lambda one, other: Apply(operator, (one, other)), operands)
    return Apply(operator, operands)
