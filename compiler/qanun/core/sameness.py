"""Whether two values are the same, spelled out: of records, field by field.

So a field that nobody has told makes unknown just what it can still change, as any other condition does.
"""

from qanun.core.rules import All, Any, Apply, Expr, FieldOf, If
from qanun.typed.types import NOTHING, OrNone, RecordType, Type


def same(left: Expr, right: Expr, one: Type | None, other: Type | None) -> Expr:
    """That two values of these types are the same."""
    record = _bare(one)
    if NOTHING in (one, other) or not isinstance(record, RecordType):
        return Apply("=", (left, right))
    fields = All(
        tuple(same(FieldOf(left, name), FieldOf(right, name), type_, type_) for name, type_ in record.fields)
    )
    if not isinstance(one, OrNone) and not isinstance(other, OrNone):
        return fields
    missing = Any((Apply("is none", (left,)), Apply("is none", (right,))))
    return If(missing, Apply("=", (left, right)), fields)


def _bare(type_: Type | None) -> Type | None:
    return type_.inner if isinstance(type_, OrNone) else type_
