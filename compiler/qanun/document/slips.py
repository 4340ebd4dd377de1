"""Slips of a page as a page that need some looking at: fences in other signs, labels of another article."""

import re
from collections.abc import Container, Iterable, Iterator

from qanun.diagnostics import Diagnostic, Fix, Related
from qanun.document import kinds
from qanun.document.anchors import Draft, of_other_article
from qanun.document.model import Article, mark_of
from qanun.text import Text


def miswritten(text: Text, lines: tuple[int, ...], fence: str, article: str) -> Diagnostic:
    """The report on fences of one block that are written otherwise; `lines` are numbers from 0."""
    marks = []
    for number in lines:
        start = text.line_starts[number]
        written = re.match(r"\s*[`~´'’‘\"]+", text.line(number + 1))
        marks.append(text.span(start, start + (written.end() if written else 0)))
    fix = Fix(marks[0], fence, f"write {fence}", also=tuple(marks[1:]))
    related = tuple(Related(one, "also here") for one in marks[1:])
    place = text.span(marks[0].start + len(marks[0].words) - len(marks[0].words.lstrip()), marks[0].end)
    return kinds.FENCE_MISWRITTEN.at(place, article=article, fix=fix, related=related, fence=fence)


def of_other_articles(drafts: Iterable[Draft], twice: Container[Article]) -> Iterator[Diagnostic]:
    """The report on each article with labels of another: at its heading where all are, else at them."""
    numbered: dict[Article, list[Draft]] = {}
    for draft in drafts:
        if draft.article is not None and draft.parent is None and draft.label and draft.label[0].isdigit():
            numbered.setdefault(draft.article, []).append(draft)
    for article, labelled in numbered.items():
        wrong = [draft for draft in labelled if of_other_article(draft)]
        if not wrong or article in twice:
            continue
        places = [mark_of(draft.span) for draft in wrong]
        related = tuple(Related(place, "this label") for place in places[:4])
        place, beside = (article.span, related) if wrong == labelled else (places[0], related[1:])
        label = wrong[0].label or ""
        yield kinds.OTHER_ARTICLE.at(
            place, article=article.name, related=beside, name=article.name, label=label
        )
