"""Worked cases: what is given, what follows and why, each with a link that opens it in the form."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from attrs import frozen

from qanun.book import places as at
from qanun.book.edition import Edition, Leaf
from qanun.book.page import Heading, Html, Page, join, tag
from qanun.book.phrases import called
from qanun.book.prose import render
from qanun.book.sections import Tokens, said_of_cases
from qanun.book.templates import fill
from qanun.core.rules import RecordValue, Scenario
from qanun.document.model import Block
from qanun.runtime.explaining.nodes import MET, UNCERTAIN, UNMET, Node
from qanun.runtime.values.show import show
from qanun.runtime.values.unknown import UNKNOWN
from qanun.syntax import tree
from qanun.syntax.table_rows import unescaped
from qanun.verify.expected import expected

MARKS = {MET: "met", UNMET: "unmet", UNCERTAIN: "open"}


@frozen
class Turn:
    """A reading that decides in a case: its whole name, the ways to read it, what follows from each."""

    reading: str
    taken: str
    says: str
    other: str
    otherwise: str


@frozen
class Worked:
    """A scenario put to a question: the headline, the lines of the explanation, and the case for the form.

    `case` is what the form reads behind the `#` of its address. `turns`: the readings that decide in it.
    """

    question: str
    headline: str
    nodes: tuple[Node, ...]
    case: str
    turns: tuple[Turn, ...] = ()


def case_pages(edition: Edition, worked: Mapping[tree.Scenario, Worked]) -> Iterator[Page]:
    """A page for each page of law on which there are worked cases."""
    for page in edition.compiled.pages:
        found: dict[str, list[tree.Scenario]] = {}
        for item in page.items:
            if isinstance(item, tree.Scenario):
                found.setdefault(edition.places.cases[item].partition("#")[0], []).append(item)
        said = said_of_cases(page.document, {item.block for group in found.values() for item in group})
        for path, group in found.items():
            yield _page(edition, path, group, said, worked)


def _page(
    edition: Edition,
    path: str,
    items: Sequence[tree.Scenario],
    said: dict[Block, list[Tokens]],
    worked: Mapping[tree.Scenario, Worked],
) -> Page:
    leaf = Leaf(edition, path)
    home = path.replace("-cases.html", ".html")
    article = items[0].block.article
    module = edition.relations.worked[items[0]].module
    title = f"Worked cases: {article.name}" if article is not None else "Worked cases"
    named = at.heading(article) if article is not None else edition.program.laws[module].title
    files = dict.fromkeys(item.span.text for item in items)
    sources = (leaf.link(at.source_path(text), at.file_name(text)) for text in files)
    intro = join([leaf.law(module), leaf.link(home, named), *sources], " · ")
    headings = []
    body: list[Html] = [tag("p", intro, class_="qanun-standing"), _starts(leaf)]
    for (block, in_table), group in groupby(items, key=lambda item: (item.block, item.in_table)):
        cases = tuple(group)
        headings += [Heading(2, _id(leaf, item), item.title) for item in cases]
        talk = join(render(tokens, leaf.target(module), {}) for tokens in said.pop(block, ()))
        body.append(tag("div", talk, class_="qanun-talk") if talk else Html(""))
        if in_table:
            body.append(_table(leaf, block, cases, worked))
            continue
        for item in cases:
            body += [
                tag("h2", _capital(item.title), id=_id(leaf, item)),
                _case(leaf, item, worked.get(item)),
            ]
    return Page(path, title, join(body), tuple(headings), f"{title}, {edition.program.laws[module].title}")


def _id(leaf: Leaf, item: tree.Scenario) -> str:
    return leaf.edition.places.cases[item].partition("#")[2]


def _starts(leaf: Leaf) -> Html:
    """The backgrounds from which the cases of a page start: what each is called, and its words."""
    found = []
    for one in leaf.edition.of_kind("background"):
        path, _, id_ = leaf.edition.places.names[one.name].partition("#")
        if path == leaf.here and isinstance(one.item, tree.Background):
            found.append(tag("li", join([tag("p", _capital(called(one))), leaf.code([one.item])]), id=id_))
    return tag("ul", join(found), class_="qanun-cases") if found else Html("")


def _table(
    leaf: Leaf, block: Block, items: Sequence[tree.Scenario], worked: Mapping[tree.Scenario, Worked]
) -> Html:
    """A table of cases as written; behind each row what follows, why, and the way to the form."""
    assert block.table is not None
    entry = next(
        one
        for one in leaf.edition.items_of[block.span.text.path, block.span.line]
        if isinstance(one, tree.Cases)
    )
    rows = {row[0].start: row for row in block.table.rows}
    head = join(tag("th", unescaped(cell.words), scope="col") for cell in block.table.header)
    body = []
    for item in items:
        cells = [tag("td", unescaped(cell.words)) for cell in rows[item.span.start][1:]]
        done = worked.get(item)
        opened = f"{at.href(at.question_path(done.question), leaf.here)}#{done.case}" if done else ""
        link = tag("a", "In the form", href=opened) if done else Html("")
        shown = tag(
            "details", join([tag("summary", "In full"), _case(leaf, item, done)]), class_="qanun-plain"
        )
        title = tag("th", unescaped(rows[item.span.start][0].words), scope="row")
        body.append(tag("tr", join([title, *cells, tag("td", link), tag("td", shown)]), id=_id(leaf, item)))
    drawn = join(
        [tag("thead", tag("tr", join([head, tag("th", ""), tag("th", "")]))), tag("tbody", join(body))]
    )
    return join(
        [
            tag("p", _capital(entry.title)) if entry.title else "",
            tag("div", tag("table", drawn), class_="qanun-wide", tabindex="0"),
            leaf.code([entry]),
        ]
    )


def _case(leaf: Leaf, item: tree.Scenario, worked: Worked | None) -> Html:
    """One case: what is given, what follows, why, and its words in the statute file."""
    case = leaf.edition.relations.worked[item]
    opened = f"{at.href(at.question_path(worked.question), leaf.here)}#{worked.case}" if worked else ""
    return fill(
        "case",
        given=_given(leaf, case),
        readings=list(_readings(leaf, case)),
        then=_expected(leaf, case),
        because=join((leaf.anchor(anchor) for anchor in case.because), ", "),
        worked=worked,
        form=Html(opened),
        why=join(_node(leaf, node) for node in worked.nodes) if worked else "",
        code=leaf.code([item]),
    )


def _node(leaf: Leaf, node: Node) -> Html:
    cited = join((leaf.anchor(anchor) for anchor in node.provisions), ", ")
    said = join([node.sentence, join([" [", cited, "]"]) if cited else ""])
    below = tag("ul", join(_node(leaf, part) for part in node.parts)) if node.parts else ""
    return tag("li", join([said, below]), class_=f"qanun-{MARKS.get(node.mark, 'plain')}")


def _given(leaf: Leaf, case: Scenario) -> Iterator[Html]:
    zone = leaf.edition.program.laws[case.module].time_zone
    labels = _labels(leaf)
    for name, value in case.facts:
        yield join([leaf.name(name), ": ", _value(leaf, value, zone, labels)])
    for name in case.unknown:
        yield join([leaf.name(name), ": unknown"])
    if case.as_of is not None:
        yield join(["as of ", show(case.as_of, zone)])
    if case.all_others_no:
        yield Html("all else that matters: no")


def _value(leaf: Leaf, value: object, zone: str, labels: Mapping[str, str]) -> str:
    """A value as people read it; of a record each field that is known, by its label."""
    if isinstance(value, RecordValue):
        _, _, named = leaf.edition.program.types[value.type]
        fields = dict(named)
        known = ((fields.get(name) or name, cell) for name, cell in value.cells if cell is not UNKNOWN)
        return ", ".join(f"{label}: {_value(leaf, cell, zone, labels)}" for label, cell in known)
    if isinstance(value, tuple | list) and any(isinstance(one, RecordValue) for one in value):
        return "; ".join(_value(leaf, one, zone, labels) for one in value)
    return show(value, zone, labels)


def _readings(leaf: Leaf, case: Scenario) -> Iterator[Html]:
    for name, option in case.readings:
        options = dict(leaf.edition.program.readings[name].options)
        yield join([leaf.name(name), ": ", options.get(option, option)])


def _expected(leaf: Leaf, case: Scenario) -> Iterator[Html]:
    """What follows, each name a link called by its label."""
    zone = leaf.edition.program.laws[case.module].time_zone
    for one in case.expects:
        said = expected(one, zone)
        names = [name for name in (one.subject, *one.targets) if name in leaf.edition.declarations]
        named = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) or r"(?!)"
        pieces = re.split(rf"((?<![\w.])(?:{named})(?![\w.]|:\w))", said)
        yield join(join(["“", leaf.name(piece), "”"]) if piece in names else piece for piece in pieces)


def _labels(leaf: Leaf) -> dict[str, str]:
    return dict(leaf.edition.program.authorities)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
