"""Text to Document: articles, provisions, rule blocks, footnotes and links of one page."""

import re
from collections.abc import Iterator, Sequence

from attrs import define, field
from markdown_it.tree import SyntaxTreeNode

from qanun.diagnostics import Diagnostic, Fix, Outcome, Related
from qanun.document import kinds
from qanun.document.anchors import Draft, mark, name_drafts, of_other_article
from qanun.document.days import ALWAYS, is_empty, meet, range_of
from qanun.document.fences import RULES, is_rules
from qanun.document.front_matter import is_module_name, module_of, read_front_matter
from qanun.document.headings import Heading, Mistaken, read_heading
from qanun.document.markdown import Markdown, inlines, plain, read_markdown, words_of
from qanun.document.model import ITEMS, Article, Block, Document, Footnote, Link, Provision, Table, mark_of
from qanun.document.numbers import number_of
from qanun.document.official import official
from qanun.document.quotes import drafts_of, unquoted
from qanun.document.slips import miswritten, of_other_articles
from qanun.document.tables import looks_like_row, table
from qanun.text import Span, Text


def read(text: Text, articles: Sequence[str] = ()) -> Outcome[Document | None]:
    """One page, with every mistake in it that can be seen before its rules are read.

    `articles` are the words that open an article beside the English ones.
    A page with mistakes is read as far as it goes; None where it has neither front matter nor rules.
    """
    header = read_front_matter(text)
    module = module_of(text.path)
    markdown = read_markdown(text, header.value.body)
    reader = Reader(markdown, module, tuple(articles), list(header.diagnostics))
    reader.read()
    if header.value.unread and not reader.found:
        return Outcome(None, header.diagnostics)
    if not header.value.unread and not is_module_name(module):
        reader.report(kinds.FILE_NAME.at(header.value.front_matter.span, file=module))
    provisions = reader.provisions(header.value.front_matter.official_text)
    document = Document(
        text=text,
        module=module,
        title=reader.title or header.value.front_matter.law,
        front_matter=header.value.front_matter,
        articles=tuple(reader.articles),
        provisions=tuple(provisions.values()),
        blocks=reader.blocks(provisions),
        footnotes=reader.footnotes(),
        links=tuple(reader.links),
    )
    return Outcome(document, tuple(reader.diagnostics))


