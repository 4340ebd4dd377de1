"""Names: the type of what they mean, a record's fields, and bare words read by the type expected."""

from qanun.diagnostics.model import Fix, Related
from qanun.diagnostics.nearest import nearest
from qanun.diagnostics.spelling import respelt
from qanun.resolved.kinds import hint
from qanun.resolved.model import Declaration, Local, Meaning
from qanun.runtime.values.countries import COUNTRIES
from qanun.syntax import tree
from qanun.typed import kinds, norm_kinds
from qanun.typed.agree import agrees, may_be_none, spoken, strip
from qanun.typed.context import Context
from qanun.typed.model import type_of_thing
from qanun.typed.types import (
    AUTHORITY,
    BROKEN,
    COUNTRY,
    OneOfType,
    OrNone,
    RecordType,
    Type,
)


def reference(name: tree.Name, expected: Type | None, context: Context) -> Type:
    """The type of a name; a constant's text goes into `Typed.values`."""
    meaning = context.resolved.meaning.get(name)
    constant = _constant(name, expected, context)
    if meaning is None:
        if constant is not None:
            context.typed.values[name] = name.parts[0]
            return constant
        return _unread(name, expected, context) if name in context.resolved.unresolved else BROKEN
    target = meaning.target
    if isinstance(target, Declaration) and target.kind in ("option", "authority"):
        return _named_constant(name, target, meaning, context)
    found = _meant(name, meaning, context)
    if constant is not None and expected is not None:
        if found == BROKEN or not agrees(strip(found), strip(expected)):
            context.typed.values[name] = name.parts[0]
            return constant
        meanings = f"the option of {expected} or what the law declares by this name"
        return context.report(kinds.TWO_OPTIONS, name.span, name=name, meanings=meanings)
    return found


def _named_constant(name: tree.Name, target: Declaration, meaning: Meaning, context: Context) -> Type:
    if meaning.fields:
        return no_field(name, f"`{target.short}`", meaning.fields[0], (), context)
    context.typed.values[name] = target.short
    return context.declared(target) or BROKEN


def _constant(name: tree.Name, expected: Type | None, context: Context) -> Type | None:
    """The expected type, where a bare word is one of its constants."""
    if expected is None or len(name.parts) != 1:
        return None
    type_, word = strip(expected), name.parts[0]
    fits = (
        (isinstance(type_, OneOfType) and word in type_.options)
        or (type_ == AUTHORITY and context.authority_called(word) is not None)
        or (type_ == COUNTRY and word in COUNTRIES)
    )
    return type_ if fits else None


def _unread(name: tree.Name, expected: Type | None, context: Context) -> Type:
    """A bare word that the expected type does not read, or where no type is expected."""
    word = name.parts[0]
    wanted = strip(expected) if expected is not None else BROKEN
    options = context.options_called(word)
    authority = context.authority_called(word)
    if wanted == BROKEN:
        return _alone(name, options, authority, context) if expected is None else BROKEN
    if isinstance(wanted, OneOfType):
        near = nearest(word, wanted.options)
        return context.report(
            kinds.NO_OPTION,
            name.span,
            fix=respelt(name.span, word, near, wanted.options),
            name=name,
            type=f"`{wanted}`",
            options=listed(wanted),
            nearest=hint(near),
        )
    if wanted == COUNTRY and not options and authority is None:
        return _no_country(name, context)
    of = " and ".join(f"`{type_}`" for type_ in options.values())
    what = f"an option of {of}" if options else "an authority" if authority else "a country's code"
    return context.report(
        kinds.NO_OPTION_HERE,
        name.span,
        name=name,
        what=what,
        wanted=spoken(expected or wanted),
        value=_as_value(word, context),
    )


def _no_country(name: tree.Name, context: Context) -> Type:
    meant = _OTHER_CODES.get(name.parts[0])
    words = f": `{meant}`" if meant else ""
    fix = Fix(name.span, meant, f"write `{meant}`") if meant else None
    return context.report(kinds.NO_COUNTRY, name.span, fix=fix, name=name, meant=words)


def listed(type_: OneOfType) -> str:
    """The options of a type, for a sentence."""
    names = [f"`{option}`" for option in type_.options]
    return ", ".join(names[:_LISTED]) + (" …" if len(names) > _LISTED else "")


