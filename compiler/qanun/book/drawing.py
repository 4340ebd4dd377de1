"""SVG that stands in a page: boxes with text that can be selected and clicked, and lines between them.

Colours and fonts are the page's own (`currentColor`, classes), so that light and dark both hold.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
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
    """Words in a frame at a place; `css` is its look, `link` where a click leads, `id` what lines name.

    `depth`: how high it is, where that is not for its words to say.
    """

    x: int
    y: int
    width: int
    lines: tuple[str, ...]
    css: str = ""
    link: str = ""
    title: str = ""
    id: str = ""
    depth: int = 0

    @property
    def height(self) -> int:
        if self.depth:
            return self.depth
        return len(self.lines) * LINE + 2 * PAD - 4

    @property
    def middle(self) -> int:
        return self.y + self.height // 2

    @property
    def centre(self) -> int:
        return self.x + self.width // 2

    @property
    def foot(self) -> int:
        return self.y + self.height


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
    framed = tag("g", inner, class_=f"q-box {one.css}".strip(), data_of=one.id)
    return tag("a", framed, href=one.link) if one.link else framed


def curve(start: Box, end: Box, css: str, said: str = "") -> Html:
    """A line from the side of one box to the facing side of another, level where it leaves and arrives."""
    right = start.x < end.x
    x1, x2 = (start.x + start.width, end.x) if right else (start.x, end.x + end.width)
    bend = (x2 - x1) // 2
    path = f"M{x1},{start.middle} C{x1 + bend},{start.middle} {x2 - bend},{end.middle} {x2},{end.middle}"
    return _line(path, css, said, (start.id, end.id))


def fall(stops: Sequence[Box], said: str, css: str = "q-leads") -> Html:
    """A line from the foot of the first box to the head of the last, straight through those between."""
    path = f"M{stops[0].centre},{stops[0].foot}"
    for above, below in pairwise(stops):
        bend = (below.y - above.foot) // 2
        path += (
            f" C{above.centre},{above.foot + bend} {below.centre},{below.y - bend} {below.centre},{below.y}"
        )
        if below is not stops[-1]:
            path += f" V{below.foot}"
    return _line(path, css, said, (stops[0].id, stops[-1].id))


def round_the_side(start: Box, end: Box, said: str) -> Html:
    """A line to a box that stands no lower, from side to side."""
    x1, x2 = start.x + start.width, end.x + end.width
    out = max(x1, x2) + 30
    path = f"M{x1},{start.middle} C{out},{start.middle} {out},{end.middle} {x2},{end.middle}"
    return _line(path, "q-leads", said, (start.id, end.id))


def _line(path: str, css: str, said: str, ends: tuple[str, str]) -> Html:
    inner = [tag("title", said) if said else "", tag("path", d=path)]
    return tag("g", join(inner), class_=f"q-line {css}", data_from=ends[0], data_to=ends[1])


def picture(width: int, height: int, name: str, id_: str, parts: Iterable[Html]) -> Html:
    """A whole drawing; `name` says in words what it shows, `id_` is unique on its page.

    Each has an arrow of its own: one that stands in what is folded is shown nowhere.
    """
    arrow = Html(
        '<marker id="{}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8"'
        ' markerUnits="userSpaceOnUse" orient="auto"><path d="M0,0 L8,4 L0,8 z"></path></marker>'
    ).format(f"arrow-{id_}")
    drawn = tag("g", join(parts), marker_end=f"url(#arrow-{id_})")
    body = join([tag("title", name), tag("defs", arrow), drawn])
    opening = Html('<svg class="q-picture" role="group" viewBox="0 0 {0} {1}" width="{0}" height="{1}">')
    svg = opening.format(width, height) + body + Html("</svg>")
    return tag("div", svg, class_="qanun-picture", tabindex="0", role="group", aria_label=name)


def stacked(
    x: int, width: int, entries: Sequence[tuple[str, str, str, str]], top: int, gap: int = 10
) -> list[Box]:
    """Boxes below each other: (words, css, link, title) each."""
    made: list[Box] = []
    y = top
    for words, css, link, title in entries:
        made.append(Box(x, y, width, wrapped(words, width), css, link, title, f"{x}.{y}"))
        y += made[-1].height + gap
    return made
