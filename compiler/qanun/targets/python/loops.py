"""Writes loops of plain Python: quantifiers over lists, and sets."""

from collections.abc import Callable, Sequence

from qanun.core import rules
from qanun.core.rules import Expr
from qanun.core.typing import element_of
from qanun.core.walk import free_locals, walk
from qanun.targets.attributes import record_fields
from qanun.targets.python.layout import Call, Code, Conditional, Item, Joined
from qanun.targets.python.pieces import (
    OR,
    Unsupported,
    asked,
)
from qanun.targets.python.plain import RESULT, Writer
from qanun.targets.python.types import type_of
from qanun.typed.agree import strip
from qanun.typed.types import OrNone, RecordType, SetType, Type


def over(writer: Writer, expr: rules.Over, target: str) -> None:
    """A loop over the things of a list; what is unknown of one makes the whole decline."""
    if target == RESULT:
        found = writer.names.take("found")
        over(writer, expr, found)
        writer.put(f"return {found}")
        return
    items = writer.value(expr.items)
    kind = type_of(expr.items, writer.module.classes)
    if kind is None:
        raise Unsupported("ranges over a list of which the type cannot be told")
    name = writer.names.take(expr.local)
    if expr.local not in free_locals(rules.All((expr.where, expr.body))):
        name = f"_{name}"
    known = writer.called, writer.fields
    writer.called = {**writer.called, expr.local: name}
    LOOPS[expr.kind](writer, expr, target, f"for {name} in ", items.code)
    writer.called, writer.fields = known


def open_fields(writer: Writer, exprs: Sequence[Expr], record: Expr, perhaps: bool = False) -> None:
    """Read the fields of a record that expressions ask for; an unknown one makes the whole decline.

    `perhaps`: the record is a field of one that may be none.
    """
    asked_for = {node for expr in exprs for node in walk(expr) if _is_field_of(node, record)}
    whole = type_of(record, writer.module.classes)
    type_ = None if whole is None else strip(whole)
    if asked_for and not isinstance(type_, RecordType):
        raise Unsupported("asks for a field of what is chosen among records")
    unknown = writer.module.use("qanun.runtime.values.unknown", "UNKNOWN")
    for node in sorted(asked_for, key=str):
        assert isinstance(node, rules.FieldOf)
        assert isinstance(type_, RecordType)
        attribute = record_fields(type_)[node.name]
        holder = writer.value(record).code
        local = writer.names.take(f"{holder}_{attribute}")
        if perhaps or isinstance(whole, OrNone):
            _open_perhaps(writer, node, f"{holder}", attribute, local)
        else:
            writer.put(f"{local} = {holder}.{attribute}")
            writer.put(f"if {local} is {unknown}:")
            with writer.block():
                writer.decline()
        writer.fields = {**writer.fields, node: local}
        if isinstance(dict(type_.fields)[node.name], RecordType):
            open_fields(writer, exprs, node, perhaps or isinstance(whole, OrNone))


def _open_perhaps(writer: Writer, field: rules.FieldOf, holder: str, attribute: str, local: str) -> None:
    """Read a field of a record that may be none: it is asked for only where the record is there."""
    type_ = type_of(field, writer.module.classes)
    if type_ is None:
        raise Unsupported("asks for a field whose type cannot be told")
    unknown = writer.module.use("qanun.runtime.values.unknown", "UNKNOWN")
    writer.put(f"if {holder} is not None and {holder}.{attribute} is {unknown}:")
    with writer.block():
        writer.decline()
    read = Conditional("None", f"{holder} is None", f"{holder}.{attribute}")
    cast = writer.module.use("typing", "cast")
    here = OrNone(type_) if isinstance(type_, RecordType) else type_  # it is asked whether a record is there
    writer.put(f"{local} = ", Call(cast, (Item(writer.module.annotation(here)), Item(read))))


def _is_field_of(node: Expr, record: Expr) -> bool:
    return isinstance(node, rules.FieldOf) and node.record == record


