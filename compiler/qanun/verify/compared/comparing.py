"""Which answers of two laws differ in some case, decided by the solver."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

import z3
from attrs import define, evolve, frozen

from qanun.core.names import Name
from qanun.core.questions import Constraints, asked_about, asked_of, definitions_of
from qanun.core.rules import FactOf, Program, Question, Subject
from qanun.targets.proof.facts import Found
from qanun.targets.proof.logic import Formula, NotLowered, every, negated, some
from qanun.targets.proof.terms import amount
from qanun.typed.types import MOMENT
from qanun.verify.compared.answered import Answering
from qanun.verify.compared.formulas import Chosen, Formulas, Needed, is_chosen, of_both
from qanun.verify.compared.kinds import ANSWERED, REFUSED, between, of_answers
from qanun.verify.compared.matching import Law, Matched
from qanun.verify.compared.model import CLAUSES, Case, Change, Clause, Compared, Kind, Part
from qanun.verify.compared.nearer import nearer
from qanun.verify.compared.unlike import own, resting
from qanun.verify.proofs.bounds import bounds_of
from qanun.verify.proofs.formulas import STEPS_A_SECOND
from qanun.verify.proofs.smallest import Small, Variable, asked, enough, vector

OUT_OF_STEPS = "the solver came to no end in its time"


@frozen(eq=False)
class Pair:
    """What is asked of both laws: one subject, with all facts on which it rests in either of them."""

    before: Question
    after: Question

    @property
    def facts(self) -> list[str]:
        return list(dict.fromkeys((*self.after.facts, *self.before.facts)))

    @property
    def readings(self) -> list[str]:
        return list(dict.fromkeys((*self.after.readings, *self.before.readings)))

    @property
    def needs_as_of(self) -> bool:
        return self.before.needs_as_of or self.after.needs_as_of


@frozen(eq=False)
class _Searched:
    """What is looked for: cases that satisfy `base` and one of the kinds. `variables` are theirs."""

    base: Formula
    kinds: Mapping[Kind, Formula]
    variables: Mapping[str, Variable]
    undecided: tuple[str, ...]
    no_formula: str


@define(eq=False)
class Comparing:
    """Two laws, of which everything is compared that a question of both asks. `seconds` are those that one
    question to the solver may take."""

    laws: Matched
    seconds: float = 5.0

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """What questions of both laws ask about, in the order of the later one."""
        before, after = _asked_about(self.laws.before.program), _asked_about(self.laws.after.program)
        return tuple(name for name in after if name in before)

    @cached_property
    def unlike(self) -> frozenset[Name]:
        """The definitions that are written otherwise, or that only one law has."""
        return own(self.laws)

    @cached_property
    def resting(self) -> tuple[frozenset[Name], frozenset[Name]]:
        """The definitions of the earlier law that rest on those, and of the later one."""
        before, after = (resting(law.program, self.unlike) for law in (self.laws.before, self.laws.after))
        return before, after

    @cached_property
    def pairs(self) -> Mapping[str, Pair]:
        """The questions about what is not said in the same words, by subject."""
        found = {}
        for name in self.subjects:
            pair = self._pair(name)
            if not self._is_alike(name, pair):
                found[name] = pair
        return found

    def compared(self, subject: str) -> Compared:
        """What was found of one subject."""
        pair = self.pairs.get(subject)
        if pair is None:
            return Compared(subject, by_solver=False)
        try:
            made, needed = self.formulas[1].lowering.ledger.noting(lambda: self._searched(subject, pair))
        except NotLowered as reason:
            return Compared(subject, undecided=(_because(str(reason)),))
        holding = self.formulas[1].lowering.ledger.holding(needed)
        return _Search(self, subject, pair, made, holding).found()

    # --- what is compared -----------------------------------------------------------------------------------

    @cached_property
    def _constraints(self) -> tuple[Constraints, Constraints]:
        return _constraints_of(self.laws.before.program), _constraints_of(self.laws.after.program)

    def _pair(self, name: str) -> Pair:
        laws = (self.laws.before, self.laws.after)
        asked = [self._question(law, name, (), at) for at, law in enumerate(laws)]
        facts = list(dict.fromkeys((*asked[1].facts, *asked[0].facts)))
        before, after = (self._question(law, name, facts, at) for at, law in enumerate(laws))
        return Pair(before, after)

    def _question(self, law: Law, name: str, facts: Sequence[str], at: int) -> Question:
        program = law.program
        subject = program.subjects[name]
        parts = [*asked_about(subject), *(FactOf(one) for one in facts if one in program.facts)]
        found = asked_of(name, parts, program.definitions, self._constraints[at], subject.site)
        return evolve(found, answers=(name,))

    def _is_alike(self, name: str, pair: Pair) -> bool:
        """Whether both laws answer it in the same words."""
        one, other = self.laws.before.program.subjects[name], self.laws.after.program.subjects[name]
        conditions = [{c.condition for c in question.constraints} for question in (pair.before, pair.after)]
        ordered = (*pair.before.order, *pair.after.order)
        return (
            _shape(one) == _shape(other)
            and conditions[0] == conditions[1]
            and not any(name in self.unlike for name in ordered)
            and not any(name in self.laws.unlike_readings for name in pair.readings)
        )

    @cached_property
    def formulas(self) -> tuple[Formulas, Formulas]:
        """Those of the earlier law, and of the later one."""
        needed = []
        for at, law in enumerate((self.laws.before, self.laws.after)):
            questions = [(pair.before, pair.after)[at] for pair in self.pairs.values()]
            constraints = {one.condition: one for question in questions for one in question.constraints}
            subjects = [law.program.subjects[name] for name in self.pairs]
            needed.append(Needed(law, subjects, tuple(constraints.values())))
        before, after = (law.program.definitions for law in (self.laws.before, self.laws.after))
        common = frozenset(one.name for name, one in after.items() if name in before)
        alike = common - self.resting[0] - self.resting[1]
        return of_both(self.laws, needed[0], needed[1], alike)

    # --- formulas -------------------------------------------------------------------------------------------

    def _searched(self, name: str, pair: Pair) -> _Searched:
        before, after = self.formulas
        one, other = before.law.program.subjects[name], after.law.program.subjects[name]
        unlike: frozenset[Part] = frozenset(
            ("value", *(c for c in CLAUSES if self._is_unlike(c, one, other)))
        )
        kinds: dict[Kind, list[Formula]] = {}
        undecided: dict[str, None] = {}
        for (here, thing), (there, same) in zip(before.things(one), after.things(other), strict=True):
            answers = before.answer(one, thing), after.answer(other, same)
            for kind, formula in between(*answers, unlike):
                kinds.setdefault(kind, []).append(every((here, there, formula)))
            for answer in answers:
                undecided |= {_part_because(p, why): None for p, why in answer.lacking.items() if p in unlike}
        variables, no_formula = self._variables(pair)
        allowed = before.holds(pair.before.constraints), after.holds(pair.after.constraints)
        stated = [law.can_state(pair.facts, pair.readings) for law in (before, after)]
        found = {kind: every((*allowed, some(parts))) for kind, parts in kinds.items()}
        if not allowed[0].eq(allowed[1]):
            found[Kind("case", ANSWERED, REFUSED)] = every((allowed[0], negated(allowed[1])))
            found[Kind("case", REFUSED, ANSWERED)] = every((negated(allowed[0]), allowed[1]))
        return _Searched(every(stated), found, variables, tuple(undecided), no_formula)

    def _is_unlike(self, clause: Clause, one: Subject, other: Subject) -> bool:
        names = one.definition_of(clause), other.definition_of(clause)
        return names[0] != names[1] or any(names[0] in rests for rests in self.resting)

    def _variables(self, pair: Pair) -> tuple[dict[str, Variable], str]:
        before, after = (one.lowering.facts for one in self.formulas)
        assert isinstance(before, Chosen)
        assert isinstance(after, Chosen)
        found: dict[str, Variable] = {}
        no_formula = ""
        for name in pair.facts:
            try:
                found[name] = Variable(after.fact(name))
            except NotLowered as reason:
                no_formula = str(reason)
        for name in pair.readings:
            if name not in before.law.fixed or name not in after.law.fixed:
                found[f"{name}?"] = Variable(after.any_option(name))
                if name in self.laws.unlike_readings:
                    found[f"{name}!"] = Variable(is_chosen(name))
        if pair.needs_as_of:
            found["as_of?"] = Variable(after.as_of())
        return found, no_formula


@define(eq=False)
class _Search:
    """The search for the cases in which one subject is answered otherwise."""

    comparing: Comparing
    subject: str
    pair: Pair
    made: _Searched
    holding: Sequence[Formula]

    def found(self) -> Compared:
        changes: list[Change] = []
        wrong: list[Change] = []
        undecided = list(self.made.undecided)
        places = {kind: place for place, kind in enumerate(self.made.kinds)}
        met = sorted(self._cases(undecided), key=lambda pair: places[pair[0]])  # as it is met, is by chance
        for kind, small in met:
            change = self._change(kind, small)
            if kind in change.kinds:
                changes.append(change)
            elif self.made.no_formula:
                undecided.append(_because(self.made.no_formula))
            else:
                wrong.append(evolve(change, kinds=(kind,)))
        return Compared(
            self.subject,
            tuple(_each_once(changes)),
            tuple(dict.fromkeys(undecided)),
            tuple(wrong),
            self._bounds(),
        )

    def _cases(self, undecided: list[str]) -> Iterator[tuple[Kind, Small]]:
        """A smallest case of each kind that there is. All kinds are sought together; where that is too much,
        each by itself."""
        open_ = {kind: formula for kind, formula in self.made.kinds.items() if not z3.is_false(formula)}
        while open_:
            answer, model = self._asked(some(open_.values()))
            if answer == z3.unsat:
                return
            if answer == z3.unknown:
                yield from self._each_alone(open_, undecided)
                return
            for kind in [one for one, formula in open_.items() if _holds(model, formula)]:
                yield kind, self._small(open_.pop(kind), model)

    def _each_alone(
        self, kinds: Mapping[Kind, Formula], undecided: list[str]
    ) -> Iterator[tuple[Kind, Small]]:
        for kind, formula in kinds.items():
            answer, model = self._asked(formula)
            if answer == z3.sat:
                yield kind, self._small(formula, model)
            elif answer == z3.unknown:
                undecided.append(OUT_OF_STEPS)
                return

    def _asked(self, wanted: Formula) -> tuple[Any, Any]:
        return asked(vector((self.made.base, wanted, *self.holding)), self._steps)

    @property
    def _steps(self) -> int:
        return int(self.comparing.seconds * STEPS_A_SECOND)

    def _small(self, formula: Formula, model: Any) -> Small:
        conditions = vector((self.made.base, formula, *self.holding))
        small = Small(conditions, list(self.made.variables.values()), model, self._steps, self._steps)
        small.shrink()
        return small

    def _change(self, kind: Kind, small: Small) -> Change:
        """What both laws answer to the case that was found, with as few facts as are enough."""
        case = self._case(small)
        if kind in self._kinds(case):
            if not case.is_smallest:
                case = self._nearer(kind, case)
            usual = [name for name in case.known if small.holds(self.made.variables[name].usual)]
            known = enough(case.known, usual, lambda fewer: kind in self._kinds(case, fewer))
            case = self._left_open(kind, evolve(case, known=known))
        before, after = (law.told(case, case.known) for law in self.answering)
        return Change(tuple(sorted(of_answers(before, after))), case, before, after)

    def _nearer(self, kind: Kind, case: Case) -> Case:
        types = {name: self.comparing.laws.facts[name].type for name in case.facts}

        def holds(facts: Mapping[str, object]) -> bool:
            return kind in self._kinds(evolve(case, facts=facts))

        return evolve(case, facts=nearer(case.facts, types, holds))

    def _left_open(self, kind: Kind, case: Case) -> Case:
        """The case without the readings that it need not choose."""
        for name in case.readings:
            fewer = {one: option for one, option in case.readings.items() if one != name}
            tried = evolve(case, readings=fewer)
            if kind in self._kinds(tried):
                case = tried
        return case

    def _kinds(self, case: Case, known: Sequence[str] | None = None) -> frozenset[Kind]:
        """In what the answers differ, if only these facts of a case are known."""
        before, after = (law.told(case, case.known if known is None else known) for law in self.answering)
        return of_answers(before, after)

    @cached_property
    def answering(self) -> tuple[Answering, Answering]:
        laws = self.comparing.laws
        return Answering(laws.before, self.pair.before), Answering(laws.after, self.pair.after)

    def _case(self, small: Small) -> Case:
        laws, variables = self.comparing.laws, self.made.variables
        found = Found(small.model, self.comparing.formulas[1].lowering.symbols)
        facts = {
            name: found.value(variables[name].term, laws.facts[name].type)
            for name in self.pair.facts
            if name in variables
        }
        readings = {}
        for name in self.pair.readings:
            left_open = f"{name}!" in variables and not small.holds(amount(variables[f"{name}!"].term))
            if f"{name}?" in variables and not left_open:
                readings[name] = laws.options[name][found.number(amount(variables[f"{name}?"].term))]
        as_of = found.value(variables["as_of?"].term, MOMENT) if "as_of?" in variables else None
        assert as_of is None or isinstance(as_of, datetime)
        return Case(facts, tuple(facts), as_of, readings, small.is_smallest)

    def _bounds(self) -> tuple[str, ...]:
        laws, pair = self.comparing.laws, self.pair
        exprs = [
            law.program.definitions[name].body
            for law, question in ((laws.before, pair.before), (laws.after, pair.after))
            for name in question.order
        ]
        return bounds_of([laws.facts[name].type for name in pair.facts], pair.needs_as_of, exprs)


def _holds(model: Any, formula: Formula) -> bool:
    return bool(z3.is_true(model.eval(formula, model_completion=True)))


def _each_once(changes: Sequence[Change]) -> Iterator[Change]:
    """The changes; those that one case shows as one."""
    seen: set[object] = set()
    for change in changes:
        case = change.case
        known = tuple((name, case.facts[name]) for name in case.known)
        key = (known, case.as_of, tuple(sorted(case.readings.items())))
        if key not in seen:
            seen.add(key)
            yield change


def _asked_about(program: Program) -> dict[str, None]:
    return dict.fromkeys(name for question in program.questions.values() for name in question.answers)


def _constraints_of(program: Program) -> Constraints:
    types = {name: fact.type for name, fact in program.facts.items()}
    return Constraints.of(program.constraints, program.definitions, types)


def _shape(subject: Subject) -> tuple[object, ...]:
    about = None if subject.about is None else (subject.about.local, subject.about.type, subject.about.items)
    return subject.kind, subject.type, about, tuple(definitions_of(subject))


def _because(reason: str) -> str:
    return f"it rests on {reason}, which has no formula"


def _part_because(part: Part, reason: str) -> str:
    return f"its {part}: {_because(reason)}"
