"""What an expression of the core comes to, as total expressions: a value, or what stands in its place.

The reference (`tests/reference`) says the same of one case at a time; here it is said of every case at once.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from attrs import evolve, frozen

from qanun.core.explicit.forms import (
    NO,
    YES,
    either,
    every,
    for_every,
    for_some,
    negated,
    neither,
    number_of,
    same,
    some,
)
from qanun.core.explicit.total import AlikeRecords, Apply, Not, Total
from qanun.core.explicit.walk import replaced
from qanun.core.rules import Const, Local

Kind = Literal["unknown", "fault", "in conflict", "silent"]
KINDS: tuple[Kind, ...] = ("unknown", "fault", "in conflict", "silent")
"""What can stand in the place of a value; of several the first remains."""


@frozen(eq=False)
class Mark:
    """One silence, fault, or rule that pulls apart.

    Where the expression is of its kind, it is among those in the place of the value if `when` is yes. A fault
    is the same as another of its name and place if what it tells of (`told`) is the same.
    """

    kind: Kind
    name: str
    when: Total
    place: str | None = None
    told: tuple[Total, ...] = ()
    each: tuple[tuple[str, Total], ...] = ()
    """The things of lists, outer before inner, of each of which there is one: what tells of them."""

    @property
    def key(self) -> tuple[object, ...]:
        return self.kind, self.name, self.place, self.told, self.each

    @property
    def sort(self) -> tuple[object, ...]:
        """Marks of different sorts are never the same."""
        return self.kind, self.name, self.place, len(self.told)


@frozen(eq=False)
class Lack:
    """What stands in the place of a value: at most one of the four is yes, and none where there is one."""

    kinds: tuple[Total, Total, Total, Total] = (NO, NO, NO, NO)
    marks: tuple[Mark, ...] = ()

    def of(self, kind: Kind) -> Total:
        return self.kinds[KINDS.index(kind)]

    @property
    def any(self) -> Total:
        return some(*self.kinds)

    @property
    def is_never(self) -> bool:
        return self.any == NO

    @property
    def there(self) -> tuple[Mark, ...]:
        """The marks, each under the condition that the expression is of its kind."""
        return tuple(evolve(mark, when=every(self.of(mark.kind), mark.when)) for mark in self.marks)

    def where(self, condition: Total) -> "Lack":
        """The same, under a condition."""
        marks = (evolve(mark, when=every(condition, mark.when)) for mark in self.marks)
        return lack([every(condition, kind) for kind in self.kinds], marks)


def lack(kinds: Sequence[Total], marks: Iterable[Mark] = ()) -> Lack:
    """Of these; marks that are the same are one."""
    found: dict[object, Mark] = {}
    for mark in marks:
        if mark.when != NO:
            held = found.get(mark.key)
            found[mark.key] = mark if held is None else evolve(mark, when=some(held.when, mark.when))
    unknown, fault, conflict, silent = kinds
    return Lack((unknown, fault, conflict, silent), tuple(found.values()))


def only(kind: Kind, when: Total, mark: Mark | None = None) -> Lack:
    """One kind alone."""
    return lack([when if one == kind else NO for one in KINDS], () if mark is None else (mark,))


def merged(lacks: Sequence[Lack]) -> Lack:
    """What remains of several in what needs a value of all: of them the strongest."""
    kinds: list[Total] = []
    for kind in KINDS:
        kinds.append(every(neither(kinds), some(*(one.of(kind) for one in lacks))))
    return lack(kinds, (mark for one in lacks for mark in one.there))


def together(lacks: Sequence[Lack]) -> Lack:
    """Of several of which no two can be at once."""
    kinds = [some(*(one.of(kind) for one in lacks)) for kind in KINDS]
    return lack(kinds, (mark for one in lacks for mark in one.there))


@frozen(eq=False)
class Bounds:
    """Between what an undecided integer lies, where `present`; no `high` where it has no end (`ended` no)."""

    present: Total
    low: Total
    ended: Total
    high: Total


@frozen(eq=False)
class Outcome:
    """What an expression comes to.

    `value` may be asked for only where it is `known`; of yes and no it may always be, and is whether it is
    yes. `no` is None of all else. `integer`, `has_records` and `may_be_none` are told by its type.
    """

    known: Total
    value: Total
    lack: Lack = Lack()
    no: Total | None = None
    integer: bool = False
    has_records: bool = False
    may_be_none: bool = False
    bounds: Bounds | None = None
    members: "Open | None" = None

    @property
    def yes(self) -> Total:
        return self.value

    def kind(self, kind: Kind) -> Total:
        return self.lack.of(kind)


@frozen(eq=False)
class Entry:
    """What may be in a set: a value, or (`items`) each thing of a list; and whether it is in it."""

    items: Total | None
    about: Callable[[Total], tuple[Outcome, Outcome]]


@frozen(eq=False)
class Open:
    """A set by its members, where `present`, as it always is where the set is known.

    `rest` is whether any other value is in it.
    """

    present: Total
    entries: tuple[Entry, ...]
    rest: Outcome


def truth(yes: Total, no: Total, lacking: Lack) -> Outcome:
    """Of yes and no."""
    known = negated(lacking.any) if isinstance(lacking.any, Not) else some(yes, no)
    return Outcome(YES if lacking.is_never else known, yes, lacking, no)


def refused(outcome: Outcome) -> Total:
    assert outcome.no is not None
    return outcome.no


def sure(value: Total) -> Outcome:
    """A yes or no that is never undecided."""
    return truth(value, negated(value), Lack())


def negation(part: Outcome) -> Outcome:
    return truth(refused(part), part.yes, part.lack)


def conjunction(parts: Sequence[Outcome]) -> Outcome:
    """No if a part is no; yes if every part is yes; else what remains of those that are undecided."""
    no = some(*(refused(part) for part in parts))
    lacking = merged([part.lack for part in parts]).where(negated(no))
    yes = every(*(part.yes for part in parts))
    return truth(yes, negated(yes) if lacking.is_never else no, lacking)


def disjunction(parts: Sequence[Outcome]) -> Outcome:
    return negation(conjunction([negation(part) for part in parts]))


def how_many(parts: Sequence[Outcome]) -> Outcome:
    """How many are yes; while some are undecided, between how many."""
    lacking = merged([part.lack for part in parts])
    low = number_of(part.yes for part in parts)
    high = number_of(negated(refused(part)) for part in parts)
    return Outcome(negated(lacking.any), low, lacking, integer=True, bounds=Bounds(YES, low, YES, high))


def is_something(outcome: Outcome) -> Total:
    """That it has a value, and not none."""
    return every(outcome.known, negated(is_none(outcome)))


def is_none(outcome: Outcome) -> Total:
    """That what has a value is none."""
    if isinstance(outcome.value, Const):
        return Const(outcome.value.value is None)
    return Apply("is none", (outcome.value,)) if outcome.may_be_none else NO


def bounds(outcome: Outcome) -> Bounds | None:
    """The bounds of an integer: of a decided one, itself twice."""
    if not outcome.integer:
        return None
    known, value, own = is_something(outcome), outcome.value, outcome.bounds
    if own is None:
        return Bounds(known, value, YES, value)
    return Bounds(
        some(known, own.present),
        either(known, value, own.low),
        some(known, own.ended),
        either(known, value, own.high),
    )


# --- a choice ---------------------------------------------------------------------------------------------


def alike(one: Outcome, other: Outcome) -> Total:
    """That two have values, and surely the same."""
    if one.no is not None and other.no is not None:
        return some(every(one.yes, other.yes), every(one.no, other.no))
    return every(one.known, other.known, same_values(one, other))


def same_values(one: Outcome, other: Outcome) -> Total:
    """That two that have values surely have the same."""
    if one.value == other.value:
        return YES
    if isinstance(one.value, Const) and isinstance(other.value, Const):
        return NO
    if one.no is not None and other.no is not None:
        return same(one.yes, other.yes)
    if one.has_records or other.has_records:
        return AlikeRecords(one.value, other.value, True)
    return Apply("=", (one.value, other.value))


def same_lack(kind: Kind, one: Lack, other: Lack) -> Total:
    """That both are of this kind, and of the same: the same silences, say."""
    both = every(one.of(kind), other.of(kind))
    if both == NO:
        return NO
    mine = [mark for mark in one.marks if mark.kind == kind]
    theirs = [mark for mark in other.marks if mark.kind == kind]
    return every(both, *_each_among(mine, theirs), *_each_among(theirs, mine))


def _each_among(marks: Sequence[Mark], others: Sequence[Mark]) -> list[Total]:
    """That each is among the others."""
    return [of_each(m, some(negated(m.when), *(_is_one(m, o) for o in others)), for_every) for m in marks]


def of_each(mark: Mark, said: Total, quantifier: Callable[[str, Total, Total], Total]) -> Total:
    """What is said of some or of every thing of which there is such a mark."""
    for local, items in reversed(mark.each):
        said = quantifier(local, items, said)
    return said


def _is_one(one: Mark, other: Mark) -> Total:
    """That the other is there, and is the same."""
    if one.sort != other.sort:
        return NO
    other = _apart_from(one, other)
    pairs = zip(one.told, other.told, strict=True)
    equal = (YES if a == b else Apply("=", (a, b)) for a, b in pairs)
    return of_each(other, every(other.when, *equal), for_some)


def _apart_from(one: Mark, other: Mark) -> Mark:
    """The other, its things under other names."""
    taken = {local for local, _ in one.each}
    for number, (local, _) in enumerate(other.each):
        new = local
        while new in taken:
            new = f"{new} too"
        taken.add(new)
        if new != local:
            other = _renamed(other, number, new)
    return other


def _renamed(mark: Mark, number: int, new: str) -> Mark:
    old, thing = mark.each[number][0], Local(new)
    inner = [(local, replaced(items, old, thing)) for local, items in mark.each[number + 1 :]]
    return evolve(
        mark,
        when=replaced(mark.when, old, thing),
        told=tuple(replaced(part, old, thing) for part in mark.told),
        each=(*mark.each[:number], (new, mark.each[number][1]), *inner),
    )


def choice(condition: Outcome, then: Outcome, otherwise: Outcome) -> Outcome:
    """The branch that the condition chooses; where it is undecided, that on which both agree."""
    yes, no, open_ = condition.yes, refused(condition), condition.lack.any
    agreed = every(open_, alike(then, otherwise))
    same_: list[Total] = [NO, *(same_lack(kind, then.lack, otherwise.lack) for kind in KINDS[1:])]
    between = merged([condition.lack, then.lack, otherwise.lack]).where(
        every(open_, negated(some(agreed, *same_)))
    )
    lacking = together(
        [
            _chosen(yes, no, then.lack, otherwise.lack),
            lack([every(open_, kind) for kind in same_]),
            evolve(between, marks=()),
        ]
    )
    lacking = lack(lacking.kinds, _marks_of_choice(condition, then, otherwise))
    known = some(either(yes, then.known, every(no, otherwise.known)), agreed)
    if open_ == NO:
        known = either(yes, then.known, otherwise.known)
    value = either(yes, then.value, otherwise.value)
    refusal: Total | None = None
    if then.no is not None and otherwise.no is not None:
        value = _kleene(yes, no, open_, then.yes, otherwise.yes)
        refusal = _kleene(yes, no, open_, then.no, otherwise.no)
    return Outcome(
        YES if lacking.is_never else known,
        value,
        lacking,
        negated(value) if lacking.is_never and refusal is not None else refusal,
        then.integer and otherwise.integer,
        then.has_records or otherwise.has_records,
        bounds=_spanned(condition, then, otherwise),
    )


def _kleene(yes: Total, no: Total, open_: Total, then: Total, otherwise: Total) -> Total:
    if open_ == NO:
        return either(yes, then, otherwise)
    return some(every(yes, then), every(no, otherwise), every(open_, then, otherwise))


def _chosen(yes: Total, no: Total, then: Lack, otherwise: Lack) -> Lack:
    """The lack of the branch that is surely chosen."""
    pairs = zip(then.kinds, otherwise.kinds, strict=True)
    return lack([some(every(yes, a), every(no, b)) for a, b in pairs])


def _marks_of_choice(condition: Outcome, then: Outcome, otherwise: Outcome) -> list[Mark]:
    branches = ((negated(refused(condition)), then), (negated(condition.yes), otherwise))
    found = [evolve(mark, when=every(way, mark.when)) for way, one in branches for mark in one.lack.there]
    return [*condition.lack.there, *found]


def _are_plain(condition: Outcome, then: Outcome, otherwise: Outcome) -> bool:
    """Whether neither branch nor the choice can leave bounds."""
    return then.bounds is None and otherwise.bounds is None and condition.lack.is_never


def _spanned(condition: Outcome, then: Outcome, otherwise: Outcome) -> Bounds | None:
    """The bounds of a choice: of the branch that is chosen, or of both."""
    one, other = bounds(then), bounds(otherwise)
    if one is None or other is None or _are_plain(condition, then, otherwise):
        return None
    yes, no = condition.yes, refused(condition)

    def of(mine: Total, theirs: Total, both: Callable[[Total, Total], Total]) -> Total:
        return either(yes, mine, either(no, theirs, both(mine, theirs)))

    return Bounds(
        of(one.present, other.present, every),
        of(one.low, other.low, lambda a, b: Apply("smaller of", (a, b))),
        of(one.ended, other.ended, every),
        of(one.high, other.high, lambda a, b: Apply("larger of", (a, b))),
    )


# --- its parts --------------------------------------------------------------------------------------------


def each_part(outcome: Outcome, change: Callable[[Total, str], Total]) -> Outcome:
    """The same outcome, each of its parts changed; the change is told what the part is called."""
    kinds = [change(expr, kind) for kind, expr in zip(KINDS, outcome.lack.kinds, strict=True)]
    marks = [_each_part_of(mark, number, change) for number, mark in enumerate(outcome.lack.marks)]
    own = outcome.bounds
    return evolve(
        outcome,
        known=change(outcome.known, "has a value"),
        value=change(outcome.value, "value" if outcome.no is None else "yes"),
        no=None if outcome.no is None else change(outcome.no, "no"),
        lack=lack(kinds, marks),
        bounds=None
        if own is None
        else Bounds(
            change(own.present, "has bounds"),
            change(own.low, "low"),
            change(own.ended, "has an end"),
            change(own.high, "high"),
        ),
    )


def _each_part_of(mark: Mark, number: int, change: Callable[[Total, str], Total]) -> Mark:
    when = change(mark.when, f"{mark.kind} {number}")
    told = tuple(change(part, f"told {number} {place}") for place, part in enumerate(mark.told))
    lists = [
        (local, change(items, f"each {number} {place}")) for place, (local, items) in enumerate(mark.each)
    ]
    return evolve(mark, when=when, told=told, each=tuple(lists))
