"""The type of every expression of the core.

What names something bears the type of what it names, which `with_types` puts there once a program is whole;
a constant has its own. Of all else the operands tell, so that an expression that somebody makes of parts has
its type, too. None is never taken away: where a rule has asked whether a value is none, the type of the value
is still `or none`.
"""

from collections.abc import Iterable, Mapping
from typing import assert_never

from attrs import evolve, frozen

from qanun.core.names import Argument, Aspect, BitesOn, PrevailsOver
from qanun.core.rules import (
    Agree,
    All,
    Any,
    Apply,
    AsOf,
    Const,
    Constraint,
    Definition,
    Expr,
    FactOf,
    FieldOf,
    Gap,
    Headline,
    HowMany,
    If,
    InConflict,
    Local,
    Not,
    NoVersion,
    Over,
    Parameter,
    Plain,
    Program,
    Question,
    Reading,
    Ref,
    SetOf,
    Silent,
    Subject,
)
from qanun.core.walk import rebuilt
from qanun.runtime.values.states import State
from qanun.typed.agree import strip
from qanun.typed.operators import or_none, result
from qanun.typed.types import (
    AUTHORITY,
    BODIES,
    BROKEN,
    INTEGER,
    MOMENT,
    NEVER,
    NOTHING,
    PENALTIES,
    STATE,
    YES_NO,
    ListType,
    OrNone,
    RecordType,
    SetType,
    Type,
)

_ACTING = {BODIES, AUTHORITY, SetType(AUTHORITY)}
"""In how many ways the bodies that act are told: by name, by one that the case tells, by a set."""

EMPTY = SetType(NEVER)
"""The type of a set that is written without members: a set of whatever else."""


def type_of(expr: Expr) -> Type:
    """The type of an expression; BROKEN where its parts do not go together, or nobody said what it names."""
    match expr:
        case Const(type=type_) | FactOf(type=type_) | Reading(type=type_) | Ref(type=type_):
            return type_
        case Local(type=type_):
            return type_
        case AsOf():
            return MOMENT
        case FieldOf(record, name):
            outer = strip(type_of(record))
            return dict(outer.fields).get(name, BROKEN) if isinstance(outer, RecordType) else BROKEN
        case All() | Any() | Not():
            return YES_NO
        case HowMany():
            return INTEGER
        case If(_, then, otherwise):
            return joined((type_of(then), type_of(otherwise)))
        case Agree(_, cases, otherwise):
            return joined((*(type_of(case.value) for case in cases), type_of(otherwise)))
        case Apply():
            return _type_of_applied(expr)
        case Over():
            return _type_of_over(expr)
        case SetOf(members):
            return SetType(joined(strip(type_of(member.value)) for member in members))
        case Silent() | InConflict() | Gap() | NoVersion():
            return NEVER
        case never:
            assert_never(never)


def joined(types: Iterable[Type]) -> Type:
    """The type of what is one or the other; BROKEN where they have none in common."""
    found: Type = NEVER
    none = False
    for type_ in types:
        none = none or type_ == NOTHING or isinstance(type_, OrNone)
        found = _either(found, NEVER if type_ == NOTHING else strip(type_))
    if not none:
        return found
    return NOTHING if found == NEVER else or_none(found)


def _either(one: Type, other: Type) -> Type:
    """The same of two that are never none."""
    if one == other or other == NEVER:
        return one
    if one == NEVER:
        return other
    if isinstance(one, SetType) and isinstance(other, SetType):
        element = joined((one.element, other.element))
        return BROKEN if element == BROKEN else SetType(element)
    return BODIES if BODIES in (one, other) and {one, other} <= _ACTING else BROKEN


def _type_of_applied(expr: Apply) -> Type:
    """Of an operator that takes no none: as if its operands were none nowhere, or a rule would not ask."""
    operands = [type_of(operand) for operand in expr.operands]
    if expr.operator == "as of":
        return operands[0]
    if expr.operator == "/":
        operands = operands[:2]  # a third one says how the law writes the divisor
    if BROKEN in operands:
        return BROKEN
    sets = [one for one in operands if isinstance(one, SetType) and one != EMPTY]
    operands = [sets[0] if one == EMPTY and sets else one for one in operands]
    found = result(expr.operator, operands) or result(expr.operator, [strip(one) for one in operands])
    if found is None or found != BROKEN:
        return found or BROKEN
    return expr.made or next((one for one in operands if one in (NOTHING, EMPTY)), BROKEN)


def _type_of_over(expr: Over) -> Type:
    match expr.kind:
        case "some" | "every":
            return YES_NO
        case "count":
            return INTEGER
        case "sum":
            return strip(type_of(expr.body))
        case "largest" | "smallest":
            nothing = () if expr.if_none is None else (type_of(expr.if_none),)
            return joined((strip(type_of(expr.body)), *nothing))
        case never:
            assert_never(never)


def conditions(expr: Expr) -> tuple[Expr, ...]:
    """The expressions directly inside one that are asked for yes or no."""
    match expr:
        case All(parts) | Any(parts) | HowMany(parts):
            return parts
        case Not(part):
            return (part,)
        case If(condition=condition):
            return (condition,)
        case Agree(cases=cases, declared_when=pairs):
            return (*(case.condition for case in cases), *(pair.condition for pair in pairs))
        case SetOf(members):
            return tuple(member.condition for member in members)
        case Over(kind="some" | "every", where=where, body=body):
            return where, body
        case Over(where=where):
            return (where,)
        case Const() | FactOf() | Reading() | AsOf() | Ref() | Local() | FieldOf() | Apply():
            return ()
        case Silent() | InConflict() | Gap() | NoVersion():
            return ()
        case never:
            assert_never(never)


