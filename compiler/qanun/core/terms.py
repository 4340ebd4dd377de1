"""Terms and states. A term's end is a limit; a state is told by one definition for each word a norm can bear.

Of a norm `N`: `N:due`, `N:end` (limits, or none where the end is open), `N:penalties`, `N:authority`,
`N:exercised`,
`N:state`, and `N:breached`, `N:in force` … for each state that its clauses can tell.
"""

from collections.abc import Container

from attrs import evolve

from qanun.core.builder import NO, YES, Builder, both, either, label_of, unless
from qanun.core.clauses import Kind, clause_value, replaced, told
from qanun.core.determined import determinations, opening
from qanun.core.names import Aspect, Name
from qanun.core.rules import (
    Agree,
    Apply,
    AsOf,
    Bearer,
    Case,
    Const,
    Expr,
    If,
    Member,
    Not,
    Ref,
    Role,
    SetOf,
    Subject,
)
from qanun.core.translate import Setting, reference
from qanun.resolved.model import Declaration
from qanun.runtime.values.states import State
from qanun.syntax import tree
from qanun.typed.types import AUTHORITY, LIMIT, PENALTY, TEXT, YES_NO, OrNone, SetType, Type

AnyRule = tree.Rule | tree.Norm
_ROLES: dict[Aspect, Role] = {Aspect.DUE: "due", Aspect.END: "end", Aspect.PENALTIES: "penalties"}
NO_LIMIT = Const(None)


def with_terms(
    rule: Declaration,
    item: AnyRule,
    subject: Subject,
    grounds: list[Name],
    defeated: Expr,
    builder: Builder,
) -> Subject:
    """The subject with all that terms, penalties, bodies and states add to it."""
    due = _clause(rule, item, tree.Within, Aspect.DUE, grounds, builder)
    end = _clause(rule, item, tree.Until, Aspect.END, grounds, builder)
    punished = _clause(rule, item, tree.Punishable, Aspect.PENALTIES, grounds, builder)
    subject = evolve(
        subject,
        due=due,
        end=end,
        penalties=punished,
        authority=_authority(rule, item, builder),
        weighing=tuple(_weighed(weighed, builder) for weighed in item.clauses.weighing),
        exercised=_exercised(rule, item, end, builder),
        bearer=_bearer(rule, item.clauses, builder),
        bearers=_bearers(grounds, builder),
    )
    if isinstance(item, tree.Norm):
        return evolve(subject, state=_states(rule, item, subject, defeated, builder))
    return subject


def _clause(
    rule: Declaration, item: AnyRule, clause: Kind, aspect: Aspect, grounds: list[Name], builder: Builder
) -> Name | None:
    """The definition of a replaceable clause: the exceptions' where they bite, else that on which the grounds
    agree. A ground without the clause has the head's."""
    own = clause_value(rule, item.clauses, clause, builder)
    differs = False
    by_ground = []
    for name in grounds:
        value = own
        ground = builder.typed.resolved.declarations.get(name)
        if ground is not None and isinstance(ground.item, tree.Ground):
            its = clause_value(ground, ground.item.clauses, clause, builder)
            if its is not None:
                value = replaced(ground, clause, its, builder)
                differs = True
        if value is not None:
            by_ground.append(Case(name, Ref(name), value))
    if own is None and not by_ground:
        return None
    body = own if own is not None else NO_LIMIT
    if differs:
        body = Agree(rule.name, tuple(by_ground), body)
    body = replaced(rule, clause, body, builder)
    type_ = PENALTY if clause is tree.Punishable else OrNone(LIMIT)
    return builder.define(rule, _ROLES[aspect], body, aspect, type_=type_).name


def _authority(rule: Declaration, item: AnyRule, builder: Builder) -> Name | None:
    """The bodies that act: named ones as a tuple of names, the one that a fact tells, or a set of both."""
    bodies = item.clauses.by or item.clauses.on
    if bodies is None:
        return None
    at = builder.setting(rule)
    members = []
    for name in bodies.names:
        target = builder.typed.resolved.target(name)
        if target is not None and target.kind == "party":
            continue
        body = reference(name, at)
        perhaps = isinstance(builder.typed.type_of(name), OrNone)
        members.append(Member("", Not(Apply("is none", (body,))) if perhaps else YES, body))
    if not members:
        return None
    named = tuple(str(member.value.value) for member in members if isinstance(member.value, Const))
    type_: Type = TEXT
    all_: Expr = Const(named)
    if len(named) < len(members):
        type_ = TEXT if len(members) == 1 else SetType(AUTHORITY)
        all_ = members[0].value if len(members) == 1 else SetOf(tuple(members))
    return builder.define(rule, "authority", all_, Aspect.AUTHORITY, type_=type_).name


def _bearers(grounds: list[Name], builder: Builder) -> tuple[tuple[str, Bearer], ...]:
    """The bearers that grounds name for themselves."""
    found = []
    for name in grounds:
        ground = builder.typed.resolved.declarations.get(name)
        if ground is not None and isinstance(ground.item, tree.Ground):
            own = _bearer(ground, ground.item.clauses, builder)
            if own is not None:
                found.append((ground.name, own))
    return tuple(found)


def _bearer(declaration: Declaration, clauses: tree.Clauses, builder: Builder) -> Bearer | None:
    """Whose it is, by label: the bodies that act, else those whom it binds or concerns."""
    bodies = clauses.by or clauses.on
    if bodies is None:
        return None
    named = builder.typed.resolved.targets(bodies.names)
    return Bearer(
        tuple(label_of(one, builder.typed) for one in named if one.kind == "party"),
        tuple(label_of(one, builder.typed) for one in named if one.kind != "party"),
    )


