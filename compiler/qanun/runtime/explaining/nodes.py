"""The lines of an explanation, and how they are set as text and as Markdown."""

import re
from collections.abc import Iterable, Iterator

MET, UNMET, UNCERTAIN = "✓", "✗", "?"


class Node:
    """One line of an explanation, and the lines below it.

    `kind` is answer, ground, limb, exception, fact, condition, list and the like; `sentence` says what was
    found; `mark` whether that is what the line above needs (MET, UNMET, UNCERTAIN, or "" where nothing is
    needed of it); `provisions` are the anchors that state it. `deciding` is the mark of those lines below
    that made it what it is ("": all did, or nobody can tell); `key` is that of the definition that it names,
    which is unfolded only where it is first met; `late` that it stands below what names it, wherever that is.
    """

    __slots__ = ("deciding", "key", "kind", "late", "mark", "parts", "provisions", "sentence")

    def __init__(
        self,
        kind: str,
        sentence: str,
        provisions: tuple[str, ...] = (),
        parts: "Iterable[Node]" = (),
        mark: str = "",
        deciding: str = "",
    ) -> None:
        self.kind = kind
        self.sentence = sentence
        self.provisions = provisions
        self.parts = tuple(parts)
        self.mark = mark
        self.deciding = deciding
        self.key: object = None
        self.late = False

    def as_dict(self) -> dict[str, object]:
        """As plain JSON data; `holds` is true, false, or null where it is not certain or not asked."""
        return {
            "kind": self.kind,
            "sentence": self.sentence,
            "holds": {MET: True, UNMET: False}.get(self.mark),
            "provisions": list(self.provisions),
            "parts": [part.as_dict() for part in self.parts],
        }

    def with_parts(self, sentence: str, parts: "Iterable[Node]") -> "Node":
        """The same line with another sentence and other lines below it."""
        node = Node(self.kind, sentence, self.provisions, parts, self.mark, self.deciding)
        node.key, node.late = self.key, self.late
        return node

    def walk(self) -> "Iterator[Node]":
        """This line and all below it."""
        yield self
        for part in self.parts:
            yield from part.walk()


LEGEND = "for: it speaks for the line above; against: it speaks against it; open: that is not certain."
SPOKEN = {MET: "✓ for: ", UNMET: "✗ against: ", UNCERTAIN: "? open: ", "": ""}
"""A mark in words: whether a line speaks for the line above it."""


def text_line(depth: int, node: Node, sentence: str) -> str:
    """A line, indented."""
    cited = f"  [{', '.join(node.provisions)}]" if node.provisions and depth else ""
    return plain(f"{'  ' * depth}{SPOKEN[node.mark]}{sentence}{cited}")


def markdown_line(depth: int, node: Node, sentence: str) -> str:
    """A line as an entry of a nested list."""
    said = escaped(sentence)
    cited = f" <small>{escaped(', '.join(node.provisions))}</small>" if node.provisions else ""
    return f"{'  ' * depth}- {SPOKEN[node.mark]}{said if depth else f'**{said}**'}{cited}"


def plain(text: str) -> str:
    """Text without control characters and line breaks, so that nothing in it moves a terminal's cursor."""
    return text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)


def escaped(text: str) -> str:
    """Text that Markdown and HTML show as it is."""
    shown = plain(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_{}\[\]#|~!])", r"\\\1", shown)
