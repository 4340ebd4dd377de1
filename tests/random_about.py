"""Definitions about something, as `core.figures`, `as_of`, `things` and `versions` make them.

Tables, what is said of a moment or an amount, rules of each thing of a list, rules with versions.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import partial

from attrs import evolve
from qanun.core.builder import NO, both, on_days
from qanun.core.names import Aspect, Name
from qanun.core.rules import Apply, Const, Definition, Expr, If, Local, NoVersion, Ref, Subject
from qanun.core.walk import map_each
from qanun.document.model import InForce
from qanun.runtime.values.money import Money
from qanun.runtime.values.states import State
from qanun.typed.types import AUTHORITY, BODIES, DATE, INTEGER, MOMENT, NUMBER, TEXT, YES_NO, SetType, Type
from random_expressions import MONEY, ZONE, Maker, Scope

KEYS = (INTEGER, NUMBER, MONEY, DATE, MOMENT)
CHANGES = (date(2011, 3, 1), date(2012, 3, 24), date(2013, 3, 24))
"""The days on which another version may begin; cases lie around the second."""


def bound(make: Maker, type_: Type, number: int) -> object:
    """The upper bound of a band; of bands with rising numbers they rise."""
    if type_ == MONEY:
        return Money(Fraction(number * make.pick((1, 100)) + number * 100), "AZN")
    if type_ == NUMBER:
        return Fraction(number * 5, 2)
    return number * 3 if type_ == INTEGER else CHANGES[1] + timedelta(days=number * 20)


def bands(make: Maker, key: Type, value: Type) -> tuple[Expr, Expr | None]:
    """What a table with the key `key` says, and the sum over its bands where these multiply to money."""
    low = make.pick((-1, 0, 0, 1))
    bounds = [bound(make, key, low + number) for number in range(make.pick((1, 2, 3)))]
    values = [make.expr(value, 1, Scope()) for _ in (*bounds, None)]
    asked = Local("key")
    body = values[-1]
    for high, said in zip(reversed(bounds), reversed(values[:-1]), strict=True):
        body = If(Apply("<=", (asked, Const(high))), said, body)
    if key != MONEY or value != NUMBER:
        return body, None
    nothing, start = Const(Money(Fraction(0), "AZN")), Const(Money(Fraction(0), "AZN"))
    below: Expr = start
    total: Expr | None = None
    for high, said in zip([*bounds, None], values, strict=True):
        upper = below
        up_to: Expr = asked
        if high is not None:
            assert isinstance(high, Money)
            upper = Const(Money(max(high.amount, Fraction(0)), "AZN"))
            up_to = Apply("smaller of", (asked, upper))
        part = up_to if below == start else Apply("-", (up_to, below))
        share = If(Apply("<=", (asked, below)), nothing, Apply("*", (part, said)))
        total = share if total is None else Apply("+", (total, share))
        below = upper
    return body, total


def closed(definitions: Mapping[str, Definition]) -> dict[str, Definition]:
    """The definitions, each reference within what is said of a thing to what is said of the same one."""

    def of_the_same(definition: Definition, ref: Ref) -> Ref:
        if ref.about or not definitions[ref.name].locals:
            return ref
        return Ref(ref.name, definition.things)

    found = dict(definitions)
    for name, one in definitions.items():
        if one.locals:
            found[name] = evolve(one, body=map_each(one.body, partial(of_the_same, one)))
    return found


def chosen(head: Name, versions: Sequence[Subject], make: Maker) -> tuple[Subject, dict[str, Definition]]:
    """A rule with versions: the subject, and its definitions, which choose by the day."""
    gap = make.chance(30)
    middle = CHANGES[1] - timedelta(days=1)
    days = (InForce(CHANGES[0], middle - timedelta(days=30) if gap else middle), InForce(CHANGES[1], None))
    aspects = dict.fromkeys(
        definition.name.aspect
        for one in versions
        for definition in make.definitions.values()
        if definition.name.subject == one.name and isinstance(definition.name.aspect, Aspect | State)
    )
    made: dict[str, Definition] = {}
    for aspect in aspects:
        found = [make.definitions.get(Name(one.name, aspect)) for one in versions]
        model = next(one for one in found if one is not None)
        state = model.role == "state"
        type_ = model.type if all(one is None or one.type == model.type for one in found) else TEXT
        nobody = Const((), SetType(AUTHORITY) if type_ == SetType(AUTHORITY) else BODIES)
        body: Expr = nobody if model.role == "authority" else Const(None)
        if state or aspect in (Aspect.ITSELF, Aspect.BEFORE):
            body = NoVersion(head, "some days")
        elif model.type == YES_NO:
            body = NO
        for own, one in zip(days, found, strict=True):
            if one is not None or (state and model.type == YES_NO):
                said: Expr = NO if one is None else Ref(one.name)
                body = If(both(on_days(own, str(ZONE.value))), said, body)
        name = Name(head, aspect)
        made[name] = evolve(model, name=name, type=type_, body=body, provisions=())
    return _subject(head, versions), made


def _subject(head: Name, versions: Sequence[Subject]) -> Subject:
    def name(part: str) -> Name | None:
        found = (getattr(one, part) for one in versions)
        return next((Name(head, said.aspect) for said in found if said is not None), None)

    def all_of(word: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for one in versions for name in getattr(one, word)))

    aspects = ("opened", "state", "due", "end", "penalties", "authority", "exercised")
    lists = ("barring", "grounds", "exceptions", "silences", "weighing")
    carved: dict[Name, tuple[Name, ...]] = {}
    for exception, opened in (pair for one in versions for pair in one.carved):
        carved[exception] = (*carved.get(exception, ()), *opened)
    return evolve(
        versions[-1],
        name=head,
        provisions=(),
        answer=head,
        carved=tuple(carved.items()),
        **{aspect: name(aspect) for aspect in aspects},
        **{word: all_of(word) for word in lists},
    )
