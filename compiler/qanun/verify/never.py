"""What can never be: exceptions that never bite, norms that never apply, grounds that always conflict."""

from collections.abc import Iterator, Mapping
from typing import Literal

from attrs import frozen

from qanun.core.evaluation import Conditions, case_of
from qanun.core.names import Aspect
from qanun.core.questions import NO_CONSTRAINTS, asked_of
from qanun.core.rules import (
    Agree,
    All,
    Any,
    Apply,
    AsOf,
    Const,
    Definition,
    Expr,
    FactOf,
    FieldOf,
    If,
    InConflict,
    Local,
    Not,
    Program,
    Reading,
    Ref,
    Site,
)
from qanun.core.rules import Case as Weighed
from qanun.core.walk import walk
from qanun.runtime.outcomes.undecided import NotKnown


def never_biting(program: Program) -> Iterator[tuple[Definition, str]]:
    """The exceptions that are no in every case in which something is opened that they except from, and what.

    Found from the facts that the conditions fix each by itself (`x`, `not x`, `x is option`), so what is
    found is certain, and a contradiction in arithmetic is not found.
    """
    for definition in program.definitions.values():
        if definition.role == "exception":
            bites = program.definitions[definition.name.with_aspect(Aspect.BITES)]
            own = Ref(definition.name, tuple(Local(thing) for thing in definition.locals))
            for carved in _carved(without_collision(bites.body)):
                if _contradicts(All((*carved, own)), bites.locals, program):
                    yield definition, _named_in(carved)


def without_collision(body: Expr) -> Expr:
    """What it says where nothing pulls apart."""
    while isinstance(body, If) and isinstance(body.then, InConflict):
        body = body.otherwise
    return body


def _carved(bites: Expr) -> Iterator[tuple[Expr, ...]]:
    """Of each thing that an exception is to, what tells that it is open."""
    *opened, _ = bites.parts if isinstance(bites, All) else (bites, bites)
    several = opened[0].parts if len(opened) == 1 and isinstance(opened[0], Any) else (All(tuple(opened)),)
    for one in several:
        yield one.parts if isinstance(one, All) else (one,)


def _named_in(carved: tuple[Expr, ...]) -> str:
    """The name of what an exception is to; it stands last, behind what that itself excepts from."""
    last = carved[-1]
    assert isinstance(last, Ref)
    return last.name.subject


def _contradicts(condition: Expr, things: tuple[str, ...], program: Program) -> bool:
    if _clash(condition, program) is not None:
        return True
    asked = _asked(condition, program, things)
    return asked is not None and asked.under(dict(_fixed(condition, True, program))) is False


@frozen(eq=False)
class _Asked:
    """A condition that hangs on no reading and no day, made ready; it may be about `things`."""

    facts: tuple[str, ...]
    conditions: Conditions
    things: tuple[str, ...]

    def under(self, fixed: Mapping[Expr, object]) -> object:
        """What it comes out as where these facts are so, and of the things nothing is known."""
        told = {asked.name: value for asked, value in fixed.items() if isinstance(asked, FactOf)}
        facts = {name: value for name, value in told.items() if name in self.facts}
        return self.conditions.outcomes(case_of(facts, None, {}), [NO_THING] * len(self.things))[0]


NO_THING = NotKnown(0, 0, 0)
"""A thing of which nothing is known."""


def _asked(condition: Expr, program: Program, things: tuple[str, ...]) -> _Asked | None:
    """A condition made ready; None where it hangs on a reading or a day."""
    question = asked_of("", (condition,), program.definitions, NO_CONSTRAINTS, Site("", 0))
    if question.readings or question.needs_as_of or any(isinstance(n, Reading) for n in walk(condition)):
        return None
    return _Asked(question.facts, Conditions(program, question, (condition,), things), things)


DEEP = 64  # definitions looked into for one condition


def _fixed(
    condition: Expr, holds: bool, program: Program, seen: set[tuple[str, bool]] | None = None
) -> Iterator[tuple[Expr, object]]:
    """The facts, and the fields of the thing that the condition is about, that must have one value for it to
    hold (or, with `holds` false, to fail).

    Not all of them where it rests on very many definitions.
    """
    seen = set() if seen is None else seen
    match condition:
        case FactOf() | FieldOf(Local()):
            yield condition, holds
        case Not(part):
            yield from _fixed(part, not holds, program, seen)
        case All(parts) if holds:
            for part in parts:
                yield from _fixed(part, True, program, seen)
        case Ref(name, about) if _own(about) and (name, holds) not in seen and len(seen) < DEEP:
            seen.add((name, holds))
            yield from _fixed(program.definitions[name].body, holds, program, seen)
        case Apply("=", (FactOf() | FieldOf(Local()) as asked, Const(value))) if holds:
            yield asked, value


@frozen
class Clash:
    """The two values that one fact would have to have."""

    fact: str
    one: object
    other: object


def never_holding(program: Program) -> Iterator[tuple[Definition, Clash]]:
    """The norms that nothing can open and the grounds that can never hold, each ground for itself.

    Found where one fact would have to have two values.
    """
    for definition in program.definitions.values():
        if definition.role == "opened" and definition.name.aspect is Aspect.OPENED:
            owner = program.definitions.get(definition.name.with_aspect(Aspect.ITSELF))
            if owner is not None and owner.role in ("applies", "ground"):
                clash = _clash(definition.body, program)
                if clash is not None:
                    yield owner, clash


