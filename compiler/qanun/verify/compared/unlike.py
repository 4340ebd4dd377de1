"""Which definitions of two laws do not say the same in the same words."""

from collections.abc import Iterable

from qanun.core.names import Name
from qanun.core.resting import references
from qanun.core.rules import Definition, Program, Reading
from qanun.core.walk import walk
from qanun.verify.compared.matching import Matched


def own(laws: Matched) -> frozenset[Name]:
    """The definitions of either law that the other one lacks, or that are written otherwise there."""
    before, after = laws.before.program.definitions, laws.after.program.definitions
    readings = laws.unlike_readings
    alone = {one.name for name, one in before.items() if name not in after}
    found = {
        one.name
        for name, one in after.items()
        if name not in before or not _is_alike(one, before[name]) or _rests_on(one, readings)
    }
    return frozenset(alone | found)


def _is_alike(one: Definition, other: Definition) -> bool:
    return one.body == other.body and one.things == other.things and one.type == other.type


def _rests_on(one: Definition, readings: frozenset[str]) -> bool:
    return bool(readings) and any(
        isinstance(node, Reading) and node.name in readings for node in walk(one.body)
    )


def resting(program: Program, on: Iterable[Name]) -> frozenset[Name]:
    """These definitions of a law, and all that rest on one of them."""
    users: dict[Name, list[Name]] = {}
    for definition in program.definitions.values():
        for name in references(definition.body):
            users.setdefault(name, []).append(definition.name)
    found: set[Name] = set()
    waiting = [name for name in on if name in program.definitions]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += users.get(name, ())
    return frozenset(found)
