"""What is written in vain: grounds that others cover, exceptions that always bite, terms that are over when
they begin, norms that nobody can keep, versions of a rule that leave days between them."""

from collections.abc import Iterator, Sequence

from qanun.core.names import Aspect, Name
from qanun.core.rules import (
    Agree,
    All,
    Any,
    Apply,
    AsOf,
    Case,
    Const,
    Definition,
    Expr,
    If,
    Local,
    Not,
    NoVersion,
    Program,
    Ref,
    Subject,
)
from qanun.core.typing import type_of_definition
from qanun.core.walk import walk
from qanun.runtime.qualified import law_of
from qanun.runtime.values.states import State
from qanun.typed.types import YES_NO
from qanun.verify.conflicts import settled, thing_of
from qanun.verify.never import bounds_the_day, days_apart, without_collision


def as_ref(definition: Definition) -> Ref:
    """A definition, of the things that it is about."""
    return Ref(definition.name, definition.things, type_of_definition(definition))


def one_thing(norm: Subject) -> tuple[Local, ...]:
    """The thing of which a norm is asked, if it is about some."""
    thing = thing_of(norm)
    return () if thing is None else (Local("thing", thing),)


# --- grounds ----------------------------------------------------------------------------------------------


def covered(program: Program) -> Iterator[tuple[Definition, Expr]]:
    """Each ground beside others that have the same to say, and that it holds where none of them does."""
    for definition in program.definitions.values():
        name = definition.name
        if name.about is not None or name.raw or name.unless:
            continue
        for group in _groups(definition, program):
            for one in group:
                others = (Not(other.condition) for other in group if other is not one)
                yield program.definitions[one.name], All((one.condition, *others))


def _groups(definition: Definition, program: Program) -> Iterator[Sequence[Case]]:
    """The grounds of equal rank with the same value: of a rule by value, of a norm those that open it."""
    if definition.role == "value":
        for node in walk(definition.body):
            if isinstance(node, Agree):
                by_value: dict[Expr, list[Case]] = {}
                for case in node.cases:
                    by_value.setdefault(case.value, []).append(case)
                yield from (group for group in by_value.values() if len(group) > 1)
    elif definition.role == "opened" and definition.name.aspect is Aspect.OPENED:
        head = program.definitions.get(definition.name.with_aspect(Aspect.ITSELF))
        if head is None or head.role != "applies" or _say_more(definition.name, program):
            return
        parts = definition.body.parts if isinstance(definition.body, Any) else ()
        grounds = [
            one for one in parts if isinstance(one, Ref) and program.definitions[one.name].role == "ground"
        ]
        if len(grounds) > 1:
            yield [Case(one.name, one, Const(True)) for one in grounds]


def _say_more(norm: Name, program: Program) -> bool:
    """Whether grounds of a norm have terms, penalties or parties of their own."""
    subject = program.subjects.get(norm.subject)
    found = [
        program.definitions.get(norm.with_aspect(one)) for one in (Aspect.DUE, Aspect.END, Aspect.PENALTIES)
    ]
    agreeing = any(isinstance(node, Agree) for one in found if one is not None for node in walk(one.body))
    return agreeing or (subject is not None and bool(subject.bearers or subject.determined))


# --- exceptions -------------------------------------------------------------------------------------------


def always_biting(program: Program) -> Iterator[tuple[Definition, Expr]]:
    """Each exception, and that what it excepts from is open and it does not hold, on a day of its own."""
    for definition in program.definitions.values():
        if definition.role != "bites" or definition.name.aspect is not Aspect.BITES or definition.name.raw:
            continue
        body = without_collision(definition.body)
        *carved, own = body.parts if isinstance(body, All) else (body,)
        if carved and isinstance(own, Ref):
            days, _ = days_apart(own, program)
            yield definition, All((*sorted(days, key=str), *carved, Not(own)))


# --- terms and deeds --------------------------------------------------------------------------------------


def over_at_once(program: Program) -> Iterator[tuple[Definition, Expr]]:
    """Each norm with a term, and that it applies before its term is over."""
    for subject in program.subjects.values():
        if subject.due is not None or subject.end is not None:
            running = State.PENDING if subject.kind == "obligation" else State.IN_FORCE
            yield from _in_state(program, subject, running)


