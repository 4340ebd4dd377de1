"""From what was found to answers: which findings an answer is made of, looked up once for each subject."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qanun.runtime.outcomes.kleene import Finding
from qanun.runtime.outcomes.open_sets import outcome
from qanun.runtime.outcomes.undecided import NotKnown

if TYPE_CHECKING:
    from qanun.runtime.questions.answers import Answer
    from qanun.runtime.questions.making import Maker
    from qanun.runtime.questions.tables import Subject, Table


class Answering:
    """Makes the answer about one subject. `at` says where among what was found a definition's finding is."""

    __slots__ = ("_aspects", "_listed", "maker")

    def __init__(self, maker: Maker, subject: Subject, table: Table, at: Mapping[str, int]) -> None:
        self.maker = maker
        self._aspects = [at[name] for name in subject.aspects.values()]
        listed = dict.fromkeys((*subject.grounds, *subject.exceptions, *subject.barring))
        self._listed = [
            (table.bits[name], at[name], [at[one] for one in subject.carved.get(name, ())])
            for name in listed
            if name in table.bits
        ]

    def __call__(self, found: Sequence[Finding]) -> tuple[Answer[Any], int]:
        """The answer, and what it rests on."""
        basis = holds = 0
        outcomes: list[object] = []
        for at in self._aspects:
            finding = found[at]
            basis |= finding[1]
            outcomes.append(outcome(finding) if finding[0].__class__ is NotKnown else finding[0])
        for bit, at, carved in self._listed:
            if bit & basis and found[at][0] is True and (not carved or _any(found, carved)):
                holds |= bit
        return self.maker(basis, holds, *self.maker.typed(outcomes)), basis


def _any(found: Sequence[Finding], places: list[int]) -> bool:
    """Whether one of them surely holds."""
    return any(found[at][0] is True for at in places)
