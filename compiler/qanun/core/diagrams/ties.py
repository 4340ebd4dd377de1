"""Which atoms can be so together: what one fact can be at once, as a diagram of yes and no."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Literal, cast

from attrs import evolve

from qanun.core.diagrams.leaves import NO, YES
from qanun.core.diagrams.symbolic import Symbolic, may_lack
from qanun.core.diagrams.table import NEVER, TooLarge
from qanun.core.rules import Apply, Const, Expr, FactOf, FieldOf, Local
from qanun.core.typing import type_of
from qanun.core.walk import walk
from qanun.runtime.values.durations import Days, Hours, Months
from qanun.runtime.values.money import Money
from qanun.typed.types import YES_NO, OneOfType, OrNone, Type

MOST = 180
"""What a fact can be of which more atoms ask takes more nodes than are kept: they grow with the square."""
COMPARING = frozenset(("=", "!=", "<", "<=", ">", ">="))


def ties(symbolic: Symbolic, atoms: Iterable[int]) -> Iterator[int]:
    """For each fact, or field of a thing, of which several atoms ask: yes where they can be so together."""
    by_fact: dict[Expr, list[int]] = {}
    for number in sorted(atoms):
        asked = _asked(symbolic.atoms[number])
        if asked is not None:
            by_fact.setdefault(asked, []).append(number)
    for fact, numbers in by_fact.items():
        if len(numbers) > 1:
            tied = _tied(symbolic, fact, numbers)
            if tied is not None:
                yield tied


def _asked(atom: Expr) -> Expr | None:
    """The one fact or field that an atom compares with what is fixed."""
    match atom:
        case FactOf() | FieldOf():
            return _told(atom)
        case Apply(operator, (fact, Const())) if operator in COMPARING:
            return _told(fact)
        case Apply(operator, (Const(), fact)) if operator in COMPARING:
            return _told(fact)
        case Apply("is none", (fact,)):
            return _told(fact)
        case _:
            return None


def _told(expr: Expr) -> Expr | None:
    """What a case tells by itself: a fact, or a field of what is always there."""
    match expr:
        case FactOf() | Local():
            return expr
        case FieldOf(record) if _told(record) is not None and not may_lack(expr):
            return expr
        case _:
            return None


def _tied(symbolic: Symbolic, fact: Expr, numbers: Sequence[int]) -> int | None:
    """The ways in which a fact's atoms can be, found with values on each side of each bound."""
    if len(numbers) > MOST:
        raise TooLarge(f"a fact is compared with more than {MOST} bounds")
    atoms = [symbolic.atoms[number] for number in numbers]
    values = _values(
        type_of(fact), [part.value for atom in atoms for part in walk(atom) if isinstance(part, Const)]
    )
    if values is None:
        return None
    ways = {tuple([_at(symbolic, atom, fact, value) for atom in atoms]) for value in values}
    return _one_of(symbolic, numbers, frozenset(ways))


Way = Literal["yes", "no", "neither"]


def _at(symbolic: Symbolic, atom: Expr, fact: Expr, value: object) -> Way:
    """What an atom is of a value."""
    found = symbolic.condition(_with(atom, fact, Const(value, type_of(fact))))
    leaf = symbolic.diagrams.leaves[found]
    if leaf in (YES, NO):
        return "yes" if leaf == YES else "no"
    return "neither"


def _with(expr: Expr, fact: Expr, const: Const) -> Expr:
    """The same of a value of the fact."""
    if not isinstance(expr, Apply):
        return const
    return evolve(expr, operands=tuple(const if part == fact else part for part in expr.operands))


def _one_of(symbolic: Symbolic, numbers: Sequence[int], ways: frozenset[tuple[Way, ...]]) -> int:
    diagrams = symbolic.diagrams
    if not ways:
        return diagrams.leaf(NO)
    if not numbers:
        return diagrams.leaf(YES)

    def below(first: Way) -> int:
        return _one_of(symbolic, numbers[1:], frozenset(way[1:] for way in ways if way[0] == first))

    neither = below("neither") if may_lack(symbolic.atoms[numbers[0]]) else NEVER
    return diagrams.node(numbers[0], below("yes"), below("no"), neither)


def _values(type_: Type, bounds: Sequence[object]) -> list[object] | None:
    """Values of a fact such that of any other its atoms are as of one of these; None: that is not known."""
    none: list[object] = [None] if isinstance(type_, OrNone) else []
    bare = type_.inner if isinstance(type_, OrNone) else type_
    if bare == YES_NO:
        return [True, False, *none]
    if isinstance(bare, OneOfType):
        return [*bare.options, *none]
    found: list[object] = []
    for bound in bounds:
        around = _around(bound)
        if around is None:
            return None
        found += around
    return [*dict.fromkeys((*found, *_between(found))), *none]


def _around(bound: object) -> list[object] | None:
    """A bound and a value on each side of it; None where there is none, or it is not known which."""
    try:
        return _beside(bound)
    except OverflowError:
        return None


def _beside(bound: object) -> list[object] | None:
    match bound:
        case None:
            return []
        case bool():
            return None
        case int():
            return [bound - 1, bound, bound + 1]
        case Fraction():
            return [bound - 1, bound, bound + 1]
        case Money():
            one = Money(1, bound.currency)
            return [bound - one, bound, bound + one]
        case Hours(count):
            return [Hours(count - 1), bound, Hours(count + 1)]
        case Days(count):
            return [Days(count - 1), bound, Days(count + 1)]
        case Months(count):
            return [Months(count - 1), bound, Months(count + 1)]
        case datetime():
            return [bound - timedelta(hours=1), bound, bound + timedelta(hours=1)]
        case date():
            return [bound - timedelta(days=1), bound, bound + timedelta(days=1)]
        case str():
            return [bound, f"not {bound}"]
        case _:
            return None


def _between(found: Sequence[object]) -> Iterator[object]:
    """Between each two numbers that a fact may lie between."""
    for kind in (Fraction, datetime):
        ordered = sorted(cast("list[Fraction]", [one for one in found if isinstance(one, kind)]))
        for low, high in pairwise(ordered):
            yield low + (high - low) / 2
    money = sorted((one for one in found if isinstance(one, Money)), key=lambda one: one.amount)
    for one, other in pairwise(money):
        yield Money((one.amount + other.amount) / 2, one.currency)


def both(symbolic: Symbolic, parts: Sequence[int]) -> int:
    """No where one of them is no."""
    diagrams = symbolic.diagrams
    result = diagrams.leaf(YES)
    for part in parts:
        result = diagrams.combined(
            (result, part),
            lambda found: diagrams.leaf(NO if NO in found else YES),
        )
    return result
