"""What is raised: faults of the law, and refusals of a case. Each carries data; its text says where to look.

All are immutable, compared by value, hashable and picklable. A fault is never turned into a value in silence.
Plain classes, because a law's import pays for each class that attrs makes.
"""

from typing import ClassVar, Self

from attrs import frozen

from qanun.runtime.nearest import none_called


class Problem(Exception):
    """Base of all. `__match_args__` names the fields in the order of the constructor."""

    __match_args__: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *values: object) -> None:
        super().__init__(*values)
        self.__dict__.update(zip(self.__match_args__, values, strict=True))

    def __setattr__(self, name: str, value: object) -> None:
        if name in (*self.__match_args__, "args"):
            raise AttributeError(f"{type(self).__name__} cannot be changed")
        super().__setattr__(name, value)

    def __eq__(self, other: object) -> bool:
        return other.__class__ is self.__class__ and isinstance(other, Problem) and other.args == self.args

    def __hash__(self) -> int:
        return hash((self.__class__, self.args))

    def __reduce__(self) -> tuple[type[Self], tuple[object, ...]]:
        return type(self), self.args

    def __repr__(self) -> str:
        pairs = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
        return f"{type(self).__name__}({pairs})"


# --- faults of the law ------------------------------------------------------------------------------------


class Fault(Problem):
    """The law, as written, gives no one answer. Its last three fields are the same in every kind:

    `subject` is the rule, `provisions` the anchors that state it, `site` the place, "path:line".
    """

    subject: str
    provisions: tuple[str, ...]
    site: str

    def sentence(self) -> str:
        """What is wrong, without the place."""
        raise NotImplementedError

    def __str__(self) -> str:
        cited = f" [{', '.join(self.provisions)}]" if self.provisions else ""
        return self.sentence() + cited + (f" ({self.site})" if self.site else "")

    def located(self, subject: str, provisions: tuple[str, ...], site: str) -> Self:
        """This fault with its place, where it does not yet name one."""
        if self.site:
            return self
        return type(self)(*self.args[:-3], subject, provisions, site)

    def sort_key(self) -> tuple[str, str]:
        """Puts faults into a fixed order."""
        return type(self).__name__, repr(self.args)


ConflictingGround = tuple[str, str, tuple[str, ...]]


class Conflict(Fault):
    """Grounds of equal rank apply and give different values; the law does not say which prevails.

    `grounds`: for each its name, its value as people read it, its provisions.
    """

    __match_args__ = ("grounds", "subject", "provisions", "site")
    grounds: tuple[ConflictingGround, ...]

    def __init__(
        self,
        grounds: tuple[ConflictingGround, ...],
        subject: str = "",
        provisions: tuple[str, ...] = (),
        site: str = "",
    ) -> None:
        super().__init__(grounds, subject, provisions, site)

    def sentence(self) -> str:
        sides = "; ".join(
            f"{name} gives {value}" + (f" [{', '.join(provisions)}]" if provisions else "")
            for name, value, provisions in self.grounds
        )
        return f"{self.subject}: grounds of equal rank give different values, and nothing prevails: {sides}"


class Gap(Fault):
    """No ground applies and no silence covers it. `candidates` are the grounds that could have applied."""

    __match_args__ = ("candidates", "subject", "provisions", "site")
    candidates: tuple[str, ...]

    def __init__(
        self,
        candidates: tuple[str, ...],
        subject: str = "",
        provisions: tuple[str, ...] = (),
        site: str = "",
    ) -> None:
        super().__init__(candidates, subject, provisions, site)

    def sentence(self) -> str:
        tried = ", ".join(self.candidates) if self.candidates else "there is none"
        return f"{self.subject}: none of its grounds applies ({tried}), and the law gives no other answer"


class NoVersion(Fault):
    """No version of the rule was in force at `as_of`. `days` says when one was."""

    __match_args__ = ("days", "subject", "provisions", "site")
    days: str

    def __init__(
        self, days: str, subject: str = "", provisions: tuple[str, ...] = (), site: str = ""
    ) -> None:
        super().__init__(days, subject, provisions, site)

    def sentence(self) -> str:
        return f"{self.subject}: no version was in force on the day asked about; in force: {self.days}"


