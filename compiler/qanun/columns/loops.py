"""What is said of each thing of a list more than once is said once: in a list of structs, made layer by
layer."""

from collections.abc import Callable

from attrs import define, field

from qanun.columns import calls, plan, trees
from qanun.columns.plan import Expr

IT = "it"
"""The field that has the thing itself."""


@define(eq=False)
class Loop:
    """The things of a list, each as `thing`. Of each layer what is said of one, by name."""

    items: Expr
    thing: str
    outer: Callable[[Expr], Expr]
    """Gives what is said of the whole list a place of its own."""
    layers: list[dict[str, Expr]] = field(factory=list)
    _names: dict[Expr, Expr] = field(factory=dict)
    _at: dict[str, int] = field(factory=dict)

    def share(self, expr: Expr) -> Expr:
        """What is said of a thing, by a name."""
        if expr.op in ("local", "said"):
            return expr
        if expr not in self._names:
            name = f"#{len(self._names) + 1}"
            level = max((self._at[one] + 1 for one in self._said(expr)), default=0)
            while len(self.layers) <= level:
                self.layers.append({})
            self.layers[level][name] = expr
            self._at[name] = level
            self._names[expr] = plan.said(self.thing, name, expr)
        return self._names[expr]

    def _said(self, expr: Expr) -> set[str]:
        """The names of this list's things that an expression uses."""
        return {
            one.value[1] for one in trees.parts_of(expr) if one.op == "said" and one.value[0] == self.thing
        }

    def each(self, name: "calls.OfEach", body: Expr, then: Expr | None = None) -> Expr:
        """What is said of each thing, or those of which it is yes; `then` what is said of these."""
        items, made = self._layered((body,) if then is None else (body, then))
        first = calls.of_each(name, items, self.thing, made[0])
        return first if then is None else calls.of_each("list_transform", first, self.thing, made[1])

    def _layered(self, bodies: tuple[Expr, ...]) -> tuple[Expr, list[Expr]]:
        """The list with all that is said of its things, and the bodies."""
        items, before = self.items, dict[str, Expr]()
        raw = plan.local(self.thing, self.items.type.removesuffix("[]"))
        known: dict[Expr, Expr] = {}
        for layer in self.layers if any(self._said(body) for body in bodies) else ():
            fields = {IT: known.get(raw, raw)} | {name: known[said] for name, said in before.items()}
            fields |= {name: trees.replaced(expr, known) for name, expr in layer.items()}
            made = calls.struct(**fields)
            items = self.outer(calls.of_each("list_transform", items, self.thing, made))
            thing = plan.local(self.thing, made.type)
            before |= {name: plan.said(self.thing, name, expr) for name, expr in layer.items()}
            known = {raw: calls.field_of(thing, IT, raw.type)}
            known |= {said: calls.field_of(thing, name, said.type) for name, said in before.items()}
        return items, [trees.replaced(body, known) for body in bodies]
