"""What would change an answer, and what it is under other readings: a page finds what Python does.

In worked cases, in the examples of the law, and in random cases of random programs.
"""

import shlex
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import javascript
import pytest
from agreement import typed_value
from in_memory import loaded
from programs_at_random import batch, small_diagrams
from qanun.core.rules import Program
from qanun.runtime import CaseImpossible
from qanun.tools.moments import read_as_of
from qanun.verify.cases import Pool
from qanun_azerbaijan import questions
from random_programs import together
from test_changes import WORKED, baths, case_of, laws
from test_target_javascript import program_of
from test_whole_changes import PROMISES, ferries
from test_whole_changes import case_of as case_of_ferries
from test_whole_changes import laws as laws_of_ferries

__all__ = ["laws", "laws_of_ferries"]
DRAWN = 12
"""So many random programs."""
EXAMPLES = sorted((Path(__file__).parent.parent / "docs" / "examples").glob("*.json"))


@pytest.mark.parametrize("given", [given for _, given, _ in WORKED], ids=str)
def test_a_worked_case(laws: Any, given: dict[str, Any]) -> None:
    """The same sets of facts, the same answers, the same words."""
    question = laws.question("baths.all")
    agree(baths(), question, case_of(laws, given), {})


@pytest.mark.parametrize("given", {str(given): given for _, given, _, _ in PROMISES}.values(), ids=str)
def test_it_promises_as_much(laws_of_ferries: Any, given: dict[str, Any]) -> None:
    """It says that there may be more where Python does."""
    question = laws_of_ferries.question("ferries.all")
    agree(ferries(), question, case_of_ferries(laws_of_ferries, given), {})


def test_random_cases() -> None:
    """Of random programs, with all facts or some."""
    programs = batch("changes", 10)[:DRAWN]
    random = Random("changes of a page")
    whole = together(programs)
    found = 0
    with small_diagrams():
        laws = loaded(whole, "changed_on_a_page")
        for program in programs:
            (question,) = program.questions.values()
            asked = laws.question(question.name)
            attributes = dict(zip(question.facts, asked.fact_order, strict=True))
            for missing in (0.0, 0.3):
                drawn = Pool(laws.program, question, random).draw(missing)
                facts = {
                    attributes[name]: typed_value(value, laws.program.facts[name].type, laws)
                    for name, value in drawn.facts.items()
                }
                options = {"as_of": drawn.as_of, "readings": drawn.readings}
                found += agree_if_possible(whole, asked, asked.facts(**facts), options)
    assert found > 10


def agree_if_possible(program: Program, question: Any, facts: Any, options: dict[str, Any]) -> int:
    """How many changes were the same; none of a case that cannot be."""
    try:
        return agree(program, question, facts, options)
    except CaseImpossible:
        return 0


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example(path: Path) -> None:
    question = questions[path.stem]
    words = shlex.split(path.with_suffix(".txt").read_text(encoding="utf-8").partition("\n")[0])
    options = {"as_of": read_as_of(words[words.index("--as-of") + 1])} if "--as-of" in words else {}
    facts = question.facts.from_json(path.read_text(encoding="utf-8"))
    agree(program_of("statutes"), question, facts, options)


def agree(program: Program, question: Any, facts: Any, options: dict[str, Any]) -> int:
    """How many changes there are, the same in both."""
    answers = question.explore(facts, **options)
    expected = of_each(answers, lambda answer: answer.changes())
    as_of = options["as_of"].isoformat() if options.get("as_of") else None
    name = f"{question.module}.{question.name}"
    request = javascript.Request(name, facts.to_json(), as_of, dict(options.get("readings", {})))
    assert javascript.call(program, request, "changes") == expected
    under = of_each(answers, lambda answer: answer.under_readings())
    assert javascript.call(program, request, "underReadings") == under
    every = [one for told in expected.values() for one in (told if isinstance(told, list) else [told])]
    return sum(len(one["found"]) for one in every)


def of_each(answers: Any, told_of: Callable[[Any], Any]) -> dict[str, Any]:
    """What is told of each answer, as data, by its attribute."""
    found: dict[str, Any] = {}
    for one, answer in zip(answers.ANSWERED, answers.each(), strict=True):
        is_each = one.each and isinstance(answer.value, tuple) and answer.value
        told = [told_of(part).as_dict() for part in (answer.value if is_each else [answer])]
        found[one.name] = told if is_each else told[0]
    return found
