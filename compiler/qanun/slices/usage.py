"""On which declarations the rules of a page rest, block by block: whoever rests on none is told so."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from attrs import frozen

from qanun.diagnostics.model import Diagnostic
from qanun.document.model import Block
from qanun.resolved.declare import Placed
from qanun.resolved.model import Declaration, Local, Resolved
from qanun.resolved.unused import lists_by_record, never_used, records_of, rested_on, watched
from qanun.syntax.tree import Item, Page


@frozen(eq=False, slots=False)
class Usage:
    """What is used in a law that was resolved."""

    resolved: Resolved

    def rested(self, page: Page) -> dict[Block, set[Declaration]]:
        """By block, the declarations of any law on which its rules rest."""
        found: dict[Block, set[Declaration]] = {block: set() for block in page.document.blocks}
        for each in _placed(page):
            own = rested_on(each, self.resolved.by_node, self.resolved.meaning)
            found[each.item.block].update(own)
        for block, rested in found.items():
            rested.update([version for one in rested for version in self.resolved.versions.get(one, ())])
            for record in records_of(self._heads.get(block, ()), self.resolved.meaning):
                rested.update(self._lists.get(record, ()))
        return found

    def unused(self, page: Page, rested: Iterable[set[Declaration]]) -> dict[str, Diagnostic]:
        """The warnings for what a page declares and its own rules do not rest on."""
        used = set().union(*rested)
        return {
            one.name: never_used(each, one)
            for each in _placed(page)
            if (one := watched(each, self.resolved.by_node)) is not None and one not in used
        }

    @cached_property
    def _heads(self) -> Mapping[Block, list[Local]]:
        """The things that the rules of a block are about."""
        found: dict[Block, list[Local]] = {}
        for one, thing in self.resolved.about.items():
            found.setdefault(_block(one), []).append(thing)
        return found

    @cached_property
    def _lists(self) -> Mapping[Declaration | Local, list[Declaration]]:
        return lists_by_record(self.resolved.declarations.values(), self.resolved.meaning)


def elsewhere(rested: Iterable[set[Declaration]], module: str) -> tuple[str, ...]:
    """The names of other laws among declarations."""
    return tuple(sorted({one.name for each in rested for one in each if one.module != module}))


def mark(rested: Iterable[Declaration]) -> str:
    """Another for every other set of declarations."""
    names = "\0".join(sorted(one.name for one in rested))
    return hashlib.blake2b(names.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest() if names else ""


def _block(declaration: Declaration) -> Block:
    """The block in which it is declared: of an option or a bullet, that of the entry."""
    while declaration.owner is not None and not isinstance(declaration.item, Item):
        declaration = declaration.owner
    assert isinstance(declaration.item, Item)
    return declaration.item.block


def _placed(page: Page) -> Iterator[Placed]:
    return (Placed(item, page.document.module) for item in page.items)
