"""Every definition of a program as plain total expressions."""

from collections.abc import Mapping
from typing import assert_never

from attrs import evolve, frozen

from qanun.core import rules
from qanun.core.explicit.agreement import Candidate, agreed
from qanun.core.explicit.forms import NO, YES, every, negated
from qanun.core.explicit.lists import Rows, in_list, quantified
from qanun.core.explicit.operators import applied
from qanun.core.explicit.outcomes import (
    Lack,
    Mark,
    Outcome,
    conjunction,
    disjunction,
    how_many,
    is_none,
    lack,
    negation,
    only,
    sure,
    truth,
)
from qanun.core.explicit.parts import ExplicitDefinition, asked_of, made
from qanun.core.explicit.sets import applied as applied_to_sets
from qanun.core.explicit.sets import begin, choice_of_sets, set_of, stated
from qanun.core.explicit.sharing import Sharing
from qanun.core.explicit.total import Apply, Field, Stated
from qanun.core.explicit.walk import free_locals
from qanun.core.names import Name
from qanun.core.resting import in_order
from qanun.core.rules import Definition, Expr, Local, Program
from qanun.core.typing import type_of, type_of_definition
from qanun.typed.types import INTEGER, MOMENT, NOTHING, YES_NO, ListType, OrNone, RecordType, SetType, Type

Scope = Mapping[str, Outcome]
"""What locals stand for."""


Explicit = Mapping[Name, ExplicitDefinition]
"""The explicit form of every definition of a program."""


def explicit(program: Program) -> Explicit:
    """Of every definition, each after those that it names."""
    done: dict[Name, ExplicitDefinition] = {}
    for name in in_order(program, (one.name for one in program.definitions.values())):
        _Writer(program, done, Sharing()).define(program.definitions[name])
    return done


@frozen(eq=False)
class _Writer:
    program: Program
    done: dict[Name, ExplicitDefinition]
    sharing: Sharing

    def define(self, definition: Definition) -> None:
        """One definition, after those that it names."""
        begin()
        scope = {thing.name: _of_type(Outcome(YES, thing), thing.type) for thing in definition.things}
        found = self.outcome(definition.body, scope)
        if type_of_definition(definition) == YES_NO:  # its body may be none where the law has asked for that
            found = _as_truth(found)
        found = _located(found, definition.name)
        self.done[definition.name] = made(definition, found, self.sharing)

    def outcome(self, expr: Expr, scope: Scope) -> Outcome:
        """What an expression comes to."""
        return self.sharing.outcome(_of_type(self._outcome(expr, scope), type_of(expr)))

    def _outcome(self, expr: Expr, scope: Scope) -> Outcome:
        match expr:
            case rules.Const() | rules.Reading() | rules.AsOf():
                return Outcome(YES, expr)
            case rules.FactOf():
                return _stated(expr, type_of(expr))
            case rules.Ref(name, about):
                return self._definition(name, [self.outcome(thing, scope) for thing in about])
            case rules.Local(name):
                return scope[name]
            case rules.FieldOf(record, name):
                return self._field(self.outcome(record, scope), name, type_of(expr))
            case rules.All(parts):
                return conjunction([self.condition(part, scope) for part in parts])
            case rules.Any(parts):
                return disjunction([self.condition(part, scope) for part in parts])
            case rules.Not(part):
                return negation(self.condition(part, scope))
            case rules.HowMany(parts):
                return how_many([self.condition(part, scope) for part in parts])
            case rules.If(condition, then, otherwise):
                branches = self.outcome(then, scope), self.outcome(otherwise, scope)
                return choice_of_sets(self.condition(condition, scope), *_alike(*branches))
            case rules.Agree():
                return self._agreement(expr, scope)
            case rules.Apply():
                return self._application(expr, scope)
            case rules.Over():
                return self._quantified(expr, scope)
            case rules.SetOf(members):
                return set_of(
                    [(self.outcome(m.value, scope), self.condition(m.condition, scope)) for m in members]
                )
            case rules.Silent(silence):
                return _never(only("silent", YES, Mark("silent", silence, YES)))
            case rules.InConflict(others):
                marks = [Mark("in conflict", other, YES) for other in others]
                return _never(lack((NO, NO, YES, NO), marks))
            case rules.Gap(subject) | rules.NoVersion(subject):
                name = f"{type(expr).__name__} {subject}"
                return _never(only("fault", YES, Mark("fault", name, YES, place=subject)))
            case never:
                assert_never(never)

    def condition(self, expr: Expr, scope: Scope) -> Outcome:
        """What an expression comes to that is asked for yes or no."""
        return _as_truth(self.outcome(expr, scope))

    def _definition(self, name: Name, about: list[Outcome]) -> Outcome:
        definition, found = self.program.definitions[name], self.done[name]
        is_asked = all(thing.known == YES for thing in about)
        if is_asked and found.outcome.members is None:
            return asked_of(found, tuple(thing.value for thing in about))
        scope = dict(zip(definition.locals, about, strict=True))
        written = _located(self.outcome(definition.body, scope), name)
        if not is_asked:
            return written
        return evolve(asked_of(found, tuple(thing.value for thing in about)), members=written.members)

    def _field(self, record: Outcome, name: str, type_: Type) -> Outcome:
        absent = every(record.known, is_none(record))
        there = every(record.known, negated(is_none(record)))
        found = _stated(Field(record.value, name), type_)
        return in_list(evolve(record, no=None), absent, found) if there != YES else found

    def _agreement(self, expr: rules.Agree, scope: Scope) -> Outcome:
        values = _alike(
            *(self.outcome(value, scope) for value in (*(c.value for c in expr.cases), expr.otherwise))
        )
        cases = [
            Candidate(case.name, self.condition(case.condition, scope), value, case.value)
            for case, value in zip(expr.cases, values, strict=False)
        ]
        last = Candidate("", sure(YES), values[-1], expr.otherwise)
        when = [(p.one, p.other, self.condition(p.condition, scope)) for p in expr.declared_when]
        return agreed(cases, last, expr.declared, when, expr.subject, self.sharing)

    def _application(self, expr: rules.Apply, scope: Scope) -> Outcome:
        assert expr.operator != "as of"
        operands = [self.outcome(operand, scope) for operand in expr.operands]
        of_moment = _bare(type_of(expr.operands[0])) == MOMENT
        plain = _of_type(applied(expr.operator, operands, type_of(expr) == YES_NO, of_moment), type_of(expr))
        return applied_to_sets(expr.operator, operands, plain)

    def _quantified(self, expr: rules.Over, scope: Scope) -> Outcome:
        items = self.outcome(expr.items, scope)
        local = _apart(expr.local, scope)
        listed = type_of(expr.items)
        bare = _bare(listed)
        element = bare.element if isinstance(bare, ListType) else listed
        inner = {**scope, expr.local: _of_type(Outcome(YES, Local(local, element)), element)}
        nothing = None if expr.if_none is None else self.outcome(expr.if_none, scope)
        body = self.outcome(expr.body, inner)
        if expr.kind in ("some", "every"):
            body = _as_truth(body)
        found = quantified(
            expr.kind, Rows(local, items.value), self.condition(expr.where, inner), body, nothing
        )
        return in_list(items, every(items.known, is_none(items)), found)


