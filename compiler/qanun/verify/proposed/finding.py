"""Looks for cases in which goals are reached: some that are drawn, then those that the solver finds."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from random import Random

from attrs import define, evolve, field, frozen

from qanun.core.answering import Asked
from qanun.core.evaluation import Conditions, case_of
from qanun.core.names import Aspect
from qanun.core.questions import asked
from qanun.core.rules import Const, Not, Question, Ref, Subject
from qanun.runtime.answers.answers import Answer
from qanun.runtime.answers.verdicts import Verdict
from qanun.runtime.faults import CaseImpossible
from qanun.runtime.qualified import law_of
from qanun.typed.types import YES_NO
from qanun.verify.cases import Whole
from qanun.verify.compared.nearer import nearer
from qanun.verify.proofs.looking import Looking
from qanun.verify.proofs.model import Never, Sought, Undecided, Witness
from qanun.verify.proofs.smallest import enough
from qanun.verify.proposed.goals import Goal, Goals

DRAWN = 120
"""So many cases are drawn of one subject."""
OVERLAID = 20
"""So many drawn cases are tried with what the solver found put over them."""


@frozen(eq=False)
class Found:
    """A case of one subject, with what it is answered and the goals that it reaches."""

    witness: Witness
    answer: Answer[object]
    reached: frozenset[Goal]


@frozen(eq=False)
class Unreached:
    """A goal, and why nothing reaches it; `proved`: no case can."""

    goal: Goal
    cause: str
    proved: bool = False


@frozen(eq=False)
class Proposed:
    """The cases for one subject, each of which reaches something that those before it do not."""

    subject: Subject
    question: Question
    found: tuple[Found, ...]
    unreached: tuple[Unreached, ...]


@define(eq=False)
class Finding:
    """Looks for cases of one subject in which these goals are reached."""

    goals: Goals
    subject: Subject
    wanted: Sequence[Goal]
    seconds: float
    question: Question = field(init=False)

    def __attrs_post_init__(self) -> None:
        program = self.goals.program
        self.question = asked(
            "", [self.subject], program.definitions, self.goals.constraints, self.subject.site
        )

    def proposed(self) -> Proposed:
        """The cases, and what is not reached."""
        candidates: dict[Goal, Witness] = {}
        for witness in self._drawn(DRAWN):
            for goal in self._reached(witness):
                candidates.setdefault(goal, witness)
        unreached = []
        for goal in self.wanted:
            if goal not in candidates:
                found = self._solved(goal)
                if isinstance(found, Witness):
                    candidates[goal] = found
                else:
                    unreached.append(found)
        small = [self._small(goal, candidates[goal]) for goal in self.wanted if goal in candidates]
        return Proposed(self.subject, self.question, tuple(_cover(small)), tuple(unreached))

    # --- a case ---------------------------------------------------------------------------------------------

    def _drawn(self, number: int) -> Iterator[Witness]:
        pool = Whole(self.goals.program, self.question, Random(2012))
        for at in range(number):
            drawn = pool.draw() if at % 2 == 0 else pool.draw_near()
            as_of = drawn.as_of if self.question.needs_as_of else None
            yield Witness(drawn.facts, tuple(drawn.facts), as_of, drawn.readings)

    def _solved(self, goal: Goal) -> Witness | Unreached:
        """A case that the solver finds, with all other facts as in some drawn one."""
        result = self._looking.look(self._sought(goal))
        if isinstance(result.found, Never):
            return Unreached(goal, "no case can be like that", proved=True)
        if not isinstance(result.found, Witness):
            cause = result.found.cause if isinstance(result.found, Undecided) else "the evaluation disagrees"
            return Unreached(goal, cause)
        for drawn in self._drawn(OVERLAID):
            over = {name: value for name, value in result.found.facts.items() if name in drawn.facts}
            readings = {**drawn.readings, **result.found.readings}
            as_of = result.found.as_of or drawn.as_of
            witness = evolve(drawn, facts={**drawn.facts, **over}, readings=readings, as_of=as_of)
            if goal in self._reached(witness):
                return witness
        return Unreached(goal, "there are such cases, and the answer was met in none that rests on it")

    @cached_property
    def _looking(self) -> Looking:
        return Looking(self.goals.program, [self._sought(goal) for goal in self.wanted], self.seconds)

    @cached_property
    def _all_sought(self) -> dict[Goal, Sought]:
        return {}

    def _sought(self, goal: Goal) -> Sought:
        if goal not in self._all_sought:
            definition = goal.definition
            ref = Ref(definition.name, definition.things, YES_NO)
            expr = goal.expr if goal.expr is not None else ref if goal.value else Not(ref)
            self._all_sought[goal] = Sought(
                "never holds",
                law_of(definition.name),
                definition.name.subject,
                definition.label,
                definition.site,
                expr,
                "yes",
                self.goals.question([expr], definition),
                things=definition.things,
                definition=definition.name,
            )
        return self._all_sought[goal]

    # --- what it reaches ------------------------------------------------------------------------------------

    @cached_property
    def _asked(self) -> Asked:
        return Asked(self.goals.program, self.question)

    @cached_property
    def _conditions(self) -> tuple[Sequence[Goal], Conditions]:
        goals = [goal for goal in self.wanted if goal.expr is not None]
        exprs = [goal.expr for goal in goals if goal.expr is not None]
        return goals, Conditions(self.goals.program, self.question, exprs or [Const(True)])

    def _reached(self, witness: Witness, known: Sequence[str] | None = None) -> frozenset[Goal]:
        answered = self._answered(witness, known)
        return frozenset() if answered is None else answered[1]

    def _answered(
        self, witness: Witness, known: Sequence[str] | None = None
    ) -> tuple[Answer[object], frozenset[Goal]] | None:
        """The answer where it is decided, and the goals that the case reaches."""
        names = witness.known if known is None else known
        facts = {name: witness.facts[name] for name in names}
        try:
            case = self._asked.case(facts, witness.as_of, witness.readings)
        except CaseImpossible:
            return None
        tried = self._asked.tried(case)
        (answer,) = tried.answers.values()
        if answer.verdict is Verdict.UNKNOWN:
            return None
        held = tried.held()
        goals, conditions = self._conditions
        whole = case_of({**case.settled, **facts}, witness.as_of, witness.readings)
        outcomes = conditions.outcomes(whole) if goals else []
        reached = {goal for goal, value in zip(goals, outcomes, strict=True) if value is True}
        reached |= {goal for goal in self.wanted if goal.expr is None and _is_held(goal, held)}
        return answer, frozenset(reached)

    def _small(self, goal: Goal, witness: Witness) -> Found:
        """The case nearer to what is usual, and with as few facts as are enough to reach the goal."""
        types = {name: self.goals.program.facts[name].type for name in witness.facts}

        def holds(facts: Mapping[str, object]) -> bool:
            return goal in self._reached(evolve(witness, facts=facts))

        near = evolve(witness, facts=nearer(witness.facts, types, holds))
        known = enough(near.known, near.known, lambda fewer: goal in self._reached(near, fewer))
        small = self._read_as_usual(goal, evolve(near, known=known))
        answered = self._answered(small)
        assert answered is not None
        return Found(small, *answered)

    def _read_as_usual(self, goal: Goal, witness: Witness) -> Witness:
        """The case under the first option of each reading, where it still reaches the goal."""
        for name, option in witness.readings.items():
            first = self.goals.program.readings[name].options[0][0]
            tried = evolve(witness, readings={**witness.readings, name: first})
            if option != first and goal in self._reached(tried):
                witness = tried
        return witness


def _is_held(goal: Goal, held: Mapping[str, frozenset[bool]]) -> bool:
    """Whether the answer rests on it, and it came out so; a row of a table is kept off, too, where its cells
    do not fit."""
    own = held.get(goal.name, frozenset())
    fits = held.get(goal.name.with_aspect(Aspect.FITS), frozenset()) - {True}
    return goal.value in own | fits


def _cover(found: Sequence[Found]) -> Iterator[Found]:
    """Few of the cases that reach together all that they reach: always the one that reaches most more."""
    left = frozenset(goal for one in found for goal in one.reached)
    while left:
        best = max(found, key=lambda one: (len(one.reached & left), -len(one.witness.known)))
        yield best
        left -= best.reached
