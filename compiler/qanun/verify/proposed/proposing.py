"""Cases for all that no scenario of some laws reaches."""

from collections.abc import Callable, Iterator, Sequence, Set

from attrs import define, field

from qanun.core.questions import Constraints, asked
from qanun.core.rules import Program, Subject
from qanun.runtime.qualified import law_of
from qanun.verify.proposed.finding import Finding, Proposed, Unreached
from qanun.verify.proposed.goals import Goal, Goals
from qanun.verify.scenarios import Result

OF_EACH = "it is said of each thing of a list, of which a table of cases expects nothing"
OF_NOBODY = "no rule, norm or definition that can be asked about rests on it"


@define(eq=False)
class Proposing:
    """What the scenarios of a program, with their results, leave out."""

    program: Program
    results: Sequence[Result]
    seconds: float
    goals: Goals = field(init=False)

    def __attrs_post_init__(self) -> None:
        types = {name: fact.type for name, fact in self.program.facts.items()}
        constraints = Constraints.of(self.program.constraints, self.program.definitions, types)
        self.goals = Goals(self.program, self.results, constraints)

    def proposals(
        self, laws: Set[str], subjects: Set[str], progress: Callable[[str], None]
    ) -> tuple[list[Proposed], list[Unreached]]:
        """The cases of these laws and subjects, by subject; and what has none, and why."""
        by_subject: dict[str, list[Goal]] = {}
        unreached: list[Unreached] = []
        for goal in self.goals.left():
            owner = self.owner(goal)
            if owner is None or owner.about is not None:
                if law_of(goal.name) in laws:
                    unreached.append(Unreached(goal, OF_NOBODY if owner is None else OF_EACH))
            elif law_of(goal.name) in laws or owner.name in subjects:
                by_subject.setdefault(owner.name, []).append(goal)
        found = []
        for number, (name, goals) in enumerate(by_subject.items(), 1):
            progress(f"{number} of {len(by_subject)}: {name}")
            found.append(Finding(self.goals, self.program.subjects[name], goals, self.seconds).proposed())
        progress("")
        return found, [*unreached, *(one for proposed in found for one in proposed.unreached)]

    def owner(self, goal: Goal) -> Subject | None:
        """The subject whose answer tells most of a definition: its own; one whose ground or exception it is;
        any of its law that rests on it."""
        return next(self._owners(goal), None)

    def _owners(self, goal: Goal) -> Iterator[Subject]:
        subjects = [one for one in self.program.subjects.values() if law_of(one.name) == law_of(goal.name)]
        yield from (one for one in subjects if goal.name in (one.answer, *one.grounds, *one.exceptions))
        yield from (one for one in subjects if goal.name.subject.startswith(f"{one.name}."))
        definitions, constraints = self.program.definitions, self.goals.constraints
        for one in subjects:
            if one.about is None and goal.name in asked("", [one], definitions, constraints, one.site).order:
                yield one
