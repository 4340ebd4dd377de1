"""What a search in the book finds: law, rules, facts, questions, registers and cases, each at its place."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from attrs import frozen

from qanun.book import places as at
from qanun.book.edition import KINDS, Edition, Leaf
from qanun.book.page import Html, Page
from qanun.book.phrases import called
from qanun.document.model import Synonym
from qanun.resolved.model import Declaration
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
_END = re.compile(r"</(?:p|li|div|dd)>|<(?:br|ul|ol|dl)>")
"""Where a line ends."""


@frozen
class Entry:
    """One thing that can be found: its place, its title and its words, all plain text.

    `text` has a line for each sentence. `what` says what it is, `words` is found and not shown. Law comes
    before cases. `weight`: how much more a word counts here than in a rule.
    """

    place: str
    title: str
    text: str
    what: str = ""
    words: str = ""
    kind: Literal["law", "register", "case"] = "law"
    weight: float = 1


def entries(edition: Edition, pages: Iterable[Page] = ()) -> Iterator[Entry]:
    """Everything that can be found: questions, situations, registers among the pages, law, cases."""
    laws = edition.program.laws
    for question in edition.program.questions.values():
        law = laws[question.name.partition(".")[0]].title
        answers = "\n".join(called(edition.declarations[name]) for name in question.answers)
        place = at.question_path(question.name)
        yield Entry(place, question.label or question.name, answers, f"Question · {law}", weight=1.5)
    for situation in edition.program.situations:
        place = at.situation_place(situation.name)
        yield Entry(place, situation.label, "", "What happened", weight=2)
    for page in pages:
        if page.path.startswith("registers/"):
            yield Entry(page.path, page.title, page.description, "Register", kind="register")
    yield from _law(edition)
    yield from _declared(edition)
    yield from _cases(edition)


def synonyms(edition: Edition) -> list[Synonym]:
    """What people may type instead of words of the law, as all pages say it."""
    return [one for document in edition.documents.values() for one in document.front_matter.synonyms]


def _law(edition: Edition) -> Iterator[Entry]:
    """Each law, article and provision."""
    for document in edition.documents.values():
        law, front = document.title, document.front_matter
        yield Entry(at.law_path(document.module), law, f"{front.law}. {front.source}", "Law")
        for article in document.articles:
            numbers = f"{article.number} art. {article.number}"
            place = at.article_path(document, article)
            yield Entry(place, f"{law}, {at.heading(article)}", "", "", numbers)
        for provision in document.provisions:
            number = citation(law, provision.article.name if provision.article else "", provision.number)
            place = edition.places.anchors[provision.anchor]
            yield Entry(place, number, provision.text, "", at.local(provision.anchor), weight=5)


def _declared(edition: Edition) -> Iterator[Entry]:
    """Each rule, fact, term, body, silence and reading, as it is said in plain English."""
    for one in edition.declarations.values():
        if one.kind in LISTED or one.is_norm:
            law = edition.program.laws[one.module].title
            what = f"{KINDS.get(one.kind, one.kind).capitalize()} · {law}"
            place, weight = edition.places.names[one.name], 0.6 if one.kind == "fact" else 1
            yield Entry(place, called(one), _said(edition, one), what, one.short, weight=weight)


def _said(edition: Edition, one: Declaration) -> str:
    """The sentences of a declaration, a line each; of a fact none, for it says what it is called."""
    if one.kind == "fact":
        return ""
    said = Leaf(edition, "").english.item(one.item) if isinstance(one.item, tree.Item) else None
    lines = (str(Html(line).striptags()) for line in _END.split(said or ""))
    return "\n".join(line for line in lines if line and line.rstrip(".").casefold() != called(one).casefold())


def _cases(edition: Edition) -> Iterator[Entry]:
    for page in edition.compiled.pages:
        cases = [item for item in page.items if isinstance(item, tree.Scenario)]
        what = f"Worked case · {page.document.title}"
        for path in dict.fromkeys(edition.places.cases[item].partition("#")[0] for item in cases):
            yield Entry(path, f"{page.document.title}: worked cases", "", kind="case")
        for item in cases:
            yield Entry(edition.places.cases[item], item.title, "", what, kind="case")
