"""The meaning of the core's operations, for cases in which something may be unknown.

Generated evaluations are written against `Weigh`, so that one text serves two readers: `Weigher` finds
values, and `explain.Tracer` also how they came about.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import ParamSpec, Protocol, TypeVar

from qanun.runtime.agreement import agreed
from qanun.runtime.facts import CaseRecord
from qanun.runtime.faults import Conflict, Fault, Gap, NoVersion
from qanun.runtime.kleene import (
    ABSENT,
    Finding,
    OpenSet,
    all_of,
    any_of,
    chosen,
    counted,
    gathered,
    masks,
    opposite,
    undecided_operands,
)
from qanun.runtime.open_sets import NO, partly_known, settled
from qanun.runtime.operators import OPERATORS, lacks
from qanun.runtime.show import show
from qanun.runtime.tables import Table
from qanun.runtime.undecided import Faulty, NotKnown, Pulled, Quiet, Undecided
from qanun.runtime.values import UNKNOWN, PartialSet

F = TypeVar("F")
P = ParamSpec("P")

Each = tuple[Finding, list[Mapping[str, Finding]]]
"""A list, and the findings of definitions for each of its things, by name."""

Case = tuple[str, F, F]
"""A case of `agree`, a member of a set: its name, its condition, its value."""


class Weigh(Protocol[F]):
    """The operations of the core. Every definition is told to `define`, with the things of which it is asked,
    and answers with its finding. `once` makes a function that finds what it finds of a thing once."""

    def fact(self, name: str) -> F: ...
    def const(self, value: object) -> F: ...
    def reading(self, name: str) -> F: ...
    def as_of(self) -> F: ...
    def field(self, record: F, name: str, *of: str) -> F: ...
    def all(self, *parts: F) -> F: ...
    def any(self, *parts: F) -> F: ...
    def not_(self, part: F) -> F: ...
    def if_(self, condition: F, then: F, otherwise: F) -> F: ...
    def agree(
        self,
        subject: str,
        otherwise: F,
        *cases: "Case[F]",
        declared: tuple[tuple[str, str], ...] = (),
        declared_when: "tuple[tuple[str, str, F], ...]" = (),
    ) -> F: ...
    def apply(self, operator: str, *operands: F) -> F: ...
    def how_many(self, *parts: F) -> F: ...
    def over(
        self,
        kind: str,
        local: str,
        items: F,
        where: Callable[[F], F],
        body: Callable[[F], F],
        if_none: F | None = None,
    ) -> F: ...
    def set_of(self, *members: "Case[F]") -> F: ...
    def silent(self, silence: str) -> F: ...
    def in_conflict(self, *others: str) -> F: ...
    def gap(self, subject: str, *candidates: str) -> F: ...
    def no_version(self, subject: str, days: str) -> F: ...
    def define(self, name: str, finding: F, *things: F) -> F: ...
    def once(self, function: Callable[P, F]) -> Callable[P, F]: ...
    def each(self, subject: str, items: F, of: Callable[[F], Mapping[str, F]]) -> None: ...
    def headline(self, condition: F, *parts: str | F) -> None: ...
    def always(self, sentence: str, condition: F) -> None: ...


class Weigher:
    """Finds the value of every definition in one case.

    `facts` is the case; `settled` has values for facts that it leaves unknown; `bits` the bit of each fact.
    """

    __slots__ = (
        "_as_of",
        "_facts",
        "_readings",
        "_settled",
        "bits",
        "broken",
        "found",
        "headlines",
        "of_each",
        "table",
    )

    def __init__(
        self,
        table: Table,
        bits: Mapping[str, int],
        facts: object,
        as_of: datetime | None,
        readings: Mapping[str, str],
        settled: Mapping[str, object],
    ) -> None:
        self.table = table
        self.bits = bits
        self._facts = facts
        self._as_of = as_of
        self._readings = readings
        self._settled = settled
        self.found: dict[str, Finding] = {}
        self.of_each: dict[str, Each] = {}
        self.headlines: list[tuple[Finding, tuple[str | Finding, ...]]] = []
        self.broken: str | None = None

    def fact(self, name: str) -> Finding:
        value = getattr(self._facts, name)
        if value is UNKNOWN:
            value = self._settled.get(name, UNKNOWN)
            if value is UNKNOWN:
                bit = self.bits[name]
                return (NotKnown(bit, bit, bit), 0, None)
        if value.__class__ is PartialSet:
            return partly_known(value, self._missing((name,)))
        return (value, 0, None)

    def const(self, value: object) -> Finding:
        return (value, 0, None)

    def reading(self, name: str) -> Finding:
        return (self._readings[name], self.table.bits[f"reading {name}"], None)

    def as_of(self) -> Finding:
        return (self._as_of, 0, None)

    def field(self, record: Finding, name: str, *of: str) -> Finding:
        holder, basis, _ = record
        if isinstance(holder, Undecided):
            return record
        if holder is None:
            return ABSENT
        value = getattr(holder, name)
        if value.__class__ is PartialSet:
            return partly_known(value, self._missing(of), basis)
        return (self._missing(of), basis, None) if value is UNKNOWN else (value, basis, None)

    def _missing(self, facts: tuple[str, ...]) -> NotKnown:
        """Part of what the facts state is missing."""
        mask = 0
        for name in facts:
            mask |= self.bits[name]
        return NotKnown(mask, mask, mask)

    def all(self, *parts: Finding) -> Finding:
        return all_of(parts)

    def any(self, *parts: Finding) -> Finding:
        return any_of(parts)

    def not_(self, part: Finding) -> Finding:
        return opposite(part)

    def if_(self, condition: Finding, then: Finding, otherwise: Finding) -> Finding:
        return chosen(condition, then, otherwise)

    def how_many(self, *parts: Finding) -> Finding:
        return counted(parts)

    def apply(self, operator: str, *operands: Finding) -> Finding:
        """An operator needs all its operands; only bounds can decide a comparison before."""
        values = [operand[0] for operand in operands]
        if any(isinstance(value, Undecided) for value in values):
            return undecided_operands(operator, operands)
        if None in values and lacks(operator, values):
            return ABSENT
        basis = masks(list(operands))
        try:
            return (OPERATORS[operator](*values), basis, None)
        except Fault as fault:
            return (Faulty((fault,)), basis, None)

    def agree(
        self,
        subject: str,
        otherwise: Finding,
        *cases: Case[Finding],
        declared: tuple[tuple[str, str], ...] = (),
        declared_when: tuple[tuple[str, str, Finding], ...] = (),
    ) -> Finding:
        """The one value of all cases that hold; different values are a conflict; none: `otherwise`."""

        def conflict(clashing: Sequence[Case[Finding]]) -> Faulty:
            entries = self.table.entries
            grounds = tuple((name, show(value[0]), entries[name].provisions) for name, _, value in clashing)
            return self._at_fault(Conflict(grounds), subject)

        return agreed(cases, otherwise, declared, declared_when, conflict)

    def _at_fault(self, fault: Fault, subject: str) -> Faulty:
        provisions, site = self.table.rules[subject]
        return Faulty((fault.located(subject, provisions, site),))

    def over(
        self,
        kind: str,
        local: str,
        items: Finding,
        where: Callable[[Finding], Finding],
        body: Callable[[Finding], Finding],
        if_none: Finding | None = None,
    ) -> Finding:
        """A quantifier over a list: some, every, count, sum, largest or smallest."""
        listed, basis, _ = items
        if isinstance(listed, Undecided):
            return items
        if listed is None:
            return ABSENT
        assert isinstance(listed, tuple)
        things: list[Finding] = [(thing, 0, None) for thing in listed]
        value, mask, bounds = gathered(kind, [(where(thing), body(thing)) for thing in things], if_none)
        return (value, mask | basis, bounds)

    def set_of(self, *members: Case[Finding]) -> Finding:
        """The set of the values whose condition holds; nothing else is in it."""
        return settled(OpenSet(tuple((value, condition) for _, condition, value in members), NO))

    def silent(self, silence: str) -> Finding:
        return (Quiet((silence,)), 0, None)

    def in_conflict(self, *others: str) -> Finding:
        return (Pulled(others), 0, None)

    def gap(self, subject: str, *candidates: str) -> Finding:
        return (self._at_fault(Gap(candidates), subject), 0, None)

    def no_version(self, subject: str, days: str) -> Finding:
        return (self._at_fault(NoVersion(days), subject), 0, None)

    def define(self, name: str, finding: Finding, *things: Finding) -> Finding:
        """A definition adds itself to what its value rests on, and gives a fault in it its place."""
        entry = self.table.entries[name]
        value, basis, bounds = finding
        if value.__class__ is Faulty:
            assert isinstance(value, Faulty)
            value = Faulty(tuple(fault.located(name, entry.provisions, entry.site) for fault in value.faults))
        if bounds.__class__ is OpenSet:
            assert isinstance(bounds, OpenSet)
            bounds = bounds.resting(entry.mask)
        found = self.found[name] = (value, basis | entry.mask, bounds)
        return found

    def once(self, function: Callable[P, Finding]) -> Callable[P, Finding]:
        """What a function finds of its things, found once of each."""
        return remembering(function, _identity)

    def each(self, subject: str, items: Finding, of: Callable[[Finding], Mapping[str, Finding]]) -> None:
        """Note what is found of each thing of a list, for the answer about them."""
        things = items[0] if isinstance(items[0], tuple) else ()
        self.of_each[subject] = (items, [of((thing, 0, None)) for thing in things])

    def headline(self, condition: Finding, *parts: str | Finding) -> None:
        self.headlines.append((condition, parts))

    def always(self, sentence: str, condition: Finding) -> None:
        """Note the first constraint that the case breaks."""
        if condition[0] is False and self.broken is None:
            self.broken = sentence


def remembering(function: Callable[P, F], identity: Callable[[object], object]) -> Callable[P, F]:
    """The function, called once for arguments of one `identity`. It keeps them, so that none is reused."""
    known: dict[tuple[object, ...], tuple[object, F]] = {}

    def remembered(*args: P.args, **kwargs: P.kwargs) -> F:
        key = tuple(identity(part) for part in args)
        if key not in known:
            known[key] = (args, function(*args, **kwargs))
        return known[key][1]

    return remembered


def _identity(part: object) -> object:
    """What tells a thing, and what it rests on, from others; a fact's name by its text."""
    return (identity_of(part[0]), part[1]) if isinstance(part, tuple) else part


def identity_of(thing: object) -> object:
    """What tells a thing from others: a record is itself, whatever its content; any other value is its
    content."""
    return id(thing) if isinstance(thing, CaseRecord) else (type(thing), thing)
