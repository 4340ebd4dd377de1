"""What was found of a subject: which findings an answer is made of, looked up once for each subject."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qanun.runtime.evaluation.tables import Subject, Table
from qanun.runtime.outcomes.kleene import Finding
from qanun.runtime.outcomes.open_sets import outcome
from qanun.runtime.outcomes.undecided import NotKnown


class Answering:
    """Reads what was found of one subject. `at` says where among what was found a definition's finding is."""

    __slots__ = ("_aspects", "_listed", "asked", "subject")

    def __init__(self, subject: Subject, table: Table, at: Mapping[str, int]) -> None:
        self.subject = subject.name
        self.asked = len([aspect for aspect in subject.aspects if aspect != "exercised"])
        """How many aspects, from the first, nobody need be asked for the last: a power's record."""
        self._aspects = [at[name] for name in subject.aspects.values()]
        listed = dict.fromkeys((*subject.grounds, *subject.exceptions, *subject.barring))
        self._listed = [
            (table.bits[name], at[name], [at[one] for one in subject.carved.get(name, ())])
            for name in listed
            if name in table.bits
        ]

    def __call__(self, found: Sequence[Finding]) -> tuple[list[object], int, int]:
        """The outcomes of its aspects, what they rest on, and the grounds and exceptions that hold."""
        basis = holds = 0
        outcomes: list[object] = []
        for at in self._aspects:
            finding = found[at]
            basis |= finding[1]
            outcomes.append(outcome(finding) if finding[0].__class__ is NotKnown else finding[0])
        for bit, at, carved in self._listed:
            if bit & basis and found[at][0] is True and (not carved or _any(found, carved)):
                holds |= bit
        return outcomes, basis, holds


def _any(found: Sequence[Finding], places: list[int]) -> bool:
    """Whether one of them surely holds."""
    return any(found[at][0] is True for at in places)
