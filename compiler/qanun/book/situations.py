"""The page on which readers start who have a situation and no question."""

from collections.abc import Iterator

from qanun.book import places as at
from qanun.book.edition import Edition, Leaf
from qanun.book.page import Heading, Html, Page, join, tag
from qanun.core.rules import Situation

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


def _situation(leaf: Leaf, one: Situation) -> Iterator[Html]:
    """Its sentence, its questions in order, the facts to have at hand."""
    yield tag("h2", one.label, id=_id(one))
    yield tag("ul", join(tag("li", leaf.question(name)) for name in one.opens), class_="qanun-questions")
    if one.asks:
        yield tag("p", join(["What decides most: ", leaf.names(one.asks), "."]))


def _id(one: Situation) -> str:
    return at.situation_place(one.name).partition("#")[2]
