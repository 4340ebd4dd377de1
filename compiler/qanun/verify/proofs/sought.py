"""What is looked for in a program, in the order of its laws."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from attrs import define

from qanun.core.explicit.operators import FAULTS
from qanun.core.names import AnyMoment, Aspect, Name
from qanun.core.questions import Constraints, asked_of
from qanun.core.rules import (
    Agree,
    All,
    Any,
    Apply,
    Claim,
    Const,
    Definition,
    Expr,
    FactOf,
    Gap,
    Not,
    Program,
    Question,
    Reading,
    Ref,
    Site,
    Subject,
)
from qanun.core.typing import type_of_definition
from qanun.core.walk import walk
from qanun.runtime.qualified import law_of
from qanun.typed.types import YES_NO
from qanun.verify.conflicts import groups, settled
from qanun.verify.never import days_apart
from qanun.verify.proofs import vain
from qanun.verify.proofs.model import Kind, Part, Sought
from qanun.verify.proofs.places import places_of
from qanun.verify.proofs.wordless import wordless

NEVER = ("ground", "limb", "exception", "opened", "define", "applies", "silence")
ALWAYS = ("ground", "limb", "exception", "define", "applies")
"""The roles of conditions that should hold in some case, and fail in some."""

SOUGHT_FAULTS = ("DivisionByZero", "PeriodReversed", "PeriodOpen", "StepNotAboveZero")
"""The faults of operators that a case within the calendar can meet."""


MANY_DAYS = "what is asked of each thing of a list as of a day of its own is looked at as of that of the case"


@define(eq=False)
class Searched:
    """A program, and what is to be looked for in it."""

    program: Program

    @cached_property
    def constraints(self) -> Constraints:
        types = {name: fact.type for name, fact in self.program.facts.items()}
        return Constraints.of(self.program.constraints, self.program.definitions, types)

    def all(self) -> Iterator[Sought]:
        """Claims, what gives no answer, collisions, what never or always holds, what is written in vain,
        outcomes without words, what changes nothing, claims without a value."""
        yield from self.claims()
        yield from self.faults()
        yield from self.collisions()
        yield from self.conditions()
        yield from self.vain()
        yield from self.wordless()
        yield from self.changing()
        yield from self.values()

    def claims(self) -> Iterator[Sought]:
        for claim in self.program.claims:
            yield self._claim(claim, "claim", Not(claim.condition))
            premise = _premise(claim.condition)
            if premise is not None:
                yield self._claim(claim, "claim without a case", premise)

    def values(self) -> Iterator[Sought]:
        """A claim that is never no need not be yes: it may have no value."""
        for claim in self.program.claims:
            yield self._claim(claim, "claim without a value", claim.condition, "no value")

    def _claim(self, claim: Claim, kind: Kind, expr: Expr, part: Part = "yes") -> Sought:
        title = claim.title
        return Sought(kind, claim.module, title, title, claim.site, expr, part, claim.asked, claim.readings)

    def faults(self) -> Iterator[Sought]:
        """What a definition itself can come to that is no answer. Each where it arises, and there alone; of
        what is asked of one thing, or as of another day, too."""
        for definition in self._written():
            nodes = list(walk(definition.body))
            if any(isinstance(node, Agree) and len(node.cases) > 1 for node in nodes):
                yield self._of(definition, "conflict", "conflict")
            if any(isinstance(node, Gap) for node in nodes):
                yield self._of(definition, "gap", "gap")
            if any(_can_fail(node) for node in nodes):
                yield self._of(definition, "fault", "fault")

    def collisions(self) -> Iterator[Sought]:
        for group in groups(self.program):
            for allowing in group.allowing:
                for forbidding in group.forbidding:
                    if not settled(self.program, allowing, forbidding):
                        yield self._collision(allowing, forbidding)

        for duty, forbidding, expr in vain.torn(self.program):
            yield self._pair("not both kept", duty, forbidding, expr)

    def _collision(self, allowing: Subject, forbidding: Subject) -> Sought:
        things = vain.one_thing(allowing)
        both = All((Ref(allowing.answer, things, YES_NO), Ref(forbidding.answer, things, YES_NO)))
        return self._pair("undeclared collision", allowing, forbidding, both)

    def _pair(self, kind: Kind, one: Subject, other: Subject, expr: Expr) -> Sought:
        """That two norms about one thing pull apart."""
        return Sought(
            kind,
            law_of(one.name),
            one.name,
            one.label,
            one.site,
            expr,
            "yes",
            self._question(expr, one.site),
            things=vain.one_thing(one),
            others=(other.name,),
        )

    def vain(self) -> Iterator[Sought]:
        """Grounds that others cover, exceptions that always bite, terms over at once, norms that nobody can
        keep; and days between versions of which none is in force."""
        found: Sequence[tuple[Kind, Iterable[tuple[Definition, Expr]]]] = (
            ("covered", vain.covered(self.program)),
            ("always bites", vain.always_biting(self.program)),
            ("over at once", vain.over_at_once(self.program)),
            ("never kept", vain.kept(self.program)),
        )
        for kind, conditions in found:
            for definition, expr in conditions:
                if self._hangs_on_the_case(definition):
                    yield self._of(definition, kind, "yes", expr)
        for definition, days in vain.between_versions(self.program):
            yield self._of(definition, "no version", "no version", where=days)

    def wordless(self) -> Iterator[Sought]:
        """Outcomes of questions for which there may be no words."""
        for question, subject, outcome in wordless(self.program):
            yield Sought(
                "no words",
                law_of(question.name),
                subject.name,
                question.name,
                question.site,
                Ref(subject.answer, (), subject.type),
                "no words",
                question,
                outcome=outcome,
            )

    def changing(self) -> Iterator[Sought]:
        """That a fact or reading changes something in one of the places that it reaches."""
        for name, places in places_of(self.program, self.constraints).items():
            fact, reading = self.program.facts.get(name), self.program.readings.get(name)
            one = fact or reading
            assert one is not None
            yield Sought(
                "changes nothing",
                law_of(name),
                name,
                one.label,
                one.site,
                Reading(name, one.type) if fact is None else FactOf(name, one.type),
                "otherwise",
                places[0].question,
                places=places,
            )

    def conditions(self) -> Iterator[Sought]:
        for definition in self._own():
            if type_of_definition(definition) != YES_NO or not self._hangs_on_the_case(definition):
                continue
            aspect = definition.name.aspect
            if definition.role in NEVER and aspect in (Aspect.ITSELF, Aspect.OPENED):
                yield self._of(definition, "never holds", "yes")
            if definition.role == "bites":
                yield self._of(definition, "never bites", "yes")
            if definition.role in ALWAYS and aspect is Aspect.ITSELF:
                days, _ = days_apart(vain.as_ref(definition), self.program)
                fails = All((*sorted(days, key=str), Not(vain.as_ref(definition))))
                yield self._of(definition, "always holds", "yes", fails)

    def _own(self) -> Iterator[Definition]:
        """The definitions as the law writes them, asked of the case."""
        return (definition for definition in self._written() if definition.name.about is None)

    def _written(self) -> Iterator[Definition]:
        """The definitions, but for those as if others were not there, and those as of any moment."""
        for definition in self.program.definitions.values():
            name = definition.name
            if not name.unless and not name.raw and not isinstance(name.about, AnyMoment):
                yield definition

    @cached_property
    def _of_many_days(self) -> frozenset[Name]:
        """The definitions that are asked, of each thing of a list, as of a day of its own."""
        asked = (
            node.name
            for definition in self.program.definitions.values()
            if not isinstance(definition.name.about, AnyMoment)
            for node in walk(definition.body)
            if isinstance(node, Ref)
        )
        return frozenset(name.with_about(None) for name in asked if isinstance(name.about, AnyMoment))

    def _hangs_on_the_case(self, definition: Definition) -> bool:
        question = self._question(vain.as_ref(definition), definition.site)
        return bool(question.facts or question.readings)

    def _of(
        self,
        definition: Definition,
        kind: Kind,
        part: Part,
        expr: Expr | None = None,
        where: Expr | None = None,
    ) -> Sought:
        wanted = vain.as_ref(definition) if expr is None else expr
        return Sought(
            kind,
            law_of(definition.name.subject),
            definition.name.subject,
            definition.label,
            definition.site,
            wanted,
            part,
            self._question(wanted if where is None else All((wanted, where)), definition.site),
            things=definition.things,
            where=where,
            definition=definition.name,
            unlooked=(MANY_DAYS,) if definition.name in self._of_many_days else (),
        )

    def _question(self, expr: Expr, site: Site) -> Question:
        return asked_of("", (expr,), self.program.definitions, self.constraints, site)


def _can_fail(node: Expr) -> bool:
    """Whether it is an operator that can come to no value, and not only beyond the calendar."""
    if not isinstance(node, Apply) or node.operator == "as of":
        return False
    return any(fault in SOUGHT_FAULTS for fault, _ in FAULTS.get(node.operator, ()))


def _premise(condition: Expr) -> Expr | None:
    """What a claim supposes: `A implies B` is no A, or B."""
    if isinstance(condition, Any) and isinstance(condition.parts[0], Not):
        found = condition.parts[0].part
        return None if isinstance(found, Const) else found
    return None
