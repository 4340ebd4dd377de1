"""Writes statements of plain Python: what a definition's value takes that one expression cannot say."""

from collections.abc import Sequence
from typing import assert_never

from attrs import evolve

from qanun.core import rules
from qanun.core.rules import Expr
from qanun.core.walk import walk
from qanun.targets.python.layout import Call, Code, Joined
from qanun.targets.python.pieces import (
    NONE,
    NOT,
    OR,
    Mask,
    Unsupported,
    Value,
    asked,
    conjoined,
    negated,
    refusal,
    union,
)
from qanun.targets.python.plain import Writer
from qanun.targets.python.types import BODIES, PENALTIES, STATE, bare
from qanun.typed.types import BROKEN, NOTHING, OrNone, Type

UNDECIDED = rules.Silent | rules.InConflict | rules.Gap | rules.NoVersion


def assign(writer: Writer, expr: Expr, target: str, wanted: Type | None = None, own: Mask = NONE) -> Mask:
    """Write statements that give `target` the value of an expression; what it rests on, with `own` added."""
    expr = plainer(expr)
    match expr:
        case rules.All(parts) | rules.Any(parts) if any(writer.rests(part) for part in parts):
            return _joined(writer, parts, isinstance(expr, rules.All), target, own)
        case rules.If() | rules.Agree() if not _is_inline(writer, expr):
            return _settled(writer, expr, target, wanted, own)
        case rules.Over():
            from qanun.targets.python.loops import over

            return over(writer, expr, target, wanted, own)
        case rules.SetOf(members):
            from qanun.targets.python.loops import set_of

            return set_of(writer, members, target, wanted, own)
        case rules.Silent() | rules.InConflict() | rules.Gap() | rules.NoVersion():
            raise Unsupported
        case rules.FactOf() | rules.FieldOf() | rules.Ref() if wanted and not isinstance(wanted, OrNone):
            value = writer.there(expr, wanted)
            writer.put(f"{target} = ", value.code)
            return value.mask | own
        case rules.All() | rules.Any() | rules.If() | rules.FactOf() | rules.FieldOf() | rules.Ref():
            return _put(writer, expr, target, wanted) | own
        case rules.Const() | rules.Reading() | rules.AsOf() | rules.Local():
            return _put(writer, expr, target, wanted) | own
        case rules.Not() | rules.Apply() | rules.HowMany() | rules.Agree():
            return _put(writer, expr, target, wanted) | own
        case never:
            assert_never(never)


def _put(writer: Writer, expr: Expr, target: str, wanted: Type | None) -> Mask:
    value = writer.value(expr, wanted)
    writer.put(f"{target} = ", value.code)
    return value.mask


def plainer(expr: Expr) -> Expr:
    """One ground alone is a conditional."""
    if isinstance(expr, rules.Agree) and len(expr.cases) == 1:
        case = expr.cases[0]
        return rules.If(case.condition, case.value, expr.otherwise)
    return expr


def _is_inline(writer: Writer, expr: Expr) -> bool:
    """Whether a conditional is short and rests on the same either way."""
    return isinstance(expr, rules.If) and writer.is_short(expr)


def basis(writer: Writer, target: str, mask: Mask) -> None:
    """Note what the target rests on here."""
    writer.put(f"{basis_name(target)} = ", mask.code, basis_of=target)


def basis_name(target: str) -> str:
    return f"{target.rstrip('_')}_basis"


# --- and, or ----------------------------------------------------------------------------------------------


def _joined(writer: Writer, parts: Sequence[Expr], every: bool, target: str, own: Mask) -> Mask:
    """`and`: yes rests on all parts, no on each that is no. `or`: the other way round."""
    values = writer.parts(parts, every)
    found = refusal(values, every)
    if found is not None:
        writer.refusals[target] = found
    code: Code = Joined("and" if every else "or", tuple(value.at(NOT) for value in values))
    writer.put(f"{target} = ", code if len(values) > 1 else values[0].code)
    resting = [value for value in values if value.mask]
    whole = union([value.mask for value in resting]) | own
    alike = len(resting) == len(values) and len({value.mask for value in resting}) == 1
    if len(values) == 1 or alike or not whole.beyond(own):
        return whole
    writer.put(f"if {target}:", basis_of=target)
    with writer.block():
        _decided(writer, resting, every, target, whole if every else own, not every)
    writer.put("else:", basis_of=target)
    with writer.block():
        _decided(writer, resting, every, target, own if every else whole, every)
    return Mask(0, (basis_name(target),))


