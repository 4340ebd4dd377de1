"""The inventory's cases have the outcomes that were worked out by hand: `norms_cases.toml`.

Each case is written as a scenario on a page of its own, beside the statutes, so that its facts are read as
the pages of law read theirs. Then it is put to the question that it names.
"""

import tomllib
from collections.abc import Callable, Iterable
from datetime import date, datetime
from importlib import import_module
from pathlib import Path

import pytest
from attrs import evolve
from qanun.core.rules import Program, RecordValue, Scenario
from qanun.core.scenarios import completed
from qanun.diagnostics.render import as_text
from qanun.pipeline import compile
from qanun.runtime.answers.answers import Answer
from qanun.runtime.values.json_writing import to_json
from qanun.runtime.values.show import show
from qanun.text import Text
from qanun.tools.moments import read_as_of
from qanun.tools.questions import Question
from reference.answering import answer

HERE = Path(__file__).parent
STATUTES = HERE.parent.parent / "statutes" / "azerbaijan"

Case = dict[str, object]
Table = dict[str, object]

CASES: list[Case] = tomllib.loads((HERE / "norms_cases.toml").read_text(encoding="utf-8"))["case"]

HEAD = """---
law: Cases of the inventory
jurisdiction: Azerbaijan
module: inventory
in_force: not stated
time_zone: Asia/Baku
rounding: down
source: the inventory of norms, parts 5a and 5b
---

# Cases of the inventory
"""
_compiled: list[Program] = []


def program() -> Program:
    """The statutes, and the page of cases."""
    if not _compiled:
        pages = [Text(str(path), path.read_text(encoding="utf-8")) for path in sorted(STATUTES.glob("*.md"))]
        blocks = [f"```qanun\n{as_scenario(case)}\n```\n" for case in CASES]
        outcome = compile([*pages, Text("inventory.md", "\n".join([HEAD, *blocks]))])
        assert outcome.value.program is not None, as_text(outcome.errors, colour=False)
        _compiled.append(outcome.value.program)
    return _compiled[0]


def table(case: Table, key: str) -> Table:
    """A table within a table; empty where there is none."""
    found = case.get(key, {})
    assert isinstance(found, dict)
    return found


def module_of(case: Case) -> str:
    return str(case["question"]).partition(".")[0]


def qualified(name: str, case: Case) -> str:
    return name if "." in name else f"{module_of(case)}.{name}"


def as_scenario(case: Case) -> str:
    """The case in the language. What it expects is compared here, so the scenario itself expects little."""
    lines = [f'scenario "{case["id"]}"', "  given all others no"]
    for name, value in table(case, "facts").items():
        lines += _given(qualified(name, case), value)
    unknown = case.get("unknown", [])
    assert isinstance(unknown, list)
    lines += [f"    {qualified(name, case)} is unknown" for name in unknown]
    if "as_of" in case:
        lines.append(f"    as_of = {case['as_of']}")
    readings = [f"{name} is {option}" for name, option in table(case, "readings").items()]
    if readings:
        lines.append(f"  under {', '.join(readings)}")
    subject = qualified(next(iter(table(case, "expect"))), case)
    return "\n".join([*lines, f"  then {subject} unknown"])


def _given(name: str, value: object) -> list[str]:
    match value:
        case True:
            return [f"    {name}"]
        case False:
            return [f"    not {name}"]
        case list():
            return [f"    {name} =", *(f"      - {_row(row)}" for row in value)]
        case _:
            return [f"    {name} = {value}"]


def _row(row: Table) -> str:
    if "from" in row:
        return f"period from {row['from']} to {row['to']}"
    written = {True: "yes", False: "no"}
    return ", ".join(
        f"{key} = {written[value] if isinstance(value, bool) else value}" for key, value in row.items()
    )


def scenario_of(case: Case) -> Scenario:
    return next(s for s in program().scenarios if s.module == "inventory" and s.title == case["id"])


def completed_case(case: Case) -> tuple[dict[str, object], datetime | None, dict[str, str]]:
    """Facts, moment and readings of a case. A fact that its question cannot need is left out."""
    law, written = program(), scenario_of(case)
    question = law.questions[str(case["question"])]
    assert written.as_of is None or isinstance(written.as_of, datetime)
    facts = completed(law, question, evolve(written, asked=question))
    return facts, written.as_of, dict(written.readings)


def answered_by_reference(case: Case) -> dict[str, Answer[object]]:
    """The reference's answers, by subject."""
    return answer(program(), str(case["question"]), *completed_case(case))


def answered_by_generated(case: Case) -> dict[str, Answer[object]]:
    """The answers of the committed generated law, by subject; the facts come to it as JSON."""
    module, _, name = str(case["question"]).partition(".")
    question: Question = getattr(import_module(f"qanun_azerbaijan.{module}"), name)
    facts, as_of, readings = completed_case(case)
    data = {fact.rpartition(".")[2]: _json(value) for fact, value in facts.items()}
    asked_at = {} if as_of is None else {"as_of": as_of}
    answers = question.explore(question.facts.from_json(data), **asked_at, readings=readings)
    return {found.subject: found for found in answers.each()}


def _json(value: object) -> object:
    match value:
        case RecordValue():
            return {name: _json(part) for name, part in value.cells}
        case tuple():
            return [_json(part) for part in value]
        case _:
            return to_json(value)


def agrees(found: Answer[object], key: str, expected: object) -> bool:
    """Whether an answer is as expected in one respect."""
    match key:
        case "verdict" | "state":
            return str(getattr(found, key)) == expected
        case "applies":
            return found.value is expected
        case "value":
            return _plain(found.value) == expected
        case "due":
            due = read_as_of(str(expected))
            return isinstance(found.due, date) and found.due == due
        case "grounds":
            assert isinstance(expected, list)
            return set(expected) <= set(found.grounds)
        case "barred_by" | "conflicts_with":
            return list(getattr(found, key)) == expected
        case "needs":
            assert isinstance(expected, list)
            return _short(found.needs) == _short(expected)
        case "authority":  # in no order
            assert isinstance(expected, list)
            return sorted(_short(found.authority)) == sorted(_short(expected))
        case "weighing":
            return len(found.weighing) == expected
        case "penalties":
            return show(found.penalties) == expected
    raise ValueError(f"nothing is known of `{key}`")


def _plain(value: object) -> object:
    """A value as the table writes it: options and countries by their names, a set in order."""
    written = to_json(value)
    return sorted(written) if isinstance(written, list) else written


def _short(names: Iterable[str]) -> list[str]:
    """Names without their module: within a question they are unique."""
    return [name.rpartition(".")[2] for name in names]


@pytest.mark.parametrize("answered", [answered_by_reference, answered_by_generated])
@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_each_case_has_its_expected_outcome(
    case: Case, answered: Callable[[Case], dict[str, Answer[object]]]
) -> None:
    """Every case of the table has its outcome, in the reference and in the generated law."""
    answers = answered(case)
    for subject, expected in table(case, "expect").items():
        found = answers[qualified(subject, case)]
        assert isinstance(expected, dict)
        for key, value in expected.items():
            assert agrees(found, key, value), f"{case['title']}: {subject} {key} {value}; found {found}"


def test_the_cases_are_told_apart() -> None:
    """No two cases have one id."""
    ids = [case["id"] for case in CASES]
    assert len(set(ids)) == len(ids)
