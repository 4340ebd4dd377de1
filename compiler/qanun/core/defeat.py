"""What defeats a rule, a norm, a ground, a bullet or an exception."""

from qanun.core.builder import Builder, both, either
from qanun.core.clauses import replaces
from qanun.core.collisions import in_effect
from qanun.core.names import Name, PrevailsOver
from qanun.core.ranks import note
from qanun.core.rules import Ref
from qanun.resolved.model import Declaration
from qanun.resolved.ranks import turned
from qanun.syntax import tree


def defeaters(target: Declaration, builder: Builder) -> list[Ref]:
    """The exceptions without a clause, and the norms that prevail, each as the definition that tells."""
    found = []
    for exception in builder.exceptions(target):
        assert isinstance(exception.item, tree.Exception_)
        if not replaces(exception.item.clauses):
            found.append(Ref(Name(exception.name)))
    for priority in builder.typed.resolved.priorities_over.get(target, ()):
        found += _prevailing(priority, target, builder)
    return found


def _prevailing(priority: tree.Priority, loser: Declaration, builder: Builder) -> list[Ref]:
    winner = builder.typed.resolved.target(priority.winner)
    if winner is None:
        return []
    aspect = PrevailsOver(loser.name)
    name = Name(winner.name, aspect)
    body = both([in_effect(winner, builder), *builder.holds(priority)])
    if name in builder.definitions:
        body = either([builder.definitions[name].body, body])
    if turned(priority, loser, builder.typed.resolved):
        note(winner, loser, builder)
    return [builder.define(winner, "priority", body, aspect, about=loser)]
