"""What type checkers know of answers: a program leans on it, and each of its wrong lines is refused."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from attrs import fields
from qanun.runtime.answers.answers import Answer, DecidedVerdict, Verdict
from qanun_azerbaijan import criminal_code as cc

ROOT = Path(__file__).parent.parent

PROGRAM = """\
from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import assert_never, assert_type

from qanun.runtime import Answer, Changes, Decided, Explored, UnderReadings, Verdict
from qanun.runtime.values.penalties import Penalties
from qanun.runtime.values.sets import PartialSet
from qanun.runtime.values.unknown import UNKNOWN, Unknown
from qanun_azerbaijan import administrative_offences as offences
from qanun_azerbaijan import criminal_code as cc
from qanun_azerbaijan import expulsion_rules as rules
from qanun_azerbaijan.authorities import Authority

decided = cc.crossing.decide(cc.CrossingFacts())
explored = cc.crossing.explore(cc.CrossingFacts())
assert_type(decided, cc.CrossingAnswers[Decided])
assert_type(explored, cc.CrossingAnswers[Explored])

# what decide gives is known; what explore gives may not be
assert_type(decided.illegal_crossing.value, bool)
assert_type(explored.illegal_crossing.value, bool | Unknown | None)
assert_type(decided.illegal_crossing.penalties, Penalties | None)
assert_type(explored.illegal_crossing.penalties, Penalties | Unknown | None)
assert_type(decided.illegal_crossing.due, date | datetime | None)
assert_type(explored.illegal_crossing.due, date | datetime | Unknown | None)
assert_type(decided.each(), tuple[Answer[object, Decided], ...])
punished: bool = explored.illegal_crossing.value  # wrong
punished = decided.illegal_crossing.value and not decided.criminally_liable.value

# where the law can be silent, the type says so
may_choose = cc.crossing_penalty.decide(cc.CrossingPenaltyFacts()).choice_of_penalty
assert_type(may_choose.value, bool | None)
chosen: bool = may_choose.value  # wrong

# a set that is known in part
facts, day = rules.DestinationCountryFacts(), date(2012, 3, 1)
assert_type(rules.destination_country.decide(facts).destination.value, frozenset[str] | None)
found = rules.destination_country.explore(facts).destination.value
assert_type(found, frozenset[str] | PartialSet | Unknown | None)
if found is not UNKNOWN and found is not None and not isinstance(found, PartialSet):
    assert_type(found, frozenset[str])

# what would change an answer has values of its kind
assert_type(decided.illegal_crossing.changes(), Changes[bool])
for change in decided.illegal_crossing.changes(together=2).found:
    assert_type(change.value, bool)
    print(change.sentence, [altered.fact for altered in change.altered])
    wrong_value: str = change.value  # wrong

# and under other readings it may be unknown
assert_type(decided.illegal_crossing.under_readings(), UnderReadings[bool])
assert_type(decided.illegal_crossing.under_readings().found[0].value, bool | Unknown)

# bodies are members of the enumeration
expulsion = offences.administrative_expulsion.decide(offences.AdministrativeExpulsionFacts(), as_of=day)
assert_type(expulsion.impose_expulsion.authority, tuple[Authority, ...])
if Authority.COURT in expulsion.impose_expulsion.authority:
    print(expulsion.impose_expulsion.authority[0].name)
if expulsion.impose_expulsion.authority[0] is Authority.COURTS:  # wrong
    pass


def of_decided(answer: Answer[object, Decided]) -> str:
    match answer.verdict:
        case Verdict.YES | Verdict.NO | Verdict.VALUE | Verdict.BARRED:
            return "settled"
        case Verdict.MUST | Verdict.NEED_NOT | Verdict.MUST_NOT | Verdict.MAY:
            return "a norm"
        case Verdict.DISCRETION:
            return "ask a body"
        case Verdict.SILENT | Verdict.IN_CONFLICT:
            return "ask a lawyer"
        case _:
            assert_never(answer.verdict)


