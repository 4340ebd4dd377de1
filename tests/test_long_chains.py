"""Long chains of definitions: an explanation to the end."""

from pathlib import Path

from agreement import generated
from qanun.core.rules import Program
from qanun.diagnostics import Diagnostic
from qanun.pipeline import compile
from qanun.text import Text
from qanun.verify.findings import found_in

LONG = 60
HEAD = """---
law: Chains
jurisdiction: nowhere
module: chains
in_force: not stated
time_zone: Asia/Baku
rounding: down
source: written for this test
---

# Chains

```qanun
fact start "it starts"
fact number : integer "a number"
"""


def said_of(rules: str) -> tuple[Program | None, tuple[Diagnostic, ...]]:
    """The program of some rules, and all that a check says of them."""
    text = Text("chains.md", f"{HEAD}{rules}```\n")
    outcome = compile([text])
    program = outcome.value.program
    return program, (*outcome.diagnostics, *(() if program is None else found_in(program, (text,))))


def chain(first: str, other: str, answered: str) -> str:
    """Rules each of which rests on the one before; `{0}` is the place, `{1}` the one before."""
    rows = [first, *(other.format(place, place - 1) for place in range(1, LONG))]
    return "\n".join([*rows, f'question asked "What of the last?"\n  answers {answered}', ""])


def test_a_chain_is_explained_to_its_end(tmp_path: Path) -> None:
    """By generated Python: every link of the chain is named, what lies very deep after what rests on it."""
    first, other = "define d0 : integer is number", "define d{0} : integer is d{1} + 1"
    program, _ = said_of(chain(first, other, f"d{LONG - 1}"))
    assert program is not None
    question = generated(program, tmp_path, "long_chain").question("chains.asked")
    told = str(question.explain(question.facts(number=2)))
    assert "(see below)" in told
    missing = [place for place in range(LONG - 1) if f" d{place}: {place + 2}" not in told]
    assert missing == []
