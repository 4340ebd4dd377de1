"""Which states the clauses of a norm can tell, and the types of `due of` and `end of`."""

from collections.abc import Iterator

from qanun.resolved.declare import Placed
from qanun.resolved.lookup import spoken as spoken_kind
from qanun.resolved.model import Declaration, Resolved
from qanun.resolved.walk import asked_name, clauses_of
from qanun.syntax import tree
from qanun.typed import norm_kinds
from qanun.typed.agree import strip
from qanun.typed.context import Context
from qanun.typed.inference import Inference
from qanun.typed.operators import HOURS, or_none
from qanun.typed.types import (
    BROKEN,
    DATE,
    LIMIT,
    MOMENT,
    NOTHING,
    PERIOD,
    YES_NO,
    DurationType,
    ListType,
    OrNone,
    SetType,
    Type,
)

_TIMED = ("pending", "fulfilled", "fulfilled late", "breached")
STATES = frozenset({*_TIMED, "not applicable", "barred", "done", "not done", "in force", "expired"})


def carriers(norm: Declaration, resolved: Resolved) -> Iterator[tuple[Declaration, tree.Clauses]]:
    """The clauses of a norm, of its grounds, and of the exceptions that replace clauses of any of these."""
    versions = resolved.versions.get(norm, (norm,))
    for one in (*versions, *resolved.grounds_of.get(norm, ())):
        clauses = clauses_of(one.item)
        if clauses is not None:
            yield one, clauses
        for exception in resolved.exceptions_to.get(one, ()):
            clauses = clauses_of(exception.item)
            if clauses is not None:
                yield exception, clauses


def check_state(subject: tree.Expression, word: str, with_: Inference) -> None:
    """Report a state that is asked of no norm, or that no clause of the norm can tell."""
    context, name = with_.context, asked_name(subject)
    target = context.resolved.target(name)
    if name is not None and name not in context.resolved.meaning and name not in context.resolved.unresolved:
        return
    if target is None or not target.is_norm:
        what = "no norm" if target is None else spoken_kind(target.kind)
        context.report(norm_kinds.HAS_NO_STATE, subject.span, name=subject.span.words, what=what, state=word)
        return
    if with_.infer(subject) == BROKEN:
        return
    why, remedy = _never(target, word, context)
    if why:
        context.report(
            norm_kinds.STATE_NEVER_TOLD, subject.span, name=target.short, state=word, why=why, remedy=remedy
        )


def check_empty(subject: tree.Expression, with_: Inference) -> bool:
    """Whether `is empty` asks a set or a list; asked of a rule, except in its own silence, it is reported."""
    context = with_.context
    target = context.resolved.target(asked_name(subject))
    found = with_.definite(subject)
    if isinstance(found, SetType | ListType):
        return True
    if found != BROKEN and (target is None or target is not context.silenced):
        context.report(norm_kinds.EMPTY_OUT_OF_PLACE, subject.span, name=subject.span.words)
    return False


def can_be_barred(norm: Declaration, resolved: Resolved) -> bool:
    """Whether an exception that replaces no clause, or a priority, can defeat a norm.

    What could not be read may have been such an exception.
    """
    if resolved.may_say_more(norm):
        return True
    exceptions = [clauses_of(one.item) for one in resolved.exceptions_to.get(norm, ())]
    defeats = any(
        one is not None and all(part is None for part in (one.term, one.until, one.punishable))
        for one in exceptions
    )
    return defeats or norm in resolved.priorities_over


