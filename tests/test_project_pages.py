"""The pages of the book: what stands on them, and that a page of law cannot put code into them."""

import html
import re
from html.parser import HTMLParser

import markdown
import pytest
from qanun import pipeline
from qanun.targets.pages import pages
from qanun.targets.safe_html import escape, parser, render
from qanun.text import Text

EXTENSIONS = ["admonition", "attr_list", "tables", "toc", "pymdownx.highlight", "pymdownx.superfences"]

PAGE = """\
---
law: Parking Order
jurisdiction: Example
module: parking
in_force: not stated
time_zone: UTC
rounding: down
source: written for <b>this</b> `test`
---

# Parking TITLE

## Article 1. Residents TITLE

> **1.1** Nobody parks in the old town except residents.[^note] TEXT

```qanun
party driver "whoever parks"
fact parked "LABEL"
fact is_resident "the person is a resident"

offence illegal_parking "illegal parking"
  on driver
  when parked

exception resident to illegal_parking "a resident"
  when is_resident
```

> **1.2** The town is as wide as it is.

```qanun
reading width "How wide is the old town? LABEL"
  - narrow "inside the walls LABEL"
  - wide "LABEL"
  because "LABEL"

silence bicycles "LABEL" when parked and width is wide noticed
```

TEXT

scenarios:

```qanun
scenario "LABEL"
  given parked
    all others no
  then illegal_parking
  because parking#1.1
```

[^note]: See FOOTNOTE
"""


def made(title: str = "", text: str = "", label: str = "x", footnote: str = "x") -> dict[str, str]:
    """The pages of the book for the page of law with these words in it."""
    content = PAGE
    for mark, words in {"TITLE": title, "TEXT": text, "LABEL": label, "FOOTNOTE": footnote}.items():
        content = content.replace(mark, words)
    outcome = pipeline.compile([Text("law/parking.md", content)])
    assert outcome.errors == ()
    assert outcome.value.program is not None
    return pages(outcome.value.program, outcome.value.documents)


class Tags(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def tags(page: str) -> list[tuple[str, dict[str, str | None]]]:
    """The tags of a page when MkDocs has made HTML of it."""
    read = Tags()
    read.feed(markdown.markdown(page, extensions=EXTENSIONS))
    read.close()
    return read.seen


def test_a_page_has_text_rules_and_links() -> None:
    """Provision and rule with their anchors, each name a link to its declaration, and who uses what."""
    page = made()["law/parking.md"]
    found = tags(page)
    ids = {attributes["id"] for _, attributes in found if "id" in attributes}
    assert {"1", "1.1", "rule-illegal_parking", "rule-resident", "rule-parked", "fn-note"} <= ids
    links = {attributes["href"] for tag, attributes in found if tag == "a"}
    assert {"parking.html#rule-parked", "parking.html#1.1", "#fn-note"} <= links
    assert "Used by" in page
    assert "parking.bicycles" in page
    assert "illegal&#95;parking" in page


def test_every_link_into_the_book_has_a_place() -> None:
    """No link is broken: pages and anchors exist."""
    book = {path.removeprefix("law/").replace(".md", ".html"): tags(page) for path, page in made().items()}
    for page, found in book.items():
        for tag, attributes in found:
            href = attributes.get("href")
            if tag != "a" or href is None:
                continue
            target, _, anchor = href.partition("#")
            place = book[target or page]
            assert not anchor or any(a.get("id") == anchor for _, a in place), (page, href)


def test_the_registers_list_readings_and_silences() -> None:
    """With options in order, the reason, and where they stand."""
    book = made(label="about the walls")
    assert "narrow" in book["law/readings.md"]
    assert "Because about the walls" in html.unescape(book["law/readings.md"])
    assert "parking.bicycles" in html.unescape(book["law/silences.md"])
    assert "parking.html" in book["law/index.md"]


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](//evil.example/x)",
    "![x](https://evil.example/x.png)",
    "</div></blockquote><script>alert(1)</script>",
    "<svg/onload=alert(1)>",
    "x {: onclick=alert(1) }",
    "{: .x onmouseover=alert(1)}",
    "`<script>alert(1)</script>`",
    "<https://evil.example/?a=b%22onclick=1>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<!-- --><script>alert(1)</script>",
    "<a href='x' onclick='alert(1)'>x</a>",
    "!!! note <script>",
]
ALLOWED = {
    *(
        "h1",
        "h2",
        "h3",
        "p",
        "div",
        "span",
        "a",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "pre",
        "code",
        "b",
        "br",
    ),
    *("strong", "em", "sup", "blockquote", "table", "thead", "tbody", "tr", "th", "td", "hr"),
}


def assert_harmless(page: str) -> None:
    for tag, attributes in tags(page):
        assert tag in ALLOWED
        assert set(attributes) <= {"id", "class", "href"}
        href = attributes.get("href") or ""
        assert re.fullmatch(r"([\w/-]+\.html)?(#[^\s\"'<>]*)?|https://[^\s\"'<>]*", href), href


@pytest.mark.parametrize("words", HOSTILE)
def test_a_hostile_text_stays_text(words: str) -> None:
    """In provisions and commentary."""
    for page in made(text=words, footnote=words).values():
        assert_harmless(page)


@pytest.mark.parametrize("words", [w for w in HOSTILE if '"' not in w and "\x1b" not in w])
def test_a_hostile_label_stays_text(words: str) -> None:
    """In labels, titles of scenarios, reasons: everything that stands in quotes."""
    for page in made(label=words.replace("\\", "")).values():
        assert_harmless(page)


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "{ onclick=alert(1) }", "`x` *y* <b>"])
def test_a_hostile_heading_stays_text(words: str) -> None:
    """Headings are Markdown, and nothing in them is."""
    page = PAGE.replace("TITLE", words)
    for mark in ("TEXT", "LABEL", "FOOTNOTE"):
        page = page.replace(mark, "x")
    outcome = pipeline.compile([Text("law/parking.md", page)])
    assert outcome.value.program is not None
    for made_page in pages(outcome.value.program, outcome.value.documents).values():
        assert_harmless(made_page)


def test_fences_and_markdown_blocks_in_commentary_stay_data() -> None:
    """A fence of another language, a list, a table, an indented block, a fence of tildes."""
    text = "\n\n~~~python\n<script>\n~~~\n\n- a\n- b\n\n| a | b |\n|---|---|\n| <i> | `x` |\n\n    <script>\n"
    for page in made(text=text).values():
        assert_harmless(page)


def test_escaped_text_is_the_same_text() -> None:
    """A reader sees each character as it was."""
    words = "a & b <c> \"d\" 'e' `f` *g* _h_ [i] {j} #k \\l |m| !n :o $p ^q =r +s -t ~u ə ü 中"
    assert html.unescape(escape(words)) == words
    assert html.unescape(render(parser().parse(words.replace("`f` *g* _h_", "f")))) != ""
