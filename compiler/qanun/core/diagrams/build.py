"""The diagram of a subject: what the parts of its answer come to in every case."""

import sys
from collections.abc import Iterator, Set
from contextlib import contextmanager
from typing import cast
from weakref import WeakKeyDictionary

from attrs import frozen

from qanun.core.diagrams.leaves import IMPOSSIBLE, NO, Leaf, Term, Together
from qanun.core.diagrams.symbolic import Symbolic
from qanun.core.diagrams.table import Diagrams, TooLarge
from qanun.core.diagrams.ties import both, ties
from qanun.core.resting import in_order, references
from qanun.core.rules import ASPECTS, Definition, Expr, FactOf, Local, Program, Subject
from qanun.core.walk import walk
from qanun.runtime.evaluation.diagrams import THING

MOST = 20_000
"""How many nodes are made before a subject is left to the step-by-step answer."""
DEPTH = 20_000
"""How many calls may be under way."""


@frozen(eq=False)
class Diagram:
    """A diagram and its atoms. `root` is one of the nodes of `nodes`."""

    nodes: Diagrams
    atoms: list[Expr]
    root: int


def diagram(
    program: Program, subject: Subject, facts: Set[str], most: int | None = None
) -> Diagram | TooLarge:
    """The diagram of a subject, or why it has none. One about the things of a list has one for
    them all: its atoms speak of `THING`.

    `facts` are those that are told wherever it is asked: an `always` counts if it speaks of these alone.
    """
    nodes = Diagrams(MOST if most is None else most)
    symbolic = Symbolic(program, nodes)
    try:
        with _deep():
            return Diagram(nodes, symbolic.atoms, _root(subject, facts, symbolic))
    except TooLarge as cause:
        return cause.with_traceback(None)


@contextmanager
def _deep() -> Iterator[None]:
    """A diagram is as deep as it has atoms; each is some calls."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, DEPTH))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


_MADE: WeakKeyDictionary[Program, dict[str, Diagram | TooLarge]] = WeakKeyDictionary()


def diagram_of(program: Program, subject: Subject) -> Diagram | TooLarge:
    """The diagram of a subject as every question can use it, made once for all targets."""
    made = _MADE.setdefault(program, {})
    if subject.name not in made:
        made[subject.name] = diagram(program, subject, told_of(program, subject))
    return made[subject.name]


def left_out(program: Program) -> dict[str, str]:
    """The subjects of which questions ask that have no diagram, and why."""
    asked = dict.fromkeys(name for question in program.questions.values() for name in question.answers)
    made = {name: diagram_of(program, program.subjects[name]) for name in asked}
    return {name: str(one) for name, one in made.items() if isinstance(one, TooLarge)}


def told_of(program: Program, subject: Subject) -> Set[str]:
    """The facts that every question has that answers a subject."""
    asked = [set(one.facts) for one in program.questions.values() if subject.name in one.answers]
    return set[str]().union(*asked[:1]).intersection(*asked)


def _root(subject: Subject, facts: Set[str], symbolic: Symbolic) -> int:
    nodes = symbolic.diagrams
    parts = [name for aspect in ASPECTS if (name := subject.definition_of(aspect)) is not None]
    for name in in_order(symbolic.program, reversed(parts)):
        if not symbolic.program.definitions[name].locals:
            symbolic.named(name)
    whole = nodes.combined(
        [symbolic.named(name, _things(subject, symbolic.program.definitions[name])) for name in parts],
        lambda found: nodes.leaf(Together(cast("tuple[Leaf, ...]", found))),
    )
    return nodes.combined(
        (_possible(whole, facts, symbolic), whole),
        lambda found: nodes.leaf(IMPOSSIBLE if found[0] == NO else found[1]),
    )


def _things(subject: Subject, definition: Definition) -> tuple[Leaf, ...]:
    """What stands for what a definition is about: for each thing of a list, or for the values of a table."""
    about = definition.things if subject.about is None else (Local(THING, subject.about.type),)
    return tuple(Leaf(Term(thing), thing) for thing in about)


def _possible(whole: int, told: Set[str], symbolic: Symbolic) -> int:
    """Which ways can be: by what holds always, and of one fact by what it can be.

    An `always` counts that speaks of a fact of which is asked already, and of none that nobody tells.
    """
    program = symbolic.program
    limits = {
        one.condition: facts
        for one in program.constraints
        if (facts := _facts_behind(one.condition, program)) <= told
    }
    atoms = _atoms(whole, symbolic)
    taken: list[int] = []
    while True:
        spoken_of = {fact for number in atoms for fact in _facts(symbolic.atoms[number])}
        more = [condition for condition, facts in limits.items() if facts & spoken_of]
        if not more:
            return both(symbolic, [*taken, *ties(symbolic, atoms)])
        for condition in more:
            del limits[condition]
            limit = symbolic.condition(condition)
            taken.append(limit)
            atoms |= _atoms(limit, symbolic)


def _facts_behind(expr: Expr, program: Program) -> set[str]:
    """The facts on which an expression rests."""
    bodies = (program.definitions[name].body for name in in_order(program, references(expr)))
    return {fact for one in (expr, *bodies) for fact in _facts(one)}


def _facts(expr: Expr) -> Iterator[str]:
    return (part.name for part in walk(expr) if isinstance(part, FactOf))


def _atoms(diagram: int, symbolic: Symbolic) -> set[int]:
    rows = symbolic.diagrams.rows
    return {row[0] for one in symbolic.diagrams.under(diagram) if (row := rows[one]) is not None}
