"""What a generated law says of a question for explanations, errors and answers: names, labels, places.

Made at the first use of a question, never at import. Plain classes, because a law's import pays for each
class that attrs makes.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from qanun.runtime.citing import citation, place_in_law


class Provision:
    """A piece of law as its page has it. `law` is the title of the law, `article` the heading above it.

    `place` is where in its law lawyers find it.
    """

    __slots__ = ("anchor", "citation", "law", "place", "text")

    def __init__(self, anchor: str, law: str, article: str, number: str, text: str) -> None:
        self.anchor = anchor
        self.citation = citation(law, article, number)
        self.law = law
        self.place = place_in_law(article, number)
        self.text = text


class Entry:
    """A definition: its name, role, label, the anchors that state it, its place.

    `aspect`: of a definition about a state the state, of the head of a rule as a ground of it "own", of a
    norm itself its kind.
    """

    __slots__ = ("aspect", "label", "name", "provisions", "role", "site")

    def __init__(
        self, name: str, role: str, label: str, provisions: tuple[str, ...], site: str, aspect: str = ""
    ) -> None:
        self.name = name
        self.role = role
        self.aspect = aspect
        self.label = label
        self.provisions = provisions
        self.site = site


NOTHING: Mapping[str, tuple[str, ...]] = {}
NOBODY: Mapping[str, str] = {}
Bearer = tuple[tuple[str, ...], tuple[str, ...]]
"""The parties and the bodies whose a norm is, by label; none of either: nobody is named."""
NO_BEARERS: Mapping[str, Bearer] = {}


class Subject:
    """What a question answers. `aspects` are the definitions that the answer is made of, by aspect; `carved`
    those of which one must hold for an exception to bite, by the exception; `barring` the definitions that
    defeat it, each with how an answer names it.

    `bearer`: whose it is; None where no clause speaks of any. `bearers`: those of grounds that name
    their own. `determined`: the grounds that are determinations, each with whose it is, in words.
    `valued`: its value is not yes or no.

    `each`: what a thing of the list is called, where the subject is about each of them.
    """

    __slots__ = (
        "aspects",
        "attribute",
        "barring",
        "bearer",
        "bearers",
        "carved",
        "determined",
        "each",
        "exceptions",
        "grounds",
        "kind",
        "label",
        "name",
        "opened",
        "place",
        "provisions",
        "silences",
        "valued",
        "weighing",
    )

    def __init__(
        self,
        attribute: str,
        name: str,
        kind: str,
        label: str,
        *,
        place: str,
        aspects: dict[str, str],
        provisions: tuple[str, ...] = (),
        opened: str | None = None,
        grounds: tuple[str, ...] = (),
        exceptions: tuple[str, ...] = (),
        barring: Mapping[str, str] = NOBODY,
        silences: tuple[str, ...] = (),
        weighing: tuple[str, ...] = (),
        carved: Mapping[str, tuple[str, ...]] = NOTHING,
        each: str | None = None,
        bearer: Bearer | None = None,
        bearers: Mapping[str, Bearer] = NO_BEARERS,
        determined: Mapping[str, str] = NOBODY,
        valued: bool = False,
    ) -> None:
        self.attribute = attribute
        self.name = name
        self.kind = kind
        self.label = label
        self.place = place
        self.aspects = aspects
        self.provisions = provisions
        self.opened = opened
        self.grounds = grounds
        self.exceptions = exceptions
        self.carved = carved
        self.barring = barring
        self.silences = silences
        self.weighing = weighing
        self.each = each
        self.bearer = bearer
        self.bearers = bearers
        self.determined = determined
        self.valued = valued


class Reading:
    """A reading on which the question can rest. `options`: names with their labels, the default first."""

    __slots__ = ("because", "label", "name", "options")

    def __init__(self, name: str, label: str, options: tuple[tuple[str, str], ...], because: str) -> None:
        self.name = name
        self.label = label
        self.options = options
        self.because = because

    @property
    def default(self) -> str:
        return self.options[0][0]


class Table:
    """All of one question.

    `bits`: what an answer can rest on, each with the bit of its place: grounds, exceptions and
    readings by name, provisions by anchor. `sites`: the place of each `always`, by its sentence.
    `notice`: where the law comes from, and that it is no advice. `words`: how options and bodies are read.
    """

    def __init__(
        self,
        *,
        entries: Mapping[str, Entry],
        subjects: Sequence[Subject],
        readings: Sequence[Reading],
        bits: Sequence[str],
        provisions: Iterable[Provision],
        sites: dict[str, str],
        words: dict[str, str],
        zone: str,
        notice: str,
    ) -> None:
        self.entries = entries
        self.subjects = tuple(subjects)
        self.readings = {reading.name: reading for reading in readings}
        self.bits = {name: 1 << place for place, name in enumerate(bits)}
        self.provisions = {provision.anchor: provision for provision in provisions}
        self.sites = sites
        self.words = words
        self.zone = zone
        self.notice = notice

    def mask(self, definition: str) -> int:
        """What a definition itself adds to a basis: its own bit and those of the provisions that state it."""
        mask = self.bits.get(definition, 0)
        for anchor in self.entries[definition].provisions:
            mask |= self.bits.get(anchor, 0)
        return mask

    def among(self, mask: int, names: Iterable[str]) -> tuple[str, ...]:
        """Those of the names whose bit is set."""
        return tuple(name for name in names if self.bits.get(name, 0) & mask)

    @cached_property
    def anchors(self) -> tuple[str, ...]:
        """The provisions that have a bit, by the page."""
        return tuple(name for name in self.bits if name in self.provisions)

    def cited(self, anchor: str) -> str:
        """Where lawyers find a provision; an article, of which no text is kept, by its anchor."""
        known = self.provisions.get(anchor)
        return anchor if known is None else f"{known.law}, {known.place}"
