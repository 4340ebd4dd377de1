"""Where on a page what the core speaks of stands."""

from collections.abc import Mapping

from qanun.core.rules import Site
from qanun.text import Span, Text


def place(site: Site, pages: Mapping[str, Text]) -> Span:
    """The line at which something stands, without its indentation."""
    text = pages[site.path]
    start = text.line_starts[site.line - 1]
    line = text.line(site.line)
    return Span(text, start + len(line) - len(line.lstrip()), start + len(line))
