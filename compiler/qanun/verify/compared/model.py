"""What two laws are compared in, and what was found."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, get_args

from attrs import frozen

Clause = Literal["state", "due", "end", "penalties", "authority"]
Aspect = Literal[Clause, "value"]
Part = Literal[Aspect, "case", "verdict"]
"""In what answers can differ; `case`: one of the laws refuses the case, for something always holds in it."""

CLAUSES: tuple[Clause, ...] = get_args(Clause)
TOLD: tuple[Aspect, ...] = ("value", *CLAUSES)
"""What an answer says beside its verdict."""


@frozen(order=True)
class Kind:
    """A kind of change. Of verdicts and states `before` and `after` are their words; of a value or a term
    `after` tells how the later one is: smaller, larger, earlier, later, other, or that it came or went."""

    part: Part
    before: str
    after: str


@frozen(eq=False)
class Case:
    """A case that both laws can be asked about. Facts by qualified name, of which `known` are enough;
    `readings` are those that it chooses."""

    facts: Mapping[str, object]
    known: tuple[str, ...]
    as_of: datetime | None
    readings: Mapping[str, str]
    is_smallest: bool = True


@frozen
class Said:
    """What a law answers: the sentence, and where in the law that stands."""

    sentence: str
    source: str


@frozen(eq=False)
class Told:
    """What one law says of a case: its sentences; as data of each answer its verdict, state and so on."""

    said: tuple[Said, ...]
    answers: tuple[Mapping[Part, object], ...]
    refused: str = ""


@frozen(eq=False)
class Change:
    """One case, and in what it is answered otherwise."""

    kinds: tuple[Kind, ...]
    case: Case
    before: Told
    after: Told


@frozen(eq=False)
class Compared:
    """What was found of one that is asked about, by qualified name. `undecided` has the causes for which it
    is not known whether there are more changes; `wrong` are cases that the solver says differ and the
    evaluation answers alike: mistakes of ours. `bounds` say of which cases it was proved; `by_solver` is no
    where both laws say it in the same words."""

    subject: str
    changes: tuple[Change, ...] = ()
    undecided: tuple[str, ...] = ()
    wrong: tuple[Change, ...] = ()
    bounds: tuple[str, ...] = ()
    by_solver: bool = True

    @property
    def is_same(self) -> bool:
        """Whether it is proved that no answer changes."""
        return not (self.changes or self.undecided or self.wrong)
