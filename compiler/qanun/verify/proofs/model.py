"""What is looked for among all cases, and what was found."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from attrs import frozen

from qanun.core.rules import Expr, Local, Question, Site

Kind = Literal[
    "claim",
    "claim without a case",
    "conflict",
    "gap",
    "fault",
    "undeclared collision",
    "never holds",
    "never bites",
    "always holds",
]
"""What is looked for. Of the first two rows and the collisions a case is bad; of the last ones it is good."""

Part = Literal["yes", "conflict", "gap", "fault"]
"""What an expression has to come to in the case: yes, or a fault that it makes itself."""

GOOD: frozenset[Kind] = frozenset(("claim without a case", "never holds", "never bites", "always holds"))
"""The kinds of which some case should be found."""


@frozen(eq=False)
class Sought:
    """A case in which an expression comes to something; `question` has what it rests on, `things` what it is
    about. `name` and `label` are those of the declaration, or the title of a claim. `unsettled` are other
    expressions that a case must have as yes."""

    kind: Kind
    law: str
    name: str
    label: str
    site: Site
    expr: Expr
    part: Part
    question: Question
    readings: tuple[tuple[str, str], ...] = ()
    things: tuple[Local, ...] = ()
    others: tuple[str, ...] = ()


@frozen(eq=False)
class Witness:
    """A case: its facts by qualified name, of which `known` are enough; the things that it is about."""

    facts: Mapping[str, object]
    known: tuple[str, ...]
    as_of: datetime | None
    readings: Mapping[str, str]
    things: tuple[object, ...] = ()
    is_smallest: bool = True


@frozen(eq=False)
class Never:
    """No case of those of which formulas speak is like that: proved."""


@frozen(eq=False)
class Undecided:
    """Nobody knows, and why."""

    cause: str


@frozen(eq=False)
class NotReproduced:
    """A mistake of ours: the solver found a case, and the evaluation finds otherwise."""

    witness: Witness


Found = Never | Witness | Undecided | NotReproduced


@frozen(eq=False)
class Result:
    """`bounds` are the sentences that say of which cases it was proved."""

    sought: Sought
    found: Found
    bounds: tuple[str, ...] = ()

    @property
    def is_finding(self) -> bool:
        """Whether the law has to answer for it."""
        wanted = Never if self.sought.kind in GOOD else Witness
        return isinstance(self.found, wanted)

    @property
    def is_proved(self) -> bool:
        """Whether it is certain that the law has not this mistake."""
        wanted = Witness if self.sought.kind in GOOD else Never
        return isinstance(self.found, wanted)
