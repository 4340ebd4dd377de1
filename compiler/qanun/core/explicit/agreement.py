"""What becomes of several grounds, or of several exceptions that replace one clause, in every case."""

from collections.abc import Callable, Sequence
from itertools import combinations

from attrs import evolve, frozen

from qanun.core.explicit.forms import NO, NOTHING, YES, either, every, negated, neither, some
from qanun.core.explicit.outcomes import (
    KINDS,
    Lack,
    Mark,
    Outcome,
    alike,
    lack,
    merged,
    only,
    refused,
    same_lack,
    same_values,
    together,
    truth,
)
from qanun.core.explicit.sets import choice_of_sets, chosen
from qanun.core.explicit.sharing import Sharing
from qanun.core.explicit.total import AlikeRecords, Total
from qanun.core.rules import Expr


@frozen(eq=False)
class Candidate:
    """A case: whether it holds, and its value; `origin` is what tells it: of one origin are the same."""

    name: str
    condition: Outcome
    value: Outcome
    origin: Expr

    @property
    def holds(self) -> Total:
        return self.condition.yes

    @property
    def out(self) -> Total:
        return refused(self.condition)

    @property
    def doubtful(self) -> Total:
        return self.condition.lack.any

    @property
    def gives(self) -> Total:
        """It holds, and has a value."""
        return every(self.holds, self.value.known)

    @property
    def lacking(self) -> Lack:
        return merged([self.condition.lack, self.value.lack])


Apart = Callable[[Candidate, Candidate], Total]
"""Whether two pull apart where both hold."""


def agreed(
    cases: Sequence[Candidate],
    last: Candidate,
    declared: Sequence[tuple[str, str]],
    declared_when: Sequence[tuple[str, str, Outcome]],
    subject: str,
    sharing: Sharing,
) -> Outcome:
    """The one value of all cases that hold; that of `last` where none does. As the reference says it."""
    cases = _with_open_records(cases, last)
    named = {case.name: case for case in cases}
    live = [(named[a], named[b], when) for a, b, when in declared_when if a in named and b in named]

    def apart(conditions: Callable[[Outcome], Total]) -> Apart:
        def of(one: Candidate, other: Candidate) -> Total:
            pair = {one.name, other.name}
            if any({a, b} == pair for a, b in declared):
                return YES
            when = [conditions(when) for a, b, when in declared_when if {a, b} == pair]
            return sharing.named(some(*when))

        return of

    said = _Agreement(cases, last.value, subject, sharing)
    least = said.outcome(apart(lambda when: when.yes))
    if all(when.lack.is_never for _, _, when in live):
        return least
    most = said.outcome(apart(lambda when: some(when.yes, when.lack.any)))
    open_ = [when.lack.where(every(negated(a.out), negated(b.out))) for a, b, when in live]
    doubt = truth(NO, NO, sharing.lack(merged(open_)))
    return chosen(doubt.lack.any, choice_of_sets(doubt, most, least), least)


def _with_open_records(cases: Sequence[Candidate], last: Candidate) -> list[Candidate]:
    """The cases; the value of one is unknown where it is a record that may or may not be that of another."""
    if not any(case.value.has_records for case in (*cases, last)):
        return list(cases)
    none_holds = neither(case.holds for case in cases)
    rivals = [(case, every(negated(case.out), case.value.known)) for case in cases]
    rivals.append((last, every(none_holds, last.value.known)))

    def opened(case: Candidate) -> Candidate:
        present = every(negated(case.out), case.value.known)
        others = [(o.value, there) for o, there in rivals if o.origin != case.origin]
        open_ = every(present, some(*(every(there, _open(case.value, other)) for other, there in others)))
        value = case.value
        lacking = together([value.lack, only("unknown", open_)])
        return evolve(
            case, value=evolve(value, known=every(value.known, negated(open_)), lack=lacking, members=None)
        )

    return [opened(case) for case in cases]


def _open(one: Outcome, other: Outcome) -> Total:
    """That two values may be the same or not."""
    return neither([AlikeRecords(one.value, other.value, True), AlikeRecords(one.value, other.value, False)])


