"""The clauses that an exception can replace: value, term, until, punishable."""

from qanun.core.builder import Builder
from qanun.core.rules import Agree, Apply, AsOf, Case, Const, Expr, Ref
from qanun.core.translate import Setting, measure, translate
from qanun.resolved.model import Declaration
from qanun.runtime.values import Penalties, PenaltyRange
from qanun.syntax import tree


def limit(term: tree.Term, at: Setting) -> Expr:
    """The end of a term. Of `within` and `until … after` an event later than `as_of` has not happened."""
    event = translate(term.event, at)
    zone = Const(at.zone)
    if term.form in ("within", "until after"):
        assert term.duration is not None
        happened = Apply("happened", (event, AsOf(), zone))
        return Apply("limit after", (translate(term.duration, at), happened, zone, Const(at.rounding)))
    return Apply("limit at", (event, Const(term.form != "before")))


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


def replaces(clauses: tree.Clauses) -> bool:
    """Whether an exception with these clauses replaces one of its target's, rather than defeating it."""
    return any(c is not None for c in (clauses.value, clauses.term, clauses.until, clauses.punishable))


def replacement(exception: Declaration, clause: str, builder: Builder) -> Expr:
    """What an exception puts in the place of a clause, itself subject to exceptions."""
    item = exception.item
    assert isinstance(item, tree.Exception_)
    own = clause_value(exception, item.clauses, clause, builder)
    assert own is not None
    return replaced(exception, clause, own, builder)


def replaced(target: Declaration, clause: str, own: Expr, builder: Builder) -> Expr:
    """A clause as the exceptions to `target` that replace it leave it."""
    cases = tuple(
        Case(e.name, Ref(e.name), replacement(e, clause, builder))
        for e in builder.exceptions(target)
        if isinstance(e.item, tree.Exception_) and getattr(e.item.clauses, clause) is not None
    )
    return Agree(_rule_of(target, builder), cases, own) if cases else own


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
    declaration: Declaration, clauses: tree.Clauses, clause: str, builder: Builder
) -> Expr | None:
    """The core expression of one replaceable clause (value, term, until, punishable), or None where it is
    unset."""
    at = builder.setting(declaration)
    if clause == "value":
        return None if clauses.value is None else translate(clauses.value, at)
    if clause == "punishable":
        return None if clauses.punishable is None else Const(penalties(clauses.punishable, at))
    term = clauses.term if clause == "term" else clauses.until
    return None if term is None else limit(term, at)
