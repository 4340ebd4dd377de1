"""Definitions about something, asked about one thing: each such question is a definition of its own.

`rate of income` asks the table `rate`, a definition about its key, of a thing that no quantifier ranges over;
`minimum_wage as of act_date` asks a definition about a moment of one moment. The answer depends on nothing
else, so it is a definition without locals like any other: worked out once, and named in what rests on it.
"""

from typing import assert_never

from attrs import evolve

from qanun.core import as_of
from qanun.core.builder import Builder
from qanun.core.names import AnyMoment, Argument, Name, OneMoment, OneThing
from qanun.core.rules import (
    Agree,
    All,
    Any,
    Apply,
    AsOf,
    Const,
    Definition,
    Expr,
    FactOf,
    FieldOf,
    Gap,
    HowMany,
    If,
    InConflict,
    Local,
    Not,
    NoVersion,
    Over,
    Reading,
    Ref,
    SetOf,
    Silent,
)
from qanun.core.walk import free_locals, rebuilt, substituted
from qanun.runtime.values.show import show


def close_definitions(builder: Builder) -> None:
    """Replace, in every definition, what asks for another day, and what asks of one thing."""
    as_of.close_days(builder)
    builder.unclosed = dict(builder.definitions)
    if builder.keys or builder.dated:
        _close(list(builder.definitions), builder)


def closed(expr: Expr, builder: Builder) -> Expr:
    """The same for an expression that stands in no definition."""
    if not (builder.keys or builder.dated):
        return expr
    before = set(builder.definitions)
    expr = _closed(as_of.closed(expr, builder), builder)
    _close([name for name in builder.definitions if name not in before], builder)
    return expr


def _close(names: list[str], builder: Builder) -> None:
    """Close definitions, and those that arise from it."""
    while names:
        before = set(builder.definitions)
        for name in names:
            definition = builder.definitions[name]
            builder.definitions[name] = evolve(definition, body=_closed(definition.body, builder))
        names = [name for name in builder.definitions if name not in before]


def _closed(expr: Expr, builder: Builder) -> Expr:
    expr = as_of.day_itself(rebuilt(expr, lambda part: _closed(part, builder)))
    if not isinstance(expr, Ref) or not expr.about or not _is_applied(builder.definitions[expr.name]):
        return expr
    if any(free_locals(thing) for thing in expr.about):
        return expr
    if expr not in builder.instances:
        builder.instances[expr] = Ref(_numbered(expr.name, builder))
        _make(expr, builder.instances[expr].name, builder)
    return builder.instances[expr]


def _is_applied(definition: Definition) -> bool:
    """Whether it is about an amount or a moment, not about a record alone."""
    return definition.role == "table" or as_of.MOMENT.name in definition.locals


def _numbered(name: Name, builder: Builder) -> Name:
    """The name of the next instance of a definition: `rate:of 1`, `leave:as of 2:breached`."""
    count = builder.counts.get(name, 0) + 1
    builder.counts[name] = count
    of_moment = isinstance(name.about, AnyMoment)
    return name.with_about(OneMoment(count) if of_moment else OneThing(count))


def _make(asked: Ref, name: Name, builder: Builder) -> None:
    """The definition `name`: that which `asked` names, of the things it is asked about."""
    general = builder.definitions[asked.name]
    things: dict[str, Expr] = {}
    label = general.label
    for about, thing in zip(general.things, asked.about, strict=True):
        local = about.name
        things[local] = thing if _is_plain(thing) else _kept(thing, about, general, builder)
        if local == as_of.MOMENT.name:
            label += f", as of {_said(thing, builder)}"
    body = substituted(general.body, things)
    builder.definitions[name] = evolve(general, name=name, label=label, things=(), body=body)


def _said(moment: Expr, builder: Builder) -> str:
    """A day in words, for people."""
    match moment:
        case Const(value):
            return show(value)
        case FactOf(name):
            return builder.fact_label(name)
        case Ref(name):
            return builder.definitions[name].label
        case Apply("end of day", (day, *_)):
            return _said(day, builder)
        case Reading() | AsOf() | Local() | FieldOf() | If() | Agree() | Apply() | HowMany() | Over():
            return "another day"
        case All() | Any() | Not() | SetOf() | Silent() | InConflict() | Gap() | NoVersion():
            return "another day"
        case never:
            assert_never(never)


def _is_plain(expr: Expr) -> bool:
    """Whether it may be written several times."""
    match expr:
        case Const() | FactOf() | Reading() | AsOf():
            return True
        case Ref(_, about):
            return not about
        case FieldOf(record, _):
            return _is_plain(record)
        case Apply(operator, operands):
            return operator in ("to number", "end of day") and _is_plain(operands[0])
        case Local() | All() | Any() | Not() | If() | Agree() | HowMany() | Over() | SetOf():
            return False
        case Silent() | InConflict() | Gap() | NoVersion():
            return False
        case never:
            assert_never(never)


def _kept(thing: Expr, about: Local, general: Definition, builder: Builder) -> Ref:
    """A definition for a thing that is worked out; the same thing has one."""
    if thing not in builder.kept:
        name = _numbered(Name(general.name.subject, Argument(about.name)), builder)
        builder.definitions[name] = evolve(
            general,
            name=name,
            role="define",
            label=about.name.replace("_", " "),
            type=about.type,
            body=thing,
            things=(),
        )
        builder.kept[thing] = Ref(name)
    return builder.kept[thing]
