"""What is said of each thing of a list, and definitions that are asked about things."""

from collections.abc import Callable, Sequence
from typing import Any

from qanun.runtime.evaluation.tape import Block, Mask, Registers, Tape, Thing, Things, identity_of
from qanun.runtime.evaluation.trace import Traced
from qanun.runtime.outcomes.kleene import Finding
from qanun.runtime.outcomes.passing import ABSENT, gathered
from qanun.runtime.outcomes.undecided import Undecided

Inside = Callable[[Thing], tuple[int, ...]]
"""Reads what is said of a thing: the registers of what is wanted of it."""


class Loop:
    """A block that is run for each thing of a list. `wanted` are the registers of what is said of one."""

    __slots__ = ("block", "register", "wanted")

    def __init__(self, tape: Tape, depth: int, through: Mask, inside: Inside) -> None:
        self.block = Block(depth)
        self.register = tape.register(self.block)
        self.wanted = inside(Thing(self.register, through))

    def rows(self, r: Registers, listed: Sequence[object]) -> list[tuple[Finding, ...]]:
        """What is found of each thing."""
        register, wanted, pairs = self.register, self.wanted, self.block.pairs
        found: list[tuple[Finding, ...]] = []
        for thing in listed:
            r[register] = (thing, 0, None)
            for at, run in pairs:
                r[at] = run(r)
            found.append(tuple([r[part] for part in wanted]))
        return found

    def traced(
        self, r: Registers, t: list[Any], listed: Sequence[object], called: str
    ) -> list[tuple[Traced, ...]]:
        """What is found of each thing, and how; a thing is `called` so in its trace."""
        found: list[tuple[Traced, ...]] = []
        for place, thing in enumerate(listed, 1):
            r[self.register] = (thing, 0, None)
            t[self.register] = Traced(r[self.register], "thing", (), (called, place))
            self.block.trace(r, t)
            found.append(tuple([t[part] for part in self.wanted]))
        return found


def over(
    tape: Tape,
    kind: str,
    local: str,
    items: int,
    through: Mask,
    none: int | None,
    spoken_of: tuple[int, ...],
    key: object,
    inside: Inside,
) -> int:
    """A quantifier over a list: some, every, count, sum, largest or smallest.

    `spoken_of` are the registers of all other things of which it speaks; `key` tells it from others.
    """
    home = tape.innermost(spoken_of)
    if key in home.known:
        return home.known[key]
    loop = Loop(tape, home.depth + 1, through, inside)

    def found(basis: int, rows: list[tuple[Finding, Finding]], r: Registers) -> Finding:
        value, mask, bounds = gathered(kind, rows, None if none is None else r[none])
        return (value, mask | basis, bounds)

    def run(r: Registers) -> Finding:
        listed, basis, _ = r[items]
        if isinstance(listed, Undecided):
            return (listed, basis, None)
        if listed is None:
            return ABSENT
        return found(basis, [(where, body) for where, body in loop.rows(r, listed)], r)

    def follow(r: Registers, t: list[Any]) -> Traced:
        listed, basis, _ = r[items]
        if not isinstance(listed, tuple):
            return Traced(run(r), "over", (t[items],), (kind, local))
        rows = loop.traced(r, t, listed, local)
        finding = found(basis, [(where.finding, body.finding) for where, body in rows], r)
        return Traced(finding, "over", (t[items], *(part for row in rows for part in row)), (kind, local))

    return tape.add(home, key, run, follow)


class Function:
    """A definition about things: a block that is run once for the same things.

    `things` are its locals; `body` and `result` the registers of what it says and of its finding.
    """

    __slots__ = ("block", "body", "mask_registers", "memo", "registers", "result", "things")

    def __init__(self, tape: Tape, locals_: Sequence[str]) -> None:
        self.block = Block(1)
        self.registers = tuple([tape.register(self.block) for _ in locals_])
        self.mask_registers = tuple([tape.register(self.block, 0) for _ in locals_])
        self.things: Things = {
            local: Thing(register, Mask(0, frozenset((mask,))))
            for local, register, mask in zip(locals_, self.registers, self.mask_registers, strict=True)
        }
        self.memo = tape.register(tape.main)
        tape.emptied.append(self.memo)
        self.body = self.result = -1


def called(tape: Tape, name: str, function: Function, given: tuple[int, ...], through: list[Mask]) -> int:
    """A definition asked about things; `through` are the facts through which each of them is reached."""

    def enter(r: Registers) -> tuple[object, ...]:
        """Give it its things; what tells these from others."""
        key: list[object] = []
        for register, mask_register, one, mask in zip(
            function.registers, function.mask_registers, given, through, strict=True
        ):
            r[register] = finding = r[one]
            r[mask_register] = bits = mask.of(r)
            key += (identity_of(finding[0]), finding[1], bits)
        return tuple(key)

    def run(r: Registers) -> Finding:
        key = enter(r)
        memo = r[function.memo]
        found: Finding | None = memo.get(key)
        if found is None:
            function.block.run(r)
            found = memo[key] = r[function.result]
        return found

    def follow(r: Registers, t: list[Any]) -> Traced:
        key = enter(r)
        if t[function.memo] is None:
            t[function.memo] = {}
        found: Traced | None = t[function.memo].get(key)
        if found is None:
            for register, one in zip(function.registers, given, strict=True):
                t[register] = t[one]
            function.block.trace(r, t)
            found = t[function.memo][key] = t[function.result]
        return found

    spoken_of = {register for mask in through for register in mask.registers}
    home = tape.innermost((*given, *spoken_of))
    key = ("call", name, given, tuple((mask.fixed, mask.registers) for mask in through))
    return home.known[key] if key in home.known else tape.add(home, key, run, follow)
