"""What the book gives to machines and to its search: complete, well-formed, and harmless."""

import json
import posixpath
from xml.etree import ElementTree as xml

import pytest
from qanun import pipeline
from qanun.book.edition import Edition
from qanun.book.feeds import AKN, feeds
from qanun.book.finding import entries
from qanun.text import Text
from test_book_pages import HOSTILE, PAGE

NOTICE = "An example; not legal advice."


def edition(words: str = "x") -> Edition:
    """The page of law with these words in its labels and texts."""
    content = PAGE
    for mark in ("TITLE", "TEXT", "LABEL", "FOOTNOTE"):
        content = content.replace(mark, words)
    outcome = pipeline.compile([Text("law/parking.md", content)])
    assert outcome.errors == ()
    assert outcome.value.program is not None
    return Edition.of(outcome.value, outcome.value.program)


def test_the_json_has_every_provision_and_how_rules_lean() -> None:
    """An article with its provisions, who states them, and the exception with what it is an exception to."""
    made = dict(feeds(edition(), NOTICE))
    laws = json.loads(made["law.json"])
    assert laws["notice"] == NOTICE
    (law,) = laws["laws"]
    (article,) = (one for one in law["articles"] if one["name"] == "Article 1")
    anchors = [one["anchor"] for one in article["provisions"]]
    assert anchors == ["parking#1.1", "parking#1.2"]
    assert "parking.illegal_parking" in article["provisions"][0]["stated_by"]
    rules = {rule["name"]: rule for rule in laws["rules"]}
    assert rules["parking.resident"]["exception_to"] == ["parking.illegal_parking"]
    assert rules["parking.illegal_parking"]["excepted_by"] == ["parking.resident"]


def test_akoma_ntoso_has_the_structure_of_the_law() -> None:
    """An act with meta, preface and body; articles with number and heading; provisions likewise."""
    text = dict(feeds(edition(), NOTICE))["law/parking/law.akn.xml"]
    root = xml.fromstring(text)
    act = root.find(f"{{{AKN}}}act")
    assert act is not None
    assert [child.tag.rpartition("}")[2] for child in act] == ["meta", "preface", "body"]
    article = act.find(f"{{{AKN}}}body/{{{AKN}}}article")
    assert article is not None
    kinds = [child.tag.rpartition("}")[2] for child in article]
    assert kinds == ["num", "heading", "paragraph", "paragraph"]
    numbers = [one.text for one in article.iterfind(f"{{{AKN}}}paragraph/{{{AKN}}}num")]
    assert numbers == ["1.1", "1.2"]
    ids = [one.attrib["eId"] for one in root.iter() if "eId" in one.attrib]
    assert len(ids) == len(set(ids))
    assert NOTICE in text


@pytest.mark.parametrize("words", [*HOSTILE, "]]>", "&amp;"])
def test_hostile_text_stays_text_in_the_feeds(words: str) -> None:
    """Both feeds can be read, and hold the words as they are."""
    made = dict(feeds(edition(words.replace('"', "")), NOTICE))
    json.loads(made["law.json"])
    xml.fromstring(made["law/parking/law.akn.xml"])


def test_a_search_finds_provisions_by_number_and_text_facts_and_questions_by_label() -> None:
    """Each at its own place; the page of a place stands before what is on it."""
    found = list(entries(edition()))
    by_place = {one.place: one for one in found}
    provision = by_place["law/parking/article-1.html#1.1"]
    assert "1.1" in provision.title
    assert "Nobody parks in the old town except residents." in provision.text
    assert by_place["law/parking/article-1.html#rule-is_resident"].title == "the person is a resident"
    assert "art. 1" in by_place["law/parking/article-1.html"].words
    seen: set[str] = set()
    for one in found:
        page, mark, _ = one.place.partition("#")
        assert not mark or page in seen, one
        assert posixpath.normpath(page) == page
        seen.add(page)