def _decided(
    writer: Writer, resting: Sequence[Value], every: bool, target: str, mask: Mask, alone: bool
) -> None:
    """The basis where all parts decide together, or (`alone`) each by itself."""
    basis(writer, target, mask)
    for value in resting:
        if alone and value.mask.beyond(mask):
            _add_where(writer, evolve(value, mask=value.mask.beyond(mask)), every, target)


def _add_where(writer: Writer, value: Value, every: bool, target: str) -> None:
    """A part that decides by itself adds what it rests on."""
    decisive = negated(value) if every else value
    code = decisive.code
    if every and value.guard is not None:
        code = conjoined([value.guard, decisive.at(NOT)])
    writer.put("if ", code, after=":", basis_of=target)
    with writer.block():
        writer.put(f"{basis_name(target)} |= ", value.mask.code, basis_of=target)


# --- conditionals and grounds -----------------------------------------------------------------------------


def _settled(writer: Writer, expr: Expr, target: str, wanted: Type | None, own: Mask) -> Mask:
    """A chain of branches; where all rest on the same, no basis is written."""
    start = len(writer.written)
    undecided = " | Undecided" if target in writer.final and _can_be_undecided(expr) else ""
    if undecided:
        writer.module.use("qanun.runtime.undecided", "Undecided")
    writer.put(f"{target}: {annotation(writer, expr, wanted)}{undecided}")
    found: set[Mask] = set()
    _branch(writer, expr, target, wanted, own, found)
    if len(found) == 1 and basis_name(target) not in next(iter(found)).locals:
        kept = [line for line in writer.written[start:] if line.basis_of != target]
        writer.written[start:] = kept
        return next(iter(found))
    return Mask(0, (basis_name(target),))


def _can_be_undecided(expr: Expr) -> bool:
    return any(isinstance(node, rules.Silent | rules.InConflict) for node in walk(expr))


def declines(writer: Writer, expr: Expr, target: str) -> bool:
    """Whether an outcome is left to the general evaluation."""
    said = isinstance(expr, rules.Silent | rules.InConflict) and target in writer.final
    return isinstance(expr, UNDECIDED) and not said


def annotation(writer: Writer, expr: Expr, wanted: Type | None) -> str:
    """The Python type of a local that several branches set."""
    type_ = wanted or writer.type_of(expr)
    if type_ is None or bare(type_) == BROKEN:
        raise Unsupported
    none = " | None" if isinstance(type_, OrNone) else ""
    inner = bare(type_)
    if inner == NOTHING:
        return "None"
    if inner == PENALTIES:
        return writer.module.use("qanun.runtime.values", "Penalties") + none
    if inner == STATE:
        return writer.module.use("qanun.runtime.values", "State") + none
    if inner == BODIES:
        return "object"  # a name, several of them, or a set
    return writer.module.annotation(inner) + none


def _branch(
    writer: Writer, expr: Expr, target: str, wanted: Type | None, so_far: Mask, found: set[Mask]
) -> None:
    """One branch: it sets the target and its basis, or declines."""
    expr = plainer(expr)
    if declines(writer, expr, target):
        writer.put("return None")
        return
    match expr:
        case rules.Silent() | rules.InConflict():
            writer.put(f"{target} = ", writer.module.outcome(expr))
            basis(writer, target, so_far)
            found.add(so_far)
        case rules.If() if not _is_inline(writer, expr):
            _conditional(writer, expr, target, wanted, so_far, found)
        case rules.Agree():
            _grounds(writer, expr, target, wanted, so_far, found)
        case rest:
            one_value: rules.Plain | rules.Ref | rules.Local | rules.Over = rest
            mask = assign(writer, one_value, target, wanted, so_far)
            found.add(mask)
            if mask.locals != (basis_name(target),) or mask.fixed:
                basis(writer, target, mask)


