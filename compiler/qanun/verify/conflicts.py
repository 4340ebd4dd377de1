"""Norms that pull apart on one act without the law saying so: a duty, power or permission, and a
prohibition."""

from collections.abc import Iterator, Sequence
from random import Random

from attrs import frozen

from qanun.core.evaluation import Conditions, Settling, case_of
from qanun.core.questions import Constraints, asked
from qanun.core.rules import If, InConflict, Local, Program, Question, Ref, Subject
from qanun.runtime.faults import CaseImpossible
from qanun.typed.types import Type
from qanun.verify.cases import Pool

ALLOWING = ("obligation", "power", "permission", "right")


MANY = 100
"""So many pairs of norms on one act are tried pair by pair; of more, all norms in the same cases."""


@frozen
class Undeclared:
    """Two norms on one act that both apply in a case; no priority or collision is declared between them."""

    allowing: Subject
    forbidding: Subject


def undeclared(program: Program, cases: int = 300, seed: int = 2012) -> Iterator[Undeclared]:
    """The pairs of norms for which a case was met in which both apply. A pass is not a proof."""
    types = {name: fact.type for name, fact in program.facts.items()}
    constraints = Constraints.of(program.constraints, program.definitions, types)
    for group in groups(program):
        random = Random(f"{seed} {group.allowing[0].name}")
        if len(group.allowing) * len(group.forbidding) > MANY:
            yield from _in_the_same_cases(program, group, constraints, cases, random)
            continue
        for allowing in group.allowing:
            for forbidding in group.forbidding:
                if not settled(program, allowing, forbidding):
                    random = Random(f"{seed} {allowing.name}")
                    if _both(program, allowing, forbidding, constraints, cases, random):
                        yield Undeclared(allowing, forbidding)


@frozen
class Group:
    """The norms on one act, of one kind of thing."""

    allowing: list[Subject]
    forbidding: list[Subject]


def groups(program: Program) -> list[Group]:
    groups: dict[tuple[str, Type | None], Group] = {}
    for norm in program.subjects.values():
        if norm.act is not None:
            group = groups.setdefault((norm.act, thing_of(norm)), Group([], []))
            if norm.kind == "prohibition":
                group.forbidding.append(norm)
            elif norm.kind in ALLOWING:
                group.allowing.append(norm)
    return [group for group in groups.values() if group.allowing and group.forbidding]


def _in_the_same_cases(
    program: Program, group: Group, constraints: Constraints, cases: int, random: Random
) -> Iterator[Undeclared]:
    """As many cases for all pairs together as else for one, so that the time does not grow with the pairs."""
    norms = (*group.allowing, *group.forbidding)
    question = asked("", norms, program.definitions, constraints, group.allowing[0].site)
    drawn = _Drawn(program, question, norms, random)
    together = {allowing.name: 0 for allowing in group.allowing}  # a bit for each prohibition
    for _ in range(cases):
        apply = drawn.applying()
        met = sum(1 << at for at, norm in enumerate(group.forbidding) if norm.name in apply)
        for allowing in group.allowing:
            if allowing.name in apply:
                together[allowing.name] |= met
    for allowing in group.allowing:
        for at, forbidding in enumerate(group.forbidding):
            if together[allowing.name] >> at & 1 and not settled(program, allowing, forbidding):
                yield Undeclared(allowing, forbidding)


def thing_of(subject: Subject) -> Type | None:
    return None if subject.about is None else subject.about.type


def settled(program: Program, one: Subject, other: Subject) -> bool:
    """Whether one prevails over the other, or a collision between them is declared."""
    barring = {name.subject for name in (*one.barring, *other.barring)}
    if {one.name, other.name} & barring:
        return True
    body = program.definitions[one.answer].body
    while isinstance(body, If) and isinstance(body.then, InConflict):
        if other.name in body.then.others:
            return True
        body = body.otherwise
    return False


def _both(
    program: Program,
    allowing: Subject,
    forbidding: Subject,
    constraints: Constraints,
    cases: int,
    random: Random,
) -> bool:
    question = asked("", (allowing, forbidding), program.definitions, constraints, allowing.site)
    drawn = _Drawn(program, question, (allowing, forbidding), random)
    return any(len(drawn.applying()) == 2 for _ in range(cases))


class _Drawn:
    """Random cases of a question, one after the other, and norms about one thing."""

    def __init__(
        self, program: Program, question: Question, norms: Sequence[Subject], random: Random
    ) -> None:
        self._settling = Settling(program, question)
        self._pool = Pool(program, question, random)
        self._norms = norms
        self._thing = thing_of(norms[0])
        about = () if self._thing is None else (Local("thing"),)
        exprs = [Ref(norm.answer, about) for norm in norms]
        self._apply = Conditions(program, question, exprs, tuple(local.name for local in about))

    def applying(self) -> set[str]:
        """Which of the norms apply in the next case; none where it cannot be."""
        drawn = self._pool.draw()
        case = case_of(drawn.facts, drawn.as_of, drawn.readings)
        try:
            case.settled = self._settling.settled(case)
        except CaseImpossible:
            return set()
        things = () if self._thing is None else (self._pool.value(self._thing),)
        outcomes = self._apply.outcomes(case, things)
        return {norm.name for norm, applies in zip(self._norms, outcomes, strict=True) if applies is True}
