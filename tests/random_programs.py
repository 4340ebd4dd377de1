"""Random well-typed programs: definitions, rules, options, silences and norms, as `lower` makes them."""

from collections.abc import Callable, Iterable, Sequence
from random import Random

from attrs import evolve
from hypothesis import strategies as st
from qanun.core.builder import NO, both, either, on_days
from qanun.core.first_rows import first_row
from qanun.core.names import Aspect, Name
from qanun.core.questions import Constraints, asked
from qanun.core.rules import (
    About,
    Agree,
    All,
    Apply,
    Case,
    Const,
    Constraint,
    DatedValue,
    Expr,
    FactDeclaration,
    Gap,
    Headline,
    If,
    Law,
    Local,
    Member,
    Not,
    NoVersion,
    Parameter,
    Program,
    ProvisionText,
    ReadingDeclaration,
    Ref,
    SetOf,
    Silent,
    Subject,
)
from qanun.core.typing import with_types
from qanun.document.model import InForce
from qanun.syntax.tree import NORM_KINDS
from qanun.typed.types import (
    COUNTRY,
    INTEGER,
    MOMENT,
    NUMBER,
    YES_NO,
    SetType,
    Type,
)
from random_about import CHANGES, KEYS, bands, chosen, closed
from random_draws import ODD_NAMES
from random_expressions import AUTHORITIES, DAYS, MONEY, TOP, ZONE, Maker, Scope
from random_norms import Norms
from random_parts import FUEL, SITE


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


