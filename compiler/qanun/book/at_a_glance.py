"""The card at the head of an article: who must, may or must not do what, unless what, and where to ask."""

from collections.abc import Iterable, Iterator

from qanun.book import places as at
from qanun.book.edition import Leaf
from qanun.book.english import capital
from qanun.book.page import Html, join, tag
from qanun.book.phrases import called, is_predicate
from qanun.resolved.model import Declaration
from qanun.syntax import tree

VERBS = {
    "obligation": "must",
    "prohibition": "must not",
    "permission": "may",
    "right": "has the right to",
    "power": "may decide to",
    "offence": "commits the offence of",
    "status": "counts as",
}
"""How a norm of each kind follows the words for whom it binds."""
UNNAMED = {
    "obligation": "Must",
    "prohibition": "Must not",
    "permission": "May",
    "right": "There is a right to",
    "power": "May",
    "offence": "It is an offence:",
    "status": "Status:",
}
"""How a norm of each kind is said where the law does not name whom it binds."""


def card(leaf: Leaf, items: Iterable[tree.AnyItem]) -> Html:
    """The norms of an article at a glance; nothing where it has none."""
    by_item = leaf.edition.relations.by_item
    norms = [(item, by_item[item]) for item in items if isinstance(item, tree.Norm) and item in by_item]
    shown = join(_norm(leaf, item, one) for item, one in norms)
    return tag("section", shown, class_="qanun-glance", aria_label="At a glance") if norms else Html("")


def _norm(leaf: Leaf, item: tree.Norm, one: Declaration) -> Html:
    """One norm: its sentence in bold, and below it what else is to be known."""
    clauses = item.clauses
    acting = clauses.by if item.kind == "power" and clauses.by is not None else clauses.on or clauses.by
    label = leaf.link(f"{leaf.here}#{at.rule_id(one.name)}", called(one))
    says = "" if item.kind == "status" and is_predicate(called(one)) else VERBS[item.kind]
    who = capital(_bodies(leaf, acting)) if acting is not None and acting.names else ""
    head = [tag("b", who), f" {says} "] if who else [tag("b", UNNAMED[item.kind] if says else "It"), " "]
    said = tag("p", join([*head, label]), class_="qanun-glance-norm")
    rows = join(join([tag("dt", key), tag("dd", value)]) for key, value in _rows(leaf, item, one))
    return join([said, tag("dl", rows) if rows else ""])


def _rows(leaf: Leaf, item: tree.Norm, one: Declaration) -> Iterator[tuple[str, Html]]:
    clauses, relations = item.clauses, leaf.edition.relations
    if clauses.on is not None and clauses.by is not None:
        said = ("About", clauses.on) if item.kind == "power" else ("Who decides", clauses.by)
        yield said[0], _bodies(leaf, said[1]) or Html("the law does not say")
    if item.kind == "offence" and clauses.by is None:
        yield "Who decides", Html("the law does not say")
    if term := leaf.english.term(clauses):
        yield "By when", term
    for clause in clauses.written:
        if isinstance(clause, tree.Punishable):
            yield "Penalty", leaf.english.penalties(clause.penalties)
    against = [leaf.name(name) for name in relations.excepted_by.get(one.name, ())]
    against += [_prevailing(leaf, name) for name in relations.yields_to.get(one.name, ())]
    if against:
        yield "Unless", join(against, "; ")
    silences = relations.silenced_by.get(one.name, ())
    if silences:
        yield "Not said", leaf.names(silences)
    asked = relations.asked_in.get(one.name, ())
    if asked:
        yield "Ask this", join((leaf.question(name) for name in asked), "; ")


def _prevailing(leaf: Leaf, name: str) -> Html:
    """A norm that goes before, with the word that tells it from one of the same act."""
    declared = leaf.edition.declarations.get(name)
    verb = UNNAMED.get(declared.kind) if declared is not None else None
    return join([f"{verb[0].lower()}{verb[1:]} " if verb else "", leaf.name(name)])


def _bodies(leaf: Leaf, bodies: tree.Bodies) -> Html:
    return join((leaf.phrases.named(name) for name in bodies.names), " or ")
