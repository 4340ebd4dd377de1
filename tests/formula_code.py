"""Formulas of the solver as one function of Python, to find in a microsecond what a model says in many."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import z3
from qanun.targets.proof.logic import Formula

Values = Mapping[str, Any]
"""What the variables of formulas are, by name: bool, int or Fraction."""
DEEPEST = 20
"""So many expressions stand within each other in a line, where each is used once."""

Said = Callable[..., str]


def _chain(word: str) -> Said:
    return lambda *parts: "(" + f" {word} ".join(parts) + ")"


SAYS: Mapping[int, Said] = {
    z3.Z3_OP_TRUE: lambda: "True",
    z3.Z3_OP_FALSE: lambda: "False",
    z3.Z3_OP_AND: _chain("and"),
    z3.Z3_OP_OR: _chain("or"),
    z3.Z3_OP_NOT: lambda one: f"(not {one})",
    z3.Z3_OP_IMPLIES: lambda one, other: f"(not {one} or {other})",
    z3.Z3_OP_ITE: lambda condition, then, other: f"({then} if {condition} else {other})",
    z3.Z3_OP_EQ: _chain("=="),
    z3.Z3_OP_IFF: _chain("=="),
    z3.Z3_OP_LE: _chain("<="),
    z3.Z3_OP_LT: _chain("<"),
    z3.Z3_OP_GE: _chain(">="),
    z3.Z3_OP_GT: _chain(">"),
    z3.Z3_OP_ADD: _chain("+"),
    z3.Z3_OP_SUB: _chain("-"),
    z3.Z3_OP_MUL: _chain("*"),
    z3.Z3_OP_UMINUS: lambda one: f"(-{one})",
    z3.Z3_OP_IDIV: lambda one, other: f"whole({one}, {other})",
    z3.Z3_OP_MOD: lambda one, other: f"rest({one}, {other})",
    z3.Z3_OP_DIV: lambda one, other: f"over({one}, {other})",
    z3.Z3_OP_TO_REAL: lambda one: one,
    z3.Z3_OP_TO_INT: lambda one: f"floor({one})",
}
"""How each operator of formulas is said. What has no row is an error."""


def _whole(above: int, below: int) -> int:
    """What is left is never below nothing; by nothing anything can come out."""
    if below == 0:
        return 0
    return above // below if below > 0 else -(above // -below)


def _rest(above: int, below: int) -> int:
    return above - below * _whole(above, below)


def _over(above: Fraction | int, below: Fraction | int) -> Fraction | int:
    return Fraction(above) / below if below else 0


def _floor(one: Fraction | int) -> int:
    return one.__floor__()


def compiled(formulas: Sequence[Formula]) -> Callable[[Values], tuple[Any, ...]]:
    """What the formulas come to, in their order, where variables are so; one that is left out is no, or 0."""
    lines: list[str] = []
    said: dict[int, tuple[str, int]] = {}
    uses = _uses(formulas)
    for one in _below_first(formulas):
        text, deep = _text(one, [said[part.get_id()] for part in one.children()])
        if deep and (deep >= DEEPEST or uses[one.get_id()] > 1):
            lines.append(f"    v{len(lines)} = {text}")
            text, deep = f"v{len(lines) - 1}", 0
        said[one.get_id()] = text, deep
    roots = "".join(f"{said[one.get_id()][0]}, " for one in formulas)
    code = "\n".join(("def of(given):", *lines, f"    return ({roots})"))
    room: dict[str, Any] = {
        "whole": _whole,
        "rest": _rest,
        "over": _over,
        "floor": _floor,
        "Fraction": Fraction,
    }
    exec(compile(code, "formulas", "exec"), room)
    found: Callable[[Values], tuple[Any, ...]] = room["of"]
    return found


def _text(one: Formula, parts: Sequence[tuple[str, int]]) -> tuple[str, int]:
    """What is said of a formula in a line, and how deep that is."""
    if z3.is_int_value(one):
        return f"({one.as_long()})", 0
    if z3.is_rational_value(one):
        exact = Fraction(one.numerator_as_long(), one.denominator_as_long())
        return (f"({exact.numerator})" if exact.denominator == 1 else repr(exact)), 0
    if one.decl().kind() == z3.Z3_OP_UNINTERPRETED:
        assert not parts
        return f"given.get({one.decl().name()!r}, {'False' if z3.is_bool(one) else '0'})", 1
    deep = 1 + max((deep for _, deep in parts), default=0)
    return SAYS[one.decl().kind()](*(text for text, _ in parts)), deep


def _uses(formulas: Sequence[Formula]) -> dict[int, int]:
    found: dict[int, int] = {}
    for one in _below_first(formulas):
        for part in one.children():
            found[part.get_id()] = found.get(part.get_id(), 0) + 1
    return {one.get_id(): found.get(one.get_id(), 0) for one in _below_first(formulas)}


def _below_first(formulas: Sequence[Formula]) -> Iterator[Formula]:
    """All formulas within these, each once and after those within it."""
    done: set[int] = set()
    waiting: list[tuple[Formula, bool]] = [(one, False) for one in reversed(formulas)]
    while waiting:
        one, ready = waiting.pop()
        if one.get_id() in done:
            continue
        if ready:
            done.add(one.get_id())
            yield one
        else:
            waiting.append((one, True))
            waiting += [(part, False) for part in one.children()]
