"""What a value is among formulas: one formula, or several that stand for its parts."""

from collections.abc import Callable, Iterator, Mapping
from typing import Literal, assert_never

from attrs import field, frozen

from qanun.targets.proof.logic import (
    NO,
    YES,
    Amount,
    Formula,
    NotLowered,
    as_exact,
    count,
    either,
    every,
    negated,
    some,
)

SortName = Literal[
    "yes/no",
    "integer",
    "number",
    "money",
    "date",
    "moment",
    "hours",
    "days",
    "months",
    "option",
    "text",
    "country",
    "authority",
    "state",
    "fixed",
]


@frozen
class Sort:
    """What a formula stands for. `of` tells the currency or the one-of type.

    A date is its ordinal, a moment its microseconds since the year 1 in UTC, an option its place, a text,
    country or authority a number (`symbols`). `fixed` is what only the law writes: penalties, bodies.
    """

    name: SortName
    of: str = ""


YES_NO = Sort("yes/no")
INTEGER = Sort("integer")
NUMBER = Sort("number")
DATE = Sort("date")
MOMENT = Sort("moment")


@frozen(eq=False)
class Scalar:
    sort: Sort
    term: Amount


@frozen(eq=False)
class Absent:
    """None."""


@frozen(eq=False)
class Maybe:
    """A value that may be none; then `inner` is whatever it is."""

    absent: Formula
    inner: "Bare"


@frozen(eq=False)
class Made:
    """A record, by field."""

    fields: Mapping[str, "Term"]


@frozen(eq=False)
class Collection:
    """What is in a set or list: each where its formula is yes. Of a set two may be equal."""

    members: tuple[tuple[Formula, "Term"], ...]
    ordered: bool


@frozen(eq=False)
class Span:
    """A period of days by ordinal; `last` is whatever it is where it is still running."""

    start: Amount
    running: Formula
    last: Amount


@frozen(eq=False)
class End:
    """The end of a term: a day or a moment; the other one is whatever it is."""

    by_moment: Formula
    day: Amount
    moment: Amount
    included: Formula


@frozen(eq=False)
class Mixed:
    """A length in months and days, as the law writes it."""

    months: int = field()
    days: int = field()


Bare = Scalar | Made | Collection | Span | End | Mixed
Term = Bare | Absent | Maybe

NONE = Absent()


def bare(term: Term) -> Bare:
    """A value of which the rule has asked before whether it is none."""
    match term:
        case Maybe(_, inner):
            return inner
        case Absent():
            raise NotLowered("a value that is none")
        case Scalar() | Made() | Collection() | Span() | End() | Mixed():
            return term
        case never:
            assert_never(never)


def amount(term: Term) -> Amount:
    """The one formula of a value."""
    found = bare(term)
    if isinstance(found, Scalar):
        return found.term
    raise NotLowered(f"a {type(found).__name__.lower()} in the place of one value")


def is_none(term: Term) -> Formula:
    match term:
        case Absent():
            return YES
        case Maybe(absent):
            return absent
        case Scalar() | Made() | Collection() | Span() | End() | Mixed():
            return NO
        case never:
            assert_never(never)


def formulas_in(term: Term) -> Iterator[Amount]:
    """The formulas of which a value is made."""
    match term:
        case Absent() | Mixed():
            return
        case Maybe(absent, inner):
            yield absent
            yield from formulas_in(inner)
        case Scalar(_, formula):
            yield formula
        case Made(fields):
            for part in fields.values():
                yield from formulas_in(part)
        case Collection(members):
            for there, member in members:
                yield there
                yield from formulas_in(member)
        case Span(start, running, last):
            yield from (start, running, last)
        case End(by_moment, day, moment, included):
            yield from (by_moment, day, moment, included)
        case never:
            assert_never(never)


def replaced(term: Term, change: Callable[[Amount], Amount]) -> Term:
    """The same value of other formulas."""
    match term:
        case Absent() | Mixed():
            return term
        case Maybe(absent, inner):
            return Maybe(change(absent), bare(replaced(inner, change)))
        case Scalar(sort, formula):
            return Scalar(sort, change(formula))
        case Made(fields):
            return Made({name: replaced(part, change) for name, part in fields.items()})
        case Collection(members, ordered):
            kept = tuple((change(there), replaced(member, change)) for there, member in members)
            return Collection(kept, ordered)
        case Span(start, running, last):
            return Span(change(start), change(running), change(last))
        case End(by_moment, day, moment, included):
            return End(change(by_moment), change(day), change(moment), change(included))
        case never:
            assert_never(never)


