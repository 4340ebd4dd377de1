"""Two norms of which each may prevail over the other, under another reading or on other days.

Where one of them prevails, the other does not: so whether it applies is asked as if the other never did. Of
`W`, over which `L` may prevail too, there is a second definition `W:unless L` for this, and of all that rests
on it.
"""

from attrs import evolve

from qanun.core.builder import NO, YES, Builder, both, either
from qanun.core.names import Name, PrevailsOver
from qanun.core.rules import All, Any, Expr, Local, Not, Over, Plain, Ref
from qanun.core.walk import rebuilt, walk
from qanun.resolved.model import Declaration


def note(winner: Declaration, loser: Declaration, builder: Builder) -> None:
    """That the definition by which `winner` prevails is to see it as if `loser` never prevailed."""
    resolved = builder.typed.resolved
    head = resolved.head_of.get(loser, loser)
    over = (winner, *resolved.versions.get(winner, ()))
    priorities = frozenset(Name(head.name, PrevailsOver(one.name)) for one in over)
    builder.turned[Name(winner.name, PrevailsOver(loser.name))] = (head.name, priorities)


def close_ranks(builder: Builder) -> None:
    """Add the definitions that see a norm as if another never prevailed over it."""
    for name, (loser, priorities) in builder.turned.items():
        spared = _Spared(builder, loser, priorities)
        own = builder.definitions[name]
        builder.definitions[name] = evolve(own, body=spared.expression(own.body))


class _Spared:
    """What is seen as if some priorities never counted."""

    def __init__(self, builder: Builder, loser: str, priorities: frozenset[Name]) -> None:
        self.builder = builder
        self.loser = loser
        self.priorities = priorities
        self.rests: dict[Name, bool] = dict.fromkeys(priorities, True)

    def expression(self, expr: Expr) -> Expr:
        """The expression, referring to what is spared."""
        match expr:
            case Ref(name, about):
                if name in self.priorities:
                    return NO
                return Ref(self.definition(name), tuple(self.expression(thing) for thing in about))
            case Not(part):
                inner = self.expression(part)
                return YES if inner == NO else Not(inner)
            case All(parts):
                return both([self.expression(part) for part in parts])
            case Any(parts):
                return either([found for part in parts if (found := self.expression(part)) != NO])
            case rest:
                other: Plain | Local | Over = rest
                return rebuilt(other, self.expression)

    def definition(self, name: Name) -> Name:
        """The name of what is said here: the definition's own, where it rests on none of the priorities."""
        if not self._rests(name):
            return name
        made, plain = name.without(self.loser), self.builder.definitions[name]
        if made not in self.builder.definitions:
            body = self.expression(plain.body)
            self.builder.definitions[made] = evolve(plain, name=made, body=body, role="raw")
        return made

    def _rests(self, name: Name) -> bool:
        if name.raw:  # what a collision sees, which counts or does not count as it is
            return False
        if name not in self.rests:
            self.rests[name] = False
            refs = [node.name for node in walk(self.builder.definitions[name].body) if isinstance(node, Ref)]
            self.rests[name] = any(self._rests(ref) for ref in refs)
        return self.rests[name]
