"""Random well-typed programs: definitions, rules, options, silences and norms, as `lower` makes them."""

from collections.abc import Iterable, Sequence
from random import Random

from attrs import evolve
from hypothesis import strategies as st
from qanun.core.builder import NO, YES, both, either, unless
from qanun.core.questions import Constraints, asked
from qanun.core.rules import (
    Agree,
    All,
    Apply,
    AsOf,
    Case,
    Const,
    Constraint,
    Definition,
    Expr,
    FactDeclaration,
    Gap,
    If,
    InConflict,
    Law,
    Member,
    Not,
    NoVersion,
    Program,
    ProvisionText,
    ReadingDeclaration,
    Ref,
    SetOf,
    Silent,
    Site,
    Subject,
)
from qanun.runtime.values import State
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
    OrNone,
    SetType,
    Type,
)
from random_expressions import AUTHORITIES, DAYS, HOURS, MONEY, MONTHS, ZONE, Maker, Scope

NORMS = ("obligation", "prohibition", "permission", "right", "power", "offence", "status")
SITE = Site("random.md", 1)
FUEL = 4


def programs(module: str = "law") -> st.SearchStrategy[Program]:
    """Random programs of one law, which Hypothesis can make smaller."""
    return st.randoms(use_true_random=False).map(lambda random: random_program(random, module))


def random_program(random: Random, module: str = "law") -> Program:
    """A program of one law with one question."""
    return _Law(Maker(random, module)).program()


def together(programs: Iterable[Program]) -> Program:
    """One program of several laws that know nothing of each other."""
    found = list(programs)
    return Program(
        laws={key: law for one in found for key, law in one.laws.items()},
        types={key: type_ for one in found for key, type_ in one.types.items()},
        authorities=found[0].authorities,
        facts={key: fact for one in found for key, fact in one.facts.items()},
        readings={key: reading for one in found for key, reading in one.readings.items()},
        constraints=tuple(constraint for one in found for constraint in one.constraints),
        definitions={key: d for one in found for key, d in one.definitions.items()},
        subjects={key: subject for one in found for key, subject in one.subjects.items()},
        questions={key: question for one in found for key, question in one.questions.items()},
        scenarios=(),
        claims=(),
        fingerprint="0" * 16,
    )


