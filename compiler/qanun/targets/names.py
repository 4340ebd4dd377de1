"""Identifiers for names of the statutes: never a keyword, a builtin, or one that is taken."""

import builtins
import keyword
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from qanun.runtime.operators.operator_rows import OPERATORS

BUILTINS = frozenset(dir(builtins))
AMBIGUOUS = frozenset("lOI")  # too like digits; linters refuse them
ANNOTATING = frozenset(
    word
    for line in (
        "Answer Authority ClassVar Days Fraction Hours Money Months PartialSet Penalty Period",
        "UNKNOWN Unknown Way date datetime self",
    )
    for word in line.split()
)
"""What the annotations and methods of a class name; an attribute so called would hide it from them."""
RESERVED_ANSWERS = frozenset(
    {"ANSWERED", "QUESTION", "as_of", "each", "fingerprint", "from_json", "headline"}
)
RESERVED_ANSWERS |= {"json_schema", "readings", "receipt", "short", "to_json", "undecided"}
"""What every class of answers has."""

RESERVED = frozenset(
    word
    for line in (
        "Answer Answers Authority CaseFacts CaseRecord DatedQuestion Days Decided Explored FINGERPRINT",
        "Fraction Hours Limit Mapping Money Months MonthsAndDays NotDecided PartialSet Penalties Penalty",
        "PenaltyRange Period Pulled Question Quiet State StrEnum TYPE_CHECKING UNKNOWN UTC Undecided Unknown",
        "Values Way agreed annotations calendar cast date datetime frozen moments money operators penalties",
        "present sets spec terms",
    )
    for word in line.split()
)
RESERVED |= {function.__module__.rpartition(".")[2] for function in OPERATORS.values()}
"""What generated modules import or define for themselves, the files of operators among them; no name of the
statutes takes these."""


@lru_cache(maxsize=1 << 14)
def identifier(text: str) -> str:
    """The nearest identifier to a text, in the form in which Python itself compares identifiers (NFKC)."""
    folded = unicodedata.normalize("NFKC", text)
    plain = "".join(c if f"a{c}".isidentifier() else "_" for c in folded).strip("_") or "it"
    return plain if plain.isidentifier() else f"n{plain}"


def attribute(text: str) -> str:
    """A name for an attribute or argument: no keyword."""
    name = identifier(text)
    return f"{name}_" if keyword.iskeyword(name) or name in AMBIGUOUS else name


def class_name(text: str) -> str:
    """`disability_group` as `DisabilityGroup`."""
    return "".join(part[:1].upper() + part[1:] for part in identifier(text).split("_"))


class Names:
    """The identifiers of one scope. What is called like something reserved gets an underscore, what is called
    like something taken a number.
    """

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        self.reserved = BUILTINS | frozenset(reserved)
        self.taken: set[str] = set()

    def take(self, preferred: str) -> str:
        """An identifier like the preferred one that nothing else in the scope has."""
        name = attribute(preferred)
        if name in self.reserved:
            name += "_"
        number, free = 2, name
        while free in self.taken or free in self.reserved:
            free = f"{name.rstrip('_')}_{number}"
            number += 1
        self.taken.add(free)
        return free

    def inner(self) -> "Names":
        """A scope inside this one: it hides nothing."""
        inner = Names(self.reserved)
        inner.taken = set(self.taken)
        return inner
