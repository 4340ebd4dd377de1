"""The layers of a statement: columns, each made of columns of the layers before it, and each made once."""

from collections.abc import Sequence

from attrs import define, evolve, field

from qanun.columns import plan, trees
from qanun.columns.found import Found
from qanun.columns.plan import Expr
from qanun.columns.printing import sql as sql_of
from qanun.columns.pruning import pruned

LITTLE = 5
"""So small a mask is written again: what is made of it can be made smaller."""
SHORT = 3
"""So small an expression is written again rather than given a column."""


@define(eq=False)
class Layers:
    """`given` are the columns of the table. Of each layer the columns, by name, with what may be said of
    them."""

    given: Sequence[str]
    layers: list[dict[str, Expr]] = field(factory=list)
    comments: dict[str, str] = field(factory=dict)
    _made: dict[Expr, Expr] = field(factory=dict)
    _at: dict[str, int] = field(factory=dict)

    def column(self, expr: Expr, name: str = "", comment: str = "") -> Expr:
        """A column of its own; one that there is already where the same was made before."""
        if expr.op in ("column", "literal") or expr.things:
            return expr
        if expr in self._made:
            return self._made[expr]
        if not name or name in self._at:
            name = f"#{len(self._made) + 1}"
        level = 1 + max((self._at.get(one, 0) for one in trees.columns_of(expr)), default=0)
        while len(self.layers) < level:
            self.layers.append({})
        self.layers[level - 1][name] = expr
        self._at[name] = level
        if comment:
            self.comments[name] = comment
        nulls = plan.is_null(expr)
        told = nulls.op == "literal" or (nulls.op == "is null" and nulls.args[0].op == "column")
        made = self._made[expr] = plan.column(
            name, expr.type, nulls if told else None, plan.options_of(expr), expr
        )
        return made

    def share(self, expr: Expr) -> Expr:
        """The same, in a column where it is long."""
        return expr if expr.size <= SHORT else self.column(expr)

    def sql(self, source: str, answers: Sequence[tuple[str, Expr]]) -> str:
        """The statement that gives the answers: a layer a step, `source` the name of the table."""
        inner = ", ".join(map(plan.quoted, self.given)) or "*"
        steps = [f'"cases" AS (SELECT {inner} FROM {source})']
        before = '"cases"'
        for number, layer in enumerate(pruned(self.layers, [expr for _, expr in answers]), 1):
            rows = [self._row(name, expr) for name, expr in layer.items()]
            steps.append(f'"step {number}" AS (SELECT *,\n' + ",\n".join(rows) + f"\nFROM {before})")
            before = f'"step {number}"'
        last = ",\n".join(f"  {sql_of(expr)} AS {plan.quoted(name)}" for name, expr in answers)
        return "WITH " + ",\n".join(steps) + f"\nSELECT\n{last}\nFROM {before}"

    def _row(self, name: str, expr: Expr) -> str:
        comment = self.comments.get(name, "").replace("*/", "* /")
        said = f"  /* {comment} */\n" if comment else ""
        return f"{said}  {sql_of(expr)} AS {plan.quoted(name)}"


def in_columns(layers: Layers, found: Found, name: str, comment: str = "") -> Found:
    """What was found, its value and its mask in columns of their own."""
    if found.fixed is not None:
        return found
    names = [name, *(f"{name} {number}" for number in range(2, len(found.parts) + 1))]
    parts = tuple(
        layers.column(part, one, comment if place == 0 else "")
        for place, (part, one) in enumerate(zip(found.parts, names, strict=True))
    )
    mask = trees.replaced(found.mask, dict(zip(found.parts, parts, strict=True)))
    if mask.size > LITTLE:
        mask = layers.column(mask, f"{name} ?")
    low = None if found.low is None else layers.column(found.low)
    high = None if found.high is None else layers.column(found.high)
    return evolve(found, parts=parts, mask=mask, low=low, high=high)