@define(eq=False)
class Reader:
    """One walk down a page. `above` are the provisions quoted since the last heading or rule block."""

    markdown: Markdown
    module: str
    words: tuple[str, ...]
    diagnostics: list[Diagnostic]
    title: str = ""
    articles: list[Article] = field(factory=list)
    twice: set[Article] = field(factory=set)
    links: list[Link] = field(factory=list)
    drafts: list[Draft] = field(factory=list)
    above: list[Draft] = field(factory=list)
    fresh: bool = True
    found: list[tuple[Span, Article | None, tuple[Draft, ...], bool]] = field(factory=list)
    tables: dict[int, Table] = field(factory=dict)
    notes: dict[str, tuple[Footnote, Span]] = field(factory=dict)
    marks: list[tuple[str, Span, str]] = field(factory=list)
    article: Article | None = None
    level: int = 0

    def read(self) -> None:
        fence = False
        for node in self.markdown.root.children:
            if fence and node.type in ("table", "paragraph"):
                self.below_a_block(node)
            before = len(self.found)
            self.node(node)
            fence = node.type == "fence" and len(self.found) > before

    def below_a_block(self, node: SyntaxTreeNode) -> None:
        """Keep the table that stands directly below a rule block, or what looks like one."""
        first, after = node.map or (0, 1)
        lines = [self.markdown.line_span(line) for line in range(first, after)]
        if node.type == "table" or looks_like_row(lines[0].words):
            self.tables[len(self.found) - 1] = table(lines, node.type == "table")

    def report(self, diagnostic: Diagnostic) -> None:
        self.diagnostics.append(diagnostic)

    @property
    def breadcrumb(self) -> str:
        return self.article.name if self.article else ""

    def node(self, node: SyntaxTreeNode) -> None:
        """Take in one piece of the page that stands in no quote."""
        match node.type:
            case "heading":
                self.heading(node)
                self.collect(node)
            case "blockquote":
                self.quote(node)
                self.collect(node)
            case "fence":
                self.fence(node)
            case "code_block":
                self.indented_code(node)
            case "footnote":
                self.footnote(node)
                self.collect(node)
            case "bullet_list" | "ordered_list" | "list_item":
                for child in node.children:
                    self.node(child)
            case "paragraph" if _is_bold(node):
                self.not_a_heading(node)
                self.collect(node)
            case _:
                self.unquoted(node)
                self.collect(node)

    def unquoted(self, node: SyntaxTreeNode) -> None:
        """Report law that stands outside a quote; it is read as if it stood in one."""
        draft = unquoted(node, self.markdown, self.article) if node.type == "paragraph" else None
        if draft is None:
            return
        first, after = node.map or (0, 1)
        starts = [self.markdown.line_start(line) for line in range(first, after)]
        lines = tuple(self.markdown.text.span(start, start) for start in starts)
        fix = Fix(lines[0], "> ", "write `> ` before each of its lines", also=lines[1:])
        place = mark_of(draft.span)
        self.report(kinds.NOT_QUOTED.at(place, article=self.breadcrumb, fix=fix, label=draft.label))
        if not self.fresh:
            self.above, self.fresh = [], True
        self.drafts.append(draft)
        self.above.append(draft)

    def heading(self, node: SyntaxTreeNode) -> None:
        """Open an article, or close the one above it if this heading is of no lower rank."""
        self.above, self.fresh = [], True
        level, words = int(node.tag.removeprefix("h")), " ".join(plain(node).split())
        heading = self.opening(node, words)
        if heading is None:
            if level <= self.level:
                self.article, self.level = None, 0
            if level == 1 and not self.title:
                self.title = words
            return
        inline = next(inlines(node))
        span = self.markdown.passage(inline).span()
        days = range_of(heading.days) if heading.days is not None and not heading.unread else None
        if heading.days is not None and days is None:
            self.report(kinds.WRONG_DAYS.at(span, article=heading.name, written=heading.days))
        anchor = f"{self.module}#{heading.number.casefold()}{mark(days)}"
        article = Article(heading.name, heading.number, heading.title, span, anchor, days)
        self.article, self.level = article, level
        same = (one for one in self.articles if one.name == heading.name)
        other = next((one for one in same if _at_once(one, article)), None)
        if other:
            self.twice.add(article)
            related = (Related(other.span, "the first one"),)
            self.report(
                kinds.ARTICLE_TWICE.at(span, article=heading.name, name=heading.name, related=related)
            )
        self.articles.append(self.article)

    def opening(self, node: SyntaxTreeNode, words: str) -> Heading | None:
        """The article that a heading opens; what only looks like one is reported."""
        heading = read_heading(words, self.words)
        if not isinstance(heading, Mistaken):
            return heading
        place = self.markdown.passage(next(inlines(node))).span()
        self.report(heading.kind.at(place, heading=heading.heading, word=heading.word))
        return None

    def not_a_heading(self, node: SyntaxTreeNode) -> None:
        """Report the heading of an article that stands in bold letters, or in a quote, and is no heading."""
        words = " ".join(plain(node).split())
        if isinstance(read_heading(words, self.words), Heading):
            place = self.markdown.passage(next(inlines(node))).span()
            self.report(kinds.UNREAD_ARTICLE.at(place, article=self.breadcrumb, heading=words))

    def quote(self, node: SyntaxTreeNode) -> None:
        if not self.fresh:
            self.above, self.fresh = [], True
        drafts, plain_labels = drafts_of(node, self.markdown, self.article)
        for place, label in plain_labels:
            fix = Fix(place, f"**{label}**", f"write `**{label}**`")
            self.report(kinds.PLAIN_LABEL.at(place, article=self.breadcrumb, fix=fix, label=label))
        for draft in drafts:
            if draft.link and official(draft.link) is None:
                place = mark_of(draft.span)
                self.report(kinds.NO_OFFICIAL_TEXT.at(place, article=self.breadcrumb, label=draft.label))
        self.drafts.extend(drafts)
        self.above.extend(drafts)
        for fence in _fences(node):
            self.off_margin(fence, "in a quote")
        for part in node.walk(include_self=False):
            if part.type == "heading":
                self.not_a_heading(part)

    def fence(self, node: SyntaxTreeNode) -> None:
        if not is_rules(node.info):
            return
        if node.level > 0:
            self.off_margin(node, "in a list")
            return
        first, after = node.map or (0, 1)
        opening = self.markdown.lines[first]
        if opening.startswith((" ", "\t")):
            self.off_margin(node, "indented")
            return
        self.fences_of(node, first)
        start = self.markdown.line_start(first + 1)
        span = self.markdown.text.span(start, max(start, self.markdown.line_start(after - 1)))
        if first in self.markdown.fences.unclosed:
            span = self.behind_a_rule(span) or self.not_closed(first, span, node.markup)
        self.block(span)

    def fences_of(self, node: SyntaxTreeNode, first: int) -> None:
        """Report what is amiss with the lines that open and close a block; it is read all the same."""
        fences, text = self.markdown.fences, self.markdown.text
        number = fences.origin[first]
        line = text.span(text.line_starts[number], text.line_starts[number] + len(text.line(number + 1)))
        if first in fences.unopened:
            fix = Fix(text.span(line.start, line.start), f"{node.markup}{RULES}\n", "open the block")
            self.report(kinds.BLOCK_NOT_OPENED.at(line, article=self.breadcrumb, fix=fix))
        elif first in fences.unmarked:
            end = text.span(line.start + len(line.words.rstrip()), line.end)
            fix = Fix(end, RULES, f"write `{RULES}`")
            self.report(kinds.BLOCK_NOT_MARKED.at(line, article=self.breadcrumb, fix=fix))
        elif first in fences.miswritten:
            self.report(miswritten(text, fences.miswritten[first], node.markup, self.breadcrumb))
        else:
            self.misspelt(node, first)

    def misspelt(self, node: SyntaxTreeNode, first: int) -> None:
        """Report a block whose mark is almost `qanun`; it is read all the same."""
        line = self.markdown.line_span(first)
        written = re.match(r"[`~]+\s*(\S+)", line.words)  # as written: Markdown replaces some characters
        if written is not None and node.info.split()[0].casefold() != RULES:
            word = written[1]
            place = line.text.span(line.start + written.start(1), line.start + written.end(1))
            fix = Fix(place, RULES, f"write `{RULES}`")
            self.report(kinds.OTHER_MARK.at(place, article=self.breadcrumb, fix=fix, word=word))

    def behind_a_rule(self, span: Span) -> Span | None:
        """The rules of a block whose closing fence stands at the end of its last line, which is told."""
        glued = re.search(r"(?<=[^\s`~])[ \t]*(`{3,}|~{3,})\s*\Z", span.words)
        if glued is None:
            return None
        place = span.text.span(span.start + glued.start(1), span.start + glued.end(1))
        fix = Fix(span.text.span(span.start + glued.start(), place.end), f"\n{place.words}", "put it below")
        remedy = f"put {place.words} on the next line"
        behind = kinds.FENCE_BEHIND_A_RULE
        self.report(behind.at(place, article=self.breadcrumb, fix=fix, fence=place.words, remedy=remedy))
        return span.text.span(span.start, span.start + glued.start())

    def not_closed(self, first: int, span: Span, fence: str) -> Span:
        """Report a block that nobody closed."""
        ended = span.words.endswith(("\n", "\r")) or not span.words
        end = self.markdown.text.span(span.end, span.end)
        fix = Fix(end, f"{'' if ended else chr(10)}{fence}\n\n", f"add the line {fence}")
        place = self.markdown.line_span(first)
        self.report(kinds.BLOCK_NOT_CLOSED.at(place, article=self.breadcrumb, fence=fence, fix=fix))
        return span

    def indented_code(self, node: SyntaxTreeNode) -> None:
        opening = re.match(r"\s*(?:`{3,}|~{3,})[ \t]*(.*)", node.content)
        if opening and is_rules(opening[1]):
            self.off_margin(node, "indented")

    def off_margin(self, node: SyntaxTreeNode, where: str) -> None:
        """Report a rule block that does not stand at the left margin."""
        first, after = node.map or (0, 1)
        place = self.markdown.line_span(first)
        marked = re.search(r"[`~]{3}.*", place.words)
        if marked:
            place = place.text.span(place.start + marked.start(), place.end)
        self.report(kinds.BLOCK_OFF_MARGIN.at(place, article=self.breadcrumb, where=where))
        if re.fullmatch(r"[>\s]*[`~]{3,}\s*", self.markdown.lines[after - 1]):
            after -= 1
        start = self.markdown.line_start(first + 1)
        self.block(place.text.span(start, max(start, self.markdown.line_start(after))), off_margin=True)

    def block(self, span: Span, off_margin: bool = False) -> None:
        self.found.append((span, self.article, tuple(self.above), off_margin))
        self.fresh = False

    def footnote(self, node: SyntaxTreeNode) -> None:
        first = (node.map or (0, 1))[0]
        start = self.markdown.line_start(first) + int(node.meta["column"])
        mark = self.markdown.text.span(start, start + int(node.meta["length"]))
        label = node.info
        if label in self.notes:
            related = (Related(self.notes[label][1], "the first one"),)
            self.report(kinds.FOOTNOTE_TWICE.at(mark, article=self.breadcrumb, label=label, related=related))
            return
        ends = [self.markdown.passage(inline).span().end for inline in inlines(node)]
        span = self.markdown.text.span(start, max([mark.end, *ends]))
        self.notes[label] = (Footnote(label, " ".join(plain(node).split()), span), mark)

    def collect(self, node: SyntaxTreeNode) -> None:
        """The links and footnote marks in a node's running text."""
        for inline in inlines(node):
            passage = self.markdown.passage(inline)
            for part in words_of(inline):
                if part.type == "link_open" and "place" in part.meta:
                    span = passage.span(*part.meta["place"])
                    self.links.append(Link(str(part.attrs.get("href", "")), self.article, span))
                elif part.type == "footnote_mark":
                    self.marks.append((part.content, passage.span(*part.meta["place"]), self.breadcrumb))

    def provisions(self, official_text: str | None) -> dict[Draft, Provision]:
        """Every provision under its stable anchor, in the order of the page; `official_text` is the law's."""
        clashes = name_drafts(self.drafts, [article.anchor.partition("#")[2] for article in self.articles])
        lists = {draft.parent for draft in self.drafts}
        made = {draft: _provision(draft, self.module, draft in lists, official_text) for draft in self.drafts}
        self.diagnostics += of_other_articles(self.drafts, self.twice)
        for draft, other in clashes:
            if of_other_article(draft) or of_other_article(other):
                continue
            anchor = made[other].anchor.partition("#")[2]
            related = (Related(mark_of(other.span), "the first one"),) if other is not draft else ()
            breadcrumb = draft.article.name if draft.article else ""
            place = mark_of(draft.span)
            self.report(kinds.ANCHOR_TWICE.at(place, article=breadcrumb, related=related, anchor=anchor))
        return made

    def blocks(self, provisions: dict[Draft, Provision]) -> tuple[Block, ...]:
        return tuple(
            Block(
                span,
                article,
                tuple(provisions[draft] for draft in above),
                off_margin,
                self.tables.get(number),
            )
            for number, (span, article, above, off_margin) in enumerate(self.found)
        )

    def footnotes(self) -> tuple[Footnote, ...]:
        """The footnotes, after a word on those that nothing refers to and on marks that lead to none."""
        used = {label for label, _, _ in self.marks}
        for label, span, breadcrumb in self.marks:
            if label not in self.notes:
                self.report(kinds.NO_SUCH_FOOTNOTE.at(span, article=breadcrumb, label=label))
        for label, (_, place) in self.notes.items():
            if label not in used:
                self.report(kinds.UNUSED_FOOTNOTE.at(place, label=label))
        return tuple(note for note, _ in self.notes.values())


