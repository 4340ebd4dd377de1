"""What would change the answers of a question, as the command line says it."""

from collections.abc import Iterator, Sequence
from typing import Any

from qanun.runtime.answers.answers import Answer, Answers
from qanun.runtime.answers.deciding import OPEN


def changes_as_text(answers: Answers) -> str:
    """What would change the answers that the short answer names, as lines."""
    follows = {one.name for one in answers.short().follows}
    shown = [one for answer in answers.each() if answer.subject in follows for one in _single(answer)]
    found = [one.changes() for one in shown if one.verdict not in OPEN]
    if not found:
        return "Nothing is certain yet that other facts could change.\n"
    lines = [line for one in found for line in one.as_text().splitlines()]
    return "\n".join(["What would have it otherwise", *(f"  {line}" for line in lines)]) + "\n"


def changes_as_data(answers: Answers) -> dict[str, object]:
    """What would change each answer, by its attribute: of one about each thing of a list one for each."""
    found: dict[str, object] = {}
    for one, answer in zip(answers.ANSWERED, answers.each(), strict=True):
        said = [single.changes().as_dict() for single in _single(answer)]
        found[one.name] = said if one.each else said[0]
    return found


def _single(answer: Answer[Any]) -> Iterator[Answer[Any]]:
    """The answer; of one about each thing of a list those about them."""
    things: Sequence[Any] = answer.value if isinstance(answer.value, tuple) else ()
    if things and isinstance(things[0], Answer):
        yield from things
    else:
        yield answer
