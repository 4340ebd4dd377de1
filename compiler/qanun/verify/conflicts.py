"""Norms that pull apart on one act without the law saying so: a duty, power or permission, and a
prohibition."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from random import Random

from attrs import frozen

from qanun.core.answering import narrowed
from qanun.core.evaluate import Case, Thing, evaluate
from qanun.core.questions import Constraints, asked
from qanun.core.rules import If, InConflict, Local, Program, Ref, Subject
from qanun.runtime.faults import CaseImpossible
from qanun.typed.types import Type
from qanun.verify.cases import Pool

ALLOWING = ("obligation", "power", "permission", "right")


@frozen
class Undeclared:
    """Two norms on one act that both apply in a case; no priority or collision is declared between them."""

    allowing: Subject
    forbidding: Subject
    facts: Mapping[str, object]
    as_of: datetime


def undeclared(program: Program, cases: int = 300, seed: int = 2012) -> Iterator[Undeclared]:
    """The pairs of norms for which a case was met in which both apply. A pass is not a proof."""
    constraints = Constraints.of(program.constraints, program.definitions)
    for allowing, forbidding in _pairs(program):
        if not _settled(program, allowing, forbidding):
            random = Random(f"{seed} {allowing.name}")
            found = _both(program, allowing, forbidding, constraints, cases, random)
            if found is not None:
                yield found


def _pairs(program: Program) -> Iterator[tuple[Subject, Subject]]:
    norms = [subject for subject in program.subjects.values() if subject.act is not None]
    prohibitions: dict[tuple[str | None, Type | None], list[Subject]] = {}
    for norm in norms:
        if norm.kind == "prohibition":
            prohibitions.setdefault((norm.act, _thing(norm)), []).append(norm)
    for norm in norms:
        if norm.kind in ALLOWING:
            for forbidding in prohibitions.get((norm.act, _thing(norm)), ()):
                yield norm, forbidding


def _thing(subject: Subject) -> Type | None:
    return None if subject.about is None else subject.about.type


def _settled(program: Program, one: Subject, other: Subject) -> bool:
    """Whether one prevails over the other, or a collision between them is declared."""
    barring = {name.partition(" over ")[0] for name in (*one.barring, *other.barring)}
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
) -> Undeclared | None:
    question = asked("", (allowing, forbidding), program.definitions, constraints, allowing.site)
    pool = Pool(program, question, random)
    for _ in range(cases):
        drawn = pool.draw()
        try:
            facts = narrowed(program, question, drawn.facts, drawn.as_of, drawn.readings)
        except CaseImpossible:
            continue
        case = Case(program, question, facts, drawn.as_of, drawn.readings)
        about: tuple[Local, ...] = ()
        if allowing.about is not None:
            thing = pool.value(allowing.about.type)
            case.locals, about = {"thing": Thing(thing, 0)}, (Local("thing"),)
        if all(evaluate(Ref(s.answer, about), case).value is True for s in (allowing, forbidding)):
            return Undeclared(allowing, forbidding, facts, drawn.as_of)
    return None
