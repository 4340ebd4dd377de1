"""The provisions in one block quote."""

import re

from attrs import field, frozen
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from qanun.document.anchors import Draft
from qanun.document.fences import is_rules
from qanun.document.labels import bare
from qanun.document.markdown import Markdown, inlines, plain, plain_words, words_of
from qanun.document.model import Article
from qanun.text import Span

_LONGEST_LABEL = 40
_LONGEST_LINK = 2000
_PLAIN_LABEL = re.compile(
    r"(?P<marks>[*_]{0,3})(?P<label>\d+[^\W\d_]{0,2}(?:\.\d+[^\W\d_]{0,2})+\.?|\d+[.:]?(?=[*_])|\(\w{1,4}\))"
    r"(?P<behind>[*_]{0,3})(?=\s|$)\s?"
)
"""A number of a paragraph or a letter in brackets, with marks of emphasis or without."""
_LINK = re.compile(r"\[(?P<words>[^()]*)\]\((?P<target>.*)\)")


def drafts_of(
    quote: SyntaxTreeNode, markdown: Markdown, article: Article | None
) -> tuple[list[Draft], list[tuple[Span, str]]]:
    """The provisions of a quote, in its order: one a paragraph with a bold label, one a list item.

    A paragraph without a label goes on with the provision above it, or opens one that is numbered. Beside
    them the places where a label stands that is not in bold; it is read as one.
    """
    reading = _Quote(markdown, article)
    return reading.provisions(quote, None, None), reading.plain_labels


def unquoted(paragraph: SyntaxTreeNode, markdown: Markdown, article: Article | None) -> Draft | None:
    """The provision that a paragraph of commentary must be, as it bears a number of its article in bold."""
    label, words, link = _split(paragraph)
    if label is None or article is None or not re.match(re.escape(article.number) + r"\.\d", bare(label)):
        return None
    draft = Draft(label, article, None, _Quote(markdown, article).place(paragraph), link=link)
    draft.words.append(words)
    return draft


@frozen(eq=False)
class _Quote:
    markdown: Markdown
    article: Article | None
    plain_labels: list[tuple[Span, str]] = field(factory=list)

    def provisions(self, node: SyntaxTreeNode, parent: Draft | None, number: int | None) -> list[Draft]:
        """The provisions in the children of a quote or of a list item; `number` is the item's."""
        drafts: list[Draft] = []
        current: Draft | None = None
        for child in node.children:
            if child.type in ("bullet_list", "ordered_list"):
                drafts.extend(self.items(child, current or parent))
                continue
            place = self.place(child)
            label, words, link = _split(child)
            if label is None and child.type == "paragraph":
                label, words = self.plain_label(child, words)
            if current is None or label is not None:
                unnamed = number if label is None else None
                current = Draft(label, self.article, parent, place, unnamed, link=link)
                drafts.append(current)
            current.words.append(words)
            current.span = current.span.to(place)
        return drafts

    def plain_label(self, paragraph: SyntaxTreeNode, words: str) -> tuple[str | None, str]:
        """The label that is meant at a paragraph's start though its marks are wrong, and the words after."""
        (inline,) = paragraph.children
        written = _PLAIN_LABEL.match(inline.content)
        if written is None:
            return None, words
        label = written["label"].rstrip(".:;")
        numbered = self.article is not None and label.startswith(f"{self.article.number}.")
        if not (written["marks"] or written["behind"] or numbered or label.startswith("(")):
            return None, words
        passage = self.markdown.passage(inline)
        self.plain_labels.append((passage.span(0, len(written.group().rstrip())), label))
        rest = re.sub(r"^[*_\s]*" + re.escape(label) + r"[.:;]?[*_]*\s*", "", words)
        return label, rest

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


def _split(node: SyntaxTreeNode) -> tuple[str | None, str, str]:
    """The bold label at the start of a paragraph if there is one, the words after it, what it leads to."""
    if node.type == "fence" and is_rules(node.info):
        return None, "", ""
    words = " ".join(plain(node).split())
    if node.type != "paragraph" or not node.children:
        return None, words, ""
    parts = [part for part in words_of(node.children[0]) if part.type != "text" or part.content]
    if not parts or parts[0].type != "strong_open":
        return None, words, ""
    end = next((place for place, part in enumerate(parts) if _closes(part, parts[0])), len(parts))
    label = " ".join(plain_words(parts[:end]).split())
    link = next((str(part.attrs.get("href", "")) for part in parts[:end] if part.type == "link_open"), "")
    refused = _LINK.search(label) if len(label) <= _LONGEST_LINK else None
    if refused is not None:  # Markdown itself makes no link of a target that could run
        link = refused["target"]
        label = f"{label[: refused.start()]}{refused['words']}{label[refused.end() :]}"
    label = label.rstrip(".:; ")
    if not label or len(label) > _LONGEST_LABEL:
        return None, words, ""
    rest = " ".join(plain_words(parts[end:]).split())
    return label, re.sub(r"^[.:;–—-]+\s+", "", rest), link


def _closes(part: Token, opening: Token) -> bool:
    return part.type == "strong_close" and part.level == opening.level
