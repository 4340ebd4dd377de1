"""Which headings open an article, on which days it is law, and which are told because they only look so."""

import pytest
from qanun.document.days import range_of
from qanun.document.headings import FOREIGN, Heading, Mistaken, read_heading

DAYS = "2012-01-01 to 2012-12-31"


@pytest.mark.parametrize(
    ("words", "name", "number", "title"),
    [
        ("Article 318. Illegal crossing", "Article 318", "318", "Illegal crossing"),
        ("ARTICLE 5", "Article 5", "5", ""),
        ("Art. 2. Fines", "Article 2", "2", "Fines"),
        ("Art 2 Fines", "Article 2", "2", "Fines"),
        ("Sec. 12a: Fees", "Section 12a", "12a", "Fees"),
        ("§ 2 Fees", "§ 2", "2", "Fees"),
        ("§2. Fees", "§ 2", "2", "Fees"),
        ("Paragraph 3.1 — Names", "Paragraph 3.1", "3.1", "Names"),
        ("Section IV. Fees", "Section IV", "IV", "Fees"),
        ("Article 52-1. Fees", "Article 52-1", "52-1", "Fees"),
        ("Article 5. Fees {#fees}", "Article 5", "5", "Fees"),
        ("Article 5. Fees (of readers)", "Article 5", "5", "Fees (of readers)"),
        ("Article 12. Laws in force", "Article 12", "12", "Laws in force"),
    ],
)
def test_what_opens_an_article(words: str, name: str, number: str, title: str) -> None:
    """The word, also shortened, one number, and a title."""
    assert read_heading(words) == Heading(name, number, title)


@pytest.mark.parametrize(
    "written",
    [
        "Article 2. Fines (in force from 2012-01-01 until 2012-12-31)",
        "Article 2. Fines (in force from 2012-01-01 until 2012-12-31).",
        "Article 2. Fines [in force from 2012-01-01 until 2012-12-31]",
        "Article 2. Fines {in force from 2012-01-01 until 2012-12-31}:",
        "Article 2 (in force from 2012-01-01 until 2012-12-31). Fines",
        "Article 2 (In force 2012-01-01 to 2012-12-31) — Fines",
        "Art. 2. Fines (in force from 2012-01-01 until 2012-12-31) {#fines}",
        "§ 2 Fines ( in force from 2012-01-01 until 2012-12-31 )",
    ],
)
def test_days_in_any_bracket_and_place(written: str) -> None:
    """They are read wherever in the heading they stand, and are no part of the title."""
    heading = read_heading(written)
    assert isinstance(heading, Heading)
    assert heading.title == "Fines"
    assert heading.days is not None
    assert not heading.unread
    assert range_of(heading.days) == range_of(DAYS)


@pytest.mark.parametrize(
    "written",
    [
        "Article 2. Fines, in force from 2012-01-01",
        "Article 2. Fines (valid from 2012-01-01)",
        "Article 2. Fines (from 2012-01-01)",
        "Article 2. Fines (repealed on 1 March 2012)",
        "Article 2. Fines (qüvvədədir: 01.03.2012)",
        "Article 2. Fines, effective March 1, 2012",
        "Article 2. Fines from 2012-01-01",
        "Article 2. Fines (in force from 2012-01-01) (in force until 2013-01-01)",
        "Article 2. Fines (in force)",
        "Article 2. Fines (in force since 2012)",
    ],
)
def test_days_that_cannot_be_read(written: str) -> None:
    """A heading that seems to state days is read as one that states no range of days, and so is reported."""
    heading = read_heading(written)
    assert isinstance(heading, Heading)
    assert heading.days is not None
    assert heading.unread or range_of(heading.days) is None


@pytest.mark.parametrize(
    "words",
    [
        "Articles 5 and 6. Fees",
        "Article 5 and 6",
        "Article 5, 6",
        "Article 5(2). Fees",
        "Article 5 bis. Fees",
        "Article 5/1. Fees",
        "Article 5¹. Fees",
        "Article ٥. Fees",
        "Article ５. Fees",
        "Article No. 5",
        "Article № 5",
        "Article five. Fees",
        "5th Article. Fees",
        "2. Article",
        "§§ 2–4 Fees",
        "Section 5 to 7",
    ],
)
def test_what_is_not_read_is_told(words: str) -> None:
    """A heading of an article in a form that is not read is no commentary."""
    heading = read_heading(words)
    assert isinstance(heading, Mistaken)
    assert heading.kind.code == "Q0496"


@pytest.mark.parametrize(
    ("words", "word"),
    [
        ("Maddə 5. Rüsum", "Maddə"),
        ("MADDƏ 5", "MADDƏ"),
        ("5-ci maddə. Rüsum", "maddə"),
        ("Artikel 3 Gebühr", "Artikel"),
        ("Статья 5. Пошлина", "Статья"),
        ("Artículo 5. Tasas", "Artículo"),
        ("5. cikk", "cikk"),
        ("المادة 5", "المادة"),
    ],
)
def test_an_article_in_another_language(words: str, word: str) -> None:
    """It is told where the settings do not have its word, and names the word to add."""
    heading = read_heading(words)
    assert isinstance(heading, Mistaken)
    assert heading.kind.code == "Q0495"
    assert heading.word == word


def test_a_word_of_the_settings() -> None:
    """With its word in the settings it is read, in any case of letters, and English ones still are."""
    assert read_heading("Maddə 5. Rüsum", ["Maddə"]) == Heading("Maddə 5", "5", "Rüsum")
    assert read_heading("MADDƏ 5-1", ["Maddə"]) == Heading("Maddə 5-1", "5-1", "")
    assert read_heading("Article 5", ["Maddə"]) == Heading("Article 5", "5", "")
    dated = read_heading("Maddə 5. Rüsum (in force from 2012-01-01)", ["Maddə"])
    assert dated == Heading("Maddə 5", "5", "Rüsum", "from 2012-01-01")
    behind = read_heading("5-ci maddə. Rüsum", ["Maddə"])
    assert isinstance(behind, Mistaken)
    assert behind.kind.code == "Q0496"


@pytest.mark.parametrize("word", FOREIGN)
def test_each_known_word_is_told_and_can_be_set(word: str) -> None:
    """Before a number it is told; in the settings it opens an article."""
    assert isinstance(read_heading(f"{word} 7"), Mistaken)
    assert read_heading(f"{word} 7", [word]) == Heading(f"{word} 7", "7", "")


@pytest.mark.parametrize(
    "words",
    [
        "Chapter 2 (in force from 2012-01-01)",
        "The fees [in force until 2012-12-31]",
        "Part 1, in force from 1 March 2012",
    ],
)
def test_days_of_no_article(words: str) -> None:
    """Days in the heading of something else would count for nothing."""
    heading = read_heading(words)
    assert isinstance(heading, Mistaken)
    assert heading.kind.code == "Q0497"


@pytest.mark.parametrize(
    "words",
    [
        "Chapter 3. Fees",
        "Worked cases on paragraph 2",
        "What is left open",
        "Section civil law",
        "Articles of association",
        "5 articles on fees",
        "2. Section headings and what they mean",
        "The law of 2012-03-01",
        "Laws in force",
        "Stellung nach dem Tode",
        "",
    ],
)
def test_what_is_commentary(words: str) -> None:
    """All other headings open no article and are not told."""
    assert read_heading(words) is None