def of_explored(answer: Answer[object]) -> str:
    match answer.verdict:
        case Verdict.YES | Verdict.NO | Verdict.VALUE | Verdict.BARRED:
            return "settled"
        case Verdict.MUST | Verdict.NEED_NOT | Verdict.MUST_NOT | Verdict.MAY:
            return "a norm"
        case Verdict.DISCRETION | Verdict.SILENT | Verdict.IN_CONFLICT:
            return "ask somebody"
        case Verdict.UNKNOWN | Verdict.FAULT:
            return "ask again"
        case _:
            assert_never(answer.verdict)


def too_little(answer: Answer[object, Decided]) -> str:
    match answer.verdict:
        case Verdict.YES | Verdict.NO | Verdict.VALUE | Verdict.BARRED:
            return "settled"
        case Verdict.MUST | Verdict.NEED_NOT | Verdict.MUST_NOT | Verdict.MAY:
            return "a norm"
        case Verdict.DISCRETION | Verdict.SILENT:
            return "ask somebody"
        case _:
            assert_never(answer.verdict)  # wrong


def too_little_explored(answer: Answer[object]) -> str:
    match answer.verdict:
        case Verdict.YES | Verdict.NO | Verdict.VALUE | Verdict.BARRED | Verdict.UNKNOWN:
            return "settled"
        case Verdict.MUST | Verdict.NEED_NOT | Verdict.MUST_NOT | Verdict.MAY:
            return "a norm"
        case Verdict.DISCRETION | Verdict.SILENT | Verdict.IN_CONFLICT:
            return "ask somebody"
        case _:
            assert_never(answer.verdict)  # wrong


def letter(answers: cc.CrossingAnswers[Decided]) -> str:
    return of_decided(answers.illegal_crossing) + of_explored(answers.illegal_crossing)


def bodies(answers: Sequence[Answer[object]]) -> list[StrEnum]:
    return [body for answer in answers for body in answer.authority]


def interview(answers: cc.CrossingAnswers) -> list[StrEnum]:
    return bodies(answers.each())


letter(decided)
letter(explored)  # wrong
interview(decided)
interview(explored)
decided.illegal_crossing.verdict = Verdict.NO  # wrong
decided.illegal_crossing.value = False  # wrong
decided.illegal_crossing.due = None  # wrong
"""
WRONG = {number for number, line in enumerate(PROGRAM.splitlines(), 1) if line.endswith("# wrong")}


@pytest.mark.parametrize("checker", [["mypy", "--strict"], ["pyright"]], ids=lambda checker: checker[0])
def test_a_program_leans_on_the_types_of_answers(tmp_path: Path, checker: list[str]) -> None:
    """Every line that is not marked wrong is right, every other is refused."""
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    settings = {"typeCheckingMode": "strict", "pythonVersion": "3.11", "include": ["program.py"]}
    settings["extraPaths"] = [str(ROOT / "compiler"), str(ROOT / "generated")]
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    arguments = ["program.py"] if checker[0] == "mypy" else ["--pythonpath", sys.executable]
    environment = {**os.environ, "MYPYPATH": f"{ROOT / 'compiler'}:{ROOT / 'generated'}"}
    ended = subprocess.run(
        [sys.executable, "-m", *checker, *arguments],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    found = {int(number) for number in re.findall(r"program\.py:(\d+)(?::\d+)?(?: -)?:? error", ended.stdout)}
    assert found == WRONG, ended.stdout + ended.stderr


def test_decide_gives_all_verdicts_but_two() -> None:
    """Those for which it raises."""
    assert set(Verdict) - set(DecidedVerdict.__args__) == {Verdict.UNKNOWN, Verdict.FAULT}


def test_types_in_brackets_mean_nothing_when_a_program_runs() -> None:
    assert cc.CrossingAnswers["Decided"] is cc.CrossingAnswers
    assert Answer["bool", "Decided"] is Answer
    assert len(fields(Answer)) == 20
