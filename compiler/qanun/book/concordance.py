"""The concordance as pages: for each row of the source, where it is stated in the law."""

import re
import tomllib
from collections.abc import Iterator, Mapping

from qanun.book import places as at
from qanun.book.edition import Edition, Leaf
from qanun.book.page import Html, Page, escape, join, tag
from qanun.book.tables import Group, Line, table_page
from qanun.syntax import tree

GROUPS = {
    "N": ("Norms", "Each norm of the source, in our own words, and where it is stated."),
    "X": ("Interactions", "How norms meet: exceptions, priorities, collisions, chains."),
    "A": ("Readings", "Where the words allow more than one meaning."),
    "D": ("Decisions", "The questions that the law is asked."),
    "G": ("Silences found while reading", "Where the source is quiet, and does not say so."),
    "S": ("Sentences", "The source, sentence by sentence."),
    "F": ("Notes", "The notes of the source."),
}

Row = Mapping[str, object]


def concordance_page(edition: Edition, written: str) -> Page:
    """The page of the file `concordance.toml`, whose head says its form; ValueError where it is no TOML."""
    rows: dict[str, Row] = tomllib.loads(written)
    leaf = Leaf(edition, at.CONCORDANCE)
    named = {
        f"{case.module}: {case.title}": leaf.case(item) for item, case in edition.relations.worked.items()
    } | dict(_claims(leaf))
    groups = [
        Group(
            f"group-{letter}",
            title,
            intro,
            [_row(leaf, id_, row, named) for id_, row in rows.items() if id_.startswith(letter)],
        )
        for letter, (title, intro) in GROUPS.items()
    ]
    heads = ("No.", "What", "Section", "Note", "Where it is stated")
    intro = "Where each norm, sentence and note of the report stands in the law."
    return table_page(
        leaf, "Concordance with the report", intro, heads, [group for group in groups if group.rows]
    )


def _claims(leaf: Leaf) -> Iterator[tuple[str, Html]]:
    """A link to where each claim stands, by its law and its title."""
    for page in leaf.edition.compiled.pages:
        for item in page.items:
            if isinstance(item, tree.Claim):
                home = at.article_path(page.document, item.block.article)
                place = f"{home}#claims" if item.block.article is not None else home
                yield f"{page.document.module}: {item.title}", leaf.link(place, item.title)


def _row(leaf: Leaf, id_: str, row: Row, named: Mapping[str, Html]) -> Line:
    places = [_place(leaf, str(place), named) for place in _texts(row.get("at"))]
    places += [tag("a", norm, href=f"#row-{norm}") for norm in _texts(row.get("norms"))]
    where = join(places, "; ")
    reason = row.get("reason")
    if reason:
        where = join([where, "; " if where else "", str(reason)])
    cells = [
        tag("a", id_, href=f"#row-{id_}"),
        str(row.get("title", "")),
        str(row.get("section", "")),
        str(row.get("note", "")).replace("none", ""),
        where,
    ]
    return Line(cells, f"row-{id_}")


def _texts(found: object) -> Iterator[str]:
    if isinstance(found, list):
        yield from (str(one) for one in found)


def _place(leaf: Leaf, place: str, named: Mapping[str, Html]) -> Html:
    """One place: a provision, a name, two names with a word between them, a case or a claim, a footnote."""
    edition = leaf.edition
    if place in edition.places.anchors:
        return leaf.anchor(place)
    if place in edition.places.names:
        return leaf.name(place)
    if place in named:
        return named[place]
    note = re.fullmatch(r"(\w+)\[\^([^\]]+)\]", place)
    if note is not None and note[1] in edition.documents:
        return join([leaf.law(note[1]), f", note {note[2]}"])
    for word in (" over ", " with "):
        one, found, other = place.partition(word)
        if found and " " not in one:
            return join([_place(leaf, one, named), word, _place(leaf, other, named)])
    return escape(place)
