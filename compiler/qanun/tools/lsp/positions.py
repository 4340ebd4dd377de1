"""Places of a text as the protocol has them: a line from 0, and units of an encoding within it."""

from lsprotocol import types

from qanun.text import Span, Text

_WIDTHS = {"utf-8": 1, "utf-16": 2, "utf-32": 4}
_CODECS = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}


class Positions:
    """Converts places, both ways, in the encoding on which client and server agreed."""

    def __init__(self, encoding: str = "utf-16") -> None:
        self._codec, self._width = _CODECS[encoding], _WIDTHS[encoding]

    def position(self, text: Text, offset: int) -> types.Position:
        """Where an offset is."""
        line = text.line_of(offset)
        before = text.content[text.line_starts[line - 1] : offset]
        return types.Position(line - 1, self._units(before))

    def range(self, span: Span) -> types.Range:
        """Where a span is."""
        return types.Range(self.position(span.text, span.start), self.position(span.text, span.end))

    def offset(self, text: Text, position: types.Position) -> int:
        """The offset of a position; one behind the end of a line, or of the text, is that end."""
        if position.line >= len(text.line_starts):
            return len(text.content)
        start = text.line_starts[position.line]
        line = text.line(position.line + 1)
        units = 0
        for at, sign in enumerate(line):
            if units >= position.character:
                return start + at
            units += self._units(sign)
        return start + len(line)

    def span(self, text: Text, range_: types.Range) -> Span:
        """The span of a range."""
        return text.span(self.offset(text, range_.start), self.offset(text, range_.end))

    def length(self, span: Span) -> int:
        """How many units a span has."""
        return self._units(span.words)

    def _units(self, words: str) -> int:
        return len(words.encode(self._codec, "surrogatepass")) // self._width