class _Law:
    """A law in the making: what `Maker` makes expressions from, and the subjects so far."""

    def __init__(self, maker: Maker) -> None:
        self.make = maker
        self.subjects: dict[str, Subject] = {}
        for number in range(maker.random.randrange(3)):
            options = ("first", "second", "third")[: maker.pick((2, 2, 3))]
            maker.readings[f"{maker.module}.reading_{number}"] = options

    def program(self) -> Program:
        make = self.make
        ways = (self.plain, self.plain, self.rule, self.options, self.norm, self.norm, self.alone)
        for _ in range(make.pick((1, 2, 3, 4, 6))):
            make.pick(ways)()
        constraints = tuple(
            Constraint(make.expr(YES_NO, 2, Scope()), f"sentence {n}", SITE)
            for n in range(make.pick((0, 0, 0, 1, 2)))
        )
        answered = [subject for subject in self.subjects.values() if make.chance(80)]
        answered = answered or list(self.subjects.values())
        kept = Constraints.of(constraints, make.definitions)
        question = asked(f"{make.module}.question", answered, make.definitions, kept, SITE)
        things, kind = make.thing, make.kind
        return Program(
            laws={make.module: _law(make.module)},
            types={
                kind.name: (kind, "kind", tuple((option, option) for option in kind.options)),
                things.name: (things, "thing", tuple((cell, cell) for cell, _ in things.fields)),
            },
            authorities={name: name for name in AUTHORITIES},
            facts={
                name: FactDeclaration(name, name.rpartition(".")[2], type_, None, SITE)
                for name, type_ in make.facts.items()
            },
            readings={
                name: ReadingDeclaration(name, name, tuple((option, option) for option in options), "", SITE)
                for name, options in make.readings.items()
            },
            constraints=constraints,
            definitions=make.definitions,
            subjects=self.subjects,
            questions={question.name: question},
            scenarios=(),
            claims=(),
            fingerprint="0" * 16,
        )

    # --- what definitions and subjects have in common -----------------------------------------------------

    def define(self, name: str, role: str, type_: Type, body: Expr) -> Ref:
        """Put a definition into the program; what refers to it."""
        anchors = tuple(f"{self.make.module}#{n}" for n in (1, 2, 3) if self.make.chance(25))
        self.make.definitions[name] = Definition(name, role, name, type_, body, anchors, SITE)
        return Ref(name)

    def subject(self, name: str, kind: str, type_: Type) -> Subject:
        """A subject that is answered by the definition of its name."""
        provisions = (f"{self.make.module}#1",) if self.make.chance(50) else ()
        self.subjects[name] = Subject(name, kind, name, type_, provisions, SITE, answer=name)
        return self.subjects[name]

    def name(self, word: str) -> str:
        return f"{self.make.module}.{self.make.fresh(word)}"

    def condition(self, fuel: int = FUEL - 1) -> Expr:
        return self.make.expr(YES_NO, fuel)

    def versioned(self, name: str, body: Expr) -> Expr:
        """Now and then in force on some days only."""
        if not self.make.chance(8):
            return body
        day = Apply("date of", (AsOf(), ZONE))
        return If(Apply("<=", (Const(self.make.literal(DATE)), day)), body, NoVersion(name, "some days"))

    # --- definitions, rules, options ----------------------------------------------------------------------

    def type(self) -> Type:
        return self.make.pick(
            (
                YES_NO, YES_NO, YES_NO, INTEGER, NUMBER, MONEY, DATE, MOMENT, HOURS, DAYS, MONTHS, PERIOD,
                self.make.kind, COUNTRY, AUTHORITY, TEXT, OrNone(DATE), OrNone(MONEY), OrNone(MOMENT),
                OrNone(self.make.kind), OrNone(PERIOD), SetType(self.make.kind),
            )
        )  # fmt: skip

    def plain(self) -> None:
        name, type_ = self.name("value"), self.type()
        body = self.make.expr(type_, FUEL)
        self.subject(name, "define", type_)
        self.define(name, "define", type_, self.versioned(name, body))

    def otherwise(self, name: str, type_: Type, grounds: Sequence[str]) -> Expr:
        """What is where no ground holds."""
        return Gap(name, tuple(grounds)) if self.make.chance(40) else self.make.expr(type_, 2)

    def rule(self) -> None:
        """A rule of grounds, with exceptions that defeat it or put a value in the place of its own."""
        make, name, type_ = self.make, self.name("rule"), self.type()
        grounds = [f"{name}.{n}" for n in ("a", "b", "c")[: make.pick((1, 2, 2, 3))]]
        for ground in grounds:
            self.define(ground, "ground", YES_NO, self.condition(2))
        opened = self.define(f"{name}:opened", "opened", YES_NO, either([Ref(g) for g in grounds]))
        otherwise: Expr = NO if type_ == YES_NO and make.chance(60) else self.otherwise(name, type_, grounds)
        silence = self.silence() if make.chance(25) else None
        if silence is not None:
            otherwise = If(Ref(silence), Silent(silence), otherwise)
        cases = tuple(Case(ground, Ref(ground), make.expr(type_, 2)) for ground in grounds)
        body: Expr = Agree(name, cases, otherwise, self.declared(grounds))
        defeating, replacing = self.exceptions(opened), self.exceptions(opened)
        if replacing:
            bites = tuple(Case(e, All((opened, Ref(e))), make.expr(type_, 2)) for e in replacing)
            body = Agree(name, bites, body, self.declared(replacing))
        if defeating:
            body = If(either([Ref(e) for e in defeating]), otherwise, body)
        self.subjects[name] = evolve(
            self.subject(name, "rule", type_),
            opened=opened.name,
            barring=tuple(defeating),
            grounds=tuple(grounds),
            exceptions=(*defeating, *replacing),
            carved=tuple((name, (opened.name,)) for name in (*defeating, *replacing)),
            silences=() if silence is None else (silence,),
        )
        self.define(name, "value", type_, self.collided(self.versioned(name, body)))

    def declared(self, names: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """Pairs of names whose clash is declared."""
        pairs = [(one, other) for n, one in enumerate(names) for other in names[n + 1 :]]
        return tuple(pair for pair in pairs if self.make.chance(25))

    def exceptions(self, opened: Expr) -> list[str]:
        """Some exceptions."""
        found = []
        for _ in range(self.make.pick((0, 0, 1, 1, 2))):
            name = self.name("exception")
            conditions = [self.condition(2)]
            self.define(f"{name}:opened", "opened", YES_NO, conditions[0])
            conditions += [Not(self.condition(1))] if self.make.chance(20) else []
            self.define(name, "exception", YES_NO, both(conditions))
            self.define(f"{name}:bites", "bites", YES_NO, both([opened, Ref(name)]))
            found.append(name)
        return found

    def collided(self, rest: Expr) -> Expr:
        """Now and then in conflict with something."""
        if not self.make.chance(12):
            return rest
        return If(self.condition(2), InConflict((f"{self.make.module}.other",)), rest)

    def alone(self) -> None:
        """A silence on nothing in particular."""
        self.silence()

    def silence(self) -> str:
        name = self.name("silence")
        self.define(f"{name}:opened", "opened", YES_NO, self.condition(2))
        holds = self.define(name, "silence", YES_NO, Ref(f"{name}:opened"))
        answer = self.define(f"{name}:answer", "value", YES_NO, If(holds, Silent(name), NO))
        self.subjects[name] = evolve(
            self.subject(name, "silence", YES_NO), answer=answer.name, opened=f"{name}:opened"
        )
        return name

    def options(self) -> None:
        make, name = self.make, self.name("options")
        element: Type = make.pick((COUNTRY, make.kind))
        names = [f"{name}.{n}" for n in ("a", "b", "c")[: make.pick((1, 2, 3))]]
        members = []
        for member in names:
            self.define(f"{member}:opened", "opened", YES_NO, self.condition(2))
            holds = self.define(member, "ground", YES_NO, Ref(f"{member}:opened"))
            members.append(Member(member, holds, make.expr(element, 1)))
        own: Expr = SetOf(tuple(members))
        if make.chance(30):
            own = If(self.condition(2), SetOf(()), own)
        before = self.define(f"{name}:before", "opened", SetType(element), own)
        body: Expr = before
        if make.chance(30):
            silence = self.silence()
            body = If(Ref(silence), If(Apply("is empty", (before,)), Silent(silence), before), body)
        self.subjects[name] = evolve(self.subject(name, "options", SetType(element)), grounds=tuple(names))
        self.define(name, "value", SetType(element), self.versioned(name, body))

    # --- norms --------------------------------------------------------------------------------------------

    def norm(self) -> None:
        make, name, kind = self.make, self.name("norm"), self.make.pick(NORMS)
        grounds = [f"{name}.{n}" for n in ("a", "b")[: make.pick((0, 0, 1, 2))]]
        for ground in grounds:
            self.define(ground, make.pick(("ground", "limb")), YES_NO, self.condition(2))
        conditions = either([Ref(g) for g in grounds]) if grounds else self.condition()
        opened = self.define(f"{name}:opened", "opened", YES_NO, conditions)
        defeaters = self.exceptions(opened)
        defeated = either([Ref(e) for e in defeaters])
        if len(defeaters) > 1:
            defeated = self.define(f"{name}:defeated", "defeated", YES_NO, defeated)
        rest = both([opened, *unless([defeated])])
        silence = self.silence() if make.chance(15) else None
        if silence is not None:
            rest = If(opened, both(unless([defeated])), If(Ref(silence), Silent(silence), NO))
        subject = self.subject(name, kind, YES_NO)
        applies = self.collided(self.versioned(name, rest))
        due = self.clause(name, "due", opened, grounds) if make.chance(50) else None
        end = self.clause(name, "end", opened, grounds) if make.chance(40) else None
        penalties = exercised = None
        if kind == "offence":
            imposed = self.penalties(name, opened)
            penalties = self.define(f"{name}:penalties", "penalties", PENALTY, imposed).name
        if kind == "power" and make.chance(60):
            within = both([Ref(name), self.condition()])
            how = If(within, Const("exercised"), Const("exercised without power"))
            told = If(self.recorded()[0], how, Const(None))
            exercised = self.define(f"{name}:exercised", "exercised", OrNone(TEXT), told).name
        self.subjects[name] = evolve(
            subject,
            opened=opened.name,
            barring=tuple(defeaters),
            grounds=tuple(grounds),
            exceptions=tuple(defeaters),
            carved=tuple((name, (opened.name,)) for name in defeaters),
            silences=() if silence is None else (silence,),
            due=due,
            end=end,
            penalties=penalties,
            authority=self.authority(name),
            weighing=("health",) if kind == "power" else (),
            exercised=exercised,
            state=self.states(name, kind, opened, defeated, due, end),
        )
        self.define(name, "applies", YES_NO, applies)

    def clause(self, name: str, role: str, opened: Expr, grounds: Sequence[str]) -> str:
        """A limit, on which grounds may differ and which exceptions may replace."""
        make = self.make
        body = make.limit(2)
        if grounds and make.chance(30):
            body = Agree(name, tuple(Case(g, Ref(g), make.limit(1)) for g in grounds), body)
        replacing = self.exceptions(opened)
        if replacing:
            body = Agree(name, tuple(Case(e, Ref(e), make.limit(1)) for e in replacing), body)
        return self.define(f"{name}:{role}", role, OrNone(LIMIT), body).name

    def penalties(self, name: str, opened: Expr) -> Expr:
        own: Expr = Const(self.make.penalties())
        replacing = self.exceptions(opened)
        if not replacing:
            return own
        cases = tuple(Case(e, Ref(e), Const(self.make.penalties())) for e in replacing)
        return Agree(name, cases, own, self.declared(replacing))

    def authority(self, name: str) -> str | None:
        make = self.make
        type_: Type = TEXT
        body: Expr
        way = make.random.randrange(5)
        if way < 2:
            return None
        if way == 2:
            body = Const(("court", "police"))
        elif way == 3:
            body = make.fact(AUTHORITY)
        else:
            told = make.fact(OrNone(AUTHORITY))
            type_ = SetType(AUTHORITY)
            is_one = Not(Apply("is none", (told,)))
            body = SetOf((Member("", YES, Const("court")), Member("", is_one, told)))
        return self.define(f"{name}:authority", "authority", type_, body).name

    def recorded(self) -> tuple[Expr, Expr]:
        """That something is on record, and what tells it."""
        type_ = self.make.pick((YES_NO, DATE, MOMENT, OrNone(DATE), OrNone(MOMENT)))
        told = self.make.fact(type_)
        if type_ == YES_NO:
            return told, told
        return Not(Apply("is none", (Apply("happened", (told, AsOf(), ZONE)),))), told

    def states(
        self, name: str, kind: str, opened: Expr, defeated: Expr, due: str | None, end: str | None
    ) -> str:
        words: dict[State, Expr] = {State.NOT_APPLICABLE: Not(opened), State.BARRED: both([opened, defeated])}
        inner = self.duty(due) if kind == "obligation" else self.running(end)
        words |= {word: both([opened, *unless([defeated]), condition]) for word, condition in inner.items()}
        for word, body in words.items():
            self.define(f"{name}:{word}", "state", YES_NO, body)
        possible = [word for word, body in words.items() if body != NO]
        told = any(word in inner for word in (State.IN_FORCE, State.FULFILLED, State.NOT_DONE))
        chain: Expr = Const(possible.pop() if told else None)
        for word in reversed(possible):
            chain = If(Ref(f"{name}:{word}"), Const(word), chain)
        return self.define(f"{name}:state", "state", TEXT, chain).name

    def passed(self, aspect: str | None) -> Expr:
        return NO if aspect is None else Apply("limit passed", (Ref(aspect), AsOf(), ZONE))

    def duty(self, due: str | None) -> dict[State, Expr]:
        if self.make.chance(20):
            return {} if due is None else {State.PENDING: Not(self.passed(due))}
        done, told = self.recorded()
        if due is None:
            return {State.DONE: done, State.NOT_DONE: Not(done)}
        passed = self.passed(due)
        found = {State.BREACHED: both([Not(done), passed]), State.PENDING: both([Not(done), Not(passed)])}
        if done == told:
            return {**found, State.FULFILLED: done}
        in_time = Apply("in time", (Ref(due), told, ZONE))
        return {
            **found,
            State.FULFILLED: both([done, in_time]),
            State.FULFILLED_LATE: both([done, Not(in_time)]),
        }

    def running(self, end: str | None) -> dict[State, Expr]:
        passed = self.passed(end)
        if self.make.chance(20):
            breached = self.recorded()[0]
            return {
                State.BREACHED: breached,
                State.EXPIRED: both([Not(breached), passed]),
                State.IN_FORCE: both([Not(breached), Not(passed)]),
            }
        return {State.IN_FORCE: YES} if end is None else {State.EXPIRED: passed, State.IN_FORCE: Not(passed)}


def _law(module: str) -> Law:
    provisions = tuple(
        ProvisionText(f"{module}#{n}", str(n), f"Text {n}.", "Article 1", SITE) for n in (1, 2, 3)
    )
    return Law(module, module, "nowhere", "chance", "Asia/Baku", "down", "not stated", provisions)
