"""Random well-typed expressions of the core, over random facts, readings and definitions.

All chance comes from a `random.Random`; Hypothesis passes its own, so that what fails is made smaller.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from attrs import define, evolve, field, frozen
from qanun.core.builder import on_days
from qanun.core.names import Argument, Name, OneThing
from qanun.core.rules import (
    All,
    Any,
    Apply,
    AsOf,
    Const,
    Definition,
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
from qanun.core.walk import free_locals, substituted
from qanun.document.model import InForce
from qanun.runtime.values.durations import Days, Hours, Months
from qanun.runtime.values.money import Money
from qanun.runtime.values.penalties import Penalties, Penalty, PenaltyRange
from qanun.runtime.values.periods import Period
from qanun.typed.types import (
    AUTHORITY,
    COUNTRY,
    DATE,
    INTEGER,
    LIMIT,
    MOMENT,
    NUMBER,
    PENALTY,
    PERIOD,
    TEXT,
    YES_NO,
    DurationType,
    ListType,
    MoneyType,
    OneOfType,
    OrNone,
    RecordType,
    SetType,
    Type,
)
from random_draws import ODD_NAMES, Draws

MONEY = MoneyType("AZN")
HOURS, DAYS, MONTHS = DurationType("hours"), DurationType("days"), DurationType("months")
PERIODS = ListType(PERIOD)
ZONE, ROUNDING = Const("Asia/Baku"), Const("down")
AUTHORITIES = ("court", "ministry", "police")
ORDERED = (INTEGER, NUMBER, MONEY, DATE, MOMENT, HOURS, DAYS, MONTHS)
SUMMED = (INTEGER, NUMBER, MONEY, HOURS, DAYS, MONTHS)

LONG = 10**600
"""A number so long that its square is out of bounds."""

_OWN = ("state", "authority", "penalties")
"""The roles of what only answers see."""


@frozen
class Scope:
    """The locals in sight with their types, and what is known not to be none."""

    locals: tuple[tuple[str, Type], ...] = ()
    asked: tuple[tuple[Expr, Type], ...] = ()


TOP = Scope()


@define
class Maker(Draws):
    """One law in the making. `readings` are names with their options.

    `keys` has the type of what a definition about something is asked about; `top` what is in sight where
    nothing is ranged over: the thing that the rule in the making is about; `guarded_names` the definitions
    that have a value only where they were made.
    """

    facts: dict[str, Type] = field(factory=dict)
    readings: dict[str, tuple[str, ...]] = field(factory=dict)
    definitions: dict[str, Definition] = field(factory=dict)
    keys: dict[str, Type] = field(factory=dict)
    guarded_names: set[str] = field(factory=set)
    top: Scope = TOP
    kind: OneOfType = field(init=False)
    thing: RecordType = field(init=False)
    things: ListType = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.kind = OneOfType(f"{self.module}.kind", self.words(("one", "two", "three")))
        types = (YES_NO, INTEGER, OrNone(DATE), MONEY, self.kind, PERIOD, MOMENT, TEXT)
        words = self.words(("flag", "number", "day", "price", "sort", "stay", "moment", "title"))
        self.thing = RecordType(f"{self.module}.thing", tuple(zip(words, types, strict=True)))
        self.things = ListType(self.thing)

    # --- what is in sight ---------------------------------------------------------------------------------

    def local(self, scope: Scope) -> str:
        """The name of what is ranged over: often used elsewhere, now and then within its own reach."""
        name = self.pick(("c", "c", "c", "k", self.pick(ODD_NAMES)))
        taken = {known for known, _ in scope.locals}
        return name if name not in taken or self.chance(40) else f"each_{len(taken)}"

    def within(self, scope: Scope, local: str, type_: Type) -> Scope:
        """What is in sight where `local` is ranged over: it hides another of its name."""
        others = tuple((name, known) for name, known in scope.locals if name != local)
        asked = tuple((expr, known) for expr, known in scope.asked if local not in free_locals(expr))
        return Scope((*others, (local, type_)), asked)

    # --- what there is ------------------------------------------------------------------------------------

    def fact(self, type_: Type) -> Expr:
        """A fact of a type: one that there is, or a new one."""
        known = [name for name, known in self.facts.items() if known == type_]
        if known and self.chance(75):
            return FactOf(self.pick(known))
        name = f"{self.module}.{self.fresh('fact')}"
        self.facts[name] = type_
        return FactOf(name)

    def sources(self, type_: Type, scope: Scope) -> list[Expr]:
        """Locals, fields and definitions of just this type, and what of it is known not to be none."""
        found = [Local(name) for name, known in scope.locals if known == type_]
        found += [expr for expr, known in scope.asked if known == type_]
        for name, known in scope.locals:
            if isinstance(known, RecordType):
                found += [FieldOf(Local(name), cell) for cell, inner in known.fields if inner == type_]
        for d in self.definitions.values():
            if d.type == type_ and d.role not in _OWN and d.name not in self.guarded_names:
                found += self.asked_of(d, scope)
        return found

    def asked_of(self, definition: Definition, scope: Scope) -> list[Expr]:
        """References to a definition; to one about something, of each such thing in sight."""
        if not definition.locals:
            return [Ref(definition.name)]
        wanted = self.keys[definition.name]
        return [Ref(definition.name, (Local(name),)) for name, known in scope.locals if known == wanted]

    def leaf(self, type_: Type, scope: Scope) -> Expr:
        found = self.sources(type_, scope)
        if found and self.chance(60):
            return self.pick(found)
        if isinstance(type_, OrNone) and self.chance(15):
            return Const(None)
        if type_ == LIMIT:
            raise TypeError("a limit is no value of its own")
        if self.chance(30) and type_ not in (YES_NO, self.thing, self.things, PENALTY):
            return self.constant(type_)
        return self.fact(type_)

    def constant(self, type_: Type) -> Expr:
        match type_:
            case OrNone(inner):
                return Const(None) if self.chance(30) else self.constant(inner)
            case SetType(element):
                return SetOf(
                    tuple(
                        Member("", Const(True), self.constant(element))
                        for _ in range(self.random.randrange(3))
                    )
                )
            case ListType():
                return Apply("years before", (Const(self.pick((1, 2, 5))), self.constant(DATE), ROUNDING))
            case _:
                return Const(self.literal(type_), type_)

    def literal(self, type_: Type) -> object:
        day = date(2012, 3, 24) + timedelta(days=self.pick((-1827, -366, -31, -1, 0, 1, 30, 365)))
        number = LONG if self.chance(2) else self.pick((0, 1, 1, 2, 3, 5, 12, 48))
        match type_:
            case MoneyType(currency):
                return Money(Fraction(LONG if number == LONG else self.pick((0, 1, 100, 101))), currency)
            case DurationType(unit):
                return {"hours": Hours, "days": Days, "months": Months}[unit](number)
            case OneOfType(_, options):
                return self.pick(options)
        values: dict[Type, Callable[[], object]] = {
            YES_NO: lambda: self.chance(50),
            INTEGER: lambda: number,
            NUMBER: lambda: Fraction(number, self.pick((1, 2, 3))),
            DATE: lambda: day,
            MOMENT: lambda: datetime(day.year, day.month, day.day, 6, tzinfo=UTC),
            PERIOD: lambda: Period(day, day + timedelta(days=min(number, 48))),
            TEXT: lambda: self.pick(("a text", "another text")),
            COUNTRY: lambda: self.pick(("AZ", "GE", "TR")),
            AUTHORITY: lambda: self.pick(AUTHORITIES),
            PENALTY: lambda: Penalty("fine", Money(Fraction(self.pick((100, 300))), "AZN")),
        }
        return values[type_]()

    # --- expressions --------------------------------------------------------------------------------------

    def expr(self, type_: Type, fuel: int, within: Scope | None = None) -> Expr:
        """An expression of a type; `fuel` bounds its depth."""
        scope = self.top if within is None else within
        if fuel <= 0 or self.chance(15):
            return self.leaf(type_, scope)
        roll = self.random.randrange(100)
        if roll < 12:
            return If(
                self.expr(YES_NO, fuel - 1, scope),
                self.expr(type_, fuel - 1, scope),
                self.expr(type_, fuel - 1, scope),
            )
        if roll < 22:
            return self.guarded(type_, fuel, scope)
        if roll < 27 and self.readings:
            return self.by_reading(type_, fuel, scope)
        if roll < 33 and (asked := self.asked(type_, fuel, scope)) is not None:
            return asked
        made = self.compound(type_, fuel - 1, scope)
        return self.leaf(type_, scope) if made is None else made

    def asked(self, type_: Type, fuel: int, scope: Scope) -> Expr | None:
        """What a definition about something says of a thing or amount; where it is a table, or about a
        moment, and nothing ranges over that, one of its own says it, as `core.instances` makes it."""
        told = [d for d in self.definitions.values() if d.locals and d.type == type_ and d.role not in _OWN]
        if not told:
            return None
        general = self.pick(told)
        wanted = self.keys[general.name]
        if wanted == self.thing:
            return Ref(general.name, (self.leaf(wanted, scope),))
        thing = self.expr(wanted, fuel - 1, scope)
        if free_locals(thing) or general.locals[0] not in ("key", "as_of"):
            return Ref(general.name, (thing,))
        kept = Name(general.name.subject, Argument("key"), OneThing(self.fresh_number()))
        self.definitions[kept] = evolve(general, name=kept, role="define", type=wanted, body=thing, things=())
        name = general.name.with_about(OneThing(self.fresh_number()))
        body = substituted(general.body, {general.locals[0]: Ref(kept)})
        self.definitions[name] = evolve(general, name=name, body=body, things=())
        if scope.asked:
            self.guarded_names |= {kept, name}
        return Ref(name)

    def in_force(self) -> tuple[Expr, ...]:
        """That something is in force, where its article or it itself says on which days."""
        if not self.chance(12):
            return ()
        days = sorted(value for value in (self.literal(DATE), self.literal(DATE)) if isinstance(value, date))
        start, end = self.pick(((days[0], days[1]), (days[0], None), (None, days[1])))
        return on_days(InForce(start, end), str(ZONE.value))

    def guarded(self, type_: Type, fuel: int, scope: Scope) -> Expr:
        """Something that may be none, asked, and used where it is not."""
        inner = self.pick((DATE, DATE, MOMENT, MONEY, self.kind, INTEGER))
        subject = self.leaf(OrNone(inner), scope)
        if isinstance(subject, Const):
            subject = self.fact(OrNone(inner))
        known = evolve(scope, asked=(*scope.asked, (subject, inner)))
        is_none = Apply("is none", (subject,))
        if type_ == YES_NO and self.chance(40):
            return All((Not(is_none), self.expr(YES_NO, fuel - 1, known)))
        if type_ == YES_NO and self.chance(40):
            return Any((is_none, self.expr(YES_NO, fuel - 1, known)))
        return If(Not(is_none), self.expr(type_, fuel - 1, known), self.expr(type_, fuel - 1, scope))

    def by_reading(self, type_: Type, fuel: int, scope: Scope) -> Expr:
        """A match over a reading."""
        name = self.pick(list(self.readings))
        *others, _ = self.readings[name]
        result = self.expr(type_, fuel - 1, scope)
        for option in others:
            is_so = Apply("=", (Reading(name), Const(option, OneOfType(name, self.readings[name]))))
            result = If(is_so, self.expr(type_, fuel - 1, scope), result)
        return result

    def compound(self, type_: Type, fuel: int, scope: Scope) -> Expr | None:
        """One of the ways in which an expression of a type is put together; None where there is none."""

        def of(wanted: Type) -> Expr:
            return self.expr(wanted, fuel, scope)

        def apply(operator: str, *operands: Type | Const) -> Callable[[], Expr]:
            return lambda: Apply(operator, tuple(o if isinstance(o, Const) else of(o) for o in operands))

        ways: list[Callable[[], Expr]] = []
        match type_:
            case OrNone(inner):
                ways += [lambda: of(inner)]
                if inner in (DATE, MOMENT):
                    event = OrNone(inner)
                    ways += [apply("later of", event, event), apply("earlier of", event, event)]
                    ways.append(lambda: Apply("happened", (of(event), AsOf(), ZONE)))
                if inner == DATE:
                    ways.append(apply("end of period", PERIOD))
                if inner == PERIOD:
                    ways.append(apply("clipped to", PERIOD, PERIOD))
            case SetType(element):
                ways += [apply("in common", type_, type_), lambda: self.members(element, fuel, scope)]
            case ListType() if type_ == PERIODS:
                ways.append(apply("years before", Const(self.pick((1, 3))), DATE, ROUNDING))
                ways.append(apply("clipped to", PERIODS, PERIOD))
                ways.append(apply("together with", PERIODS, PERIODS))
                ways.append(apply(self.pick(("calendar months of", "calendar years of")), PERIOD))
            case _ if type_ == PERIOD:
                ways += [apply("period", DATE, DATE), apply("period", DATE, OrNone(DATE))]
            case _ if type_ == YES_NO:
                ways = self.conditions(fuel, scope, of, apply)
        if type_ in ORDERED:
            ways += self.sizes(type_, fuel, scope, apply)
        return self.pick(ways)() if ways else None

    def conditions(
        self, fuel: int, scope: Scope, of: Callable[[Type], Expr], apply: Callable[..., Callable[[], Expr]]
    ) -> list[Callable[[], Expr]]:
        def parts() -> tuple[Expr, ...]:
            return tuple(of(YES_NO) for _ in range(self.pick((2, 2, 3))))

        size = self.pick(ORDERED)
        value = self.pick((*ORDERED, self.kind, COUNTRY, AUTHORITY, TEXT, PERIOD, YES_NO))
        kinds = SetType(self.kind)
        ways: list[Callable[[], Expr]] = [
            lambda: All(parts()),
            lambda: Any(parts()),
            lambda: All(parts()),
            lambda: Any(parts()),
            lambda: Not(of(YES_NO)),
            apply(self.pick(("<", "<=", ">", ">=")), size, size),
            apply(self.pick(("<", "<=", ">", ">=")), size, size),
            apply(self.pick(("=", "!=")), value, value),
            apply(self.pick(("=", "!=")), OrNone(self.kind), self.pick((self.kind, OrNone(self.kind)))),
            lambda: Apply(
                self.pick(("<", ">=", "=", "!=")), (HowMany(parts()), Const(self.pick((0, 1, 2, 3))))
            ),
            lambda: Apply("is none", (self.leaf(OrNone(self.pick((DATE, MONEY))), scope),)),
            apply("contains", PERIOD, DATE),
            apply("overlap", PERIOD, PERIOD),
            apply("has member", kinds, self.kind),
            apply("is empty", self.pick((kinds, self.things, PERIODS, SetType(COUNTRY)))),
            apply("=", kinds, kinds),
            lambda: self.same_things(scope),
            lambda: self.over(self.pick(("some", "every")), YES_NO, fuel, scope),
            lambda: self.over(self.pick(("some", "every")), YES_NO, fuel, scope),
            lambda: Apply("allows", (Const(self.penalties()), of(PENALTY))),
            lambda: Apply("is none", (Apply("limit value", (self.limit(fuel, scope),), OrNone(LIMIT)),)),
            lambda: Apply("limit passed", (self.limit(fuel, scope), AsOf(), ZONE)),
            lambda: Apply("in time", (self.limit(fuel, scope), of(self.pick((DATE, MOMENT))), ZONE)),
        ]
        return ways

    def same_things(self, scope: Scope) -> Expr:
        """That two things are the same, field by field; one of them may be none."""
        one, other = self.leaf(self.thing, scope), self.leaf(self.thing, scope)
        if self.chance(30):
            return same(self.fact(OrNone(self.thing)), other, OrNone(self.thing), self.thing)
        return same(one, other, self.thing, self.thing)

    def sizes(
        self, type_: Type, fuel: int, scope: Scope, apply: Callable[..., Callable[[], Expr]]
    ) -> list[Callable[[], Expr]]:
        """Ways to come to a number, an amount, a day, a length."""
        ways: list[Callable[[], Expr]] = []
        best = self.pick(("largest", "smallest"))
        ways.append(lambda: self.over(best, type_, fuel, scope))
        if type_ in SUMMED:
            ways += [apply("+", type_, type_), apply("-", type_, type_), apply("negate", type_)]
            ways.append(lambda: self.over("sum", type_, fuel, scope))
        if type_ in (HOURS, DAYS, MONTHS):
            ways += [apply("*", type_, INTEGER), apply("*", INTEGER, type_)]
        if type_ in (INTEGER, NUMBER, MONEY):
            ways.append(apply(self.pick(("larger of", "smaller of")), type_, type_))
        mode = Const(self.pick(("up", "down", "half away from zero")))
        divisor = Const("the divisor")
        more: dict[Type, list[Callable[[], Expr]]] = {
            INTEGER: [
                apply("*", INTEGER, INTEGER),
                apply(self.pick(("year of", "month of", "day of", "weekday of")), DATE),
                apply("age of", DATE, DATE, ROUNDING),
                apply("count of", self.pick((SetType(self.kind), self.things, PERIODS))),
                apply("rounded", NUMBER, mode, Const(self.pick((1, 10)))),
                lambda: self.over("count", INTEGER, fuel, scope),
                lambda: self.over("count", INTEGER, fuel, scope),
                lambda: HowMany(tuple(self.expr(YES_NO, fuel, scope) for _ in range(3))),
            ],
            NUMBER: [
                apply("*", NUMBER, NUMBER),
                apply("/", NUMBER, NUMBER, divisor),
                apply("/", MONEY, MONEY, divisor),
                apply("to number", INTEGER),
                lambda: self.ratio(fuel, scope),
                apply("rounded", NUMBER, mode, Const(Fraction(1, 100))),
            ],
            MONEY: [
                apply("*", MONEY, NUMBER),
                apply("*", NUMBER, MONEY),
                apply("/", MONEY, NUMBER, divisor),
                apply("rounded", MONEY, mode, Const(Money(Fraction(1, 100), "AZN"))),
            ],
            DATE: [
                apply(self.pick(("date plus", "date minus")), DATE, self.pick((DAYS, MONTHS)), ROUNDING),
                apply("date of", MOMENT, ZONE),
                apply(self.pick(("first", "last")) + " day of " + self.pick(("month", "year")), DATE),
                apply("start of", PERIOD),
                apply(self.pick(("later of", "earlier of")), DATE, DATE),
                apply("earlier of", DATE, OrNone(DATE)),
                lambda: Apply("date of", (AsOf(), ZONE)),
            ],
            MOMENT: [
                apply(self.pick(("+", "-")), MOMENT, HOURS),
                apply("end of day", DATE, ZONE),
                apply(self.pick(("later of", "earlier of")), MOMENT, MOMENT),
                AsOf,
            ],
            HOURS: [apply("hours between", MOMENT, MOMENT)],
            DAYS: [apply("days between", DATE, DATE), apply("days in", self.pick((PERIOD, PERIODS)))],
            MONTHS: [apply(self.pick(("full months in", "full years in")), PERIOD, ROUNDING)],
        }
        return ways + more[type_]

    def ratio(self, fuel: int, scope: Scope) -> Expr:
        """A length of time divided by another of its kind."""
        kind = self.pick((HOURS, DAYS, MONTHS))
        left, right = (self.expr(kind, fuel, scope) for _ in range(2))
        return Apply("ratio", (left, right, Const("the divisor")))

    def over(self, kind: str, type_: Type, fuel: int, scope: Scope) -> Expr:
        """A quantifier over things or periods."""
        items = self.pick((self.things, self.things, PERIODS))
        local = self.local(scope)
        inner = self.within(scope, local, items.element)
        where: Expr = Const(True)
        if self.chance(50) or kind == "count":
            where = self.expr(YES_NO, fuel - 1, inner)
            if self.chance(15):  # within the reach of another
                where = self.over(self.pick(("some", "every")), YES_NO, 1, inner)
        body = Const(1) if kind == "count" else self.expr(type_, fuel - 1, inner)
        if_none: Expr | None = None
        if kind == "sum":
            if_none = Const(_zero(type_))
        elif kind in ("largest", "smallest"):
            if_none = self.expr(type_, fuel - 1, scope)
        return Over(kind, local, self.expr(items, fuel - 1, scope), where, body, if_none)

    def members(self, element: Type, fuel: int, scope: Scope) -> Expr:
        def condition() -> Expr:
            return self.expr(YES_NO, fuel - 1, scope) if self.chance(70) else Const(True)

        some = range(self.random.randrange(4))
        return SetOf(tuple(Member("", condition(), self.expr(element, fuel - 1, scope)) for _ in some))

    # --- limits and penalties -----------------------------------------------------------------------------

    def limit(self, fuel: int, within: Scope | None = None) -> Expr:
        """The end of a term."""
        scope = self.top if within is None else within
        limits = [d for d in self.definitions.values() if d.type == OrNone(LIMIT)]
        ends = [ref for d in limits for ref in self.asked_of(d, scope)]
        if ends and self.chance(30):
            return self.pick(ends)
        if fuel > 1 and self.chance(15):
            return Apply("later limit", (self.limit(fuel - 1, scope), self.limit(fuel - 1, scope), ZONE))
        unit = self.pick((HOURS, DAYS, MONTHS))
        event = OrNone(MOMENT) if unit == HOURS else OrNone(self.pick((DATE, MOMENT)))
        begun = self.expr(event, fuel, scope)
        if self.chance(50):
            happened = Apply("happened", (begun, AsOf(), ZONE))
            length = self.expr(unit, 1, scope) if self.chance(30) else Const(self.literal(unit))
            return Apply("limit after", (length, happened, ZONE, ROUNDING))
        return Apply("limit at", (begun, Const(self.chance(70))))

    def penalties(self) -> Penalties:
        fine = PenaltyRange(
            "fine", Money(Fraction(100), "AZN"), Money(Fraction(self.pick((200, 500))), "AZN")
        )
        prison = PenaltyRange("imprisonment", None, Months(self.pick((24, 60))))
        return Penalties(self.pick((((fine,),), ((fine,), (prison,)), ((fine, prison),))))


def _zero(type_: Type) -> object:
    match type_:
        case MoneyType(currency):
            return Money(Fraction(0), currency)
        case DurationType(unit):
            return {"hours": Hours, "days": Days, "months": Months}[unit](0)
        case _:
            return 0
