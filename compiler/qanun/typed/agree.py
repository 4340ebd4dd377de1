"""Which types agree, and how they are spoken of."""

from typing import assert_never

from qanun.typed.operators import or_none
from qanun.typed.types import (
    BROKEN,
    INTEGER,
    NOTHING,
    NUMBER,
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

_AN = ("a", "e", "i", "o", "u")


def strip(type_: Type) -> Type:
    """The type without `or none`."""
    return type_.inner if isinstance(type_, OrNone) else type_


def may_be_none(type_: Type) -> bool:
    return isinstance(type_, OrNone) or type_ == NOTHING


def agrees(found: Type, wanted: Type) -> bool:
    """Whether a value of type `found` may stand where `wanted` is expected (an integer also as a number)."""
    if BROKEN in (found, wanted, strip(found), strip(wanted)):
        return True
    if isinstance(wanted, OrNone):
        return found == NOTHING or agrees(strip(found), wanted.inner)
    if isinstance(found, SetType) and isinstance(wanted, SetType):
        return found.element == wanted.element or BROKEN in (found.element, wanted.element)
    return found == wanted or (found == INTEGER and wanted == NUMBER)


def join(one: Type, other: Type) -> Type | None:
    """The type of a value that is one or the other; None where no type is. An integer is a number too."""
    if BROKEN in (one, other):
        return BROKEN
    if one == NOTHING:
        return or_none(other)
    if other == NOTHING:
        return or_none(one)
    first, second = strip(one), strip(other)
    if first == second:
        joined = first
    elif {first, second} == {INTEGER, NUMBER}:
        joined = NUMBER
    else:
        return None
    return or_none(joined) if may_be_none(one) or may_be_none(other) else joined


def spoken(type_: Type) -> str:
    """A type with its article, for a sentence: "a date", "yes or no", "a duration in days or none"."""
    match type_:
        case OrNone(inner=inner):
            return f"{spoken(inner)} or none"
        case Simple(name="yes/no"):
            return "yes or no"
        case Simple(name="none" | "text" as name):
            return name
        case MoneyType() | DurationType() as measured:
            return str(measured) if isinstance(measured, MoneyType) else f"a {measured}"
        case SetType(element=element):
            return f"a set of {element}"
        case ListType(element=element):
            return f"a list of {element}"
        case Simple() | OneOfType() | RecordType():
            word = str(type_)
            return f"{'an' if word.startswith(_AN) else 'a'} {word}"
        case never:
            assert_never(never)