def _enter(writer: Writer, expr: rules.Over) -> None:
    open_fields(writer, [expr.where, expr.body], rules.Local(expr.local, element_of(expr.items)))


def _some(writer: Writer, expr: rules.Over, target: str, head: str, items: Code) -> None:
    """One thing that satisfies it is enough; `every` is the mirror of it: one that does not."""
    every = expr.kind == "every"
    writer.put(f"{target} = {every}")
    writer.put(head, items, after=":")
    with writer.block():
        _enter(writer, expr)
        condition = (expr.where,) if expr.where != rules.Const(True) else ()
        decisive: Expr = rules.Not(expr.body) if every else expr.body
        writer.put("if ", writer.value(rules.All((*condition, decisive))).code, after=":")
        with writer.block():
            writer.put(f"{target} = {not every}")
            writer.put("break")


def _counting(writer: Writer, expr: rules.Over, put: Callable[[], None]) -> None:
    """What is done of each thing that counts."""
    _enter(writer, expr)
    if expr.where == rules.Const(True):
        put()
        return
    writer.put("if ", writer.value(expr.where).code, after=":")
    with writer.block(asked(expr.where, True)):
        put()


def _added(writer: Writer, expr: rules.Over, target: str, head: str, items: Code) -> None:
    """A count or a sum."""
    zero = rules.Const(0) if expr.kind == "count" or expr.if_none is None else expr.if_none
    writer.put(f"{target} = ", writer.value(zero).code)
    writer.put(head, items, after=":")
    with writer.block():
        _counting(writer, expr, lambda: _summand(writer, expr, target))


def _summand(writer: Writer, expr: rules.Over, target: str) -> None:
    if expr.kind == "count":
        writer.put(f"{target} += 1")
        return
    body = writer.there(expr.body, None)
    writer.module.use("qanun.runtime.operators", "operators")
    writer.put(f"{target} = ", Call("operators.plus", (target, Item(body.code))))


def _best(writer: Writer, expr: rules.Over, target: str, head: str, items: Code) -> None:
    """The largest or smallest key of those that count."""
    assert expr.if_none is not None
    best = writer.names.take(f"{target}_best")
    kind = type_of(expr.body, writer.module.classes)
    writer.put(f"{best}: {writer.annotation(expr.body, None if kind is None else strip(kind))} | None = None")
    writer.put(head, items, after=":")
    with writer.block():
        _counting(writer, expr, lambda: _key(writer, expr, target, best))
    nothing = writer.value(expr.if_none)
    writer.put(f"{target} = ", Conditional(nothing.at(OR), f"{best} is None", best))


def _key(writer: Writer, expr: rules.Over, target: str, best: str) -> None:
    body = writer.there(expr.body, None)
    key = writer.names.take(f"{target}_key")
    writer.put(f"{key} = ", body.code)
    better = f"{key} {'<' if expr.kind == 'smallest' else '>'} {best}"
    writer.put("if ", Joined("or", (f"{best} is None", better)), after=":")
    with writer.block():
        writer.put(f"{best} = {key}")


Loop = Callable[[Writer, rules.Over, str, str, Code], None]
LOOPS: dict[rules.Quantifier, Loop] = {
    "some": _some,
    "every": _some,
    "count": _added,
    "sum": _added,
    "largest": _best,
    "smallest": _best,
}


def set_of(writer: Writer, members: Sequence[rules.Member], target: str, wanted: Type | None) -> None:
    """A set: each member whose condition holds; what is out of it need not have a value."""
    if not isinstance(wanted, SetType):
        raise Unsupported("is a set of which the type cannot be told")
    inside = writer.names.take("members" if target == RESULT else f"{target}_members")
    writer.put(f"{inside}: set[{writer.module.annotation(wanted.element)}] = set()")
    conditions = [writer.value(member.condition) for member in members]
    for condition, member in zip(conditions, members, strict=True):
        writer.put("if ", condition.code, after=":")
        with writer.block():
            value = writer.there(member.value, wanted.element)
            writer.put("", Call(f"{inside}.add", (value.code,)))
    writer.give(target, f"frozenset({inside})")
