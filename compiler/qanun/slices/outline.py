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
from qanun.resolved.model import full_anchor, names
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


Words = list[dict[str, str]]
"""Of each block, and last of the page, what it offers with the words of all entries that do."""


def outline(page: tree.Page) -> tuple[Outline, Words]:
    """The outline of a page that was read, and what of its words makes each offer."""
    document = page.document
    items: dict[Block, list[tree.AnyItem]] = {block: [] for block in document.blocks}
    for item in page.items:
        items[item.block].append(item)
    offers: Words = []
    asks = []
    for block, inside in items.items():
        offers.append(_offered(page, block, inside))
        asks.append(_set(a for item in inside for a in _asks(item, document.module)))
    provisions = (f"@{plain(one.anchor)}" for one in document.provisions)
    articles = (f"@@{plain(one.anchor)}" for one in document.articles)
    offers.append(dict.fromkeys((f"#{document.module}", *provisions, *articles, *_left_out(page)), ""))
    asks.append(_set(_page_asks(document)))
    return Outline(tuple(map(tuple, offers)), tuple(asks)), offers


def _left_out(page: tree.Page) -> Iterator[str]:
    """What a page would offer if all of it could be read."""
    if page.document.front_matter.module != page.document.module:
        yield f"#{page.document.front_matter.module}"
    for name in dict.fromkeys(page.left_out):
        yield from (f">{page.document.module}.{name}", f"?{name}")


def _offered(page: tree.Page, block: Block, inside: Iterable[tree.AnyItem]) -> dict[str, str]:
    """What a block offers, each with the words of the entries that do; with all where it is the block's."""
    module, found = page.document.module, dict[str, str]()
    below = "" if block.table is None else block.table.span.words
    for anchor in also_states(block, module):
        found[f"^{plain(anchor)}"] = block.span.words + below
    for words in (words for where, words in page.unread if where is block):
        for full in (full for word in sorted(words) for full in names(word.split("."), module)):
            found[f">{full}"] = block.span.words + below
    for item in inside:
        for key in _offers(item, module):
            found[key] = f"{found.get(key, '')}\0{item.span.words}{below}"
    return found


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


def _offers(item: tree.AnyItem, module: str) -> Iterator[str]:
    own = getattr(item, "name", None)
    if isinstance(own, tree.Name):
        yield f"{module}.{own}"
    for name in _hung_on(item):
        yield from (f">{full}" for full in names(name.parts, module))
    if isinstance(item, tree.OneOf | tree.Reading):
        yield from (f"?{option.name}" for option in item.options)
    elif isinstance(item, tree.Authority):
        yield from (f"?{item.name}", ANY_AUTHORITY)
    elif isinstance(item, tree.Scenario):
        yield from (f"!{full}" for name in _expected(item) for full in names(name.parts, module))


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
        yield from (f"!{full}" for name in item.answers for full in names(name.parts, module))
    for node in every(item):
        if isinstance(node, tree.Name):
            for full in names(node.parts, module):
                yield from (full, f">{full}")
            yield f"?{node.parts[0]}" if len(node.parts) == 1 else f"#{node.parts[0]}"
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
