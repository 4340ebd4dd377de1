"""What is said of each thing of a list: the list, and references within what is said of one thing."""

from attrs import evolve

from qanun.core.builder import Builder
from qanun.core.rules import About, Definition, Expr, FactOf, Ref
from qanun.core.translate import reference
from qanun.core.walk import map_each
from qanun.resolved import model
from qanun.resolved.model import Declaration
from qanun.syntax import tree
from qanun.typed.model import type_of_thing


def about(declaration: Declaration, builder: Builder) -> About | None:
    """The things that a rule is about."""
    thing = builder.typed.resolved.about.get(declaration)
    return (
        None
        if thing is None
        else About(thing.name, type_of_thing(thing, builder.typed), _items(declaration, thing, builder))
    )


def _items(declaration: Declaration, thing: model.Local, builder: Builder) -> Expr | None:
    """The list that the rule names; else the one fact that is a list of such things; of an amount none."""
    if isinstance(thing.node, tree.OfAmount):
        return None
    assert isinstance(thing.node, tree.OfEach)
    if thing.node.within is not None:
        return reference(thing.node.within.name, builder.setting(declaration))
    lists = builder.typed.lists_of(type_of_thing(thing, builder.typed))
    return FactOf(lists[0].name) if len(lists) == 1 else None


def close_things(builder: Builder) -> None:
    """Let every reference without its thing be to the one that its definition is about.

    All that a rule about a thing is made of (its grounds, exceptions, states) refers to one another without
    naming it, and the type checker lets no other reference be without.
    """
    if any(definition.locals for definition in builder.definitions.values()):
        for name, definition in builder.definitions.items():
            if definition.locals:
                builder.definitions[name] = _closed(definition, builder.definitions)


def _closed(definition: Definition, definitions: dict[str, Definition]) -> Definition:
    def of_the_same(ref: Ref) -> Ref:
        if ref.about or not definitions[ref.name].things:
            return ref
        return Ref(ref.name, definition.things)  # which may bear another word there, of an amount

    return evolve(definition, body=map_each(definition.body, of_the_same))
