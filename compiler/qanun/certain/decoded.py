"""The core of a question, from the data of its package back to expressions with types.

Of a text the data does not say whether it is an option, a country, a body or a text, nor need anybody know
here: words are the same or not. So there is one type of words, whose options are all that a law or a case can
say.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import define, evolve, field, frozen

from qanun.core import rules
from qanun.core.evaluation import NO_PROGRAM
from qanun.core.explicit.definitions import Explicit, explicit
from qanun.core.names import Name
from qanun.core.rules import Definition, Expr, Local, Program, Site
from qanun.core.typing import element_of, type_of
from qanun.runtime.evaluation.constants import constant
from qanun.runtime.evaluation.core import Core
from qanun.runtime.evaluation.tables import Table
from qanun.runtime.values.countries import NAMES
from qanun.runtime.values.spec import Fact, Kind
from qanun.typed.types import (
    DurationType,
    ListType,
    MoneyType,
    OneOfType,
    OrNone,
    RecordType,
    SetType,
    Simple,
    Type,
)
from qanun.typed.value_types import type_of_value

Encoded = Any
Things = Mapping[str, Type]
WORDS = ("one of", "authority", "country", "text")
"""The kinds whose values are words."""


@frozen(eq=False)
class Decoded:
    """The core of a question. `facts` are declared so, by qualified name, and `always` is what holds of every
    case; `word` is the type of words. `items` has the list of which things a subject is asked, by subject."""

    program: Program
    explicit: Explicit
    facts: Mapping[str, Fact]
    always: tuple[Name, ...]
    word: OneOfType
    items: Mapping[str, Name]


def decoded(core: Core, table: Table, data: Mapping[str, Any], specs: Iterable[Fact]) -> Decoded:
    """The core of a question, of which its law's file says `data`."""
    by_attribute = {fact.name: fact for fact in specs}
    facts = {name: by_attribute[attribute] for name, attribute in data["facts"]}
    always = {f"always {n}": expr for n, (*_, expr) in enumerate(data["constraints"])}
    items = {one.name: core.about(one.name)[1] for one in table.subjects if one.each is not None}
    names = dict.fromkeys((*data["always"], *data["definitions"]))
    bodies: list[Encoded] = [core.definition(name).body for name in names]
    words = list(_words([*bodies, *always.values(), *items.values()]))
    words += [option for one in table.readings.values() for option, _ in one.options]
    words += [word for fact in facts.values() for word in _words_of(fact.kind)]
    reader = _Reader(core, facts, OneOfType("word", tuple(sorted({*NAMES, *words}, key=_in_order))))
    for name in names:
        if not core.definition(name).locals:
            reader.define(name, ())
    for name, expr in always.items():
        reader.add(name, reader.expr(expr, {}))
    for subject in table.subjects:
        if subject.each is not None:
            listed = reader.expr(items[subject.name], {})
            reader.add(f"things of {subject.name}", listed)
            for aspect in subject.aspects.values():
                reader.define(aspect, (element_of(listed),))
    program = evolve(NO_PROGRAM, definitions=dict(reader.definitions))
    return Decoded(
        program,
        explicit(program),
        facts,
        tuple(map(Name, always)),
        reader.word,
        {name: Name(f"things of {name}") for name in items},
    )


def _in_order(word: str) -> tuple[bool, str]:
    """Countries first, so that two bounds tell that a number is one."""
    return word not in NAMES, word


def _words(parts: Sequence[Encoded]) -> Iterator[str]:
    """The words among constants, wherever in expressions they stand."""
    waiting = list(parts)
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            if part[:1] == ["const"]:
                yield from _said(constant(part[1]))
            else:
                waiting += part


def _said(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | frozenset):
        for one in value:
            yield from _said(one)


def _words_of(kind: Kind) -> Iterator[str]:
    """The words that facts of a kind can be."""
    yield from (str(option) for option in kind.options or ())
    if kind.element is not None:
        yield from _words_of(kind.element)
    if kind.record is not None:
        for fact in kind.record.FACTS:
            yield from _words_of(fact.kind)


