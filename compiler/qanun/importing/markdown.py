"""A law in Markdown, as lines."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from attrs import define, field
from markdown_it import MarkdownIt
from markdown_it.token import Token

from qanun.importing.lines import Line, labelled
from qanun.importing.model import Unplaced

_NONE_OF_LAW = {
    "table_open": "it is a table",
    "fence": "it is a block of code",
    "code_block": "it is a block of code",
}
_NOTE = re.compile(r"\s{0,3}\[\^\w{1,20}\]:\s*\S")


def markdown_lines(content: str) -> tuple[tuple[Line, ...], tuple[Unplaced, ...]]:
    """The headings, paragraphs, items and notes of a Markdown text, and what is none of these."""
    reading = _Reading(content.splitlines())
    begin = reading.front_matter()
    notes = reading.notes(begin)
    environment: dict[str, Any] = {}
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    reading.take(parser.parse("\n".join(reading.lines), environment))
    for name, known in environment.get("references", {}).items():
        number = known["map"][0]
        reading.unplaced.append(
            Unplaced(number + 1, reading.lines[number].strip(), f"it says where {name} leads")
        )
    return (*reading.found, *notes), tuple(reading.unplaced)


@define(eq=False)
class _Reading:
    """`lists`: of each list that is open, whether its items are numbered."""

    lines: list[str]
    found: list[Line] = field(factory=list)
    unplaced: list[Unplaced] = field(factory=list)
    lists: list[bool] = field(factory=list)

    def front_matter(self) -> int:
        """Set what stands between two lines of dashes at the head aside; the number of lines it takes."""
        ends = ("---", "...")
        if not self.lines or self.lines[0].rstrip() != "---":
            return 0
        last = next((n for n, line in enumerate(self.lines) if n and line.rstrip() in ends), 0)
        for number in range(last + 1):
            if number not in (0, last):
                self._leave(number, "it stands in the front matter")
            self.lines[number] = ""
        return last

    def notes(self, begin: int) -> tuple[Line, ...]:
        """Set the footnotes aside, each on its line: Markdown itself has none."""
        found = []
        for number in range(begin, len(self.lines)):
            if _NOTE.match(self.lines[number]):
                found.append(
                    Line(number + 1, " ".join(self.lines[number].split()), apart=True, heading=False)
                )
                self.lines[number] = ""
        return tuple(found)

    def take(self, tokens: Sequence[Token]) -> None:
        """Read what Markdown makes of the lines."""
        until, item = "", ""
        for before, token in zip([None, *tokens], tokens, strict=False):
            if until:
                until = "" if token.type == until else until
            elif token.type in _NONE_OF_LAW:
                first, after = token.map or (0, 0)
                for number in range(first, after):
                    self._leave(number, _NONE_OF_LAW[token.type])
                until = token.type.replace("_open", "_close") if token.nesting == 1 else ""
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                self.lists.append(token.type == "ordered_list_open")
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                self.lists.pop()
            elif token.type == "list_item_open":
                item = f"{token.info}{token.markup}" if self.lists[-1] else "-"
            elif token.type == "inline":
                self._add(token, item, heading=before is not None and before.type == "heading_open")
                item = ""

    def _add(self, token: Token, item: str, *, heading: bool) -> None:
        words = " ".join("".join(_written(token.children or ())).split())
        if item and labelled(words):
            item = ""
        number = (token.map or (0, 0))[0] + 1
        if words or item:
            depth = len(self.lists)
            whole = f"{item} {words}".strip()
            self.found.append(Line(number, whole, apart=not depth, heading=heading or None, depth=depth))

    def _leave(self, number: int, why: str) -> None:
        if self.lines[number].strip():
            self.unplaced.append(Unplaced(number + 1, self.lines[number].strip(), why))


def _written(parts: Sequence[Token]) -> Iterator[str]:
    """The words of running text; behind a link, where it leads."""
    leads = ""
    for part in parts:
        if part.type in ("softbreak", "hardbreak"):
            yield " "
        elif part.type == "link_open":
            leads = str(part.attrs.get("href", ""))
        elif part.type == "link_close":
            yield f" ({leads})" if leads else ""
        elif part.type == "image":
            yield f"{part.content} ({part.attrs.get('src', '')})"
        else:
            yield part.content
