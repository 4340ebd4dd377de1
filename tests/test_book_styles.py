"""The one style of the book: what fits something stays, whatever stands in the rules beside it."""

import re
from importlib.resources import files

from qanun.book.styles import classes_in, moved, pruned

PACKAGE = files("qanun")
PICTURE = """--one-icon:url('data:image/svg+xml;charset=utf-8,<path transform="scale(2)" d="M0;0{}"/>')"""
STYLE = (
    '@charset "utf-8";'
    f":root{{--ink:#000;{PICTURE};--unused:1px;--paper:#fff}}"
    ".there,.absent>p{color:var(--ink)}.absent{color:red}/* .there { */"
    "@media print{.absent{top:0}.there:not(.absent){background:var(--paper);mask:var(--one-icon)}}"
    "@media screen{.absent{top:0}}"
)


def test_a_rule_stays_where_something_fits_it() -> None:
    """Selectors of other classes go, and what they alone need; a negated class asks for nothing."""
    there = set(classes_in('<p class="there other">'))
    assert pruned(STYLE, lambda names: names <= there) == (
        '@charset "utf-8";'
        f":root{{--ink:#000;{PICTURE};--paper:#fff}}"
        ".there{color:var(--ink)}"
        "@media print{.there:not(.absent){background:var(--paper);mask:var(--one-icon)}}"
    )


def test_an_address_is_found_from_elsewhere() -> None:
    """What is relative to the style is; what is whole or is the thing itself stays."""
    style = 'a{src:url("fonts/a.woff2")}b{src:url(data:x,y)}c{src:url(https://there/d.png)}'
    expected = 'a{src:url("../other/fonts/a.woff2")}b{src:url(data:x,y)}c{src:url(https://there/d.png)}'
    assert moved(style, "assets/other/x.css", "assets/qanun/frame.css") == expected


def test_no_colour_stands_outside_the_tokens() -> None:
    """A colour is written where a token is set, and nowhere else, in all styles of the book."""
    said: list[str] = []
    for path in ("book/assets/book.css", "book/assets/registers.css", "runtime_js/form.css"):
        css = re.sub(r"/\*.*?\*/", "", (PACKAGE / path).read_text(encoding="utf-8"), flags=re.DOTALL)
        said += re.findall(r"([\w-]+):[^;{}]*?(?:#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\()", css)
    assert "--q-ink" in said
    assert [one for one in said if not one.startswith("--q-")] == []