def _conditional(
    writer: Writer, expr: rules.If, target: str, wanted: Type | None, so_far: Mask, found: set[Mask]
) -> None:
    """A chain of conditions as far as each is one expression."""
    cases: list[Branch] = []
    certain: frozenset[Expr] = frozenset()
    rest: Expr = expr
    mask = so_far
    while isinstance(rest, rules.If) and (not cases or _continues(writer, rest, target)):
        chosen = writer.value(rest.condition)
        mask |= chosen.mask
        cases.append((chosen, rest.then, mask, asked(rest.condition, True)))
        certain |= asked(rest.condition, False)
        rest = rest.otherwise
    _chain(writer, cases, rest, mask, target, wanted, found, certain)


def _continues(writer: Writer, expr: rules.If, target: str) -> bool:
    return writer.is_simple(expr.condition) and not declines(writer, expr.then, target)


Branch = tuple[Value, Expr, Mask, frozenset[Expr]]


def _chain(
    writer: Writer,
    cases: Sequence[Branch],
    otherwise: Expr,
    rest: Mask,
    target: str,
    wanted: Type | None,
    found: set[Mask],
    certain: frozenset[Expr] = frozenset(),
) -> None:
    """`if … elif … else`; a branch that declines comes first, so that nothing follows a return in vain."""
    declining = [case for case in cases if declines(writer, case[1], target)]
    going = [case for case in cases if case not in declining]
    for value, *_ in declining:
        writer.put("if ", value.code, after=":")
        with writer.block():
            writer.put("return None")
    if not going:
        _branch(writer, otherwise, target, wanted, rest, found)
        return
    for number, (value, then, mask, known) in enumerate(_combined(going)):
        writer.put("elif " if number else "if ", value.code, after=":")
        with writer.block(known):
            _branch(writer, then, target, wanted, mask, found)
    writer.put("else:")
    with writer.block(certain):
        _branch(writer, otherwise, target, wanted, rest, found)


def _combined(cases: Sequence[Branch]) -> list[Branch]:
    """Neighbours that give the same and rest on the same are one branch."""
    found: list[Branch] = []
    for value, then, mask, known in cases:
        if found and found[-1][1] == then and found[-1][2] == mask:
            before = found.pop()[0]
            either = Joined("or", (before.at(OR if before.level == OR else NOT), value.at(NOT)))
            found.append((Value(either, OR, mask), then, mask, frozenset()))
        else:
            found.append((value, then, mask, known))
    return found


def _grounds(
    writer: Writer,
    expr: rules.Agree,
    target: str,
    wanted: Type | None,
    so_far: Mask,
    found: set[Mask],
) -> None:
    """The value of the one ground that holds; where two hold, the general evaluation compares them."""
    cases, otherwise = expr.cases, expr.otherwise
    conditions = [writer.atom(case.condition) for case in cases]
    rest = so_far | union([condition.mask for condition in conditions])
    same = {case.value for case in cases}
    is_declared = bool(expr.declared or expr.declared_when)
    if len(same) == 1 and isinstance(cases[0].value, rules.Const) and not is_declared:
        either = Joined("or", tuple(condition.at(NOT) for condition in conditions))
        held = writer.names.take("held")
        mask = _held(writer, conditions, held, so_far) if len(conditions) > 1 else so_far | conditions[0].mask
        one = Value(either if len(conditions) > 1 else conditions[0].code, OR, mask)
        _chain(writer, [(one, cases[0].value, mask, frozenset())], otherwise, rest, target, wanted, found)
        return
    if len(conditions) > 1:
        several = Call("sum", (Call("", tuple(condition.code for condition in conditions)),))
        writer.put("if ", Joined(">", (several, "1")), after=":")
        with writer.block():
            writer.put("return None")
    branches: list[Branch] = [
        (condition, case.value, so_far | condition.mask, frozenset())
        for condition, case in zip(conditions, cases, strict=True)
    ]
    _chain(writer, branches, otherwise, rest, target, wanted, found)


def _held(writer: Writer, conditions: Sequence[Value], held: str, so_far: Mask) -> Mask:
    """What the conditions that hold rest on."""
    masks = {condition.mask for condition in conditions}
    if len(masks) == 1:
        return so_far | next(iter(masks))
    writer.put(f"{held} = ", so_far.code)
    for condition in conditions:
        if condition.mask:
            writer.put("if ", condition.code, after=":")
            with writer.block():
                writer.put(f"{held} |= ", condition.mask.code)
    return Mask(0, (held,))
