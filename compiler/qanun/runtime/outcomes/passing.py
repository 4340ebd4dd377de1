"""How outcomes pass through conditionals, operators and quantifiers, over `kleene` and `open_sets`."""

from __future__ import annotations

from qanun.runtime.faults import Fault
from qanun.runtime.operators.operator_rows import OPERATORS
from qanun.runtime.outcomes.kleene import (
    Bounds,
    Finding,
    OpenSet,
    Told,
    all_of,
    any_of,
    counted,
    masks,
    merged,
    opposite,
    remaining,
)
from qanun.runtime.outcomes.open_sets import applied, chosen_sets
from qanun.runtime.outcomes.undecided import Faulty, NotKnown, Undecided
from qanun.runtime.outcomes.unnamed import Unnamed
from qanun.runtime.outcomes.unnamed import compared as apart
from qanun.runtime.values.records import Record
from qanun.runtime.values.sameness import alike

ABSENT: Finding = (Faulty(()), 0, None)
"""What an operator yields on a none that the rule has asked about before: nothing that can decide."""


def same(one: object, other: object) -> bool:
    """Whether two values or outcomes are the same."""
    if isinstance(one, NotKnown):
        return (
            isinstance(other, NotKnown)
            and one.all == other.all
            and one.yes == other.yes
            and one.no == other.no
        )
    if isinstance(one, Record | tuple):
        return alike(one, other) is True
    return one == other


def chosen(condition: Finding, then: Finding, otherwise: Finding) -> Finding:
    """The branch that the condition chooses; where it is undecided, the value on which both agree.

    Two branches that are unknown do not agree: what they lack may make them differ.
    """
    state, basis, _ = condition
    if state is True or state is False:
        value, more, told = then if state is True else otherwise
        return (value, basis | more, told.resting(basis) if isinstance(told, OpenSet) else told)
    one, other = then[0], otherwise[0]
    rest = then[1] | otherwise[1]
    if same(one, other) and one.__class__ is not NotKnown:
        return (one, rest, _members_of(condition, then, otherwise) if isinstance(one, Undecided) else None)
    outcome = merged((state, one, other))
    if isinstance(outcome, NotKnown) and isinstance(state, NotKnown):
        alone = 0 if isinstance(one, Undecided) else state.yes
        if not isinstance(other, Undecided):
            alone |= state.no
        outcome = NotKnown(outcome.yes | alone, outcome.no | alone, outcome.all)
    return (outcome, basis | rest, _told_of(condition, then, otherwise))


def _told_of(condition: Finding, then: Finding, otherwise: Finding) -> Told:
    """What the branches behind an undecided condition tell: a range, or members."""
    left, right = range_of(then), range_of(otherwise)
    if left is not None and right is not None:
        (a, b), (c, d) = left, right
        return (min(a, c), None if b is None or d is None else max(b, d))
    return _members_of(condition, then, otherwise)


def _members_of(condition: Finding, then: Finding, otherwise: Finding) -> OpenSet | None:
    """What the branches behind an undecided condition tell of the members of a set."""
    for value, _, told in (then, otherwise):
        if value.__class__ is not frozenset and told.__class__ is not OpenSet:
            return None
    return chosen_sets(condition, then, otherwise)


def range_of(finding: Finding) -> Bounds | None:
    """The bounds of an integer: of a decided one, itself twice."""
    value, _, told = finding
    if value.__class__ is int and isinstance(value, int):
        return (value, value)
    return told if isinstance(told, tuple) else None


def sum_of(left: Bounds, right: Bounds) -> Bounds:
    (a, b), (c, d) = left, right
    return (a + c, None if b is None or d is None else b + d)


def compared(operator: str, left: Bounds, right: Bounds) -> bool | None:
    """How what lies in one range compares with what lies in another, where the ranges settle it."""
    (a, b), (c, d) = left, right
    apart = (b is not None and b < c) or (d is not None and d < a)
    match operator:
        case "<":
            return True if b is not None and b < c else False if d is not None and a >= d else None
        case "<=":
            return True if b is not None and b <= c else False if d is not None and a > d else None
        case ">":
            return compared("<", right, left)
        case ">=":
            return compared("<=", right, left)
        case "=":
            return False if apart else None
        case "!=":
            return True if apart else None
        case _:
            return None


