"""What random rules and norms have in common: definitions, subjects, exceptions, silences."""

from collections.abc import Sequence

from attrs import evolve
from qanun.core.builder import NO, both
from qanun.core.names import Aspect, Name
from qanun.core.rules import (
    About,
    Agree,
    Apply,
    AsOf,
    Case,
    Const,
    DeclaredWhen,
    Definition,
    Expr,
    If,
    InConflict,
    Local,
    Not,
    NoVersion,
    Parameter,
    Ref,
    Role,
    Silent,
    Site,
    Subject,
    SubjectKind,
)
from qanun.syntax.tree import NormKind
from qanun.typed.types import (
    AUTHORITY,
    COUNTRY,
    DATE,
    INTEGER,
    MOMENT,
    NUMBER,
    PERIOD,
    TEXT,
    YES_NO,
    OrNone,
    SetType,
    Type,
)
from random_expressions import DAYS, HOURS, MONEY, MONTHS, ZONE, Maker

SITE = Site("random.md", 1)
FUEL = 4


class Parts:
    """A law in the making: what `Maker` makes expressions from, and the subjects so far."""

    def __init__(self, maker: Maker) -> None:
        self.make = maker
        self.subjects: dict[str, Subject] = {}
        self.parameters: dict[str, Parameter] = {}
        self.things: tuple[Local, ...] = ()
        self.about: About | None = None
        self.called: tuple[Name, Type, NormKind] | None = None
        for number in range(maker.random.randrange(3)):
            options = maker.words(("first", "second", "third")[: maker.pick((2, 2, 3))])
            maker.readings[f"{maker.module}.reading_{number}"] = options

    def define(self, name: Name, role: Role, type_: Type, body: Expr) -> Ref:
        """Put a definition into the program; what refers to it."""
        anchors = tuple(f"{self.make.module}#{n}" for n in (1, 2, 3) if self.make.chance(25))
        self.make.definitions[name] = Definition(name, role, name, type_, body, anchors, SITE, self.things)
        if self.things:
            self.make.keys[name] = self.things[0].type
        return Ref(name)

    def subject(self, name: Name, kind: SubjectKind, type_: Type) -> Subject:
        """A subject that is answered by the definition of its name."""
        provisions = (f"{self.make.module}#1",) if self.make.chance(50) else ()
        self.subjects[name] = Subject(
            name, kind, name, type_, provisions, SITE, answer=name, about=self.about
        )
        return self.subjects[name]

    def name(self, word: str) -> Name:
        return Name(f"{self.make.module}.{self.make.fresh(word)}")

    def condition(self, fuel: int = FUEL - 1) -> Expr:
        return self.make.expr(YES_NO, fuel)

    def versioned(self, name: Name, body: Expr) -> Expr:
        """Now and then in force on some days only."""
        if not self.make.chance(8):
            return body
        day = Apply("date of", (AsOf(), ZONE))
        return If(Apply("<=", (Const(self.make.literal(DATE)), day)), body, NoVersion(name, "some days"))

    def type(self) -> Type:
        return self.make.pick(
            (
                YES_NO, YES_NO, YES_NO, INTEGER, NUMBER, MONEY, DATE, MOMENT, HOURS, DAYS, MONTHS, PERIOD,
                self.make.kind, COUNTRY, AUTHORITY, TEXT, OrNone(DATE), OrNone(MONEY), OrNone(MOMENT),
                OrNone(self.make.kind), OrNone(PERIOD), SetType(self.make.kind), self.make.thing,
            )
        )  # fmt: skip

    def declared(self, names: Sequence[str]) -> tuple[tuple[tuple[str, str], ...], tuple[DeclaredWhen, ...]]:
        """Pairs of names whose clash is declared, and such of which it is under a condition."""
        pairs = [(one, other) for n, one in enumerate(names) for other in names[n + 1 :]]
        always = tuple(pair for pair in pairs if self.make.chance(25))
        when = tuple(DeclaredWhen(*pair, self.condition(1)) for pair in pairs if self.make.chance(25))
        return always, when

    def exceptions(self, opened: Expr) -> list[Name]:
        """Some exceptions."""
        found = []
        for _ in range(self.make.pick((0, 0, 1, 1, 2))):
            name = self.name("exception")
            conditions = [*self.make.in_force(), self.condition(2)]
            self.define(Name(name, Aspect.OPENED), "opened", YES_NO, both(conditions))
            conditions += [Not(self.condition(1))] if self.make.chance(20) else []
            self.define(name, "exception", YES_NO, both(conditions))
            self.define(Name(name, Aspect.BITES), "bites", YES_NO, both([opened, Ref(name)]))
            found.append(name)
        return found

    def collided(self, rest: Expr) -> Expr:
        """Now and then in conflict with something."""
        if not self.make.chance(12):
            return rest
        return If(self.condition(2), InConflict((f"{self.make.module}.other",)), rest)

    def determined(self, name: Name, type_: Type, rest: Expr) -> tuple[Expr, tuple[tuple[str, str], ...]]:
        """Now and then what somebody determined in the place of what a rule or norm comes to: the body, and
        the grounds that are determinations."""
        make = self.make
        if isinstance(type_, OrNone | SetType) or not make.chance(25):
            return rest, ()
        grounds = [Name(f"{name}.{n}") for n in ("by_court", "by_office")[: make.pick((1, 1, 2))]]
        cases = []
        for ground in grounds:
            told = make.fact(OrNone(type_))
            conditions = [self.condition(1)] if make.chance(30) else []
            there = both([Not(Apply("is none", (told,))), *make.in_force(), *conditions])
            cases.append(Case(ground, self.define(ground, "ground", YES_NO, there), told))
        body = Agree(name, tuple(cases), rest, *self.declared(grounds))
        return body, tuple((ground, f"as {ground} determined") for ground in grounds)

    def silence(self) -> Name:
        name = self.name("silence")
        body = both([*self.make.in_force(), self.condition(2)])
        self.define(Name(name, Aspect.OPENED), "opened", YES_NO, body)
        holds = self.define(name, "silence", YES_NO, Ref(Name(name, Aspect.OPENED)))
        answer = self.define(Name(name, Aspect.ANSWER), "value", YES_NO, If(holds, Silent(name), NO))
        self.subjects[name] = evolve(
            self.subject(name, "silence", YES_NO), answer=answer.name, opened=Name(name, Aspect.OPENED)
        )
        return name
