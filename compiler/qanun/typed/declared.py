"""The type of everything that is declared, read from how it is written."""

from collections.abc import Callable
from typing import assert_never

from qanun.resolved.model import NORM_KINDS, Declaration
from qanun.resolved.things import about_of
from qanun.syntax import tree
from qanun.text import Span
from qanun.typed import kinds, types
from qanun.typed.agree import spoken
from qanun.typed.context import Context
from qanun.typed.literals import money_type
from qanun.typed.types import (
    BROKEN,
    YES_NO,
    DurationType,
    ListType,
    MoneyType,
    OneOfType,
    OrNone,
    RecordType,
    SetType,
    Simple,
    Type,
)

_SIMPLE = {
    one.name: one
    for one in (
        types.YES_NO,
        types.INTEGER,
        types.NUMBER,
        types.DATE,
        types.MOMENT,
        types.PERIOD,
        types.TEXT,
        types.COUNTRY,
        types.AUTHORITY,
        types.PENALTY,
    )
}
_AMOUNTS = (types.INTEGER, types.NUMBER, types.DATE, types.MOMENT)
_CONDITIONS = NORM_KINDS | {"ground", "limb", "exception", "silence", "party", "member"}
_UNITS = {"hours": "hours", "days": "days", "weeks": "days", "months": "months", "years": "months"}

At = Callable[[Declaration], Context]


def declare_types(context: Context, at: At) -> None:
    """Fill `Typed.declared`; `at` gives the context in which a declaration's own mistakes are reported."""
    everything = list(context.resolved.by_node.values())
    for one in everything:
        if isinstance(one.item, tree.OneOf | tree.Reading):
            names = tuple(option.name for option in one.item.options)
            context.typed.declared[one] = OneOfType(one.name, names)
    for one in everything:
        if one.kind == "option" and one.owner is not None:
            context.typed.declared[one] = context.typed.declared[one.owner]
    for one in everything:
        if isinstance(one.item, tree.Record):
            _record(one, at, ())
    for one in everything:
        about = about_of(one.item)
        if isinstance(about, tree.OfAmount):
            context.typed.amounts[about] = _amount(about, at(one), at)
        type_ = _type(one, at)
        if type_ is not None:
            context.typed.declared[one] = type_
        if one.kind == "fact" and isinstance(type_, ListType):
            context.typed.lists.setdefault(type_.element, []).append(one)


def _type(one: Declaration, at: At) -> Type | None:
    if one.kind in _CONDITIONS:
        return YES_NO
    match one.item:
        case tree.Authority():
            return types.AUTHORITY
        case tree.Fact(type=written) | tree.Define(type=written) | tree.Rule(type=written):
            return read_type(written, at(one), at) if written is not None else YES_NO
        case tree.Parameter(type=written) | tree.Table(type=written):
            return read_type(written, at(one), at)
        case tree.Options(type=written):
            element = read_type(written, at(one), at)
            return BROKEN if element == BROKEN else SetType(element)
        case tree.OneOf() | tree.Reading() | tree.Option() | tree.Record():
            return None  # declared before
        case tree.Act() | tree.Member() | tree.Question() | tree.Scenario() | tree.Cases() | tree.Claim():
            return None  # no values
        case tree.Situation() | tree.Background():
            return None  # facts of a case, none of the law
        case tree.Priority() | tree.Collision() | tree.Always() | tree.NotEncoded():
            return None  # no names
        case tree.Party() | tree.Norm() | tree.Ground() | tree.Exception_() | tree.Silence() | tree.Bullet():
            raise TypeError(f"{one.kind} is a condition: `_CONDITIONS`")
        case never:
            assert_never(never)


def _amount(about: tree.OfAmount, context: Context, at: At) -> Type:
    """The type of the amount that a rule is about."""
    found = read_type(about.type, context, at)
    if found == BROKEN or isinstance(found, MoneyType | DurationType) or found in _AMOUNTS:
        return found
    return context.report(kinds.NO_AMOUNT, about.type.span, name=about.word, type=spoken(found))


def _record(one: Declaration, at: At, within: tuple[Declaration, ...]) -> Type:
    context = at(one)
    known = context.declared(one)
    if known is not None or not isinstance(one.item, tree.Record):
        return known or BROKEN
    if one in within:
        return _no_such_type(
            one.span, context, "record that holds itself", "it would never end", "take the field out"
        )
    fields = tuple((part.name, read_type(part.type, context, at, (*within, one))) for part in one.item.fields)
    made = RecordType(one.name, fields)
    context.typed.declared[one] = made
    return made


def read_type(written: tree.TypeName, context: Context, at: At, within: tuple[Declaration, ...] = ()) -> Type:
    """The type that is written; a mistake is reported and gives BROKEN."""
    found = _bare(written, context, at, within)
    return OrNone(found) if written.or_none and found != BROKEN else found


def _bare(written: tree.TypeName, context: Context, at: At, within: tuple[Declaration, ...]) -> Type:
    match written.kind:
        case "money":
            return _money(written, context)
        case "duration":
            if written.unit is None:
                return BROKEN
            return DurationType(_UNITS[written.unit])
        case "set of" | "list of":
            return _many(written, context, at, within)
        case "named" | "one of":
            target = context.resolved.target(written.name)
            if target is None:
                return BROKEN
            return _record(target, at, within) if target.kind == "record" else _one_of(target, context)
        case simple:
            return _SIMPLE.get(simple, Simple(simple))


def _one_of(target: Declaration, context: Context) -> Type:
    return context.declared(target) or BROKEN


def _money(written: tree.TypeName, context: Context) -> Type:
    if written.unit is not None:
        return money_type(written.unit, written.span, context)
    head = context.resolved.laws[context.module].document.front_matter
    if head.currency is not None:
        return MoneyType(head.currency)
    return BROKEN if head.mistaken else context.report(kinds.NO_CURRENCY, written.span)


def _many(written: tree.TypeName, context: Context, at: At, within: tuple[Declaration, ...]) -> Type:
    if written.element is None:
        return BROKEN
    element = read_type(written.element, context, at, within)
    if element == BROKEN:
        return BROKEN
    is_list = written.kind == "list of"
    allowed = (
        isinstance(element, RecordType) or element == types.PERIOD
        if is_list
        else isinstance(element, OneOfType) or element in (types.COUNTRY, types.AUTHORITY, types.TEXT)
    )
    if not allowed:
        why = "a list holds records or periods; a set holds options, countries, authorities or texts"
        remedy = "declare a record, and a list of it" if is_list else "choose one of these"
        what = f"{'list' if is_list else 'set'} of {element}"
        return _no_such_type(written.span, context, what, why, remedy)
    return ListType(element) if is_list else SetType(element)


def _no_such_type(span: Span, context: Context, what: str, why: str, remedy: str) -> Type:
    return context.report(kinds.NO_SUCH_TYPE, span, type=what, why=why, remedy=remedy)