def _never(norm: Declaration, word: str, context: Context) -> tuple[str, str]:
    """Why a norm never has a state, and what would mend it; empty where it can."""
    clauses = clauses_of(norm.item)
    if word == "barred" and not can_be_barred(norm, context.resolved):
        return "no exception defeats it and nothing prevails over it", "write the exception that bars it"
    if clauses is None or word in ("barred", "not applicable"):
        return "", ""
    every = [found for _, found in carriers(norm, context.resolved)]
    if norm.kind == "obligation":
        done = clauses.fulfilled_by
        dated = done is not None and context.typed.type_of(done) != YES_NO
        timed = any(one.term is not None for one in every)
        return _never_done(norm.short, clauses, word, timed, dated)
    if word in ("in force", "expired"):
        if word == "expired" and not any(one.until is not None for one in every):
            return "only what runs `until` something expires", "give it `until …`"
        return "", ""
    if norm.kind == "prohibition" and word == "breached":
        if clauses.breached_by is None:
            return "whether a prohibition was broken is a fact that must be named", "add `breached by …`"
        return "", ""
    return f"{spoken_kind(norm.kind)} is in force, expired, barred or not applicable", "ask for one of these"


def _never_done(name: str, clauses: tree.Clauses, word: str, timed: bool, dated: bool) -> tuple[str, str]:
    if word in ("in force", "expired"):
        asked = "`pending`, `fulfilled` or `breached`" if timed else "`done` or `not done`"
        others = f", or for {asked}" if clauses.fulfilled_by is not None else ""
        remedy = f"ask for `{name}` alone, which holds where the duty applies{others}"
        return "an obligation is pending, fulfilled, breached, done or not done", remedy
    if clauses.fulfilled_by is None:
        return "whether a duty was done is a fact that must be named", "add `fulfilled by …`"
    if word in _TIMED and not timed:
        return (
            "without a term a duty is done or not done, never late",
            "give it a term, or ask for `not done`",
        )
    if word not in _TIMED and timed:
        return "a duty with a term is pending, fulfilled, fulfilled late or breached", "ask for one of these"
    if word == "fulfilled late" and not dated:
        return "a yes or no tells only that it was done in time", "record when it was done"
    return "", ""


def is_punished(target: Declaration, resolved: Resolved) -> bool:
    """Whether an offence, or a ground of it, says how it is punished."""
    carried = (clauses for one, clauses in carriers(target, resolved) if one.kind != "exception")
    return any(clauses.punishable is not None for clauses in carried)


def limit_type(node: tree.Phrase, with_: Inference) -> Type:
    """A date or a moment, or none: `due of N`, `end of N`. A limit or none where exceptions mix them.

    `end of P` of a period is its last day, none while it is still running.
    """
    (argument,) = node.arguments
    resolved = with_.context.resolved
    target = resolved.target(asked_name(argument))
    what = "term" if node.word == "due" else "`until`"
    if target is None or not target.is_norm:
        found = with_.infer(argument)
        if node.word == "end" and found == PERIOD:
            with_.context.typed.operators[node] = "end of period"
            return OrNone(DATE)
        if found != BROKEN:
            with_.context.report(norm_kinds.NO_TERM, node.span, name=argument.span.words, what=what)
        return BROKEN
    if with_.infer(argument) == BROKEN:
        return BROKEN
    ends: set[Type] = set()
    for one, clauses in carriers(target, resolved):
        term = clauses.term if node.word == "due" else clauses.until
        if term is not None:
            ends.add(_end(term, with_.aside(_place(one))))
    if not ends:
        return with_.context.report(norm_kinds.NO_TERM, node.span, name=target.short, what=what)
    if BROKEN in ends:
        return BROKEN
    return or_none(ends.pop() if len(ends) == 1 else LIMIT)


def _place(declaration: Declaration) -> Placed:
    item = declaration.item
    assert not isinstance(item, tree.Bullet | tree.Option | tree.Member)
    return Placed(item, declaration.module)


def _end(term: tree.Term, with_: Inference) -> Type:
    """Where a term ends: a moment after hours, a date after days; else what its event is.

    BROKEN where the term is mistaken.
    """
    event = strip(with_.infer(term.event))
    if term.duration is None:
        return event if event in (DATE, MOMENT) else BROKEN
    length = with_.infer(term.duration)
    if (
        not isinstance(length, DurationType)
        or event not in (DATE, MOMENT, NOTHING)
        or (length == HOURS and event == DATE)
    ):
        return BROKEN
    return MOMENT if length == HOURS else DATE
