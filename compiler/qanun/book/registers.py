"""The registers of the book: every fact, body, term, penalty, silence, reading, collision and source."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from qanun.book import places as at
from qanun.book.bodies import Rows, authorities, discretion, law_of, parties, where
from qanun.book.cases import Worked
from qanun.book.duties import HEADS, duties
from qanun.book.edition import KINDS, Edition, Leaf, type_said
from qanun.book.page import Html, Page, join, tag
from qanun.book.tables import Group, Line, table_page
from qanun.book.timeline import deadlines, timeline
from qanun.book.unsettled import readings, silences
from qanun.resolved.walk import clauses_of
from qanun.syntax import tree

REGISTERS = "registers"


@frozen
class Register:
    """A page of one table: its file's name, what it is called, its columns, its rows; `above` a picture."""

    name: str
    title: str
    intro: str
    heads: Sequence[str]
    rows: Callable[[Leaf], Rows]
    above: Callable[[Leaf], Html] = lambda leaf: Html("")


def registers(
    edition: Edition, worked: Mapping[tree.Scenario, Worked], further: Iterable[Page] = ()
) -> Iterator[Page]:
    """Every register, and the list of them with those made elsewhere; `worked` has the answers of cases."""
    listed = (*FOR_READERS, _readings(worked), *FOR_DRAFTERS)
    pages = [_page(edition, one) for one in listed]
    pages += further
    leaf = Leaf(edition, f"{REGISTERS}/index.html")
    rows = (tag("li", join([leaf.link(page.path, page.title), tag("p", page.description)])) for page in pages)
    yield Page(leaf.here, "Registers", tag("ul", join(rows), class_="qanun-contents"), (), "All registers")
    yield from pages


def _page(edition: Edition, register: Register) -> Page:
    leaf = Leaf(edition, f"{REGISTERS}/{register.name}.html")
    groups: dict[str, Group] = {}
    for title_of, cells in register.rows(leaf):
        group = groups.setdefault(title_of, Group(at.slug(title_of), title_of))
        group.rows.append(Line(cells))
    shown = list(groups.values())
    return table_page(leaf, register.title, register.intro, register.heads, shown, register.above(leaf))


def _facts(leaf: Leaf) -> Rows:
    edition = leaf.edition
    for one in edition.of_kind("fact"):
        fact = edition.program.facts[one.name]
        judge = "" if fact.judged_by is None else _bodies(leaf, fact.judged_by)
        asked = join((leaf.question(name) for name in edition.relations.matters_to.get(one.name, ())), "; ")
        yield law_of(leaf, one), (leaf.name(one.name), type_said(fact.type), judge, asked)


def _terms_of_art(leaf: Leaf) -> Rows:
    for one in leaf.edition.of_kind("define", "party", "act", "one_of", "record", "parameter", "table"):
        item = one.item
        said = leaf.english.item(item) if isinstance(item, tree.Item) else None
        yield (
            law_of(leaf, one),
            (leaf.name(one.name), KINDS.get(one.kind, one.kind), said or "", where(leaf, one)),
        )


def _bodies(leaf: Leaf, names: Iterable[str]) -> Html:
    programs = leaf.edition.program
    return join((_body(leaf, name, programs.authorities.get(name, name)) for name in names), " or ") or Html(
        "nobody named"
    )


def _body(leaf: Leaf, name: str, words: str) -> Html:
    found = next(
        (one for one in leaf.edition.of_kind("authority") if one.short == name or one.name == name), None
    )
    return leaf.name(found.name) if found is not None else tag("span", words)


def _offences(leaf: Leaf) -> Rows:
    for one in leaf.edition.declarations.values():
        clauses = clauses_of(one.item)
        if clauses is not None and clauses.punishable is not None:
            said = leaf.english.penalties(clauses.punishable)
            yield law_of(leaf, one), (leaf.name(one.name), said, where(leaf, one))


def _left_open(leaf: Leaf) -> Rows:
    """What fills each value that a law leaves to another: its law, and on which days."""
    for one in leaf.edition.of_kind("rule"):
        item = one.item
        if not isinstance(item, tree.Rule) or item.left_to is None:
            continue
        bodies = join((leaf.phrases.named(name) for name in item.left_to.names), " or ") or "nobody named"
        grounds = leaf.edition.compiled.typed.resolved.grounds_of.get(one, ())
        fills = join((join([leaf.name(fill.name), ", ", where(leaf, fill)]) for fill in grounds), "; ")
        yield law_of(leaf, one), (leaf.name(one.name), bodies, fills or "nothing yet", where(leaf, one))


def _collisions(leaf: Leaf) -> Rows:
    resolved = leaf.edition.compiled.typed.resolved
    for page in leaf.edition.compiled.pages:
        for item in page.items:
            if not isinstance(item, tree.Collision | tree.Priority):
                continue
            if isinstance(item, tree.Collision):
                left, right = leaf.phrases.named(item.left), _side(leaf, item.right, page.document.module)
                settled = item.label or "nothing says which of them prevails"
            else:
                left = leaf.phrases.named(item.winner)
                right = join((leaf.phrases.named(name) for name in item.losers), ", ")
                settled = "the first goes before the second"
            when = leaf.phrases.condition(item.when) if item.when is not None else Html("")
            anchors = [provision.anchor for provision in item.block.provisions]
            cited = join((leaf.anchor(anchor) for anchor in anchors), ", ")
            if resolved is not None:
                yield (
                    leaf.edition.program.laws[page.document.module].title,
                    (left, right, settled, when, cited),
                )


