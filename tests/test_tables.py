"""The tables that parts of the compiler share have the same rows."""

import re
from pathlib import Path
from typing import get_args

import pytest
from agreement import RUNNERS
from attrs import fields
from qanun.core.encoded import encoded
from qanun.core.names import Name
from qanun.core.rules import (
    ASPECTS,
    Agree,
    All,
    Any,
    Apply,
    AsOf,
    Case,
    Const,
    Expr,
    FactOf,
    FieldOf,
    Gap,
    HowMany,
    If,
    InConflict,
    Local,
    Member,
    Not,
    NoVersion,
    Over,
    Reading,
    Ref,
    SetOf,
    Silent,
    Subject,
)
from qanun.runtime.answers import Answer, assemble
from qanun.runtime.evaluation.reader import LEADING_NOWHERE, LEAVES, READERS, free_locals
from qanun.runtime.evaluation.trace import Traced
from qanun.runtime.operators import OPERATORS as FUNCTIONS
from qanun.runtime.operators import TAKES_NONE
from qanun.runtime.phrases import Phrases
from qanun.runtime.reasons import Reasons
from qanun.runtime.tables import Table
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


YES = Const(True)
OF_EACH_KIND: tuple[Expr, ...] = (
    YES,
    FactOf("law.fact"),
    Reading("law.reading"),
    AsOf(),
    Ref(Name("law.definition")),
    Local("thing"),
    FieldOf(Local("thing"), "field"),
    All((YES,)),
    Any((YES,)),
    Not(YES),
    If(YES, YES, YES),
    Agree("law.rule", (Case(Name("law.ground"), YES, YES),), YES),
    Apply("is none", (YES,)),
    HowMany((YES,)),
    Over("some", "thing", FactOf("law.things"), YES, YES),
    SetOf((Member("law.member", YES, YES),)),
    Silent("law.silence"),
    InConflict(("law.other",)),
    Gap("law.rule", (Name("law.ground"),)),
    NoVersion("law.rule", "1 May 2012"),
)


def test_both_evaluators_read_every_kind_of_expression() -> None:
    """The encoding knows each kind by its word, and so does whoever reads it; nobody reads others."""
    assert {type(expr) for expr in OF_EACH_KIND} == set(get_args(Expr))
    words = {encoded(expr)[0] for expr in OF_EACH_KIND}
    assert len(words) == len(OF_EACH_KIND)
    assert set(READERS) == words
    source = (COMPILER / "runtime_js" / "evaluate.js").read_text(encoding="utf-8")
    body = source.partition("const READERS = {")[2].partition("\n};")[0]
    assert set(re.findall(r"^  (\w+)[:(]", body, re.MULTILINE)) == words


def test_the_parts_and_sources_of_each_kind_are_told() -> None:
    """What speaks of a thing is found wherever it stands; what leads to a record is told of each kind."""
    words = {str(encoded(expr)[0]) for expr in OF_EACH_KIND}
    whole = {"local", "over", "field", "ref", "all", "any", "not", "if", "how_many", "apply", "agree", "set"}
    assert set(LEAVES) == words - whole
    assert set(LEADING_NOWHERE) == words - {"fact", "local", "field", "apply", "if", "ref"}
    with pytest.raises(ValueError, match="'planted'"):
        free_locals(["planted"])


def test_an_operation_without_a_reason_is_refused() -> None:
    """An explanation does not pass over what it cannot tell."""
    nothing = {"subjects": (), "readings": (), "bits": (), "provisions": ()}
    table = Table(**nothing, entries={}, sites={}, words={}, zone="UTC", notice="")
    reasons = Reasons(Phrases(table, {}))
    assert reasons.lines(Traced((True, 0, None), "const"), True) == []
    with pytest.raises(ValueError, match="'planted'"):
        reasons.lines(Traced((True, 0, None), "planted"), True)
