"""What stands on the pages of the law about one thing: a rule with badges and relations, a law's facts."""

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never
from urllib.parse import urlsplit

from qanun.book import decision_table, diagrams
from qanun.book import places as at
from qanun.book import proved as proofs
from qanun.book.edition import KINDS, Leaf
from qanun.book.page import Html, join, tag
from qanun.book.phrases import called
from qanun.document.model import Article, Document, InForce, Provision
from qanun.resolved.model import Declaration
from qanun.resolved.walk import clauses_of
from qanun.runtime import citing
from qanun.runtime.values.show import show
from qanun.syntax import tree

FEW = 4
"""As many links are shown in a row; more of them behind a word to open."""

SMALL = (tree.Authority, tree.Party, tree.Act, tree.Fact, tree.Always, tree.OneOf, tree.Record)


def is_small(item: tree.AnyItem) -> bool:
    """Whether an entry declares a word rather than a rule: several such stand together."""
    return isinstance(item, SMALL)


_STATED = (
    tree.Norm,
    tree.Rule,
    tree.Ground,
    tree.Exception_,
    tree.Options,
    tree.Parameter,
    tree.Table,
    tree.NotEncoded,
)


def rank(items: Sequence[tree.AnyItem]) -> int:
    """The order of entries beside a text: what it says, what is said of that, words declared for it."""
    return 2 if is_small(items[0]) else int(not isinstance(items[0], _STATED))


def rule(leaf: Leaf, items: Sequence[tree.AnyItem]) -> Html:
    """Entries in plain English, in their own words, with what they are and how they lean on others."""
    declared = _declarations(leaf, items)
    told = [leaf.english.item(item) for item in items if not is_small(item)]
    said = join(words for words in told if words is not None) or _declared(declared)
    return tag("section", join([head(leaf, items), english(said), foot(leaf, items)]), class_="qanun-rule")


def english(said: Html) -> Html:
    """Sentences of plain English, if there are any."""
    return tag("div", said, class_="qanun-english") if said else Html("")


def _declarations(leaf: Leaf, items: Sequence[tree.AnyItem]) -> list[Declaration]:
    by_item = leaf.edition.relations.by_item
    return [by_item[item] for item in items if item in by_item]


def head(leaf: Leaf, items: Sequence[tree.AnyItem]) -> Html:
    """Where links to entries lead, and what one that stands alone is."""
    declared = _declarations(leaf, items)
    anchors = join(tag("span", "", id=at.rule_id(one.name), class_="qanun-here") for one in declared)
    badges = _badges(leaf, items[0], declared[0] if declared else None) if len(items) == 1 else ""
    return join([anchors, badges])


def foot(leaf: Leaf, items: Sequence[tree.AnyItem]) -> Html:
    """Entries as they are written, their picture, and how they lean on others."""
    declared = _declarations(leaf, items)
    parts = [leaf.code(items)]
    rows = decision_table.rows_below(leaf, items)
    if rows:
        parts.append(decision_table.of_rows(leaf, rows))
        declared += rows
    if len(declared) == 1 and declared[0].kind in diagrams.DRAWN:
        drawn = diagrams.of_norm(leaf, declared[0])
        if drawn is not None:
            said = tag("summary", "How it is reached and defeated")
            parts.append(tag("details", join([said, drawn]), class_="qanun-plain", open="open"))
    parts.append(_links(leaf, items, declared))
    return join(parts)


def _declared(declared: Sequence[Declaration]) -> Html:
    """What small entries declare, kind by kind: `Fact: the person crossed the border; …`."""
    labels: dict[str, list[str]] = {}
    for one in declared:
        labels.setdefault(KINDS.get(one.kind, one.kind), []).append(called(one))
    return join(tag("p", f"{kind.capitalize()}: {'; '.join(named)}.") for kind, named in labels.items())


def _badges(leaf: Leaf, item: tree.AnyItem, one: Declaration | None) -> Html:
    """The kind of norm, its bearer, its authority, its term."""
    kind = KINDS.get(one.kind, one.kind) if one is not None else type(item).__name__.rstrip("_").casefold()
    badges = [tag("span", kind, class_=f"qanun-badge qanun-kind-{kind}")]
    if isinstance(item, tree.Rule) and item.left_to is not None:
        badges.append(_badge("left to", _bodies(leaf, item.left_to)))
    if isinstance(item, tree.Ground) and item.filled_by is not None:
        badges.append(_badge("filled by", _bodies(leaf, item.filled_by)))
    clauses = clauses_of(item)
    for clause in clauses.written if clauses is not None else ():
        badges += _clause_badges(leaf, clause)
    if one is not None:
        badges.append(_permalink(one))
    return tag("p", join(badges, " "), class_="qanun-badges")


