"""The core as a developer reads it."""

from pathlib import Path

import pytest
from qanun.core.rules import Program
from qanun.core.show import show_named, show_program, show_question
from qanun.pipeline import compile
from qanun.text import Text
from test_docs import HEAD
from test_spec import PAGES, program_of

LAW = f"""{HEAD}
```qanun
fact has_card "the person has a card"
fact late "a book is late"
fact books : integer "books at home"
right borrow "borrow books" when has_card and books < 5
exception overdue to borrow when late
question lending "May the person borrow?"
  answers borrow
```
"""

BORROW = """\
right example.borrow : yes/no "borrow books"
  answer: example.borrow
  opened: example.borrow:opened
  barring: example.overdue
  exceptions: example.overdue
  state: example.borrow:state

opened example.borrow:opened : yes/no
  all(fact example.has_card, <(fact example.books, 5))

applies example.borrow : yes/no
  all(example.borrow:opened, not(example.overdue))

state example.borrow:not applicable : yes/no
  not(example.borrow:opened)

state example.borrow:barred : yes/no
  all(example.borrow:opened, example.overdue)

state example.borrow:in force : yes/no
  all(example.borrow:opened, not(example.overdue))

state example.borrow:state : text
  if(
    example.borrow:not applicable
    'not applicable'
    if(example.borrow:barred, 'barred', 'in force')
  )
"""


@pytest.fixture(scope="module")
def law() -> Program:
    program = compile([Text("example.md", LAW)]).value.program
    assert program is not None
    return program


def test_a_norm(law: Program) -> None:
    """A subject, and every definition of which its answer is made."""
    assert show_named(law, "example.borrow") == BORROW


def test_a_question(law: Program) -> None:
    """Its facts in the order in which it asks, then what it rests on, each after its own."""
    shown = show_question(law, law.questions["example.lending"])
    assert shown == show_named(law, "example.lending")
    assert shown.startswith(
        'question example.lending "May the person borrow?"\n  fact example.has_card : yes/no\n'
        "  fact example.books : integer\n  fact example.late : yes/no\n\nright example.borrow"
    )
    heads = [line.split(" : ")[0] for line in shown.splitlines() if line[:1].isalpha()]
    assert heads.index("exception example.overdue") < heads.index("applies example.borrow")


def test_what_nothing_is_called(law: Program) -> None:
    assert show_named(law, "example.borro") is None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_everything_is_shown(page: Path) -> None:
    """Every definition and subject of every page of the spec, each kind of expression among them."""
    program = program_of(page)
    shown = show_program(program)
    assert all(f" {name}" in shown for name in (*program.definitions, *program.subjects))


def test_a_member_that_is_always_in_a_set_has_no_condition() -> None:
    """A named body and one that the case tells: nothing is said of a condition that always holds."""
    rules = """\
authority court "the court"
fact decided_by : authority "the body that decides"
fact seized : authority or none "the body that took the case over"
power stop "stop the case" by court or decided_by or seized
question whose "Whose task is it?" answers stop
"""
    program = compile([Text("example.md", f"{HEAD}\n```qanun\n{rules}```\n")]).value.program
    assert program is not None
    shown = show_named(program, "example.stop")
    assert shown is not None
    (bodies,) = [block for block in shown.split("\n\n") if block.startswith("authority ")]
    assert "".join(bodies.partition("\n")[2].replace(",", " ").split()) == (
        "set(case('court')case(factexample.decided_by)"
        "case(when(not(isnone(factexample.seized)))factexample.seized))"
    )


def test_all_that_arises_from_an_exception_is_shown_with_it() -> None:
    """Known by a letter below two rights, it bites the one and the other."""
    rules = """\
fact a "a"
fact b "b"
right one "one" when a
right two "two" when b
exception (a) lost to one, two when a and b
define first : yes/no is one.a
question what "What is lost?" answers one, two, first
"""
    program = compile([Text("example.md", f"{HEAD}\n```qanun\n{rules}```\n")]).value.program
    assert program is not None
    shown = show_named(program, "example.lost")
    assert shown is not None
    heads = [line.split(" : ")[0] for line in shown.splitlines() if line[:1].isalpha()]
    assert heads == [
        "opened example.lost:opened",
        "exception example.lost",
        "bites example.lost:bites",
        "bites example.lost on example.one",
        "bites example.lost on example.two",
    ]
