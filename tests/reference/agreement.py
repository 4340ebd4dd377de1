"""What becomes of several grounds, or of several exceptions that replace one clause."""

from collections.abc import Callable, Sequence
from itertools import combinations

from attrs import evolve, frozen
from qanun.runtime.outcomes.undecided import Faulty, NotKnown, Pulled
from qanun.runtime.values.sameness import alike

from reference.findings import Finding, disjunction, remaining, resting, union
from reference.open_sets import choice_of_sets


@frozen
class Weighed:
    """A case: whether it holds, and its value.

    `mask` has the facts through which the value is found, `origin` what tells it: of one origin are the same.
    """

    name: str
    condition: Finding
    value: Finding
    mask: int = 0
    origin: object = None


Pairs = Sequence[tuple[str, str]]
"""Names of cases that pull apart."""

Clash = Callable[[Sequence[Weighed]], Faulty]
"""The fault of cases that hold with different values."""


def agreed(
    cases: Sequence[Weighed],
    last: Weighed,
    declared: Pairs,
    declared_when: Sequence[tuple[str, str, Finding]],
    conflict: Clash,
) -> Finding:
    """The one value of all cases that hold; that of `last` where none does.

    Cases of which a pair is `declared` pull apart where both hold, whatever their values: in conflict. Others
    that hold with different values are a `conflict` of these, which no further case can settle. A case of
    which it is not known whether it holds leaves open what it can still change.

    Of `declared_when` a pair counts where its condition holds. Where that is open of some, it is settled if
    all of them or none of them would change nothing: what lies between is then the same too.
    """
    cases, otherwise = _with_open_records(cases, last), last.value
    out = {case.name for case in cases if case.condition.value is False}
    asked = [(one, other, when) for one, other, when in declared_when if out.isdisjoint((one, other))]
    if not asked:
        return _agreed(cases, otherwise, declared, conflict)
    held = [(one, other) for one, other, when in asked if when.value is True]
    open_ = [(one, other) for one, other, when in asked if not when.decided]
    least = _agreed(cases, otherwise, (*declared, *held), conflict)
    if open_:
        most = _agreed(cases, otherwise, (*declared, *held, *open_), conflict)
        doubt = disjunction([when for _, _, when in asked if not when.decided])
        least = choice_of_sets(doubt, most, least)
    return resting(least, union([when for _, _, when in asked if when.decided]))


def _with_open_records(cases: Sequence[Weighed], otherwise: Weighed) -> list[Weighed]:
    """The cases; the value of one is unknown where it is a record that may or may not be that of another."""
    present = [case for case in cases if case.condition.value is not False and case.value.decided]
    rivals = list(present)
    if otherwise.value.decided and not any(case.condition.value is True for case in cases):
        rivals.append(otherwise)

    def is_open(case: Weighed) -> bool:
        return case in present and any(
            case.origin != rival.origin and alike(case.value.value, rival.value.value) is None
            for rival in rivals
        )

    def unknown(case: Weighed) -> Weighed:
        return evolve(case, value=Finding(NotKnown(case.mask, case.mask, case.mask), case.value.basis))

    return [unknown(case) if is_open(case) else case for case in cases]


def _agreed(cases: Sequence[Weighed], otherwise: Finding, declared: Pairs, conflict: Clash) -> Finding:
    """With the pairs that surely pull apart."""
    holding = [case for case in cases if case.condition.value is True]
    doubtful = [case for case in cases if not case.condition.decided]
    decided = [case for case in holding if case.value.decided]
    clashing = [pair for pair in combinations(decided, 2) if _differ(*pair) and not _apart(*pair, declared)]
    if clashing:
        named = [case for case in decided if any(case in pair for pair in clashing)]
        return Finding(conflict(named), union([part for case in decided for part in _parts(case)]))
    pulled = [pair for pair in combinations(holding, 2) if _apart(*pair, declared)]
    if pulled:
        return _pulled(pulled, holding, doubtful, declared)
    if not holding and not doubtful:
        return evolve(otherwise, basis=otherwise.basis | union([case.condition for case in cases]))
    return _one_value(holding, doubtful, otherwise, declared)


def _one_value(
    holding: Sequence[Weighed], doubtful: Sequence[Weighed], otherwise: Finding, declared: Pairs
) -> Finding:
    """The value, where none that are sure to hold are at odds."""
    values = [case.value for case in holding]
    decided = [value for value in values if value.decided]
    loose = [
        case
        for case in doubtful
        if not decided
        or case.value.value != decided[0].value
        or any(_apart(case, other, declared) for other in (*holding, *doubtful))
    ]
    open_parts = [part for case in loose for part in _parts(case)]
    if len(decided) < len(values):
        return remaining([*values, *open_parts])
    if holding and not loose:
        return Finding(decided[0].value, union([part for case in holding for part in _parts(case)]))
    if holding:
        return remaining(open_parts)
    settled = not isinstance(otherwise.value, NotKnown)
    at_odds = any(_apart(*pair, declared) for pair in combinations(doubtful, 2))
    if settled and not at_odds and all(case.value.value == otherwise.value for case in doubtful):
        return Finding(otherwise.value, union([otherwise, *(case.value for case in doubtful)]))
    return remaining([*open_parts, otherwise])


def _pulled(
    pulled: Sequence[tuple[Weighed, Weighed]],
    holding: Sequence[Weighed],
    doubtful: Sequence[Weighed],
    declared: Pairs,
) -> Finding:
    """In conflict; but not settled while a further case, or a value, can make it a fault or add to it."""
    sides = [case for case in holding if any(case in pair for pair in pulled)]
    names = tuple(sorted({case.name for case in sides}))
    outcome = Finding(Pulled(names), union([case.condition for case in sides]))

    def matters(case: Weighed, other: Weighed) -> bool:
        return _differ(case, other) or _apart(case, other, declared)

    joining = [case for case in doubtful if any(matters(case, other) for other in (*holding, *doubtful))]
    present = [*holding, *joining]
    open_values = [
        case.value
        for case in holding
        if any(case is not other and not _apart(case, other, declared) for other in present)
    ]
    open_parts = [part for case in joining for part in _parts(case)]
    return remaining([outcome, *open_values, *open_parts])


def _parts(case: Weighed) -> tuple[Finding, Finding]:
    return case.condition, case.value


def _differ(one: Weighed, other: Weighed) -> bool:
    """Whether their values differ, or can: what is undecided equals nothing."""
    return not (one.value.decided and other.value.decided) or one.value.value != other.value.value


def _apart(one: Weighed, other: Weighed, declared: Pairs) -> bool:
    return (one.name, other.name) in declared or (other.name, one.name) in declared
