"""Where facts and readings can change something: the answers of subjects, and the headlines of questions."""

from collections.abc import Iterator, Sequence

from qanun.core.question.plan import headline_parts
from qanun.core.questions import Constraints, asked_about, asked_of
from qanun.core.rules import Expr, Local, Program, Ref, Scenario, Site
from qanun.core.typing import type_of_definition
from qanun.verify.proofs.drawn import resting_on
from qanun.verify.proofs.model import Place


def places_of(program: Program, constraints: Constraints) -> dict[str, tuple[Place, ...]]:
    """The places that each fact and reading reaches, those that rest on the fewest facts first."""
    found: dict[str, list[Place]] = {}
    for place in _places(program, constraints):
        for name in (*place.question.facts, *place.question.readings):
            found.setdefault(name, []).append(place)
    return {
        name: tuple(sorted(places, key=lambda place: len(place.question.facts)))
        for name, places in found.items()
    }


def _places(program: Program, constraints: Constraints) -> Iterator[Place]:
    resting = resting_on(program)
    for subject in program.subjects.values():
        things: tuple[Local, ...] = ()
        if subject.about is not None:
            things = (Local(subject.about.local, subject.about.type),)
        exprs = tuple(_typed(program, one) for one in asked_about(subject))
        yield _place(program, constraints, exprs, things, subject.site, resting.get(subject.answer, ()))
    for question in program.questions.values():
        if question.headlines:
            yield _place(program, constraints, tuple(headline_parts(question)), (), question.site, ())


def _typed(program: Program, expr: Expr) -> Expr:
    """An expression that names a definition with the type of that."""
    if not isinstance(expr, Ref):
        return expr
    return Ref(expr.name, expr.about, type_of_definition(program.definitions[expr.name]))


def _place(
    program: Program,
    constraints: Constraints,
    exprs: tuple[Expr, ...],
    things: tuple[Local, ...],
    site: Site,
    scenarios: Sequence[Scenario],
) -> Place:
    question = asked_of("", exprs, program.definitions, constraints, site)
    return Place(exprs, things, question, tuple(scenarios))
