"""The names of definitions: whose, which aspect of it, and what it is asked about.

A `Name` is made from these parts and is also their text, which is spelled here and nowhere else: so it
stands in dictionaries, in what is printed and in what is generated. Nothing takes the text apart; whoever
must know a part asks for it.
"""

from enum import StrEnum
from typing import assert_never

from attrs import frozen

from qanun.runtime.values.states import State


class Aspect(StrEnum):
    """What a definition says of the declaration that it arises from."""

    ITSELF = ""
    """Whether a norm, a ground, a bullet, an exception, a silence holds; of all else the value."""
    OPENED = "opened"
    """Its own conditions hold: of a rule or norm, a ground of it."""
    FITS = "fits"
    """A row of a table: its own conditions hold and no exception takes it away, whatever the rows above it
    say."""
    OWN = "own"
    """The ground that the head of a rule itself is."""
    SEEN = "seen"
    """A ground as conditions see it, where it pulls apart from another of its rule."""
    BITES = "bites"
    """An exception holds where something of what it excepts from is opened."""
    DEFEATED = "defeated"
    """An exception or a norm that prevails defeats it."""
    APPLIES = "applies"
    """A rule, which has a value, is opened and not defeated."""
    DETERMINED = "determined"
    """A determination stands in the place of what it comes to."""
    UNDETERMINED = "undetermined"
    """Nothing is determined, and a ground of it holds."""
    BEFORE = "before"
    """The value before a silence is asked whether it answers."""
    SILENT = "silent"
    """A silence holds and what it is on had nothing to say."""
    ANSWER = "answer"
    """What a silence answers by itself."""
    BANDS = "bands"
    """The sum over the bands of a table."""
    DUE = "due"
    END = "end"
    PENALTIES = "penalties"
    AUTHORITY = "authority"
    EXERCISED = "exercised"
    STATE = "state"
    """In which of the states a norm is; each state that it can bear is an aspect, too."""


@frozen
class BitesOn:
    """An exception whose letter is known below several things bites on one of them, a declaration."""

    target: str


@frozen
class PrevailsOver:
    """It prevails over another declaration in this case."""

    loser: str


@frozen
class Argument:
    """The thing or the moment of which an instance is asked, worked out once; `local` is its name there."""

    local: str


AnyAspect = Aspect | State | BitesOn | PrevailsOver | Argument
"""All that definitions say of a declaration. A state is an aspect: whether the norm is in it."""


@frozen
class AnyMoment:
    """As of a moment, which is a local of the definition."""


@frozen
class OneThing:
    """Of one thing, the `number`-th of those of which it is asked, from 1."""

    number: int


@frozen
class OneMoment:
    """As of one moment, the `number`-th of those as of which it is asked, from 1."""

    number: int


About = AnyMoment | OneThing | OneMoment | None
"""Of what else than its own declaration it speaks; None: of the case, as of the moment of the question."""


Parts = tuple[str, AnyAspect, About, tuple[str, ...], bool]
"""What a name is made of, in its order."""


class Name(str):
    """The name of a definition. `unless`: as if these norms never prevailed; `raw`: as if nothing collided.

    Equal and hashed as its text; `core.invariants` says that one text has one meaning.
    """

    __slots__ = ("about", "aspect", "raw", "subject", "unless")
    subject: str  # the qualified name of the declaration that it arises from
    aspect: AnyAspect
    about: About
    unless: tuple[str, ...]
    raw: bool

    def __new__(
        cls,
        subject: str,
        aspect: AnyAspect = Aspect.ITSELF,
        about: About = None,
        unless: tuple[str, ...] = (),
        raw: bool = False,
    ) -> "Name":
        name = super().__new__(cls, text_of(subject, aspect, about, unless, raw))
        name.subject, name.aspect, name.about = str(subject), aspect, about
        name.unless, name.raw = unless, raw
        return name

    def __reduce__(self) -> tuple[type["Name"], Parts]:
        return Name, self.parts

    @property
    def parts(self) -> Parts:
        """All that the name is made of."""
        return self.subject, self.aspect, self.about, self.unless, self.raw

    @property
    def is_declared(self) -> bool:
        """Whether it is the declaration itself, as the law writes it."""
        return self == self.subject

    def with_aspect(self, aspect: AnyAspect) -> "Name":
        """Another aspect of the same declaration, asked about the same."""
        return Name(self.subject, aspect, self.about, self.unless, self.raw)

    def with_about(self, about: About) -> "Name":
        """The same aspect, asked about something else."""
        return Name(self.subject, self.aspect, about, self.unless, self.raw)

    def without(self, norm: str) -> "Name":
        """The same as if a norm never prevailed over another."""
        return Name(self.subject, self.aspect, self.about, (*self.unless, norm), self.raw)

    def with_raw(self, raw: bool) -> "Name":
        """The same as if there were no collisions, or with them."""
        return Name(self.subject, self.aspect, self.about, self.unless, raw)


def text_of(subject: str, aspect: AnyAspect, about: About, unless: tuple[str, ...], raw: bool) -> str:
    """`law.rule`, `law.rule:opened:raw`, `law.leave:as of 2:breached`, `law.a over law.b:raw`."""
    head, word = subject, ""
    match aspect:
        case Aspect() | State():
            word = aspect.value
        case Argument(local):
            word = local
        case BitesOn(target):
            head = f"{subject} on {target}"
        case PrevailsOver(loser):
            head = f"{subject} over {loser}"
        case never:
            assert_never(never)
    parts = (head, _asked(about), word, *(f"unless {norm}" for norm in unless), "raw" if raw else "")
    return ":".join(part for part in parts if part)


def _asked(about: About) -> str:
    match about:
        case None:
            return ""
        case AnyMoment():
            return "as of"
        case OneThing(number):
            return f"of {number}"
        case OneMoment(number):
            return f"as of {number}"
        case never:
            assert_never(never)
