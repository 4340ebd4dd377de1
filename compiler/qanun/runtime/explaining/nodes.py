"""The lines of an explanation, and how they are set as text and as Markdown."""

import re
from collections.abc import Iterable, Iterator

MET, UNMET, UNCERTAIN = "✓", "✗", "?"


class Node:
    """One line of an explanation, and the lines below it.

    `kind` is answer, ground, limb, exception, fact, condition, list and the like; `sentence` says what was
    found; `mark` whether that is what the line above needs (MET, UNMET, UNCERTAIN, or "" where nothing is
    needed of it); `provisions` are the anchors that state it.
    """

    __slots__ = ("kind", "mark", "parts", "provisions", "sentence")

    def __init__(
        self,
        kind: str,
        sentence: str,
        provisions: tuple[str, ...] = (),
        parts: "Iterable[Node]" = (),
        mark: str = "",
    ) -> None:
        self.kind = kind
        self.sentence = sentence
        self.provisions = provisions
        self.parts = tuple(parts)
        self.mark = mark

    def as_dict(self) -> dict[str, object]:
        """As plain JSON data; `holds` is true, false, or null where it is not certain or not asked."""
        return {
            "kind": self.kind,
            "sentence": self.sentence,
            "holds": {MET: True, UNMET: False}.get(self.mark),
            "provisions": list(self.provisions),
            "parts": [part.as_dict() for part in self.parts],
        }

    def walk(self) -> "Iterator[Node]":
        """This line and all below it."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def text(self, depth: int = 0) -> list[str]:
        """As indented lines."""
        cited = f"  [{', '.join(self.provisions)}]" if self.provisions and depth else ""
        mark = f"{self.mark} " if self.mark else ""
        found = [plain(f"{'  ' * depth}{mark}{self.sentence}{cited}")]
        for part in self.parts:
            found += part.text(depth + 1)
        return found

    def markdown(self, depth: int = 0) -> list[str]:
        """As a nested list."""
        sentence = escaped(self.sentence)
        cited = f" <small>{escaped(', '.join(self.provisions))}</small>" if self.provisions else ""
        mark = f"{self.mark} " if self.mark else ""
        found = [f"{'  ' * depth}- {mark}{sentence if depth else f'**{sentence}**'}{cited}"]
        for part in self.parts:
            found += part.markdown(depth + 1)
        return found


def plain(text: str) -> str:
    """Text without control characters and line breaks, so that nothing in it moves a terminal's cursor."""
    return text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)


def escaped(text: str) -> str:
    """Text that Markdown and HTML show as it is."""
    shown = plain(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_{}\[\]#|~!])", r"\\\1", shown)
