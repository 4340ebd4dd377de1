"""Where readers start who have a situation and no question: on a page of its own and on the first."""

import json
from collections.abc import Iterator

from qanun.book import places as at
from qanun.book.edition import Edition, Leaf
from qanun.book.page import Heading, Html, Page, join, tag
from qanun.core.rules import Situation
from qanun.core.value_data import value_data

PLACE = "<!-- qanun:situations -->"
"""In whose place on another page of the book the situations stand."""

_INTRO = (
    "Choose the sentence that is true of you: below it stand the questions that the law answers then. "
    "Each opens a form on a page of its own; nothing that is entered leaves the browser."
)


def situation_pages(edition: Edition) -> Iterator[Page]:
    """All situations with their questions, if there are any."""
    situations = edition.program.situations
    if not situations:
        return
    leaf = Leaf(edition, at.SITUATIONS)
    body = [tag("p", _INTRO), *(part for one in situations for part in _situation(leaf, one))]
    headings = tuple(Heading(2, _id(one), one.label) for one in situations)
    yield Page(leaf.here, "Situations", join(body), headings, "Where to start, and which questions to ask")


def choices(edition: Edition, here: str) -> Html:
    """The situations on the page at the path `here`: each opens on its questions, without a script too."""
    leaf = Leaf(edition, here)
    rows = [
        tag("details", join([tag("summary", one.label), _questions(leaf, one)]))
        for one in edition.program.situations
    ]
    return tag(
        "div", tag("div", join(rows), class_="qanun-situations", data_search_exclude="true"), class_="qanun"
    )


def _situation(leaf: Leaf, one: Situation) -> Iterator[Html]:
    """Its sentence, its questions in order, the facts to have at hand."""
    yield tag("h2", one.label, id=_id(one))
    yield _questions(leaf, one)
    if one.asks:
        yield tag("p", join(["What decides most: ", leaf.names(one.asks), "."]))


def _questions(leaf: Leaf, one: Situation) -> Html:
    """The questions that a situation opens, each with the facts that it states."""
    return tag(
        "ul", join(tag("li", _question(leaf, one, name)) for name in one.opens), class_="qanun-questions"
    )


def _question(leaf: Leaf, one: Situation, name: str) -> Html:
    asked = leaf.edition.program.questions[name]
    facts = {fact.partition(".")[2]: value_data(value) for fact, value in one.given if fact in asked.facts}
    case = f"#case={json.dumps({'facts': facts}, separators=(',', ':'))}" if facts else ""
    return leaf.link(at.question_path(name) + case, asked.label or name)


def _id(one: Situation) -> str:
    return at.situation_place(one.name).partition("#")[2]
