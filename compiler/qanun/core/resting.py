"""Which definitions rest on which."""

from collections.abc import Iterable
from functools import lru_cache

from qanun.core.names import Name
from qanun.core.rules import Expr, Program, Ref
from qanun.core.walk import walk


def references(expr: Expr) -> tuple[Name, ...]:
    """The definitions that an expression names."""
    return tuple(node.name for node in walk(expr) if isinstance(node, Ref))


def in_order(program: Program, starts: Iterable[Name]) -> list[Name]:
    """These definitions and all on which they rest, each after its own: a chain of them can be long."""
    named = _named(program)
    found: dict[Name, None] = {}
    for start in starts:
        waiting = [(start, False)]
        while waiting:
            name, ready = waiting.pop()
            if ready:
                found[name] = None
            elif name not in found:
                if name not in named:
                    named[name] = references(program.definitions[name].body)
                waiting.append((name, True))
                waiting += [(other, False) for other in named[name]]
    return list(found)


@lru_cache(maxsize=1)
def _named(program: Program) -> dict[Name, tuple[Name, ...]]:
    """What each definition of the program at hand names, as far as it was asked for."""
    return {}
