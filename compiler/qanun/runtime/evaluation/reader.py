"""Reads encoded expressions onto a tape."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from qanun.runtime.evaluation.constants import constant
from qanun.runtime.evaluation.core import Core
from qanun.runtime.evaluation.lists import Function, called, over
from qanun.runtime.evaluation.steps import (
    Case,
    agreement,
    at_fault,
    cell,
    defined,
    of_all,
    operated,
)
from qanun.runtime.evaluation.tables import Table
from qanun.runtime.evaluation.tape import NO_FACTS, Mask, Registers, Tape, Thing, Things
from qanun.runtime.evaluation.trace import Traced
from qanun.runtime.faults import Gap, NoVersion
from qanun.runtime.outcomes.kleene import Finding, OpenSet, all_of, any_of, counted, opposite
from qanun.runtime.outcomes.open_sets import NO, partly_known, settled
from qanun.runtime.outcomes.passing import chosen
from qanun.runtime.outcomes.undecided import NotKnown, Pulled, Quiet
from qanun.runtime.outcomes.unnamed import Unnamed
from qanun.runtime.values.sets import PartialSet
from qanun.runtime.values.unknown import UNKNOWN

Expr = Sequence[Any]
"""An encoded expression: its word, then its parts."""


class Reader:
    """Reads the expressions of one question. `asked` are its facts, in order: each with its attribute."""

    def __init__(self, core: Core, table: Table, asked: Sequence[tuple[str, str]]) -> None:
        self.core = core
        self.table = table
        self.places = {name: (attribute, place) for place, (name, attribute) in enumerate(asked)}
        self.tape = Tape()
        self.facts: dict[str, int] = {}
        self._stated: list[tuple[int, str, tuple[NotKnown, int, None]]] = []
        """The register of each fact that is read, its attribute, what is found where it is missing."""
        self.readings: dict[str, int] = {}
        self.as_of: int | None = None
        self.definitions: dict[str, int] = {}
        self.functions: dict[str, Function] = {}
        self._masks: dict[str, Mask] = {}

    def read(self, expr: Expr, things: Things) -> int:
        """The register of what an expression finds."""
        return READERS[expr[0]](self, expr, things)

    def all(self, exprs: Iterable[Expr], things: Things) -> tuple[int, ...]:
        """The registers of several."""
        return tuple([self.read(expr, things) for expr in exprs])

    def define(self, name: str) -> None:
        """Read a definition, after those on which it rests."""
        definition = self.core.definition(name)
        if not definition.locals:
            body = self.read(definition.body, {})
            self.definitions[name] = self._defined(name, body, ())
            self._masks[name] = self.sources(definition.body, {})
        else:
            self.functions[name] = function = Function(self.tape, definition.locals)
            body = self.read(definition.body, function.things)
            function.body = body
            function.result = self._defined(name, body, tuple(function.registers))
            self._masks[name] = self.sources(definition.body, function.things)

    def _defined(self, name: str, body: int, things: tuple[int, ...]) -> int:
        """A definition adds itself to what its value rests on, and gives a fault in it its place."""
        run = defined(self.table.entries[name], self.table.mask(name), body)
        return self.tape.put(run, "definition", (body, *things), name, name)

    def opened(self, case: Case) -> Registers:
        """Registers with what the case states."""
        registers = self.tape.opened()
        facts, settled = case.facts, case.settled
        for register, attribute, missing in self._stated:
            value = getattr(facts, attribute)
            if value is UNKNOWN:
                value = settled.get(attribute, UNKNOWN)
            if value is UNKNOWN:
                registers[register] = missing
            elif value.__class__ is PartialSet:
                registers[register] = partly_known(value, missing[0])
            elif value.__class__ is Unnamed:
                registers[register] = (missing[0], 0, value)
            else:
                registers[register] = (value, 0, None)
        for name, register in self.readings.items():
            option = case.readings.get(name)
            found = self._open_reading(name) if option is None else option
            registers[register] = (found, self.table.bits[name], None)
        if self.as_of is not None:
            registers[self.as_of] = (case.as_of, 0, None)
        return registers

    def _open_reading(self, name: str) -> NotKnown:
        """What is found of a reading without an option: its bit stands behind those of the facts."""
        bit = 1 << len(self.places) + list(self.table.readings).index(name)
        return NotKnown(bit, bit, bit)

    def lacking(self, mask: int) -> frozenset[str]:
        """The readings for want of which something is unknown."""
        mask >>= len(self.places)
        return frozenset(name for place, name in enumerate(self.table.readings) if mask >> place & 1)

    def fact(self, name: str) -> int:
        """The register of a fact."""
        register = self.facts.get(name)
        if register is None:
            attribute, place = self.places[name]
            register = self.facts[name] = self.tape.start(("fact", attribute), "fact", attribute)
            bit = 1 << place
            self._stated.append((register, attribute, (NotKnown(bit, bit, bit), 0, None)))
        return register

    # --- the facts through which something is reached -----------------------------------------------------

    def sources(self, expr: Expr, things: Things) -> Mask:
        """The facts through which an expression reaches a record, a list or a set."""
        match expr[0]:
            case "fact":
                return Mask(1 << self.places[expr[1]][1])
            case "local":
                return things[expr[1]].mask
            case "field":
                return self.sources(expr[2], things)
            case "apply" | "if":
                found = NO_FACTS
                for part in expr[2:]:
                    found = found.joined(self.sources(part, things))
                return found
            case "agree":
                found = self.sources(expr[3], things)
                for _, _, value in expr[2]:
                    found = found.joined(self.sources(value, things))
                return found
            case "ref" if len(expr) == 2:
                return self._masks[expr[1]]
            case "ref":
                return self._through(expr[1], [self.sources(given, things) for given in expr[2]])
            case word if word in LEADING_NOWHERE:
                return NO_FACTS
            case word:
                raise ValueError(f"nobody tells what leads to {word!r}")

    def _through(self, name: str, given: Sequence[Mask]) -> Mask:
        """The facts through which what a definition gives of things is reached."""
        own = self._masks[name]
        found = Mask(own.fixed)
        for register, mask in zip(self.functions[name].mask_registers, given, strict=True):
            if register in own.registers:
                found = found.joined(mask)
        return found


# --- how each kind of expression is read ------------------------------------------------------------------


def _const(reader: Reader, expr: Expr, things: Things) -> int:
    value = constant(expr[1])
    return reader.tape.start(("const", json.dumps(expr[1])), "const", value, (value, 0, None))


def _fact(reader: Reader, expr: Expr, things: Things) -> int:
    return reader.fact(expr[1])


def _reading(reader: Reader, expr: Expr, things: Things) -> int:
    register = reader.readings[expr[1]] = reader.tape.start(("reading", expr[1]), "reading", expr[1])
    return register


def _as_of(reader: Reader, expr: Expr, things: Things) -> int:
    reader.as_of = reader.tape.start("as of", "as of", None)
    return reader.as_of


def _local(reader: Reader, expr: Expr, things: Things) -> int:
    return things[expr[1]].register


def _ref(reader: Reader, expr: Expr, things: Things) -> int:
    if expr[1] not in reader.definitions and expr[1] not in reader.functions:
        reader.define(expr[1])
    if len(expr) == 2:
        return reader.definitions[expr[1]]
    function = reader.functions[expr[1]]
    given = reader.all(expr[2], things)
    through = [reader.sources(part, things) for part in expr[2]]
    return called(reader.tape, expr[1], function, given, through)


def _field(reader: Reader, expr: Expr, things: Things) -> int:
    _, name, record = expr
    holder = reader.read(record, things)
    mask = reader.sources(record, things)
    key = (name, mask.fixed, mask.registers)
    return reader.tape.put(cell(holder, name, mask), "field", (holder,), name, key, mask.registers)


def _all(reader: Reader, expr: Expr, things: Things) -> int:
    parts = reader.all(expr[1:], things)
    return reader.tape.put(of_all(all_of, parts), "all", parts)


def _any(reader: Reader, expr: Expr, things: Things) -> int:
    parts = reader.all(expr[1:], things)
    return reader.tape.put(of_all(any_of, parts), "any", parts)


def _how_many(reader: Reader, expr: Expr, things: Things) -> int:
    parts = reader.all(expr[1:], things)
    return reader.tape.put(of_all(counted, parts), "how many", parts)


def _not(reader: Reader, expr: Expr, things: Things) -> int:
    part = reader.read(expr[1], things)
    return reader.tape.put(lambda r: opposite(r[part]), "not", (part,))


def _if(reader: Reader, expr: Expr, things: Things) -> int:
    parts = condition, then, otherwise = reader.all(expr[1:], things)
    return reader.tape.put(lambda r: chosen(r[condition], r[then], r[otherwise]), "if", parts)


def _apply(reader: Reader, expr: Expr, things: Things) -> int:
    operator = expr[1]
    parts = reader.all(expr[2:], things)
    return reader.tape.put(operated(operator, parts), "apply", parts, operator, operator)


def _agree(reader: Reader, expr: Expr, things: Things) -> int:
    _, subject, cases, otherwise, declared, *when = expr
    names = tuple([name for name, _, _ in cases])
    parts = reader.all([otherwise, *(part for _, *both in cases for part in both)], things)
    pairs = tuple([(one, other) for one, other in declared])
    key = (subject, names, pairs)
    through = tuple([reader.sources(value, things) for _, _, value in cases])
    origins = (*parts[2::2], parts[0])
    if not when:
        run = agreement(reader.table, reader.core, subject, names, parts, pairs, (), through, origins)
        return reader.tape.put(run, "agree", parts, names, key)
    asked = tuple([(one, other, reader.read(condition, things)) for one, other, condition in when[0]])
    run = agreement(reader.table, reader.core, subject, names, parts, pairs, asked, through, origins)

    def follow(r: Registers, t: list[Any]) -> Traced:
        """Of the conditions those that matter are told: neither of the two is out."""
        out = {name for name, condition in zip(names, parts[1::2], strict=True) if r[condition][0] is False}
        told = [register for one, other, register in asked if out.isdisjoint((one, other))]
        return Traced(run(r), "agree", tuple([t[part] for part in (*parts, *told)]), names)

    home = reader.tape.innermost((*parts, *(register for _, _, register in asked)))
    whole = ("agree", key, parts, asked)
    return home.known[whole] if whole in home.known else reader.tape.add(home, whole, run, follow)


def _set(reader: Reader, expr: Expr, things: Things) -> int:
    members = expr[1]
    names = tuple([name for name, _, _ in members])
    parts = reader.all([part for _, *both in members for part in both], things)

    def run(r: Registers) -> Finding:
        found = [r[part] for part in parts]
        return settled(OpenSet(tuple(zip(found[1::2], found[::2], strict=True)), NO))

    return reader.tape.put(run, "set", parts, names, names)


def _over(reader: Reader, expr: Expr, things: Things) -> int:
    _, kind, local, items, where, body, *last = expr
    listed = reader.read(items, things)
    none = reader.read(last[0], things) if last else None
    through = reader.sources(items, things)

    spoken_of = tuple([things[name].register for name in sorted(free_locals(expr))])
    key = ("over", json.dumps(expr), spoken_of)

    def inside(one: Thing) -> tuple[int, ...]:
        return reader.all((where, body), {**things, local: one})

    return over(reader.tape, kind, local, listed, through, none, spoken_of, key, inside)


def free_locals(expr: Expr) -> set[str]:
    """The locals that an expression speaks of and does not bind."""
    if expr[0] == "local":
        return {expr[1]}
    if expr[0] != "over":
        return {name for part in _parts(expr) for name in free_locals(part)}
    _, _, local, items, where, body, *last = expr
    inside = (free_locals(where) | free_locals(body)) - {local}
    return inside.union(free_locals(items), *(free_locals(part) for part in last))


def _parts(expr: Expr) -> list[Expr]:
    """The expressions directly inside one that binds no local."""
    match expr[0]:
        case "field":
            return [expr[2]]
        case "ref":
            return expr[2] if len(expr) > 2 else []
        case "all" | "any" | "not" | "if" | "how_many":
            return list(expr[1:])
        case "apply":
            return list(expr[2:])
        case "agree":
            conditions = [condition for _, _, condition in expr[5]] if len(expr) > 5 else []
            return [expr[3], *(part for _, *both in expr[2] for part in both), *conditions]
        case "set":
            return [part for _, *both in expr[1] for part in both]
        case word if word in LEAVES:
            return []
        case word:
            raise ValueError(f"nobody knows the parts of {word!r}")


def _silent(reader: Reader, expr: Expr, things: Things) -> int:
    found = Quiet((expr[1],))
    return reader.tape.start(("silent", expr[1]), "silent", expr[1], (found, 0, None))


def _in_conflict(reader: Reader, expr: Expr, things: Things) -> int:
    others = tuple(expr[1:])
    return reader.tape.start(("in conflict", others), "in conflict", others, (Pulled(others), 0, None))


def _gap(reader: Reader, expr: Expr, things: Things) -> int:
    _, subject, *names = expr
    candidates = tuple(names)
    found = at_fault(reader.core, Gap(candidates), subject)
    return reader.tape.start(("gap", subject, candidates), "gap", candidates, (found, 0, None))


def _no_version(reader: Reader, expr: Expr, things: Things) -> int:
    _, subject, days = expr
    found = at_fault(reader.core, NoVersion(days), subject)
    return reader.tape.start(("no version", subject, days), "no version", days, (found, 0, None))


LEAVES = ("const", "fact", "reading", "as_of", "silent", "in_conflict", "gap", "no_version")
"""What has no expressions inside it."""

LEADING_NOWHERE = (
    *("const", "reading", "as_of", "all", "any", "not", "agree", "how_many", "over", "set", "silent"),
    *("in_conflict", "gap", "no_version"),
)
"""What is no record, list or set of the case, or one that the law itself makes."""

READERS: dict[str, Callable[[Reader, Expr, Things], int]] = {
    "const": _const,
    "fact": _fact,
    "reading": _reading,
    "as_of": _as_of,
    "ref": _ref,
    "local": _local,
    "field": _field,
    "all": _all,
    "any": _any,
    "not": _not,
    "if": _if,
    "agree": _agree,
    "apply": _apply,
    "how_many": _how_many,
    "over": _over,
    "set": _set,
    "silent": _silent,
    "in_conflict": _in_conflict,
    "gap": _gap,
    "no_version": _no_version,
}
"""How each kind of expression is read, by its word."""
