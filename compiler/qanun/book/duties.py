"""Who must, may and must not do what: a row for each party and body, a column for each kind of norm."""

from collections.abc import Iterator

from qanun.book.bodies import Rows, norms_by
from qanun.book.edition import Leaf
from qanun.book.page import Html, join, tag
from qanun.book.phrases import called
from qanun.resolved.model import Declaration
from qanun.syntax import tree

COLUMNS = {
    "Must": ("obligation",),
    "Must not": ("prohibition", "offence"),
    "May": ("permission", "right"),
    "May decide to": ("power",),
    "Counts as": ("status",),
}
FEW = 4
"""So many norms of a cell are shown before the others are asked for."""
HEADS = ("Who", *COLUMNS, "Judges whether")


def duties(leaf: Leaf) -> Rows:
    """Parties first, then bodies; who is bound by nothing has no row."""
    for group, kind, clauses in (
        ("People and organisations", "party", (tree.On,)),
        ("Bodies", "authority", (tree.By, tree.On)),
    ):
        bearing: dict[Declaration, list[Declaration]] = {}
        for target, norm in norms_by(leaf, clauses):
            if target.kind == kind and norm not in bearing.setdefault(target, []):
                bearing[target].append(norm)
        for one in leaf.edition.of_kind(kind):
            norms, judged = bearing.get(one, []), list(_judged(leaf, one))
            if norms or judged:
                cells = (_cell(leaf, [n for n in norms if n.kind in kinds]) for kinds in COLUMNS.values())
                yield group, (leaf.name(one.name), *cells, _cell(leaf, judged))


def _judged(leaf: Leaf, body: Declaration) -> Iterator[Declaration]:
    """The facts that a body judges."""
    for fact in leaf.edition.of_kind("fact"):
        if body.short in (leaf.edition.program.facts[fact.name].judged_by or ()):
            yield fact


def _cell(leaf: Leaf, norms: list[Declaration]) -> Html:
    """The norms of a cell; of many the first ones, and the others to be unfolded."""
    rows = [tag("li", leaf.name(one.name, called(one))) for one in norms]
    if len(rows) <= FEW + 1:
        return tag("ul", join(rows)) if rows else Html("")
    more = tag("summary", f"{len(rows) - FEW} more")
    return join([tag("ul", join(rows[:FEW])), tag("details", join([more, tag("ul", join(rows[FEW:]))]))])
