"""What always holds of the cases of a question, and the facts that it settles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qanun.runtime.evaluation.reader import Reader
from qanun.runtime.evaluation.steps import Case
from qanun.runtime.evaluation.tape import Registers, Run
from qanun.runtime.faults import CaseImpossible
from qanun.runtime.outcomes.undecided import NotKnown
from qanun.runtime.outcomes.unnamed import Unnamed, distinct
from qanun.runtime.values.spec import Fact
from qanun.runtime.values.unknown import UNKNOWN

if TYPE_CHECKING:
    from qanun.runtime.evaluation.core import Core
    from qanun.runtime.evaluation.tables import Table

Settled = Mapping[str, object]
"""Values of facts that a case leaves unknown, by attribute."""


class Always:
    """What always holds. `values` are those that each fact which it can settle may take, by attribute, where
    they are few."""

    def __init__(
        self, core: Core, table: Table, data: Mapping[str, Any], values: Mapping[str, Sequence[object]]
    ) -> None:
        self.reader = reader = Reader(core, table, data["facts"])
        for name in data["always"]:
            reader.define(name)
        self._conditions = [
            (sentence, reader.read(condition, {})) for sentence, *_, condition in data["constraints"]
        ]
        self._sites = table.sites
        registers = {reader.places[name][0]: register for name, register in reader.facts.items()}
        self.facts = frozenset(registers)
        """The attributes of the facts on which it rests."""
        self._trials = [
            _Trial(name, values[name], registers.get(name), reader, self._conditions)
            for name in data["constrained"]
        ]

    def settle(self, case: Case) -> Settled:
        """The values of unknown facts to which it leaves but one. CaseImpossible where the case breaks it, or
        it leaves a fact none."""
        r = self.reader.opened(case)
        if broken := self._broken(r):
            raise self._impossible(broken)
        settled: dict[str, object] = {}
        waiting = [trial for trial in self._trials if getattr(case.facts, trial.fact) is UNKNOWN]
        moved: set[int] | None = None
        while moved is None or moved:
            last, moved = moved, set()
            for trial in waiting:
                if trial.fact in settled or (last is not None and trial.places.isdisjoint(last | moved)):
                    continue
                possible, against = trial.possible(r)
                if possible is not None and len(possible) == 1:
                    settled[trial.fact] = possible[0]
                    if trial.register is not None:
                        r[trial.register] = (possible[0], 0, None)
                    moved |= trial.places
                elif possible is not None and not possible:
                    raise self._impossible(against)
        return settled

    def is_broken(self, case: Case) -> bool:
        """Whether the case, as it is stated, breaks it."""
        return bool(self._broken(self.reader.opened(case)))

    def _broken(self, r: Registers) -> list[str]:
        """The sentences that a case breaks."""
        self.reader.tape.main.run(r)
        return [sentence for sentence, at in self._conditions if r[at][0] is False]

    def _impossible(self, broken: Iterable[str]) -> CaseImpossible:
        """The case that cannot be: the sentences, each once, in the order of the pages."""
        told = set(broken)
        said = [one for one in dict.fromkeys(sentence for sentence, _ in self._conditions) if one in told]
        return CaseImpossible("; ".join(said), "; ".join(self._sites[one] for one in said))


class _Trial:
    """Tries the `values` of one fact. `register` holds it, if anything asks for it; `places` are those of the
    conditions that rest on it."""

    def __init__(
        self,
        fact: str,
        values: Sequence[object],
        register: int | None,
        reader: Reader,
        conditions: Sequence[tuple[str, int]],
    ) -> None:
        self.fact = fact
        self._values = values
        self.register = register
        main = reader.tape.main
        self._memos = reader.tape.emptied
        rests = [main.before(at) for _, at in conditions]
        self._conditions = [
            (sentence, at)
            for (sentence, at), before in zip(conditions, rests, strict=True)
            if before is None or register in before
        ]
        asked = [before for before in rests if before is None or register in before]
        self.places = {place for place, before in enumerate(rests) if before is None or register in before}
        self._steps: list[tuple[int, Run]] = main.pairs
        if None not in asked:
            wanted = {at for before in asked if before is not None for at in before}
            self._steps = [pair for pair in main.pairs if pair[0] in wanted]

    def possible(self, r: Registers) -> tuple[Sequence[object] | None, list[str]]:
        """The values that are left to the fact, and what breaks if it has another; None where it can have
        other values than are named."""
        values = self._values
        against: list[str] = []
        if not values:
            other = Unnamed()
            bit = NotKnown(0, 0, 0) if self.register is None else r[self.register][0]
            against = self._breaks(r, (bit, 0, other))
            if not against:
                return None, []
            values = distinct(other.named)
        tried = [(value, self._breaks(r, (value, 0, None))) for value in values]
        possible = [value for value, broken in tried if not broken]
        return possible, [*against, *(one for _, broken in tried for one in broken)]

    def _breaks(self, r: Registers, finding: tuple[object, int, object]) -> list[str]:
        """The sentences that are broken if this is found of the fact; afterwards it is as before."""
        if self.register is None:
            return []
        before, r[self.register] = r[self.register], finding
        for memo in self._memos:
            r[memo] = {}
        for at, run in self._steps:
            r[at] = run(r)
        broken = [sentence for sentence, at in self._conditions if r[at][0] is False]
        r[self.register] = before
        return broken


def few(fact: Fact) -> tuple[object, ...]:
    """The values that a fact of few values can take; of others none."""
    if fact.or_none:
        return ()
    if fact.kind.word == "yes/no":
        return (True, False)
    return tuple(fact.kind.options) if fact.kind.word == "one of" and fact.kind.options else ()