def choice(condition: Formula, then: Term, otherwise: Term) -> Term:
    """The value that a condition chooses."""
    if then is otherwise or condition is YES or condition.eq(YES):
        return then
    if condition.eq(NO):
        return otherwise
    if isinstance(then, Absent) and isinstance(otherwise, Absent):
        return then
    if isinstance(then, Absent):
        return Maybe(some((condition, is_none(otherwise))), bare(otherwise))
    if isinstance(otherwise, Absent):
        return Maybe(some((negated(condition), is_none(then))), bare(then))
    inner = _chosen(condition, bare(then), bare(otherwise))
    if isinstance(then, Maybe) or isinstance(otherwise, Maybe):
        return Maybe(either(condition, is_none(then), is_none(otherwise)), inner)
    return inner


def _chosen(condition: Formula, then: Bare, otherwise: Bare) -> Bare:
    if isinstance(then, Scalar) and isinstance(otherwise, Scalar):
        one, other, sort = alike(then, otherwise)
        return Scalar(sort, either(condition, one, other))
    if isinstance(then, Made) and isinstance(otherwise, Made):
        others = otherwise.fields
        return Made({name: choice(condition, value, others[name]) for name, value in then.fields.items()})
    if isinstance(then, Collection) and isinstance(otherwise, Collection):
        kept = ((every((condition, there)), value) for there, value in then.members)
        left = ((every((negated(condition), there)), value) for there, value in otherwise.members)
        return Collection((*kept, *left), then.ordered)
    if isinstance(then, Span) and isinstance(otherwise, Span):
        return Span(
            either(condition, then.start, otherwise.start),
            either(condition, then.running, otherwise.running),
            either(condition, then.last, otherwise.last),
        )
    if isinstance(then, End) and isinstance(otherwise, End):
        return End(
            either(condition, then.by_moment, otherwise.by_moment),
            either(condition, then.day, otherwise.day),
            either(condition, then.moment, otherwise.moment),
            either(condition, then.included, otherwise.included),
        )
    raise NotLowered("a choice between values of different kinds")


def alike(one: Scalar, other: Scalar) -> tuple[Amount, Amount, Sort]:
    """Two numbers as numbers of one kind; what else is of one kind as it is."""
    if one.sort == other.sort:
        if one.term.sort() != other.term.sort():
            return as_exact(one.term), as_exact(other.term), one.sort
        return one.term, other.term, one.sort
    if {one.sort.name, other.sort.name} == {"integer", "number"}:
        return as_exact(one.term), as_exact(other.term), NUMBER
    raise NotLowered(f"{one.sort.name} beside {other.sort.name}")


def equal(one: Term, other: Term) -> Formula:
    """That two values are the same."""
    if one is other:
        return YES
    if isinstance(one, Absent) or isinstance(other, Absent):
        return is_none(other if isinstance(one, Absent) else one)
    if isinstance(one, Maybe) or isinstance(other, Maybe):
        nones = is_none(one), is_none(other)
        both = every(negated(none) for none in nones)
        return some((every(nones), every((both, equal(bare(one), bare(other))))))
    return _same(one, other)


def _same(one: Bare, other: Bare) -> Formula:
    if isinstance(one, Scalar) and isinstance(other, Scalar):
        left, right, _ = alike(one, other)
        return YES if left.eq(right) else left == right
    if isinstance(one, Made) and isinstance(other, Made):
        return every(equal(value, other.fields[name]) for name, value in one.fields.items())
    if isinstance(one, Collection) and isinstance(other, Collection):
        if one.ordered:
            return _same_lists(one, other)
        return every((_within(one, other), _within(other, one)))
    if isinstance(one, Span) and isinstance(other, Span):
        ends = some((one.running, one.last == other.last))
        return every((one.start == other.start, one.running == other.running, ends))
    if isinstance(one, End) and isinstance(other, End):
        by_moment = every((one.by_moment, other.by_moment, one.moment == other.moment))
        by_day = every((negated(one.by_moment), negated(other.by_moment), one.day == other.day))
        return every((one.included == other.included, some((by_moment, by_day))))
    raise NotLowered("whether values of different kinds are the same")


def _same_lists(one: Collection, other: Collection) -> Formula:
    """As many things, and those at the same place the same."""
    pairs = [
        some((negated(every((here, there, before == earlier))), equal(value, found)))
        for before, (here, value) in _placed(one)
        for earlier, (there, found) in _placed(other)
    ]
    size, other_size = (count(there for there, _ in members.members) for members in (one, other))
    return every((size == other_size, *pairs))


def _placed(members: Collection) -> Iterator[tuple[Amount, tuple[Formula, Term]]]:
    """Each thing with how many are before it."""
    for number, member in enumerate(members.members):
        yield count(there for there, _ in members.members[:number]), member


def _within(one: Collection, other: Collection) -> Formula:
    return every(some((negated(there), contains(other, member))) for there, member in one.members)


def contains(members: Collection, value: Term) -> Formula:
    return some(every((there, equal(member, value))) for there, member in members.members)
