"""SVG that stands in a page: boxes with text that can be selected and clicked, and lines between them.

Colours and fonts are the page's own (`currentColor`, classes), so that light and dark both hold.
"""

from collections.abc import Iterable, Sequence
from textwrap import wrap

from attrs import frozen

from qanun.book.page import Html, join, tag

LINE = 15
"""The height of a line of text, in the units of the picture."""
CHARACTER = 6.3
"""The width of a character, on average."""
PAD = 8


@frozen
class Box:
    """Words in a frame at a place; `css` is its look, `link` where a click leads."""

    x: int
    y: int
    width: int
    lines: tuple[str, ...]
    css: str = ""
    link: str = ""
    title: str = ""

    @property
    def height(self) -> int:
        return len(self.lines) * LINE + 2 * PAD - 4

    @property
    def middle(self) -> int:
        return self.y + self.height // 2


def wrapped(words: str, width: int, most: int = 4) -> tuple[str, ...]:
    """Words on lines that fit into a box of this width; what is beyond `most` lines is left out."""
    lines = wrap(words, max(int((width - 2 * PAD) / CHARACTER), 8)) or [words]
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1][:-1].rstrip()}…"]
    return tuple(lines)


def box(one: Box) -> Html:
    """A box as SVG."""
    frame = tag("rect", x=one.x, y=one.y, width=one.width, height=one.height, rx=5)
    rows = join(
        tag("tspan", line, x=one.x + PAD, y=one.y + PAD + 8 + number * LINE)
        for number, line in enumerate(one.lines)
    )
    inner = join([tag("title", one.title) if one.title else "", frame, tag("text", rows)])
    framed = tag("g", inner, class_=f"q-box {one.css}".strip())
    return tag("a", framed, href=one.link) if one.link else framed


def curve(start: tuple[int, int], end: tuple[int, int], css: str, title: str = "") -> Html:
    """A line with an arrow at its end, level where it leaves and where it arrives."""
    (x1, y1), (x2, y2) = start, end
    bend = (x2 - x1) // 2
    path = f"M{x1},{y1} C{x1 + bend},{y1} {x2 - bend},{y2} {x2},{y2}"
    return _line(path, css, title)


def arc(x: int, start: int, end: int, depth: int, css: str, title: str = "") -> Html:
    """A line that leaves at (x, start) to the right and comes back at (x, end)."""
    return _line(f"M{x},{start} C{x + depth},{start} {x + depth},{end} {x + 3},{end}", css, title)


def _line(path: str, css: str, title: str) -> Html:
    said = tag("title", title) if title else ""
    return tag(
        "g", join([said, tag("path", d=path, marker_end="url(#q-arrow)")]), class_=f"q-line {css}".strip()
    )


def picture(width: int, height: int, name: str, parts: Iterable[Html]) -> Html:
    """A whole drawing; `name` says in words what it shows."""
    arrow = Html(
        '<marker id="q-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7"'
        ' orient="auto"><path d="M0,0 L8,4 L0,8 z"></path></marker>'
    )
    body = join([tag("title", name), tag("defs", arrow), *parts])
    opening = Html('<svg class="q-picture" role="group" viewBox="0 0 {0} {1}" width="{0}" height="{1}">')
    return tag(
        "div", opening.format(width, height) + body + Html("</svg>"), class_="qanun-picture", tabindex="0"
    )


def stacked(
    x: int, width: int, entries: Sequence[tuple[str, str, str, str]], top: int, gap: int = 10
) -> list[Box]:
    """Boxes below each other: (words, css, link, title) each."""
    made: list[Box] = []
    y = top
    for words, css, link, title in entries:
        made.append(Box(x, y, width, wrapped(words, width), css, link, title))
        y += made[-1].height + gap
    return made
