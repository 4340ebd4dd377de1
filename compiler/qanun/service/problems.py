"""What a service refuses, as problems of RFC 9457: what is wrong with a request, all of it at once.

A fault of the law (a gap, a conflict) is no problem: it is an answer.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import field, frozen

from qanun.runtime.faults import (
    AsOfMissing,
    CaseImpossible,
    FactsRefused,
    MissingFacts,
    Mistake,
    NameUnknown,
    ReceiptRefused,
)
from qanun.runtime.faults import Problem as Refused
from qanun.runtime.nearest import none_called

MOST = 200
"""So many mistakes are told; how many there are is said."""
LONGEST = 300
"""So many characters of what a mistake says."""

TITLES: Mapping[str, tuple[int, str]] = {
    "not-authorised": (401, "A token is needed"),
    "not-found": (404, "There is nothing of this name"),
    "method-not-allowed": (405, "This can't be done here"),
    "not-acceptable": (406, "There is no such form of the answer"),
    "body-too-slow": (408, "The body did not come in time"),
    "missing-facts": (409, "Facts are missing"),
    "missing-day": (409, "The day is missing"),
    "impossible-case": (409, "The facts cannot all be true"),
    "receipt-refused": (409, "The receipt is refused"),
    "body-too-large": (413, "The body is too large"),
    "not-json": (415, "The body is of another kind"),
    "other-host": (421, "The service does not answer for this host"),
    "facts-refused": (422, "The body has mistakes"),
    "wrong-parameter": (422, "A parameter has a mistake"),
    "failed": (500, "The service failed"),
    "busy": (503, "Too many requests are under way"),
    "took-too-long": (503, "The answer took too long"),
}
"""Each kind of problem, with its status and what it is called."""


@frozen(eq=False)
class Problem(Exception):
    """What is refused: a kind of TITLES, what is wrong here, and data beside it.

    `errors`: single mistakes, each with its JSON pointer or its parameter. `headers` go with the answer.
    """

    kind: str
    detail: str
    errors: tuple[Mapping[str, object], ...] = ()
    more: Mapping[str, object] = field(factory=dict)
    headers: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return self.kind  # whatever is logged of it, no fact is

    @property
    def status(self) -> int:
        """The status of HTTP."""
        return TITLES[self.kind][0]

    def as_dict(self, request: str = "") -> dict[str, object]:
        """As JSON data; `request` is the id under which the log has it."""
        found: dict[str, object] = {
            "type": f"urn:qanun:problem:{self.kind}",
            "title": TITLES[self.kind][1],
            "status": self.status,
            "detail": self.detail,
        }
        if request:
            found["instance"] = f"urn:qanun:request:{request}"
        if self.errors:
            found["errors"] = list(self.errors)
        return {**found, **self.more}


def too_deep(most: int) -> Problem:
    return Problem("facts-refused", f"Lists and objects stand more than {most} deep in one another.")


def too_many_items(most: int) -> Problem:
    return Problem("body-too-large", f"The body has more than {most} values.")


def too_large(most: int) -> Problem:
    return Problem("body-too-large", f"A body has at most {most} bytes.")


def wrong_parameter(name: str, sentence: str, nearest: str | None = None) -> Problem:
    """A parameter of the address."""
    return Problem("wrong-parameter", f"{name}: {sentence}", (_parameter(name, sentence, nearest),))


def _parameter(name: str, sentence: str, nearest: str | None) -> dict[str, object]:
    found: dict[str, object] = {"parameter": name, "detail": sentence}
    return found if nearest is None else {**found, "nearest": nearest}


def not_found(kind: str, name: str, near: Iterable[str]) -> Problem:
    """There is none of this kind and name; `near` are those that may be meant."""
    meant = tuple(near)
    shown = clean(name)
    more = {"near": list(meant)}
    return Problem("not-found", f"{none_called(kind, shown, meant[:10])}.".replace("?.", "?"), more=more)


def of(error: Refused) -> Problem:
    """The problem that the library raised."""
    match error:
        case FactsRefused(mistakes=mistakes, of="the readings"):
            errors = tuple(_parameter("reading.", clean(str(one)), one.nearest) for one in mistakes)
            return Problem("wrong-parameter", "The readings have mistakes.", errors)
        case FactsRefused(mistakes=mistakes):
            return _of_mistakes(mistakes)
        case MissingFacts(needs=needs):
            listed = [{"fact": name, "label": label} for name, label in needs]
            said = f"{len(needs)} facts can still change the answer." if len(needs) != 1 else ONE
            return Problem("missing-facts", said, more={"needs": listed})
        case CaseImpossible(sentence=sentence):
            return Problem("impossible-case", sentence)
        case AsOfMissing():
            said = "the answer depends on the day: say for which it is asked"
            return Problem("missing-day", f"as_of: {said}", (_parameter("as_of", said, None),))
        case ReceiptRefused(reason=reason):
            return Problem("receipt-refused", clean(reason))
        case NameUnknown(name=name, near=near, several=several, kind=kind):
            if several:
                said = f"several laws have a {kind} `{clean(name)}`: say {' or '.join(near)}."
                return Problem("not-found", said, more={"near": list(near)})
            return not_found(kind, name, near)
        case _:  # what the library raises beside these is no answer to a request
            raise error


ONE = "1 fact can still change the answer."


def _of_mistakes(mistakes: tuple[Mistake, ...]) -> Problem:
    """All that is wrong with a body, each with its JSON pointer."""
    errors = []
    for one in mistakes[:MOST]:
        error: dict[str, object] = {"pointer": clean(one.path, 1_000), "detail": clean(one.sentence)}
        errors.append(error if one.nearest is None else {**error, "nearest": one.nearest})
    many = "1 mistake" if len(mistakes) == 1 else f"{len(mistakes)} mistakes"
    told = f"; the first {MOST} are told" if len(mistakes) > MOST else ""
    return Problem("facts-refused", f"The body has {many}{told}.", tuple(errors))


_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(words: str, longest: int = LONGEST) -> str:
    """Words of a caller as they can be sent back: not too many, no half characters."""
    cut = words if len(words) <= longest else f"{words[:longest]}…"
    return _SURROGATE.sub("\ufffd", cut)


def properties_of_errors() -> dict[str, Any]:
    """The schema of a mistake."""
    text = {"type": "string"}
    return {
        "pointer": {**text, "description": "Where in the body: a JSON pointer (RFC 6901)."},
        "parameter": {**text, "description": "Which parameter of the address."},
        "detail": text,
        "nearest": {**text, "description": "The nearest right name."},
    }
