"""Definitions about something, asked about one thing: each such question is a definition of its own.

`rate of income` asks the table `rate`, a definition about its key, of a thing that no quantifier ranges over.
The answer depends on nothing else, so it is a definition without locals like any other: worked out once, and
named in what rests on it.
"""

from attrs import evolve

from qanun.core.builder import Builder
from qanun.core.rules import Apply, AsOf, Const, Definition, Expr, FactOf, FieldOf, Reading, Ref
from qanun.core.walk import free_locals, rebuilt, substituted


def instantiate(builder: Builder) -> None:
    """Close every definition without locals."""
    for name in list(builder.definitions):
        definition = builder.definitions[name]
        if not definition.locals:
            builder.definitions[name] = evolve(definition, body=closed(definition.body, builder))


def closed(expr: Expr, builder: Builder) -> Expr:
    """The expression with a definition of its own for whatever it asks of one thing."""
    expr = rebuilt(expr, lambda part: closed(part, builder))
    if not isinstance(expr, Ref) or not expr.about or not _is_applied(builder.definitions[expr.name]):
        return expr
    if any(free_locals(thing) for thing in expr.about):
        return expr
    if expr not in builder.instances:
        count = sum(other.name == expr.name for other in builder.instances)
        builder.instances[expr] = Ref(f"{expr.name}:{count + 1}")
        _make(expr, builder.instances[expr].name, builder)
    return builder.instances[expr]


def _is_applied(definition: Definition) -> bool:
    return definition.role == "table"


def _make(asked: Ref, name: str, builder: Builder) -> None:
    """The definition `name`: that which `asked` names, of the things it is asked about."""
    general = builder.definitions[asked.name]
    things = {}
    for local, thing in zip(general.locals, asked.about, strict=True):
        things[local] = thing if _is_plain(thing) else _kept(thing, local, name, general, builder)
    body = substituted(general.body, things)
    builder.definitions[name] = evolve(general, name=name, locals=(), body=closed(body, builder))


def _is_plain(expr: Expr) -> bool:
    """Whether it may be written several times."""
    match expr:
        case Const() | FactOf() | Reading() | AsOf() | Ref(about=()):
            return True
        case FieldOf(record, _):
            return _is_plain(record)
        case Apply("to number" | "end of day", (one, *_)):
            return _is_plain(one)
        case _:
            return False


def _kept(thing: Expr, local: str, name: str, general: Definition, builder: Builder) -> Ref:
    """A definition for a thing that is worked out."""
    made = evolve(
        general,
        name=f"{name}:{local}",
        role="define",
        label=local.replace("_", " "),
        type=builder.keys[general.name],
        body=closed(thing, builder),
        locals=(),
    )
    builder.definitions[made.name] = made
    return Ref(made.name)
