"""Writes loops of plain Python: quantifiers over lists, and sets."""

from collections.abc import Callable, Sequence

from qanun.core import rules
from qanun.core.rules import Expr
from qanun.core.walk import walk
from qanun.targets.python.layout import Call, Code, Conditional, Item, Joined
from qanun.targets.python.pieces import (
    AND,
    NOT,
    OR,
    Mask,
    Unsupported,
    Value,
    asked,
    conjoined,
    negated,
    union,
)
from qanun.targets.python.plain import Writer
from qanun.targets.python.plan import record_fields
from qanun.targets.python.statements import annotation, basis_name
from qanun.targets.python.types import bare, thing, type_of
from qanun.typed.types import OrNone, RecordType, SetType, Type


def over(writer: Writer, expr: rules.Over, target: str, wanted: Type | None, own: Mask) -> Mask:
    """A loop over the things of a list; what is unknown of one makes the whole decline."""
    items = writer.value(expr.items)
    kind = type_of(expr.items, writer.plan.program, writer.things)
    if kind is None:
        raise Unsupported
    name = writer.names.take(expr.local)
    known = writer.things, writer.called, writer.fields
    writer.things = {**writer.things, **thing(expr.local, expr.items, writer.plan.program, writer.things)}
    writer.called = {**writer.called, expr.local: name}
    own |= items.mask
    rest = LOOPS[expr.kind](writer, expr, target, f"for {name} in ", items.code, own)
    writer.things, writer.called, writer.fields = known
    return rest


def open_fields(writer: Writer, exprs: Sequence[Expr], record: Expr, perhaps: bool = False) -> None:
    """Read the fields of a record that expressions ask for; an unknown one makes the whole decline.

    `perhaps`: the record is a field of one that may be none.
    """
    asked_for = {node for expr in exprs for node in walk(expr) if _is_field_of(node, record)}
    whole = writer.type_of(record)
    type_ = None if whole is None else bare(whole)
    if asked_for and not isinstance(type_, RecordType):
        raise Unsupported
    unknown = writer.module.use("qanun.runtime.values", "UNKNOWN")
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
                writer.put("return None")
        writer.fields = {**writer.fields, node: local}
        if isinstance(dict(type_.fields)[node.name], RecordType):
            open_fields(writer, exprs, node, perhaps or isinstance(whole, OrNone))


def _open_perhaps(writer: Writer, field: rules.FieldOf, holder: str, attribute: str, local: str) -> None:
    """Read a field of a record that may be none: it is asked for only where the record is there."""
    type_ = writer.type_of(field)
    if type_ is None:
        raise Unsupported
    unknown = writer.module.use("qanun.runtime.values", "UNKNOWN")
    writer.put(f"if {holder} is not None and {holder}.{attribute} is {unknown}:")
    with writer.block():
        writer.put("return None")
    read = Conditional("None", f"{holder} is None", f"{holder}.{attribute}")
    cast = writer.module.use("typing", "cast")
    here = OrNone(type_) if isinstance(type_, RecordType) else type_  # it is asked whether a record is there
    writer.put(f"{local} = ", Call(cast, (Item(writer.module.annotation(here)), Item(read))))


def _is_field_of(node: Expr, record: Expr) -> bool:
    return isinstance(node, rules.FieldOf) and node.record == record


def _enter(writer: Writer, expr: rules.Over) -> None:
    open_fields(writer, [expr.where, expr.body], rules.Local(expr.local))


def _some(writer: Writer, expr: rules.Over, target: str, head: str, items: Code, own: Mask) -> Mask:
    """Yes rests on the things that satisfy it, no on what each lacks; `every` is the mirror of it."""
    every = expr.kind == "every"
    held, failed = writer.names.take(f"{target}_yes"), writer.names.take(f"{target}_no")
    resting = writer.rests(expr.where) or writer.rests(expr.body)
    writer.put(f"{target} = {every}")
    if resting:
        writer.put(f"{held} = {failed} = ", own.code)
    writer.put(head, items, after=":")
    with writer.block():
        _enter(writer, expr)
        condition = (expr.where,) if expr.where != rules.Const(True) else ()
        body: Expr = rules.Not(expr.body) if every else expr.body
        values = writer.parts((*condition, body), True)
        code = conjoined([value.at(AND + 1) for value in values]) if len(values) > 1 else values[0].code
        writer.put("if ", code, after=":")
        with writer.block():
            writer.put(f"{target} = {not every}")
            if resting:
                whole = union([value.mask for value in values])
                writer.put(f"{failed if every else held} |= ", whole.code)
        if resting:
            _lacking(writer, values, held if every else failed)
    if not resting:
        return own
    writer.put(f"{basis_name(target)} = ", Conditional(held, target, failed), basis_of=target)
    return Mask(0, (basis_name(target),))


