"""The tables that parts of the compiler share have the same rows."""

import re
from pathlib import Path

import pytest
from agreement import RUNNERS
from attrs import fields
from qanun.core.names import Name
from qanun.core.rules import ASPECTS, Subject
from qanun.runtime.answers import Answer, assemble
from qanun.runtime.operators import OPERATORS as FUNCTIONS
from qanun.runtime.operators import TAKES_NONE
from qanun.runtime.phrases import Phrases
from qanun.runtime.reasons import Reasons
from qanun.runtime.tables import Table
from qanun.runtime.trace import Traced
from qanun.targets import TARGETS
from qanun.typed.operators import OPERATORS as ROWS

COMPILER = Path(__file__).parent.parent / "compiler" / "qanun"


def test_every_operator_has_a_function_and_every_function_a_row() -> None:
    """What the type checker can choose the runtime can do, and the other way round."""
    assert set(ROWS) == set(FUNCTIONS)


def in_javascript(table: str, close: str) -> set[str]:
    """The operators that a table of the evaluator in JavaScript names."""
    source = (COMPILER / "runtime_js" / "operators.js").read_text(encoding="utf-8")
    body = source.partition(f"const {table} = ")[2].partition(f"\n{close}")[0]
    return set(re.findall(r'^  "([^"]+)"', body, re.MULTILINE)) | set(
        re.findall(r"^  (\w+)[:,]", body, re.MULTILINE)
    )


def test_javascript_has_the_same_operators() -> None:
    """A row without its function there would be an answer that a page of the book cannot give."""
    assert in_javascript("OPERATORS", "};") == set(ROWS)
    assert in_javascript("TAKES_NONE", "]);") == set(TAKES_NONE)


def test_every_aspect_is_told() -> None:
    """Whatever definition a subject names is an aspect, and an answer has a place for each."""
    named = {part.name for part in fields(Subject) if part.type in (Name, Name | None)}
    assert named == {*ASPECTS, "opened"}
    assert set(ASPECTS) - {"answer"} <= {part.name for part in fields(Answer)}


def test_an_aspect_that_no_answer_tells_is_refused() -> None:
    with pytest.raises(ValueError, match="no answer tells planted"):
        assemble(subject="s", label="", kind="rule", outcomes={"answer": True, "planted": True}, facts=())


def test_only_operators_take_none() -> None:
    """Each name in the table of those that take none is an operator."""
    assert set(FUNCTIONS) >= TAKES_NONE


def test_every_target_has_a_runner() -> None:
    """No target is listed that is not put to the cases of the specification and the scenarios."""
    assert set(RUNNERS) == set(TARGETS)


def test_an_operation_without_a_reason_is_refused() -> None:
    """An explanation does not pass over what it cannot tell."""
    nothing = {"entries": (), "subjects": (), "readings": (), "bits": (), "provisions": ()}
    table = Table(**nothing, sites={}, words={}, rules={}, zone="UTC", notice="")
    reasons = Reasons(Phrases(table, {}))
    assert reasons.lines(Traced((True, 0, None), "const"), True) == []
    with pytest.raises(ValueError, match="'planted'"):
        reasons.lines(Traced((True, 0, None), "planted"), True)