def _side(leaf: Leaf, side: "tree.Name | str", module: str) -> Html:
    if isinstance(side, str):
        return leaf.anchor(leaf.edition.compiled.typed.resolved.anchor(side, module))
    return leaf.phrases.named(side)


def _open_texture(leaf: Leaf) -> Rows:
    edition = leaf.edition
    for one in edition.of_kind("fact"):
        judges = edition.program.facts[one.name].judged_by
        if judges is not None:
            used = leaf.names(edition.relations.used_by.get(one.name, ()))
            yield law_of(leaf, one), (leaf.name(one.name), _bodies(leaf, judges), used)


def _exceptions(leaf: Leaf) -> Rows:
    for one in leaf.edition.of_kind("exception"):
        to = leaf.names(leaf.edition.relations.exception_to.get(one.name, ()))
        yield law_of(leaf, one), (leaf.name(one.name), to, where(leaf, one))


def _sources(leaf: Leaf) -> Rows:
    for document in leaf.edition.documents.values():
        yield document.title, ("law", document.front_matter.source)
        for note in document.footnotes:
            yield document.title, (note.label, note.text)


def _coverage(leaf: Leaf) -> Rows:
    """Each provision with the rules that state it and the number of worked cases that rest on it."""
    relations = leaf.edition.relations
    reasons = {
        provision.anchor: item.reason
        for page in leaf.edition.compiled.pages
        for item in page.items
        if isinstance(item, tree.NotEncoded)
        for provision in item.block.provisions
    }
    for document in leaf.edition.documents.values():
        for provision in document.provisions:
            named = [
                name
                for name in relations.stating.get(provision.anchor, ())
                if name in leaf.edition.declarations
            ]
            rules: object = leaf.names(named)
            if not named:
                reason = reasons.get(provision.anchor)
                rules = f"not encoded: {reason}" if reason else "stated with the text around it"
            cases = len(relations.case_of.get(provision.anchor, ()))
            yield document.title, (leaf.anchor(provision.anchor), rules, str(cases) if cases else "")


def _readings(worked: Mapping[tree.Scenario, Worked]) -> Register:
    return Register(
        "readings",
        "Readings",
        "Where the text can be read in several ways. The first is taken unless another is chosen.",
        ("Reading", "Ways to read it", "What it changes", "In a case"),
        lambda leaf: readings(leaf, worked),
    )


FOR_READERS = (
    Register(
        "duties",
        "Who must, may and must not do what",
        "Each party and each body, and the norms that bind or empower it.",
        HEADS,
        duties,
    ),
    Register(
        "deadlines",
        "Terms and deadlines",
        "Every term: how long it is, and from when it runs.",
        ("Norm", "Length", "How", "From or until", "Where"),
        deadlines,
        timeline,
    ),
    Register(
        "offences",
        "Offences and penalties",
        "What is punished, and the range of each penalty.",
        ("Offence", "Penalty", "Where"),
        _offences,
    ),
    Register(
        "exceptions",
        "Exceptions",
        "What carves out of what, within a law and across laws.",
        ("Exception", "To", "Where"),
        _exceptions,
    ),
    Register(
        "silences",
        "Silences: what is not answered",
        "Where the law gives no answer, what stays open then, and whether the source says so.",
        ("Silence", "When", "What it changes", "Cases"),
        silences,
    ),
)
FOR_DRAFTERS = (
    Register(
        "discretion",
        "Discretion",
        "Every power: whose it is, what the body weighs, and what records that it was used.",
        ("Power", "Of", "Towards", "What is weighed", "Used where there is", "Where"),
        discretion,
    ),
    Register(
        "authorities",
        "Authorities",
        "What each body must, may and must not do, and what it judges.",
        ("How", "What", "Law", "Where"),
        authorities,
    ),
    Register(
        "parties",
        "Parties",
        "Whom the norms bind, and what each must, may and must not do.",
        ("How", "What", "Law", "Where"),
        parties,
    ),
    Register(
        "terms",
        "Glossary",
        "The words that the law defines: definitions, parties, acts, types, figures.",
        ("Term", "What it is", "Meaning", "Where"),
        _terms_of_art,
    ),
    Register(
        "facts",
        "Facts",
        "What a case can hold, of what kind it is, who judges it, and where it can matter.",
        ("Fact", "Kind", "Judged by", "Can matter to"),
        _facts,
    ),
    Register(
        "open-texture",
        "Open texture",
        "What no rule can decide: findings that a body has to make.",
        ("Finding", "Judged by", "Used by"),
        _open_texture,
    ),
    Register(
        "left-open",
        "Left to other laws",
        "What a law leaves to another to lay down, whose law that is, and what fills it.",
        ("Value", "Left to", "Filled by", "Where"),
        _left_open,
    ),
    Register(
        "collisions",
        "Collisions and priorities",
        "Norms that pull apart, and which of them goes before the other.",
        ("One", "Other", "What follows", "When", "Where"),
        _collisions,
    ),
    Register(
        "sources",
        "Sources and notes",
        "Where each law and each of its provisions comes from.",
        ("Note", "Source"),
        _sources,
    ),
    Register(
        "coverage",
        "Coverage",
        "Every provision, the rules that state it, and how many worked cases rest on it.",
        ("Provision", "Rules", "Cases"),
        _coverage,
    ),
)
