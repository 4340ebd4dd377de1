"""The statute files as they are, line by line: where every link to a source ends."""

from qanun.book import places as at
from qanun.book.edition import Edition, Leaf
from qanun.book.page import Html, Page, join, tag
from qanun.document.model import Document


def source_page(edition: Edition, document: Document) -> Page:
    """One statute file; each line has an id `L12`, and the lines of articles lead to their pages."""
    leaf = Leaf(edition, at.source_path(document.module))
    articles = {article.span.line: article for article in document.articles}
    lines = document.text.content.splitlines()
    rows = []
    for number, line in enumerate(lines, 1):
        mark = tag("a", str(number), href=f"#L{number}", class_="qanun-line", tabindex="-1")
        article = articles.get(number)
        words: object = line
        if article is not None:
            words = leaf.link(at.article_path(document, article), line)
        rows.append(tag("span", join([mark, words, "\n"]), id=f"L{number}"))
    intro = tag(
        "p", join(["The file from which ", leaf.law(document.module), " is made, as the drafters keep it."])
    )
    code = tag("pre", tag("code", join(rows)), class_="qanun-file", tabindex="0")
    return Page(
        leaf.here, f"{document.module}.md", Html(intro + code), (), f"Statute file {document.module}.md"
    )