def _clause_badges(leaf: Leaf, clause: tree.Clause) -> list[Html]:
    """What a clause says in two words; the others are said in sentences."""
    match clause:
        case tree.On(bodies=bodies) | tree.By(bodies=bodies) | tree.Towards(bodies=bodies):
            return [_badge(clause.WORD, _bodies(leaf, bodies))] if bodies.names else []
        case tree.OfAct(act=act):
            return [_badge("act", leaf.phrases.named(act))]
        case tree.Within(term=term):
            return [_badge("term", _length(leaf, term))]
        case (
            tree.When() | tree.Value() | tree.FirstRow() | tree.Otherwise() | tree.Until() | tree.Punishable()
        ):
            return []
        case tree.Determined(bodies=bodies):
            return [_badge("as determined by", _bodies(leaf, bodies))]
        case tree.Weighing() | tree.ExercisedBy() | tree.FulfilledBy() | tree.BreachedBy():
            return []
        case tree.AlsoStates() | tree.InForceClause():
            return []
        case never:
            assert_never(never)


def _badge(key: str, words: Html) -> Html:
    return tag("span", join([tag("span", f"{key} ", class_="qanun-key"), words]), class_="qanun-badge")


def _permalink(one: Declaration) -> Html:
    return tag(
        "a",
        "#",
        href=f"#{at.rule_id(one.name)}",
        class_="qanun-permalink",
        title=f"Link to {one.name}",
        aria_label=f"Link to {one.name}",
        data_anchor=one.name,
    )


def _bodies(leaf: Leaf, bodies: tree.Bodies) -> Html:
    named = join((leaf.phrases.named(name) for name in bodies.names), " or ")
    return named or Html("somebody whom the law does not name")


def _length(leaf: Leaf, term: tree.Term) -> Html:
    if term.duration is not None:
        return leaf.phrases.value(term.duration)
    return join([term.form, " …"])


def _links(leaf: Leaf, items: Sequence[tree.AnyItem], declared: Sequence[Declaration]) -> Html:
    """How the declarations lean on others, and the line of the statute file."""
    relations = leaf.edition.relations
    names = [one.name for one in declared]
    rows = [
        ("Excepted by", _of(relations.excepted_by, names)),
        ("Exception to", _of(relations.exception_to, names)),
        ("Goes before", _of(relations.prevails_over, names)),
        ("Yields to", _of(relations.yields_to, names)),
        ("Collides with", _of(relations.collides, names)),
        ("Silence", _of(relations.silenced_by, names)),
        ("Grounds", _of(relations.grounds, names)),
        ("Rests on", _of(relations.rests_on, names)),
        ("Used by", [name for name in _of(relations.used_by, names) if name not in names]),
    ]
    lines = [_line(words, [_named(leaf, name) for name in found]) for words, found in rows if found]
    asked = dict.fromkeys([*_of(relations.asked_in, names), *_of(relations.matters_to, names)])
    if asked:
        lines.append(_line("Asked in", [leaf.question(name) for name in asked]))
    cases = list(dict.fromkeys(case for name in names for case in relations.cases.get(name, ())))
    if cases:
        lines.append(_line("Tested by", [leaf.case(case) for case in cases]))
    proved = proofs.of_rules(leaf.edition, names)
    if proved:
        lines.append(_line("Proved", [leaf.link(proofs.PLACE, proved)]))
    text = items[0].span.text
    first, last = items[0].span.line, items[-1].span.line
    said = f"line {first}" if first == last else f"lines {first} to {last}"
    source = leaf.link(at.line_place(text, first), f"{at.file_name(text)}, {said}")
    lines.append(_line("Source", [source]))
    return tag("dl", join(lines), class_="qanun-relations")


def _of(table: dict[str, tuple[str, ...]], names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(found for name in names for found in table.get(name, ())))


def _named(leaf: Leaf, name: str) -> Html:
    return leaf.anchor(name) if "#" in name else leaf.name(name)


def _line(words: str, links: Sequence[Html]) -> Html:
    few = join(links[:FEW], "; ")
    if len(links) > FEW:
        rest = tag("details", join([tag("summary", f"{len(links) - FEW} more"), join(links[FEW:], "; ")]))
        few = join([few, rest])
    return join([tag("dt", words), tag("dd", few)])


# --- a law and its articles -------------------------------------------------------------------------------


