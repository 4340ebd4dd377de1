"""What always holds, in columns: rows that break it, and facts that it leaves but one value.

`qanun.runtime.evaluation.always` does the same with one case.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import define, evolve, field, frozen

from qanun.columns import plan
from qanun.columns.choosing import as_sort
from qanun.columns.constants import constant
from qanun.columns.found import Bits, Found, Named
from qanun.columns.layers import Layers
from qanun.columns.plan import FALSE, Expr
from qanun.columns.reading import Reader

Facts = Mapping[str, Found]
Encoded = Sequence[Any]


@frozen(eq=False)
class Settled:
    """The facts with what was settled of them, and which rows are not for columns to answer."""

    facts: Facts
    left: Expr


@define(eq=False)
class Settling:
    """`conditions` are what always holds. `waiting` are the facts that it may settle, by qualified name,
    with the values that each can have where these are few; `reader` reads with other facts in the place
    of those given."""

    conditions: Sequence[Encoded]
    waiting: Mapping[str, Sequence[object]]
    reader: Callable[[Facts, str], Reader]
    bits: Bits
    layers: Layers
    left: list[Expr] = field(factory=list)
    _readers: int = 0

    def settled(self, facts: Facts) -> Settled:
        """What a table's facts come to."""
        if not self.conditions:
            return Settled(facts, FALSE)
        for found in self._read(facts):
            self.left.append(plan.some(_broken(found), self._unsaid(found)))
        once, _ = self._round(facts)
        _, moved = self._round(once)
        self.left.append(moved)  # what that leads to is for the general evaluation
        return Settled(once, plan.some(*(self.layers.share(one) for one in self.left)))

    def _round(self, facts: Facts) -> tuple[Facts, Expr]:
        """Each fact in turn; and whether any was settled."""
        moved: list[Expr] = []
        for name, values in self.waiting.items():
            found = facts[name]
            if found.open == FALSE:
                continue
            settled, when = self._trial(name, found, values, facts)
            if when != FALSE:
                moved.append(when)
                facts = {**facts, name: settled}
        return facts, plan.some(*moved)

    def _trial(self, name: str, found: Found, values: Sequence[object], facts: Facts) -> tuple[Found, Expr]:
        """A fact with the one value that is left to it, and whether there is one."""
        asked = [constant(str(v) if isinstance(v, str) else v, self.bits) for v in values]
        open_ = found.open
        if not values:
            other = evolve(found, other_value=Named())
            against = self._breaks({**facts, name: other})
            if against == FALSE:
                return found, FALSE
            assert other.other_value is not None
            named = other.other_value.values
            open_ = self.layers.share(plan.every(open_, against))
            if any(one.fixed is None for one in named):
                self.left.append(open_)
                return found, FALSE
            asked = list({repr(one.fixed): one for one in named}.values())
        possible: list[tuple[Found, Expr]] = []
        for one in asked:
            broken = self._breaks({**facts, name: as_sort(one, found.sort)})
            possible.append((one, self.layers.share(plan.negated(broken))))
        alone = [
            (one, plan.every(open_, there, *(plan.negated(p) for o, p in possible if o is not one)))
            for one, there in possible
        ]
        self.left.append(plan.every(open_, *(plan.negated(there) for _, there in possible)))
        alone = [(one, self.layers.share(when)) for one, when in alone if when != FALSE]
        return self._with(found, alone), plan.some(*(when for _, when in alone))

    def _with(self, found: Found, alone: Sequence[tuple[Found, Expr]]) -> Found:
        typed = [(as_sort(one, found.sort), when) for one, when in alone]
        parts = tuple(
            self.layers.share(plan.choice(*((when, one.parts[place]) for one, when in typed), otherwise=part))
            for place, part in enumerate(found.parts)
        )
        mask = plan.choice(*((when, self.bits.mask(0)) for _, when in typed), otherwise=found.mask)
        return evolve(
            found,
            parts=parts,
            mask=self.layers.share(mask),
            may_be_none=found.may_be_none or any(one.may_be_none for one, _ in typed),
        )

    def _breaks(self, facts: Facts) -> Expr:
        """Whether these facts surely break one of the conditions."""
        broken = [_broken(found) for found in self._read(facts)]
        return self.layers.share(plan.some(*broken))

    def _read(self, facts: Facts) -> list[Found]:
        self._readers += 1
        reader = self.reader(facts, f" (always {self._readers})")
        found = [reader.read(condition, {}) for condition in self.conditions]
        if reader.causes:
            self.left.append(plan.some(*(self._unsaid(one) for one in found)))
        return found

    def _unsaid(self, found: Found) -> Expr:
        return plan.has_bits(found.mask, self.bits.other) if found.bits & self.bits.other else FALSE


def _broken(found: Found) -> Expr:
    return plan.same(found.value, plan.FALSE)
