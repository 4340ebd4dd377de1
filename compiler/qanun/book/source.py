"""The statute files as they are, line by line: where every link to a source ends."""

from collections.abc import Iterator

from qanun.book import places as at
from qanun.book.edition import Edition, Leaf
from qanun.book.page import Html, Page, join, tag
from qanun.document.model import Document
from qanun.text import Text


def source_pages(edition: Edition, document: Document) -> Iterator[Page]:
    """The files of a page of law: its own, and that of its cases."""
    return (_page(edition, document, text) for text in document.texts)


def _page(edition: Edition, document: Document, text: Text) -> Page:
    """One statute file; each line has an id `L12`, and the lines of articles lead to their pages."""
    leaf, name = Leaf(edition, at.source_path(text)), at.file_name(text)
    articles = {one.span.line: one for one in document.articles if one.span.text is text}
    lines = text.content.splitlines()
    rows = []
    for number, line in enumerate(lines, 1):
        mark = tag("a", str(number), href=f"#L{number}", class_="qanun-line", tabindex="-1")
        article = articles.get(number)
        words: object = line
        if article is not None:
            words = leaf.link(at.article_path(document, article), line)
        rows.append(tag("span", join([mark, words, "\n"]), id=f"L{number}"))
    before, behind = ("from", "made") if text is document.text else ("with", "tried")
    law = leaf.law(document.module)
    intro = tag("p", join([f"The file {before} which ", law, f" is {behind}, as the drafters keep it."]))
    code = tag("pre", tag("code", join(rows)), class_="qanun-file", tabindex="0")
    return Page(leaf.here, name, Html(intro + code), (), f"Statute file {name}")
