"""A case that runs, and why it comes out so: for the words above it, and for who asks with a command."""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve

from qanun.core.answering import ready
from qanun.core.rules import Program, Scenario
from qanun.editor.known import Known
from qanun.editor.looking import scenario_at, values
from qanun.runtime.answers.answers import Answer
from qanun.runtime.faults import CaseImpossible
from qanun.verify.scenarios import lacks_day, run, said, scenario_case

Told = dict[str, object]
"""Texts, lists, and what has names, for JSON."""

_NO_CASE = "no case stands here, or the law has errors"


def ran(known: Known, path: str, offset: int) -> Told:
    """`title`, `passes`, `failures` (sentences), and `answers`: each in a few words by its name."""
    program, scenario = known.program, scenario_at(known, path, offset)
    if program is None or scenario is None:
        return {"error": _NO_CASE}
    failures = run(program, scenario).failures
    return {
        "title": scenario.title,
        "passes": not failures,
        "failures": list(failures),
        "answers": _answers(program, scenario),
    }


def why(known: Known, path: str, offset: int) -> Told:
    """`title`, `answers` (sentences), and `steps`: all on which they rest, each with `name`, `label`, `value`
    in words, and the `file` and the `line` (from 1) at which it is declared."""
    program, scenario = known.program, scenario_at(known, path, offset)
    if program is None or scenario is None:
        return {"error": _NO_CASE}
    declared = known.typed.resolved.declarations
    steps = [
        {
            "name": name,
            "label": declared[name].label or "",
            "value": value,
            "file": declared[name].span.text.path,
            "line": declared[name].span.line,
        }
        for name, value in values(program, scenario).items()
        if name in declared
    ]
    return {"title": scenario.title, "answers": _sentences(program, scenario), "steps": steps}


def why_not(known: Known, path: str, offset: int) -> Told:
    """`title`, `answers`, and `changes`: for each single yes/no fact of the case that, were it otherwise,
    would change an answer, `fact`, what it would be (`value`), and the `answers` that then differ."""
    program, scenario = known.program, scenario_at(known, path, offset)
    if program is None or scenario is None:
        return {"error": _NO_CASE}
    answers = _answers(program, scenario)
    return {
        "title": scenario.title,
        "answers": answers,
        "changes": list(_changes(program, scenario, answers)),
    }


def _changes(program: Program, scenario: Scenario, answers: Mapping[str, str]) -> Iterator[Told]:
    for at, (name, value) in enumerate(scenario.facts):
        if not isinstance(value, bool):
            continue
        facts = (*scenario.facts[:at], (name, not value), *scenario.facts[at + 1 :])
        other = _answers(program, evolve(scenario, facts=facts))
        differ = {one: words for one, words in other.items() if words != answers.get(one)}
        if differ:
            yield {"fact": name, "value": "no" if value else "yes", "answers": differ}


def _answers(program: Program, scenario: Scenario) -> dict[str, str]:
    """Each answer in a few words; none of a case that cannot be."""
    return {name: said(answer) for name, answer in _found(program, scenario).items()}


def _sentences(program: Program, scenario: Scenario) -> dict[str, str]:
    return {name: answer.sentence for name, answer in _found(program, scenario).items()}


def _found(program: Program, scenario: Scenario) -> Mapping[str, Answer[Any]]:
    if scenario.unsound is not None or lacks_day(scenario):
        return {}
    asked = ready(program).of(scenario.asked)
    try:
        return asked.tried(scenario_case(program, scenario, asked)).answers
    except CaseImpossible:
        return {}
