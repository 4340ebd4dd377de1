"""The pages of the law: one for each law, one for each article, text beside rule."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from markdown_it.token import Token

from qanun.book import at_a_glance, cards, diagrams
from qanun.book import places as at
from qanun.book.beside import pieces
from qanun.book.edition import Edition, Leaf
from qanun.book.english import paragraphs
from qanun.book.page import Heading, Html, Page, join, tag
from qanun.book.prose import marks_in, note_id, numbered, own_numbers, render
from qanun.book.sections import Part, Row, Section, Tokens, parts
from qanun.document.model import Article, Document, Provision
from qanun.syntax import tree

Quote = tuple[Tokens, list[Provision]]
"""A quote of the law, and the provisions in it."""
Pair = tuple[Html, Html]
"""Text of the law, and what stands beside it."""
SHOWN_ELSEWHERE = (tree.Situation, tree.Background, tree.Scenario, tree.Cases, tree.Claim, tree.Question)


def _is_shown_elsewhere(item: tree.AnyItem) -> bool:
    """Whether an entry has no card of its own on the page: cases and questions, rows of a rule's table."""
    return isinstance(item, SHOWN_ELSEWHERE) or (isinstance(item, tree.Ground) and item.is_row)


def law_index(edition: Edition) -> Page:
    """Every law with its source and its articles."""
    leaf = Leaf(edition, f"{at.LAW}/index.html")
    rows = []
    for document in edition.documents.values():
        articles = join(
            (leaf.link(at.article_path(document, one), one.name) for one in document.articles), " · "
        )
        parts = [tag("b", leaf.law(document.module)), tag("p", document.front_matter.source)]
        rows.append(tag("li", join([*parts, tag("p", articles) if articles else ""])))
    body: Html = tag("ul", join(rows), class_="qanun-contents")
    headings: tuple[Heading, ...] = ()
    drawn = diagrams.of_all_laws(leaf)
    if drawn is not None:
        title = "How they lean on each other"
        body = join([body, tag("h2", title, id="leaning"), drawn])
        headings = (Heading(2, "leaning", title),)
    return Page(leaf.here, "The law", body, headings, "Every law of the book")


def law_pages(edition: Edition, document: Document) -> Iterator[Page]:
    """The page of a law as a whole, then that of each of its articles."""
    found, base = parts(document)
    outside = Part(None, [section for part in found if part.article is None for section in part.sections])
    articles = [part for part in found if part.article is not None]
    yield _law(edition, document, outside, base)
    for number, part in enumerate(articles):
        before = articles[number - 1].article if number else None
        after = articles[number + 1].article if number + 1 < len(articles) else None
        yield _article(edition, document, part, base, (before, after))


def _law(edition: Edition, document: Document, outside: Part, base: int) -> Page:
    """What the law is, what stands before its articles, and what is in it."""
    leaf = Leaf(edition, at.law_path(document.module))
    writer = _Writer(leaf, document, base)
    body = [cards.about(leaf, document), writer.sections(outside.sections)]
    headings = list(writer.headings)
    for title, id_, content in cards.contents(leaf, document):
        headings.append(Heading(2, id_, title))
        body.append(tag("h2", title, id=id_))
        body.append(content)
    body.append(writer.notes())
    return Page(leaf.here, document.title, join(body), tuple(headings), document.front_matter.law)


def _article(
    edition: Edition,
    document: Document,
    part: Part,
    base: int,
    around: tuple[Article | None, Article | None],
) -> Page:
    article = part.article
    assert article is not None
    leaf = Leaf(edition, at.article_path(document, article))
    writer = _Writer(leaf, document, base)
    head = join(
        [
            "" if _says(document, article.anchor) else tag("span", "", id=at.local(article.anchor)),
            tag("p", cards.standing(leaf, document, article), class_="qanun-standing"),
        ]
    )
    text = [writer.sections(part.sections), writer.asked(article), writer.notes()]
    body = [
        head,
        at_a_glance.card(leaf, writer.items_of(article)),
        _on_this_page(document, article, writer.headings),
        *text,
        _around(leaf, document, around),
    ]
    title = at.heading(article)
    return Page(leaf.here, title, join(body), tuple(writer.headings), f"{document.front_matter.law}, {title}")


