"""A page of law is read with every place exact."""

import pytest
from qanun.diagnostics import Diagnostic
from qanun.document.model import Document
from qanun.document.read import read
from qanun.text import Text

FRONT = """\
---
law: Criminal Code
jurisdiction: Azerbaijan
module: criminal_code
in_force: not stated
time_zone: Asia/Baku
rounding: down
source: Report on return
---
"""


def page(body: str, front: str = FRONT, path: str = "statutes/criminal_code.md") -> Document:
    """The document of a page that has no mistakes."""
    outcome = read(Text(path, front + body))
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    return outcome.value


def mistakes(body: str, front: str = FRONT) -> tuple[Diagnostic, ...]:
    outcome = read(Text("criminal_code.md", front + body))
    assert outcome.value is not None
    return outcome.diagnostics


def anchors(document: Document) -> list[str]:
    return [provision.anchor.removeprefix("criminal_code") for provision in document.provisions]


def tied(document: Document) -> list[list[str]]:
    return [
        [provision.anchor.removeprefix("criminal_code") for provision in block.provisions]
        for block in document.blocks
    ]


ARTICLE = """
# The Criminal Code

## Article 318. Illegal crossing of the state border

> **318.1** A person who crosses the border
> is punished.

```qanun
offence illegal_crossing
  on person
```

> **Note** The article does not reach a refugee.

Commentary in between.

```qanun
exception refugee to illegal_crossing
```
"""


def test_the_page_of_the_language_reference() -> None:
    """Title, article, provisions and the blocks below them are as a reader sees them."""
    document = page(ARTICLE)
    assert document.module == "criminal_code"
    assert document.title == "The Criminal Code"
    (article,) = document.articles
    assert (article.name, article.number, article.title) == (
        "Article 318",
        "318",
        "Illegal crossing of the state border",
    )
    assert article.anchor == "criminal_code#318"
    assert article.span.words == "Article 318. Illegal crossing of the state border"
    first, note = document.provisions
    assert (first.anchor, first.label, first.parent) == ("criminal_code#318.1", "318.1", None)
    assert first.text == "A person who crosses the border is punished."
    assert first.span.words == "**318.1** A person who crosses the border\n> is punished."
    assert (note.anchor, note.label) == ("criminal_code#318.note", "Note")
    assert [block.provisions for block in document.blocks] == [(first,), (note,)]
    assert document.blocks[0].span.words == "offence illegal_crossing\n  on person\n"
    assert document.blocks[0].article is article


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_change_nothing(ending: str, mark: str) -> None:
    """Whatever ends the lines, the same provisions and blocks are found, at the places where they stand."""
    document = page(ARTICLE.replace("\n", ending), front=(mark + FRONT).replace("\n", ending))
    assert anchors(document) == ["#318.1", "#318.note"]
    assert document.provisions[0].text == "A person who crosses the border is punished."
    assert document.blocks[0].span.words == f"offence illegal_crossing{ending}  on person{ending}"
    assert document.blocks[0].span.line == 19
    assert document.provisions[1].span.words == "**Note** The article does not reach a refugee."


def test_places_count_code_points() -> None:
    """Astral signs, other scripts and tabs before a place move it by one each."""
    document = page(
        "\n𝔄𝔅 Müqəddimə\t日本 [x](#318.1)\n\n## Article 318\n\n>\t**318.1** 𝔄 söz\n\n```qanun\nx\n```\n"
    )
    (link,) = document.links
    assert link.span.words == "#318.1"
    assert link.span.column == 21
    assert document.provisions[0].span.words == "**318.1** 𝔄 söz"
    assert document.provisions[0].span.column == 3
    assert document.blocks[0].span.words == "x\n"


def test_a_nul_is_kept_at_its_place() -> None:
    """Markdown shows a NUL as another sign; the places behind it do not move."""
    document = page("\nA\0B [x](#a)\n")
    assert document.links[0].span.words == "#a"


