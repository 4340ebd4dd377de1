"""The clauses of rules, norms, grounds and exceptions: which stand where, and of what type."""

from datetime import date
from fractions import Fraction
from functools import reduce
from typing import assert_never

from qanun.diagnostics.model import Fix
from qanun.resolved.lookup import spoken as spoken_kind
from qanun.resolved.model import NORM_KINDS, Declaration, Meaning, Resolved
from qanun.resolved.towers import HIGHEST
from qanun.resolved.walk import clauses_of, every
from qanun.syntax import tree
from qanun.text import Span
from qanun.typed import kinds, norm_kinds
from qanun.typed.agree import spoken, strip
from qanun.typed.amounts import amount_of
from qanun.typed.expressions import Checker
from qanun.typed.model import type_of_thing
from qanun.typed.narrow import NOTHING_KNOWN, Known, settled
from qanun.typed.operators import HOURS
from qanun.typed.types import (
    AUTHORITY,
    BROKEN,
    DATE,
    MIXED_DURATION,
    MOMENT,
    NOTHING,
    YES_NO,
    DurationType,
    OrNone,
    Type,
)
from qanun.typed.waivers import check_waivers, wider

_BOUND = ("obligation", "prohibition", "power")


def check_clauses(declaration: Declaration, clauses: tree.Clauses, checker: Checker) -> None:
    """Everything that a rule, norm, ground or exception says."""
    astray = _in_place(declaration, clauses, checker)
    known = NOTHING_KNOWN
    if isinstance(declaration.item, tree.Exception_):
        known = _where_it_bites(declaration.item, checker.context.resolved)
    checker.context.valued = value_type(declaration, checker)
    for clause in clauses.written:  # `when` stands before what holds where it does
        if isinstance(clause, tree.When):
            checker.condition(clause.condition)
            known |= settled(clause.condition, True, checker.context.resolved)
        elif type(clause) not in astray:
            _clause(clause, known, checker)
    _whole(declaration, clauses, checker)


def _clause(clause: tree.Clause, known: Known, checker: Checker) -> None:
    """The types in a clause; `known` is what is not none where it counts."""
    match clause:
        case tree.On(bodies=bodies) | tree.By(bodies=bodies) | tree.Towards(bodies=bodies):
            check_bodies(bodies, checker)
        case tree.When(condition=condition):
            checker.condition(condition)
        case tree.Value(value=value):
            with checker.context.knowing(known):
                checker.require(value, checker.context.valued)
        case tree.FirstRow(columns=columns):
            for column in columns:
                checker.infer(column)
        case tree.Otherwise(value=value):
            checker.require(value, checker.context.valued)
        case tree.Within(term=term) | tree.Until(term=term):
            with checker.context.knowing(known):
                _term(term, checker)
        case tree.Punishable(penalties=penalties):
            _penalties(penalties, checker)
        case tree.FulfilledBy() | tree.ExercisedBy() | tree.BreachedBy():
            _record(clause, checker)
        case tree.Determined():
            _determined(clause, checker)
        case tree.OfAct() | tree.Weighing() | tree.AlsoStates() | tree.InForceClause():
            pass  # names that the resolver has looked up, and days
        case never:
            assert_never(never)


def value_type(declaration: Declaration, checker: Checker) -> Type:
    """The type of the values that a rule, its grounds and the exceptions to these state."""
    at: Declaration | None = declaration
    passed: set[Declaration | None] = set()
    while at is not None and at not in passed and _states_for_another(at):
        if len(passed) > 2 * HIGHEST:
            return BROKEN  # a tower of exceptions that is told elsewhere
        passed.add(at)
        if isinstance(at.item, tree.Exception_):
            at = next(iter(checker.context.resolved.targets(at.item.to)), None)
        else:
            at = at.owner
    found = checker.context.declared(at) if at is not None else None
    return found if found is not None else BROKEN


def _states_for_another(declaration: Declaration) -> bool:
    """Whether its values are those of what it belongs to, or of what it excepts from."""
    return declaration.kind in ("ground", "limb", "member") or isinstance(declaration.item, tree.Exception_)


