"""What is looked for among all cases, and what was found."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Literal

from attrs import frozen

from qanun.core.names import Name
from qanun.core.rules import Expr, Local, Question, Scenario, Site

Kind = Literal[
    "claim",
    "claim without a case",
    "claim without a value",
    "conflict",
    "gap",
    "fault",
    "undeclared collision",
    "never holds",
    "never bites",
    "always holds",
    "always bites",
    "covered",
    "over at once",
    "never kept",
    "not both kept",
    "no version",
    "no words",
    "changes nothing",
]
"""What is looked for. Of claims, faults and collisions a case is bad; of the kinds in `GOOD` it is good."""

Part = Literal["yes", "conflict", "gap", "fault", "no version", "no value", "no words", "otherwise"]
"""What an expression has to come to in the case: yes, a fault that it makes itself, no value at all, an
outcome for which its question has no words; or something else than in a case that differs in one fact."""

GOOD: frozenset[Kind] = frozenset(
    (
        "claim without a case",
        "never holds",
        "never bites",
        "always holds",
        "always bites",
        "covered",
        "over at once",
        "never kept",
        "changes nothing",
    )
)
"""The kinds of which some case should be found."""

CLAIMS: frozenset[Kind] = frozenset(("claim", "claim without a case", "claim without a value"))
"""The kinds whose name is the title of a claim."""

Forgotten = Literal["barred", "silent", "in conflict", "expired"]
"""The outcomes that drafters think of last."""

NOTED: frozenset[Kind] = frozenset(("claim without a value",))
"""The kinds of which a case is told, and the law need not answer for it."""


@frozen(eq=False)
class Place:
    """Where a fact or reading can change something: the expressions of an answer, or of headlines, about
    these things; what they rest on; and scenarios that expect something of them."""

    exprs: tuple[Expr, ...]
    things: tuple[Local, ...]
    question: Question
    scenarios: tuple[Scenario, ...] = ()


@frozen(eq=False)
class Sought:
    """A case in which an expression comes to something; `question` has what it rests on, `things` what it is
    about. `name` and `label` are those of the declaration, or the title of a claim; `others` the norms with
    which it collides. `definition` is whose it is, by name; of one that is asked of one thing, or as of
    another day, `is_instance`. `unlooked` are sentences: what of it is not looked at. It is sought in cases
    in which `where` holds, if that is given. `outcome` is for what there are no words; in `places` something
    may come out otherwise."""

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
    definition: Name | None = None
    unlooked: tuple[str, ...] = ()
    where: Expr | None = None
    outcome: Forgotten | None = None
    places: tuple[Place, ...] = ()

    @property
    def id(self) -> str:
        """What tells it from all else that is sought, whatever lines are added above it."""
        of = self.name if self.definition is None else str(self.definition)
        by_what = f" {self.outcome} in {self.question.name}" if self.outcome is not None else ""
        beside = "".join(f" with {other}" for other in self.others)
        return f"{self.kind}: {of if self.kind not in CLAIMS else f'{self.law}, {of}'}{beside}{by_what}"

    @property
    def is_instance(self) -> bool:
        return self.definition is not None and self.definition.about is not None


@frozen(eq=False)
class Witness:
    """A case: its facts by qualified name, of which `known` are enough; the things that it is about."""

    facts: Mapping[str, object]
    known: tuple[str, ...]
    as_of: datetime | None
    readings: Mapping[str, str]
    things: tuple[object, ...] = ()
    is_smallest: bool = True


MET = Witness({}, (), None, {})
"""That there is a case, of which nothing need be told."""


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
        return isinstance(self.found, wanted) and self.sought.kind not in NOTED

    @property
    def is_noted(self) -> bool:
        """Whether it is told with its case, and no mistake."""
        return isinstance(self.found, Witness) and self.sought.kind in NOTED

    @property
    def is_proved(self) -> bool:
        """Whether it is certain that the law has not this mistake."""
        wanted = Witness if self.sought.kind in GOOD else Never
        return isinstance(self.found, wanted)


def told_once(results: Sequence[Result]) -> Iterator[Result]:
    """All but what was found of an instance and of the declaration itself, too."""
    found = {(one.sought.kind, one.sought.definition) for one in results if one.is_finding}
    for one in results:
        name = one.sought.definition
        of_itself = None if name is None else name.with_about(None)
        if not (one.is_finding and one.sought.is_instance and (one.sought.kind, of_itself) in found):
            yield one
