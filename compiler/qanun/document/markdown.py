"""A page's Markdown as a tree, with the place of every piece of running text in the file.

markdown-it knows lines alone. Its lines are kept one to one with the file's, and running text is found
again in them from the end of each line: only what stands before it (quote marks, indentation) is taken away.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache

from attrs import frozen
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.link import link
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from qanun.document.fences import Repair, repair
from qanun.text import Span, Text

_FOOTNOTE_MARK = re.compile(r"\[\^([^\]\s]+)\]")
_FOOTNOTE_START = re.compile(r"\[\^([^\]\s]+)\]:")


@frozen(eq=False)
class Passage:
    """Running text, and the offset in the file at which each of its lines stands."""

    text: Text
    content: str
    starts: tuple[int, ...]
    places: tuple[int, ...]

    def at(self, position: int) -> int:
        """The offset in the file of a position in `content`."""
        line = max(bisect_right(self.starts, position) - 1, 0)
        return min(self.places[line] + position - self.starts[line], len(self.text.content))

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The place in the file of a part of `content`; of the whole, if not said."""
        begin = self.at(start)
        return self.text.span(begin, max(begin, self.at(len(self.content) if end is None else end)))


@frozen(eq=False)
class Markdown:
    """A page's tree, and its lines: `origin` is the file's line (from 0) of each that markdown-it saw.

    `fences` has what was amiss with the fences of rule blocks.
    """

    text: Text
    root: SyntaxTreeNode
    fences: Repair

    @property
    def lines(self) -> tuple[str, ...]:
        return self.fences.lines

    @property
    def origin(self) -> tuple[int, ...]:
        return self.fences.origin

    def line_start(self, line: int) -> int:
        """The offset in the file at which a line of the tree begins; for the line after the last, the end."""
        if line >= len(self.origin) or self.origin[line] >= len(self.text.line_starts):
            return len(self.text.content)
        return self.text.line_starts[self.origin[line]]

    def line_span(self, line: int) -> Span:
        """The place of a line of the tree, without its indentation and line end."""
        words = self.lines[line]
        start = self.line_start(line) + len(words) - len(words.lstrip())
        end = start + len(words.strip())
        return self.text.span(start, min(end, max(start, self._line_end(line))))

    def _line_end(self, line: int) -> int:
        """Where the line of the file ends; a fence that was repaired may have fewer signs there."""
        number = self.origin[line]
        if number >= len(self.text.line_starts):
            return len(self.text.content)
        return self.text.line_starts[number] + len(self.text.line(number + 1))

    def passage(self, inline: SyntaxTreeNode) -> Passage:
        """The running text of an `inline` node."""
        first, last = _lines_of(inline)
        starts: list[int] = []
        places: list[int] = []
        line, position = first, 0
        for words in inline.content.split("\n"):
            body = words.strip()
            while line < last - 1 and not self.lines[line].rstrip().endswith(body):
                line += 1
            source = self.lines[line].rstrip() if line < len(self.lines) else ""
            found = source.rfind(body)
            starts.append(position + len(words) - len(words.lstrip()))
            places.append(self.line_start(line) + max(found, 0))
            position += len(words) + 1
            line += 1
        return Passage(self.text, inline.content, tuple(starts), tuple(places))


def read_markdown(text: Text, body: int) -> Markdown:
    """The Markdown of `text` from line `body` (from 0) on; an unclosed block ends where law goes on."""
    numbers = range(len(text.line_starts))
    written = ["" if number < body else text.line(number + 1).replace("\0", "\ufffd") for number in numbers]
    repaired = repair(written)
    tokens = _parser().parse("\n".join(repaired.lines))
    for token in tokens:
        token.meta = {**token.meta, "words": token.children or []}
        token.children = None  # a tree of them could be too deep to walk
    root = SyntaxTreeNode(tokens)
    return Markdown(text, root, repaired)


def plain(node: SyntaxTreeNode) -> str:
    """The words of a node as they are read: no marks, no footnote numbers, blanks for line ends."""
    if node.type == "inline":
        return plain_words(words_of(node))
    if node.type in ("fence", "code_block"):
        return node.content
    return " ".join(plain(child) for child in node.children)


