"""What rests on what. Each declaration is seen under several aspects, so that only a true circle is one.

* opens: its own conditions; of a rule or norm, that a ground of it applies;
* holds: an exception's own conditions after the exceptions to it, whatever it is an exception to;
* applies: whether it applies, after the exceptions that defeat it and whatever prevails over it, and where
  nothing is said its silences; of an exception, that what it carves out of is open too;
* state: its term and performance too;
* unsilenced: all of it; of rules and options, before their silences;
* whole: all of it.
"""

from collections.abc import Iterator
from typing import assert_never

from attrs import define, evolve, frozen

from qanun.resolved.model import Declaration, Resolved
from qanun.resolved.ranks import turned
from qanun.resolved.versions import expires
from qanun.resolved.walk import asked_name, clauses_of, every, inside
from qanun.syntax import tree
from qanun.text import Span

_ONE_VALUE = {"define", "parameter", "table", "rule", "options", "member", "party"}
_NO_PARTS = {"fact", "authority", "reading", "option", "act", "question", "one_of", "record"}


_ASPECTS: dict[type[tree.Clause], tuple[str, ...]] = {
    tree.On: ("opens", "whole"),
    tree.By: ("whole",),
    tree.Towards: ("opens",),
    tree.OfAct: (),
    tree.When: ("opens",),
    tree.Value: ("whole",),
    tree.FirstRow: (),  # the rows have the columns
    tree.Otherwise: ("whole",),
    tree.Within: ("state",),
    tree.Until: ("state",),
    tree.Punishable: ("whole",),
    tree.Weighing: (),  # what is weighed is told, never asked
    tree.ExercisedBy: ("whole",),
    tree.FulfilledBy: ("state",),
    tree.BreachedBy: ("state",),
    tree.Determined: ("opens",),
    tree.AlsoStates: (),
    tree.InForceClause: (),
}
"""The aspects that rest on what a clause names."""


@frozen
class Aspect:
    """One declaration under one aspect; `spared`: as if that never prevailed over it."""

    of: Declaration
    word: str
    spared: Declaration | None = None


@frozen
class Edge:
    """Something that is rested on, and where this is written. `soft`: only the answer's notes rest on it."""

    to: Aspect
    span: Span
    soft: bool = False


def aspect(declaration: Declaration, word: str) -> Aspect:
    """A declaration under an aspect, or under the nearest one that its kind has."""
    if declaration.kind in _NO_PARTS or (declaration.kind in _ONE_VALUE and word in ("applies", "state")):
        word = word if word == "opens" and declaration.kind == "fact" else "whole"
    if declaration.kind == "limb" and word in ("state", "unsilenced", "whole"):
        word = "applies"
    return Aspect(declaration, word)


def defeats(exception: Declaration) -> bool:
    """Whether an exception puts no clause in the place of another, so that its target does not apply."""
    clauses = clauses_of(exception.item)
    return clauses is not None and not any(isinstance(one, tree.Replaceable) for one in clauses.written)


