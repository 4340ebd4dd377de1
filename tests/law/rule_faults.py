"""The faults that `rule_mutants.py` plants: each makes another law, as a careless drafter could write it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction

from attrs import evolve, frozen
from qanun.core.rules import (
    All,
    Any,
    Apply,
    AsOf,
    Const,
    Definition,
    Expr,
    FactOf,
    If,
    InConflict,
    Not,
    Over,
    Program,
    Reading,
    Ref,
    Site,
)
from qanun.core.show import show_expression
from qanun.core.walk import rebuilt, walk
from qanun.runtime.values.durations import Days, Hours, Months
from qanun.runtime.values.money import Money
from qanun.runtime.values.penalties import Measure, Penalties, PenaltyRange
from qanun.typed.types import AUTHORITY, YES_NO, OneOfType, OrNone, Type

FAULTS = {
    "gone": "a rule, ground, exception, priority or silence dropped",
    "always": "a rule's conditions dropped altogether",
    "part": "one condition or alternative dropped",
    "joined": "`and` for `or`, `or` for `and`",
    "not": "`not` dropped",
    "bound": "a bound taken in or left out: `<` for `<=`",
    "compared": "a comparison turned round",
    "number": "a number, day, term or penalty off by one, a penalty left out",
    "option": "another option, body or country",
    "branches": "`then` and `else` exchanged",
    "operator": "`+` for `-`, later for earlier, larger for smaller",
    "quantifier": "`some` for `every`, `where` dropped",
    "authority": "another body, or one of several left out",
    "collision": "a collision dropped",
    "fulfilled": "what fulfils or breaches a duty overlooked",
    "reading": "a reading fixed to one of its options",
}

WRITTEN = frozenset(
    {
        *("define", "party", "ground", "limb", "exception", "silence", "opened", "priority"),
        *("due", "end", "penalties", "authority", "value", "table", "parameter"),
    }
)
"""Roles of definitions that hold what a drafter wrote; the others are spelled out from them."""

_BOUND = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "!=", "!=": "="}
_EXCHANGED = {
    "+": "-",
    "-": "+",
    "date plus": "date minus",
    "date minus": "date plus",
    "later of": "earlier of",
    "earlier of": "later of",
    "larger of": "smaller of",
    "smaller of": "larger of",
}
YES, NO = Const(True), Const(False)


@frozen
class Fault:
    """A fault: the definitions that it changes. `said` tells what was written and what is planted."""

    kind: str
    name: str
    site: Site
    said: str
    changed: Mapping[str, Definition]

    @property
    def module(self) -> str:
        return self.name.partition(".")[0]

    def concerns(self, definitions: frozenset[str]) -> bool:
        """Whether a case that rests on these can come out differently."""
        return not definitions.isdisjoint(self.changed)


Change = tuple[str, Expr]  # the kind of fault, and what is planted


def faults_in(name: str, definition: Definition, program: Program) -> Iterator[Fault]:
    """The faults of one definition that holds what was written."""
    yield from _as_a_whole(name, definition, program)
    for path, part in _parts(definition.body):
        if not _is_in_force(part):
            for kind, planted in _changes(part, definition, program):
                yield _fault(kind, name, path, part, planted, program)


def faults_in_several(program: Program) -> Iterator[Fault]:
    """The faults that change several definitions at once."""
    yield from _pulled_apart(program)
    yield from _overlooked(program)
    yield from _at_other_times(program)
    yield from _fixed_readings(program)


def _at_other_times(program: Program) -> Iterator[Fault]:
    """Each page in force from or until a day earlier or later."""
    held: dict[tuple[str, Expr], list[Definition]] = {}
    for name, definition in program.definitions.items():
        for part in {part for part in walk(definition.body) if _is_in_force(part)}:
            held.setdefault((name.partition(".")[0], part), []).append(definition)
    for (_, was), definitions in held.items():
        for other in _near_days(was):
            changed = {one.name: evolve(one, body=_replaced(one.body, was, other)) for one in definitions}
            said = f"`{show_expression(was)}` → `{show_expression(other)}`"
            yield Fault("number", definitions[0].name, definitions[0].site, said, changed)


def _near_days(condition: Expr) -> Iterator[Expr]:
    """A condition on the day, with the day before or after."""
    assert isinstance(condition, Apply)
    for place, operand in enumerate(condition.operands):
        if isinstance(operand, Const):
            for other in _off_by_one(operand.value):
                operands = [*condition.operands[:place], Const(other), *condition.operands[place + 1 :]]
                yield Apply(condition.operator, tuple(operands))


def _fixed_readings(program: Program) -> Iterator[Fault]:
    """Each reading fixed to each of its options."""
    for reading in program.readings.values():
        for option, _ in reading.options:
            fixed = {
                name: evolve(one, body=_replaced(one.body, Reading(reading.name), Const(option)))
                for name, one in program.definitions.items()
                if any(part == Reading(reading.name) for part in walk(one.body))
            }
            yield Fault("reading", reading.name, reading.site, f"always `{option}`", fixed)


def _as_a_whole(name: str, definition: Definition, program: Program) -> Iterator[Fault]:
    """The definition says no, or yes, in every case."""
    conditional = definition.role in ("opened", "priority", "ground", "limb", "exception", "silence")
    if conditional and definition.type == YES_NO and definition.body not in (YES, NO):
        yield _fault("gone", name, (), definition.body, NO, program)
        yield _fault("always", name, (), definition.body, YES, program)


def _changes(part: Expr, definition: Definition, program: Program) -> Iterator[Change]:
    """What can be planted in the place of one expression."""
    match part:
        case All(parts) | Any(parts):
            yield from _of_joined(part, parts)
        case Not(inner) if not _asks_for_none(part):
            yield "not", inner
        case Apply(operator, operands):
            yield from _of_operator(operator, operands, program)
        case If(condition, then, otherwise) if not isinstance(then, InConflict):
            yield "branches", If(condition, otherwise, then)
        case Over():
            yield from _of_quantifier(part)
        case Const(value):
            yield from _of_value(value, definition, program)


def _of_joined(part: All | Any, parts: tuple[Expr, ...]) -> Iterator[Change]:
    made = type(part)
    if not any(_guards(one, parts) or _is_in_force(one) for one in parts):
        yield "joined", (Any if made is All else All)(parts)
    if len(parts) > 1:
        for index, one in enumerate(parts):
            if not _guards(one, parts) and not _is_in_force(one):
                yield "part", made((*parts[:index], *parts[index + 1 :]))


def _is_in_force(part: Expr) -> bool:
    """Whether a condition says that the page, or an article of it, is in force: `2012-03-01 <= today`.

    It is spelled out in every rule of it; `_at_other_times` changes all of them at once.
    """
    match part:
        case Apply("<=", (Const(date()), Apply("date of", (AsOf(), _)))):
            return True
        case Apply("<=", (Apply("date of", (AsOf(), _)), Const(date()))):
            return True
    return False


def _asks_for_none(part: Expr) -> bool:
    return isinstance(part, Not) and isinstance(part.part, Apply) and part.part.operator == "is none"


def _guards(part: Expr, parts: tuple[Expr, ...]) -> bool:
    """Whether a part only makes sure that something is not none of which another part asks: the compiler
    would not let it be left out."""
    asked = part.part if isinstance(part, Not) else part
    if not isinstance(asked, Apply) or asked.operator != "is none":
        return False
    return any(inner == asked.operands[0] for one in parts if one is not part for inner in walk(one))


def _of_operator(operator: str, operands: tuple[Expr, ...], program: Program) -> Iterator[Change]:
    if operator in _BOUND:
        yield "bound", Apply(_BOUND[operator], operands)
    if operator in _TURNED:
        yield "compared", Apply(_TURNED[operator], operands)
    if operator in _EXCHANGED:
        yield "operator", Apply(_EXCHANGED[operator], operands)
    if operator in ("=", "!=", "has member") and isinstance(operands[1], Const):
        for other in _others(operands[1].value, _options_of(operands[0], program)):
            yield "option", Apply(operator, (operands[0], Const(other)))


def _of_quantifier(part: Over) -> Iterator[Change]:
    if part.kind in ("some", "every"):
        yield "quantifier", evolve(part, kind="every" if part.kind == "some" else "some")
    if part.kind in ("largest", "smallest"):
        yield "quantifier", evolve(part, kind="smallest" if part.kind == "largest" else "largest")
    if part.where != YES:
        yield "quantifier", evolve(part, where=YES)


def _of_value(value: object, definition: Definition, program: Program) -> Iterator[Change]:
    """Constants off by one, and other bodies and options where the definition's value is one."""
    for other in _off_by_one(value):
        yield "number", Const(other)
    inner = definition.type.inner if isinstance(definition.type, OrNone) else definition.type
    if definition.role == "authority":
        bodies = tuple(value) if isinstance(value, tuple | frozenset) else (value,)
        if all(isinstance(body, str) for body in bodies):
            yield from (("authority", Const(other)) for other in _other_bodies(bodies, program))
    elif definition.role in ("value", "define") and isinstance(value, str):
        yield from (("option", Const(other)) for other in _others(value, _options(inner, program)))


