"""Reads the core of a question, as the general evaluation does, and says each definition in columns.

What cannot be said is undecided by `other`, and its cause is kept: so a row goes to the general evaluation
only where its answer depends on it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import define, evolve, field, frozen

from qanun.columns import calls, plan, trees
from qanun.columns.agreement import agreed
from qanun.columns.choosing import chosen
from qanun.columns.constants import constant
from qanun.columns.found import (
    Bits,
    Found,
    conjunction,
    disjunction,
    how_many,
    joined_bits,
    negation,
    undecided,
)
from qanun.columns.layers import SHORT, Layers, in_columns
from qanun.columns.lists import Rows
from qanun.columns.loops import Loop
from qanun.columns.operators import applied
from qanun.columns.plan import BOOLEAN, Expr
from qanun.columns.sorts import TEXT, NotInColumns, Sort, none_of
from qanun.columns.types import Shape, value_of
from qanun.runtime.evaluation.constants import constant as read_constant
from qanun.runtime.evaluation.core import Core
from qanun.runtime.evaluation.reader import LEADING_NOWHERE

Encoded = Sequence[Any]

LONG = 12
"""What is longer is not written twice, also where no mask repeats it."""


@frozen(eq=False)
class Thing:
    """What a local stands for, and the facts through which it is reached."""

    found: Found
    through: int


Things = Mapping[str, Thing]


@define(eq=False)
class Reader:
    """`facts` are those of a question, by qualified name; `causes` tells of each definition what is not
    said in columns."""

    core: Core
    bits: Bits
    layers: Layers
    facts: Mapping[str, Found]
    places: Mapping[str, int]
    readings: Mapping[str, Found]
    as_of: Found | None
    cited: Mapping[str, str]
    label: str = ""
    definitions: dict[str, Found] = field(factory=dict)
    through: dict[str, int] = field(factory=dict)
    causes: dict[str, str] = field(factory=dict)
    _within: list[str] = field(factory=list)
    _loops: list[Loop] = field(factory=list)

    def read(self, expr: Encoded, things: Things) -> Found:
        """What an expression comes to."""
        try:
            return self._read(expr, things)
        except NotInColumns as cause:
            self.causes.setdefault(self._within[-1] if self._within else "", str(cause))
            return undecided(self.bits.other, self.bits, None)

    def _read(self, expr: Encoded, things: Things) -> Found:
        bits = self.bits
        match expr[0]:
            case "const":
                return constant(read_constant(expr[1]), bits)
            case "fact":
                return self.facts[expr[1]]
            case "reading":
                return self.readings[expr[1]]
            case "as_of":
                assert self.as_of is not None
                return self.as_of
            case "ref":
                return self._ref(expr, things)
            case "local":
                return things[expr[1]].found
            case "field":
                return self._field(expr, things)
            case "all":
                return conjunction(self._parts(expr[1:], things), bits)
            case "any":
                return disjunction(self._parts(expr[1:], things), bits)
            case "not":
                return negation(self.read(expr[1], things), bits)
            case "how_many":
                return how_many(self._parts(expr[1:], things), bits)
            case "if":
                condition, then, otherwise = self._parts(expr[1:], things)
                return chosen(condition, then, otherwise, bits)
            case "agree":
                return self._agree(expr, things)
            case "apply":
                return applied(expr[1], self._parts(expr[2:], things), bits, self.share)
            case "over":
                return self._over(expr, things)
            case "set":
                return self._set(expr, things)
            case "silent":
                return undecided(bits.silent, bits, (expr[1],))
            case "in_conflict":
                return undecided(bits.conflict, bits, (" ".join(expr[1:]),))
            case "gap" | "no_version":
                return undecided(bits.fault, bits, None)
            case word:
                raise ValueError(f"nobody says {word!r} in columns")

    def _parts(self, exprs: Sequence[Encoded], things: Things) -> list[Found]:
        return [self._short(expr, things) for expr in exprs]

    def _short(self, expr: Encoded, things: Things) -> Found:
        """What an expression comes to; what is long, and told of again in a mask, in columns of its own."""
        found = self.read(expr, things)
        if found.fixed is not None or (not found.bits and max(part.size for part in found.parts) < LONG):
            return found
        parts = tuple(self.share(part) for part in found.parts)
        mask = found.mask
        if parts != found.parts:
            mask = trees.replaced(mask, dict(zip(found.parts, parts, strict=True)))
        return evolve(found, parts=parts, mask=self.share(mask) if mask.size > LONG else mask)

    # --- definitions --------------------------------------------------------------------------------------

    def define(self, name: str) -> Found:
        """A definition that is about no thing, in columns of its own."""
        if name not in self.definitions:
            definition = self.core.definition(name)
            self._within.append(name)
            found = self.read(definition.body, {})
            comment = self.cited.get(name, "")
            if comment is not None:
                self.definitions[name] = in_columns(self.layers, found, f"{name}{self.label}", comment)
            self._within.pop()
        return self.definitions[name]

    def _ref(self, expr: Encoded, things: Things) -> Found:
        if len(expr) == 2:
            return self.define(expr[1])
        definition = self.core.definition(expr[1])
        given = {
            local: Thing(self.read(part, things), self.sources(part, things))
            for local, part in zip(definition.locals, expr[2], strict=True)
        }
        self._within.append(expr[1])
        try:
            return self.read(definition.body, given)
        finally:
            self._within.pop()

    # --- records, lists, sets -----------------------------------------------------------------------------

    def _field(self, expr: Encoded, things: Things) -> Found:
        _, key, record = expr
        holder = self.read(record, things)
        if holder.sort.name != "record":
            raise NotInColumns("a field of what is not said in columns")
        shape = holder.sort.shape
        assert isinstance(shape, Shape)
        fact = shape.facts[key]
        type_ = shape.types[fact.name]
        value = value_of(calls.field_of(holder.value, fact.name, str(type_)), fact.kind, type_)
        if value.sort is None:
            raise NotInColumns(f"{fact.kind.word} in a record")
        bits, through = self.bits, self.sources(record, things)
        there = plan.is_there(value.parts[0])
        pairs = [(there, bits.mask(0))]
        if holder.bits or holder.may_be_none:
            fault = bits.mask(bits.fault)
            absent = (
                plan.choice((holder.open, holder.mask), otherwise=fault)
                if holder.may_be_none
                else holder.mask
            )
            pairs.append((plan.is_null(holder.value), absent))
        if fact.or_none:
            mark = calls.field_of(holder.value, none_of(fact.name), BOOLEAN)
            pairs.append((plan.every(plan.is_there(mark), mark), bits.mask(0)))
        mask = plan.choice(*pairs, otherwise=bits.mask(through))
        more = bits.fault if holder.may_be_none else 0
        return Found(
            value.parts,
            value.sort,
            mask,
            holder.bits | through | more,
            fact.or_none,
            None if more else holder.names,
        )

    def sources(self, expr: Encoded, things: Things) -> int:
        """The facts through which an expression reaches a record, a list or a set, as bits."""
        match expr[0]:
            case "fact":
                return 1 << self.places[expr[1]]
            case "local":
                return things[expr[1]].through
            case "field":
                return self.sources(expr[2], things)
            case "apply" | "if":
                return self._joined(expr[2:], things)
            case "agree":
                return self._joined([expr[3], *(value for _, _, value in expr[2])], things)
            case "ref" if len(expr) == 2:
                if expr[1] not in self.through:
                    self.through[expr[1]] = self.sources(self.core.definition(expr[1]).body, {})
                return self.through[expr[1]]
            case "ref":
                definition = self.core.definition(expr[1])
                given = {
                    local: Thing(undecided(0, self.bits), self.sources(part, things))
                    for local, part in zip(definition.locals, expr[2], strict=True)
                }
                return self.sources(definition.body, given)
            case word if word in LEADING_NOWHERE:
                return 0
            case word:
                raise ValueError(f"nobody tells what leads to {word!r}")

    def _joined(self, exprs: Sequence[Encoded], things: Things) -> int:
        found = 0
        for expr in exprs:
            found |= self.sources(expr, things)
        return found

    def _over(self, expr: Encoded, things: Things) -> Found:
        _, kind, local, items, where, body, *last = expr
        listed = self.read(items, things)
        if listed.sort.name != "list" or listed.sort.element is None:
            raise NotInColumns("what is said of each thing of a list that is not said in columns")
        loop = Loop(listed.value, f"{local} {len(self._loops) + 1}", self._outside(len(self._loops)))
        inner = {**things, local: Thing(self._element(listed, loop.thing), self.sources(items, things))}
        self._loops.append(loop)
        try:
            rows = Rows(listed, loop, self.read(where, inner), self.read(body, inner), self.bits, self.share)
            return rows.gathered(kind, self.read(last[0], things) if last else None)
        finally:
            self._loops.pop()

    def _outside(self, depth: int) -> Callable[[Expr], Expr]:
        """Gives names to what is said outside of the innermost lists."""
        return lambda expr: self._named(expr, depth)

    def share(self, expr: Expr) -> Expr:
        """The same, by a name where it is long: of a thing of a list among what is said of it, else in a
        column."""
        return self._named(expr, len(self._loops))

    def _named(self, expr: Expr, depth: int) -> Expr:
        if expr.size <= SHORT:
            return expr
        for loop in reversed(self._loops[:depth]):
            if loop.thing in expr.things:
                return loop.share(expr)
        return self.layers.column(expr)

    def _element(self, listed: Found, thing: str) -> Found:
        element = listed.sort.element
        assert element is not None
        type_ = listed.value.type.removesuffix("[]")
        variable = plan.local(thing, type_)
        if element.name == "period":
            parts = (calls.field_of(variable, "from", plan.DATE), calls.field_of(variable, "to", plan.DATE))
            return Found(parts, element, self.bits.mask(0))
        return Found((variable,), element, self.bits.mask(0))

    def _set(self, expr: Encoded, things: Things) -> Found:
        bits = self.bits
        pairs = [
            (self._short(value, things), self._short(condition, things)) for _, condition, value in expr[1]
        ]
        values = [value for value, _ in pairs]
        if any(value.sort != TEXT or value.may_be_none for value in values):
            raise NotInColumns("a set of what is no text, or may be none")
        members = [
            plan.choice(
                (plan.every(plan.is_there(inside.value), inside.value), value.value),
                otherwise=plan.null("VARCHAR"),
            )
            for value, inside in pairs
        ]
        listed = plan.call(
            "list_sort",
            plan.call("list_distinct", calls.listed(members, "VARCHAR"), type_="VARCHAR[]"),
            type_="VARCHAR[]",
        )
        lacking = []
        for value, inside in pairs:
            possible = plan.some(plan.every(plan.is_there(inside.value), inside.value), inside.open)
            both = plan.either_bits(value.mask, inside.mask)
            lacking.append(plan.choice((possible, both), otherwise=bits.mask(0)))
        mask = self.share(plan.either_bits(*lacking) if lacking else bits.mask(0))
        every = [part for pair in pairs for part in pair]
        known = plan.choice(
            (plan.compared("<>", mask, bits.mask(0)), plan.null("VARCHAR[]")), otherwise=listed
        )
        return Found(
            (known,),
            Sort("set"),
            mask,
            joined_bits(every),
            names=None,
            members=tuple(pairs),
            open_set=bool(joined_bits(every)),
        )

    def _agree(self, expr: Encoded, things: Things) -> Found:
        _, _, cases, otherwise, declared, *when = expr
        read = [
            (name, self._short(condition, things), self._short(value, things))
            for name, condition, value in cases
        ]
        last = self._short(otherwise, things)
        if any(found.sort.name in ("record", "list") for found in (*(value for _, _, value in read), last)):
            raise NotInColumns("grounds that agree on a record or a list")
        asked = [
            (one, other, self._short(condition, things))
            for one, other, condition in (when[0] if when else ())
        ]
        pairs = [(one, other) for one, other in declared]
        return agreed(read, last, pairs, asked, self.bits, self.share)
