"""Receipts: an answer with all that it was given on, in one file, to be given again years later."""

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, Protocol

from attrs import frozen

from qanun.runtime.faults import ReceiptRefused
from qanun.runtime.values.moments import YEARS
from qanun.version import __version__

FORM = 1
"""The form of the file; it is raised when a reader of earlier ones would take it for something else."""
_KINDS: Mapping[str, tuple[type, ...]] = {
    "receipt": (int,),
    "law": (str,),
    "question": (str,),
    "fingerprint": (str,),
    "qanun": (str,),
    "as_of": (str, type(None)),
    "readings": (dict,),
    "facts": (dict,),
    "headline": (str, type(None)),
    "answers": (dict,),
    "said": (str,),
    "seal": (str,),
}


class Given(Protocol):
    """Answers, and the facts that they were given on."""

    @property
    def facts(self) -> Any: ...

    @property
    def law(self) -> str: ...

    @property
    def undecided(self) -> Mapping[str, str] | None: ...


@frozen
class Receipt:
    """What was answered, to what, and by which law.

    `law` is the title of the law that was asked, `question` the qualified name; `fingerprint` is that of the
    statutes, `qanun` the version that answered. `as_of`, `readings` and `facts` are what was asked,
    `headline` and `answers` what was answered, all as JSON data; `said` is the short answer.
    """

    law: str
    question: str
    fingerprint: str
    qanun: str
    as_of: str | None
    readings: Mapping[str, str]
    facts: Mapping[str, Any]
    headline: str | None
    answers: Mapping[str, Any]
    said: str

    def to_json(self) -> dict[str, object]:
        """As plain JSON data, with a seal over all of it."""
        data = {"receipt": FORM, **{name: getattr(self, name) for name in _KINDS if hasattr(self, name)}}
        return {**data, "seal": _seal(data)}

    def as_text(self) -> str:
        """The file: JSON that people can read, too."""
        return json.dumps(self.to_json(), ensure_ascii=False, indent=2) + "\n"

    @classmethod
    def from_json(cls, data: Mapping[str, object] | str | bytes) -> "Receipt":
        """Back from `to_json` or from the file; ReceiptRefused, with the reason, for anything else."""
        read = _read(data)
        if read.get("receipt") != FORM:
            raise ReceiptRefused('it is no receipt of this form: there is no `"receipt": 1` in it')
        for name, kinds in _KINDS.items():
            if name not in read or not isinstance(read[name], kinds):
                raise ReceiptRefused(f"`{name}` is missing in it, or is of another kind")
        if others := sorted(read.keys() - _KINDS):
            raise ReceiptRefused(f"`{others[0]}` is no part of a receipt")
        if wrong := _astray(read):
            raise ReceiptRefused(f"`{wrong}` in it is none of a receipt")
        if read["seal"] != _seal({name: value for name, value in read.items() if name != "seal"}):
            raise ReceiptRefused("it was changed after it was written: its seal does not fit what it says")
        return cls(**{name: read[name] for name in _KINDS if name not in ("receipt", "seal")})


def _read(data: Mapping[str, object] | str | bytes) -> dict[str, Any]:
    """JSON data; ReceiptRefused where it is none, or no object."""
    if isinstance(data, str | bytes):
        try:
            data = json.loads(data)
        except (ValueError, RecursionError) as error:
            raise ReceiptRefused(f"it is not JSON: {error}") from None
    if not isinstance(data, Mapping):
        raise ReceiptRefused("it is not an object of JSON")
    return dict(data)


def _astray(read: Mapping[str, Any]) -> str | None:
    """A part that no receipt says so, whoever wrote it."""
    if not all(isinstance(option, str) for option in read["readings"].values()):
        return "readings"
    said = (
        isinstance(one, Mapping) and {"label", "sentence"} <= one.keys() for one in read["answers"].values()
    )
    if not all(said):
        return "answers"
    try:
        moment = None if read["as_of"] is None else datetime.fromisoformat(read["as_of"])
    except ValueError:
        return "as_of"
    return "as_of" if moment is not None and (moment.tzinfo is None or moment.year not in YEARS) else None


def _seal(data: Mapping[str, object]) -> str:
    """A fingerprint of all that a receipt says, however its file is laid out."""
    written = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def receipt_of(answers: Any, given: Given) -> Receipt:
    """The receipt of answers, with the case that they still hold. ReceiptRefused where a solver was asked, as
    nothing would give them again."""
    if given.undecided is not None:
        raise ReceiptRefused("it is of answers that only a solver gives; explore without `certain`")
    said = answers.to_json()
    return Receipt(
        law=given.law,
        question=said["question"],
        fingerprint=said["fingerprint"],
        qanun=__version__,
        as_of=said["as_of"],
        readings=said["readings"],
        facts=given.facts.to_json(),
        headline=said["headline"],
        answers=said["answers"],
        said=answers.short().as_text(),
    )
