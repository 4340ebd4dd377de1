"""What is said of each thing of a list, as one: some, every, how many, the sum, the largest, the smallest."""

from attrs import evolve, frozen

from qanun.core.explicit.forms import NO, YES, either, every, for_every, for_some, negated, some
from qanun.core.explicit.outcomes import (
    Bounds,
    Lack,
    Mark,
    Outcome,
    bounds,
    conjunction,
    disjunction,
    is_none,
    lack,
    merged,
    negation,
    only,
    refused,
    together,
    truth,
)
from qanun.core.explicit.total import Apply, Fails, Over, Total
from qanun.core.explicit.walk import speaks_of
from qanun.core.rules import Const, Quantifier


@frozen(eq=False)
class Rows:
    """The things of a list that is known, each as `local`."""

    local: str
    items: Total

    def some(self, body: Total) -> Total:
        return for_some(self.local, self.items, body)

    def every(self, body: Total) -> Total:
        return for_every(self.local, self.items, body)

    def count(self, body: Total) -> Total:
        return Const(0) if body == NO else Over("count", self.local, self.items, YES, body)

    def merged(self, inside: Lack) -> Lack:
        """What remains of all things in what needs a value of each."""
        kinds: list[Total] = []
        for kind in inside.kinds:
            kinds.append(every(negated(some(*kinds)), self.some(kind)))
        return lack(kinds, [self._lifted(mark) for mark in inside.there])

    def _lifted(self, mark: Mark) -> Mark:
        told = (*mark.told, *(items for _, items in mark.each))
        if any(speaks_of(part, self.local) for part in told):
            return evolve(mark, each=((self.local, self.items), *mark.each))
        return evolve(mark, when=self.some(mark.when))

    def disjunction(self, row: Outcome) -> Outcome:
        """Yes if it is of one thing, no if it is of none."""
        yes = self.some(row.yes)
        lacking = self.merged(row.lack).where(negated(yes))
        return truth(yes, negated(yes) if lacking.is_never else self.every(refused(row)), lacking)

    def conjunction(self, row: Outcome) -> Outcome:
        return negation(self.disjunction(negation(row)))

    def how_many(self, row: Outcome) -> Outcome:
        """Of how many things it is yes."""
        lacking = self.merged(row.lack)
        low, high = self.count(row.yes), self.count(negated(refused(row)))
        return Outcome(negated(lacking.any), low, lacking, integer=True, bounds=Bounds(YES, low, YES, high))


def quantified(
    kind: Quantifier, rows: Rows, where: Outcome, body: Outcome, nothing: Outcome | None
) -> Outcome:
    """A quantifier over a list that is known."""
    match kind:
        case "some":
            return rows.disjunction(conjunction([where, body]))
        case "every":
            return rows.conjunction(disjunction([negation(where), body]))
        case "count":
            return rows.how_many(where)
        case "sum" | "largest" | "smallest":
            return _gathered(kind, rows, where, body, nothing)


def _gathered(
    kind: Quantifier, rows: Rows, where: Outcome, body: Outcome, nothing: Outcome | None
) -> Outcome:
    """The sum, the largest or the smallest of what is said of those that count."""
    counts = negated(refused(where))
    lacking = rows.merged(merged([where.lack, body.lack]).where(counts))
    if body.may_be_none:
        missing = rows.some(every(where.yes, is_none(body)))
        lacking = together([lacking, only("fault", every(negated(lacking.any), missing))])
    last = Const(0) if nothing is None else nothing.value
    over = Over(kind, rows.local, rows.items, where.yes, body.value, last)
    if kind == "sum" or nothing is None:
        total = _total(rows, where, body, lacking.any)
        failing = every(negated(lacking.any), Fails(over, "NumberTooLong"))
        mark = Mark("fault", "NumberTooLong", failing)
        lacking = together([lacking, only("fault", failing, mark)])
        return Outcome(negated(lacking.any), over, lacking, integer=body.integer, bounds=total)
    none = rows.every(negated(where.yes))
    lacking = together([lacking, nothing.lack.where(every(negated(lacking.any), none))])
    return Outcome(negated(lacking.any), over, lacking, integer=body.integer)


def _total(rows: Rows, where: Outcome, body: Outcome, undecided: Total) -> Bounds | None:
    """The bounds of a sum of integers: what may count adds its own to one end, or to neither."""
    own = bounds(body)
    if own is None:
        return None
    counts, zero = negated(refused(where)), Const(0)
    low = either(where.yes, own.low, Apply("smaller of", (own.low, zero)))
    high = either(where.yes, own.high, Apply("larger of", (own.high, zero)))

    def total(part: Total) -> Total:
        return Over("sum", rows.local, rows.items, counts, part, zero)

    return Bounds(
        every(undecided, rows.every(some(refused(where), own.present))),
        total(low),
        rows.every(some(refused(where), own.ended)),
        total(high),
    )


def in_list(items: Outcome, absent: Total, found: Outcome) -> Outcome:
    """What was found of a list, where the list is known and not none (`absent`)."""
    told = every(items.known, negated(absent))
    lacking = together([items.lack, only("fault", absent), found.lack.where(told)])
    if told == YES:
        return found
    if found.no is not None:
        return truth(every(told, found.yes), every(told, refused(found)), lacking)
    own = found.bounds
    guarded = None if own is None else evolve(own, present=every(told, own.present))
    return evolve(found, known=every(told, found.known), lack=lacking, bounds=guarded)