@pytest.mark.parametrize(
    ("heading", "name", "number", "title"),
    [
        ("Article 52. Forced expulsion", "Article 52", "52", "Forced expulsion"),
        ("ARTICLE 457.4", "Article 457.4", "457.4", ""),
        ("article 20-1: Terms", "Article 20-1", "20-1", "Terms"),
        ("Paragraph 11 — Start", "Paragraph 11", "11", "Start"),
        ("Section 5bis Stay", "Section 5bis", "5bis", "Stay"),
        ("Section IV", "Section IV", "IV", ""),
        ("Article 318.Illegal crossing", "Article 318", "318", "Illegal crossing"),
    ],
)
def test_headings_that_open_an_article(heading: str, name: str, number: str, title: str) -> None:
    (article,) = page(f"\n## {heading}\n").articles
    assert (article.name, article.number, article.title) == (name, number, title)


@pytest.mark.parametrize(
    "heading", ["Articles of association", "Article", "Section on stay", "The article 5"]
)
def test_headings_that_open_none(heading: str) -> None:
    assert page(f"\n## {heading}\n").articles == ()


def test_a_heading_of_the_same_rank_closes_the_article() -> None:
    """A heading below the article's rank stays in it; one of its own rank ends it."""
    document = page("\n## Article 5\n\n### Of crimes\n\n> one\n\n## Remarks\n\n> two\n")
    assert anchors(document) == ["#5.1", "#1"]


def test_list_items_are_provisions_with_a_parent() -> None:
    body = """
## Article 52

> **52.2** Is barred for
>
> - **(a)** a parent
> - **(b)** one who
>   1. is ill
>   2. is old
> - any other
>
> and is served.

```qanun
x
```
"""
    document = page(body)
    assert anchors(document) == ["#52.2", "#52.2.a", "#52.2.b", "#52.2.b.1", "#52.2.b.2", "#52.2.3"]
    assert [provision.parent and provision.parent.partition("#")[2] for provision in document.provisions] == [
        None,
        "52.2",
        "52.2",
        "52.2.b",
        "52.2.b",
        "52.2",
    ]
    assert [provision.text for provision in document.provisions] == [
        "Is barred for\n…\nand is served.",
        "a parent",
        "one who",
        "is ill",
        "is old",
        "any other",
    ]
    assert [provision.label for provision in document.provisions] == ["52.2", "(a)", "(b)", "1", "2", "3"]
    assert tied(document) == [anchors(document)]


@pytest.mark.parametrize(
    ("quotes", "expected"),
    [
        ("> **(a)** x", ["#5.a"]),
        ("> **5** x", ["#5"]),
        ("> **5.1.** x", ["#5.1"]),
        ("> **(51.1)** x", ["#5.51.1"]),
        ("> **(5)** x", ["#5.5"]),
        ("> **5.1** x\n> - **(4)** y\n> - **(5)** z", ["#5.1", "#5.1.4", "#5.1.5"]),
        ("> **5.1** x\n> - **5** y", ["#5.1", "#5.1.5"]),
        ("> **5.1** x\n> - **(5)(b)** y", ["#5.1", "#5.1.5.b"]),
        ("> **5(2)(b)** x", ["#5.2.b"]),
        ("> **Note 2** x", ["#5.note_2"]),
        ("> __Qeyd__ x", ["#5.qeyd"]),
        ("> x\n\n> y", ["#5.1", "#5.2"]),
        ("> x\n\n> **5.1** y\n\n> z", ["#5.2", "#5.1", "#5.3"]),
        ("> x\n>\n> still x", ["#5.1"]),
        ("> **5.1** x\n>\n> **5.2** y\n>\n> still y", ["#5.1", "#5.2"]),
        ("> - **5.1** x\n> - **5.2** y", ["#5.1", "#5.2"]),
        ("> - **5.1** x\n>   - **5.1.1** y", ["#5.1", "#5.1.1"]),
        ("> x\ny lazily", ["#5.1"]),
        ("> **…** x", ["#5.1"]),
        ("> **A sentence in bold that is far too long to be a label** x", ["#5.1"]),
    ],
)
def test_anchors(quotes: str, expected: list[str]) -> None:
    assert anchors(page(f"\n## Article 5\n\n{quotes}\n")) == expected


