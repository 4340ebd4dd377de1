"""The clauses that an exception can replace: value, term, until, punishable."""

from collections.abc import Sequence
from itertools import product
from typing import assert_never

from qanun.core.builder import NO, YES, Builder, both
from qanun.core.names import Name
from qanun.core.rules import Agree, Apply, AsOf, Case, Const, DeclaredWhen, Expr, Ref
from qanun.core.translate import Setting, measure, reference, translate
from qanun.resolved.model import Declaration
from qanun.runtime.values.penalties import Penalties, PenaltyRange
from qanun.syntax import tree

Kind = type[tree.Replaceable]


def limit(term: tree.Term, at: Setting) -> Expr:
    """The end of a term. Of `within` an event later than `as_of` has not happened; elsewhere it counts."""
    event = translate(term.event, at)
    zone = Const(at.zone)
    match term.form:
        case "within" | "until after" as form:
            assert term.duration is not None
            if form == "within":
                event = Apply("happened", (event, AsOf(), zone))
            return Apply("limit after", (translate(term.duration, at), event, zone, Const(at.rounding)))
        case "until" | "before" | "no later than" as form:
            return Apply("limit at", (event, Const(form != "before")))
        case never:
            assert_never(never)


def penalties(written: tree.Penalties, at: Setting) -> Penalties:
    """The ranges and alternatives as a value."""
    return Penalties(
        tuple(
            tuple(
                PenaltyRange(r.kind, None if r.low is None else measure(r.low, at), measure(r.high, at))
                for r in alternative
            )
            for alternative in written.alternatives
        )
    )


def told(clause: tree.Telling, at: Setting) -> Expr:
    """What a clause names that tells something of the norm; where that is about a thing, of that thing."""
    named = reference(clause.name, at)
    if not isinstance(named, Ref) or clause.thing is None:
        return named
    return Ref(named.name, (reference(clause.thing, at),))


def replaces(clauses: tree.Clauses) -> bool:
    """Whether an exception with these clauses replaces one of its target's, rather than defeating it."""
    return any(isinstance(clause, tree.Replaceable) for clause in clauses.written)


def replacement(exception: Declaration, clause: Kind, builder: Builder) -> Expr:
    """What an exception puts in the place of a clause, itself subject to exceptions."""
    item = exception.item
    assert isinstance(item, tree.Exception_)
    own = clause_value(exception, item.clauses, clause, builder)
    assert own is not None
    return replaced(exception, clause, own, builder)


def replaced(target: Declaration, clause: Kind, own: Expr, builder: Builder) -> Expr:
    """A clause as the exceptions to `target` that replace it leave it."""
    replacing = [
        e
        for e in builder.exceptions(target)
        if isinstance(e.item, tree.Exception_) and e.item.clauses.one(clause) is not None
    ]
    if not replacing:
        return own
    cases = tuple(Case(name := Name(e.name), Ref(name), replacement(e, clause, builder)) for e in replacing)
    return agreeing(_rule_of(target, builder), cases, own, replacing, builder)


def agreeing(
    subject: str, cases: tuple[Case, ...], otherwise: Expr, sides: Sequence[Declaration], builder: Builder
) -> Expr:
    """The value on which cases agree; a clash of two `sides` that a collision declares is answered in
    conflict."""
    always: list[tuple[Name, Name]] = []
    sometimes: list[DeclaredWhen] = []
    resolved = builder.typed.resolved
    of_head: dict[Declaration, list[Declaration]] = {}
    for side in sides:
        of_head.setdefault(resolved.head_of.get(side, side), []).append(side)
    for head, versions in of_head.items():
        for collision in resolved.collisions_of.get(head, ()):
            right = None if isinstance(collision.right, str) else resolved.target(collision.right)
            if right is None or resolved.target(collision.left) is not head:
                continue
            condition = both(builder.holds(collision))
            for side, other in product(versions, of_head.get(right, ())):
                if condition == YES:
                    always.append((Name(side.name), Name(other.name)))
                elif condition != NO:
                    sometimes.append(DeclaredWhen(Name(side.name), Name(other.name), condition))
    return Agree(subject, cases, otherwise, tuple(always), tuple(sometimes))


def _rule_of(target: Declaration, builder: Builder) -> str:
    """The rule or norm to which a ground, bullet or exception belongs in the end."""
    while target.kind in ("ground", "limb", "exception"):
        if target.kind == "exception":
            assert isinstance(target.item, tree.Exception_)
            target = builder.typed.resolved.targets(target.item.to)[0]
        else:
            assert target.owner is not None
            target = target.owner
    return target.name


def clause_value(
    declaration: Declaration, clauses: tree.Clauses, clause: Kind, builder: Builder
) -> Expr | None:
    """The core expression of one replaceable clause, or None where it is unset."""
    at = builder.setting(declaration)
    match clauses.one(clause):
        case None:
            return None
        case tree.Value(value=value):
            return translate(value, at)
        case tree.Punishable(penalties=written):
            return Const(penalties(written, at))
        case tree.Within(term=term) | tree.Until(term=term):
            return limit(term, at)
        case never:
            assert_never(never)
