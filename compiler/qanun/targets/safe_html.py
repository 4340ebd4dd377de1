"""HTML from what a page of law holds. All of it is data: nothing in it can open a tag or a Markdown mark."""

import html
import re
from collections.abc import Sequence
from functools import cache
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

_ACTIVE = re.compile(r"[&<>\"'`~*_\[\]{}#\\|!:$^=+-]")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]")
_PAGE_LINK = re.compile(r"^(?P<page>[\w./-]*?)(?:\.md)?(?:#(?P<anchor>[\w.\-]*))?$")


def escape(text: str) -> str:
    """The text as HTML in which neither HTML nor Markdown sees anything but text."""
    return _ACTIVE.sub(lambda found: f"&#{ord(found[0])};", text)


def link(href: str, words: str, css: str = "") -> str:
    """A link to a place in the book; `words` is text."""
    named = f' class="{css}"' if css else ""
    return f'<a{named} href="{html.escape(quote(href, safe="/#.-_"), quote=True)}">{escape(words)}</a>'


class Renderer(RendererHTML):
    """Markdown to HTML. Raw HTML stays text, pictures become words; links lead into the book or to https."""

    def text(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        pieces = _FOOTNOTE.split(tokens[index].content)
        marks = (escape(p) if i % 2 == 0 else _footnote_mark(p) for i, p in enumerate(pieces))
        return "".join(marks)

    def code_inline(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return f"<code>{escape(tokens[index].content)}</code>"

    def code_block(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return f"<pre><code>{escape(tokens[index].content)}</code></pre>"

    def fence(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return self.code_block(tokens, index, options, env)

    def image(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return escape(tokens[index].content)

    def softbreak(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return " "

    def html_inline(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return escape(tokens[index].content)

    def html_block(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return f"<p>{escape(tokens[index].content)}</p>"

    def link_open(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        target = _target(str(tokens[index].attrs.get("href", "")))
        return f'<a href="{target}">' if target else "<a>"


def _footnote_mark(label: str) -> str:
    return f'<sup><a href="#fn-{quote(label, safe="")}">{escape(label)}</a></sup>'


def _target(href: str) -> str:
    """Where a link may lead: a page of the book, a place in one, or https; else empty."""
    if href.startswith("https://"):
        return html.escape(quote(href, safe=":/?&=#%.-_~+,;@"), quote=True)
    found = _PAGE_LINK.match(href)
    if found is None:
        return ""
    page, anchor = found["page"].rpartition("/")[2], found["anchor"]
    return (f"{page}.html" if page else "") + (f"#{quote(anchor, safe='.-_')}" if anchor else "")


@cache
def parser() -> MarkdownIt:
    """Reads Markdown with tables, and no HTML."""
    made = MarkdownIt("commonmark", {"html": False}, renderer_cls=Renderer)
    return made.enable("table")


def render(tokens: list[Token]) -> str:
    """Tokens of `parser` as HTML on lines that all begin with a tag."""
    return str(parser().renderer.render(tokens, parser().options, {})).strip()