def _on_this_page(document: Document, article: Article, headings: Sequence[Heading]) -> Html:
    """Where the provisions of an article and what stands below them are on its page."""
    own = [one for one in document.provisions if one.article is article and one.parent is None]
    rows = [at.link(f"#{at.local(one.anchor)}", numbered(one.number), "") for one in own]
    rows += [at.link(f"#{one.id}", one.words, "") for one in headings]
    listed = tag("ul", join(tag("li", row) for row in rows))
    return tag("nav", listed, class_="qanun-onpage", aria_label="On this page") if len(rows) > 1 else Html("")


def _says(document: Document, anchor: str) -> bool:
    """Whether a provision bears the anchor of its article."""
    return any(provision.anchor == anchor for provision in document.provisions)


def _around(leaf: Leaf, document: Document, around: tuple[Article | None, Article | None]) -> Html:
    """Links to the articles before and after."""
    before, after = around
    parts = [
        leaf.link(
            at.article_path(document, one), f"{arrow} {one.name}" if arrow == "←" else f"{one.name} {arrow}"
        )
        for one, arrow in ((before, "←"), (after, "→"))
        if one is not None
    ]
    return tag("nav", join(parts), class_="qanun-around", aria_label="Articles before and after")


class _Writer:
    """Writes the sections of one page, and remembers headings and the marks of footnotes."""

    def __init__(self, leaf: Leaf, document: Document, base: int) -> None:
        self.leaf = leaf
        self.document = document
        self.headings: list[Heading] = []
        self._base = base
        self._marks: dict[str, int] = {}
        self._taken: set[str] = set()
        self._provisions: dict[int, list[Provision]] = {}
        for provision in document.provisions:
            self._provisions.setdefault(provision.span.line, []).append(provision)
        self._target = leaf.target(document.module)

    def sections(self, sections: Iterable[Section]) -> Html:
        """Sections with their headings; one that holds nothing but worked cases is told on their page."""
        return join(self._section(section) for section in sections)

    def _section(self, section: Section) -> Html:
        rows = join(self._row(row) for row in section.rows)
        if section.words is None or not rows:
            return rows
        id_ = at.slug(section.words)
        while id_ in self._taken:
            id_ += "-"
        self._taken.add(id_)
        level = min(
            max(section.level - (1 if self.leaf.here != at.law_path(self.document.module) else 0), 2), 4
        )
        self.headings.append(Heading(level, id_, section.words))
        return join([tag(f"h{level}", section.words, id=id_), rows])

    def _row(self, row: Row) -> Html:
        """Text of the law on one side, its rules on the other; comments below the text."""
        shown = sorted(self._shown(row), key=cards.rank)
        quotes = [(tokens, self._quoted(tokens)) for tokens in row.texts]
        notes = join(render(tokens, self._target, self._marks) for tokens in row.notes)
        if not quotes and not shown:
            only_cases = any(self._items(row)) and not notes
            return tag("div", notes, class_="qanun-talk") if notes and not only_cases else Html("")
        if notes:
            notes = tag("div", notes, class_="qanun-comment", role="note", aria_label="Commentary")
        paired = self._paired(quotes, shown)
        cells = list(paired or [(join(self._quote([one]) for one in quotes), self._rules(shown))])
        text, rules = cells[-1]
        cells[-1] = (join([text, notes]), rules)
        columns = join(
            join([tag("div", text, class_="qanun-text"), tag("div", rules, class_="qanun-rules")])
            for text, rules in cells
        )
        return tag("div", columns, class_="qanun-row")

    def _rules(self, shown: Iterable[Sequence[tree.AnyItem]]) -> Html:
        return join(cards.rule(self.leaf, items) for items in shown)

    def _paired(
        self, quotes: Sequence[Quote], shown: Sequence[tuple[tree.AnyItem, ...]]
    ) -> list[Pair] | None:
        """Each piece of a quote beside what its rule says of it, then all else; None where no rule speaks of
        the items of its quote one by one."""
        found = [piece for tokens, _ in quotes for piece in pieces(tokens)]
        place = {one.letter: number for number, one in enumerate(found) if one.letter is not None}
        if len(place) < sum(one.letter is not None for one in found):
            return None
        for items in shown:
            said = self.leaf.english.around(items[0], frozenset(place)) if len(items) == 1 else None
            if said is not None and min(place[letter] for letter in said.rows) > 0:
                break
        else:
            return None
        beside: list[list[Html]] = [[] for _ in found]
        beside[0] += [cards.head(self.leaf, items), cards.english(paragraphs(said.before))]
        beside[min(place[letter] for letter in said.rows) - 1].append(cards.english(paragraphs([said.head])))
        for letter, words in said.rows.items():
            beside[place[letter]].append(cards.english(paragraphs([words])))
        rest = [cards.english(paragraphs(said.after))]
        if max(place.values()) < len(found) - 1:
            beside[-1] += rest
            rest = []
        foot = tag("section", join([*rest, cards.foot(self.leaf, items)]), class_="qanun-rule")
        others = self._rules(one for one in shown if one is not items)
        texts = [tag("div", self._rendered(one.tokens), class_="qanun-provision") for one in found]
        said_below = tag("div", self._where(quotes), class_="qanun-provision")
        return [*zip(texts, map(join, beside), strict=True), (said_below, join([foot, others]))]

    def _items(self, row: Row) -> Iterator[tree.AnyItem]:
        for block in row.blocks:
            yield from self.leaf.edition.items_of.get((block.span.text.path, block.span.line), ())

    def _shown(self, row: Row) -> Iterator[tuple[tree.AnyItem, ...]]:
        """The entries of a row that are shown as rules, small declarations together."""
        items = [item for item in self._items(row) if not _is_shown_elsewhere(item)]
        for small, group in groupby(items, key=cards.is_small):
            found = tuple(group)
            if small:
                yield found
            else:
                yield from ((item,) for item in found)

    def _quoted(self, tokens: Tokens) -> list[Provision]:
        """The provisions of a quote of the law; each gets its anchor and a link to itself."""
        quoted: list[Provision] = []
        for number, token in enumerate(tokens):
            if token.type not in ("paragraph_open", "list_item_open") or token.map is None:
                continue
            for provision in self._provisions.pop(self._base + token.map[0], ()):
                self._mark(tokens, number, provision)
                quoted.append(provision)
        return quoted

    def _quote(self, quotes: Sequence[Quote]) -> Html:
        """Quotes of the law, and where they are from."""
        said = [self._rendered(tokens) for tokens, _ in quotes]
        return tag("div", join([*said, self._where(quotes)]), class_="qanun-provision")

    def _rendered(self, tokens: Tokens) -> Html:
        return own_numbers(render(tokens, self._target, self._marks))

    def _where(self, quotes: Sequence[Quote]) -> Html:
        """Where quotes are from."""
        texts = {note.label: note.text for note in self.document.footnotes}
        marks = [label for tokens, _ in quotes for label in marks_in(tokens)]
        noted = [texts[label] for label in marks if label in texts]
        quoted = [one for _, provisions in quotes for one in provisions]
        return cards.where(self.leaf, quoted, noted or [self.document.front_matter.source])

    def _mark(self, tokens: Tokens, number: int, provision: Provision) -> None:
        """Give the piece of text its anchor, and behind it a link to it."""
        token = tokens[number]
        anchor = at.local(provision.anchor)
        token.attrSet("id", anchor)
        inline = next((one for one in tokens[number:] if one.type == "inline"), None)
        if inline is not None and inline.children is not None:
            inline.meta["anchor"] = anchor
            inline.children.append(_permalink(provision.anchor))

    def asked(self, article: Article) -> Html:
        """What can be asked of an article, what is claimed of it, and its worked cases."""
        found: list[Html] = []
        for title, id_, content in cards.below_article(self.leaf, self.items_of(article)):
            self.headings.append(Heading(2, id_, title))
            found += [tag("h2", title, id=id_), content]
        return join(found)

    def items_of(self, article: Article) -> list[tree.AnyItem]:
        """The entries of an article."""
        items_of = self.leaf.edition.items_of
        return [
            item
            for block in self.document.blocks
            if block.article is article
            for item in items_of.get((block.span.text.path, block.span.line), ())
        ]

    def notes(self) -> Html:
        """The footnotes whose marks stand on this page."""
        texts = {note.label: note.text for note in self.document.footnotes}
        rows = [
            tag("li", join([self.leaf.inventory(texts[label]), " ", self._back(label)]), id=note_id(label))
            for label in self._marks
            if label in texts
        ]
        if not rows:
            return Html("")
        self.headings.append(Heading(2, "sources", "Sources"))
        return join([tag("h2", "Sources", id="sources"), tag("ol", join(rows), class_="qanun-notes")])

    def _back(self, label: str) -> Html:
        return tag("a", "↩", href=f"#{note_id(label)}-ref", aria_label="Back to the text")


def _permalink(anchor: str) -> Token:
    """A mark behind a provision that links to it."""
    token = Token("permalink", "a", 0)
    token.content = anchor
    return token
