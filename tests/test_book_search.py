"""The search of the built book, run by Node: what readers type, and the page that must come first."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from javascript import node

RUNNER = Path(__file__).with_name("searching.js")
RULES = "law/expulsion_rules"
FIRST = {
    "married": "law/criminal_code/article-52.html#52.5.b",  # the bar of marriage
    "my wife is a citizen": "law/criminal_code/article-52.html#52.5.b",
    "born in Azerbaijan": "law/criminal_code/article-52.html#52.5.c",
    "prison for crossing the border": "law/criminal_code/article-318.html#318.1",
    "art. 318": "law/criminal_code/article-318.html#318.1",
    "deadline": "registers/deadlines.html",
    "what is not answered": "registers/silences.html",
    "glossary": "registers/terms.html",
    "banned from entering": "questions/departure_entry.ban_on_entry.html",
    "contagious disease": "law/departure_entry/article-12.html#12.5.5",
    "stolen passport": "law/return_certificate/paragraph-1.html",
    "extend the term": f"{RULES}/paragraph-12.html#12.4",
    "interpr": f"{RULES}/paragraph-10.html",  # note 27; a beginning of the word
    "fingerprints": f"{RULES}/paragraph-17.html",
    "death penalty": "law/extradition/article-3.html#3.2",
    "opinion of the child": "law/trafficking/article-20.html#20.7",
    "who pays for the expulsion": "law/administrative_offences/article-457.html#457.4.1",
    "more than six months a year abroad": "law/immigration/article-13.html#13.3.e",
    "restore citizenship": "law/citizenship/article-15.html#15",
    "I want to come back": "situations/index.html#situation-across_laws.expelled_before",
    "parole": "law/correction_facilities/section-1-of-the-report.html#1.parole",
    "Q0201": "diagnostics/Q0201.html",
}
"""By what is typed, the page and, where one place on it answers, that place: worked out from the report."""
OTHERS = ("zebra", "fine", "xq married zebra", "of the")


Found = dict[str, list[list[dict[str, Any]]]]
"""By search the pages found, and of each the places on it."""


@pytest.fixture(scope="module")
def found(book: Path) -> Found:
    """What each search finds: pages, and of each the places on it."""
    asked = json.dumps([*FIRST, *OTHERS])
    done = subprocess.run(
        [node(), str(RUNNER), str(book)], input=asked, capture_output=True, text=True, check=True
    )
    answered: Found = json.loads(done.stdout)
    return answered


def test_what_readers_type_leads_to_the_right_page(found: Found) -> None:
    """First of all, and to the place on it."""
    first = {words: found[words][0][0]["location"] for words in FIRST}
    page = {words: place.partition("#")[0] for words, place in first.items()}
    assert {words: first[words] if "#" in place else page[words] for words, place in FIRST.items()} == FIRST


def test_law_comes_before_cases_and_cases_before_what_is_about_the_book(
    found: Found,
) -> None:
    """Among pages that have all that was typed."""
    pages = [page[0]["location"] for page in found["fine"]]
    kinds = [
        "about" if not re.match("law/|questions/|reg", one) else "case" if "-cases" in one else "law"
        for one in pages
    ]
    assert kinds == sorted(kinds, key=["law", "case", "about"].index)
    assert set(kinds) == {"law", "case", "about"}


def test_a_line_of_the_text_is_shown_with_the_words_that_were_meant(
    found: Found,
) -> None:
    """The words of the law are marked, not those that were typed."""
    text = found["my wife is a citizen"][0][0]["text"]
    assert "person who is <mark>married</mark> to a <mark>citizen</mark> of Azerbaijan" in text


def test_what_is_nowhere_is_not_found_and_what_is_missing_is_said(
    found: Found,
) -> None:
    """Nothing; or the rest, with the words that do not stand there. Small words alone are found, too."""
    assert found["zebra"] == []
    best = found["xq married zebra"][0][0]
    assert (best["location"], best["terms"]["zebra"]) == (FIRST["married"], False)
    assert found["of the"] != []


def test_the_book_searches_with_its_own_script(book: Path) -> None:
    """On each page, that says that there is none among them, in the place of the theme's."""
    for page in ("law/index.html", "404.html", "cli.html"):
        searched = re.search(r'"search": *"([^"]*)"', (book / page).read_text(encoding="utf-8"))
        assert searched is not None
        assert searched[1].endswith("assets/qanun/search.js"), page