def test_quotes_before_any_article() -> None:
    assert anchors(page("\n> **Note** x\n\n> y\n\n## Article 2\n\n> z\n")) == ["#note", "#1", "#2.1"]


def test_a_paragraph_with_a_label_opens_a_provision() -> None:
    document = page("\n## Article 5\n\n> **5.1** one\n>\n> more\n> **5.2** not a label\n>\n> **5.2** two\n")
    assert [provision.text for provision in document.provisions] == ["one\nmore 5.2 not a label", "two"]


def test_a_lazy_line_belongs_to_the_quote() -> None:
    (provision,) = page("\n> one\ntwo\n").provisions
    assert provision.text == "one two"
    assert provision.span.words == "one\ntwo"


def test_marks_and_footnotes_are_no_text_of_a_provision() -> None:
    (provision,) = page("\n> **1** *He* pays `200` [AZN](#x).[^1]\n\n[^1]: Note\n").provisions
    assert provision.text == "He pays 200 AZN."


def test_a_table_in_a_quote_is_its_text() -> None:
    (provision,) = page("\n> | a | b |\n> |---|---|\n> | 1 | 2 |\n").provisions
    assert provision.text.split() == ["a", "b", "1", "2"]


def test_which_provisions_a_block_belongs_to() -> None:
    """Those quoted since the last block or heading; a second block below shares them."""
    block = "```qanun\nx\n```\n\n"
    body = f"\n## Article 5\n\n> a\n\n> b\n\n{block}Why.\n\n{block}> c\n\n{block}### Cases\n\n{block}"
    assert tied(page(body)) == [["#5.1", "#5.2"], ["#5.1", "#5.2"], ["#5.3"], []]


@pytest.mark.parametrize("opening", ["```qanun", "``` qanun", "~~~qanun", "`````Qanun example"])
def test_fences_that_open_a_block(opening: str) -> None:
    fence = opening[:5] if opening.startswith("`````") else opening[:3]
    (block,) = page(f"\n{opening}\na\n\n  b\n{fence}\n").blocks
    assert block.span.words == "a\n\n  b\n"


def test_other_fences_are_commentary() -> None:
    assert page("\n````markdown\n```qanun\nx\n```\n````\n\n```python\nx\n```\n").blocks == ()


def test_an_empty_block() -> None:
    (block,) = page("\n```qanun\n```\n").blocks
    assert block.span.words == ""
    assert block.span.line == 12


def test_a_block_that_is_not_closed_ends_where_law_goes_on() -> None:
    document_text = "\n> a\n\n```qanun\nx\n\n> b\n\n```qanun\ny\n```\n"
    outcome = read(Text("criminal_code.md", FRONT + document_text))
    assert [found.kind.code for found in outcome.diagnostics] == ["Q0012"]
    assert outcome.value is not None
    assert tied(outcome.value) == [["#1"], ["#2"]]
    assert [block.span.words for block in outcome.value.blocks] == ["x\n\n", "y\n"]
    fix = outcome.diagnostics[0].fix
    assert fix is not None
    mended = FRONT + document_text
    mended = mended[: fix.span.start] + fix.replacement + mended[fix.span.end :]
    assert read(Text("criminal_code.md", mended)).diagnostics == ()


@pytest.mark.parametrize("rest", ["", "x", "x\n", "x\n\n## Article 5\n\n> a\n", "```qanun\ny\n```\n"])
def test_each_unclosed_block_is_told_once(rest: str) -> None:
    assert [found.kind.code for found in mistakes("\n```qanun\n" + rest)] == ["Q0012"]


