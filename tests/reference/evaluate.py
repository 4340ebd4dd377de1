"""What a program means: the reference evaluator. Slow and obvious; every target is tested against it.

Each expression yields a `Finding`: a value of the runtime, or an undecided outcome (unknown, faulty, in
conflict,
silent), with its basis: the names of the definitions and readings on which it rests. Nothing is lazy and
nothing is
raised: a fault is an outcome like any other, and an answer that does not depend on it never sees it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import assert_never

from attrs import define, evolve, field, frozen
from qanun.core import rules
from qanun.core.rules import Definition, Expr, Program, Question
from qanun.runtime.faults import Conflict, Fault, Gap, NoVersion
from qanun.runtime.operators.operator_rows import OPERATORS, lacks
from qanun.runtime.outcomes.undecided import Faulty, NotKnown, Pulled, Quiet, merge
from qanun.runtime.outcomes.unnamed import Unnamed, compared
from qanun.runtime.values.facts import CaseRecord
from qanun.runtime.values.sets import PartialSet
from qanun.runtime.values.show import show
from qanun.runtime.values.unknown import UNKNOWN

from reference.agreement import Weighed, agreed
from reference.findings import (
    BOUNDED,
    NOTHING,
    Basis,
    Finding,
    added,
    bounds,
    conjunction,
    disjunction,
    highest,
    how_many,
    negation,
    remaining,
    resting,
    union,
)
from reference.open_sets import applied, choice_of_sets, partly_known, set_of

ABSENT = Finding(Faulty(()))
"""What is asked of a none where the rule has asked before whether it is none: it can decide nothing."""


@frozen
class Thing:
    """What a local stands for: its value (or undecided outcome), what that rests on, and the facts (as a bit
    mask) through which it was found."""

    value: object
    mask: int
    basis: Basis = NOTHING


@define
class Case:
    """One case under evaluation: facts by qualified name (absent: unknown), the moment, the readings
    chosen."""

    program: Program
    question: Question
    facts: dict[str, object]
    as_of: datetime | None
    readings: Mapping[str, str]
    locals: dict[str, Thing] = field(factory=dict)
    known: "Known" = field(factory=dict)

    def mask(self, fact: str) -> int:
        """The bit of a fact: its place in the order in which the question asks."""
        return 1 << self.question.facts.index(fact)


Known = dict[tuple[str, *tuple[Thing, ...]], Finding]
"""What definitions were found to be, by name and the things they are asked about."""


def evaluate(expr: Expr, case: Case) -> Finding:
    """The finding of one expression in a case."""
    match expr:
        case rules.Ref(name, about):
            return _definition(name, about, case)
        case rules.FactOf(name):
            return _fact(name, case)
        case rules.Const(value):
            return Finding(value)
        case rules.Apply(operator, operands):
            return _application(operator, [evaluate(operand, case) for operand in operands], expr, case)
        case rules.All(parts):
            return conjunction([evaluate(part, case) for part in parts])
        case rules.Any(parts):
            return disjunction([evaluate(part, case) for part in parts])
        case rules.Not(part):
            return negation(evaluate(part, case))
        case rules.If(condition, then, otherwise):
            branches = evaluate(then, case), evaluate(otherwise, case)
            return choice_of_sets(evaluate(condition, case), *branches)
        case rules.Local(name):
            return Finding(case.locals[name].value, case.locals[name].basis)
        case rules.FieldOf():
            return _field(expr, case)
        case rules.Agree():
            return _agreement(expr, case)
        case rules.HowMany(parts):
            return how_many([evaluate(part, case) for part in parts])
        case rules.Over():
            return _quantified(expr, case)
        case rules.SetOf(members):
            return set_of([(evaluate(m.condition, case), evaluate(m.value, case)) for m in members])
        case rules.Reading(name):
            return Finding(case.readings[name], frozenset({f"reading {name}"}))
        case rules.AsOf():
            return Finding(case.as_of)
        case rules.Silent(silence):
            return Finding(Quiet((silence,)))
        case rules.InConflict(others):
            return Finding(Pulled(others))
        case rules.Gap(subject, candidates):
            return Finding(_fault(Gap(candidates), subject, case))
        case rules.NoVersion(subject, days):
            return Finding(_fault(NoVersion(days), subject, case))


NO_PROGRAM = Program({}, {}, {}, {}, {}, (), {}, {}, {}, (), (), "")
NO_QUESTION = Question("", "", (), (), (), (), (), (), False, rules.Site("", 0))


def without_case(expr: Expr) -> Finding:
    """The finding of an expression that asks for no fact, reading, moment or definition."""
    return evaluate(expr, Case(NO_PROGRAM, NO_QUESTION, {}, None, {}))


# --- facts and definitions --------------------------------------------------------------------------------


def _fact(name: str, case: Case) -> Finding:
    return _stated(case.facts.get(name, UNKNOWN), case.mask(name))


def _stated(value: object, mask: int) -> Finding:
    """What the case states, in facts of this mask; unknown where it does not, or only in part."""
    if isinstance(value, PartialSet):
        return partly_known(value, _not_known(mask))
    if isinstance(value, Unnamed):
        return Finding(_not_known(mask), unnamed=value)
    return Finding(_not_known(mask) if value is UNKNOWN else value)


def _not_known(mask: int) -> NotKnown:
    """One fact (or several that count as one) is missing: it could settle the matter either way."""
    return NotKnown(yes=mask, no=mask, all=mask)


def _sources(expr: Expr, case: Case) -> int:
    """The facts through which an expression reaches a record or a list."""
    match expr:
        case rules.FactOf(name):
            return case.mask(name)
        case rules.Local(name):
            return case.locals[name].mask
        case rules.FieldOf(record, _):
            return _sources(record, case)
        case rules.Apply(_, operands):
            return _all_sources(operands, case)
        case rules.If(_, then, otherwise):
            return _all_sources((then, otherwise), case)
        case rules.Ref(name, about):
            definition = case.program.definitions[name]
            return _sources(definition.body, evolve(case, locals=_things(definition, about, case)))
        case rules.Agree(cases=cases, otherwise=otherwise):
            return _all_sources((*(one.value for one in cases), otherwise), case)
        case rules.Const() | rules.Reading() | rules.AsOf() | rules.Over() | rules.SetOf():
            return 0
        case rules.All() | rules.Any() | rules.Not() | rules.HowMany():
            return 0
        case rules.Silent() | rules.InConflict() | rules.Gap() | rules.NoVersion():
            return 0
        case never:
            assert_never(never)


def _all_sources(operands: Sequence[Expr], case: Case) -> int:
    mask = 0
    for operand in operands:
        mask |= _sources(operand, case)
    return mask


def _field(expr: rules.FieldOf, case: Case) -> Finding:
    record = evaluate(expr.record, case)
    if not record.decided:
        return evolve(record, unnamed=None)
    if record.value is None:
        return ABSENT
    cell = getattr(record.value, _attribute(record.value, expr.name))
    return resting(_stated(cell, _sources(expr.record, case)), record.basis)


def _attribute(record: object, name: str) -> str:
    """What the field of a record is called: a generated class may call it otherwise than its law."""
    facts = record.FACTS if isinstance(record, CaseRecord) else ()
    return next((fact.name for fact in facts if fact.key == name), f"of {name}")


def _definition(name: str, about: Sequence[Expr], case: Case) -> Finding:
    definition = case.program.definitions[name]
    things = _things(definition, about, case) if about else {}
    key: tuple[str, *tuple[Thing, ...]] = (name, *things.values())
    if key not in case.known:
        alone = case if case.locals == things else evolve(case, locals=things)
        case.known[key] = _named(definition, alone)
    return case.known[key]


def _things(definition: Definition, about: Sequence[Expr], case: Case) -> dict[str, Thing]:
    """The things that a definition is asked about, by its locals."""
    found = [(evaluate(thing, case), _sources(thing, case)) for thing in about]
    things = [Thing(finding.value, mask, finding.basis) for finding, mask in found]
    return dict(zip(definition.locals, things, strict=True))


def _named(definition: Definition, case: Case) -> Finding:
    """The finding of a definition, which adds itself to the basis and gives a fault in it its place."""
    finding = resting(evaluate(definition.body, case), frozenset({definition.name}))
    if not isinstance(finding.value, Faulty):
        return finding
    place = f"{definition.site.path}:{definition.site.line}"
    faults = (f.located(definition.name, definition.provisions, place) for f in finding.value.faults)
    return evolve(finding, value=Faulty(tuple(faults)))


def _fault(fault: Fault, subject: str, case: Case) -> Faulty:
    """A fault of a rule, in its place."""
    rule = case.program.subjects[subject]
    return Faulty((fault.located(rule.name, rule.provisions, f"{rule.site.path}:{rule.site.line}"),))


# --- agreement of grounds ---------------------------------------------------------------------------------


def _agreement(expr: rules.Agree, case: Case) -> Finding:
    """The one value of all cases that hold; see `rules.Agree`."""

    def weighed(name: str, condition: Finding, value: Expr) -> Weighed:
        return Weighed(name, condition, evaluate(value, case), _sources(value, case), value)

    found = [weighed(c.name, evaluate(c.condition, case), c.value) for c in expr.cases]
    otherwise = weighed("", Finding(True), expr.otherwise)

    def conflict(clashing: Sequence[Weighed]) -> Faulty:
        definitions = case.program.definitions
        grounds = tuple((c.name, show(c.value.value), definitions[c.name].provisions) for c in clashing)
        return _fault(Conflict(grounds), expr.subject, case)

    when = [(p.one, p.other, evaluate(p.condition, case)) for p in expr.declared_when]
    return agreed(found, otherwise, expr.declared, when, conflict)


# --- operators, lists and sets ----------------------------------------------------------------------------


def _application(operator: str, operands: Sequence[Finding], expr: rules.Apply, case: Case) -> Finding:
    """An operator needs all its operands; only bounds can decide a comparison before."""
    basis = union(operands)
    if all(operand.decided for operand in operands):
        if lacks(operator, [operand.value for operand in operands]):
            return ABSENT
        try:
            value = OPERATORS[operator](*(operand.value for operand in operands))
        except Fault as fault:
            return Finding(Faulty((fault,)), basis)
        return Finding(value, basis)
    if any(operand.members is not None for operand in operands):
        found = applied(operator, operands)
        if found is not None:
            return found
    if any(operand.unnamed is not None for operand in operands):
        values = [operand.value for operand in operands]
        differs = compared(operator, values, [operand.unnamed for operand in operands])
        if differs is not None:
            return Finding(differs, basis)
    undecided = [operand for operand in operands if not operand.decided]
    outcome = Finding(merge([operand.value for operand in undecided]), union(undecided))
    if len(operands) == 2:
        one, other = bounds(operands[0]), bounds(operands[1])
        if one is not None and other is not None:
            verdict = BOUNDED[operator](*one, *other) if operator in BOUNDED else None
            if verdict is not None:
                return Finding(verdict, basis)
            if operator == "+":
                return evolve(outcome, bounds=added(one, other))
    return outcome


def _quantified(expr: rules.Over, case: Case) -> Finding:
    items, things = things_in(expr.items, case)
    if not items.decided:
        return evolve(items, unnamed=None)
    if items.value is None:
        return ABSENT
    rows = []
    for thing in things:
        inner = evolve(case, locals={**case.locals, expr.local: thing})
        rows.append((evaluate(expr.where, inner), evaluate(expr.body, inner)))
    finding = _gather(expr, rows, case)
    return evolve(finding, basis=finding.basis | items.basis)


def things_in(items: Expr, case: Case) -> tuple[Finding, tuple[Thing, ...]]:
    """A list, and its things; none where it is undecided."""
    found = evaluate(items, case)
    mask = _sources(items, case)
    listed = found.value if isinstance(found.value, tuple) else ()
    return found, tuple(Thing(item, mask) for item in listed)


def _gather(expr: rules.Over, rows: Sequence[tuple[Finding, Finding]], case: Case) -> Finding:
    match expr.kind:
        case "some":
            return disjunction([conjunction(row) for row in rows])
        case "every":
            return conjunction([disjunction([negation(where), body]) for where, body in rows])
        case "count":
            return how_many([where for where, _ in rows])
        case "sum" | "largest" | "smallest":
            return _gathered(expr, rows, case)
        case never:
            assert_never(never)


def _gathered(expr: rules.Over, rows: Sequence[tuple[Finding, Finding]], case: Case) -> Finding:
    """The sum, the largest or the smallest of what is said of those that count."""
    kept = [row for row in rows if row[0].value is not False]
    dropped = union([where for where, _ in rows if where.value is False])
    parts = [part for row in kept for part in row]
    if any(not part.decided for part in parts):
        return evolve(remaining(parts), bounds=_total(kept) if expr.kind == "sum" else None)
    values = [body.value for _, body in kept]
    if None in values:
        return ABSENT
    basis = dropped | union(parts)
    if expr.kind == "sum":
        zero = evaluate(expr.if_none, case).value if expr.if_none is not None else 0
        total = zero
        try:
            for value in values:
                total = OPERATORS["+"](total, value)
        except Fault as fault:
            return Finding(Faulty((fault,)), basis)
        return Finding(total, basis)
    if not values:
        assert expr.if_none is not None
        nothing = evaluate(expr.if_none, case)
        return evolve(nothing, basis=nothing.basis | basis)
    best = values[0]
    for value in values[1:]:
        if OPERATORS["<" if expr.kind == "smallest" else ">"](value, best):
            best = value
    return Finding(best, basis)


def _total(kept: Sequence[tuple[Finding, Finding]]) -> tuple[int, int | None] | None:
    """The bounds of a sum of integers: what may count adds its own to one end, or to neither."""
    total: tuple[int, int | None] = (0, 0)
    for where, body in kept:
        own = bounds(body)
        if own is None:
            return None
        total = added(total, own if where.value is True else (min(own[0], 0), highest(own[1], 0)))
    return total
