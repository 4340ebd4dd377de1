"""What would change the answers of a question, as the command line says it."""

from collections.abc import Callable, Iterator, Sequence
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


def readings_as_text(answers: Answers) -> str:
    """What the answers that the short answer names are under other readings, as lines; nothing where the
    question has no readings."""
    if not answers.readings:
        return ""
    follows = {one.name for one in answers.short().follows}
    shown = [one for answer in answers.each() if answer.subject in follows for one in _single(answer)]
    lines = [line for one in shown for line in one.under_readings().as_text().splitlines()]
    return "\n".join(["\nRead otherwise", *(f"  {line}" for line in lines)]) + "\n" if lines else ""


def what_if_as_data(answers: Answers) -> dict[str, object]:
    """What would change each answer, and what it is under other readings, by its attribute: of one about each
    thing of a list one for each."""
    return {
        "changes": _each(answers, lambda answer: answer.changes().as_dict()),
        "under_readings": _each(answers, lambda answer: answer.under_readings().as_dict()),
    }


def _each(answers: Answers, said_of: Callable[[Answer[Any]], dict[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for one, answer in zip(answers.ANSWERED, answers.each(), strict=True):
        said = [said_of(single) for single in _single(answer)]
        found[one.name] = said if one.each else said[0]
    return found


def _single(answer: Answer[Any]) -> Iterator[Answer[Any]]:
    """The answer; of one about each thing of a list those about them."""
    things: Sequence[Any] = answer.value if isinstance(answer.value, tuple) else ()
    if things and isinstance(things[0], Answer):
        yield from things
    else:
        yield answer
