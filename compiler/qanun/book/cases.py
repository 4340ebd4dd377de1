"""Worked cases: what is given, what follows and why, each with a link that opens it in the form."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import assert_never

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
from qanun.resolved.walk import every
from qanun.runtime.explaining.nodes import MET, UNCERTAIN, UNMET, Node
from qanun.runtime.values.show import show
from qanun.runtime.values.unknown import UNKNOWN
from qanun.syntax import tree
from qanun.syntax.table_rows import unescaped
from qanun.text import Span
from qanun.typed.types import (
    DurationType,
    ListType,
    MoneyType,
    OneOfType,
    OrNone,
    RecordType,
    SetType,
    Simple,
    Type,
)
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
            article = group[0].block.article
            home = at.article_path(page.document, article)
            parts = [one for one, cases in found.items() if cases[0].block.article is article]
            yield _page(Leaf(edition, path), home, parts, group, said, worked)


def _page(
    leaf: Leaf,
    home: str,
    parts: Sequence[str],
    items: Sequence[tree.Scenario],
    said: dict[Block, list[Tokens]],
    worked: Mapping[tree.Scenario, Worked],
) -> Page:
    edition, path = leaf.edition, leaf.here
    article = items[0].block.article
    module = edition.relations.worked[items[0]].module
    title = f"Worked cases: {article.name}" if article is not None else "Worked cases"
    if path != parts[0]:
        title = f"{title}, part {parts.index(path) + 1}"
    named = at.heading(article) if article is not None else edition.program.laws[module].title
    files = dict.fromkeys(item.span.text for item in items)
    sources = (leaf.link(at.source_path(text), at.file_name(text)) for text in files)
    others = (leaf.link(one, f"part {n}") for n, one in enumerate(parts, 1) if one != path)
    intro = join([leaf.law(module), leaf.link(home, named), *others, *sources], " · ")
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
    """A table of cases, names by their labels; behind a row what follows, why, and the way to the form."""
    assert block.table is not None
    entry = next(
        one
        for one in leaf.edition.items_of[block.span.text.path, block.span.line]
        if isinstance(one, tree.Cases)
    )
    rows = {row[0].start: row for row in block.table.rows}
    columns = ["case", *(_named_in(leaf, column.span, items) for column in entry.columns)]
    head = join(tag("th", words, scope="col") for words in columns)
    body = []
    for item in items:
        cells = [tag("td", _named_in(leaf, cell, [item])) for cell in rows[item.span.start][1:]]
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


def _named_in(leaf: Leaf, words: Span, items: Sequence[tree.Scenario]) -> Html:
    """Words of a table; what cases made of it name there is called by its label, with a link."""
    found = {
        (node.span.start, node.span.end): node
        for item in items
        for node in every(item)
        if isinstance(node, tree.Name) and words.start <= node.span.start and node.span.end <= words.end
    }
    at_ = words.start
    pieces: list[Html] = []
    for (start, end), name in sorted(found.items()):
        pieces += [_cited(leaf, words.text.span(at_, start)), leaf.phrases.named(name)]
        at_ = end
    return join([*pieces, _cited(leaf, words.text.span(at_, words.end))])


def _cited(leaf: Leaf, words: Span) -> Html:
    """Words in which each provision that the book has is a link."""
    return join(
        leaf.anchor(piece) if piece in leaf.edition.places.anchors else _plain(unescaped(piece))
        for piece in re.split(r"(\w+#[\w.@-]*\w)", words.words)
    )


def _plain(words: str) -> str:
    """Words of the language as people write them: `must_not`, `as_of`."""
    return re.sub(r"\b(must|need|as)_(not|of)\b", r"\1 \2", words)


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
        headline=_calling(leaf, worked.headline) if worked else "",
        form=Html(opened),
        why=join(_node(leaf, node) for node in worked.nodes) if worked else "",
        code=leaf.code([item]),
    )


def _node(leaf: Leaf, node: Node) -> Html:
    cited = join((leaf.anchor(anchor) for anchor in node.provisions), ", ")
    said = join([_calling(leaf, node.sentence), join([" [", cited, "]"]) if cited else ""])
    below = tag("ul", join(_node(leaf, part) for part in node.parts)) if node.parts else ""
    return tag("li", join([said, below]), class_=f"qanun-{MARKS.get(node.mark, 'plain')}")


def _calling(leaf: Leaf, words: str) -> str:
    """Words in which each rule is called by its label, not by its name; without the lines of files."""
    known = leaf.edition.declarations

    def label(found: re.Match[str]) -> str:
        return f"“{called(known[found[0]])}”" if found[0] in known else found[0]

    return re.sub(r" \(statutes/[^)]*\)", "", re.sub(r"\b[a-z]\w*(?:\.\w+)+", label, words))


def _given(leaf: Leaf, case: Scenario) -> Iterator[Html]:
    zone = leaf.edition.program.laws[case.module].time_zone
    for name, value in case.facts:
        yield join([leaf.name(name), ": ", _value(leaf, value, zone, _labels(leaf, name))])
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
        said = _plain(expected(one, zone, _labels(leaf, one.subject)))
        names = [name for name in (one.subject, *one.targets) if name in leaf.edition.declarations]
        named = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) or r"(?!)"
        pieces = re.split(rf"((?<![\w.])(?:{named})(?![\w.]|:\w))", said)
        yield join(join(["“", leaf.name(piece), "”"]) if piece in names else piece for piece in pieces)


def _labels(leaf: Leaf, name: str) -> dict[str, str]:
    """How the values of a name are read: bodies, options, those of its own type first."""
    declarations = leaf.edition.declarations
    labels = dict(leaf.edition.program.authorities)
    options = [one for one in declarations.values() if one.kind == "option" and one.owner is not None]
    types = leaf.edition.compiled.typed.declared
    own = _named_type(types.get(declarations[name])) if name in declarations else ""
    for one in sorted(options, key=lambda one: one.owner is not None and one.owner.name == own):
        labels[one.short] = called(one)
    return labels


def _named_type(type_: Type | None) -> str:
    """The name of a one-of type, or of such values in a set or a list; empty for other types."""
    match type_:
        case OneOfType(name=name):
            return name
        case SetType(element=inner) | ListType(element=inner) | OrNone(inner=inner):
            return _named_type(inner)
        case None | Simple() | MoneyType() | DurationType() | RecordType():
            return ""
        case never:
            assert_never(never)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
