"""`X as of DATE`: X evaluated at the last instant of the date, in the place of the moment asked about.

`translate` leaves a mark, `Apply("as of", (X, moment))`. Here each mark gives way to X with the moment in the
place of `as_of`. Of a definition `N` that depends on `as_of` and is asked so there is a second one about the
moment, `N:as of`; what does not depend on `as_of` is the same at any moment.
"""

from attrs import evolve

from qanun.core.builder import Builder
from qanun.core.names import AnyMoment, Name
from qanun.core.rules import Apply, AsOf, Expr, Local, Over, Plain, Ref
from qanun.core.walk import children, free_locals, rebuilt, substituted
from qanun.syntax import tree
from qanun.typed import types

MARK = "as of"
MOMENT = Local("as_of", types.MOMENT)


def is_asked(builder: Builder) -> bool:
    """Whether anything is asked as of another day."""
    return any(isinstance(expression, tree.AsOfDay) for expression in builder.typed.types)


def close_days(builder: Builder) -> None:
    """Replace every mark in a definition."""
    if is_asked(builder):
        builder.dated.update(_dated(builder))
        for name in list(builder.definitions):
            definition = builder.definitions[name]
            builder.definitions[name] = evolve(definition, body=_without_marks(definition.body, builder))
        _make_seconds(builder)


def closed(expr: Expr, builder: Builder) -> Expr:
    """An expression that stands in no definition, with every mark replaced."""
    expr = _without_marks(expr, builder)
    _make_seconds(builder)
    return expr


def _without_marks(expr: Expr, builder: Builder) -> Expr:
    """The expression with every mark replaced."""
    if isinstance(expr, Apply) and expr.operator == MARK:
        inner, moment = (_without_marks(part, builder) for part in expr.operands)
        return _moved(inner, moment, builder)
    return rebuilt(expr, lambda part: _without_marks(part, builder))


def _moved(expr: Expr, moment: Expr, builder: Builder) -> Expr:
    """The expression as of the moment."""
    match expr:
        case AsOf():
            return moment
        case Apply("date of", (AsOf(), zone)):
            return day_itself(Apply("date of", (moment, zone)))
        case Ref(name, about):
            things = tuple(_moved(thing, moment, builder) for thing in about)
            if name not in builder.dated:
                return Ref(name, things)
            return Ref(_second(name, builder), (*things, moment))
        case Over(local=local) if local in free_locals(moment):
            return _moved(_renamed(expr, free_locals(moment)), moment, builder)
        case rest:
            timeless: Plain | Local | Over = rest
            return rebuilt(timeless, lambda part: _moved(part, moment, builder))


def day_itself(expr: Expr) -> Expr:
    """The day of the last instant of a day is that day; any other expression as it is."""
    if isinstance(expr, Apply) and expr.operator == "date of":
        moment, zone = expr.operands
        if isinstance(moment, Apply) and moment.operator == "end of day" and moment.operands[1] == zone:
            return moment.operands[0]
    return expr


def _renamed(expr: Over, taken: set[str]) -> Over:
    """The same quantifier over things of another name."""
    name = expr.local
    while name in taken:
        name += "_"
    change = {expr.local: Local(name)}
    where, body = substituted(expr.where, change), substituted(expr.body, change)
    return evolve(expr, local=name, where=where, body=body)


def _second(name: Name, builder: Builder) -> Name:
    """The name of a definition about the moment, which `close_days` makes."""
    return builder.seconds.setdefault(name, name.with_about(AnyMoment()))


def _make_seconds(builder: Builder) -> None:
    """Make the definitions about a moment that are asked for, and those that they ask for.

    An instance, which is asked of one thing at the moment of the question, cannot be moved to another: so
    they are made of what stood there before.
    """
    while waiting := [name for name, second in builder.seconds.items() if second not in builder.definitions]:
        for name in waiting:
            plain = builder.unclosed.get(name) or builder.definitions[name]
            second, things = builder.seconds[name], (*plain.things, MOMENT)
            body = _moved(plain.body, MOMENT, builder)
            builder.definitions[second] = evolve(plain, name=second, things=things, body=body)


def _dated(builder: Builder) -> set[str]:
    """The definitions that depend on `as_of`."""
    asking: dict[str, list[str]] = {}
    found: set[str] = set()
    for name, definition in builder.definitions.items():
        for part in _outside(definition.body):
            if isinstance(part, AsOf):
                found.add(name)
            elif isinstance(part, Ref):
                asking.setdefault(part.name, []).append(name)
    ahead = list(found)
    while ahead:
        for name in asking.get(ahead.pop(), ()):
            if name not in found:
                found.add(name)
                ahead.append(name)
    return found


def _outside(expr: Expr) -> list[Expr]:
    """The expression and its parts, but for what is marked as of another moment."""
    if isinstance(expr, Apply) and expr.operator == MARK:
        return _outside(expr.operands[1])
    return [expr, *(part for child in children(expr) for part in _outside(child))]
