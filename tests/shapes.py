"""What the rules of a page say, without the places where they stand: what a fix may not change."""

from fractions import Fraction

from attrs import fields, has
from qanun.document.model import Block
from qanun.document.read import read
from qanun.syntax import tree
from qanun.syntax.parse import parse
from qanun.text import Span, Text


def shape(node: object) -> object:
    """A node without its places; brackets group and say nothing more."""
    match node:
        case tree.Bracketed(inner=inner):
            return shape(inner)
        case tuple() | list():
            return tuple(shape(part) for part in node)
        case Span() | Block():
            return None
        case tree.Number(digits=digits, percent=percent):
            return "number", Fraction(digits), percent
        case tree.MoneyAmount(digits=digits, currency=currency):
            return "money", Fraction(digits), currency
    kind = type(node)
    if not has(kind):
        return node
    parts = (shape(getattr(node, one.name)) for one in fields(kind))
    return kind.__name__, *(part for part in parts if part is not None)


def rules_of(text: Text) -> tuple[object, ...]:
    """The shapes of the entries of a page that can be read."""
    document = read(text).value
    return () if document is None else tuple(shape(item) for item in parse(document).value.items)