def fits(found: Type, stated: Type) -> bool:
    """Whether what an expression is may be the value of a definition with this type.

    What is none may not, but where a rule has asked for it: so `or none` fits what is never none.
    """
    if found == NOTHING:
        return isinstance(stated, OrNone)
    one, other = strip(found), strip(stated)
    return one == NEVER or _either(one, other) == other


def element_of(items: Expr) -> Type:
    """The type of the things of a list."""
    listed = strip(type_of(items))
    return listed.element if isinstance(listed, ListType) else BROKEN


def type_of_definition(definition: Definition) -> Type:
    """The type of a definition's value; of what only answers see, what these hold."""
    match definition.name.aspect:
        case Aspect.PENALTIES:
            return OrNone(PENALTIES)
        case Aspect.STATE:
            return OrNone(STATE)
        case Aspect.AUTHORITY:
            return definition.type if isinstance(definition.type, SetType) else BODIES
        case Aspect.ITSELF | Aspect.BEFORE | Aspect.BANDS | Aspect.DUE | Aspect.END | Aspect.EXERCISED:
            return definition.type
        case (
            Aspect.OPENED
            | Aspect.FITS
            | Aspect.OWN
            | Aspect.SEEN
            | Aspect.BITES
            | Aspect.DEFEATED
            | Aspect.APPLIES
        ):
            return definition.type
        case Aspect.DETERMINED | Aspect.UNDETERMINED:
            return definition.type
        case Aspect.SILENT | Aspect.ANSWER | State() | BitesOn() | PrevailsOver() | Argument():
            return definition.type
        case never:
            assert_never(never)


# --- whatever is named bears its type ---------------------------------------------------------------------


@frozen(eq=False)
class Names:
    """The types of what expressions name."""

    facts: Mapping[str, Type]
    readings: Mapping[str, Type]
    definitions: Mapping[str, Type]

    def typed(self, expr: Expr, things: Mapping[str, Type]) -> Expr:
        """The expression, each name in it with its type; `things` has those of its locals."""
        match expr:
            case FactOf(name):
                return FactOf(name, self.facts[name])
            case Reading(name):
                return Reading(name, self.readings[name])
            case Ref(name, about):
                asked = tuple(self.typed(thing, things) for thing in about)
                return Ref(name, asked, self.definitions[name])
            case Local(name):
                return Local(name, things[name])
            case Over(local=local):
                items = self.typed(expr.items, things)
                inner = {**things, local: element_of(items)}
                return evolve(
                    expr,
                    items=items,
                    where=self.typed(expr.where, inner),
                    body=self.typed(expr.body, inner),
                    if_none=None if expr.if_none is None else self.typed(expr.if_none, things),
                )
            case rest:
                plain: Plain = rest
                return rebuilt(plain, lambda part: self.typed(part, things))


def with_types(program: Program) -> Program:
    """The same program, in which every name bears the type of what it names."""
    names = Names(
        {name: fact.type for name, fact in program.facts.items()},
        {name: reading.type for name, reading in program.readings.items()},
        {name: type_of_definition(definition) for name, definition in program.definitions.items()},
    )
    constraints = {id(one): _constraint(one, names) for one in program.constraints}

    def question(one: Question) -> Question:
        own = tuple(constraints.get(id(c)) or _constraint(c, names) for c in one.constraints)
        return evolve(one, constraints=own, headlines=tuple(_headline(h, names) for h in one.headlines))

    return evolve(
        program,
        definitions={name: _definition(one, names) for name, one in program.definitions.items()},
        subjects={name: _subject(one, names) for name, one in program.subjects.items()},
        parameters={name: _parameter(one, names) for name, one in program.parameters.items()},
        constraints=tuple(constraints.values()),
        questions={name: question(one) for name, one in program.questions.items()},
        scenarios=tuple(evolve(one, asked=question(one.asked)) for one in program.scenarios),
        claims=tuple(
            evolve(one, asked=question(one.asked), condition=names.typed(one.condition, {}))
            for one in program.claims
        ),
    )


def _constraint(constraint: Constraint, names: Names) -> Constraint:
    return evolve(constraint, condition=names.typed(constraint.condition, {}))


def _definition(definition: Definition, names: Names) -> Definition:
    things = {thing.name: thing.type for thing in definition.things}
    return evolve(definition, body=names.typed(definition.body, things))


def _headline(headline: Headline, names: Names) -> Headline:
    parts = (part if isinstance(part, str) else names.typed(part, {}) for part in headline.parts)
    return Headline(tuple(parts), names.typed(headline.condition, {}))


def _subject(subject: Subject, names: Names) -> Subject:
    if subject.about is None or subject.about.items is None:
        return subject
    return evolve(subject, about=evolve(subject.about, items=names.typed(subject.about.items, {})))


def _parameter(parameter: Parameter, names: Names) -> Parameter:
    values = tuple(evolve(one, value=names.typed(one.value, {})) for one in parameter.values)
    return evolve(parameter, values=values)
