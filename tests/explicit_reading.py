"""Reads explicit expressions strictly: whatever is asked for without a value is a mistake of theirs."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, assert_never

from attrs import define, evolve, field
from qanun.core import rules
from qanun.core.explicit import total
from qanun.core.explicit.parts import ExplicitDefinition
from qanun.core.explicit.sharing import SharedPart
from qanun.core.explicit.total import Total
from qanun.core.names import Name
from qanun.runtime.faults import Fault
from qanun.runtime.operators.operator_rows import OPERATORS, lacks
from qanun.runtime.outcomes.undecided import Undecided
from qanun.runtime.values.sameness import alike
from qanun.runtime.values.sets import PartialSet
from qanun.runtime.values.unknown import UNKNOWN


@define(eq=False)
class Reader:
    """A case: facts by qualified name, the moment, readings; and what was read of it already."""

    definitions: Mapping[Name, ExplicitDefinition]
    facts: Mapping[str, object]
    as_of: datetime | None
    readings: Mapping[str, str]
    locals: Mapping[str, object] = field(factory=dict)
    shared: Mapping[int, SharedPart] = field(factory=dict)
    read_before: dict[object, object] = field(factory=dict)

    def yes_or_no(self, expr: Total) -> bool:
        found = self.read(expr)
        assert isinstance(found, bool), f"{expr} is {found!r}"
        return found

    def read(self, expr: Total) -> Any:
        """The value of an expression."""
        if expr not in self.read_before:
            found = self._read(expr)
            assert found is not UNKNOWN, f"{expr}"
            assert not isinstance(found, Undecided | PartialSet), f"{expr}"
            self.read_before[expr] = found
        return self.read_before[expr]

    def _read(self, expr: Total) -> Any:
        match expr:
            case rules.Const(value):
                return value
            case rules.FactOf() | total.Field():
                return self._stated(expr)
            case rules.Reading(name):
                return self.readings[name]
            case rules.AsOf():
                return self.as_of
            case rules.Local(name):
                return self.locals[name]
            case total.Stated(of):
                return self._stated(of) is not UNKNOWN and not isinstance(self._stated(of), PartialSet)
            case total.StatedInPart(of):
                return isinstance(self._stated(of), PartialSet)
            case total.Told(of, inside):
                return self._told(self._stated(of), inside)
            case total.Members(of):
                return tuple(self.read(of))
            case total.All(parts):
                return all(self.yes_or_no(part) for part in parts)
            case total.Any(parts):
                return any(self.yes_or_no(part) for part in parts)
            case total.Not(part):
                return not self.yes_or_no(part)
            case total.If(condition, then, otherwise):
                return self.read(then if self.yes_or_no(condition) else otherwise)
            case total.Apply(operator, operands):
                return self._applied(operator, [self.read(operand) for operand in operands])
            case total.Fails(of, fault):
                return self._fails(of, fault)
            case total.Count(parts):
                return sum(self.yes_or_no(part) for part in parts)
            case total.Over():
                return self._over(expr)
            case total.SetOf(members):
                return frozenset(value for member in members for value in self._member(member))
            case total.AlikeRecords(one, other, surely):
                return alike(self.read(one), self.read(other)) is surely
            case total.Of(name, part, about):
                return self._of(name, part, [self.read(thing) for thing in about])
            case total.Shared(number, about):
                return self._shared(self.shared[number], [self.read(thing) for thing in about])
            case never:
                assert_never(never)

    def _stated(self, of: rules.FactOf | total.Field) -> object:
        if isinstance(of, rules.FactOf):
            return self.facts.get(of.name, UNKNOWN)
        return getattr(self.read(of.record), f"of {of.name}")

    def _told(self, value: object, inside: bool) -> tuple[object, ...]:
        if isinstance(value, PartialSet):
            return tuple(value.inside if inside else value.outside)
        return tuple(value) if inside and isinstance(value, frozenset) else ()

    def _applied(self, operator: str, values: list[object]) -> object:
        assert not lacks(operator, values), f"{operator} of {values}"
        return OPERATORS[operator](*values)

    def _fails(self, of: Total, name: str) -> bool:
        try:
            self.read(of)
        except Fault as fault:
            return type(fault).__name__ == name
        return False

    def within(self, local: str, value: object) -> "Reader":
        return evolve(self, locals={**self.locals, local: value}, read_before={})

    def _member(self, member: total.Member) -> list[object]:
        if member.items is None:
            return [self.read(member.value)] if self.yes_or_no(member.condition) else []
        inner = [self.within(member.local, item) for item in self.read(member.items)]
        return [one.read(member.value) for one in inner if one.yes_or_no(member.condition)]

    def _over(self, over: total.Over) -> object:
        inner = [self.within(over.local, item) for item in self.read(over.items)]
        kept = (one for one in inner if one.yes_or_no(over.where))
        match over.kind:
            case "some":
                return any(one.yes_or_no(over.body) for one in kept)
            case "every":
                return all(one.yes_or_no(over.body) for one in kept)
            case "count":
                return sum(one.yes_or_no(over.body) for one in kept)
            case "sum" | "largest" | "smallest":
                assert over.nothing is not None
                return self._gathered(over.kind, [one.read(over.body) for one in kept], over.nothing)
            case never:
                assert_never(never)

    def _gathered(self, kind: str, values: list[Any], nothing: Total) -> object:
        if kind == "sum":
            found = self.read(nothing)
            for value in values:
                found = OPERATORS["+"](found, value)
            return found
        if not values:
            return self.read(nothing)
        choose: Callable[..., object] = max if kind == "largest" else min
        return choose(values)

    def _shared(self, part: SharedPart, about: list[object]) -> object:
        things = dict(zip(part.locals, about, strict=True))
        return self._once((id(part), *map(id, about)), part.expr, things, self.shared)

    def _of(self, name: Name, part: str, about: list[object]) -> object:
        definition = self.definitions[name]
        said = definition.parts[part]
        things = dict(zip(said.locals, about, strict=True))
        return self._once((name, part, *map(id, about)), said.expr, things, definition.shared)

    def _once(
        self, key: object, expr: Total, things: Mapping[str, object], shared: Mapping[int, SharedPart]
    ) -> object:
        """What is said of these things, read once; the things are kept, so that no other takes its place."""
        if key not in self.read_of:
            inner = evolve(self, locals=things, shared=shared, read_before={})
            self.read_of[key] = inner.read(expr), things
        return self.read_of[key][0]

    read_of: dict[object, tuple[object, Mapping[str, object]]] = field(factory=dict)
