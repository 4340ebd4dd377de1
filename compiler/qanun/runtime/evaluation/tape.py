"""The general evaluation: the core's expressions as steps, each of which fills a register.

An expression is read once, at a question's first use, and becomes one step after those of its parts; equal
expressions are one step. To evaluate a case is to run the steps in order over a list of registers, each of
which then holds a finding. What is said of each thing of a list is a block of steps of its own, run once for
each thing; what in it does not speak of the thing stands outside, and is found once.

To trace is to run the same steps and to keep beside each register how its finding came about.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from qanun.runtime.evaluation.trace import Traced
from qanun.runtime.outcomes.kleene import Finding
from qanun.runtime.values.records import Record

Registers = list[Any]
"""What was found, by register: findings; of a thing also the facts through which it is reached, as a mask."""
Run = Callable[[Registers], Finding]
Follow = Callable[[Registers, list[Any]], Traced]


class Step:
    """What fills register `at`. `operation`, `parts` and `about` say how, for a trace; `follow`, where the
    parts are not the whole of it, runs the step and gives the trace."""

    __slots__ = ("about", "at", "follow", "operation", "parts", "run")

    def __init__(
        self,
        at: int,
        run: Run,
        operation: str,
        parts: tuple[int, ...],
        about: object,
        follow: Follow | None,
    ) -> None:
        self.at = at
        self.run = run
        self.operation = operation
        self.parts = parts
        self.about = about
        self.follow = follow


class Block:
    """Steps that are run in order. `depth` is 0 of the outermost; `known` finds the register of an equal
    step."""

    __slots__ = ("depth", "known", "pairs", "steps")

    def __init__(self, depth: int) -> None:
        self.depth = depth
        self.steps: list[Step] = []
        self.pairs: list[tuple[int, Run]] = []
        self.known: dict[object, int] = {}

    def add(self, step: Step) -> None:
        self.steps.append(step)
        self.pairs.append((step.at, step.run))

    def before(self, register: int) -> set[int] | None:
        """The registers on which one of this block rests, itself among them; None where a step does not tell
        all."""
        steps = {step.at: step for step in self.steps}
        found: set[int] = set()
        ahead = [register]
        while ahead:
            at = ahead.pop()
            if at in found:
                continue
            found.add(at)
            step = steps.get(at)
            if step is not None:
                if step.follow is not None:
                    return None
                ahead += step.parts
        return found

    def run(self, r: Registers, most: int | None = None) -> None:
        """Fill the registers; `most`: by so many of the steps."""
        for at, run in self.pairs[:most]:
            r[at] = run(r)

    def trace(self, r: Registers, t: list[Any], most: int | None = None) -> None:
        """Fill the registers, and beside each how it came about."""
        for step in self.steps[:most]:
            at = step.at
            if step.follow is None:
                r[at] = finding = step.run(r)
                t[at] = Traced(finding, step.operation, tuple([t[part] for part in step.parts]), step.about)
            else:
                t[at] = traced = step.follow(r, t)
                r[at] = traced.finding


class Mask:
    """The facts through which something is reached: some that are fixed, and those of things in registers."""

    __slots__ = ("fixed", "registers")

    def __init__(self, fixed: int = 0, registers: frozenset[int] = frozenset()) -> None:
        self.fixed = fixed
        self.registers = registers

    def joined(self, other: "Mask") -> "Mask":
        return Mask(self.fixed | other.fixed, self.registers | other.registers)

    def of(self, r: Registers) -> int:
        """The mask, in a case."""
        mask = self.fixed
        for register in self.registers:
            mask |= r[register]
        return mask


NO_FACTS = Mask()


class Thing:
    """What a local stands for: its register, and the facts through which it is reached."""

    __slots__ = ("mask", "register")

    def __init__(self, register: int, mask: Mask) -> None:
        self.register = register
        self.mask = mask


Things = Mapping[str, Thing]


class Tape:
    """All steps of a question while they are made. `template` is what the registers hold at first."""

    def __init__(self) -> None:
        self.template: Registers = []
        self.homes: list[Block] = []
        self.main = Block(0)
        self.given: dict[int, tuple[str, object]] = {}
        self.emptied: list[int] = []

    def register(self, block: Block, holds: object = None) -> int:
        """A register that a step of the block, or whoever runs it, fills."""
        self.template.append(holds)
        self.homes.append(block)
        return len(self.template) - 1

    def start(self, key: object, operation: str, about: object, holds: object = None) -> int:
        """The register of what is there before any step is run: a fact, a constant, an option."""
        known = self.main.known.get(key)
        if known is None:
            known = self.main.known[key] = self.register(self.main, holds)
            self.given[known] = (operation, about)
        return known

    def innermost(self, registers: Iterable[int]) -> Block:
        """The innermost of the blocks in which registers stand."""
        block = self.main
        for register in registers:
            home = self.homes[register]
            if home.depth > block.depth:
                block = home
        return block

    def put(
        self,
        run: Run,
        operation: str,
        parts: tuple[int, ...],
        about: object = None,
        key: object = None,
        spoken_of: Iterable[int] = (),
    ) -> int:
        """The register of a step over its parts, made where no equal one is known.

        It stands in the innermost block of what its parts, or the registers `spoken_of`, speak of. `key`
        tells steps of one operation and equal parts apart.
        """
        block = self.innermost((*parts, *spoken_of))
        key = (operation, key, parts)
        known = block.known.get(key)
        if known is None:
            known = block.known[key] = self.register(block)
            block.add(Step(known, run, operation, parts, about, None))
        return known

    def add(self, block: Block, key: object, run: Run, follow: Follow) -> int:
        """The register of a new step that is followed in a way of its own."""
        register = block.known[key] = self.register(block)
        block.add(Step(register, run, "", (), None, follow))
        return register

    def opened(self) -> Registers:
        """Registers for a case."""
        registers = self.template.copy()
        for register in self.emptied:
            registers[register] = {}
        return registers

    def traces(self, registers: Registers) -> list[Any]:
        """What stands beside the registers that are filled before any step."""
        traces: list[Any] = [None] * len(registers)
        for register, (operation, about) in self.given.items():
            traces[register] = Traced(registers[register], operation, (), about)
        return traces


def identity_of(thing: object) -> object:
    """What tells a thing from others: a record is itself, whatever its content; any other value is its
    content."""
    return id(thing) if isinstance(thing, Record) else (type(thing), thing)
