"""What kind of word each word of a rule block is, for an editor that colours by meaning."""

from collections.abc import Iterator

from attrs import frozen

from qanun.book.lexer import pieces
from qanun.document.model import Provision
from qanun.editor.places import Place, Places, Target
from qanun.resolved.model import Declaration, Local
from qanun.syntax import tree
from qanun.text import Span

KINDS = (
    "keyword", "string", "number", "comment", "operator", "variable", "property", "function", "class",
    "enumMember", "parameter", "decorator", "type", "namespace",
)  # fmt: skip
"""The kinds, by the names that the protocol has for them."""
_OF_PIECE = {
    "keyword": "keyword", "opening": "keyword", "string": "string", "comment": "comment", "number": "number",
    "moment": "number", "anchor": "decorator", "operator": "operator",
}  # fmt: skip
_OF_DECLARED = {
    "fact": "variable", "define": "function", "parameter": "function", "table": "function",
    "rule": "function", "one_of": "type", "record": "type", "option": "enumMember", "member": "enumMember",
    "authority": "namespace", "party": "namespace", "reading": "parameter",
}  # fmt: skip
"""The kinds of what is declared; norms and all that hangs on them are classes."""


@frozen
class Coloured:
    """A word and its kind, one of `KINDS`; `declares`: it gets its name here."""

    span: Span
    kind: str
    declares: bool = False


def coloured(places: Places, path: str) -> Iterator[Coloured]:
    """Every word of the page's blocks that has a kind, in the order of the text."""
    page = places.known.page(path)
    if page is None:
        return
    named = {one.span.start: one for one in places.by_path.get(path, ())}
    for block in page.document.blocks:
        if block.span.text.path == path and not block.off_margin:
            yield from _of_block(block.span, named)


def _of_block(span: Span, named: dict[int, Place]) -> Iterator[Coloured]:
    at = span.start
    for kind, words in pieces(span.words):
        if kind == "name":
            start = at
            for part in words.split("."):
                place = named.get(start)
                if place is not None and place.span.end == start + len(part):
                    yield Coloured(place.span, _kind(place.target), place.declares)
                start += len(part) + 1
        elif kind in _OF_PIECE:
            yield Coloured(span.text.span(at, at + len(words)), _OF_PIECE[kind])
        at += len(words)


def _kind(target: Target) -> str:
    match target:
        case Declaration():
            return _OF_DECLARED.get(target.kind, "class")
        case tree.RecordField():
            return "property"
        case Provision():
            return "decorator"
        case Local():
            return "parameter"
