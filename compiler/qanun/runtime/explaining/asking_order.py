"""In which order facts are asked for: as somebody meets them who reads the rules from top to bottom, and
leaves out what is settled."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from qanun.runtime.answers.answers import Answer
from qanun.runtime.evaluation.evaluator import Trace
from qanun.runtime.evaluation.tables import Subject
from qanun.runtime.evaluation.tape import identity_of
from qanun.runtime.evaluation.trace import Traced
from qanun.runtime.values.spec import Fact

LOOKED_AT = 24
"""Of so many facts that are needed it is tried what they leave, the first that a reader meets."""


def in_reading_order(pairs: Sequence[tuple[Subject, Answer[Any]]], trace: Trace) -> Iterator[str]:
    """The facts that answers still need, each once, by attribute.

    First those that a reader meets, then what can matter only by what `always` holds, as the answers name it.
    """
    open_now = [(subject, answer) for subject, answer in pairs if answer.needs]
    needed = dict.fromkeys(name for _, answer in open_now for name in answer.needs)
    roots = (traced for subject, _ in open_now for traced in _behind(subject, trace))
    met = dict.fromkeys(name for name in _met(roots) if name in needed)
    yield from dict.fromkeys((*met, *needed))


def _behind(subject: Subject, trace: Trace) -> Iterator[Traced]:
    """What an answer is made of; of one about each thing of a list, the list first."""
    every: list[Mapping[str, Traced]] = [trace.definitions]
    if subject.each is not None:
        items, every = trace.of_each[subject.name]
        yield items
    for found in every:
        yield from (found[name] for name in subject.aspects.values())


def _met(roots: Iterable[Traced]) -> Iterator[str]:
    """The facts in what is not decided, as they are met; a definition is read once.

    Chains may be long: there is no recursion.
    """
    read: set[tuple[object, ...]] = set()
    for root in roots:
        waiting = [root]
        while waiting:
            traced = waiting.pop()
            if traced.decided:
                continue
            if traced.operation == "fact":
                yield str(traced.about)
            if traced.operation == "definition":
                key = (traced.about, *(identity_of(thing.value) for thing in traced.parts[1:]))
                if key in read:
                    continue
                read.add(key)
            waiting += reversed(traced.parts)


def soonest_first(needs: Sequence[Fact], left: Callable[[str, object], int | None]) -> tuple[str, ...]:
    """The facts that are needed, first those that leave the fewest others to ask for on average, each value
    as likely as another; of such as leave as many, first the one that a reader meets.

    `left`: how many a value of a fact leaves, None where it cannot be so. What has not a few values is taken
    to leave all others.
    """

    def average(fact: Fact) -> Fraction:
        tried = [many for value in _few(fact) if (many := left(fact.name, value)) is not None]
        return Fraction(sum(tried), len(tried)) if tried else Fraction(len(needs) - 1)

    looked_at = sorted(needs[:LOOKED_AT], key=average)
    return tuple(fact.name for fact in (*looked_at, *needs[LOOKED_AT:]))


def _few(fact: Fact) -> tuple[object, ...]:
    none: tuple[object, ...] = (None,) if fact.or_none else ()
    if fact.kind.word == "yes/no":
        return (True, False, *none)
    return (*fact.kind.options, *none) if fact.kind.word == "one of" and fact.kind.options else ()