def _other_bodies(bodies: tuple[object, ...], program: Program) -> Iterator[object]:
    strange = next(name.rpartition(".")[2] for name in program.authorities if _bare(name) not in bodies)
    for index in range(len(bodies)):
        left = (*bodies[:index], *bodies[index + 1 :])
        if left:
            yield left if len(left) > 1 else left[0]
        replaced = (*bodies[:index], strange, *bodies[index + 1 :])
        yield replaced if len(replaced) > 1 else replaced[0]


def _bare(name: str) -> str:
    return name.rpartition(".")[2]


def _off_by_one(value: object) -> Iterator[object]:
    """The next smaller and the next larger value; of texts, yes and no, none."""
    match value:
        case bool() | None | str():
            return
        case int() | Fraction():
            yield from (value - 1, value + 1)
        case Hours(count):
            yield from (Hours(count - 1), Hours(count + 1))
        case Days(number) | Months(number):
            yield from (evolve(value, count=number - 1), evolve(value, count=number + 1))
        case Money(amount, currency):
            cent = Fraction(1, 100)
            yield from (Money(amount - cent, currency), Money(amount + cent, currency))
        case Penalties(alternatives):
            yield from _other_penalties(alternatives)
        case date() if type(value) is date:
            yield from (value - timedelta(days=1), value + timedelta(days=1))


