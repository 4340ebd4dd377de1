"""What two laws have in common to be asked about: facts and readings of one name, and what each can be.

A type of options, and a record, that both laws have need not be the same: a case may say what either of them
knows, and a law is asked about a case only where it knows all of it.
"""

from collections.abc import Iterable, Mapping
from typing import assert_never

from attrs import evolve, field, frozen

from qanun.core.rules import FactDeclaration, Program, RecordValue
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
from qanun.verify.compared.renaming import renamed

BEFORE = " (before)"
"""Stands behind the name of a fact of the earlier law that is something else in the later one."""

Options = Mapping[str, tuple[str, ...]]
"""The options of each type of options, and of each reading: of both laws, the later one's first."""


@frozen(eq=False)
class Law:
    """One of the two. `fixed` are the options of readings under which it is asked in every case."""

    program: Program
    fixed: Mapping[str, str] = field(factory=dict)

    def default(self, reading: str) -> str:
        """The option under which it is asked where a case chooses none."""
        return self.fixed.get(reading, self.program.readings[reading].options[0][0])


@frozen(eq=False)
class Matched:
    """The two laws, the facts of both by name with all that they can be, and the options of both."""

    before: Law
    after: Law
    facts: Mapping[str, FactDeclaration]
    options: Options

    @property
    def unlike_readings(self) -> frozenset[str]:
        """The readings that only one law has, or that the laws take otherwise where no option is chosen."""
        one, other = self.before, self.after
        names = one.program.readings.keys() | other.program.readings.keys()
        return frozenset(name for name in names if not _is_read_alike(name, one, other))


def matched(before: Law, after: Law) -> Matched:
    """Facts of one name that nothing can be in both laws are two: the earlier bears the mark `BEFORE`."""
    options = _options(before.program, after.program)
    apart = {}
    joined: dict[str, FactDeclaration] = {}
    for name, fact in after.program.facts.items():
        own = widened(fact.type, options)
        earlier = before.program.facts.get(name)
        both = None if earlier is None else together(own, widened(earlier.type, options))
        if earlier is not None and both is None:
            apart[name] = f"{name}{BEFORE}"
        joined[name] = evolve(fact, type=both or own)
    earlier_law = evolve(before, program=renamed(before.program, apart))
    for name, fact in earlier_law.program.facts.items():
        if name not in joined:
            joined[name] = evolve(fact, type=widened(fact.type, options))
    return Matched(earlier_law, after, joined, options)


def _is_read_alike(name: str, before: Law, after: Law) -> bool:
    both = name in before.program.readings and name in after.program.readings
    if not both or (name in before.fixed) is not (name in after.fixed):
        return False
    return before.default(name) == after.default(name)


def _options(before: Program, after: Program) -> Options:
    found: dict[str, dict[str, None]] = {}
    for program in (after, before):
        types = [type_ for type_, _, _ in program.types.values()]
        for one in (*types, *(reading.type for reading in program.readings.values())):
            if isinstance(one, OneOfType):
                found.setdefault(one.name, {}).update(dict.fromkeys(one.options))
    return {name: tuple(options) for name, options in found.items()}


def widened(type_: Type, options: Options) -> Type:
    """A type with the options of both laws."""
    match type_:
        case OneOfType(name, own):
            return OneOfType(name, options.get(name, own))
        case OrNone(inner):
            return OrNone(widened(inner, options))
        case SetType(element):
            return SetType(widened(element, options))
        case ListType(element):
            return ListType(widened(element, options))
        case RecordType(name, fields):
            return RecordType(name, tuple((field, widened(inner, options)) for field, inner in fields))
        case Simple() | MoneyType() | DurationType():
            return type_
        case never:
            assert_never(never)


def together(one: Type, other: Type) -> Type | None:
    """All that either of two types can be; None where they have nothing in common. Both are `widened`."""
    if one == other:
        return one
    if isinstance(one, OrNone) or isinstance(other, OrNone):
        inner = together(_bare(one), _bare(other))
        return None if inner is None else OrNone(inner)
    if isinstance(one, ListType) and isinstance(other, ListType):
        element = together(one.element, other.element)
        return None if element is None else ListType(element)
    if isinstance(one, RecordType) and isinstance(other, RecordType) and one.name == other.name:
        return _fields_of_both(one, other)
    return None


def _bare(type_: Type) -> Type:
    return type_.inner if isinstance(type_, OrNone) else type_


def _fields_of_both(one: RecordType, other: RecordType) -> RecordType | None:
    theirs = dict(other.fields)
    found: dict[str, Type] = {}
    for name, inner in one.fields:
        both = together(inner, theirs[name]) if name in theirs else inner
        if both is None:
            return None
        found[name] = both
    return RecordType(one.name, (*found.items(), *(pair for pair in other.fields if pair[0] not in found)))


def known_to(law: Law, facts: Mapping[str, object]) -> dict[str, object]:
    """The facts of a case that a law has, each with the parts that it has."""
    declared = law.program.facts
    return {name: _known_to(value, declared[name].type) for name, value in facts.items() if name in declared}


def _known_to(value: object, type_: Type) -> object:
    bare = _bare(type_)
    if isinstance(value, RecordValue) and isinstance(bare, RecordType):
        fields = dict(bare.fields)
        cells = tuple((name, _known_to(cell, fields[name])) for name, cell in value.cells if name in fields)
        return RecordValue(value.type, cells)
    if isinstance(value, tuple) and isinstance(bare, ListType):
        return tuple(_known_to(one, bare.element) for one in value)
    return value


def declared_in(law: Law, names: Iterable[str]) -> list[str]:
    """Those of some facts that a law has."""
    return [name for name in names if name in law.program.facts]
