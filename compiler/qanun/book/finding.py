"""What a search in the book finds: provisions, rules, facts, questions and cases, each at its own place."""

from collections.abc import Iterator

from attrs import frozen

from qanun.book import places as at
from qanun.book.edition import KINDS, Edition
from qanun.book.phrases import called
from qanun.runtime.citing import citation
from qanun.syntax import tree

LISTED = {
    "fact",
    "define",
    "rule",
    "options",
    "exception",
    "silence",
    "reading",
    "authority",
    "party",
    "parameter",
}


@frozen
class Entry:
    """One thing that can be found: its place, its title and its words, both plain text."""

    place: str
    title: str
    text: str


def entries(edition: Edition) -> Iterator[Entry]:
    """Everything that can be found, the questions first."""
    for question in edition.program.questions.values():
        law = edition.program.laws[question.name.partition(".")[0]].title
        yield Entry(at.question_path(question.name), question.label or question.name, f"Question. {law}")
    for situation in edition.program.situations:
        yield Entry(at.situation_place(situation.name), situation.label, "Situation")
    for document in edition.documents.values():
        law = document.title
        yield Entry(
            at.law_path(document.module), law, f"{document.front_matter.law}. {document.front_matter.source}"
        )
        for article in document.articles:
            place = at.article_path(document, article)
            yield Entry(
                place, f"{law}, {at.heading(article)}", f"{article.number} art. {article.number} {law}"
            )
        for provision in document.provisions:
            title = citation(law, provision.article.name if provision.article else "", provision.number)
            yield Entry(
                edition.places.anchors[provision.anchor], title, f"{provision.text} ({provision.anchor})"
            )
    for one in edition.declarations.values():
        if one.kind in LISTED or one.is_norm:
            kind = KINDS.get(one.kind, one.kind)
            law = edition.program.laws[one.module].title
            yield Entry(edition.places.names[one.name], called(one), f"{kind} {one.name} ({law})")
    for page in edition.compiled.pages:
        cases = [item for item in page.items if isinstance(item, tree.Scenario)]
        for path in dict.fromkeys(edition.places.cases[item].partition("#")[0] for item in cases):
            yield Entry(path, f"{page.document.title}: worked cases", "")
        for item in cases:
            yield Entry(edition.places.cases[item], item.title, f"Worked case. {page.document.title}")
