"""What the laws have that a page does not ask for: of them no more is read than somebody wants to know."""

from collections.abc import Collection, Iterator

from attrs import frozen

from qanun.document.anchors import plain
from qanun.document.companions import law_path
from qanun.document.model import Provision
from qanun.resolved.declare import kind_of
from qanun.resolved.lookup import words_of
from qanun.resolved.model import Declaration, Local, outermost
from qanun.slices.concerned import concerned
from qanun.slices.state import State
from qanun.syntax import tree

MOST = 24
"""Blocks of other laws that are read to offer a name."""


@frozen(eq=False)
class Declared:
    """An entry with a name: `law.name`, what it declares, its type as written, its label."""

    name: str
    kind: str
    type: str
    label: str | None
    node: tree.Name


@frozen(eq=False)
class Elsewhere:
    """All laws beside what was kept of them."""

    state: State

    def begin(self, written: str, apart_from: Collection[str]) -> Iterator[Declared]:
        """Entries whose names, or their last parts, begin so; only some where there are very many."""
        found = 0
        for module, path in self.state.ways.modules.items():
            for name, numbers in self.state.ways.sketch(path).blocks_by_offer.items():
                if name in apart_from or not name.startswith(f"{module}."):
                    continue
                if not (name.startswith(written) or name[len(module) + 1 :].startswith(written)):
                    continue
                one = self._declared(path, module, name, numbers)
                if one is not None:
                    yield one
                    found += 1
                if found >= MOST:
                    return

    def _declared(self, path: str, module: str, name: str, numbers: tuple[int, ...]) -> Declared | None:
        files = self.state.law.files(path)
        page = self.state.pages.part(files, self.state.ways.sketch(path), numbers).value
        for item in page.items:
            own, kind = getattr(item, "name", None), kind_of(item)
            if kind is not None and isinstance(own, tree.Name) and f"{module}.{own}" == name:
                return Declared(name, kind, words_of(item, kind), getattr(item, "label", None), own)
        return None

    def resting(self, name: str) -> tuple[str, ...]:
        """The other laws whose rules rest on something."""
        records = self.state.snapshot.records.values()
        return tuple(record.module for record in records if name in record.used)


def keys_of(target: Declaration | Local | tree.RecordField | Provision, state: State) -> set[str]:
    """What a block asks for that may name something; nothing for what is named on its own page alone."""
    match target:
        case Provision():
            return {f"@{plain(target.anchor)}"}
        case Declaration():
            own = outermost(target)
            return {own, f">{own}", f"?{target.short}"}
        case tree.RecordField():
            return _holding(target, state)
        case Local():
            return set()


def keys_under(target: Declaration | Local | tree.RecordField | Provision, name: str) -> set[str]:
    """What a block asks for that would name something if it were called so."""
    if not isinstance(target, Declaration):
        return {f"?{name}"}
    full = f"{target.name.rpartition('.')[0]}.{name}"
    return {full, f">{full}", f"?{name}"}


def _holding(field: tree.RecordField, state: State) -> set[str]:
    """The names of all that rests on what the block of a record declares: some of it may have the field."""
    path, text = law_path(field.span.text.path), field.span.text
    sketch = state.ways.sketch(path)
    blocks = state.pages.page(state.law.files(path)).blocks
    here = [
        number
        for number, block in enumerate(blocks)
        if block.span.text.path == text.path and block.span.start <= field.span.start <= block.span.end
    ]
    records = {key for number in here for key in sketch.outline.offers[number]}
    sketches = {each: state.ways.sketch(each) for each in state.ways.modules.values()}
    found = set(records)
    for each, numbers in concerned(records, sketches).items():
        found.update(key for number in numbers for key in sketches[each].outline.offers[number])
    return {key for key in found if key[:1].isalpha()}