@define(eq=False)
class _Reader:
    core: Core
    facts: Mapping[str, Fact]
    word: OneOfType
    definitions: dict[str, Definition] = field(factory=dict)

    def define(self, name: str, things: Sequence[Type]) -> Type:
        """The type of a definition, of things of these types."""
        if name not in self.definitions:
            found = self.core.definition(name)
            about = tuple(Local(*pair) for pair in zip(found.locals, things, strict=True))
            self.add(name, self.expr(found.body, {one.name: one.type for one in about}), about)
        return self.definitions[name].type

    def add(self, name: str, body: Expr, about: tuple[Local, ...] = ()) -> None:
        site = Site("", 0)
        self.definitions[name] = Definition(Name(name), "define", "", type_of(body), body, (), site, about)

    def all(self, exprs: Iterable[Encoded], things: Things) -> tuple[Expr, ...]:
        return tuple(self.expr(expr, things) for expr in exprs)

    def expr(self, expr: Encoded, things: Things) -> Expr:
        """The inverse of `core.encoded.encoded`."""
        match expr:
            case ["const", data]:
                value = constant(data)
                return rules.Const(value, self._type_of_value(value))
            case ["fact", name]:
                return rules.FactOf(name, type_of_fact(self.facts[name], self.word))
            case ["reading", name]:
                return rules.Reading(name, self.word)
            case ["as_of"]:
                return rules.AsOf()
            case ["ref", name, *about]:
                asked = self.all(about[0] if about else (), things)
                return rules.Ref(Name(name), asked, self.define(name, [type_of(one) for one in asked]))
            case ["local", name]:
                return Local(name, things[name])
            case ["field", name, record]:
                return rules.FieldOf(self.expr(record, things), name)
            case ["all", *parts]:
                return rules.All(self.all(parts, things))
            case ["any", *parts]:
                return rules.Any(self.all(parts, things))
            case ["not", part]:
                return rules.Not(self.expr(part, things))
            case ["if", *parts]:
                return rules.If(*self.all(parts, things))
            case ["agree", *_]:
                return self._agree(expr, things)
            case ["apply", operator, *operands]:
                return rules.Apply(operator, self.all(operands, things))
            case ["how_many", *parts]:
                return rules.HowMany(self.all(parts, things))
            case ["over", *_]:
                return self._over(expr, things)
            case ["set", members]:
                return rules.SetOf(tuple(rules.Member(*self._named(one, things)) for one in members))
            case ["silent", silence]:
                return rules.Silent(silence)
            case ["in_conflict", *others]:
                return rules.InConflict(tuple(others))
            case ["gap", subject, *candidates]:
                return rules.Gap(subject, tuple(map(Name, candidates)))
            case ["no_version", subject, days]:
                return rules.NoVersion(subject, days)
            case _:
                raise ValueError(f"{expr!r} is no expression of the core")

    def _named(self, part: Encoded, things: Things) -> tuple[Name, Expr, Expr]:
        name, condition, value = part
        return Name(name), self.expr(condition, things), self.expr(value, things)

    def _agree(self, expr: Encoded, things: Things) -> Expr:
        _, subject, cases, otherwise, declared, *when = expr
        return rules.Agree(
            subject,
            tuple(rules.Case(*self._named(one, things)) for one in cases),
            self.expr(otherwise, things),
            tuple((Name(one), Name(other)) for one, other in declared),
            tuple(
                rules.DeclaredWhen(Name(one), Name(other), self.expr(condition, things))
                for one, other, condition in (when[0] if when else ())
            ),
        )

    def _over(self, expr: Encoded, things: Things) -> Expr:
        _, kind, local, items, where, body, *if_none = expr
        listed = self.expr(items, things)
        inner = {**things, local: element_of(listed)}
        last = self.expr(if_none[0], things) if if_none else None
        return rules.Over(kind, local, listed, self.expr(where, inner), self.expr(body, inner), last)

    def _type_of_value(self, value: object) -> Type:
        if isinstance(value, str):
            return self.word
        if isinstance(value, frozenset) and value:
            return SetType(self._type_of_value(next(iter(value))))
        return type_of_value(value)


def type_of_fact(fact: Fact, word: OneOfType) -> Type:
    """The type of a fact or field, where all words are of one type."""
    found = type_of_kind(fact.kind, word)
    return OrNone(found) if fact.or_none else found


def type_of_kind(kind: Kind, word: OneOfType) -> Type:
    """The type of a kind of value."""
    if kind.word in WORDS:
        return word
    if kind.word == "money":
        return MoneyType(kind.unit)
    if kind.word == "duration":
        return DurationType(kind.unit)
    if kind.record is not None:
        fields = ((one.key, type_of_fact(one, word)) for one in kind.record.FACTS)
        return RecordType(kind.record.__name__, tuple(fields))
    if kind.element is not None:
        element = type_of_kind(kind.element, word)
        return SetType(element) if kind.word == "set" else ListType(element)
    return Simple(kind.word)
