"""What would change an answer: a page finds what Python does."""

import shlex
from pathlib import Path
from typing import Any

import javascript
import pytest
from qanun.core.rules import Program
from qanun.tools.moments import read_as_of
from qanun_azerbaijan import questions
from test_changes import WORKED, baths, case_of, laws
from test_target_javascript import program_of

__all__ = ["laws"]
EXAMPLES = sorted((Path(__file__).parent.parent / "docs" / "examples").glob("*.json"))


@pytest.mark.parametrize("given", [given for _, given, _ in WORKED], ids=str)
def test_a_worked_case(laws: Any, given: dict[str, Any]) -> None:
    """The same sets of facts, the same answers, the same words."""
    question = laws.question("baths.all")
    agree(baths(), question, case_of(laws, given), {})


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example(path: Path) -> None:
    question = questions[path.stem]
    words = shlex.split(path.with_suffix(".txt").read_text(encoding="utf-8").partition("\n")[0])
    options = {"as_of": read_as_of(words[words.index("--as-of") + 1])} if "--as-of" in words else {}
    facts = question.facts.from_json(path.read_text(encoding="utf-8"))
    agree(program_of("statutes"), question, facts, options)


def agree(program: Program, question: Any, facts: Any, options: dict[str, Any]) -> None:
    answers = question.explore(facts, **options)
    expected = {
        one.name: [part.changes().as_dict() for part in answer.value]
        if one.each and isinstance(answer.value, tuple) and answer.value
        else answer.changes().as_dict()
        for one, answer in zip(answers.ANSWERED, answers.each(), strict=True)
    }
    as_of = options["as_of"].isoformat() if options else None
    name = f"{question.module}.{question.name}"
    found = javascript.call(program, javascript.Request(name, facts.to_json(), as_of, {}), "changes")
    assert found == expected
