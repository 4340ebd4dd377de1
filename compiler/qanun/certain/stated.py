"""The facts of a case as formulas: what is stated is written out, what is not a solver may choose; and the
case that it chose."""

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import pairwise
from typing import Any

import z3
from attrs import define, field

from qanun.certain.decoded import WORDS, Decoded, type_of_kind
from qanun.runtime.evaluation.steps import Case
from qanun.runtime.outcomes.undecided import Undecided
from qanun.runtime.values.countries import NAMES
from qanun.runtime.values.sets import PartialSet
from qanun.runtime.values.spec import Fact, Kind
from qanun.runtime.values.unknown import UNKNOWN
from qanun.targets.proof import clocks
from qanun.targets.proof.facts import MOST, Facts, Found
from qanun.targets.proof.logic import NO, YES, Amount, NotLowered, integer
from qanun.targets.proof.terms import (
    MOMENT,
    NONE,
    Absent,
    Collection,
    Made,
    Maybe,
    Scalar,
    Sort,
    Term,
    bare,
)
from qanun.typed.types import BROKEN

WORD = Sort("option", "word")


@define(eq=False)
class Stated(Facts):
    """The formulas of the facts of a case. `bounded` are the lists whose length a solver chooses: formulas
    speak of some lengths alone."""

    decoded: Decoded = field(kw_only=True)
    case: Case = field(kw_only=True)

    def fact(self, name: str) -> Term:
        def make() -> Term:
            spec = self.decoded.facts[name]
            value = getattr(self.case.facts, spec.name)
            if value is UNKNOWN:
                value = self.case.settled.get(spec.name, UNKNOWN)
            return self.of(name, value, spec)

        return self.ledger.once(("fact", name), make)

    def reading(self, name: str) -> Scalar:
        return self._written(self.case.readings[name])

    def as_of(self) -> Scalar:
        moment = self.case.as_of
        assert isinstance(moment, datetime)
        self.ledger.require(clocks.in_window(integer(clocks.ticks(moment))))
        return Scalar(MOMENT, integer(clocks.ticks(moment)))

    def of(self, name: str, value: object, spec: Fact) -> Term:
        """A fact or field with this value."""
        if value is None:
            return NONE
        found = self._of(name, value, spec.kind)
        if value is UNKNOWN and spec.or_none:
            return Maybe(z3.Bool(f"{name} is none"), bare(found))
        return found

    def _of(self, name: str, value: Any, kind: Kind) -> Term:
        word = self.decoded.word
        if kind.record is not None:
            cells = (
                (one, UNKNOWN if value is UNKNOWN else getattr(value, one.name)) for one in kind.record.FACTS
            )
            return Made({one.key: self.of(f"{name}.{one.key}", cell, one) for one, cell in cells})
        if value is UNKNOWN:
            return self._any(name, kind)
        if isinstance(value, PartialSet):
            return self._partly(name, value, kind)
        if kind.element is not None:
            ordered = kind.word == "list"
            given: Iterable[object] = value if ordered else sorted(value, key=str)
            members = (self._of(f"{name} {n + 1}", one, kind.element) for n, one in enumerate(given))
            return Collection(tuple((YES, one) for one in members), ordered)
        if isinstance(value, str):
            return self._written(value)
        return self.symbols.term(value, type_of_kind(kind, word))

    def _written(self, word: str) -> Scalar:
        """A word that a case states: a text that the law does not know is one of its own."""
        options = self.decoded.word.options
        if word in options:
            return Scalar(WORD, integer(options.index(word)))
        texts = self.symbols.texts
        return Scalar(WORD, integer(len(options) + texts.setdefault(word, len(texts))))

    def term_of(self, outcome: object) -> Term | None:
        """The value that an evaluation found; None where it is none."""
        if isinstance(outcome, Undecided):
            return None
        if isinstance(outcome, str):
            return self._written(str(outcome))
        if isinstance(outcome, frozenset):
            members = (self.term_of(one) for one in sorted(outcome, key=str))
            return Collection(tuple((YES, bare(one)) for one in members if one is not None), False)
        return self.symbols.term(outcome, BROKEN)

    def _any(self, name: str, kind: Kind) -> Term:
        """Any value of a kind that is no record."""
        if kind.word in WORDS:
            return self._any_word(name, kind)
        if kind.word in ("money", "duration"):
            return self.variable(name, type_of_kind(kind, self.decoded.word))
        if kind.element is None:
            return self._simple(name, kind.word)
        if kind.element.options is not None:
            return self._partly(name, PartialSet(()), kind)
        return self._some(name, kind)

    def _any_word(self, name: str, kind: Kind) -> Scalar:
        number = z3.Int(name)
        if kind.word == "text":
            self.ledger.require(number >= 0)
        elif kind.word == "country":
            self.ledger.require(z3.And(number >= 0, number < len(NAMES)))
        else:
            self.ledger.require(z3.Or([number == self._place(str(one)) for one in kind.options or ()]))
        return Scalar(WORD, number)

    def _place(self, word: str) -> int:
        return self.decoded.word.options.index(word)

    def _partly(self, name: str, known: PartialSet, kind: Kind) -> Collection:
        """A set of which some members are known, of what has written options."""
        assert kind.element is not None
        if kind.element.options is None:
            raise NotLowered("a set of which only some members are known")
        there = {str(member): inside for member, inside in known.members}
        return Collection(
            tuple(
                (
                    (YES if there[str(one)] else NO) if str(one) in there else z3.Bool(f"{name} has {one}"),
                    self._written(str(one)),
                )
                for one in kind.element.options
            ),
            False,
        )

    def _some(self, name: str, kind: Kind) -> Collection:
        """A few things: of longer lists formulas do not speak."""
        assert kind.element is not None
        self.bounded.add(name)
        there = [z3.Bool(f"{name} has {place + 1}") for place in range(MOST)]
        for one, following in pairwise(there):
            self.ledger.require(z3.Implies(following, one))
        things = [self._of(f"{name} {place + 1}", UNKNOWN, kind.element) for place in range(MOST)]
        return Collection(tuple(zip(there, things, strict=True)), kind.word == "list")

    # --- a case that a solver chose -----------------------------------------------------------------------

    def completed(self, model: Any) -> Any:
        """The facts of the case, with what a solver chose for all that is not stated."""
        found, facts = Found(model, self.symbols), self.case.facts
        chosen = {
            spec.name: self.value(term, spec, found)
            for name, spec in self.decoded.facts.items()
            if (term := self.any(name)) is not None
        }
        return type(facts)(**chosen)

    def any(self, name: str) -> Term | None:
        """A fact, if there are formulas of such facts."""
        try:
            return self.fact(name)
        except NotLowered:
            return None

    def value(self, term: Term, spec: Fact, found: Found) -> object:
        """What a solver chose for a fact or field."""
        if isinstance(term, Absent) or (isinstance(term, Maybe) and found.holds(term.absent)):
            return None
        return self._value(bare(term), spec.kind, found)

    def _value(self, term: Term, kind: Kind, found: Found) -> object:
        if kind.record is not None:
            assert isinstance(term, Made)
            cells = ((one, term.fields[one.key]) for one in kind.record.FACTS)
            made: Callable[..., object] = kind.record
            return made(**{one.name: self.value(cell, one, found) for one, cell in cells})
        if kind.element is not None:
            assert isinstance(term, Collection)
            things = [
                self._value(one, kind.element, found) for here, one in term.members if found.holds(here)
            ]
            return tuple(things) if kind.word == "list" else frozenset(things)
        if isinstance(term, Scalar) and term.sort == WORD:
            return self._read(found.number(term.term))
        return found.value(term, type_of_kind(kind, self.decoded.word))

    def _read(self, number: Amount) -> str:
        options = self.decoded.word.options
        return options[number] if number < len(options) else self.symbols.text_of(number - len(options))