def words_of(inline: SyntaxTreeNode) -> list[Token]:
    """The pieces of running text in a row: text, marks that open and close, links, footnote marks."""
    words: list[Token] = inline.meta["words"]
    return words


def plain_words(words: Iterable[Token]) -> str:
    """What pieces of running text say."""
    return "".join(_said(token) for token in words)


def _said(token: Token) -> str:
    if token.type in ("text", "code_inline", "image", "html_inline"):  # a tag is but text on a page of law
        return token.content
    return " " if token.type in ("softbreak", "hardbreak") else ""


def inlines(node: SyntaxTreeNode) -> Iterator[SyntaxTreeNode]:
    """Every piece of running text in a node, in the order of the page."""
    if node.type == "inline":
        yield node
        return
    for child in node.children:
        yield from inlines(child)


def _lines_of(node: SyntaxTreeNode) -> tuple[int, int]:
    """The lines of a node; a table's cell has those of its row."""
    while not node.is_root and node.parent:
        if node.map:
            return node.map
        node = node.parent
    return 0, 1


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    parser.block.ruler.before(
        "reference", "footnote", _footnote, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    parser.inline.ruler.before("link", "footnote_mark", _footnote_mark)
    parser.inline.ruler.at("link", _link)
    return parser


def _link(state: StateInline, silent: bool) -> bool:
    """Markdown's own link, with the place of its target (of the whole link, if it stands elsewhere)."""
    start, before = state.pos, len(state.tokens)
    if not link(state, silent):
        return False
    if not silent:
        opening = next(token for token in state.tokens[before:] if token.type == "link_open")
        opening.meta = {"place": _target_place(state, start)}
    return True


def _target_place(state: StateInline, start: int) -> tuple[int, int]:
    after, end = state.pos, state.posMax
    state.posMax = after
    label_end = state.md.helpers.parseLinkLabel(state, start, True)
    state.pos, state.posMax = after, end
    if label_end < 0 or not state.src.startswith("(", label_end + 1):
        return start, after
    target = label_end + 2
    while target < after and state.src[target].isspace():
        target += 1
    found = state.md.helpers.parseLinkDestination(state.src, target, after)
    if not found.ok:
        return start, after
    bracketed = state.src.startswith("<", target)
    return (target + 1, found.pos - 1) if bracketed else (target, found.pos)


def _footnote_mark(state: StateInline, silent: bool) -> bool:
    match = _FOOTNOTE_MARK.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("footnote_mark", "", 0)
        token.content = match[1]
        token.meta = {"place": match.span()}
    state.pos = match.end()
    return True


def _footnote(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """`[^label]: text`, with further paragraphs where they are indented by four."""
    if state.is_code_block(first):
        return False
    start = state.bMarks[first] + state.tShift[first]
    match = _FOOTNOTE_START.match(state.src, start, state.eMarks[first])
    if match is None or silent:
        return match is not None
    opening = state.push("footnote_open", "div", 1)
    opening.info = match[1]
    column = start - (state.src.rfind("\n", 0, start) + 1)
    opening.meta = {"column": column, "length": match.end() - start}
    opening.map = [first, first]
    _footnote_body(state, first, last, match.end())
    opening.map = [first, state.line]
    state.push("footnote_close", "div", -1)
    return True


def _footnote_body(state: StateBlock, first: int, last: int, position: int) -> None:
    kept = state.bMarks[first], state.tShift[first], state.sCount[first], state.parentType, state.blkIndent
    after, end = position, state.eMarks[first]
    width = 0
    while position < end and state.src[position] in " \t":
        width += 4 - width % 4 if state.src[position] == "\t" else 1
        position += 1
    state.bMarks[first], state.tShift[first] = after, position - after
    state.blkIndent += 4
    state.sCount[first] = state.blkIndent
    state.parentType = "footnote"
    state.md.block.tokenize(state, first, last)
    state.bMarks[first], state.tShift[first], state.sCount[first], state.parentType, state.blkIndent = kept
