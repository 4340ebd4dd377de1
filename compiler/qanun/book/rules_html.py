"""A rule as the drafter wrote it: coloured, each name a link that shows its label, type and home."""

from collections.abc import Iterator

from qanun.book.lexer import pieces
from qanun.book.page import Html, join, tag
from qanun.book.places import Places, href
from qanun.resolved.model import Declaration, Local, Resolved
from qanun.resolved.walk import every
from qanun.syntax import tree
from qanun.text import Span

CSS = {
    "comment": "c1",
    "string": "s2",
    "moment": "ld",
    "anchor": "nl",
    "number": "m",
    "letter": "nl",
    "keyword": "k",
    "opening": "kd",
    "operator": "o",
}
"""The short names of Pygments, so that a theme's colours are ours."""


class Rules:
    """Draws rule blocks. `titles` has for each declaration what a pointer over its name shows."""

    def __init__(self, resolved: Resolved, places: Places, titles: dict[str, str]) -> None:
        self._resolved = resolved
        self._places = places
        self._titles = titles

    def draw(self, span: Span, items: tuple[tree.AnyItem, ...], here: str) -> Html:
        """The words of a span as a page at `here` shows them; `items` are the entries in it."""
        targets = {place: target for item in items for place, target in self._targets(item)}
        at = span.start
        drawn: list[object] = []
        for kind, words in pieces(span.words):
            drawn.append(self._piece(kind, words, targets.get((at, at + len(words))), here))
            at += len(words)
        code = tag("code", join(drawn))
        return tag("div", tag("pre", code, tabindex="0"), class_="highlight qanun-code")

    def _piece(self, kind: str, words: str, target: Declaration | None, here: str) -> object:
        if kind == "name" and target is not None:
            place = self._places.names[target.name]
            title = self._titles.get(target.name)
            return tag("a", words, class_="n", href=href(place, here), title=title)
        css = CSS.get(kind)
        return tag("span", words, class_=css) if css else words

    def _targets(self, item: tree.AnyItem) -> Iterator[tuple[tuple[int, int], Declaration]]:
        """The places of names in an entry, and what is meant by each."""
        for node in every(item):
            if isinstance(node, tree.Name):
                meaning = self._resolved.meaning.get(node)
                if meaning is not None and not isinstance(meaning.target, Local):
                    yield (node.span.start, node.span.end), meaning.target
