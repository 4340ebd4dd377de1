"""A page may say where its official text can be read; the book links there, and nothing hostile gets by."""

import json

import pytest
from qanun.book.book import pages
from qanun.book.edition import Edition
from qanun.book.feeds import feeds
from qanun.document.fingerprint import text_fingerprint
from qanun.document.official import official
from qanun.document.read import read
from qanun.pipeline import Compiled, compile
from qanun.text import Text

FRONT = """\
---
law: Order
jurisdiction: Example Town
module: order
in_force: not stated
time_zone: UTC
rounding: down
source: the town's gazette
---

## Article 2. Entry

"""
RULES = """

```qanun
fact citizen "a citizen"
prohibition ban "enter" on nobody named when citizen
question entry "May the person enter?"
  answers ban
```
"""
LAW = "official_text: https://law.example/order"


def compiled(quote: str, more: str = "") -> Compiled:
    """A page with a quote above its rules, and more lines in its front matter; without mistakes."""
    front = FRONT.replace("source:", f"{more}\nsource:") if more else FRONT
    outcome = compile([Text("order.md", front + quote + RULES)])
    assert outcome.errors == ()
    return outcome.value


def article(quote: str, more: str = "") -> str:
    """The page of the article in the book."""
    found = compiled(quote, more)
    assert found.program is not None
    book = {page.path: page.body for page in pages(Edition.of(found, found.program))}
    return str(book["law/order/article-2.html"])


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://law.example/5#1", "https://law.example/5#1"),
        ("http://law.example", "http://law.example"),
        ("https://law.example:8443/a?b=c&d=e", "https://law.example:8443/a?b=c&d=e"),
        ("https://law.example/gəzet", "https://law.example/g%C9%99zet"),
    ],
)
def test_an_address_of_the_web_is_taken(written: str, address: str) -> None:
    assert official(written) == address


@pytest.mark.parametrize(
    "written",
    [
        "",
        "law.example",
        "//law.example",
        "/law.html",
        "order.md#2.1",
        "ftp://law.example/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "JaVaScRiPt://law.example/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "https://",
        "https://localhost/",
        "https://127/",
        "https://[::1]/",
        "https://law.example@evil.example/",
        "https://user:secret@law.example/",
        "https://law.example:port/",
        "https://law.example:99999/",
        "https://l\u0430w.example/",
        "https://law.example\\@evil.example/",
        "https://law.example/ onclick=alert(1)",
        'https://law.example/"onclick="alert(1)',
        "https://law.example/'x",
        "https://law.example/<script>",
        "https://law.example/\nx",
        "https://law.example/" + "x" * 2000,
    ],
)
def test_whatever_else_is_written_is_not(written: str) -> None:
    assert official(written) is None


def test_a_label_leads_to_the_text_of_its_provision_and_of_the_items_in_it() -> None:
    """Its own address goes before that of what it stands in, and this before the law's."""
    quote = (
        "> **[2.1](https://law.example/2#1)** Nobody enters who\n>\n"
        "> - **(a)** is a citizen or\n> - **[(b)](https://law.example/2#b)** a guest.\n>\n"
        "> **2.2** Nor does anybody else.\n"
    )
    for more, otherwise in (("", None), (LAW, "https://law.example/order")):
        found = compiled(quote, more).documents[0].provisions
        assert [(one.label, one.official_text) for one in found] == [
            ("2.1", "https://law.example/2#1"),
            ("(a)", "https://law.example/2#1"),
            ("(b)", "https://law.example/2#b"),
            ("2.2", otherwise),
        ]
        assert found[0].text == "Nobody enters who"


def test_the_link_may_hold_only_what_the_law_numbers() -> None:
    (one,) = compiled("> **[2](https://law.example/2)[.1]** No citizen enters.\n").documents[0].provisions
    assert (one.anchor, one.number, one.official_text) == ("order#2.1", "2[.1]", "https://law.example/2")


def test_the_book_links_to_the_official_text() -> None:
    """Below the quote, called by its host; the page sends no referrer."""
    page = article("> **[2.1](https://law.example/2?a=1&b=2)** No citizen enters.\n")
    link = '<a href="https://law.example/2?a=1&amp;b=2" rel="external noopener noreferrer">law.example</a>'
    assert f'<p class="qanun-where">Official text of 2.1: {link}</p>' in page
    assert "Source:" not in page


def test_the_law_s_own_address_stands_at_every_provision_and_on_its_page() -> None:
    found = compiled("> **2.1** No citizen enters.\n", LAW)
    assert found.program is not None
    edition = Edition.of(found, found.program)
    book = {page.path: str(page.body) for page in pages(edition)}
    link = '<a href="https://law.example/order" rel="external noopener noreferrer">law.example</a>'
    assert f"<dt>Official text</dt><dd>{link}</dd>" in book["law/order/index.html"]
    assert f"Official text of 2.1: {link}" in book["law/order/article-2.html"]
    (laws,) = [text for path, text in feeds(edition, "No advice.") if path == "law.json"]
    (provision,) = json.loads(laws)["laws"][0]["articles"][1]["provisions"]
    assert provision["official_text"] == "https://law.example/order"


def test_where_no_place_is_known_the_source_stands_there() -> None:
    """The footnotes of the quote; without any, the source of the page. Both are text and nothing else."""
    noted = article("> **2.1** No citizen enters.[^gazette]\n\n[^gazette]: Gazette 7, <b>note</b> 3.\n")
    assert '<p class="qanun-where">Source: Gazette 7, &lt;b&gt;note&lt;/b&gt; 3.</p>' in noted
    bare = article("> **2.1** No citizen enters.\n")
    assert '<p class="qanun-where">Source: the town&#39;s gazette</p>' in bare


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "javascript&colon;alert(1)",
        "vbscript:x",
        "data:text/html,<script>alert(1)</script>",
        "//evil.example/",
        "#2.1",
        "order.md#2.1",
        "https://law.example@evil.example/",
        "ftp://law.example/",
    ],
)
def test_a_label_that_leads_elsewhere_is_refused(target: str) -> None:
    """It still names its provision, and what it leads to is in no document."""
    outcome = read(Text("order.md", f"{FRONT}> **[2.1]({target})** No citizen enters.\n{RULES}"))
    assert outcome.value is not None
    assert "Q0199" in [one.kind.code for one in outcome.diagnostics]
    (one,) = outcome.value.provisions
    assert (one.anchor, one.label, one.official_text) == ("order#2.1", "2.1", None)


def test_a_wrong_address_in_the_front_matter_is_refused() -> None:
    front = FRONT.replace("source:", "official_text: javascript:alert(1)\nsource:")
    outcome = read(Text("order.md", f"{front}> **2.1** No citizen enters.\n{RULES}"))
    assert [one.kind.code for one in outcome.diagnostics] == ["Q0005"]
    assert outcome.value is not None
    assert outcome.value.front_matter.official_text is None


def test_where_the_text_is_read_is_no_part_of_the_text() -> None:
    """What somebody compared and accepted stays accepted, whatever address is added."""
    (plain,) = compiled("> **2.1** No citizen enters.\n").documents[0].provisions
    (linked,) = compiled("> **[2.1](https://law.example/2)** No citizen enters.\n").documents[0].provisions
    assert text_fingerprint(plain) == text_fingerprint(linked)
