"""Writes statements of plain Python: what a definition's value takes that one expression cannot say."""

from collections.abc import Sequence
from typing import assert_never

from qanun.core import rules
from qanun.core.rules import Expr
from qanun.targets.python.defined import can_be_undecided
from qanun.targets.python.layout import INDENT, WIDTH, Call, Code, Joined, flat
from qanun.targets.python.loops import over, set_of
from qanun.targets.python.pieces import (
    NOT,
    OR,
    Unsupported,
    Value,
    asked,
    conditional,
)
from qanun.targets.python.plain import RESULT, Writer
from qanun.targets.python.types import type_of
from qanun.typed.types import (
    ListType,
    OrNone,
    RecordType,
    Type,
)

UNDECIDED = rules.Silent | rules.InConflict | rules.Gap | rules.NoVersion


class FunctionWriter(Writer):
    """Writes one function, all of it."""

    def assign(self, expr: Expr, target: str, wanted: Type | None = None) -> None:
        """Write statements that give `target` the value of an expression."""
        _assign(self, expr, target, wanted)


def _assign(writer: Writer, expr: Expr, target: str, wanted: Type | None) -> None:
    expr = plainer(expr)
    match expr:
        case rules.If() | rules.Agree() if not _is_inline(writer, expr):
            _settled(writer, expr, target, wanted)
        case rules.Over():
            over(writer, expr, target)
        case rules.SetOf(members):
            set_of(writer, members, target, wanted)
        case rest:
            one_value: rules.Plain | rules.Ref | rules.Local = rest
            writer.give(target, _one_value(writer, one_value, wanted).code)


def _one_value(writer: Writer, expr: Expr, wanted: Type | None) -> Value:
    """A value that is set as it is."""
    match expr:
        case rules.Silent() | rules.InConflict() | rules.Gap() | rules.NoVersion():
            raise Unsupported("never has a value")
        case rules.FactOf() | rules.FieldOf() | rules.Ref() if wanted and not isinstance(wanted, OrNone):
            return writer.there(expr, wanted)
        case rules.All() | rules.Any() | rules.If() | rules.FactOf() | rules.FieldOf() | rules.Ref():
            return writer.value(expr, wanted)
        case rules.Const() | rules.Reading() | rules.AsOf() | rules.Local():
            return writer.value(expr, wanted)
        case rules.Not() | rules.Apply() | rules.HowMany() | rules.Agree() | rules.SetOf() | rules.Over():
            return writer.value(expr, wanted)
        case never:
            assert_never(never)


def plainer(expr: Expr) -> Expr:
    """One ground alone is a conditional."""
    if isinstance(expr, rules.Agree) and len(expr.cases) == 1:
        case = expr.cases[0]
        return rules.If(case.condition, case.value, expr.otherwise)
    return expr


def _is_inline(writer: Writer, expr: Expr) -> bool:
    """Whether a conditional is short."""
    return isinstance(expr, rules.If) and writer.is_short(expr)


# --- conditionals and grounds -----------------------------------------------------------------------------


def _settled(writer: Writer, expr: Expr, target: str, wanted: Type | None) -> None:
    """A chain of branches."""
    if target == RESULT:
        writer.annotation(expr, wanted)
        _branch(writer, expr, target, wanted)
        return
    undecided = " | Undecided" if target in writer.final and can_be_undecided(expr) else ""
    if undecided:
        writer.module.use("qanun.runtime.outcomes.undecided", "Undecided")
    writer.put(f"{target}: {writer.annotation(expr, wanted)}{undecided}")
    _branch(writer, expr, target, wanted)


def declined(writer: Writer, expr: Expr, target: str) -> str | None:
    """Why an outcome is left to the general evaluation, if it is."""
    said = isinstance(expr, rules.Silent | rules.InConflict) and target in writer.final
    return _why(expr) if isinstance(expr, UNDECIDED) and not said else None


def _why(expr: rules.Silent | rules.InConflict | rules.Gap | rules.NoVersion) -> str:
    """Why there is no value, for who reads the code."""
    if isinstance(expr, rules.Silent):
        return f"the law is silent: {expr.silence}"
    if isinstance(expr, rules.InConflict):
        return f"in conflict with {', '.join(expr.others)}"
    return "no rule says" if isinstance(expr, rules.Gap) else "no version in force"


def _branch(writer: Writer, expr: Expr, target: str, wanted: Type | None) -> None:
    """One branch: it sets the target, or declines."""
    expr = plainer(expr)
    why = declined(writer, expr, target)
    if why is not None:
        writer.decline(why)
        return
    match expr:
        case rules.Silent() | rules.InConflict():
            writer.give(target, writer.module.outcome(expr))
        case rules.If() if not _is_inline(writer, expr):
            _conditional(writer, expr, target, wanted)
        case rules.Agree():
            _grounds(writer, expr, target, wanted)
        case rest:
            one_value: rules.Plain | rules.Ref | rules.Local | rules.Over = rest
            _assign(writer, one_value, target, wanted)


def _conditional(writer: Writer, expr: rules.If, target: str, wanted: Type | None) -> None:
    """A chain of conditions as far as each is one expression."""
    cases: list[Branch] = []
    certain: frozenset[Expr] = frozenset()
    rest: Expr = expr
    while isinstance(rest, rules.If) and (not cases or _continues(writer, rest, target)):
        cases.append((writer.value(rest.condition), rest.then, asked(rest.condition, True)))
        certain |= asked(rest.condition, False)
        rest = rest.otherwise
    _chain(writer, cases, rest, target, wanted, certain)


def _continues(writer: Writer, expr: rules.If, target: str) -> bool:
    return writer.is_simple(expr.condition) and declined(writer, expr.then, target) is None