@frozen(eq=False)
class _Agreement:
    """Cases of one subject, with what is where none holds; whatever is used again has a number."""

    cases: Sequence[Candidate]
    otherwise: Outcome
    subject: str
    sharing: Sharing

    def outcome(self, apart: Apart) -> Outcome:
        """With the pairs that pull apart for certain."""
        named, pairs = self.sharing.named, list(combinations(self.cases, 2))
        clashing = [
            (a, b, named(every(a.gives, b.gives, _differ(a, b), negated(apart(a, b))))) for a, b in pairs
        ]
        clash = named(some(*(when for _, _, when in clashing)))
        pulling = [(a, b, named(every(a.holds, b.holds, apart(a, b)))) for a, b in pairs]
        pulled = named(every(negated(clash), some(*(when for _, _, when in pulling))))
        fault = only("fault", clash, _conflict(self.cases, clashing, clash, self.subject))
        if pulled != NO:
            apart_ = self.sharing.lack(_pulled(self.cases, pulling, apart, self.sharing))
            fault = together([fault, apart_.where(pulled)])
        none = named(every(*(case.out for case in self.cases)))
        found = self.sharing.outcome(chosen(none, self.otherwise, self.one_value(apart)))
        without = evolve(_valueless(self.otherwise), lack=self.sharing.lack(fault))
        return self.sharing.outcome(chosen(some(clash, pulled), without, found))

    def one_value(self, apart: Apart) -> Outcome:
        """The value, where none that are sure to hold are at odds, and some hold or may."""
        cases, named = self.cases, self.sharing.named
        holding = named(some(*(case.holds for case in cases)))
        giving = named(some(*(case.gives for case in cases)))
        first = self.sharing.outcome(_first(cases))

        def loose(case: Candidate) -> Total:
            others = [every(some(o.holds, o.doubtful), apart(case, o)) for o in cases if o is not case]
            differs = negated(same_values(case.value, first))
            unlike = some(negated(giving), negated(case.value.known), differs, *others)
            return named(every(case.doubtful, unlike))

        held = [case.value.lack.where(case.holds) for case in cases]
        open_ = [case.lacking.where(loose(case)) for case in cases]
        lacking = self.sharing.lack(merged([*held, *open_]))
        if_some = evolve(_given(first, lacking), members=None, bounds=None)
        if_none = self.if_none(apart)
        return self.sharing.outcome(chosen(holding, if_some, if_none))

    def if_none(self, apart: Apart) -> Outcome:
        """Where none is sure to hold and some may: that on which all agree."""
        cases, otherwise = self.cases, self.otherwise
        doubtful = [case.lacking.where(case.doubtful) for case in cases]
        lacking = self.sharing.lack(merged([*doubtful, otherwise.lack]))
        at_odds = [every(a.doubtful, b.doubtful, apart(a, b)) for a, b in combinations(cases, 2)]
        equal = [some(negated(case.doubtful), _equal(case.value, otherwise)) for case in cases]
        settled = self.sharing.named(every(negated(otherwise.kind("unknown")), neither(at_odds), *equal))
        agreed_on = evolve(otherwise, members=None, bounds=None)
        return self.sharing.outcome(chosen(settled, agreed_on, evolve(_valueless(otherwise), lack=lacking)))


def _valueless(like: Outcome) -> Outcome:
    """What never has a value, of the sort of another."""
    return evolve(
        like,
        known=NO,
        value=like.value if like.no is None else NO,
        no=None if like.no is None else NO,
        lack=Lack(),
        bounds=None,
        members=None,
    )


Pairs = Sequence[tuple[Candidate, Candidate, Total]]
"""Two cases, and when something is of both."""


def _conflict(cases: Sequence[Candidate], clashing: Pairs, when: Total, subject: str) -> Mark:
    """The fault of those that clash, which tells their values."""
    told = [either(some(*(w for a, b, w in clashing if c in (a, b))), c.value.value, NOTHING) for c in cases]
    return Mark("fault", f"Conflict {' '.join(c.name for c in cases)}", when, subject, tuple(told))


def _differ(one: Candidate, other: Candidate) -> Total:
    """That the values of two that have some are not the same."""
    return negated(same_values(one.value, other.value))


def _pulled(cases: Sequence[Candidate], pulling: Pairs, apart: Apart, sharing: Sharing) -> Lack:
    """In conflict; but not settled while a further case, or a value, can make it a fault or add to it."""

    def there(case: Candidate) -> Total:
        return some(case.holds, case.doubtful)

    def matters(one: Candidate, other: Candidate) -> Total:
        both = every(one.value.known, other.value.known)
        return some(negated(both), NO if one is other else _differ(one, other), apart(one, other))

    def joins(case: Candidate) -> Total:
        others = [every(there(other), matters(case, other)) for other in cases]
        return sharing.named(every(case.doubtful, some(*others)))

    joining = {case.name: joins(case) for case in cases}

    def has_open_value(case: Candidate) -> Total:
        others = [o for o in cases if o is not case]
        present = [every(some(o.holds, joining[o.name]), negated(apart(case, o))) for o in others]
        return every(case.holds, some(*present))

    sides = [
        Mark("in conflict", c.name, some(*(when for a, b, when in pulling if c in (a, b)))) for c in cases
    ]
    return merged(
        [
            lack([YES if kind == "in conflict" else NO for kind in KINDS], sides),
            *(case.value.lack.where(has_open_value(case)) for case in cases),
            *(case.lacking.where(joining[case.name]) for case in cases),
        ]
    )


def _first(cases: Sequence[Candidate]) -> Outcome:
    """The value of the first case that holds and has one."""
    found = cases[-1].value
    for case in reversed(cases[:-1]):
        value = either(case.gives, case.value.value, found.value)
        no = None
        if case.value.no is not None and found.no is not None:
            no = either(case.gives, case.value.no, found.no)
        found = evolve(found, value=value, no=no, has_records=found.has_records or case.value.has_records)
    return found


def _given(first: Outcome, lacking: Lack) -> Outcome:
    known = negated(lacking.any)
    if first.no is None:
        return evolve(first, known=known, lack=lacking)
    return truth(every(known, first.yes), every(known, first.no), lacking)


def _equal(one: Outcome, other: Outcome) -> Total:
    """That two have the same value, or the same stands in its place, which is not that it is unknown."""
    return some(alike(one, other), *(same_lack(kind, one.lack, other.lack) for kind in KINDS[1:]))
