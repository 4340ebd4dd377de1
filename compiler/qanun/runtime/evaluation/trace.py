"""How a finding came about, as explanations read it."""

from qanun.runtime.outcomes.kleene import Finding
from qanun.runtime.outcomes.undecided import Undecided


class Traced:
    """A finding, the operation that made it, what it was made of, and what the operation was about.

    `operation` is fact, const, reading, as of, field, all, any, not, if, agree, apply, how many, over, set,
    silent, in conflict, gap, no version, definition or thing; `about` its name, operator, value or the like.
    """

    __slots__ = ("about", "finding", "operation", "parts")

    def __init__(
        self, finding: Finding, operation: str, parts: "tuple[Traced, ...]" = (), about: object = None
    ) -> None:
        self.finding = finding
        self.operation = operation
        self.parts = parts
        self.about = about

    @property
    def value(self) -> object:
        """The value, or the undecided outcome."""
        return self.finding[0]

    @property
    def decided(self) -> bool:
        return not isinstance(self.finding[0], Undecided)