@pytest.mark.parametrize(
    "body",
    [
        " ```qanun\n x\n ```\n",
        "    ```qanun\n    x\n    ```\n",
        "- item\n\n  ```qanun\n  x\n  ```\n",
        "> quote\n>\n> ```qanun\n> x\n> ```\n",
        "> - item\n>\n>   ```qanun\n>   x\n>   ```\n",
    ],
)
def test_a_block_off_the_margin(body: str) -> None:
    """It is reported, once, at its fence, and is no block whose rules are read."""
    outcome = read(Text("criminal_code.md", FRONT + "\n" + body))
    (found,) = outcome.diagnostics
    assert found.kind.code == "Q0013"
    assert found.span.words == "```qanun"
    assert outcome.value is not None
    (block,) = outcome.value.blocks
    assert block.off_margin
    assert block.span.words.strip("> \n") == "x"


def test_duplicate_anchors_are_told_and_parted() -> None:
    outcome = read(Text("criminal_code.md", FRONT + "\n## Article 5\n\n> **5.1** a\n\n> **5.1** b\n"))
    (found,) = outcome.diagnostics
    assert found.kind.code == "Q0011"
    assert found.article == "Article 5"
    assert found.related[0].span.words == "**5.1**"
    assert outcome.value is not None
    assert anchors(outcome.value) == ["#5.1", "#5.1_2"]


def test_an_article_twice() -> None:
    (found,) = mistakes("\n## Article 5\n\n> a\n\n## Article 5\n\n> b\n")
    assert found.kind.code == "Q0010"
    assert found.span.line == 15


def test_footnotes() -> None:
    """Each has its text and its place; an address alone and several lines are footnotes too."""
    body = """
One[^1] two[^b] three[^c].

[^1]: https://example.org/x
[^b]: Law of
    2012
[^c]: Para.

    More.
"""
    notes = page(body).footnotes
    assert [(note.label, note.text) for note in notes] == [
        ("1", "https://example.org/x"),
        ("b", "Law of 2012"),
        ("c", "Para. More."),
    ]
    assert notes[0].span.words == "[^1]: https://example.org/x"
    assert notes[1].span.words == "[^b]: Law of\n    2012"


def test_mistakes_in_footnotes() -> None:
    found = mistakes("\n## Article 5\n\n> a[^1] `[^9]`\n\n[^2]: b\n[^2]: c\n")
    assert [(one.kind.code, one.span.words, one.is_error) for one in found] == [
        ("Q0022", "[^2]:", True),
        ("Q0020", "[^1]", True),
        ("Q0021", "[^2]:", False),
    ]
    assert found[1].article == "Article 5"


def test_links_know_their_target_and_article() -> None:
    body = "\n[a](#x)\n\n## Article 5\n\n> see [b *c*]( <other.md#5> 'title') and [d][e]\n\n[e]: #maddə\n"
    links = page(body).links
    assert [(link.target, link.span.words, link.article and link.article.number) for link in links] == [
        ("#x", "#x", None),
        ("other.md#5", "other.md#5", "5"),
        ("#madd%C9%99", "[d][e]", "5"),
    ]


def test_a_link_in_a_table_has_its_place() -> None:
    (link,) = page("\n| a | b |\n|---|---|\n| 1 | [x](#y) |\n").links
    assert link.span.words == "#y"
    assert link.span.line == 13


def test_a_file_name_that_no_rule_can_write() -> None:
    front = FRONT.replace("module: criminal_code", "module: criminal-code")
    outcome = read(Text("criminal-code.md", front))
    assert [found.kind.code for found in outcome.diagnostics] == ["Q0008"]


@pytest.mark.parametrize("name", ["\ufb01", "x²", "ｗide"])
def test_a_file_name_that_python_would_import_under_another(name: str) -> None:
    """A module is imported by the plain form of its letters; a page called otherwise could not be found."""
    front = FRONT.replace("module: criminal_code", f"module: {name}")
    outcome = read(Text(f"{name}.md", front))
    assert [found.kind.code for found in outcome.diagnostics] == ["Q0008"]


def test_hidden_html_is_no_law() -> None:
    assert page("\n<!--\n> a\n\n> b\n-->\n").provisions == ()
