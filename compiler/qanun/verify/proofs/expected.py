"""What the law says of a case, as a scenario expects it."""

from collections.abc import Iterator

from qanun.core.answering import Asked
from qanun.core.questions import Constraints, asked
from qanun.core.rules import Expr, Program, RecordValue, Ref, Subject
from qanun.core.walk import walk
from qanun.runtime.answers.answers import Answer
from qanun.runtime.answers.verdicts import Verdict
from qanun.runtime.faults import CaseImpossible, Conflict, Gap
from qanun.runtime.qualified import law_of, within_law
from qanun.typed.types import ListType, OneOfType, OrNone, SetType, Type
from qanun.verify.proofs.model import Sought, Witness
from qanun.verify.proofs.written import written

WORDS = {
    Verdict.YES: "yes",
    Verdict.NO: "no",
    Verdict.MUST: "must",
    Verdict.NEED_NOT: "need_not",
    Verdict.MUST_NOT: "must_not",
    Verdict.MAY: "may",
    Verdict.DISCRETION: "discretion",
    Verdict.SILENT: "silent",
    Verdict.IN_CONFLICT: "in conflict",
}


def said(program: Program, sought: Sought, witness: Witness) -> Iterator[str]:
    """What the law says in the case of all that a claim speaks of, behind `then`."""
    facts = {name: witness.facts[name] for name in witness.known}
    types = {name: fact.type for name, fact in program.facts.items()}
    constraints = Constraints.of(program.constraints, program.definitions, types)
    for subject in _spoken_of(program, sought.expr):
        question = asked("", [subject], program.definitions, constraints, subject.site)
        ready = Asked(program, question)
        readings = {name: option for name, option in witness.readings.items() if name in question.readings}
        try:
            case = ready.case(facts, witness.as_of, readings)
        except CaseImpossible:
            continue
        (answer,) = ready.tried(case).answers.values()
        told = expected(answer, subject.type, sought.law)
        if told is not None:
            name = short(subject.name, sought.law)
            yield f"{name} {_sign(answer, subject.type)}{told}"


def _spoken_of(program: Program, expr: Expr) -> Iterator[Subject]:
    """What a claim speaks of that can be asked about, each once."""
    names = dict.fromkeys(node.name.subject for node in walk(expr) if isinstance(node, Ref))
    for name in names:
        subject = program.subjects.get(name)
        if subject is not None and subject.about is None:
            yield subject


def _sign(answer: Answer[object], type_: Type) -> str:
    if answer.verdict is not Verdict.VALUE:
        return ""
    bare = type_.inner if isinstance(type_, OrNone) else type_
    return "is " if isinstance(bare, OneOfType) and answer.value is not None else "= "


def expected(answer: Answer[object], type_: Type, law: str) -> str | None:
    """What the cell of a `then` column says; None where none can say it."""
    if answer.verdict is Verdict.VALUE:
        return cell(answer.value, type_)
    if answer.verdict is Verdict.BARRED:
        bars = ", ".join(short(name, law) for name in answer.barred_by)
        return f"barred by {bars}" if bars else "barred"
    if answer.verdict is Verdict.FAULT:
        fault = answer.fault
        return "conflict" if isinstance(fault, Conflict) else "gap" if isinstance(fault, Gap) else "fault"
    return WORDS.get(answer.verdict)


def cell(value: object, type_: Type) -> str | None:
    """A value in a cell of a table of cases; None where it has no place in one."""
    bare = type_.inner if isinstance(type_, OrNone) else type_
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, frozenset | tuple) and isinstance(bare, SetType | ListType):
        if not value:
            return "empty"
        ordered = value if isinstance(value, tuple) else sorted(value, key=str)
        members = [cell(one, bare.element) for one in ordered]
        known = [one for one in members if one is not None]
        if len(known) < len(members):
            return None
        return known[0] if len(known) == 1 else f"({', '.join(known)})"
    return None if isinstance(value, RecordValue) else written(value, bare)


def short(name: str, law: str) -> str:
    """A name as it stands on the page of a law."""
    return within_law(name) if law_of(name) == law else name