class DivisionByZero(Fault):
    """A division by zero. `divisor` is the divisor as the rule writes it."""

    __match_args__ = ("divisor", "subject", "provisions", "site")
    divisor: str

    def __init__(
        self, divisor: str = "", subject: str = "", provisions: tuple[str, ...] = (), site: str = ""
    ) -> None:
        super().__init__(divisor, subject, provisions, site)

    def sentence(self) -> str:
        return f"{self.subject or 'the rule'} divides by {self.divisor or 'its divisor'}, which is 0"


class StepNotAboveZero(Fault):
    """A value would be rounded to a multiple of nothing, or of less. `step` is how people read it."""

    __match_args__ = ("step", "subject", "provisions", "site")
    step: str

    def __init__(
        self, step: str, subject: str = "", provisions: tuple[str, ...] = (), site: str = ""
    ) -> None:
        super().__init__(step, subject, provisions, site)

    def sentence(self) -> str:
        return f"{self.subject or 'the rule'} rounds to a multiple of {self.step}, which is not above 0"


class PeriodReversed(Fault):
    """A period would end before it starts. `start` and `end` are ISO dates."""

    __match_args__ = ("start", "end", "subject", "provisions", "site")
    start: str
    end: str

    def __init__(
        self, start: str, end: str, subject: str = "", provisions: tuple[str, ...] = (), site: str = ""
    ) -> None:
        super().__init__(start, end, subject, provisions, site)

    def sentence(self) -> str:
        return f"{self.subject or 'the rule'}: a period from {self.start} cannot end on {self.end}"


class PeriodOpen(Fault):
    """The length of a period is asked for that has no end yet. `start` is an ISO date."""

    __match_args__ = ("start", "subject", "provisions", "site")
    start: str

    def __init__(
        self, start: str, subject: str = "", provisions: tuple[str, ...] = (), site: str = ""
    ) -> None:
        super().__init__(start, subject, provisions, site)

    def sentence(self) -> str:
        return f"{self.subject or 'the rule'}: the period from {self.start} has no end yet, so no length"


class NotComparable(Fault):
    """Two measures of different units are to be compared: five years with 900 days."""

    __match_args__ = ("left", "right", "subject", "provisions", "site")
    left: str
    right: str

    def __init__(
        self, left: str, right: str, subject: str = "", provisions: tuple[str, ...] = (), site: str = ""
    ) -> None:
        super().__init__(left, right, subject, provisions, site)

    def sentence(self) -> str:
        return (
            f"{self.subject or 'the rule'}: {self.left} and {self.right} do not compare; their units differ"
        )


class OutOfCalendar(Fault):
    """A day before the year 1 or after the year 9999. `what` was to be reckoned."""

    __match_args__ = ("what", "subject", "provisions", "site")
    what: str

    def __init__(
        self, what: str, subject: str = "", provisions: tuple[str, ...] = (), site: str = ""
    ) -> None:
        super().__init__(what, subject, provisions, site)

    def sentence(self) -> str:
        return f"{self.subject or 'the rule'}: {self.what} lies outside the years 1 to 9999"


class NumberTooLong(Fault):
    """A number of more than a thousand digits came about in reckoning."""

    __match_args__ = ("subject", "provisions", "site")

    def __init__(self, subject: str = "", provisions: tuple[str, ...] = (), site: str = "") -> None:
        super().__init__(subject, provisions, site)

    def sentence(self) -> str:
        return f"{self.subject or 'the rule'} comes to a number of more than a thousand digits"


FAULTS: dict[str, type[Fault]] = {
    kind.__name__: kind
    for kind in (
        Conflict,
        Gap,
        NoVersion,
        DivisionByZero,
        StepNotAboveZero,
        PeriodReversed,
        PeriodOpen,
        NotComparable,
        OutOfCalendar,
        NumberTooLong,
    )
}

# --- what is wrong with a case ----------------------------------------------------------------------------