Branch = tuple[Value, Expr, frozenset[Expr]]
"""A condition, what holds where it does, and what is no none there."""


def _chain(
    writer: Writer,
    cases: Sequence[Branch],
    otherwise: Expr,
    target: str,
    wanted: Type | None,
    certain: frozenset[Expr] = frozenset(),
    follows: bool = False,
) -> None:
    """`if … elif … else`; a branch that declines comes first, so that nothing follows a return in vain.

    `follows`: an `if` that sets the target already stands before.
    """
    going: list[Branch] = []
    for case in cases:
        why = None if follows else declined(writer, case[1], target)
        if why is None:
            going.append(case)
            continue
        writer.put("if ", case[0].code, after=":")
        with writer.block():
            writer.decline(why)
    if not going:
        _branch(writer, otherwise, target, wanted)
        return
    if target == RESULT:
        _given(writer, _combined(going), otherwise, wanted, certain)
        return
    for number, (value, then, known) in enumerate(_combined(going)):
        writer.put("elif " if number or follows else "if ", value.code, after=":")
        with writer.block(known):
            _branch(writer, then, target, wanted)
    writer.put("else:")
    with writer.block(certain):
        _branch(writer, otherwise, target, wanted)


def _given(
    writer: Writer, cases: Sequence[Branch], otherwise: Expr, wanted: Type | None, certain: frozenset[Expr]
) -> None:
    """What the function gives: of the first condition that holds, else the rest.

    The choice of two values is one expression where it fits, and always where they are yes and no.
    """
    choice = _choice(writer, cases[-1], otherwise, wanted, certain)
    if choice is not None and {cases[-1][1], otherwise} != {rules.Const(True), rules.Const(False)}:
        fits = len(f"{INDENT * writer.depth}return {flat(choice)}") <= WIDTH
        choice = choice if fits and len(cases) == 1 else None
    for condition, then, known in cases if choice is None else cases[:-1]:
        writer.put("if ", condition.code, after=":")
        with writer.block(known):
            _branch(writer, then, RESULT, wanted)
    if choice is not None:
        writer.give(RESULT, choice)
        return
    before = writer.certain
    writer.certain |= certain
    _branch(writer, otherwise, RESULT, wanted)
    writer.certain = before


def _choice(
    writer: Writer, case: Branch, otherwise: Expr, wanted: Type | None, certain: frozenset[Expr]
) -> Code | None:
    """`A if C else B` of two values that stand as they are."""
    condition, then, known = case
    found: list[Value] = []
    for expr, sure in ((plainer(then), known), (plainer(otherwise), certain)):
        if isinstance(expr, UNDECIDED | rules.If | rules.Over) or not writer.is_simple(expr):
            return None
        with writer.block(sure):
            found.append(_one_value(writer, expr, wanted))
    return conditional(condition, *found)


def _combined(cases: Sequence[Branch]) -> list[Branch]:
    """Neighbours that give the same are one branch."""
    found: list[Branch] = []
    for value, then, known in cases:
        if found and found[-1][1] == then:
            before = found.pop()[0]
            either = Joined("or", (before.at(OR if before.level == OR else NOT), value.at(NOT)))
            found.append((Value(either, OR), then, frozenset()))
        else:
            found.append((value, then, known))
    return found


def _grounds(writer: Writer, expr: rules.Agree, target: str, wanted: Type | None) -> None:
    """The value of the one ground that holds; where two hold, the general evaluation compares them."""
    cases, otherwise = expr.cases, expr.otherwise
    conditions = [writer.atom(case.condition) for case in cases]
    same = {case.value for case in cases}
    is_declared = bool(expr.declared or expr.declared_when)
    if len(same) == 1 and isinstance(cases[0].value, rules.Const) and not is_declared:
        either = Joined("or", tuple(condition.at(NOT) for condition in conditions))
        one = Value(either, OR) if len(conditions) > 1 else conditions[0]
        _chain(writer, [(one, cases[0].value, frozenset())], otherwise, target, wanted)
        return
    alike = not is_declared and all(_is_at_hand(writer, case.value) for case in cases)
    if len(conditions) > 1:
        several = Joined(">", (Call("sum", (Call("", tuple(c.code for c in conditions)),)), "1"))
        writer.put("if ", several, after=":")
        with writer.block():
            if alike:
                _agreed(writer, conditions, cases, target, wanted)
            else:
                writer.decline("several grounds")
    branches: list[Branch] = [
        (condition, case.value, frozenset()) for condition, case in zip(conditions, cases, strict=True)
    ]
    _chain(writer, branches, otherwise, target, wanted, follows=alike and len(conditions) > 1)


def _is_at_hand(writer: Writer, expr: Expr) -> bool:
    """Whether a value can be looked at also where its ground does not hold, and compared as it stands: of a
    record something may be unknown."""
    if isinstance(expr, rules.Const):
        return True
    named = isinstance(expr, rules.FactOf) or (isinstance(expr, rules.Ref) and not expr.about)
    kind = type_of(expr, writer.module.classes)
    return named and not isinstance(kind, OrNone | RecordType | ListType)


def _agreed(
    writer: Writer, conditions: Sequence[Value], cases: Sequence[rules.Case], target: str, wanted: Type | None
) -> None:
    """The one value of several grounds that hold; where they differ, the general evaluation tells of it."""
    pairs = [
        Call("", (condition.code, writer.value(case.value, wanted).code))
        for condition, case in zip(conditions, cases, strict=True)
    ]
    agreed = writer.module.use("qanun.runtime.questions.questions", "agreed")
    writer.give(target, Call(agreed, (Call("", tuple(pairs)),)))
