"""The meaning of the core's operations, for cases in which something may be unknown.

Generated evaluations are written against `Weigh`, so that one text serves two readers: `Weigher` finds
values, and `explain.Tracer` also how they came about.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Protocol, TypeVar

from qanun.runtime.faults import Conflict, Fault, Gap, NoVersion
from qanun.runtime.operators import OPERATORS, TAKES_NONE
from qanun.runtime.show import show
from qanun.runtime.tables import Table
from qanun.runtime.undecided import Faulty, NotKnown, Pulled, Quiet, Undecided, merge
from qanun.runtime.values import UNKNOWN

F = TypeVar("F")

Case = tuple[str, F, F]
"""A case of `agree`, a member of a set: its name, its condition, its value."""


class Weigh(Protocol[F]):
    """The operations of the core. Every definition is told to `define` and answers with its finding."""

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
        self, subject: str, otherwise: F, *cases: "Case[F]", declared: tuple[tuple[str, str], ...] = ()
    ) -> F: ...
    def apply(self, operator: str, *operands: F, of: tuple[str, ...] = ()) -> F: ...
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
    def define(self, name: str, finding: F) -> F: ...
    def headline(self, condition: F, *parts: str | F) -> None: ...
    def always(self, sentence: str, condition: F) -> None: ...


Bounds = tuple[int, int] | None
Finding = tuple[object, int, Bounds]
"""A value or an undecided outcome; the mask of what it rests on; the bounds of an undecided integer."""

YES: Finding = (True, 0, None)
NO: Finding = (False, 0, None)

ABSENT: Finding = (Faulty(()), 0, None)
"""What an operator yields on a none that the rule has asked about before: nothing that can decide."""


def compared(operator: str, left: tuple[int, int], right: tuple[int, int]) -> bool | None:
    """How what lies in one range compares with what lies in another, where the ranges settle it."""
    (a, b), (c, d) = left, right
    match operator:
        case "<":
            return True if b < c else False if a >= d else None
        case "<=":
            return True if b <= c else False if a > d else None
        case ">":
            return compared("<", right, left)
        case ">=":
            return compared("<=", right, left)
        case "=":
            return False if b < c or a > d else None
        case "!=":
            return True if b < c or a > d else None
        case _:
            return None


def all_of(parts: tuple[Finding, ...]) -> Finding:
    """No if a part is no (resting on each such part); yes if all are (resting on all); else undecided."""
    held = failed = 0
    no = False
    doubtful: list[Finding] | None = None
    for part in parts:
        value = part[0]
        if value is True:
            held |= part[1]
        elif value is False:
            no = True
            failed |= part[1]
        elif doubtful is None:
            doubtful = [part]
        else:
            doubtful.append(part)
    if no:
        return (False, failed, None)
    if doubtful is None:
        return (True, held, None)
    return doubtful[0] if len(doubtful) == 1 else _doubted(doubtful, False)


def any_of(parts: tuple[Finding, ...]) -> Finding:
    """The mirror of `all_of`: yes if a part is yes, no if all are no."""
    held = failed = 0
    yes = False
    doubtful: list[Finding] | None = None
    for part in parts:
        value = part[0]
        if value is False:
            failed |= part[1]
        elif value is True:
            yes = True
            held |= part[1]
        elif doubtful is None:
            doubtful = [part]
        else:
            doubtful.append(part)
    if yes:
        return (True, held, None)
    if doubtful is None:
        return (False, failed, None)
    return doubtful[0] if len(doubtful) == 1 else _doubted(doubtful, True)


def _doubted(parts: list[Finding], either: bool) -> Finding:
    """What remains of undecided parts; `either`: one yes would do."""
    basis = every = either_way = 0
    alone = -1
    unknown = False
    for value, mask, _ in parts:
        basis |= mask
        if value.__class__ is NotKnown:
            assert isinstance(value, NotKnown)
            unknown = True
            every |= value.all
            if either:
                alone &= value.no
                either_way |= value.yes
            else:
                alone &= value.yes
                either_way |= value.no
    if not unknown:
        return (merge(value for value, _, _ in parts), basis, None)
    if either:
        return (NotKnown(either_way, alone, every), basis, None)
    return (NotKnown(alone, either_way, every), basis, None)


def opposite(part: Finding) -> Finding:
    """Yes for no, no for yes; what is undecided stays so."""
    value, basis, _ = part
    if value is True:
        return (False, basis, None)
    if value is False:
        return (True, basis, None)
    if isinstance(value, NotKnown):
        return (NotKnown(value.no, value.yes, value.all), basis, None)
    return part


def merged(values: Iterable[object]) -> Undecided:
    """`merge`, with a short way for what is mostly met: nothing worse than missing facts."""
    alone, every = -1, 0
    unknown = False
    values = tuple(values)
    for value in values:
        if isinstance(value, NotKnown):
            unknown = True
            alone &= value.yes | value.no
            every |= value.all
    return NotKnown(alone, alone, every) if unknown else merge(values)


def same(one: object, other: object) -> bool:
    """Whether two values or outcomes are the same."""
    if isinstance(one, NotKnown):
        return (
            isinstance(other, NotKnown)
            and one.all == other.all
            and one.yes == other.yes
            and one.no == other.no
        )
    return one == other


def chosen(condition: Finding, then: Finding, otherwise: Finding) -> Finding:
    """The branch that the condition chooses; where it is undecided, the value on which both agree."""
    state, basis, _ = condition
    if state is True or state is False:
        value, more, bounds = then if state is True else otherwise
        return (value, basis | more, bounds)
    one, other = then[0], otherwise[0]
    rest = then[1] | otherwise[1]
    if same(one, other):
        return (one, rest, None)
    outcome = merged((state, one, other))
    if isinstance(outcome, NotKnown) and isinstance(state, NotKnown):
        alone = 0 if isinstance(one, Undecided) else state.yes
        if not isinstance(other, Undecided):
            alone |= state.no
        outcome = NotKnown(outcome.yes | alone, outcome.no | alone, outcome.all)
    return (outcome, basis | rest, None)


def counted(parts: tuple[Finding, ...]) -> Finding:
    """How many are yes: exact where all are decided, else undecided between bounds."""
    basis = low = 0
    doubtful: list[object] = []
    for value, mask, _ in parts:
        basis |= mask
        if value is True:
            low += 1
        elif value is not False:
            doubtful.append(value)
    if not doubtful:
        return (low, basis, None)
    return (merged(doubtful), basis, (low, low + len(doubtful)))


def remaining(parts: "list[Finding]") -> Finding:
    """What remains of parts of which some are undecided."""
    undecided = [part for part in parts if isinstance(part[0], Undecided)]
    basis = 0
    for part in undecided:
        basis |= part[1]
    return (merged(part[0] for part in undecided), basis, None)


def masks(parts: "list[Finding]") -> int:
    """All that the parts rest on."""
    basis = 0
    for part in parts:
        basis |= part[1]
    return basis


class Weigher:
    """Finds the value of every definition in one case.

    `facts` is the case; `settled` has values for facts that it leaves unknown; `bits` the bit of each fact.
    """

    __slots__ = ("_as_of", "_facts", "_readings", "_settled", "bits", "broken", "found", "headlines", "table")

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
        self.headlines: list[tuple[Finding, tuple[str | Finding, ...]]] = []
        self.broken: str | None = None

    def fact(self, name: str) -> Finding:
        value = getattr(self._facts, name)
        if value is UNKNOWN:
            value = self._settled.get(name, UNKNOWN)
            if value is UNKNOWN:
                bit = self.bits[name]
                return (NotKnown(bit, bit, bit), 0, None)
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

    def apply(self, operator: str, *operands: Finding, of: tuple[str, ...] = ()) -> Finding:
        """An operator needs all its operands; only bounds can decide a comparison before."""
        values = [operand[0] for operand in operands]
        if any(isinstance(value, Undecided) for value in values):
            return _undecided_operands(operator, operands)
        if operator not in TAKES_NONE and None in values:
            return ABSENT
        basis = masks(list(operands))
        try:
            value = OPERATORS[operator](*values)
        except Fault as fault:
            return (Faulty((fault,)), basis, None)
        return (self._missing(of), basis, None) if value is UNKNOWN else (value, basis, None)

    def agree(
        self,
        subject: str,
        otherwise: Finding,
        *cases: Case[Finding],
        declared: tuple[tuple[str, str], ...] = (),
    ) -> Finding:
        """The one value of all cases that hold; different values are a conflict; none: `otherwise`."""
        holding = [case for case in cases if case[1][0] is True]
        doubtful = [case for case in cases if isinstance(case[1][0], Undecided)]
        decided = [case for case in holding if not isinstance(case[2][0], Undecided)]
        clash = self._clash(subject, decided, declared)
        if clash is not None:
            return (clash, masks([part for _, *both in decided for part in both]), None)
        pending = [case[2] for case in holding if isinstance(case[2][0], Undecided)]
        if pending:
            return remaining([*pending, *(case[1] for case in doubtful)])
        if holding:
            agreed = holding[0][2][0]
            rivals = [part for _, *both in doubtful if both[1][0] != agreed for part in both]
            if rivals:
                return remaining(rivals)
            return (agreed, masks([part for _, *both in holding for part in both]), None)
        if not doubtful:
            value, basis, bounds = otherwise
            return (value, basis | masks([condition for _, condition, _ in cases]), bounds)
        if all(value[0] == otherwise[0] for _, _, value in doubtful):
            return (otherwise[0], masks([otherwise, *(value for _, _, value in doubtful)]), None)
        return remaining([*(part for _, *both in doubtful for part in both), otherwise])

    def _clash(
        self, subject: str, holding: list[Case[Finding]], declared: tuple[tuple[str, str], ...]
    ) -> Undecided | None:
        """Faulty or in conflict where cases that hold give different values; None where they agree."""
        pairs = [
            (left[0], right[0])
            for place, left in enumerate(holding)
            for right in holding[place + 1 :]
            if left[2][0] != right[2][0]
        ]
        if not pairs:
            return None
        names = sorted({name for pair in pairs for name in pair})
        known = {frozenset(pair) for pair in declared}
        if all(frozenset(pair) in known for pair in pairs):
            return Pulled(tuple(names))
        entries = self.table.entries
        grounds = tuple(
            (name, show(value[0]), entries[name].provisions) for name, _, value in holding if name in names
        )
        return self._at_fault(Conflict(grounds), subject)

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
        """A set is decided once each member's condition is; what is out of it need not have a value."""
        inside = [both for _, *both in members if both[0][0] is not False]
        parts = [part for both in inside for part in both]
        if any(isinstance(part[0], Undecided) for part in parts):
            return remaining(parts)
        out = masks([condition for _, condition, _ in members if condition[0] is False])
        return (frozenset(value[0] for _, value in inside), out | masks(parts), None)

    def silent(self, silence: str) -> Finding:
        return (Quiet((silence,)), 0, None)

    def in_conflict(self, *others: str) -> Finding:
        return (Pulled(others), 0, None)

    def gap(self, subject: str, *candidates: str) -> Finding:
        return (self._at_fault(Gap(candidates), subject), 0, None)

    def no_version(self, subject: str, days: str) -> Finding:
        return (self._at_fault(NoVersion(days), subject), 0, None)

    def define(self, name: str, finding: Finding) -> Finding:
        """A definition adds itself to what its value rests on, and gives a fault in it its place."""
        entry = self.table.entries[name]
        value, basis, bounds = finding
        if value.__class__ is Faulty:
            assert isinstance(value, Faulty)
            value = Faulty(tuple(fault.located(name, entry.provisions, entry.site) for fault in value.faults))
        found = self.found[name] = (value, basis | entry.mask, bounds)
        return found

    def headline(self, condition: Finding, *parts: str | Finding) -> None:
        self.headlines.append((condition, parts))

    def always(self, sentence: str, condition: Finding) -> None:
        """Note the first constraint that the case breaks."""
        if condition[0] is False and self.broken is None:
            self.broken = sentence


