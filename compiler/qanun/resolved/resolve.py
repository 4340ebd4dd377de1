"""The pass: what each name means, over all pages; what hangs on what; circles."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

from attrs import define, evolve, field

from qanun.diagnostics.grouped import grouped, unique
from qanun.diagnostics.model import Diagnostic, Outcome, Severity
from qanun.document.anchors import latest
from qanun.resolved import kinds
from qanun.resolved.cycles import report_cycles
from qanun.resolved.declare import Placed, Table, declare, declare_ground
from qanun.resolved.lookup import Lookup
from qanun.resolved.model import Declaration, Local, Meaning, Resolved
from qanun.resolved.names import EXCEPTABLE, RULES, hangs_on, names_of
from qanun.resolved.things import Things, about_of
from qanun.resolved.titles import report_titles
from qanun.resolved.towers import report_towers
from qanun.resolved.unused import report_unused
from qanun.resolved.versions import own_days
from qanun.syntax import tree
from qanun.text import Span, Text

V = TypeVar("V")


def resolve(pages: Sequence[tree.Page], laws: Mapping[str, tree.Page] | None = None) -> Outcome[Resolved]:
    """Tie every name to what it means. A mistaken name is reported and has no meaning; all others stand.

    `laws` has the page of every law where these pages are not all, for who looks for a name that was meant.
    """
    pass_ = _Pass(declare(pages, laws))
    pass_.grounds()
    pass_.exceptions()
    pass_.heads()
    resolved = pass_.rest(tuple(pages))
    circles, caught = report_cycles(resolved)
    towers, too_high = report_towers(resolved, caught)
    resolved.broken.update(caught | too_high)
    found = [*grouped(unique(pass_.table.diagnostics), _same_name), *circles, *towers]
    found += report_titles(pass_.table.modules.values())
    found = without(found, pass_.table.partial)
    sure = not any(one.is_error for one in found) and not any(page.left_out for page in pages)
    if sure:
        found += report_unused(pass_.table, resolved.meaning, pass_.things.heads.values())
    return Outcome(evolve(resolved, sure=sure), tuple(in_page_order(found, pages)))


def without(found: list[Diagnostic], items: Collection[tree.AnyItem]) -> list[Diagnostic]:
    """What is said outside of some entries: of those a mistake was told, or is told elsewhere."""
    hushed: dict[Text, list[Span]] = {}
    for item in items:
        hushed.setdefault(item.span.text, []).append(item.span)
    return [
        one
        for one in found
        if not any(
            span.start <= one.span.start and one.span.end <= span.end
            for span in hushed.get(one.span.text, ())
        )
    ]


def _same_name(found: Diagnostic) -> object:
    """The mistaken name, by which its places on one page are told together; None for other mistakes."""
    if found.kind in (kinds.UNKNOWN_NAME, kinds.OTHER_LAW, kinds.NO_MEMBER):
        return found.values.get("owner"), found.values["name"]
    return None


def in_page_order(found: Sequence[Diagnostic], pages: Sequence[tree.Page]) -> list[Diagnostic]:
    """Diagnostics by page and place, errors before warnings at one place."""
    texts = (text for page in pages for text in page.document.texts)
    rank = {id(text): index for index, text in enumerate(texts)}
    return sorted(
        found,
        key=lambda one: (
            rank.get(id(one.span.text), len(rank)),
            one.span.start,
            one.kind.severity is not Severity.ERROR,
            one.kind.code,
        ),
    )


@define(eq=False)
class _Pass:
    """The tables while they are filled."""

    table: Table
    meaning: dict[tree.Name, Meaning] = field(factory=dict)
    unresolved: set[tree.Name] = field(factory=set)
    grounds_of: dict[Declaration, list[Declaration]] = field(factory=dict)
    exceptions_to: dict[Declaration, list[Declaration]] = field(factory=dict)
    things: Things = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.things = Things(self.meaning)

    def _lookup(self, placed: Placed) -> Lookup:
        return Lookup(self.table, placed, self.meaning, self.unresolved)

    def _settle(self, placed: Placed, lookup: Lookup) -> None:
        declaration = self.table.by_node.get(placed.item)
        if (lookup.hurt or placed.item in self.table.partial) and declaration is not None:
            self.table.broken.add(declaration)

    def grounds(self) -> None:
        """Enter each ground below the rule that it names."""
        found: list[tuple[Placed, tree.Ground, Declaration | None, Lookup]] = []
        for placed in self.table.placed:
            if isinstance(placed.item, tree.Ground):
                lookup = self._lookup(placed)
                fills = placed.item.filled_by is not None
                wanted = ({"rule"}, "a rule that is left open") if fills else (RULES, "a rule or norm")
                rule = lookup.refer(placed.item.of, *wanted)
                found.append((placed, placed.item, rule, lookup))
        dated = Counter((rule, str(item.name)) for _, item, rule, _ in found if own_days(item) is not None)
        for placed, item, rule, lookup in found:
            if rule is not None:
                several = dated[rule, str(item.name)] > 1
                made = declare_ground(self.table, placed, item, rule, several)
                self.grounds_of.setdefault(rule, []).append(made)
            self._settle(placed, lookup)

    def exceptions(self) -> None:
        """Hang each exception on what it carves out of; its letter is a name below that."""
        for placed in self.table.placed:
            item = placed.item
            if not isinstance(item, tree.Exception_):
                continue
            lookup = self._lookup(placed)
            made = self.table.by_node[item]
            for name in item.to:
                target = lookup.refer(name, EXCEPTABLE, "a rule or norm, a ground, a bullet or an exception")
                if target is None or made in self.exceptions_to.get(target, ()):
                    continue
                self.exceptions_to.setdefault(target, []).append(made)
                if item.letter is not None:
                    named = self.table.head_of.get(made, made)
                    self.table.alias(target, item.letter, named, placed.article)
            self._settle(placed, lookup)

    def heads(self) -> None:
        """What each rule is about; and what a silence, a priority or a collision is on."""
        for placed in self.table.placed:
            item = placed.item
            headed = isinstance(item, tree.Norm) or about_of(item) is not None
            if headed or isinstance(item, tree.Silence | tree.Priority | tree.Collision):
                lookup = self._lookup(placed)
                if headed:
                    self.things.read(self.table.by_node[item], lookup)
                hangs_on(item, lookup)
                self._settle(placed, lookup)
        for head, (first, *_) in self.table.versions.items():
            if first in self.things.heads:
                self.things.heads[head] = self.things.heads[first]
            if first in self.things.acts:
                self.things.acts[head] = self.things.acts[first]

    def rest(self, pages: tuple[tree.Page, ...]) -> Resolved:
        """Look up all other names and close the tables."""
        anchors = {one.anchor: one for page in pages for one in page.document.provisions}
        anchors |= {short: anchors[one] for short, one in latest(anchors).items()}
        silences: dict[Declaration, list[Declaration]] = {}
        priorities: dict[Declaration, list[tree.Priority]] = {}
        collisions: dict[Declaration, list[tree.Collision]] = {}
        for placed in self.table.placed:
            lookup = self._lookup(placed)
            scope = self.things.in_scope(placed.item, self.table)
            if scope is not None:
                lookup.scope = scope
                names_of(placed.item, lookup, anchors)
            self._settle(placed, lookup)
            item = placed.item
            if isinstance(item, tree.Silence):
                self._hang(silences, item.on, self.table.by_node[item])
            elif isinstance(item, tree.Priority):
                for loser in item.losers:
                    self._hang(priorities, loser, item)
            elif isinstance(item, tree.Collision):
                for side in (item.left, item.right):
                    self._hang(collisions, side if isinstance(side, tree.Name) else None, item)
        self._pass_on(self.grounds_of, self.exceptions_to, silences)
        self._pass_on(priorities)
        return Resolved(
            pages=pages,
            declarations=self.table.declarations,
            bare=self.table.bare,
            laws=self.table.modules,
            by_node=self.table.by_node,
            meaning=self.meaning,
            unresolved=self.unresolved,
            anchors=anchors,
            grounds_of=_closed(self.grounds_of),
            limbs_of=_closed(self.table.limbs),
            exceptions_to=_closed(self.exceptions_to),
            silences_on=_closed(silences),
            priorities_over=_closed(priorities),
            collisions_of=_closed(collisions),
            about=self._about(),
            acts=self.things.acts,
            versions=_closed(self.table.versions),
            head_of=self.table.head_of,
            broken=self.table.broken,
            unread=frozenset(self.table.unread),
        )

    def _about(self) -> dict[Declaration, Local]:
        found = {one: self.things.of(one) for one in self.table.by_node.values()} if self.things.heads else {}
        return {one: thing for one, thing in found.items() if thing is not None}

    def _pass_on(self, *tables: dict[Declaration, list[V]]) -> None:
        """What hangs on a rule hangs on each of its versions; with one of them broken, the rule is."""
        for head, versions in self.table.versions.items():
            for table in tables:
                table.update({version: table[head] for version in versions if head in table})
            if not self.table.broken.isdisjoint(versions):
                self.table.broken.add(head)

    def _hang(self, on: dict[Declaration, list[V]], name: tree.Name | None, what: V) -> None:
        meant = self.meaning.get(name) if name is not None else None
        if meant is not None and isinstance(meant.target, Declaration):
            on.setdefault(meant.target, []).append(what)


def _closed(table: dict[Declaration, list[V]]) -> dict[Declaration, tuple[V, ...]]:
    return {key: tuple(values) for key, values in table.items()}
