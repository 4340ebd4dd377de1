"""The page of each question: what it answers, the form that answers a case, the rules behind it."""

import json
from collections.abc import Iterator

from qanun.book import places as at
from qanun.book.edition import KINDS, Edition, Leaf, type_said
from qanun.book.english import UNJUDGED
from qanun.book.page import Heading, Html, Page, join, tag
from qanun.book.phrases import called
from qanun.book.templates import fill
from qanun.core.rules import Program, Question

FORM = "assets/qanun"
MOST_RELATED = 5
"""So many other questions stand below the answer."""


def question_pages(edition: Edition) -> Iterator[Page]:
    """Every question, and the list of them all."""
    yield _index(edition)
    for question in edition.program.questions.values():
        yield _question(edition, question)


def _index(edition: Edition) -> Page:
    """All questions, law by law."""
    leaf = Leaf(edition, f"{at.ASKED}/index.html")
    body: list[Html] = [
        tag(
            "p",
            "Each question opens a form that answers a case on the page itself; "
            "nothing that is entered leaves the browser.",
        )
    ]
    headings = []
    for module, law in edition.program.laws.items():
        asked = [q for q in edition.program.questions.values() if q.name.startswith(f"{module}.")]
        if not asked:
            continue
        headings.append(Heading(2, f"law-{module}", law.title))
        body.append(tag("h2", leaf.link(at.law_path(module), law.title), id=f"law-{module}"))
        body.append(
            tag("ul", join(tag("li", leaf.question(q.name)) for q in asked), class_="qanun-questions")
        )
    return Page(leaf.here, "Questions", join(body), tuple(headings), "Every question that the law can answer")


def _question(edition: Edition, question: Question) -> Page:
    leaf = Leaf(edition, at.question_path(question.name))
    module = question.name.partition(".")[0]
    title = question.label or question.name
    sections = [
        {"title": words, "id": id_, "content": content}
        for words, id_, content in _below(leaf, question, edition.program)
    ]
    headings = [Heading(2, str(one["id"]), str(one["title"])) for one in sections]
    scripts = [at.href(f"{FORM}/{path}", leaf.here) for path in ("qanun.js", f"questions/{question.name}.js")]
    body = fill(
        "question",
        name=question.name,
        law=leaf.law(module),
        links=json.dumps(dict(_links(leaf, question))),
        style=at.href(f"{FORM}/form.css", leaf.here),
        scripts=scripts,
        sections=sections,
    )
    law = edition.program.laws[module].title
    return Page(leaf.here, title, body, tuple(headings), f"{title} ({law})")


def related(question: Question, program: Program) -> list[str]:
    """Those that have most to do with another: of the same situation, or that ask for the same."""

    def nearness(other: Question) -> float:
        opened = (one.opens for one in program.situations)
        together = any(question.name in names and other.name in names for names in opened)
        asked = {*question.facts, *other.facts}
        shared = len({*question.facts} & {*other.facts}) / len(asked) if asked else 0
        return together + shared

    others = {one.name: nearness(one) for one in program.questions.values() if one.name != question.name}
    return sorted((name for name in others if others[name]), key=lambda name: -others[name])[:MOST_RELATED]


def _with_the_case(leaf: Leaf, question: Question, other: Question) -> Html:
    """A link to another question, with the keys of the facts that both ask for, which the form fills in."""
    shared = [name.rpartition(".")[2] for name in other.facts if name in question.facts]
    place = at.question_path(other.name)
    return leaf.link(place, other.label or other.name, data_carries=" ".join(shared) or "-")


def _links(leaf: Leaf, question: Question) -> Iterator[tuple[str, str]]:
    """Where each provision on which an answer can rest stands in the book."""
    program = leaf.edition.program
    stated = [program.definitions[name].provisions for name in question.order]
    stated += [program.subjects[name].provisions for name in question.answers]
    for anchor in dict.fromkeys(anchor for anchors in stated for anchor in anchors):
        if anchor in leaf.edition.places.anchors:
            yield anchor, at.href(leaf.edition.places.anchors[anchor], leaf.here)


def _below(leaf: Leaf, question: Question, program: Program) -> Iterator[tuple[str, str, Html]]:
    """What else can be asked, the rules behind it, the facts and readings that can matter, its cases."""
    others = [_with_the_case(leaf, question, program.questions[name]) for name in related(question, program)]
    if others:
        yield (
            "What else does the law say about this case?",
            "also",
            tag("ul", join(tag("li", one) for one in others), class_="qanun-questions"),
        )
    shown: set[str] = set()
    rules = join(tag("li", _tree(leaf, name, shown)) for name in question.answers)
    yield "The rules behind it", "rules", tag("ul", rules, class_="qanun-tree")
    if question.facts:
        rows = []
        for name in question.facts:
            fact = program.facts[name]
            kind = type_said(fact.type)
            judges = ""
            if fact.judged_by is not None:
                named = [program.authorities.get(one, one) for one in fact.judged_by]
                judges = f", judged by {' or '.join(named)}" if named else UNJUDGED
            rows.append(tag("li", join([leaf.name(name), f" ({kind}{judges})"])))
        yield "The facts that can matter", "facts", tag("ol", join(rows), class_="qanun-facts")
    if question.readings:
        rows = [tag("li", leaf.name(name)) for name in question.readings]
        yield "Readings on which it can turn", "readings", tag("ul", join(rows))
    cases = dict.fromkeys(
        case for name in question.answers for case in leaf.edition.relations.cases.get(name, ())
    )
    if cases:
        yield "Worked cases", "cases", tag("ul", join(tag("li", leaf.case(case)) for case in cases))
    said = join(
        tag("p", join([tag("code", command)]))
        for command in (f"qanun ask {question.name}", f"qanun decide {question.name} FACTS.json")
    )
    schema = leaf.link(f"{FORM}/schemas/{question.name}.json", "JSON Schema of its facts", download="")
    yield "For developers", "developers", join([said, tag("p", schema)])


def _tree(leaf: Leaf, name: str, shown: set[str]) -> Html:
    """A rule and, to be opened, the rules on which it rests; facts at the ends. Each is unfolded once."""
    declaration = leaf.edition.declarations.get(name)
    kind = declaration.kind if declaration is not None else ""
    said = join([leaf.name(name), " ", tag("span", KINDS.get(kind, kind), class_="qanun-key")])
    if name in shown or kind in ("fact", "reading"):
        return said
    opened = {} if shown else {"open": "open"}
    shown.add(name)
    relations = leaf.edition.relations
    tables = (relations.grounds, relations.excepted_by, relations.rests_on)
    below = dict.fromkeys(one for table in tables for one in table.get(name, ()))
    rows = [tag("li", _tree(leaf, one, shown)) for one in below]
    if not rows:
        return said
    # The link stands before what opens, not in it: a control within a control cannot be heard apart.
    opener = tag("summary", "", aria_label=f"What {called(declaration) if declaration else name} rests on")
    return join([said, tag("details", join([opener, tag("ul", join(rows))]), **opened)])
