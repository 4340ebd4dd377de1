"""Norms that pull apart on one act without the law saying so: a duty, power or permission, and a
prohibition."""

from collections.abc import Iterator, Sequence
from random import Random

from attrs import frozen

from qanun.core.answering import narrowed
from qanun.core.evaluate import Case, Thing, evaluate
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
    for group in _groups(program):
        random = Random(f"{seed} {group.allowing[0].name}")
        if len(group.allowing) * len(group.forbidding) > MANY:
            yield from _in_the_same_cases(program, group, constraints, cases, random)
            continue
        for allowing in group.allowing:
            for forbidding in group.forbidding:
                if not _settled(program, allowing, forbidding):
                    random = Random(f"{seed} {allowing.name}")
                    if _both(program, allowing, forbidding, constraints, cases, random):
                        yield Undeclared(allowing, forbidding)


@frozen
class _Group:
    """The norms on one act, of one kind of thing."""

    allowing: list[Subject]
    forbidding: list[Subject]


def _groups(program: Program) -> list[_Group]:
    groups: dict[tuple[str, Type | None], _Group] = {}
    for norm in program.subjects.values():
        if norm.act is not None:
            group = groups.setdefault((norm.act, _thing(norm)), _Group([], []))
            if norm.kind == "prohibition":
                group.forbidding.append(norm)
            elif norm.kind in ALLOWING:
                group.allowing.append(norm)
    return [group for group in groups.values() if group.allowing and group.forbidding]


def _in_the_same_cases(
    program: Program, group: _Group, constraints: Constraints, cases: int, random: Random
) -> Iterator[Undeclared]:
    """As many cases for all pairs together as else for one, so that the time does not grow with the pairs."""
    norms = (*group.allowing, *group.forbidding)
    question = asked("", norms, program.definitions, constraints, group.allowing[0].site)
    drawn = _Drawn(program, question, random)
    together = {allowing.name: 0 for allowing in group.allowing}  # a bit for each prohibition
    for _ in range(cases):
        apply = drawn.applying(norms)
        met = sum(1 << at for at, norm in enumerate(group.forbidding) if norm.name in apply)
        for allowing in group.allowing:
            if allowing.name in apply:
                together[allowing.name] |= met
    for allowing in group.allowing:
        for at, forbidding in enumerate(group.forbidding):
            if together[allowing.name] >> at & 1 and not _settled(program, allowing, forbidding):
                yield Undeclared(allowing, forbidding)


def _thing(subject: Subject) -> Type | None:
    return None if subject.about is None else subject.about.type


def _settled(program: Program, one: Subject, other: Subject) -> bool:
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
    drawn = _Drawn(program, question, random)
    return any(len(drawn.applying((allowing, forbidding))) == 2 for _ in range(cases))


class _Drawn:
    """Random cases of a question, one after the other."""

    def __init__(self, program: Program, question: Question, random: Random) -> None:
        self.program = program
        self.question = question
        self.pool = Pool(program, question, random)

    def applying(self, norms: Sequence[Subject]) -> set[str]:
        """Which of some norms about one thing apply in the next case; none where it cannot be."""
        drawn = self.pool.draw()
        try:
            facts = narrowed(self.program, self.question, drawn.facts, drawn.as_of, drawn.readings)
        except CaseImpossible:
            return set()
        case = Case(self.program, self.question, facts, drawn.as_of, drawn.readings)
        about: tuple[Local, ...] = ()
        if norms[0].about is not None:
            thing = self.pool.value(norms[0].about.type)
            case.locals, about = {"thing": Thing(thing, 0)}, (Local("thing"),)
        return {norm.name for norm in norms if evaluate(Ref(norm.answer, about), case).value is True}
