"""An answer of a receipt, given again by the law as it is now: whether it is still so, and what changed."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from attrs import frozen

from qanun.runtime.answers.answers import Answers
from qanun.runtime.answers.receipts import Receipt
from qanun.runtime.faults import AsOfMissing, CaseImpossible, FactsRefused, QuestionUnknown, ReceiptRefused

WORDS = ("label", "sentence", "subject")
"""What only says an answer, and is no part of it."""


@frozen
class Again:
    """A receipt, and the same case today. `changes`: what is answered otherwise, a line each.

    `answers` are today's, or None where the law as it is now does not take the case any more; `same_law`:
    whether the statutes are those of the receipt, letter for letter.
    """

    receipt: Receipt
    answers: Answers | None
    changes: tuple[str, ...]
    same_law: bool

    @property
    def same(self) -> bool:
        """Whether the law as it is now answers so."""
        return not self.changes

    def as_text(self) -> str:
        """As lines."""
        lines = [self.receipt.said.rstrip("\n"), ""]
        if self.same:
            law = "by the same statutes" if self.same_law else "although the statutes have changed since"
            return "\n".join([*lines, f"Still answered so, {law}."])
        why = OTHER_CODE if self.same_law else "The statutes have changed since."
        return "\n".join([*lines, f"No longer answered so. {why}", *(f"  - {one}" for one in self.changes)])


OTHER_CODE = "The statutes are the same; another version of qanun reads them otherwise."


def again(receipt: Receipt, named: Callable[[str], Any]) -> Again:
    """The case of a receipt put to the law as it is now. ReceiptRefused where nobody asks its question.

    `named` gives a question by its name.
    """
    try:
        question = named(receipt.question)
    except QuestionUnknown as unknown:
        raise ReceiptRefused(f"it is of another law: {unknown}") from None
    same_law = question.fingerprint == receipt.fingerprint
    try:
        answers = _asked(question, receipt)
    except FactsRefused as refused:
        changes = tuple(f"the question no longer takes {refused.of}: {one}" for one in refused.mistakes)
        return Again(receipt, None, changes, same_law)
    except CaseImpossible as impossible:
        return Again(receipt, None, (f"the case can no longer be so: {impossible.sentence}",), same_law)
    except AsOfMissing:
        return Again(
            receipt, None, ("the answer now depends on the day, and the receipt has none",), same_law
        )
    return Again(receipt, answers, tuple(_changes(receipt, answers.to_json())), same_law)


def _asked(question: Any, receipt: Receipt) -> Answers:
    facts = question.facts.from_json(receipt.facts)
    day = None if receipt.as_of is None else datetime.fromisoformat(receipt.as_of)
    found: Answers = question.explore(facts, as_of=day, readings=receipt.readings)
    return found


def _changes(receipt: Receipt, now: Mapping[str, Any]) -> Iterator[str]:
    """What is answered otherwise, a line each."""
    if now["headline"] != receipt.headline:
        yield f"it was headed {_quoted(receipt.headline)}, and is {_quoted(now['headline'])}"
    before, after = receipt.answers, now["answers"]
    for name in dict.fromkeys((*before, *after)):
        if name not in after:
            yield f"“{before[name]['label']}” is no longer answered"
        elif name not in before:
            yield f"new: {after[name]['sentence']}"
        else:
            yield from _differences(before[name], after[name])


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    old, new = _bare(before), _bare(after)
    names = [name for name in dict.fromkeys((*old, *new)) if old.get(name) != new.get(name)]
    if not names:
        return
    if before["sentence"] != after["sentence"]:
        yield f"{before['sentence']} Now: {after['sentence']}"
    else:
        rest = ", ".join(name.replace("_", " ") for name in names)
        yield f"{after['sentence']} It is otherwise in: {rest}"


def _bare(part: Any) -> Any:
    """A part of an answer without what only says it, and without the line of the page where a fault lies."""
    if isinstance(part, Mapping):
        left = (*WORDS, "site", "message") if "kind" in part and "site" in part else WORDS
        return {name: _bare(value) for name, value in part.items() if name not in left}
    return [_bare(one) for one in part] if isinstance(part, list) else part


def _quoted(headline: str | None) -> str:
    return "with no headline" if headline is None else f"“{headline}”"
