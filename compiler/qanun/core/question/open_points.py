"""What the law leaves open about what a question answers: silences that nobody asked for."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from qanun.core.names import Aspect, Name
from qanun.core.resting import in_order
from qanun.core.rules import AsOf, FactOf, Program, Question, Reading
from qanun.core.walk import walk
from qanun.runtime.qualified import law_of


def open_points(program: Program, question: Question) -> tuple[tuple[str, Name], ...]:
    """Silences that a question does not ask for, that rest on an answer of it, and for which it knows all:
    each with the definition that tells whether it arises."""
    answers = {program.subjects[name].answer for name in question.answers}
    laws = {law_of(name) for name in question.order}
    known = {*question.facts, *question.readings}
    if question.needs_as_of:
        known.add(AS_OF)
    return tuple(
        (name, Name(name, Aspect.SILENT))
        for name, (rests, asked) in _silences(program).items()
        if name not in question.answers
        and answers & rests
        and asked <= known
        and all(law_of(one) in laws for one in rests)
    )


AS_OF = ""
"""Stands for the day among what is asked."""


@lru_cache(maxsize=1)
def _silences(program: Program) -> Mapping[str, tuple[frozenset[Name], frozenset[str]]]:
    """Of each silence that is about no thing the definitions on which it rests, its own among them, and the
    facts and readings, and the day, for which those ask."""
    found = {}
    for name, subject in program.subjects.items():
        silent = Name(name, Aspect.SILENT)
        if subject.kind == "silence" and subject.about is None and silent in program.definitions:
            rests = closure(program, silent)
            found[name] = (rests, frozenset(asked for one in rests for asked in _asked(program, one)))
    return found


def closure(program: Program, name: Name) -> frozenset[Name]:
    """A definition and all on which it rests."""
    return frozenset(in_order(program, (name,)))


def _asked(program: Program, name: Name) -> Iterator[str]:
    for node in walk(program.definitions[name].body):
        if isinstance(node, FactOf | Reading):
            yield node.name
        elif isinstance(node, AsOf):
            yield AS_OF
