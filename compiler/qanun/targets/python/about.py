"""Definitions about things (`allowance of child`): what these are, and the facts that lead to them.

Which facts lead to the thing of a definition depends on who asks, so its function takes their names: `*of`.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import assert_never

from attrs import field, frozen

from qanun.core import rules
from qanun.core.as_of import MOMENT
from qanun.core.rules import Definition, Expr, Program
from qanun.core.walk import children
from qanun.targets.python.types import thing, type_of
from qanun.typed.types import Type

GIVEN = "*of"
"""The facts that lead to a definition's thing: those that its caller names."""


@frozen
class Things:
    """Of each local its type, where it has one, and the facts through which it is reached."""

    types: Mapping[str, Type] = field(factory=dict)
    sources: Mapping[str, tuple[str, ...]] = field(factory=dict)

    def with_thing(self, local: str, items: Expr, program: Program) -> "Things":
        """These, and the thing of a quantifier."""
        found = sources_of(items, self.sources, program)
        return Things(
            {**self.types, **thing(local, items, program, self.types)}, {**self.sources, local: found}
        )


def sources_of(expr: Expr, known: Mapping[str, tuple[str, ...]], program: Program) -> tuple[str, ...]:
    """The facts through which an expression reaches a record, a list or a set."""
    found: dict[str, None] = {}
    seen: set[str] = set()
    ahead = [expr]
    while ahead:
        match ahead.pop():
            case rules.FactOf(name):
                found[name] = None
            case rules.Local(name):
                found.update(dict.fromkeys(known.get(name, ())))
            case rules.FieldOf(record, _):
                ahead.append(record)
            case rules.Apply(_, operands):
                ahead += reversed(operands)
            case rules.If(_, then, otherwise):
                ahead += (otherwise, then)
            case rules.Ref(name, ()):
                if name not in seen:
                    seen.add(name)
                    ahead.append(program.definitions[name].body)
            case rules.Ref(name, about):
                definition = program.definitions[name]
                given = {
                    local: sources_of(one, known, program)
                    for local, one in zip(definition.locals, about, strict=True)
                }
                found.update(dict.fromkeys(sources_of(definition.body, given, program)))
            case rules.Const() | rules.Reading() | rules.AsOf():
                pass
            case rules.All() | rules.Any() | rules.Not() | rules.HowMany() | rules.Over():
                pass
            case rules.Agree() | rules.SetOf():
                pass
            case rules.Silent() | rules.InConflict() | rules.Gap() | rules.NoVersion():
                pass
            case never:
                assert_never(never)
    return tuple(found)


def things_among(definition: Definition, about: Sequence[Expr]) -> tuple[Expr, ...]:
    """What a definition is asked about, but for the moment as of which: that leads to no thing."""
    both = zip(definition.locals, about, strict=True)
    return tuple(given for local, given in both if local != MOMENT.name)


def things_of(
    program: Program, definitions: Iterable[Definition], asked: Iterable[Expr]
) -> dict[str, Things]:
    """The things of each definition that has some, which others or the expressions `asked` ask for.

    A definition comes before those that ask for it.
    """
    found: dict[str, Things] = {}
    for expr in asked:
        _visit(expr, Things(), program, found)
    for definition in reversed(list(definitions)):
        _visit(definition.body, found.get(definition.name, Things()), program, found)
    return found


def _visit(expr: Expr, things: Things, program: Program, found: dict[str, Things]) -> None:
    if isinstance(expr, rules.Ref) and expr.about:
        known = found.get(expr.name, Things())
        types = dict(known.types)
        for local, given in zip(program.definitions[expr.name].locals, expr.about, strict=True):
            type_ = type_of(given, program, things.types)
            if type_ is not None:
                types[local] = type_
        found[expr.name] = Things(types, {local: (GIVEN,) for local in types if local != MOMENT.name})
    if isinstance(expr, rules.Over):
        inner = things.with_thing(expr.local, expr.items, program)
        _visit(expr.items, things, program, found)
        for part in (expr.where, expr.body):
            _visit(part, inner, program, found)
        return
    for child in children(expr):
        _visit(child, things, program, found)
