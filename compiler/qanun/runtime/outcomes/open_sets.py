"""Sets of which something is undecided: one yes or no for each member, by strong Kleene."""

from __future__ import annotations

from qanun.runtime.outcomes.kleene import Finding, OpenSet, all_of, any_of, opposite, remaining
from qanun.runtime.outcomes.undecided import NotKnown, Undecided
from qanun.runtime.values.sets import Element, PartialSet

NO: Finding = (False, 0, None)


def partly_known(told: PartialSet, missing: NotKnown, basis: int = 0) -> Finding:
    """A set of which the facts tell some members; of the others the fact is missing."""
    members = tuple(((member, 0, None), (inside, basis, None)) for member, inside in told.members)
    return (missing, basis, OpenSet(members, (missing, basis, None)))


def settled(members: OpenSet) -> Finding:
    """The set, once each member's condition is decided; what is out of it need not have a value."""
    basis = 0
    parts: list[Finding] = []
    values: list[object] = []
    for value, inside in members.members:
        if inside[0] is False:
            basis |= inside[1]
        else:
            parts += (value, inside)
            values.append(value[0])
    if members.rest[0] is False:
        basis |= members.rest[1]
    else:
        parts.append(members.rest)
    if any(isinstance(part[0], Undecided) for part in parts):
        outcome, resting, _ = remaining(parts)
        return (outcome, resting, members)
    for part in parts:
        basis |= part[1]
    return (frozenset(values), basis, None)


def opened(finding: Finding) -> OpenSet | None:
    """A set as its members, also a decided one; None for what is no set, or of which nothing is told."""
    value, basis, told = finding
    if isinstance(value, frozenset):
        members: tuple[tuple[Finding, Finding], ...] = tuple(
            ((member, 0, None), (True, basis, None)) for member in value
        )
        return OpenSet(members, (False, basis, None))
    return told if isinstance(told, OpenSet) else None


def chosen_sets(condition: Finding, then: Finding, otherwise: Finding) -> OpenSet | None:
    """What the branches behind an undecided condition tell of the members."""
    one, other = opened(then), opened(otherwise)
    if one is None or other is None:
        return None
    both = (*one.members, *other.members)
    listed = {value[0]: value for value, _ in both if not isinstance(value[0], Undecided)}
    members = [
        (value, _either(condition, _contains(one, value), _contains(other, value)))
        for value in listed.values()
    ]
    for way, branch in ((condition, one), (opposite(condition), other)):
        members += [(v, all_of((way, inside))) for v, inside in branch.members if isinstance(v[0], Undecided)]
    return OpenSet(tuple(members), _either(condition, one.rest, other.rest))


def _either(condition: Finding, one: Finding, other: Finding) -> Finding:
    """One yes or no or the other, behind an undecided condition: that on which both agree."""
    if one[0] == other[0] and not isinstance(one[0], Undecided):
        return (one[0], one[1] | other[1], None)
    return any_of((all_of((condition, one)), all_of((opposite(condition), other))))


def applied(operator: str, operands: tuple[Finding, ...]) -> Finding | None:
    """An operator on sets of which one is open; None where nothing told of them matters to it."""
    first = opened(operands[0])
    second = opened(operands[1]) if len(operands) > 1 else None
    if operator in ("=", "!="):
        basis = operands[0][1] | operands[1][1]
        if operands[0][0] is None or operands[1][0] is None:
            return (operator == "!=", basis, None)
        if first is None or second is None:
            return None
        same = _equal(first, second)
        return same if operator == "=" else opposite(same)
    if first is None:
        return None
    match operator:
        case "is none":
            return (False, operands[0][1], None)
        case "has member":
            return _contains(first, operands[1])
        case "is empty":
            return opposite(any_of((*(inside for _, inside in first.members), first.rest)))
        case "count of":
            return (operands[0][0], operands[0][1], _counted(first))
        case "in common" if second is not None:
            return settled(_shared(first, second))
        case _:
            return None


def _contains(members: OpenSet, wanted: Finding) -> Finding:
    """Yes where a member that is in it is the wanted one, or one that nobody has told of."""
    same = [_same(value, wanted) for value, _ in members.members]
    told = [all_of((inside, so)) for (_, inside), so in zip(members.members, same, strict=True)]
    return any_of((*told, all_of((members.rest, opposite(any_of(tuple(same)))))))


def _same(one: Finding, other: Finding) -> Finding:
    if isinstance(one[0], Undecided) or isinstance(other[0], Undecided):
        return remaining([one, other])
    return (one[0] == other[0], one[1] | other[1], None)


def _counted(members: OpenSet) -> tuple[int, int | None]:
    """Between how many and how many are in it; equal values are one member."""
    sure: set[object] = set()
    perhaps: set[object] = set()
    untold = least = 0
    for (value, _, _), (inside, _, _) in members.members:
        if inside is False:
            continue
        if inside is True:
            least = 1
        if isinstance(value, Undecided):
            untold += 1
            continue
        perhaps.add(value)
        if inside is True:
            sure.add(value)
    return max(len(sure), least), len(perhaps) + untold if members.rest[0] is False else None


def _shared(one: OpenSet, other: OpenSet) -> OpenSet:
    members = [(value, all_of((inside, _contains(other, value)))) for value, inside in one.members]
    members += [(value, all_of((inside, _contains(one, value)))) for value, inside in other.members]
    return OpenSet(tuple(members), all_of((one.rest, other.rest)))


def _equal(one: OpenSet, other: OpenSet) -> Finding:
    """No where a member of one is surely not in the other; yes where nothing else can be in either."""
    parts = [any_of((opposite(inside), _contains(other, value))) for value, inside in one.members]
    parts += [any_of((opposite(inside), _contains(one, value))) for value, inside in other.members]
    parts += [opposite(rest) for rest in (one.rest, other.rest) if rest[0] is not False]
    return all_of(tuple(parts))


def outcome(finding: Finding) -> object:
    """The value or outcome, as an answer has it; of an open set with what is certain of it."""
    value, _, told = finding
    if isinstance(value, NotKnown) and isinstance(told, OpenSet):
        return NotKnown(value.yes, value.no, value.all, certain(told))
    return value


def certain(members: OpenSet) -> PartialSet | None:
    """What is certain already: values that are surely in it, and listed ones that are surely not."""
    told: list[tuple[Element, bool]] = []
    for value, _ in members.members:
        inside = _contains(members, value)[0]
        if isinstance(inside, bool) and isinstance(value[0], Element):
            told.append((value[0], inside))
    return PartialSet(tuple(told)) if told else None
