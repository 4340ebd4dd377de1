"""Cases to try before a solver is asked: those of scenarios, and random ones."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from random import Random

from attrs import define, field

from qanun.core.names import Name
from qanun.core.rules import Local, Program, Question, Scenario
from qanun.verify.cases import Drawn, Whole
from qanun.verify.proofs.model import Witness

SCENARIOS = 24
"""So many scenarios are tried of one thing."""


@define(eq=False)
class Pool:
    """Cases of a question of which all is known, about these things."""

    program: Program
    question: Question
    things: Sequence[Local]
    values: Whole = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.values = Whole(self.program, self.question, Random(2012))

    def cases(self, scenarios: Sequence[Scenario], drawn: int) -> Iterator[Witness]:
        """Those of scenarios, with the rest as usual; then some that are drawn, every other with few things
        so."""
        for scenario in scenarios:
            yield self._of_scenario(scenario)
        for number in range(drawn):
            yield self._case(self.values.draw() if number % 2 == 0 else self.values.draw_near())

    def _of_scenario(self, scenario: Scenario) -> Witness:
        told, drawn = dict(scenario.facts), self.values.draw_near(1)
        facts = {name: told.get(name, value) for name, value in drawn.facts.items()}
        moment = scenario.as_of if isinstance(scenario.as_of, datetime) else drawn.as_of
        chosen = {name: option for name, option in scenario.readings if name in drawn.readings}
        return self._case(Drawn(facts, moment, {**drawn.readings, **chosen}))

    def _case(self, drawn: Drawn) -> Witness:
        things = tuple(self.values.value(thing.type) for thing in self.things)
        return Witness(drawn.facts, tuple(drawn.facts), drawn.as_of, drawn.readings, things)


@lru_cache(maxsize=1)
def resting_on(program: Program) -> dict[Name, list[Scenario]]:
    """The scenarios whose expectations rest on each definition, those that rest on the least first."""
    found: dict[Name, list[Scenario]] = {}
    for scenario in sorted(program.scenarios, key=lambda one: len(one.asked.order)):
        for name in scenario.asked.order:
            some = found.setdefault(name, [])
            if len(some) < SCENARIOS:
                some.append(scenario)
    return found
