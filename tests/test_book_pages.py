"""The pages of the book: what stands on them, and that a page of law cannot put code into them."""

import html
import posixpath
import re
from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from qanun import pipeline
from qanun.book.book import pages
from qanun.book.edition import Edition
from qanun.book.page import escape
from qanun.text import Text

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

```qanun
question ticket "Is it illegal? LABEL"
  answers illegal_parking, bicycles
  headline "It is illegal" when illegal_parking
```

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


def edition_of(content: str) -> Edition:
    """The law of one page."""
    outcome = pipeline.compile([Text("law/parking.md", content)])
    assert outcome.errors == ()
    assert outcome.value.program is not None
    return Edition.of(outcome.value, outcome.value.program)


def book_of(content: str) -> dict[str, str]:
    """The pages of the book for one page of law."""
    made_pages = pages(edition_of(content))
    return {page.path: f"<h1>{escape(page.title)}</h1>{page.body}" for page in made_pages}


def made(title: str = "", text: str = "", label: str = "x", footnote: str = "x") -> dict[str, str]:
    """The pages of the book for the page of law with these words in it."""
    content = PAGE
    for mark, words in {"TITLE": title, "TEXT": text, "LABEL": label, "FOOTNOTE": footnote}.items():
        content = content.replace(mark, words)
    return book_of(content)


class Tags(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def tags(page: str) -> list[tuple[str, dict[str, str | None]]]:
    """The tags of a page."""
    read = Tags()
    read.feed(page)
    read.close()
    return read.seen


def words_of(page: str) -> str:
    """What a reader sees of a page."""
    return html.unescape(re.sub(r"<[^>]*>", "", page))


ARTICLE = "law/parking/article-1.html"


def test_a_page_has_text_rules_and_links() -> None:
    """Provision and rule with their anchors, each name a link to its declaration, and who uses what."""
    page = made()[ARTICLE]
    found = tags(page)
    ids = [attributes["id"] for _, attributes in found if "id" in attributes]
    assert {"1", "1.1", "rule-illegal_parking", "rule-resident", "rule-parked", "fn-note"} <= set(ids)
    assert len(ids) == len(set(ids))
    links = {attributes["href"] for tag, attributes in found if tag == "a"}
    assert {"#rule-parked", "#1.1", "#fn-note"} <= links
    assert "Used by" in page
    assert "Illegal parking is an offence of whoever parks where x." in words_of(page)


def test_a_rule_says_how_it_is_reached_and_defeated() -> None:
    """The offence names its exception, the exception its offence; the scenario is told of both."""
    page = made()[ARTICLE]
    said = words_of(page)
    assert "Excepted bya resident" in said
    assert "Exception toillegal parking" in said
    assert "Exception to “illegal parking”: a resident where the person is a resident." in said
    assert "Then “illegal parking” does not apply." in said


LETTERED = """> **1.3** Whoever parks
>
> - **(a)** on a bridge, or
> - **(b)** in a tunnel,
>
> pays 5 euros.

```qanun
fact on_bridge "the car stands on a bridge"
fact in_tunnel "the car stands in a tunnel"

offence parked_badly "bad parking"
  on driver
  when any of
    - (a) on_bridge
    - (b) in_tunnel
  punishable by fine 5 EUR to 5 EUR
```

scenarios:
"""


def test_each_item_of_a_provision_stands_beside_what_the_rule_says_of_it() -> None:
    """The item, its row, the next item; behind the list what both say there; then the facts of the rule."""
    content = PAGE.replace("scenarios:\n", LETTERED).replace(
        "rounding: down", "rounding: down\ncurrency: EUR"
    )
    said = words_of(book_of(content)[ARTICLE])
    _, _, told = said.partition("1.3 Whoever parks")
    places = [
        told.index(words)
        for words in (
            "Bad parking is an offence of whoever parks where at least one of these holds:",
            "(a) on a bridge",
            "(a) the car stands on a bridge",
            "(b) in a tunnel",
            "(b) the car stands in a tunnel",
            "pays 5 euros",
            "The penalty is a fine of 5 EUR.",
            "Fact: the car stands on a bridge",
        )
    ]
    assert places == sorted(places)


def test_an_exception_and_a_ground_say_whom_they_concern() -> None:
    """Clauses that stand on an exception and on a ground, and were left out of their sentences."""
    rules = """status ticketed "gets a ticket"

ground by_night of ticketed "by night" on driver
  when parked

exception guest to ticketed "a guest" on driver towards driver
  when is_resident
"""
    content = PAGE.replace("```qanun\nquestion ticket", f"```qanun\n{rules}\nquestion ticket")
    for mark in ("TITLE", "TEXT", "LABEL", "FOOTNOTE"):
        content = content.replace(mark, "x")
    said = "".join(words_of(page) for page in book_of(content).values())
    assert "A ground of “gets a ticket” of whoever parks: by night where" in said
    assert "Exception to “gets a ticket” of whoever parks towards whoever parks: a guest where" in said


def test_a_determination_says_whose_it_is_and_in_whose_place_it_stands() -> None:
    """With its label, what it is told by, and when it counts; one of nobody named, too."""
    rules = """authority court "the court"
fact court_found : yes/no or none "what the court found"
status ticketed "gets a ticket" when parked
ground by_court of ticketed "the last word" as determined by court in court_found
  when is_resident
ground by_somebody of ticketed as determined by nobody named in court_found
"""
    content = PAGE.replace("```qanun\nquestion ticket", f"```qanun\n{rules}\nquestion ticket")
    for mark in ("TITLE", "TEXT", "LABEL", "FOOTNOTE"):
        content = content.replace(mark, "x")
    said = "".join(words_of(page) for page in book_of(content).values())
    place = "In the place of what “gets a ticket” comes to stands what"
    told = "if anything: “what the court found”"
    assert f"{place} the court determined (the last word), {told} where the person is a resident." in said
    assert f"{place} somebody determined, {told}." in said


TABLE = """```qanun
fact age : integer "the age"
rule fee : integer "the fee"
  is the first row that fits parked, age
  otherwise 3
```

| row | parked | age | fee |
|---|---|---|---|
| old \\| frail | | at least 65 | 1 |
| 2 | yes | from 18 to 64 | 2 |

```qanun
exception guest to fee.2 when is_resident
question costs "What does it cost?" answers fee
"""


def with_table() -> dict[str, str]:
    """The pages of the book for a page of law with a rule that a table decides."""
    content = PAGE.replace("```qanun\nquestion ticket", f"{TABLE}\nquestion ticket")
    for mark in ("TITLE", "TEXT", "LABEL", "FOOTNOTE"):
        content = content.replace(mark, "x")
    return book_of(content)


def test_a_rule_that_a_table_decides_is_shown_with_its_table() -> None:
    """Once, as it is written; each row has a place, and says what excepts from it."""
    page = with_table()[ARTICLE]
    said = words_of(page)
    assert "The fee is what the first row of the table gives of which all cells fit." in said
    assert "Otherwise it is 3." in said
    assert [attributes.get("id") for tag, attributes in tags(page) if tag == "tr"] == [
        None,
        "rule-fee.old_frail",
        "rule-fee.2",
    ]
    assert "old | frailat least 651" in said
    assert "2 (except: guest)yesfrom 18 to 642" in said
    assert "A ground of" not in said


@pytest.mark.parametrize("book_made", [made, with_table])
def test_every_link_into_the_book_has_a_place(book_made: Callable[[], dict[str, str]]) -> None:
    """No link is broken: pages and anchors exist."""
    book = {path: tags(page) for path, page in book_made().items()}
    for page, found in book.items():
        for tag, attributes in found:
            href = attributes.get("href")
            if tag != "a" or href is None or href.startswith("https://"):
                continue
            target, _, anchor = unquote(href).partition("#")
            path = posixpath.normpath(posixpath.join(posixpath.dirname(page), target)) if target else page
            if path.startswith("assets/"):
                continue
            assert path in book, (page, href)
            assert not anchor or any(a.get("id") == anchor for _, a in book[path]), (page, href)


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
        "nav",
        "aside",
        "section",
        "details",
        "summary",
        "noscript",
        "script",
        "link",
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
    *("svg", "g", "rect", "text", "tspan", "title", "path", "defs", "marker"),
    *("strong", "em", "sup", "blockquote", "table", "thead", "tbody", "tr", "th", "td", "hr"),
}


