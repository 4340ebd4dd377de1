"""The provisions in one block quote."""

import re

from attrs import frozen
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from qanun.document.anchors import Draft
from qanun.document.fences import is_rules
from qanun.document.markdown import Markdown, inlines, plain, plain_words, words_of
from qanun.document.model import Article
from qanun.text import Span

_LONGEST_LABEL = 40


def drafts_of(quote: SyntaxTreeNode, markdown: Markdown, article: Article | None) -> list[Draft]:
    """The provisions of a quote, in its order: one a paragraph with a bold label, one a list item.

    A paragraph without a label goes on with the provision above it, or opens one that is numbered.
    """
    return _Quote(markdown, article).provisions(quote, None, None)


@frozen(eq=False)
class _Quote:
    markdown: Markdown
    article: Article | None

    def provisions(self, node: SyntaxTreeNode, parent: Draft | None, number: int | None) -> list[Draft]:
        """The provisions in the children of a quote or of a list item; `number` is the item's."""
        drafts: list[Draft] = []
        current: Draft | None = None
        for child in node.children:
            if child.type in ("bullet_list", "ordered_list"):
                drafts.extend(self.items(child, current or parent))
                continue
            place = self.place(child)
            label, words = _split(child)
            if current is None or label is not None:
                current = Draft(label, self.article, parent, place, number if label is None else None)
                drafts.append(current)
            current.words.append(words)
            current.span = current.span.to(place)
        return drafts

    def items(self, listing: SyntaxTreeNode, parent: Draft | None) -> list[Draft]:
        first = int(listing.attrs.get("start", 1))
        drafts: list[Draft] = []
        for number, item in enumerate(listing.children, first):
            drafts.extend(self.provisions(item, parent, number))
        return drafts

    def place(self, node: SyntaxTreeNode) -> Span:
        """From the first to the last character of a node's running text; else its lines."""
        spans = [self.markdown.passage(inline).span() for inline in inlines(node)]
        if not spans:
            first, after = node.map or (0, 1)
            spans = [self.markdown.line_span(first), self.markdown.line_span(max(first, after - 1))]
        return spans[0].to(spans[-1])


def _split(node: SyntaxTreeNode) -> tuple[str | None, str]:
    """The bold label at the start of a paragraph, if there is one, and the words after it."""
    if node.type == "fence" and is_rules(node.info):
        return None, ""
    words = " ".join(plain(node).split())
    if node.type != "paragraph" or not node.children:
        return None, words
    parts = [part for part in words_of(node.children[0]) if part.type != "text" or part.content]
    if not parts or parts[0].type != "strong_open":
        return None, words
    end = next((place for place, part in enumerate(parts) if _closes(part, parts[0])), len(parts))
    label = " ".join(plain_words(parts[:end]).split()).rstrip(".:; ")
    if not label or len(label) > _LONGEST_LABEL:
        return None, words
    rest = " ".join(plain_words(parts[end:]).split())
    return label, re.sub(r"^[.:;–—-]+\s+", "", rest)


def _closes(part: Token, opening: Token) -> bool:
    return part.type == "strong_close" and part.level == opening.level
