"""Of lists that are made layer by layer only what somebody asks for is made of each thing."""

from collections.abc import Mapping, Sequence

from attrs import define, field

from qanun.columns import calls
from qanun.columns.plan import Expr

Layer = Mapping[str, Expr]
Fields = frozenset[str] | None
"""Names of fields; None for all that there are."""


def pruned(layers: Sequence[Layer], answers: Sequence[Expr]) -> list[Layer]:
    """The layers that answers rest on, without the columns, and the fields of things, that nothing uses."""
    asked = _Asked()
    for answer in answers:
        asked.look(answer)
    kept: list[Layer] = []
    for layer in reversed(layers):
        here = {name: _smaller(expr, asked.used[name]) for name, expr in layer.items() if name in asked.used}
        for expr in here.values():
            asked.look(expr)
        if here:
            kept.append(here)
    return kept[::-1]


def _smaller(expr: Expr, fields: Fields) -> Expr:
    """A list of structs with these fields; at least one, or there is no struct."""
    if fields is None or expr.op != "list_transform" or expr.args[1].args[0].op != "struct":
        return expr
    items, each = expr.args
    (made,) = each.args
    parts = dict(zip(made.value, made.args, strict=True))
    wanted = {name: part for name, part in parts.items() if name in fields} or dict(list(parts.items())[:1])
    return calls.of_each("list_transform", items, each.value, calls.struct(**wanted))


def trimmed(expr: Expr) -> Expr:
    """What is made of each thing of a list that is itself made of one, with the fields that it uses."""
    if expr.op != "list_transform":
        return expr
    items, each = expr.args
    return calls.of_each("list_transform", trimmed(_smaller(items, _fields(each))), each.value, each.args[0])


@define(eq=False)
class _Asked:
    """Of each column that is used, which fields of its things."""

    used: dict[str, Fields] = field(factory=dict)

    def look(self, expr: Expr) -> None:
        """All that an expression uses."""
        self._visit(expr, set())

    def _visit(self, expr: Expr, seen: set[int]) -> None:
        if id(expr) in seen:
            return
        seen.add(id(expr))
        if expr.op == "column":
            self._use(expr.value, None)
        elif expr.op == "list_transform":
            self._consume(expr.args[0], _fields(expr.args[1]), seen)
            self._visit(expr.args[1].args[0], seen)
        elif expr.op in ("len", "is null", "is not null"):
            self._consume(expr.args[0], frozenset(), seen)
        else:
            for arg in expr.args:
                self._visit(arg, seen)

    def _consume(self, items: Expr, fields: Fields, seen: set[int]) -> None:
        """A list of whose things some fields are used, perhaps of those alone that are left of it."""
        if items.op == "column":
            self._use(items.value, fields)
        elif items.op == "list_filter":
            own = _fields(items.args[1])
            self._consume(items.args[0], None if own is None or fields is None else own | fields, seen)
            self._visit(items.args[1].args[0], seen)
        else:
            self._visit(items, seen)

    def _use(self, name: str, fields: Fields) -> None:
        before = self.used.get(name, frozenset())
        self.used[name] = None if before is None or fields is None else before | fields


def _fields(each: Expr) -> Fields:
    """The fields of a thing of which a lambda speaks; None where it speaks of the whole thing."""
    found: set[str] = set()
    ahead = [each.args[0]]
    while ahead:
        one = ahead.pop()
        if one.op == "field" and one.args[0].op == "local" and one.args[0].value == each.value:
            found.add(one.value)
        elif one.op == "local" and one.value == each.value:
            return None
        else:
            ahead += one.args
    return frozenset(found)
