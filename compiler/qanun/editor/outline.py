"""What stands on a page, as editors list and fold it, and the links on it."""

from collections.abc import Iterable, Iterator

from attrs import frozen

from qanun.document.model import Article, Document, Provision
from qanun.editor.known import Known
from qanun.syntax import tree
from qanun.text import Span, Text


@frozen(eq=False)
class Entry:
    """A line of the outline. `kind` is article, provision, or the word with which an entry of a block begins.

    `span` is all that belongs to it, `shown` the words by which it is found.
    """

    name: str
    detail: str
    kind: str
    span: Span
    shown: Span
    below: "tuple[Entry, ...]" = ()


def outline(known: Known, path: str) -> tuple[Entry, ...]:
    """Articles, the provisions in them, and the entries of the blocks below these, as the page has them."""
    page = known.page(path)
    if page is None:
        return ()
    text = page.document.text if page.document.text.path == path else page.document.companion
    if text is None:
        return ()
    return _nested(sorted(_lines(page, text), key=lambda one: one[1].span.start), len(text.content))


_DEPTH = {"article": 0, "provision": 1}


def _lines(page: tree.Page, text: Text) -> Iterator[tuple[int, Entry]]:
    """Every line with how deep it stands: an article 0, a provision 1, an entry 2."""
    document = page.document
    for one in _cited(document):
        if one.span.text is text:
            yield _DEPTH[_kind(one)], _of_text(one)
    for item in page.items:
        if item.span.text is text:
            yield 2, _of_item(item)


def _cited(document: Document) -> tuple[Article | Provision, ...]:
    """What can be cited of a page."""
    return (*document.articles, *document.provisions)


def _kind(one: Article | Provision) -> str:
    return "article" if isinstance(one, Article) else "provision"


def _of_text(one: Article | Provision) -> Entry:
    if isinstance(one, Article):
        return Entry(one.name, one.title, "article", one.span, one.span)
    return Entry(one.label, one.text[:80], "provision", one.span, one.mark)


def _of_item(item: tree.AnyItem) -> Entry:
    word = item.span.words.split(maxsplit=1)[0]
    name = getattr(item, "name", None)
    title = getattr(item, "title", None)
    label = getattr(item, "label", None)
    first_line = item.span.words.partition("\n")[0]
    shown = item.span.text.span(item.span.start, item.span.start + len(first_line))
    if isinstance(name, tree.Name):
        return Entry(str(name), label or "", word, item.span, shown)
    return Entry(title or first_line, "", word, item.span, shown)


def searched(pages: Iterable[tree.Page], words: str) -> Iterator[tuple[str, str, Span]]:
    """The entries with these words in their names or labels: name, the word that begins them, place."""
    wanted = words.casefold()
    for page in pages:
        for item in page.items:
            name, label = getattr(item, "name", None), getattr(item, "label", None)
            if not isinstance(name, tree.Name):
                continue
            full = f"{page.document.module}.{name}"
            if wanted in full.casefold() or wanted in (label or "").casefold():
                yield full, item.span.words.split(maxsplit=1)[0], name.span


def _nested(lines: list[tuple[int, Entry]], end: int) -> tuple[Entry, ...]:
    """Each line with those that follow it and stand deeper; it reaches to the next that does not."""
    made: list[Entry] = []
    at = 0
    while at < len(lines):
        depth, one = lines[at]
        behind = next((n for n in range(at + 1, len(lines)) if lines[n][0] <= depth), len(lines))
        until = lines[behind][1].span.start if behind < len(lines) else end
        reach = one.span if depth == 2 else one.span.text.span(one.span.start, max(until, one.span.end))
        below = _nested(lines[at + 1 : behind], until)
        made.append(Entry(one.name, one.detail, one.kind, reach, one.shown, below))
        at = behind
    return tuple(made)


def folds(known: Known, path: str) -> Iterator[tuple[Span, bool]]:
    """What can be folded: articles, blocks and the table below, scenarios. True: cases, folded at first."""

    def within(entries: tuple[Entry, ...]) -> Iterator[tuple[Span, bool]]:
        for one in entries:
            if one.kind in ("article", "scenario", "cases", "background"):
                yield one.span, one.kind != "article"
            yield from within(one.below)

    yield from within(outline(known, path))
    page = known.page(path)
    for block in page.document.blocks if page is not None else ():
        if block.span.text.path == path:
            kinds = [type(item) for item in page.items if item.block is block] if page is not None else []
            cases = bool(kinds) and all(
                kind in (tree.Scenario, tree.Cases, tree.Background) for kind in kinds
            )
            yield block.span, cases


def links(known: Known, path: str) -> Iterator[tuple[Span, Span]]:
    """The Markdown links of a page that lead to a provision or an article, each with its aim."""
    page = known.page(path)
    if page is None:
        return
    aims = dict(_aims(known))
    for link in page.document.links:
        file, _, place = link.target.partition("#")
        module = file.rpartition("/")[2].removesuffix(".md") or page.document.module
        aim = aims.get(f"{module}#{place}")
        if aim is not None and link.span.text.path == path:
            yield link.span, aim


def _aims(known: Known) -> Iterator[tuple[str, Span]]:
    for page in known.pages:
        for one in _cited(page.document):
            yield one.anchor, one.span
