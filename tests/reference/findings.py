"""What an expression yields in the reference: a finding; and how yes, no and what is undecided combine."""

from collections.abc import Callable, Sequence

from attrs import evolve, frozen
from qanun.runtime.outcomes.undecided import NotKnown, Undecided, merge
from qanun.runtime.outcomes.unnamed import Unnamed
from qanun.runtime.values.sameness import alike

Basis = frozenset[str]
NOTHING: Basis = frozenset()


@frozen
class OpenSet:
    """A set of which something is undecided, as one yes or no for each member.

    `members` are values, each with whether it is in the set; `rest` is whether any other value is.
    """

    members: "tuple[tuple[Finding, Finding], ...]"
    rest: "Finding"


@frozen
class Finding:
    """A value or an undecided outcome, and what it rests on.

    Of an undecided number the bounds within which it lies (no `high`: it may be as large as it likes), of an
    undecided set its members as far as they are told; of a fact, that it has none of the values that it is
    compared with.
    """

    value: object
    basis: Basis = NOTHING
    bounds: tuple[int, int | None] | None = None
    members: OpenSet | None = None
    unnamed: Unnamed | None = None

    @property
    def decided(self) -> bool:
        return not isinstance(self.value, Undecided)


def union(findings: Sequence[Finding]) -> Basis:
    return frozenset().union(*(finding.basis for finding in findings))


def resting(finding: Finding, basis: Basis) -> Finding:
    """The finding, resting on more, and so each member of a set."""
    members = finding.members
    if members is not None:
        told = tuple((value, evolve(inside, basis=inside.basis | basis)) for value, inside in members.members)
        members = OpenSet(told, evolve(members.rest, basis=members.rest.basis | basis))
    return Finding(finding.value, finding.basis | basis, finding.bounds, members, finding.unnamed)


def remaining(parts: Sequence[Finding]) -> Finding:
    """What remains of parts of which some are undecided."""
    undecided = [part for part in parts if not part.decided]
    return Finding(merge([part.value for part in undecided]), union(undecided))


def conjunction(parts: Sequence[Finding]) -> Finding:
    """No if a part is no (resting on each such part); yes if all are (resting on all); else undecided."""
    noes = [part for part in parts if part.value is False]
    if noes:
        return Finding(False, union(noes))
    doubtful = [part for part in parts if not part.decided]
    if not doubtful:
        return Finding(True, union(parts))
    outcome = merge([part.value for part in doubtful])
    if isinstance(outcome, NotKnown):
        unknown = [part.value for part in doubtful if isinstance(part.value, NotKnown)]
        yes, no = ~0, 0
        for part in unknown:
            yes &= part.yes
            no |= part.no
        outcome = NotKnown(yes=yes, no=no, all=outcome.all)
    return Finding(outcome, union(doubtful))


def negation(part: Finding) -> Finding:
    if isinstance(part.value, NotKnown):
        return Finding(NotKnown(yes=part.value.no, no=part.value.yes, all=part.value.all), part.basis)
    return part if not part.decided else Finding(part.value is False, part.basis)


def disjunction(parts: Sequence[Finding]) -> Finding:
    """The mirror of `conjunction`: yes if a part is yes, no if all are no."""
    return negation(conjunction([negation(part) for part in parts]))


def choice(condition: Finding, then: Finding, otherwise: Finding) -> Finding:
    """The branch that the condition chooses; where it is undecided, the value on which both agree.

    Two branches that are unknown do not agree: what they lack may make them differ.
    """
    if condition.decided:
        branch = then if condition.value is True else otherwise
        return resting(branch, condition.basis)
    if not isinstance(then.value, NotKnown) and alike(then.value, otherwise.value) is True:
        return Finding(then.value, then.basis | otherwise.basis)
    doubtful = [part for part in (condition, then, otherwise) if not part.decided]
    outcome = merge([part.value for part in doubtful])
    if isinstance(outcome, NotKnown) and isinstance(condition.value, NotKnown):
        alone = (condition.value.yes if then.decided else 0) | (
            condition.value.no if otherwise.decided else 0
        )
        outcome = NotKnown(yes=outcome.yes | alone, no=outcome.no | alone, all=outcome.all)
    one, other = bounds(then), bounds(otherwise)
    spanned = None if one is None or other is None else (min(one[0], other[0]), highest(one[1], other[1]))
    return Finding(outcome, union([condition, then, otherwise]), spanned)


def how_many(parts: Sequence[Finding]) -> Finding:
    """How many are yes: exact where all are decided, else undecided between bounds."""
    doubtful = [part for part in parts if not part.decided]
    low = sum(part.value is True for part in parts)
    if not doubtful:
        return Finding(low, union(parts))
    outcome = merge([part.value for part in doubtful])
    return Finding(outcome, union(parts), (low, low + len(doubtful)))


# --- bounds -----------------------------------------------------------------------------------------------

High = int | None


def highest(one: High, other: High) -> High:
    """The larger of two upper ends; None is no end."""
    return None if one is None or other is None else max(one, other)


def below(low: int, high: High) -> bool:
    """Whether an upper end lies below a lower one."""
    return high is not None and high < low


def at_most(low: int, high: High) -> bool:
    return high is not None and high <= low


BOUNDED: dict[str, Callable[[int, High, int, High], bool | None]] = {
    "<": lambda a, b, c, d: True if below(c, b) else False if at_most(a, d) else None,
    "<=": lambda a, b, c, d: True if at_most(c, b) else False if below(a, d) else None,
    ">": lambda a, b, c, d: True if below(a, d) else False if at_most(c, b) else None,
    ">=": lambda a, b, c, d: True if at_most(a, d) else False if below(c, b) else None,
    "=": lambda a, b, c, d: False if below(c, b) or below(a, d) else None,
    "!=": lambda a, b, c, d: True if below(c, b) or below(a, d) else None,
}
"""Comparison of what lies in [a, b] with what lies in [c, d], where the bounds decide it."""


def bounds(finding: Finding) -> tuple[int, High] | None:
    """The bounds of an integer: of a decided one, itself twice."""
    return (finding.value, finding.value) if type(finding.value) is int else finding.bounds


def added(one: tuple[int, High], other: tuple[int, High]) -> tuple[int, High]:
    """The bounds of a sum."""
    (a, b), (c, d) = one, other
    return a + c, None if b is None or d is None else b + d
