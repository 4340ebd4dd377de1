"""A program where only values are asked for: which ground gives one does not matter."""

from functools import lru_cache

from attrs import evolve

from qanun.core.rules import Agree, Expr, Program
from qanun.core.walk import rebuilt, walk


@lru_cache(maxsize=1)
def values_alone(program: Program) -> Program:
    """The program, in which what has one value on every ground is that value."""
    bodies = {name: one.body for name, one in program.definitions.items() if _has_one(one.body)}
    if not bodies:
        return program
    made = {name: evolve(program.definitions[name], body=_alone(body)) for name, body in bodies.items()}
    return evolve(program, definitions={**program.definitions, **made})


def _has_one(body: Expr) -> bool:
    return any(isinstance(node, Agree) and _is_one(node) for node in walk(body))


def _is_one(expr: Agree) -> bool:
    """Whether every case, and what is where none holds, is one value, whatever pulls apart."""
    return not (expr.declared or expr.declared_when) and all(c.value == expr.otherwise for c in expr.cases)


def _alone(expr: Expr) -> Expr:
    if isinstance(expr, Agree) and _is_one(expr):
        return _alone(expr.otherwise)
    return rebuilt(expr, _alone)
