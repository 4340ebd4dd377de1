"""What the steps of the general evaluation do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from operator import itemgetter

from qanun.runtime.evaluation.core import Core
from qanun.runtime.evaluation.tables import Entry, Table
from qanun.runtime.evaluation.tape import Mask, Registers, Run
from qanun.runtime.faults import Conflict, Fault
from qanun.runtime.operators.operator_rows import OPERATORS, lacks
from qanun.runtime.outcomes.agreement import agreed, with_open_records
from qanun.runtime.outcomes.kleene import Finding, OpenSet
from qanun.runtime.outcomes.open_sets import partly_known
from qanun.runtime.outcomes.passing import ABSENT, undecided_operands
from qanun.runtime.outcomes.undecided import Faulty, NotKnown, Undecided
from qanun.runtime.values.facts import CaseRecord
from qanun.runtime.values.records import Record
from qanun.runtime.values.sets import PartialSet
from qanun.runtime.values.show import show
from qanun.runtime.values.unknown import UNKNOWN


class Case:
    """A case: an object with the facts as attributes, values that are settled for some that it leaves
    unknown, the moment, the options of the readings."""

    __slots__ = ("as_of", "facts", "readings", "settled")

    def __init__(
        self,
        facts: object,
        settled: Mapping[str, object],
        as_of: datetime | None,
        readings: Mapping[str, str],
    ) -> None:
        self.facts = facts
        self.settled = settled
        self.as_of = as_of
        self.readings = readings


def of_all(found: Callable[[tuple[Finding, ...]], Finding], parts: tuple[int, ...]) -> Run:
    """A step over its parts."""
    match parts:
        case ():
            return lambda r: found(())
        case (one,):
            return lambda r: found((r[one],))
        case _:
            several = itemgetter(*parts)
            return lambda r: found(several(r))


def defined(entry: Entry, mask: int, body: int) -> Run:
    name, provisions, site = entry.name, entry.provisions, entry.site

    def run(r: Registers) -> Finding:
        value, basis, told = r[body]
        if value.__class__ is Faulty:
            value = Faulty(tuple([fault.located(name, provisions, site) for fault in value.faults]))
        if told.__class__ is OpenSet:
            told = told.resting(mask)
        return (value, basis | mask, told)

    return run


def cell(holder: int, name: str, mask: Mask) -> Run:
    """A field of a record; where it is not stated, those facts are missing that lead to the record."""
    attributes: dict[type, str] = {}

    def missing(r: Registers) -> NotKnown:
        bits = mask.of(r)
        return NotKnown(bits, bits, bits)

    def run(r: Registers) -> Finding:
        finding: Finding = r[holder]
        record, basis, _ = finding
        if isinstance(record, Undecided):
            return (record, basis, None)
        if record is None:
            return ABSENT
        kind = record.__class__
        if kind not in attributes:
            attributes[kind] = attribute_of(kind, name)
        value = getattr(record, attributes[kind])
        if value is UNKNOWN:
            return (missing(r), basis, None)
        if value.__class__ is PartialSet:
            return partly_known(value, missing(r), basis)
        return (value, basis, None)

    return run


def attribute_of(kind: type, key: str) -> str:
    """The attribute of a record's field; a record of no generated class has `of` and the field's own name."""
    if issubclass(kind, CaseRecord):
        return next(fact.name for fact in kind.FACTS if fact.key == key)
    if not issubclass(kind, Record):
        raise TypeError(f"{kind.__name__} is no record")
    return f"of {key}"


def operated(operator: str, parts: tuple[int, ...]) -> Run:
    """An operator needs all its operands; only bounds can decide a comparison before."""
    function = OPERATORS[operator]

    def run(r: Registers) -> Finding:
        operands = tuple([r[part] for part in parts])
        values = [operand[0] for operand in operands]
        for value in values:
            if isinstance(value, Undecided):
                return undecided_operands(operator, operands)
        if None in values and lacks(operator, values):
            return ABSENT
        basis = 0
        for operand in operands:
            basis |= operand[1]
        try:
            return (function(*values), basis, None)
        except Fault as fault:
            return (Faulty((fault,)), basis, None)

    return run


def agreement(
    table: Table,
    core: Core,
    subject: str,
    names: tuple[str, ...],
    parts: tuple[int, ...],
    declared: tuple[tuple[str, str], ...],
    asked: tuple[tuple[str, str, int], ...],
    through: tuple[Mask, ...],
    origins: tuple[int, ...],
) -> Run:
    """The one value of all cases that hold; different values are a conflict; none: what else there is.

    `through`: the facts through which the value of each case is found; `origins`: the register of each value,
    and of what else there is.
    """
    by_facts = any(mask.fixed or mask.registers for mask in through)
    entries = table.entries
    none, *rest = parts
    rows = list(zip(names, rest[::2], rest[1::2], strict=True))

    def conflict(clashing: Sequence[tuple[str, Finding, Finding]]) -> Faulty:
        grounds = tuple((name, show(value[0]), entries[name].provisions) for name, _, value in clashing)
        return at_fault(core, Conflict(grounds), subject)

    def run(r: Registers) -> Finding:
        cases: Sequence[tuple[str, Finding, Finding]] = [
            (name, r[condition], r[value]) for name, condition, value in rows
        ]
        when = tuple([(one, other, r[condition]) for one, other, condition in asked])
        if by_facts:
            cases = with_open_records(cases, r[none], [mask.of(r) for mask in through], origins)
        return agreed(cases, r[none], declared, when, conflict)

    return run


def at_fault(core: Core, fault: Fault, subject: str) -> Faulty:
    """A fault of a rule, in its place."""
    provisions, site = core.rule(subject)
    return Faulty((fault.located(subject, provisions, site),))
