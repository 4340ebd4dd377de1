"""Norms, rules, grounds and exceptions that pull apart: in conflict where both sides of a collision apply.

A collision sees both sides without regard to collisions, or each would rest on the other: of what a collision
can put in conflict there is a second definition `N:raw`, as if there were none.
"""

from attrs import evolve

from qanun.core.apart import is_within, sides
from qanun.core.builder import Builder, both
from qanun.core.names import Aspect, Name
from qanun.core.rules import Expr, If, InConflict, Not, Ref
from qanun.core.walk import map_refs, walk
from qanun.resolved.model import Declaration
from qanun.resolved.versions import ADDED, expires
from qanun.runtime.values.states import State
from qanun.syntax import tree


def in_effect(side: Declaration, builder: Builder) -> Expr:
    """That it applies and has not expired, and that it is in force."""
    return both([*builder.in_force(side), *_applies(side, builder)])


def named(side: Declaration, builder: Builder) -> Declaration:
    """What the name of a side means: of a version of a ground or exception, all of them.

    A version of a norm or rule collides where it is chosen.
    """
    return builder.typed.resolved.head_of.get(side, side) if isinstance(side.item, ADDED) else side


def _applies(side: Declaration, builder: Builder) -> tuple[Expr, ...]:
    match side.item:
        case tree.Exception_():
            return (Ref(Name(side.name, Aspect.BITES)),)
        case tree.Rule():
            return (Ref(Name(side.name, Aspect.APPLIES)),)
        case tree.Norm() if expires(side, builder.typed.resolved):
            return (Ref(Name(side.name)), Not(Ref(Name(side.name, State.EXPIRED))))
        case tree.Norm() | tree.Ground():
            return (Ref(Name(side.name)),)
        case _:  # a collision, and a norm that prevails, name nothing else: `resolved.names.RANKED`
            raise TypeError(f"{side.name} cannot take effect against another")


def collided(side: Declaration, rest: Expr, builder: Builder) -> Expr:
    """`rest`, or in conflict where a collision names this side and both its sides apply."""
    resolved = builder.typed.resolved
    for collision in resolved.collisions_of.get(named(side, builder), ()):
        if not is_within(collision, resolved):
            rest = _collided(side, collision, rest, builder)
    return rest


def collided_within(side: Declaration, rest: Expr, builder: Builder) -> Expr:
    """A ground or an exception as conditions see it: in conflict too where it pulls apart from another that
    gives a value to the same thing."""
    resolved = builder.typed.resolved
    for collision in resolved.collisions_of.get(named(side, builder), ()):
        if is_within(collision, resolved):
            rest = _collided(side, collision, rest, builder)
    return rest


def _collided(side: Declaration, collision: tree.Collision, rest: Expr, builder: Builder) -> Expr:
    own = named(side, builder)
    others = [other for other in sides(collision, builder.typed.resolved) if other is not own]
    names = tuple(other.name for other in others)
    if isinstance(collision.right, str):
        names = (collision.right if collision.right[0] != "#" else side.module + collision.right,)
    conditions = [_raw(in_effect(one, builder)) for one in (side, *others)]
    when = builder.holds(collision)
    return If(both([*conditions, *when]), InConflict(names), rest)


# --- without regard to collisions ---------------------------------------------------------------------------


def _raw(expr: Expr) -> Expr:
    """References to what `close_raw` adds later."""
    return map_refs(expr, lambda name: name.with_raw(True))


def close_raw(builder: Builder) -> None:
    """Add the definitions that collisions see: what rests on a norm in a collision, as if there were none."""
    disturbed = _disturbed(builder)

    def seen(name: Name) -> Name:
        plain = name.with_raw(False)
        return name.with_raw(True) if plain in disturbed else plain

    for plain in [d for d in builder.definitions.values() if d.name in disturbed]:
        body = map_refs(_without_collision(plain.body), seen)
        name = plain.name.with_raw(True)
        builder.definitions[name] = evolve(plain, name=name, body=body, role="raw")
    for definition in list(builder.definitions.values()):
        body = map_refs(definition.body, lambda ref: seen(ref) if ref.raw else ref)
        builder.definitions[definition.name] = evolve(definition, body=body)


def _disturbed(builder: Builder) -> set[str]:
    """The definitions that a collision can put in conflict, directly or through others."""
    found = {n for n, d in builder.definitions.items() if _without_collision(d.body) is not d.body}
    grown = True
    while grown:
        more = {
            name
            for name, definition in builder.definitions.items()
            if name not in found and any(ref in found for ref in _refs(definition.body))
        }
        found |= more
        grown = bool(more)
    return found


def _without_collision(body: Expr) -> Expr:
    while isinstance(body, If) and isinstance(body.then, InConflict):
        body = body.otherwise
    return body


def _refs(expr: Expr) -> list[str]:
    return [node.name for node in walk(expr) if isinstance(node, Ref)]
