"""What leads from page to page: Markdown links, and the tie between a provision and its rules."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from urllib.parse import unquote

from qanun.diagnostics import Diagnostic, Fix, Related
from qanun.diagnostics.nearest import nearest
from qanun.diagnostics.spelling import same_anchor
from qanun.document import kinds
from qanun.document.anchors import latest
from qanun.document.model import Block, Document, Link, Provision

_TARGET = re.compile(r"(?P<file>[^#?:]*)#(?P<place>.+)", re.DOTALL)
_PIECE = re.compile(
    r"""
      "(?:[^"\\\n]|\\.)*"
    | (?P<anchor>(?P<module>[^\W\d]\w*)?\#(?P<place>(?:[^\W_]|[_\-]|[.@](?=[\w(])|\(\w+\))+))
    | \#
    | \w+
    | [^\w\s]
    """,
    re.VERBOSE,
)
"""What the words of a block are cut into: strings, anchors, words and signs."""
_ROWS_STATE = re.compile(r"\bis\s+the first row that fits\b.*\balso\s+states\b(?!\s*\w*#\w)", re.DOTALL)


class _Any:
    """Has everything in it."""

    def __contains__(self, _: object) -> bool:
        return True


_ANY = _Any()


def check_links(
    documents: Sequence[Document], laws: Mapping[str, Document] | None = None
) -> tuple[Diagnostic, ...]:
    """One diagnostic for each link that leads nowhere, provision without a rule, module found twice.

    `laws` has the page of every law where these are not all, for who looks for an anchor that was meant.
    """
    anchors = frozenset(anchors_of(documents))
    known = laws if laws is not None else {document.module: document for document in documents}
    return (
        *_modules_twice(documents),
        *(found for document in documents for found in _broken(document, anchors, known)),
        *_without_rule(documents),
    )


def own_anchors(document: Document) -> list[str]:
    """The anchors of a page's articles and provisions."""
    articles = [article.anchor for article in document.articles]
    return [*articles, *(provision.anchor for provision in document.provisions)]


def anchors_of(documents: Iterable[Document]) -> tuple[str, ...]:
    """Every anchor that can be cited: those of provisions and of articles."""
    found: dict[str, None] = {}
    for document in documents:
        found.update((article.anchor, None) for article in document.articles)
        found.update((provision.anchor, None) for provision in document.provisions)
    return (*found, *latest(found))


def rules_of(documents: Iterable[Document]) -> dict[Provision, tuple[Block, ...]]:
    """For each provision the rule blocks that state it: below it, or elsewhere with `also states`."""
    found: dict[Provision, list[Block]] = {}
    elsewhere: dict[str, list[Block]] = {}
    documents = tuple(documents)
    known = latest(anchor for document in documents for anchor in own_anchors(document))
    for document in documents:
        for block in document.blocks:
            for provision in block.provisions:
                found.setdefault(provision, []).append(block)
            for anchor in also_states(block, document.module):
                elsewhere.setdefault(known.get(anchor, anchor), []).append(block)
    for document in documents:
        for provision in document.provisions:
            article = provision.article.anchor if provision.article else provision.anchor
            named = [*elsewhere.get(provision.anchor, ()), *elsewhere.get(article, ())]
            blocks = [*found.get(provision, ()), *named]
            found[provision] = list(dict.fromkeys(blocks))
    return {provision: tuple(blocks) for provision, blocks in found.items()}


def also_states(block: Block, module: str) -> list[str]:
    """The anchors that a block states although it stands elsewhere, wherever on a line the clause stands.

    `also states` without one, of a rule that the first row that fits decides, leaves them to its last column.
    """
    words = block.span.words
    found: list[str] = []
    before: list[str] = []
    listing = False
    at = 0 if "states" in words else len(words)
    while (piece := _PIECE.search(words, at)) is not None:
        at, written = piece.end(), piece.group()
        if piece["anchor"] and (before[-2:] == ["also", "states"] or (listing and before[-1:] == [","])):
            found.append(f"{piece['module'] or module}#{piece['place']}")
            listing = True
        elif written.startswith("#"):  # a comment
            end = words.find("\n", at)
            at = end if end >= 0 else len(words)
            continue
        elif written != ",":
            listing = False
        before = [*before[-1:], written]
    return [*found, *_stated_by_rows(block, module)]


def _stated_by_rows(block: Block, module: str) -> list[str]:
    """The anchors in the last column of the table below a block whose rule says that they stand there."""
    if block.table is None or _ROWS_STATE.search(block.span.words) is None:
        return []
    pieces = (piece for row in block.table.rows if row for piece in _PIECE.finditer(row[-1].words))
    return [f"{piece['module'] or module}#{piece['place']}" for piece in pieces if piece["anchor"]]


def _modules_twice(documents: Iterable[Document]) -> list[Diagnostic]:
    seen: dict[str, Document] = {}
    found = []
    for document in documents:
        first = seen.setdefault(document.module, document)
        if first is not document:
            related = (Related(first.front_matter.span, "the first one"),)
            place = document.front_matter.span
            found.append(kinds.MODULE_TWICE.at(place, module=document.module, related=related))
    return found


def near_anchors(anchor: str, laws: Mapping[str, Document]) -> tuple[str, ...]:
    """The anchors of the law that one names, or almost names."""
    module = anchor.partition("#")[0]
    law = module if module in laws else nearest(module, laws)
    return anchors_of((laws[law],)) if law is not None else ()


def _broken(document: Document, anchors: frozenset[str], laws: Mapping[str, Document]) -> list[Diagnostic]:
    found = []
    for link in document.links:
        anchor = _anchor(link.target, document, laws)
        if anchor is not None and anchor not in anchors:
            found.append(_broken_link(link, anchor, document, laws))
    return found


def _anchor(target: str, document: Document, modules: Container[str]) -> str | None:
    """The anchor that a link means; None for a link that leaves the statutes."""
    match = _TARGET.fullmatch(unquote(target))
    if match is None:
        return None
    file, place = match["file"], match["place"]
    if not file:
        return f"{document.module}#{place}"
    module = re.split(r"[/\\]", file)[-1].removesuffix(".md")
    if module not in modules and "/" in file:
        return None
    return f"{module}#{place}"


def cited(target: str, document: Document) -> tuple[tuple[str, str], ...]:
    """The law and the anchor that a link means if there is such a law; nothing for other links."""
    anchor = _anchor(target, document, _ANY)
    return () if anchor is None else ((anchor.partition("#")[0], anchor),)


def _broken_link(link: Link, anchor: str, document: Document, laws: Mapping[str, Document]) -> Diagnostic:
    article = link.article.name if link.article else ""
    own = near_anchors(anchor, laws)
    same = sorted(known for known in own if same_anchor(anchor, known))
    meant = same[0] if same else nearest(anchor, own)
    if meant is None:
        advice = "link to the anchor of a provision, such as `#318.1`, or of an article, such as `#318`"
        return kinds.BROKEN_LINK.at(link.span, article=article, target=unquote(link.target), advice=advice)
    written = _as_written(meant, link.target, document)
    fix = None
    shown = unquote(link.span.words)
    if shown == unquote(link.target) and same_anchor(anchor, meant):
        fix = Fix(link.span, written, f"write `{written}`")
    return kinds.BROKEN_LINK.at(
        link.span, article=article, target=unquote(link.target), advice=f"write `{written}`", fix=fix
    )


def _as_written(meant: str, target: str, document: Document) -> str:
    """The right anchor in the manner of the wrong link: with or without file, folder and `.md`."""
    module, _, place = meant.partition("#")
    file = unquote(target).partition("#")[0]
    if not file and module == document.module:
        return f"#{place}"
    folder = file[: file.rfind("/") + 1]
    return f"{folder}{module}{'.md' if file.endswith('.md') or not file else ''}#{place}"


def _without_rule(documents: Sequence[Document]) -> list[Diagnostic]:
    """A warning for each provision that no block states; its list items are not reported on their own."""
    rules = rules_of(documents)
    return [
        kinds.NO_RULE.at(
            provision.mark,
            article=provision.article.name if provision.article else "",
            label=provision.label,
            anchor=provision.anchor.partition("#")[2],
        )
        for document in documents
        for provision in document.provisions
        if provision.parent is None and not rules[provision]
    ]