ATTRIBUTES = {
    *("id", "class", "href", "title", "tabindex", "scope", "open", "download", "rel", "src", "defer"),
    *("aria-label", "aria-hidden", "data-anchor", "data-links", "data-question"),
    *("colspan", "data-key", "data-of", "data-from", "data-to", "style"),
    *("viewbox", "width", "height", "x", "y", "rx", "d", "role", "orient", "marker-end"),
    *("refx", "refy", "markerwidth", "markerheight", "markerunits"),
}


def assert_harmless(page: str) -> None:
    for tag, attributes in tags(page):
        assert tag in ALLOWED
        assert set(attributes) <= ATTRIBUTES
        assert re.fullmatch(r"(--q-at:\d+%)?", attributes.get("style") or "")
        if tag in ("script", "link"):
            own = attributes.get("src") or attributes.get("href") or ""
            assert re.fullmatch(r"\.\./assets/qanun/[\w./]+", own), own
            continue
        href = attributes.get("href") or ""
        assert re.fullmatch(r"([\w./-]+\.(html|json))?(#[^\s\"'<>]*)?|https://[^\s\"'<>]*", href), href


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
    """In titles, in the list of contents, in the address of the page."""
    page = PAGE.replace("TITLE", words)
    for mark in ("TEXT", "LABEL", "FOOTNOTE"):
        page = page.replace(mark, "x")
    for made_page in book_of(page).values():
        assert_harmless(made_page)


def test_fences_and_markdown_blocks_in_commentary_stay_data() -> None:
    """A fence of another language, a list, a table, an indented block, a fence of tildes."""
    text = "\n\n~~~python\n<script>\n~~~\n\n- a\n- b\n\n| a | b |\n|---|---|\n| <i> | `x` |\n\n    <script>\n"
    for page in made(text=text).values():
        assert "<script>" not in page
        assert_harmless(page)


def test_text_stays_the_same_text() -> None:
    """A reader sees each character of a label as it was."""
    words = "a & b <c> 'e' `f` *g* _h_ [i] {j} #k |m| !n :o $p ^q =r +s -t ~u ə ü 中"
    assert words in words_of(made(label=words)[ARTICLE])
