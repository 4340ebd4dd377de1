"""Whether the generated Python says of a scenario what the core says, evaluated in memory, field by field."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from attrs import fields, frozen

from qanun.core.answering import ready
from qanun.core.rules import Program, RecordValue, Scenario
from qanun.core.rules import Question as Asked
from qanun.core.scenarios import completed
from qanun.runtime.answers.answers import Answer
from qanun.runtime.faults import CaseImpossible
from qanun.runtime.values.sets import PartialSet
from qanun.runtime.values.spec import Kind
from qanun.runtime.values.unknown import UNKNOWN
from qanun.tools.questions import Facts, Question
from qanun.verify.scenarios import place_of

_BARE = frozenset({"needs"})  # names of facts: the generated code knows them by their last part


@frozen
class Conformity:
    """How often a scenario was put to a generated question, and a sentence for each difference."""

    compared: int
    differing: tuple[str, ...]


def conformity(program: Program, compiled: Mapping[str, Question]) -> Conformity:
    """Put each scenario to every declared question that answers something it expects, and compare."""
    differing: list[str] = []
    compared = 0
    for scenario in program.scenarios:
        expected = {expectation.subject for expectation in scenario.expects}
        for name, asked in program.questions.items():
            if expected & set(asked.answers) and not (asked.needs_as_of and scenario.as_of is None):
                try:
                    differing.extend(_compare(program, scenario, name, asked, compiled[name]))
                except Exception as error:
                    told = f"{place_of(scenario)}, {name}: {type(error).__name__}: {error}"
                    raise RuntimeError(told) from error
                compared += 1
    return Conformity(compared, tuple(differing))


def _compare(
    program: Program, scenario: Scenario, name: str, asked: Asked, question: Question
) -> Iterator[str]:
    """The differences in one question's answers."""
    place = f"{scenario.site.path}:{scenario.site.line}: “{scenario.title}”, {name}"
    as_of = scenario.as_of
    assert as_of is None or isinstance(as_of, datetime)
    readings = {key: option for key, option in scenario.readings if key in asked.readings}
    facts = completed(program, asked, scenario)
    core: dict[str, Answer[object]] | str
    generated: dict[str, Answer[object]] | str
    try:
        chosen = {key: program.readings[key].options[0][0] for key in asked.readings} | readings
        asked_here = ready(program).of(asked)
        core = dict(asked_here.tried(asked_here.case(facts, as_of, chosen)).answers)
    except CaseImpossible as error:
        core = error.sentence
    try:
        case = facts_object(question.facts, facts)
        answers = question.explore(case, as_of=as_of, readings=readings)
        generated = {answer.subject: answer for answer in answers.each()}
    except CaseImpossible as error:
        generated = error.sentence
    if isinstance(core, str) or isinstance(generated, str):
        if core != generated:
            yield f"{place}: the core says {core!r}, the generated code {generated!r}"
        return
    for subject in core.keys() | generated.keys():
        yield from (
            f"{place}, {subject}: {d}"
            for d in _differences(core[subject], generated[subject], case.is_complete)
        )


def facts_object(cls: type[Facts], facts: Mapping[str, object]) -> Facts:
    """The generated class's object for facts by qualified name."""
    given: dict[str, object] = {}
    by_key = {fact.key: fact for fact in cls.FACTS}
    for name, value in facts.items():
        fact = by_key[name.rpartition(".")[2]]
        given[fact.name] = _converted(value, fact.kind)
    return cls(**given)


def _converted(value: object, kind: Kind) -> object:
    """A scenario's value as the generated classes have it."""
    if value is UNKNOWN or value is None:
        return value
    if kind.options is not None:
        return kind.options(str(value))
    if isinstance(value, RecordValue) and kind.record is not None:
        kinds = {fact.key: fact for fact in kind.record.FACTS}
        cells = {kinds[key].name: _converted(cell, kinds[key].kind) for key, cell in value.cells}
        return kind.record(**cells)
    if kind.element is not None and isinstance(value, tuple):
        return tuple(_converted(element, kind.element) for element in value)
    if kind.element is not None and isinstance(value, frozenset):
        return frozenset(_converted(element, kind.element) for element in value)
    return value


def _of_each(one: Answer[object], other: Answer[object]) -> list[tuple[Answer[object], Answer[object]]]:
    """The answers about each thing of a list, side by side; none where these are no such answers."""
    ours, theirs = one.value, other.value
    if not isinstance(ours, tuple) or not isinstance(theirs, tuple) or len(ours) != len(theirs):
        return []
    both = zip(ours, theirs, strict=True)
    return [(a, b) for a, b in both if isinstance(a, Answer) and isinstance(b, Answer)]


_RESTS = frozenset({"provisions", "readings"})
"""On what an answer rests. Where facts are missing, generated code names all on which a certain answer rests
however they are told; the core, which goes step by step, what it has met of that."""


def _differences(core: Answer[object], generated: Answer[object], complete: bool) -> Iterable[str]:
    """A sentence for each field in which two answers differ; `complete`: no fact is missing."""
    pairs = _of_each(core, generated)
    for place, (one, other) in enumerate(pairs, 1):
        yield from (f"no. {place}: {difference}" for difference in _differences(one, other, complete))
    for field in fields(Answer):
        if pairs and field.name == "value":
            continue  # said of each
        ours, theirs = getattr(core, field.name), getattr(generated, field.name)
        if field.name in _BARE:
            ours = tuple(name.rpartition(".")[2] for name in ours)
            theirs = tuple(name.rpartition(".")[2] for name in theirs)
        if field.name in _RESTS and not complete and set(ours) <= set(theirs):
            continue
        if isinstance(ours, PartialSet) and isinstance(theirs, PartialSet):
            ours, theirs = frozenset(ours.members), frozenset(theirs.members)
        if ours != theirs or (ours is UNKNOWN) != (theirs is UNKNOWN):
            yield f"{field.name} is {ours!r} by the core and {theirs!r} in the generated code"
