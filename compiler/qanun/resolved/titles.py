"""Titles and labels by which a reader could not tell two entries of one law apart."""

from collections.abc import Iterable

from qanun.diagnostics.model import Diagnostic, Kind, Related
from qanun.resolved import kinds
from qanun.syntax import tree
from qanun.text import Span


def report_titles(pages: Iterable[tree.Page]) -> list[Diagnostic]:
    """A warning for each scenario with the title, and each fact with the label, of one before it."""
    return [found for page in pages for found in (*_scenarios(page), *_facts(page))]


def _scenarios(page: tree.Page) -> list[Diagnostic]:
    first: dict[str, tree.Scenario] = {}
    return [
        _twice(kinds.TITLE_TWICE, item, item.title, _line(item), _line(known))
        for item in page.items
        if isinstance(item, tree.Scenario) and (known := first.setdefault(item.title, item)) is not item
    ]


def _facts(page: tree.Page) -> list[Diagnostic]:
    """A fact of one name with another was reported as declared twice, so it is left out."""
    first: dict[str, tree.Fact] = {}
    return [
        _twice(kinds.LABEL_TWICE, item, item.label, item.name.span, known.name.span)
        for item in page.items
        if isinstance(item, tree.Fact)
        and item.label is not None
        and str((known := first.setdefault(item.label, item)).name) != str(item.name)
    ]


def _line(item: tree.Item) -> Span:
    """The line in which an entry begins."""
    words = item.span.words.split("\n")[0].rstrip()
    return item.span.text.span(item.span.start, item.span.start + len(words))


def _twice(kind: Kind, item: tree.Item, said: str, here: Span, first: Span) -> Diagnostic:
    article = item.block.article
    related = (Related(first, "the first is here"),)
    return kind.at(here, article=article.name if article is not None else "", related=related, said=said)