class MissingFacts(Problem):
    """The facts stated do not settle the answer. `needs`: (name, label), the most decisive first."""

    __match_args__ = ("needs", "question")
    needs: tuple[tuple[str, str], ...]
    question: str

    def __init__(self, needs: tuple[tuple[str, str], ...], question: str = "") -> None:
        super().__init__(needs, question)

    @property
    def names(self) -> tuple[str, ...]:
        """The names alone."""
        return tuple(name for name, _ in self.needs)

    def __str__(self) -> str:
        lines = "".join(f"\n  {name}: {label}" if label else f"\n  {name}" for name, label in self.needs)
        asked = f" to answer {self.question}" if self.question else " to answer"
        many = "facts are" if len(self.needs) != 1 else "fact is"
        return f"{len(self.needs)} more {many} needed{asked}:{lines}"


@frozen
class Mistake:
    """One thing wrong with the facts: where, what, and the nearest right name if any.

    Where: in JSON a pointer (`/stays/0/lawful`, empty for the whole), in Python a path (`stays[0].lawful`).
    """

    path: str
    sentence: str
    nearest: str | None = None

    def __str__(self) -> str:
        guess = f"; did you mean {self.nearest}?" if self.nearest else ""
        return f"{self.path}: {self.sentence}{guess}" if self.path else f"{self.sentence}{guess}"


class FactsRefused(Problem, ValueError):
    """The facts are misspelt or ill-typed: all mistakes at once."""

    __match_args__ = ("mistakes", "of")
    mistakes: tuple[Mistake, ...]
    of: str

    def __init__(self, mistakes: tuple[Mistake, ...], of: str = "the facts") -> None:
        super().__init__(mistakes, of)

    def __str__(self) -> str:
        lines = "".join(f"\n  {mistake}" for mistake in self.mistakes)
        count = "1 mistake" if len(self.mistakes) == 1 else f"{len(self.mistakes)} mistakes"
        return f"{self.of}: refused, {count}:{lines}"


class CaseImpossible(Problem, ValueError):
    """The facts break an `always`. `sentence` is its sentence, `site` its place in the statutes."""

    __match_args__ = ("sentence", "site")
    sentence: str
    site: str

    def __init__(self, sentence: str, site: str = "") -> None:
        super().__init__(sentence, site)

    def __str__(self) -> str:
        return f"the facts cannot all be true: {self.sentence}" + (f" ({self.site})" if self.site else "")


class AsOfMissing(Problem, TypeError):
    """The question depends on the day for which it is asked, and no `as_of` was given."""

    __match_args__ = ("question",)
    question: str

    def __init__(self, question: str) -> None:
        super().__init__(question)

    def __str__(self) -> str:
        return f"{self.question} depends on the day: say as_of=, a date or a moment with its zone"


class CaseGone(Problem, LookupError):
    """Answers that were copied, pickled or read from JSON have no case, and cannot say why they are so."""

    __match_args__ = ("question",)
    question: str

    def __init__(self, question: str) -> None:
        super().__init__(question)

    def __str__(self) -> str:
        return f"these answers to {self.question} have no case any more: decide it again to ask why"


class ReceiptRefused(Problem, ValueError):
    """What was given as a receipt is none, was tampered with, or is of another law. `reason` says which."""

    __match_args__ = ("reason",)
    reason: str

    def __init__(self, reason: str) -> None:
        super().__init__(reason)

    def __str__(self) -> str:
        return f"the receipt is refused: {self.reason}"


class NameUnknown(Problem, LookupError):
    """No one of a kind has the name. `near`: the nearest, or all; where `several` have it, those that do."""

    __match_args__ = ("name", "near", "several")
    kind = ""
    several_have_it = ""
    name: str
    near: tuple[str, ...]
    several: bool

    def __init__(self, name: str, near: tuple[str, ...], several: bool = False) -> None:
        super().__init__(name, near, several)

    def __str__(self) -> str:
        if self.several:
            return f"several laws {self.several_have_it} `{self.name}`: say {' or '.join(self.near)}"
        return none_called(self.kind, self.name, self.near)


class QuestionUnknown(NameUnknown):
    """No one question has the name. `near`: the nearest, or all; where `several` have it, those that do."""

    kind = "question"
    several_have_it = "ask"


class SituationUnknown(NameUnknown):
    """No one situation has the name. `near`: the nearest, or all; where `several` have it, those that do."""

    kind = "situation"
    several_have_it = "have a situation"
