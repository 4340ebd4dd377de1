"""Two that each prevail over the other, as the law says when: under another reading, or on other days."""

from collections.abc import Iterator, Mapping

from qanun.document.days import ALWAYS, is_empty, meet
from qanun.resolved.model import Declaration, Resolved
from qanun.resolved.versions import own_days
from qanun.syntax import tree

Options = Mapping[Declaration, frozenset[str]]
"""Readings, each with the options under which something can be so; a reading left out: under any."""


def turned(priority: tree.Priority, loser: Declaration, resolved: Resolved) -> bool:
    """Whether the loser may prevail too, and only where this priority does not count."""
    against = list(_against(priority, loser, resolved))
    return bool(against) and all(_apart(priority, other, resolved) for other in against)


def _against(priority: tree.Priority, loser: Declaration, resolved: Resolved) -> Iterator[tree.Priority]:
    winner = resolved.target(priority.winner)
    if winner is not None:
        for other in resolved.priorities_over.get(winner, ()):
            if resolved.target(other.winner) is resolved.head_of.get(loser, loser):
                yield other


def _apart(one: tree.Priority, other: tree.Priority, resolved: Resolved) -> bool:
    """Whether no reading and no day lets both count."""
    if is_empty(meet(own_days(one) or ALWAYS, own_days(other) or ALWAYS)):
        return True
    options, others = _under(one.when, resolved), _under(other.when, resolved)
    return any(options[reading].isdisjoint(others[reading]) for reading in options if reading in others)


def _under(condition: tree.Expression | None, resolved: Resolved) -> Options:
    """The options under which a condition can hold, as far as it names readings; of the rest it may."""
    match condition:
        case tree.Bracketed(inner=inner):
            return _under(inner, resolved)
        case tree.Joined(word="and", parts=parts):
            return _all([_under(part, resolved) for part in parts])
        case tree.Joined(word="or", parts=parts):
            return _any([_under(part, resolved) for part in parts])
        case tree.Bullets(word="all", bullets=bullets):
            return _all([_under(bullet.value, resolved) for bullet in bullets])
        case tree.Bullets(word="any", bullets=bullets):
            return _any([_under(bullet.value, resolved) for bullet in bullets])
        case tree.Is(subject=tree.Refer(name=name), what=tree.Refer(name=option), negated=negated):
            return _of(name, {option.parts[-1]}, negated, resolved)
        case tree.Compare(operator="=" | "!=", left=tree.Refer(name=name), right=tree.Refer(name=option)):
            return _of(name, {option.parts[-1]}, condition.operator == "!=", resolved)
        case tree.Compare(operator="in", left=tree.Refer(name=name), right=tree.Several(items=items)):
            options = {item.name.parts[-1] for item in items if isinstance(item, tree.Refer)}
            return _of(name, options, False, resolved) if len(options) == len(items) else {}
        case _:  # of other conditions nothing is known: they may hold under any reading
            return {}


def _of(name: tree.Name, options: set[str], negated: bool, resolved: Resolved) -> Options:
    reading = resolved.target(name)
    if reading is None or not isinstance(reading.item, tree.Reading):
        return {}
    every = frozenset(option.name for option in reading.item.options)
    return {reading: every - options if negated else every & options}


def _all(parts: list[Options]) -> Options:
    found: dict[Declaration, frozenset[str]] = {}
    for part in parts:
        for reading, options in part.items():
            found[reading] = found.get(reading, options) & options
    return found


def _any(parts: list[Options]) -> Options:
    shared = set(parts[0]).intersection(*parts[1:])
    return {reading: frozenset().union(*(part[reading] for part in parts)) for reading in shared}
