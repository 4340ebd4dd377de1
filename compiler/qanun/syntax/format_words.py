"""The words of one entry as the formatter sees them: each with its comments and the nodes of the parse tree
that hold it."""

from bisect import bisect_left
from itertools import pairwise

from attrs import define, field, frozen
from lark import Token, Tree

from qanun.syntax.entries import inner, read_entry
from qanun.syntax.layout import Entry
from qanun.syntax.parser import place
from qanun.syntax.scan import Lexeme
from qanun.text import Text

MARKS = frozenset(("OPEN", "CLOSE", "SEP", "END", "IS_CLAUSE"))
"""Tokens that stand for layout; they have no text of their own."""


@define(eq=False)
class Node:
    """A node of the parse tree.

    `parent` is None for the entry itself; `first` is the number of its first word, `end` of the word behind
    its last. Nodes of the same words are one, of the innermost's rule.
    `lists` are the numbers of the words with which lists of bullets begin that stand directly in it.
    """

    rule: str
    parent: "Node | None"
    first: int
    end: int
    depth: int
    lists: list[int] = field(factory=list)
    children: "list[Node]" = field(factory=list)


@frozen(eq=False)
class Word:
    """A lexeme, the innermost node that holds it, and the comments that stand above and behind it.

    `separated`: the grammar took the line break before it for a separator.
    """

    text: str
    kind: str
    node: Node
    above: tuple[str, ...]
    behind: str
    separated: bool


@frozen
class Gap:
    """What stands between two lexemes: a comment behind the first, and the lines between the two.

    A line is the column at which its comment begins and the comment; None where it is empty.
    """

    behind: str
    lines: tuple[tuple[int, str] | None, ...]

    @property
    def comments(self) -> tuple[str, ...]:
        return tuple(line[1] for line in self.lines if line is not None)


def gap(words: str, *, at_line_start: bool = False) -> Gap | None:
    """Blanks and comments; None where anything else is among them."""
    first, *rest = words.split("\n")
    if at_line_start:
        first, rest = "", [first, *rest]
    behind = first.strip()
    lines: list[tuple[int, str] | None] = []
    for line in rest[:-1]:
        comment = line.strip()
        lines.append((len(line) - len(line.lstrip()), comment) if comment else None)
    last = rest[-1].strip() if rest else ""
    if last or any(words and not words.startswith("#") for words in (behind, *(c[1] for c in lines if c))):
        return None
    return Gap(behind, tuple(lines))


def read_whole(text: Text, entry: Entry) -> "Tree[Token] | None":
    """The parse tree of an entry that can be read without a mistake, else None."""
    read = read_entry(text, entry, "")
    return None if read.tree is None or read.diagnostics else read.tree


def words_of(text: Text, entry: Entry) -> tuple[Word, ...] | None:
    """The words of an entry that can be read without a mistake, else None."""
    read = read_whole(text, entry)
    if read is None:
        return None
    lexemes = [lexeme for line in entry.lines for lexeme in line.lexemes]
    starts = [lexeme.start for lexeme in lexemes]
    made = _Nodes(starts)
    made.add(inner(read), None)
    gaps = [gap(text.content[one.end : two.start]) for one, two in pairwise(lexemes)]
    found: list[Word] = []
    for number, lexeme in enumerate(lexemes):
        before = gaps[number - 1] if number else Gap("", ())
        after = gaps[number] if number < len(gaps) else Gap("", ())
        if before is None or after is None:
            return None
        node, separated = made.owners[number], number in made.separated
        found.append(Word(_written(lexeme), lexeme.kind, node, before.comments, after.behind, separated))
    return tuple(found)


@define
class _Nodes:
    """Who owns each word."""

    starts: list[int]
    owners: dict[int, Node] = field(factory=dict)
    separated: set[int] = field(factory=set)

    def number(self, offset: int) -> int:
        """The first word at or behind a place."""
        return bisect_left(self.starts, offset)

    def add(self, read: "Tree[Token]", parent: Node | None) -> None:
        """Note the words of a node as its own, then those of each node in it as theirs."""
        start, stop = place(read)
        if start < 0:
            return
        first, end = self.number(start), self.number(stop)
        rule = str(read.data)
        if parent is not None and parent.parent is not None and (parent.first, parent.end) == (first, end):
            parent.rule, node = rule, parent  # one is nothing but the other
        else:
            node = Node(rule, parent, first, end, 0 if parent is None else parent.depth + 1)
            if parent is not None:
                parent.children.append(node)
        for number in range(first, end):
            self.owners[number] = node
        for part in read.children:
            if isinstance(part, Tree):
                self.add(part, node)
            elif part.type == "OPEN":
                node.lists.append(self.number(place(part)[0]))
            elif part.type == "SEP":
                self.separated.add(self.number(place(part)[0]))


def _written(lexeme: Lexeme) -> str:
    match lexeme.kind:
        case "letter":
            return f"({lexeme.text})"
        case "instant":
            return " ".join(lexeme.text.split())
        case _:
            return lexeme.text


def outline(read: "Tree[Token]") -> object:
    """The tree without places and marks: what two layouts of one entry have in common."""
    parts = [
        outline(part) if isinstance(part, Tree) else (part.type, _token(part))
        for part in read.children
        if isinstance(part, Tree) or part.type not in MARKS
    ]
    return (str(read.data), *parts)


def _token(token: Token) -> str:
    return " ".join(token.split()) if token.type == "INSTANT" else str(token)
