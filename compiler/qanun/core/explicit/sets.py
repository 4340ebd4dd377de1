"""Sets of which something may be undecided: one yes or no for each member."""

from collections.abc import Callable, Sequence

from attrs import define, evolve

from qanun.core.explicit.forms import NO, YES, either, every, negated, some
from qanun.core.explicit.lists import Rows
from qanun.core.explicit.outcomes import (
    Bounds,
    Entry,
    Lack,
    Open,
    Outcome,
    alike,
    choice,
    conjunction,
    disjunction,
    is_none,
    is_something,
    merged,
    negation,
    refused,
    sure,
    truth,
)
from qanun.core.explicit.total import (
    Apply,
    Count,
    Field,
    Member,
    Members,
    Over,
    SetOf,
    Stated,
    StatedInPart,
    Told,
    Total,
)
from qanun.core.rules import Const, FactOf, Local
from qanun.runtime.operators.operator_rows import OperatorName


@define
class _Numbers:
    """Numbers for the locals of members, which begin anew with each definition: so no two runs differ."""

    last: int = 0


_NUMBERS = _Numbers()


def begin() -> None:
    """A definition begins."""
    _NUMBERS.last = 0


def fresh() -> str:
    """A name for a member that nothing else in the definition bears."""
    _NUMBERS.last += 1
    return f"a member {_NUMBERS.last}"


Pair = tuple[Outcome, Outcome]
"""A value that may be in a set, and whether it is."""


def chosen(condition: Total, then: Outcome, otherwise: Outcome) -> Outcome:
    """The branch that a yes or no chooses which is never undecided."""
    return choice_of_sets(sure(condition), then, otherwise)


# --- sets as their members --------------------------------------------------------------------------------


def stated(of: FactOf | Field, missing: Lack) -> Open:
    """What the case tells of a set: of all else the fact is missing."""

    def told(inside: bool) -> Entry:
        return Entry(Told(of, inside), lambda thing: (Outcome(YES, thing), sure(Const(inside))))

    whole = Stated(of)
    rest = truth(NO, whole, missing)
    return Open(some(whole, StatedInPart(of)), (told(True), told(False)), rest)


def opened(outcome: Outcome) -> Open:
    """A set as its members."""
    if outcome.members is not None:
        return outcome.members
    there = is_something(outcome)
    items = either(there, Members(outcome.value), Const(()))
    return Open(there, (Entry(items, lambda thing: (Outcome(YES, thing), sure(YES))),), sure(NO))


def _of_entry(entry: Entry, body: Callable[[Outcome, Outcome], Outcome]) -> Outcome:
    """That it is so of the value, or of some thing, of an entry."""
    if entry.items is None:
        return body(*entry.about(Const(None)))
    local = fresh()
    return Rows(local, entry.items).disjunction(body(*entry.about(Local(local))))


def _of_some(entries: Sequence[Entry], body: Callable[[Outcome, Outcome], Outcome]) -> list[Outcome]:
    return [_of_entry(entry, body) for entry in entries]


def set_of(members: Sequence[Pair]) -> Outcome:
    """The set of those values, each behind its condition, that are in it; nothing else is."""

    def single(pair: Pair) -> Entry:
        return Entry(None, lambda thing: pair)

    return settled(Open(YES, tuple(single(pair) for pair in members), sure(NO)))


def settled(members: Open) -> Outcome:
    """The set, once each member's condition is decided; what is out of it need not have a value."""
    lacks: list[Lack] = []
    parts: list[Member] = []
    for entry in members.entries:
        local = "" if entry.items is None else fresh()
        value, inside = entry.about(Local(local) if local else Const(None))
        lacking = merged([value.lack, inside.lack]).where(negated(refused(inside)))
        if entry.items is not None:
            lacking = Rows(local, entry.items).merged(lacking)
        lacks.append(lacking)
        if inside.yes != NO:
            parts.append(Member(inside.yes, value.value, local, entry.items))
    lacking = merged([*lacks, members.rest.lack])
    return Outcome(negated(lacking.any), SetOf(tuple(parts)), lacking, members=members)


# --- a choice of sets -------------------------------------------------------------------------------------


def choice_of_sets(condition: Outcome, then: Outcome, otherwise: Outcome) -> Outcome:
    """`choice`; of sets behind an undecided condition what each branch tells of the members."""
    found = choice(condition, then, otherwise)
    if then.members is None and otherwise.members is None:
        return found
    yes, no = condition.yes, refused(condition)
    if condition.lack.is_never:
        no = negated(yes)
    one, other = opened(then), opened(otherwise)
    present = some(
        every(yes, one.present),
        every(no, other.present),
        every(condition.lack.any, one.present, other.present),
    )

    def among(entry: Entry, way: Outcome, mine: Total, theirs: Total) -> Entry:
        def about(thing: Total) -> Pair:
            value, inside = entry.about(thing)
            between = inside
            if not condition.lack.is_never:
                either_way = _either(condition, contains(one, value), contains(other, value))
                between = chosen(value.known, either_way, conjunction([way, inside]))
            return value, chosen(mine, inside, chosen(theirs, sure(NO), between))

        return Entry(_guarded(entry.items, negated(theirs)), about)

    entries = (
        *(among(entry, condition, yes, no) for entry in one.entries),
        *(among(entry, negation(condition), no, yes) for entry in other.entries),
    )
    rest = chosen(yes, one.rest, chosen(no, other.rest, _either(condition, one.rest, other.rest)))
    return evolve(found, members=Open(present, entries, rest))


def _guarded(items: Total | None, condition: Total) -> Total | None:
    return None if items is None else either(condition, items, Const(()))