def _weighed(weighed: tree.Weighed, builder: Builder) -> str:
    """What is weighed, as people read it."""
    if weighed.label is not None:
        return weighed.label
    finding = builder.typed.resolved.target(weighed.finding)
    assert finding is not None
    return finding.label or finding.short.replace("_", " ")


def _recorded(clause: tree.Recording, at: Setting) -> Expr:
    """That a deed is on record: a yes, or an event that has happened."""
    event = told(clause, at)
    if at.typed.type_of(clause.name) == YES_NO:
        return event
    return Not(Apply("is none", (Apply("happened", (event, AsOf(), Const(at.zone))),)))


def _exercised(rule: Declaration, item: AnyRule, end: Name | None, builder: Builder) -> Name | None:
    """What is on record of a power: its exercise, with or without power, or none."""
    record = item.clauses.one(tree.ExercisedBy)
    if record is None:
        return None
    at = builder.setting(rule)
    within = both([Ref(Name(rule.name)), *_before_the_end(end, record, at)])
    how = If(within, Const("exercised"), Const("exercised without power"))
    body = If(_recorded(record, at), how, NO_LIMIT)
    return builder.define(rule, "exercised", body, Aspect.EXERCISED, type_=OrNone(TEXT)).name


def _before_the_end(end: Name | None, record: tree.Recording, at: Setting) -> tuple[Expr, ...]:
    """That a deed was done before the end of a norm; a yes tells no day, and counts as before."""
    if end is None or at.typed.type_of(record.name) == YES_NO:
        return ()
    return (Apply("in time", (Ref(end), told(record, at), Const(at.zone))),)


# --- states -----------------------------------------------------------------------------------------------


def _states(rule: Declaration, item: tree.Norm, subject: Subject, defeated: Expr, builder: Builder) -> Name:
    """A definition for each state, and the one that says which it is."""
    opened = Ref(opening(rule, builder))
    applies = [opened, *unless([defeated])]
    speaking: Expr = opened
    if determinations(rule, builder):
        applies = [Ref(Name(rule.name, Aspect.APPLIES))]
        speaking = either([*applies, opened])
    words: dict[State, Expr] = {State.NOT_APPLICABLE: Not(speaking), State.BARRED: both([opened, defeated])}
    inner = (
        _duty(rule, item, subject, builder)
        if rule.kind == "obligation"
        else _other(rule, item, subject, builder)
    )
    for word, condition in inner.items():
        words[word] = both([*applies, condition])
    for word, body in words.items():
        builder.define(rule, "state", builder.versioned(rule, body), word)
    possible = [word for word, body in words.items() if body != NO]
    last = possible.pop() if _exhaustive(inner) else None
    chain: Expr = Const(last)
    for word in reversed(possible):
        chain = If(Ref(Name(rule.name, word)), Const(word), chain)
    return builder.define(rule, "state", chain, Aspect.STATE, type_=TEXT).name


def _exhaustive(words: Container[State]) -> bool:
    """Whether one of the states surely holds of a norm that applies; not of a duty none of whose clauses
    tells."""
    return any(word in words for word in (State.IN_FORCE, State.FULFILLED, State.NOT_DONE))


def _passed(limit: Name | None, builder: Builder, rule: Declaration) -> Expr:
    zone = Const(builder.setting(rule).zone)
    return Const(False) if limit is None else Apply("limit passed", (Ref(limit), AsOf(), zone))


def _duty(rule: Declaration, item: tree.Norm, subject: Subject, builder: Builder) -> dict[State, Expr]:
    """The states of an obligation that applies; none can be told where no clause says how it is fulfilled."""
    at = builder.setting(rule)
    passed = _passed(subject.due, builder, rule)
    record = item.clauses.one(tree.FulfilledBy)
    if record is None:
        return {} if subject.due is None else {State.PENDING: Not(passed)}
    done = _recorded(record, at)
    if subject.due is None:
        return {State.DONE: done, State.NOT_DONE: Not(done)}
    open_ = {
        State.BREACHED: both([Not(done), passed]),
        State.PENDING: both([Not(done), Not(passed)]),
    }
    if at.typed.type_of(record.name) == YES_NO:
        return {**open_, State.FULFILLED: done}
    in_time = Apply("in time", (Ref(subject.due), told(record, at), Const(at.zone)))
    return {
        **open_,
        State.FULFILLED: both([done, in_time]),
        State.FULFILLED_LATE: both([done, Not(in_time)]),
    }


def _other(rule: Declaration, item: tree.Norm, subject: Subject, builder: Builder) -> dict[State, Expr]:
    """The states of any other norm that applies."""
    passed = _passed(subject.end, builder, rule)
    act = item.clauses.one(tree.BreachedBy)
    if act is not None:
        at = builder.setting(rule)
        breached = both([_recorded(act, at), *_before_the_end(subject.end, act, at)])
        return {
            State.BREACHED: breached,
            State.EXPIRED: both([Not(breached), passed]),
            State.IN_FORCE: both([Not(breached), Not(passed)]),
        }
    if subject.end is None:
        return {State.IN_FORCE: Const(True)}
    return {State.EXPIRED: passed, State.IN_FORCE: Not(passed)}
