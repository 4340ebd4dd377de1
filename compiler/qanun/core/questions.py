"""What a question rests on: its facts in the order in which they are asked, its readings, and its
definitions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import assert_never

from attrs import define, evolve, field

from qanun.core.builder import Builder, label_of, site
from qanun.core.implied import Entangled, Held, Implied
from qanun.core.instances import closed
from qanun.core.names import Name
from qanun.core.rules import (
    ASPECTS,
    Agree,
    All,
    Any,
    Apply,
    AsOf,
    Const,
    Constraint,
    Definition,
    Expr,
    FactOf,
    FieldOf,
    Gap,
    Headline,
    HowMany,
    If,
    InConflict,
    Local,
    Not,
    NoVersion,
    Over,
    Question,
    Reading,
    Ref,
    SetOf,
    Silent,
    Site,
    Subject,
)
from qanun.core.translate import translate
from qanun.core.walk import walk
from qanun.resolved.model import Declaration
from qanun.syntax import tree
from qanun.typed.types import Type

Mentioned = FactOf | Reading | AsOf | Ref
"""What a question can rest on."""


@define
class Reach:
    """Everything found from some definitions on, in the order of first mention, each thing once.

    `mentioned` keeps what the body of each definition mentions.
    """

    definitions: dict[str, Definition]
    mentioned: dict[Name, tuple[Mentioned, ...]] = field(factory=dict)
    order: list[Name] = field(factory=list)
    facts: dict[str, None] = field(factory=dict)
    readings: dict[str, None] = field(factory=dict)
    as_of: bool = False
    seen: set[Name] = field(factory=set)

    def definition(self, name: Name) -> None:
        """Add a definition after all on which it rests."""
        self.expression(Ref(name))

    def expression(self, expr: Expr) -> None:
        """Add what an expression rests on. A chain of definitions may be long: there is no recursion."""
        open_now: list[tuple[Name | None, Iterator[Mentioned]]] = [(None, _mentioned(expr))]
        while open_now:
            inside, mentioned = open_now[-1]
            match next(mentioned, None):
                case None:
                    open_now.pop()
                    if inside is not None:
                        self.order.append(inside)
                case FactOf(name):
                    self.facts.setdefault(name)
                case Reading(name):
                    self.readings.setdefault(name)
                case Ref(name, _):
                    if name not in self.seen:
                        self.seen.add(name)
                        open_now.append((name, iter(self._mentioned_in(name))))
                case AsOf():
                    self.as_of = True

    def _mentioned_in(self, name: Name) -> tuple[Mentioned, ...]:
        if name not in self.mentioned:
            self.mentioned[name] = tuple(_mentioned(self.definitions[name].body))
        return self.mentioned[name]


def _mentioned(expr: Expr) -> Iterator[Mentioned]:
    """What an expression mentions, in order."""
    for node in walk(expr):
        match node:
            case FactOf() | Reading() | AsOf() | Ref():
                yield node
            case Const() | Local() | FieldOf() | All() | Any() | Not() | If() | Agree() | Apply():
                pass
            case HowMany() | Over() | SetOf() | Silent() | InConflict() | Gap() | NoVersion():
                pass
            case never:
                assert_never(never)


@define(eq=False)
class Constraints:
    """All `always` of the laws, each with its facts; `under` has their places by the facts.

    `known`, `mentioned` and `asked` keep what was found: of facts, of definitions, of subjects.
    """

    all: Sequence[tuple[frozenset[str], Constraint]] = ()
    definitions: Mapping[str, Definition] = field(factory=dict)
    types: Mapping[str, Type] = field(factory=dict)
    under: dict[str, list[int]] = field(factory=dict)
    known: dict[frozenset[str], tuple[Constraint, ...]] = field(factory=dict)
    mentioned: dict[Name, tuple[Mentioned, ...]] = field(factory=dict)
    asked: dict[tuple[str, ...], Question] = field(factory=dict)

    @classmethod
    def of(
        cls,
        constraints: Iterable[Constraint],
        definitions: dict[str, Definition],
        types: Mapping[str, Type],
    ) -> "Constraints":
        """Look up once what each depends on; `types` are those of all facts."""
        found: list[tuple[frozenset[str], Constraint]] = []
        under: dict[str, list[int]] = {}
        mentioned: dict[Name, tuple[Mentioned, ...]] = {}
        for constraint in constraints:
            own = Reach(definitions, mentioned)
            own.expression(constraint.condition)
            for fact in own.facts:
                under.setdefault(fact, []).append(len(found))
            found.append((frozenset(own.facts), constraint))
        return cls(found, definitions, types, under, mentioned=mentioned)

    def within(self, facts: Mapping[str, None]) -> tuple[Constraint, ...]:
        """Those that depend on nothing but these facts, in the order of the pages; then what those imply that
        speak of other facts too. Of what is too entangled nothing: `verify` reports it."""
        asked = frozenset(fact for fact in facts if fact in self.under)
        if asked not in self.known:
            try:
                more = self.implied(asked)
            except Entangled:
                more = ()
            near = {place for fact in asked for place in self.under[fact]}
            own = (self.all[place] for place in sorted(near))
            self.known[asked] = (*(constraint for needed, constraint in own if needed <= asked), *more)
        return self.known[asked]

    def implied(self, asked: frozenset[str]) -> tuple[Constraint, ...]:
        """What sentences that also speak of other facts say of these. Raises Entangled."""
        near = {place for fact in asked for place in self.under.get(fact, ())}
        waiting = sorted(place for place in near if not self.all[place][0] <= asked)
        linked = set(waiting)
        hidden: dict[str, None] = {}
        while waiting:
            for fact in sorted(self.all[waiting.pop(0)][0] - asked):
                hidden.setdefault(fact)
                more = [place for place in self.under[fact] if place not in linked]
                linked.update(more)
                waiting += more
        finder = Implied(self.types, self.definitions)
        for place in sorted(linked):
            needed, constraint = self.all[place]
            finder.add(Held(frozenset((place,)), needed, constraint.condition))
        return tuple(self._together(one) for one in finder.without(hidden))

    def _together(self, one: Held) -> Constraint:
        said = [self.all[place][1] for place in sorted(one.places)]
        sentences = dict.fromkeys(constraint.sentence for constraint in said)
        return Constraint(one.condition, "; ".join(sentences), said[0].site)


NO_CONSTRAINTS = Constraints()


def definitions_of(subject: Subject) -> Iterator[Name]:
    """The definitions that an answer is made of, what decides it first."""
    if subject.opened is not None:
        yield subject.opened
    for aspect in ASPECTS:
        name = subject.definition_of(aspect)
        if name is not None:
            yield name
    yield from opening(subject)


def opening(subject: Subject) -> Iterator[Name]:
    """The definitions that tell whether what is excepted from is open, each once."""
    yield from dict.fromkeys(name for _, names in subject.carved for name in names)


def asked_about(subject: Subject) -> Iterator[Expr]:
    """What an answer is made of; of one about the things of a list, the list first."""
    things: tuple[Expr, ...] = ()
    if subject.about is not None:
        things = (Local(subject.about.local),)
        if subject.about.items is not None:
            yield subject.about.items
    for name in definitions_of(subject):
        yield Ref(name, things)


def asked(
    name: str,
    subjects: Sequence[Subject],
    definitions: dict[str, Definition],
    constraints: Constraints,
    site: Site,
    headlines: tuple[Headline, ...] = (),
) -> Question:
    """The question that answers these subjects."""
    names = tuple(subject.name for subject in subjects)
    kept = constraints.asked if constraints.definitions is definitions and not headlines else {}
    if names not in kept:
        parts = [part for subject in subjects for part in asked_about(subject)]
        for headline in headlines:
            parts += [part for part in (*headline.parts, headline.condition) if not isinstance(part, str)]
        question = asked_of(name, parts, definitions, constraints, site)
        kept[names] = evolve(question, answers=names, headlines=headlines)
    return evolve(kept[names], name=name, label=name, site=site)


def asked_of(
    name: str,
    parts: Iterable[Expr],
    definitions: dict[str, Definition],
    constraints: Constraints,
    site: Site,
) -> Question:
    """A question without answers: the facts, readings, definitions and constraints of some expressions."""
    reach = Reach(definitions, constraints.mentioned if constraints.definitions is definitions else {})
    for part in parts:
        reach.expression(part)
    relevant = constraints.within(reach.facts)
    for constraint in relevant:
        reach.expression(constraint.condition)
    return Question(
        name=name,
        label=name,
        answers=(),
        headlines=(),
        facts=tuple(reach.facts),
        readings=tuple(reach.readings),
        order=tuple(reach.order),
        constraints=relevant,
        needs_as_of=reach.as_of,
        site=site,
    )


def lower_question(declaration: Declaration, builder: Builder, constraints: Constraints) -> Question:
    """A question of the statutes."""
    item = declaration.item
    assert isinstance(item, tree.Question)
    at = builder.setting(declaration)
    subjects = [builder.subjects[target.name] for target in builder.typed.resolved.targets(item.answers)]
    headlines = tuple(
        Headline(
            tuple(
                part if isinstance(part, str) else closed(translate(part, at), builder)
                for part in headline.parts
            ),
            Const(True) if headline.when is None else closed(translate(headline.when, at), builder),
        )
        for headline in item.headlines
    )
    place = site(declaration.span)
    question = asked(declaration.name, subjects, builder.definitions, constraints, place, headlines)
    return evolve(question, label=label_of(declaration, builder.typed))
