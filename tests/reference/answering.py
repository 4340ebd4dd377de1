"""The answers of a question in a case, by the reference evaluator."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, assert_never

from attrs import evolve
from qanun.core import rules
from qanun.core.names import Name, PrevailsOver
from qanun.core.rules import ASPECTS, Constraint, Program, Question, Subject
from qanun.runtime.answers.answers import Answer
from qanun.runtime.answers.assembling import assemble
from qanun.runtime.answers.each import each_answered
from qanun.runtime.faults import CaseImpossible
from qanun.runtime.outcomes.undecided import NotKnown
from qanun.runtime.outcomes.unnamed import Unnamed, distinct
from qanun.runtime.values.unknown import UNKNOWN
from qanun.typed.types import (
    DurationType,
    ListType,
    MoneyType,
    OneOfType,
    OrNone,
    RecordType,
    SetType,
    Simple,
)

from reference.evaluate import Case, Known, evaluate, things_in
from reference.findings import Basis, Finding, union
from reference.open_sets import certain


def candidates(program: Program, fact: str) -> tuple[object, ...]:
    """The values that a fact of few values can take: of yes/no and one-of facts all, of others none."""
    match program.facts[fact].type:
        case Simple("yes/no"):
            return (True, False)
        case OneOfType(_, options):
            return options
        case Simple() | MoneyType() | DurationType() | RecordType() | SetType() | ListType() | OrNone():
            return ()
        case never:
            assert_never(never)


def narrowed(
    program: Program,
    question: Question,
    facts: Mapping[str, object],
    as_of: datetime | None,
    readings: Mapping[str, str],
) -> dict[str, object]:
    """The facts, with each to which `always` leaves one value set to it; fact by fact, and again after each.

    Raises CaseImpossible where an `always` is broken, or where a fact is left no value.
    """
    settled = {name: value for name, value in facts.items() if value is not UNKNOWN}

    def broken(assumed: Mapping[str, object]) -> list[Constraint]:
        case = Case(program, question, dict(assumed), as_of, readings)
        return [c for c in question.constraints if evaluate(c.condition, case).value is False]

    if against := broken(settled):
        raise _impossible(question, against)
    progress = True
    while progress:
        progress = False
        for fact in question.facts:
            if fact in settled:
                continue
            values, against = candidates(program, fact), []
            if not values and question.constraints:
                other = Unnamed()
                against = broken({**settled, fact: other})
                values = tuple(distinct(other.named)) if against else ()
            tried = [(value, broken({**settled, fact: value})) for value in values]
            possible = [value for value, found in tried if not found]
            if len(possible) == 1:
                settled[fact] = possible[0]
                progress = True
            elif tried and not possible:
                raise _impossible(question, [*against, *(one for _, found in tried for one in found)])
    return settled


def _impossible(question: Question, broken: Sequence[Constraint]) -> CaseImpossible:
    """The case that cannot be: what is broken, each once, in the order of the pages."""
    said = [one for one in question.constraints if one in broken]
    sites = {one.sentence: f"{one.site.path}:{one.site.line}" for one in said}
    return CaseImpossible("; ".join(sites), "; ".join(sites.values()))


def answer(
    program: Program,
    question: str,
    facts: Mapping[str, object],
    as_of: datetime | None = None,
    readings: Mapping[str, str] | None = None,
    known: Known | None = None,
) -> dict[str, Answer[object]]:
    """The answer of every subject of a question, by qualified name.

    `facts` by qualified name, absent: unknown. Raises CaseImpossible where an `always` is broken. `known` has
    what definitions are found to be in this very case, and takes what more is found.
    """
    asked = program.questions[question]
    chosen = {name: program.readings[name].options[0][0] for name in asked.readings} | dict(readings or {})
    settled = narrowed(program, asked, facts, as_of, chosen)
    case = Case(program, asked, settled, as_of, chosen, known={} if known is None else known)
    for name in asked.order:  # each after its own, so that no long chain of definitions is walked at once
        if (name,) not in case.known and not program.definitions[name].locals:
            evaluate(rules.Ref(name), case)
    return {name: _answer(program.subjects[name], case) for name in asked.answers}


def _answer(subject: Subject, case: Case) -> Answer[Any]:
    if subject.about is None:
        return _one(subject, case)[0]
    assert subject.about.items is not None
    items, _ = things_in(subject.about.items, case)
    made = [_one(subject, one) for one in of_each(subject, case)]
    basis = items.basis.union(*(rests for _, rests in made))
    return each_answered(
        subject=subject.name,
        label=subject.label,
        listed=items.value,
        answers=[answer for answer, _ in made],
        facts=case.question.facts,
        provisions=_provisions(subject, basis, case.program),
        readings=_readings(basis, case),
    )


def of_each(subject: Subject, case: Case) -> Iterator[Case]:
    """The case; where the subject is about the things of a list, the case once for each of them."""
    if subject.about is None:
        yield case
    elif subject.about.items is not None:
        for thing in things_in(subject.about.items, case)[1]:
            yield evolve(case, locals={subject.about.local: thing})


def in_scope(subject: Subject) -> tuple[rules.Expr, ...]:
    """The thing that a case of `of_each` holds, as definitions about it are asked."""
    return () if subject.about is None else (rules.Local(subject.about.local),)


def _one(subject: Subject, case: Case) -> tuple[Answer[Any], Basis]:
    """An answer, and what it rests on."""
    thing = in_scope(subject)
    aspects = {
        aspect: evaluate(rules.Ref(name, thing), case)
        for aspect in ASPECTS
        if (name := subject.definition_of(aspect)) is not None
    }
    basis = union(list(aspects.values()))
    carved = dict(subject.carved)

    def surely(name: Name) -> bool:
        return evaluate(rules.Ref(name, thing), case).value is True

    holds = {
        name
        for name in (*subject.grounds, *subject.exceptions, *subject.barring)
        if name in basis and surely(name) and (name not in carved or any(map(surely, carved[name])))
    }
    answer = assemble(
        subject=subject.name,
        label=subject.label,
        kind=subject.kind,
        outcomes={aspect: _outcome(finding) for aspect, finding in aspects.items()},
        grounds=tuple(name for name in (*subject.grounds, *subject.exceptions) if name in holds),
        barring=tuple(_barring(name) for name in subject.barring if name in holds),
        provisions=_provisions(subject, basis, case.program),
        readings=_readings(basis, case),
        weighing=subject.weighing,
        facts=case.question.facts,
    )
    return answer, basis


def _barring(name: Name) -> str:
    """What bars, as answers name it: of what prevails the norm itself."""
    return name.subject if isinstance(name.aspect, PrevailsOver) else name


def _readings(basis: Basis, case: Case) -> tuple[str, ...]:
    return tuple(name for name in case.question.readings if f"reading {name}" in basis)


def _outcome(finding: Finding) -> object:
    """The value or outcome; of a set of which something is unknown, with what is certain of it."""
    value = finding.value
    if isinstance(value, NotKnown) and finding.members is not None:
        return NotKnown(value.yes, value.no, value.all, certain(finding.members))
    return value


def _provisions(subject: Subject, basis: Basis, program: Program) -> tuple[str, ...]:
    named = set(subject.provisions)
    for name in basis:
        if name in program.definitions:
            named.update(program.definitions[name].provisions)
    return tuple(p.anchor for law in program.laws.values() for p in law.provisions if p.anchor in named)
