"""A statute file cut into what each page of the book shows: sections, and rows of text beside rules."""

from collections.abc import Container, Iterator, Sequence

from attrs import define, field, frozen
from markdown_it.token import Token

from qanun.book.prose import parser
from qanun.document.model import Article, Block, Document
from qanun.syntax.format_tables import names_columns

Tokens = list[Token]


@define(eq=False)
class Row:
    """Text of the law, what is said about it, and the rule blocks that state it. `kind` is law or talk.

    Talk is a paragraph that stands before any text of the law, over the whole width.
    """

    texts: list[Tokens] = field(factory=list)
    notes: list[Tokens] = field(factory=list)
    blocks: list[Block] = field(factory=list)


@frozen(eq=False)
class Section:
    """A heading below the article's own (None: before the first), and its rows. `level` as on the page."""

    words: str | None
    level: int
    rows: list[Row]


@frozen(eq=False)
class Part:
    """An article, or (None) what stands in no article of the page."""

    article: Article | None
    sections: list[Section]


def parts(document: Document) -> tuple[list[Part], int]:
    """The parts of a page in its order, and the number to add to a token's line for the line of the file."""
    text, base = without_footnotes(document)
    own = [block for block in document.blocks if block.span.text is document.text]
    blocks = {block.span.line: block for block in own if not block.off_margin}
    articles = {article.span.line: article for article in document.articles}
    of_cases = {one.table.span.line for one in own if one.table and names_columns(one.span)}
    outside = Part(None, [Section(None, 2, [])])
    made = [outside]
    level = 0
    for group in groups(parser().parse(text)):
        first = group[0]
        line = base + (first.map or (0, 0))[0]
        if first.type == "heading_open":
            depth, words = int(first.tag[1]), group[1].content
            article = articles.get(line)
            if article is not None:
                made.append(Part(article, [Section(None, depth, [])]))
                level = depth
            elif depth > 1:
                if level and depth <= level:
                    made.append(Part(None, []))
                    level = 0
                made[-1].sections.append(Section(words, depth, []))
            continue
        if first.type == "table_open" and line in of_cases:
            continue  # with the worked cases
        _add(made[-1].sections[-1].rows, group, blocks.get(line + 1) if first.type == "fence" else None)
    return [outside, *made[1:]], base


def said_of_cases(document: Document, shown: Container[Block]) -> dict[Block, list[Tokens]]:
    """The prose of a page of cases by the block, of those `shown`, above which it stands.

    What stands below all of them stands by the last.
    """
    text = document.companion
    if text is None:
        return {}
    own = [block for block in document.blocks if block.span.text is text]
    fences = {block.span.line - 2: block for block in own}
    tables = {block.table.span.line - 1 for block in own if block.table and names_columns(block.span)}
    found: dict[Block, list[Tokens]] = {}
    waiting: list[Tokens] = []
    last: Block | None = None
    for group in groups(parser().parse(text.content)):
        line = (group[0].map or (0, 0))[0]
        block = fences.get(line)
        if block is not None and block in shown:
            last, found[block], waiting = block, waiting, []
        elif block is None and group[0].type != "heading_open" and line not in tables:
            waiting.append(group)
    if last is not None:
        found[last] += waiting
    return found


def _add(rows: list[Row], group: Tokens, block: Block | None) -> None:
    """Put a piece of the page into the last row, or begin a new one."""
    last = rows[-1] if rows else None
    if block is not None:
        if last is None:
            rows.append(last := Row())
        last.blocks.append(block)
    elif group[0].type == "blockquote_open":
        if last is None or last.blocks or last.notes:
            rows.append(last := Row())
        last.texts.append(group)
    elif last is None or (not last.texts and last.blocks):
        rows.append(Row(notes=[group]))
    else:
        last.notes.append(group)


def groups(tokens: Sequence[Token]) -> Iterator[Tokens]:
    """The tokens of each piece that stands at the top level of the page."""
    group: Tokens = []
    depth = 0
    for token in tokens:
        group.append(token)
        depth += token.nesting
        if depth == 0:
            yield group
            group = []


def without_footnotes(document: Document) -> tuple[str, int]:
    """The page after its front matter, footnotes blanked, and the number of its first line in the file."""
    text = document.text
    base = text.line_of(max(document.front_matter.span.end - 1, 0)) + 1
    dropped = {
        number
        for note in document.footnotes
        for number in range(note.span.line, text.line_of(max(note.span.end - 1, 0)) + 1)
    }
    lines = range(base, len(text.line_starts) + 1)
    kept = ["" if number in dropped else text.line(number) for number in lines]
    if kept and kept[0].strip() == "---":
        kept[0] = ""
    return "\n".join(kept), base
