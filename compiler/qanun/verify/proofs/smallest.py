"""The smallest of all cases that are like one: what is usual stays so as far as it can, then days are near.

What is usual: no, none, the first option, 0, nothing in a list, one fixed day. First as few facts and
readings as can be differ from it; then each, in the order of the question, is as near to it as those before
let it be; then what the case does not need is left out, from the last fact to the first, the usual ones
before the others. Nothing hangs on what the solver happens to find first.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import z3
from attrs import define, field, frozen

from qanun.targets.proof import clocks
from qanun.targets.proof.logic import Amount, Formula, every, integer, negated
from qanun.targets.proof.terms import (
    DATE,
    MOMENT,
    Absent,
    Collection,
    End,
    Made,
    Maybe,
    Mixed,
    Scalar,
    Span,
    Term,
    is_none,
)

USUAL_DAY = date(2024, 6, 3)
USUAL_MOMENT = datetime(2024, 6, 3, 8, tzinfo=UTC)


@frozen(eq=False)
class Variable:
    """A fact, a reading, the moment or a thing of a case."""

    term: Term

    @property
    def usual(self) -> Formula:
        return usual(self.term)


def usual(term: Term) -> Formula:
    """That it is as usual."""
    match term:
        case Absent() | End() | Mixed():
            return z3.BoolVal(True)
        case Maybe(absent):
            return absent
        case Made(fields):
            return every(map(usual, fields.values()))
        case Collection(members):
            return every(negated(there) for there, _ in members)
        case Span(start, running, _):
            return every((start == USUAL_DAY.toordinal(), running))
        case Scalar():
            return negated(term.term) if z3.is_bool(term.term) else term.term == _usual_number(term)


def _usual_number(term: Scalar) -> Any:
    if term.sort == DATE:
        return integer(USUAL_DAY.toordinal())
    return integer(clocks.ticks(USUAL_MOMENT) if term.sort == MOMENT else 0)


def asked(assertions: Any, steps: int) -> tuple[Any, Any]:
    """What a solver says of a vector of conditions, and the case if it found one. It gives up after so many
    steps. In a context of its own it comes to the same whatever was asked before."""
    return counted(assertions, steps)[:2]


def counted(assertions: Any, steps: int) -> tuple[Any, Any, int]:
    """As `asked`, and how many steps it took."""
    context = z3.Context()
    solver = _solver_of(steps, context)
    solver.add(assertions.translate(context))
    answer = solver.check()
    found = solver.model().translate(z3.main_ctx()) if answer == z3.sat else None
    return answer, found, solver.statistics().get_key_value("rlimit count")


def _solver_of(steps: int, context: Any) -> Any:
    solver = z3.Solver(ctx=context)
    solver.set("rlimit", steps)
    solver.set("random_seed", 0)
    solver.set("smt.arith.solver", 2)  # reckons with days some five times faster than the one that is usual
    return solver


def vector(conditions: Iterable[Formula]) -> Any:
    found = z3.AstVector()
    for condition in conditions:
        found.push(condition)
    return found


def enough(
    known: Sequence[str], usual_ones: Sequence[str], holds: Callable[[Sequence[str]], bool]
) -> tuple[str, ...]:
    """Of the facts of a case, by name, those without which it does not hold any more: they are left out one
    by one, from the last, those that are as usual before the others."""
    left = list(known)
    for name in (*reversed(usual_ones), *(one for one in reversed(known) if one not in usual_ones)):
        fewer = [one for one in left if one != name]
        if holds(fewer):
            left = fewer
    return tuple(left)


class OutOfSteps(Exception):
    """The solver gave up."""


@define(eq=False)
class Small:
    """Makes a case small, by asking a solver again and again. `assertions` are the conditions that stand,
    `model` is the case at hand; `steps` one question may take, and `most` all of them together."""

    assertions: Any
    variables: Sequence[Variable]
    model: Any
    steps: int
    most: float = math.inf
    is_smallest: bool = field(default=True, init=False)

    def shrink(self) -> None:
        """Fix every variable; where the solver gives up, the case at hand stays."""
        try:
            self._fewest()
        except OutOfSteps:
            self.is_smallest = False
        for variable in self.variables:
            try:
                self._settle(variable.term)
            except OutOfSteps:
                self.is_smallest = False

    def _fewest(self) -> None:
        differing = [negated(one.usual) for one in self.variables]
        open_ = [one for one in differing if not z3.is_false(one)]
        for most in range(len(open_) + 1):
            if self._can(z3.PbLe([(one, 1) for one in open_], most) if open_ else z3.BoolVal(True)):
                return

    def _can(self, condition: Formula) -> bool:
        """Whether there is such a case; if so it is the one at hand, and stays like that."""
        if self.holds(condition):
            self.assertions.push(condition)
            return True
        more = vector((*self.assertions, condition))
        if self.most <= 0:
            raise OutOfSteps
        answer, found, taken = counted(more, self.steps)
        self.most -= taken
        if answer == z3.unknown:
            raise OutOfSteps
        if answer == z3.sat:
            self.model, self.assertions = found, more
        return bool(answer == z3.sat)

    def holds(self, condition: Formula) -> bool:
        return bool(z3.is_true(self.model.eval(condition, model_completion=True)))

    def _settle(self, term: Term) -> None:
        if self._can(usual(term)):
            return
        match term:
            case Maybe(_, inner):
                self._can(negated(is_none(term)))
                self._settle(inner)
            case Made(fields):
                for field_ in fields.values():
                    self._settle(field_)
            case Collection(members):
                self._settle_members(members)
            case Span(start, running, last):
                self._nearest(start, USUAL_DAY.toordinal(), (1,))
                if not self._can(running):
                    self._nearest(last, USUAL_DAY.toordinal(), (1,))
            case Scalar() if z3.is_bool(term.term):
                self._can(term.term)
            case Scalar():
                self._nearest(term.term, _usual_number(term).as_long(), units(term))
            case Absent() | End() | Mixed():
                pass

    def _settle_members(self, members: Sequence[tuple[Formula, Term]]) -> None:
        for there, _ in reversed(members):
            if not self._can(negated(there)):
                self._can(there)
        for there, member in members:
            if self.holds(there):
                self._settle(member)

    def _nearest(self, number: Amount, usual_: int, steps: Sequence[int]) -> None:
        """The value next to the usual one, in the largest of these steps that can be; of two as near the
        later."""
        if number.is_real() and not self._can(z3.IsInt(number)):
            self._can(z3.IsInt(100 * number))
        for step in steps:
            apart = (number - usual_) / step if step > 1 else number - usual_
            if step == 1 or self._can(number == usual_ + step * apart):
                self._least(apart)
                break
        if not self._can(number == self.model.eval(number, model_completion=True)):
            raise AssertionError("the case at hand is none")

    def _least(self, apart: Amount) -> None:
        """As near to nothing as it can be, found among 0, 1, -1, 2, -2 …: in wider and wider reach, as a
        narrow one is soon decided, then by halves."""
        low, high, reach = 0, self._rank(apart), 2
        while low < high:
            middle = min((low + high) // 2, reach)
            reach *= 4
            if self._can(z3.And(apart >= -(middle // 2), apart <= (middle + 1) // 2)):
                high = min(middle, self._rank(apart))
            else:
                low = middle + 1

    def _rank(self, apart: Amount) -> int:
        """The place of a number among 0, 1, -1, 2, -2 …; of one between two that of the farther one."""
        found = self.model.eval(apart, model_completion=True)
        if z3.is_int_value(found):
            number = int(found.as_long())
        else:
            above, below = found.numerator_as_long(), found.denominator_as_long()
            number = above // below if above < 0 else -(-above // below)
        return 2 * number - 1 if number > 0 else -2 * number


def units(term: Scalar) -> Sequence[int]:
    """The steps in which people would say it, the largest first."""
    if term.sort.name == "moment":
        return clocks.DAY, clocks.HOUR, clocks.SECOND, 1
    return (1,)