def about(leaf: Leaf, document: Document) -> Html:
    """What a law is, and where the words come from."""
    front = document.front_matter
    rows = {
        "Jurisdiction": front.jurisdiction,
        "In force": days_said(front.in_force),
        "Source": front.source,
        "Official text": official_link(front.official_text) if front.official_text else "",
        "Time zone": front.time_zone,
        "Citations": citing.OWN if any("[" in one.number for one in document.provisions) else "",
    }
    cells = join(join([tag("dt", key), tag("dd", value)]) for key, value in rows.items() if value)
    files = join((leaf.link(at.source_path(one), at.file_name(one)) for one in document.texts), ", ")
    source = join(
        [tag("dt", "Statute file" if len(document.texts) == 1 else "Statute files"), tag("dd", files)]
    )
    return tag("dl", join([cells, source]), class_="qanun-about")


def official_link(address: str) -> Html:
    """A link to where an official text can be read, called by its host."""
    return tag("a", urlsplit(address).hostname, href=address, rel="external noopener noreferrer")


def where(leaf: Leaf, provisions: Sequence[Provision], sources: Sequence[str]) -> Html:
    """Where the official text of quoted provisions can be read; of those of which nobody knows, `sources`."""
    known: dict[str, list[str]] = {}
    for one in provisions:
        if one.official_text is not None and one.parent is None:
            known.setdefault(one.official_text, []).append(one.number)
    rows = [
        join(["Official text of ", ", ".join(numbers), ": ", official_link(address)])
        for address, numbers in known.items()
    ]
    if any(one.official_text is None for one in provisions):
        rows += [join(["Source: ", leaf.inventory(source)]) for source in sources]
    return join(tag("p", row, class_="qanun-where") for row in rows)


def standing(leaf: Leaf, document: Document, article: Article) -> Html:
    """The law of an article and the days on which it is in force, in a line."""
    days = article.in_force or document.front_matter.in_force
    law = leaf.law(document.module)
    line = leaf.link(at.line_place(document.text, article.span.line), "statute file")
    return join([law, " · in force: ", days_said(days), " · ", line])


def contents(leaf: Leaf, document: Document) -> Iterator[tuple[str, str, Html]]:
    """What is in a law: heading, id and content of each part of its page."""
    if document.articles:
        rows = []
        for article in document.articles:
            words = join([tag("b", article.name), " ", article.title])
            texts = [one.text for one in document.provisions if one.article is article]
            first = (
                f"{texts[0][:160].rsplit(' ', 1)[0]} …"
                if texts and len(texts[0]) > 160
                else "".join(texts[:1])
            )
            rows.append(
                tag("li", join([leaf.link(at.article_path(document, article), words), tag("p", first)]))
            )
        yield "Articles", "articles", tag("ul", join(rows), class_="qanun-contents")
    drawn = diagrams.of_law(leaf, document.module)
    if drawn is not None:
        yield "How it leans on itself and on other laws", "leaning", drawn
    asked = [q for q in leaf.edition.program.questions.values() if q.name.startswith(f"{document.module}.")]
    if asked:
        rows = [tag("li", leaf.question(q.name)) for q in asked]
        yield "Questions", "questions", tag("ul", join(rows), class_="qanun-questions")


def below_article(leaf: Leaf, items: Sequence[tree.AnyItem]) -> Iterator[tuple[str, str, Html]]:
    """What stands below the text of an article: questions, claims, worked cases."""
    relations = leaf.edition.relations
    asked = [relations.by_item[item].name for item in items if isinstance(item, tree.Question)]
    if asked:
        rows = join(tag("li", leaf.question(name)) for name in asked)
        yield "What can be asked", "asked", tag("ul", rows, class_="qanun-questions")
    claims = [item for item in items if isinstance(item, tree.Claim)]
    if claims:
        rows = join(
            tag("li", join([_sentence(item.title), leaf.code([item]), _found(leaf, item)])) for item in claims
        )
        yield "What is claimed in every case", "claims", tag("ul", rows, class_="qanun-claims")
    cases = [item for item in items if isinstance(item, tree.Scenario)]
    if cases:
        rows = join(tag("li", leaf.case(item)) for item in cases)
        listed = tag("ul", rows, class_="qanun-cases")
        said = tag("summary", "Cases, each answered and explained on a page of its own")
        content = tag("details", join([said, listed]), class_="qanun-plain")
        yield f"Worked cases ({len(cases)})", "cases", content


def _found(leaf: Leaf, claim: tree.Claim) -> Html:
    """What was found of a claim, where anything is known."""
    return proofs.of_claim(leaf, claim.span.text.path, claim.span.line)


def _sentence(words: str) -> Html:
    return tag("p", f"{words[:1].upper()}{words[1:]}.")


def days_said(days: InForce | None) -> str:
    """The days on which something is law, in words."""
    if days is None:
        return "not stated by the source"
    start, end = (show(day) if day else "" for day in (days.start, days.end))
    return " ".join(filter(None, [start and f"from {start}", end and f"until {end}"])) or "always"
