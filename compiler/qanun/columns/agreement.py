"""What becomes of several grounds, or of several exceptions that replace one clause, in columns.

`qanun.runtime.outcomes.agreement` says the same of one case.
"""

from collections.abc import Callable, Sequence
from itertools import combinations

from attrs import evolve, frozen

from qanun.columns import plan
from qanun.columns.choosing import chosen, equal, together
from qanun.columns.found import Bits, Found, disjunction, joined_bits, joined_names, truth
from qanun.columns.plan import FALSE, TRUE, Expr

Share = Callable[[Expr], Expr]
"""Gives an expression that is used again a column of its own."""


@frozen(eq=False)
class Candidate:
    """A case: its name, whether it holds, its value."""

    name: str
    condition: Found
    value: Found
    holds: Expr
    doubtful: Expr
    valued: Expr


def agreed(
    cases: Sequence[tuple[str, Found, Found]],
    otherwise: Found,
    declared: Sequence[tuple[str, str]],
    declared_when: Sequence[tuple[str, str, Found]],
    bits: Bits,
    share: Share,
) -> Found:
    """The one value of all cases that hold; `otherwise` where none does."""
    *values, otherwise = together([*(value for _, _, value in cases), otherwise])
    made = [
        _candidate(name, truth(condition, bits), value, share)
        for (name, condition, _), value in zip(cases, values, strict=True)
    ]
    asked = [(a, b, truth(when, bits)) for a, b, when in declared_when]

    def apart(of: Callable[[Found], Expr]) -> Callable[[Candidate, Candidate], Expr]:
        def between(one: Candidate, other: Candidate) -> Expr:
            pair = {one.name, other.name}
            if any({a, b} == pair for a, b in declared):
                return TRUE
            return plan.some(*(of(when) for a, b, when in asked if {a, b} == pair))

        return between

    least = _Agreement(made, otherwise, bits, share, apart(lambda when: _surely(when))).found()
    if not joined_bits([when for _, _, when in asked]):
        return least
    most = _Agreement(
        made, otherwise, bits, share, apart(lambda when: plan.some(_surely(when), when.open))
    ).found()
    named = {case.name: case for case in made}
    doubts: list[Found] = []
    for a, b, when in asked:
        live = plan.every(*(plan.some(named[one].holds, named[one].doubtful) for one in (a, b)))
        open_ = plan.every(when.open, live)
        value = plan.choice((open_, plan.null(plan.BOOLEAN)), otherwise=FALSE)
        mask = plan.choice((open_, when.mask), otherwise=bits.mask(0))
        doubts.append(evolve(when, parts=(value,), mask=mask))
    doubt = disjunction(doubts, bits)
    between = chosen(doubt, most, least, bits)
    is_open = share(doubt.open)
    parts = tuple(
        plan.choice((is_open, a), otherwise=b) for a, b in zip(between.parts, least.parts, strict=True)
    )
    return evolve(
        between,
        parts=parts,
        mask=plan.choice((is_open, between.mask), otherwise=least.mask),
        bits=between.bits | least.bits,
        low=None,
        high=None,
    )


def _surely(when: Found) -> Expr:
    return when.value if not when.bits else plan.every(plan.is_there(when.value), when.value)


def _candidate(name: str, condition: Found, value: Found, share: Share) -> Candidate:
    holds = condition.value
    if condition.bits:
        holds = share(plan.every(plan.is_there(condition.value), condition.value))
    return Candidate(name, condition, value, holds, share(condition.open), share(value.decided))


