"""Source text and places in it. Offsets count code points of `Text.content`, exactly as the file has them."""

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate

from attrs import field, frozen

_LINE_END = re.compile(r"\r\n?|\n")


@frozen(eq=False, slots=False)
class Text:
    """One source file: its path as the user names it, and its characters untouched (tabs, CR LF, BOM)."""

    path: str
    content: str = field(repr=False)

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """The offset at which each line begins. A line ends with LF, CR LF or a lone CR, as in Markdown."""
        if "\r" in self.content:
            return (0, *(match.end() for match in _LINE_END.finditer(self.content)))
        *lines, _ = self.content.split("\n")
        return (0, *accumulate(len(line) + 1 for line in lines))

    def line_of(self, offset: int) -> int:
        """The line of an offset, counted from 1."""
        return bisect_right(self.line_starts, offset)

    def line(self, number: int) -> str:
        """The characters of line `number` (from 1), without its line end."""
        start = self.line_starts[number - 1]
        end = self.line_starts[number] if number < len(self.line_starts) else len(self.content)
        return self.content[start:end].rstrip("\r\n")

    def span(self, start: int, end: int) -> "Span":
        """The place from `start` up to, not including, `end`."""
        return Span(self, start, end)


@frozen
class Span:
    """A place in a text: from `start` up to, not including, `end`."""

    text: Text = field(repr=False)
    start: int
    end: int

    @property
    def words(self) -> str:
        """The characters at this place."""
        return self.text.content[self.start : self.end]

    @property
    def line(self) -> int:
        """The line on which the place begins, from 1."""
        return self.text.line_of(self.start)

    @property
    def column(self) -> int:
        """The column at which the place begins, from 1, in code points."""
        return self.start - self.text.line_starts[self.line - 1] + 1

    @property
    def column_utf16(self) -> int:
        """The column from 0 in UTF-16 units, as editors count."""
        begin = self.text.line_starts[self.line - 1]
        return len(self.text.content[begin : self.start].encode("utf-16-le", "surrogatepass")) // 2

    def to(self, other: "Span") -> "Span":
        """The place from the start of this one to the end of `other`."""
        return Span(self.text, self.start, max(self.end, other.end))

    def __str__(self) -> str:
        return f"{self.text.path}:{self.line}:{self.column}"