def kept(program: Program) -> Iterator[tuple[Definition, Expr]]:
    """Each duty and prohibition of which a deed is on record, and that it is kept."""
    for subject in program.subjects.values():
        if subject.kind == "obligation":
            yield from _in_state(program, subject, State.FULFILLED)
            yield from _in_state(program, subject, State.DONE)
        elif subject.kind == "prohibition" and Name(subject.name, State.BREACHED) in program.definitions:
            yield from _in_state(program, subject, State.IN_FORCE)


def _in_state(program: Program, subject: Subject, state: State) -> Iterator[tuple[Definition, Expr]]:
    found = program.definitions.get(Name(subject.name, state))
    if found is not None:
        yield found, as_ref(found)


def torn(program: Program) -> Iterator[tuple[Subject, Subject, Expr]]:
    """Each duty and prohibition of one deed, and that the duty's time is over while it is still forbidden.

    Pairs of which one prevails, or a collision is declared, are left out.
    """
    forbidding = [one for one in program.subjects.values() if one.kind == "prohibition"]
    by_deed: dict[Expr, list[Subject]] = {}
    for one in forbidding:
        for deed in _deeds(program, one, State.BREACHED):
            by_deed.setdefault(deed, []).append(one)
    for duty in program.subjects.values():
        if duty.kind != "obligation":
            continue
        for deed in _deeds(program, duty, State.BREACHED, State.DONE, State.FULFILLED):
            for other in by_deed.get(deed, ()):
                expr = _while_forbidden(program, duty, other)
                if expr is not None and not settled(program, duty, other):
                    yield duty, other, expr


def _deeds(program: Program, norm: Subject, *states: State) -> set[Expr]:
    """What is on record of a deed, as the states of a norm ask for it."""
    found: set[Expr] = set()
    for state in states:
        definition = program.definitions.get(Name(norm.name, state))
        parts = definition.body.parts if definition is not None and isinstance(definition.body, All) else ()
        bare = (one.part if isinstance(one, Not) and not _is_happened(one) else one for one in parts)
        found |= {one for one in bare if _is_deed(one)}
    return found


def _is_happened(expr: Expr) -> bool:
    """Whether it says that an event has happened."""
    inner = expr.part if isinstance(expr, Not) else None
    if not isinstance(inner, Apply) or inner.operator != "is none":
        return False
    return isinstance(inner.operands[0], Apply) and inner.operands[0].operator == "happened"


def _is_deed(expr: Expr) -> bool:
    return _is_happened(expr) or not isinstance(expr, Ref | Not | Apply | All | Any | Const)


def _while_forbidden(program: Program, duty: Subject, other: Subject) -> Expr | None:
    """That both apply, and neither lets the other wait; None where the duty has no end and the other has."""
    if thing_of(duty) != thing_of(other) or (duty.due is None and other.end is not None):
        return None
    things = one_thing(duty)
    zone = Const(program.laws[law_of(duty.name)].time_zone)
    parts: list[Expr] = [Ref(duty.answer, things, YES_NO), Ref(other.answer, things, YES_NO)]
    if duty.due is not None:
        parts.append(_passed(program, duty.due, things, zone))
    if other.end is not None:
        parts.append(Not(_passed(program, other.end, things, zone)))
    return All(tuple(parts))


def _passed(program: Program, limit: Name, things: tuple[Local, ...], zone: Const) -> Expr:
    return Apply(
        "limit passed", (Ref(limit, things, type_of_definition(program.definitions[limit])), AsOf(), zone)
    )


# --- versions ---------------------------------------------------------------------------------------------


def between_versions(program: Program) -> Iterator[tuple[Definition, Expr]]:
    """Each definition that has no value on days of no version, and that the day lies between two versions."""
    for definition in program.definitions.values():
        name = definition.name
        if not name.raw and any(isinstance(node, NoVersion) for node in walk(definition.body)):
            versions = list(_versions(definition.body))
            starts = [bounds["from"] for bounds in versions if "from" in bounds]
            ends = [bounds["to"] for bounds in versions if "to" in bounds]
            first = [min(starts, key=str)] if len(starts) == len(versions) else []
            last = [max(ends, key=str)] if len(ends) == len(versions) else []
            yield definition, All((*first, *last))


def _versions(body: Expr) -> Iterator[dict[str | None, Expr]]:
    """The bounds of the days of each version, where it has any on that side."""
    while isinstance(body, If):
        parts = body.condition.parts if isinstance(body.condition, All) else (body.condition,)
        yield {bounds_the_day(part): part for part in parts}
        body = body.otherwise
