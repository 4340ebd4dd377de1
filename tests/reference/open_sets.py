"""Sets of which something is undecided, in the reference: one yes or no for each member, in strong Kleene."""

from collections.abc import Sequence

from attrs import evolve
from qanun.runtime.outcomes.undecided import NotKnown, merge
from qanun.runtime.values.sets import Element, PartialSet

from reference.findings import (
    Finding,
    OpenSet,
    choice,
    conjunction,
    disjunction,
    negation,
    union,
)

NO = Finding(False)


def partly_known(told: PartialSet, missing: NotKnown) -> Finding:
    """A set of which the case tells some members; of the others the fact is missing."""
    members = tuple((Finding(member), Finding(inside)) for member, inside in told.members)
    return Finding(missing, members=OpenSet(members, Finding(missing)))


def set_of(found: Sequence[tuple[Finding, Finding]]) -> Finding:
    """The set of those values, each behind its condition, that are in it; nothing else is."""
    return settled(OpenSet(tuple((value, condition) for condition, value in found), NO))


def settled(members: OpenSet) -> Finding:
    """The set, once each member's condition is decided; what is out of it need not have a value."""
    inside = [(value, there) for value, there in members.members if there.value is not False]
    parts = [part for pair in inside for part in pair]
    parts += [] if members.rest.value is False else [members.rest]
    doubtful = [part for part in parts if not part.decided]
    if doubtful:
        return Finding(merge([part.value for part in doubtful]), union(doubtful), members=members)
    out = union([there for _, there in members.members if there.value is False])
    return Finding(frozenset(value.value for value, _ in inside), out | union([*parts, members.rest]))


def choice_of_sets(condition: Finding, then: Finding, otherwise: Finding) -> Finding:
    """`choice`; of sets behind an undecided condition what each branch tells of the members."""
    found = choice(condition, then, otherwise)
    one, other = opened(then), opened(otherwise)
    if found.decided or condition.decided or one is None or other is None:
        return found
    refused = negation(condition)
    listed = {value.value: value for value, _ in (*one.members, *other.members) if value.decided}
    members = [
        (value, _either(condition, _contains(one, value), _contains(other, value)))
        for value in listed.values()
    ]
    for way, branch in ((condition, one), (refused, other)):
        members += [(v, conjunction([way, inside])) for v, inside in branch.members if not v.decided]
    return evolve(found, members=OpenSet(tuple(members), _either(condition, one.rest, other.rest)))


def _either(condition: Finding, one: Finding, other: Finding) -> Finding:
    """One yes or no or the other, behind an undecided condition: that on which both agree."""
    if one.decided and one.value == other.value:
        return Finding(one.value, one.basis | other.basis)
    return disjunction([conjunction([condition, one]), conjunction([negation(condition), other])])


def opened(finding: Finding) -> OpenSet | None:
    """A set as its members, also a decided one; None for what is no set, or of which nothing is told."""
    if isinstance(finding.value, frozenset):
        there = Finding(True, finding.basis)
        members = tuple((Finding(member), there) for member in finding.value)
        return OpenSet(members, Finding(False, finding.basis))
    return finding.members


def applied(operator: str, operands: Sequence[Finding]) -> Finding | None:
    """An operator on sets of which one is open; None where nothing told of them matters to it."""
    sets = [opened(operand) for operand in operands]
    first, second = sets[0], sets[1] if len(sets) > 1 else None
    match operator:
        case "has member" if first is not None:
            return _contains(first, operands[1])
        case "is none" if first is not None:
            return Finding(False, operands[0].basis)
        case "=" | "!=" if any(operand.value is None for operand in operands):
            return Finding(operator == "!=", union(operands))
        case "is empty" if first is not None:
            return negation(disjunction([*(inside for _, inside in first.members), first.rest]))
        case "count of" if first is not None:
            return evolve(operands[0], bounds=_counted(first), members=None)
        case "in common" if first is not None and second is not None:
            return settled(_shared(first, second))
        case "=" | "!=" if first is not None and second is not None:
            same = _equal(first, second)
            return same if operator == "=" else negation(same)
        case _:
            return None


def _contains(members: OpenSet, wanted: Finding) -> Finding:
    """Yes where a member that is in it is the wanted one, or one that nobody has told of."""
    same = [_same(value, wanted) for value, _ in members.members]
    told = [conjunction([inside, so]) for (_, inside), so in zip(members.members, same, strict=True)]
    return disjunction([*told, conjunction([members.rest, negation(disjunction(same))])])


def _same(one: Finding, other: Finding) -> Finding:
    doubtful = [part for part in (one, other) if not part.decided]
    if doubtful:
        return Finding(merge([part.value for part in doubtful]), union(doubtful))
    return Finding(one.value == other.value, union([one, other]))


def _counted(members: OpenSet) -> tuple[int, int | None]:
    """Between how many and how many are in it; equal values are one member."""
    possible = [(value, inside) for value, inside in members.members if inside.value is not False]
    sure = {value.value for value, inside in possible if inside.value is True and value.decided}
    perhaps = {value.value for value, _ in possible if value.decided}
    untold = sum(not value.decided for value, _ in possible)
    least = max(len(sure), int(any(inside.value is True for _, inside in possible)))
    return least, len(perhaps) + untold if members.rest.value is False else None


def _shared(one: OpenSet, other: OpenSet) -> OpenSet:
    members = [(value, conjunction([inside, _contains(other, value)])) for value, inside in one.members]
    members += [(value, conjunction([inside, _contains(one, value)])) for value, inside in other.members]
    return OpenSet(tuple(members), conjunction([one.rest, other.rest]))


def _equal(one: OpenSet, other: OpenSet) -> Finding:
    """No where a member of one is surely not in the other; yes where nothing else can be in either."""
    parts = [disjunction([negation(inside), _contains(other, value)]) for value, inside in one.members]
    parts += [disjunction([negation(inside), _contains(one, value)]) for value, inside in other.members]
    parts += [negation(rest) for rest in (one.rest, other.rest) if rest.value is not False]
    return conjunction(parts)


def certain(members: OpenSet) -> PartialSet | None:
    """What is certain already: values that are surely in it, and listed ones that are surely not."""
    told: list[tuple[Element, bool]] = []
    for value, _ in members.members:
        inside = _contains(members, value).value
        if isinstance(inside, bool) and isinstance(value.value, Element):
            told.append((value.value, inside))
    return PartialSet(tuple(told)) if told else None