def _other_penalties(alternatives: tuple[tuple[PenaltyRange, ...], ...]) -> Iterator[Penalties]:
    """One bound of one range off by one, or one alternative left out."""
    for index, together in enumerate(alternatives):
        before, after = alternatives[:index], alternatives[index + 1 :]
        if before or after:
            yield Penalties((*before, *after))
        for place, ranged in enumerate(together):
            lower = [PenaltyRange(ranged.kind, other, ranged.high) for other in _near(ranged.low)]
            higher = [PenaltyRange(ranged.kind, ranged.low, other) for other in _near(ranged.high)]
            for other in (*lower, *higher):
                changed = (*together[:place], other, *together[place + 1 :])
                yield Penalties((*before, changed, *after))


def _near(amount: Measure | None) -> Iterator[Measure]:
    """The next amounts of a penalty."""
    for other in _off_by_one(amount):
        assert isinstance(other, Money | Hours | Days | Months)
        yield other


def _options_of(expr: Expr, program: Program) -> tuple[object, ...]:
    """The values that an expression can have, where they are few and known."""
    match expr:
        case Reading(name):
            return tuple(option for option, _ in program.readings[name].options)
        case FactOf(name):
            return _options(program.facts[name].type, program)
        case Ref(name):
            return _options(program.definitions[name].type, program)
        case _:
            return ()


def _options(type_: Type, program: Program) -> tuple[object, ...]:
    inner = type_.inner if isinstance(type_, OrNone) else type_
    if isinstance(inner, OneOfType):
        return tuple(inner.options)
    return tuple(_bare(name) for name in program.authorities) if inner == AUTHORITY else ()


