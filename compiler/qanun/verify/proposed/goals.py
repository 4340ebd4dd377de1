"""What scenarios should reach: each ground, bullet, exception and norm holds in one and is kept from holding
in another, and each condition of them decides once by being so, and once by not being so (MC/DC)."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from attrs import evolve, frozen

from qanun.core.evaluation import Conditions, case_of, settling_of
from qanun.core.names import Name
from qanun.core.questions import Constraints, asked_of
from qanun.core.rules import (
    All,
    Any,
    AsOf,
    Const,
    Definition,
    Expr,
    FactOf,
    Not,
    Program,
    Question,
    Reading,
    Ref,
    Scenario,
)
from qanun.core.scenarios import completed
from qanun.core.walk import walk
from qanun.runtime.evaluation.steps import Case
from qanun.verify.coverage import coverage
from qanun.verify.scenarios import Result, chosen_readings

DECIDED = frozenset(("ground", "limb", "exception", "applies", "define"))
"""The roles of definitions whose conditions are looked at one by one."""


@frozen(eq=False)
class Goal:
    """That a definition holds, or does not, in a case whose answer rests on it; with `expr`, that this is so:
    a condition of it, `atom`, decides."""

    definition: Definition
    value: bool
    expr: Expr | None = None
    atom: Expr | None = None

    @property
    def name(self) -> Name:
        return self.definition.name

    @property
    def in_words(self) -> str:
        """What is to be reached."""
        if self.atom is not None:
            on = ", ".join(f"`{name}`" for name in _named(self.atom))
            so = "being" if self.value else "not being"
            return f"the condition on {on} decides `{self.name}` by {so} so"
        return f"`{self.name}` {'holds' if self.value else 'is kept from holding'}"


@frozen(eq=False)
class Goals:
    """What is to be reached in a program, and what its scenarios reach."""

    program: Program
    results: Sequence[Result]
    constraints: Constraints

    def left(self) -> Iterator[Goal]:
        """All that no scenario reaches yet."""
        for row in coverage(self.program, self.results).uncovered:
            definition = self.program.definitions[row.name]
            if not row.applied:
                yield Goal(definition, True)
            if not row.kept_off:
                yield Goal(definition, False)
        passed = [result.scenario for result in self.results if result.passed]
        for definition in self.program.definitions.values():
            if definition.role in DECIDED and definition.name.is_declared and not definition.things:
                yield from self._conditions(definition, passed)

    def _conditions(self, definition: Definition, passed: Sequence[Scenario]) -> Iterator[Goal]:
        found = [atom for atom in dict.fromkeys(atoms(definition.body)) if not isinstance(atom, Const)]
        if len(found) < 2:  # the one condition is the decision itself
            return
        wanted = [
            Goal(definition, value, decides(definition.body, atom, value), atom)
            for atom in found
            for value in (True, False)
        ]
        question = self.question([goal.expr for goal in wanted if goal.expr is not None], definition)
        conditions = Conditions(
            self.program, question, [goal.expr for goal in wanted if goal.expr is not None]
        )
        met: set[int] = set()
        for scenario in passed:
            if definition.name in scenario.asked.order:
                case = self._case(scenario, question)
                met |= {at for at, value in enumerate(conditions.outcomes(case)) if value is True}
        yield from (goal for at, goal in enumerate(wanted) if at not in met)

    def _case(self, scenario: Scenario, question: Question) -> Case:
        """The case of a scenario that passed, with what always holds of it, for another question."""
        facts = completed(self.program, scenario.asked, scenario)
        defaults = {name: self.program.readings[name].options[0][0] for name in question.readings}
        chosen = {**defaults, **chosen_readings(self.program, scenario), **dict(scenario.readings)}
        assert scenario.as_of is None or isinstance(scenario.as_of, datetime)
        case = case_of(facts, scenario.as_of, chosen)
        settled = settling_of(self.program).of(scenario.asked).settled(case)
        return case_of({**settled, **facts}, scenario.as_of, chosen)

    def question(self, exprs: Sequence[Expr], definition: Definition) -> Question:
        return asked_of("", exprs, self.program.definitions, self.constraints, definition.site)


def _named(expr: Expr) -> Iterator[str]:
    """What a condition speaks of, each once."""
    names = (node.name for node in walk(expr) if isinstance(node, Ref | FactOf | Reading))
    yield from dict.fromkeys([*map(str, names), *(["as_of"] if AsOf() in walk(expr) else [])])


def atoms(expr: Expr) -> Iterator[Expr]:
    """The conditions of which a decision is made."""
    if isinstance(expr, All | Any):
        for part in expr.parts:
            yield from atoms(part)
    elif isinstance(expr, Not):
        yield from atoms(expr.part)
    else:
        yield expr


def decides(body: Expr, atom: Expr, value: bool) -> Expr:
    """That a condition decides: it has this value, and with the other one the decision were another."""
    with_it, without = (_put(body, atom, Const(so)) for so in (True, False))
    differs = Any((All((with_it, Not(without))), All((Not(with_it), without))))
    return All((differs, atom if value else Not(atom)))


def _put(expr: Expr, atom: Expr, in_its_place: Expr) -> Expr:
    if expr == atom:
        return in_its_place
    if isinstance(expr, All | Any):
        return evolve(expr, parts=tuple(_put(part, atom, in_its_place) for part in expr.parts))
    return Not(_put(expr.part, atom, in_its_place)) if isinstance(expr, Not) else expr
