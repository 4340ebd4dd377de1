"""What targets look up in a program, gathered once for the program at hand."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from qanun.core.names import Name
from qanun.core.rules import (
    Agree,
    Definition,
    Expr,
    InConflict,
    Law,
    Program,
    ProvisionText,
    Question,
    Ref,
    Silent,
)
from qanun.core.walk import walk
from qanun.runtime import citing
from qanun.runtime.qualified import law_of


@lru_cache(maxsize=2)  # a law and an earlier one with which it is compared
def provisions(program: Program) -> Mapping[str, tuple[int, Law, ProvisionText]]:
    """Every provision by its anchor, with its place among all and its law."""
    every = [(law, provision) for law in program.laws.values() for provision in law.provisions]
    return {provision.anchor: (place, law, provision) for place, (law, provision) in enumerate(every)}


@lru_cache(maxsize=1)
def questions(program: Program) -> Mapping[str, Sequence[Question]]:
    """The questions of each law."""
    found: dict[str, list[Question]] = {}
    for question in program.questions.values():
        found.setdefault(law_of(question.name), []).append(question)
    return found


@lru_cache(maxsize=1)
def definitions(program: Program) -> Mapping[str, Sequence[Definition]]:
    """The definitions of each law on which questions rest, and those with which they can be in conflict."""
    asked_for: set[str] = {name for question in program.questions.values() for name in question.order}
    nodes = (node for name in sorted(asked_for) for node in walk(program.definitions[name].body))
    asked_for |= {other for node in nodes if isinstance(node, InConflict) for other in node.others}
    found: dict[str, list[Definition]] = {}
    for definition in program.definitions.values():
        if definition.name in asked_for:
            found.setdefault(law_of(definition.name), []).append(definition)
    return found


def has_value(program: Program, exprs: Iterable[Expr]) -> bool:
    """Whether expressions always have a value once every fact is known, but for faults: nothing on which they
    rest can be silent or in conflict."""
    return not any(
        _gives_none(node) or (isinstance(node, Ref) and node.name in _valueless(program))
        for expr in exprs
        for node in walk(expr)
    )


def _gives_none(node: Expr) -> bool:
    if isinstance(node, Agree):
        return bool(node.declared or node.declared_when)
    return isinstance(node, Silent | InConflict)


@lru_cache(maxsize=1)
def _valueless(program: Program) -> frozenset[Name]:
    """The definitions that rest on what can be silent or in conflict."""
    users: dict[Name, list[Name]] = {}
    waiting: list[Name] = []
    for definition in program.definitions.values():
        for node in walk(definition.body):
            if isinstance(node, Ref):
                users.setdefault(node.name, []).append(definition.name)
            elif _gives_none(node):
                waiting.append(definition.name)
    found: set[Name] = set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += users.get(name, ())
    return frozenset(found)


def notice(law: Law, anchors: Iterable[str], program: Program) -> str:
    """What a question of `law` says of its sources, where it can cite `anchors`."""
    known = provisions(program)
    return citing.notice(law.source, (known[anchor][2].number for anchor in anchors if anchor in known))
