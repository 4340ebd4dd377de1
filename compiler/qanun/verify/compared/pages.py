"""A page of headings, paragraphs, lists and cases: as text, as Markdown, as HTML."""

import html
import re
import textwrap
from collections.abc import Iterable, Iterator
from typing import assert_never

from attrs import frozen

WIDTH = 100


@frozen
class Heading:
    """`level` 1 is the title of the page."""

    level: int
    text: str


@frozen
class Paragraph:
    text: str


@frozen
class Bullets:
    lines: tuple[str, ...]


@frozen
class Rows:
    """What is so in one case: each with what it is."""

    head: str
    rows: tuple[tuple[str, str], ...]


Block = Heading | Paragraph | Bullets | Rows


def as_text(blocks: Iterable[Block]) -> str:
    """For a terminal."""
    return "\n".join(line for block in blocks for line in _text(block)).strip("\n") + "\n"


def _text(block: Block) -> Iterator[str]:
    match block:
        case Heading(level, text):
            yield from ("", text, "=" * len(text)) if level == 1 else ("", text)
            if level == 2:
                yield "-" * len(text)
        case Paragraph(text):
            yield from textwrap.wrap(text, WIDTH)
        case Bullets(lines):
            for line in lines:
                yield from textwrap.wrap(line, WIDTH, initial_indent="  - ", subsequent_indent="    ")
        case Rows(head, rows):
            yield ""
            yield from textwrap.wrap(head, WIDTH, initial_indent="  * ", subsequent_indent="    ")
            for label, value in rows:
                said = f"{label}: {value}"
                yield from textwrap.wrap(said, WIDTH, initial_indent="      ", subsequent_indent="        ")
        case never:
            assert_never(never)


def as_markdown(blocks: Iterable[Block]) -> str:
    """For a page."""
    return "\n".join(line for block in blocks for line in _markdown(block)).strip("\n") + "\n"


def _markdown(block: Block) -> Iterator[str]:
    match block:
        case Heading(level, text):
            yield from (f"{'#' * level} {_plain(text)}", "")
        case Paragraph(text):
            yield from (_plain(text), "")
        case Bullets(lines):
            yield from (f"- {_plain(line)}" for line in lines)
            yield ""
        case Rows(head, rows):
            yield from (f"**{_plain(head)}**", "", "| | |", "|---|---|")
            yield from (f"| {_cell(label)} | {_cell(value)} |" for label, value in rows)
            yield ""
        case never:
            assert_never(never)


def _plain(text: str) -> str:
    """A text of which Markdown makes nothing else."""
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", " ".join(text.split()))


_cell = _plain


def as_html(blocks: Iterable[Block]) -> str:
    """A page by itself, which fetches nothing."""
    blocks = list(blocks)
    title = next((block.text for block in blocks if isinstance(block, Heading)), "")
    body = "\n".join(line for block in blocks for line in _html(block))
    return f"{_TOP.format(title=html.escape(title))}{body}\n</body>\n</html>\n"


_TOP = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 1rem/1.5 serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }}
table {{ border-collapse: collapse; width: 100%; margin: 0.5rem 0 1.5rem; }}
caption {{ text-align: left; font-weight: bold; }}
th, td {{ border: 1px solid #999; padding: 0.3rem 0.5rem; text-align: left; vertical-align: top; }}
th {{ font-weight: normal; width: 40%; }}
</style>
</head>
<body>
"""


def _html(block: Block) -> Iterator[str]:
    match block:
        case Heading(level, text):
            yield f"<h{level}>{html.escape(text)}</h{level}>"
        case Paragraph(text):
            yield f"<p>{html.escape(text)}</p>"
        case Bullets(lines):
            yield "<ul>"
            yield from (f"<li>{html.escape(line)}</li>" for line in lines)
            yield "</ul>"
        case Rows(head, rows):
            yield f"<table><caption>{html.escape(head)}</caption>"
            for label, value in rows:
                yield f'<tr><th scope="row">{html.escape(label)}</th><td>{html.escape(value)}</td></tr>'
            yield "</table>"
        case never:
            assert_never(never)