def _where_it_bites(exception: tree.Exception_, resolved: Resolved, depth: int = 8) -> Known:
    """What is not none where something of what it excepts from is opened: there alone its clauses count."""
    found: list[Known] = []
    for target in resolved.targets(exception.to) if depth else ():
        grounds = resolved.grounds_of.get(target, ())
        opened = [target, *(one for one in grounds if not _is_determined(one))]
        written = [one.item.value if isinstance(one.item, tree.Bullet) else _when(one) for one in opened]
        ways = [settled(when, True, resolved) for when in written if when is not None]
        if len(opened) > 1 and written[0] is None:
            opened = opened[1:]  # the head alone opens nothing beside its grounds
        known = reduce(frozenset.intersection, ways) if ways and len(ways) == len(opened) else NOTHING_KNOWN
        if isinstance(target.item, tree.Exception_):
            known |= _where_it_bites(target.item, resolved, depth - 1)
        found.append(known)
    return reduce(frozenset.intersection, found) if found else NOTHING_KNOWN


def _is_determined(ground: Declaration) -> bool:
    clauses = clauses_of(ground.item)
    return clauses is not None and clauses.determined is not None


def _when(declaration: Declaration) -> tree.Expression | None:
    clauses = clauses_of(declaration.item)
    return clauses.when if clauses is not None else None


# --- what stands where ------------------------------------------------------------------------------------


def _in_place(declaration: Declaration, clauses: tree.Clauses, checker: Checker) -> set[type[tree.Clause]]:
    """A ground has what its rule or norm has; an exception its conditions and what it replaces.

    Gives the clauses of an exception that replace nothing.
    """
    allowed = _allowed(declaration)
    if allowed is None:
        return set()
    what = spoken_kind(declaration.kind)
    if _is_determined(declaration):
        what = "a ground that is determined"
    elif declaration.owner is not None:
        what = f"{what} of {spoken_kind(declaration.owner.kind)}"
    for clause in clauses.written:
        if not isinstance(clause, allowed):
            words = clause.term.form if isinstance(clause, tree.Within | tree.Until) else clause.WORD
            checker.context.report(norm_kinds.CLAUSE_OUT_OF_PLACE, clause.span, clause=words, what=what)
    if declaration.kind != "exception":
        return set()
    check_waivers(declaration, checker)
    return _replaces(declaration, clauses, checker)


_CONDITIONS = (tree.On, tree.Towards, tree.When, tree.AlsoStates, tree.InForceClause)
"""What every ground and exception can have."""


def _allowed(declaration: Declaration) -> tuple[type[tree.Clause], ...] | None:
    if declaration.kind == "exception":
        return (*_CONDITIONS, *tree.REPLACEABLE)
    if declaration.kind != "ground" or declaration.owner is None:
        return None
    own: dict[str, tuple[type[tree.Clause], ...]] = {
        "rule": (tree.Value,),
        "offence": (tree.Within, tree.Until, tree.Punishable),
    }
    if _is_determined(declaration):
        own["rule"] = ()
    return (tree.Determined, *_CONDITIONS, *own.get(declaration.owner.kind, (tree.Within, tree.Until)))


def _replaces(exception: Declaration, clauses: tree.Clauses, checker: Checker) -> set[type[tree.Clause]]:
    """Report the clauses that not each of an exception's targets sets."""
    assert isinstance(exception.item, tree.Exception_)
    astray: set[type[tree.Clause]] = set()
    for clause in clauses.written:
        if not isinstance(clause, tree.Replaceable):
            continue
        words = clause.term.form if isinstance(clause, tree.Within | tree.Until) else clause.WORD
        for target in checker.context.resolved.targets(exception.item.to):
            if not _sets(target, type(clause), checker.context.resolved):
                name = f"{target.owner.short}.{target.short}" if target.owner is not None else target.short
                remedy = f"give `{name}` the clause, or take it out here"
                astray.add(type(clause))
                if target.kind == "member":
                    remedy = "take it out here, and add a member with its own `when`"
                elif isinstance(clause, tree.Value) and declared_yes_no(target, checker):
                    remedy = f"take it out here: without a clause the exception makes `{name}` not apply"
                    if isinstance(clause.value, tree.YesNo) and clause.value.value:
                        remedy = wider(exception, target)
                checker.context.report(
                    norm_kinds.REPLACES_NOTHING, clause.span, target=name, clause=words, remedy=remedy
                )
                break
    return astray