class _Law(Norms):
    """A law in the making, and the program that comes of it."""

    def program(self) -> Program:
        make = self.make
        for _ in range(make.pick((1, 2, 3, 4, 6))):
            make.pick(
                (*self.ways(), self.table, self.parameter, self.of_each, self.of_amount, self.versions)
            )()
        constraints = tuple(
            Constraint(make.expr(YES_NO, 2), f"sentence {n}", SITE) for n in range(make.pick((0, 0, 0, 1, 2)))
        )
        whole = [subject for subject in self.subjects.values() if _is_answered(subject)]
        if not whole:
            self.plain()
            whole = [subject for subject in self.subjects.values() if _is_answered(subject)]
        answered = [subject for subject in whole if make.chance(80)] or whole
        make.definitions = closed(make.definitions)
        kept = Constraints.of(constraints, make.definitions, make.facts)
        told = self.headlines()
        question = asked(f"{make.module}.question", answered, make.definitions, kept, SITE, told)
        things, kind = make.thing, make.kind
        program = Program(
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
            parameters=self.parameters,
        )
        return with_types(program)

    def ways(self) -> tuple[Callable[[], None], ...]:
        """What may be said once, of each thing of a list, or in versions."""
        return (self.plain, self.plain, self.rule, self.options, self.norm, self.norm, self.alone)

    def headlines(self) -> tuple[Headline, ...]:
        """Now and then a sentence above the answers."""
        parts = ("it is ", self.make.expr(self.type(), 1), ".")
        return (Headline(parts, self.condition(1)),) if self.make.chance(20) else ()

    def table(self) -> None:
        """A table with bands, or what is said of a moment or an amount."""
        make, name, key = self.make, self.name("table"), self.make.pick(KEYS)
        role, local, type_ = "table", "key", self.type()
        if make.chance(30):
            key, type_ = MONEY, NUMBER  # bands of these add up
        total = None
        if key == MOMENT or make.chance(30):
            role, local = "define", "as_of" if key == MOMENT else "key"
            body = make.expr(type_, 2, Scope(((local, key),)))
        else:
            body, total = bands(make, key, type_)
            self.subject(name, "table", type_)
        for said, of, what in ((name, body, type_), (Name(name, Aspect.BANDS), total, MONEY)):
            if of is not None:
                self.define(said, role, what, of if role == "define" else self.versioned(name, of))
                make.definitions[said] = evolve(make.definitions[said], things=(Local(local, key),))
                make.keys[said] = key

    def parameter(self) -> None:
        """What the law fixes, from a day on, with another value later."""
        make, name = self.make, self.name("parameter")
        type_: Type = make.pick((MONEY, INTEGER, NUMBER, DAYS))
        values = tuple(
            DatedValue(start, None, Const(make.literal(type_)), "so much") for start in CHANGES[:2]
        )
        body: Expr = NoVersion(name, "some days")
        for value in values:
            days = InForce(value.start, value.end)
            body = If(both(on_days(days, str(ZONE.value))), value.value, body)
        self.define(name, "parameter", type_, body)
        self.subject(name, "parameter", type_)
        self.parameters[name] = Parameter(name, name, type_, values, (), SITE)

    def of_each(self) -> None:
        """A rule, norm or the like about each thing of a list."""
        make = self.make
        thing = make.pick(("thing", "c", make.pick(ODD_NAMES)))
        self.things, self.about = (
            (Local(thing, make.thing),),
            About(thing, make.thing, make.fact(make.things)),
        )
        make.top = Scope(((thing, make.thing),))
        make.pick(self.ways())()
        self.things, self.about, make.top = (), None, TOP

    def of_amount(self) -> None:
        """A definition or rule about an amount, which other rules ask of amounts of their own."""
        make = self.make
        amount, type_ = make.pick(("amount", "a", make.pick(ODD_NAMES))), make.pick(KEYS[:-1])
        self.things, self.about = (Local(amount, type_),), About(amount, type_, None)
        make.top = Scope(((amount, type_),))
        make.pick((self.plain, self.rule))()
        self.things, self.about, make.top = (), None, TOP

    def versions(self) -> None:
        """A rule or norm of one name, with one version and then another."""
        make, name = self.make, self.name("versions")
        way, type_, kind = make.pick((self.rule, self.norm)), self.type(), make.pick(NORM_KINDS)
        found: list[Subject] = []
        for day in CHANGES[:2]:
            self.called = (Name(f"{name}@{day}"), type_, kind)
            way()
            found.append(self.subjects[f"{name}@{day}"])
        self.called = None
        self.subjects[name], made = chosen(name, found, make)
        make.definitions |= made

    # --- definitions, rules, options ----------------------------------------------------------------------

    def plain(self) -> None:
        name, type_ = self.name("value"), self.type()
        body = self.make.expr(type_, FUEL)
        self.subject(name, "define", type_)
        self.define(name, "define", type_, self.versioned(name, body))

    def otherwise(self, name: Name, type_: Type, grounds: Sequence[Name]) -> Expr:
        """What is where no ground holds."""
        return Gap(name, tuple(grounds)) if self.make.chance(40) else self.make.expr(type_, 2)

    def rule(self) -> None:
        """A rule of grounds, with exceptions that defeat it or put a value in the place of its own."""
        make, name, type_ = self.make, self.name("rule"), self.type()
        if self.called is not None:
            name, type_, _ = self.called
        left = make.chance(12)  # to another law, which may fill it or not
        count = make.pick((0, 1, 2) if left else (1, 2, 2, 3))
        grounds = [Name(f"{name}.{n}") for n in ("a", "b", "c")[:count]]
        rows = not left and make.chance(35)
        told, taking = self.rows(grounds) if rows else (self.grounds(grounds), {})
        opened = self.define(Name(name, Aspect.OPENED), "opened", YES_NO, either(told))
        otherwise: Expr = NO if type_ == YES_NO and make.chance(60) else self.otherwise(name, type_, grounds)
        if left:
            otherwise = Silent(name)
        silence = self.silence() if make.chance(25) else None
        if silence is not None:
            otherwise = If(Ref(silence), Silent(silence), otherwise)
        cases = tuple(Case(one.name, one, make.expr(type_, 2)) for one in told)
        body = Agree(name, cases, otherwise, *self.declared(grounds)) if cases else otherwise
        if told and told[0].name != grounds[0]:
            body = first_row(name, cases, otherwise)
        defeating, replacing = self.exceptions(opened), self.exceptions(opened)
        if replacing:
            bites = tuple(Case(e, All((opened, Ref(e))), make.expr(type_, 2)) for e in replacing)
            body = Agree(name, bites, body, *self.declared(replacing))
        if defeating:
            body = If(either([Ref(e) for e in defeating]), otherwise, body)
        body, determined = self.determined(name, type_, body)
        self.subjects[name] = evolve(
            self.subject(name, "rule", type_),
            opened=opened.name,
            barring=tuple(defeating),
            grounds=(*grounds, *(Name(ground) for ground, _ in determined)),
            determined=determined,
            exceptions=(*defeating, *replacing, *taking),
            carved=(*((one, (opened.name,)) for one in (*defeating, *replacing)), *taking.items()),
            silences=() if silence is None else (silence,),
        )
        self.define(name, "value", type_, self.collided(self.versioned(name, body)))

    def grounds(self, grounds: Sequence[Name]) -> list[Ref]:
        """Grounds of equal rank: what tells of each whether it holds."""
        for ground in grounds:
            self.define(ground, "ground", YES_NO, both([*self.make.in_force(), self.condition(2)]))
        return [Ref(ground) for ground in grounds]

    def rows(self, grounds: Sequence[Name]) -> tuple[list[Ref], dict[Name, tuple[Name, ...]]]:
        """The rows of a table, of which the first that fits decides: what tells of each whether it fits; the
        exceptions that take one away, each with what tells that it is open."""
        fits: list[Ref] = []
        taking: dict[Name, tuple[Name, ...]] = {}
        for ground in grounds:
            conditions = [*self.make.in_force(), self.condition(2)]
            above = [Not(one) for one in fits]
            open_ = self.define(Name(ground, Aspect.OPENED), "opened", YES_NO, both([*conditions, *above]))
            taken = dict.fromkeys(self.exceptions(open_), (open_.name,)) if self.make.chance(30) else {}
            body = both([*conditions, *(Not(Ref(one)) for one in taken)])
            own = self.define(Name(ground, Aspect.FITS), "ground", YES_NO, body)
            self.define(ground, "ground", YES_NO, both([own, *above]))
            fits.append(own)
            taking |= taken
        return fits, taking

    def alone(self) -> None:
        """A silence on nothing in particular."""
        self.silence()

    def options(self) -> None:
        make, name = self.make, self.name("options")
        element: Type = make.pick((COUNTRY, make.kind))
        names = [Name(f"{name}.{n}") for n in ("a", "b", "c")[: make.pick((1, 2, 3))]]
        members = []
        for member in names:
            body = both([*make.in_force(), self.condition(2)])
            self.define(Name(member, Aspect.OPENED), "opened", YES_NO, body)
            holds = self.define(member, "ground", YES_NO, Ref(Name(member, Aspect.OPENED)))
            members.append(Member(member, holds, make.expr(element, 1)))
        own: Expr = SetOf(tuple(members))
        if make.chance(30):
            own = If(self.condition(2), SetOf(()), own)
        before = self.define(Name(name, Aspect.BEFORE), "opened", SetType(element), own)
        chosen_: Expr = before
        if make.chance(30):
            silence = self.silence()
            chosen_ = If(Ref(silence), If(Apply("is empty", (before,)), Silent(silence), before), before)
        self.subjects[name] = evolve(self.subject(name, "options", SetType(element)), grounds=tuple(names))
        self.define(name, "value", SetType(element), self.versioned(name, chosen_))


def _is_answered(subject: Subject) -> bool:
    """Whether a question may name it."""
    of_amount = subject.about is not None and subject.about.items is None
    return subject.kind not in ("table", "parameter") and "@" not in subject.name and not of_amount


def _law(module: str) -> Law:
    provisions = tuple(
        ProvisionText(f"{module}#{n}", str(n), f"Text {n}.", "Article 1", SITE) for n in (1, 2, 3)
    )
    return Law(module, module, "nowhere", "chance", "Asia/Baku", "down", "not stated", provisions)
