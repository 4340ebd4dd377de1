"""The parts of which a definition's explicit form is made, and how another definition asks for them."""

from collections.abc import Mapping

from attrs import frozen

from qanun.core.explicit.outcomes import Outcome, each_part
from qanun.core.explicit.sharing import SharedPart, Sharing
from qanun.core.explicit.total import Of, Stated, Total
from qanun.core.explicit.walk import free_locals
from qanun.core.names import Name
from qanun.core.rules import AsOf, Const, Definition, FactOf, Local, Reading


@frozen(eq=False)
class ExplicitDefinition:
    """A definition: what it comes to, in total expressions about the things that it is about."""

    name: Name
    things: tuple[Local, ...]
    outcome: Outcome
    parts: Mapping[str, SharedPart]
    """What is said of it, by what it is called: a `Part`, or one of its own; of its things, and some of
    things of lists, too."""
    shared: Mapping[int, SharedPart]


def made(definition: Definition, outcome: Outcome, sharing: Sharing) -> ExplicitDefinition:
    """The explicit form of a definition, of what it comes to."""
    things = tuple(thing.name for thing in definition.things)
    parts: dict[str, SharedPart] = {}

    def kept(expr: Total, part: str) -> Total:
        parts[part] = SharedPart((*things, *_further(expr, things)), expr)
        return expr

    each_part(outcome, kept)
    shared = sharing.used(part.expr for part in parts.values())
    return ExplicitDefinition(definition.name, definition.things, outcome, parts, shared)


def _further(expr: Total, things: tuple[str, ...]) -> tuple[str, ...]:
    """The locals of which a part speaks beside the definition's things: things of lists that it marks."""
    return tuple(sorted(free_locals(expr) - set(things)))


def asked_of(definition: ExplicitDefinition, about: tuple[Total, ...]) -> Outcome:
    """What a definition comes to, by its name; of these things."""
    things = tuple(thing.name for thing in definition.things)

    def named(expr: Total, part: str) -> Total:
        if isinstance(expr, Const | FactOf | AsOf | Reading):
            return expr
        further = tuple(Local(name) for name in _further(expr, things))
        if not about and not further and isinstance(expr, Of | Stated):
            return expr
        return Of(definition.name, part, (*about, *further))

    return each_part(definition.outcome, named)
