"""Formulas of two cases that differ in one fact or reading alone, and are answered otherwise.

The second case has the formulas of the first with other names for all that a solver chooses; that the facts
of both are the same, but for one, is said beside them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import z3
from attrs import frozen

from qanun.core.explicit.outcomes import KINDS, Outcome
from qanun.core.names import Name
from qanun.targets.proof.logic import Formula, every, negated, some
from qanun.targets.proof.lowering import Lowering
from qanun.targets.proof.terms import Term, equal, formulas_in, replaced


@frozen(eq=False)
class Said:
    """What a definition comes to: whether each kind stands in the place of a value, and the value where there
    is one."""

    kinds: tuple[Formula, ...]
    value: Term | None

    @property
    def formulas(self) -> Iterator[Formula]:
        """All formulas that say it."""
        yield from self.kinds
        if self.value is not None:
            yield from formulas_in(self.value)


def said(lowering: Lowering, outcome: Outcome, name: Name, things: Mapping[str, Term]) -> Said:
    """What an outcome comes to, as the definition of this name says it."""
    kinds = [lowering.truth(outcome.kind(kind), name, things) for kind in KINDS if kind != "unknown"]
    if outcome.no is not None:
        parts = (outcome.yes, outcome.no)
        return Said((*kinds, *(lowering.truth(part, name, things) for part in parts)), None)
    known = lowering.truth(outcome.known, name, things)
    value = None if z3.is_false(known) else lowering.term(outcome.value, name, things)
    return Said((*kinds, known), value)


class Twin:
    """The other names."""

    def __init__(self, formulas: Iterable[Formula]) -> None:
        self.names = [(one, _renamed(one)) for one in chosen(formulas)]

    def of(self, formula: Formula) -> Formula:
        """The formula of the second case."""
        return z3.substitute(formula, *self.names) if self.names else formula

    def term(self, term: Term) -> Term:
        return replaced(term, self.of)


def differing(parts: Sequence[Said], twin: Twin) -> Formula:
    """That something comes out otherwise in the second case."""
    return some(_differs(one, twin) for one in parts)


def _differs(one: Said, twin: Twin) -> Formula:
    kinds = [z3.Xor(kind, twin.of(kind)) for kind in one.kinds if not (z3.is_true(kind) or z3.is_false(kind))]
    if one.value is None:
        return some(kinds)
    known = one.kinds[-1]
    return some((*kinds, every((known, twin.of(known), negated(equal(one.value, twin.term(one.value)))))))


def alike(terms: Iterable[Term], twin: Twin) -> list[Formula]:
    """That these are the same in both cases."""
    return [one == twin.of(one) for term in terms for one in chosen(formulas_in(term))]


def chosen(formulas: Iterable[Formula]) -> list[Any]:
    """All that a solver chooses in some formulas, each once."""
    seen: set[int] = set()
    found: dict[int, Any] = {}
    waiting = list(formulas)
    while waiting:
        one = waiting.pop()
        if one.get_id() in seen:
            continue
        seen.add(one.get_id())
        if z3.is_const(one) and one.decl().kind() == z3.Z3_OP_UNINTERPRETED:
            found[one.get_id()] = one
        waiting += one.children()
    return list(found.values())


def _renamed(one: Any) -> Any:
    return z3.Const(f"{one.decl().name()} in the other case", one.sort())
