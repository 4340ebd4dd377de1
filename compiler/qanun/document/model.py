"""A page of law: front matter, articles, provisions, rule blocks. Nodes are compared by identity."""

import re
from datetime import date
from typing import Literal

from attrs import frozen

from qanun.text import Span, Text


@frozen
class InForce:
    """The days on which something is law, both inclusive; None where the side is open."""

    start: date | None
    end: date | None


@frozen
class Synonym:
    """Words of the page, `meant`, and what people may type into a search instead, `said`."""

    meant: str
    said: tuple[str, ...]


@frozen(eq=False)
class FrontMatter:
    """What the page says of itself. `in_force` is None where the source does not state it.

    `module` is as written; the page's own is its document's. `official_text` is the address at which the
    official text of the law can be read. `mistaken`: something in it could not be read, so what is missing
    here may have been meant there.
    """

    law: str
    jurisdiction: str
    module: str
    in_force: InForce | None
    time_zone: str
    rounding: Literal["down", "up"]  # what happens to 31 January + 1 month
    source: str
    currency: str | None
    span: Span
    mistaken: bool = False
    official_text: str | None = None
    synonyms: tuple[Synonym, ...] = ()


@frozen(eq=False)
class Article:
    """A heading that opens an article. `name` is "Article 318", `number` "318", `title` what follows.

    `anchor` is `criminal_code#318`; a provision labelled with the bare number bears it too. `in_force` are
    the days that the heading states; then the anchors of the article carry the first of them
    (`criminal_code#318@2012-01-01`; `@until-2011-12-31` where that is open).
    """

    name: str
    number: str
    title: str
    span: Span
    anchor: str = ""
    in_force: InForce | None = None


ITEMS = "…"
"""Stands on a line of the text of a provision where its items do."""


@frozen(eq=False)
class Provision:
    """A piece of law that can be cited. `anchor` is `criminal_code#318.1`, unique over all pages.

    `text` is its own plain text without label, footnote marks and line ends; the items of a list in it are
    provisions of their own, with `parent` the anchor of this one. An unnamed one has its number as `label`.
    `number` is how it is cited, in brackets what is the page's own: `318[.1.a]`. `official_text` is the
    address, fit for a link, at which its text can be read: its own, or the law's; None where there is none.
    """

    anchor: str
    label: str
    number: str
    text: str
    article: Article | None
    parent: str | None
    span: Span
    official_text: str | None = None

    @property
    def mark(self) -> Span:
        """The place of its bold label; of an unnamed one, all of it."""
        return mark_of(self.span)


def mark_of(span: Span) -> Span:
    """The bold label with which the text at `span` begins; where there is none, `span`."""
    label = re.match(r"(\*\*|__)[^\n]{1,2000}?\1", span.words)
    return span.text.span(span.start, span.start + label.end()) if label else span


@frozen(eq=False)
class Table:
    """The Markdown table directly below a rule block; each cell without blanks at its edges.

    `sound`: Markdown takes it for a table. Else its lines only look like one, and all below the first are
    `rows`.
    """

    span: Span
    header: tuple[Span, ...]
    rows: tuple[tuple[Span, ...], ...]
    sound: bool


@frozen(eq=False)
class Block:
    """A fenced ```qanun block. `span` covers its lines without the fences, `table` what stands below it.

    One that stands `off_margin`, in a quote or a list or indented, was reported, and its rules are not read.
    """

    span: Span
    article: Article | None
    provisions: tuple[Provision, ...]
    off_margin: bool = False
    table: Table | None = None


@frozen(eq=False)
class Footnote:
    label: str
    text: str
    span: Span


@frozen(eq=False)
class Link:
    """A Markdown link. `target` is `#318.1` or `criminal_code.md#318.1`, as written; `span` its place."""

    target: str
    article: Article | None
    span: Span


@frozen(eq=False)
class Document:
    """One page of law, read. `module` is the file's name without its ending.

    `companion` is the text of its page of cases, `criminal_code.cases.md`: the blocks of it come last.
    """

    text: Text
    module: str
    title: str
    front_matter: FrontMatter
    articles: tuple[Article, ...]
    provisions: tuple[Provision, ...]
    blocks: tuple[Block, ...]
    footnotes: tuple[Footnote, ...]
    links: tuple[Link, ...] = ()
    companion: Text | None = None

    @property
    def texts(self) -> tuple[Text, ...]:
        """The files of which it was read."""
        return (self.text,) if self.companion is None else (self.text, self.companion)