def declared_yes_no(target: Declaration, checker: Checker) -> bool:
    """Whether what is excepted from has no value but that it applies or not."""
    return checker.context.declared(target) == YES_NO


def _sets(target: Declaration, clause: type[tree.Clause], resolved: Resolved) -> bool:
    own = clauses_of(target.item)
    if own is not None and own.one(clause) is not None:
        return True
    return any(_sets(ground, clause, resolved) for ground in resolved.grounds_of.get(target, ()))


def _whole(declaration: Declaration, clauses: tree.Clauses, checker: Checker) -> None:
    """What a rule must say: its value; a norm: whom it concerns."""
    resolved = checker.context.resolved
    if resolved.may_say_more(declaration):
        return  # a ground that says it may be among what could not be read
    grounds = resolved.grounds_of.get(declaration, ())
    silent = (BROKEN,) if _fills(declaration) else (YES_NO, BROKEN)
    if declaration.kind in ("rule", "ground") and value_type(declaration, checker) not in silent:
        says = any(one is not None for one in (clauses.value, clauses.first_row, clauses.determined))
        says = says or _left(declaration)
        stated = says or (grounds and clauses.when is None)
        owner = declaration.owner
        of_norm = owner is not None and owner.kind in NORM_KINDS
        if not (stated or of_norm or _value_in_condition(clauses.when, checker)):
            told = owner if owner is not None and _fills(declaration) else declaration
            checker.context.report(norm_kinds.NO_VALUE_STATED, declaration.span, name=told.short)
    if declaration.kind in _BOUND:
        named = [clauses, *(found for ground in grounds if (found := clauses_of(ground.item)) is not None)]
        if not any(one.on is not None or one.by is not None for one in named):
            checker.context.report(norm_kinds.NOBODY_BOUND, declaration.span, name=declaration.short)


def _left(declaration: Declaration) -> bool:
    """Whether the law leaves its value to another."""
    return isinstance(declaration.item, tree.Rule) and declaration.item.left_to is not None


def _fills(declaration: Declaration) -> bool:
    """Whether it fills a value that a law leaves to another: then it states one, be it yes or no."""
    return isinstance(declaration.item, tree.Ground) and declaration.item.filled_by is not None


def _value_in_condition(when: tree.Expression | None, checker: Checker) -> bool:
    """Whether a condition has a mistaken `is …`, which may have been meant as the value."""
    typed = checker.context.typed
    parts = every(when) if when is not None else ()
    return any(
        part not in typed.operators or typed.types.get(part.what) == BROKEN
        for part in parts
        if isinstance(part, tree.Is) and not isinstance(part.what, tree.StateWord)
    )


# --- types of clauses -------------------------------------------------------------------------------------


def check_bodies(bodies: tree.Bodies | None, checker: Checker) -> None:
    """Each fact among the bodies names an authority."""
    for name in bodies.names if bodies is not None else ():
        meaning = checker.context.resolved.meaning.get(name)
        target = checker.context.resolved.target(name)
        if meaning is None or (target is not None and target.kind != "fact"):
            if target is not None and target.kind == "authority":
                checker.context.typed.values[name] = target.short
            continue
        found = checker.infer(tree.Refer(name.span, name))
        if strip(found) not in (AUTHORITY, BROKEN):
            checker.context.report(norm_kinds.NO_BODY, name.span, name=name, found=spoken(found))


def _term(term: tree.Term, checker: Checker) -> None:
    event = strip(checker.infer(term.event))
    if event not in (DATE, MOMENT, NOTHING, BROKEN):
        wanted = "a date or a moment"
        checker.context.report(
            norm_kinds.TERM_OF_NOTHING, term.event.span, wanted=wanted, found=spoken(event)
        )
        event = BROKEN
    if term.duration is None:
        return
    length = checker.definite(term.duration)
    _length(term.duration, checker)
    if length == MIXED_DURATION:
        return
    if length == HOURS and event == DATE:
        checker.context.report(kinds.HOURS_TO_DATE, term.duration.span)
    elif length != BROKEN and not isinstance(length, DurationType):
        checker.context.report(
            kinds.WRONG_TYPE, term.duration.span, found=spoken(length), wanted="a duration"
        )


