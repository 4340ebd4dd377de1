"""What every part of the type checker works with: the tables, the item at hand, the diagnostics."""

from collections.abc import Iterator
from contextlib import contextmanager

from attrs import define, field

from qanun.diagnostics.model import Diagnostic, Fix, Kind, Related, Severity
from qanun.resolved.declare import Placed
from qanun.resolved.model import Declaration, Resolved
from qanun.syntax import tree
from qanun.text import Span
from qanun.typed import kinds
from qanun.typed.model import Typed
from qanun.typed.narrow import NOTHING_KNOWN, Known
from qanun.typed.types import BROKEN, OneOfType, Type


@define(eq=False)
class Context:
    """`placed` is the item at hand, `valued` the type of the value that its clauses may state; `known` is
    what its conditions have settled as not none; `rounded` are the roundings met in it."""

    typed: Typed
    placed: Placed
    diagnostics: list[Diagnostic] = field(factory=list)
    known: Known = NOTHING_KNOWN
    silenced: Declaration | None = None
    valued: Type = BROKEN
    rounded: list[tree.Rounded] = field(factory=list)

    @property
    def resolved(self) -> Resolved:
        return self.typed.resolved

    @property
    def module(self) -> str:
        return self.placed.module

    def report(
        self,
        kind: Kind,
        span: Span,
        *,
        related: tuple[Related, ...] = (),
        fix: Fix | None = None,
        **values: object,
    ) -> Type:
        """Keep a mistake; an error breaks the item at hand. Gives BROKEN, the type of what is mistaken."""
        if kind is kinds.UNITS:
            values.setdefault("remedy", "state both in one unit, or count both from a day")
        if "wanted" in values:
            values.setdefault("remedy", f"write {values['wanted']}")
        self.diagnostics.append(
            kind.at(span, article=self.placed.article, related=related, fix=fix, **values)
        )
        owner = self.resolved.by_node.get(self.placed.item)
        if owner is not None and kind.severity is Severity.ERROR:
            self.typed.broken.add(owner)
        return BROKEN

    @contextmanager
    def knowing(self, more: Known) -> Iterator[None]:
        """Within this, what `more` holds is not none."""
        before = self.known
        self.known = before | more
        try:
            yield
        finally:
            self.known = before

    def declared(self, declaration: Declaration) -> Type | None:
        """The type of a declaration; None for what has no value."""
        return self.typed.declared.get(declaration)

    def set_type(self, expression: tree.Expression, type_: Type) -> Type:
        """Write down the type of an expression."""
        self.typed.types[expression] = type_
        return type_

    def options_called(self, word: str) -> dict[Declaration, OneOfType]:
        """Every option of this bare name, with its type."""
        found = {}
        for one in self.resolved.bare.get(word, ()):
            type_ = self.declared(one)
            if one.kind == "option" and isinstance(type_, OneOfType):
                found[one] = type_
        return found

    def authority_called(self, word: str) -> Declaration | None:
        """The authority of this bare name, in whatever law."""
        found = (one for one in self.resolved.bare.get(word, ()) if one.kind == "authority")
        return next(found, None)