def always_in_conflict(program: Program) -> Iterator[tuple[Definition, Definition]]:
    """The grounds, and the exceptions that replace a clause, that never hold without one of another value.

    Each with the first such; a pair once, whichever of the two is looked at.
    """
    told: set[frozenset[str]] = set()
    for definition in program.definitions.values():
        if definition.role in _GIVING:
            for node in walk(definition.body):
                if isinstance(node, Agree) and len(node.cases) > 1:
                    for pair in _in_conflict(node, definition.locals, program):
                        if frozenset(pair) not in told:
                            told.add(frozenset(pair))
                            yield program.definitions[pair[0]], program.definitions[pair[1]]


_GIVING = ("value", "due", "end", "penalties")
"""The roles of definitions that grounds and exceptions give a value."""


def _in_conflict(body: Agree, things: tuple[str, ...], program: Program) -> Iterator[tuple[str, str]]:
    declared = {frozenset(pair) for pair in body.declared}
    declared |= {frozenset((pair.one, pair.other)) for pair in body.declared_when}
    grounds = _Grounds(program, body, things)
    for one in grounds.all:
        if _clash(one.case.condition, program) is None:
            for other in grounds.holding_with(one):
                if frozenset((one.case.name, other.case.name)) not in declared:
                    yield one.case.name, other.case.name
                    break


def _differ(one: Expr, other: Expr) -> bool:
    """Whether two values surely differ: written out, or terms of two lengths that run from one event."""
    match one, other:
        case Const(), Const():
            return one != other
        case Apply("limit after", (Const(length), *rest)), Apply("limit after", (Const(longer), *same)):
            return rest == same and type(length) is type(longer) and length != longer
        case _:
            return False


@frozen(eq=False)
class _Ground:
    """A ground whose value can be compared.

    `fixed` is what must be so for it to hold; `asked` its condition, where that hangs on no reading and no
    day.
    """

    place: int
    case: Weighed
    fixed: Mapping[Expr, object]
    days: frozenset[Expr]
    asked: _Asked | None


class _Grounds:
    """The grounds of one rule, found by what they rest on: a law may have very many."""

    def __init__(self, program: Program, body: Agree, things: tuple[str, ...]) -> None:
        self.program = program
        self.things = things
        self.all = [self._ground(number, case) for number, case in enumerate(body.cases)]
        self.all = [one for one in self.all if isinstance(one.case.value, Const | Apply)]
        self.always: list[_Ground] = []
        self.resting: dict[Expr | str, list[_Ground]] = {}
        self.under: dict[frozenset[tuple[Expr, object]], list[_Ground]] = {}
        for one in self.all:
            if not one.fixed and self._holds(one, {}):
                self.always.append(one)
            for key in dict.fromkeys((*one.fixed, *(one.asked.facts if one.asked is not None else ()))):
                self.resting.setdefault(key, []).append(one)

    def holding_with(self, one: _Ground) -> Iterator[_Ground]:
        """The grounds of another value that hold wherever this one does, in the order of the page."""
        key = frozenset(one.fixed.items())
        if key not in self.under:
            self.under[key] = sorted(self._holding(one.fixed), key=lambda other: other.place)
        for other in self.under[key]:
            if other is not one and _differ(one.case.value, other.case.value) and other.days <= one.days:
                yield other

    def _holding(self, fixed: Mapping[Expr, object]) -> list[_Ground]:
        """Only what rests on one of these facts can come out otherwise than where nothing is known."""
        found = {other.place: other for other in self.always}
        concerned: dict[int, _Ground] = {}
        for asked in fixed:
            for key in (asked, asked.name) if isinstance(asked, FactOf) else (asked,):
                concerned |= {other.place: other for other in self.resting.get(key, ())}
        for place, other in concerned.items():
            found.pop(place, None)
            if other.fixed.items() <= fixed.items() and self._holds(other, fixed):
                found[place] = other
        return list(found.values())

    def _ground(self, place: int, case: Weighed) -> _Ground:
        fixed = dict(_fixed(case.condition, True, self.program))
        days, condition = days_apart(case.condition, self.program)
        return _Ground(place, case, fixed, days, _asked(condition, self.program, self.things))

    def _holds(self, one: _Ground, fixed: Mapping[Expr, object]) -> bool:
        return one.asked is not None and one.asked.under(fixed) is True


def days_apart(condition: Expr, program: Program) -> tuple[frozenset[Expr], Expr]:
    """The bounds of the days on which a ground is law, and its condition on these days."""
    body = program.definitions[condition.name].body if isinstance(condition, Ref) else condition
    parts = body.parts if isinstance(body, All) else (body,)
    days = frozenset(part for part in parts if bounds_the_day(part))
    return days, All(tuple(part for part in parts if part not in days)) if days else condition


def bounds_the_day(part: Expr) -> Literal["from", "to"] | None:
    """Whether it says from which day, or to which, that is written out, the day asked about is."""
    match part:
        case Apply("<=", (Const(), Apply("date of", (AsOf(), _)))):
            return "from"
        case Apply("<=", (Apply("date of", (AsOf(), _)), Const())):
            return "to"
        case _:
            return None


def _clash(condition: Expr, program: Program) -> Clash | None:
    """The fact that would have to have two values for the condition to hold, if any."""
    fixed: dict[Expr, object] = {}
    for name, value in _fixed(condition, True, program):
        if (first := fixed.setdefault(name, value)) != value:
            return Clash(_called(name), first, value)
    return None


def _called(asked: Expr) -> str:
    """The fact, or the field of a thing, that an expression asks for."""
    assert isinstance(asked, FactOf | FieldOf)
    return asked.name


def _own(about: tuple[Expr, ...]) -> bool:
    """Whether a definition is asked about the thing at hand, or about none."""
    return all(isinstance(thing, Local) for thing in about)
