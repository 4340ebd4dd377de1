"""The tables that parts of the compiler share have the same rows."""

import re
from datetime import date
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
from qanun.resolved.declare import ASKING
from qanun.runtime.answers.answers import Answer
from qanun.runtime.answers.assembling import assemble
from qanun.runtime.evaluation.reader import LEADING_NOWHERE, LEAVES, READERS, free_locals
from qanun.runtime.evaluation.tables import Table
from qanun.runtime.evaluation.trace import Traced
from qanun.runtime.explaining.phrases import Phrases
from qanun.runtime.explaining.reasons import Reasons
from qanun.runtime.operators.operator_rows import (
    OPERATOR_NAMES,
    ROW_OF,
    Between,
    OperatorName,
    Relation,
    Statement,
    lacks,
)
from qanun.runtime.operators.operator_rows import ROWS as RUNTIME_ROWS
from qanun.runtime.outcomes.open_sets import applied as applied_in_runtime
from qanun.runtime.outcomes.open_sets import partly_known as open_in_runtime
from qanun.runtime.outcomes.passing import compared
from qanun.runtime.outcomes.undecided import NotKnown
from qanun.runtime.values.sets import PartialSet
from qanun.targets import TARGETS
from qanun.typed.operators import OPERATORS as ROWS
from reference.findings import BOUNDED
from reference.open_sets import applied, partly_known

COMPILER = Path(__file__).parent.parent / "compiler" / "qanun"


NEVER_WRITTEN_IN_WORDS = {
    *("=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "ratio", "negate", "date plus", "date minus"),
    *("days between", "hours between", "contains", "overlap", "has member", "is none", "is empty", "rounded"),
    *("to number", "allows", "happened", "limit after", "limit at", "limit passed", "in time", "limit value"),
    "later limit",
}
"""A drafter writes a sign, a clause or nothing: the book says these otherwise."""


def in_javascript(file: str, begin: str, end: str, name: str) -> set[str]:
    """What a part of a file of the evaluator in JavaScript names."""
    source = (COMPILER / "runtime_js" / file).read_text(encoding="utf-8")
    assert source.count(begin) == 1
    return set(re.findall(name, source.partition(begin)[2].partition(f"\n{end}")[0], re.MULTILINE))


IN_JAVASCRIPT = in_javascript("operators.js", "const OPERATORS = ", "};", r'^  "?([^":,]+)"?[:,]')


def test_no_operator_is_known_to_one_alone() -> None:
    """A row of which the core does not know, and a function in JavaScript without a row, are lost."""
    assert set(ROW_OF) == set(OPERATOR_NAMES) == set(ROWS)
    assert len(ROW_OF) == len(RUNTIME_ROWS)
    assert set(OPERATOR_NAMES) == IN_JAVASCRIPT


def test_no_table_is_called_by_a_word_that_asks() -> None:
    """A word of the grammar before `of` is none that a table can have; `as of` and types stand elsewhere."""
    grammar = (COMPILER / "syntax" / "grammar.lark").read_text(encoding="utf-8")
    assert set(re.findall(r'"(\w+) of"', grammar)) - {"as", "authority", "list", "one", "set"} == ASKING


@pytest.mark.parametrize("name", OPERATOR_NAMES)
def test_an_operator_is_one_row(name: OperatorName) -> None:
    """It has a function in every target, types, and words for explanations and for the book."""
    row, typed = ROW_OF[name], ROWS[name]
    assert callable(row.function), f"Python does nothing for `{name}`"
    assert name in IN_JAVASCRIPT, f"JavaScript does nothing for `{name}`"
    assert typed.forms, f"`{name}` takes no operands"
    assert (typed.book is None) == (name in NEVER_WRITTEN_IN_WORDS), f"the book does not say `{name}`"
    lengths = {len(operands) for operands, _ in typed.forms}
    said = [row.said.yes, row.said.no] if isinstance(row.said, Relation | Statement) else [row.said.words]
    places = {int(place) for words in (*said, typed.book or "") for place in re.findall(r"\{(\d)\}", words)}
    assert all(place < min(lengths) for place in places), (
        f"`{name}` is said of operands that it does not have"
    )
    if isinstance(row.said, Relation | Between):
        assert min(lengths) >= 2, f"`{name}` does not stand between two"


def test_how_the_undecided_is_taken_stands_in_the_row() -> None:
    """Bounds of numbers and members of open sets count for these operators and no others, everywhere."""
    bounds: set[str] = {row.name for row in RUNTIME_ROWS if row.bounds}
    members: set[str] = {row.name for row in RUNTIME_ROWS if row.members}
    assert {*BOUNDED, "+"} == bounds
    assert {name for name in OPERATOR_NAMES if compared(name, (0, 1), (3, 4)) is not None} == bounds - {"+"}
    own, other = (partly_known(PartialSet((("x", True),)), NotKnown(bit, bit, bit)) for bit in (1, 2))
    assert {name for name in OPERATOR_NAMES if applied(name, [own, other]) is not None} == members
    sets = open_in_runtime(PartialSet((("x", True),)), NotKnown(1, 1, 1))
    assert {name for name in OPERATOR_NAMES if applied_in_runtime(name, (sets, sets)) is not None} == members
    assert in_javascript("findings.js", "function compared(", "}", r'"([^"]+)"') == bounds - {"+"}
    assert in_javascript("findings.js", "function applied(", "}", r'"([^"]+)"') == members


def test_every_aspect_is_told() -> None:
    """Whatever definition a subject names is an aspect, and an answer has a place for each."""
    named = {part.name for part in fields(Subject) if part.type in (Name, Name | None)}
    assert named == {*ASPECTS, "opened"}
    assert set(ASPECTS) - {"answer"} <= {part.name for part in fields(Answer)}


def test_an_aspect_that_no_answer_tells_is_refused() -> None:
    with pytest.raises(ValueError, match="no answer tells planted"):
        assemble(subject="s", label="", kind="rule", outcomes={"answer": True, "planted": True}, facts=())


def test_where_none_is_like_any_other() -> None:
    """Of a period the end may be none, of an event all, of a sum nothing."""
    day = date(2012, 3, 1)
    assert [lacks("period", (day, None)), lacks("period", (None, day))] == [False, True]
    assert [lacks("later of", (None, day)), lacks("=", (None, None))] == [False, False]
    assert [lacks("+", (1, None)), lacks("+", (1, 2))] == [True, False]


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