def _either(condition: Outcome, one: Outcome, other: Outcome) -> Outcome:
    """One yes or no or the other, behind an undecided condition: that on which both agree."""
    between = disjunction([conjunction([condition, one]), conjunction([negation(condition), other])])
    return chosen(alike(one, other), one, between)


# --- operators --------------------------------------------------------------------------------------------


def applied(operator: OperatorName, operands: Sequence[Outcome], plain: Outcome) -> Outcome:
    """The same as `plain`, but where a set of which something is undecided tells more."""
    if all(operand.members is None for operand in operands):
        return plain
    sets = [operand for operand in operands if operand.members is not None]
    part = some(*(every(negated(one.known), opened(one).present) for one in sets))
    if part == NO:
        return plain
    if operator == "is none":
        return chosen(part, sure(NO), plain)
    if operator == "count of":
        found = _counted(operands[0])
        own = evolve(found, present=every(negated(operands[0].known), found.present))
        return evolve(plain, bounds=own)
    if operator in ("has member", "is empty", "in common", "=", "!="):
        return chosen(part, _told(operator, operands, plain), plain)
    return plain


def _told(operator: OperatorName, operands: Sequence[Outcome], plain: Outcome) -> Outcome:
    """What is told of sets that are present."""
    first = opened(operands[0])
    if operator == "has member":
        return contains(first, operands[1])
    if operator == "is empty":
        inside = _of_some(first.entries, lambda value, there: there)
        return negation(disjunction([*inside, first.rest]))
    second = opened(operands[1])
    both = every(first.present, second.present)
    if operator == "in common":
        return chosen(both, settled(_shared(first, second)), evolve(plain, members=None))
    equal = _equal(first, second)
    none = some(*(every(one.known, is_none(one)) for one in operands))
    found = equal if operator == "=" else negation(equal)
    return chosen(none, sure(Const(operator == "!=")), chosen(both, found, plain))


def contains(members: Open, wanted: Outcome) -> Outcome:
    """Yes where a member that is in it is the wanted one, or one that nobody has told of."""
    told = _of_some(members.entries, lambda value, there: conjunction([there, _same(value, wanted)]))
    if members.rest.lack.is_never and refused(members.rest) == YES:
        return disjunction(told)
    same = _of_some(members.entries, lambda value, there: _same(value, wanted))
    return disjunction([*told, conjunction([members.rest, negation(disjunction(same))])])


def _same(one: Outcome, other: Outcome) -> Outcome:
    known = every(one.known, other.known)
    equal = YES if one.value == other.value else Apply("=", (one.value, other.value))
    return truth(every(known, equal), every(known, negated(equal)), merged([one.lack, other.lack]))


def _shared(one: Open, other: Open) -> Open:
    def both(entry: Entry, of: Open) -> Entry:
        def about(thing: Total) -> Pair:
            value, inside = entry.about(thing)
            return value, conjunction([inside, contains(of, value)])

        return Entry(entry.items, about)

    entries = (*(both(entry, other) for entry in one.entries), *(both(entry, one) for entry in other.entries))
    return Open(YES, entries, conjunction([one.rest, other.rest]))


def _equal(one: Open, other: Open) -> Outcome:
    """No where a member of one is surely not in the other; yes where nothing else can be in either."""

    def missing(of: Open) -> Callable[[Outcome, Outcome], Outcome]:
        return lambda value, there: conjunction([there, negation(contains(of, value))])

    parts = [*_of_some(one.entries, missing(other)), *_of_some(other.entries, missing(one))]
    return negation(disjunction([*parts, one.rest, other.rest]))


def _counted(operand: Outcome) -> Bounds:
    """Between how many and how many are in it; equal values are one member."""
    members = opened(operand)
    sure_ones = _distinct(members.entries, lambda value, there: every(value.known, there.yes))
    perhaps = _distinct(members.entries, lambda value, there: every(negated(refused(there)), value.known))
    untold = _counts(
        members.entries, lambda value, there: every(negated(refused(there)), negated(value.known))
    )
    inside = some(*(_holds(entry, lambda value, there: there.yes) for entry in members.entries))
    low = Apply("larger of", (sure_ones, Count((inside,))))
    return Bounds(members.present, low, refused(members.rest), Apply("+", (perhaps, untold)))


def _holds(entry: Entry, condition: Callable[[Outcome, Outcome], Total]) -> Total:
    return _of_entry(entry, lambda value, there: sure(condition(value, there))).yes


def _counts(entries: Sequence[Entry], condition: Callable[[Outcome, Outcome], Total]) -> Total:
    """Of how many entries, or things of theirs, it is yes."""
    total: Total = Const(0)
    for entry in entries:
        if entry.items is None:
            part: Total = Count((condition(*entry.about(Const(None))),))
        else:
            local = fresh()
            part = Over("count", local, entry.items, YES, condition(*entry.about(Local(local))))
        total = part if total == Const(0) else Apply("+", (total, part))
    return total


def _distinct(entries: Sequence[Entry], condition: Callable[[Outcome, Outcome], Total]) -> Total:
    """Of how many different values it is yes: each is counted where it first is."""
    total: Total = Const(0)
    for place, entry in enumerate(entries):

        def first(value: Outcome, there: Outcome, before: Sequence[Entry] = entries[:place]) -> Total:
            def same(other: Outcome, inside: Outcome) -> Total:
                return every(condition(other, inside), Apply("=", (other.value, value.value)))

            earlier = [_holds(one, same) for one in before]
            return every(condition(value, there), negated(some(*earlier)))

        part = _counts([entry], first)
        total = part if total == Const(0) else Apply("+", (total, part))
    return total
