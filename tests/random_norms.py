"""Random norms: terms, states, penalties, authorities, priorities."""

from collections.abc import Sequence

from attrs import evolve
from qanun.core.builder import NO, YES, both, either, unless
from qanun.core.names import Aspect, Name, PrevailsOver
from qanun.core.rules import (
    Agree,
    Apply,
    AsOf,
    Case,
    Const,
    Expr,
    If,
    Member,
    Not,
    Ref,
    Role,
    SetOf,
    Silent,
)
from qanun.runtime.values.states import State
from qanun.syntax.tree import NORM_KINDS
from qanun.typed.types import (
    AUTHORITY,
    DATE,
    LIMIT,
    MOMENT,
    PENALTY,
    TEXT,
    YES_NO,
    OrNone,
    SetType,
    Type,
)
from random_expressions import ZONE
from random_parts import Parts


class Norms(Parts):
    """Makes norms of a law."""

    def norm(self) -> None:
        make, name, kind = self.make, self.name("norm"), self.make.pick(NORM_KINDS)
        if self.called is not None:
            name, _, kind = self.called
        grounds = [Name(f"{name}.{n}") for n in ("a", "b")[: make.pick((0, 0, 1, 2))]]
        for ground in grounds:
            self.define(
                ground, make.pick(("ground", "limb")), YES_NO, both([*make.in_force(), self.condition(2)])
            )
        conditions = either([Ref(g) for g in grounds]) if grounds else self.condition()
        opened = self.define(Name(name, Aspect.OPENED), "opened", YES_NO, conditions)
        carving = self.exceptions(opened)
        defeaters = [*carving, *self.prevailing(name)]
        defeated = either([Ref(e) for e in defeaters])
        if len(defeaters) > 1:
            defeated = self.define(Name(name, Aspect.DEFEATED), "defeated", YES_NO, defeated)
        rest = both([opened, *unless([defeated])])
        silence = self.silence() if make.chance(15) else None
        if silence is not None:
            rest = If(opened, both(unless([defeated])), If(Ref(silence), Silent(silence), NO))
        by_itself, applies_so = opened, both([opened, *unless([defeated])])
        body, determined = self.determined(name, YES_NO, applies_so)
        if determined:
            held = either([Ref(Name(ground)) for ground, _ in determined])
            by_itself = self.define(
                Name(name, Aspect.UNDETERMINED), "opened", YES_NO, both([Not(held), opened])
            )
            applies_so = self.define(Name(name, Aspect.APPLIES), "opened", YES_NO, body)
            assert isinstance(body, Agree)
            rest = applies_so if silence is None else evolve(body, otherwise=rest)
        subject = self.subject(name, kind, YES_NO)
        applies = self.collided(self.versioned(name, rest))
        due = self.clause(name, "due", opened, grounds) if make.chance(50) else None
        end = self.clause(name, "end", opened, grounds) if make.chance(40) else None
        penalties = exercised = None
        if kind == "offence":
            imposed = self.penalties(name, opened)
            penalties = self.define(Name(name, Aspect.PENALTIES), "penalties", PENALTY, imposed).name
        if kind == "power" and make.chance(60):
            done, what = self.recorded()
            within = both([Ref(name), *self.before_the_end(end, done, what)])
            how = If(within, Const("exercised"), Const("exercised without power"))
            told = If(done, how, Const(None))
            exercised = self.define(Name(name, Aspect.EXERCISED), "exercised", OrNone(TEXT), told).name
        self.subjects[name] = evolve(
            subject,
            opened=opened.name,
            barring=tuple(defeaters),
            grounds=(*grounds, *(Name(ground) for ground, _ in determined)),
            determined=determined,
            exceptions=tuple(carving),
            carved=tuple((name, (by_itself.name,)) for name in carving),
            silences=() if silence is None else (silence,),
            due=due,
            end=end,
            penalties=penalties,
            authority=self.authority(name),
            weighing=("health",) if kind == "power" else (),
            exercised=exercised,
            state=self.states(name, kind, (by_itself, defeated, applies_so), due, end),
        )
        self.define(name, "applies", YES_NO, applies)

    def prevailing(self, name: Name) -> list[Name]:
        """Norms that prevail over it where they apply and have not expired."""
        found = []
        for winner in [one for one in self.subjects.values() if one.state is not None]:
            if not self.make.chance(15) or self.make.definitions[winner.name].things != self.things:
                continue
            expired = Name(winner.name, State.EXPIRED)
            still = [Not(Ref(expired))] if expired in self.make.definitions else []
            condition = [self.condition(1)] if self.make.chance(50) else []
            over = Name(winner.name, PrevailsOver(name))
            self.define(over, "priority", YES_NO, both([Ref(Name(winner.name)), *still, *condition]))
            found.append(over)
        return found

    def before_the_end(self, end: Name | None, done: Expr, told: Expr) -> tuple[Expr, ...]:
        """That what is on record happened before the end of a norm; a yes tells no day."""
        return () if end is None or done == told else (Apply("in time", (Ref(end), told, ZONE)),)

    def clause(self, name: Name, role: Role, opened: Expr, grounds: Sequence[Name]) -> Name:
        """A limit, on which grounds may differ and which exceptions may replace."""
        make = self.make
        body = make.limit(2)
        if grounds and make.chance(30):
            body = Agree(name, tuple(Case(g, Ref(g), make.limit(1)) for g in grounds), body)
        replacing = self.exceptions(opened)
        if replacing:
            body = Agree(name, tuple(Case(e, Ref(e), make.limit(1)) for e in replacing), body)
        return self.define(Name(name, Aspect(role)), role, OrNone(LIMIT), body).name

    def penalties(self, name: Name, opened: Expr) -> Expr:
        own: Expr = Const(self.make.penalties())
        replacing = self.exceptions(opened)
        if not replacing:
            return own
        cases = tuple(Case(e, Ref(e), Const(self.make.penalties())) for e in replacing)
        return Agree(name, cases, own, *self.declared(replacing))

    def authority(self, name: Name) -> Name | None:
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
            body = SetOf((Member("", YES, Const("court", AUTHORITY)), Member("", is_one, told)))
        return self.define(Name(name, Aspect.AUTHORITY), "authority", type_, body).name

    def recorded(self) -> tuple[Expr, Expr]:
        """That something is on record, and what tells it."""
        type_ = self.make.pick((YES_NO, DATE, MOMENT, OrNone(DATE), OrNone(MOMENT)))
        told = self.make.fact(type_)
        if type_ == YES_NO:
            return told, told
        return Not(Apply("is none", (Apply("happened", (told, AsOf(), ZONE)),))), told

    def states(
        self,
        name: Name,
        kind: str,
        whether: tuple[Expr, Expr, Expr],
        due: Name | None,
        end: Name | None,
    ) -> Name:
        """`whether`: it is opened by itself, is defeated, applies."""
        opened, defeated, applies = whether
        determined = isinstance(applies, Ref) and applies.name.aspect is Aspect.APPLIES
        never = either([applies, opened]) if determined else opened
        words: dict[State, Expr] = {State.NOT_APPLICABLE: Not(never), State.BARRED: both([opened, defeated])}
        inner = self.duty(due) if kind == "obligation" else self.running(end)
        words |= {word: both([applies, condition]) for word, condition in inner.items()}
        for word, body in words.items():
            self.define(Name(name, word), "state", YES_NO, body)
        possible = [word for word, body in words.items() if body != NO]
        told = any(word in inner for word in (State.IN_FORCE, State.FULFILLED, State.NOT_DONE))
        chain: Expr = Const(possible.pop() if told else None)
        for word in reversed(possible):
            chain = If(Ref(Name(name, word)), Const(word), chain)
        return self.define(Name(name, Aspect.STATE), "state", TEXT, chain).name

    def passed(self, limit: Name | None) -> Expr:
        return NO if limit is None else Apply("limit passed", (Ref(limit), AsOf(), ZONE))

    def duty(self, due: Name | None) -> dict[State, Expr]:
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

    def running(self, end: Name | None) -> dict[State, Expr]:
        passed = self.passed(end)
        if self.make.chance(20):
            done, told = self.recorded()
            breached = both([done, *self.before_the_end(end, done, told)])
            return {
                State.BREACHED: breached,
                State.EXPIRED: both([Not(breached), passed]),
                State.IN_FORCE: both([Not(breached), Not(passed)]),
            }
        return {State.IN_FORCE: YES} if end is None else {State.EXPIRED: passed, State.IN_FORCE: Not(passed)}
