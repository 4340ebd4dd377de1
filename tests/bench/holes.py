"""What can be missing of a case, with values such that any other is as one of these.

A hole is a fact that is yes or no, an option, a member of a set, or a day or an amount that the law compares
with nothing but fixed bounds: then values on both sides of each, and none. The others are `meeting` holes:
days and amounts that meet one another, what things of lists are, and what is asked for each thing of one. Of
these some values are drawn.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Literal

from attrs import evolve, frozen
from qanun.core import rules
from qanun.core.rules import Apply, Const, Expr, FactOf, Program, Question, RecordValue
from qanun.core.walk import children, walk
from qanun.runtime.values.currencies import minor_unit
from qanun.runtime.values.durations import Days, Hours, Months
from qanun.runtime.values.money import Money
from qanun.runtime.values.sets import PartialSet
from qanun.runtime.values.unknown import UNKNOWN
from qanun.typed.types import YES_NO, ListType, OneOfType, OrNone, RecordType, SetType, Simple, Type
from qanun.verify.cases import COUNTRIES, Drawn, Pool

COMPARING = frozenset(("=", "!=", "<", "<=", ">", ">="))
DRAWN = 4
"""So many values are tried of a hole that meets another."""


FEW = 2.0
"""So many holes a case has on average, beyond the first."""
Kinds = Literal["yes/no", "bounded", "meeting"]


@frozen
class Hole:
    """A fact, or of a set a member, or of a thing of a list (by its place) a field; `values`: what can be."""

    fact: str
    values: tuple[object, ...]
    meeting: bool = False
    member: object = None
    field: tuple[int, str] | None = None


Filling = Sequence[tuple[Hole, object]]


def filled(facts: Mapping[str, object], filling: Filling) -> dict[str, object]:
    """The facts with values in the holes; UNKNOWN leaves one open."""
    found = dict(facts)
    members: dict[str, list[tuple[object, object]]] = {}
    for hole, value in filling:
        if hole.member is not None:
            members.setdefault(hole.fact, []).append((hole.member, value))
        elif hole.field is not None:
            things, (place, name) = found[hole.fact], hole.field
            assert isinstance(things, tuple)
            found[hole.fact] = (*things[:place], _with(things[place], name, value), *things[place + 1 :])
        elif value is UNKNOWN:
            del found[hole.fact]
        else:
            found[hole.fact] = value
    for fact, told in members.items():
        found[fact] = _with_members(found[fact], dict(told))
    return found


def _with(thing: RecordValue, name: str, value: object) -> RecordValue:
    return evolve(thing, cells=tuple((one, value if one == name else was) for one, was in thing.cells))


def _is_of(hole: Hole, kinds: Kinds) -> bool:
    match kinds:
        case "yes/no":
            is_plain = hole.member is None and hole.field is None
            return is_plain and sorted(map(repr, hole.values)) == ["False", "True"]
        case "bounded":
            return not hole.meeting
        case "meeting":
            return True


class _Whole(frozenset[object]):
    """A set of options, with all that it could have."""

    options: tuple[object, ...] = ()


def _with_members(whole: object, told: Mapping[object, object]) -> object:
    assert isinstance(whole, _Whole)
    rows = [(one, told.get(one, one in whole)) for one in whole.options]
    if any(there is UNKNOWN for _, there in rows):
        return PartialSet(tuple((one, bool(there)) for one, there in rows if there is not UNKNOWN))
    return frozenset(one for one, there in rows if there)


class Holes:
    """Those of a question."""

    def __init__(self, program: Program, question: Question, random: Random) -> None:
        self.program = program
        self.random = random
        self.pool = Pool(program, question, random, blank=0.0)
        self._bounds = bounds(program, question)
        self._in_lists = in_lists(program, question)

    def draw(self, kinds: Kinds, most: int, ways: int, few: float = FEW) -> tuple[Drawn, list[Hole]]:
        """A case of which all is known; then holes in it, so `few` on average beyond the first, `most` at
        most, with so many ways to fill them at most."""
        drawn = self.pool.draw(0.0)
        facts = {name: self._whole(name, value) for name, value in drawn.facts.items()}
        every = [
            hole
            for name, value in facts.items()
            for hole in self._of(name, value)
            if len(hole.values) > 1 and _is_of(hole, kinds)
        ]
        self.random.shuffle(every)
        found: list[Hole] = []
        for hole in every[: min(most, 1 + int(self.random.expovariate(1 / few)))]:
            if ways // len(hole.values):
                ways //= len(hole.values)
                found.append(hole)
        return evolve(drawn, facts=facts), found

    def _whole(self, name: str, value: object) -> object:
        type_ = self.program.facts[name].type
        if isinstance(type_, SetType) and isinstance(type_.element, OneOfType):
            assert isinstance(value, frozenset)
            found = _Whole(value)
            found.options = type_.element.options
            return found
        return value

    def _of(self, name: str, value: object) -> Iterator[Hole]:
        type_ = self.program.facts[name].type
        match type_:
            case SetType():
                if isinstance(value, _Whole):
                    for option in value.options:
                        yield Hole(name, (True, False), name in self._in_lists, member=option)
            case ListType(RecordType(_, fields)):
                assert isinstance(value, tuple)
                for place, thing in enumerate(value):
                    if isinstance(thing, RecordValue):
                        for field, inner in fields:
                            yield Hole(name, self._values(inner), True, field=(place, field))
            case ListType() | RecordType():
                pass
            case _:
                fixed = None if _few(type_) else self._bounds.get(name)
                if fixed is not None:
                    values = (*around(fixed, type_), *self._others(fixed, type_))
                    yield Hole(name, values, name in self._in_lists)
                else:
                    yield Hole(name, self._values(type_), name in self._in_lists or not _few(type_))

    def _others(self, known: set[object], type_: Type) -> tuple[object, ...]:
        """Values of what has no order besides those that are named."""
        match type_.inner if isinstance(type_, OrNone) else type_:
            case Simple("authority"):
                return tuple(one for one in sorted(self.program.authorities) if one not in known)
            case Simple("country"):
                return (next(one for one in COUNTRIES if one not in known),)
            case Simple("text"):
                return (f"none of {sorted(map(repr, known))}",)
            case _:
                return ()

    def _values(self, type_: Type) -> tuple[object, ...]:
        few = _few(type_)
        if few:
            return few
        return tuple(dict.fromkeys(self.pool.value(type_) for _ in range(DRAWN)))


def _few(type_: Type) -> tuple[object, ...]:
    none: tuple[object, ...] = (None,) if isinstance(type_, OrNone) else ()
    bare = type_.inner if isinstance(type_, OrNone) else type_
    if bare == YES_NO:
        return (True, False, *none)
    return (*bare.options, *none) if isinstance(bare, OneOfType) else ()


# --- fixed bounds -----------------------------------------------------------------------------------------


def bounds(program: Program, question: Question) -> dict[str, set[object]]:
    """The bounds with which each fact is compared that meets nothing else."""
    found: dict[str, set[object]] = {}
    meeting: set[str] = set()

    def visit(expr: Expr) -> None:
        match expr:
            case Apply(operator, (FactOf() as fact, other)) | Apply(operator, (other, FactOf() as fact)) if (
                operator in COMPARING and (known := fixed(other, program)) is not None
            ):
                found.setdefault(fact.name, set()).update(known)
            case Apply("is none", (FactOf() as fact,)):
                found.setdefault(fact.name, set())
            case FactOf(name):
                meeting.add(name)
            case _:
                for child in children(expr):
                    visit(child)

    spoken = [program.definitions[name].body for name in question.order]
    headlines = [
        part
        for one in question.headlines
        for part in (one.condition, *one.parts)
        if not isinstance(part, str)
    ]
    for expr in (*spoken, *headlines, *(one.condition for one in program.constraints)):
        visit(expr)
    return {name: known for name, known in found.items() if name not in meeting}


def in_lists(program: Program, question: Question) -> set[str]:
    """The facts of which something is asked for each thing of a list."""
    return {
        fact
        for name in question.order
        for part in walk(program.definitions[name].body)
        if isinstance(part, rules.Over)
        for fact in _facts(part.where, program) | _facts(part.body, program)
    }


def _facts(expr: Expr, program: Program) -> set[str]:
    found: set[str] = set()
    for part in walk(expr):
        if isinstance(part, FactOf):
            found.add(part.name)
        elif isinstance(part, rules.Ref):
            found |= _facts(program.definitions[part.name].body, program)
    return found


def fixed(expr: Expr, program: Program) -> set[object] | None:
    """The values to which an expression can come that no fact tells."""
    match expr:
        case Const(value):
            return {value}
        case rules.Ref(name, ()):
            return fixed(program.definitions[name].body, program)
        case rules.If(condition, then, otherwise) if not _asks(condition, program):
            return _joined([fixed(then, program), fixed(otherwise, program)])
        case rules.Agree(cases=cases, otherwise=otherwise) if not any(
            _asks(case.condition, program) for case in cases
        ):
            return _joined([fixed(one, program) for one in (*(case.value for case in cases), otherwise)])
        case rules.NoVersion() | rules.Gap():
            return set()
        case _:
            return None


def _joined(found: Sequence[set[object] | None]) -> set[object] | None:
    return None if None in found else {one for known in found if known is not None for one in known}


def _asks(expr: Expr, program: Program) -> bool:
    """Whether facts tell it."""
    return any(
        isinstance(part, FactOf | rules.Local)
        or (isinstance(part, rules.Ref) and _asks(program.definitions[part.name].body, program))
        for part in walk(expr)
    )


def around(known: set[object], type_: Type) -> Iterator[object]:
    """Each bound, a value on each side of it, and none where that can be."""
    if isinstance(type_, OrNone):
        yield None
    found = dict.fromkeys(value for bound in known if bound is not None for value in _beside(bound))
    yield from found
    numbers = sorted(one for one in found if isinstance(one, Fraction))
    yield from ((low + high) / 2 for low, high in pairwise(numbers))


def _beside(bound: object) -> tuple[object, ...]:
    match bound:
        case bool() | str():
            return (bound,)
        case int() | Fraction():
            return (bound - 1, bound, bound + 1)
        case Money(currency=currency):
            one = Money(minor_unit(currency), currency)
            return (bound - one, bound, bound + one)
        case Hours(count) | Days(count) | Months(count):
            return tuple(type(bound)(one) for one in (count - 1, count, count + 1) if one >= 0)
        case datetime():
            return (bound - timedelta(seconds=1), bound, bound + timedelta(seconds=1))
        case date():
            return (bound - timedelta(days=1), bound, bound + timedelta(days=1))
        case _:
            return ()
