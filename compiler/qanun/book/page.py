"""A page of the book, and the HTML of which it is made."""

from collections.abc import Iterable
from functools import cache

from attrs import frozen
from markupsafe import Markup, escape

__all__ = ["Heading", "Html", "Page", "escape", "join", "tag"]

Html = Markup
"""Text that is HTML already; everything else is data and gets escaped."""


@frozen
class Heading:
    """What the table of contents of a page lists. `level` is 2 or more; `id` is unique on the page."""

    level: int
    id: str
    words: str


@frozen
class Page:
    """One page. `path` is where it stands in the book; links in `body` are relative to it."""

    path: str
    title: str
    body: Html
    headings: tuple[Heading, ...] = ()
    description: str = ""


def tag(name: str, inner: object = "", **attributes: object) -> Html:
    """`<name attribute="…">inner</name>`; what is not HTML yet is escaped, a None attribute is left out.

    `class_` and `for_` stand for class and for; an underscore in a name is a hyphen.
    """
    written = [
        f' {_attribute(key)}="{escape(value)}"'
        for key, value in attributes.items()
        if value is not None and value != ""
    ]
    return Markup(f"<{name}{''.join(written)}>{escape(inner)}</{name}>")


@cache
def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def join(parts: Iterable[object], between: str = "") -> Html:
    """The parts after one another; what is not HTML yet is escaped."""
    return Markup(str(between).join(map(escape, parts)))
