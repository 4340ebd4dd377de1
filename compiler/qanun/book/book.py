"""The whole book: every page that is made from the law."""

from collections.abc import Iterator, Mapping

from qanun.book.asked_pages import question_pages
from qanun.book.cases import Worked, case_pages
from qanun.book.concordance import concordance_page
from qanun.book.edition import Edition
from qanun.book.law_pages import law_index, law_pages
from qanun.book.page import Page
from qanun.book.proved import proofs_page
from qanun.book.registers import registers
from qanun.book.situations import situation_pages
from qanun.book.source import source_pages
from qanun.syntax import tree

NOT_WORKED: Mapping[tree.Scenario, Worked] = {}


def pages(
    edition: Edition, worked: Mapping[tree.Scenario, Worked] = NOT_WORKED, concordance: str | None = None
) -> Iterator[Page]:
    """The pages in an order in which they can be read.

    `worked` has the answer of each scenario, `concordance` the text of `concordance.toml`.
    """
    yield law_index(edition)
    for document in edition.documents.values():
        yield from law_pages(edition, document)
    yield from case_pages(edition, worked)
    yield from situation_pages(edition)
    yield from question_pages(edition)
    further = [concordance_page(edition, concordance)] if concordance is not None else []
    if edition.proofs is not None:
        further.append(proofs_page(edition, edition.proofs))
    yield from registers(edition, worked, further)
    for document in edition.documents.values():
        yield from source_pages(edition, document)
