"""What was read of a block, on the same words at another place: nothing is read again."""

from typing import Any

import attrs

from qanun.diagnostics.model import Diagnostic, Fix, Related
from qanun.document.model import Block
from qanun.syntax.parse import BlockRead
from qanun.syntax.tree import Node
from qanun.text import Span

_COPIED = (Node, Diagnostic, Related, Fix)
_set = object.__setattr__


def key(block: Block) -> tuple[object, ...]:
    """The same for blocks of which the same is read."""
    return block.off_margin, _article(block), block.span.words, _below(block)


def _article(block: Block) -> str:
    return block.article.name if block.article is not None else ""


def _below(block: Block) -> tuple[object, ...]:
    """The table below a block: its words and how far down it stands."""
    table = block.table
    return () if table is None else (table.span.words, table.span.start - block.span.start, table.sound)


def moved(read: BlockRead, old: Block, new: Block) -> BlockRead:
    """What was read of a block, as read of one that is alike."""
    one = _Moving(old, new)
    return BlockRead(one.of(read.items), read.left_out, read.unread, one.of(read.told), one.of(read.partial))


class _Moving:
    """Copies what stands in one block to where it stands in another."""

    def __init__(self, old: Block, new: Block) -> None:
        self.old, self.new = old, new
        self.text = new.span.text
        self.by = new.span.start - old.span.start
        self.made: dict[int, Any] = {}

    def of(self, value: Any) -> Any:
        """The value with all its places moved; what is one thing in it stays one thing."""
        kind: Any = type(value)
        if kind is Span:
            if value.text is not self.old.span.text:
                return value
            return Span(self.text, value.start + self.by, value.end + self.by)
        if kind is tuple:
            return tuple([self.of(each) for each in value]) if value else value
        if kind is Block:
            return self.new
        names = _NAMES.get(kind)
        if names is None:
            names = _NAMES[kind] = _names(kind)
        if not names:
            return value
        known = self.made.get(id(value))
        if known is not None:
            return known
        made = self.made[id(value)] = kind.__new__(kind)
        for name in names:
            _set(made, name, self.of(getattr(value, name)))
        return made


_NAMES: dict[type, tuple[str, ...]] = {}


def _names(kind: type) -> tuple[str, ...]:
    """The fields of what has places; none of what has none."""
    return tuple(one.name for one in attrs.fields(kind)) if issubclass(kind, _COPIED) else ()
