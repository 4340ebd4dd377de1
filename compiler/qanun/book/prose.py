"""The prose of a page of law as HTML. Raw HTML stays text; links lead into the book or to the web."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import cast
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from qanun.book.page import Html, escape, tag
from qanun.document.official import official

_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]")

Target = Callable[[str], str | None]
"""From a link's target, as written, to the address on the page; None where it may lead nowhere."""


class Renderer(RendererHTML):
    """Markdown to HTML. Pictures become words; what a link may lead to is told by `target` in the env."""

    def text(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        pieces = _FOOTNOTE.split(tokens[index].content)
        return "".join(escape(p) if i % 2 == 0 else _mark(p, env) for i, p in enumerate(pieces))

    def code_inline(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return tag("code", tokens[index].content)

    def code_block(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return tag("pre", tag("code", tokens[index].content))

    def fence(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return self.code_block(tokens, index, options, env)

    def image(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return escape(tokens[index].content)

    def softbreak(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return " "

    def html_inline(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return escape(tokens[index].content)

    def html_block(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return tag("p", tokens[index].content)

    def link_open(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        written = str(tokens[index].attrs.get("href", ""))
        address = official(written) or cast(Target, env["target"])(written)
        return str(tag("a", "", href=address)).removesuffix("</a>") if address else "<a>"

    def permalink(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        """The mark behind a provision that leads to it, and that a script lets copy."""
        anchor = tokens[index].content
        place = anchor.partition("#")[2]
        address = f"#{quote(place, safe='.-_~@()')}"
        return "\u00a0" + tag(
            "a",
            "#",
            href=address,
            class_="qanun-permalink",
            title=f"Link to {anchor}",
            aria_label=f"Link to {anchor}",
            data_anchor=anchor,
        )


def _mark(label: str, env: EnvType) -> str:
    """The mark of a footnote; each place of a mark is noted in the env, so that the note can lead back."""
    notes = cast(dict[str, int], env["notes"])
    notes[label] = notes.get(label, 0) + 1
    name = note_id(label)
    again = f"-{notes[label]}" if notes[label] > 1 else ""
    number = list(notes).index(label) + 1
    mark = tag(
        "a", number, href=f"#{quote(name, safe='-_.')}", id=f"{name}-ref{again}", class_="qanun-note-mark"
    )
    return tag("sup", mark)


def marks_in(tokens: Sequence[Token]) -> list[str]:
    """The labels of the footnotes whose marks stand in tokens, each once."""
    return list(dict.fromkeys(one for token in tokens for one in _FOOTNOTE.findall(token.content)))


_OWN = re.compile(r"(?<=<strong>)([^<\[]*)(\[[^\]<]*\])")


def numbered(number: str) -> Html:
    """The number of a provision, with what is not the law's own marked."""
    law, mark, own = number.partition("[")
    return Html("{}{}").format(law, _own(mark + own)) if mark else escape(number)


def own_numbers(quote: Html) -> Html:
    """A quote of the law in which the numbers that the law does not have are marked as the book's."""
    return Html(_OWN.sub(lambda found: found[1] + _own(Html(found[2])), quote))


def _own(number: str) -> Html:
    return tag("span", number, class_="qanun-own", title="Numbered by this book, not by the law")


def note_id(label: str) -> str:
    """The id of a footnote on a page."""
    return f"fn-{label}"


@cache
def parser() -> MarkdownIt:
    """Reads Markdown with tables, and no HTML."""
    made = MarkdownIt("commonmark", {"html": False}, renderer_cls=Renderer)
    return made.enable("table")


def render(tokens: Sequence[Token], target: Target, notes: dict[str, int]) -> Html:
    """Tokens of `parser` as HTML."""
    env: dict[str, object] = {"target": target, "notes": notes}
    return Html(str(parser().renderer.render(tokens, parser().options, env)).strip())