def _range(finding: Finding) -> Bounds:
    if finding[2] is not None:
        return finding[2]
    value = finding[0]
    return (value, value) if value.__class__ is int and isinstance(value, int) else None


def _undecided_operands(operator: str, operands: tuple[Finding, ...]) -> Finding:
    bounds: Bounds = None
    if len(operands) == 2:
        left, right = _range(operands[0]), _range(operands[1])
        if left is not None and right is not None:
            verdict = compared(operator, left, right)
            if verdict is not None:
                return (verdict, operands[0][1] | operands[1][1], None)
            if operator == "+":
                bounds = (left[0] + right[0], left[1] + right[1])
    value, basis, _ = remaining(list(operands))
    return (value, basis, bounds)


def gathered(kind: str, rows: list[tuple[Finding, Finding]], if_none: Finding | None) -> Finding:
    """What a quantifier makes of its things: of each, whether it counts, and its condition or summand."""
    match kind:
        case "some":
            return any_of(tuple(all_of(row) for row in rows))
        case "every":
            return all_of(tuple(any_of((opposite(where), body)) for where, body in rows))
        case "count":
            return counted(tuple(where for where, _ in rows))
    kept = [row for row in rows if row[0][0] is not False]
    dropped = masks([where for where, _ in rows if where[0] is False])
    parts = [part for row in kept for part in row]
    if any(isinstance(part[0], Undecided) for part in parts):
        return remaining(parts)
    values = [body[0] for _, body in kept]
    basis = dropped | masks(parts)
    if kind == "sum":
        total = 0 if if_none is None else if_none[0]
        for value in values:
            total = OPERATORS["+"](total, value)
        return (total, basis, None)
    if not values:
        assert if_none is not None
        return (if_none[0], if_none[1] | basis, if_none[2])
    best = values[0]
    for value in values[1:]:
        if OPERATORS["<" if kind == "smallest" else ">"](value, best):
            best = value
    return (best, basis, None)