def _length(duration: tree.Expression, checker: Checker) -> None:
    """A term that is written out runs for a while, and ends within the calendar."""
    amount = amount_of(duration)
    if not isinstance(amount, Fraction):
        return
    fault = "ends where it begins" if amount == 0 else "ends before it begins"
    if amount > 0:
        if amount < MOST_DAYS:
            return
        fault = f"ends in no year up to {date.max.year}"
    words = " ".join(duration.span.words.split())
    checker.context.report(norm_kinds.TERM_LENGTH, duration.span, length=words, fault=fault)


MOST_DAYS = date.max.toordinal()
"""No term has more days; of hours or months so many are within any need of a law."""


def _penalties(written: tree.Penalties, checker: Checker) -> None:
    for one in (limits for alternative in written.alternatives for limits in alternative):
        low = checker.infer(one.low) if one.low is not None else None
        high = checker.infer(one.high)
        if checker.amount(one.kind, one.high, high) and low is not None and one.low is not None:
            if low != high:
                checker.mismatch(one.low, low, high)
            elif _count(one.low) > _count(one.high):
                whole = one.low.span.to(one.high.span)
                meant = f"{one.high.span.words} to {one.low.span.words}"
                fix = Fix(whole, meant, f"write `{meant}`")
                checker.context.report(norm_kinds.PENALTY_ORDER, one.span, fix=fix, penalty=one.kind)


_FACTORS = {"hours": 1, "days": 1, "weeks": 7, "months": 1, "years": 12}


def _count(node: tree.Expression) -> Fraction:
    """How much a literal amount is, in its unit."""
    match node:
        case tree.MoneyAmount(digits=digits):
            return Fraction(digits)
        case tree.DurationText(parts=parts):
            return sum((Fraction(count) * _FACTORS[unit] for count, unit in parts), Fraction(0))
        case _:
            return Fraction(0)


def _record(clause: tree.Recording, checker: Checker) -> None:
    """A fact by which something is on record: a date, a moment, or yes or no."""
    name = clause.name
    found = _told(clause, checker)
    if strip(found) not in (DATE, MOMENT, YES_NO, BROKEN) or found == NOTHING:
        checker.context.report(
            norm_kinds.NO_RECORD,
            name.span,
            clause=clause.WORD,
            wanted="a date, a moment, or a yes or no",
            name=name,
            found=spoken(found),
        )


def _told(clause: tree.Telling, checker: Checker) -> Type:
    """The type of what a clause names that tells something of the norm."""
    name, thing = clause.name, clause.thing
    meaning = checker.context.resolved.meaning.get(name)
    if meaning is None:
        return BROKEN
    told = tree.Refer(name.span, name)
    if thing is not None:
        span = Span(name.span.text, name.span.start, thing.span.end)
        return checker.infer(tree.OfOne(span, told, tree.Refer(thing.span, thing)))
    return _of_its_thing(meaning, checker) or checker.infer(told)


def _determined(clause: tree.Determined, checker: Checker) -> None:
    """What is determined is a value of the rule, or none where nothing is."""
    wanted, found = checker.context.valued, _told(clause, checker)
    if BROKEN in (wanted, found) or (found == OrNone(wanted) and not isinstance(wanted, OrNone)):
        return
    checker.context.report(
        norm_kinds.NOT_DETERMINED,
        clause.name.span,
        name=clause.name,
        found=spoken(found),
        wanted=spoken(wanted),
    )


def _of_its_thing(meaning: Meaning, checker: Checker) -> Type | None:
    """The type of a definition about the same thing as the norm, which such a clause takes of that thing."""
    resolved = checker.context.resolved
    own, target = resolved.by_node.get(checker.context.placed.item), meaning.target
    if own is None or not isinstance(target, Declaration) or meaning.fields:
        return None
    one, other = resolved.about.get(own), resolved.about.get(target)
    if one is None or other is None:
        return None
    typed = checker.context.typed
    same = type_of_thing(one, typed) == type_of_thing(other, typed)
    return checker.context.declared(target) if same else None
