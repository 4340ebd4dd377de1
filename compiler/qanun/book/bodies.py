"""The registers of bodies and parties: what each must, may and must not do, and what it weighs."""

from collections.abc import Iterator, Sequence

from qanun.book.edition import Leaf
from qanun.book.page import Html, join
from qanun.book.phrases import called
from qanun.resolved.model import Declaration
from qanun.resolved.walk import clauses_of
from qanun.syntax import tree

Rows = Iterator[tuple[str, Sequence[object]]]
"""The group (a law's title) and the cells of each row."""


def law_of(leaf: Leaf, one: Declaration) -> str:
    return leaf.edition.program.laws[one.module].title


def where(leaf: Leaf, one: Declaration) -> Html:
    """The provisions that a declaration states."""
    subject = leaf.edition.program.subjects.get(one.name)
    definition = leaf.edition.program.definitions.get(one.name)
    found = (
        subject.provisions if subject is not None else definition.provisions if definition is not None else ()
    )
    item = one.item if isinstance(one.item, tree.Item) else None
    anchors = found or (tuple(p.anchor for p in item.block.provisions) if item is not None else ())
    return join((leaf.anchor(anchor) for anchor in anchors), ", ")


def norms_by(
    leaf: Leaf, kinds: Sequence[type[tree.On | tree.By | tree.Towards]]
) -> Iterator[tuple[Declaration, Declaration]]:
    """Bodies and parties, each with the norms whose clauses of these kinds name it."""
    resolved = leaf.edition.compiled.typed.resolved
    for one in leaf.edition.declarations.values():
        if not one.is_norm:
            continue
        clauses = clauses_of(one.item)
        for key in kinds:
            clause = clauses.one(key) if clauses is not None else None
            for target in resolved.targets(clause.bodies.names) if clause is not None else ():
                yield target, one


def authorities(leaf: Leaf) -> Rows:
    """What each body must, may and must not do, and what it judges."""
    edition = leaf.edition
    acting: dict[Declaration, list[Declaration]] = {}
    for target, norm in norms_by(leaf, (tree.By, tree.On)):
        acting.setdefault(target, []).append(norm)
    for body in edition.of_kind("authority"):
        for norm in acting.get(body, ()):
            yield (
                called(body),
                (_modal(norm), leaf.name(norm.name), _law_link(leaf, norm), where(leaf, norm)),
            )
        for fact in edition.of_kind("fact"):
            if body.short in (edition.program.facts[fact.name].judged_by or ()):
                yield (
                    called(body),
                    ("judges", leaf.name(fact.name), _law_link(leaf, fact), where(leaf, fact)),
                )
        if body not in acting:
            yield called(body), ("", leaf.name(body.name, "is named"), _law_link(leaf, body), "")


_MODAL = {
    "obligation": "must",
    "prohibition": "must not",
    "permission": "may",
    "right": "has the right to",
    "power": "may, at its discretion",
    "offence": "is punished for",
    "status": "counts as",
}


def _modal(norm: Declaration) -> str:
    return _MODAL[norm.kind]


def _law_link(leaf: Leaf, one: Declaration) -> Html:
    return leaf.law(one.module)


def parties(leaf: Leaf) -> Rows:
    bearing: dict[Declaration, list[Declaration]] = {}
    for target, norm in norms_by(leaf, (tree.On, tree.Towards)):
        if target.kind == "party":
            bearing.setdefault(target, []).append(norm)
    for party in leaf.edition.of_kind("party"):
        for norm in bearing.get(party, ()):
            yield (
                called(party),
                (_modal(norm), leaf.name(norm.name), _law_link(leaf, norm), where(leaf, norm)),
            )


def discretion(leaf: Leaf) -> Rows:
    """Each power, whose it is and towards whom, what is weighed, and what records that it was used."""
    for one in leaf.edition.of_kind("power"):
        clauses = clauses_of(one.item)
        assert clauses is not None
        weighed = (
            leaf.phrases.named(each.finding) if each.finding is not None else each.label or ""
            for each in clauses.weighing
        )
        recorded = clauses.one(tree.ExercisedBy)
        yield (
            law_of(leaf, one),
            (
                leaf.name(one.name),
                _called(leaf, clauses.by),
                _called(leaf, clauses.towards),
                join(weighed, "; "),
                leaf.phrases.named(recorded.name) if recorded is not None else "",
                where(leaf, one),
            ),
        )


def _called(leaf: Leaf, bodies: tree.Bodies | None) -> Html:
    return join((leaf.phrases.named(name) for name in bodies.names), " or ") if bodies is not None else Html()
