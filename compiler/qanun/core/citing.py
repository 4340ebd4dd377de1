"""Which provisions each rule, bullet and exception states: a lettered one its own list item."""

from collections.abc import Iterable, Iterator, Sequence

from qanun.document.anchors import plain, slug
from qanun.document.model import Provision
from qanun.resolved.model import Declaration, Resolved
from qanun.resolved.versions import outer
from qanun.syntax import tree


def stated(declaration: Declaration, resolved: Resolved) -> tuple[str, ...]:
    """The anchors of the provisions that a declaration states.

    Of a lettered one these are the list item with its letter and what stands in that, where there is one. Of
    others they are all above their block but the items of their own bullets and exceptions.
    """
    item = outer(declaration).item
    assert isinstance(item, tree.Item)
    own = own_items(declaration, resolved)
    taken = {anchor for one in _lettered_in(declaration, resolved) for anchor in own_items(one, resolved)}
    if own:
        return tuple(anchor for anchor in own if anchor not in taken) or own
    anchors = tuple(one.anchor for one in item.block.provisions)
    clauses = getattr(item, "clauses", None)
    written = clauses.also_states if clauses is not None else ()
    kept = tuple(anchor for anchor in anchors if anchor not in taken) or anchors
    return kept + tuple(resolved.anchor(one, declaration.module) for one in written)


def own_items(declaration: Declaration, resolved: Resolved) -> tuple[str, ...]:
    """The list item above the block that bears the letter of a bullet or exception, and what stands in it."""
    letter = letter_of(declaration)
    item = outer(declaration).item
    if letter is None or not isinstance(item, tree.Item):
        return ()
    above = item.block.provisions
    within: tuple[str, ...] = ()
    if declaration.owner is not None and declaration.owner.kind == "limb":
        within = own_items(declaration.owner, resolved)
        above = tuple(one for one in above if one.anchor in within)
    named = _deepest([one for one in above if plain(one.anchor).rpartition(".")[2] == slug(letter)])
    found = [one.anchor for one in above if any(_is_in(one.anchor, each.anchor) for each in named)]
    return tuple(found) if len(named) == 1 else within


def letter_of(declaration: Declaration) -> str | None:
    """The letter in brackets before a bullet or an exception."""
    item = declaration.item
    return item.letter if isinstance(item, tree.Bullet | tree.Exception_) else None


def _deepest(named: Sequence[Provision]) -> list[Provision]:
    """Of provisions that end with one letter the items of lists; else those within the most others."""
    items = [one for one in named if one.parent is not None]
    depth = max((plain(one.anchor).count(".") for one in named), default=0)
    return items or [one for one in named if plain(one.anchor).count(".") == depth]


def _is_in(anchor: str, other: str) -> bool:
    return plain(anchor) == plain(other) or plain(anchor).startswith(plain(other) + ".")


def _lettered_in(declaration: Declaration, resolved: Resolved) -> Iterator[Declaration]:
    """The bullets of a declaration and the exceptions to it, with theirs, each in its own place."""
    met: set[Declaration] = set()
    ahead: list[Declaration] = [*_below(declaration, resolved)]
    while ahead:
        one = ahead.pop()
        if one not in met:
            met.add(one)
            yield one
            ahead += _below(one, resolved)


def _below(declaration: Declaration, resolved: Resolved) -> Iterable[Declaration]:
    yield from resolved.limbs_of.get(declaration, ())
    yield from resolved.exceptions_to.get(declaration, ())
    if declaration.kind not in ("limb", "exception"):
        yield from resolved.grounds_of.get(declaration, ())
