"""What a page offers to others and asks of them, block by block: enough to tell whom a change concerns.

Both are texts. `law.name` is what stands under a name, `>law.name` what hangs on it from elsewhere (a ground,
exceptions, priorities, collisions, silences, norms about an act, lists of a record, `always` on a fact),
`!law.name` the scenarios that expect something of it, `?word` an option or authority that may be written
bare, `^law#1` the rules that state a provision from elsewhere, `@law#1` that there is this provision,
`@@law#1` that there is this article, `#law` that there is this law. More may be asked than is needed, never
less.
"""

from collections.abc import Iterable, Iterator

import attrs
from attrs import frozen

from qanun.document.anchors import plain
from qanun.document.links import also_states, cited
from qanun.document.model import Block, Document
from qanun.resolved.model import full_anchor
from qanun.resolved.walk import every, fields_with
from qanun.syntax import tree

ANY_AUTHORITY = "?authority"
PAGE = -1
"""The number of what a page itself offers and asks; its blocks count from 0."""


@frozen
class Outline:
    """What each block offers and asks, and at `PAGE`, the last of all, the page."""

    offers: tuple[tuple[str, ...], ...]
    asks: tuple[tuple[str, ...], ...]


def outline(page: tree.Page) -> Outline:
    """The outline of a page that was read."""
    document = page.document
    items: dict[Block, list[tree.AnyItem]] = {block: [] for block in document.blocks}
    for item in page.items:
        items[item.block].append(item)
    offers, asks = [], []
    for block, inside in items.items():
        stated = (f"^{plain(anchor)}" for anchor in also_states(block, document.module))
        offers.append(_set((*stated, *(o for item in inside for o in _offers(item, document.module)))))
        asks.append(_set(a for item in inside for a in _asks(item, document.module)))
    provisions = (f"@{plain(one.anchor)}" for one in document.provisions)
    articles = (f"@@{plain(one.anchor)}" for one in document.articles)
    offers.append(_set((f"#{document.module}", *provisions, *articles)))
    asks.append(_set(_page_asks(document)))
    return Outline(tuple(offers), tuple(asks))


def _set(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))


def _page_asks(document: Document) -> Iterator[str]:
    for provision in document.provisions:
        yield f"^{plain(provision.anchor)}"
    for article in document.articles:
        yield f"^{plain(article.anchor)}"
    for link in document.links:
        for module, anchor in cited(link.target, document):
            yield from (f"#{module}", f"@{plain(anchor)}", f"@@{plain(anchor)}")


def names(name: tree.Name, module: str) -> tuple[str, ...]:
    """The declarations that a name may lead through: of the own law, of a law called like its first part."""
    first, *rest = name.parts
    return f"{module}.{first}", f"{first}.{rest[0] if rest else first}"


def _offers(item: tree.AnyItem, module: str) -> Iterator[str]:
    own = getattr(item, "name", None)
    if isinstance(own, tree.Name):
        yield f"{module}.{own}"
    for name in _hung_on(item):
        yield from (f">{full}" for full in names(name, module))
    if isinstance(item, tree.OneOf | tree.Reading):
        yield from (f"?{option.name}" for option in item.options)
    elif isinstance(item, tree.Authority):
        yield from (f"?{item.name}", ANY_AUTHORITY)
    elif isinstance(item, tree.Scenario):
        yield from (f"!{full}" for name in _expected(item) for full in names(name, module))


def _hung_on(item: tree.AnyItem) -> Iterator[tree.Name]:
    """The names of what an item adds something to."""
    if isinstance(item, tree.Always):
        yield from (node for node in every(item) if isinstance(node, tree.Name))
    if not isinstance(item, tree.Question | tree.Situation):
        yield from _written_directly(item)
    for node in every(item):
        if isinstance(node, tree.Clauses) and node.of_act is not None:
            yield node.of_act
        elif isinstance(node, tree.TypeName) and node.element is not None and node.element.name is not None:
            yield node.element.name


def _written_directly(item: tree.AnyItem) -> Iterator[tree.Name]:
    for part in attrs.fields(type(item)):
        value = getattr(item, part.name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, tree.Name) and part.name != "name":
                yield each


def _expected(item: tree.Scenario) -> Iterator[tree.Name]:
    """The names in what a scenario expects."""
    for one in item.expects:
        yield from (node for node in every(one) if isinstance(node, tree.Name))


def _asks(item: tree.AnyItem, module: str) -> Iterator[str]:
    if isinstance(item, tree.Question) and item.headlines:
        yield from (f"!{full}" for name in item.answers for full in names(name, module))
    for node in every(item):
        if isinstance(node, tree.Name):
            for full in names(node, module):
                yield from (full, f">{full}")
            if len(node.parts) == 1:
                yield f"?{node.parts[0]}"
        elif isinstance(node, tree.TypeName) and node.kind == "authority":
            yield ANY_AUTHORITY
        elif isinstance(node, tree.Option):
            yield f"?{node.name}"
        for anchor in _anchors(node):
            yield f"@{plain(full_anchor(anchor, module))}"


def _anchors(node: tree.Node) -> Iterator[str]:
    """The provisions that a node cites: every text in it that has the sign of one."""
    for name in fields_with(str, type(node)):
        value = getattr(node, name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, str) and "#" in each:
                yield each