_LISTED = 8
_OTHER_CODES = {"UK": "GB", "EN": "GB", "EL": "GR", "EW": "EE", "SU": "RU", "YU": "RS"}
"""What is written for a country where ISO 3166 has another code."""


def _as_value(word: str, context: Context) -> str:
    """The end of a remedy, where a condition names an option that the rule itself may answer with."""
    valued = strip(context.valued)
    fits = isinstance(valued, OneOfType) and word in valued.options
    return f"; if it is the value of the rule, give it on a line of its own: `is {word}`" if fits else ""


def _alone(
    name: tree.Name, options: dict[Declaration, OneOfType], authority: Declaration | None, context: Context
) -> Type:
    """A bare word where no type is expected: its only meaning."""
    word = name.parts[0]
    if len(options) + (authority is not None) > 1:
        named = [f"`{option.owner.short}.{word}`" for option in options if option.owner is not None]
        meanings = " or ".join([*named, *(["the authority"] if authority else [])])
        return context.report(kinds.TWO_OPTIONS, name.span, name=name, meanings=meanings)
    if not options and authority is None and word not in COUNTRIES:
        return _no_country(name, context)
    context.typed.values[name] = word
    return next(iter(options.values())) if options else AUTHORITY if authority else COUNTRY


def _meant(name: tree.Name, meaning: Meaning, context: Context) -> Type:
    target = meaning.target
    if isinstance(target, Local):
        return _through(name, type_of_thing(target, context.typed), meaning, f"`{target.name}`", context)
    thing = context.resolved.about.get(target)
    if thing is not None and isinstance(thing.node, tree.OfAmount):
        if isinstance(context.placed.item, tree.Scenario):
            return context.report(norm_kinds.OF_NO_AMOUNT, name.span, name=name)
        remedy, what = f"say of which amount: `{name} of …`", "a rule about an amount"
        return context.report(kinds.NO_VALUE, name.span, name=name, what=what, remedy=remedy)
    if thing is not None:
        return context.report(
            kinds.OF_WHICH,
            name.span,
            name=name,
            thing=thing.name,
            related=(Related(target.span, "declared here"),),
        )
    declared = context.declared(target)
    if target.kind == "table":
        remedy = f"say of which amount: `{name} of …`"
        return context.report(kinds.NO_VALUE, name.span, name=name, what="a table", remedy=remedy)
    if target.kind == "party" and isinstance(target.item, tree.Party) and target.item.who is None:
        remedy = "give the party `who …`, or leave the condition out"
        return context.report(
            kinds.NO_VALUE, name.span, name=name, what="a party without conditions", remedy=remedy
        )
    if declared is None:
        return BROKEN
    return _through(name, declared, meaning, f"`{target.short}`", context)


def _through(name: tree.Name, start: Type, meaning: Meaning, owner: str, context: Context) -> Type:
    """Down the fields of records; what the conditions have settled as not none is so."""
    found = _known(start, meaning.target, (), context)
    for index, part in enumerate(meaning.fields):
        if found == BROKEN:
            return BROKEN
        if may_be_none(found):
            shown = ".".join((meaning.target.name, *meaning.fields[:index]))
            return context.report(kinds.MAY_BE_NONE, name.span, what=shown)
        fields = dict(found.fields) if isinstance(found, RecordType) else {}
        if part not in fields:
            return no_field(name, owner, part, tuple(fields), context)
        owner = f"`{part}`"
        found = _known(fields[part], meaning.target, meaning.fields[: index + 1], context)
    return found


def _known(found: Type, target: Declaration | Local, fields: tuple[str, ...], context: Context) -> Type:
    if isinstance(found, OrNone) and (target, fields, "", None) in context.known:
        return found.inner
    return found


def no_field(name: tree.Name, owner: str, part: str, fields: tuple[str, ...], context: Context) -> Type:
    """Report a part of a name that is none of these fields."""
    near = nearest(part, fields)
    place = name.place(len(name.parts) - 1 - name.parts[::-1].index(part))
    fix = respelt(place, part, near, fields)
    return context.report(kinds.NO_FIELD, place, fix=fix, owner=owner, name=part, nearest=hint(near))
