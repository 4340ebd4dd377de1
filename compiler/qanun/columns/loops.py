"""What is said of each thing of a list more than once, and is long, is said once: in a list of structs, made
layer by layer. To copy a thing into a struct takes as long as some comparisons."""

from collections.abc import Callable

from attrs import define, field

from qanun.columns import calls, plan, trees
from qanun.columns.plan import Expr
from qanun.columns.pruning import trimmed

IT = "it"
"""The field that has the thing itself."""
LONG = 60
"""What is as long as this, all written out, has a field of its own; what is shorter has none."""


@define(eq=False)
class Loop:
    """The things of a list, each as `thing`. Of each layer what is said of one, by name; `_short` has what is
    written out wherever it is said."""

    items: Expr
    thing: str
    outer: Callable[[Expr], Expr]
    """Gives what is said of the whole list a place of its own."""
    layers: list[dict[str, Expr]] = field(factory=list)
    _names: dict[Expr, Expr] = field(factory=dict)
    _at: dict[str, int] = field(factory=dict)
    _short: dict[Expr, Expr] = field(factory=dict)

    def share(self, expr: Expr) -> Expr:
        """What is said of a thing, by a name."""
        if expr.op in ("local", "said"):
            return expr
        if expr not in self._names:
            name = f"#{len(self._names) + 1}"
            self._names[expr] = plan.said(self.thing, name, expr)
            full = self.written(expr)
            if full.size < LONG and all(one.op != "lambda" for one in trees.parts_of(full)):
                self._short[self._names[expr]] = full
            else:
                self._place(name, full)
        return self._names[expr]

    def _place(self, name: str, expr: Expr) -> None:
        """Gives what is said of a thing a field, in the layer after those that it speaks of."""
        level = max((self._at[one] + 1 for one in self._said(expr)), default=0)
        while len(self.layers) <= level:
            self.layers.append({})
        self.layers[level][name] = expr
        self._at[name] = level

    def _said(self, expr: Expr) -> set[str]:
        """The names of this list's things that an expression uses."""
        return {
            one.value[1] for one in trees.parts_of(expr) if one.op == "said" and one.value[0] == self.thing
        }

    def written(self, expr: Expr) -> Expr:
        """The same, with what is short written out."""
        return trees.replaced(expr, self._short)

    def each(self, name: "calls.OfEach", body: Expr, then: Expr | None = None) -> Expr:
        """What is said of each thing, or those of which it is yes; `then` what is said of these."""
        items, made = self._layered((body,) if then is None else (body, then), self.outer)
        first = calls.of_each(name, items, self.thing, made[0])
        return first if then is None else calls.of_each("list_transform", first, self.thing, made[1])

    def seldom(self, body: Expr) -> Expr:
        """What is said of each thing, in one expression: nothing is made of a list that nobody asks for."""
        items, (made,) = self._layered((body,), lambda items: items)
        return trimmed(calls.of_each("list_transform", items, self.thing, made))

    def _layered(self, bodies: tuple[Expr, ...], placed: Callable[[Expr], Expr]) -> tuple[Expr, list[Expr]]:
        """The list with all that is said of its things, and the bodies. `placed` gives each layer a place."""
        bodies = tuple(map(self.written, bodies))
        items, before = self.items, dict[str, Expr]()
        raw = plan.local(self.thing, self.items.type.removesuffix("[]"))
        known: dict[Expr, Expr] = {}
        for layer in self.layers if any(self._said(body) for body in bodies) else ():
            fields = {IT: known.get(raw, raw)} | {name: known[said] for name, said in before.items()}
            fields |= {name: trees.replaced(expr, known) for name, expr in layer.items()}
            made = calls.struct(**fields)
            items = placed(calls.of_each("list_transform", items, self.thing, made))
            thing = plan.local(self.thing, made.type)
            before |= {name: plan.said(self.thing, name, expr) for name, expr in layer.items()}
            known = {raw: calls.field_of(thing, IT, raw.type)}
            known |= {said: calls.field_of(thing, name, said.type) for name, said in before.items()}
        return items, [trees.replaced(body, known) for body in bodies]
