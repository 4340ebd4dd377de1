"""One case put to all questions, or to those of a situation."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Protocol

from attrs import frozen

from qanun.runtime.answers.answers import Answers
from qanun.runtime.answers.making import Choice
from qanun.runtime.answers.short import RANKS
from qanun.runtime.faults import AsOfMissing, FactsRefused, Mistake
from qanun.runtime.qualified import law_of
from qanun.runtime.questions.about import About, Needed
from qanun.runtime.questions.directory import Data, Directory, Situation
from qanun.runtime.questions.questions import Instant
from qanun.runtime.questions.sorting import GROUPS, Point, Sorted, sorted_out
from qanun.runtime.questions.supposing import Asked
from qanun.runtime.values.facts import CaseFacts
from qanun.runtime.values.moments import instant

FIRST = 5
"""So many facts are named that would settle most."""
NAMED = ("certain", "supposed", "possible")
"""The groups of what the case has to do with."""
COMMON = 3
"""A fact is common that more than one in so many questions asks for."""


class Asks(Protocol):
    """The questions of a package by name."""

    def __getitem__(self, name: str) -> Any: ...

    @property
    def labels(self) -> Mapping[str, str]: ...


def about(
    asks: Asks,
    directory: Directory,
    case: Data,
    as_of: Instant | None,
    readings: Mapping[str, str],
    situation: Situation | None,
) -> About:
    """Put a case to the questions of a situation, or to all. FactsRefused, with all mistakes, for facts that
    no question asks for or of another kind; CaseImpossible where they break an `always`."""
    mistakes: list[Mistake] = []
    stated = directory.stated(case, mistakes)
    if situation is not None:
        stated = {**directory.stated(situation.given, mistakes), **stated}
    chosen = _chosen(directory, readings)
    names = tuple(asks.labels) if situation is None else situation.questions
    touched = {name for fact in stated for name in directory.facts[fact]}
    questions = [asks[name] for name in names if name in touched]
    put = _put(questions, directory, stated, as_of, chosen, mistakes)
    telling = _telling(directory, stated, len(asks.labels))
    found = [sorted_out(*one.parts, directory, telling) for one in put]
    if telling is not stated and not any(one.groups[group] for one in found for group in NAMED):
        found = [sorted_out(*one.parts, directory, stated) for one in put]
    return _together(found, names, {one.parts[0]: one.answers for one in put}, as_of, directory)


# --- one question -----------------------------------------------------------------------------------------


@frozen
class _Put:
    """A question that was put: its name, how it was asked, the case; and its answers."""

    parts: tuple[str, Asked, CaseFacts]
    answers: Answers


def _put(
    questions: Sequence[Any],
    directory: Directory,
    stated: Mapping[str, tuple[str, object]],
    as_of: Instant | None,
    chosen: Mapping[str, str],
    mistakes: Sequence[Mistake],
) -> list[_Put]:
    """The case put to each question; FactsRefused where there are mistakes, with those in values."""
    put: list[_Put] = []
    wrong = dict.fromkeys(mistakes)
    for question in questions:
        name = f"{question.module}.{question.name}"
        own = directory.facts_of(name)
        try:
            facts = _read(question.facts, own, stated)
        except FactsRefused as refused:
            wrong |= dict.fromkeys(_as_written(refused.mistakes, own, stated))
        if wrong:
            continue
        if question.needs_as_of and as_of is None:
            raise AsOfMissing(name)
        readings = {reading: option for reading, option in chosen.items() if reading in question.readings}
        answers = question.explore(facts, as_of=as_of, readings=readings)
        put.append(_Put((name, _asked(question, as_of, readings), facts), answers))
    if wrong:
        raise FactsRefused(tuple(wrong), "the case")
    return put


def _asked(question: Any, as_of: Instant | None, readings: Mapping[str, str]) -> Asked:
    make = question.making
    choice = Choice(tuple({**make.defaults.options, **readings}.items()))
    return Asked(make, None if as_of is None else make.moment(as_of), choice)


def _read(
    kind: type[CaseFacts], own: Mapping[str, str], stated: Mapping[str, tuple[str, object]]
) -> CaseFacts:
    """The facts of a question, of all that a case states."""
    return kind.from_json({key: stated[fact][1] for key, fact in own.items() if fact in stated})


def _as_written(
    mistakes: Sequence[Mistake], own: Mapping[str, str], stated: Mapping[str, tuple[str, object]]
) -> Iterator[Mistake]:
    """Mistakes at the names that the case itself uses."""
    for one in mistakes:
        key, slash, rest = one.path.removeprefix("/").partition("/")
        written = stated[own[key]][0] if key in own else key
        yield Mistake(f"/{written}{slash}{rest}", one.sentence, one.nearest)


def _chosen(directory: Directory, readings: Mapping[str, str]) -> dict[str, str]:
    """The options chosen, by the qualified names of the readings."""
    mistakes: list[Mistake] = []
    found = {directory.reading(name, mistakes): option for name, option in readings.items()}
    if mistakes:
        raise FactsRefused(tuple(mistakes), "the readings")
    return {name: option for name, option in found.items() if name is not None}


def _telling(directory: Directory, stated: Collection[str], questions: int) -> Collection[str]:
    """The facts of a case that few questions ask for, if it has any: what turns on citizenship alone is not
    about the case of somebody who has been sentenced."""
    rare = [fact for fact in stated if len(directory.facts[fact]) * COMMON <= questions]
    return rare or stated


# --- all together -----------------------------------------------------------------------------------------


def _together(
    found: Sequence[Sorted],
    names: Sequence[str],
    answers: Mapping[str, Answers],
    as_of: Instant | None,
    directory: Directory,
) -> About:
    """What all questions found; what several ask is said once, where it is surest."""
    laws = list(dict.fromkeys(law_of(name) for name in names))
    best: dict[str, tuple[int, Sorted, str]] = {}
    for one in found:
        for place, group in enumerate(GROUPS):
            for point in one.groups[group]:
                known = best.get(point.name)
                if known is None or place < known[0]:
                    best[point.name] = (place, one, group)
    groups: dict[str, tuple[Point, ...]] = {}
    for group in GROUPS:
        points = [
            point
            for one in found
            for point in one.groups[group]
            if best[point.name][1] is one and best[point.name][2] == group
        ]
        groups[group] = tuple(
            sorted(points, key=lambda point: (_place(laws, point), point.asking, RANKS[point.verdict]))
        )
    shown = [point for group in NAMED for point in groups[group]]
    terms = [term for one in found for term in one.terms if best[term.name][1] is one]
    zone = found[0].zone if found else "UTC"
    moment = None if as_of is None else instant(as_of, zone)
    return About(
        as_of=moment,
        **groups,
        needed=_needed(
            shown if any(p.hinges or p.needs for p in shown) else groups["open"], found, directory
        ),
        terms=tuple(sorted(terms, key=lambda term: instant(term.at, zone))),
        untouched=tuple(name for name in names if name not in answers),
        answers=answers,
        notice=found[0].notice if found else "",
    )


def _place(laws: Sequence[str], point: Point) -> int:
    law = law_of(point.name)
    return laws.index(law) if law in laws else len(laws)


def _needed(points: Sequence[Point], found: Sequence[Sorted], directory: Directory) -> tuple[Needed, ...]:
    """The facts that matter most: those that alone settle a point, then those that it needs first."""
    weights: dict[str, float] = {}
    bears: dict[str, int] = {}
    for point in points:
        for fact in point.hinges:
            weights[fact] = weights.get(fact, 0) + 1
        for place, fact in enumerate(point.needs):
            weights[fact] = weights.get(fact, 0) + 1 / (2 + place)
        for fact in {*point.hinges, *point.needs}:
            bears[fact] = bears.get(fact, 0) + 1
    labels = {fact: label for one in found for fact, label in one.labels.items()}
    first = sorted(weights, key=lambda fact: (-weights[fact], fact))[:FIRST]
    return tuple(Needed(fact, labels[fact], bears[fact]) for fact in first)