@frozen(eq=False)
class _Agreement:
    """With the pairs that surely pull apart."""

    cases: Sequence[Candidate]
    otherwise: Found
    bits: Bits
    share: Share
    apart: Callable[[Candidate, Candidate], Expr]

    def found(self) -> Found:
        cases, bits = self.cases, self.bits
        pairs = list(combinations(cases, 2))
        clash = self.share(plan.some(*(self._clash(a, b) for a, b in pairs)))
        pulled = self.share(plan.some(*(plan.every(a.holds, b.holds, self.apart(a, b)) for a, b in pairs)))
        holding = self.share(plan.some(*(case.holds for case in cases)))
        doubtful = self.share(plan.some(*(case.doubtful for case in cases)))
        first = self._first()
        loose = [self._loose(case, first) for case in cases]
        lacking = self._lacking(loose)
        settled, agreed_on = self._if_none(loose)
        arms = [
            (clash, None, bits.mask(bits.fault)),
            (pulled, None, self._pulled() if pulled != FALSE else bits.mask(0)),
            (plan.every(holding, plan.compared("<>", lacking, bits.mask(0))), None, lacking),
            (holding, first, bits.mask(0)),
            (plan.every(doubtful, plan.negated(settled)), None, agreed_on),
        ]
        parts = tuple(
            plan.choice(
                *((when, plan.null(p.type) if of is None else of.parts[place]) for when, of, _ in arms),
                otherwise=p,
            )
            for place, p in enumerate(self.otherwise.parts)
        )
        mask = plan.choice(*((when, said) for when, _, said in arms), otherwise=self.otherwise.mask)
        every = [part for case in cases for part in (case.condition, case.value)] + [self.otherwise]
        more = (bits.fault if clash != FALSE else 0) | (bits.conflict if pulled != FALSE else 0)
        more |= bits.other if self._may_be_alike() else 0
        return Found(
            parts,
            self.otherwise.sort,
            mask,
            joined_bits(every) | more,
            any(part.may_be_none for part in (*(case.value for case in cases), self.otherwise)),
            None if more else joined_names(every),
            open_set=self.otherwise.sort.name == "set",
        )

    def _clash(self, a: Candidate, b: Candidate) -> Expr:
        differ = plan.negated(equal(a.value, b.value))
        return plan.every(a.holds, b.holds, a.valued, b.valued, differ, plan.negated(self.apart(a, b)))

    def _first(self) -> Found:
        """The value of the first case that holds and has one."""
        parts = tuple(
            plan.choice(
                *((plan.every(c.holds, c.valued), c.value.parts[place]) for c in self.cases),
                otherwise=plan.null(p.type),
            )
            for place, p in enumerate(self.otherwise.parts)
        )
        shared = tuple(self.share(part) for part in parts)
        return evolve(
            self.otherwise, parts=shared, mask=self.bits.mask(0), bits=0, may_be_none=True, fixed=None
        )

    def _loose(self, case: Candidate, first: Found) -> Expr:
        """That it may hold, and would change something."""
        if case.doubtful == FALSE:
            return FALSE
        giving = plan.some(*(plan.every(c.holds, c.valued) for c in self.cases if c is not case))
        others = [
            plan.every(plan.some(o.holds, o.doubtful), self.apart(case, o))
            for o in self.cases
            if o is not case
        ]
        differs = plan.some(plan.negated(case.valued), plan.negated(equal(case.value, first)))
        return self.share(plan.every(case.doubtful, plan.some(plan.negated(giving), differs, *others)))

    def _lacking(self, loose: Sequence[Expr]) -> Expr:
        """All that keeps open what some that hold come to."""
        zero = self.bits.mask(0)
        parts = [zero]
        for case, is_loose in zip(self.cases, loose, strict=True):
            parts.append(plan.choice((case.holds, case.value.mask), otherwise=zero))
            both = plan.either_bits(case.condition.mask, case.value.mask)
            parts.append(plan.choice((is_loose, both), otherwise=zero))
        return self.share(plan.either_bits(*parts))

    def _if_none(self, loose: Sequence[Expr]) -> tuple[Expr, Expr]:
        """Where none is sure to hold and some may: whether all agree on what is otherwise; else what is
        lacking."""
        bits, cases, otherwise = self.bits, self.cases, self.otherwise
        at_odds = [plan.every(a.doubtful, b.doubtful, self.apart(a, b)) for a, b in combinations(cases, 2)]
        equal_ = [plan.some(plan.negated(c.doubtful), self._same(c.value)) for c in cases]
        known = (
            plan.negated(plan.has_bits(otherwise.mask, bits.needs | bits.other)) if otherwise.bits else TRUE
        )
        settled = self.share(plan.every(known, *(plan.negated(one) for one in at_odds), *equal_))
        zero = bits.mask(0)
        parts = [otherwise.mask]
        for case in cases:
            both = plan.either_bits(case.condition.mask, case.value.mask)
            parts.append(plan.choice((case.doubtful, both), otherwise=zero))
            undecided = self._undecided(case)
            if undecided != FALSE:  # the same may stand in the place of both: which, is not told here
                parts.append(plan.choice((undecided, bits.mask(bits.other)), otherwise=zero))
        return settled, plan.either_bits(*parts)

    def _undecided(self, case: Candidate) -> Expr:
        """That a case may hold, and neither its value nor the other is decided, though no fact is missing."""
        both = (_lacks_no_fact(one, self.bits) for one in (case.value, self.otherwise))
        return plan.every(case.doubtful, *both)

    def _may_be_alike(self) -> bool:
        return any(self._undecided(case) != FALSE for case in self.cases)

    def _same(self, value: Found) -> Expr:
        """That it has the value that is otherwise."""
        return plan.every(value.decided, self.otherwise.decided, equal(value, self.otherwise))

    def _pulled(self) -> Expr:
        """In conflict; but not settled while a further case, or a value, can make it a fault or add to it."""
        bits, cases = self.bits, self.cases
        zero = bits.mask(0)
        parts = [bits.mask(bits.conflict)]
        there = {case.name: plan.some(case.holds, case.doubtful) for case in cases}

        def matters(one: Candidate, other: Candidate) -> Expr:
            unlike = plan.some(plan.negated(one.valued), plan.negated(other.valued))
            if one is other:
                return unlike
            return plan.some(unlike, plan.negated(equal(one.value, other.value)), self.apart(one, other))

        joining = {
            case.name: self.share(
                plan.every(
                    case.doubtful, plan.some(*(plan.every(there[o.name], matters(case, o)) for o in cases))
                )
            )
            for case in cases
        }
        for case in cases:
            present = [
                plan.every(plan.some(o.holds, joining[o.name]), plan.negated(self.apart(case, o)))
                for o in cases
                if o is not case
            ]
            open_value = plan.every(case.holds, plan.some(*present))
            parts.append(plan.choice((open_value, case.value.mask), otherwise=zero))
            both = plan.either_bits(case.condition.mask, case.value.mask)
            parts.append(plan.choice((joining[case.name], both), otherwise=zero))
        return plan.either_bits(*parts)


def _lacks_no_fact(found: Found, bits: Bits) -> Expr:
    """Whether it is undecided, though no fact is missing."""
    if not found.bits & ~bits.needs:
        return FALSE
    return plan.every(found.open, plan.negated(plan.has_bits(found.mask, bits.needs)))
