"""The whole book: every page that is made from the law."""

from collections.abc import Iterator

from qanun.book.asked_pages import question_pages
from qanun.book.edition import Edition
from qanun.book.law_pages import law_pages
from qanun.book.page import Page
from qanun.book.registers import registers
from qanun.book.source import source_page


def pages(edition: Edition) -> Iterator[Page]:
    """The pages in an order in which they can be read."""
    for document in edition.documents.values():
        yield from law_pages(edition, document)
    yield from question_pages(edition)
    yield from registers(edition)
    for document in edition.documents.values():
        yield source_page(edition, document)