def _lacking(writer: Writer, values: Sequence[Value], into: str) -> None:
    """What the parts that are no rest on."""
    writer.put("else:")
    with writer.block():
        if len(values) == 1:
            writer.put(f"{into} |= ", values[0].mask.code)
            return
        for value in values:
            if value.mask:
                decisive = negated(value)
                code = decisive.code if value.guard is None else conjoined([value.guard, decisive.at(NOT)])
                writer.put("if ", code, after=":")
                with writer.block():
                    writer.put(f"{into} |= ", value.mask.code)


def _added(writer: Writer, expr: rules.Over, target: str, head: str, items: Code, own: Mask) -> Mask:
    """A count or a sum: it rests on whether each thing counts, and on the summands of those that do."""
    resting = writer.rests(expr.where) or writer.rests(expr.body)
    zero = rules.Const(0) if expr.kind == "count" or expr.if_none is None else expr.if_none
    writer.put(f"{target} = ", writer.value(zero).code)
    if resting:
        writer.put(f"{basis_name(target)} = ", own.code)
    writer.put(head, items, after=":")
    with writer.block():
        _enter(writer, expr)
        if expr.where == rules.Const(True):
            _summand(writer, expr, target, resting)
        else:
            where = writer.value(expr.where)
            if resting and where.mask:
                writer.put(f"{basis_name(target)} |= ", where.mask.code)
            writer.put("if ", where.code, after=":")
            with writer.block(asked(expr.where, True)):
                _summand(writer, expr, target, resting)
    return Mask(0, (basis_name(target),)) if resting else own


def _summand(writer: Writer, expr: rules.Over, target: str, resting: bool) -> None:
    if expr.kind == "count":
        writer.put(f"{target} += 1")
        return
    body = writer.value(expr.body)
    writer.module.use("qanun.runtime", "operators")
    writer.put(f"{target} = ", Call("operators.plus", (target, Item(body.code))))
    if resting and body.mask:
        writer.put(f"{basis_name(target)} |= ", body.mask.code)


def _best(writer: Writer, expr: rules.Over, target: str, head: str, items: Code, own: Mask) -> Mask:
    """The largest or smallest: it rests on whether each thing counts, and on the keys of those that do."""
    assert expr.if_none is not None
    resting = any(map(writer.rests, (expr.where, expr.body, expr.if_none)))
    best = writer.names.take(f"{target}_best")
    writer.put(f"{best}: {annotation(writer, expr.body, None)} | None = None")
    if resting:
        writer.put(f"{basis_name(target)} = ", own.code)
    writer.put(head, items, after=":")
    with writer.block():
        _enter(writer, expr)
        if expr.where == rules.Const(True):
            _key(writer, expr, target, best, resting)
        else:
            where = writer.value(expr.where)
            if resting and where.mask:
                writer.put(f"{basis_name(target)} |= ", where.mask.code)
            writer.put("if ", where.code, after=":")
            with writer.block(asked(expr.where, True)):
                _key(writer, expr, target, best, resting)
    nothing = writer.value(expr.if_none)
    writer.put(f"{target} = ", Conditional(nothing.at(OR), f"{best} is None", best))
    if resting and nothing.mask:
        writer.put(f"if {best} is None:")
        with writer.block():
            writer.put(f"{basis_name(target)} |= ", nothing.mask.code)
    return Mask(0, (basis_name(target),)) if resting else own


def _key(writer: Writer, expr: rules.Over, target: str, best: str, resting: bool) -> None:
    body = writer.value(expr.body)
    key = writer.names.take(f"{target}_key")
    writer.put(f"{key} = ", body.code)
    if resting and body.mask:
        writer.put(f"{basis_name(target)} |= ", body.mask.code)
    better = f"{key} {'<' if expr.kind == 'smallest' else '>'} {best}"
    writer.put("if ", Joined("or", (f"{best} is None", better)), after=":")
    with writer.block():
        writer.put(f"{best} = {key}")


Loop = Callable[[Writer, rules.Over, str, str, Code, Mask], Mask]
LOOPS: dict[str, Loop] = {
    "some": _some,
    "every": _some,
    "count": _added,
    "sum": _added,
    "largest": _best,
    "smallest": _best,
}


def set_of(
    writer: Writer, members: Sequence[rules.Member], target: str, wanted: Type | None, own: Mask
) -> Mask:
    """A set: each member whose condition holds; what is out of it need not have a value."""
    if not isinstance(wanted, SetType):
        raise Unsupported
    inside = writer.names.take(f"{target}_members")
    writer.put(f"{inside}: set[{writer.module.annotation(wanted.element)}] = set()")
    conditions = [
        writer.atom(member.condition) if writer.rests(member.condition) else writer.value(member.condition)
        for member in members
    ]
    writer.put(f"{basis_name(target)} = ", (own | union([c.mask for c in conditions])).code)
    for condition, member in zip(conditions, members, strict=True):
        writer.put("if ", condition.code, after=":")
        with writer.block():
            value = writer.there(member.value, wanted.element)
            writer.put("", Call(f"{inside}.add", (value.code,)))
            if value.mask:
                writer.put(f"{basis_name(target)} |= ", value.mask.code)
    writer.put(f"{target} = frozenset({inside})")
    return Mask(0, (basis_name(target),))
