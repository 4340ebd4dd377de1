"""Facts and readings that change something, found by trying: cases that differ in one of them alone."""

from collections.abc import Iterator
from functools import lru_cache

from attrs import define, evolve, field

from qanun.core.evaluation import Conditions, Settling, case_of
from qanun.core.rules import Program
from qanun.runtime.faults import CaseImpossible
from qanun.runtime.outcomes.undecided import NotKnown
from qanun.typed.types import OneOfType
from qanun.verify.proofs.drawn import Pool
from qanun.verify.proofs.model import Place, Sought, Witness

DRAWN = 12
"""So many cases of a place are drawn, beside those of scenarios."""
VALUES = 4
"""So many other values a fact is given in each."""
NEAR = 3
"""In so many places it is tried first."""
STEPS = 30
"""So many cases beside each are tried then."""


@define(eq=False)
class Trying:
    """Cases of a place, and what each of its expressions comes to in them."""

    program: Program
    place: Place
    pool: Pool = field(init=False)
    conditions: Conditions = field(init=False)
    settling: Settling = field(init=False)
    bases: list[tuple[Witness, list[object]]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        place = self.place
        self.pool = Pool(self.program, place.question, place.things)
        names = [thing.name for thing in place.things]
        self.conditions = Conditions(self.program, place.question, place.exprs, names)
        self.settling = Settling(self.program, place.question)
        cases = self.pool.cases(place.scenarios, DRAWN)
        self.bases = [(one, self.outcomes(one)) for one in cases if not self.is_impossible(one)]

    def outcomes(self, witness: Witness) -> list[object]:
        """What each expression comes to."""
        case = case_of(witness.facts, witness.as_of, witness.readings)
        return self.conditions.outcomes(case, witness.things)

    def is_impossible(self, witness: Witness) -> bool:
        """Whether the case breaks what always holds."""
        try:
            self.settling.settled(case_of(witness.facts, witness.as_of, witness.readings))
        except CaseImpossible:
            return True
        return False

    def changes(self, name: str, wandering: int = 0) -> bool:
        """Whether a case was met in which another value of a fact, or another option of a reading, changes
        something: one of the cases at hand, or with `wandering` one some steps away from them."""
        for base, outcomes in self.bases:
            if self._changes(base, outcomes, name):
                return True
            for _ in range(wandering):
                near = self._beside(base)
                if not self.is_impossible(near) and self._changes(near, self.outcomes(near), name):
                    return True
        return False

    def _changes(self, base: Witness, outcomes: list[object], name: str) -> bool:
        return any(differ(outcomes, self.outcomes(other)) for other in self._otherwise(base, name))

    def _beside(self, base: Witness) -> Witness:
        """A case that differs in two facts or readings."""
        drawn, random = self.pool.values.draw(), self.pool.values.random
        names = [*base.facts, *base.readings]
        changed = random.sample(names, min(2, len(names)))
        facts = {name: drawn.facts[name] if name in changed else value for name, value in base.facts.items()}
        readings = {
            name: drawn.readings[name] if name in changed else option
            for name, option in base.readings.items()
        }
        return evolve(base, facts=facts, readings=readings)

    def _otherwise(self, base: Witness, name: str) -> Iterator[Witness]:
        """The case with other values of one fact, or other options of one reading, alone."""
        if name in base.readings:
            for option in self.program.readings[name].type.options:
                if option != base.readings[name]:
                    yield evolve(base, readings={**base.readings, name: option})
            return
        for value in self._values(name, base.facts[name]):
            if value != base.facts[name]:
                yield evolve(base, facts={**base.facts, name: value})

    def _values(self, name: str, now: object) -> Iterator[object]:
        type_ = self.program.facts[name].type
        if isinstance(now, bool):
            yield not now
        elif isinstance(type_, OneOfType):
            yield from type_.options
        else:
            yield from (self.pool.values.value(type_) for _ in range(VALUES))


def differ(one: list[object], other: list[object]) -> bool:
    """Whether two cases come to something else; of what hangs on a field that is left out nobody knows."""
    pairs = zip(one, other, strict=True)
    return any(
        before != after and not isinstance(before, NotKnown) and not isinstance(after, NotKnown)
        for before, after in pairs
    )


@lru_cache(maxsize=1)
def tried(program: Program) -> dict[Place, Trying]:
    """The places of a program that were made ready."""
    return {}


def was_met(program: Program, sought: Sought) -> bool:
    """Whether trying cases shows that a fact or reading changes something: a few in the nearest places, then
    more in all."""
    ready = tried(program)
    for places, wandering in ((sought.places[:NEAR], 0), (sought.places, STEPS)):
        for place in places:
            if place not in ready:
                ready[place] = Trying(program, place)
            if ready[place].changes(sought.name, wandering):
                return True
    return False
