"""What a question rests on: its facts in the order in which they are asked, its readings, and its
definitions."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import define, evolve, field

from qanun.core.builder import Builder, label_of, site
from qanun.core.rules import (
    AsOf,
    Const,
    Constraint,
    Definition,
    Expr,
    FactOf,
    Headline,
    Question,
    Reading,
    Ref,
    Site,
    Subject,
)
from qanun.core.translate import translate
from qanun.core.walk import walk
from qanun.resolved.model import Declaration
from qanun.syntax import tree

ASPECTS = ("answer", "state", "due", "end", "penalties", "authority", "exercised")


@define
class Reach:
    """Everything found from some definitions on; lists in the order of first mention, each thing once."""

    definitions: dict[str, Definition]
    order: list[str] = field(factory=list)
    facts: list[str] = field(factory=list)
    readings: list[str] = field(factory=list)
    as_of: bool = False
    seen: set[str] = field(factory=set)

    def definition(self, name: str) -> None:
        """Add a definition after all on which it rests."""
        if name not in self.seen:
            self.seen.add(name)
            self.expression(self.definitions[name].body)
            self.order.append(name)

    def expression(self, expr: Expr) -> None:
        for node in walk(expr):
            match node:
                case FactOf(name):
                    _once(self.facts, name)
                case Reading(name):
                    _once(self.readings, name)
                case Ref(name, _):
                    self.definition(name)
                case AsOf():
                    self.as_of = True


def _once(names: list[str], name: str) -> None:
    if name not in names:
        names.append(name)


def definitions_of(subject: Subject) -> Iterator[str]:
    """The definitions that an answer is made of, what decides it first."""
    if subject.opened is not None:
        yield subject.opened
    for aspect in ASPECTS:
        name = getattr(subject, aspect)
        if name is not None:
            yield name


def asked(
    name: str,
    subjects: Sequence[Subject],
    definitions: dict[str, Definition],
    constraints: Iterable[Constraint],
    site: Site,
    headlines: tuple[Headline, ...] = (),
) -> Question:
    """The question that answers these subjects."""
    parts: list[Expr] = [Ref(part) for subject in subjects for part in definitions_of(subject)]
    for headline in headlines:
        parts += [part for part in (*headline.parts, headline.condition) if not isinstance(part, str)]
    question = asked_of(name, parts, definitions, constraints, site)
    return evolve(question, answers=tuple(subject.name for subject in subjects), headlines=headlines)


def asked_of(
    name: str,
    parts: Iterable[Expr],
    definitions: dict[str, Definition],
    constraints: Iterable[Constraint],
    site: Site,
) -> Question:
    """A question without answers: the facts, readings, definitions and constraints of some expressions."""
    reach = Reach(definitions)
    for part in parts:
        reach.expression(part)
    relevant = []
    for constraint in constraints:
        own = Reach(definitions)
        own.expression(constraint.condition)
        if own.facts and set(own.facts) <= set(reach.facts):
            relevant.append(constraint)
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
        constraints=tuple(relevant),
        needs_as_of=reach.as_of,
        site=site,
    )


def lower_question(declaration: Declaration, builder: Builder, constraints: Iterable[Constraint]) -> Question:
    """A question of the statutes."""
    item = declaration.item
    assert isinstance(item, tree.Question)
    at = builder.setting(declaration)
    subjects = [builder.subjects[target.name] for target in builder.typed.resolved.targets(item.answers)]
    headlines = tuple(
        Headline(
            tuple(part if isinstance(part, str) else translate(part, at) for part in headline.parts),
            Const(True) if headline.when is None else translate(headline.when, at),
        )
        for headline in item.headlines
    )
    place = site(declaration.span)
    question = asked(declaration.name, subjects, builder.definitions, constraints, place, headlines)
    return evolve(question, label=label_of(declaration, builder.typed))
