"""What becomes of several grounds, or of several exceptions that replace one clause."""

from collections.abc import Callable, Sequence
from itertools import combinations

from qanun.runtime.outcomes.kleene import Finding, OpenSet, any_of, masks, remaining
from qanun.runtime.outcomes.passing import chosen
from qanun.runtime.outcomes.undecided import Faulty, NotKnown, Pulled, Undecided
from qanun.runtime.values.records import Record
from qanun.runtime.values.sameness import alike

Case = tuple[str, Finding, Finding]
"""A case: its name, whether it holds, its value."""
Pairs = Sequence[tuple[str, str]]
"""Names of cases that pull apart."""
Clash = Callable[[Sequence[Case]], Faulty]
"""The fault of cases that hold with different values."""


def agreed(
    cases: Sequence[Case],
    otherwise: Finding,
    declared: Pairs,
    declared_when: Sequence[tuple[str, str, Finding]],
    conflict: Clash,
) -> Finding:
    """The one value of all cases that hold; `otherwise` where none does.

    Cases of which a pair is `declared` pull apart where both hold, whatever their values: in conflict. Others
    that hold with different values are a `conflict` of these, which no further case can settle. A case of
    which it is not known whether it holds leaves open what it can still change.

    Of `declared_when` a pair counts where its condition holds. Where that is open of some, it is settled if
    all of them or none of them would change nothing: what lies between is then the same too.
    """
    if not declared_when:
        return _agreed(cases, otherwise, declared, conflict)
    out = {name for name, condition, _ in cases if condition[0] is False}
    asked = [(one, other, when) for one, other, when in declared_when if out.isdisjoint((one, other))]
    held = [(one, other) for one, other, when in asked if when[0] is True]
    doubtful = [(one, other) for one, other, when in asked if isinstance(when[0], Undecided)]
    least = _agreed(cases, otherwise, (*declared, *held), conflict)
    if doubtful:
        most = _agreed(cases, otherwise, (*declared, *held, *doubtful), conflict)
        doubt = any_of(tuple(when for _, _, when in asked if isinstance(when[0], Undecided)))
        least = chosen(doubt, most, least)
    basis = masks([when for _, _, when in asked if not isinstance(when[0], Undecided)])
    value, mask, told = least
    return (value, mask | basis, told.resting(basis) if isinstance(told, OpenSet) else told)


def with_open_records(
    cases: Sequence[Case], otherwise: Finding, facts: Sequence[int], origins: Sequence[int]
) -> Sequence[Case]:
    """The cases; the value of one is unknown where it is a record that may or may not be that of another.

    `facts` has for each case those through which its value is found, as a mask; `origins` a number for what
    tells it, and behind them that of `otherwise`: of one origin are the same.
    """
    if not any(isinstance(value[0], Record) for _, _, value in cases):
        return cases
    present = [not (when[0] is False or isinstance(value[0], Undecided)) for _, when, value in cases]
    rivals = [
        (origin, value[0])
        for there, origin, (_, _, value) in zip(present, origins[:-1], cases, strict=True)
        if there
    ]
    if not isinstance(otherwise[0], Undecided) and not any(when[0] is True for _, when, _ in cases):
        rivals.append((origins[-1], otherwise[0]))
    opened: list[Case] = []
    for there, mask, own, (name, when, value) in zip(present, facts, origins[:-1], cases, strict=True):
        if there and any(own != origin and alike(value[0], rival) is None for origin, rival in rivals):
            opened.append((name, when, (NotKnown(mask, mask, mask), value[1], None)))
        else:
            opened.append((name, when, value))
    return opened


def _agreed(cases: Sequence[Case], otherwise: Finding, declared: Pairs, conflict: Clash) -> Finding:
    """With the pairs that surely pull apart."""
    holding = [case for case in cases if case[1][0] is True]
    doubtful = [case for case in cases if isinstance(case[1][0], Undecided)]
    decided = [case for case in holding if not isinstance(case[2][0], Undecided)]
    clashing = [pair for pair in combinations(decided, 2) if _differ(*pair) and not _apart(*pair, declared)]
    if clashing:
        named = [case for case in decided if any(case in pair for pair in clashing)]
        return (conflict(named), masks(_parts(decided)), None)
    if declared:
        pulled = [pair for pair in combinations(holding, 2) if _apart(*pair, declared)]
        if pulled:
            return _pulled(pulled, holding, doubtful, declared)
    if not holding and not doubtful:
        value, basis, bounds = otherwise
        return (value, basis | masks([condition for _, condition, _ in cases]), bounds)
    return _one_value(holding, doubtful, otherwise, declared)


def _one_value(holding: list[Case], doubtful: list[Case], otherwise: Finding, declared: Pairs) -> Finding:
    """The value, where none that are sure to hold are at odds."""
    values = [value for _, _, value in holding]
    decided = [value for value in values if not isinstance(value[0], Undecided)]
    loose = [
        case
        for case in doubtful
        if not decided
        or case[2][0] != decided[0][0]
        or any(_apart(case, other, declared) for other in (*holding, *doubtful))
    ]
    if len(decided) < len(values):
        return remaining([*values, *_parts(loose)])
    if holding and not loose:
        return (decided[0][0], masks(_parts(holding)), None)
    if holding:
        return remaining(_parts(loose))
    settled = otherwise[0].__class__ is not NotKnown
    at_odds = any(_apart(*pair, declared) for pair in combinations(doubtful, 2))
    if settled and not at_odds and all(value[0] == otherwise[0] for _, _, value in doubtful):
        return (otherwise[0], masks([otherwise, *(value for _, _, value in doubtful)]), None)
    return remaining([*_parts(loose), otherwise])


def _pulled(
    pulled: list[tuple[Case, Case]], holding: list[Case], doubtful: list[Case], declared: Pairs
) -> Finding:
    """In conflict; but not settled while a further case, or a value, can make it a fault or add to it."""
    sides = [case for case in holding if any(case in pair for pair in pulled)]
    names = tuple(sorted({name for name, _, _ in sides}))
    outcome: Finding = (Pulled(names), masks([condition for _, condition, _ in sides]), None)

    def matters(case: Case, other: Case) -> bool:
        return _differ(case, other) or _apart(case, other, declared)

    joining = [case for case in doubtful if any(matters(case, other) for other in (*holding, *doubtful))]
    present = [*holding, *joining]
    open_values = [
        case[2]
        for case in holding
        if any(case is not other and not _apart(case, other, declared) for other in present)
    ]
    return remaining([outcome, *open_values, *_parts(joining)])


def _parts(cases: list[Case]) -> list[Finding]:
    """The conditions and values of cases."""
    return [part for _, *both in cases for part in both]


def _differ(one: Case, other: Case) -> bool:
    """Whether their values differ, or can: what is undecided equals nothing."""
    left, right = one[2][0], other[2][0]
    return isinstance(left, Undecided) or isinstance(right, Undecided) or left != right


def _apart(one: Case, other: Case, declared: Pairs) -> bool:
    return bool(declared) and ((one[0], other[0]) in declared or (other[0], one[0]) in declared)
