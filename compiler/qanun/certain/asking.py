"""Asks a solver what is left open of an answer: whether a completion of the case comes to something else.

First one completion is found, and evaluated. If no other comes to something else, that is the answer; it
rests on what it rests on in this completion, and in one for each fact that is told otherwise there. If one
does, facts are needed that tell them apart: of those that are named a fact is left out where two cases that
are the same in all the others never differ.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

import z3
from attrs import define, field, frozen

from qanun.certain.comparing import Part, part
from qanun.certain.decoded import Decoded, decoded
from qanun.certain.stated import Stated
from qanun.core.names import Name
from qanun.runtime.answers.found import Found
from qanun.runtime.answers.making import Making
from qanun.runtime.evaluation.evaluator import Evaluated
from qanun.runtime.evaluation.tables import Subject
from qanun.runtime.outcomes.passing import same
from qanun.runtime.outcomes.undecided import Faulty, NotKnown
from qanun.runtime.values.facts import CaseFacts
from qanun.targets.proof.ledger import Ledger
from qanun.targets.proof.logic import Formula, NotLowered, negated, some
from qanun.targets.proof.lowering import Lowering
from qanun.targets.proof.symbols import Symbols
from qanun.targets.proof.terms import Collection, Term, bare, formulas_in
from qanun.verify.proofs.formulas import STEPS_A_SECOND
from qanun.verify.proofs.pairs import Twin, alike, chosen
from qanun.verify.proofs.smallest import counted, vector

NO_END = "the solver came to no end in its time"
LISTS = "a list that is not stated can be longer than those that are looked at"
OUTSIDE = "no case like this lies in the years of which formulas speak"
THINGS = "which things are in the list hangs on what is missing"
FAULT = "a fault is certain, and which one it is hangs on what is missing"
NO_FORMULA = "it rests on facts of which there are no formulas"
MISTAKE = "formulas and evaluation do not agree, which is a mistake of Qanun's own"

Outcomes = list[object]
Row = tuple[Outcomes, int, int]
"""What an answer is made of: outcomes, what they rest on, which grounds hold."""
Pick = Callable[[Evaluated], Row]
"""The answer that is asked about, among all."""


class Open(Exception):
    """It stays open; the text says why."""


class Certainty:
    """What is made once of a question, to ask what is certain in its cases."""

    def __init__(self, make: Making, facts: type[CaseFacts]) -> None:
        self._make = make
        self._facts = facts

    @cached_property
    def _decoded(self) -> Decoded:
        return decoded(self._make.core, self._make.table, self._make.data, self._facts.FACTS)

    def tell(self, found: Found, seconds: float) -> dict[str, str]:
        """Puts what is certain in the place of what was found unknown; and tells by attribute of the answers
        that stay open, though nobody knows whether they are, why. `seconds` are those of one answer."""
        causes: dict[str, str] = {}
        rows = found.evaluated.rows
        for place, subject in enumerate(self._make.table.subjects):
            row: Any = rows[place]
            if not any(_is_open(one) for one, _, _ in (row[2] if subject.each is not None else [row])):
                continue
            asking = _Asking(self._make, self._decoded, found, int(seconds * STEPS_A_SECOND))
            if subject.each is None:
                told = asking.answer(subject, row, (), _at(place))
                rows.put(place, told)
                if not _is_open(told[0]):
                    found.solved.add((place, None))
            else:
                things = list(asking.of_each(subject, place, row[2]))
                rows.put(place, (*row[:2], things))
                before = enumerate(zip(row[2], things, strict=True))
                found.solved |= {
                    (place, at) for at, (was, now) in before if was is not now and not _is_open(now[0])
                }
            if asking.cause:
                causes[subject.attribute] = asking.cause
        return causes


def _at(place: int) -> Pick:
    """The answer at a place."""

    def pick(found: Evaluated) -> Row:
        row: Row = found.rows[place]
        return row

    return pick


def _is_open(outcomes: Sequence[object]) -> bool:
    return any(outcome.__class__ is NotKnown for outcome in outcomes)


@frozen(eq=False)
class Looked:
    """What is asked of a part of an answer, by its place. `base` holds in every completion, `asked` where
    facts are needed for this part; `first` is a completion, and what the part comes to in it."""

    place: int
    part: Part
    base: Sequence[Formula]
    asked: Formula
    first: Any
    outcome: object


@define(eq=False)
class _Asking:
    """One answer of a case. `steps` are those that are left; `cause` says why something stayed open; `rests`
    is on what the answer rests in the completions that were looked at."""

    make: Making
    decoded: Decoded
    found: Found
    steps: int
    cause: str = ""
    rests: int = 0
    lowering: Lowering = field(init=False)
    stated: Stated = field(init=False)

    def __attrs_post_init__(self) -> None:
        program, ledger = self.decoded.program, Ledger()
        case = self.found.case
        self.stated = Stated(program, ledger, Symbols(()), decoded=self.decoded, case=case)
        self.lowering = Lowering(program, self.decoded.explicit, ledger, self.stated)

    def of_each(self, subject: Subject, place: int, rows: Sequence[Row]) -> Iterator[Row]:
        """The rows of an answer about each thing of a list."""
        name = self.decoded.items[subject.name]
        try:
            listed = bare(self.lowering.term(self.decoded.explicit[name].outcome.value, name))
            assert isinstance(listed, Collection)
            members = [(z3.simplify(there), thing) for there, thing in listed.members]
            if any(not (z3.is_true(there) or z3.is_false(there)) for there, _ in members):
                raise Open(THINGS)
        except (NotLowered, Open) as cause:
            self.cause = str(cause)
            yield from rows
            return
        things = [thing for there, thing in members if z3.is_true(there)]
        for number, (row, thing) in enumerate(zip(rows, things, strict=True)):

            def pick(found: Evaluated, number: int = number) -> Row:
                of_each: Sequence[Row] = found.rows[place][2]
                return of_each[number]

            yield self.answer(subject, row, (thing,), pick) if _is_open(row[0]) else row

    def answer(self, subject: Subject, row: Row, things: Sequence[Term], pick: Pick) -> Row:
        """An answer, with what is certain of it."""
        outcomes, basis, holds = row
        told = list(outcomes)
        self.rests = 0
        try:
            for looked in self._looked(subject, outcomes, things, pick):
                before = outcomes[looked.place]
                assert isinstance(before, NotKnown)
                try:
                    told[looked.place] = self._part(looked, before, pick)
                except Open as cause:
                    self.cause = str(cause)
            if not _is_open(told):
                self._look_aside(looked, pick)
                basis = self.rests
        except NotLowered as reason:
            self.cause = f"it rests on {reason}, which has no formula"
        except Open as cause:
            self.cause = str(cause)
        return told, basis, holds

    def _looked(
        self, subject: Subject, outcomes: Outcomes, things: Sequence[Term], pick: Pick
    ) -> Iterator[Looked]:
        """The parts that are open, with one completion of the case."""
        names = [Name(name) for name in subject.aspects.values()]
        open_ = [place for place, one in enumerate(outcomes) if one.__class__ is NotKnown]

        def make() -> tuple[dict[int, Part], list[Formula]]:
            parts = {place: part(self.lowering, names[place], things) for place in open_}
            for name in self.decoded.facts:
                self.stated.any(name)
            return parts, [self._never_broken(name) for name in self.decoded.always]

        (parts, always), needed = self.lowering.ledger.noting(make)
        base = [*always, *self.lowering.ledger.holding(needed)]
        first = self._case(base)
        if first is None:
            raise Open(OUTSIDE)
        found = self._evaluated(first, pick)
        for place in open_:
            applies = negated(parts[0].no) if place and 0 in parts else z3.BoolVal(True)
            yield Looked(place, parts[place], base, applies, first, found[place])

    def _look_aside(self, looked: Looked, pick: Pick) -> None:
        """Completions in which one fact after another is told otherwise, as far as time is left: for what the
        answer rests on there."""
        for name in self.decoded.facts:
            term = self.stated.any(name)
            made = [] if term is None else chosen(formulas_in(term))
            others = [one != looked.first.eval(one, model_completion=True) for one in made]
            try:
                found = self._case([*looked.base, some(others)]) if others else None
            except Open:
                return
            if found is not None:
                self._evaluated(found, pick)

    def _never_broken(self, name: Name) -> Formula:
        outcome = self.decoded.explicit[name].outcome
        return negated(self.lowering.truth(outcome.no, name)) if outcome.no is not None else z3.BoolVal(True)

    def _part(self, looked: Looked, before: NotKnown, pick: Pick) -> object:
        """What a part of the answer surely comes to, or which facts it needs."""
        outcome = looked.outcome
        if isinstance(outcome, NotKnown):
            raise Open(NO_FORMULA)
        if isinstance(outcome, Faulty) and looked.part.tells:
            raise Open(FAULT)
        other = looked.part.differs_from(outcome, looked.first, self.stated.term_of(outcome))
        if other is None:
            raise Open(MISTAKE)
        found = self._case([*looked.base, other])
        if found is None:
            if self._is_bounded([other], looked.base):
                raise Open(LISTS)
            return outcome
        if same(self._evaluated(found, pick)[looked.place], outcome):
            raise Open(MISTAKE)
        return self._needed(looked, before)

    def _needed(self, looked: Looked, before: NotKnown) -> NotKnown:
        """The facts that are needed: each is left out without which the others tell as much. What nobody can
        tell in the time that is left stays."""
        formulas = (*looked.part.formulas, looked.asked)
        if self._is_bounded(formulas, looked.base):
            return before
        twin = Twin((*looked.base, *formulas))
        both = [one for formula in (*looked.base, looked.asked) for one in (formula, twin.of(formula))]
        both.append(looked.part.differs(twin))
        names = [name for name, _ in self.make.data["facts"]]
        kept = [bit for bit in range(len(names)) if before.all >> bit & 1]
        for bit in reversed(kept):
            others = [
                term for one in kept if one != bit and (term := self.stated.any(names[one])) is not None
            ]
            try:
                if self._case([*both, *alike(others, twin)]) is None:
                    kept.remove(bit)
            except Open:
                break
        needs = sum(1 << bit for bit in kept)
        return NotKnown(before.yes & needs, before.no & needs, needs, before.partial)

    # --- the solver ---------------------------------------------------------------------------------------

    def _case(self, conditions: Sequence[Formula]) -> Any:
        """A case of all conditions, as a model; None where there is none."""
        if self.steps <= 0:
            raise Open(NO_END)
        answer, model, taken = counted(vector(conditions), self.steps)
        self.steps -= taken
        if answer == z3.unknown:
            self.steps = 0
            raise Open(NO_END)
        return model

    def _evaluated(self, model: Any, pick: Pick) -> Outcomes:
        """What the evaluation finds of the answer, in the completion of a model."""
        found = self.found.instead(self.stated.completed(model))
        if found is None:  # which formulas of what always holds do not allow
            raise Open(MISTAKE)
        outcomes, basis, _ = pick(found.evaluated)
        self.rests |= basis
        return outcomes

    def _is_bounded(self, about: Iterable[Formula], base: Sequence[Formula]) -> bool:
        """Whether what is asked hangs on a list of which only some lengths are looked at."""
        names = _names(about)
        groups = [_names([one]) for one in base]
        while more := [group for group in groups if group & names and not group <= names]:
            names = names.union(*more)
        return any(f"{name} has 1" in names for name in self.stated.bounded)


def _names(formulas: Iterable[Formula]) -> frozenset[str]:
    """The names of what a solver chooses."""
    return frozenset(one.decl().name() for one in chosen(formulas))