def _is_bold(node: SyntaxTreeNode) -> bool:
    """Whether all of a paragraph stands in bold letters."""
    parts = [
        part for inline in inlines(node) for part in words_of(inline) if part.type != "text" or part.content
    ]
    marks = [part for part in parts if part.type in ("strong_open", "strong_close") and part.level == 0]
    return len(marks) == 2 and marks[0] is parts[0] and marks[-1] is parts[-1]


def _fences(node: SyntaxTreeNode) -> Iterator[SyntaxTreeNode]:
    for part in node.walk(include_self=False):
        if part.type == "fence" and is_rules(part.info):
            yield part


def _provision(draft: Draft, module: str, has_items: bool, official_text: str | None) -> Provision:
    """The provision of a draft. Where list items stand between its words, a sign of omission shows it.

    Its official text is where its label leads to, else where that of what it stands in does, else the law's.
    """
    within = (one.link for one in _upwards(draft) if one.link)
    return Provision(
        anchor=f"{module}#{draft.path}",
        label=draft.label or draft.path.rpartition(".")[2],
        number=number_of(draft),
        text=(f"\n{ITEMS}\n" if has_items else "\n").join(words for words in draft.words if words),
        article=draft.article,
        parent=f"{module}#{draft.parent.path}" if draft.parent else None,
        span=draft.span,
        official_text=official(next(within, "")) or official_text,
    )


def _upwards(draft: Draft) -> Iterator[Draft]:
    """A provision and those that it stands in, from the innermost."""
    yield draft
    if draft.parent is not None:
        yield from _upwards(draft.parent)


def _at_once(one: Article, other: Article) -> bool:
    """Whether two articles are in force on one day."""
    return not is_empty(meet(one.in_force or ALWAYS, other.in_force or ALWAYS))
