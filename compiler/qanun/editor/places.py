"""Every place at which something is named, and what is named there."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from attrs import frozen

from qanun.document.model import Provision
from qanun.editor.known import Known
from qanun.resolved.model import Declaration, Local, Meaning
from qanun.resolved.walk import every
from qanun.syntax import tree
from qanun.text import Span
from qanun.typed.model import Typed, type_of_thing
from qanun.typed.types import BROKEN, ListType, OneOfType, OrNone, RecordType, SetType, Type

Target = Declaration | Local | tree.RecordField | Provision
"""What can be named."""

_ANCHOR = re.compile(r"\w*#(?:[^\W_]|[_\-]|[.@](?=[\w(])|\(\w+\))+")


@frozen
class Place:
    """Where something is named, in one word or anchor; `declares`: it gets its name there."""

    span: Span
    target: Target
    declares: bool = False


@frozen(eq=False, slots=False)
class Places:
    """All places of the law by their files, and by what they name."""

    known: Known

    @cached_property
    def by_path(self) -> dict[str, list[Place]]:
        """The places on each file, in the order of the text."""
        found: dict[str, list[Place]] = {}
        for page in self.known.pages:
            for place in _Finding(self.known.typed, page).places():
                found.setdefault(place.span.text.path, []).append(place)
        for places in found.values():
            places.sort(key=lambda place: (place.span.start, place.span.end))
        return found

    @cached_property
    def by_target(self) -> dict[Target, list[Place]]:
        """The places that name one thing, by file and in the order of the text."""
        found: dict[Target, list[Place]] = {}
        for places in self.by_path.values():
            for place in places:
                found.setdefault(place.target, []).append(place)
        return found

    def at(self, path: str, offset: int) -> Place | None:
        """The place at an offset, its edges included: of several the smallest."""
        near = [one for one in self.by_path.get(path, ()) if one.span.start <= offset <= one.span.end]
        return min(near, key=lambda one: one.span.end - one.span.start, default=None)

    def of(self, target: Target) -> list[Place]:
        """Every place that names something."""
        return self.by_target.get(target, [])


def declared_at(target: Target) -> Span:
    """Where something is declared: its own entry, bullet or words."""
    return target.node.span if isinstance(target, Local) else target.span


@frozen(eq=False, slots=False)
class _Finding:
    typed: Typed
    page: tree.Page

    def places(self) -> Iterator[Place]:
        for item in self.page.items:
            for node in every(item):
                yield from self._declared(node)
                yield from self._of_node(node)
        for block in self.page.document.blocks:
            yield from self._anchors(block.span)
            if block.table is not None:
                yield from self._anchors(block.table.span)

    def _head(self, declaration: Declaration) -> Declaration:
        """A rule with several versions is one thing."""
        return self.typed.resolved.head_of.get(declaration, declaration)

    def _declared(self, node: tree.AnyNode) -> Iterator[Place]:
        one = self.typed.resolved.by_node.get(node)
        name = getattr(node, "name", None)
        if isinstance(node, tree.RecordField):
            yield from self._word(node.span, node.name, node)
        elif one is not None and isinstance(name, tree.Name):
            yield Place(name.place(len(name.parts) - 1), self._head(one), declares=True)
        elif one is not None and isinstance(name, str):
            yield from self._word(node.span, name, one)

    def _word(self, span: Span, word: str, target: Target) -> Iterator[Place]:
        """The first time that a word stands in an entry of its own."""
        found = re.search(rf"\b{re.escape(word)}\b", span.words)
        if found is not None:
            start = span.start + found.start()
            yield Place(span.text.span(start, start + len(word)), target, declares=True)

    def _of_node(self, node: tree.AnyNode) -> Iterator[Place]:
        match node:
            case tree.Name():
                meaning = self.typed.resolved.meaning.get(node)
                if meaning is not None:
                    yield from self._named(node, meaning)
            case tree.Refer(name=name) if name in self.typed.values:
                yield from self._option(name, self.typed.types.get(node, BROKEN))
            case tree.Match(subject=subject, cases=cases):
                type_ = self.typed.types.get(subject, BROKEN)
                for name in (name for case in cases for name in case.options):
                    yield from self._option(name, type_)
            case tree.Under(reading=reading, option=option):
                target = self.typed.resolved.target(reading)
                if target is not None:
                    yield from self._option(option, self.typed.declared.get(target, BROKEN))
            case tree.Quantified():
                yield from self._bound(node)
            case tree.Given(name=name, rows=rows) if name is not None:
                yield from self._cells(rows, self.typed.type_of(name))
            case _:
                pass

    def _named(self, name: tree.Name, meaning: Meaning) -> Iterator[Place]:
        """What a name means: the last part before its fields, and each field."""
        target = meaning.target
        own = len(name.parts) - len(meaning.fields) - 1
        if own < 0:
            return
        named = target if isinstance(target, Local) else self._head(target)
        yield Place(name.place(own), named)
        above = meaning.below or (target.owner if isinstance(target, Declaration) else None)
        for at in range(own - 1, -1, -1):
            if above is None or self._head(above).short != name.parts[at]:
                break
            yield Place(name.place(at), self._head(above))
            above = above.owner
        if isinstance(target, Local):
            found = type_of_thing(target, self.typed)
        else:
            found = self.typed.declared.get(target, BROKEN)
        for at, part in enumerate(meaning.fields, own + 1):
            node, found = self._field(found, part)
            if node is not None:
                yield Place(name.place(at), node)

    def _field(self, type_: Type, name: str) -> tuple[tree.RecordField | None, Type]:
        """The field of a record, and its type."""
        record = type_.inner if isinstance(type_, OrNone) else type_
        if not isinstance(record, RecordType):
            return None, BROKEN
        one = self.typed.resolved.declarations.get(record.name)
        fields = one.item.fields if one is not None and isinstance(one.item, tree.Record) else ()
        node = next((field for field in fields if field.name == name), None)
        return node, dict(record.fields).get(name, BROKEN)

    def _option(self, name: tree.Name, type_: Type) -> Iterator[Place]:
        """An option that is written by its bare name."""
        inner: Type = type_
        while isinstance(inner, (OrNone, SetType, ListType)):
            inner = inner.inner if isinstance(inner, OrNone) else inner.element
        last = name.place(len(name.parts) - 1)
        if isinstance(inner, OneOfType):
            one = self.typed.resolved.declarations.get(f"{inner.name}.{name.parts[-1]}")
            if one is not None:
                yield Place(last, one)
            return
        text = self.typed.values.get(name)
        bodies = self.typed.resolved.bare.get(name.parts[-1], ()) if text is not None else ()
        yield from (Place(last, one) for one in bodies if one.kind == "authority")

    def _bound(self, node: tree.Quantified) -> Iterator[Place]:
        """Where a word for each thing of a list is introduced."""
        local = self._locals.get(node)
        found = local and re.search(rf"\b{re.escape(local.name)}(?=\s+in\b)", node.span.words)
        if local is not None and found:
            start = node.span.start + found.start()
            yield Place(node.span.text.span(start, start + len(local.name)), local, declares=True)

    @cached_property
    def _locals(self) -> dict[tree.Node, Local]:
        """The words for things that are ranged over, by what introduces them."""
        targets = (one.target for one in self.typed.resolved.meaning.values())
        return {one.node: one for one in targets if isinstance(one, Local)}

    def _cells(self, rows: Iterable[tree.Row], type_: Type) -> Iterator[Place]:
        """The fields in the bullets of a list that a scenario gives."""
        element = type_.element if isinstance(type_, ListType) else BROKEN
        for row in rows:
            for name, value in row.cells:
                node, _ = self._field(element, name)
                before = row.span.text.content[row.span.start : value.span.start]
                found = re.search(rf"\b{re.escape(name)}\s*=\s*$", before)
                if node is not None and found is not None:
                    start = row.span.start + found.start()
                    yield Place(row.span.text.span(start, start + len(name)), node)

    def _anchors(self, span: Span) -> Iterator[Place]:
        resolved = self.typed.resolved
        for found in _ANCHOR.finditer(span.words):
            one = resolved.anchors.get(resolved.anchor(found[0], self.page.document.module))
            if one is not None:
                yield Place(span.text.span(span.start + found.start(), span.start + found.end()), one)