def _others(value: object, options: tuple[object, ...]) -> Iterator[object]:
    """The next option after a value, in a circle."""
    if value in options and len(options) > 1:
        yield options[(options.index(value) + 1) % len(options)]


def _overlooked(program: Program) -> Iterator[Fault]:
    """Of each norm, that nothing fulfils it, or breaches it."""
    states: dict[str, dict[Expr, list[Definition]]] = {}
    for definition in program.definitions.values():
        for part in walk(definition.body) if definition.role == "state" else ():
            if isinstance(part, Apply) and part.operator == "happened":
                norm = definition.name.partition(":")[0]
                states.setdefault(norm, {}).setdefault(part, []).append(definition)
    for norm, events in states.items():
        for event, held in events.items():
            changed = {one.name: evolve(one, body=_replaced(one.body, event, Const(None))) for one in held}
            said = f"`{show_expression(event)}` → `none`"
            yield Fault("fulfilled", norm, held[0].site, said, changed)


def _pulled_apart(program: Program) -> Iterator[Fault]:
    """Each collision dropped, on both sides."""
    sides: dict[frozenset[str], list[str]] = {}
    for name, definition in program.definitions.items():
        for part in walk(definition.body):
            if isinstance(part, If) and isinstance(part.then, InConflict):
                pair = frozenset({name.partition(":")[0], *part.then.others})
                sides.setdefault(pair, []).append(name)
    for pair, names in sides.items():
        changed = {name: _without_collision(program.definitions[name], pair) for name in names}
        site = changed[names[0]].site
        yield Fault("collision", names[0], site, f"no collision of {' and '.join(sorted(pair))}", changed)


def _without_collision(definition: Definition, pair: frozenset[str]) -> Definition:
    def change(expr: Expr) -> Expr:
        if isinstance(expr, If) and isinstance(expr.then, InConflict) and set(expr.then.others) <= pair:
            return change(expr.otherwise)
        return rebuilt(expr, change)

    return evolve(definition, body=change(definition.body))


# --- places in an expression --------------------------------------------------------------------------------

Path = tuple[int, ...]


def _parts(expr: Expr) -> Iterator[tuple[Path, Expr]]:
    """Every expression inside one, with the way to it; the expression itself first."""
    yield (), expr
    if _is_in_force(expr):
        return
    for index, child in enumerate(_children(expr)):
        for path, part in _parts(child):
            yield (index, *path), part


def _children(expr: Expr) -> list[Expr]:
    found: list[Expr] = []

    def keep(child: Expr) -> Expr:
        found.append(child)
        return child

    rebuilt(expr, keep)
    return found


def _at(expr: Expr, path: Path, planted: Expr) -> Expr:
    """The expression with another at the end of the way."""
    if not path:
        return planted
    places = iter(range(len(_children(expr))))
    return rebuilt(expr, lambda child: _at(child, path[1:], planted) if next(places) == path[0] else child)


def _replaced(expr: Expr, old: Expr, new: Expr) -> Expr:
    """The expression with another in each place of one."""
    return new if expr == old else rebuilt(expr, lambda part: _replaced(part, old, new))


def _fault(kind: str, name: str, path: Path, was: Expr, planted: Expr, program: Program) -> Fault:
    """The fault, in the definition and in what is asked of it as if there were no collisions."""
    definition, raw = program.definitions[name], program.definitions.get(f"{name}:raw")
    changed = {name: evolve(definition, body=_at(definition.body, path, planted))}
    as_raw = _as_raw(program)
    if raw is not None and raw.body == as_raw(definition.body):
        changed[raw.name] = evolve(raw, body=_at(raw.body, path, as_raw(planted)))
    said = f"`{show_expression(was)}` → `{show_expression(planted)}`"
    return Fault(kind, name, definition.site, said, changed)


def _as_raw(program: Program) -> Callable[[Expr], Expr]:
    """References as a definition has them that knows no collisions."""

    def change(expr: Expr) -> Expr:
        if isinstance(expr, Ref) and f"{expr.name}:raw" in program.definitions:
            return Ref(f"{expr.name}:raw", expr.about)
        return rebuilt(expr, change)

    return change