def undecided_operands(operator: str, operands: tuple[Finding, ...]) -> Finding:
    """What an operator makes of operands of which some are undecided."""
    return _unknown_operands(operands) or _open_operands(operator, operands)


def _unknown_operands(operands: tuple[Finding, ...]) -> Finding | None:
    """What is mostly met: of all that is undecided nothing is told but the facts that are missing."""
    alone, every, basis, several = -1, 0, 0, False
    last: NotKnown | None = None
    for value, mask, told in operands:
        if told is not None:
            return None
        if value.__class__ is NotKnown:
            assert isinstance(value, NotKnown)
            several = last is not None
            last = value
            alone &= value.yes | value.no
            every |= value.all
            basis |= mask
        elif isinstance(value, Undecided):
            return None
    if last is None:
        return None
    if not several and last.yes == last.no:
        return (last, basis, None)
    return (NotKnown(alone, alone, every), basis, None)


def _open_operands(operator: str, operands: tuple[Finding, ...]) -> Finding:
    """What is left: sets that are partly told, numbers within bounds, faults and the like."""
    if any(isinstance(operand[2], OpenSet) for operand in operands):
        found = applied(operator, operands)
        if found is not None:
            return found
    told = [operand[2] for operand in operands]
    if any(isinstance(one, Unnamed) for one in told):
        differs = apart(operator, [operand[0] for operand in operands], told)
        if differs is not None:
            return (differs, masks(list(operands)), None)
    bounds: Bounds | None = None
    if len(operands) == 2:
        left, right = range_of(operands[0]), range_of(operands[1])
        if left is not None and right is not None:
            verdict = compared(operator, left, right)
            if verdict is not None:
                return (verdict, operands[0][1] | operands[1][1], None)
            if operator == "+":
                bounds = sum_of(left, right)
    value, basis, _ = remaining(list(operands))
    return (value, basis, bounds)


def gathered(kind: str, rows: list[tuple[Finding, Finding]], if_none: Finding | None) -> Finding:
    """What a quantifier makes of its things: of each, whether it counts, and its condition or summand."""
    match kind:
        case "some":
            return any_of(tuple(all_of(row) for row in rows))
        case "every":
            return all_of(tuple(any_of((opposite(where), body)) for where, body in rows))
        case "count":
            return counted(tuple(where for where, _ in rows))
        case "sum" | "largest" | "smallest":
            pass
        case _:
            raise ValueError(f"there is no quantifier {kind!r}")
    kept = [row for row in rows if row[0][0] is not False]
    dropped = masks([where for where, _ in rows if where[0] is False])
    parts = [part for row in kept for part in row]
    if any(isinstance(part[0], Undecided) for part in parts):
        value, mask, _ = remaining(parts)
        return (value, mask, _total(kept) if kind == "sum" else None)
    values = [body[0] for _, body in kept]
    if None in values:
        return ABSENT
    basis = dropped | masks(parts)
    if kind == "sum":
        total = 0 if if_none is None else if_none[0]
        try:
            for value in values:
                total = OPERATORS["+"](total, value)
        except Fault as fault:
            return (Faulty((fault,)), basis, None)
        return (total, basis, None)
    if not values:
        assert if_none is not None
        return (if_none[0], if_none[1] | basis, if_none[2])
    best = values[0]
    for value in values[1:]:
        if OPERATORS["<" if kind == "smallest" else ">"](value, best):
            best = value
    return (best, basis, None)


def _total(kept: list[tuple[Finding, Finding]]) -> Bounds | None:
    """The bounds of a sum of integers: what may count adds its own to one end, or to neither."""
    total: Bounds = (0, 0)
    for where, body in kept:
        own = range_of(body)
        if own is None:
            return None
        if where[0] is not True:
            own = (min(own[0], 0), None if own[1] is None else max(own[1], 0))
        total = sum_of(total, own)
    return total
