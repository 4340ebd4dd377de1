"""The whole compiler on one screen. Pure: texts in, a program and diagnostics out; `project` knows files."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from attrs import frozen

from qanun.core.lower import lower
from qanun.core.rules import Program
from qanun.diagnostics import Diagnostic, Outcome
from qanun.diagnostics.order import in_order
from qanun.document.companions import ReadsLaw, read_all
from qanun.document.fingerprint import stale, statutes_fingerprint
from qanun.document.hidden import hidden, without_echoes
from qanun.document.kinds import STALE
from qanun.document.links import check_links
from qanun.document.model import Document
from qanun.resolved.laws import DocumentsOf
from qanun.resolved.resolve import resolve
from qanun.syntax.parse import parse
from qanun.syntax.tree import Page
from qanun.text import Text
from qanun.typed.check import check
from qanun.typed.model import Typed

T = TypeVar("T")


@frozen(eq=False)
class Compiled:
    """What the passes made of the statutes. `program` is None where a mistake leaves it without a meaning.

    `sound`: no mistake does; then `lower` makes one of `typed`, also where none was wanted.
    """

    documents: tuple[Document, ...]
    pages: tuple[Page, ...]
    typed: Typed
    program: Program | None
    sound: bool

    @property
    def texts(self) -> tuple[Text, ...]:
        """Every page that was read: each of law, and that of its cases."""
        return tuple(text for document in self.documents for text in document.texts)


def compile(
    texts: Sequence[Text],
    accepted: Text | None = None,
    articles: Sequence[str] = (),
    *,
    reads: ReadsLaw | None = None,
    parses: Callable[[Document], Outcome[Page]] = parse,
    lowers: bool = True,
) -> Outcome[Compiled]:
    """Read, parse, resolve, check and lower the statutes, with everything that is to be said about them.

    `accepted` is the content of the file of accepted provisions; None leaves out the check for stale rules.
    `articles` are the words that open an article beside the English ones. Whoever remembers what was read and
    parsed before `reads` and `parses`; whoever needs no program yet does not have it made (`lowers`).
    """
    said = [found for text in texts for found in hidden(text)]
    outcomes = read_all(texts, articles, reads)
    documents = [document for outcome in outcomes if (document := _take(outcome, said)) is not None]
    pages = [parses(document) for document in documents]
    return analyse(pages, accepted, statutes_fingerprint(texts), said, lowers=lowers)


def analyse(
    parsed: Sequence[Outcome[Page]],
    accepted: Text | None,
    fingerprint: str,
    before: Sequence[Diagnostic] = (),
    *,
    laws: Mapping[str, Page] | None = None,
    lowers: bool = True,
) -> Outcome[Compiled]:
    """The passes over all pages together; `before` is what was said while each was read.

    `laws` has the page of every law by its name where these pages are not all.
    """
    said = list(before)
    pages = tuple(_take(page, said) for page in parsed)
    documents = tuple(page.document for page in pages)
    said += check_links(documents, None if laws is None else DocumentsOf(laws))
    if accepted is not None:
        said += stale(documents, accepted)
    typed = _take(check(_take(resolve(pages, laws), said)), said)
    sound = not any(diagnostic.is_error and diagnostic.kind not in STALE for diagnostic in said)
    program = lower(typed, fingerprint) if sound and lowers else None
    return Outcome(Compiled(documents, pages, typed, program, sound), tuple(in_order(without_echoes(said))))


def _take(outcome: Outcome[T], said: list[Diagnostic]) -> T:
    said += outcome.diagnostics
    return outcome.value