@define(eq=False)
class Dependencies:
    """Answers what an aspect rests on."""

    resolved: Resolved

    def of(self, at: Aspect) -> list[Edge]:
        """What `at` rests on directly, in the order in which the page says it."""
        return list(self._edges(at))

    def _edges(self, at: Aspect) -> Iterator[Edge]:
        declaration, item = at.of, at.of.item
        if versions := self.resolved.versions.get(declaration):
            for version in versions:
                yield Edge(evolve(aspect(version, at.word), spared=at.spared), version.span)
            yield from self._collisions(declaration)
            return
        if at.word == "whole" and declaration in self.resolved.silences_on:
            yield from self._inward(declaration, "unsilenced", at.spared)
            yield from self._silences(declaration)
            return
        match item:
            case tree.Define(value=value) | tree.Party(who=value):
                yield from self.named(value)
            case tree.Parameter(values=parts) | tree.Table(bands=parts):
                for part in parts:
                    yield from self.named(part)
            case tree.Options(members=members):
                for member in members:
                    yield self._edge(self.resolved.by_node[member], "whole", member.span)
                yield from self._exceptions(declaration, at.word)
            case tree.Member():
                yield from self.named(item.when)
                yield from self.named(item.value)
                yield from self._exceptions(declaration, at.word)
            case tree.Bullet(value=value):
                yield from self.named(value)
                if at.word != "opens":
                    yield from self._exceptions(declaration, "applies")
            case tree.Silence():
                yield from self._silence(declaration, item, at.word)
            case tree.Rule() | tree.Norm() | tree.Ground() | tree.Exception_():
                yield from self._clauses(declaration, item.clauses, at)
            case tree.Authority() | tree.Act() | tree.Fact() | tree.OneOf() | tree.Option() | tree.Record():
                pass
            case tree.Reading() | tree.Question() | tree.NotEncoded():
                pass
            case tree.Situation() | tree.Background() | tree.Scenario() | tree.Cases() | tree.Claim():
                pass
            case tree.Always() | tree.Priority() | tree.Collision():  # no declarations: nothing rests on them
                pass
            case never:
                assert_never(never)

    def _edge(self, to: Declaration, word: str, span: Span, soft: bool = False) -> Edge:
        return Edge(aspect(to, word), span, soft)

    def _inward(
        self, declaration: Declaration, word: str, spared: Declaration | None = None
    ) -> Iterator[Edge]:
        yield Edge(Aspect(declaration, word, spared), declaration.span)

    def _silences(self, declaration: Declaration) -> Iterator[Edge]:
        """Where nothing is said, whether one of its silences answers."""
        for one in self.resolved.silences_on.get(declaration, ()):
            yield self._edge(one, "applies", one.span)

    def _silence(self, declaration: Declaration, item: tree.Silence, word: str) -> Iterator[Edge]:
        about = self.resolved.target(item.on)
        for edge in self.named(item.when):
            inside = edge.to.of is about and about is not None
            if inside and about is not None and about.kind == "fact":
                edge = Edge(Aspect(about, "opens"), edge.span)
            elif inside and about is not None and _asks_if_empty(item.when, edge.span):
                word_before = "unsilenced" if about.kind == "options" else "opens"
                edge = self._edge(about, word_before, edge.span)
            yield edge
        if word != "opens":
            yield from self._exceptions(declaration, word)
            if item.on is not None and about is not None and about.kind != "fact":
                yield self._edge(about, "opens", item.on.span)

    def _clauses(self, declaration: Declaration, clauses: tree.Clauses, at: Aspect) -> Iterator[Edge]:
        word = at.word
        if word == "opens":
            yield from self._opening(declaration, clauses)
            return
        is_exception = declaration.kind == "exception"
        if word == "holds" or declaration.kind == "rule" or (word == "applies" and not is_exception):
            yield from self._inward(declaration, "opens")
            yield from self._applying(declaration, at.spared)
            if declaration.kind != "rule":
                yield from self._silences(declaration)
        else:
            yield from self._inward(declaration, "holds" if is_exception else "applies", at.spared)
        if word == "applies" and is_exception:
            yield from self._carved(declaration)
        if word in ("holds", "applies"):
            return
        yield from self._of_clauses(clauses, "state")
        for one in self.resolved.exceptions_to.get(declaration, ()):
            inner = clauses_of(one.item)
            if word != "state" or (inner is not None and (inner.term or inner.until)):
                yield self._edge(one, "whole", one.span)
        for ground in self.resolved.grounds_of.get(declaration, ()):
            yield self._edge(ground, "state" if word == "state" else "whole", ground.span)
        if word != "state":
            yield from self._of_clauses(clauses, "whole")

    def _opening(self, declaration: Declaration, clauses: tree.Clauses) -> Iterator[Edge]:
        yield from self._of_clauses(clauses, "opens")
        for ground in self.resolved.grounds_of.get(declaration, ()):
            yield self._edge(ground, "applies", ground.span)
        for row in self.resolved.rows_above(declaration):  # whether they fit, and not what is above them
            above = clauses_of(row.item)
            if above is not None:
                yield from self._of_clauses(above, "opens")
            yield from self._exceptions(row, "applies")

    def _carved(self, declaration: Declaration) -> Iterator[Edge]:
        """An exception that is named as a condition bites only where what it carves out of is open."""
        seen = {declaration}
        ahead = [declaration]
        while ahead:
            item = ahead.pop().item
            for name in item.to if isinstance(item, tree.Exception_) else ():
                target = self.resolved.target(name)
                if target is not None:
                    yield self._edge(target, "opens", name.span)
                if target is not None and target not in seen:
                    seen.add(target)
                    ahead.append(target)

    def _applying(self, declaration: Declaration, spared: Declaration | None) -> Iterator[Edge]:
        for ground in self.resolved.grounds_of.get(declaration, ()):
            yield self._edge(ground, "applies", ground.span)
        yield from self._exceptions(declaration, "applies")
        for priority in self.resolved.priorities_over.get(declaration, ()):
            if spared is None or self.resolved.target(priority.winner) is not spared:
                yield from self._priority(priority, declaration)
        yield from self._collisions(declaration)

    def _collisions(self, declaration: Declaration) -> Iterator[Edge]:
        for collision in self.resolved.collisions_of.get(declaration, ()):
            for side in (collision.left, collision.right):
                other = self.resolved.target(side) if isinstance(side, tree.Name) else None
                if other is not None and other is not declaration:
                    yield self._edge(other, "applies", collision.span, soft=True)
            yield from self.named(collision.when)

    def _priority(self, priority: tree.Priority, loser: Declaration) -> Iterator[Edge]:
        winner = self.resolved.target(priority.winner)
        if winner is not None:
            is_turned = turned(priority, loser, self.resolved)
            spared = self.resolved.head_of.get(loser, loser) if is_turned else None
            yield Edge(evolve(aspect(winner, "applies"), spared=spared), priority.winner.span)
            clauses = clauses_of(winner.item)
            if clauses is not None and clauses.until is not None:
                yield Edge(evolve(aspect(winner, "state"), spared=spared), priority.winner.span)
        yield from self.named(priority.when)

    def _exceptions(self, declaration: Declaration, word: str) -> Iterator[Edge]:
        for one in self.resolved.exceptions_to.get(declaration, ()):
            if word != "applies":
                yield self._edge(one, "whole", one.span)
            elif defeats(one):
                yield self._edge(one, "holds", one.span)

    def _of_clauses(self, clauses: tree.Clauses, word: str) -> Iterator[Edge]:
        """What the clauses rest on that add to an aspect: opens, state or whole."""
        for clause in clauses.written:
            if word in _ASPECTS[type(clause)]:
                yield from self._of_clause(clause)

    def _of_clause(self, clause: tree.Clause) -> Iterator[Edge]:
        match clause:
            case tree.On(bodies=bodies) | tree.By(bodies=bodies) | tree.Towards(bodies=bodies):
                yield from self._bodies(bodies)
            case tree.When(condition=said) | tree.Value(value=said) | tree.Otherwise(value=said):
                yield from self.named(said)
            case tree.Within(term=term) | tree.Until(term=term):
                yield from self.named(term)
            case tree.Punishable(penalties=penalties):
                yield from self.named(penalties)
            case tree.FulfilledBy() | tree.BreachedBy() | tree.ExercisedBy() | tree.Determined():
                yield from self._named_once(clause.name)
                yield from self._named_once(clause.thing)
            case tree.Weighing() | tree.OfAct() | tree.AlsoStates() | tree.InForceClause():
                pass
            case tree.FirstRow():
                pass
            case never:
                assert_never(never)

    def _bodies(self, bodies: tree.Bodies | None) -> Iterator[Edge]:
        for name in bodies.names if bodies is not None else ():
            yield from self._named_once(name)

    def _named_once(self, name: tree.Name | None) -> Iterator[Edge]:
        target = self.resolved.target(name)
        if name is not None and target is not None:
            yield self._edge(target, "whole", name.span)

    def named(self, node: tree.Inner | None, word: str = "applies") -> Iterator[Edge]:
        """What an expression or clause names, a lettered bullet standing for what is in it."""
        match node:
            case None:
                return
            case tree.Refer(name=name):
                if (target := self.resolved.target(name)) is not None:
                    yield self._edge(target, word, name.span)
            case tree.Bands(table=name, amount=amount):
                yield from self._named_once(name)
                yield from self.named(amount)
            case tree.Bullet() if node in self.resolved.by_node:
                yield self._edge(self.resolved.by_node[node], "applies", node.span)
            case tree.Is(subject=subject, what=tree.StateWord(word=state)):
                yield from self.named(subject, "whole" if state == "empty" else "state")
            case tree.Is(subject=subject, what=tree.YesNo()):
                target = self.resolved.target(asked_name(subject))
                ends = target is not None and expires(target, self.resolved)
                yield from self.named(subject, "state" if ends else "applies")
            case tree.Phrase(word="due" | "end", arguments=arguments):
                for part in arguments:
                    yield from self.named(part, "state")
            case tree.Phrase(word="allows", arguments=arguments):
                for part in arguments:
                    yield from self.named(part, "whole")
            case tree.Bracketed(inner=inner):
                yield from self.named(inner, word)
            case tree.OfOne(subject=subject, thing=thing):
                yield from self.named(subject, word)
                yield from self.named(thing)
            case tree.MatchCase(value=value):  # its options are no declarations that rest on anything
                yield from self.named(value)
            case rest:
                for found in inside(rest):
                    yield from self.named(found)


def _asks_if_empty(condition: tree.Node | None, span: Span) -> bool:
    """Whether the name at `span` in a condition stands before `is empty`."""
    return condition is not None and any(
        isinstance(part, tree.Is)
        and isinstance(part.what, tree.StateWord)
        and part.what.word == "empty"
        and (name := asked_name(part.subject)) is not None
        and name.span == span
        for part in every(condition)
    )