def _apart(local: str, scope: Scope) -> str:
    """A name for a local that no other in reach bears."""
    taken = {name for one in scope.values() for name in free_locals(one.value)}
    name, number = local, 2
    while name in taken or (name != local and name in scope):
        name, number = f"{local} {number}", number + 1
    return name


def _bare(type_: Type) -> Type:
    return type_.inner if isinstance(type_, OrNone) else type_


def _stated(of: rules.FactOf | Field, type_: Type) -> Outcome:
    """What a case states, or that it does not."""
    whole = Stated(of)
    missing = only("unknown", negated(whole))
    if type_ == YES_NO:
        return truth(every(whole, of), every(whole, negated(of)), missing)
    members = stated(of, missing) if isinstance(_bare(type_), SetType) else None
    if members is not None and isinstance(type_, OrNone):
        members = evolve(
            members, present=every(members.present, negated(every(whole, Apply("is none", (of,)))))
        )
    return Outcome(whole, of, missing, members=members)


def _of_type(outcome: Outcome, type_: Type) -> Outcome:
    """The same, with what its type tells."""
    if type_ == YES_NO and outcome.no is None:
        yes = every(outcome.known, outcome.value) if outcome.known != NO else NO
        outcome = evolve(outcome, value=yes, no=every(outcome.known, negated(yes)))
    return evolve(
        outcome,
        integer=_bare(type_) == INTEGER,
        has_records=_has_records(type_),
        may_be_none=isinstance(type_, OrNone) or type_ == NOTHING,
    )


def _has_records(type_: Type) -> bool:
    bare = _bare(type_)
    return isinstance(bare, RecordType) or (isinstance(bare, ListType) and _has_records(bare.element))


def _as_truth(outcome: Outcome) -> Outcome:
    """What is asked for yes or no; none, where the rule has asked for it before, is as good as no."""
    if outcome.no is not None:
        return outcome
    yes = every(outcome.known, negated(is_none(outcome)), outcome.value)
    return truth(yes, every(outcome.known, negated(yes)), outcome.lack)


def _alike(*branches: Outcome) -> tuple[Outcome, ...]:
    """The same, where one that never has a value bears yes and no if others do."""
    if all(one.no is not None or one.known == NO for one in branches):
        return tuple(evolve(one, value=NO, no=NO) if one.known == NO else one for one in branches)
    typed = next(one for one in branches if one.no is None and one.known != NO)

    def like(one: Outcome) -> Outcome:
        if one.known != NO:
            return evolve(one, no=None)
        return evolve(one, no=None, integer=typed.integer, value=typed.value)

    return tuple(like(one) for one in branches)


def _never(lacking: Lack) -> Outcome:
    return Outcome(NO, rules.Const(None), lacking)


def _located(outcome: Outcome, name: Name) -> Outcome:
    """The faults that name no place bear that of the definition."""
    marks = (
        evolve(m, place=name) if m.kind == "fault" and m.place is None else m for m in outcome.lack.marks
    )
    return evolve(outcome, lack=lack(outcome.lack.kinds, marks))
